"""The rows of a list page: the same list in every layout, and what only stands beside it."""

from datetime import date

import pytest

from crawler.dialects.rows import find
from crawler.dialects.stream import stream_of
from crawler.items import Row
from tests.listing import COLUMN, MAIN, OTHERS, THREE, URLS, lines, rows_of, told, web_page

# ---- rows: one list in every layout

LAYOUTS = {
    "date after the link": "<ul class='list'>" + lines("<li><a href='{u}'>{t}</a><span>{d}</span></li>") + "</ul>",
    "date before the link, with dots": "<ul>"
    + lines("<li><span>{d}</span><a href='{u}'>{t}</a></li>", ["2023.09.08", "2023.08.31", "2023.08.15"])
    + "</ul>",
    "date in brackets as bare text": "<ul>" + lines("<li>·<a href='{u}'>{t}</a> [{d}]</li>") + "</ul>",
    "date in small, with a clock": "<div>" + lines("<p><a href='{u}'>{t}</a><small>{d} 10:20</small></p>") + "</div>",
    "Chinese date behind a label": "<div>"
    + lines("<div class='item'><h3><a href='{u}'>{t}</a></h3><p>发布时间：{y}年{m}月{dd}日</p></div>")
    + "</div>",
    "month and day apart from the year": "<ul>"
    + lines("<li><div class='time'><p class='mmdd'>{m}-{dd}</p><p class='yyyy'>{y}</p></div><a href='{u}'>{t}</a></li>")
    + "</ul>",
    "day above year and month": "<ul>"
    + lines(
        "<li><a href='{u}'><div><div class='d1'>{dd}</div><div class='d2'>{y}-{m}</div></div><div><p class='tit'>{t}</p></div></a></li>"
    )
    + "</ul>",
    "date broken over two lines": "<ul>" + lines("<li><a href='{u}'>{t}</a><span>{y}-\n{m}-{dd}</span></li>") + "</ul>",
    "date in the next list item": "<ul class='clearfix'>"
    + lines("<li class='mc'><a class='title' href='{u}'>{t}</a></li><li class='rq'>{d}</li>")
    + "</ul>",
    "date in the definition term before": "<dl>" + lines("<dt>{d}</dt><dd><a href='{u}'>{t}</a></dd>") + "</dl>",
    "table with running numbers": "<table><tr><th>序号</th><th>标题</th><th>发布日期</th></tr>"
    + lines("<tr><td>{n}</td><td><a href='{u}'>{t}</a></td><td>{d}</td></tr>")
    + "</table>",
    "one list item holding all pairs": "<ul><li>"
    + lines(
        "<span class='dot'></span><span class='til'><a href='{u}'>{t}</a></span><span class='time'>{d}</span><div class='clear'></div>"
    )
    + "</li></ul>",
    "date hung on the title": "<ul>" + lines("<li><a href='{u}'>{t} [{d}]</a></li>") + "</ul>",
    "date inside the link": "<ul>" + lines("<li><a href='{u}'>{t}<span>{d}</span></a></li>") + "</ul>",
    "anchor opened twice": "<ul>" + lines("<li><span> {d} </span><a href='{u}'><a href='{u}'>{t}</a></li>") + "</ul>",
    "picture, title, summary and 详细": "<div>"
    + lines(
        "<div class='box'><a href='{u}'><img src='/a.jpg' alt=''></a><h4><a href='{u}'>{t}</a></h4>"
        "<p>为做好相关工作，现将有关事项说明如下，请遵照执行。<a href='{u}'>[详细]</a></p><span>{d}</span></div>"
    )
    + "</div>",
    "unit and clicks around the date": "<ul>"
    + lines("<li><a href='{u}'>{t}</a><span>来源：区政府办 {d} 阅读 12</span></li>")
    + "</ul>",
    "category link before the title": "<ul>"
    + lines("<li><a href='/zwgk/qjyj/'>[区教育局]</a><a href='{u}'>{t}</a><em>{d}</em></li>")
    + "</ul>",
    "category link and a second, looser date": "<ul>"
    + lines(
        "<li><a href='/zwgk/qjyj/'>区教育局</a><a href='{u}'>{t}</a><em>{d}</em><span>更新 2023-10-10 阅读 3</span></li>"
    )
    + "</ul>",
    "link to the 解读 after the title": "<ul>"
    + lines("<li><a href='{u}'>{t}</a><i>{d}</i><a href='/zcjd/{n}.html'>《{t}》的政策解读说明材料</a></li>")
    + "</ul>",
    "list cut into pieces of one and two": "<div class='m'><ul class='l'>"
    + lines("<li><a href='{u}'>{t}</a><b>{d}</b></li>").replace("\n", "</ul><hr><ul class='l'>", 1)
    + "</ul></div>",
    "a class of its own for each row": "<ul>"
    + lines("<li class='item-{n}x row{n}'><a href='{u}'>{t}</a><span>{d}</span></li>")
    + "</ul>",
    "a table for each row": "<div>"
    + lines("<table><tr><td><img src='/dot.gif'></td><td><a href='{u}'>{t}</a></td><td>({d})</td></tr></table>")
    + "</div>",
    "title and date in two table rows": "<table>"
    + lines("<tr><td><a href='{u}'>{t}</a></td></tr><tr><td>发布日期：{d}　浏览次数：12</td></tr>")
    + "</table>",
    "lines broken by br, date first": "<div>" + lines("[{d}] <a href='{u}'>{t}</a><br>") + "</div>",
    "link around the whole line": "<ul>" + lines("<a href='{u}'><li>{t}<span>{d}</span></li></a>") + "</ul>",
    "titles in one block and dates in another": "<div><div>"
    + lines("<a href='{u}'>{t}</a>")
    + "</div><div>"
    + lines("<i>{d}</i>")
    + "</div></div>",
    "index numbers that look like dates": "<table>"
    + lines("<tr><td>2023-05-0001{n}</td><td><a href='{u}'>{t}</a></td><td>{d}</td></tr>")
    + "</table>",
    "a summary that begins with another day": "<ul>"
    + lines(
        "<li><div><b>{dd}</b><i>{y}/{m}</i></div><h4><a href='{u}'>{t}</a></h4><p>2023年5月1日，区政府召开会议，研究部署。</p></li>"
    )
    + "</ul>",
    "full-width digits": "<ul>"
    + lines(
        "<li><a href='{u}'>{t}</a><span>{d}</span></li>",
        ["２０２３-０９-０８", "２０２３－０８－３１", "２０２３／０８／１５"],
    )
    + "</ul>",
    "wrapped in an element named as a menu": "<div class='menu_tab right'><ul>"
    + lines("<li><a href='{u}'>{t}</a><span>{d}</span></li>")
    + "</ul></div>",
}


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda name: name.replace(" ", "-"))
def test_the_same_three_rows_are_read_from_every_layout(layout: str) -> None:
    rows = rows_of(LAYOUTS[layout])

    assert told(rows) == THREE
    assert [row.url for row in rows] == [f"http://www.example.gov.cn{url}" for url in URLS]


