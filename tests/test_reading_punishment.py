"""行政处罚决定: elements of a decision, of a list of them, and what is none. All names and numbers are made up."""

from datetime import date

import pytest

from crawler.extract import punishment
from crawler.extract.punishment import Penalties, title_says_decision
from crawler.files.model import FileTable, Place
from tests.places import placed

SHOWN = date(2023, 6, 5)
read_page = placed(punishment.read_penalties)
read_tables = placed(punishment.read_penalty_tables)
TITLE = "样本区市场监督管理局行政处罚决定公示"
IDENTITY = "11010519491231002X"  # the example printed in the standard on identity numbers
PROSE = """样市监罚〔2023〕12号
当事人：样本区青禾粮油店
统一社会信用代码：无
经查，当事人于2023年4月3日销售超过保质期的食品三袋，货值金额十五元。
上述行为违反了《中华人民共和国食品安全法》第三十四条第（十）项的规定。
依据《中华人民共和国食品安全法》第一百二十四条第一款的规定，决定给予如下行政处罚：没收违法所得，罚款五千元。
如不服本决定，可以在六十日内申请行政复议，也可以在六个月内提起行政诉讼。
样本区市场监督管理局
2023年5月24日"""
LABELS = """行政处罚决定书文号：样市监罚〔2023〕12号
行政相对人名称：样本区青禾粮油店
违法事实：销售超过保质期的食品
处罚依据：《食品安全法》第一百二十四条
处罚内容：罚款五千元
处罚机关：样本区市场监督管理局
处罚决定日期：2023-05-24
公示日期：2023-06-01"""
HEADER = ("序号", "行政处罚决定书文号", "当事人名称", "主要违法事实", "处罚依据", "处罚结果", "作出处罚的机关名称", "作出处罚的日期")
ROW = ("1", "样市监罚〔2023〕12号", "样本区青禾粮油店", "销售过期食品", "《食品安全法》第一百二十四条", "罚款五千元", "区市场监管局", "2023/5/24")


def read(text: str, title: str = TITLE) -> Penalties:
    return read_page(title, text, SHOWN)


def lines(*rows: tuple[str, ...]) -> str:
    return "\n".join("\t".join(row) for row in rows)


# ---- read


@pytest.mark.parametrize("text", [PROSE, LABELS, lines(HEADER, ROW)])
def test_a_decision_in_each_of_its_shapes(text: str) -> None:
    found = read(text)
    assert (found.state, len(found.decisions), found.personal) == ("read", 1, ())
    decision = found.decisions[0]
    assert decision.missing == decision.unclear == ()
    assert (decision.number, decision.party) == ("样市监罚〔2023〕12号", "样本区青禾粮油店")
    assert "过" in decision.fact and "第一百二十四条" in decision.basis + decision.content and "罚款五千元" in decision.content
    assert decision.organ.endswith(("市场监督管理局", "市场监管局"))
    assert decision.decided == date(2023, 5, 24)
    assert decision.party_is == "organisation"


def test_the_day_of_publication_is_the_decisions_own_or_the_pages() -> None:
    assert read(LABELS).decisions[0].published == date(2023, 6, 1)
    assert read(PROSE).decisions[0].published == SHOWN


def test_a_list_holds_a_decision_a_row() -> None:
    other = ("2", "样市监罚〔2023〕13号", "李某", "无照经营", "—", "罚款一千元", "区市场监管局", "2023年5月")
    found = read(lines(HEADER, ROW, other)).decisions
    assert len(found) == 2
    assert (found[1].missing, found[1].decided) == (("basis",), None)  # a month is told, and is no day
    assert (found[1].party_is, found[1].name_is_masked) == ("person", True)


def test_the_rows_of_a_file() -> None:
    found = read_tables(TITLE, (FileTable((HEADER, ROW)), FileTable((("2", *ROW[1:]),))), SHOWN)
    assert len(found.decisions) == 2
    assert found.decisions[1].passages[0].place == Place(table=1, row=0, column=0) or found.decisions[1].passages[0].place.table == 1


