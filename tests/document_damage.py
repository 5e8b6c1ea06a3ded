"""Fictional 工作要点 documents, and what copying does to them: ground truth for the reader of documents.

``fictional(seed)`` makes a document of a place that does not exist; ``damaged(seed)`` writes its 分工表 as text the way
copies come to us. Everything follows from the seed. Run as a program to see the shares:
``python tests/document_damage.py 200``.
"""

import random
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

CITIES = ("临沧江", "青峦", "云泽", "望川", "白渡", "沐河", "石溪", "长汀原", "梓岭", "安渠")
PLACES = ("云溪", "松岭", "白石", "青禾", "宁江", "柳泉", "梅岭", "双桥", "兰陵", "桐山")
FIELDS = ["教育和体育", "财政", "民政", "司法", "人力资源和社会保障", "自然资源", "住房和城乡建设", "交通运输", "水利", "农业农村", "商务", "文化广电和旅游", "卫生健康", "退役军人事务", "应急管理", "审计", "市场监督管理", "统计", "医疗保障", "信访", "林业和草原", "发展和改革", "科技", "工业和信息化", "城市管理", "乡村振兴", "行政审批", "粮食和物资储备"]
HOUSES = ["政务服务中心", "融媒体中心", "公共资源交易中心", "疾控中心", "档案馆", "大数据中心", "委网信办", "委编办", "政府办公室", "国资委", "妇联", "残联", "供销社", "消防救援大队", "税务局", "气象局"]
TOWNS = ["红岩", "金坪", "大渡", "新场", "龙潭", "长滩", "高桥", "马家", "平江", "凤鸣", "太平", "清水", "老君", "观音", "三河"]
VERBS = ["做好", "推进", "完善", "规范", "健全", "强化", "深化", "优化", "提升", "加强", "抓好", "落实", "拓展"]
OBJECTS = ["财政预决算", "重大建设项目", "义务教育招生", "社会救助", "医疗保障", "食品药品监管", "政策文件库", "解读材料", "依申请公开", "意见采纳情况", "行政处罚决定", "公共资源交易", "养老服务", "稳岗就业", "涉农补贴", "环境监测", "安全生产检查", "住房保障", "公共文化服务", "惠企政策", "政务新媒体", "基层政务公开专区", "规范性文件清理", "建议提案办理", "政府公报", "网站适老化改造", "保密审查", "数据开放", "乡村建设", "消费维权", "水质监测", "校外培训治理", "残疾人帮扶", "退役军人优抚", "道路运输", "用地审批"]
AIMS = ["提高群众知晓度", "方便企业和群众查阅", "做到应公开尽公开", "杜绝“两张皮”现象", "确保内容准确、表述规范", "增强工作透明度", "推动政策直达快享", "接受社会监督"]
NOW = ["及时公开", "长期坚持", "持续推进", "全年", "及时更新", "常态化推进", "每季度", "按时公开"]


@dataclass(frozen=True, slots=True)
class TruthRow:
    """One row as it stands in the undamaged document."""

    section: int
    section_name: str
    clause: str
    task: str
    text: str
    who: tuple[str, ...]  # one cell of units, or lead and support
    units: tuple[str, ...]
    lead: tuple[str, ...]
    support: tuple[str, ...]
    open_list: bool
    deadline_words: str
    deadline: date | str | None


@dataclass(frozen=True, slots=True)
class Style:
    """How one document writes its table."""

    header: tuple[str, ...]
    numbering: str  # row, section, none
    sections_shown: bool
    two_columns: bool
    sign: str  # "\t", "|", "  "
    group_cells: str  # emptied, repeated, dropped
    full_stops: bool


@dataclass(frozen=True, slots=True)
class Case:
    """A damaged document and what a perfect reader would say of its rows."""

    seed: int
    text: str
    truth: tuple[TruthRow, ...]
    damages: tuple[str, ...]
    style: Style
    has_body: bool


