"""办事指南要素不全：公布的办事指南没有写齐事项名称、设定依据、申请条件、办理材料、办理地点、办理时间、联系电话、办理流程。

依据：《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）“服务不实用”：五个以上事项各缺四项以上要素的，单项否决；年度要点第（十一）项
（便民服务公开，使群众办事更加方便快捷）。
判定：单位公布的办事指南（同一事项看最新的一份）八项都写到，其中至少五项写成标题、标签或表格栏目的，为合规；有指南一项以上连相近的说法也没有的，
请人核对，写明哪几份缺什么，最多列五份。每个单位每年一个结果。整个网站（whole_site）：缺四项以上的不到五份，为合规，写明余量；到五份，或不足五份而份份如此的，
请人确认。只请人核对，不作认定。
无法判定：指南没有读到，内容可能在图片、没有读到的附件或所链接的页面里；没有逐项写明、认不准的；单位的栏目没有看全，又没有见到指南。
不涉及：链接到政务服务网一类平台、请人到那里查看的指南（要素在那里，不看）；上级、外单位的指南，没有写明事项的指南（是多份指南的入口）；指南写得对不对；投资项目的批准服务信息（见 missing_approval_service）；
没有见到指南的单位：办事指南依法可在政务服务网公布。
怎么改：按八项补齐指南；在政务服务网公布的，给出该事项的链接。
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from crawler.archive import Article, Corpus
from crawler.extract.service_guide import is_service_guide, read_service_guide, service_of
from rules.checks._columns import searched, why_unread
from rules.checks._oversight import names_another
from rules.checks._oversight import why_unread as why_files_unread
from rules.checks._ownership import named_unit
from rules.contents import contents
from rules.evidence import of_article, of_column
from rules.model import Defect, Duty, Status, Verdict, met, not_applicable, suspect, unknown
from rules.texts import is_upper

version = 1

_MOST: Final = 300  # guides of one unit, the newest
_SHOWN: Final = 5
_NAMED: Final = 5  # elements that stand under their names in a guide that is called complete
_MANY: Final = 4  # elements whose lack counts for the veto line …
_LINE: Final = 5  # … in so many guides
_SHORTEST: Final = 60  # a body below this is a headline, a link or the caption of a picture

_REST = re.compile(r"流程|程序|材料|清单|条件|依据|地[点址]|电话|详情|详见|点击|查看|表格|样表|示例")  # words of a link behind which a guide goes on

State = Literal["whole", "lacking", "unclear", "unread", "elsewhere"]


@dataclass(frozen=True, slots=True)
class _Told:
    """One guide with what it lacks. ``why`` says why that is not known."""

    article: Article
    state: State
    missing: tuple[str, ...] = ()
    why: str = ""

    @property
    def words(self) -> str:
        return f"《{self.article.title}》未见{'、'.join(self.missing)}"


def check(corpus: Corpus, duty: Duty, *, whole_site: bool = False) -> Verdict:
    """``whole_site``: everybody's guides together, for whoever keeps the portal from the veto line."""
    if whole_site:
        with corpus.looking():  # pages are counted; no verdict says that all columns were searched
            told = corpus.once("service-guides", lambda: _everybodys(corpus))
        return _of_site(told).about(f"service_guides_site:{duty.year}")
    columns = corpus.columns(duty.unit)
    with corpus.looking():
        told = _told(corpus, _newest_of_each(a for a in _found(corpus, duty.unit) if not names_another(corpus, duty, a.title)))
    verdict = _of_unit(corpus, duty, told)
    return replace(verdict.about(f"service_guides:{duty.year}"), searched=searched(columns))


# ---- which guides


def _found(corpus: Corpus, unit: str | None) -> list[Article]:
    found = corpus.articles(unit, (), titled=is_service_guide)
    return [a for a in found if not is_upper(a.title, corpus.site.district_names) and _names_service(corpus, a)]


def _names_service(corpus: Corpus, article: Article) -> bool:
    """Whether a title names a service: 区教育局办事指南 is the way to many guides, not one."""
    name = service_of(article.title)
    return len(name) >= 2 and named_unit(corpus.site, name) is None


def _newest_of_each(found: Iterable[Article]) -> list[Article]:
    """One guide a service: an old version beside the new one is nobody's fault. Undated ones lose."""
    best: dict[tuple[str, str], Article] = {}
    for article in sorted(found, key=lambda a: (a.published or date.min, a.identity)):
        best[article.unit, service_of(article.title)] = article
    return sorted(best.values(), key=lambda a: (a.published or date.min, a.identity))[-_MOST:]


def _everybodys(corpus: Corpus) -> list[_Told]:
    return _told(corpus, _newest_of_each(a for a in _found(corpus, None) if a.unit))


def _told(corpus: Corpus, articles: Iterable[Article]) -> list[_Told]:
    return [_read(corpus, article) for article in articles]


