"""Personal numbers never leave the reader; what only looks like one stays readable."""

import pytest

from crawler.mask import mask, mask_address


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("身份证号11010519491231002X。", "身份证号11*************02X。"),
        ("11010519491231002x", "11*************02X"),
        ("联系人手机13800138000", "联系人手机138****8000"),
        ("13800138000、13900139000", "138****8000、139****9000"),
        ("卡号6222020000000000000", "卡号6222***********0000"),
        ("证件号码：１１０１０５１９４９１２３１００２Ｘ", "证件号码：11*************02X"),
        ("110 105 1949 1231 002X", "11*************02X"),
        ("张三 110105 19491231 002x 男", "张三 11*************02X 男"),
        ("12 345 110105-19491231-002X", "12 345 11*************02X"),
        ("ID11010519491231002X", "ID11*************02X"),
        ("身份证编号110105194912310021", "身份证编号11*************021"),  # a typing mistake of a real number
        # near misses of those: other numbers with a date inside, wrong check digits, mixed separators, figures
        ("统一社会信用代码11310120425012233X", "统一社会信用代码11310120425012233X"),
        ("采购编号：510105202305301234", "采购编号：510105202305301234"),
        ("订单510105202305301234已受理", "订单510105202305301234已受理"),
        ("P020230530123456789012.pdf", "P020230530123456789012.pdf"),
        ("ID110105194912310021", "ID110105194912310021"),
        ("110105 19491231 0021", "110105 19491231 0021"),
        ("110105-19491231 002X", "110105-19491231 002X"),
        ("收入 110 105 1949 1231 0022 万元", "收入 110 105 1949 1231 0022 万元"),
        ("2019 5100 2021 2022 2023", "2019 5100 2021 2022 2023"),
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


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("http://a.gov.cn/p/13800138000.html", "http://a.gov.cn/p/138****8000.html"),
        ("http://a.gov.cn/show?tel=13800138000&n=1", "http://a.gov.cn/show?tel=138****8000&n=1"),
        ("http://a.gov.cn/f/%E5%BC%A013800138000.pdf", "http://a.gov.cn/f/%E5%BC%A0138****8000.pdf"),
        ("http://a.gov.cn/11010519491231002X.pdf", "http://a.gov.cn/11*************02X.pdf"),
        # what addresses are made of
        *(
            (url, url)
            for url in (
                "http://a.gov.cn/202305/t20230530_41003.html",
                "http://a.gov.cn/202305/P020230530123456789012.pdf",
                "http://a.gov.cn/art/2023/5/30/art_1229558273_59048.html",
                "http://a.gov.cn/3f13912345678a0c.html",
                "http://a.gov.cn/f/%E9%99%84%E4%BB%B6.pdf",
                "http://a.gov.cn/?t=1684300000000",
                "http://a.gov.cn/110105194912310021.html",
            )
        ),
    ],
)
def test_an_address_is_printed_without_personal_numbers(url: str, shown: str) -> None:
    assert mask_address(url) == shown


@pytest.mark.parametrize("amount", ["15012345678.00", "合计 13900001234.5 元"])
def test_an_amount_with_decimals_is_money(amount: str) -> None:
    assert mask(amount) == amount
