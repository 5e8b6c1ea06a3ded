"""What a text shows of persons, and what only looks like it. The number is the sample of GB 11643; all else is made up."""

import pytest
from stdnum import luhn

from crawler.extract.markings import Marking, markings
from rules.private_data import Kind, private_in

NUMBER = "11010519491231002X"
CARD = "622848000000000000" + luhn.calc_check_digit("622848000000000000")


def kinds(text: str, title: str = "") -> list[str]:
    return [each.kind.value for each in private_in(text, title)]


@pytest.mark.parametrize(
    "written",
    [
        NUMBER, NUMBER.lower(), "１１０１０５１９４９１２３１００２Ｘ", "110105 1949 1231 002X", "110105 19491231 002X", "110105-19491231-002X",
        "110105－19491231－002Ｘ", "110105–19491231–002X", "110105　19491231　002X", "110105\u00a019491231\u00a0002X", "110105.19491231.002X", " ".join(NUMBER),
        "1101\u200b0519491231002X", f"ID{NUMBER}", f"张某某{NUMBER}男",
    ],
)  # fmt: skip
def test_an_identity_number_is_told_in_every_form_and_never_shown(written: str) -> None:
    (found,) = private_in(f"身份证号：{written}，住本区")
    assert found.kind is Kind.IDENTITY and found.severity == 2
    assert "1949" not in found.shown and "1949" not in repr(found)


def test_five_persons_are_a_list_and_graver_than_one() -> None:
    one = private_in("张某某 110105194912310038 ")
    text = "\n".join(f"某某 1101051949123{n}" for n in ("1002X", "10038", "10046", "10054", "10062"))
    many = private_in(text)
    assert [(each.count, each.severity) for each in many] == [(5, 3)] and one[0].severity == 2


@pytest.mark.parametrize(
    "text",
    [
        "统一社会信用代码：91510000MA62K7XW1Q", "采购编号：510105202305301234", "缴款单号 11010519491231002X", "510***********123X", "电话 0818-2651234",
        "联系人：张某某，联系电话：13900000001", "咨询电话：13900000001", "报名咨询 13900000001（王老师）", "当事人：样本区某某公司，联系电话：13900000001", "居民可拨打咨询电话 13900000001", "办案人员联系电话：13900000000",
        f"户名：区财政局罚没专户 账号：{CARD}", "投资 6228480000000000 元", "当事人：某公司，经营地址：文化路12号", "地址：样本区文化路12号",
        "住址：样本区青禾镇", "住址：样本区***3组", "出生日期 1949-12-31",
    ],
)  # fmt: skip
def test_what_is_nobodys(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("申请人：张大山，电话 13900000001", "mobile"), ("张大山 13900000001", "mobile"), ("我的电话是 13900000001", "mobile"),
        ("家长：王秀英，联系电话 13900000001", "mobile"),
        (f"张大山 一卡通账号 {CARD}", "bank_card"), ("家庭住址：样本区青禾镇河湾村3组12号", "address"), ("家住文化路12号3单元501室", "address"),
        ("身份证号 110105491231002", "doubtful_identity"), ("身份证号 110105194912310021", "doubtful_identity"),
    ],
)  # fmt: skip
def test_what_is_somebodys(text: str, kind: str) -> None:
    assert kinds(text) == [kind]


def test_a_table_says_by_its_headings_whose_a_number_is() -> None:
    people = "序号\t姓名\t手机号\n1\t张大山\t13900000001\n2\t李小河\t13900000002"
    offices = "序号\t单位\t联系人\t联系电话\n1\t青禾中心校\t张大山\t13900000001"
    assert [(each.kind.value, each.count) for each in private_in(people)] == [("mobile", 2)]
    assert kinds(offices) == [] and kinds(people, "各乡镇值班电话") == []


@pytest.mark.parametrize(
    ("title", "head", "kind"),
    [
        ("残疾人补贴公示", "姓名\t残疾等级", "health"), ("脱贫户名单", "户主姓名\t致贫原因", "health"), ("农村低保名单", "户主\t金额", "low_income"),
        ("2023年受助学生名单", "学生姓名\t学校", "minors"), ("新生名单", "姓名\t出生日期", "minors"),
    ],
)  # fmt: skip
def test_lists_of_people_are_told_with_whole_names_only(title: str, head: str, kind: str) -> None:
    assert kind in kinds(f"{head}\n张大山\t甲\n李小河\t乙", title)
    assert kinds(f"{head}\n张**\t甲\n李某某\t乙\n王*河\t丙", title) == []


def test_prizes_offices_and_experts_are_public() -> None:
    for title, head in (("优秀教师名单", "姓名\t单位"), ("评标专家名单", "姓名\t专业"), ("执法人员名单", "姓名\t执法证号"), ("拟录用人员公示", "姓名\t准考证号")):
        assert kinds(f"{head}\n张大山\t甲", title) == []


def test_a_long_text_is_read_in_linear_time() -> None:
    assert kinds("住址：" + "样本区" * 60_000) == [] and kinds("1 " * 100_000) == [] and kinds("联系人：" * 50_000) == []


@pytest.mark.parametrize(
    ("text", "marking"),
    [
        ("机密★一年\n关于某事的通知", "classified"), ("密级：秘密", "classified"), ("绝密★启用前", "classified"), ("秘　密\n关于某事", "classified"),
        ("内部资料，注意保管\n正文", "internal"), ("（内部文件 注意保存）", "internal"), ("【内部资料】", "internal"), ("（此件不予公开）", "not_public"),
        ("信息公开选项：不予公开", "not_public"), ("此件依申请公开", "on_request"), ("公开属性\t依申请公开", "on_request"),
    ],
)  # fmt: skip
def test_a_marking_is_told_by_its_kind(text: str, marking: str) -> None:
    assert [each.marking for each in markings(text)] == [Marking(marking)]


@pytest.mark.parametrize(
    "text",
    [
        "涉及商业秘密", "保守国家秘密法", "保密承诺书", "内部审计制度", "依申请公开", "依申请公开服务指南", "以秘密投票方式选举", "涉及国家秘密的不予公开",
        "第十四条 依法确定为国家秘密的政府信息，不予公开。", "信息公开选项：主动公开", "公开属性：□主动公开 □依申请公开 □不予公开", "公开方式\t主动公开\t依申请公开",
        "“机密”“秘密”字样", "国家秘密分为绝密、机密、秘密三级", "（此件公开发布）", "内部资料管理办法", "密级：", "此件不公开的理由应当说明", "内部资料性出版物",
    ],
)  # fmt: skip
def test_what_is_no_marking(text: str) -> None:
    assert markings(text) == ()
