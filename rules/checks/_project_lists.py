"""The yearly list of key projects as any column shows it, and which items speak of which of its projects."""

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from crawler.archive import Article, Corpus
from crawler.extract.project import (
    ListedProject,
    ProjectList,
    ProjectTitle,
    phase_of,
    plain_name,
    project_key,
    read_project_list,
    read_project_title,
    title_says_list,
)
from rules.checks._oversight import tables_of, why_unread
from rules.contents import contents
from rules.model import Duty
from rules.texts import is_upper, without_place

MOST: Final = 2_000  # items looked at for one duty: the newest
_MOST_LISTS: Final = 10
_HEAD: Final = 4
# Behind a listed name: words that make it another project's, 某客运站|站前广场绿化项目. 工程 may be a part of the listed one.
_ANOTHER_PROJECT = re.compile(r"(?![及和与、])(?:(?!建设|工程|项目|标段|[一二三四五六七八九十\d]期|改造|[扩新改迁]建)[\u4e00-\u9fa5]){3,12}项目")
_LONG: Final = 6  # a name shorter than this inside a listed one proves nothing


@dataclass(frozen=True, slots=True)
class ShownList:
    """A list with the item that shows it. ``why`` says why its projects are not known."""

    article: Article
    reading: ProjectList
    why: str = ""


@dataclass(frozen=True, slots=True)
class Sight:
    """One item on a project."""

    article: Article
    said: ProjectTitle


def yearly_lists(corpus: Corpus, duty: Duty, kinds: tuple[str, ...]) -> list[ShownList]:
    """The district's lists of the judged year, whoever's column shows them. Those of a higher level are left out."""
    articles = everyones(corpus, kinds, date(duty.year - 1, 10, 1))
    found: list[ShownList] = []
    for article in articles:
        if title_says_list(article.title) and len(found) < _MOST_LISTS and (shown := _shown(corpus, duty, article)):
            found.append(shown)
    return found


def everyones(corpus: Corpus, kinds: tuple[str, ...], since: date) -> list[Article]:
    """The newest items of anybody's columns, oldest first: of the first kind before those of the next, ``MOST`` in all."""
    found: dict[str, Article] = {}
    for kind in kinds:
        left = MOST - len(found)
        if left > 0:
            newest = list(corpus.articles(None, (kind,), since))[-left:]
            found |= {article.identity: article for article in newest}
    return sorted(found.values(), key=lambda article: (article.published or date.min, article.identity))


def is_of_district(corpus: Corpus, title: str) -> bool:
    """Whether a list is not a province's or a city's."""
    return not is_upper(title, corpus.site.district_names)


def _shown(corpus: Corpus, duty: Duty, article: Article) -> ShownList | None:
    said = contents(corpus, article)
    reading = read_project_list(article.title, said.body)
    if reading is None or not is_of_district(corpus, article.title):
        return None
    if reading.is_upper and not any(name in article.title for name in corpus.site.district_names):
        return None
    years = reading.years or ((article.published.year,) if article.published else ())
    if years and duty.year not in years:
        return None
    if article.state not in ("read", "file"):
        return ShownList(article, reading, f"页面没有读到（{article.cause or '未读取'}）")
    for file in said.files:
        if not reading.rows and file.is_read:
            in_file = read_project_list(article.title, "", tables_of(file.reading))
            reading = replace(reading, rows=in_file.rows) if in_file else reading
    if reading.rows:
        return ShownList(article, reading)
    why = why_unread(said) or ("内容是图片" if article.media else "正文和附件没有读出项目名称")
    return ShownList(article, reading, why)


class Projects:
    """The projects of lists, to be found again in titles: each title costs its length, however many projects there are."""

    def __init__(self, rows: tuple[ListedProject, ...], places: tuple[str, ...] = ()) -> None:
        by_key: dict[str, ListedProject] = {}
        for row in rows:
            key = project_key(row.name)
            short = without_place(key, places)  # titles leave the district's name out
            by_key.setdefault(short if len(short) >= _HEAD else key, row)
        by_key.pop("", None)
        self.rows = by_key
        self._heads: dict[str, list[str]] = {}
        self._inside: dict[str, list[str]] = {}
        for key in by_key:
            self._heads.setdefault(key[:_HEAD], []).append(key)
            for gram in {key[i : i + _HEAD] for i in range(len(key) - _HEAD + 1)}:
                self._inside.setdefault(gram, []).append(key)

    def named_in(self, title: str, name: str, code: str) -> tuple[str, ...]:
        """The keys of the projects a title speaks of. ``name`` and ``code`` are what the reading of the title told."""
        if code and (same := tuple(key for key, row in self.rows.items() if row.code == code)):
            return same
        plain = plain_name(title)
        found = {
            key
            for i in range(len(plain) - _HEAD + 1)
            for key in self._heads.get(plain[i : i + _HEAD], ())
            if plain.startswith(key, i) and not _ANOTHER_PROJECT.match(plain, i + len(key))
        }
        shorter = project_key(name)
        if not found and len(shorter) >= _LONG:
            found = {key for key in self._inside.get(shorter[:_HEAD], ()) if shorter in key}
        longest = {key for key in found if not any(key != other and key in other for other in found)}
        phase = phase_of(title)
        return tuple(sorted(key for key in longest if not phase or phase_of(self.rows[key].name) in ("", phase)))


def codes_in(text: str) -> str:
    """The first project code of a text, '' when there is none."""
    found = re.search(r"(?<!\d)2\d{3}-\d{6}-\d{2}-\d{2}-\d{6}(?!\d)", text[:20_000])
    return found.group() if found else ""


def sighted(corpus: Corpus, projects: Projects, articles: list[Article]) -> dict[str, list[Sight]]:
    """What is seen of each project, oldest first."""
    has_codes = any(row.code for row in projects.rows.values())
    found: dict[str, list[Sight]] = {}
    for article in articles:
        said = read_project_title(article.title)
        if said is None or said.stage == 1:
            continue
        keys = projects.named_in(article.title, said.name, said.code)
        if not keys and has_codes:
            keys = projects.named_in("", "", codes_in(corpus.text(article)))
        for key in keys:
            found.setdefault(key, []).append(Sight(article, said))
    return found
