"""From a document's lines and tables to the draft: which way to read it, and the doubts about the whole."""

from rules.document.clauses import read_points
from rules.document.desk import Desk
from rules.document.head import read_head
from rules.document.layout import find_sheets
from rules.document.model import Draft
from rules.document.reader import Source
from rules.document.tabled import read_tables
from rules.document.units import abbreviates
from rules.document.untabled import read_body


def assemble(source: Source) -> Draft:
    """The draft of one document."""
    sheets, lines = find_sheets(source)
    head = read_head(lines)
    desk = Desk(head)
    points = read_points(lines)
    if sheets:
        read_tables(desk, sheets, points)
    else:
        read_body(desk, points, lines)
    _doubt_the_whole(desk)
    doubts = sorted(desk.doubts, key=lambda doubt: (doubt.row is not None, doubt.row or 0))
    ident = f"yaodian-{head.year}" if head.year else "yaodian"
    return Draft(ident, head.title, head.number, head.issued, tuple(desk.rows), tuple(doubts))


def _doubt_the_whole(desk: Desk) -> None:
    head = desk.head
    if not head.title:
        desk.doubt("没有读到文件标题")
    if not head.number:
        desk.doubt("没有读到发文字号")
    if not head.issued:
        desk.doubt("没有读到印发日期")
    if not head.year:
        desk.doubt("不知道是哪一年的文件，没有写年份的时限照录原文")
    if not desk.rows:
        desk.doubt("没有读到任何任务行：既没有含“责任单位”一栏的表格，也没有“（一）”式的要点")
    names = sorted({name for row in desk.rows for name in row.units if not name.startswith("@")})
    for short in names:
        for full in names:
            if abbreviates(short, full):
                desk.doubt(f"“{short}”与“{full}”可能是同一单位的两种写法，请在站点档案中登记别名")
