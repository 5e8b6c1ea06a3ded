"""Whether an item shows what must not be online: a person's data, or a marking that says it was not to be published.

Asked of every item a report could name, so it opens nothing twice and asks the archive for files in batches. What stands in
comments, deleted words and properties of files is the sweep's to find (``rules.sweeping``): a report does not unpack files for it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from crawler.archive import Article, Corpus, SeenFile
from crawler.archive.personal import Mark
from crawler.extract.markings import markings
from crawler.extract.page import read_page
from crawler.files.model import FileReading
from crawler.files.store import IDENTITY_NUMBERS
from crawler.mask import is_identity
from crawler.page import Page
from rules.private_data import Kind, private_in

# What a check that found a leak says instead of its title and address; ``zwgk explain NUMBER`` tells the centre.
ASK_THE_CENTRE: Final = "具体是哪一条、在什么位置不在报告中列出，请凭本问题的编号向信息公开主管机构查询"
_AT_ONCE: Final = 100  # items whose files are in memory together
_STARRED = re.compile(r"\d\*{4,}")
_IN_ADDRESS = re.compile(r"(?<!\d)[1-9]\d{16}[\dXx](?![0-9A-Za-z])")
# What is put in the place of a masked number, so that the words around it can be asked whose it is. Nobody's: the sample number
# of GB 11643, a mobile of zeros, a card with the check digit of its zeros.
_STAND_INS: Final = {"identity": "11010519491231002X", "mobile": "13900000000", "bank_card": "6228480000000000000"}


def leaking(corpus: Corpus) -> Iterator[Article]:
    """Every item of the run, present or gone, that shows such a thing: in title, body, or a file that was read."""
    known = corpus.known_articles()
    for start in range(0, len(known), _AT_ONCE):
        some = known[start : start + _AT_ONCE]
        files = _files(corpus, some)
        read = corpus.readings([file for offered in files.values() for file in offered])
        yield from (article for article in some if _leaks(corpus, article, files[article.identity], read))


def leaks(corpus: Corpus, article: Article) -> bool:
    """Whether one item shows such a thing."""
    files = corpus.files(article)
    return _leaks(corpus, article, files, corpus.readings(files) if files else {})


def _leaks(corpus: Corpus, article: Article, files: Sequence[SeenFile], read: Mapping[str, FileReading]) -> bool:
    """Worked out once for judging and for all that is handed out."""
    return corpus.once(("leaks", article.identity), lambda: _in_page(corpus, article) or _in_files(corpus, article, files, read))


def is_leaking(text: str, title: str) -> bool:
    """Whether a text shows it. A doubtful number alone does not."""
    return any(each.kind is not Kind.DOUBTFUL for each in private_in(text, title)) or bool(markings(text))


def _files(corpus: Corpus, articles: Sequence[Article]) -> dict[str, tuple[SeenFile, ...]]:
    """The files of each item, by its identity."""
    known = corpus.files_of_all(articles)
    return {
        a.identity: corpus.files(a) if a.state == "file" else tuple(known[link.url] for link in a.attachments if link.url in known)
        for a in articles
    }


# ---- pages


def _in_page(corpus: Corpus, article: Article) -> bool:
    if is_leaking(_as_published(corpus, article), article.title) or any(map(_names_somebody, article.urls)):
        return True
    if bool(markings(article.title)):
        return True
    if not _STARRED.search(article.title):
        return False
    return is_leaking(_restored(article.title, [mark for mark in corpus.personal(article) if mark.where == "title"]), "")


def _names_somebody(address: str) -> bool:
    return any(is_identity(number.upper()) for number in _IN_ADDRESS.findall(address))


def _as_published(corpus: Corpus, article: Article) -> str:
    """The body; from the archived page where numbers in it were masked before it was stored."""
    text = corpus.text(article)
    if not _STARRED.search(text) or not article.sha256 or not (kept := corpus.archive_payload(article.sha256)):
        return text
    return read_page(Page(article.url, kept[0], content_type=kept[1])).text


# ---- files


def _in_files(corpus: Corpus, article: Article, files: Sequence[SeenFile], read: Mapping[str, FileReading]) -> bool:
    readings = [(file.name, read[file.sha256]) for file in files if file.sha256 in read]
    if any(is_leaking(text, title) for name, reading in readings for title, text in _texts(reading, name)):
        return True
    if any(name == IDENTITY_NUMBERS for _, reading in readings for each in _all(reading) for name, _ in each.metadata):
        return True
    starred = any(_STARRED.search(text) for name, reading in readings for _, text in _texts(reading, name))
    return starred and any(is_leaking(text, article.title) for text in _put_back(corpus.personal(article), readings))


def _all(reading: FileReading) -> Iterator[FileReading]:
    """A file and the files inside it."""
    yield reading
    for member in reading.members:
        yield from _all(member.reading)


def _texts(reading: FileReading, name: str) -> Iterator[tuple[str, str]]:
    """Title and words of every part, hidden sheets too."""
    for each in _all(reading):
        for part in each.parts:
            yield each.heading or part.label or name, part.text


def _put_back(marks: Sequence[Mark], readings: Sequence[tuple[str, FileReading]]) -> Iterator[str]:
    """The lines of files in which a number was masked when they were stored, with nobody's number in its place.

    A mark does not say of which file it is: it is tried in all, and counts where a masked number stands at its place.
    """
    texts = [(n, part.text) for _, reading in readings for each in _all(reading) for n, part in enumerate(each.parts)]
    for n, text in texts:
        whole = _restored(text, [mark for mark in marks if mark.where == "text" and mark.part == n])
        if whole != text:
            yield whole


def _restored(text: str, marks: Sequence[Mark]) -> str:
    """A text with nobody's numbers where the marks say that numbers were masked."""
    places = {(m.start, m.end, m.kind) for m in marks if m.kind in _STAND_INS and "*" in text[m.start : m.end]}
    for start, end, kind in sorted(places, reverse=True):
        text = f"{text[:start]}{_STAND_INS[kind]}{text[end:]}"
    return text
