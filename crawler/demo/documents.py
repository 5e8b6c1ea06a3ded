"""Normative documents, their clean-up result, and the links between a document and its interpretations."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any, Final

from crawler.demo.article import (
    Article,
    File,
    attachment,
    exhibits,
    files_of,
    heading,
    paragraphs,
    signed,
    texts,
    told,
)
from crawler.demo.district import District

CLASSES: Final = ("继续有效", "废止", "失效")
CLEANED_ON: Final = date(2023, 8, 25)


def documents(district: District) -> Iterator[Article]:
    """The government office's documents, the normative documents, all interpretations and the clean-up result."""
    yield from _linked_both_ways([*told("documents", district.signatures), *_normative(district)])
    yield from _cleanups(district)


def _linked_both_ways(articles: Iterable[Article]) -> Iterator[Article]:
    """Interpretations name their document; give each document the way back."""
    known = list(articles)
    for article in known:
        back = tuple(other.key for other in known if article.key in other.see)
        yield replace(article, see=(*article.see, *back))


def _normative(district: District) -> Iterator[Article]:
    tables = texts("normative")
    for entry in tables["file"]:
        yield _normative_file(entry)
    for number, entry in enumerate(tables["interpretation"]):
        lines = entry["body"].strip().splitlines()
        yield Article(
            key=f"norm.ranqi.{number}",
            column="portal.interpretation",
            title=entry["title"],
            published=entry["published"],
            source=district.signatures["zhujian"],
            body=paragraphs(*lines) + exhibits(entry),
            files=tuple(files_of(entry, lines)),
            see=("norm.ranqi",),
        )


def _normative_file(entry: dict[str, Any]) -> Article:
    title = f"{entry['source']}关于印发《{entry['name']}》的通知"
    lines = entry["body"].strip().splitlines()
    return Article(
        key=f"norm.{entry['key']}",
        column="portal.normative",
        title=title,
        published=entry["published"],
        source=entry["source"],
        body=paragraphs(
            "各乡、镇人民政府，各街道办事处，区政府各部门：",
            f"现将《{entry['name']}》印发你们，请遵照执行。",
        )
        + signed(entry["source"], entry["written"])
        + heading(entry["name"])
        + paragraphs(*lines),
        doc_number=entry["doc_number"],
        written=entry["written"],
        validity=entry["marked"],
        files=(attachment(f"{entry['name']}.docx", entry["name"], lines),),
    )


def _cleanups(district: District) -> Iterator[Article]:
    """The result of 2023 with one list a class, counted from the texts, and that of 2020 for comparison."""
    listed = {kind: [e for e in texts("normative")["file"] if e["listed"] == kind] for kind in CLASSES}
    counts = {kind: len(entries) for kind, entries in listed.items()}
    name = district.signatures["sifa"]
    yield Article(
        key="cleanup.2023",
        column="portal.normative_cleanup",
        also=("portal.notices",),
        title="样本区2023年行政规范性文件清理结果公告",
        published=CLEANED_ON,
        source=name,
        body=paragraphs(
            f"按照年度工作安排，{name}对2022年12月31日前制发的行政规范性文件进行了清理。清理结果经区政府同意，现予公告。",
            f"本次共清理行政规范性文件{sum(counts.values())}件，其中继续有效{counts['继续有效']}件，"
            f"废止{counts['废止']}件，失效{counts['失效']}件，目录见附件。",
            "现行有效的行政规范性文件已在行政规范性文件库统一公开，可按标题、文号和有效性查询。",
            "没有列入继续有效目录的文件，自本公告发布之日起不再作为行政管理的依据。",
        ),
        files=tuple(_list_file(kind, entries) for kind, entries in listed.items()),
    )
    yield Article(
        key="cleanup.2020",
        column="portal.normative_cleanup",
        title="样本区2020年行政规范性文件清理结果公告",
        published=date(2020, 12, 18),
        source=name,
        body=paragraphs(
            "2020年共清理行政规范性文件十四件，其中继续有效十二件，修改一件，废止一件。",
            "需要修改的文件由原起草单位在2021年6月底前完成修订。",
        ),
    )


def _list_file(kind: str, entries: list[dict[str, Any]]) -> File:
    rows = [[str(n), f"关于印发《{e['name']}》的通知", e["doc_number"], e["source"]] for n, e in enumerate(entries, 1)]
    title = f"{kind}的行政规范性文件目录"
    return attachment(f"{title}.xlsx", title, [], {"目录": [[title], ["序号", "文件名称", "文号", "制发机关"], *rows]})
