"""检索框的判读：页面上有没有可以输入关键词的框，提交到哪里，检索的是全站还是本栏目。 Search boxes on a page.

读得出：表单里的文本框和它的提交网址；不在表单里、由脚本处理的文本框；写明检索范围的提示语（“请输入要咨询的政策”）；“站内检索”一类的链接。
读不出：画在图片里、由脚本另行载入的检索框；提交之后能不能检出内容（不提交任何表单）。
不是检索框：登录、验证码、留言、订阅、跳转页码的输入框；隐藏、停用的框另记（is_off）。
依据：无条文；手册把检索框列为政策咨询库的核对内容，只供人核实。
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from crawler.page import Page
from crawler.urls import link_target

version = 1

_MOST: Final = 20
_MOST_NODES: Final = 50_000
_AROUND: Final = 4  # elements above a box, its form at most, in which its button and its label stand
_WORDS: Final = 120  # characters of such an element; more is a part of the page, not the box
_TEXT_TYPES: Final = frozenset(("", "text", "search"))
_SEARCH = re.compile(r"搜索|检索|查询|搜一[搜下]|查一[查下]|关键[词字]|se?a?rch|keyw|query|sousuo|suo(?![a-z])", re.IGNORECASE)
_ONE_LETTER = re.compile(r"(?:q|kw|wd|so|ss|key)", re.IGNORECASE)
_NO_SEARCH = re.compile(r"验证码|密码|用户名|登录|邮箱|手机|姓名|电话|标题|留言|订阅|页码|跳转|captcha|yzm|verify|login|passw|email|mobile|pagenum|gopage", re.IGNORECASE)
_OWN = re.compile(r"咨询|问答|知识|问题|政策|本(?:栏目|库|频道)|您?要问")
_LINK = re.compile(r"(?:站内|高级|全文|智能|在线)?(?:搜索|检索)")  # 智能问答 in a site's header is a robot of the whole site
_SHORT: Final = 20  # characters beside a box that are its own words; more are those of the site's header
_HANDLERS: Final = ("onclick", "onsubmit", "onkeydown", "onkeyup", "onkeypress", "onchange", "v-model", "ng-model", "@keyup.enter", "@click")


@dataclass(frozen=True, slots=True)
class SearchBox:
    """One box. ``target`` is where it is submitted to, '' when the page does not say; ``is_scripted``: a script on the page may do it.

    ``words`` are those beside it; ``is_own``: they tell that the column is searched, not the site; ``is_off``: it takes no words.
    """

    words: str
    target: str
    is_scripted: bool
    is_own: bool
    is_off: bool = False

    @property
    def leads_somewhere(self) -> bool:
        return not self.is_off and bool(self.target or self.is_scripted)


@dataclass(frozen=True, slots=True)
class Searching:
    """The boxes of a page. ``is_script_made``: the page has few words or a frame, so that a box may come by script."""

    boxes: tuple[SearchBox, ...]
    is_script_made: bool


def read_search_boxes(page: Page) -> Searching:
    """Every box and every link to a search, in the order of the page."""
    nodes = [node for _, node in zip(range(_MOST_NODES), page.root.iter(), strict=False) if isinstance(node.tag, str)]
    scripts = any(node.tag == "script" and (node.get("src") or (node.text or "").strip()) for node in nodes)
    found = [box for node in nodes if (box := _box(page, node, scripts))]
    words = sum(len((node.text or "").strip()) for node in nodes if node.tag not in ("script", "style", "title", "noscript"))
    frames = any(node.tag in ("iframe", "frame") for node in nodes)
    return Searching(tuple(found[:_MOST]), frames or (scripts and words < _WORDS))


def _box(page: Page, node: Any, scripts: bool) -> SearchBox | None:
    if node.tag == "a":
        words = re.sub(r"\s+", "", "".join(node.itertext())[:_WORDS])
        target = link_target(page.url, node.get("href") or "")
        return SearchBox(words, target, False, False) if _LINK.fullmatch(words) and target else None
    if node.tag != "input" or (node.get("type") or "").strip().lower() not in _TEXT_TYPES:
        return None
    form = next((above for above in node.iterancestors() if above.tag == "form"), None)
    around = list(_around(node))
    names = " ".join(node.get(name) or "" for name in ("name", "id", "class"))
    told = " ".join(node.get(name) or "" for name in ("placeholder", "aria-label", "title", "value"))
    beside = re.sub(r"\s+", " ", " ".join(words for words in around if words)).strip()[:_WORDS]
    of_form = " ".join(form.get(name) or "" for name in ("id", "name", "class", "action")) if form is not None else ""
    if _NO_SEARCH.search(f"{names} {told}") or _asks_password(form):
        return None
    fits = _SEARCH.search(f"{names} {told} {beside} {of_form}") or _ONE_LETTER.fullmatch((node.get("name") or "").strip())
    if not fits:
        return None
    action = (form.get("action") or "") if form is not None else ""
    off = node.get("disabled") is not None or node.get("readonly") is not None
    handled = any(n.get(name) for n in (node, *([form] if form is not None else [])) for name in _HANDLERS)
    words = " ".join(part for part in (told.strip(), beside) if part)[:_WORDS]
    own = _OWN.search(told) or (len(beside) <= _SHORT and _OWN.search(beside))
    return SearchBox(words, link_target(page.url, action), handled or scripts, bool(own), off)


def _around(node: Any) -> Iterator[str]:
    """The words of the smallest elements around a box, with those of buttons: 检索, 搜索."""
    for count, above in enumerate(node.iterancestors()):
        if count >= _AROUND or above.tag in ("body", "html"):
            return
        words = "".join(text for text in above.itertext() if text.strip())
        if len(words) > _WORDS:
            return
        values = [n.get("value") or "" for n in above.iter("input") if (n.get("type") or "").lower() in ("submit", "button")]
        if words.strip() or any(values):
            yield " ".join((words.strip(), *values))
            return
        if above.tag == "form":
            return


def _asks_password(form: Any) -> bool:
    return form is not None and any((n.get("type") or "").lower() == "password" for n in form.iter("input"))
