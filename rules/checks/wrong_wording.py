"""用语差错：标题和正文里有词表所列的错误表述、已撤销机构的名称、写错的本地单位和地名，或与日历不符的日期、星期。

依据：年度要点“务必保证表述规范、内容准确”；词表每条注明出处和版本（rules/wording/）。
判定：本期本单位发布的信息，标题和正文未见词表所列差错，为合规；有的，为待核验，列出个数和前几处，附前后各二十字，由人确认。不认定为有问题。
书名号、引号里的，“原…”“将…整合”“更名”等叙述沿革的，改革当年及以前年份的，改革后一年内发布的，不算；未注明日期的信息不查机构名称。
无法判定：栏目没有看全而没有读到信息；页面没有读到。
不涉及：附件、图片里的文字；词表以外的差错；转载的别的机关的信息。
怎么改：对照原件改正；原件即如此的，按程序更正原件。机构名称按文件印发时的名称核对。
"""

from typing import Final

from crawler.archive import Article, Corpus
from rules.evidence import of_article
from rules.model import Duty, Status, Verdict, met, not_applicable, suspect, unknown
from rules.wording import Wrong, edition, lexicon

version = 1

_MOST: Final = 2_000  # items of one unit that are looked at, the newest
_SHOWN: Final = 5
_TOLD: Final = 3


def check(corpus: Corpus, duty: Duty) -> Verdict:
    asked = [a for a in corpus.articles(duty.unit, (), duty.applies_from, newest=_MOST) if a.unit == duty.unit and a.state == "read"]
    found = [(article, wrong) for article in asked if (wrong := _wrong(corpus, article))]
    about = f"wording:{duty.year}"
    if found:
        return _asks(found, len(asked)).about(about)
    if not asked:
        return _nothing(corpus, duty).about(about)
    return met(f"本期 {len(asked)} 条信息的标题和正文未见词表（{edition()}）所列差错", of_article(asked[-1])).about(about)


def _wrong(corpus: Corpus, article: Article) -> tuple[Wrong, ...]:
    """What is wrong in title and body, each wording once."""
    words = corpus.once("wording", lambda: lexicon(corpus.site))
    found = words.wrong_in(f"{article.title}\n{corpus.text(article)}", article.published)
    return tuple({each.said: each for each in reversed(found)}.values())[::-1]


def _asks(found: list[tuple[Article, tuple[Wrong, ...]]], looked: int) -> Verdict:
    ordered = sorted(found, key=lambda pair: (min(each.level for each in pair[1]), pair[0].identity))
    told = list(dict.fromkeys(_told(each) for _, wrong in ordered for each in wrong))
    more = f"等 {len(told)} 种" if len(told) > _TOLD else ""
    return suspect(
        f"本期 {looked} 条信息中有 {len(found)} 条疑有用语差错：{'；'.join(told[:_TOLD])}{more}",
        *(of_article(article, "；".join(each.around for each in wrong[:3])) for article, wrong in ordered[:_SHOWN]),
        lean=Status.GAP,
        question="所列各处是用语差错，还是引用、沿革等有理由这样写的？",
        advice="对照原件改正，并检查同批信息。",
    )


def _told(wrong: Wrong) -> str:
    return f"“{wrong.said}”与日历不符（{wrong.right}）" if wrong.source == "日历" else f"“{wrong.said}”应为“{wrong.right}”"


def _nothing(corpus: Corpus, duty: Duty) -> Verdict:
    if why := next((f"“{c.name}”栏目：{c.stopped_because}" for c in corpus.own_columns(duty.unit) if not c.complete), ""):
        return unknown(f"本期没有读到本单位的信息，但不能确定：{why}")
    failed = next((a for a in corpus.articles(duty.unit, (), duty.applies_from) if a.unit == duty.unit and a.state == "failed"), None)
    if failed is not None:
        return unknown(f"《{failed.title}》的页面没有读到，不能核对", of_article(failed))
    return not_applicable("本期未见触发事项：没有读到本单位发布的信息")
