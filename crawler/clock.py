"""The true time in China. Asked where a crawl or a command begins, and nowhere behind."""

from datetime import datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8))


def china_now() -> datetime:
    """The true time in China."""
    return datetime.now(CHINA)
