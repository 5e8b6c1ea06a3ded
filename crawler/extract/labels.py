"""Labels and values: 索 引 号：…, 发布时间：2023-05-30 来源：… 点击数：…, tables of four cells, dt and dd.

Read line by line: an empty value never swallows the next label. What is known to be a label but is no field of ours
(浏览次数, 字号, 打印) ends the value before it all the same.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from crawler.dates import find_dates, read_date
from crawler.extract.lines import CELL, HEAD, LABELLED, LINK, SOFT, unmarked

# The labels that name a field. "sent" (发文日期) is the publishing day on some portals and the day of writing on
# others; "updated" is asked last. "crumb" is the path 首页 > … > column.
_NAMES: Final[dict[str, str]] = {
    "published": (
        "发布日期 发布时间 公开日期 公开时间 发表日期 发表时间 信息发布日期 信息发布时间 公布日期 公布时间 发布于 添加时间 录入时间 "
        "上传时间 信息公开日期 发稿时间 发稿日期 登记日期 上网日期 上网时间 时间 日期"
    ),
    "sent": "发文日期 发文时间",
    "updated": "更新时间 更新日期 修改时间 最后更新 最后更新时间 信息更新时间",
    "written": "成文日期 成文时间 生成日期 生成时间 制发日期 制文日期 印发日期 印发时间 签发日期 签发时间 形成日期 信息生成日期",
    "index_number": "索引号 索引编号 信息索引号 索引码 信息索引",
    "doc_number": "发文字号 文号 文件编号 文件号 发文文号 公文字号 文件字号 发文号 公文文号 文件文号 发文编号",
    "issuer": (
        "发文机关 发布机构 发文机构 发布单位 发文单位 责任部门 公开责任部门 公开主体 所属机构 制发机关 制发单位 发布部门 公开单位 "
        "公开机构 发文部门 发布机关 公开部门 产生机构 信息发布机构 信息公开责任部门 责任单位"
    ),
    "source": "信息来源 来源 文章来源 稿源 稿件来源 新闻来源 供稿 供稿单位 内容来源 来源单位 来源部门 消息来源 文件来源",
    "validity": "有效性 时效性 效力状态 文件状态 有效状态 是否有效 时效状态 文件有效性 文件时效性",
    "effective": "实施日期 生效日期 生效时间 施行日期 实施时间 施行时间",
    "expiry": "废止日期 失效日期 废止时间 失效时间 终止日期 有效期至 截止有效期",
    "category": "主题分类 组配分类 信息分类 分类 公开目录 体裁分类 信息类别 主题类别 所属类别 公开类别 文件分类 所属主题 文件类型",
    "disclosure": "公开方式 公开形式 公开属性 公开类型 公开选项 信息公开方式",
    "title": "标题 名称 信息名称 文件名称 公文名称 信息标题 文件标题",
    "column": "所属栏目 栏目 栏目名称 所在栏目",
    "crumb": (
        "当前位置 您的位置 您所在的位置 当前所在位置 您现在的位置 所在位置 你的位置 您当前的位置 您当前位置 当前的位置 您现在所在位置 "
        "当前您所在的位置 您当前所在位置 你现在的位置 现在位置 当前栏目 位置"
    ),
    "tool": (
        "浏览次数 浏览量 浏览 点击数 点击量 点击 点击率 点击次数 阅读 阅读量 阅读数 阅读次数 访问量 访问次数 访问 人气 浏览人数 次数 "
        "下载次数 字号 字体 字体大小 文字大小 打印 分享 分享到 收藏 语音播报 视力保护色 保护视力色"
    ),
    "": (
        "公开时限 公开范围 公开程序 公开期限 关键词 关键字 主题词 内容概述 内容概览 内容摘要 摘要 作者 编辑 责编 责任编辑 审核 审核人 "
        "复审 终审 初审 校对 服务对象 载体类型 体裁 语种 附件 附件下载 相关附件 录入 录入人 发布人 撰稿 撰稿人 记者 通讯员 联系电话 电话 "
        "地址 邮编 备注 类型 信息编号 签发人 主送 抄送 关联类型 文章作者 信息作者 序号 信息格式 载体 信息有效期 有效期 主办单位 咨询电话 "
        "监督电话 解读文件 相关解读 政策解读"
    ),
}
_FIELD_OF: Final[dict[str, str]] = {name: field for field, names in _NAMES.items() for name in names.split()}
_GAP: Final = rf"[\s{SOFT}]{{0,4}}"


def _any_label() -> str:
    """One pattern for all labels, grouped by first character: a fifth of the time of a flat list."""
    rests: dict[str, list[str]] = {}
    for name in sorted(_FIELD_OF, key=lambda name: (-len(name), name)):
        rests.setdefault(name[0], []).append(_GAP.join(("", *name[1:])))
    return "|".join(f"{first}(?:{'|'.join(group)})" for first, group in rests.items())


_LABEL = re.compile(_any_label())
_COLON = re.compile(rf"[\s{SOFT}]{{0,4}}[:：]|[】\]]")
_BEFORE_SHORT: Final = SOFT + LINK + CELL + HEAD + LABELLED + " |｜【[（(·•;；,，/"
_AFTER_ALONE: Final = SOFT + CELL + LABELLED
_DATES: Final = frozenset(("published", "sent", "updated", "written", "effective", "expiry"))
_RELATIVE_DAY = re.compile(r"前|昨天|今天|刚刚")
_TOOLS = re.compile(
    rf"[\s{SOFT}{LINK}【\[（(|｜]*(?:打印|关闭|分享|收藏|字体|字号|浏览|点击|阅读|访问|人气|我要|扫一扫|大{_GAP}中{_GAP}小|T\|T)"
)
_TRIM: Final = " |｜·;；,，【[（(" + SOFT + LINK + LABELLED + HEAD + CELL
_NOTHING: Final = (
    "无 暂无 null none undefined 网站名称 政府网站标识码 网站域名 栏目名称 文章标题 标题 发布日期 发布时间 来源 信息来源 内容来源 文章来源 "
    "其他来源 空 nan n/a 无文号 年月日 〔〕号 []号 年号"
)
_EMPTY: Final = frozenset(_NOTHING.split())
_BLANKS = re.compile(rf"[\s\u200b{SOFT}]")
_WORD = re.compile(r"\w")
_PLACEHOLDER = re.compile(r"\{\{|\$\{|\$!|<%|\[!--|#\{|\{\$")
_CLOSING: Final = {"】": "【", "]": "[", "）": "（", ")": "("}
_MAX_VALUE: Final = 300


@dataclass(frozen=True, slots=True)
class Labelled:
    """One label with its value. ``line`` is the index of the line, ``table`` whether both stood in cells of a row."""

    field: str
    value: str
    line: int
    table: bool = False


def read_labels(lines: Sequence[str]) -> tuple[list[Labelled], list[str]]:
    """All labels with a value in marked lines, and of each line what belongs to no label."""
    return _Reading(lines).read()


def is_label(text: str) -> bool:
    """Whether a whole text is the name of a label, with or without its colon: 索 引 号：."""
    return _BLANKS.sub("", text).rstrip(":：") in _FIELD_OF


def is_empty(value: str) -> bool:
    """Whether a published value says nothing: blank, dashes, 无, an unfilled placeholder of the template."""
    bare = _BLANKS.sub("", value)
    return _WORD.search(bare) is None or bare.lower() in _EMPTY or _PLACEHOLDER.search(bare) is not None


class _Reading:
    """One pass over the lines. ``waiting`` is a label that ended its line without a value."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.found: list[Labelled] = []
        self.rests: list[str] = []
        self.waiting: tuple[str, bool] | None = None
        alone = [_label_alone(line) is not None for line in lines]
        pairs = sum(alone[i] and not alone[i + 1] for i in range(len(alone) - 1))
        self.is_paired = pairs >= 2  # several labels, each alone on its line: a value is the line after its label

    def read(self) -> tuple[list[Labelled], list[str]]:
        skip = False
        for i, line in enumerate(self.lines):
            if skip:
                skip = False
                self.rests.append("")
            elif CELL in line:
                self.waiting = None
                skip = self._row(i, line.split(CELL))
            else:
                self.rests.append(self._line(i, line))
        return self.found, self.rests

    def _row(self, i: int, cells: list[str]) -> bool:
        """Read a table row; True when it was a row of labels over a row of values, and both were read."""
        self.rests.append("")
        names = [_label_alone(cell) for cell in cells]
        if len(cells) > 1 and None not in names and i + 1 < len(self.lines):
            below = self.lines[i + 1].split(CELL)
            if (
                not {"index_number", "doc_number", "published"}.isdisjoint(names)
                and len(below) == len(cells)
                and not any(_label_alone(cell) is not None for cell in below)
            ):
                for name, cell in zip(names, below, strict=True):
                    self._keep(name or "", cell, i + 1, table=True)
                return True
        j = 0
        while j < len(cells):
            name = names[j]
            if name is None:
                self._line(i, cells[j], table=True)
            elif j + 1 < len(cells) and names[j + 1] is None and not _begins_with_label(cells[j + 1]):
                self._keep(name, cells[j + 1], i, table=True)
                j += 1
            j += 1
        self.waiting = None
        return False

    def _line(self, i: int, line: str, *, table: bool = False) -> str:
        """Read one line or cell; returns what stood before its first label."""
        labels = _labels_in(line)
        waiting, self.waiting = self.waiting, None
        before = line[: labels[0][1]] if labels else line
        if waiting and unmarked(before):
            field, certain = waiting
            if certain or self.is_paired or field in _DATES or field == "index_number":
                self._keep(field, before, i, table=False, next_line=True)
                before = ""
        for n, (field, _, end) in enumerate(labels):
            value = line[end : labels[n + 1][1]] if n + 1 < len(labels) else line[end:]
            if field == "crumb":
                self._keep(field, line[end:], i, table=False)
                break
            if unmarked(value):
                before += self._keep(field, value, i, table=table)
            elif n + 1 == len(labels):
                self.waiting = (field, LABELLED in value)
        return before

    def _keep(self, field: str, value: str, i: int, *, table: bool, next_line: bool = False) -> str:
        """Keep a value that says something; returns what was cut off its end."""
        if field in ("", "tool"):
            return value if field else ""
        value, cut = _clean(field, value, whole=table)
        if next_line and (len(value) > 80 or _TOOLS.match(value)):
            return ""
        if not is_empty(value) and _fits(field, value):
            self.found.append(Labelled(field, value, i, table))
        return cut


