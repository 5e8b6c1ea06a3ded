"""Policy documents and what explains them: shared by the checks of 政策解读.

A document of the government or its office belongs to the unit that drafted it, never to the office for its number alone.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import Final, Literal

from crawler.archive import Article, Corpus
from crawler.archive.seen import number_key
from crawler.extract.consultation_titles import outside_names, title_says
from crawler.extract.interpretation import (
    Interpretation,
    drafter_of_document,
    read_interpretation,
    speaks_of_explaining,
)
from crawler.site import Site
from rules.checks._document_index import one_slip
from rules.checks._ownership import named_unit
from rules.model import Duty
from rules.pairing import LINKED, Candidate, Pair, Pairing, Subject, is_reprint, items, pair, ranked, subject
from rules.texts import has_name, squeezed, title_cores, without_place

Scope = Literal["drafted", "undrafted"]
_Policy = tuple[Article, str, bool]  # a document, its number, and whether the government issued it

EARLIEST: Final = timedelta(days=31)  # an explanation longer before its document explains an older one
_SHORT_TITLE: Final = 16  # characters around a document's name; more tell a story of their own
_UNSURE: Final = 0.7  # of what names the document under a title of another sort
ONE_SLIP: Final = "名称只差一字"
_NAMED: Final = 0.85  # of a title that bears the document's name and says that it explains
_SHORTEST_NAME: Final = 6  # a name shorter than this is not looked for inside a title
_REISSUED: Final = 180  # days between writing and publishing from which a document was put on the site again

# What asks for no interpretation: persons, meetings, bodies, single cases.
_NOT_POLICY = re.compile(
    r"任免|任职|免职|任命|人事|表彰|通报表扬|放假|值班|会议(?:的)?通知|成立.{0,20}(?:领导小组|指挥部|专班|委员会)|"
    r"调整.{0,20}(?:领导小组|成员|指挥部|委员会|专班)|批复|转发|征求意见|公示|公告$|督办|考核(?:结果|情况)|废止|宣布失效|清理结果|"
    r"工作要点|(?:分解|分工).{0,30}(?:任务|目标)|(?:任务|目标).{0,12}(?:分解|分工)|通报$|紧急通知$|授予|命名|称号|"
    r"报送|报告$|收回.{0,12}使用权|(?:征收|征地|拆迁).{0,20}(?:通告|决定)$|"
    r"作废|失效|停止(?:执行|施行)|继续(?:执行|有效|施行|实施)|延长.{0,40}(?:有效期|期限)|更正|勘误|撤销|领导.{0,8}分工|(?:取消|清理|规范).{0,12}(?:领导小组|协调机构|指挥部)"
)
# … also when the notice that issues it gives it a name: how bodies are made up and how they meet.
_NOT_POLICY_BY_NAME = re.compile(
    r"职能配置|主要职责|内设机构|人员编制|三定|工作规则|议事规则|会议规则|会议制度|联席会议|议事协调机构"
)
_ENDED = re.compile(r"作废|废止|失效")
_SETS_RULES = re.compile(r"办法|细则|方案|规定|措施|意见|规划|规则|条例|标准|预案|制度|规程|若干")
# Beside a document's name in a title: that of another document, or another year.
_LONGER_NAME = re.compile(r"[（(]?(?:的)?(?:实施|管理|操作|补充)?(?:细则|办法|方案|规定|意见稿|意见)")
_SPEAKS_OF_MORE = re.compile(rf"{_SETS_RULES.pattern}|通知|决定|草案|意见稿|修订|修改|贯彻|(?:19|20)\d\d年")
_CHANGES_A_LITTLE = re.compile(r"(?:修改|修订|调整)[^◇]{0,12}◇?[^◇]{0,4}(?:个别|部分|有关|附件)|(?:个别|部分)(?:条款|内容|事项)")
# Rules that offices may have made for themselves: a person says whether they bind anybody else.
_FOR_OFFICES = re.compile(
    r"预案|考核|绩效|督查|督办|督导|机关|公文|公务|保密|档案|值守|内部|政务公开|信息报送|队伍建设|干部|廉政|容错"
)
_OFFICE = re.compile(r"政府办(?:公室|公厅)?$|^(?:区|县|市)?府办$|人民政府办公室$")
_GOVERNMENT_CODE = re.compile(r"府|政(?:发|办|规|函|字|告|通)")
_ANNOUNCES = re.compile(r"(?:印发|公布|下发|发布)|的?(?:通知|决定|意见|公告|批复|函)$")


@dataclass(frozen=True, slots=True)
class Document:
    """One policy document. ``drafter`` is the id of the unit known to have drafted it, '' when nothing says who."""

    article: Article
    number: str
    government: bool
    drafter: str
    pieces: tuple["Piece", ...]  # certain interpretations, earliest first
    doubtful: tuple[Pair, ...]
    taken: frozenset[str] = frozenset()  # identities of what certainly explains other documents

    @property
    def name(self) -> str:
        """What reports call it."""
        return f"“{self.article.title}”" + (f"（{self.number}）" if self.number else "")

    @property
    def sets_rules(self) -> bool:
        """Whether its title says so. What only asks offices to do something may or may not be policy."""
        title = self.article.title
        slight = _CHANGES_A_LITTLE.search(outside_names(title))
        return bool(_SETS_RULES.search(title)) and not _FOR_OFFICES.search(title) and not slight


@dataclass(frozen=True, slots=True)
class Piece:
    """One item that explains a document."""

    article: Article
    reading: Interpretation
    text: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which documents a check judges, as the catalogue says."""

    document_kinds: tuple[str, ...]
    interpretation_kinds: tuple[str, ...]
    issuers: tuple[str, ...] = ()
    own: bool = False
    scope: Scope = "drafted"


