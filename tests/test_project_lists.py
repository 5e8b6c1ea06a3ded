"""Which projects of a yearly list a title speaks of, at the cost of the title's length."""

import time

import pytest

from crawler.extract.project import ListedProject, read_project_title, title_says_list
from crawler.extract.supervision import read_supervision, title_says_sampling
from rules.checks._project_lists import Projects

PLACES = ("示例市样本区", "样本区")
CODE = "2301-511703-04-01-123456"
LISTED = Projects(
    (
        ListedProject("示例市样本区青禾镇供水工程"),
        ListedProject("启智小学"),
        ListedProject("启智小学东校区建设项目"),
        ListedProject("云岭物流园一期工程"),
        ListedProject("云岭物流园二期工程"),
        ListedProject("北山路改造工程", CODE),
        ListedProject("改造工程"),  # nothing that tells it apart
    ),
    PLACES,
)


def named(title: str) -> tuple[str, ...]:
    said = read_project_title(title)
    return LISTED.named_in(title, said.name if said else "", said.code if said else "")


@pytest.mark.parametrize(
    ("title", "keys"),
    [
        ("样本区青禾镇供水工程施工招标公告", ("青禾镇供水",)),
        ("青禾镇供水工程竣工验收情况", ("青禾镇供水",)),
        ("启智小学东校区工程竣工验收情况", ("启智小学东校区",)),  # the longer name, not the school
        ("启智小学工程竣工验收情况", ("启智小学",)),
        ("启智小学周边道路绿化项目竣工验收情况", ()),  # another project, named by the school
        ("启智小学建设项目周边道路工程竣工验收情况", ("启智小学",)),
        ("云岭物流园二期工程施工招标公告", ("云岭物流园二期",)),
        ("云岭物流园三期工程施工招标公告", ()),
        ("南山路改造工程施工招标公告", ()),
        (f"某道路施工许可证核发公示（{CODE}）", ("北山路改造",)),
    ],
)
def test_the_projects_a_title_speaks_of(title: str, keys: tuple[str, ...]) -> None:
    assert named(title) == keys


def test_a_name_that_tells_nothing_apart_is_no_key() -> None:
    assert "" not in LISTED.rows and len(LISTED.rows) == 6


def test_two_thousand_titles_against_four_hundred_projects_take_no_time() -> None:
    projects = Projects(tuple(ListedProject(f"示例市样本区第{n}号安置点道路改造工程") for n in range(400)), PLACES)
    start = time.process_time()
    for n in range(2_000):
        projects.named_in(f"样本区第{n % 500}号安置点道路改造工程施工中标候选人公示", "", "")
    assert time.process_time() - start < 3


@pytest.mark.parametrize(
    "title", ["的施工" * 99 + "招标公告", "（施工" * 99 + "招标公告", "关于对" * 95 + "工程招标公告", "拟的、" * 95 + "工程竣工验收", "1月至" * 99 + "检查", "项目" * 150]
)
def test_hostile_titles_are_read_at_once(title: str) -> None:
    start = time.process_time()
    read_project_title(title)
    title_says_list(title)
    read_supervision(title)
    title_says_sampling(title)
    assert time.process_time() - start < 0.5
