"""来信要素不全：公布的来信没有写来信时间、来信内容、办理单位、答复时间、答复内容。

依据：年度要点第（九）项“加大群众关切回应服务结果公开力度”；《政府网站与政务新媒体检查指标》留言公开、办理答复。要素清单凭经验，不据以认定。
判定：本单位本年度办理并公布的来信五项齐全，为合规；有缺的，为待核验，写明缺哪几项、多少封。只说“已收悉”“请致电”的答复另计，一并请人看。
无法判定：没有登记信箱、留言栏目，栏目没有看全，来信要登录才看得到。
不涉及：来信人姓名（不必公布）；答复是否解决问题；没有公布的来信；答复期限（见 late_letter_reply）。
怎么改：补上缺的要素；只说收悉的，补上办理结果。
"""

from collections import Counter
from dataclasses import replace
from typing import Final

from crawler.archive import Corpus
from crawler.extract.letter import ELEMENTS, Element
from rules.checks._columns import searched
from rules.checks._letters import KINDS, Published, none_seen, own_letters
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, met, suspect

version = 1

_WANTED: Final[tuple[Element, ...]] = ("asked", "question", "handler", "answered", "answer")
_SHOWN: Final = 6


def check(corpus: Corpus, duty: Duty, *, kinds: tuple[str, ...] = KINDS, unowned: bool = False) -> Verdict:
    verdict = _judged(corpus, duty, own_letters(corpus, duty, kinds, unowned=unowned), kinds)
    return replace(verdict.about(f"letters:{duty.year}"), searched=searched(corpus.columns(None, kinds)))


def _judged(corpus: Corpus, duty: Duty, found: list[Published], kinds: tuple[str, ...]) -> Verdict:
    if not found:
        return none_seen(corpus, duty, kinds)
    lacking = [(one, lacks) for one in found if (lacks := _lacks(one))]
    empty = [one for one in found if one.letter.is_empty or one.letter.only_calls]
    if not lacking and not empty:
        return met(f"公布的 {len(found)} 封来信，来信时间、内容、办理单位、答复时间、答复内容齐全", of_article(found[-1].article))
    counts = Counter(element for _, lacks in lacking for element in lacks)
    told = [f"没有{ELEMENTS[element]}的 {counts[element]} 封" for element in _WANTED if counts[element]]
    told += [f"答复只说收悉、转办或请致电的 {len(empty)} 封"] if empty else []
    shown = {one.article.identity: of_article(one.article, one.letter.question) for one in (*(one for one, _ in lacking), *empty)}
    return suspect(
        f"公布的 {len(found)} 封来信中，{'、'.join(told)}", *list(shown.values())[:_SHOWN], lean=Status.GAP, defect=Defect.MISSING_ELEMENT,
        question="这些来信的要素和答复是否确实没有公布？", advice="补上缺的要素；只说收悉的，补上办理结果。",
    )  # fmt: skip


def _lacks(one: Published) -> list[Element]:
    """What is missing of an answered letter; one still in hand has no reply to show."""
    waiting = one.letter.status in ("in_hand", "received") and not one.letter.answer
    wanted = ("asked", "question") if waiting else _WANTED
    return [element for element in wanted if element in one.letter.missing]
