"""One walk over made-up pages: what was asked, and the receipt."""

from collections.abc import Callable
from datetime import datetime

from crawler.items import Ask, Outcome, Visit
from crawler.page import Page
from crawler.site import Column
from crawler.walk import Walk

BEGUN = datetime(2023, 9, 20)
MANY = 50  # a walk over a few pages that goes on longer does not end


def walked(url: str, answer: Callable[[Ask], Page | None]) -> tuple[Visit, list[Ask]]:
    """Walk the column at ``url``; ``answer`` gives the page an ask brings, None for one that is not there."""
    walk = Walk(Column("c", "notices", "", url, "栏目"), BEGUN)
    asked: list[Ask] = []
    ask: Ask | None = walk.first()
    while ask is not None:
        asked.append(ask)
        assert len(asked) < MANY, "the walk does not end"
        page = answer(ask)
        ask = walk.failed(ask, Outcome.SOFT404, "HTTP 404") if page is None else walk.answered(ask, page)
    return walk.receipt(BEGUN), asked
