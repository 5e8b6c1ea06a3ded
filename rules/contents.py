"""What an item says in all: its body and the files it offers, and which of them nobody could read.

A duty is often met inside a file. What stands in a file that was read counts like the body; a file that was not asked
for, did not come or could not be read leaves open what it holds, and nobody is accused past it.
"""

from dataclasses import dataclass
from functools import cached_property

from crawler.archive import Article, Corpus, SeenFile
from crawler.files.model import FileReading, FileState

_MOST = 200_000  # characters of files that are put behind a body


@dataclass(frozen=True)
class File:
    """One file of an item with what was read in it; ``reading`` is None when nobody could read it."""

    seen: SeenFile
    reading: FileReading | None

    @property
    def name(self) -> str:
        return self.seen.name

    @property
    def is_read(self) -> bool:
        return self.reading is not None and self.reading.state is FileState.READ

    @property
    def text(self) -> str:
        """Its words, without sheets that nobody is shown; '' when nobody could read it."""
        return self.reading.text if self.reading is not None and self.is_read else ""

    @property
    def why_unread(self) -> str:
        """Why its content is not known, for readers; '' when it is."""
        if self.is_read:
            return ""
        if self.seen.state == "unasked":
            return "未采集"
        if self.seen.state == "external":
            return "在其他网站"
        return self.seen.cause or "没有读到"


@dataclass(frozen=True)
class Contents:
    """Body and files of one item."""

    body: str
    files: tuple[File, ...]

    @cached_property
    def text(self) -> str:
        """The body, and behind it the words of every file that was read."""
        words = "\n".join(file.text for file in self.files if file.is_read)
        return f"{self.body}\n{words[:_MOST]}" if words else self.body

    @property
    def unread(self) -> tuple[File, ...]:
        """The files whose content is not known."""
        return tuple(file for file in self.files if not file.is_read)


def contents(corpus: Corpus, article: Article) -> Contents:
    """What ``article`` says. Files inside an archive file count as files of their own, under their names there."""
    seen = corpus.files(article)
    read = corpus.readings(seen)
    files: list[File] = []
    for file in seen:
        reading = read.get(file.sha256)
        files.append(File(file, reading))
        files.extend(_members(file, reading))
    return Contents(corpus.text(article), tuple(files))


def _members(file: SeenFile, reading: FileReading | None) -> list[File]:
    found: list[File] = []
    for member in reading.members if reading else ():
        inner = SeenFile(file.url, member.name, "", file.state, file.outcome, member.reading.state, member.reading.cause, file.sha256, file.fetched_at)
        found.append(File(inner, member.reading))
        found.extend(_members(inner, member.reading))
    return found
