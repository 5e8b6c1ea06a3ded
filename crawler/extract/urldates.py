"""The day an address was filed under: t20240105_1.html, /2024/1/5/, /202401/05/. Weak: it is the day of making, not of publishing."""

import re

from crawler.dates import read_date

_URL_DATES = (
    re.compile(r"/t(?P<y>20\d{2})(?P<m>\d{2})(?P<d>\d{2})_\d"),
    re.compile(r"/(?P<y>20\d{2})[-/](?P<m>\d{1,2})[-/](?P<d>\d{1,2})/"),
    re.compile(r"/(?P<y>20\d{2})(?P<m>\d{2})/(?P<d>\d{2})/"),
    re.compile(r"/(?P<y>20\d{2})(?P<m>\d{2})(?P<d>\d{2})/"),
)


def date_in_url(url: str) -> str:
    """The day as ``2024-01-05``, '' when the address names none."""
    for pattern in _URL_DATES:
        if match := pattern.search(url):
            found = f"{match['y']}-{int(match['m']):02}-{int(match['d']):02}"
            if read_date(found):
                return found
    return ""