def _read(corpus: Corpus, article: Article) -> _Told:
    if article.state == "external":
        return _Told(article, "elsewhere")
    if article.state not in ("read", "file"):
        return _Told(article, "unread", why=f"页面没有读到（{article.cause or '未读取'}）")
    said, page = contents(corpus, article), corpus.page(article)
    guide = read_service_guide(article.title, said.text, page.links if page else ())
    if not guide.missing:
        return _Told(article, "whole" if len(guide.named) >= _NAMED else "unclear", why="没有逐项写明，认不准")
    if guide.leads_on:
        return _Told(article, "elsewhere")
    if why := why_files_unread(said) or _hidden(article, said.text, page.links if page else ()):
        return _Told(article, "unread", why=why)
    return _Told(article, "lacking", guide.missing)


def _hidden(article: Article, text: str, links: tuple[tuple[str, str], ...]) -> str:
    """Why what a guide lacks may stand where nobody reads."""
    if article.media or article.body_kind in ("image", "video"):
        return "内容可能在图片里"
    if words := next((words for _, words in links if _REST.search(words)), ""):
        return f"内容可能在所链接的“{words[:20]}”里"
    return "正文很短，内容可能在链接或图片里" if len("".join(text.split())) < _SHORTEST else ""


# ---- what is said


def _of_unit(corpus: Corpus, duty: Duty, told: list[_Told]) -> Verdict:
    if not told:
        return _none(corpus, duty)
    by_state = _by_state(told)
    lacking, whole = by_state["lacking"], by_state["whole"]
    rest = _rest(by_state)
    if lacking:
        many = [one for one in lacking if len(one.missing) >= _MANY]
        line = f"；其中 {len(many)} 份缺四项以上（否决线为五个事项各缺四项以上）" if many else ""
        return _asked(f"看了 {len(told)} 份办事指南，{len(lacking)} 份未见部分要素：{_named(lacking)}{line}{rest}", lacking)
    if by_state["unclear"] or by_state["unread"]:
        first = (by_state["unread"] or by_state["unclear"])[0]
        return unknown(f"看了 {len(told)} 份办事指南，没有见到缺要素的，但《{first.article.title}》{first.why}{rest}", of_article(first.article))
    if whole:
        return met(f"看过的 {len(whole)} 份办事指南八项要素齐全{rest}", *(of_article(one.article) for one in whole[-_SHOWN:]))
    return unknown(f"办事指南都链接到其他平台，要素在那里，本次没有检查{rest}", of_article(told[-1].article))


def _none(corpus: Corpus, duty: Duty) -> Verdict:
    columns = corpus.own_columns(duty.unit)
    if not columns:
        return unknown(f"站点档案没有登记{duty.unit_name}的栏目，没有见到办事指南")
    if why := next((why for column in columns if (why := why_unread(corpus, column))), None):
        return unknown(f"没有见到办事指南，但{why}", of_column(columns[0]))
    return not_applicable("没有见到本单位的办事指南，可能在政务服务网公布", of_column(columns[0]))


def _of_site(told: list[_Told]) -> Verdict:
    if not told:
        return unknown("全站没有见到办事指南，可能都在政务服务网公布，本次没有检查那里")
    by_state = _by_state(told)
    many = [one for one in by_state["lacking"] if len(one.missing) >= _MANY]
    judged = len(by_state["lacking"]) + len(by_state["whole"])
    head = f"全站看了 {len(told)} 份办事指南，缺四项以上要素的 {len(many)} 份"
    rest = _rest(by_state)
    if len(many) >= _LINE or (many and len(many) == judged and judged < _LINE):
        return _asked(f"{head}：{_named(many)}；否决线为五个事项，不足五个的为份份如此{rest}", many)
    dark = len(by_state["unclear"]) + len(by_state["unread"])
    if len(many) + dark >= _LINE or not judged:
        return unknown(f"{head}，否决线为 {_LINE} 份{rest}", *(of_article(one.article) for one in told[-1:]))
    shown = many or by_state["whole"] or by_state["lacking"]
    return met(f"{head}，否决线为 {_LINE} 份，还差 {_LINE - len(many)} 份{rest}", *(of_article(one.article) for one in shown[-_SHOWN:]))


def _asked(reason: str, lacking: list[_Told]) -> Verdict:
    return suspect(
        reason, *(of_article(one.article) for one in lacking[:_SHOWN]), lean=Status.GAP, defect=Defect.MISSING_ELEMENT,
        question="这些要素是否写在别处（如政务服务网、图片）？", advice="按八项补齐指南；在政务服务网公布的，给出该事项的链接。",
    )  # fmt: skip


def _by_state(told: list[_Told]) -> dict[State, list[_Told]]:
    found: dict[State, list[_Told]] = {"whole": [], "lacking": [], "unclear": [], "unread": [], "elsewhere": []}
    for one in told:
        found[one.state].append(one)
    found["lacking"].sort(key=lambda one: (-len(one.missing), one.article.identity))
    return found


def _named(lacking: list[_Told]) -> str:
    return "；".join(one.words for one in lacking[:_SHOWN]) + ("等" if len(lacking) > _SHOWN else "")


def _rest(by_state: dict[State, list[_Told]]) -> str:
    told = [
        f"{len(by_state['unread'])} 份没有读到" if by_state["unread"] else "",
        f"{len(by_state['unclear'])} 份没有逐项写明" if by_state["unclear"] else "",
        f"{len(by_state['elsewhere'])} 份链接到其他平台，没有看" if by_state["elsewhere"] else "",
    ]
    words = "，".join(part for part in told if part)
    return f"（另有 {words}）" if words else ""
