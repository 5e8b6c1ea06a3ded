"""Items asked for by name (``rules/asked_items.toml``): what the district shows of one, whose it is and what it holds."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import Final

from crawler.archive import Article, Corpus
from crawler.site import UnitTable
from crawler.vocabulary import label
from rules.asked_items import AskedItem
from rules.checks._candidate import Candidate, Fit
from rules.checks._columns import searched
from rules.checks._oversight import is_news, names_another, organ_is_another, statement_of, why_unread
from rules.checks._ownership import named_among
from rules.contents import contents
from rules.model import Defect, Duty, Searched
from rules.texts import is_upper, squeezed

KINDS: Final = ("livelihood", "supervision", "statutory", "statistics", "notices")
_READ: Final = 50_000  # characters of an item in which its content is looked for
_FEW: Final = 10
_OTHER_DISTRICT = re.compile(r"^(?:关于|转发|公布)?(?P<place>[一-鿿]{2,3}[区县])(?!级|委|直|域|长|块|间)")
_NO_DISTRICT: Final = re.compile(
    r"(?:[全我本各两该]|[城市辖园景灌社库山林矿新校学院小片地]|保护|水源|功能|开发|示范|旅游|高新|经开)[区县]$"
)
_WORK = re.compile(r"开展|组织|赴|前往|加强|做好|推进|落实|完成|调整|新增|开通|启用|上线|采样|调研|发放|检查|巡查|培训|慰问|启动")
_PUT_UP = re.compile(
    r"结果|公示|公告|通告|报告|情况|信息|通报|状况|数据|名单|名录|标准|清单|目录|方案|预案|通知|公开|统计|一览|表$|科普|提示|知识|办法|指南|批复|决定"
)
_EXPLAINS = re.compile(r"一图|一张图|图解|图说|解读|访谈|问答|答疑|[吗呢][?？]|如何(?:办理|申[请领])|怎么")
# A document that sets something, whatever work its name speaks of: 关于印发扎实稳住经济增长若干措施的通知.
_ISSUES = re.compile(r"(?:印发|公布|下发)[^。]{0,120}(?:措施|意见|办法|细则|规定|标准|清单|目录|名录|预案|条)[》”\"]?(?:[（(][^（()）]{0,20}[)）][》”\"]?)?的?通知$")
_TOWNS: Final = {"townships", "subdistricts"}


def candidates(
    corpus: Corpus, duty: Duty, item: AskedItem, kinds: tuple[str, ...], others: tuple[str, ...], since: date | None
) -> list[Candidate]:
    """Everything of ``kinds`` (of the unit and of ``others``: of all their columns) that may be ``item``, whatever its period."""
    found: dict[str, Candidate] = {}
    with corpus.looking():  # whoever's column shows it; that nothing is there is asked of ``unseen`` alone
        units = [duty.unit, *(unit.id for name in others if (unit := corpus.site.unit_named(name, corpus.as_of)))]
        theirs = (article for unit in units for article in _of_unit(corpus, unit, since))
        for article in chain(theirs, _anyones(corpus, item, kinds, since)):
            if article.identity in found:
                continue
            candidate = _weighed(corpus, duty, item, article)
            if candidate:
                found[article.identity] = _placed(candidate, duty, kinds)
    said = statement_of(corpus, duty, kinds, duty.year)
    if said and item.is_near(said[0].title + said[1].column):
        shown = found.get(said[0].identity)
        if shown is None or shown.fit is not Fit.MET:
            found[said[0].identity] = Candidate(said[0], Fit.STATED, quote=said[1].quote)
    return list(found.values())


def unseen(
    corpus: Corpus, duty: Duty, kinds: tuple[str, ...], others: tuple[str, ...], due: date | None, *, accuses: bool = False
) -> str | None:
    """Why nothing may be called absent: of the unit, which must have a column for it, and of whoever else may publish it.

    ``accuses``: who is to be accused must know where all the others publish; for a question it need not be known.
    """
    if not corpus.own_columns(duty.unit, kinds):
        names = "、".join(dict.fromkeys(label(kind) for kind in kinds))
        return f"站点档案中没有登记{duty.unit_name}自己的“{names}”栏目"
    if why := corpus.unseen(duty.unit, kinds, due=due):
        return why
    strange = next((name for name in others if corpus.site.unit_named(name, corpus.as_of) is None), "")
    if strange and accuses:
        return f"{strange}也可能公布，但站点档案中没有这个单位；职责由别的单位承担的，请登记为那个单位的别名"
    for unit in _whoever_else(corpus, duty, others):
        # It may stand in any column of theirs: all of them were searched, so all must have been seen.
        theirs = tuple(dict.fromkeys(column.kind for column in corpus.own_columns(unit.id)))
        if not theirs and accuses:
            return f"{unit.name}也可能公布，但站点档案中没有登记该单位的栏目"
        if theirs and (why := corpus.unseen(unit.id, theirs, due=due)):
            return f"{unit.name}也可能公布，但{why}"
    return None


def _whoever_else(corpus: Corpus, duty: Duty, others: tuple[str, ...]) -> list[UnitTable]:
    """The other units that may publish it. For a question, a name that the profile does not know is no unit of the district."""
    found = (corpus.site.unit_named(name, corpus.as_of) for name in others)
    return [unit for unit in found if unit is not None and unit.id != duty.unit]


def looked_through(corpus: Corpus, duty: Duty, kinds: tuple[str, ...], others: tuple[str, ...]) -> tuple[Searched, ...]:
    """The columns an absence rests on: the unit's, the portal's, and those of whoever else may publish it."""
    columns = list(corpus.columns(duty.unit, kinds))
    for unit in _whoever_else(corpus, duty, others):
        columns += [column for column in corpus.own_columns(unit.id) if column not in columns]
    return searched(columns)


# ---- weighing


def _of_unit(corpus: Corpus, unit: str, since: date | None) -> tuple[Article, ...]:
    key = ("asked-unit", unit, since)
    return corpus.once(key, lambda: _since(corpus.articles(unit, (), or_unattributed=True), since))


def _anyones(corpus: Corpus, item: AskedItem, kinds: tuple[str, ...], since: date | None) -> tuple[Article, ...]:
    """Everybody's items of ``kinds`` that are called so: looked for once, however many units are judged."""

    def may_be(words: str) -> bool:
        return item.is_named_by(words) or item.may_stand_in(words)

    def called() -> tuple[Article, ...]:
        found = _since(corpus.articles(None, kinds, titled=may_be, or_files=True), since)  # no other item is loaded
        return tuple(a for a in found if _is_called_so(item, a) or item.may_stand_in(a.title))

    return corpus.once(("asked-named", item.id, kinds, since), called)


