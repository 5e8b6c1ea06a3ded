"""The archive between the rooms: the tables the crawl writes, the WARC evidence, and the read-only Corpus.

``Archive`` is one data folder (SQLite and WARC files). The crawl writes through a ``Recorder``; judging reads through a
``Corpus``, which opens one closed run.
"""

from crawler.archive.corpus import Corpus
from crawler.archive.offered import SeenFile
from crawler.archive.second import Hit, SecondLook, Sought
from crawler.archive.seen import Article, SeenColumn
from crawler.archive.store import Archive, Run

__all__ = ["Archive", "Article", "Corpus", "Hit", "Run", "SecondLook", "SeenColumn", "SeenFile", "Sought"]
