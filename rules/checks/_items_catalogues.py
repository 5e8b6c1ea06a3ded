"""The catalogues of published items (公开事项目录) that are one unit's, read from pages and files, with their edition."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from lxml import etree

from crawler.archive import Article, Corpus
from crawler.extract.container import find_body
from crawler.extract.items_catalogue import (
    CatalogueItem,
    ItemsCatalogue,
    read_items_catalogue_file,
    read_items_catalogue_page,
)
from crawler.extract.items_words import field_of
from crawler.page import Page
from rules.checks._oversight import is_news, names_another
from rules.checks._ownership import Likeness, Whose, may_be, named_among, whose
from rules.contents import contents
from rules.model import Duty
from rules.texts import squeezed

_TITLE = re.compile(r"(?:公开)?事项(?:标准)?目录|标准目录|目录清单|公开(?:标准|事项)?(?:目录|清单)|基本目录|标准指引|公开清单")
_OTHER = re.compile(
    r"权责清单|权力清单|责任清单|服务事项|服务清单|办事|收费|抽查|监管|审批|许可|规范性文件|重大(?:行政)?决策|采购|征求"
)
# Speaks of catalogues: without a table or a file behind it, it is none.
_NOTICE = re.compile(r"培训|解读|部署|做好|推进|召开|方案|关于[^。]{0,40}(?:编制|调整|更新|报送|开展|印发)[^。]{0,20}通知$")
_MOST_READ: Final = 30  # items of one unit whose pages are taken apart
_ITEMS: Final = 2_000  # rows judged of one unit
_MOST_JOINT: Final = 200  # catalogues of others that are looked through


@dataclass(frozen=True, slots=True)
class Held:
    """A catalogue that was read. ``where`` is '' for the page itself, else the file's name."""

    article: Article
    reading: ItemsCatalogue
    where: str = ""
    doubt: str = ""  # why it may not be the unit's own

    @property
    def edition(self) -> int | None:
        """The year the catalogue names for itself, None when it names none."""
        named = (*self.reading.title_years, *self.reading.years)
        return max(named) if named else None

    @property
    def items(self) -> tuple[CatalogueItem, ...]:
        return self.reading.items[:_ITEMS]


@dataclass(frozen=True, slots=True)
class Unread:
    """An item that is a catalogue by its title, and why nobody could read it."""

    article: Article
    why: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a unit's columns hold. ``near`` are items that look like it and are not it, with why."""

    held: tuple[Held, ...]
    unread: tuple[Unread, ...]
    near: tuple[tuple[Article, str], ...]


def catalogues(corpus: Corpus, duty: Duty, kinds: tuple[str, ...], fields: tuple[str, ...] = ()) -> Found:
    """The unit's catalogues, newest first; with ``fields`` those of these fields only."""
    held: list[Held] = []
    unread: list[Unread] = []
    near: list[tuple[Article, str]] = []
    for article in _worth_reading(corpus, duty, kinds):
        if why := _not_one(corpus, duty, article):
            near.append((article, why))
            continue
        for each in _read(corpus, duty, article):
            if isinstance(each, Unread):
                unread.append(each)
            elif foreign := _foreign(corpus, duty, each):
                near.append((article, foreign))
            elif fields and not set(fields) & _fields_of(each):
                near.append((article, "是其他领域的"))
            else:
                held.append(each)
    return Found(tuple(held), tuple(unread), tuple(near))


def joint_catalogues(corpus: Corpus, duty: Duty, kinds: tuple[str, ...]) -> list[tuple[Article, str]]:
    """Catalogues for many units, of the portal or of whoever keeps it, whose rows or files name the unit; with why."""
    found: list[tuple[Article, str]] = []
    with corpus.looking():
        for article in corpus.articles(None, kinds, newest=_MOST_JOINT):
            if article.unit == duty.unit or not _looks_like_one(article) or _not_one(corpus, duty, article):
                continue
            said = contents(corpus, article)
            if name := named_among(f"{said.text} {' '.join(file.name for file in said.files)}", duty):
                found.append((article, f"是统一公布的目录，其中写有“{name}”"))
            elif said.unread or article.media or article.state != "read":
                found.append((article, ""))
    return found


def current(found: Found, year: int) -> tuple[Held, ...]:
    """The catalogues of the newest edition: of ``year`` when there is one, each table once."""
    of_year = [each for each in found.held if (each.edition or _published_year(each)) == year]
    chosen = of_year or list(found.held[:1])
    kept: dict[tuple[str, ...], Held] = {}
    for each in chosen:
        # A page and its file hold the same table: the page stands for both.
        key = tuple(item.name for item in each.items[:50])
        kept.setdefault(key, each)
    return tuple(kept.values())


def _published_year(held: Held) -> int | None:
    return held.article.published.year if held.article.published else None


