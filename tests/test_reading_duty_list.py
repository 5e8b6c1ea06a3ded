"""Lists of powers and of public services: which matters they name, of which kind, and what is no such list."""

import time

import pytest

from crawler.extract.duty_list import Power, is_duty_list, read_duty_list
from crawler.files.model import FileTable


def table(*rows: tuple[str, ...]) -> FileTable:
    return FileTable(rows)


@pytest.mark.parametrize(("title", "expected"), [
    ("区教育局权责清单（2023年版）", True), ("示例市样本区教育局权力和责任清单", True), ("青禾镇公共服务事项清单（2023年版）", True),
    ("区教育局行政权力事项目录", True), ("区教育局收费目录清单", False), ("随机抽查事项清单", False), ("区教育局基层政务公开事项目录", False),
    ("关于做好权责清单动态调整工作的通知", False), ("我区召开权责清单编制推进会", False), ("市场准入负面清单", False),
])  # fmt: skip
def test_lists_by_their_titles(title: str, expected: bool) -> None:
    assert is_duty_list(title) is expected


def test_a_column_of_kinds_merged_over_rows() -> None:
    found = read_duty_list("权责清单", [table(
        ("序号", "职权类型", "职权名称", "实施依据"), ("1", "行政许可", "民办学校设立审批", "法"), ("2", "", "教师资格认定", "法"),
        ("3", "行政处罚", "对违规办学的处罚", "法"),
    )])  # fmt: skip
    assert found.powers == (Power("民办学校设立审批", "行政许可"), Power("教师资格认定", "行政许可"), Power("对违规办学的处罚", "行政处罚"))
    assert found.of("行政处罚") == (Power("对违规办学的处罚", "行政处罚"),)
    assert [(p.quote, p.place.row, p.place.column) for p in found.passages][1] == ("教师资格认定", 2, 2)


def test_kinds_as_headings_and_a_page_without_a_header() -> None:
    found = read_duty_list("权责清单", [
        table(("序号", "权力名称", "依据"), ("一、行政许可（2项）", "一、行政许可（2项）", "一、行政许可（2项）"), ("1", "民办学校设立审批", "法")),
        table(("2", "教师资格认定", "法"), ("二、行政奖励", "", ""), ("3", "优秀教师奖励", "法")),
    ])  # fmt: skip
    assert [power.kind for power in found.powers] == ["行政许可", "行政许可", "行政奖励"]


def test_public_services_are_known_by_the_title() -> None:
    found = read_duty_list("青禾镇公共服务事项清单", [table(("序号", "事项名称"), ("1", "城乡居民养老保险参保登记"))])
    assert found.powers == (Power("城乡居民养老保险参保登记", "公共服务"),)


@pytest.mark.parametrize("rows", [(("序号", "股室", "电话"), ("1", "办公室", "0000-1234567")), (("事项名称",), ("民办学校设立审批",)), ()])
def test_other_tables_name_nothing(rows: tuple[tuple[str, ...], ...]) -> None:
    assert read_duty_list("权责清单", [FileTable(rows)]).powers == ()


def test_a_hostile_table_is_read_in_time() -> None:
    begun = time.process_time()
    read_duty_list("权责清单", [table(("序号", "事项名称"), *((str(n), "一、、、、、、行政" * 30) for n in range(20_000)))])
    assert time.process_time() - begun < 5
