"""Whose part of the portal an address lies in: a unit's sub-site, or the unit's own code in the address."""

from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import parse_qsl, urlsplit

# What portals call the parameter that says whose list or item an address shows.
UNIT_PARAMETERS: Final = frozenset(("organid", "orgid", "deptid", "deptcode", "unitid", "dept", "bmid"))


def unit_codes(url: str) -> Iterator[tuple[str, str]]:
    """The unit's code in an address, (parameter in lower case, value): ('unitid', '37')."""
    if "?" not in url:
        return
    for name, value in parse_qsl(urlsplit(url).query):
        if name.lower() in UNIT_PARAMETERS and value:
            yield name.lower(), value


class Whereabouts:
    """Told by a profile: ``sites`` are (address, unit) of sub-sites, ``columns`` (address, unit) of columns, '' the portal's."""

    def __init__(self, sites: Iterable[tuple[str, str]], columns: Iterable[tuple[str, str]]) -> None:
        self._sites = sorted(((_bare(url).rstrip("/"), unit) for url, unit in sites), key=lambda site: -len(site[0]))
        holders: dict[tuple[str, str], set[str]] = {}
        for url, unit in columns:
            for code in unit_codes(url):
                holders.setdefault(code, set()).add(unit)
        # A code that columns of two units bear, or the portal's own, is no unit's.
        self._codes = {code: next(iter(units)) for code, units in holders.items() if len(units) == 1}

    def site_of(self, url: str) -> str:
        """The unit in whose sub-site ``url`` lies, the narrowest one; '' when in none."""
        bare = _bare(url) if self._sites else ""
        return next((unit for site, unit in self._sites if bare == site or bare.startswith((f"{site}/", f"{site}?"))), "")

    def coded(self, url: str) -> str:
        """The unit whose code ``url`` bears; '' when none, or the codes of two."""
        found = {unit for code in unit_codes(url) if (unit := self._codes.get(code, ""))} if self._codes else set()
        return found.pop() if len(found) == 1 else ""


def _bare(url: str) -> str:
    """The address without its scheme: portals answer on both."""
    return url.partition("://")[2]
