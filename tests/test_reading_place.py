"""Where readings found their words: the place of each thing told, also in texts with odd blanks and line ends."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract.cleanup import read_cleanup
from crawler.extract.consultation import read_consultation
from crawler.extract.feedback import read_feedback
from crawler.extract.interpretation import read_interpretation
from crawler.extract.normative import read_normative
from crawler.extract.place import Passage, in_cell, kept, passage, place_of, sentence_around, words_at
from crawler.extract.statement import read_statement
from crawler.files.model import FilePart, FileTable, Place
from tests.places import prove

TITLE = "关于公开征求《样本区公共停车管理办法（征求意见稿）》意见的公告"
CALL = "现公开征求意见。\r\n征求意见时间：2023年5月10日至6月9日。因时间紧急，缩短期限。\n  电子邮箱：a@example.invalid；传真：0000-1234567\n附件：办法全文"
RESULT = "5月公开征求意见。共收到意见12条，\u3000采纳7条，部分采纳2条，未采纳3条。未采纳的理由是超出本办法的规范范围。详见附件。"
RULE = "第一条 为了规范停车。\n第九条 本办法自2023年7月1日起施行，有效期5年。\n第十条 原《样本区停车办法》（样府发〔2018〕3号）同时废止。"
CLEANUP = "继续有效2件，废止1件。\n一、继续有效的规范性文件\n甲办法 样府规〔2020〕1号\n乙办法 样府规〔2020〕2号\n二、废止的规范性文件\n丙办法 样府规〔2015〕1号\n未列入目录的文件一律废止。"
EXPLAINS = "为规范停车，由区教育局组织起草《样本区公共停车管理办法》（样府办发〔2023〕14号）。\n解读单位：区司法局"
NOTHING = "\n2023年第三季度，本单位未产生“行政处罚”应公开的信息。特此说明。\n区教育局　2023年9月28日\n"


def quotes(passages: tuple[Passage, ...]) -> dict[str, str]:
    return {each.what: each.quote for each in passages}


def test_a_call_tells_where_its_days_and_ways_stand() -> None:
    found = quotes(read_consultation(TITLE, CALL, date(2023, 5, 10)).passages)
    assert found["closes"] == found["opens"] == "征求意见时间：2023年5月10日至6月9日。"
    assert found["shortening"] == "因时间紧急，缩短期限。"
    assert found["email"] == "电子邮箱：a@example.invalid；"
    assert found["fax"] == "传真：0000-1234567"
    assert found["draft"] == "附件：办法全文"


def test_what_only_the_title_says_stands_nowhere_in_the_text() -> None:
    found = read_consultation("关于公开征求停车办法意见的公告（截止时间：2023年6月9日）", "请将意见发送至区司法局。", date(2023, 5, 10))
    assert found.closes == date(2023, 6, 9)
    assert place_of(found.passages, "closes") is None


def test_a_result_tells_where_each_count_stands() -> None:
    found = quotes(read_feedback(TITLE[2:-2] + "采纳情况", RESULT).passages)
    counts = "共收到意见12条，\u3000采纳7条，部分采纳2条，未采纳3条。"
    assert found["received"] == found["adopted"] == found["partly"] == found["not_adopted"] == counts
    assert found["reasons"] == "未采纳的理由是超出本办法的规范范围。"
    assert found["file"] == "详见附件。"


def test_what_was_reckoned_stands_nowhere() -> None:
    found = read_feedback("意见采纳情况", "收到意见3条，未采纳1条。")
    assert found.adopted == 2
    assert place_of(found.passages, "adopted") is None


def test_listed_answers_are_marked_as_a_whole() -> None:
    table = "序号\t意见内容\t是否采纳\n1\t增设公示牌\t是\n2\t取消限时\t否"
    found = read_feedback("意见采纳情况", f"情况如下：\n{table}\n感谢参与。")
    assert (found.adopted, quotes(found.passages)["adopted"]) == (1, table)
    first = read_feedback("意见采纳情况", table)
    assert quotes(first.passages)["received"] == table


def test_that_nothing_came_has_its_place() -> None:
    found = read_feedback("意见采纳情况", "5月公开征求意见。截至期满，未收到意见。")
    assert quotes(found.passages) == {"none_received": "截至期满，未收到意见。"}


def test_a_rule_tells_where_it_speaks_of_itself_and_of_others() -> None:
    found = quotes(read_normative("办法", RULE, None, None).passages)
    assert found["effective"] == found["term"] == "第九条 本办法自2023年7月1日起施行，有效期5年"
    assert found["repeals"] == "第十条 原《样本区停车办法》（样府发〔2018〕3号）同时废止"


def test_a_term_in_the_next_sentence_is_marked_with_its_start() -> None:
    found = quotes(read_normative("办法", "本办法自2023年7月1日起施行。 有效期五年。", None, None).passages)
    assert found["term"] == "本办法自2023年7月1日起施行。 有效期五年"


def test_clean_up_lists_and_counts_have_places() -> None:
    found = quotes(read_cleanup("清理结果公告", CLEANUP, []).passages)
    assert (found["count_kept"], found["count_ended"]) == ("继续有效2件", "废止1件")
    assert (found["kept"], found["ended"]) == ("一、继续有效的规范性文件", "二、废止的规范性文件")
    assert found["rest_ended"] == "未列入目录的文件一律废止"


def test_an_interpretation_tells_where_it_names_its_document_and_units() -> None:
    found = quotes(read_interpretation("政策解读", EXPLAINS).passages)
    assert found["document"] == "样本区公共停车管理办法"
    assert "样府办发〔2023〕14号" in found["number"]
    assert (found["drafted_by"], found["explained_by"]) == ("区教育局", "区司法局")


def test_a_statement_tells_where_unit_day_and_period_stand() -> None:
    said = read_statement("情况说明", NOTHING)
    assert said is not None
    found = quotes(said.passages)
    assert (found["unit"], found["dated"], found["period"]) == ("区教育局", "2023年9月28日", "2023年第三季度")
    assert found["column"] == "行政处罚"


BLANKS = st.text(alphabet=" \n\r\t\u3000\x0b\x85\u2028。；", max_size=6)


@given(st.lists(st.sampled_from([CALL, RESULT, RULE, CLEANUP, EXPLAINS, NOTHING]), min_size=1, max_size=3), BLANKS, BLANKS)
def test_a_quote_stands_at_its_place_in_any_text(texts: list[str], before: str, between: str) -> None:
    text = before + between.join(texts) + between
    prove(read_consultation(TITLE, text, date(2023, 5, 10)), text)
    prove(read_feedback("意见采纳情况", text), text)
    prove(read_normative("办法", text, None, None), text)
    prove(read_cleanup("清理结果公告", text, []), text)
    prove(read_interpretation("政策解读", text), text)
    prove(read_statement("情况说明", text), text)


@pytest.mark.parametrize(("start", "end", "told"), [(0, 9, "甲 乙"), (2, 3, None), (-5, 3, "甲"), (5, 2, None)])
def test_passages_are_trimmed_and_never_empty(start: int, end: int, told: str | None) -> None:
    found = passage("x", " 甲 乙 ", start, end)
    assert (found.quote if found else None) == told


def test_the_sentence_around_ends_with_its_mark() -> None:
    found = sentence_around("x", "一。二三；四", 3, 4)
    assert found and found.quote == "二三；"
    assert kept(None, found, found) == (found,)


def test_places_of_cells_are_read_back() -> None:
    parts = (FilePart("", "甲乙"), FilePart("第2页", "", (FileTable((("一", "二"),)),)))
    assert words_at(Place(0, 1, 2), parts) == "乙"
    assert words_at(in_cell("x", "二", 0, 0, 1, part=1).place, parts) == "二"
    assert words_at(Place(1, table=3, row=0, column=0), parts) == words_at(Place(7, 0, 1), parts) == ""
