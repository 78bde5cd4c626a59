"""Beside the counts: what the file leaves open. Buildings that nobody looks after, people it does not name, remarks."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from models.intake import Plan
from models.intake.telling import homeless
from models.words import _
from ui.intake.reading import Lists
from ui.kit.buttons import link
from ui.kit.card import Card
from ui.kit.chip import Chip
from ui.kit.labels import label, rule
from ui.kit.layouts import clear, column, row
from ui.theme import px


class SidePanel(Card):
    """`wanted` carries the list that is asked for: "absent" or "remarks"; `unit_wanted` asks where to make buildings."""

    wanted = Signal(str)
    unit_wanted = Signal()
    unit_cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Worth knowing"), parent=parent)
        self.body.setContentsMargins(0, 0, 0, 0)
        self._inside = QWidget()
        self._lines = column(None, spacing=0)
        column(self._inside, self._lines, "stretch", spacing=0)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(self._inside)
        self.body.addWidget(scroll)
        self.unit = Chip("")
        self.setFixedWidth(px(288))

    def show_plan(self, plan: Plan, found: Lists, unit_words: str) -> None:
        """Say what this plan leaves open."""
        clear(self._lines)
        nothing = True
        if plan.unplaced or plan.layouts.create_under:
            self._places(plan, found, unit_words)
            nothing = False
        if found.absent_count:
            words = _("{count} people of these doors and buildings are not in this file. They stay in the register.")
            self._add(words.format(count=f"{found.absent_count:,}"), _("Show them"), "absent")
            nothing = False
        if found.remarks:
            words = _("{count} remarks on single cells; the rows are taken in all the same.")
            self._add(words.format(count=f"{len(found.remarks):,}"), _("Look at them"), "remarks")
            nothing = False
        if plan.dropped_columns:
            words = _("Columns that this register does not keep are left out: {names}.")
            self._add(words.format(names="、".join(plan.dropped_columns)))
            nothing = False
        if plan.homeless:
            self._add(homeless(plan))
            nothing = False
        if nothing:
            self._add(_("Nothing special."))

    def _places(self, plan: Plan, found: Lists, unit_words: str) -> None:
        made = len(plan.inserts.get("unit", ()))
        if plan.layouts.create_under:
            words = _("{count} buildings are made under the unit below.").format(count=made)
        else:
            words = _(
                "{count} households stand in buildings that no unit looks after. They come in as “not placed”."
            ).format(count=f"{plan.unplaced:,}")
        lines = [label(words, "", wrap=True)]
        if not plan.layouts.create_under:
            named = [f"{place} · {count}" for place, count in found.unknown[:6]]
            if len(found.unknown) > 6:
                named.append("…")
            lines.append(label("\n".join(named), "secondary"))
        self.unit = Chip(_("Make the buildings under …"))
        self.unit.opened.connect(self.unit_wanted)
        self.unit.cleared.connect(self.unit_cleared)
        self.unit.show_picked(unit_words if plan.layouts.create_under else "")
        box = QWidget()
        column(box, *lines, row(None, self.unit, "stretch"), margins=(14, 12, 14, 12), spacing=6)
        self._lines.addWidget(box)
        self._lines.addWidget(rule())

    def _add(self, words: str, action: str = "", key: str = "") -> None:
        box = QWidget()
        inside = column(box, label(words, "", wrap=True), margins=(14, 12, 14, 10), spacing=2)
        if action:
            go = link(action)
            go.setAccessibleName(f"{action} {words}")
            go.clicked.connect(lambda: self.wanted.emit(key))
            inside.addLayout(row(None, go, "stretch"))
        self._lines.addWidget(box)
        self._lines.addWidget(rule())
