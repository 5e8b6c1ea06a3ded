"""预决算内容不全：公布的预算或决算缺少规定的部分、表格、“三公”经费分项，空表没有说明，或者科目没有列到规定的级次。

依据：预算法第十四条（对机关运行经费、政府采购等重要事项作出说明）；预算法实施条例第六条（功能分类列到项，基本支出经济分类列到款）；
财预〔2016〕143号和财政预决算领域公开目录（部分、表格、空表列示并说明）。
判定：正文和附件全部读到，应有的部分、表格都有，为合规。机关运行经费、政府采购、“三公”经费、国有资产、名词解释在全文一处也没有提到，或者
收支总表、一般公共预算支出表、基本支出表、“三公”经费表没有（其他表读出五张以上，且没有认不出表名的表，也不是可能夹有图片的文字文档），为有问题；说明部分同时缺三项以上的，可能
另行公布或没有读全，为待核验；换了说法或写错一字的（运转经费、集中采购、术语解释，或没有标题而有“……：指……”），写明涉密、依法不公开的，两张表合为一张的，为待核验；事业单位没有机关运行经费，不算缺。其他部分、其他表未见，
目录列有而没有读到表，空表未见说明，科目没有列到项（款），“三公”未见增减说明，为待核验。写明“本部门没有……”的，不算缺。
同一年度分几条公布的，合起来看；乡镇的政府预算，表格只作提示。
无法判定：附件没有读到、是扫描图片、只读了前面一部分，或者正文是图片，而读到的部分不全；是否本单位的还待确认。
不涉及：没有公布（见 missing_fiscal_report）；数字对不对（见 wrong_fiscal_figures）。
怎么改：补上所缺的部分或表格；没有数据的表列出空表，并在表下写明“本部门没有……支出，本表为空表”；扫描件换成能复制文字的文件。
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from crawler.archive import Corpus
from crawler.extract.fiscal import read_fiscal_title
from crawler.extract.fiscal_document.model import PART_NAMES, TABLE_NAMES, Part, TableKind
from rules.checks import _fiscal_form as form
from rules.checks._fiscal_reading import Source, inside
from rules.checks._own_report import Asked, Own, fiscal_asked, judged_inside
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, gap, met, suspect, unknown

version = 4

_RUNNING = PART_NAMES[Part.OPERATING_COSTS]
_OUTLAYS = (PART_NAMES[Part.THREE_PUBLIC], TABLE_NAMES[TableKind.THREE_PUBLIC])
_MOST_FIRM = 2
_MOST_TOLD = 2  # with more parts of the explanation missing it is rather published elsewhere, or did not come as a whole
_SHOWN = 8  # missing things named in one reason


@dataclass(frozen=True, slots=True)
class _Missing:
    """One thing that was not seen: what it is called, whether that accuses, and what to ask otherwise."""

    name: str
    firm: bool
    question: str
    told: bool = False  # a part of the explanation, not a table


def check(
    corpus: Corpus,
    duty: Duty,
    *,
    report: Literal["budget", "final_accounts"],
    kinds: tuple[str, ...] = ("budget", "final_accounts"),
    year_offset: int = 0,
    due_month: int = 0,
    due_day: int = 0,
) -> Verdict:
    asked = fiscal_asked(duty, report, kinds, year_offset, due_month, due_day)
    return judged_inside(corpus, duty, asked, _judged)


def _judged(corpus: Corpus, duty: Duty, own: Own, asked: Asked) -> Verdict:
    report, year = asked.report, asked.year
    opened = [inside(corpus, duty, c.article, report, year, c.file) for c in (*own.sure, *own.likely)]
    sources = [source for one in opened for source in one.sources]
    unread = list(dict.fromkeys(why for one in opened for why in one.unread))
    shown = of_article(own.newest.article, own.newest.quote)
    if not sources or (unread and not _well_read(sources, few=1)):
        cause = "；".join(unread) or "正文和附件都不像是本单位的报告"
        return unknown(f"《{own.newest.article.title}》的内容没有读到：{cause}", shown)
    title = read_fiscal_title(own.newest.article.title, unit_names=duty.names)
    government = title is not None and title.level == "government"
    missing = list(_missing(sources, report, government=government))
    where = "、".join(dict.fromkeys("正文" if s.is_body else f"附件《{s.name}》" for s in sources))
    if not missing:
        return met(f"《{own.newest.article.title}》应有的部分和表格都有（看了{where}）", shown)
    names = "、".join(m.name for m in missing[:_SHOWN]) + (f"等 {len(missing)} 项" if len(missing) > _SHOWN else "")
    if unread:
        return unknown(f"《{own.newest.article.title}》读到的部分未见{names}，但{'；'.join(unread[:3])}，不能确定", shown)
    advice = f"在报告中补上{names}；没有数据的表列出空表并说明。"
    untold = sum(m.told for m in missing) > _MOST_TOLD
    firm = [
        m
        for m in missing
        if m.firm and not (m.told and untold) and not _may_not_concern(duty, sources, m.name)
    ]
    for_many = any(candidate.file for candidate in own.sure)  # what is missing may stand in another of the page's files
    if 0 < len(firm) <= _MOST_FIRM and not own.likely and not for_many and _well_read(sources):
        told = "、".join(m.name for m in firm[:_SHOWN])
        rest = [m.name for m in missing if m not in firm]
        more = f"；另请核对：{'、'.join(rest[:4])}" if rest else ""
        reason = f"《{own.newest.article.title}》全文未见{told}（看了{where}）{more}"
        return gap(reason, shown, defect=Defect.MISSING_ELEMENT, advice=advice)
    reason = f"《{own.newest.article.title}》未见{names}（看了{where}）"
    return suspect(
        reason, shown, lean=Status.GAP, defect=Defect.MISSING_ELEMENT, question=missing[0].question, advice=advice
    )


def _may_not_concern(duty: Duty, sources: Sequence[Source], name: str) -> bool:
    """Whether the unit may have nothing to tell there, and need not say so: an institution may live without grants.

    机关运行经费 are those of administrative organs; of the three public outlays an institution that tells nothing may have none.
    """
    said = {word for source in sources for word in source.said}
    if name == _RUNNING:
        return _is_institution(duty, said)
    silent = not said & {"三公", "公务接待", "公务用车", "因公出国"}
    return name in _OUTLAYS and silent and _is_institution(duty, said)


def _is_institution(duty: Duty, said: set[str]) -> bool:
    """事业单位, by the profile, by its name, or by what its report says of itself."""
    if duty.authority == "institution" or "~事业单位" in said:
        return True
    return not re.search(r"[局委办厅镇乡]$|委员会|办公室|街道|政府", duty.unit_name)


def _well_read(sources: Sequence[Source], few: int = 0) -> bool:
    """Whether so much of the report was understood that what is not seen is not there; with ``few`` any ``few`` things will do."""
    parts = {read.part for source in sources for read in source.document.parts}
    tables = _present(sources)
    return len(parts) >= (few or 3) or len(tables) >= (few or form.FEWEST_TABLES)


def _present(sources: Sequence[Source]) -> set[TableKind]:
    return {t.kind for s in sources for t in s.document.tables if t.state in ("present", "empty", "empty_stated")}


def _missing(
    sources: Sequence[Source], report: Literal["budget", "final_accounts"], *, government: bool
) -> Iterator[_Missing]:
    if not government:
        yield from _missing_parts(sources)
        yield from _shallow(sources)
    yield from _missing_tables(sources, form.GOVERNMENT_TABLES if government else form.TABLES[report], government)
    yield from _unexplained_tables(sources)


def _missing_parts(sources: Sequence[Source]) -> Iterator[_Missing]:
    seen = {read.part for source in sources for read in source.document.parts}
    said = {word for source in sources for word in source.said}
    for part in form.PARTS:
        if part in seen or (part is Part.THREE_PUBLIC and _states_no_three_public(sources)):
            continue
        name = PART_NAMES[part]
        firm = part in form.FIRM_PARTS and not said & {*form.ROOTS[part], "~不公开", "~其余无"}
        yield _Missing(name, firm, f"报告中是否另有“{name}”的内容，或者单独公布了？", told=True)
    if said & {"三公", "公务接待"} and not _states_no_three_public(sources):
        for name, words in form.THREE_PUBLIC_ITEMS:
            if not said & set(words):
                yield _Missing(f"“三公”经费中的{name}", "~不公开" not in said, f"“三公”经费是否列明{name}？")
        if Part.THREE_PUBLIC in seen and not any(source.change_told for source in sources):
            question = "“三公”经费与上年（预算）比是否有变化说明？"
            yield _Missing("“三公”经费增减变化的说明", False, question, told=True)


def _states_no_three_public(sources: Sequence[Source]) -> bool:
    return any(s.document.table(TableKind.THREE_PUBLIC).state == "stated" for s in sources)


def _missing_tables(
    sources: Sequence[Source], wanted: Sequence[TableKind], government: bool
) -> Iterator[_Missing]:
    states = {kind: {source.document.table(kind).state for source in sources} for kind in TableKind}
    readable = len(_present(sources)) >= form.FEWEST_TABLES and not any(s.document.unnamed_tables for s in sources)
    readable = readable and not any(s.kind in form.MAY_HOLD_PICTURES for s in sources)
    said = {word for source in sources for word in source.said}
    titles = [t.title for s in sources for t in s.document.tables if t.state in ("present", "empty", "empty_stated")]
    by_lines = any("没有分出各列" in limit for source in sources for limit in source.document.limits)
    for kind in wanted:
        if states[kind] & {"present", "empty", "empty_stated", "stated"}:
            continue
        name = TABLE_NAMES[kind]
        listed = "listed" in states[kind]
        if listed and by_lines:
            continue  # its name stands in a file whose tables could not be told apart
        firm = kind in form.FIRM_TABLES and readable and not listed and not government
        firm = firm and "~不公开" not in said and not (kind is TableKind.THREE_PUBLIC and "~三公无" in said)
        firm = firm and not any(form.TABLE_WORDS[kind].search(title) for title in titles)
        question = f"目录列有{name}，文件中是否有这张表？" if listed else f"报告中是否有{name}（可能用了别的表名）？"
        yield _Missing(name, firm, question)


def _unexplained_tables(sources: Sequence[Source]) -> Iterator[_Missing]:
    for kind in form.MAY_BE_EMPTY:
        states = {source.document.table(kind).state for source in sources}
        if "empty" in states and not states & {"present", "empty_stated", "stated"}:
            title = next(t.title for s in sources if (t := s.document.table(kind)).state == "empty") or TABLE_NAMES[kind]
            yield _Missing(f"空表《{title}》的说明", False, f"《{title}》是否本年度没有数据，在哪里作了说明？")


def _shallow(sources: Sequence[Source]) -> Iterator[_Missing]:
    """Accounts that stop above 项 or 款 in every table whose codes were read. Secret ones lawfully do: a person says."""
    depths = [depth for source in sources for depth in source.document.depths]
    for basic, level in ((False, "项"), (True, "款")):
        same = [depth for depth in depths if (depth.kind is TableKind.BASIC) == basic]
        if same and max(depth.digits for depth in same) < form.CODE_DIGITS[basic]:
            what = "基本支出经济分类" if basic else "支出功能分类"
            yield _Missing(f"{what}列到{level}的科目", False, f"{what}没有列到{level}，是否属于涉密不公开的情形？")
