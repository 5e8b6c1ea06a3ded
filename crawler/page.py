"""One fetched page: its bytes, decoded once and parsed once."""

import re
from functools import cached_property
from typing import Any, Final
from urllib.parse import urljoin

import lxml.html
from lxml import etree

from crawler.items import Outcome
from crawler.tags import is_torn, without_giants

MAX_PARSE_BYTES = 8_000_000  # a page larger than this is not read further
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_\-]{2,20})""", re.IGNORECASE)
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_\-]{2,20})", re.IGNORECASE)
# XML 1.0 forbids these; lxml refuses the whole page for one of them. As UTF-8, and as characters:
_FORBIDDEN_BYTES = bytes(code for code in range(32) if code not in (0x09, 0x0A, 0x0D))
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def decode(body: bytes) -> tuple[str, str]:
    """Decode ``body`` as (text, encoding used): strict UTF-8, else strict GB 18030, else UTF-8 with replacements.

    What the page or its header declares is not asked: pages declared utf-8 and written in GBK (and the reverse) are
    common, and a strict decoder tells the two apart reliably.
    """
    if body.startswith(b"\xef\xbb\xbf"):
        body = body[3:]
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", errors="replace"), "utf-16"
    try:
        return body.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    try:
        return body.decode("gb18030"), "gb18030"
    except UnicodeDecodeError:
        # A page cut in the middle of a character, or a few stray bytes: keep what most of it is.
        as_utf8 = body.decode("utf-8", errors="replace")
        as_gb = body.decode("gb18030", errors="replace")
        if as_gb.count("\ufffd") < as_utf8.count("\ufffd"):
            return as_gb, "gb18030"
        return as_utf8, "utf-8"


def _parser() -> lxml.html.HTMLParser:
    """Makes every element the same kind of object: looking up a kind for each tag, in Python, is dear, and none is used."""
    # A str with an encoding declaration is refused by lxml; bytes with the declared one decided beforehand are not.
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=False, remove_pis=True)
    kinds = etree.ElementDefaultClassLookup(
        element=lxml.html.HtmlElement, comment=lxml.html.HtmlComment, entity=lxml.html.HtmlEntity
    )
    parser.set_element_class_lookup(kinds)
    return parser


_PARSER: Final = _parser()


def _is_clean(body: bytes) -> bool:
    """Whether bytes read as UTF-8 hold no forbidden character. Their looks are cheap; a pattern over the text is not."""
    return (
        len(body.translate(None, _FORBIDDEN_BYTES)) == len(body)
        and b"\xef\xbf\xbe" not in body
        and b"\xef\xbf\xbf" not in body
    )


class Page:
    """A response body with its address. Decoding and parsing happen on first use and once."""

    def __init__(
        self,
        url: str,
        body: bytes,
        *,
        status: int = 200,
        content_type: str = "",
        state: tuple[Outcome, str] | None = None,
    ) -> None:
        self.url = url
        self.body = body[:MAX_PARSE_BYTES]
        self.is_cut = len(body) > MAX_PARSE_BYTES  # what lies behind was not read
        self.status = status
        self.content_type = content_type.lower()
        self.state = state  # what the fetch layer knows of the answer already; None: judge it by what it says
        self.made: dict[
            tuple[str, ...], Any
        ] = {}  # what readers made of the page: each makes it once, nobody changes it

    @cached_property
    def _decoded(self) -> tuple[str, str]:
        return decode(self.body)

    @cached_property
    def text(self) -> str:
        """The body as text, without characters that XML forbids."""
        text, encoding = self._decoded
        return text if encoding == "utf-8" and _is_clean(self.body) else _FORBIDDEN.sub("", text)

    @property
    def encoding(self) -> str:
        return self._decoded[1]

    @cached_property
    def declared_encoding(self) -> str:
        """What the page (meta) or else its header says of its encoding, lower case; '' when neither does."""
        if found := _DECLARED.search(self.body[:4096]):
            return found.group(1).decode("ascii").lower()
        found_in_header = _HEADER_CHARSET.search(self.content_type)
        return found_in_header.group(1).lower() if found_in_header else ""

    @cached_property
    def is_html(self) -> bool:
        """Whether the body looks like a HTML page, by its content first: servers mislabel."""
        head = self.body[:1024].lstrip().lower()
        if head.startswith(
            (b"%pdf", b"pk\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89png", b"gif8", b"\xff\xd8\xff", b"rar!")
        ):
            return False
        return b"<html" in head or b"<!doctype html" in head or "html" in self.content_type or b"<" in head

    @cached_property
    def is_torn(self) -> bool:
        """Whether the page stops before its end: what it does not show may stand in the part that did not come."""
        return self.is_html and is_torn(self._decoded[0])

    @cached_property
    def root(self) -> lxml.html.HtmlElement:
        """The parsed tree; an empty ``<html>`` when there is nothing to parse. Never raises."""
        text = without_giants(self.text.strip())
        try:
            root = lxml.html.document_fromstring(text.encode("utf-8"), parser=_PARSER)
        except (etree.ParserError, etree.XMLSyntaxError, ValueError):
            return lxml.html.document_fromstring(b"<html><body></body></html>")
        return root

    @cached_property
    def base(self) -> str:
        """What relative links are relative to: ``<base href>`` when there is one, else the page's own address."""
        for element in self.root.iter("base"):
            href = str(element.get("href") or "").strip()
            if href:
                try:
                    return urljoin(self.url, href)
                except ValueError:  # http://[bad
                    continue
        return self.url