def test_the_date_is_kept_as_published_beside_its_reading() -> None:
    (first, *_) = rows_of(LAYOUTS["date before the link, with dots"])

    assert first.date_text == "2023.09.08"
    assert first.published == date(2023, 9, 8)


def test_a_row_whose_date_is_missing_is_a_row_all_the_same() -> None:
    rows = rows_of(
        "<ul>" + lines("<li><a href='{u}'>{t}</a><span>{d}</span></li>", ["2023-09-08", "", "2023-08-15"]) + "</ul>"
    )

    assert told(rows)[1] == (THREE[1][0], None)


def test_a_day_without_a_year_takes_the_year_its_address_was_filed_under() -> None:
    rows = rows_of("<ul>" + lines("<li><a href='{u}'>{t}</a><span>{m}-{dd}</span></li>") + "</ul>")

    assert told(rows) == THREE


def test_a_december_day_filed_in_january_belongs_to_the_year_before() -> None:
    rows = rows_of(
        "<ul><li><a href='/a/202401/t20240103_1.html'>关于元旦值班安排的通知</a><span>12-29</span></li></ul>"
    )

    assert rows[0].published == date(2023, 12, 29)


def test_a_day_without_a_year_stays_unread_when_no_address_tells_the_year() -> None:
    rows = rows_of(
        "<ul>"
        + "".join(f"<li><a href='/show/{n}.html'>关于第{n}号事项的通知</a><span>09-0{n}</span></li>" for n in (1, 2, 3))
        + "</ul>"
    )

    assert [(row.published, row.date_text) for row in rows] == [(None, "09-01"), (None, "09-02"), (None, "09-03")]


