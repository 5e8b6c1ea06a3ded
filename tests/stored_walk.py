"""A column walked over stored answers: by address, or by address and one field of the form that is posted."""

from crawler.items import Ask, Visit
from crawler.page import Page
from tests.listing import PAGES
from tests.walked import walked


def walked_over(answers: dict[str, str | bytes], url: str) -> tuple[Visit, list[Ask]]:
    """The receipt of the column at ``url``, and what was asked. ``answers`` name stored pages, or are bodies themselves.

    A key is an address; a posted form adds ``#current=2`` of its field ``current``. What has no answer is a 404.
    """

    def answer(ask: Ask) -> Page | None:
        form = dict(ask.form)
        found = answers.get(f"{ask.url}#current={form['current']}" if "current" in form else ask.url)
        if found is None:
            return None
        return Page(ask.url, found if isinstance(found, bytes) else (PAGES / found).read_bytes())

    return walked(url, answer)
