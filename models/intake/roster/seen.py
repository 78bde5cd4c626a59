"""The people of a file as its rows are decided one after the other: who of them a further row is again."""

from collections.abc import Iterable, Sequence
from typing import Any

from models.intake.cleaning.documents import matching_key, nearly_alike
from models.intake.roster.persons import Row
from models.intake.roster.roster_rows import identities
from models.intake.sheets.table import Table
from models.words import _

Found = tuple[str, Table, int]


class Seen:
    """Rows by what tells who they are. In several tables a person may stand now with a number and now without, and be
    known by name and door alone, where nobody else of that name lives."""

    def __init__(self, tables: Sequence[Table]) -> None:
        self._several = len(tables) > 1
        self._of_several = _doors_of_several(tables) if self._several else set()
        self._found: dict[Any, Found] = {}

    def of_id(self, person_id: str) -> Found | None:
        """The row that was somebody of the register."""
        return self._found.get(person_id)

    def find(self, table: Table, row: Row) -> Found | None:
        """The row of the file that is this person too."""
        for key in identities(row, several=self._several):
            if (found := self._found.get(key)) and _may_be(found, row):
                return found
        found = self._at_door(table, row)
        alone = found is not None and (row.name, row.home_id) not in self._of_several
        return found if found is not None and alone and _may_be(found, row, alone=True) else None

    def doubt(self, table: Table, row: Row) -> str:
        """Why a row that is none of the file so far may be one of them all the same; blank if it is not."""
        if not row.document and row.birth is None and (row.name, row.home_id) in self._of_several:
            return _("Several people of this name live behind this door; say which of them it is.")
        found = self._at_door(table, row)
        other = found[1].get("document")[found[2]] if found else None
        if found and row.document and other and nearly_alike(row.document, other):
            sentence = _(
                "“{sheet}” has this name and door in row {row} with nearly the same number; which one is right?"
            )
            return sentence.format(sheet=found[1].sheet.name, row=found[1].rows[found[2]] + 1)
        return ""

    def add(self, row: Row, found: Found, known_id: str | None) -> None:
        """Remember a row that was decided."""
        keys = identities(row, several=self._several)
        if self._several and row.at_door:
            keys.append(("door", row.name, row.home_id))
        for key in (*keys, *filter(None, (known_id,))):
            self._found.setdefault(key, found)

    def _at_door(self, table: Table, row: Row) -> Found | None:
        """Somebody of that name behind that door, in another table."""
        found = self._found.get(("door", row.name, row.home_id)) if self._several and row.at_door else None
        return found if found is not None and found[1] is not table else None


def _may_be(found: Found, row: Row, *, alone: bool = False) -> bool:
    """Whether a row of the file is this person too: namesakes of one birth and door with two numbers are two. Where name
    and door `alone` speak for it, neither birth nor sex may speak against it."""
    _id, table, i = found
    document = table.get("document")[i]
    others = (table.get("birth")[i], row.birth), (table.get("sex")[i], row.sex)
    if alone and any(one and other and one != other for one, other in others):
        return False
    return not (document and row.document) or matching_key(document) == matching_key(row.document)


def _doors_of_several(tables: Iterable[Table]) -> set[tuple[str, str]]:
    """Names behind doors where rows of the file tell two people of that name apart, by their numbers or births."""
    told: dict[tuple[str, str], tuple[Any, Any]] = {}
    several = set()
    for table in tables:
        numbers, births, coarse = table.get("document"), table.get("birth"), table.coarse.get("birth", ())
        for i, (name, home) in enumerate(zip(table.get("name"), table.homes, strict=True)):
            if name is None or home is None:
                continue
            number = matching_key(numbers[i]) if numbers[i] else None
            birth = births[i] if i not in coarse else None
            key = (name, home.id)
            before = told.get(key, (None, None))
            if any(a and b and a != b for a, b in zip(before, (number, birth), strict=True)):
                several.add(key)
            told[key] = (before[0] or number, before[1] or birth)
    return several
