"""Everything a profile lists: what an audit crawls."""

from crawler.spiders.walking import WalkingSpider


class DistrictSpider(WalkingSpider):
    """``scrapy crawl district -a site=SITE``"""

    name = "district"
