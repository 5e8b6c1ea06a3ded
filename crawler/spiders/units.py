"""The columns of units: departments, townships, subdistricts."""

from crawler.site import Column
from crawler.spiders.walking import WalkingSpider


class UnitsSpider(WalkingSpider):
    """``scrapy crawl units -a site=SITE``"""

    name = "units"

    @staticmethod
    def chooses(column: Column) -> bool:
        return bool(column.unit)
