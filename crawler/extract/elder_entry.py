"""适老化、无障碍入口的判读：首页上有没有“长者版”“无障碍浏览”一类的入口，点开去哪里。 The entry to a version for the old or the disabled.

读得出：文字、替代文字、提示语写明无障碍、适老、长者、长辈、关怀、老年版的链接和按钮，以及它的去处。
读不出：画在图片里又没有替代文字的；由脚本另行加上的；点开以后好不好用、有没有广告弹窗。
不是入口：正文标题、新闻里提到“无障碍设施”“适老化改造”的链接。
依据：无障碍环境建设法第三十二条；年度要点“加快适老化与无障碍改造”。
"""

import re
from dataclasses import dataclass
from typing import Final

from crawler.extract.clickable import clickables, has_scripts
from crawler.page import Page

version = 1

_ENTRY = re.compile(r"(?:进入|打开|切换|开启)?(?:网站)?(?:适老化|适老|长者|长辈|老年|关怀|无障碍|无障碍浏览|适老化无障碍|长者助手|关爱)(?:版|模式|浏览|阅读|服务|助手|工具|通道|专区|辅助)?(?:版|模式|入口)?")
_MOST: Final = 20


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. ``target`` is '' when a script does what it does."""

    words: str
    target: str


@dataclass(frozen=True, slots=True)
class Entries:
    """``is_script_made``: scripts are on the page, which may add an entry that its markup does not show."""

    entries: tuple[Entry, ...]
    is_script_made: bool


def read_entries(page: Page) -> Entries:
    """Every entry in the order of the page, each of its words once."""
    found: dict[str, Entry] = {}
    for each in clickables(page):
        words = next((words for words in each.words if _ENTRY.fullmatch(words)), "")
        if words and len(found) < _MOST:
            found.setdefault(words, Entry(words, each.target))
    return Entries(tuple(found.values()), has_scripts(page))
