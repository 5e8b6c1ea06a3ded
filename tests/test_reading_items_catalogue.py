"""公开事项目录: which tables are one, what they hold, and what only speaks of one."""

import pytest

from crawler.extract import items_catalogue
from crawler.extract.items_catalogue import ItemsCatalogue
from crawler.extract.items_words import channels_in, field_of, is_ticked
from crawler.extract.tables import html_grids
from crawler.files.model import FilePart, FileTable
from tests.places import placed

read = placed(items_catalogue.read_items_catalogue)
TITLE = "样本区教育局义务教育领域基层政务公开标准目录（2023年版）"
TOP = ("序号", "公开事项", "", "公开内容 （要素）", "公开 依据", "公开时限", "公开主体", "公开渠道 和载体", "公开对象", "", "公开方式", "", "公开层级", "")
SUB = ("", "一级事项", "二级事项", "", "", "", "", "", "全社会", "特定群体", "主动", "依申请公开", "县级", "乡级")
BOXES = "■政府网站 □政府公报 ■两微一端 □公开查阅点"
ROW = ("1", "招生管理", "招生政策", "招生工作方案", "《条例》", "20个工作日内", "区教育局", BOXES, "√", "", "√", "", "√", "")
SECOND = ("2", "", "招生结果", "学校名单", "", "", "", "", "", "√", "", "√", "√", "")


def of(*rows: tuple[str, ...], title: str = TITLE, caption: str = "") -> ItemsCatalogue:
    return read(title, (FileTable(rows, caption),))


def page(html: str, title: str = TITLE) -> ItemsCatalogue:
    found = items_catalogue.read_items_catalogue_page(title, html)
    rows, _ = html_grids(html)
    for each in found.passages:
        assert rows[each.place.table].rows[each.place.row][each.place.column] == each.quote
    return found


def html_of(*rows: tuple[str, ...]) -> str:
    return "<table>" + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows) + "</table>"


# ---- read


def test_a_file_with_its_header_over_two_rows() -> None:
    found = of(TOP, SUB, ROW)
    assert (found.state, found.missing, found.fields, found.unit) == ("read", (), ("compulsory_education",), "样本区教育局")
    item = found.items[0]
    assert (item.number, item.first_level, item.name, item.publisher) == ("1", "招生管理", "招生政策", "区教育局")
    assert (item.channels, item.on_website, item.is_proactive) == (("website", "new_media"), True, True)
    assert (item.audience, item.level, item.blank) == (("全社会",), ("县级",), ())


def test_a_merged_cell_of_a_file_holds_for_the_rows_below() -> None:
    item = of(TOP, SUB, ROW, SECOND).items[1]
    assert (item.first_level, item.name, item.basis, item.publisher) == ("招生管理", "招生结果", "《条例》", "区教育局")
    assert item.filled == ("basis", "channel", "first_level", "publisher", "time_limit")
    assert (item.is_proactive, item.audience, item.blank) == (False, ("特定群体",), ())


def test_the_same_as_above_is_taken_from_above() -> None:
    found = of(TOP, SUB, ROW, ("2", "招生管理", "招生结果", "名单", "同上", "同上", "区教育局", BOXES, "√", "", "√", "", "√", ""))
    assert (found.items[1].basis, found.items[1].time_limit) == ("《条例》", "20个工作日内")


def test_an_item_of_the_first_level_alone_takes_no_second_from_above() -> None:
    found = of(TOP, SUB, ROW, ("2", "安全管理", "", "安全预案", "", "", "", "", "√", "", "√", "", "√", ""))
    assert found.items[1].name == "安全管理"


def test_a_header_repeated_on_the_next_page_is_no_item() -> None:
    found = read(TITLE, (FileTable((TOP, SUB, ROW)), FileTable((TOP, SUB, ("2", *ROW[1:])))))
    assert [item.number for item in found.items] == ["1", "2"]


def test_a_next_page_without_a_header_goes_on() -> None:
    found = read(TITLE, (FileTable((TOP, SUB, ROW)), FileTable((("2", *ROW[1:]), ("3", *ROW[1:])))))
    assert [item.number for item in found.items] == ["1", "2", "3"]


