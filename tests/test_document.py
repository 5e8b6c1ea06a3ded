"""Reading a 工作要点 document into a draft catalogue."""

import csv
import re
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.document import Draft, draft_toml, read_deadline, read_document
from rules.document.assemble import assemble
from rules.document.reader import Source
from tests import document_damage

MISSION = Path(__file__).resolve().parents[1] / ".." / "shared" / "mission"

HEAD = """云溪县府办〔2025〕3号

云溪县人民政府办公室
关于印发《2025年全县政务公开工作要点》的通知

2025年4月18日
"""


def read(text: str) -> Draft:
    return assemble(Source(tuple(text.split("\n"))))


def table(*lines: str, header: str = "序号\t任务名称\t工作内容\t责任单位\t完成时限") -> Draft:
    return read("\n".join([HEAD, "附件", "", header, *lines, "", "信息公开选项：主动公开"]))


def doubts_of(draft: Draft, row: int | None) -> str:
    return "".join(doubt.message for doubt in draft.doubts if doubt.row == row)


# ---- the document this project was made for


@pytest.fixture(scope="module")
def mission() -> Draft:
    texts = sorted(MISSION.glob("*.txt"))
    if not texts:
        pytest.skip("the mission's document is not beside this checkout")
    return read_document(texts[0])


