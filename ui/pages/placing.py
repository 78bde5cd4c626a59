"""Households that no unit looks after: a chip that finds them, and one step that places them all under a unit."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QPushButton, QWidget
from sqlalchemy.orm import Session

from models import queries
from models.changes import Changes
from models.intake.places import waiting
from models.queries import Query
from models.register import Register
from models.structure import unit_changes
from models.words import _
from ui import messages
from ui.desk import Desk
from ui.filters import ChipSpec, Picked
from ui.intake.reading import unit_choices
from ui.kit.buttons import link
from ui.kit.pick_list import Choice, PickList
from ui.pages.ledger import LedgerView

CHIP, WITHOUT, WITH = "placed", "no", "yes"
AS_WRITTEN = ""


def placed_words() -> dict[object, str]:
    """The chip's two choices."""
    return {WITHOUT: _("not placed"), WITH: _("placed under a unit")}


def placed_chip() -> ChipSpec:
    """Whether any unit looks after a household."""

    def choices(_session: Session) -> list[Choice]:
        return [Choice(value, words) for value, words in placed_words().items()]

    def narrow(query: Query, picked: Picked) -> Query:
        return query.where("unit_id", "blank" if picked[0] == WITHOUT else "filled")

    return ChipSpec(CHIP, _("Placed or not"), choices, narrow, several=False)


class Placing:
    """The button beside the chips: it is there while households without a unit are shown."""

    def __init__(self, desk: Desk, owner: QWidget) -> None:
        self._desk, self._owner = desk, owner
        self._view: Callable[[], LedgerView] | None = None
        self._list: PickList | None = None
        self.button: QPushButton = link("", "house")
        self.button.clicked.connect(self.ask)
        self.button.hide()

    def watch(self, view: LedgerView) -> None:
        """Stand beside the chips of this view."""
        self._view = lambda: view
        view.table.counted.connect(lambda total, chosen: self._refresh(view, total, chosen))
        view.bar.changed.connect(lambda: self._refresh(view, view.table.model.total, 0))

    def _refresh(self, view: LedgerView, total: int, chosen: int) -> None:
        query = view.table.query
        unplaced = query is not None and any(one.field == "unit_id" and one.test == "blank" for one in query.filters)
        many = chosen if chosen > 1 else total
        words = _("Place the {count} chosen under …") if chosen > 1 else _("Place all {count} under …")
        self.button.setText(" " + words.format(count=f"{many:,}"))
        self.button.setVisible(unplaced and total > 0)

    def ask(self) -> None:
        """Let the clerk pick the unit, and place them there from today on."""

        def show(found: list[Choice]) -> None:
            self._list = PickList([Choice(AS_WRITTEN, _("Where their files say")), *found], typing=True)
            self._list.picked.connect(lambda unit: self.place(str(unit)))
            self._list.open_below(self.button, align_right=True)

        self._desk.read(unit_choices, show, owner=self._owner)

    def place(self, unit: str) -> None:
        """Place the lines chosen, or all that are shown, under a unit; or each where its file said it belongs."""
        view = self._view() if self._view else None
        if view is None or (query := view.table.query) is None:
            return
        rows = view.table.selected_rows()
        chosen = rows if len(rows) > 1 else []

        def work(register: Register) -> Changes:
            with register.read() as session:
                found = queries.ids(session, query)
            ids = [found[row] for row in chosen if row < len(found)] if chosen else found
            if unit == AS_WRITTEN:
                return waiting.place_named(register, ids)
            return unit_changes.move_households(register, ids, unit, date.today())

        self._desk.write(work, lambda _changes: view.refresh(), failed=messages.tell)