def test_a_cell_cut_by_the_end_of_a_page_is_joined() -> None:
    rest = ("", "", "", "和入学流程", *("",) * 10)
    cut = read(TITLE, (FileTable((TOP, SUB, ROW)), FileTable((rest, ("2", *ROW[1:])))))
    # One cell alone may be a heading or a remark: only what stands beside another cell is joined.
    assert [item.number for item in cut.items] == ["1", "2"]
    rest = ("", "", "", "和入学流程", "第二十条", *("",) * 9)
    joined = read(TITLE, (FileTable((TOP, SUB, ROW)), FileTable((rest, ("2", *ROW[1:])))))
    assert [item.content for item in joined.items] == ["招生工作方案和入学流程", "招生工作方案"]


def test_the_parts_of_a_file_are_one_catalogue() -> None:
    parts = (FilePart("义务教育", "", (FileTable((TOP, SUB, ROW)),)), FilePart("公共文化", "", (FileTable((TOP, SUB, ROW)),)),
             FilePart("就业", "", (FileTable((TOP, SUB, ROW)),), hidden=True))  # fmt: skip
    found = items_catalogue.read_items_catalogue_file("样本区公开事项目录", parts)
    assert found.fields == ("compulsory_education", "culture")
    assert [item.field for item in found.items] == ["compulsory_education", "culture"]
    assert [item.place.place.part for item in found.items] == [0, 1]


def test_headings_between_the_rows_change_the_field() -> None:
    heading = ("（二）社会救助领域基层政务公开标准目录", *("",) * 13)
    found = of(TOP, SUB, ROW, heading, TOP, SUB, ROW)
    assert [item.field for item in found.items] == ["compulsory_education", "social_assistance"]


def test_a_page_with_spans() -> None:
    html = """<p>义务教育领域基层政务公开标准目录</p><table><tr><td rowspan=2>序号<td colspan="2">公开事项<td rowspan=2>公开内容<br>（要素）
    <td rowspan=2>公开依据<td rowspan=2>公开时限<td rowspan=2>公开主体<td rowspan=2>公开渠道和载体<td colspan=2>公开对象<td colspan=2>公开方式
    <td colspan=2>公开层级<tr><td>一级事项<td>二级事项<td>全社会<td>特定群体<td>主动<td>依申请<td>县级<td>乡级
    <tr><td>1<td rowspan=2>招生管理<td>政策<td>方案<td rowspan=2>《条例》<td>20日<td>区教育局<td>■政府网站<td>√<td><td>√<td><td>√<td>
    <tr><td>2<td>结果<td>名单<td><td>区教育局<td>■政府网站<td>√<td><td>√<td><td>√<td></table>"""
    found = page(html, "公开目录")
    assert (found.state, found.missing, found.fields) == ("read", (), ("compulsory_education",))
    assert (found.items[1].first_level, found.items[1].basis) == ("招生管理", "《条例》")
    # In a page a cell that nothing covers is empty, and said to be.
    assert (found.items[1].time_limit, found.items[1].blank) == ("", ("time_limit",))


def test_a_second_header_row_that_lost_its_place() -> None:
    top = tuple(cell for cell in TOP if cell)
    sub = tuple(cell for cell in SUB if cell)
    item = page(html_of(top, sub, ROW)).items[0]
    assert (item.name, item.publisher, item.is_proactive, item.level) == ("招生政策", "区教育局", True, ("县级",))


def test_sub_headers_of_a_districts_own_are_no_item() -> None:
    own = (*SUB[:12], "样本市级", "网格")
    found = of(TOP, own, ROW)
    assert [item.name for item in found.items] == ["招生政策"]
    assert found.items[0].level == ("样本市级",)


def test_columns_that_are_missing_are_told() -> None:
    found = of(("序号", "公开事项", "公开内容", "公开时限", "公开主体"), ("1", "招生", "方案", "20日", "区教育局"))
    assert found.state == "read"
    assert found.missing == ("basis", "channel", "audience", "manner", "level")
    assert found.items[0].name == "招生"
    assert found.items[0].blank == ()  # what has no column is not asked of a row


def test_a_catalogue_without_levels_of_items_misses_none() -> None:
    found = of(("序号", "公开事项", "公开内容", "公开依据", "公开时限", "公开主体", "公开渠道和载体", "公开对象", "公开方式", "公开层级"))
    assert found.missing == ()


# ---- not one