def _worth_reading(corpus: Corpus, duty: Duty, kinds: tuple[str, ...]) -> list[Article]:
    """Items that may be or hold a catalogue of the unit, newest first: its own, and those of others that name it."""
    own = list(corpus.articles(duty.unit, kinds, or_unattributed=True))
    seen = {article.identity for article in own}
    names = tuple(squeezed(name) for name in duty.names or (duty.unit_name,))
    with corpus.looking():
        for article in corpus.articles(None, kinds):
            words = squeezed(" ".join((article.title, *(a.name for a in article.attachments))))
            if article.identity not in seen and any(name in words for name in names):
                own.append(article)
    likely = [a for a in own if _looks_like_one(a) or "catalogue" in a.kinds]
    likely.sort(key=lambda a: (_looks_like_one(a), a.published or date.min, a.identity), reverse=True)
    return sorted(likely[:_MOST_READ], key=lambda a: (a.published or date.min, a.identity), reverse=True)


def _looks_like_one(article: Article) -> bool:
    words = squeezed(" ".join((article.title, *(a.name for a in article.attachments))))
    return bool(_TITLE.search(words)) or ("catalogue" in article.kinds and bool(re.search("目录|清单|标准|指引|领域", words)))


def _not_one(corpus: Corpus, duty: Duty, article: Article) -> str:
    if names_another(corpus, duty, article.title) and not any(
        squeezed(name) in squeezed(a.name) for a in article.attachments for name in duty.names
    ):
        return "是上级或其他单位的"
    plain = squeezed(article.title)
    if _OTHER.search(plain) and not re.search(r"政务公开|公开事项|主动公开|领域", plain):
        return "不是公开事项目录"
    return "是工作动态" if is_news(article.title) and not article.attachments else ""


def _read(corpus: Corpus, duty: Duty, article: Article) -> Iterator[Held | Unread]:
    """Every catalogue an item holds, or the one reason why none was read."""
    if article.state in ("failed", "skipped", "external"):
        yield Unread(article, f"页面没有读到（{article.cause or '未读取'}）")
        return
    found: list[Held] = []
    why = ""
    page = _page(corpus, article)
    if page and page.state == "read" and page.items:
        found.append(Held(article, page))
    elif page and page.state == "unreadable":
        why = page.cause
    for file in contents(corpus, article).files:
        if not _is_ours(corpus, duty, file.name):
            continue
        if file.reading is None or not file.is_read:
            why = why or f"附件《{file.name}》{file.why_unread}"
            continue
        reading = read_items_catalogue_file(_title_of(article, file.name), file.reading.parts)
        if reading.state == "read" and reading.items:
            found.append(Held(article, reading, file.name))
        elif reading.state == "unreadable":
            why = why or f"附件《{file.name}》{reading.cause}"
    yield from found
    if not found:
        if not why and article.media and len(corpus.text(article).strip()) < 200:
            why = "目录是图片，没有读"
        if not why and _looks_like_one(article) and not _NOTICE.search(squeezed(article.title)):
            why = "没有读出表格"
        if why:
            yield Unread(article, why)


def _title_of(article: Article, name: str) -> str:
    """A file called 附件1.xlsx says nothing of itself; what the page is called holds for it."""
    return name if re.search("目录|清单|标准", name) and re.search(r"[一-鿿]{6}", name) else article.title


def _is_ours(corpus: Corpus, duty: Duty, name: str) -> bool:
    """Whether a file may be the unit's: one of a collection that names another unit is not."""
    return not names_another(corpus, duty, re.sub(r"^附件\d{0,2}[:：.、]?|^\d{1,3}[.、_\-]", "", name))


def _page(corpus: Corpus, article: Article) -> ItemsCatalogue | None:
    """The catalogue in a page's body. The body's own HTML is not stored: it is found again in the archived page."""
    if article.state != "read" or "\t" not in corpus.text(article):  # cells of a table are parted by tabs
        return None
    kept = corpus.archive_payload(article.sha256) if article.sha256 else None
    return _read_page(article.title, article.url, kept[0], kept[1]) if kept else None


@lru_cache(maxsize=64)
def _read_page(title: str, url: str, payload: bytes, content_type: str) -> ItemsCatalogue:
    page = Page(url, payload, content_type=content_type)
    elements = find_body(page.root, [title]).elements
    html = "".join(etree.tostring(element, encoding="unicode", method="html") for element in elements)
    reading = read_items_catalogue_page(title, html)
    # Where the body was not found rightly, the whole page is read.
    return reading if reading.state == "read" else read_items_catalogue_page(title, page.text)


def _foreign(corpus: Corpus, duty: Duty, held: Held) -> str:
    """Why a catalogue that was read is surely not the unit's own; '' when it may be."""
    if held.reading.is_unfilled:
        return "是上级的标准目录，公开主体没有填写到本单位"
    subject = squeezed(held.reading.unit)
    owner = whose(corpus.site, duty, subject)
    if owner is Whose.OTHER:
        return f"是“{held.reading.unit}”的"
    if owner is Whose.UNCLEAR and held.article.unit != duty.unit:
        return f"是“{held.reading.unit}”的" if may_be(corpus.site, duty, subject) is Likeness.NONE else ""
    if owner is Whose.UNNAMED and held.article.unit != duty.unit:
        return "没有写明是本单位的"
    return ""


def _fields_of(held: Held) -> set[str]:
    named = set(held.reading.fields) | {field_of(held.article.title), field_of(held.where)}
    return {field for field in named if field}
