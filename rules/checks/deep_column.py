"""服务栏目藏得太深：从首页点开三次以内，到不了单位的民生服务栏目。

依据：年度要点第（三）项“进一步提高……服务信息公开覆盖度和查阅便利度”。三次点击是推算的，只请人核对。
判定：从首页起，按存下的网页（首页、各栏目的列表页）上的链接一层层走，单位每个服务栏目都在三次点击以内的，为合规，写明各点几次；
三次以内的页面都存下了、都不由脚本载入，而有栏目走不到的，为待核验。
无法判定：没有登记单位的服务栏目；首页没有读到；首页或途中的页面由脚本、框架载入；途中有导航页没有存下（程序只存首页和栏目页），栏目可能由它们链接。
不涉及：检索、信息正文里的链接；栏目的内容（见 topic_coverage）；手机端。
怎么改：在首页或一级导航设民生服务入口，直接链到各服务栏目。
"""

from dataclasses import dataclass, field, replace
from typing import Final

from crawler.archive import Corpus, SeenColumn
from crawler.extract.home_page import read_home
from crawler.page import Page
from crawler.urls import canonical, host_of, identity_key
from rules.checks._columns import searched
from rules.checks._kept_pages import kept_page
from rules.evidence import of_column
from rules.model import Duty, Evidence, Status, Verdict, met, suspect, unknown

version = 1

_CLICKS: Final = 3
_FURTHEST: Final = 6  # clicks: further ways are told as “more”
_MOST_PAGES: Final = 600
_MOST_LINKS: Final = 1_000  # of one page
_SHOWN: Final = 3
_FILES: Final = (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".zip", ".rar", ".ofd", ".wps", ".et", ".jpg", ".jpeg", ".png", ".gif", ".mp4", ".mp3", ".apk")


@dataclass(slots=True)
class _Ways:
    """How many clicks from the home page each address is, and what on the way was not seen.

    ``names`` are the words of the links; ``kept`` the keys of stored pages; ``unread`` says which pages of columns, and how far
    off, show their links to nobody.
    """

    shown: Evidence
    clicks: dict[str, int] = field(default_factory=dict)
    names: dict[str, tuple[str, str]] = field(default_factory=dict)  # key → (words, address)
    kept: frozenset[str] = frozenset()
    unread: list[tuple[int, str]] = field(default_factory=list)


def check(corpus: Corpus, duty: Duty, *, kinds: tuple[str, ...] = ("livelihood", "public_institutions", "fees")) -> Verdict:
    columns = corpus.own_columns(duty.unit, kinds)
    verdict = _judged(corpus, duty, columns)
    return replace(verdict.about(f"clicks:{duty.year}"), searched=searched(columns))


def _judged(corpus: Corpus, duty: Duty, columns: tuple[SeenColumn, ...]) -> Verdict:
    if not columns:
        return unknown(f"站点档案没有登记{duty.unit_name}的民生服务栏目，量不出要点几次")
    ways = corpus.once("clicks-from-home", lambda: _walked(corpus))
    if ways is None:
        return unknown("首页没有读到或残缺，量不出从首页点几次", of_column(columns[0]))
    far = [column for column in columns if ways.clicks.get(identity_key(column.url), _FURTHEST + 1) > _CLICKS]
    told = "、".join(f"“{column.name}”{_times(ways, column)}" for column in (far or columns))
    names = "、".join(f"“{column.name}”" for column in far)
    if not far:
        return met(f"从首页点开 {_CLICKS} 次以内都能到：{told}", ways.shown, *(of_column(column) for column in columns[:_SHOWN]))
    if why := next((why for depth, why in ways.unread if depth < _CLICKS), ""):
        return unknown(f"从首页点开 {_CLICKS} 次以内没有走到{names}，但{why}", ways.shown, of_column(far[0]))
    if dark := corpus.once("clicks-not-kept", lambda: _not_kept(corpus, ways)):
        more = f"等 {len(dark)} 个" if len(dark) > 1 else ""
        return unknown(f"从首页点开 {_CLICKS} 次以内没有走到{names}，但途中“{dark[0]}”{more}页面没有存下，栏目可能由它们链接", ways.shown, of_column(far[0]))
    return suspect(
        f"从首页点开 {_CLICKS} 次以内没有走到：{told}", ways.shown, *(of_column(column) for column in far[:_SHOWN]), lean=Status.GAP,
        question="从首页怎样点到这些栏目，要点几次？", advice="在首页或一级导航设民生服务入口，直接链到各服务栏目。",
    )  # fmt: skip


def _times(ways: _Ways, column: SeenColumn) -> str:
    clicks = ways.clicks.get(identity_key(column.url))
    return f" {clicks} 次" if clicks is not None else "（各页都没有链接）"


# ---- the ways


def _walked(corpus: Corpus) -> _Ways | None:
    url, digest = corpus.home or ("", "")
    home = kept_page(corpus, url, digest)
    if home is None:
        return None
    stored = {identity_key(address): (column.url, sha, column.name) for column in corpus.all_columns for _, sha, _ in column.pages[:1] for address in _addresses(column)}
    start = {identity_key(url), identity_key(corpus.site.home)}
    ways = _Ways(Evidence(url, "网站首页", snapshot=f"sha256:{digest}"), dict.fromkeys(start, 0), kept=frozenset((*stored, *start)))
    level, read = [("首页", home)], 1
    for depth in range(_FURTHEST):
        beyond: list[str] = []
        for name, page in level:
            beyond += _follow(corpus, ways, name, page, depth)
        level = []
        for key in beyond:
            address, sha, name = stored.get(key, ("", "", ""))
            if sha and read < _MOST_PAGES:
                read += 1
                if found := kept_page(corpus, address, sha):
                    level.append((f"“{name}”栏目页", found))
                else:
                    ways.unread.append((depth + 1, f"“{name}”栏目页残缺，没有读到"))
    return ways


def _addresses(column: SeenColumn) -> tuple[str, ...]:
    return (column.url, *(address for address, _, _ in column.pages[:1]))


def _follow(corpus: Corpus, ways: _Ways, name: str, page: Page, depth: int) -> list[str]:
    """The keys that one page leads to for the first time."""
    if read_home(page).is_script_made:
        ways.unread.append((depth, f"{name}由脚本或框架载入，链接没有读到"))
    new: list[str] = []
    for _, anchor in zip(range(_MOST_LINKS), page.root.iter("a", "area"), strict=False):
        url = canonical(anchor.get("href") or "", page.base)
        key = identity_key(url) if url and _is_ours(corpus, url) else ""
        if url and key and key not in ways.clicks:
            ways.clicks[key] = depth + 1
            words = "".join("".join(anchor.itertext()).split()) or (anchor.get("title") or "").strip()
            ways.names[key] = (words[:30] or url, url)
            new.append(key)
    return new


def _is_ours(corpus: Corpus, url: str) -> bool:
    host = host_of(url)
    return host == host_of(corpus.site.home) or host in corpus.site.hosts


def _not_kept(corpus: Corpus, ways: _Ways) -> list[str]:
    """Pages near enough to lead to a column in time that were not stored: neither columns nor items nor files."""
    found: list[str] = []
    for key, (words, url) in ways.names.items():
        if ways.clicks[key] < _CLICKS and key not in ways.kept and not url.lower().endswith(_FILES) and corpus.article_at(url) is None:
            found.append(words)
    return found
