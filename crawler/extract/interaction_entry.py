"""登录、互动入口的判读：首页上有没有用户登录、互动交流的入口，点开去哪里。 The entries to log in and to speak to the government.

读得出：文字、替代文字、提示语写明登录、注册、互动交流、信箱、咨询、征集等的链接和按钮，以及它的去处。
读不出：画在图片里又没有替代文字的；由脚本另行加上的；点开以后能不能登录、提交（不登录、不提交）。
不是入口：信息标题；后台、邮箱、办公系统的登录；“登录次数”一类的字样；信访、纪检举报（不算咨询建言）。
依据：年度要点“强化政府网站办事服务、互动交流等功能建设”；叫什么名字，按通行做法推定。
"""

import re
from dataclasses import dataclass
from typing import Final, Literal

from crawler.extract.clickable import clickables, has_scripts
from crawler.page import Page

version = 1

Kind = Literal["login", "interaction"]
_OWN: Final = r"(?:[一-鿿]{1,3}[省市区县州旗])?"
_ENTRY: Final[dict[Kind, re.Pattern[str]]] = {
    "login": re.compile(
        r"(?:请|您好,?请|欢迎,?请?)?(?:用户|统一|个人|法人|会员|统一身份|身份|我要|立即|点击|一键)?(?:认证)?登[录陆](?:[/|｜、·]?注册|入口|中心)?|注册(?:[/|｜、·]?登[录陆])?|(?:用户|个人|会员)(?:中心|空间)|统一身份认证"
    ),
    "interaction": re.compile(
        rf"{_OWN}(?:互动(?:交流|回应|平台)?|(?:政民|公众|网上|在线|官民)(?:互动|交流|参与)|(?:(?:书记|领导|政府|部门|公众|主任|局长|镇长|[省市区县州旗]长|政务)信箱)|(?:我要|网上|在线|业务)?(?:写信|咨询|投诉|建议|留言|咨询投诉|投诉咨询|咨询建言|建言献策)"
        r"|(?:咨询|投诉|写信|留言)(?:投诉|建议|互动|入口|平台|选登|查询)|(?:民意|网上|意见|在线)?(?:征集|调查)(?:调查)?|(?:意见|民意)征集|(?:网上|在线|网络)?(?:访谈|问政)|智能(?:问答|客服)|在线客服|12345(?:热线)?(?:平台)?)"
    ),
}
_MOST: Final = 20


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. ``target`` is '' when a script does what it does."""

    kind: Kind
    words: str
    target: str


@dataclass(frozen=True, slots=True)
class Entries:
    """``is_script_made``: scripts or frames are on the page, which may hold an entry that its markup does not show."""

    entries: tuple[Entry, ...]
    is_script_made: bool

    def of(self, kind: Kind) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.kind == kind)


def read_interaction_entries(page: Page) -> Entries:
    """Every entry in the order of the page, each of its words and targets once."""
    found: dict[Entry, None] = {}
    for each in clickables(page):
        named = ((kind, words) for words in each.words for kind, pattern in _ENTRY.items() if pattern.fullmatch(words))
        kind, words = next(named, ("login", ""))
        if words and len(found) < _MOST:
            found.setdefault(Entry(kind, words, each.target))
    return Entries(tuple(found), has_scripts(page, or_frames=True))
