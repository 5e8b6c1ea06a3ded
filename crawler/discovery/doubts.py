"""Why a page that looks like a column is left to a person. A column is accepted only when nothing here speaks up."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from crawler.discovery import contents
from crawler.discovery.links import PageFacts
from crawler.discovery.naming import Meaning, is_field
from crawler.discovery.surroundings import Surroundings
from crawler.vocabulary import label

# Columns that may answer with one text, or with a form.
SINGLE_KINDS: Final = frozenset(
    (
        "guide",
        "organisation",
        "leaders",
        "rules",
        "request",
        "catalogue",
        "digital_government",
        "grassroots_zone",
        "statutory",
    )
)
FORM_KINDS: Final = frozenset(("request", "letters"))
_NO_NAME: Final = "没有一处名称与类别的名称相同"
_NO_LINK: Final = "没有链接这样称呼它"
_NOTHING: Final = "页面没有名称，也没有列表"
# Doubts that the same column of other units may dispel; the others stand whatever stands elsewhere.
SAYS_TOO_LITTLE: Final = frozenset((_NO_NAME, _NO_LINK))
_DOCUMENT_KINDS: Final = frozenset(("policy", "normative", "interpretation", "rules"))
_UPPER_ISSUERS: Final = ("国务院", "中共中央", "中央", "国家", "省", "财政部", "住房和城乡建设部", "工业和信息化部")


@dataclass(frozen=True, slots=True)
class Told:
    """What was said of a page: by itself (place, name, meaning) and by links (text, meaning); points by kind.

    ``above``: the kind's name stands in the breadcrumb above the page's own.
    """

    kind: str
    names: Sequence[tuple[str, str, Meaning]]
    texts: Sequence[tuple[str, Meaning]]
    points: Mapping[str, int]
    above: bool

    @property
    def calls_itself(self) -> bool:
        return any(said.kind == self.kind and said.exact for _, _, said in self.names)

    @property
    def is_vague(self) -> bool:
        """Whether every name of the kind is one that other matters share (年度报告); a plain word is no such name."""
        called = [(text, said) for _, text, said in self.names] + list(self.texts)
        own = [(text, said) for text, said in called if said.kind == self.kind]
        return bool(own) and all(said.short and not is_field(text) for text, said in own)

    @property
    def called(self) -> bool:
        return any(said.kind == self.kind and said.exact for _, said in self.texts)


def doubts_of(told: Told, facts: PageFacts | None, around: Surroundings) -> Iterator[str]:
    """Why a person must look at it first."""
    if facts is None:
        yield "没有打开核对（在页数或层次之外）"
        return
    if not facts.opened:
        yield f"打不开：{facts.cause or facts.outcome.value}"
        return
    yield from _name_doubts(told, facts)
    if around.twins[facts.digest] > 1 and "#" not in facts.final and not _each_is_empty(told, facts, around):
        yield "另有网址返回同样的内容"
    yield from _content_doubts(told, facts, around)


def _name_doubts(told: Told, facts: PageFacts) -> Iterator[str]:
    if not told.calls_itself and not told.called and not contents.prevails(facts.rows, told.kind):
        yield _NO_NAME
    exact = {said.kind for _, _, said in told.names if said.exact} | {said.kind for _, said in told.texts if said.exact}
    if rivals := sorted(exact - {told.kind}):
        yield "名称也指：" + "、".join(map(label, rivals))
    if not any(said.kind == told.kind for _, said in told.texts):
        yield _NO_LINK
    if told.is_vague and not contents.supports(facts.rows, told.kind):
        yield "名称宽泛，列出的内容不足以说明类别"
    itself = any(said.kind == told.kind for _, _, said in told.names)
    # The entry of a menu leads to the first column below it, which has a name of its own (新闻动态 › 林业信息).
    first_below = told.above and told.called and not told.names
    if not itself and not first_below and not (facts.article and _text_says(told.kind, facts)):
        if facts.names:
            yield f"页面自称“{facts.names[0][1]}”"
        elif len(facts.rows) < 3 and not facts.later:  # a script may lead on from such a page, or it waits for nothing
            yield _NOTHING
    if list(told.points.values()).count(told.points[told.kind]) > 1:
        yield "两个类别的理由一样多"


def _each_is_empty(told: Told, facts: PageFacts, around: Surroundings) -> bool:
    """Whether the twins are columns of one name that hold nothing: each unit's empty 结果反馈 looks like the next one's."""
    alike = around.twin_kinds[facts.digest] <= {told.kind}
    return alike and told.calls_itself and told.called and facts.empty and not facts.rows


def _content_doubts(told: Told, facts: PageFacts, around: Surroundings) -> Iterator[str]:
    kind = told.kind
    if facts.article and kind not in SINGLE_KINDS:
        yield "打开后只有一篇信息"
    if _may_be_hub(told, facts, around):
        yield "页面没有列表，可能只是总页"
    if len(facts.rows) < contents.FEWEST:
        return
    if kind in _DOCUMENT_KINDS and 2 * sum(title.startswith(_UPPER_ISSUERS) for title in facts.rows) >= len(facts.rows):
        yield "列出的多是上级文件"
    if kind in ("policy", "normative") and 2 * sum("解读" in title for title in facts.rows) >= len(facts.rows):
        yield "列出的多是解读"
    if other := contents.other_kind(facts.rows, kind):
        yield f"列出的多是“{label(other)}”"


def _may_be_hub(told: Told, facts: PageFacts, around: Surroundings) -> bool:
    """Whether the page shows no list, and is no column that merely holds nothing: a hub leads on to places of its own."""
    if told.kind in SINGLE_KINDS or facts.rows or facts.later or facts.empty or facts.article:
        return False
    if told.kind in FORM_KINDS:
        return not own_forms(facts, around)  # 互动交流 without letters and without a form only leads on
    return not (told.calls_itself and told.called) or around.leads_on(facts)


def own_forms(facts: PageFacts, around: Surroundings) -> set[str]:
    """Where forms send their text that are not those of the home page (its search)."""
    return set(facts.forms) - set(around.home.forms)


def _text_says(kind: str, facts: PageFacts) -> bool:
    return any(contents.tells(heading, kind) and len(heading) > 6 for heading in facts.headings)
