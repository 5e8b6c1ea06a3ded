"""Lists of accounts in their layouts."""

import pytest

from crawler.extract.accounts import Account, platform_of, read_accounts
from crawler.extract.tables import Grid, html_grids


def test_one_row_an_account() -> None:
    grid = Grid((("样本区政务新媒体", "", ""), ("平台类型", "账号名称", "主办单位"), ("微信", "“样本 教育”", "区教育局")))
    assert read_accounts((grid,)) == (Account("微信公众号", "样本教育", "区教育局"),)


def test_an_owner_in_a_merged_cell_reaches_down_where_the_page_tells_it() -> None:
    grids, _ = html_grids(
        "<table><tr><td>主办单位</td><td>平台</td><td>账号名称</td></tr>"
        "<tr><td rowspan='2'>区教育局</td><td>微信公众号</td><td>样本教育</td></tr><tr><td>抖音</td><td>样本教育</td></tr></table>"
    )
    assert [account.owner for account in read_accounts(grids)] == ["区教育局", "区教育局"]


def test_a_blank_owner_of_a_file_stays_blank() -> None:
    grid = Grid((("主办单位", "平台", "账号名称"), ("区教育局", "微信", "样本教育"), ("", "抖音", "样本教育")))
    assert [account.owner for account in read_accounts((grid,))] == ["区教育局", ""]


def test_one_column_a_platform() -> None:
    grid = Grid((("单位名称", "微信公众号", "微博", "抖音"), ("区教育局", "样本教育、样本招生", "无", "-")))
    assert read_accounts((grid,)) == (Account("微信公众号", "样本教育", "区教育局"), Account("微信公众号", "样本招生", "区教育局"))


def test_lines() -> None:
    text = "1. 微信公众号：样本教育（主办单位：区教育局）\n抖音: 样本融媒(区融媒体中心)\n地址：文苑路8号（区图书馆）"
    assert read_accounts((), text) == (Account("微信公众号", "样本教育", "区教育局"), Account("抖音", "样本融媒", "区融媒体中心"))


@pytest.mark.parametrize(
    ("status", "closed"),
    [("已注销", True), ("2023年6月关停", True), ("停更", True), ("正常", False), ("未关停", False), ("", False)],
)
def test_closed(status: str, closed: bool) -> None:
    grid = Grid((("平台", "账号名称", "主办单位", "状态"), ("微信", "样本教育", "区教育局", status)))
    assert [account.closed for account in read_accounts((grid,))] == [closed]


def test_a_table_of_something_else_lists_no_account() -> None:
    assert read_accounts((Grid((("单位", "电话", "地址"), ("区教育局", "0000-0000000", "文苑路8号"))),)) == ()


@pytest.mark.parametrize(
    ("written", "platform"),
    [("微信订阅号", "微信公众号"), ("官方公众号", "微信公众号"), ("视频号", "微信视频号"), ("新浪微博", "微博"), ("腾讯微博", "腾讯微博"), ("APP", "客户端"), ("天府通", "天府通")],
)
def test_platforms_in_one_spelling(written: str, platform: str) -> None:
    assert platform_of(written) == platform
