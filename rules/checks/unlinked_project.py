"""项目对不上阶段表：某一主题的项目，有招标、施工一类的信息，却不在年度重点项目清单里，也没有见到第二类信息。

依据：年度要点第（一）项点名的项目；政府信息公开条例第二十条第十项、国办发〔2017〕94号（八类信息）。重点项目清单不必列全，招标信息依法可在公共资源
交易平台公布，所以只提问，倾向合规，不作认定。
判定：本单位本年度标题写明项目名称、名称含该主题用词的批准、招标、施工、竣工等信息，按项目名称、项目代码与本年度、上年度的重点项目清单和全区各栏目的八类信息
对应；列入清单，或者见到两类以上的，算对得上。都对得上，为合规；有对不上的，一个单位提一个问题，列出前五个。
无法判定：栏目没有看全或信息过多；清单没有读到。没有这类项目信息、没有见到清单的，为不适用；对不上的都不满规定天数的，为未到期。
不涉及：开工仪式、调研一类的动态；标题没有写明项目的；清单所列项目各阶段全不全（见 project_stages）；货物和服务的采购。
怎么改：标题写明项目全称或项目代码；补发批准、招标等信息，公布在其他平台的，给出筛选到该项目的链接。
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from crawler.archive import Article, Corpus
from crawler.extract.project import ListedProject, ProjectTitle, project_key, read_project_title
from rules.checks._columns import searched, why_unread
from rules.checks._oversight import own_items
from rules.checks._project_lists import MOST, Projects, ShownList, codes_in, everyones, sighted, yearly_lists
from rules.evidence import of_article
from rules.model import Duty, Status, Verdict, met, not_applicable, not_due, suspect, unknown
from rules.topics.lexicon import Topic, topic_named

version = 1

_LIST_KINDS: Final = ("major_project", "plan", "notices", "policy")
_STAGE_KINDS: Final = ("major_project", "public_resources", "license", "notices")
_YEARS_BACK: Final = 4  # how long before the year a project may have been approved
_LEAST: Final = 6  # a shorter name (环城公路) may be several projects
_ENOUGH: Final = 2  # stages by which a project's chain can be followed
_NAMED: Final = 5


@dataclass(frozen=True, slots=True)
class _Notice:
    article: Article
    said: ProjectTitle
    code: str


@dataclass(frozen=True, slots=True)
class _Open:
    """A project that stands in no list and of which one stage alone is seen: its key and its newest notice."""

    key: str
    name: str
    article: Article


def check(
    corpus: Corpus,
    duty: Duty,
    *,
    topic: str,
    words: tuple[str, ...] = (),
    kinds: tuple[str, ...] = ("major_project", "public_resources", "plan", "notices", "policy", "news", "statutory"),
    days: int = 90,
) -> Verdict:
    """``words``: how projects of the topic are called beside its own core terms."""
    asked = topic_named(topic)
    called = (*(term.words for term in asked.terms if term.role == "core"), *words)
    verdict = _judged(corpus, duty, asked, called, kinds, days)
    return replace(verdict.about(f"{topic}_projects:{duty.year}"), searched=searched(corpus.columns(duty.unit, kinds)))


def _judged(corpus: Corpus, duty: Duty, topic: Topic, called: Sequence[str], kinds: tuple[str, ...], days: int) -> Verdict:
    notices, is_cut = _notices(corpus, duty, called, kinds)
    if not notices:
        if why := corpus.unseen(duty.unit, kinds):
            return unknown(f"未见{topic.name}的项目信息，但{why}")
        return not_applicable(f"本期未见{duty.unit_name}关于{topic.name}的项目批准、招标、施工、竣工信息")
    with corpus.looking():  # whoever's column shows a list or a stage
        lists = [*yearly_lists(corpus, duty, _LIST_KINDS), *yearly_lists(corpus, _year_before(duty), _LIST_KINDS)]
        articles = everyones(corpus, tuple(dict.fromkeys((*_STAGE_KINDS, *kinds))), date(duty.year - _YEARS_BACK, 1, 1))
        blind = next((why for column in corpus.columns(None, _STAGE_KINDS) if (why := why_unread(corpus, column))), "")
    open_, linked = _sorted_out(corpus, notices, lists, articles)
    if not open_:
        return met(f"{topic.name}：{linked} 个项目都列入年度清单或见到两类以上信息", of_article(notices[-1].article))
    told = f"{topic.name}：{_names(open_)}不在年度重点项目清单里，也没有见到第二类信息" + (f"；另有 {linked} 个对得上" if linked else "")
    shown = [of_article(each.article) for each in open_[:_NAMED]]
    old = [each for each in open_ if each.article.published and each.article.published + timedelta(days=days) < corpus.run_as_of]
    if not old:
        due = min((each.article.published + timedelta(days=days) for each in open_ if each.article.published), default=None)
        return not_due(f"{told}；公布不满 {days} 天，还不问", *shown, due=due) if due else unknown(f"{told}，但读不出发布日期", *shown)
    if blind or is_cut or len(articles) >= MOST:
        return unknown(f"{told}，但{blind or '相关信息过多，只看了最近的'}", *shown)
    if unread := next((each for each in lists if not each.reading.rows), None):
        return unknown(f"{told}，但《{unread.article.title}》{unread.why}", *shown, of_article(unread.article))
    if not lists:
        return not_applicable(f"{topic.name}有项目信息，但没有见到年度重点项目清单，无从对应（见 missing_project_list）", *shown)
    return suspect(
        f"{topic.name}：{_names(old)}不在年度重点项目清单里，也没有见到第二类信息", *(of_article(each.article) for each in old[:_NAMED]), of_article(lists[0].article),
        lean=Status.MET, question=f"{_names(old)}是否属于重大建设项目（含列入省、市清单的），批准、招标、施工、竣工信息公布在哪里？",
        advice="标题写明项目全称或项目代码；补发批准、招标等信息，公布在其他平台的，给出筛选到该项目的链接。",
    )  # fmt: skip


def _year_before(duty: Duty) -> Duty:
    return replace(duty, applies_from=date(duty.year - 1, 1, 1))


def _notices(corpus: Corpus, duty: Duty, called: Sequence[str], kinds: tuple[str, ...]) -> tuple[list[_Notice], bool]:
    """The unit's items on projects of the topic, oldest first; and whether older ones were left out."""
    found = own_items(corpus, duty, kinds, duty.applies_from)
    read = [(article, said) for article in found.articles if (said := read_project_title(article.title)) and said.stage != 1]
    named = [(article, said) for article, said in read if len(project_key(said.name)) >= _LEAST and any(word in said.name for word in called)]
    return [_Notice(article, said, said.code or codes_in(corpus.text(article))) for article, said in named], found.is_cut


