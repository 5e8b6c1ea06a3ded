"""Which files of an item are fetched: those that somebody will judge, of our own hosts, and not twice without need."""

import zlib
from collections.abc import Collection, Iterable
from typing import Final

from crawler.archive.known import ReadPage
from crawler.archive.offered import has_any, kept_before, kinds_at
from crawler.archive.store import Archive
from crawler.incremental import PAGES_EVERY, Increment
from crawler.items import AttachmentLink
from crawler.mask import mask_address
from crawler.site import Site
from crawler.urls import host_of
from crawler.vocabulary import FILES_JUDGED, FILES_WITH_TABLES

_MOST: Final = 100  # files of one page


class FilePlan:
    """What one crawl does with the files that items offer. See ``[politeness] attachments`` in docs/profile.md."""

    def __init__(self, site: Site, archive: Archive, run: int, increment: Increment | None, *, quick: bool) -> None:
        self._site = site
        self._archive = archive
        self._run = run
        self._increment = increment
        self._choice = "none" if quick else site.politeness.attachments
        # An archive from a time when no file was asked for: what is carried over has files that nobody saw.
        self._first = increment is not None and self._choice != "none" and not has_any(archive, run)

    def states(
        self, page: str, sha256: str, offered: Iterable[AttachmentLink], kinds: frozenset[str] = frozenset()
    ) -> dict[str, str]:
        """The files of the item at ``page`` to note: address → wanted or external.

        ``sha256`` is of the page as it is now; ``kinds`` are those of columns that list it and are not in the database yet.
        """
        urls = list(dict.fromkeys(link.url for link in offered if link.url))[:_MOST]
        if not urls or self._choice == "none":
            return {}
        if self._choice == "judged" and not (kinds | kinds_at(self._archive, self._run, [page])) & FILES_JUDGED:
            return {}
        resting = self._resting(page, sha256, urls)
        return {
            url: "wanted" if host_of(url) in self._site.hosts else "external" for url in urls if url not in resting
        }

    @property
    def asks_for_none(self) -> bool:
        """Whether this crawl leaves all files alone."""
        return self._choice == "none"

    def asks_of_carried(self) -> bool:
        """Whether the files of pages that are carried over unread have to be asked for."""
        return self._first

    def known(self, urls: Collection[str]) -> frozenset[str]:
        """Those of ``urls`` of which an earlier run holds a sound copy: only these may be confirmed instead of sent again."""
        return kept_before(self._archive, self._run, urls) if self._increment is not None else frozenset()

    def with_tables(self, pages: Iterable[str]) -> bool:
        """Whether the tables of a file that these pages offer are read too."""
        return bool(kinds_at(self._archive, self._run, list(pages)) & FILES_WITH_TABLES)

    def _resting(self, page: str, sha256: str, urls: list[str]) -> frozenset[str]:
        """Files that an earlier run holds and that need not be asked again: their page is as it was."""
        if self._increment is None or self._increment.hangs_on(mask_address(page)):
            return frozenset()
        before: ReadPage | None = self._increment.known.pages([page]).get(page)
        if before is None or before.sha256 != sha256:
            return frozenset()
        turn = self._run % PAGES_EVERY
        kept = kept_before(self._archive, self._run, urls)
        return frozenset(url for url in kept if zlib.crc32(url.encode()) % PAGES_EVERY != turn)