def rows_by_hand() -> list[dict[str, str]]:
    with (MISSION / "rows-2023.tsv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_every_row_of_the_mission_equals_the_table_made_by_hand(mission: Draft) -> None:
    read_rows = [(r.row, r.section, r.clause, r.task, r.text, r.responsible, r.deadline) for r in mission.rows]
    by_hand = [
        (
            int(r["row"]),
            int(r["section"]),
            r["clause"],
            r["task"],
            r["requirement"],
            r["responsible_units"],
            read_deadline(r["deadline"], 2023),
        )
        for r in rows_by_hand()
    ]
    assert read_rows == by_hand


def test_the_missions_head_is_read(mission: Draft) -> None:
    assert (mission.title, mission.issued) == ("2023年全区政务公开工作要点", date(2023, 5, 30))
    assert mission.number.endswith("府办〔2023〕26号")


def test_words_in_which_table_and_body_differ_are_errata(mission: Draft) -> None:
    assert "分工表作“五公开一建设”，正文作“四公开一建设”" in mission.rows[29].errata
    assert "分工表作“稳增长”，正文作“稳经济增长”" in mission.rows[1].errata
    tasks = [row.row for row in mission.rows if any(note.startswith("任务名称") for note in row.errata)]
    assert tasks == [28, 37, 41, 43]


def test_a_unit_its_own_row_calls_otherwise_is_an_erratum(mission: Draft) -> None:
    assert any(note.startswith("责任单位作") for note in mission.rows[43].errata)


def test_rows_that_table_and_body_word_alike_have_no_errata(mission: Draft) -> None:
    # Rows 27 and 29 differ from the body in the width of their punctuation and in spaces only.
    assert mission.rows[26].errata == mission.rows[28].errata == ()


def test_the_lost_deadline_is_none_and_doubted(mission: Draft) -> None:
    assert mission.rows[47].deadline is None
    assert "完成时限在原文中缺失" in mission.rows[47].errata
    assert "完成时限" in doubts_of(mission, 48)


def test_groups_and_open_lists_of_the_mission(mission: Draft) -> None:
    assert mission.rows[10].units == ("@constituent", "@townships", "@subdistricts")
    assert mission.rows[29].units == ("@departments", "@townships", "@subdistricts")
    assert mission.rows[17].open_list
    assert len(mission.rows[17].units) == 1
    assert not mission.rows[10].open_list


def test_only_what_is_doubtful_in_the_mission_is_doubted(mission: Draft) -> None:
    assert sorted({doubt.row for doubt in mission.doubts if doubt.row}) == [14, 34, 48]


def test_no_word_of_one_district_is_in_the_code() -> None:
    sources = (Path(__file__).resolve().parents[1] / "rules" / "document").glob("*.py")
    assert not [
        path.name
        for path in sources
        if re.search("达川|达州|公开一建设|保密局|稳增长", path.read_text(encoding="utf-8"))
    ]


# ---- tables


TWO_ROWS = (
    "1\t推进财政公开\t做好预决算公开。\t县财政局\t8月底前",
    "2\t\t规范公开格式，方便群众查阅。\t县财政局、县审计局\t全年",
)


@pytest.mark.parametrize("sign", ["\t", " | ", "   "])
def test_tabs_bars_and_spaces_part_cells_alike(sign: str) -> None:
    lines = [line.replace("\t", sign) for line in ("序号\t任务名称\t工作内容\t责任单位\t完成时限", *TWO_ROWS)]
    draft = table(*lines[1:], header=lines[0])
    assert [(r.task, r.text, r.units, r.deadline) for r in draft.rows] == [
        ("推进财政公开", "做好预决算公开。", ("县财政局",), date(2025, 8, 31)),
        ("推进财政公开", "规范公开格式，方便群众查阅。", ("县财政局", "县审计局"), "全年"),
    ]
    assert not draft.doubts


def test_a_table_copied_one_cell_a_line_is_put_together() -> None:
    cells = [cell for line in TWO_ROWS for cell in line.split("\t") if cell]
    draft = table(*cells, header="序号\n任务名称\n工作内容\n责任单位\n完成时限")
    assert [r.text for r in draft.rows] == ["做好预决算公开。", "规范公开格式，方便群众查阅。"]
    assert [r.deadline for r in draft.rows] == [date(2025, 8, 31), "全年"]


def test_a_row_cut_by_a_page_break_is_one_row_and_named() -> None:
    draft = table(
        "1\t推进财\t做好预决算公开，规范公\t县财政局、县审\t8月底前",
        "序号\t任务名称\t工作内容\t责任单位\t完成时限",
        "\t政公开\t开格式。\t计局",
        "2\t做好解读\t丰富解读形式。\t各部门\t全年",
    )
    assert [(r.task, r.text, r.units) for r in draft.rows] == [
        ("推进财政公开", "做好预决算公开，规范公开格式。", ("县财政局", "县审计局")),
        ("做好解读", "丰富解读形式。", ("@departments",)),
    ]
    assert "分页" in doubts_of(draft, 1)


def test_a_row_after_a_page_break_that_lost_its_deadline_stays_a_row() -> None:
    draft = table(
        "1\t推进财政公开\t做好预决算公开。\t县财政局\t8月底前",
        "序号\t任务名称\t工作内容\t责任单位\t完成时限",
        "2\t做好解读\t丰富解读形式。\t县司法局",
    )
    assert [r.deadline for r in draft.rows] == [date(2025, 8, 31), None]
    assert "完成时限" in doubts_of(draft, 2)


@pytest.mark.parametrize("sign", ["\t", "   "])
def test_rows_that_may_share_merged_units_are_never_read_in_silence(sign: str) -> None:
    lines = [
        "做好预决算公开。\t县财政局\t全年",
        "规范公开格式，方便群众查阅。",
        "及时公开审计结果，接受监督。",
        "丰富解读形式。\t县司法局\t8月底前",
    ]
    draft = table(*(line.replace("\t", sign) for line in lines), header=sign.join(("工作内容", "责任单位", "完成时限")))
    named = {doubt.row for doubt in draft.doubts}
    assert (draft.rows[0].text, draft.rows[0].units) == ("做好预决算公开。", ("县财政局",))
    assert len(draft.rows) > 1
    assert all(row.row in named for row in draft.rows[1:])


def test_lead_and_support_columns_are_told_apart_when_one_is_empty() -> None:
    draft = table(
        "1\t做好预决算公开。\t县财政局\t\t全年",
        "2\t做好解读。\t县司法局\t各部门\t全年",
        header="序号\t工作内容\t牵头单位\t配合单位\t完成时间",
    )
    assert [(r.lead, r.support) for r in draft.rows] == [(("县财政局",), ()), (("县司法局",), ("@departments",))]
    assert draft.rows[1].responsible == "牵头单位：县司法局；配合单位：各部门"


def test_a_table_without_deadlines_says_so_and_notes_days_in_the_text() -> None:
    draft = table("1\t8月底前完成目录编制，做好公开。\t县司法局", header="序号\t工作内容\t责任单位")
    assert draft.rows[0].deadline is None
    assert draft.rows[0].errata == ("没有单列的完成时限；任务内容中写有“8月底前”",)
    assert "没有完成时限" in doubts_of(draft, None)


def test_rows_numbered_with_a_gap_are_doubted() -> None:
    draft = table(*(f"{n}\t任务{n}\t做好第{n}类信息公开。\t县财政局\t全年" for n in (1, 2, 4, 5)))
    assert "不连续" in doubts_of(draft, 3)
    assert not doubts_of(draft, 2)


def test_a_cell_nobody_can_place_is_named() -> None:
    draft = table("1\t推进财政公开\t做好预决算公开。\t县财政局\t8月底前\t县财政局已办结两项", *TWO_ROWS[1:])
    assert "多出一格" in doubts_of(draft, 1)


def test_section_lines_across_the_table_are_no_rows() -> None:
    draft = table(
        "一、扩大主动公开",
        "1\t推进财政公开\t做好预决算公开。\t县财政局\t全年",
        "二、加强解读回应",
        "2\t做好解读\t丰富解读形式。\t县司法局\t全年",
    )
    assert [(r.row, r.section, r.text) for r in draft.rows] == [(1, 1, "做好预决算公开。"), (2, 2, "丰富解读形式。")]


def test_the_body_gives_a_row_its_point_and_the_tasks_right_name() -> None:
    body = "一、扩大公开\n（一）推进财政信息公开。做好预决算公开。\n二、加强解读\n（二）做好政策解读。丰富解读形式。\n"
    lines = "附件\n任务名称\t工作内容\t责任单位\t完成时限\n推进财政公开\t做好预决算公开。\t县财政局\t全年\n\t丰富解读形式。\t县司法局\t全年"
    draft = read(f"{HEAD}\n{body}\n{lines}")
    assert [(r.section, r.clause, r.task) for r in draft.rows] == [
        (1, "（一）", "推进财政信息公开"),
        (2, "（二）", "做好政策解读"),
    ]
    assert draft.rows[0].errata == ("任务名称分工表作“推进财政公开”，正文作“推进财政信息公开”",)


def test_a_point_of_the_body_without_a_row_is_named() -> None:
    body = "一、扩大公开\n（一）推进财政公开。做好预决算公开。\n（二）做好政策解读。丰富解读形式，方便群众理解。\n"
    draft = read(
        f"{HEAD}\n{body}\n附件\n任务名称\t工作内容\t责任单位\t完成时限\n推进财政公开\t做好预决算公开。\t县财政局\t全年"
    )
    assert "（二）做好政策解读" in doubts_of(draft, None)


# ---- damage


def test_no_damaged_table_is_read_wrongly_in_silence(tmp_path: Path) -> None:
    outcomes = [document_damage.read_case(document_damage.damaged(seed), tmp_path) for seed in range(200)]
    perfect = sum(outcome.perfect for outcome in outcomes)
    print(f"all rows right: {perfect} of {len(outcomes)}")
    assert [outcome.case.seed for outcome in outcomes if outcome.silent or outcome.count_silent] == []
    assert perfect >= 0.95 * len(outcomes)
    # Doubting everything would be no answer: at most one right row in twenty is doubted.
    assert sum(outcome.false_doubts for outcome in outcomes) <= 0.05 * sum(outcome.rows for outcome in outcomes)
    assert sum(outcome.misplaced for outcome in outcomes if outcome.case.has_body) == 0


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    st.lists(
        st.sampled_from(
            [
                "一、",
                "（一）",
                "1.",
                "附件",
                "\t",
                "|",
                "  ",
                "\n",
                "。",
                "、",
                "（",
                "）",
                "责任单位：",
                "完成时限",
                "8月底前",
                "县教育局",
                "各乡镇",
                "[",
                "<p>",
                "“",
                "序号\t工作任务\t责任单位\t完成时限\n",
                "关于印发《",
                "》的通知",
                "〔2025〕3号",
                "2025年4月1日",
                "做好公开工作",
            ]
        ),
        max_size=120,
    )
)
def test_any_text_gives_a_draft_and_valid_toml(pieces: list[str]) -> None:
    draft = read("".join(pieces))
    assert len(tomllib.loads(draft_toml(draft)).get("requirement", [])) == len(draft.rows)


