"""政策文件库不完善：文件库的列表看不出文号、日期、机关、有效性，不能按年份、主题、机关、有效性筛选，没有检索和解读链接。

依据：年度要点“建设分类分级、集中统一、共享共用、动态更新的政策文件库”。要有哪些要素和筛选项是手册列的，不据以认定。
判定：门户的文件库页面上，列出的要素、筛选项、检索框、解读链接都见到的，为合规；有没见到的，为待核验，逐项写明。期限未到的，为未到期，写明现状。
名称带“库”的栏目优先；没有的，看门户的规范性文件、政策文件栏目。
无法判定：门户没有登记这类栏目；页面没有读到；页面由脚本载入，没见到的可能要等脚本。
不涉及：筛选、检索的结果对不对（不提交表单）；文件收得全不全、有效性标得对不对（见 cleanup_list_mismatch、wrong_validity）。
怎么改：文件库列表列出文号、成文日期、发文机关、有效性，加上年份、主题、机关、有效性的筛选和检索，每件文件旁放解读链接。
"""

from dataclasses import replace
from typing import Final

from crawler.archive import Corpus, SeenColumn
from crawler.extract.policy_library import FACETS, FIELDS, PolicyLibrary, read_library
from crawler.page import Page
from rules.checks._columns import searched, why_unread
from rules.evidence import of_column
from rules.model import Defect, Duty, Status, Verdict, met, not_due, suspect, unknown

version = 1

_ADVICE: Final = "列表列出文号、成文日期、发文机关、有效性，加上年份、主题、机关、有效性的筛选和检索，文件旁放解读链接。"


def check(corpus: Corpus, duty: Duty, *, kinds: tuple[str, ...] = ("normative", "policy")) -> Verdict:
    columns = sorted(corpus.columns("", kinds), key=lambda column: ("库" not in column.name, column.id))
    verdict = _judged(corpus, columns)
    if verdict.status is not Status.MET and duty.due and corpus.as_of <= duty.due:
        verdict = not_due(f"期限为 {duty.due}，目前未到期；现状：{verdict.reason}", *verdict.evidence, due=duty.due)
    return replace(verdict.about(f"policy_library:{duty.year}"), searched=searched(columns))


def _judged(corpus: Corpus, columns: list[SeenColumn]) -> Verdict:
    if not columns:
        return unknown("站点档案没有登记门户的政策文件、规范性文件栏目")
    column = columns[0]
    library = _read(corpus, column)
    if library is None:
        return unknown(why_unread(corpus, column) or f"“{column.name}”栏目的页面没有留存", of_column(column))
    lacks = _lacks(library)
    if not lacks:
        return met(f"“{column.name}”列出文号、日期、机关、有效性，能按四项筛选，有检索和解读链接（能否检出没有试）", of_column(column))
    named = "" if "库" in column.name else "（没有名称带“库”的栏目）"
    told = f"“{column.name}”页面{named}未见：{'；'.join(lacks)}"
    if library.is_script_made:
        return unknown(f"{told}。页面由脚本载入，可能要等脚本", of_column(column))
    return suspect(
        told, of_column(column), lean=Status.GAP, defect=Defect.MISSING_ELEMENT,
        question="打开文件库，这些要素、筛选和检索是否确实没有？", advice=_ADVICE,
    )  # fmt: skip


def _lacks(library: PolicyLibrary) -> list[str]:
    fields = [name for field, name in FIELDS.items() if field not in library.fields]
    filters = [name for facet, name in FACETS.items() if facet not in library.filters]
    return [
        *([f"列表的{'、'.join(fields)}"] if fields else []),
        *([f"按{'、'.join(filters)}的筛选"] if filters else []),
        *(["检索框"] if not library.has_search else []),
        *(["解读链接"] if not library.has_explanations else []),
    ]


def _read(corpus: Corpus, column: SeenColumn) -> PolicyLibrary | None:
    """The library's first list page as archived."""
    kept = corpus.archive_payload(column.sha256) if column.sha256 else None
    if kept is None:
        return None
    page = Page(column.url, kept[0], content_type=kept[1])
    return read_library(page) if page.is_html and not page.is_torn else None
