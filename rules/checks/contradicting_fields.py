"""前后不一致：一条信息的页面、列表和网页标签说法不一（标题、发布日期、文号、来源）。

依据：年度要点“务必保证表述规范、内容准确”；国办发〔2017〕47号（网页标签应与页面一致）。
判定：本期本单位发布的信息，页面、列表和标签的说法一致，为合规；有不一致的，为待核验，列出数量和前几条，由人确认以哪个为准。
列表截短的标题、同一文号的不同写法不算。
无法判定：栏目没有看全；页面没有读到的不计。
不涉及：内容本身是否准确。
怎么改：按原件改正页面或列表，重新发布时核对标题、日期、文号和网页标签。
"""

from collections import Counter
from typing import Final

from crawler.archive import Article, Corpus
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, met, not_applicable, suspect, unknown

version = 1

_NAMES: Final = {"title": "标题", "published": "发布日期", "doc_number": "文号", "source": "来源", "site_code": "网站标识码"}
_SHOWN: Final = 5
_MOST: Final = 2_000  # items of one unit that are looked at, the newest


def check(corpus: Corpus, duty: Duty) -> Verdict:
    asked = [a for a in corpus.articles(duty.unit, (), duty.applies_from) if a.unit == duty.unit and a.state == "read"]
    asked = asked[-_MOST:]
    wrong = [article for article in asked if article.conflicts]
    if wrong:
        return _contradictions(wrong, len(asked))
    if not asked:
        return _nothing(corpus, duty)
    return met(f"本期 {len(asked)} 条信息的标题、日期、文号、来源前后一致", of_article(asked[-1]))


def _contradictions(wrong: list[Article], looked: int) -> Verdict:
    fields = Counter(name for article in wrong for name in {_field(conflict) for conflict in article.conflicts})
    told = "、".join(f"{name} {count} 条" for name, count in sorted(fields.items()))
    return suspect(
        f"本期 {looked} 条信息中有 {len(wrong)} 条前后说法不一（{told}）",
        *(of_article(article, "；".join(article.conflicts)[:200]) for article in wrong[:_SHOWN]),
        lean=Status.GAP,
        defect=Defect.CONTRADICTORY,
        question="页面、列表和网页标签的说法，以哪一个为准？",
        advice="按原件改正页面或列表，使标题、日期、文号、来源一致。",
    )


def _nothing(corpus: Corpus, duty: Duty) -> Verdict:
    if why := next((f"“{c.name}”栏目：{c.stopped_because}" for c in corpus.own_columns(duty.unit) if not c.complete), ""):
        return unknown(f"本期没有读到本单位的信息，但不能确定：{why}")
    return not_applicable("本期未见触发事项：没有读到本单位发布的信息")


def _field(conflict: str) -> str:
    name = conflict.partition(":")[0]
    return _NAMES.get(name, "其他")
