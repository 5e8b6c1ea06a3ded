"""When an audit is due: the first time, when the cron line fired, the day after a deadline."""

from datetime import datetime
from pathlib import Path

import pytest

from crawler.clock import CHINA
from crawler.crawl import in_window
from crawler.site import load as load_site
from crawler.tomlfile import BadInput
from rules.catalogue import load
from rules.schedule import is_due

DOCUMENT = load("dachuan-2023")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


@pytest.mark.parametrize(
    ("last", "now", "cron", "due"),
    [
        (None, "2023-06-10T09:00", "", True),
        ("2023-06-10T09:00", "2023-06-11T09:00", "", False),
        ("2023-06-10T20:00", "2023-06-16T19:59", "0 20 * * fri", False),
        ("2023-06-10T20:00", "2023-06-16T20:00", "0 20 * * fri", True),
        # cron counts Friday as 5 and Sunday as 0 or 7
        ("2023-06-10T20:00", "2023-06-16T20:00", "0 20 * * 5", True),
        ("2023-06-10T20:00", "2023-06-16T20:00", "0 20 * * 6,7", True),
        ("2023-06-12T20:00", "2023-06-16T20:00", "0 20 * * 0", False),
        ("2023-06-12T20:00", "2023-06-18T20:00", "0 20 * * 7", True),
        ("2023-06-16T20:00", "2023-06-16T20:30", "0 20 * * fri", False),
        # 2023-07-31 and 2023-08-31 are days of the document: absence can be seen from the day after.
        ("2023-07-30T09:00", "2023-07-31T23:00", "", False),
        ("2023-07-30T09:00", "2023-08-01T00:01", "", True),
        ("2023-07-31T09:00", "2023-08-01T09:00", "", True),
        ("2023-08-01T09:00", "2023-08-31T09:00", "", False),
    ],
)
def test_due(last: str | None, now: str, cron: str, due: bool) -> None:
    assert is_due(DOCUMENT, at(last) if last else None, at(now), cron) is due


def test_a_bad_cron_line_is_refused() -> None:
    with pytest.raises(BadInput, match="不是五段 cron 表达式"):
        is_due(DOCUMENT, at("2023-06-10T09:00"), at("2023-06-11T09:00"), "every friday")


@pytest.mark.parametrize(
    ("window", "time", "allowed"),
    [
        ("20:00-07:00", "19:59", False),
        ("20:00-07:00", "20:00", True),
        ("20:00-07:00", "03:00", True),
        ("20:00-07:00", "07:00", False),
        ("01:00-05:00", "04:59", True),
        ("01:00-05:00", "12:00", False),
        ("", "12:00", True),
    ],
)
def test_a_portal_is_crawled_in_its_hours_only(tmp_path: Path, window: str, time: str, allowed: bool) -> None:
    path = tmp_path / "site.toml"
    path.write_text(
        f'[site]\nid = "x"\nname = "某县人民政府"\nhome = "http://www.example.gov.cn/"\n[politeness]\nwindow = "{window}"\n', encoding="utf-8"
    )
    assert in_window(load_site(str(path)), at(f"2023-06-10T{time}")) is allowed
