"""Personal numbers never leave the reader; what only looks like one stays readable."""

import pytest

from crawler.mask import mask


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("身份证号11010519491231002X。", "身份证号11*************02X。"),
        ("11010519491231002x", "11*************02X"),
        ("联系人手机13800138000", "联系人手机138****8000"),
        ("13800138000、13900139000", "138****8000、139****9000"),
        ("卡号6222020000000000000", "卡号6222***********0000"),
        # no personal number: office lines, credit codes, document numbers, dates, project codes, wrong card sums
        ("电话0818-2662345", "电话0818-2662345"),
        ("统一社会信用代码91511703MA62E0XX1P", "统一社会信用代码91511703MA62E0XX1P"),
        ("达川府办〔2023〕26号，2023-05-30", "达川府办〔2023〕26号，2023-05-30"),
        ("索引号008282882/2025-00086", "索引号008282882/2025-00086"),
        ("6222020000000000001", "6222020000000000001"),
        ("投资12345678901元", "投资12345678901元"),
        ("138001380001", "138001380001"),
    ],
)
def test_mask(text: str, shown: str) -> None:
    assert mask(text) == shown


def test_masking_twice_changes_nothing_more() -> None:
    once = mask("11010519491231002X 13800138000")
    assert mask(once) == once
