"""From what the Corpus shows to what a verdict cites; and back out of it, when evidence is sealed."""

import json
from collections.abc import Collection, Sequence
from typing import Final

import sqlalchemy as sa

from crawler.archive import Article, Corpus, SeenColumn, SeenFile
from crawler.archive.custody import SEALED
from crawler.archive.receipts import Receipt
from crawler.files.model import FileReading
from rules import tables as t
from rules.model import Evidence

QUOTE_LENGTH = 120
_MOST_FILES: Final = 12  # cited beside one finding's items


def of_article(article: Article, quote: str = "") -> Evidence:
    """An item as evidence, with the passage that decided (cut to 120 characters)."""
    return Evidence(
        url=article.url,
        title=article.title,
        published=article.published,
        quote=_cut(quote),
        snapshot=article.snapshot,
        fetched_at=article.fetched_at,
    )


def of_file(file: SeenFile, article: Article, quote: str = "") -> Evidence:
    """A file that ``article`` offers as evidence, with the passage that decided, as it stands in the file."""
    return Evidence(
        url=file.url,
        title=f"附件《{file.name}》",
        published=article.published,
        quote=_cut(quote),
        snapshot=f"sha256:{file.sha256}" if file.sha256 else "",
        fetched_at=file.fetched_at,
    )


def with_files(corpus: Corpus, cited: Sequence[Evidence], opened: Collection[str]) -> tuple[Evidence, ...]:
    """``cited``, and behind it the files of the cited items that were ``opened`` (by sha256): what was read there is proof, too."""
    known = {evidence.snapshot for evidence in cited}
    files: list[Evidence] = []
    for evidence in cited:
        article = corpus.article_at(evidence.url)
        if article is None or evidence.snapshot != article.snapshot:
            continue
        offered = [file for file in corpus.files(article) if file.sha256 in opened]
        read = corpus.readings(offered)
        for file in offered:
            proof = of_file(file, article, _opening(read.get(file.sha256)))
            if proof.snapshot not in known:
                known.add(proof.snapshot)
                files.append(proof)
    return (*cited, *files[:_MOST_FILES])


def _opening(reading: FileReading | None) -> str:
    """The words by which a reader knows a file again: its heading, else its first line."""
    if reading is None:
        return ""
    inner = next((member.reading for member in reading.members), reading)
    return inner.heading or next((line.strip() for line in inner.text.split("\n") if line.strip()), "")


def _cut(quote: str) -> str:
    return quote if len(quote) <= QUOTE_LENGTH else quote[:QUOTE_LENGTH] + "…"


def of_column(column: SeenColumn) -> Evidence:
    """A column's first list page as evidence."""
    return Evidence(
        url=column.url,
        title=column.name,
        snapshot=f"sha256:{column.sha256}" if column.sha256 else "",
        fetched_at=column.fetched_at,
    )


def of_look(corpus: Corpus, receipt: Receipt) -> Evidence:
    """One look at a column, of this run or an earlier one, as evidence: its first list page as it was then."""
    column = corpus.seen_column(receipt.column)
    name = column.name if column else receipt.column
    page = corpus.history.list_page(receipt)
    if page is None:
        return Evidence(url=column.url if column else "", title=name, fetched_at=receipt.begun)
    return Evidence(url=page[0], title=name, snapshot=f"sha256:{page[1]}", fetched_at=page[2])


def look_words(receipt: Receipt) -> str:
    """第 2 次采集（2023-09-20）."""
    return f"第 {receipt.run} 次采集（{receipt.as_of}）"


_TOLD = ("reason", "question", "advice")


def withhold(db: sa.Connection, site: str, sha256: str) -> int:
    """Take title and quote of a sealed payload out of all recorded findings; how many findings were changed."""
    f = t.findings.c
    query = sa.select(f.judgement, f.n, f.value).where(f.site == site, f.value.contains(sha256, autoescape=True))
    changed = 0
    for row in db.execute(query).all():
        value = json.loads(row.value)
        for evidence in value["evidence"]:
            if evidence["snapshot"] != f"sha256:{sha256}":
                continue
            for words in (evidence["title"], evidence["quote"]):
                for name in _TOLD:
                    value[name] = value[name].replace(words, SEALED) if words else value[name]
            evidence["title"], evidence["quote"] = f"（{SEALED}）", ""
        line = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        mine = (f.site == site, f.judgement == row.judgement, f.n == row.n)
        changed += db.execute(sa.update(t.findings).where(*mine).values(value=line)).rowcount
    return changed