@dataclass(slots=True)
class Line:
    """One table row while it is being damaged."""

    cells: list[str]
    row: int
    after_header: bool = False
    kept_apart: tuple[list[str], list[str]] | None = None  # the two halves a page break made
    broken_at: tuple[int, int] | None = None  # cell and place of a line break
    tabs: int = 0


@dataclass(slots=True)
class _Place:
    rng: random.Random
    level: str
    name: str
    city: str
    year: int
    bureaus: list[str] = field(default_factory=list)
    towns: list[str] = field(default_factory=list)


def damaged(seed: int) -> Case:
    """The document of ``seed`` with the damages its seed chooses."""
    rng = random.Random(seed * 7919 + 13)
    place, style, truth = fictional(seed)
    has_body = rng.random() < 0.5
    lines = _table(style, truth, rng)
    rows = list(truth)
    kinds = sorted(rng.sample(sorted(DAMAGES), rng.randint(2, 5)))
    for kind in kinds:
        DAMAGES[kind](lines, rows, style, rng)
    text = _written(place, style, truth, lines, rng, has_body)
    return Case(seed, text, tuple(rows), tuple(kinds), style, has_body)


# ---- a place that does not exist


def fictional(seed: int) -> tuple[_Place, Style, tuple[TruthRow, ...]]:
    """A place, the way its office writes tables, and the rows of one year."""
    rng = random.Random(seed)
    level = rng.choice("县市区")
    place = _Place(rng, level, rng.choice(PLACES), rng.choice(CITIES), rng.randint(2021, 2027))
    place.bureaus = [f"{level}{f}局" for f in rng.sample(FIELDS, 16)] + [f"{level}{h}" for h in rng.sample(HOUSES, 8)]
    place.bureaus += [f"{place.name}生态环境分局", f"{place.city}市公安局{place.name}分局"]
    place.towns = [t + rng.choice(("镇", "乡", "街道")) for t in rng.sample(TOWNS, 8)]
    style = _style(rng)
    return place, style, tuple(_truth_rows(place, style))


def _style(rng: random.Random) -> Style:
    two = rng.random() < 0.3
    shown = rng.random() < 0.6
    numbering = rng.choice(("row", "section", "none"))
    header = [rng.choice(("序号", "编号"))] if numbering != "none" else []
    header += [rng.choice(("重点领域", "工作任务", "类别"))] if shown else []
    header += [rng.choice(("重点任务", "任务名称", "工作事项"))]
    header += [rng.choice(("具体要求", "工作内容", "重点工作任务", "具体措施"))]
    header += ["牵头单位", rng.choice(("配合单位", "协办单位"))] if two else [rng.choice(("责任单位", "责任部门", "牵头单位"))]
    header += [rng.choice(("完成时限", "完成时间", "时间节点", "时限要求"))]
    return Style(
        tuple(header), numbering, shown, two, rng.choice(("\t", "\t", "|", "   ")), rng.choice(("emptied", "repeated", "dropped")), rng.random() < 0.85
    )


def _truth_rows(place: _Place, style: Style) -> list[TruthRow]:
    rng = place.rng
    total, sections = rng.randint(8, 70), rng.randint(3, 8)
    used: set[str] = set()
    rows: list[TruthRow] = []
    clause = 0
    starts = sorted(rng.sample(range(1, total), sections - 1))
    section, section_name, task = 0, "", ""
    for n in range(total):
        if n == 0 or n in starts:
            section += 1
            section_name = _fresh(used, lambda: f"{rng.choice(VERBS)}{rng.choice(OBJECTS)}和{rng.choice(OBJECTS)}工作")
        if n == 0 or n in starts or rng.random() < 0.45:
            clause += 1
            task = _fresh(used, lambda: f"{rng.choice(VERBS)}{rng.choice(OBJECTS)}{rng.choice(('信息公开', '机制', '质效', '水平', ''))}")
        text = _fresh(used, lambda: _text(place, style))
        who, units, lead, support, open_list = _who(place, style)
        words, deadline = _deadline(place)
        rows.append(TruthRow(section, section_name, f"（{numeral(clause)}）", task, text, who, units, lead, support, open_list, words, deadline))
    return rows


