"""规范性文件未标有效性：规范性文件栏目里的文件，页面上没有写明有效、失效或废止。

依据：国办发〔2017〕47号（修改、废止、失效须在页面标注）；政府信息公开条例第二十条第一项；年度要点所列各行。
判定：栏目中每份文件的页面（或标题）都写明有效性，为合规；有文件没有写明，为待核验，列出前五份
（规定要求标注的是修改、废止、失效；仍然有效的文件没有标注，是否算问题由人认定）。
无法判定：栏目没有看全，或有页面没有读到、正文是附件或图片，而读到的都已标注；栏目中没有规范性文件的，不适用。
不涉及：标注得对不对（见 wrong_validity）；征求意见稿、解读、目录、上级文件，批复、表彰、任免等不是规范性文件的。
怎么改：在每份文件页面的信息表中标明“有效”“失效”或“废止”，并随清理结果更新。
"""

import re
from dataclasses import replace

from crawler.archive import Article, Corpus, SeenColumn
from rules.checks._columns import searched
from rules.checks._normative import Scope, columns_of, documents, validity_mark
from rules.evidence import of_article, of_column
from rules.model import Defect, Duty, Status, Verdict, met, not_applicable, suspect, unknown

version = 3

_EXAMPLES = 5


def check(corpus: Corpus, duty: Duty, *, kinds: tuple[str, ...] = ("normative",), scope: Scope = "portal") -> Verdict:
    columns = columns_of(corpus, duty.unit, kinds, scope)
    found = documents(corpus, columns, kinds)
    verdict = _judged(corpus, duty, kinds, scope, found, _marked_by_column(columns))
    if not verdict.evidence:
        verdict = replace(verdict, evidence=tuple(of_column(column) for column in columns[:1]))
    return replace(verdict, object="normative:label", searched=searched(columns))


def _marked_by_column(columns: tuple[SeenColumn, ...]) -> frozenset[str]:
    """Columns that say by their own name what is true of every document in them: 现行有效规范性文件, 废止文件."""
    return frozenset(column.id for column in columns if re.search("有效|废止|失效", column.name))


def _judged(
    corpus: Corpus, duty: Duty, kinds: tuple[str, ...], scope: Scope, found: list[Article], marked: frozenset[str]
) -> Verdict:
    bare = [a for a in found if not validity_mark(a, corpus.text(a)) and not marked & set(a.columns)]
    # A stamp may be a picture, and a file or an image of the text may carry the mark.
    unread = [a for a in bare if a.state != "read" or a.media or a.body_kind in ("file", "image", "video", "empty")]
    shown = [a for a in bare if a not in unread]
    why = corpus.unseen("" if scope == "portal" else duty.unit, kinds)
    if shown:
        return suspect(
            f"{len(found)} 份规范性文件中有 {len(shown)} 份页面未见有效性标注：{_named(shown)}",
            *(of_article(a) for a in _examples(shown)),
            lean=Status.GAP,
            defect=Defect.MISSING_ELEMENT,
            question="这些文件是否仍然有效，页面或列表是否已用其他方式标明？",
            advice="在这些文件的页面标明“有效”“失效”或“废止”。",
        )
    if why:
        return unknown(why)
    if unread:
        return unknown(
            f"有 {len(unread)} 份规范性文件的页面没有读到或正文是附件、图片，看不出有没有标注：{_named(unread)}",
            *(of_article(a) for a in _examples(unread)),
        )
    if not found:
        return not_applicable("本期未见触发事项：规范性文件栏目中没有规范性文件")
    return met(f"{len(found)} 份规范性文件的页面都标明了有效性", *(of_article(a) for a in _examples(found)[:1]))


def _examples(articles: list[Article]) -> list[Article]:
    """The newest few."""
    return list(reversed(articles))[:_EXAMPLES]


def _named(articles: list[Article]) -> str:
    shown = "、".join(f"《{a.title}》" for a in _examples(articles))
    return shown + ("等" if len(articles) > _EXAMPLES else "")