def documents(corpus: Corpus, duty: Duty, wanted: Wanted) -> tuple[Document, ...]:
    """The documents a duty answers for, in order: those its unit drafted, or those nothing says who drafted."""
    found = []
    taken: dict[str, str] = {}
    explaining = _explaining(corpus, duty, wanted)
    pool = (wanted.interpretation_kinds, duty.applies_from, tuple(c.article.identity for c in explaining.of_unit))
    for article, number, government in _published(corpus, duty, wanted):
        if not government and not (wanted.own and article.unit == duty.unit and wanted.scope == "drafted"):
            continue
        key = ("explained", article.identity, government, pool)
        document = corpus.once(key, partial(_explained, corpus, article, number, government, explaining.all))
        taken |= {piece.article.identity: article.identity for piece in document.pieces}
        if not government or document.drafter == (duty.unit if wanted.scope == "drafted" else ""):
            found.append(document)
    return tuple(_without_others(d, frozenset(i for i, of in taken.items() if of != d.article.identity)) for d in found)


def explained(corpus: Corpus, duty: Duty, wanted: Wanted, article: Article) -> Document:
    """One document that was found otherwise, whoever issued it and whenever, with what explains it."""
    number = number_key(article.doc_number)
    start = min(first_day(article) or duty.applies_from, duty.applies_from)
    explaining = _explaining(corpus, duty, wanted, start).all
    return _explained(corpus, article, number, is_government(corpus.site, article, number, wanted.issuers), explaining)


def _without_others(document: Document, taken: frozenset[str]) -> Document:
    """The document without what only bears a like name and certainly explains the other that bears it."""
    doubtful = tuple(p for p in document.doubtful if ONE_SLIP not in p.reasons or p.article.identity not in taken)
    return replace(document, taken=taken, doubtful=doubtful)


def unseen(corpus: Corpus, duty: Duty, kinds: tuple[str, ...], since: date | None = None, due: date | None = None) -> str | None:
    """Why no interpretation may be called absent: asks the unit's columns, the government office's and the portal's own,
    and every other unit's columns of interpretations, which were searched too, for a co-drafter may explain."""
    if why := _unseen_own(corpus, duty, kinds, since, due):
        return why
    known = ("", duty.unit, *offices(corpus.site))
    others = dict.fromkeys(c.unit for c in corpus.columns(None, ("interpretation",)) if c.unit not in known)
    reasons = (corpus.unseen(owner, ("interpretation",), since, due=due) for owner in others)
    return next((reason for reason in reasons if reason), None)