@pytest.mark.parametrize(
    ("title", "rows"),
    [
        ("关于做好公开事项目录编制工作的通知", ()),  # the keyword in the headline
        ("样本区召开公开事项目录编制推进会", ()),  # news about it
        ("样本区学校名录", (("序号", "学校名称", "地址", "联系电话", "办学层次"), ("1", "某小学", "某路", "无", "小学"))),
        ("样本区权责清单目录", (("序号", "事项名称", "实施依据", "责任主体", "办理时限"), ("1", "许可", "法", "局", "5日"))),
        ("样本区公开事项目录任务分工表", (("序号", "任务", "公开主体", "完成时限"), ("1", "编目录", "各单位", "7月底"))),
    ],
)
def test_near_misses_are_no_catalogue(title: str, rows: tuple[tuple[str, ...], ...]) -> None:
    assert read(title, (FileTable(rows),) if rows else ()).state == "absent"


def test_an_upper_levels_standard_is_seen_to_be_unfilled() -> None:
    found = of(TOP, SUB, (*ROW[:6], "县级教育行政部门", *ROW[7:]), title="转发义务教育领域基层政务公开标准指引")
    assert found.is_unfilled
    assert not of(TOP, SUB, ROW).is_unfilled


def test_last_years_table_under_this_years_title_is_told_by_its_years() -> None:
    found = of(TOP, SUB, ROW, caption="义务教育领域基层政务公开标准目录（2022年版）")
    assert (found.title_years, found.years) == ((2023,), (2022,))


# ---- cannot tell


def test_pictures_are_not_read() -> None:
    assert page("<p><img src='1.png'></p>").state == "unreadable"
    assert page("<p><img src='1.png'></p>", "某学校活动").state == "absent"


def test_a_file_without_tables_is_not_absent() -> None:
    found = items_catalogue.read_items_catalogue_file(TITLE, (FilePart("第1页", "序号 公开事项"),))
    assert (found.state, found.cause) == ("unreadable", "文件中没有读出表格")


def test_rows_that_do_not_fit_their_header_accuse_nobody() -> None:
    found = page(html_of(TOP, SUB, ROW[:9], ROW[:8], ROW[:9]))
    assert (found.state, found.items, found.missing) == ("unreadable", (), ())


@pytest.mark.parametrize(
    "html",
    ["", "<table>", "<table><tr><td rowspan=99999999 colspan=99999999>x" * 3, "<tr><td>a" * 500, "<table>" * 300, "<td rowspan='-1'>x"],
)
def test_damaged_markup_is_survived(html: str) -> None:
    assert page(html, "").state == "absent"


def test_what_is_longer_than_the_limit_says_so() -> None:
    row = "<tr>" + "".join(f"<td style='width:10px'>{cell}</td>" for cell in ROW) + "</tr>"
    head = html_of(TOP, SUB).removesuffix("</table>")
    assert not page(head + row * 3 + "</table>").truncated
    found = page(head + row * 5_000 + "</table>")
    assert found.truncated and len(found.items) < 5_000


# ---- words


@pytest.mark.parametrize(
    ("cell", "channels"),
    [
        (BOXES, ("website", "new_media")),
        ("√政府网站  □其他", ("website",)),
        ("t政府网站□政府公报\n*公开查阅点", ("website", "reading_point")),  # the symbol font is lost
        ("口政府网站 ■入户/现场", ("visit",)),
        ("□政府网站 □政府公报", ()),
        ("政府网站、公开查阅点", ("website", "reading_point")),
        ("■社区/企事业单位/村公示栏（电子屏） ■精准推送", ("board", "push")),
        ("", ()),
    ],
)
def test_the_channels_of_a_cell(cell: str, channels: tuple[str, ...]) -> None:
    assert channels_in(cell) == channels


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("（七）公共法律服务领域基层政务公开标准目录", "legal_services"),
        ("义务教育领域", "compulsory_education"),
        ("社会保险、社会救助领域政务公开目录", ""),  # two fields
        ("某领域政务公开目录", ""),
        ("关于义务教育的通知", ""),
    ],
)
def test_the_field_of_a_heading(words: str, code: str) -> None:
    assert field_of(words) == code


def test_ticks() -> None:
    assert all(map(is_ticked, ("√", "✓", "■", "是", "V")))
    assert not any(map(is_ticked, ("", "□", "否", "—")))
