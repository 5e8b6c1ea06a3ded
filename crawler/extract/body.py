"""What the body of an article is: its text without the portal's tools, its media, its kind."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from lxml.html import HtmlElement

from crawler.items import AttachmentLink

SAYS_LITTLE: Final = 40  # a body with fewer characters of its own is its files, pictures or film
# Tools of the portal: nothing of the article follows them. 扫一扫 and 附件下载 may also stand in the middle of a text.
_TAIL = re.compile(r"打印本页|打印】?$|打印\]|关闭窗口|关闭】?$|[上下]一[篇条](?:[:：\s]|$)|责任编辑|责编[:：]")
_SOFT_TAIL = re.compile(r"扫一扫|分享[到至]|相关附件|附件下载|相关下载|附件列表|文件下载")
# A list of other articles: where it follows a picture or a file, it is all the words there are, and none of the article's.
_OTHERS = re.compile(r"(?:相关|推荐|延伸)(?:阅读|新闻|文章)[:：]?|(?:热点|热门|相关)推荐[:：]?")
_FILES = re.compile(r"相关|附件|文件")
_NO_FILES = re.compile(r"(?:相关)?附件\s*[:：]?")  # a heading with nothing under it
_ICON = re.compile(
    r"icon|filetype|blank|spacer|qrcode|ewm|erweima|\.ico(?:$|\?)|/fileTypeImages/|loading", re.IGNORECASE
)
_FILM = re.compile(r"\.(?:mp4|m3u8|flv|wmv|avi|mov)\b|video|player", re.IGNORECASE)
_FILM_FILE = re.compile(r"\.(?:mp4|m3u8|flv)\b")
_SOUND = re.compile(r"\.(?:mp3|wav|m4a|wma)\b", re.IGNORECASE)
_REFERS_ONLY = re.compile(
    r"(?:点击)?(?:详情|详细内容|具体内容|内容|全文)?(?:请|详)?(?:请|详)?(?:见|查看|下载|阅)?附件[0-9一二三]{0,2}(?:下载)?[:：。]?|下载|附件"
)
_NO_WORDS = re.compile(r"\.(?:pdf|docx?|xlsx?|zip|rar)|\W|\d")


def without_tail(lines: list[str]) -> list[str]:
    """The body without the portal's tools around it: 扫一扫, 分享到, 上一篇, the list of attachments."""
    said = 0
    kept: list[str] = []
    last_sentence = max((i for i, line in enumerate(lines) if "。" in line), default=-1)
    for i, line in enumerate(lines):
        tool = line.lstrip("【[")
        if len(line) <= 40 and _TAIL.match(tool):
            if said >= SAYS_LITTLE or i >= len(lines) - 4:
                break
            continue
        if i > last_sentence and _OTHERS.fullmatch(tool):
            break
        if len(line) <= 40 and _SOFT_TAIL.match(tool):
            if said and i > last_sentence:
                break
            if not _FILES.match(tool):
                continue
        kept.append(line)
        said += len(line)
    while kept and _NO_FILES.fullmatch(kept[-1]):
        kept.pop()
    return kept


def media_of(elements: Iterable[HtmlElement]) -> tuple[str, ...]:
    """Which of image, video and audio the body holds; icons of files are no pictures."""
    kinds: dict[str, None] = {}
    for element in elements:
        for node in element.iter("img", "video", "audio", "embed", "object", "iframe", "source", "script"):
            source = node.get("src") or node.get("data") or ""
            if node.tag == "img":
                if source and not _ICON.search(source):
                    kinds.setdefault("image")
            elif node.tag == "video" or (node.tag != "script" and _FILM.search(source)):
                kinds.setdefault("video")
            elif node.tag == "audio" or _SOUND.search(source):
                kinds.setdefault("audio")
            elif node.tag == "script" and _FILM_FILE.search((node.text or "")[:20_000]):
                kinds.setdefault("video")
    return tuple(kinds)


def kind_of(text: str, files: Sequence[AttachmentLink], lost: Sequence[str], media: Sequence[str]) -> str:
    """What the body is, by what it says besides the names of its files."""
    if len(text) > 1000 + sum(2 * len(file.name) for file in files):
        return "html"
    own = text
    for name in sorted(
        {name for file in files for name in (file.name, file.name.rpartition(".")[0])} | set(lost),
        key=len,
        reverse=True,
    ):
        if len(name) > 1:
            own = own.replace(name, "")
    own = _NO_WORDS.sub("", _REFERS_ONLY.sub("", own))
    if len(own) >= SAYS_LITTLE:
        return "html"
    if "video" in media:
        return "video"
    if files or lost:
        return "file"
    if "image" in media:
        return "image"
    return "html" if own else "empty"