def nothing_to_judge(corpus: Corpus, duty: Duty, wanted: Wanted) -> str | None:
    """Why it is not known whether there was a document at all; None when the look was complete and there was none."""
    return _unseen_own(corpus, duty, tuple(dict.fromkeys((*wanted.document_kinds, *wanted.interpretation_kinds))))


def offices(site: Site) -> tuple[str, ...]:
    """The government's own office: its columns hold the government's documents."""
    return tuple(u.id for u in site.units if any(_OFFICE.search(name) for name in (u.name, u.full_name, *u.aliases) if name))


def is_policy(title: str, number: str) -> bool:
    """Whether a document of this title sets policy. A letter (函) does when it issues rules."""
    rest = outside_names(title)
    if _NOT_POLICY.search(rest) or _NOT_POLICY_BY_NAME.search(title):
        return False
    letter = rest.endswith("函") or "函〔" in number
    return not letter or ("印发" in rest and bool(_SETS_RULES.search(title)))


def is_government(site: Site, article: Article, number: str, issuers: tuple[str, ...]) -> bool:
    """Whether a 发文字号 is the district government's or its office's: 样府发, 样府办规; not 川府发, 达市府发, 青府发 (a township's)."""
    code = number.split("〔")[0]
    if issuers:
        return code.startswith(issuers)
    found = _GOVERNMENT_CODE.search(code)
    if found is None or _signed_below(site, article):
        return False
    before = code[: found.start()]
    shortest = min(site.district_names, key=len, default="")
    short = re.sub(r"(?<=.{2})[区县市旗]$", "", shortest)
    if not before or not short or "省" in before or ("市" in before and not shortest.endswith("市")):
        return False
    if before.startswith(short) or (short.startswith(before) and len(before) > 1):
        return True
    city = max(site.district_names, key=len)
    if before[0] != short[0] or not set(before) <= set(city):
        return False
    # 成府发 may be 成都's or 成华区's: the title or the issuer must tell.
    told = any(name in article.title or name in article.issuer or name in article.source for name in site.district_names)
    return city == shortest or city[0] != short[0] or told


def first_day(article: Article) -> date | None:
    """The day from which a document may be explained: when it was written, if that is before it was published."""
    days = [day for day in (article.published, article.written) if day]
    return min(days, default=None)


def named_in_title(wanted: Subject, article: Article, places: tuple[str, ...]) -> Pair | None:
    """A pair for what bears the document's name in its title without brackets, among words of its own (甲办法出台 负责人答记者问).

    Certain when the title says that it explains and speaks of no further document and no other year.
    """
    theirs = [without_place(core, places) for core in title_cores(article.title)]
    mine = [without_place(core, places) for core in wanted.cores]
    if any(one_slip(a, b, _SHORTEST_NAME) for a in mine for b in theirs):
        return Pair(article, _UNSURE, (ONE_SLIP,))
    if has_name(article.title):
        return None
    title = squeezed(article.title)
    for core in wanted.cores:
        name = without_place(core, places)
        before, found, after = title.partition(name)
        if len(name) < _SHORTEST_NAME or not found or _LONGER_NAME.match(after):
            continue
        other = _SPEAKS_OF_MORE.search(f"{before}|{after}")
        sure = not other and read_interpretation(article.title, "").is_interpretation
        return Pair(article, _NAMED if sure else _UNSURE, ("标题写有同一名称",))
    return None


# ---- inside


def _unseen_own(corpus: Corpus, duty: Duty, kinds: tuple[str, ...], since: date | None = None, due: date | None = None) -> str | None:
    owners = dict.fromkeys((duty.unit, *offices(corpus.site)))
    asked = [owner for owner in owners if corpus.own_columns(owner, kinds)] or [duty.unit]
    reasons = (corpus.unseen(owner, kinds, since, due=due) for owner in asked)
    return next((reason for reason in reasons if reason), None)


