"""The second step: the sheets of the file, and on each the header and the rows that were found, to be put right."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from models.intake import Layout, Sheet
from models.intake.files.source import letters
from models.intake.meaning.lexicon import ROSTER, ledgers
from models.intake.sheets import by_hand
from models.records import spec
from models.register import Register
from models.words import _
from ui.intake.sheet_model import SHOWN_ROWS, SheetModel
from ui.intake.work import Work
from ui.kit.buttons import small
from ui.kit.card import Card
from ui.kit.check_box import CheckBox
from ui.kit.chip import Chip
from ui.kit.labels import label, rule
from ui.kit.layouts import row
from ui.kit.pick_list import Choice, PickList
from ui.kit.side_list import SideList
from ui.theme import px

Correction = Callable[[Register, Work, int], object]
"""Puts a sheet of a taking in right; the sheet by its number."""


def header_in(first: int, last: int) -> Correction:
    """These rows are the header."""
    return lambda register, work, sheet: by_hand.pick_header(register, *work.parts(), sheet, first, last)


def without_header(register: Register, work: Work, sheet: int) -> None:
    """There is no header."""
    by_hand.without_header(register, *work.parts(), sheet)


def taken_for(ledger: str) -> Correction:
    """The table holds the records of this ledger."""

    def correct(register: Register, work: Work, sheet: int) -> None:
        if (layout := work.layout_of(sheet)) is not None:
            by_hand.take_for(register, *work.parts(), layout, ledger)

    return correct


def read_rows(rows: list[int], *, read: bool) -> Correction:
    """These rows are data, or are not."""

    def correct(_register: Register, work: Work, sheet: int) -> None:
        for layout in work.layouts_of(sheet)[: 1 if read else None]:
            by_hand.read_rows(layout, rows, read=read)

    return correct


def _forms_in_words(layouts: Sequence[Layout]) -> str:
    """What the forms of a sheet are read into."""
    if [one.ledger for one in layouts] == [ROSTER]:
        return _("A form for one household: what stands beside each word is read.")
    said = _("Forms, read into {ledgers}: what stands beside each word is read.")
    return said.format(ledgers="、".join(spec(one.ledger).words for one in layouts))


class SheetStep(QWidget):
    """`corrected` carries what puts the sheet shown right, `changed` says that it is read otherwise already."""

    corrected = Signal(object)
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = Work()
        self.sheet = 0
        self._list: PickList | None = None
        self.names = SideList(168)
        self.names.chosen.connect(lambda key: self.show_sheet(int(key)))
        self.model = SheetModel()
        self.grid = QTableView()
        self.grid.setModel(self.model)
        self._dress()
        self._said = label("", "", wrap=True)
        self.take = CheckBox(_("Take this sheet in"))
        self.hidden = CheckBox("")
        self.ledger = Chip("")
        self._tools()
        self._build()

    def _dress(self) -> None:
        grid = self.grid
        grid.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        grid.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        grid.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        grid.setTabKeyNavigation(False)
        grid.setWordWrap(False)
        grid.setAccessibleName(_("The first rows of the sheet"))
        lines = grid.verticalHeader()
        lines.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        lines.setDefaultSectionSize(px(28))
        lines.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        head = grid.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setFixedHeight(px(32))
        head.setResizeContentsPrecision(0)  # by the rows in view: all of them would take too long
        grid.selectionModel().selectionChanged.connect(lambda *_: self._offer())

    def _tools(self) -> None:
        self.as_header = small(_("These rows are the header"))
        self.as_data, self.as_nothing = small(_("Read these rows")), small(_("Do not read these rows"))
        self.no_header = small(_("There is no header"))
        self.as_header.clicked.connect(self._pick_header)
        self.as_data.clicked.connect(lambda: self.corrected.emit(read_rows(self.chosen_rows(), read=True)))
        self.as_nothing.clicked.connect(lambda: self.corrected.emit(read_rows(self.chosen_rows(), read=False)))
        self.no_header.clicked.connect(lambda: self.corrected.emit(without_header))
        self.take.toggled.connect(self._take)
        self.hidden.toggled.connect(self._take_hidden)
        self.ledger.opened.connect(self._pick_ledger)

    def _build(self) -> None:
        card = Card(margins=0)
        card.body.setSpacing(0)
        top, tools = QWidget(), QWidget()
        line = row(top, self._said, self.hidden, self.take, self.ledger, margins=(14, 8, 14, 8), spacing=14)
        line.setStretch(0, 1)
        self._hint = label(_("Wrong? Choose rows, then:"), "secondary")
        row(
            tools, self._hint, self.as_header, self.as_data, self.as_nothing, self.no_header, "stretch",
            margins=(14, 6, 14, 8),
        )  # fmt: skip
        for part in (top, rule(), self.grid, rule(), tools):
            card.body.addWidget(part)
        card.body.setStretch(2, 1)
        whole = row(self, self.names, card, spacing=12)
        whole.setStretch(1, 1)

    # --- what it shows

    def show_work(self, work: Work) -> None:
        """Show the sheets of a file, the first that is read before the others."""
        self._work = work
        assert work.source is not None and work.layouts is not None
        fresh = SideList(168)
        fresh.chosen.connect(lambda key: self.show_sheet(int(key)))
        for number, sheet in enumerate(work.source.sheets):
            fresh.add(str(number), self._name(number, sheet))
        layout = self.layout()
        assert layout is not None
        layout.replaceWidget(self.names, fresh)
        self.names.hide()
        self.names.deleteLater()
        self.names = fresh
        self.names.setVisible(len(work.source.sheets) > 1)
        known = [one.sheet for one in work.layouts.layouts if one.take] or [0]
        self.show_sheet(self.sheet if self.sheet in known else known[0])

    def _name(self, number: int, sheet: Sheet) -> str:
        layout = self._work.layout_of(number)
        if layout is not None and layout.take:
            return sheet.name
        return f"{sheet.name} · {_('not read')}"

    def show_sheet(self, number: int) -> None:
        """Show one sheet."""
        assert self._work.source is not None
        self.sheet = number
        self.names.show_current(str(number))
        sheet, layout = self._work.source.sheets[number], self._work.layout_of(number)
        self.model.show(sheet, self._work.layouts_of(number))
        self._fit()
        self._said.setText(self._in_words(sheet, layout))
        for box, on in (
            (self.take, layout is not None and layout.take),
            (self.hidden, bool(layout and layout.take_hidden)),
        ):
            box.blockSignals(True)
            box.setChecked(on)
            box.blockSignals(False)
        hidden = len(layout.hidden_rows) if layout else 0
        self.hidden.setText(_("Read the {count} hidden rows too").format(count=hidden))
        self.hidden.setVisible(hidden > 0)
        self.take.setEnabled(layout is not None)
        self.ledger.setVisible(layout is not None and layout.kind == "table")
        self.ledger.setText(_("Holds: {ledger}").format(ledger=spec(layout.ledger).words) if layout else "")
        self.ledger.updateGeometry()
        if layout is not None and layout.region.last >= 0:
            self.grid.scrollTo(
                self.model.index(max(layout.region.first - 3, 0), 0), QAbstractItemView.ScrollHint.PositionAtTop
            )
        self._offer()

    def _fit(self) -> None:
        self.grid.resizeColumnsToContents()
        head = self.grid.horizontalHeader()
        for number in range(self.model.columnCount()):
            head.resizeSection(number, min(max(head.sectionSize(number) + px(10), px(56)), px(190)))

    def _in_words(self, sheet: Sheet, layout: Layout | None) -> str:
        """What was found, in one sentence."""
        if layout is None:
            return _("No header was recognised here. If there is one, choose its row below and say so.")
        if layout.kind == "form":
            return _forms_in_words(self._work.layouts_of(layout.sheet))
        tables = self._work.layouts_of(layout.sheet)
        read = sorted({row for one in tables for row in one.region.rows})
        first, last, count = layout.region.first + 1, layout.region.last + 1, len(read)
        if layout.region.last < layout.region.first:
            return _("Read without a header, {count} rows.").format(count=count)
        rows = str(first) if first == last else f"{first}–{last}"
        said = _("Header in row {rows}; {count} rows are read, the last is row {last}.")
        words = [said.format(rows=rows, count=f"{count:,}", last=read[-1] + 1 if count else last)]
        if len(tables) > 1:
            words.append(
                _("It is read as {count} tables: {names}.").format(
                    count=len(tables), names="、".join(filter(None, (one.part for one in tables)))
                )
            )
        hidden = [letters(one.index) for one in layout.columns if one.hidden]
        if hidden:
            words.append(_("Hidden columns {names} are read too.").format(names="、".join(hidden)))
        if len(sheet.rows) > SHOWN_ROWS:
            words.append(_("The first {count} rows are shown.").format(count=SHOWN_ROWS))
        return " ".join(words)

    # --- what is picked

    def chosen_rows(self) -> list[int]:
        """The rows selected in the sheet."""
        return sorted({index.row() for index in self.grid.selectionModel().selectedRows()})

    def _offer(self) -> None:
        rows = self.chosen_rows()
        layout = self._work.layout_of(self.sheet)
        self.as_header.setEnabled(bool(rows) and rows[-1] - rows[0] < 4)
        for button in (self.as_data, self.as_nothing):
            button.setEnabled(bool(rows) and layout is not None and layout.kind == "table")

    def _pick_header(self) -> None:
        rows = self.chosen_rows()
        self.corrected.emit(header_in(rows[0], rows[-1]))

    def _take(self, on: bool) -> None:
        for layout in self._work.layouts_of(self.sheet):
            layout.take = on
        self.changed.emit()

    def _take_hidden(self, on: bool) -> None:
        layouts = self._work.layouts_of(self.sheet)
        for layout in layouts:
            layout.take_hidden = on
        assert self._work.source is not None
        self.model.show(self._work.source.sheets[self.sheet], layouts)
        self.changed.emit()

    def _pick_ledger(self) -> None:
        layout = self._work.layout_of(self.sheet)
        if layout is None:
            return
        self._list = PickList([Choice(key, spec(key).words) for key in ledgers()], typing=True)
        self._list.picked.connect(lambda key: self.corrected.emit(taken_for(str(key))))
        self._list.open_below(self.ledger, align_right=True)
