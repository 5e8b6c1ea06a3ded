"""Titles of gazette issues: whose, which year, which number."""

import pytest

from crawler.extract.gazette import level_of, read_issue

OURS = ("示例市样本区", "样本区")


@pytest.mark.parametrize(
    ("title", "owner", "year", "numbers"),
    [
        ("样本区人民政府公报2023年第3期（总第41期）", "样本区", 2023, (3,)),
        ("《样本区人民政府公报》2023年第三期", "样本区", 2023, (3,)),
        ("样本区人民政府公报（２０２３年第３期）", "样本区", 2023, (3,)),
        ("国务院公报2023年第20号", "国务院", 2023, (20,)),
        ("样本区政府公报2023年第1-2期（合刊）", "样本区", 2023, (1, 2)),
        ("样本区政府公报2023年第1期、第2期", "样本区", 2023, (1, 2)),
        ("政府公报第十二期", "", None, (12,)),
        ("总第41期 样本区人民政府公报2023年第3期", "样本区", 2023, (3,)),
    ],
)
def test_an_issue(title: str, owner: str, year: int | None, numbers: tuple[int, ...]) -> None:
    issue = read_issue(title)
    assert issue is not None
    assert (issue.owner, issue.year, issue.numbers) == (owner, year, numbers)


@pytest.mark.parametrize(
    "title",
    ["样本区人民政府公报2023年增刊", "样本区人民政府公报", "2023年第3期", "样本府办发〔2023〕3号", "样本区统计公报2023年第3期", "样本区人民政府公报总第41期"],
)
def test_no_issue(title: str) -> None:
    assert read_issue(title) is None


def test_in_its_column_an_issue_need_not_say_the_word_but_a_number_of_a_document_is_none() -> None:
    issue = read_issue("2023年第3期", in_gazette=True)
    assert issue is not None and issue.numbers == (3,)
    assert read_issue("关于禁烧秸秆的通告（2023年第9号）", in_gazette=True) is None


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("国务院公报", "国"), ("四川省人民政府公报", "省"), ("示例市人民政府公报", "市"), ("示例市样本区人民政府公报", "区"),
        ("样本区政府公报", "区"), ("邻县人民政府公报", "区"), ("政府公报", ""), ("通知公告", ""), ("北京市人民政府公报", "省"),
    ],
)  # fmt: skip
def test_whose_gazette(words: str, level: str) -> None:
    assert level_of(words, OURS) == level
