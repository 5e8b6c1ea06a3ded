"""来信与答复: elements, days, polite replies that say nothing, and pages that are no letters."""

from datetime import date

import pytest

from crawler.extract import letter
from crawler.extract.letter import Letter, Letters, alike_replies, says_nothing
from tests.places import placed

read_page = placed(letter.read_letters)
ASK = "东门街道停车位不足，请问何时增设公共停车场？"
REPLY = "您好！您反映的问题已收悉。经核实，东门街道拟于2023年10月新增停车位120个，目前正在办理规划手续。"
PAGE = f"""标题：咨询停车位
来信人：李**
来信时间：2023-05-10 09:12
来信内容：{ASK}
办理单位：区城市管理局
回复时间：2023年5月15日
回复内容：{REPLY}
办理状态：已办结"""


def read(text: str, title: str = "咨询停车位") -> Letters:
    return read_page(title, text)


def one(text: str) -> Letter:
    found = read(text)
    assert (found.state, len(found.letters)) == ("read", 1)
    return found.letters[0]


def test_a_letter_is_read_whole() -> None:
    found = one(PAGE)
    assert (found.asked, found.answered, found.days) == (date(2023, 5, 10), date(2023, 5, 15), 5)
    assert (found.question, found.answer, found.handler, found.status) == (ASK, REPLY, "区城市管理局", "answered")
    assert (found.missing, found.is_empty, found.only_calls) == ((), False, False)


def test_other_words_for_the_same() -> None:
    found = one(f"留言日期：2023-05-10\n留言内容：{ASK}\n第一段。\n第二段。\n答复部门：区城管局\n答复日期：2023-05-12\n答复意见：{REPLY}\n状态：已答复")
    assert (found.missing, found.days) == ((), 2)
    assert found.question.endswith("第二段。")


def test_label_and_value_in_cells() -> None:
    found = one(f"来信时间\t2023-05-10\t信件状态\t办理中\n来信内容\t{ASK}\n受理单位\t区城管局")
    assert (found.handler, found.status, found.missing) == ("区城管局", "in_hand", ("answered", "answer"))


def test_a_reply_below_the_labels_of_its_circumstances() -> None:
    found = one(f"提交时间：2023-05-01 办理状态：已办结\n信件内容：\n{ASK}\n办理结果：\n回复单位：区住建局 回复时间：2023-05-03\n{REPLY}")
    assert (found.handler, found.answered, found.answer, found.missing) == ("区住建局", date(2023, 5, 3), REPLY, ())


def test_question_and_answer() -> None:
    found = one(f"问：{ASK}\n答：{REPLY}")
    assert (found.question, found.answer) == (ASK, REPLY)
    assert one(f"网友留言：{ASK}\n区住建局回复：{REPLY}").answer == REPLY


def test_a_list_of_letters() -> None:
    rows = f"来信内容\t来信时间\t办理单位\t答复内容\t答复时间\n{ASK}\t2023-05-10\t区城管局\t{REPLY}\t2023-05-12\n{ASK}\t2023-06-10\t区城管局\t\t"
    found = read(rows, "区长信箱").letters
    assert [each.missing for each in found] == [("status",), ("answered", "answer", "status")]


def test_unit_and_day_under_the_reply_count() -> None:
    found = one(f"来信时间：2023-05-10\n来信内容：{ASK}\n答复内容：{REPLY}\n区城市管理局\n2023年5月16日")
    assert (found.handler, found.answered) == ("区城市管理局", date(2023, 5, 16))
    assert found.missing == ("status",)


@pytest.mark.parametrize(
    ("status", "told"),
    [("已回复", "answered"), ("办理中", "in_hand"), ("未回复", "in_hand"), ("正在办理", "in_hand"), ("不予受理", "refused"), ("已接收", "received"), ("某某", "")],
)
def test_the_status(status: str, told: str) -> None:
    assert one(PAGE.replace("已办结", status)).status == told


@pytest.mark.parametrize("label", ["来信时间", "办理单位", "回复时间", "回复内容", "办理状态"])
def test_what_is_left_out_is_missing(label: str) -> None:
    kept = "\n".join(line for line in PAGE.splitlines() if not line.startswith(label))
    assert len(one(kept).missing) == 1


def test_days_in_the_wrong_order_are_no_delay() -> None:
    assert one(PAGE.replace("2023年5月15日", "2022年5月15日")).days is None


# ---- polite replies


@pytest.mark.parametrize(
    "reply",
    [
        "您好，已收悉。",
        "您好！您的来信已收悉，感谢您的关注与支持！",
        "尊敬的网友：您好！您反映的问题我们已收到，将尽快核实处理，谢谢。",
        "已转区住建局办理。",
        "你好，我局会尽快安排有关部门处理，请耐心等待。",
        "感谢您的来信。",
        "尊敬的李**先生，您好：您的留言已阅，我们会认真研究。祝您生活愉快！",
    ],
)
def test_a_reply_that_only_greets(reply: str) -> None:
    assert says_nothing(reply)
    assert one(PAGE.replace(REPLY, reply)).is_empty


@pytest.mark.parametrize(
    "reply",
    [
        REPLY,
        "您好，该路段已于5月12日修复。",
        "您好，已修复。",
        "可以。",
        "您的来信收悉。路灯已修复，感谢监督。",
        "您好，根据《样本区停车办法》第九条，收费标准为每小时二元。",
        "您好，该事项不属于我区职责，请向市公安局交警支队反映。",
        "可以办理。请携带身份证到区政务服务中心二楼3号窗口。",
    ],
)
def test_a_short_reply_that_says_something(reply: str) -> None:
    assert not says_nothing(reply)


def test_no_reply_is_not_an_empty_one() -> None:
    assert not says_nothing("")
    assert not one(PAGE.replace(f"回复内容：{REPLY}\n", "")).is_empty


def test_a_reply_that_only_says_to_telephone() -> None:
    found = one(PAGE.replace(REPLY, "您好，来信收悉。具体情况请致电0000-1234567咨询。"))
    assert found.only_calls
    assert not one(PAGE.replace(REPLY, REPLY + "如有疑问，请致电0000-1234567。")).only_calls


def test_one_reply_to_different_questions_is_noticed() -> None:
    first, second = one(PAGE), one(PAGE.replace(ASK, "学区怎么划分？"))
    assert alike_replies((first, second)) == ((0, 1),)
    assert alike_replies((first, first)) == ()


# ---- no letters, or not to be read


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("区长信箱写信须知", "一、受理范围：对政府工作的意见。二、来信内容：应当真实。三、处理：五个工作日内回复。"),
        ("2023年4月区长信箱来信统计", "4月共收到来信19件，已办结17件，办结率89%。"),
        ("区政府办召开群众来信办理推进会", "会议强调，来信办理要及时，回复内容要具体。"),
        ("样本区群众来信办理办法", "第三条 来信内容应当真实。第四条 答复时间不超过五个工作日。"),
        ("来信表单", "姓名：\n来信内容：\n回复内容："),
    ],
)
def test_near_misses_are_no_letters(title: str, text: str) -> None:
    assert read(text, title).state == "absent"


def test_a_page_behind_a_login_is_not_read() -> None:
    assert read("请输入查询码后查看信件办理情况", "区长信箱").state == "unreadable"


def test_personal_numbers_are_marked_and_never_told() -> None:
    found = letter.read_letters("咨询", PAGE.replace("停车位不足", "停车位不足（电话13800138000）"))
    assert [each.kind for each in found.personal] == ["mobile"]
    assert "13800138000" not in repr(found)
