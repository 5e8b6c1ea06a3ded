"""已撤销的处罚决定没有撤回：单位公告撤销、变更了处罚决定，3 个工作日后原决定仍在网站上，没有注明。

依据：行政处罚法第四十八条（公开的处罚决定被依法变更、撤销、确认违法或者确认无效的，应当在三日内撤回并公开说明理由）、第八十五条（三日指工作日）。
判定：撤销公告写明的文号与一件仍公布着的处罚决定相同，公告日后第 3 个工作日已过而原页面没有注明撤销的，为有问题；原页面已注明、或已撤下的，为合规。
公告写明用来替代的文号不算被撤销；只撤销加处罚款或一部分的，撤销的是公示信息（信用修复）的，撤销尚未生效的，原页面标有作废、失效、更正的，
决定在公告之后作出的，为待核验。
无法判定：栏目没有看全；公告或原决定没有读到；公告没有写明文号的，请人确认。
不涉及：没有撤销公告的，不适用；网站上看不出来的撤销。申请撤销、不予撤销、拟撤销，撤销许可、撤销登记，其他机关的公告不算。
怎么改：撤回原决定的全部页面，发布撤回说明，写明理由。
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from crawler.archive import Article, Corpus
from rules.checks._columns import searched
from rules.checks._oversight import is_news, own_items
from rules.checks._penalties import Docket, Shown, docket, number
from rules.deadlines import workdays_after
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, gap, met, not_applicable, not_due, suspect, unknown

version = 2

_SHOWN = 5

_TITLE = re.compile(r"(?:撤销|变更|撤回|确认违法|确认无效)[^。]{0,60}处罚|处罚[^。]{0,40}(?:撤销|变更|撤回)")
_NOT_DONE = re.compile(r"不予撤销|拟撤销|申请撤销|请求撤销|驳回|维持|听证|撤销(?:登记|许可|备案|资格|立案)|变更(?:登记|许可)")
_MARKED = re.compile(r"[（(【\[]\s?已?(?:依法)?(?:撤销|变更|撤回)")  # the mark of the decision's own page
_NUMBER = re.compile(r"[一-鿿]{1,14}[〔\[［【（(]\s?20\d{2}\s?[〕\]］】）)]\s?第?\s?[\dA-Za-z\-]{1,16}\s?号")
_DONE = re.compile(r"(?:撤销|变更|撤回|确认违法|确认无效)")
# Before or behind a number: it is what takes the place of the revoked one, or what the notice rests on.
_REPLACES = re.compile(
    r"(?:更正|变更|改|替换|调整|修改|修正|应|现)?(?<!行)为|(?:重新|另行|新|再次)(?:作出|制作|下达|制发|核发)?(?:的)?|换发|替代|代替|取代|依据|根据|按照|参照|保留|维持|以"
)
_STAYS = re.compile(r"^[^，,。；\n]{0,24}?(?:替代|代替|取代|替换|为准|继续有效|仍然?有效|不变|予以保留|继续执行)")
_PARTLY = re.compile(r"加处罚款|滞纳金|部分(?:内容|撤销|撤回|处罚)|(?:撤销|变更|撤回)[^。；\n]{0,40}(?:第[一二三四五\d]{1,2}项|中(?:的)?[^。；\n]{0,20}(?:项|部分|内容))|其余[^。；\n]{0,12}(?:不变|有效|维持)")
_SHOWING = re.compile(
    r"信用修复|(?:撤销|撤回|停止|终止|撤下|下架)[^。；\n]{0,60}(?:处罚|公示|公开)信息|(?:撤销|撤回|停止|终止|撤下|下架)[^。；\n]{0,60}信息(?:的)?(?:公示|公开)|(?:停止|终止|撤下|下架)[^。；\n]{0,60}公示|公示期满"
)
_NOT_FINAL = re.compile(r"上诉|再审|尚?未生效|暂缓|中止|责令[^。；\n]{0,20}重新作出")
_ENDED = re.compile(r"作\s*废|失\s*效|无\s*效|废\s*止|不再(?:执行|公示|适用)|停止(?:执行|公示|公开)|终止(?:执行|公示)|已(?:下架|注销|更正|纠正)|信用修复|已修复|更正|勘误|历史(?:信息|数据)")
_NEAR: Final = 60  # characters between the word and the number it speaks of


@dataclass(frozen=True, slots=True)
class _Revoked:
    notice: Article
    numbers: tuple[str, ...]


def check(
    corpus: Corpus, duty: Duty, *, kinds: tuple[str, ...] = ("penalty", "notices"), workdays: int = 3
) -> list[Verdict]:
    notices = _notices(corpus, duty, kinds)
    seen = docket(corpus, duty, ("penalty",), date(duty.year - 3, 1, 1)) if notices else Docket((), False)
    verdicts = [_one(corpus, duty, notice, seen, workdays) for notice in notices]
    if not verdicts:
        why = corpus.unseen(duty.unit, ("penalty",))
        told = unknown(why) if why else not_applicable("本期未见触发事项：没有撤销、变更处罚决定的公告")
        verdicts = [told.about(f"penalty:{duty.year}")]
    looked = searched(corpus.columns(duty.unit, kinds))
    return [replace(verdict, searched=looked) for verdict in verdicts]


def _notices(corpus: Corpus, duty: Duty, kinds: tuple[str, ...]) -> list[_Revoked]:
    found = []
    for article in own_items(corpus, duty, kinds, duty.applies_from).articles:
        if article.unit != duty.unit or not _TITLE.search(article.title) or _NOT_DONE.search(article.title):
            continue
        if is_news(article.title) or _MARKED.search(article.title):
            continue
        found.append(_Revoked(article, _numbers(f"{article.title}\n{corpus.text(article)}")))
    return found


def _numbers(text: str) -> tuple[str, ...]:
    """The numbers of decisions that the notice says are revoked: those that follow the word closely."""
    found: dict[str, None] = {}
    for match in _NUMBER.finditer(text[:20_000]):
        before = text[max(0, match.start() - _NEAR) : match.start()]
        after = text[match.end() : match.end() + _NEAR]
        sentence = re.split(r"[。；\n]", before)[-1] + match.group() + re.split(r"[。；\n]", after)[0]
        # What stands between the number before, or the last comma, and this one.
        lead = re.split(r"[，,、：:]|号", re.split(r"[。；\n]", before)[-1])[-1]
        if _is_replacement(lead, match.group(), after):
            continue
        if _DONE.search(sentence) and not _NOT_DONE.search(sentence) and re.search("罚|处", match.group()):
            found[_key(match.group())] = None
    return tuple(found)


def _is_replacement(lead: str, written: str, after: str) -> bool:
    """Whether a number is named as what stays: 以某罚〔2023〕18号替代. Words of the sentence may be read as part of the number."""
    words = re.split(r"[〔\[［【（(]", f"{lead}{written}")[0]
    if _STAYS.match(after):
        return True
    last = max((m.end() for m in _DONE.finditer(words)), default=0)
    replaces = [m for m in _REPLACES.finditer(words) if m.start() >= last - 2 and m.group() != "以"]
    return bool(replaces) and not re.search(r"撤销|撤回", words[replaces[-1].end() :])


def _key(written: str) -> str:
    """A number in one spelling. Words of the sentence may stand before it: two of them are the same when one ends with the other."""
    return re.sub(r"[\s第]+", "", written).translate(str.maketrans("[［【（(]］】）)", "〔〔〔〔〔〕〕〕〕〕"))


def _same(one: str, other: str) -> bool:
    shorter = min(one, other, key=len)
    return re.match(r"[一-鿿]{2,}〔", shorter) is not None and max(one, other, key=len).endswith(shorter)


def _one(corpus: Corpus, duty: Duty, revoked: _Revoked, seen: Docket, workdays: int) -> Verdict:
    notice = revoked.notice
    verdict = _judged(corpus, duty, revoked, seen, workdays)
    return verdict.about(notice.identity, event=notice.published)


def _judged(corpus: Corpus, duty: Duty, revoked: _Revoked, seen: Docket, workdays: int) -> Verdict:
    notice = revoked.notice
    if notice.state != "read":
        return unknown(f"撤销公告没有读到（{notice.cause or '未读取'}）", of_article(notice))
    if not revoked.numbers or notice.published is None:
        return suspect(
            f"《{notice.title}》没有写明被撤销决定的文号或发布日期，无法核对原决定是否撤回", of_article(notice), lean=Status.MET,
            question="被撤销的处罚决定是否曾在网站公布，是否已撤回？", advice="公告写明文号，并撤回原决定页面。",
        )  # fmt: skip
    left = _still_shown(corpus, revoked, seen)
    if not left:
        if seen.unread:
            # Cited, so that the next audit asks for them again.
            waiting = [of_article(each.article) for each in seen.unread[:_SHOWN]]
            return unknown(f"有 {len(seen.unread)} 条处罚信息没有读到，不能确认原决定已撤回", of_article(notice), *waiting)
        if why := corpus.unseen(duty.unit, ("penalty",)):
            return unknown(why, of_article(notice))
        return met(f"《{notice.title}》所撤销的决定未见仍在公布", of_article(notice))
    due = workdays_after(notice.published, workdays)
    told = f"《{notice.title}》（{notice.published}）所撤销的决定仍在公布：《{left[0].article.title}》"
    if not due.surely_before(corpus.run_as_of):
        return replace(not_due(f"{told}，撤回期限为 {due}", of_article(notice), of_article(left[0].article)), due=due.rolled)
    if why := _perhaps_right(corpus, notice, left[0]):
        return suspect(
            f"{told}，{why}", of_article(notice), of_article(left[0].article), lean=Status.GAP, defect=Defect.WRONG_VALIDITY,
            question="该页是否已按撤销或变更后的决定更新？", advice="撤回原决定；已更新的，在页面注明。",
        )  # fmt: skip
    return replace(
        gap(
            f"{told}，晚于第 {workdays} 个工作日 {due}", of_article(notice), of_article(left[0].article), defect=Defect.WRONG_VALIDITY,
            advice="撤回原决定的全部页面，并发布撤回说明。",
        ),
        due=due.rolled,
    )  # fmt: skip


def _perhaps_right(corpus: Corpus, notice: Article, shown: Shown) -> str:
    """Why the page may be as it should be all the same; '' when nothing speaks for it."""
    if len(shown.decisions) > 1:
        return "该页列有多件决定"
    if not re.search("撤销|确认违法|确认无效", notice.title):
        return "公告是变更或撤回，原页面可能已改为新的内容"
    told = f"{notice.title}\n{corpus.text(notice)}"
    if found := _SHOWING.search(told):
        return f"公告写有“{found.group()[:30]}”，撤销的可能是公示而不是决定"
    if found := _PARTLY.search(told):
        return f"公告写有“{found.group()[:30]}”，可能只撤销一部分"
    if found := _NOT_FINAL.search(told):
        return f"公告写有“{found.group()[:30]}”，撤销可能尚未生效"
    if found := _ENDED.search(f"{shown.article.title}\n{shown.article.validity}\n{corpus.text(shown.article)}"):
        return f"该页标有“{found.group()}”"
    if any(decision.decided and notice.published and decision.decided > notice.published for decision in shown.decisions):
        return "该决定在公告之后作出，可能是重新作出的"
    on = shown.article.published
    return "该页公布在公告之后" if on is None or (notice.published and on > notice.published) else ""


def _still_shown(corpus: Corpus, revoked: _Revoked, seen: Docket) -> list[Shown]:
    """Items that still show a revoked decision without a word of it."""
    found = []
    for each in seen.read:
        if each.article.identity == revoked.notice.identity:
            continue
        keys = {_key(number(decision)) for decision in each.decisions}
        if any(_same(key, told) for key in keys for told in revoked.numbers) and not _DONE.search(f"{each.article.title}{corpus.text(each.article)}"):
            found.append(each)
    return found
