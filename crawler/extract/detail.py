"""gkmlpt（政府信息公开目录平台）的信息页：正文和元数据都在脚本的 ``_CONFIG.DETAIL`` 里，页面本身是空壳。

What the script would show: title, body, 索引号, 文号, publisher, day, 有效性 (``is_abolished``, ``is_expired``), files. Nothing is run:
DETAIL is read as JSON, and what is no JSON is left alone. A page that shows the body itself keeps it; then only the data count.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import escape, unescape
from typing import Any, Final

from lxml import etree

from crawler.extract.attachments import absolute, clean_name
from crawler.extract.lines import plain, raw_text
from crawler.items import AttachmentLink
from crawler.page import Page

_CONFIG = re.compile(r"\b_CONFIG\s{0,9}=\s{0,9}\{")
_DETAIL = re.compile(r"""["']?\bDETAIL["']?\s{0,9}:\s{0,9}(?=\{)""")
# Marks of our own and halves of characters, which JSON may spell.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_TAG = re.compile(r"<[^<>]{0,500}>")
_ENDING = re.compile(r"\.(\w{1,5})$")
_MOST_FILES: Final = 200
_MOST_TEXT: Final = 1_000  # characters of one value
_SHANGHAI: Final = timedelta(hours=8)
_NAMES: Final = {
    "title": ("title",),
    "doc_number": ("document_number",),
    "index_number": ("identifier",),
    "issuer": ("publisher",),
    "category": ("classify_main_name",),
}
_DAYS: Final = ("display_publish_time", "date", "created_at")


@dataclass(frozen=True, slots=True)
class Detail:
    """What DETAIL says: ``fields`` as (field, text as published), the files, the body as HTML."""

    fields: tuple[tuple[str, str], ...]
    files: tuple[AttachmentLink, ...]
    content: str

    def page_of(self, page: Page) -> Page | None:
        """The page as its script would show it; None when ``page`` shows as much already."""
        shown = Page(page.url, f"<html><body>{self.content}</body></html>".encode())
        if not self.content or len(_visible(page)) >= len(_visible(shown)) > 0:
            return None
        head = page.root.find("head")
        told = "".join(etree.tostring(tag, encoding="unicode", with_tail=False) for tag in ([] if head is None else head.iter("meta", "title")))
        base = f'<base href="{escape(page.base)}">'
        return Page(page.url, f"<!DOCTYPE html><html><head>{base}{told}</head><body>{self.content}</body></html>".encode())


def detail_of(page: Page) -> Detail | None:
    """DETAIL of an item page of the platform; None for every other page, and where it is no JSON."""
    text = page.text
    if "_CONFIG" not in text or "DETAIL" not in text:
        return None
    for element in page.root.iter("script"):
        script = element.text or ""
        config = _CONFIG.search(script)
        place = _DETAIL.search(script, config.end()) if config else None
        if place is None:
            continue
        try:
            told, _ = json.JSONDecoder(strict=False).raw_decode(script, place.end())
        except (ValueError, RecursionError):
            return None
        return _detail(told, page.base) if isinstance(told, dict) else None
    return None


def _detail(told: Mapping[str, Any], base: str) -> Detail:
    fields = [(field, text) for field, keys in _NAMES.items() for key in keys if (text := _text(told.get(key)))]
    if day := next((day for key in _DAYS if (day := _day(told.get(key)))), ""):
        fields.append(("published", day))
    if validity := "废止" if _is_true(told.get("is_abolished")) else "失效" if _is_true(told.get("is_expired")) else "":
        fields.append(("validity", validity))
    content = told.get("content")
    body = _FORBIDDEN.sub("", content) if isinstance(content, str) else ""
    return Detail(tuple(fields), tuple(_files(told.get("attachment"), base)), body)


def _files(told: Any, base: str) -> list[AttachmentLink]:
    found: dict[str, AttachmentLink] = {}
    for item in told[:_MOST_FILES] if isinstance(told, list) else ():
        address = item.get("url") if isinstance(item, dict) else None
        url = absolute(base, address) if isinstance(address, str) and address.strip() else None
        if url is None:
            continue
        name = clean_name(_text(item.get("name"))) or url.rpartition("/")[2]
        ending = _ENDING.search(name) or _ENDING.search(url)
        found.setdefault(url, AttachmentLink(url, name, ending.group(1).lower() if ending else ""))
    return list(found.values())


def _text(value: Any) -> str:
    """One line of text without tags."""
    if not isinstance(value, str | int) or isinstance(value, bool):
        return ""
    return " ".join(unescape(_TAG.sub("", _FORBIDDEN.sub("", str(value)[:_MOST_TEXT]))).split())


def _day(value: Any) -> str:
    """The day in China of seconds since 1970; a text as it is."""
    if isinstance(value, int) and 10**8 <= value < 10**10:
        return (datetime.fromtimestamp(value, UTC) + _SHANGHAI).strftime("%Y-%m-%d %H:%M")
    return _text(value) if isinstance(value, str) else ""


def _is_true(value: Any) -> bool:
    return value is True or value in (1, "1", "true")


def _visible(page: Page) -> str:
    return "".join("".join(plain(raw_text(page.root))).split())
