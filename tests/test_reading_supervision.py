"""监督检查: field, result or news, and the quarter of a title; what a food sampling tells."""

import pytest

from crawler.extract.supervision import read_sampling, read_supervision, title_says_sampling


@pytest.mark.parametrize(
    ("title", "field", "is_near", "quarters"),
    [
        ("2023年二季度重点排污单位监督检查情况", "environment", False, (2,)),
        ("2023年8月环境保护监督检查情况", "environment", False, (3,)),
        ("2023年1-4月饮用水水源水质监测结果", "environment", False, (1, 2)),
        ("2023年第二次公共卫生监督检查情况", "health", False, ()),
        ("2023年上半年安全生产执法检查情况通报", "safety", False, (1, 2)),
        ("2023年第七期食品药品监督检查情况", "food_drug", False, ()),
        ("关于12批次食品抽检不合格情况的通告", "food_drug", False, ()),
        ("2023年第四季度产品质量监督抽查结果", "quality", False, (4,)),
        ("区应急局深入企业开展安全生产检查", "safety", True, ()),
        ("区市场监管局开展餐饮食品安全检查", "food_drug", True, ()),
        ("2023年7月集中式饮用水水源水质状况", "environment", True, (3,)),
        ("2023年上半年生活饮用水水质监测信息", "health", False, (1, 2)),
        ("青禾镇某企业生产安全事故调查报告", "safety", True, ()),
    ],
)
def test_what_a_title_tells(title: str, field: str, is_near: bool, quarters: tuple[int, ...]) -> None:
    found = read_supervision(title)
    assert found is not None and field in found.fields
    assert (found.is_near, found.quarters) == (is_near, quarters)


def test_a_check_of_no_named_field_may_be_of_any() -> None:
    found = read_supervision("区应急管理局2023年6月行政执法情况")
    assert found is not None and (found.fields, found.is_near, found.quarters) == ((), True, (2,))


@pytest.mark.parametrize(
    "title",
    [
        "2023年食品安全监督抽检计划",
        "安全生产检查工作方案",
        "关于开展产品质量监督抽查的通知",
        "环境监测设备采购公告",
        "财政收支情况",
        "食品安全知识宣传",
        "随机抽查事项清单（环境保护）",
    ],
)
def test_near_misses_are_no_supervision(title: str) -> None:
    assert read_supervision(title) is None


def test_a_sampling_with_all_it_should_tell() -> None:
    text = "序号\t样品名称\t被抽样单位名称\t检验结论\t不合格项目\n1\t豇豆\t青禾超市\t不合格\t噻虫胺"
    found = read_sampling("2023年第5期食品安全监督抽检信息公告", text)
    assert found is not None and found.missing == ()


def test_a_sampling_in_which_nothing_failed_need_not_name_what_failed() -> None:
    found = read_sampling("2023年第6期食品安全抽检信息", "样品名称\t被抽样单位\t结果\n大米\t东门粮店\t合格\n抽检30批次，未发现不合格样品。")
    assert found is not None and found.missing == ()


def test_a_sampling_told_in_one_sentence() -> None:
    found = read_sampling("2023年第7期食品安全抽检信息", "本期抽检三十批次，合格率100%。")
    assert found is not None and found.missing == ("sample", "unit")


@pytest.mark.parametrize("title", ["食品安全抽检计划", "食品安全抽检不合格食品核查处置情况", "我区启动食品抽检工作", "药品抽检结果通告"])
def test_near_misses_are_no_sampling(title: str) -> None:
    assert not title_says_sampling(title) and read_sampling(title, "") is None
