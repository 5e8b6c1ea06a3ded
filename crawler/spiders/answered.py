"""An answer of the downloader as a page."""

from scrapy.http import Response

from crawler.page import Page


def page_of(response: Response) -> Page:
    """The answered page with its status, its declared type and what the fetch layer knows of it already."""
    content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
    state = response.meta.get("state")
    return Page(response.url, response.body, status=response.status, content_type=content_type, state=state)
