"""预决算公开文本的判读：部分、表格、“三公”经费、数字勾稽和模板遗留。

读什么：部门（单位、政府）预算或决算的正文与表格——有哪些部分；有哪些表，空表有没有写明“本部门无此项支出”；“三公”经费各项与合计；收支总计；
文字里的金额与表格是否一致；增减额与增减幅、占比、完成比例是否算得对；“决算数大于（小于）预算数”方向对不对；年度、单位名称有没有改过来；
“XX”“增加（减少）”“主要原因是。”之类的模板遗留；空白页；科目列到哪一级；有几张带数字的表认不出表名。
怎么判定：金额统一为元，按各自最后一位小数的一半计四舍五入的误差，超出误差才算不一致；比例允许末位差一（截断与进位都常见）。文字里的合计只要与
同类表任何一个合计相符就不报；表内等式须多数行成立才据以指出不成立的行；占比须同一句里另有占比证明分母。每处错误给出位置、原文、应为多少、容许
误差；certain 为否的，另有可能的读法，须人工先看。
无法判定：没有识别出表格（只核对文字）；表未注明元或万元（不与文字核对）；跨页的表可能少读一行（该处合计只作提示）；上年为零（不算增减幅）；
数字大量缺失（可能是字体问题，不说漏填）；一份文件含两个年度（不判年度）。
不涉及：应当有哪些表和部分（由检查决定），附件是否图片。

What a budget or final accounts document says of itself, and where it contradicts itself. Pure: parts in, ``FiscalDocument`` out.
"""

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from typing import Final

from crawler.extract.fiscal_document.accounts import account_errors
from crawler.extract.fiscal_document.agreement import agreement_errors
from crawler.extract.fiscal_document.closed import closed_errors
from crawler.extract.fiscal_document.depth import depths_of
from crawler.extract.fiscal_document.directions import completion_errors, direction_errors
from crawler.extract.fiscal_document.identity import identify, unit_errors, year_errors
from crawler.extract.fiscal_document.leftovers import blank_pages, leftover_errors
from crawler.extract.fiscal_document.listed import listed_errors
from crawler.extract.fiscal_document.model import DocumentError, ErrorKind, FiscalDocument, TableKind
from crawler.extract.fiscal_document.presence import parts_of, statement_errors, tables_of
from crawler.extract.fiscal_document.ratios import ratio_errors
from crawler.extract.fiscal_document.sheets import Sheet, sheets_of, unnamed_tables
from crawler.extract.fiscal_document.sums import grand_totals, table_errors
from crawler.extract.fiscal_document.three_public import read_three_public, three_public_errors
from crawler.extract.running import Running, running
from crawler.files.model import FilePart

version = 3

MAX_ERRORS: Final = 200


def read_fiscal_document(
    parts: Sequence[FilePart], *, title: str = "", unit_names: Collection[str] = (), pictured_pages: int = 0
) -> FiscalDocument:
    """The report in ``parts`` (a page's body is one part; the pages of a PDF, the sheets of a workbook).

    ``title`` is that of the page or the name of the file; it tells the year and the kind where the cover does not.
    ``unit_names`` are names known to be whole. ``pictured_pages`` are pages that are pictures: where there are any, a page
    without words is not taken for a blank one. Never raises for what a document holds.
    """
    run = running(parts)
    sheets = sheets_of(parts)
    identity = identify(parts, run, title, unit_names)
    income, expenditure = _totals(sheets)
    errors = _distinct(
        _errors([] if pictured_pages else parts, run, sheets, identity.year),
        year_errors(run, identity),
        unit_errors(run),
    )
    return FiscalDocument(
        report=identity.report,
        year=identity.year,
        unit=identity.unit,
        parts=parts_of(run),
        tables=tables_of(parts, sheets, run),
        three_public=read_three_public(sheets),
        income_total=income,
        expenditure_total=expenditure,
        errors=errors,
        limits=tuple(_limits(run, sheets, identity.year)),
        depths=depths_of(sheets),
        unnamed_tables=unnamed_tables(parts, sheets),
    )


def _errors(
    parts: Sequence[FilePart], run: Running, sheets: Sequence[Sheet], year: int | None
) -> Iterator[DocumentError]:
    """Every error but those of year and unit, tables first: what follows from a wrong amount is not reported again."""
    yield from table_errors(sheets)
    yield from statement_errors(sheets)
    yield from three_public_errors(sheets, run, year)
    apart = [
        *agreement_errors(sheets, run, year),
        *account_errors(sheets, run, year),
        *listed_errors(sheets, run),
        *closed_errors(sheets, run, year),
    ]
    yield from apart
    yield from direction_errors(run)
    yield from completion_errors(run)
    yield from ratio_errors(run, [error.place for error in apart])
    yield from leftover_errors(run)
    yield from blank_pages(parts)


def _distinct(*streams: Iterator[DocumentError]) -> tuple[DocumentError, ...]:
    """Each error once, where it stands first (some files hold a page twice), in the order of the document."""
    found: dict[tuple[ErrorKind, str, str], DocumentError] = {}
    for stream in streams:
        for error in stream:
            found.setdefault((error.kind, error.quote, error.message), error)
            if len(found) >= MAX_ERRORS:
                break
    return tuple(
        sorted(found.values(), key=lambda error: (error.place.part, error.place.start, error.kind, error.quote))
    )


def _totals(sheets: Sequence[Sheet]) -> tuple[Decimal | None, Decimal | None]:
    """(收入总计, 支出总计) in yuan of the table of both sides."""
    for sheet in sheets:
        if sheet.kind is TableKind.TOTALS and (both := grand_totals(sheet)):
            return tuple(figure.money.yuan if figure.money else None for figure in both)  # type: ignore[return-value]
    return None, None


def _limits(run: Running, sheets: Sequence[Sheet], year: int | None) -> Iterator[str]:
    """What was not judged, for the reader."""
    if not any(sheet.has_cells for sheet in sheets):
        yield "没有识别出表格，未核对文字与表格"
    for sheet in sheets:
        if sheet.figures() and not sheet.scale:
            yield f"《{sheet.title}》没有注明元或万元，未与文字核对"
        if sheet.figures() and not sheet.aligned:
            yield f"《{sheet.title}》没有分出各列，未核对表内合计"
    if year is None:
        yield "看不出是哪一年度，未核对年度"
    if run.truncated:
        yield "文件过长，只读了前面一部分"