def test_a_date_that_does_not_exist_stays_unread() -> None:
    rows = rows_of(
        "<ul>"
        + lines("<li><a href='{u}'>{t}</a><span>{d}</span></li>", ["2023-02-30", "2023-08-31", "2023-08-15"])
        + "</ul>"
    )

    assert rows[0].published is None
    assert rows[0].date_text == "2023-02-30"


def test_pinned_rows_keep_their_place_and_lose_their_ornament() -> None:
    main = "<ul><li><font color='red'><a href='/a/20190101/1.html'>[置顶] 某某区政府信息公开指南</a></font><span>2019-01-01</span></li>"
    rows = rows_of(
        main + lines("<li><a href='{u}'>• {t}<img src='/new.gif' alt='NEW'></a><span>{d}</span></li>") + "</ul>"
    )

    assert told(rows) == [("某某区政府信息公开指南", "2019-01-01"), *THREE]


def test_the_title_attribute_is_taken_where_the_text_shown_is_cut() -> None:
    rows = rows_of(
        "<ul>" + lines("<li><a href='{u}' title='{t}（第{n}号）'>{t:.8}…</a><span>{d}</span></li>") + "</ul>"
    )

    assert [row.title for row in rows] == [f"{title}（第{n}号）" for n, (title, _) in enumerate(THREE, start=1)]


@pytest.mark.parametrize("title", ["点击查看详细内容，新窗口打开", "某某区人民政府门户网站通知公告栏目"])
def test_a_title_attribute_that_says_something_else_is_not_the_title(title: str) -> None:
    rows = rows_of("<ul>" + lines(f"<li><a href='{{u}}' title='{title}'>{{t}}</a><span>{{d}}</span></li>") + "</ul>")

    assert told(rows) == THREE


def test_words_in_brackets_that_belong_to_the_title_stay() -> None:
    rows = rows_of(
        "<ul><li><a href='/a/20230501/1.html'>【图解】一图读懂2023年5月1日起施行的新规</a><span>2023-05-04</span></li></ul>"
    )

    assert told(rows) == [("【图解】一图读懂2023年5月1日起施行的新规", "2023-05-04")]


def test_the_document_number_is_read_from_its_column_and_the_publishing_day_from_its_own() -> None:
    table = """<table class="xxgk"><tr><th>文件名称</th><th>文号</th><th>成文日期</th><th>发布日期</th></tr>
    <tr><td><a href="/zfwj/1001001.html">关于印发某某办法的通知</a></td><td>达川府规〔2023〕2号</td><td>2023-05-01</td><td>2023-05-09</td></tr>
    <tr><td><a href="/zfwj/1001002.html">关于废止部分文件的决定</a></td><td>----</td><td>2023-04-01</td><td>2023-04-06</td></tr></table>"""

    rows = rows_of(table)

    assert [(row.doc_number, row.published) for row in rows] == [
        ("达川府规〔2023〕2号", date(2023, 5, 9)),
        ("", date(2023, 4, 6)),
    ]


def test_of_two_dates_nobody_explains_neither_is_the_day_of_publishing() -> None:
    rows = rows_of("<ul>" + lines("<li><a href='{u}'>{t}</a><span>{d}</span><span>2023-12-31</span></li>") + "</ul>")

    assert [row.published for row in rows] == [None, None, None]
    assert rows[0].date_text == "2023-09-08 2023-12-31"


def test_the_heading_of_a_table_tells_where_a_period_begins() -> None:
    head = "<tr><th>标题</th><th>开始时间</th><th>结束时间</th></tr>"

    assert (
        told(
            rows_of(
                f"<table>{head}"
                + lines("<tr><td><a href='{u}'>{t}</a></td><td>{d}</td><td>2023-12-31</td></tr>")
                + "</table>"
            )
        )
        == THREE
    )


def test_a_table_row_with_two_links_and_two_dates_is_one_row() -> None:
    head = "<tr><th>标题</th><th>解读</th><th>成文日期</th><th>发布日期</th></tr>"
    row = "<tr><td><a href='{u}'>{t}</a></td><td><a href='/jd/{n}.html'>查看政策解读</a></td><td>2023-01-01</td><td>{d}</td></tr>"

    assert told(rows_of(f"<table>{head}{lines(row)}</table>")) == THREE


