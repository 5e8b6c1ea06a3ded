"""Columns that we may have misread, and what a person said of them: the Corpus a judgement is made on.

The archive withholds a look that it does not believe (``crawler.archive.receipts``). It knows nothing of decisions; here
the two meet, before anything is judged.
"""

import hashlib
from datetime import date

from crawler.archive import Archive, Corpus, Run
from crawler.archive.receipts import Doubt
from crawler.site import Site
from rules.decisions import Decisions


def corpus_of(archive: Archive, site: Site, run: Run, as_of: date, decided: Decisions) -> Corpus:
    """The closed ``run`` as it is judged: looks that a person called true are believed."""
    corpus = Corpus(archive, site, run, as_of)
    confirmed = [d.column for d in corpus.withheld if decided.column(d.column, evidence_of(d), as_of)]
    return corpus.trusting(confirmed) if confirmed else corpus


def evidence_of(doubt: Doubt) -> str:
    """What a confirmation of a column rests on: the last look that showed its rows. A newer one makes it lapse."""
    return hashlib.sha256(f"{doubt.column}|{doubt.since}".encode()).hexdigest()