def _fresh(used: set[str], make: Callable[[], str]) -> str:
    while (made := make()) in used:
        pass
    used.add(made)
    return made


def _text(place: _Place, style: Style) -> str:
    rng = place.rng
    sentences = []
    for _ in range(rng.choice((1, 1, 2, 2, 3, 4))):
        things = "、".join(rng.sample(OBJECTS, rng.randint(1, 5)))
        start = rng.choice((
            f"{rng.choice(VERBS)}{things}等方面信息公开",
            f"围绕{things}，{rng.choice(VERBS)}公开工作",
            f"{rng.choice(place.bureaus)}要牵头{rng.choice(VERBS)}{things}相关工作",
            f"{rng.randint(1, 12)}月底前完成{things}目录编制",
            f"每季度至少公开{rng.randint(1, 4)}次{things}情况",
            f"按照《{rng.choice(OBJECTS)}管理办法》（{place.name}府发〔{place.year - 1}〕{rng.randint(1, 60)}号）要求，{rng.choice(VERBS)}{things}",
        ))
        sentences.append(start + rng.choice(("", f"，{rng.choice(AIMS)}", f"，{rng.choice(VERBS)}{rng.choice(OBJECTS)}，{rng.choice(AIMS)}")))
    text = "。".join(sentences)
    return text + "。" if style.full_stops else text


def _who(place: _Place, style: Style) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...], bool]:
    rng, level = place.rng, place.level
    if style.two_columns:
        lead = tuple(rng.sample(place.bureaus, rng.randint(1, 2)))
        rest = [b for b in place.bureaus if b not in lead]
        support = tuple(rng.sample(rest, rng.randint(0, 4)))
        return ("、".join(lead), "、".join(support)), (*lead, *support), lead, support, False
    kind = rng.random()
    if kind < 0.15:
        return (f"{level}政府组成部门，各乡、镇人民政府，各街道办事处",), ("@constituent", "@townships", "@subdistricts"), (), (), False
    if kind < 0.25:
        return (f"各乡镇（街道），{level}级相关部门",), ("@townships", "@subdistricts", "@departments"), (), (), False
    names = tuple(rng.sample(place.bureaus, rng.randint(1, 6)))
    if kind < 0.45:
        return ("、".join(names) + f"等{level}级有关部门",), names, (), (), True
    if kind < 0.55:
        towns = tuple(rng.sample(place.towns, 2))
        return ("、".join((*names, *towns)),), (*names, *towns), (), (), False
    if kind < 0.65:
        return ("、".join(names) + "，各乡镇人民政府",), (*names, "@townships"), (), (), False
    return ("、".join(names),), names, (), (), False


