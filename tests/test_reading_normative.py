"""What normative documents say of their own life, and which others they end; clean-up results and their lists."""

from datetime import date
from pathlib import Path

import pytest

from crawler.extract import cleanup, normative
from crawler.extract.cleanup import announces_result, documents_in, group_of, groups_in, kind_of_title, may_be_result
from crawler.extract.normative import Normative, add_months, core_titles
from crawler.page import Page
from tests.places import placed

read_normative = placed(normative.read_normative)
read_cleanup = placed(cleanup.read_cleanup)

REAL = Path(__file__).resolve().parents[1] / ".." / "shared" / "real"
needs_real = pytest.mark.skipif(not REAL.is_dir(), reason="real pages are not beside this checkout")
WRITTEN, PUBLISHED = date(2020, 4, 30), date(2020, 5, 2)


def read(text: str, title: str = "样本区停车管理办法") -> Normative:
    return read_normative(title, text, PUBLISHED, WRITTEN)


@pytest.mark.parametrize(
    ("text", "effective", "last_day"),
    [
        ("第四条 本办法自2018年10月15日起施行，有效期5年。", date(2018, 10, 15), date(2023, 10, 15)),
        ("本办法由区教育局负责解释，自2023年1月1日起施行，有效期五年。", date(2023, 1, 1), date(2028, 1, 1)),
        ("本办法（试行）自二〇一九年六月一日起实施。有效期二年。", date(2019, 6, 1), date(2021, 6, 1)),
        ("第二十条 本办法自2020年1月1日起施行。\n第二十一条 本办法有效期为5年。", date(2020, 1, 1), date(2025, 1, 1)),
        ("本方案自2020年3月1日起执行，执行期限3年", date(2020, 3, 1), date(2023, 3, 1)),
        ("本规定自2020年8月31日起施行，有效期6个月。", date(2020, 8, 31), date(2021, 2, 28)),
        ("本通知自印发之日起施行，有效期至2025年12月31日。", PUBLISHED, date(2025, 12, 31)),
        ("本意见自发布之日起施行，有效期限自2020年1月1日至2022年12月31日。", PUBLISHED, date(2022, 12, 31)),
    ],
)
def test_a_term_and_its_start(text: str, effective: date, last_day: date) -> None:
    said = read(text)
    assert said.effective == effective
    assert said.ends_earliest == said.ends_latest == last_day
    assert said.term_quote


def test_from_publication_leaves_the_days_between_writing_and_publishing_open() -> None:
    said = read("本细则自发布之日起试行，试行期两年。")
    assert said.from_publication and said.term_years == 2
    assert (said.ends_earliest, said.ends_latest) == (date(2022, 4, 30), date(2022, 5, 2))


def test_days_after_publication_are_added() -> None:
    said = read("本办法自公布之日起30日后施行，有效期五年。")
    assert (said.effective, said.ends_earliest) == (date(2020, 6, 1), date(2025, 5, 30))


def test_months_after_publication_are_added_and_workdays_leave_days_open() -> None:
    said = read("本办法自印发之日起3个月后施行，有效期五年。")
    assert (said.effective, said.ends_earliest) == (date(2020, 8, 2), date(2025, 7, 30))
    said = read("本办法自2020年5月2日起10个工作日后施行，有效期五年。")
    assert said.ends_earliest and said.ends_latest and said.ends_earliest < said.ends_latest


@pytest.mark.parametrize(
    "text",
    [
        "原《停车办法》（样府规〔2013〕1号，自2013年2月1日起施行，有效期5年）同时废止。",
        "自2013年2月1日起施行的《停车办法》，有效期5年，已经届满。",
    ],
)
def test_the_life_of_another_document_is_not_its_own(text: str) -> None:
    assert read(text).ends_latest is None
    assert read(f"{text}本办法自2020年1月1日起施行，有效期5年（原有效期3年）。").ends_latest == date(2025, 1, 1)


