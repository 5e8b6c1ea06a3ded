"""来信答复迟：公布的来信，从来信到答复超过三个月，或超过网站自己写明的答复期限。

依据：《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）单项否决：留言超过三个月未回应；网站写信须知自己写明的期限。
判定：本年度答复的来信都在三个月内，为合规，写明最长和居中的天数；超过三个月才答复的，为逾期，逐件列出。第三个月的对应日当日答复不算超过，
遇节假日顺延。栏目页面或写信须知写明“几个工作日内答复”而超过的，为待核验：复杂的可以另有期限。
无法判定：没有登记信箱、留言栏目，栏目没有看全；来信或答复没有写时间，或先后颠倒。
不涉及：一直没有答复的（见 veto_line）；没有公布的来信；答复内容。
怎么改：复杂的先告知办理进度；按承诺的期限答复，答复后及时公布。
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from crawler.archive import Corpus
from rules.checks._columns import page_words, searched
from rules.checks._letters import KINDS, Published, none_seen, own_letters
from rules.deadlines import months_after, workdays_after
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, late, met, suspect, unknown

version = 1

_MONTHS: Final = 3
_TOLD: Final = 20
_SHOWN: Final = 6
_PROMISE = re.compile(
    r"(?:(?:答复|回复|办理|办结)[^。；\n]{0,16}?(?P<a>\d{1,2})\s?个?工作日|(?P<b>\d{1,2})\s?个?工作日[之以]?内?[^。；\n]{0,16}?(?:答复|回复|办结))"
)


def check(corpus: Corpus, duty: Duty, *, kinds: tuple[str, ...] = KINDS, unowned: bool = False) -> list[Verdict]:
    found = own_letters(corpus, duty, kinds, unowned=unowned)
    looked = searched(corpus.columns(None, kinds))
    return [replace(verdict, searched=looked) for verdict in _judged(corpus, duty, found, kinds)]


def _judged(corpus: Corpus, duty: Duty, found: list[Published], kinds: tuple[str, ...]) -> Iterator[Verdict]:
    whole = f"letters:{duty.year}"
    timed = [one for one in found if one.letter.days is not None]
    if not timed:
        untimed = unknown(f"公布的 {len(found)} 封来信读不出来信时间或答复时间", of_article(found[-1].article)) if found else None
        yield (untimed or none_seen(corpus, duty, kinds)).about(whole)
        return
    overdue = {one.article.identity: one for one in timed if _is_late(one)}
    for identity, one in list(overdue.items())[:_TOLD]:
        yield _late(one).about(identity)
    if not overdue:
        yield _in_time(corpus, timed, kinds).about(whole)


def _is_late(one: Published) -> bool:
    asked, answered = one.letter.asked, one.letter.answered
    return asked is not None and answered is not None and months_after(asked, _MONTHS).surely_before(answered)


def _late(one: Published) -> Verdict:
    asked = one.letter.asked or date.max
    due = months_after(asked, _MONTHS).rolled
    told = f"《{one.article.title}》{asked} 来信，{one.letter.answered} 答复，相隔 {one.letter.days} 天，超过三个月（{due}）"
    return replace(
        late(told, of_article(one.article, one.letter.question), due=due), advice="复杂的先告知办理进度；按承诺的期限答复。", event=asked
    )


def _in_time(corpus: Corpus, timed: Sequence[Published], kinds: tuple[str, ...]) -> Verdict:
    days = sorted(one.letter.days or 0 for one in timed)
    told = f"{len(timed)} 封来信都在三个月内答复，居中的 {days[len(days) // 2]} 天，最长的 {days[-1]} 天"
    promised = _promised(corpus, kinds)
    if promised:
        slow = [one for one in timed if _after_promise(one, promised[0])]
        if slow:
            return suspect(
                f"{told}；网站写明 {promised[0]} 个工作日内答复，超过的 {len(slow)} 封", *(of_article(one.article, one.letter.question) for one in slow[:_SHOWN]),
                lean=Status.GAP, defect=Defect.OVERDUE, question=f"这些来信是否属于应在 {promised[0]} 个工作日内答复的（网站写有“{promised[1]}”）？",
                advice="按承诺的期限答复；复杂的先告知办理进度。",
            )  # fmt: skip
    return met(told, of_article(timed[-1].article))


def _after_promise(one: Published, workdays: int) -> bool:
    asked, answered = one.letter.asked, one.letter.answered
    return asked is not None and answered is not None and workdays_after(asked, workdays).surely_before(answered)


def _promised(corpus: Corpus, kinds: tuple[str, ...]) -> tuple[int, str] | None:
    """The longest term that the pages of the letter box promise, and the words; None when they promise none."""
    told = [match for column in corpus.columns(None, kinds) for match in _PROMISE.finditer(page_words(corpus, column))]
    terms = [(int(match["a"] or match["b"]), match.group()) for match in told]
    return max((term for term in terms if 1 <= term[0] <= 60), default=None)
