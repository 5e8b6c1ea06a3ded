"""The files an article offers: links, embedded viewers, and links that a script writes.

Only the body and its neighbourhood are asked; a document in the page's header, footer or side column is no attachment.
A link that leads nowhere (javascript:, file:///C:/, an intranet address) is no attachment either, but its name is kept:
that a file was promised and cannot be fetched is worth knowing.
"""

import ipaddress
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from itertools import chain, islice
from typing import Final
from urllib.parse import parse_qs, quote, unquote, urlsplit

from lxml.html import HtmlElement

from crawler.extract.container import ends_article
from crawler.extract.lines import whole_text
from crawler.items import AttachmentLink
from crawler.urls import joined

_ENDINGS: Final = "pdf|docx?|docm|xlsx?|xlsm|pptx?|wps|et|dps|ofd|ceb|cebx|edc|rtf|csv|txt|zip|rar|7z|tar|gz"
_FILE = re.compile(rf"\.({_ENDINGS})(?:$|[?#;&\"')\s])", re.IGNORECASE)
_FILE_END = re.compile(rf"\.({_ENDINGS})$", re.IGNORECASE)
_DOWNLOAD = re.compile(
    r"download|downfile|filedown|down\.(?:jsp|do|php|aspx?)|/attach(?:ment)?s?/|/uploadfiles?/|/doc/ucap/|[PW]0\d{18}",
    re.IGNORECASE,
)
_NO_FILE = re.compile(r"(?:\.(?:s?html?|jpe?g|png|gif|bmp|svg|webp|mp4|mp3|m3u8|flv|css|js|apk|exe)|/)$", re.IGNORECASE)
_PROMISED = re.compile(r"\s*(?:附件|附表|附)\s*[0-9一二三四五六七八九十]{0,3}\s*[:：.、．]?")
_VIEWER = re.compile(r"pdfjs|viewer|flipbook|file=|pdf\.js", re.IGNORECASE)
_NOISE = re.compile(
    r"[（(【\[]\s*[\d.]+\s*(?:[KMG]?B|字节|[kmg])\s*[】\])）]|[【\[（(]?\s*(?:已下载[\d\s]*次?|下载[\d\s]*次)\s*[】\]）)]?$|^(?:点击|右键)?下载[:：]|^【|】$",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    r"(?:点击|立即)?(?:此处)?(?:下载|查看|打开|预览|附件|附件下载|下载附件|点击查看|here)(?:附件)?[:：]?$"
)
# Possessive: from each href= the text is read once, whatever follows.
_SCRIPT_LINK = re.compile(
    r"""href\s*+=\s*+\\?+["']?+([^"'<>\s\\]{1,500}+)\\?+["']?+[^<>]{0,200}+>([^<]{0,300})"""
)
_SCRIPT_PATH = re.compile(rf"""["']([^"'<>\s]{{1,600}}\.(?:{_ENDINGS}))["']""", re.IGNORECASE)
_FILE_NAMED = re.compile(r"""\b(?:file|attach(?:ment)?)_?name["']?\s{0,9}:\s{0,9}["']([^"'<>]{1,600})["']""", re.IGNORECASE)
_ESCAPED = re.compile(r"\\u((?!d[89a-f])[0-9a-f]{4})", re.IGNORECASE)
_MAX_OBJECT: Final = 1_000  # characters to either side of a path in which the object around it is looked for
_MAX_SCRIPT: Final = 200_000  # characters of scripts that are read, of all on a page
_MAX_FOUND: Final = 500
_MAX_LOOKED_AT: Final = 5_000
_WANTED: Final = frozenset(("a", "iframe", "embed", "object", "script"))


@dataclass(slots=True)
class Offered:
    """What was found so far. ``lost`` are names of files whose links lead nowhere."""

    base: str
    links: dict[str, AttachmentLink] = field(default_factory=dict)
    lost: dict[str, None] = field(default_factory=dict)
    script_left: int = _MAX_SCRIPT

    def add(self, href: str, name: str, title: str = "") -> None:
        """Keep a file once, under the best name the page gives it."""
        url = absolute(self.base, href)
        name = clean_name(name, title)
        if url is None:
            if name in self.lost and title.strip():  # two files under one name: 审批表, 审批表 (1)
                name = " ".join(title.split())
            if name:
                self.lost.setdefault(name)
            return
        if not name:
            name = unquote(urlsplit(url).path.rpartition("/")[2])
        if url not in self.links and len(self.links) < _MAX_FOUND:
            ending = (
                _FILE_END.search(name)
                or _FILE_END.search(urlsplit(url).path)
                or _FILE.search(unquote(urlsplit(url).query) + " ")
            )
            self.links[url] = AttachmentLink(url, name, ending.group(1).lower() if ending else "")