def _published(corpus: Corpus, duty: Duty, wanted: Wanted) -> list[_Policy]:
    """Policy documents of the period, with their number and whether the government issued them."""
    seen: dict[str, _Policy] = {}
    for article, number, government in _listed(corpus, duty, wanted):
        if (government or _own(article, number, duty)) and _in_period(article, number, duty):
            seen.setdefault(article.identity, (article, number, government))
    return sorted(seen.values(), key=lambda found: (found[0].published or date.min, found[0].identity))


def _listed(corpus: Corpus, duty: Duty, wanted: Wanted) -> Iterator[_Policy]:
    kinds, since = wanted.document_kinds, duty.applies_from
    if wanted.scope == "undrafted":
        every = partial(corpus.articles, None, kinds, since)
        yield from corpus.looked_once(("policies", kinds, since, wanted.issuers), partial(_policies, corpus, every, wanted.issuers))
    for owner in dict.fromkeys((*offices(corpus.site), duty.unit)):
        own = partial(items, corpus, owner, kinds, since, or_unattributed=True)
        key = ("policies", kinds, since, wanted.issuers, owner)
        yield from corpus.looked_once(key, partial(_policies, corpus, own, wanted.issuers))


def _policies(corpus: Corpus, listed: Callable[[], Iterator[Article]], issuers: tuple[str, ...]) -> tuple[_Policy, ...]:
    """What of ``listed`` is a policy document by its title and number."""
    found = []
    for article in listed():
        number = number_key(article.doc_number)
        if not number or not is_policy(article.title, number) or _ENDED.search(article.validity):
            continue
        if not read_interpretation(article.title, "").is_interpretation and not is_reprint(corpus.site, article):
            found.append((article, number, is_government(corpus.site, article, number, issuers)))
    return tuple(found)


def _own(article: Article, number: str, duty: Duty) -> bool:
    below = bool({"townships", "subdistricts"} & set(duty.groups))
    return article.unit == duty.unit and (below or "府" not in number.split("〔")[0]) and bool(_SETS_RULES.search(article.title))


def _in_period(article: Article, number: str, duty: Duty) -> bool:
    year = int(number.split("〔")[1][:4])
    if year < duty.applies_from.year - 1:
        return False
    if article.published is None:
        return year >= duty.applies_from.year
    if article.written and (article.published - article.written).days > _REISSUED:
        return False
    return duty.applies_from <= article.published <= duty.as_of


def _signed_below(site: Site, article: Article) -> bool:
    """Whether a township or a subdistrict signed it: its number too may hold 府."""
    unit = site.unit(article.unit) if article.says_whose else None
    return unit is not None and bool({"townships", "subdistricts"} & set(unit.groups))


@dataclass(frozen=True, slots=True)
class _Explaining:
    """Every item that explains something, earliest first; ``of_unit`` are those without a day that only one unit's columns show."""

    all: tuple[Candidate, ...]
    of_unit: tuple[Candidate, ...]


def _explaining(corpus: Corpus, duty: Duty, wanted: Wanted, start: date | None = None) -> _Explaining:
    """Every item that explains something, by whatever unit; ``start``: the day of the oldest document."""
    kinds = wanted.interpretation_kinds
    since = (start or duty.applies_from) - EARLIEST - timedelta(days=_REISSUED)
    found = corpus.looked_once(("explaining", kinds, since), lambda: _candidates(corpus, corpus.articles(None, kinds, since)))
    for owner in offices(corpus.site):
        found += corpus.looked_once(("explaining", kinds, owner), partial(_undated, corpus, owner, kinds))
    of_unit = corpus.looked_once(("explaining", kinds, duty.unit), partial(_undated, corpus, duty.unit, kinds))
    known = {candidate.article.identity for candidate in found}
    of_unit = tuple(candidate for candidate in of_unit if candidate.article.identity not in known)
    every = {candidate.article.identity: candidate for candidate in (*found, *of_unit)}.values()
    ordered = sorted(every, key=lambda c: (c.article.published or date.max, c.article.identity))
    return _Explaining(tuple(ordered), of_unit)