def test_a_period_begins_on_its_first_day() -> None:
    rows = rows_of("<ul>" + lines("<li><a href='{u}'>{t}</a><p><b>{d}</b> 至 <b>2023-12-31</b></p></li>") + "</ul>")

    assert told(rows) == THREE


def test_links_to_other_sites_and_files_are_published_items() -> None:
    main = "<ul class='list'>" + "".join(
        f"<li><a href='{url}'>第{n}条公开信息的标题</a><span>2023-0{n}-01</span></li>"
        for n, url in enumerate(
            ("https://mp.weixin.qq.com/s/AbC", "http://czj.example.cn/index.html", "/uploadfile/2023/a.pdf"), start=1
        )
    )

    assert [row.url for row in rows_of(main + "</ul>")] == [
        "https://mp.weixin.qq.com/s/AbC", "http://czj.example.cn/index.html", "http://www.example.gov.cn/uploadfile/2023/a.pdf",
    ]  # fmt: skip


def test_relative_addresses_follow_the_base_of_the_page() -> None:
    rows = rows_of(
        "<ul><li><a href='col/1.html'>关于某事的公告</a><b>2023-01-02</b></li></ul>", head="<base href='/jxssthjt/'>"
    )

    assert rows[0].url == "http://www.example.gov.cn/jxssthjt/col/1.html"


def test_an_address_standing_twice_is_one_row() -> None:
    twice = lines("<li><a href='{u}'>{t}</a><span>{d}</span></li>")

    assert told(rows_of(f"<ul class='pc'>{twice}</ul><ul class='mobile'>{twice}</ul>")) == THREE


def test_a_single_row_is_a_list() -> None:
    assert told(
        rows_of(
            "<ul class='newslist'><li><a href='/a/20230102/1.html'>关于某事的公告</a><span>2023-01-02</span></li></ul>"
        )
    ) == [("关于某事的公告", "2023-01-02")]


def test_a_single_row_wrapped_in_its_link_is_a_list() -> None:
    line = "<li><a href='/a/20230102/1.html'><div class='pull-right'>2023-01-02</div><div class='pull-left'>关于某事的公告</div></a></li>"

    assert told(rows_of(f"<ul>{line}<li class='line'></li></ul>")) == [("关于某事的公告", "2023-01-02")]


def test_an_undated_list_is_accepted_where_its_addresses_are_articles() -> None:
    rows = rows_of("<div class='con'><ul>" + lines("<li><a href='{u}'>{t}</a></li>") + "</ul></div>")

    assert told(rows) == [(title, None) for title, _ in THREE]


def test_picture_and_title_of_an_undated_item_are_one_row() -> None:
    rows = rows_of(
        "<div><ul>"
        + lines("<li><a href='{u}'><img src='/a.jpg' alt='活动现场照片'></a><div><a href='{u}'>{t}</a></div></li>")
        + "</ul></div>"
    )

    assert told(rows) == [(title, None) for title, _ in THREE]


def test_a_running_number_is_not_the_day_of_the_month_before_it() -> None:
    rows = rows_of(
        "<table class='list'>"
        + lines("<tr><td>{n}</td><td><a href='{u}'>{t}</a></td><td>{y}-{m}</td></tr>")
        + "</table>"
    )

    assert told(rows) == [(title, None) for title, _ in THREE]


def test_an_undated_list_of_other_sites_is_accepted_in_a_container_named_as_a_list() -> None:
    names = ("高新区预决算公开平台", "开发区预决算公开平台", "示范区预决算公开平台")
    rows = rows_of(
        "<div class='qx-list'><ul>"
        + "".join(f"<li><a href='http://{n}.example.cn/'>{name}</a></li>" for n, name in enumerate(names))
        + "</ul></div>"
    )

    assert [row.title for row in rows] == list(names)


def test_the_list_in_the_columns_own_folder_is_preferred_to_a_longer_one() -> None:
    others = "".join(
        f"<li><a href='/xw/20230{n}01/9{n}.html'>另一栏目的第{n}条信息</a><span>2023-0{n}-01</span></li>"
        for n in range(1, 9)
    )

    assert told(rows_of(f"<div class='a'><ul>{others}</ul></div><div class='b'><div>{MAIN}</div></div>")) == THREE


