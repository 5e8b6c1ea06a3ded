"""Whose item it is: what the item says, never the column alone."""

from pathlib import Path

import pytest

from crawler.extract.attribution import attribute
from tests.test_profile import GOOD, profile


@pytest.mark.parametrize(
    ("title", "issuer", "source", "text", "unit", "how"),
    [
        ("区交通运输局2023年部门预算", "", "", "", "jiaotong", "title"),
        ("示例市样本区交通运输局关于公开征求意见的公告", "", "样本区政府网", "", "jiaotong", "title"),
        ("关于校车安全的通知", "样本区教育局", "", "", "jiaoyu", "issuer"),
        ("关于校车安全的通知", "", "区教委办公室", "", "jiaoyu", "source"),
        ("关于校车安全的通知", "", "新华社", "正文\n\n样本区教育局\n2023年5月1日", "jiaoyu", "signature"),
        ("关于校车安全的通知", "", "邻县区教育局", "", "jiaotong", "column"),
        ("关于校车安全的通知", "", "区教育局、区交通运输局", "", "jiaotong", "column"),
        ("邻县区教育局2023年部门预算", "", "", "", "jiaotong", "column"),
    ],
)
def test_the_strongest_statement_decides(
    tmp_path: Path, title: str, issuer: str, source: str, text: str, unit: str, how: str
) -> None:
    site = profile(tmp_path, GOOD.replace('aliases = ["区交运局"]\nvalid_from', 'valid_from'))
    given = attribute(site, title=title, issuer=issuer, source=source, text=text, column_unit="jiaotong")
    assert (given.unit, given.how) == (unit, how)


def test_without_any_word_and_without_an_owner_it_stays_unknown(tmp_path: Path) -> None:
    given = attribute(profile(tmp_path, GOOD), title="通知", issuer="", source="", text="", column_unit="")
    assert (given.unit, given.how) == ("", "unknown")