def _since(articles: Iterable[Article], since: date | None) -> tuple[Article, ...]:
    return tuple(a for a in articles if since is None or a.published is None or a.published >= since)


def _is_called_so(item: AskedItem, article: Article) -> bool:
    return item.is_named_by(article.title) or any(item.is_named_by(attachment.name) for attachment in article.attachments)


def _weighed(corpus: Corpus, duty: Duty, item: AskedItem, article: Article) -> Candidate | None:
    own = article.unit == duty.unit
    called = _is_called_so(item, article)
    if not called and not item.may_stand_in(article.title):
        return Candidate(article, Fit.NEAR, "不是该事项") if own and item.is_near(article.title) else None
    if not _ISSUES.search(article.title) and (is_news(article.title) or _tells_of_work(article.title)):
        return Candidate(article, Fit.NEAR, "是工作动态")
    if _EXPLAINS.search(article.title):
        return Candidate(article, Fit.NEAR, "是解读、问答")
    stranger = _whose(corpus, duty, item, article)
    if stranger and stranger.fit is Fit.NEAR:
        return stranger if own or article.unit == "" else None
    if article.state in ("failed", "skipped", "external"):
        return Candidate(article, Fit.UNREAD, f"页面没有读到（{article.cause or '未读取'}）")
    held = _held(corpus, item, article) if called else _held_within(corpus, item, article)
    if held is None or held.fit is not Fit.MET:
        return held
    if stranger:
        return replace(stranger, quote=article.title)
    if item.part and item.part.search(article.title):
        return replace(held, fit=Fit.MAYBE, why="可能只是其中一部分")
    return held


def _tells_of_work(title: str) -> bool:
    """Whether a title says what somebody did and names nothing that was put up: 区教育局完成校外培训机构专项检查."""
    return bool(_WORK.search(title)) and not _PUT_UP.search(title)


