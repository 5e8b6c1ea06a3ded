"""The style sheet and the script of the demo portal, so that its lists also work in a browser."""

from typing import Final

STYLE: Final = """body{font-family:sans-serif;margin:0;color:#222;line-height:1.7}
.header{background:#a81c1c;color:#fff;padding:18px 24px}.header a{color:#fff;font-size:24px;text-decoration:none}
.fiction{margin-left:24px;padding:2px 8px;border:1px solid #fff}
.nav{background:#f3e6e6;padding:8px 24px}.nav a{margin-right:10px}
.crumbs{padding:8px 24px;color:#555}.wrap{display:flex;padding:0 24px;min-height:420px}
.left_menu{width:220px;flex:none}.main{flex:1}.main ul{list-style:none;padding:0}
.main li{border-bottom:1px dotted #bbb;padding:4px 0}.main li span{float:right;color:#666}
.main li .rq{float:none;margin-right:12px}table{border-collapse:collapse}td,th{border:1px solid #999;padding:4px 8px}
.footer{background:#333;color:#eee;padding:18px 24px;margin-top:24px}.footer a{color:#eee}
"""

SCRIPT: Final = """// Only what the demo's own pages call: a POST in the manner of jQuery, the rows of a list, a pager.
var $ = {
  ajax: function (options) {
    var parts = ["is_ds=" + options.data.is_ds];
    options.data.ajax_type.forEach(function (value) {
      parts.push(encodeURIComponent("ajax_type[]") + "=" + encodeURIComponent(value));
    });
    var request = new XMLHttpRequest();
    request.open(options.type, options.url);
    request.setRequestHeader("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8");
    request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
    request.onload = function () { options.success(JSON.parse(request.responseText)); };
    request.send(parts.join("&"));
  }
};
function show_list(res, page, size) {
  var list = document.getElementById("ajax_list");
  list.textContent = res.total ? "" : "暂无相关信息";
  res.data.forEach(function (row) {
    var line = document.createElement("li"), link = document.createElement("a"), day = document.createElement("span");
    link.href = row.url; link.textContent = row.title; day.textContent = row.inputtime;
    line.append(link, day); list.append(line);
  });
  var pages = document.getElementById("ajax_pages"), last = Math.ceil(res.total / size);
  pages.textContent = "";
  for (var n = 1; last > 1 && n <= last; n++) pages.append(pageButton(n, n === page));
}
function pageButton(number, here) {
  var button = document.createElement("button");
  button.textContent = number; button.disabled = here;
  button.onclick = function () { load_list(number); };
  return button;
}
function createPageHTML(first) {
  var values = Array.prototype.slice.call(arguments), fromOne = typeof first === "string" ? 1 : 0;
  if (fromOne) values.shift();
  for (var n = 0; values[0] > 1 && n < values[0]; n++) {
    var shown = n + fromOne, suffix = n ? "_" + shown : "";
    document.write(shown === values[1] ? " " + (n + 1) + " "
      : ' <a href="' + values[2] + suffix + "." + values[3] + '">' + (n + 1) + "</a> ");
  }
}
"""
