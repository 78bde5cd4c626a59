"""Which units, or at the lowest level which buildings, go along when a unit is split."""

from collections import defaultdict
from collections.abc import Sequence

from PySide6.QtWidgets import QWidget
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.households import Household
from models.organisation import UNITS
from models.queries import titles
from models.structure.carrying import children_of
from models.words import _
from ui.desk import Desk
from ui.kit.check_box import CheckBox
from ui.kit.labels import label
from ui.kit.layouts import column
from ui.org_map.unit_reading import UnitSheet


class SplitChooser(QWidget):
    """A box to tick for each child unit and each building of the unit's own households."""

    def __init__(self, desk: Desk, sheet: UnitSheet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes: list[tuple[CheckBox, str, tuple[str, ...]]] = []
        self._lines = column(self, spacing=0)
        desk.read(lambda session: _parts(session, sheet.id), self._show, owner=self)

    def _show(self, parts: list[tuple[str, str, tuple[str, ...]]]) -> None:
        for words, kind, ids in parts:
            box = CheckBox(words)
            self.boxes.append((box, kind, ids))
            self._lines.addWidget(box)
        if not parts:
            self._lines.addWidget(label(_("Nothing is below it: the new unit begins empty."), "secondary", wrap=True))

    def goes(self) -> tuple[Sequence[str], Sequence[str]]:
        """The ids of units and of households that are ticked."""
        children = [i for box, kind, ids in self.boxes if kind == "unit" and box.isChecked() for i in ids]
        households = [i for box, kind, ids in self.boxes if kind == "homes" and box.isChecked() for i in ids]
        return children, households


def _parts(session: Session, unit_id: str) -> list[tuple[str, str, tuple[str, ...]]]:
    children = list(children_of(session, unit_id))
    names = titles(session, UNITS, children)
    found: list[tuple[str, str, tuple[str, ...]]] = [
        (names[child], "unit", (child,)) for child in children if child in names
    ]
    found.sort()
    homes: dict[tuple[str, str], list[str]] = defaultdict(list)
    rows = (
        select(Household.id, Household.estate, Household.building)
        .where(Household.unit_id == unit_id, Household.until.is_(None))
        .order_by(Household.door_key)
    )
    for home, estate, building in session.execute(rows):
        homes[estate or "", building or ""].append(home)
    for (estate, building), ids in homes.items():
        words = _("{estate} building {building}: {count} households").format(
            estate=estate, building=building or "–", count=len(ids)
        )
        found.append((words, "homes", tuple(ids)))
    return found