def _deadline(place: _Place) -> tuple[str, date | str]:
    rng, year = place.rng, place.year
    month = rng.randint(3, 12)
    last = (date(year + month // 12, month % 12 + 1, 1) - date.resolution).day
    choices: tuple[tuple[str, date | str], ...] = (
        (f"{month}月底前", date(year, month, last)),
        (f"{year}年{month}月{min(15, last)}日前", date(year, month, 15)),
        (f"{month}月{last}日", date(year, month, last)),
        ("第三季度", date(year, 9, 30)),
        (f"{month}月中旬", date(year, month, 20)),
        ("年底前", date(year, 12, 31)),
        (f"{year}年底前", date(year, 12, 31)),
    )
    if rng.random() < 0.45:
        words = rng.choice(NOW)
        return words, words
    return rng.choice(choices)


def numeral(n: int) -> str:
    """12 as 十二."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(n, 10)
    return ("" if not tens else "十" if tens == 1 else digits[tens] + "十") + (digits[ones] if ones or not tens else "")


# ---- the table, before damage


def _table(style: Style, truth: Sequence[TruthRow], rng: random.Random) -> list[Line]:
    lines: list[Line] = []
    every = rng.randint(5, 12)
    before: TruthRow | None = None
    for n, row in enumerate(truth):
        groups: list[str] = []
        new_section = before is None or before.section != row.section
        new_task = before is None or before.clause != row.clause
        if style.numbering != "none":
            own = style.numbering == "row"
            groups.append(str(n + 1) if own else str(row.section) if new_section or style.group_cells == "repeated" else "")
        if style.sections_shown:
            groups.append(row.section_name if new_section or style.group_cells == "repeated" else "")
        groups.append(row.task if new_task or style.group_cells == "repeated" else "")
        if style.group_cells == "dropped":
            groups = [g for g in groups if g]
        lines.append(Line([*groups, row.text, *row.who, row.deadline_words], n, after_header=n > 0 and n % every == 0))
        before = row
    return lines


# ---- damages; each changes lines, and the truth only where the document itself no longer says it

Damage = Callable[[list[Line], list[TruthRow], Style, random.Random], None]


def _some(lines: list[Line], rng: random.Random) -> list[Line]:
    return rng.sample(lines, min(len(lines), rng.randint(1, max(1, len(lines) // 10))))


def _text_at(line: Line, style: Style) -> int:
    return len(line.cells) - (4 if style.two_columns else 3)


def split_over_pages(lines: list[Line], rows: list[TruthRow], style: Style, rng: random.Random) -> None:
    """A page break goes through a row: every cell has a part above it and a part below, and the header comes again."""
    for line in _some([n for n in lines if n.broken_at is None], rng):
        top, bottom = [], []
        for at, cell in enumerate(line.cells):
            is_text = at == _text_at(line, style)
            place = rng.randint(1, max(1, len(cell) - 1)) if is_text else rng.choice((0, len(cell), len(cell), rng.randint(0, len(cell))))
            place = rng.choice((0, len(cell))) if cell.isdigit() else place  # a number is never cut in two
            top.append(cell[:place])
            bottom.append(cell[place:])
        line.kept_apart = (top, bottom)


def paragraph_tags(lines: list[Line], rows: list[TruthRow], style: Style, rng: random.Random) -> None:
    """Cells keep the tags of their paragraphs; sometimes the task has slipped into the text's cell."""
    for line in _some([n for n in lines if n.kept_apart is None and n.broken_at is None], rng):
        at = _text_at(line, style)
        before = at - 1
        task = rows[line.row].task
        if before >= 0 and line.cells[before] == task and rng.random() < 0.5:
            line.cells[before] = ""
            line.cells[at] = f"<p>{task}</p> <p>{line.cells[at]}</p>"
        else:
            line.cells[at] = f"<p>{line.cells[at]}</p>"


def spread_names(lines: list[Line], rows: list[TruthRow], style: Style, rng: random.Random) -> None:
    """Names of tasks and units are spread out: 县 教 育 局."""
    for line in _some([n for n in lines if n.kept_apart is None and n.broken_at is None], rng):
        at = rng.choice([n for n in range(len(line.cells) - 1) if n != _text_at(line, style)])
        if "<" not in line.cells[at] and not line.cells[at].isdigit():
            line.cells[at] = " ".join(line.cells[at])


def trailing_tabs(lines: list[Line], rows: list[TruthRow], style: Style, rng: random.Random) -> None:
    """Empty cells after the last one."""
    for line in _some(lines, rng):
        line.tabs = rng.randint(1, 3)


def lost_deadline(lines: list[Line], rows: list[TruthRow], style: Style, rng: random.Random) -> None:
    """The deadline's cell is gone: a perfect reader says so."""
    for line in _some([n for n in lines if n.kept_apart is None and n.broken_at is None], rng):
        line.cells[-1] = ""
        rows[line.row] = replace(rows[line.row], deadline_words="", deadline=None)


def shifted(lines: list[Line], rows: list[TruthRow], style: Style, rng: random.Random) -> None:
    """A row stands one column further to the right, or to the left where its first cell is empty."""
    for line in _some([n for n in lines if n.kept_apart is None and n.broken_at is None], rng):
        if not line.cells[0] and rng.random() < 0.5:
            del line.cells[0]
        else:
            line.cells.insert(rng.randint(0, _text_at(line, style)), "")


def broken_lines(lines: list[Line], rows: list[TruthRow], style: Style, rng: random.Random) -> None:
    """A line ends in the middle of a cell."""
    for line in _some([n for n in lines if n.kept_apart is None], rng):
        at = rng.choice([n for n, cell in enumerate(line.cells) if len(cell) > 2 and "<" not in cell and " " not in cell] or [0])
        if len(line.cells[at]) > 2:
            line.broken_at = (at, rng.randint(1, len(line.cells[at]) - 1))


def other_width(lines: list[Line], rows: list[TruthRow], style: Style, rng: random.Random) -> None:
    """Punctuation in the other width: it is the document's wording then, and the truth's."""
    table = str.maketrans("，；：（）", ",;:()")
    for line in _some([n for n in lines if n.kept_apart is None and n.broken_at is None], rng):
        line.cells = [cell.translate(table) for cell in line.cells]
        rows[line.row] = replace(rows[line.row], text=rows[line.row].text.translate(table))


DAMAGES: dict[str, Damage] = {
    "split_over_pages": split_over_pages,
    "paragraph_tags": paragraph_tags,
    "spread_names": spread_names,
    "trailing_tabs": trailing_tabs,
    "lost_deadline": lost_deadline,
    "shifted": shifted,
    "broken_lines": broken_lines,
    "other_width": other_width,
}


# ---- writing it down


def _written(place: _Place, style: Style, truth: Sequence[TruthRow], lines: Sequence[Line], rng: random.Random, has_body: bool) -> str:
    whole = {"县": "全县", "市": "全市", "区": "全区"}[place.level]
    title = f"{place.year}年{whole}政务公开工作要点"
    office = f"{place.city}市{place.name}{place.level}人民政府办公室"
    out = [f"{place.name}府办〔{place.year}〕{rng.randint(1, 90)}号", "", office, f"关于印发《{title}》的通知", "", "各乡镇人民政府，各部门：", ""]
    out += [f"现将《{title}》印发你们，请认真贯彻执行。", "", office, f"{place.year}年{rng.randint(1, 2)}月{rng.randint(1, 20)}日", ""]
    if has_body:
        out += _body(title, truth, rng)
    out += ["附件", "", f"{title}分工表", "", _line(style, style.header)]
    out += ["|" + "---|" * len(style.header)] if style.sign == "|" else []
    for line in lines:
        out += _line_texts(style, line)
    return "\n".join([*out, "", "信息公开选项：主动公开", ""])


def _body(title: str, truth: Sequence[TruthRow], rng: random.Random) -> list[str]:
    out = [title, ""]
    section = clause = ""
    for row in truth:
        if row.section_name != section:
            section = row.section_name
            out += [f"{numeral(row.section)}、{section}", ""]
        text = row.text if re.search("[。]$", row.text) else row.text + "。"
        if rng.random() < 0.08:
            text = text.replace("做好", "切实做好", 1)
        if row.clause != clause:
            clause = row.clause
            out += [f"{clause}{row.task}。{text}", ""]
        else:
            out[-2] += text
    return out


def _line_texts(style: Style, line: Line) -> list[str]:
    header = ["", _line(style, style.header)]
    if line.kept_apart:
        top, bottom = line.kept_apart
        return [_line(style, top), *header, _line(style, bottom)]
    before = header if line.after_header else []
    if line.broken_at:
        at, place = line.broken_at
        first = [*line.cells[:at], line.cells[at][:place]]
        second = [line.cells[at][place:], *line.cells[at + 1 :]]
        return [*before, _line(style, first, opened=True), _line(style, second, closed=True)]
    return [*before, _line(style, line.cells) + ("\t" * line.tabs if style.sign == "\t" else "")]


def _line(style: Style, cells: Sequence[str], *, opened: bool = False, closed: bool = False) -> str:
    if style.sign == "|":
        return ("" if closed else "| ") + " | ".join(cells) + ("" if opened else " |")
    if style.sign == "\t":
        return "\t".join(cells)
    return style.sign.join(cell for cell in cells if cell)


# ---- how well they are read


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one case was read. ``silent`` are rows read wrongly and named by no doubt; ``false_doubts`` right ones that are."""

    case: Case
    rows: int
    wrong: tuple[int, ...]
    silent: tuple[int, ...]
    count_silent: bool
    false_doubts: int
    misplaced: int  # right rows with another section, clause or task than the document's

    @property
    def perfect(self) -> bool:
        return not self.wrong and self.rows == len(self.case.truth)


def read_case(case: Case, folder: Path) -> Outcome:
    """Read ``case`` through ``read_document`` and compare every row with the truth."""
    from rules.document import read_document

    path = folder / f"case-{case.seed}.txt"
    path.write_text(case.text, encoding="utf-8")
    draft = read_document(path)
    named = {doubt.row for doubt in draft.doubts if doubt.row is not None}
    pairs = _paired(draft.rows, case.truth)
    wrong = tuple(row.row for row, truth in pairs if truth is None or not same(row, truth))
    lost = tuple(row.row for row, truth in pairs if truth and truth.deadline is None and row.row not in named)
    miscounted = len(draft.rows) != len(case.truth)
    return Outcome(
        case,
        len(draft.rows),
        wrong,
        tuple(n for n in wrong if n not in named) + lost,
        miscounted and not (named & set(wrong)),
        len([1 for row, truth in pairs if row.row in named and row.row not in wrong and truth and truth.deadline is not None]),
        len([1 for row, truth in pairs if truth and same(row, truth) and not _at_home(row, truth, case)]),
    )


def same(row, truth: TruthRow) -> bool:  # type: ignore[no-untyped-def]
    """Whether a draft row says what the document said."""
    return (
        row.text == truth.text
        and row.units == truth.units
        and row.deadline == truth.deadline
        and row.open_list == truth.open_list
        and (not truth.lead or (row.lead, row.support) == (truth.lead, truth.support))
    )


def _at_home(row, truth: TruthRow, case: Case) -> bool:  # type: ignore[no-untyped-def]
    """Whether the row stands under its section, point and task; without a body the table alone has to tell."""
    if not case.has_body:
        return row.task == truth.task
    return (row.section, row.clause, row.task) == (truth.section, truth.clause, truth.task)


def _paired(rows, truth: Sequence[TruthRow]):  # type: ignore[no-untyped-def]
    """Each draft row with its truth: by place when the counts agree, else by the text, None where there is none."""
    if len(rows) == len(truth):
        return list(zip(rows, truth, strict=True))
    by_text = {t.text: t for t in truth}
    return [(row, by_text.get(row.text)) for row in rows]


def main(count: int) -> None:
    """Print the shares over ``count`` seeds."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        outcomes = [read_case(damaged(seed), Path(folder)) for seed in range(count)]
    rows = sum(len(o.case.truth) for o in outcomes)
    print(f"{count} documents, {rows} rows")
    print(f"all rows right: {sum(o.perfect for o in outcomes)}")
    print(f"rows wrong: {sum(len(o.wrong) for o in outcomes)}, of them silent: {sum(len(o.silent) for o in outcomes)}")
    print(f"row count silently wrong: {sum(o.count_silent for o in outcomes)}")
    print(f"right rows doubted: {sum(o.false_doubts for o in outcomes)} ({sum(o.false_doubts for o in outcomes) / rows:.1%})")
    for body in (True, False):
        print("with" if body else "without", "a body, rows under a wrong heading:", sum(o.misplaced for o in outcomes if o.case.has_body is body))
    for o in outcomes:
        if not o.perfect or o.silent:
            print(o.case.seed, repr(o.case.style.sign), o.case.damages, "body" if o.case.has_body else "", "rows", o.rows, "of", len(o.case.truth), "wrong", o.wrong, "silent", o.silent)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
