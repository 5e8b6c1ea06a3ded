"""站点链接的判读：页面上指向其他网站首页的链接和下拉选项。 Links of a page that lead to the front page of another site.

读得出：链接、图片热区、下拉框选项里写明网址的；链接的文字、提示语、图片的替代文字。
读不出：由脚本拼出的网址；画在图片里又没有替代文字的名称；链接指向的网站是谁办的（不访问）。
不是站点链接：本站的；指向一条信息、一个栏目的（网址有路径的）；新媒体账号；政务服务、公共资源交易、信用、税务等平台和垂直管理部门的。
依据：国办发〔2017〕47号（县级政府部门、乡镇街道原则上不开设政府网站），只供人核实。
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from crawler.page import Page
from crawler.urls import canonical, host_of, is_loopback

version = 1

_MOST_NODES: Final = 50_000
_MOST: Final = 500
_WORDS: Final = 60
_FRONT = re.compile(r"/?|/(?:index|default|main|home|portal)\.(?:s?html?|jspx?|aspx?|php|do)", re.IGNORECASE)
# Platforms, organs of other levels and accounts: no sites of a unit's own, whatever they are called.
_HOSTS = re.compile(
    r"zwfw|ggzy|ggfw|credit|xinyong|tax|12345|12348|12371|12388|court|jcy|jianchayuan|gaj|police|gat|weather|qx\b|\bmp\.weixin|weixin\.qq|weibo|douyin|toutiao|kuaishou|bilibili|\bqq\.com"
    r"|baidu\.com|conac|beian|miit|www\.gov\.cn|zfwzgl|\bpucha|people\.com|xinhua|\.edu\.cn$|\.mil\.cn$",
    re.IGNORECASE,
)
_NAMES = re.compile(r"税务|气象|公安|交警|法院|检察|人大|政协|纪委|监委|党建|组织部|宣传部|公共资源|交易|信用|政务服务|一网通办|办事大厅|微信|微博|公众号|抖音|头条|12345|热线")


@dataclass(frozen=True, slots=True)
class SiteLink:
    """``words`` are what the page calls the site, ``host`` where it is."""

    words: str
    host: str
    url: str


def read_site_links(page: Page, own: Collection[str]) -> tuple[SiteLink, ...]:
    """Every link to another site's front page, in the order of the page, each once; ``own`` are the portal's hosts."""
    found: dict[tuple[str, str], SiteLink] = {}
    for words, address in _links(page):
        url = canonical(address, page.base)
        host = host_of(url) if url else ""
        if not url or not host or not words or is_own(host, own) or host == host_of(page.url) or not _is_front(url):
            continue
        if not is_platform(words, host) and not is_loopback(url):
            found.setdefault((words, host), SiteLink(words, host, url))
        if len(found) >= _MOST:
            break
    return tuple(found.values())


def is_own(host: str, own: Collection[str]) -> bool:
    """Whether a host is one of ``own``, with or without www."""
    return host in own or host.removeprefix("www.") in own or f"www.{host}" in own


def is_platform(words: str, host: str) -> bool:
    """Whether a name or a host is that of a platform, of a vertical organ, of another power of the state or of an account."""
    return bool(_NAMES.search(words) or _HOSTS.search(host))


def _links(page: Page) -> Iterator[tuple[str, str]]:
    for _, node in zip(range(_MOST_NODES), page.root.iter("a", "area", "option"), strict=False):
        address = (node.get("value") if node.tag == "option" else node.get("href")) or ""
        if address.strip().lower().startswith(("http://", "https://", "//")):
            yield _called(node), address


def _called(node: Any) -> str:
    told = ["".join(node.itertext())[:200], node.get("title") or "", node.get("alt") or ""]
    told += [image.get("alt") or image.get("title") or "" for image in node.iter("img")]
    return next((plain[:_WORDS] for words in told if (plain := "".join(words.split()))), "")


def _is_front(url: str) -> bool:
    parts = urlsplit(url)
    return bool(_FRONT.fullmatch(parts.path)) and not parts.query
