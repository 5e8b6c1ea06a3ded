"""What spiders yield, into the archive."""

from datetime import datetime
from typing import Any

from crawler.archive.recorder import Recorder
from crawler.spiders.filing import AskedFile, OfferedFiles
from crawler.spiders.walking import FailedItem, ReadItem, SeenItems


class ArchivePipeline:
    """Hands each item to the crawl's one writer."""

    def __init__(self, crawler: Any) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Any) -> "ArchivePipeline":
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        state = self._crawler.spider.state
        state.keep(lambda: self._write(item, state.recorder, self._crawler.spider.now()), None)
        return item

    def _write(self, item: Any, recorder: Recorder, now: datetime) -> None:
        if isinstance(item, SeenItems):
            recorder.visited(item.visit, item.states, item.carried)
        elif isinstance(item, ReadItem):
            recorder.read(item.url, item.sha256, item.reading, now)
        elif isinstance(item, FailedItem):
            recorder.item_done(item.url, item.state, item.cause, item.sha256, now)
        elif isinstance(item, OfferedFiles):
            recorder.offered(item.page, item.states)
        elif isinstance(item, AskedFile):
            if item.reading is not None and item.is_new:
                recorder.file_read(item.sha256, item.reading, tables=item.tables)
            state = item.reading.state if item.reading else None
            recorder.file_done(item.url, item.outcome, item.cause, item.sha256, now, state)