def _undated(corpus: Corpus, owner: str, kinds: tuple[str, ...]) -> tuple[Candidate, ...]:
    """What explains something and shows no day, in the columns of a unit and the portal's own."""
    if not any(column.undated for column in corpus.own_columns(owner, kinds) + corpus.own_columns("", kinds)):
        return ()
    listed = corpus.articles(owner, kinds, or_unattributed=True)
    return _candidates(corpus, (article for article in listed if article.published is None))


def _candidates(corpus: Corpus, listed: Iterable[Article]) -> tuple[Candidate, ...]:
    explaining = [a for a in listed if (_explains(a) or _may_explain(a)) and not is_reprint(corpus.site, a)]
    return tuple(Candidate(article, corpus.text(article)) for article in explaining)


def _explains(article: Article) -> bool:
    """By its title; in a column of interpretations also what is not itself a document (关于《X》的说明)."""
    if read_interpretation(article.title, "").is_interpretation:
        return True
    if "interpretation" not in article.kinds or not has_name(article.title) or speaks_of_explaining(article.title):
        return False
    outside = outside_names(article.title)
    return len(outside) <= _SHORT_TITLE and not _ANNOUNCES.search(outside) and title_says(article.title) == ""


def _may_explain(article: Article) -> bool:
    """In a column of interpretations what neither announces a document nor tells of explaining as work."""
    outside = outside_names(article.title)
    own_place = "interpretation" in article.kinds and not number_key(article.doc_number)
    return own_place and not _ANNOUNCES.search(outside.replace("发布会", "")) and not speaks_of_explaining(article.title)


def _explained(
    corpus: Corpus, article: Article, number: str, government: bool, explaining: tuple[Candidate, ...]
) -> Document:
    text = corpus.text(article)
    pairing = _pairing(corpus, subject(corpus, article, text), explaining)
    texts = {candidate.article.identity: candidate.text for candidate in explaining}
    pieces = []
    for found in pairing.firm:
        words = texts[found.article.identity]
        pieces.append(Piece(found.article, read_interpretation(found.article.title, words), words, found.reasons))
    doubtful = tuple(p for p in pairing.pairs if not p.firm)
    return Document(article, number, government, _drafter(corpus.site, text, pieces), tuple(pieces), doubtful)


def _pairing(corpus: Corpus, wanted: Subject, explaining: tuple[Candidate, ...]) -> Pairing:
    pairs: list[Pair | None] = []
    start = first_day(wanted.article)
    for candidate in explaining:
        if candidate.article.identity == wanted.article.identity:
            continue
        day = candidate.article.published
        if start and day and day < start - EARLIEST:
            continue
        found = pair(wanted, candidate, corpus.site.district_names)
        if found is None or not found.firm:
            found = named_in_title(wanted, candidate.article, corpus.site.district_names) or found
        if found and found.firm and LINKED not in found.reasons and not _explains(candidate.article):
            found = replace(found, confidence=_UNSURE)
        pairs.append(found)
    return ranked(pairs)


def _drafter(site: Site, text: str, pieces: list[Piece]) -> str:
    """The unit the document or its interpretations name; '' when they name none, or two."""
    if unit := named_unit(site, drafter_of_document(text)):
        return unit.id
    for names in ([p.reading.drafted_by for p in pieces], [p.reading.explained_by for p in pieces]):
        told = {unit.id for name in names if name and (unit := named_unit(site, name))}
        if told:
            return told.pop() if len(told) == 1 else ""
    # 谁起草谁解读; what the office itself published may be anybody's.
    signed = {p.article.unit for p in pieces if p.article.unit} - set(offices(site))
    return signed.pop() if len(signed) == 1 else ""