@pytest.mark.parametrize(
    "text",
    [
        "拟废止《停车办法》（样府规〔2013〕1号）。",
        "拟对《停车办法》（样府规〔2013〕1号）予以废止。",
        "《停车办法》（样府规〔2013〕1号）暂不废止。",
    ],
)
def test_what_is_only_planned_ends_nothing(text: str) -> None:
    assert read(text).repeals == ()


def test_a_term_whose_start_nobody_knows_is_unsure() -> None:
    said = read_normative("办法", "本办法自发布之日起施行，有效期2年。", None, None)
    assert said.term_unsure and said.ends_latest is None


@pytest.mark.parametrize(
    "text",
    [
        "第三条 认定结果公示五个工作日，认定资格有效期为两年。",
        "第十条 本办法所称许可证有效期5年。",
        "第十条 证书自颁发之日起生效，有效期3年。",
        "申请人应当提交许可证，自2020年1月1日起执行，合同有效期3年",
        "原办法自2015年1月1日起施行，有效期5年，现已到期。",
        "凡宣布失效的文件，自本通知印发之日起一律停止执行。",
        "如需继续销售，应按规定程序将延续有效期的申请报财政部。",
    ],
)
def test_terms_of_other_things_are_not_the_documents(text: str) -> None:
    said = read(text)
    assert said.term_months is None and said.until is None and said.ends_latest is None


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        ("原《某某办法》（样府规〔2018〕5号）同时废止。", [("某某办法", "样府规〔2018〕5号")]),
        (
            "自本办法施行之日起，《甲办法》（样府发〔2010〕1号）、《乙办法》（样府办发〔2011〕2号）同时废止。",
            [("甲办法", "样府发〔2010〕1号"), ("乙办法", "样府办发〔2011〕2号")],
        ),
        ("决定废止《关于印发〈甲办法〉的通知》等3件文件。", [("关于印发〈甲办法〉的通知", "")]),
        ("原样府规〔2018〕5号文件同时废止。", [("", "样府规〔2018〕5号")]),
        ("根据《四川省行政规范性文件管理办法》规定，《甲办法》同时废止。", [("甲办法", "")]),
        ("《甲办法》（样府发〔2010〕1号）第三条同时废止。", []),
        (
            "现印发《乙意见》，自公布之日起施行，原《关于执行〈甲准则〉的通知》（样财〔2007〕21号）和《丙意见》（样财〔2008〕38号）同时废止。",
            [("关于执行〈甲准则〉的通知", "样财〔2007〕21号"), ("丙意见", "样财〔2008〕38号")],
        ),
        ("凡与本通知不一致的规定同时废止。", []),
        ("此前发布的《甲办法》与本办法不一致的，以本办法为准。", []),
    ],
)
def test_what_it_ends(text: str, ended: list[tuple[str, str]]) -> None:
    assert [(r.title, r.doc_number) for r in read(text).repeals] == ended


def test_a_decision_that_only_repeals_lists_its_documents() -> None:
    said = read("1.《甲办法》（样府发〔2010〕1号）\n2.《乙办法》", "关于废止部分行政规范性文件的决定")
    assert [r.title for r in said.repeals] == ["甲办法", "乙办法"]
    assert read("1.《甲办法》", "关于废止和修改部分文件的决定").repeals == ()


@pytest.mark.parametrize("title", ["某规定（征求意见稿）", "《某规定》解读"])
def test_drafts_and_explanations_end_nothing(title: str) -> None:
    assert read("原《甲办法》同时废止。", title).repeals == ()


def test_one_document_has_several_names() -> None:
    issued = core_titles("样本区人民政府关于印发《样本区停车管理办法》的通知")
    assert issued & core_titles("样本区停车管理办法")
    assert issued & core_titles("关于印发样本区停车管理办法的通知")
    assert not issued & core_titles("样本区停车管理办法（试行）")


def test_months_end_on_the_corresponding_or_the_last_day() -> None:
    assert add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert add_months(date(2020, 12, 15), 24) == date(2022, 12, 15)


