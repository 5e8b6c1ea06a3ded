"""Titles, captions, blanks and look-alike characters in what files say."""

import pytest

from crawler.files.radicals import characters
from crawler.files.words import caption, cell, heading, lines


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("附件1\n云溪区财政局\n2025年部门预算\n目 录\n一、部门概况", "云溪区财政局2025年部门预算"),
        (
            "云溪区人民政府文件\n云府发〔2025〕3号\n云溪区人民政府关于印发《云溪区\n养老服务办法》的通知\n各乡镇：",
            "云溪区人民政府关于印发《云溪区养老服务办法》的通知",
        ),
        ("2025年3月4日\n— 1 —\n（征求意见稿）\n云溪区养老服务办法\n第一条 为了……", "云溪区养老服务办法"),
        ("各乡镇人民政府，区级各部门：\n现将有关事项通知如下。", ""),
        ("项目\t金额\t备注\n合计\t1\t", ""),
        ("\t\t云溪区本级收支总表\n项目\t金额", "云溪区本级收支总表"),
        ("单位：万元\n编制单位：云溪区财政局\n收支预算总表", "收支预算总表"),
        ("", ""),
    ],
)
def test_the_heading_is_the_first_line_that_reads_as_a_title(text: str, title: str) -> None:
    assert heading([text]) == title


def test_a_caption_is_the_nearest_line_above_that_says_more_than_a_unit() -> None:
    assert caption(["正文。", "收支预算总表", "编制单位：云溪区财政局 单位：万元"]) == "收支预算总表"
    assert caption(["单位：万元"]) == ""
    assert caption([]) == ""


def test_chinese_broken_by_the_layout_is_joined_and_figures_are_not() -> None:
    assert cell("一般公共预算\n财政拨款") == "一般公共预算财政拨款"
    assert cell("2023\n2024") == "2023 2024"
    assert cell(" 合  计\u3000") == "合 计"


def test_signs_nobody_sees_are_left_out() -> None:
    assert lines("财\u200b政\ufeff局\r\n\r\n\x02\ufffe预\u00ad算") == ["财政局", "预算"]


def test_radicals_become_the_characters_they_stand_for() -> None:
    assert characters("部⻔缺⼝⻚⾯⼾籍⺟⻝品") == "部门缺口页面户籍母食品"
    assert len(characters("⻔⾯")) == 2
    assert characters("门面 abc") == "门面 abc"
