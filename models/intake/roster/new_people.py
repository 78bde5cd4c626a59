"""The new people of a file, each made only when it is written."""

from collections.abc import Callable, Sequence
from typing import Any

from models.fields import Values
from models.intake.sheets.table import Table


class NewPeople(Sequence[Values]):
    """The rows of new people, made only when they are written: a hundred thousand dicts would take the memory."""

    def __init__(self, make: Callable[[str, Table, int], Values]) -> None:
        self._make = make
        self.rows: list[tuple[str, Table, int]] = []

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return [self._make(*row) for row in self.rows[index]]
        return self._make(*self.rows[index])
