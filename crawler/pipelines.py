"""What spiders yield, into the archive."""

from typing import Any

from crawler.items import Visit
from crawler.spiders.walking import FailedItem, ReadItem, SeenItems


class ArchivePipeline:
    """Hands each item to the crawl's one writer."""

    def __init__(self, crawler: Any) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Any) -> "ArchivePipeline":
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        recorder = self._crawler.spider.state.recorder
        now = self._crawler.spider.now()
        if isinstance(item, SeenItems):
            visit: Visit = item.visit
            recorder.visited(visit, item.states)
        elif isinstance(item, ReadItem):
            recorder.read(item.url, item.sha256, item.reading, now)
        elif isinstance(item, FailedItem):
            recorder.item_done(item.url, item.state, item.cause, item.sha256, now)
        return item