def test_the_columns_of_the_double_publicity_table() -> None:
    header = ("行政相对人名称", "行政相对人类别", "行政相对人代码_1(统一社会信用代码)", "法定代表人", "行政处罚决定文书号", "违法行为类型", "违法事实", "处罚依据", "处罚类别",
              "处罚内容", "罚款金额（万元）", "处罚决定日期", "处罚有效期", "公示截止期", "处罚机关", "处罚机关统一社会信用代码")  # fmt: skip
    row = ("青禾商行", "个体工商户", "无", "李*", "样罚〔2023〕1号", "无照经营", "未办执照经营饭店", "《条例》第三条", "罚款", "罚款一千元", "0.1", "2023/05/24",
           "2099/12/31", "2024/05/24", "样本区某局", "无")  # fmt: skip
    decision = read(lines(header, row)).decisions[0]
    assert decision.missing == ()
    assert (decision.party, decision.fact, decision.content) == ("青禾商行", "未办执照经营饭店", "罚款一千元")
    assert (decision.organ, decision.decided, decision.published) == ("样本区某局", date(2023, 5, 24), SHOWN)
    weaker = read(lines(header, (*row[:6], "", row[7], row[8], "", *row[10:]))).decisions[0]
    assert (weaker.fact, weaker.content, weaker.missing) == ("无照经营", "罚款", ())


def test_one_decision_in_pairs_of_cells() -> None:
    pairs = "\n".join(line.replace("：", "\t", 1) for line in LABELS.splitlines())
    assert read(pairs).decisions[0].missing == ()


def test_labels_with_blanks_and_several_in_a_line() -> None:
    found = read("处 罚 机 关：区某局  处罚决定日期：2023年5月24日\n案由：无照经营\n决定书文号：样罚〔2023〕1号\n当事人：某店").decisions[0]
    assert (found.organ, found.decided, found.fact) == ("区某局", date(2023, 5, 24), "无照经营")
    assert found.missing == ("basis", "content")


def test_several_labelled_decisions_on_one_page() -> None:
    found = read(LABELS + "\n" + LABELS.replace("12号", "13号")).decisions
    assert [each.number for each in found] == ["样市监罚〔2023〕12号", "样市监罚〔2023〕13号"]


@pytest.mark.parametrize("element", ["违法事实", "处罚依据", "处罚内容", "处罚机关", "处罚决定日期"])
def test_a_labelled_element_left_out_is_missing(element: str) -> None:
    kept = "\n".join(line for line in LABELS.splitlines() if not line.startswith(element))
    assert len(read(kept).decisions[0].missing) == 1


def test_a_label_without_a_value_is_missing() -> None:
    assert read(LABELS.replace("罚款五千元", "—")).decisions[0].missing == ("content",)


# ---- cannot tell


def test_a_long_text_may_tell_an_element_in_other_words() -> None:
    plain = PROSE.replace("依据《中华人民共和国食品安全法》第一百二十四条第一款的规定，决定给予如下行政处罚：没收违法所得，罚款五千元。", "现作如下处理意见，另行送达。")
    plain = plain.replace("违反了《中华人民共和国食品安全法》第三十四条第（十）项的规定", "属于法律禁止的情形") + "\n" + "说明。" * 120 + "\n样本区市场监督管理局\n2023年5月24日"
    decision = read(plain).decisions[0]
    assert decision.missing == ()
    assert set(decision.unclear) >= {"basis"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "详见附件。",
        "附件：行政处罚公示表.xlsx",
        "为推进执法公开，现将我局2023年第二季度行政处罚情况公示如下（见附件），欢迎监督。" * 2 + "\n样本区某局\n2023年6月30日\n附件：公示表.xls",
    ],
)
def test_a_page_that_only_offers_a_file_is_not_read(text: str) -> None:
    found = read(text)
    assert found.state == "unreadable" and found.decisions == () and found.cause