def test_the_list_headed_by_the_name_of_the_column_is_preferred_to_a_longer_one() -> None:
    main = MAIN.replace("/zwgk/tzgg/202309/", "/info/")

    assert told(rows_of(f"<div class='a'><ul>{OTHERS}</ul></div><div class='b'><h2>通知公告</h2>{main}</div>")) == THREE


@pytest.mark.parametrize(
    "title",
    [
        "某某省物业管理条例（2019年9月26日修订）",
        "消费者权益日活动预告（3.15）",
        "“十四五”规划纲要（2021-2025）",
        "关于2023-05号提案的答复",
    ],
)
def test_figures_that_belong_to_a_title_are_no_date_hung_on_it(title: str) -> None:
    assert told(rows_of(f"<ul><li><a href='/a/20230501/1.html'>{title}</a><span>2023-05-04</span></li></ul>")) == [
        (title, "2023-05-04")
    ]


def test_a_date_that_is_itself_a_link_is_the_date_of_its_row() -> None:
    assert told(rows_of("<ul>" + lines("<li><a href='{u}'>{t}</a><a href='{u}'>{d}</a></li>") + "</ul>")) == THREE


def test_two_rows_in_bare_paragraphs_are_a_list() -> None:
    main = lines("<p><a href='{u}'>{t}</a> {d}</p>").splitlines()[:2]

    assert told(rows_of("<div>" + "".join(main) + "</div>")) == THREE[:2]


def test_a_row_whose_only_link_says_download_takes_its_title_from_its_text() -> None:
    line = "<li><span>区教育局2022年政府信息公开工作年度报告</span><a href='/dl?id=3'>下载</a><span>2023-01-20</span></li>"
    rows = rows_of("<ul class='list'>" + lines("<li><a href='{u}'>{t}</a><span>{d}</span></li>") + line + "</ul>")

    assert told(rows) == [*THREE, ("区教育局2022年政府信息公开工作年度报告", "2023-01-20")]
    assert rows[-1].url == "http://www.example.gov.cn/dl?id=3"


def test_a_table_whose_links_only_say_look_is_a_list() -> None:
    main = "<table>" + lines("<tr><td>{n}</td><td>{t}</td><td>样府规〔2023〕{n}号</td><td>{d}</td><td><a href='{u}'>查看</a> <a href='/f/{n}.pdf'>下载</a></td></tr>") + "</table>"  # fmt: skip
    rows = rows_of(main)

    assert told(rows) == THREE
    assert [row.doc_number for row in rows] == [f"样府规〔2023〕{n}号" for n in (1, 2, 3)]


def test_a_detail_link_beside_the_title_of_a_row_is_no_row_of_its_own() -> None:
    main = "<ul>" + lines("<li><a href='{u}'>{t}</a><span>{d}</span><a href='/f/{n}.pdf'>下载</a></li>") + "</ul>"

    assert told(rows_of(main)) == THREE


# ---- the end of a list, read as its first page was


TABLE = "<div class='main'><table class='tab'>{}</table></div><div class='right'><ul>{}</ul></div>"
ROW = "<tr><td><a href='{u}'>{t}</a></td><td>{d}</td></tr>"


def later(main: str, first: str) -> tuple[Row, ...]:
    """The rows of a second page that shows ``main``, behind a first page that shows ``first``."""
    begun, page = web_page(first), web_page(main, url=COLUMN.replace("index", "index_1"))
    return find(page, stream_of(page), column_url=COLUMN, first=begun).rows


@pytest.mark.parametrize("count", [1, 2])
def test_the_last_rows_of_a_table_are_read_where_the_first_page_had_its_rows(count: int) -> None:
    last = "".join(lines(ROW).splitlines()[:count])

    assert rows_of(TABLE.format(last, "")) == ()  # alone, a row in a place named so might be anything
    assert told(later(TABLE.format(last, ""), TABLE.format(lines(ROW), ""))) == THREE[:count]


def test_a_row_elsewhere_is_no_end_of_a_list() -> None:
    beside = "<li><a href='/zwgk/dt/202309/t20230907_9.html'>某某区召开政务公开工作会议</a><span>2023-09-07</span></li>"

    assert later(TABLE.format("", beside), TABLE.format(lines(ROW), "")) == ()


def test_two_rows_of_a_first_page_do_not_prove_where_a_list_stands() -> None:
    few = "".join(lines(ROW).splitlines()[:2])

    assert later(TABLE.format(few, ""), TABLE.format(few, "")) == ()