def _whose(corpus: Corpus, duty: Duty, item: AskedItem, article: Article) -> Candidate | None:
    """None when it is the district's or the unit's own; NEAR when it is another's, MAYBE when that cannot be told."""
    places = corpus.site.district_names
    if is_upper(article.title, places) or _of_upper_organ(corpus, duty, article):
        if item.upper_counts:
            return None
        if named := _names_district(corpus, article):
            return Candidate(article, Fit.MAYBE, f"是上级或外单位公布的，其中写到“{named}”")
        return Candidate(article, Fit.NEAR, "是上级的")
    if is_of_other_district(article.title, places):
        return Candidate(article, Fit.NEAR, "是其他区县的")
    unit = corpus.site.unit(article.unit)
    if item.is_districts:
        if unit and unit.id != duty.unit and _TOWNS & set(unit.groups):
            return Candidate(article, Fit.NEAR, f"是{unit.name}的，不是全区的")
        return None
    if article.unit == duty.unit:
        return Candidate(article, Fit.NEAR, "是其他单位的") if names_another(corpus, duty, article.title) else None
    words = f"{article.title}\n{contents(corpus, article).text[:_READ]}"
    if name := named_among(words, duty):
        return Candidate(article, Fit.MAYBE, f"是统一公布的，其中写有“{name}”")
    return Candidate(article, Fit.NEAR, "是其他单位的")


def _of_upper_organ(corpus: Corpus, duty: Duty, article: Article) -> bool:
    """Whether the page says that an organ above wrote it, and its title does not name the district."""
    if any(squeezed(article.title).startswith(place) for place in corpus.site.district_names):
        return False
    organ = article.issuer or article.source
    return bool(organ) and is_upper(organ, corpus.site.district_names) and organ_is_another(corpus, duty, organ)


def _names_district(corpus: Corpus, article: Article) -> str:
    text = contents(corpus, article).text[:_READ]
    return next((place for place in corpus.site.district_names if len(place) >= 2 and place in text), "")


def is_of_other_district(title: str, places: tuple[str, ...]) -> bool:
    """Whether a title begins with a district or county that is not ours: 邻水县, 通川区. 全区, 城区 and 保护区 are none."""
    plain = squeezed(title)
    if any(plain.removeprefix("关于").startswith(place) for place in places):
        return False
    found = _OTHER_DISTRICT.match(plain)
    return bool(found) and not _NO_DISTRICT.search(found["place"])  # type: ignore[index]


def _held(corpus: Corpus, item: AskedItem, article: Article) -> Candidate:
    """Whether what the item is asked for stands in it."""
    said = contents(corpus, article)
    text = said.text[:_READ]
    lacking = [name for name, pattern in item.holds if not pattern.search(text)]
    if len(text.strip()) >= _FEW and not lacking:
        return Candidate(article, Fit.MET, f"《{article.title}》", article.title)
    if unread := why_unread(said):
        return Candidate(article, Fit.UNREAD, f"内容在附件里，{unread}")
    if article.media:
        return Candidate(article, Fit.UNREAD, "内容是图片，没有读")
    what = "、".join(lacking) or "内容"
    return Candidate(article, Fit.DOUBT, f"标题相符，但没有读出{what}", defect=Defect.MISSING_ELEMENT)


def _held_within(corpus: Corpus, item: AskedItem, article: Article) -> Candidate | None:
    """The same of something wider: its text must speak of the item, and a person confirms."""
    text = contents(corpus, article).text[:_READ]
    held = _held(corpus, item, article)
    speaks = all(pattern.search(text) for pattern in item.says)
    if held.fit is Fit.MET and speaks:
        return Candidate(article, Fit.MAYBE, "题目更宽，其中写到该事项", article.title)
    return held if held.fit is Fit.UNREAD else None


def _placed(candidate: Candidate, duty: Duty, kinds: tuple[str, ...]) -> Candidate:
    article = candidate.article
    if candidate.fit is Fit.NEAR or article.unit != duty.unit or set(article.kinds) & set(kinds):
        return candidate
    return replace(candidate, advice=f"移到“{label(kinds[0])}”栏目，或在该栏目同时公布。")