@needs_real
def test_a_real_decree_names_what_it_ends() -> None:
    from crawler.extract.page import read_page

    name = "cwl_gov_cn__c_2020-05-27_468738.html"
    page = read_page(Page(f"http://www.cwl.gov.cn/{name}", (REAL / "pages" / name).read_bytes()))
    said = read_normative("民政部办公厅关于印发《民政部彩票公益金使用管理办法》等六个办法的通知", page.text, None, None)
    assert [r.doc_number for r in said.repeals] == ["民办发〔2018〕8号", "民办发〔2018〕9号"]


# ---- clean-up results


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("样本区人民政府关于公布行政规范性文件清理结果的公告", "result"),
        ("样本区人民政府关于宣布废止和失效一批行政规范性文件的决定", "result"),
        ("样本区继续有效的行政规范性文件目录", "result"),
        ("样本区2023年行政规范性文件清理结果公告", "result"),
        ("样本区人民政府行政规范性文件清理结果（2023年）", "result"),
        ("关于拟废止部分规范性文件的公示", "about"),
        ("关于开展行政规范性文件清理工作的通知", "start"),
        ("关于清理建国以来规范性文件的通知", "start"),
        ("关于报送行政规范性文件清理结果的通知", "about"),
        ("样本区完成2023年行政规范性文件清理 废止失效12件", "about"),
        ("区司法局召开规范性文件清理结果审查会", "about"),
        ("《关于公布区政府规范性文件清理结果的决定》解读", "about"),
        ("关于公布涉企收费清理结果的公告", ""),
        ("区教育局2023年部门预算", ""),
    ],
)
def test_what_a_title_is_to_a_clean_up(title: str, kind: str) -> None:
    assert kind_of_title(title) == kind


BODY = """
现将清理结果公布如下：继续有效2件，废止1件，失效1件。
一、继续有效的规范性文件目录
1.《停车办法》（样府规〔2020〕1号）
2.《燃放管理规定》（样府规〔2020〕2号）
二、废止和失效的规范性文件目录
1.《集贸市场办法》（样府规〔2010〕1号）
2.《渡口规定》（样府规〔2010〕2号）"""


def test_lists_and_counts_of_a_body() -> None:
    said = read_cleanup("公告", BODY, [])
    assert said.is_complete and not said.disagreements
    assert dict(said.counts) == dict(said.listed) == {"kept": 2, "ended": 2}
    assert read_cleanup("公告", BODY.replace("有效2件", "有效3件"), []).disagreements == (("kept", 3, 2),)


def test_counts_stand_before_or_after_what_they_count() -> None:
    text = "对152件现行有效的文件作了清理。26件宣布继续有效；6件予以修订；7件宣布失效；另有5件规范性文件宣布废止。"
    assert dict(read_cleanup("公告", text, []).counts) == {"kept": 26, "changed": 6, "ended": 12}
    assert dict(read_cleanup("公告", "保留（继续有效）45件，宣布失效（废止）16件。", []).counts) == {
        "kept": 45,
        "ended": 16,
    }


def test_a_title_that_says_nothing_leaves_it_to_the_body() -> None:
    assert may_be_result("样本区人民政府通告") and may_be_result("样本区人民政府公告（2023年第4号）")
    assert not may_be_result("关于放假的通知")
    assert announces_result("我区对规范性文件进行了全面清理，现将清理结果集中公布如下：")
    assert not announces_result("请各单位于8月底前将规范性文件清理结果报区司法局。")


def test_a_document_stands_under_one_heading() -> None:
    assert group_of(BODY, ["集贸市场办法"]) == "ended"
    assert group_of(BODY, ["燃放管理规定"]) == "kept"
    assert group_of(BODY, ["样本区养犬管理规定"]) is None


def test_lists_may_be_attachments_or_missing() -> None:
    assert read_cleanup("公告", "", ["1.继续有效目录.doc", "2.废止目录.doc"]).is_complete
    assert not read_cleanup("公告", "", ["1.继续有效目录.doc"]).is_complete
    assert read_cleanup("公告", "未纳入继续有效目录的一律废止。", ["1.继续有效目录.doc"]).is_complete
    assert read_cleanup("公告", "", ["附件1.doc"]).nameless


