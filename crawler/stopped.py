"""How a crawl that could not be finished says so."""


class Stopped(Exception):
    """The crawl ended before its columns were visited: home unreachable, disk full, interrupted. Exit code 3.

    Raised by ``crawler.crawl.crawl``; what was collected is kept and the next crawl resumes.
    """
