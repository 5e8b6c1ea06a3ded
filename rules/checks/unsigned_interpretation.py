"""解读没有署名：看不出由主要负责人或者哪位专家解读。

依据：年度政务公开工作要点“各级行政机关主要负责人作为‘第一解读人’，要履行好政策解读职责”。
判定：同一文件的解读中，有一件的标题写明负责人、局长、专家、在线访谈、新闻发布会、答记者问，或者正文有“解读人：”“第一解读人”，为落实。只在正文中
提到负责人职务的，或者都没有的，请人确认。
无法判定：解读中有图片、视频、没有读到的页面或附件，署名可能在其中。
不涉及：是不是本人讲的、讲得好不好；职务、姓名对不对；没有解读的文件。
怎么改：主要负责人解读的，在标题或正文中写明“区×局局长解读”。
"""

import re
from typing import Final

from crawler.archive import Corpus
from crawler.extract.consultation_titles import outside_names
from rules.checks._explained import Explained, each_explained, with_others
from rules.checks._policies import Scope, Wanted
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, met, suspect, unknown

version = 3

ADVICE: Final = "由主要负责人解读，并在标题或正文中写明职务"
_POST: Final = r"(?:主要)?负责人|局长|主任|镇长|乡长|区长|县长|院长|部长|书记|专家|教授|研究员|律师"
_IN_TITLE = re.compile(rf"{_POST}|第一解读人|访谈|发布会|答记者问|专访")
_IN_TEXT = re.compile(r"第一解读人|解读(?:人|专家|嘉宾)\s?[:：]")
_MENTIONED = re.compile(_POST)


def check(
    corpus: Corpus,
    duty: Duty,
    *,
    document_kinds: tuple[str, ...] = ("policy", "normative"),
    interpretation_kinds: tuple[str, ...] = ("interpretation", "policy"),
    issuers: tuple[str, ...] = (),
    own: bool = False,
    scope: Scope = "drafted",
) -> list[Verdict]:
    wanted = Wanted(document_kinds, interpretation_kinds, issuers, own, scope)

    def judge(explained: Explained) -> Verdict:
        found = _judge(explained)
        return found if found.status is Status.MET else _judge(with_others(explained, wanted))

    return each_explained(corpus, duty, wanted, judge)


def _judge(explained: Explained) -> Verdict:
    name, first = explained.document.name, explained.shown[0]
    for read in explained.pieces:
        title = read.piece.article.title
        told = _IN_TITLE.search(outside_names(title)) or _IN_TEXT.search(read.text)
        if told:
            return met(f"{name}的解读“{title}”写明“{told.group()}”", first, of_article(read.piece.article, told.group()))
    for read in explained.pieces:
        if said := _MENTIONED.search(read.text):
            return suspect(
                f"{name}的解读正文提到“{said.group()}”，看不出是否由其解读", first, of_article(read.piece.article, said.group()),
                lean=Status.MET, question=explained.asks("该解读是否由主要负责人或专家作出？"), advice=ADVICE,
            )  # fmt: skip
    if explained.hidden:
        return unknown(f"{name}的解读未见署名；{explained.hidden}，署名可能在其中", *explained.shown)
    return suspect(
        f"{name}的解读看不出由主要负责人或专家作出", *explained.shown, lean=Status.GAP, defect=Defect.MISSING_ELEMENT,
        question=explained.asks("主要负责人是否作过解读，发布在哪里？"), advice=ADVICE,
    )  # fmt: skip
