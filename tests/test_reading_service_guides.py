"""What a guide to a service tells: labels in any dress, words that may stand for an element, and what is no guide."""

import time

import pytest

from crawler.extract.service_guide import LABELS, is_service_guide, read_service_guide, service_of


@pytest.mark.parametrize("line", ["办 理 材 料：身份证", "四、办理材料\n身份证", "【申请材料】：身份证", "申请材料\t身份证", "（四）所需材料。身份证", "应提交的材料：身份证"])
def test_an_element_under_its_name_is_named(line: str) -> None:
    assert "办理材料" in read_service_guide("收养登记办事指南", f"其他\n{line}").named


@pytest.mark.parametrize("line", ["请带齐材料到窗口", "材料齐全的当场办结", "身份证、户口簿"])
def test_an_element_in_other_words_is_neither_named_nor_missing(line: str) -> None:
    told = read_service_guide("收养登记办事指南", line)
    assert "办理材料" not in told.named and "办理材料" not in told.missing


def test_an_empty_guide_lacks_all_but_its_name() -> None:
    told = read_service_guide("收养登记办事指南", "")
    assert told.named == ("事项名称",) and set(told.missing) == set(LABELS) - {"事项名称"}


def test_a_link_to_the_platform_leads_on_and_a_name_alone_does_not() -> None:
    assert read_service_guide("收养登记办事指南", "", (("http://www.sczwfw.gov.cn/x", "在此"),)).leads_on
    assert read_service_guide("收养登记办事指南", "请登录四川政务服务网查看").leads_on
    assert not read_service_guide("收养登记办事指南", "本事项已列入政务服务网目录").leads_on


@pytest.mark.parametrize("title", ["收养登记办事指南", "办事指南：收养登记", "《收养登记》办理指南（2023年版）"])
def test_the_service_of_a_title(title: str) -> None:
    assert is_service_guide(title) and service_of(title) == "收养登记"


@pytest.mark.parametrize(
    "title",
    ["区民政局政府信息公开指南", "基层政务公开标准指引", "2023年科技项目申报指南", "区民政局更新收养登记办事指南", "办事指南目录", "民政20项办事指南", "乡村旅游服务指南", "收养登记流程图", "依申请公开办理指南"],
)
def test_what_is_no_guide_to_one_service(title: str) -> None:
    assert not is_service_guide(title)


@pytest.mark.parametrize("text", ["申请" * 60_000, " 设 定" * 40_000, "请登录" * 40_000, "《" + "甲" * 120_000, "电" * 120_000])
def test_hostile_texts_are_read_in_time(text: str) -> None:
    begun = time.process_time()
    read_service_guide("收养登记办事指南", text)
    assert time.process_time() - begun < 3
