"""The download handler that also drives a browser. Imported only where scrapy-playwright is installed and a profile asks for it."""

import logging
from typing import Any

from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler

from crawler.transport import PatientHandler


class BrowserHandler(PatientHandler, ScrapyPlaywrightDownloadHandler):
    """Sends what is marked for it through a browser, everything else as ``PatientHandler`` does."""

    def __init__(self, crawler: Any) -> None:
        logging.getLogger("scrapy-playwright").setLevel(logging.ERROR)  # each failure is recorded as an attempt
        super().__init__(crawler)
