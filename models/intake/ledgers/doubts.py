"""Names that several people bear, or nobody: whom the register named before stays; else the row goes without a person."""

from collections.abc import Collection, Sequence
from typing import Any

from models.fields import Values
from models.intake.compare import merged_note
from models.intake.ledgers.finisher import Finisher
from models.intake.sheets.table import Table
from models.words import _

Row = tuple[Values, Table, int]


class Doubts:
    """The rows whose person could not be told, until it is known which record of the register each of them is."""

    def __init__(self, finish: Finisher, remarks: str) -> None:
        self._finish, self._remarks = finish, remarks
        self._open: dict[tuple[int, int], tuple[str, Any, Collection[str]]] = {}

    def take(self, table: Table, i: int, name: str, text: Any, people: Collection[str]) -> None:
        """The cell of field `name` may mean any of these people."""
        self._open[id(table), i] = (name, text, people)

    def settle_by_identity(self, table: Table, i: int, values: Values) -> bool:
        """Where the person is part of what makes a record itself: the one whose record is there already. False if that
        cannot be told."""
        name, _text, people = self._open.get((id(table), i), ("", None, ()))
        if not people or values.get(name) or name not in (*self._finish.of.identity, *self._finish.natural):
            return True
        known = [one for one in people if self._finish.known(self._finish.identity({**values, name: one}))]
        if len(known) == 1:
            values[name] = known[0]
        return len(known) == 1

    def settle(self, rows: Sequence[Row], records: Sequence[Values]) -> None:
        """Give each row the person whom its record names already; else keep the name and say so."""
        records = list(records)
        for values, table, i in rows:
            name, text, people = self._open.pop((id(table), i), ("", None, ()))
            if not name or values.get(name):
                continue
            same = next((old for old in records if old[name] in people), None)
            if same is None:
                self._say(values, table, i, name, text, people)
            else:
                values[name] = same[name]
                records.remove(same)

    def _say(self, values: Values, table: Table, i: int, name: str, text: Any, people: Collection[str]) -> None:
        shown = text in values.values()  # the name in the register is mostly the one that is shown
        if not shown:
            table.note(i, table.headers[name].header if name in table.headers else "", str(text))
            if self._remarks:
                values[self._remarks] = merged_note(None, table.get(self._remarks)[i], table.notes[i])
        if people:
            sentence = _("Several people of this name may be meant; the row is taken without the person.")
        elif shown:
            sentence = self._finish.nobody(name)
        else:
            sentence = _("The register knows nobody of this name; the name is kept in the note.")
        if sentence:
            table.flaw(i, name, text, sentence, "warn")