# ---- documents without a table


BODY = """
2025年全县政务公开工作要点
　　一、总体要求
　　（一）指导思想。坚持以人民为中心。
　　二、聚焦重点领域
　　（一）推进重点工作公开。围绕项目建设，公开重大项目批准信息。（责任单位：县发改局、县住建局；完成时限：2025年9月底前）及时公开财政预决算。（牵头单位：县财政局；配合单位：县直各部门、各乡镇；完成时限：全年）
　　（二）加强民生领域公开。做好义务教育、养老服务等信息公开[责任单位：县教育局、县民政局，完成时限：第三季度]。
　　三、提升公开质效
　　1.公开规范性文件。集中公开现行有效文件。（牵头单位:县司法局,责任单位:各部门、各乡镇街道,完成时限:长期坚持）
　　2.做好政策解读。坚持谁起草谁解读。（县政府办公室牵头，各部门配合，11月底前完成）
　　（十）强化队伍建设
　　每年至少组织1次培训（含线上培训）。
　　责任部门：县政府办公室、县委网信办
　　完成时间：2025年6月30日前
　　（十一）加强监督。将政务公开纳入考核。
（此件公开发布）
"""


def told(draft: Draft) -> list[tuple[str, str, tuple[str, ...], date | str | None]]:
    return [(r.clause, r.text, r.units, r.deadline) for r in draft.rows]


