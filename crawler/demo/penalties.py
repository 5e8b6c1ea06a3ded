"""Decisions on penalties that are not as they should be, and what only looks like one. The others stand in ``oversight``."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from crawler.demo.article import Article, chinese_day, paragraphs, table
from crawler.demo.district import District

# The sample number printed in the national standard GB 11643 itself: it has a right check digit and belongs to nobody.
SAMPLE_IDENTITY: Final = "11010519491231002X"
REVOKED: Final = "样市监处罚〔2023〕17号"


def odd_penalties(district: District) -> Iterator[Article]:
    """A person left unmasked, a decision without its outcome, one revoked and still shown, and three near misses."""
    yield _decision(
        district, "huanjing", "样环罚〔2023〕13号", date(2023, 8, 28), date(2023, 9, 5), "penalty.unmasked",
        ("行政相对人", "冯某某"), ("身份证号码", SAMPLE_IDENTITY), ("违法事实", "露天焚烧秸秆"),
        ("处罚依据", "《中华人民共和国大气污染防治法》第一百一十九条"), ("处罚结果", "罚款五百元"),
    )  # fmt: skip
    yield _decision(
        district, "yingji", "样应急罚〔2023〕9号", date(2023, 8, 21), date(2023, 8, 28), "penalty.short",
        ("行政相对人", "样本区宏图采石场"), ("违法事实", "未如实记录安全生产教育和培训情况"),
        ("处罚依据", "《中华人民共和国安全生产法》第九十七条"),
    )  # fmt: skip
    yield _decision(
        district, "shichang", REVOKED, date(2023, 4, 3), date(2023, 4, 10), "penalty.revoked",
        ("行政相对人", "样本区友邻便利店"), ("违法事实", "销售未标明生产日期的食品"),
        ("处罚依据", "《中华人民共和国食品安全法》第一百二十五条"), ("处罚结果", "罚款二千元"),
    )  # fmt: skip
    yield _told(
        district, "shichang", date(2023, 6, 12), "关于撤销行政处罚决定的公告", "penalty.revocation",
        f"经复核，原处罚认定事实有误，我局决定撤销{REVOKED}行政处罚决定书。",
    )  # fmt: skip
    # Decided before the holiday of the Dragon Boat Festival, published on the seventh working day after.
    yield _decision(
        district, "yingji", "样应急罚〔2023〕6号", date(2023, 6, 15), date(2023, 6, 27), "penalty.seventh",
        ("行政相对人", "样本区金穗粮库"), ("违法事实", "未按规定对安全设备进行检测"),
        ("处罚依据", "《中华人民共和国安全生产法》第九十九条"), ("处罚结果", "责令改正，罚款五千元"),
        ("联系电话", "0000-0000000"),
    )  # fmt: skip
    yield _told(
        district, "huanjing", date(2023, 7, 19), "行政处罚事先告知书送达公告", "penalty.notice",
        "样本区旺达塑料加工点：因无法直接送达，现公告送达2023年5月6日的行政处罚事先告知书。",
    )  # fmt: skip
    yield _told(
        district, "yingji", date(2023, 7, 12), "2023年上半年行政处罚统计情况", "penalty.figures",
        "上半年共作出行政处罚决定九件，罚款合计十一万元，其中1月5日至3月30日四件。",
    )  # fmt: skip


def _decision(
    district: District, unit: str, number: str, decided: date, published: date, key: str, *told: tuple[str, str]
) -> Article:
    name = district.signatures[unit]
    rows = [
        ["处罚决定书文号", number], *([label, words] for label, words in told), ["处罚机关", name],
        ["处罚决定日期", chinese_day(decided)],
    ]  # fmt: skip
    return Article(
        key=key,
        column=f"{unit}.penalty",
        title=f"行政处罚决定信息公示（{number}）",
        published=published,
        source=name,
        body=paragraphs(f"{name}依法作出行政处罚决定，现将有关信息公示如下。") + table(["项目", "内容"], *rows),
        doc_number=number,
        written=decided,
    )


def _told(district: District, unit: str, published: date, title: str, key: str, *lines: str) -> Article:
    name = district.signatures[unit]
    return Article(
        key=key, column=f"{unit}.penalty", title=title, published=published, source=name,
        body=paragraphs(*lines, name, chinese_day(published)),
    )  # fmt: skip
