"""页面只有一句转走的话：脚本里写明的本站网址，或“即将离开本站”的提示页。

Read as text, never run. A script counts only when moving on is all it does and the address stands in it letter by letter:
one that sets a cookie, asks for the browser or works an address out is a gate or a challenge, and is left alone.
"""

import re
from collections.abc import Set
from typing import Final
from urllib.parse import parse_qsl, urljoin, urlsplit

from crawler.extract.lines import plain, raw_text
from crawler.page import Page
from crawler.urls import host_of

_SMALL: Final = 4_000  # bytes of a page that does nothing but send on
_MOST_SAID: Final = 200  # characters of a page that only asks whether to go on
_MOVE = re.compile(
    r"""\s*(?:<!--\s*)?(?:(?:window|self|top|parent|document)\s?\.\s?)?location(?:\s?\.\s?href)?\s?"""
    r"""(?:=\s?(["'])(?P<set>[^"'<>\s\\]{1,500})\1|\.\s?(?:replace|assign)\s?\(\s?(["'])(?P<call>[^"'<>\s\\]{1,500})\3\s?\))\s?;?\s*(?:(?://)?\s?-->)?\s*"""
)
_LEAVING = re.compile(r"(?:即将|正在|将要)(?:离开|跳出)[^。，]{0,40}(?:网站|本站|门户|平台|页面)|(?:即将|正在|将要)(?:跳转|前往|打开|访问)[^。，]{0,12}(?:第三方|外部|其他|非本站)")


def sent_to(page: Page) -> str:
    """Where the script of a page without words sends every reader, an address of the same host; '' for any other page."""
    if len(page.body) > _SMALL or not page.is_html:
        return ""
    scripts = list(page.root.iter("script"))
    if len(scripts) != 1 or scripts[0].get("src") or _said(page):
        return ""
    found = _MOVE.fullmatch(scripts[0].text or "")
    if found is None:
        return ""
    try:
        url = urljoin(page.base, found["set"] or found["call"])
    except ValueError:
        return ""
    same = url.startswith(("http://", "https://")) and host_of(url) == host_of(page.url)
    return url if same and url.partition("#")[0] != page.url.partition("#")[0] else ""


def leaves(page: Page, hosts: Set[str]) -> bool:
    """Whether ``page`` only asks before it sends a reader to a host outside ``hosts``: 您访问的链接即将离开…"""
    if not page.is_html or len(page.body) > 20 * _SMALL or _LEAVING.search(page.text) is None:
        return False
    said = _said(page)
    if not said or len(said) > _MOST_SAID or _LEAVING.search(said) is None:
        return False
    targets = [link.get("href") or "" for link in page.root.iter("a")]
    targets += [value for _, value in parse_qsl(urlsplit(page.url).query)]
    return any(target.startswith(("http://", "https://")) and host_of(target) not in hosts | {""} for target in targets)


def _said(page: Page) -> str:
    body = page.root.find("body")
    return "" if body is None else "".join("".join(plain(raw_text(body))).split())