def offered_files(
    elements: Iterable[HtmlElement], around: Iterable[HtmlElement], base: str
) -> tuple[tuple[AttachmentLink, ...], tuple[str, ...]]:
    """(attachments, names of lost ones) of the body's ``elements`` and of the subtrees ``around`` them."""
    offered = Offered(base)
    inside = (node for element in elements for node in element.iter(*_WANTED))
    beside = (node for node in until_end(around) if node.tag in _WANTED)
    for node in chain(islice(inside, _MAX_LOOKED_AT), islice(beside, _MAX_LOOKED_AT)):
        _look_at(node, offered)
    named = {link.name for link in offered.links.values()}
    lost = tuple(name for name in offered.lost if name not in named and not any(name in other for other in named))
    return tuple(offered.links.values()), lost


def until_end(around: Iterable[HtmlElement]) -> Iterator[HtmlElement]:
    """Every element of the subtrees in order, up to the text that says the article is over."""
    for root in around:
        for node in root.iter():
            if not isinstance(node.tag, str):
                continue
            if node.tag not in ("script", "style") and ends_article(node.text):
                return
            yield node


def absolute(base: str, href: str) -> str | None:
    """``href`` as a web address others can open; None for javascript:, file:, intranet and broken ones."""
    href = "".join(href.splitlines()).strip().replace("\\", "/")
    if not href or href.startswith(("#", "javascript:")):
        return None
    try:
        url = joined(base, href)
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or (_is_private(host) and host != _host(base)):
        return None
    return quote(url.partition("#")[0], safe="%/:?&=+,;@!$'()*~[]")


def clean_name(text: str, title: str = "") -> str:
    """What the page calls a file, without 附件1：, its size and 已下载N次."""
    name = _NOISE.sub("", _NOISE.sub("", " ".join(text[:1000].split()))).strip(" 【】[]")
    if _GENERIC.match(name) and title.strip():
        name = " ".join(title.split())
    bare = _PROMISED.sub("", name, count=1).strip(" ：:")
    return (bare if len(bare) > 1 and (bare[0].isalnum() or bare[0] in "《“（(【") else name)[:300]


def _look_at(node: HtmlElement, offered: Offered) -> None:
    tag = node.tag
    if tag == "a":
        _look_at_link(node, offered)
    elif tag == "script":
        text = (node.text or "")[: offered.script_left]
        offered.script_left -= len(text)
        _look_at_script(text, offered)
    else:
        source = node.get("src") or node.get("data") or ""
        if file := _embedded_file(source):
            offered.add(file, node.get("title") or "")


def _look_at_link(node: HtmlElement, offered: Offered) -> None:
    href = (node.get("href") or "").strip()
    if _is_file(href):
        offered.add(_embedded_file(href) or href, text_of(node), node.get("title") or "")
        return
    name, title = text_of(node), node.get("title") or ""
    is_promised = _PROMISED.match(name) is not None and len(name) > 2
    if not (is_promised or node.get("filerela") or _FILE_END.search(name) or _FILE_END.search(title)):
        return
    if absolute(offered.base, href) is None:
        offered.add("", name, title)
    elif is_promised and "?" in href and not _NO_FILE.search(urlsplit(href).path):
        offered.add(href, name, title)


def _look_at_script(text: str, offered: Offered) -> None:
    if "." not in text:
        return
    for match in _SCRIPT_LINK.finditer(text):
        if _is_file(match.group(1)):
            offered.add(match.group(1), match.group(2))
    for match in _SCRIPT_PATH.finditer(text):
        path = match.group(1)
        if "/" in path and "+" not in path:  # else a mere name, or put together at run time
            offered.add(_embedded_file(path) or path, _named_beside(text, match.start(1)))


def _named_beside(text: str, at: int) -> str:
    """What the object of a script in which a path stands at ``at`` calls the file: {"fileName": "x.pdf", "filePath": …}."""
    start = text.rfind("{", max(at - _MAX_OBJECT, 0), at)
    end = text.find("}", at, at + _MAX_OBJECT)
    if start < 0 or end < 0 or text.find("}", start, at) >= 0:
        return ""
    named = _FILE_NAMED.search(text, start, end)
    return unescape(_ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), named.group(1))) if named else ""


def _is_file(href: str) -> bool:
    if "." not in href and "down" not in href and "/" not in href:
        return False
    plain = unquote(href)
    if _FILE.search(plain + " "):
        return True
    return _DOWNLOAD.search(plain) is not None and _NO_FILE.search(plain.partition("?")[0]) is None


def _embedded_file(source: str) -> str:
    """The file a viewer shows, or the source itself when it is a file; '' for anything else."""
    if not source:
        return ""
    if _VIEWER.search(source) and "?" in source:
        for values in parse_qs(source.partition("?")[2]).values():
            if _FILE.search(values[0] + " "):
                return values[0]
    return source if _FILE.search(unquote(source) + " ") else ""


def text_of(node: HtmlElement) -> str:
    """All text of a small element, blanks collapsed."""
    return " ".join(whole_text(node).split())


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _is_private(host: str) -> bool:
    if not host[-1:].isdigit() and ":" not in host:  # a name
        return host == "localhost"
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return host == "localhost"
