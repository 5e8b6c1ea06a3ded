"""A place to lay many small things aside and take them up again, in bounded memory: what grows large goes to a nameless file."""

import pickle
from io import SEEK_END
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import Any, Final, Self

_IN_MEMORY: Final = 8_000_000  # bytes


class Shelf:
    """``put`` tells the place at which ``get`` finds the thing again. Only this process can read it; it is gone after use."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  # closed by __exit__

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def put(self, thing: Any) -> int:
        """Lay ``thing`` (plain data) aside."""
        place = self._file.seek(0, SEEK_END)
        pickle.dump(thing, self._file, pickle.HIGHEST_PROTOCOL)
        return place

    def get(self, place: int) -> Any:
        """The thing that lies at ``place``."""
        self._file.seek(place)
        return pickle.load(self._file)
