"""What one file may cost, and the word for a file that cannot be read.

Every size is checked before or while something is unpacked, never after. The bounds fit the largest attachments a district
publishes (a whole year's budgets of all departments) with room to spare, and a child of 500 MB.
"""

from typing import Final

MAX_BYTES: Final = 60_000_000  # of a file, packed
MAX_TEXT: Final = 2_000_000  # characters read of one file
MAX_PAGES: Final = 1_000  # pages or sheets read
MAX_PAGES_SEEN: Final = 5_000  # with more than this it is no attachment anybody reads
MAX_CELLS: Final = 300_000  # of all tables of one file, blanks between them included
MAX_COLUMNS: Final = 500  # of one table
MAX_UNPACKED: Final = 200_000_000  # bytes of all members of an archive or office file
MAX_XML: Final = 40_000_000  # bytes of one XML member; parsed it takes about eight times that
MAX_RATIO: Final = 200  # unpacked to packed; office XML reaches 50
MAX_MEMBERS: Final = 2_000  # entries of an archive or office file
MAX_DEPTH: Final = 2  # archives within archives


class Unreadable(Exception):
    """A file that cannot be read; the message is the cause as readers see it (Chinese, one line). Raised by the readers."""

    def __init__(self, cause: str) -> None:
        super().__init__(cause)
        self.cause = cause


class Room:
    """How many characters and cells may still be read of one file; what is beyond is left out and ``full`` says so."""

    def __init__(self, text: int = MAX_TEXT, cells: int = MAX_CELLS) -> None:
        self._text = text
        self._cells = cells
        self.full = False

    def text(self, words: str) -> str:
        """As much of ``words`` as there is room for."""
        if len(words) > self._text:
            self.full = True
            words = words[: self._text]
        self._text -= len(words)
        return words

    def row(self, width: int) -> bool:
        """Whether there is room for a row of so many cells; of a row too wide the first MAX_COLUMNS are to be kept."""
        self.full = self.full or width > MAX_COLUMNS or self._cells < width
        if self._cells < width:
            return False
        self._cells -= width
        return True
