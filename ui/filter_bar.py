"""The line of chips above a table: what is picked in them makes the query."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.queries import Query
from models.words import _
from ui.desk import Desk
from ui.filters import ChipSpec
from ui.kit.buttons import link
from ui.kit.chip import Chip
from ui.kit.layouts import FlowLayout
from ui.kit.pick_list import Choice, PickList


class FilterBar(QWidget):
    """`changed` is emitted when another query is wanted: ask `narrowed(base)` for it."""

    changed = Signal()

    def __init__(self, desk: Desk, chips: Sequence[ChipSpec], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._specs = {chip.key: chip for chip in chips}
        self._picked: dict[str, list[object]] = {}
        self._words: dict[str, dict[object, str]] = {}
        self._chips: dict[str, Chip] = {}
        self._open: PickList | None = None
        self._given: Query | None = None
        self._flow = FlowLayout(self, 8)
        self._given_chip = Chip(_("Chosen records"))
        self._given_chip.show_picked(_("Chosen records"))
        self._given_chip.cleared.connect(self._drop_given)
        self._given_chip.opened.connect(self._drop_given)
        self._given_chip.hide()
        self._flow.addWidget(self._given_chip)
        for chip in chips:
            self._add(chip, visible=chip.first)
        self._more = Chip(_("More"))
        self._more.opened.connect(self._show_more)
        self._clear = link(_("Clear"))
        self._clear.clicked.connect(self.clear)
        self._flow.addWidget(self._more)
        self._flow.addWidget(self._clear)
        self._more.setVisible(any(not chip.first for chip in chips))
        self._clear.hide()

    def _add(self, spec: ChipSpec, *, visible: bool) -> None:
        chip = Chip(spec.title)
        chip.opened.connect(lambda: self.open(spec.key))
        chip.cleared.connect(lambda: self.pick(spec.key, ()))
        self._chips[spec.key] = chip
        self._flow.addWidget(chip)
        chip.setVisible(visible)

    # --- the query

    def narrowed(self, base: Query) -> Query:
        """The query with everything that is picked; a query given from elsewhere stands in for `base`."""
        query = self._given or base
        for key, picked in self._picked.items():
            query = self._specs[key].narrow(query, picked)
        return query

    def give(self, query: Query, words: str = "") -> None:
        """Stand on a query from elsewhere (the records behind a number), until its chip is taken away."""
        self._picked.clear()
        self._given = query
        self._given_chip.show_picked(words or (f"“{query.words}”" if query.words else _("Chosen records")))
        self._given_chip.show()
        self._refresh()
        self.changed.emit()

    def _drop_given(self) -> None:
        self._given = None
        self._given_chip.hide()
        self._refresh()
        self.changed.emit()

    def clear(self) -> None:
        """Take every filter away."""
        self._picked.clear()
        self._drop_given()

    def chip_keys(self) -> list[str]:
        """The chips there are, those behind "More" included."""
        return list(self._specs)

    def picked(self, key: str) -> list[object]:
        return self._picked.get(key, [])

    def start_with(self, key: str, values: Iterable[object], words: dict[object, str]) -> None:
        """Pick values before the first query is shown."""
        self._picked[key] = list(values)
        self._words[key] = words
        self._refresh()

    def pick(self, key: str, values: Iterable[object], words: dict[object, str] | None = None) -> None:
        """Pick values of a chip, or none."""
        chosen = list(values)
        self._words.setdefault(key, {}).update(words or {})
        if chosen:
            self._picked[key] = chosen
        else:
            self._picked.pop(key, None)
        self._refresh()
        self.changed.emit()

    # --- chips

    def open(self, key: str) -> None:
        """Show a chip's choices."""
        spec, chip = self._specs[key], self._chips[key]

        def then(choices: list[Choice]) -> None:
            self._words[key] = {choice.value: choice.words for choice in choices}
            chosen = [value for value in self._picked.get(key, []) if value in self._words[key]]
            self._open = PickList(choices, several=spec.several, chosen=chosen)
            self._open.picked.connect(lambda value: self.pick(key, [value]))
            self._open.changed.connect(
                lambda values: self.pick(key, [choice.value for choice in choices if choice.value in values])
            )
            self._open.open_below(chip)

        self._desk.read(spec.choices, then, owner=self)

    def _show_more(self) -> None:
        hidden = [Choice(key, spec.title) for key, spec in self._specs.items() if self._chips[key].isHidden()]
        self._open = PickList(hidden)
        self._open.picked.connect(self._reveal)
        self._open.open_below(self._more)

    def _reveal(self, key: str) -> None:
        self._chips[key].show()
        self._refresh()
        self.open(key)

    def _refresh(self) -> None:
        for key, chip in self._chips.items():
            chip.show_picked(self._in_words(key))
        self._clear.setVisible(len(self._picked) + (self._given is not None) > 1)
        self._more.setVisible(any(chip.isHidden() for chip in self._chips.values()))
        self._flow.invalidate()
        self.updateGeometry()

    def _in_words(self, key: str) -> str:
        picked = self._picked.get(key)
        if not picked:
            return ""
        first = self._words.get(key, {}).get(picked[0], self._specs[key].title)
        return first if len(picked) == 1 else _("{first} and {count} more").format(first=first, count=len(picked) - 1)


Narrowed = Callable[[Query], Query]