def test_points_with_responsibilities_in_brackets_are_rows() -> None:
    assert told(read(HEAD + BODY)) == [
        ("（一）", "围绕项目建设，公开重大项目批准信息。", ("县发改局", "县住建局"), date(2025, 9, 30)),
        ("（一）", "及时公开财政预决算。", ("县财政局", "@departments", "@townships"), "全年"),
        ("（二）", "做好义务教育、养老服务等信息公开。", ("县教育局", "县民政局"), date(2025, 9, 30)),
        ("1.", "集中公开现行有效文件。", ("县司法局", "@departments", "@townships", "@subdistricts"), "长期坚持"),
        ("2.", "坚持谁起草谁解读。", ("县政府办公室", "@departments"), date(2025, 11, 30)),
        ("（十）", "每年至少组织1次培训（含线上培训）。", ("县政府办公室", "县委网信办"), date(2025, 6, 30)),
        ("（十一）", "将政务公开纳入考核。", (), None),
    ]


def test_lead_and_support_in_brackets_are_told_apart() -> None:
    rows = read(HEAD + BODY).rows
    assert (rows[1].lead, rows[1].support) == (("县财政局",), ("@departments", "@townships"))
    assert (rows[4].lead, rows[4].support) == (("县政府办公室",), ("@departments",))
    assert (rows[0].lead, rows[0].support) == ((), ())


def test_points_without_units_are_doubted_and_aims_are_no_tasks() -> None:
    draft = read(HEAD + BODY)
    assert "没有写明责任单位" in doubts_of(draft, 7)
    assert "指导思想" in doubts_of(draft, None)
    assert all(row.task != "指导思想" for row in draft.rows)


def test_a_body_of_fixed_line_width_reads_the_same() -> None:
    wrapped = []
    for line in (HEAD + BODY).split("\n"):
        wrapped += [line[n : n + 26] for n in range(0, len(line), 26)] or [""]
        wrapped += ["— 3 —"] if line.startswith("　　三") else []
    assert told(read("\n".join(wrapped))) == told(read(HEAD + BODY))


def test_a_notice_with_points_of_its_own_is_not_the_body() -> None:
    notice = "现将任务印发给你们，并提出以下要求：\n一、加强领导\n各单位要高度重视。\n附件：2025年全县政务公开工作要点\n云溪县人民政府办公室\n2025年4月18日\n附件\n"
    assert told(read(HEAD + notice + BODY)) == told(read(HEAD + BODY))


def test_a_document_that_names_nobody_says_so_once() -> None:
    draft = read(HEAD + "一、扩大公开\n（一）推进财政公开。做好预决算公开。\n（二）做好解读。丰富解读形式。\n")
    assert [(r.task, r.units) for r in draft.rows] == [("推进财政公开", ()), ("做好解读", ())]
    assert "没有写明责任单位" in doubts_of(draft, None)
    assert not doubts_of(draft, 1)


# ---- the draft as TOML


def test_the_draft_is_a_catalogue_without_checks() -> None:
    draft = table('1\t推进“双减”公开\t公开"C:\\x"与\x07预决算。\t县财政局等部门\t8月底前', *TWO_ROWS[1:])
    written = tomllib.loads(draft_toml(draft))
    assert written["document"] == {
        "id": "yaodian-2025",
        "title": "2025年全县政务公开工作要点",
        "number": "云溪县府办〔2025〕3号",
        "issued": date(2025, 4, 18),
    }
    first = written["requirement"][0]
    assert (first["id"], first["row"], first["units"], first["open_list"]) == ("2025-01", 1, ["县财政局"], True)
    assert first["text"] == draft.rows[0].text
    assert first["deadline"] == date(2025, 8, 31)
    assert written["requirement"][1]["deadline"] == "全年"
    assert first["basis"] == [{"source": "云溪县府办〔2025〕3号", "strength": "S", "in_force": date(2025, 4, 18)}]
    assert "check" not in first


def test_a_lost_deadline_is_left_out_and_its_doubt_stands_beside_the_row() -> None:
    written = draft_toml(table("1\t推进财政公开\t做好预决算公开。\t县财政局", *TWO_ROWS[1:]))
    assert "deadline" not in tomllib.loads(written)["requirement"][0]
    assert written.index("# 存疑：完成时限") < written.index('id = "2025-01"')


def test_the_draft_is_the_same_every_time(mission: Draft) -> None:
    assert draft_toml(mission) == draft_toml(mission)
    assert len(tomllib.loads(draft_toml(mission))["requirement"]) == 48
