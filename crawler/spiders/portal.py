"""The portal's own columns: policies, consultations, normative documents, notices."""

from crawler.site import Column
from crawler.spiders.walking import WalkingSpider


class PortalSpider(WalkingSpider):
    """``scrapy crawl portal -a site=SITE``"""

    name = "portal"

    @staticmethod
    def chooses(column: Column) -> bool:
        return not column.unit
