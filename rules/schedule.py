"""When an audit is due: by a cron line, by the document's own days, or because there was none yet."""

import re
from datetime import date, datetime, timedelta

from crawler.tomlfile import BadInput
from rules.catalogue import Catalogue

_CHINA = "Asia/Shanghai"
_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")


def is_due(catalogue: Catalogue, last_begun: datetime | None, now: datetime, cron: str = "") -> bool:
    """Whether an audit should begin at ``now``.

    Due when there was none yet, when the cron line fired since the last one began, or when a dated requirement fell due
    since then (the day after its deadline is the first day on which absence can be seen). Raises BadInput for a bad line.
    """
    if last_begun is None:
        return True
    if cron and _fired(cron, last_begun, now):
        return True
    return any(last_begun.date() <= day < now.date() for day in _due_days(catalogue))


def _fired(cron: str, since: datetime, now: datetime) -> bool:
    from apscheduler.triggers.cron import CronTrigger

    try:
        trigger = CronTrigger.from_crontab(_with_named_days(cron), timezone=_CHINA)
    except ValueError as error:
        raise BadInput(f"--cron 不是五段 cron 表达式：“{cron}”（{error}）") from None
    following = trigger.get_next_fire_time(None, since + timedelta(seconds=1))
    return following is not None and following <= now


def _with_named_days(cron: str) -> str:
    """The line with its week days by name: cron counts from Sunday, APScheduler from Monday."""
    fields = cron.split()
    if len(fields) == 5:
        fields[4] = re.sub(r"(?<![/\d])[0-7](?!\d)", lambda found: _DAYS[int(found.group()) % 7], fields[4])
    return " ".join(fields)


def _due_days(catalogue: Catalogue) -> set[date]:
    days = {r.deadline for r in catalogue.requirements if isinstance(r.deadline, date)}
    days |= {c.deadline for r in catalogue.requirements for c in r.checks if isinstance(c.deadline, date)}
    return days