def _labels_in(line: str) -> list[tuple[str, int, int]]:
    """(field, start, end with its colon) of every label in a line."""
    labels: list[tuple[str, int, int]] = []
    if line.startswith(LINK) and "：" not in line and ":" not in line:
        return labels  # a link of a menu
    for match in _LABEL.finditer(line):
        name = _BLANKS.sub("", match.group())
        before = line[match.start() - 1] if match.start() else " "
        after = line[match.end() : match.end() + 1]
        is_bordered = before in _BEFORE_SHORT or before.isdigit() or before.isspace()
        if colon := _COLON.match(line, match.end()):
            if colon.group() in "】]" and before not in "【[":
                continue
            if len(name) > 2 or is_bordered:
                labels.append((_FIELD_OF[name], match.start(), colon.end()))
        else:
            is_alone = is_bordered and before != LINK and (after == "" or after in _AFTER_ALONE)
            is_dated = (
                len(name) > 2 and _FIELD_OF[name] in _DATES and line[match.end() : match.end() + 2].strip().isdigit()
            )
            if is_alone or is_dated:
                labels.append((_FIELD_OF[name], match.start(), match.end()))
    return labels


def _begins_with_label(cell: str) -> bool:
    """Whether a cell holds a label with its own value: 浏览次数： | 来源：某某局."""
    match = _LABEL.match(cell.lstrip(_TRIM))
    return match is not None and _COLON.match(cell.lstrip(_TRIM), match.end()) is not None