@needs_real
def test_a_real_announcement_counts_without_listing() -> None:
    said = read_cleanup("清理结果", (REAL / "texts" / "07_cleanup.txt").read_text(encoding="utf-8"), [])
    assert dict(said.counts) == {"kept": 52, "ended": 100}
    assert not said.is_complete


@pytest.mark.parametrize(
    "sentence",
    [
        "原《样本区停车规定》（样府规〔2015〕3号）同时废止。",
        "《甲规定》（样府规〔2015〕3号）、《乙规定》（样府规〔2015〕4号）同时废止。",
        "决定废止《样本区停车规定》（样府规〔2015〕3号）。",
        "原样府规〔2015〕3号文件同时废止。",
    ],
)
def test_a_sentence_that_ends_the_whole_document(sentence: str) -> None:
    ended = read(sentence).repeals
    assert ended and all(reference.whole for reference in ended)


@pytest.mark.parametrize(
    "sentence",
    [
        "《样本区停车规定》（样府规〔2015〕3号）中与本办法不一致的规定同时废止。",
        "《样本区停车规定》（样府规〔2015〕3号）关于收费标准的规定不再执行。",
        "本办法与《样本区停车规定》（样府规〔2015〕3号）配套实施，原样府规〔2010〕1号同时废止。",
        "废止《样本区停车规定》（样府规〔2015〕3号）关于收费的规定。",
    ],
)
def test_a_sentence_that_leaves_something_standing(sentence: str) -> None:
    assert not any(reference.whole for reference in read(sentence).repeals if "2015" in reference.doc_number)


def test_what_is_excepted_is_not_ended() -> None:
    assert read("除《样本区停车规定》（样府规〔2015〕3号）外，其余文件予以废止。").repeals == ()


def test_a_long_row_of_numbers_takes_no_time() -> None:
    assert not any(r.whole for r in read("《甲规定》" + "自本日之日起1" * 400 + "乙同时废止。").repeals)


def test_a_table_gives_each_row_its_own_outcome() -> None:
    body = "序号\t文件\t文号\t清理结果\n1\t甲办法\t样府规〔2020〕1号\t继续有效\n2\t乙办法\t样府规〔2010〕1号\t废止"
    assert read_cleanup("清理结果公告", body, []).is_complete


def test_none_to_repeal_counts_as_nought() -> None:
    assert read_cleanup("清理结果公告", "全部继续有效，无废止、失效文件。", ["继续有效目录.docx"]).is_complete
    assert not read_cleanup("清理结果公告", "全部继续有效。", ["继续有效目录.docx"]).is_complete


def test_the_rows_of_a_list_carry_group_name_and_number() -> None:
    table = "继续有效的规范性文件目录\n序号\t名称\t文号\n1\t关于印发《样本区停车办法》的通知\t样府规〔2020〕1号\n2\t样本区燃放规定\t样府规〔2020〕2号"
    assert [(r.group, r.title, r.number) for r in documents_in("附件1.xlsx", table)] == [
        ("kept", "关于印发《样本区停车办法》的通知", "样府规〔2020〕1号"), ("kept", "样本区燃放规定", "样府规〔2020〕2号"),
    ]  # fmt: skip
    assert [(r.group, r.title) for r in documents_in("废止的文件目录.doc", "1.《集市办法》（样府规〔2010〕1号）")] == [("ended", "集市办法")]
    assert [r.group for r in documents_in("继续有效、废止目录.doc", "1.《集市办法》（样府规〔2010〕1号）")] == [None]
    assert documents_in("废止目录.doc", "根据《省办法》（省府发〔2010〕1号），现公布如下。\n本次清理涉及《集市办法》等。") == []
    mixed = "1\t停车办法\t样府规〔2020〕1号\t继续有效\n2\t集市办法\t样府规〔2010〕1号\t废止"
    assert [r.group for r in documents_in("一览表.xlsx", mixed)] == ["kept", "ended"]
    assert groups_in(table) == ("继续有效",) and groups_in("申请表\n姓名") == ()
