"""Units and grids from a file: who stands under whom."""

import re
from typing import Any

from sqlalchemy.orm import Session

from models.fields import RecordSpec, Values
from models.intake.ledgers.finisher import Finisher, key_of
from models.intake.places.homes import Homes
from models.intake.places.places import buildings_in
from models.intake.plans import Plan
from models.intake.sheets.table import Flaw, Table
from models.organisation import LOWEST_LEVEL
from models.search import fold
from models.words import _

_LONGEST_AREA = 80
_FIGURE = re.compile(r".*：[0-9]{1,6}(?:\.[0-9]+)?[^0-9]{0,4}")


class Units(Finisher):
    """Units may name each other: parents of the same file are known by code or name."""

    natural = ("parent_id", "name")

    def __init__(self, session: Session, plan: Plan, homes: Homes, of: RecordSpec) -> None:
        super().__init__(session, plan, homes, of)
        self._made: dict[str, Values] = {}
        self._codes = {unit.code for unit in self.places.units.values()}
        self._left: dict[tuple[int, str], Flaw] = {}  # what is not kept, by table and header
        self._given: dict[Any, str] = {}  # the codes of this file's new units
        named: dict[str, list[str | None]] = {}
        for unit in self.places.units.values():
            named.setdefault(fold(unit.name), []).append(unit.parent_id)
        self._parents = {name: parents[0] for name, parents in named.items() if len(parents) == 1}

    def refer(self, name: str, text: Any) -> str | None:
        """A unit that an earlier row brings."""
        match = re.match(r"^(.*)[（(]([^（()）]+)[)）]$", str(text))
        for words in ([match[2], match[1]] if match else []) + [str(text)]:
            if found := self._made.get(fold(words)):
                return str(found["id"])
        if not self.places.is_office(str(text)) or self.places.unit(str(text)):
            return None
        tops = (one for one in self._made.values() if one["parent_id"] is None)
        return next((str(one["id"]) for one in tops if fold(one["name"]).startswith(fold(str(text)))), None)

    def waits(self, table: Table, i: int) -> bool:
        """A unit comes after the one it stands under."""
        above = table.get("parent_id")[i]
        return bool(self.patient and above and not self.places.unit(str(above)) and not self.refer("parent_id", above))

    def row(self, table: Table, i: int, values: Values) -> None:
        """The level follows from the parent. A unit whose parent the file does not give is the one of its name."""
        if not values.get("code") and not table.get("parent_id")[i] and values.get("name"):
            values["parent_id"] = self._parents.get(fold(values["name"]))
        parent = values.get("parent_id")
        above = self.places.units.get(parent) if parent else None
        made = next((v for v in self._made.values() if v["id"] == parent), None)
        level = above.level if above else made["level"] if made else 0
        values["level"] = min(level + 1, LOWEST_LEVEL)
        self._keep_figures(table, i)

    def _keep_figures(self, table: Table, i: int) -> None:
        """Of what has no field figures go to the introduction; not who it is or how to reach somebody: boards print it."""
        for piece in [one for one in table.notes.get(i, ()) if not _FIGURE.fullmatch(one)]:
            table.notes[i].remove(piece)
            label, _between, text = piece.partition("：")
            if (told := self._left.get((id(table), label))) is not None:
                told.alike.append(i)
                continue
            column = next((one for one in table.layout.columns if one.header == label), None)
            sentence = _("A unit has no note, and boards print its introduction; this was not kept.")
            self._left[id(table), label] = Flaw(i, column, text, sentence, "cell")
            table.flaws.append(self._left[id(table), label])

    def new(self, table: Table, i: int, values: Values) -> None:
        """Its area is what it serves where that is a building and neither its name nor an area says so."""
        served = values.get("service_area") or ""
        if not values.get("area_name") and not buildings_in(values["name"]) and len(served) <= _LONGEST_AREA:
            values["area_name"] = served if buildings_in(served) else None
        self.places.learn(values)

    def has_default(self, name: str) -> bool:
        """A unit without a code gets the next one under its parent."""
        return name == "code"

    def identity(self, values: Values) -> Any:
        """By code; without one by name under the same parent."""
        values.setdefault("parent_id", None)
        found = super().identity(values)
        if not self.known(found):
            self._take_down(values)
        return found

    def _take_down(self, values: Values) -> None:
        same = key_of((values["parent_id"], values.get("name")))
        if not values.get("code") and same in self._given:
            values["code"] = self._given[same]
        if not values.get("code"):
            above = self.places.units.get(values["parent_id"])
            stem = (
                above.code
                if above
                else next((v["code"] for v in self._made.values() if v["id"] == values["parent_id"]), "")
            )
            values["code"] = next(c for n in range(1, 100_000) if (c := f"{stem}{n:02d}") not in self._codes)
            self._given[same] = values["code"]
        self._codes.add(values["code"])
        for word in (values["code"], values.get("name")):
            if word:
                self._made.setdefault(fold(word), values)


class Grids(Finisher):
    """A grid without a code is called by its name."""

    def row(self, table: Table, i: int, values: Values) -> None:
        """Code and name stand in for each other."""
        values["code"] = values.get("code") or values.get("name")
        values["name"] = values.get("name") or values.get("code")

    def new(self, table: Table, i: int, values: Values) -> None:
        """What comes after it in the file can name it."""
        self.places.learn_grid(values)