def _label_alone(text: str) -> str | None:
    """The field whose label is all that ``text`` says; '' for a label of no field, None for anything else."""
    if len(text) > 40:
        return None
    bare = unmarked(text).rstrip(":： 】]").lstrip("【[ ").replace(" ", "")
    return _FIELD_OF.get(bare) if len(bare) <= 10 else None


def _clean(field: str, value: str, *, whole: bool) -> tuple[str, str]:
    """The value as people read it, and what was cut off. ``whole``: a cell of its own holds nothing but the value."""
    value = value.strip(_TRIM)[:_MAX_VALUE]
    cut = ""
    if field == "crumb":
        return value, ""
    if field in ("source", "issuer", "validity", "disclosure", "category", "column") and not whole:
        if tools := _TOOLS.search(value):
            value = value[: tools.start()]
        border = value.find(SOFT)
        if dates := find_dates(value):
            border = min(dates[0][1], border) if border > 0 else dates[0][1]
        if border > 0:
            value, cut = value[:border], value[border:]
    value = unmarked(value).strip(_TRIM)
    while value and value[-1] in _CLOSING and _CLOSING[value[-1]] not in value:
        value = value[:-1].rstrip()
    return value, cut


def _fits(field: str, value: str) -> bool:
    if field in _DATES:
        return read_date(value) is not None or (len(value) < 30 and _RELATIVE_DAY.search(value) is not None)
    if field == "index_number":
        return len(value) <= 80 and re.search(r"[0-9A-Za-z]", value) is not None
    if field == "doc_number":
        return len(value) <= 80 and re.search(r"\d|[一二三四五六七八九十]号", value) is not None
    return True