def test_that_there_were_no_decisions_is_said() -> None:
    found = read("2023年5月，本单位未作出行政处罚决定。\n样本区某局\n2023年6月2日")
    assert (found.state, found.decisions, found.says_none) == ("read", (), "2023年5月，本单位未作出行政处罚决定。")
    assert read(LABELS).says_none == ""


def test_a_decision_with_its_seal_and_a_number_in_brackets() -> None:
    text = PROSE.replace("样市监罚", "（样）市监罚").replace("样本区市场监督管理局\n2023", "样本区市场监督管理局（印章）\n2023")
    decision = read(text).decisions[0]
    assert (decision.number, decision.organ) == ("（样）市监罚〔2023〕12号", "样本区市场监督管理局")
    assert read(PROSE.split("\n", 1)[1], "行政处罚决定书样市监罚〔2023〕12号").decisions[0].number == "样市监罚〔2023〕12号"


# ---- none


@pytest.mark.parametrize(
    "title",
    [
        "样本区市场监督管理局行政处罚裁量基准",
        "样本区行政处罚事项目录（2023年）",
        "样本区教育局行政处罚流程图",
        "行政处罚听证告知书送达公告",
        "关于送达样市监罚〔2023〕12号行政处罚决定书的公告",
        "关于撤销样市监罚〔2023〕12号行政处罚决定的公告",
        "样本区司法局开展行政处罚案卷评查",
        "样本区召开行政处罚工作推进会",
        "2022年行政处罚统计情况",
        "转发省市场监管局关于行政处罚信息公示规定的通知",
        "行政处罚典型案例",
    ],
)
def test_near_misses_are_no_decisions(title: str) -> None:
    assert read(PROSE, title).state == "absent"


def test_news_about_a_penalty_is_no_decision() -> None:
    text = "近日，区市场监管局对一家超市销售过期食品的行为作出处罚，提醒市民注意保质期。"
    assert read(text, "区市场监管局查处一起销售过期食品案").state == "absent"


def test_a_decision_under_a_title_that_does_not_say_so() -> None:
    assert read(LABELS, "样本区青禾粮油店销售过期食品案").state == "read"
    assert read(PROSE, "样本区青禾粮油店").state == "read"
    assert read("当事人：某店\n案由：无", "某店").state == "absent"


# ---- personal numbers


def test_personal_numbers_are_marked_and_never_told() -> None:
    text = LABELS.replace("样本区青禾粮油店", f"李某（身份证号码{IDENTITY}，电话13800138000）")
    found = punishment.read_penalties(TITLE, text, SHOWN)
    assert [each.kind for each in found.personal] == ["identity", "mobile"]
    place = found.personal[0].place
    assert text[place.start : place.end] == IDENTITY
    assert IDENTITY not in repr(found) and "13800138000" not in repr(found)
    table = punishment.read_penalty_tables(TITLE, (FileTable((HEADER, (*ROW[:2], f"李某 {IDENTITY}", *ROW[3:]))),), SHOWN)
    assert [(each.kind, each.place.row, each.place.column) for each in table.personal] == [("identity", 1, 2)]
    assert IDENTITY not in repr(table)


def test_a_credit_code_is_not_personal() -> None:
    assert read(LABELS + "\n统一社会信用代码：91510000MA0000000X").personal == ()


@pytest.mark.parametrize(
    ("title", "says"),
    [
        ("样市监罚〔2023〕12号", True),
        ("行政处罚决定书（样卫罚〔2023〕3号）", True),
        ("2023年5月行政处罚信息公示", True),
        ("双公示：行政处罚", True),
        ("行政许可公示", False),
        ("某公司未取得许可证经营案", False),
        ("某粮油店", None),
    ],
)
def test_what_a_title_says(title: str, says: bool | None) -> None:
    assert title_says_decision(title) is says
