"""The catalogues of open matters (公开事项目录) of every unit: a table in the page and a workbook, with the planted exceptions."""

from collections.abc import Iterator
from datetime import date
from types import MappingProxyType
from typing import Final

from crawler.demo.article import Article, attachment, paragraphs, table
from crawler.demo.district import District, UnitFacts

OLD_CATALOGUE: Final = "jiaotong"  # last adjusted in 2021
LATE_CATALOGUE: Final = "yunling"  # 2023-08-16 instead of 07-31
FILE_ONLY: Final = "baishi"  # its table stands in the workbook alone
NO_BASIS: Final = "sifa"  # without the column 公开依据
BLANKS: Final = "minzheng"  # five cells left empty in its workbook and page

_HEAD: Final = [
    "序号",
    "一级事项",
    "二级事项",
    "公开内容（要素）",
    "公开依据",
    "公开时限",
    "公开主体",
    "公开渠道和载体",
    "公开对象",
    "公开方式",
    "公开层级",
]
_SOON: Final = "信息形成或者变更之日起20个工作日内"
_RULES: Final = "《中华人民共和国政府信息公开条例》"
_BUDGET_LAW: Final = "《中华人民共和国预算法》第十四条"
_COMMON: Final = (
    ("机构信息", "机构职能", "职责、内设机构、办公地址、办公时间和联系方式", f"{_RULES}第二十条"),
    ("政策文件", "本单位制发文件", "文件标题、文号、正文和成文日期", f"{_RULES}第二十条"),
    ("财政信息", "部门预算", "预算说明和预算表", _BUDGET_LAW),
    ("财政信息", "部门决算", "决算说明和决算表", _BUDGET_LAW),
    ("政府信息公开", "年度报告", "上一年度政府信息公开工作年度报告", f"{_RULES}第四十九条"),
)
_LIMITS: Final = MappingProxyType({"部门预算": "批复后20日内", "部门决算": "批复后20日内", "年度报告": "每年1月31日前"})


def catalogues(district: District) -> Iterator[Article]:
    """Everything this module makes."""
    for facts in district.units_with("catalogue"):
        yield from _catalogues(facts)


def _catalogues(facts: UnitFacts) -> Iterator[Article]:
    if facts.id == "wenlv":
        yield _catalogue(facts, "公共文化服务领域", date(2023, 8, 22), facts.topics)
        return
    yield _catalogue(facts, "", _adjusted(facts), (*_COMMON, *facts.topics))
    if facts.id == "jiaoyu":
        schools = (
            facts.topics[0],
            ("义务教育学校", "学校名录", "学校名称、地址、办学规模和联系电话", "《中华人民共和国义务教育法》第六条"),
            ("义务教育资助", "资助政策", "资助项目、条件、标准和结果", "《中华人民共和国义务教育法》第二条"),
        )
        yield _catalogue(facts, "义务教育领域", date(2023, 8, 18), schools)


def _adjusted(facts: UnitFacts) -> date:
    if facts.id == OLD_CATALOGUE:
        return date(2021, 6, 30)
    return date(2023, 8, 16) if facts.id == LATE_CATALOGUE else date(2023, 7, 17 + facts.staff % 12)


def _catalogue(facts: UnitFacts, field: str, day: date, matters: tuple[tuple[str, str, str, str], ...]) -> Article:
    name = facts.signature
    level = "乡级" if facts.signature.endswith(("镇人民政府", "乡人民政府", "街道办事处")) else "县级"
    rows = [
        [str(n), first, second, what, basis, _LIMITS.get(second, _SOON), name, "■政府网站", "全社会", "主动", level]
        for n, (first, second, what, basis) in enumerate(matters, 1)
    ]
    head = _HEAD
    if facts.id == BLANKS:
        rows = [[*row[:5], "", *row[6:]] if int(row[0]) > 2 else row for row in rows]
    if facts.id == NO_BASIS:
        head, rows = _without_basis(head), [_without_basis(row) for row in rows]
    title = f"{name}{field}基层政务公开事项目录（{day.year}年版）"
    shown = "" if facts.id == FILE_ONLY else table(head, *rows)
    return Article(
        key=f"catalogue.{facts.id}" + (".field" if field else ""),
        column=f"{facts.id}.catalogue",
        title=title,
        published=day,
        source=name,
        body=paragraphs(f"对照权责清单和公共服务事项清单，{name}调整了公开事项目录，共列事项{len(rows)}项。")
        + shown,
        files=(attachment(f"{title}.xlsx", title, [], {"目录": [head, *rows]}),),
    )


def _without_basis(row: list[str]) -> list[str]:
    at = _HEAD.index("公开依据")
    return [*row[:at], *row[at + 1 :]]
