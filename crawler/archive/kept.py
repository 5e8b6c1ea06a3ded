"""What was made lately, up to a size: a closed run does not change, so nothing of it need be made twice in a row."""

from typing import Generic, TypeVar

_Value = TypeVar("_Value")


class Kept(Generic[_Value]):
    """Values by name. Room is made by dropping what nobody asked for while half of ``most`` came in."""

    def __init__(self, most: int) -> None:
        self._half = most // 2
        self._size = 0
        self._young: dict[str, tuple[_Value, int]] = {}
        self._old: dict[str, tuple[_Value, int]] = {}

    def get(self, name: str) -> _Value | None:
        found = self._young.get(name)
        if found is None and (found := self._old.get(name)) is not None:
            self.put(name, *found)
        return found[0] if found else None

    def put(self, name: str, value: _Value, size: int = 1) -> _Value:
        """Keep a value; ``size`` is counted in the unit that ``most`` was given in."""
        if self._size + size > self._half:
            self._old, self._young, self._size = self._young, {}, 0
        self._young[name] = (value, size)
        self._size += size
        return value
