"""政策咨询库没有检索：咨询库页面没有检索框，或检索框没有去处。

依据：年度要点“建设政策咨询库……对现行有效政策文件予以分解提炼”；要不要有检索框，文件没有写，是我们的判断。
判定：咨询库栏目页面有写明检索咨询、问答、政策的检索框，并且有提交的网址的，为合规；只有全站检索、由脚本处理看不出去处的，没有检索框的，检索框停用
或者没有提交去处的，请人试着检索后确认。程序不提交任何表单，能不能检出内容由人试。
无法判定：栏目没有看全，页面没有留存、由脚本或框架载入。期限未到的，为未到期；咨询库没有条目的不适用（见 missing_qa_base）。
不涉及：检出的结果准不准；主题全不全、条目写得好不好（见 incomplete_qa_base）。
怎么改：在政策咨询库页面加检索框，能按关键词检出条目。
"""

from dataclasses import replace
from typing import Final

from crawler.archive import Corpus, SeenColumn
from crawler.extract.search_box import SearchBox, Searching, read_search_boxes
from crawler.page import Page
from rules.checks._columns import searched
from rules.evidence import of_column
from rules.model import Defect, Duty, Status, Verdict, met, not_applicable, not_due, suspect, unknown

version = 1

_ADVICE: Final = "在政策咨询库页面加检索框，能按关键词检出条目。"
_MOST: Final = 10  # columns of the base that are looked at


def check(corpus: Corpus, duty: Duty, *, kinds: tuple[str, ...] = ("qa_base",)) -> Verdict:
    verdict = _judged(corpus, duty, kinds)
    if verdict.status not in (Status.MET, Status.NOT_APPLICABLE) and duty.due and corpus.as_of <= duty.due:
        verdict = not_due(f"期限为 {duty.due}，目前未到期；现状：{verdict.reason}", *verdict.evidence, due=duty.due)
    return replace(verdict.about("qa_base:search"), searched=searched(corpus.columns(duty.unit, kinds)))


def _judged(corpus: Corpus, duty: Duty, kinds: tuple[str, ...]) -> Verdict:
    columns = [column for column in corpus.columns(None, kinds) if column.pages][:_MOST]
    pages = [(column, read) for column in columns if (read := _page(corpus, column))]
    boxes = [(column, box) for column, read in pages for box in read.boxes]
    if own := next(((c, b) for c, b in boxes if b.is_own and b.target and b.leads_somewhere), None):
        return met(f"“{own[0].name}”页面有检索框，提交到 {own[1].target}（能否检出没有试）", of_column(own[0]))
    why = corpus.unseen(duty.unit, kinds)
    if not next(corpus.articles(None, kinds), None):
        return unknown(why) if why else not_applicable("政策咨询库中没有条目，另见 missing_qa_base")
    if found := next(((c, b) for c, b in boxes if b.leads_somewhere), None):
        return _to_be_tried(*found)
    if why or not pages or any(read.is_script_made for _, read in pages):
        cause = why or ("页面由脚本或框架载入，没有读到检索框" if pages else "咨询库栏目的页面没有留存")
        return unknown(f"不能确定政策咨询库有没有检索框：{cause}", *(of_column(column) for column in columns[:1]))
    column = pages[0][0]
    if boxes:
        return suspect(
            f"“{column.name}”页面有检索框（{_words(boxes[0][1])}），但没有提交去处或已停用", of_column(boxes[0][0]), lean=Status.GAP,
            defect=Defect.BROKEN, question="在检索框输入一个词，能不能检出条目？", advice=_ADVICE,
        )  # fmt: skip
    return suspect(
        f"“{column.name}”页面未见检索框", of_column(column), lean=Status.GAP, defect=Defect.MISSING_ELEMENT,
        question="政策咨询库能不能按关键词检索，入口在哪里？", advice=_ADVICE,
    )  # fmt: skip


def _to_be_tried(column: SeenColumn, box: SearchBox) -> Verdict:
    what = "检索框由脚本处理，看不出提交到哪里" if box.is_own else "检索框是全站的，看不出能否检索咨询库"
    return suspect(
        f"“{column.name}”页面的{what}（{_words(box)}）", of_column(column), lean=Status.MET,
        question="在检索框输入一个词，能不能检出咨询库的条目？", advice=_ADVICE,
    )  # fmt: skip


def _words(box: SearchBox) -> str:
    return f"“{box.words[:30]}”" if box.words else "没有提示语"


def _page(corpus: Corpus, column: SeenColumn) -> Searching | None:
    """The base's own first page as archived."""
    url, digest, _ = column.pages[0]
    kept = corpus.archive_payload(digest)
    if kept is None:
        return None
    page = Page(url, kept[0], content_type=kept[1])
    return read_search_boxes(page) if page.is_html and not page.is_torn else None