def _sorted_out(corpus: Corpus, notices: Sequence[_Notice], lists: Sequence[ShownList], articles: list[Article]) -> tuple[list[_Open], int]:
    """The projects that cannot be followed, and how many can."""
    places = corpus.site.district_names
    listed = Projects(tuple(row for shown in lists for row in shown.reading.rows), places)
    own = Projects(tuple(ListedProject(each.said.name, each.code) for each in notices), places)
    newest: dict[str, _Notice] = {}
    in_list: set[str] = set()
    for each in notices:
        for key in own.named_in(each.article.title, each.said.name, each.code):
            newest[key] = each
            if listed.named_in(each.article.title, each.said.name, each.code):
                in_list.add(key)
    # The notices themselves may stand in a column of another kind than the matrix is made of.
    every = {article.identity: article for article in (*articles, *(each.article for each in notices))}
    seen = sighted(corpus, own, list(every.values()))
    followed = {key for key in newest if key in in_list or len({sight.said.stage for sight in seen.get(key, ())}) >= _ENOUGH}
    open_ = [_Open(key, each.said.name, each.article) for key, each in newest.items() if key not in followed]
    return open_, len(followed)


def _names(open_: Sequence[_Open]) -> str:
    shown = "、".join(f"“{each.name}”" for each in open_[:_NAMED])
    return shown + (f"等 {len(open_)} 个" if len(open_) > _NAMED else "")
