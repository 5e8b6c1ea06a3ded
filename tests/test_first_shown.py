"""What says of itself that it was published before makes nobody late."""

from types import SimpleNamespace
from typing import Any

import pytest

from rules.first_shown import not_the_first
from rules.model import Evidence, Finding, Status


def judged(title: str, text: str = "正文", status: Status = Status.LATE, state: str = "read") -> Finding:
    article = SimpleNamespace(state=state, title=title)
    corpus: Any = SimpleNamespace(article_at=lambda url: article, text=lambda a: text)
    evidence = (Evidence("http://x/1.html", title),)
    return not_the_first(corpus, Finding(13, "r", "u", "单位", "c", 1, status, status, "晚于期限", evidence=evidence))


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("关于更正2022年部门决算的公告", ""), ("行政处罚决定公示（更新）", ""), ("2022年部门决算（修订版）", ""), ("重新公布2022年年度报告", ""),
        ("2022年部门决算", "首次公布时间：2023年8月1日"), ("采纳情况", "征求意见采纳情况已于7月20日在公告栏公示。"), ("年度报告", "更新时间：2023-03-01"),
        ("年度报告", "因表格有误，现重新发布。"), ("年度报告", "长" * 9000 + "\n更正说明：表三有误。"),
    ],
)  # fmt: skip
def test_such_an_item_is_a_question(title: str, text: str) -> None:
    found = judged(title, text)
    assert (found.status, found.lean) == (Status.SUSPECT, Status.GAP) and title in found.question


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("城市更新专项资金2022年决算", ""), ("2022年部门决算", "发布时间：2023-09-30"), ("关于修订预案的通知", "原办法同时废止。"),
        ("2022年部门决算", "本年更新设备三台，公开公平公正。"), ("采纳情况", "意见已收悉，办法将于9月公布。"),
    ],
)  # fmt: skip
def test_near_misses_stay_late(title: str, text: str) -> None:
    assert judged(title, text).status is Status.LATE


def test_only_what_is_late_and_was_read_is_asked() -> None:
    assert judged("更正公告", status=Status.GAP).status is Status.GAP
    assert judged("更正公告", state="failed").status is Status.LATE
