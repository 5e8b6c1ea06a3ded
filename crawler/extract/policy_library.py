"""政策文件库的判读：列表页列出哪些要素，能按哪几项筛选，有没有检索框和解读链接。 What a library of documents lets people see and sift.

读得出：写在网页里的表头、标签、下拉选项、单选框和筛选链接；检索框（见 search_box）。
读不出：由脚本载入的筛选项和列表（is_script_made）；点了筛选以后对不对（不提交任何表单）。
不是筛选：表格的一栏、一条信息的标题里的年份；翻页的数字。
依据：国办发〔2017〕47号、国办函〔2018〕71号，政策文件库“分类分级、集中统一”；筛选项的清单是手册列的，只供人核实。
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

from crawler.extract.search_box import read_search_boxes
from crawler.page import Page

version = 1

Facet = Literal["year", "topic", "organ", "validity"]
FACETS: Final[dict[Facet, str]] = {"year": "年份", "topic": "主题", "organ": "机关", "validity": "有效性"}
Field = Literal["number", "written", "issuer", "validity"]
FIELDS: Final[dict[Field, str]] = {"number": "文号", "written": "日期", "issuer": "发文机关", "validity": "有效性"}

_MOST_NODES: Final = 50_000
_LONGEST: Final = 14  # characters of a control; titles of items are longer
_YEAR = re.compile(r"20\d{2}年?度?(?:以前|及以前)?")
_VALIDITY = re.compile(r"(?:现行|继续|全部|部分)?(?:有效|失效|废止|修改)|已(?:失效|废止|修改)|尚未(?:生效|施行)")
_LABELS: Final[dict[Facet, re.Pattern[str]]] = {
    "year": re.compile(r"(?:按|请?选择|全部|所有)?(?:发布|发文|成文|公布)?(?:年份|年度|年代|时间|日期)(?:筛选|分类|不限)?[:：]?"),
    "topic": re.compile(r"(?:按|请?选择|全部|所有)?(?:主题|题材|体裁|领域|类别|政策主题|政策分类|文件类型)(?:分类|类别|筛选|不限)?[:：]?"),
    "organ": re.compile(r"(?:按|请?选择|全部|所有)?(?:发文|发布|制定|制发|公布|起草)?(?:机关|机构|单位|部门)(?:分类|筛选|不限)?[:：]?"),
    "validity": re.compile(r"(?:按|请?选择|全部|所有)?(?:有效性|时效性|效力|文件状态|有效状态|是否有效)(?:状态|分类|筛选|不限)?[:：]?"),
}
_FIELDS: Final[dict[Field, re.Pattern[str]]] = {
    "number": re.compile(r"(?:发文|公文|文件)?(?:字号|文号|编号)"),
    "written": re.compile(r"(?:成文|发布|发文|公布|印发|生成)?(?:日期|时间)"),
    "issuer": re.compile(r"(?:发文|发布|制定|制发|公布)(?:机关|机构|单位|部门)"),
    "validity": re.compile(r"有效性|时效性?|效力(?:状态)?|是否有效|文件状态|状态"),
}
_EXPLAINS = re.compile(r"解读")
_FEWEST: Final = 2  # values that make a filter


@dataclass(frozen=True, slots=True)
class PolicyLibrary:
    """``has_own_search``: a box that leads somewhere; ``is_script_made``: what is missing may come by script."""

    fields: tuple[Field, ...]
    filters: tuple[Facet, ...]
    has_search: bool
    has_explanations: bool
    is_script_made: bool


def read_library(page: Page) -> PolicyLibrary:
    """What the list page of a library offers."""
    nodes = [node for _, node in zip(range(_MOST_NODES), page.root.iter(), strict=False) if isinstance(node.tag, str)]
    controls = [words for node in nodes for words in _controls(node)]
    heads = [words for node in nodes if node.tag in ("th", "td", "dt", "span", "label", "em", "i", "b", "strong") and (words := _short(node))]
    searching = read_search_boxes(page)
    filters = tuple(facet for facet in FACETS if _has_filter(facet, controls, nodes))
    fields = tuple(name for name in FIELDS if any(_FIELDS[name].fullmatch(head.rstrip(":：")) for head in heads) or _has_values(name, heads))
    explains = any(node.tag == "a" and _EXPLAINS.search(words) and len(words) <= _LONGEST for node in nodes if (words := _short(node)))
    scripts = any(node.tag == "script" and "ajax" in ((node.text or "") + (node.get("src") or "")).lower() for node in nodes)
    return PolicyLibrary(
        fields, filters, any(box.leads_somewhere for box in searching.boxes), explains, searching.is_script_made or scripts
    )


def _controls(node: Any) -> Iterator[str]:
    """The words of what can be chosen or pressed."""
    if node.tag in ("a", "option", "button", "label") or node.get("onclick") or node.get("data-value") or node.get("role") in ("tab", "option", "button"):
        if words := _short(node):
            yield words
    elif node.tag == "input" and (node.get("type") or "").lower() in ("radio", "checkbox", "button"):
        yield (node.get("value") or "").strip()[:_LONGEST]


def _short(node: Any) -> str:
    words = "".join("".join(node.itertext()).split()) if len(node) < 6 else ""
    return words if len(words) <= _LONGEST else ""


def _has_filter(facet: Facet, controls: list[str], nodes: list[Any]) -> bool:
    """Whether values of a facet can be chosen: years and validities speak for themselves, others need their label before choices."""
    values = {"year": _YEAR, "validity": _VALIDITY}.get(facet)
    if values and len({words for words in controls if values.fullmatch(words)}) >= _FEWEST:
        return True
    return any(
        _LABELS[facet].fullmatch(words) and (node.tag in ("option", "select") or _choices_beside(node) >= _FEWEST)
        for node in nodes
        if node.tag not in ("th", "td", "script", "style", "title") and (words := _short(node))
    )


def _choices_beside(label: Any) -> int:
    """How many things can be chosen next to a label, in the same row of the page."""
    row = label.getparent()
    for _ in range(2):
        if row is None or row.tag in ("body", "html", "table", "tr"):
            return 0
        choices = sum(1 for node in row.iter("a", "option", "button", "input") if node is not label)
        if choices >= _FEWEST:
            return choices if choices <= 200 else 0
        row = row.getparent()
    return 0


def _has_values(name: Field, heads: list[str]) -> bool:
    """Whether a list without a head shows the field's values."""
    if name == "number":
        return any(re.search(r"〔20\d{2}〕\d{1,4}号", head) for head in heads)
    if name == "written":
        return any(re.fullmatch(r"\[?20\d{2}-\d{1,2}-\d{1,2}\]?", head) for head in heads)
    return name == "validity" and any(_VALIDITY.fullmatch(head) for head in heads)
