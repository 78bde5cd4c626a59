"""Boards: those that were issued and which are out of date, the very PDF, and the check before it goes on a wall."""

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from exports.boards import Report
from exports.boards import printing as out
from exports.boards.comparing import compare
from exports.boards.emblems import PARTY_BUILDING
from exports.boards.printing import Stale
from models import operations, queries
from models.changes import Changes
from models.issued_boards import ISSUED_BOARDS
from models.queries import Query
from models.words import N_, _
from ui import messages, pdf_out
from ui.desk import Desk
from ui.kit.buttons import button, link, primary
from ui.kit.card import Card
from ui.kit.labels import rule
from ui.kit.layouts import row
from ui.kit.page_header import PageHeader
from ui.kit.pdf_view import PdfView
from ui.kit.progress_line import ProgressLine
from ui.kit.segments import Segments
from ui.pages import boards_out
from ui.pages import boards_reading as reading
from ui.pages.base import Page
from ui.pages.boards_chips import BoardChips
from ui.pages.boards_emblem import EmblemChip
from ui.pages.boards_gate import Gate
from ui.pages.boards_list import BoardList
from ui.pages.boards_press import PressChip
from ui.pages.boards_reading import SHOWN_BY, Choice, Found, Wanted
from ui.tasks import run_task
from ui.theme import px

_COUNTED_AT_MOST = 150  # issued boards that are compared for the number on the rail after every change


class BoardsPage(Page):
    """Left the boards, in the middle the preview, right the gate."""

    key = "boards"
    title = N_("Boards")
    icon = "presentation"
    group = 0

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._choice: Choice | None = None
        self._found = Found([], [])
        self.drawn: Wanted | None = None
        self._wanted: Wanted | None = None
        self._drawing = False
        self.header = PageHeader(self.words())
        self.chips = BoardChips(desk)
        self.header.add_beside(self.chips.unit_chip)
        self.emblem_chip, self.press = EmblemChip(desk), PressChip(desk)
        self.chips.add(self.emblem_chip, self.press)
        self._buttons()
        self.progress = ProgressLine()
        self.mode = Segments([("issued", _("Issued")), ("make", _("To make"))], "issued")
        self.then = Segments([("now", _("As of today")), ("then", _("As issued"))], "now")
        self.list, self.gate = BoardList(), Gate()
        self.preview = PdfView(_("No board chosen"), _("Choose a board on the left."))
        self._build()
        self._connect()

    @staticmethod
    def rail_count(session: Session) -> int | None:
        if queries.count(session, Query(ISSUED_BOARDS)) > _COUNTED_AT_MOST:
            return None
        return sum(1 for one in out.shelf_in(session) if one.stale)

    def _buttons(self) -> None:
        self.save_button, self.print_button = button(_("Save PDF …"), "save"), button(_("Print …"), "printer")
        self.issue_button, self.again_button = button(_("Mark as issued"), "check"), primary("")
        self.header.add(self.save_button, self.print_button, self.issue_button, self.again_button)
        self.all_button, self.down_button = link("", "download"), link(_("Taken off the wall"), "trash-2")

    def _build(self) -> None:
        left, middle = Card(margins=0), Card(margins=0)
        head, top, beneath, self._foot = QWidget(), QWidget(), QWidget(), QWidget()
        row(head, self.mode, "stretch", margins=(8, 7, 8, 7))
        row(self._foot, self.all_button, self.down_button, "stretch", margins=(8, 6, 8, 6))
        row(top, self.chips, margins=(12, 8, 12, 8))
        row(beneath, "stretch", self.then, "stretch", margins=(8, 4, 8, 4))
        for card, parts in (
            (left, (head, rule(), self.list, self._foot)), (middle, (top, rule(), self.preview, beneath)),
        ):  # fmt: skip
            card.body.setSpacing(0)
            for part in parts:
                card.body.addWidget(part)
            card.body.setStretch(2, 1)
        below = row(None, left, middle, self.gate, spacing=12)
        for number, (card, share, least) in enumerate(((left, 28, 230), (middle, 46, 320), (self.gate, 26, 230))):
            below.setStretch(number, share)
            card.setMinimumWidth(px(least))
        self.layout_.addWidget(self.header)
        self.layout_.addWidget(self.progress)
        self.layout_.addLayout(below, 1)

    def _connect(self) -> None:
        self.save_button.clicked.connect(self.save)
        self.print_button.clicked.connect(self.print_board)
        self.issue_button.clicked.connect(self.issue)
        self.again_button.clicked.connect(self.reprint)
        self.all_button.clicked.connect(self.save_all)
        self.down_button.clicked.connect(self.take_down)
        self.list.chosen.connect(self._choose)
        self.mode.chosen.connect(lambda _key: self.refresh())
        self.then.chosen.connect(lambda _key: self._show_choice())
        self.chips.changed.connect(self._picked)
        self.desk.broadcast.changed.connect(self._changed)

    # --- reading

    def arrived(self) -> None:
        self.refresh()
        self.list.setFocus()

    def _changed(self, changes: Changes, _cause: object) -> None:
        if self.isVisible() and any(changes.ids(key) for key in SHOWN_BY):
            self.refresh()

    def refresh(self) -> None:
        """Look at the shelf again; with "to make", gather the boards there can be."""
        register, unit, kind = self.desk.register, self.chips.unit, self.chips.kind
        making = self.mode.value() == "make"
        run_task(lambda _progress: reading.look(register, unit, kind, making=making), self._show, owner=self)

    def _show(self, found: Found) -> None:
        self._found = found
        stale, made, shelf = self.stale(), found.made, found.shelf
        self.again_button.setText(_("Reprint the {count} out of date").format(count=len(stale)))
        self.again_button.setVisible(bool(stale))
        self.all_button.setText(" " + _("All {count} in one PDF …").format(count=len(made)))
        self.all_button.setVisible(len(made) > 1)
        self.status.emit(_("{count} boards issued · {stale} to reprint").format(count=len(shelf), stale=len(stale)))
        if self.mode.value() == "make":
            lines = [reading.made_line(one, shelf, self.chips.paper, self.chips.theme) for one in made]
        else:
            lines = [reading.issued_line(one) for one in shelf]
        self.list.show_lines(lines)
        if not lines:
            self._choice = self._wanted = None
            title = found.nothing or _("No board has been issued yet")
            self.preview.say(title, _("Choose “To make”, and mark a board as issued once it hangs."))
            self.gate.say(_("Choose a board on the left."))
        self._show_buttons()

    def stale(self) -> list[Stale]:
        """Everything out of date within the unit picked."""
        return [one.stale for one in self._found.shelf if one.stale is not None]

    # --- what is shown

    def _choose(self, choice: Choice) -> None:
        self._choice = choice
        if self.mode.value() == "issued" and choice.issued:
            self.chips.take(choice.issued.kind, choice.issued.paper, choice.issued.theme)
        self.then.show_chosen("now")
        self._show_choice()

    def _picked(self, part: str) -> None:
        if part == "kind":
            self.mode.show_chosen("make")
        if part in ("kind", "unit"):
            self.refresh()
        else:
            self._show_choice()

    def _show_choice(self) -> None:
        self._show_buttons()
        if self._choice is not None:
            board = self._choice.board(then=self.then.value() == "then")
            self._wanted = Wanted(board, self.chips.paper, self.chips.theme, self.chips.poster)
            self._draw()

    def _show_buttons(self) -> None:
        choice = self._choice
        self.press.setVisible(not self.chips.poster)
        self.emblem_chip.setVisible(self.chips.kind in PARTY_BUILDING)
        for made in (self.save_button, self.print_button):
            made.setEnabled(choice is not None)
        self.issue_button.setEnabled(choice is not None and choice.today is not None)
        self.then.setVisible(choice is not None and choice.today is not None and choice.issued is not None)
        gone = choice is not None and choice.today is None
        self.down_button.setVisible(gone)
        self._foot.setVisible(gone or len(self._found.made) > 1)

    def _draw(self) -> None:
        """Draw what is wanted; while one drawing is under way, only the newest wish is remembered."""
        wanted = self._wanted
        if not self._drawing and wanted is not None:
            self._drawing = True
            run_task(
                lambda _progress: wanted.draw(), lambda found: self._show_drawn(wanted, *found), self._not_drawn,
                owner=self,
            )  # fmt: skip

    def _show_drawn(self, wanted: Wanted, data: bytes, report: Report) -> None:
        self._drawing = False
        if wanted is not self._wanted:
            self._draw()
            return
        self.drawn = wanted
        self.preview.show_bytes(data)
        if (choice := self._choice) is None:
            return
        issued, today = choice.issued, choice.today
        different = None
        if issued is not None:
            different = compare(issued.said, today.board if today else None) if issued.stale else []
        self.gate.show_board(today.items if today else (), different, report.notes, gone=today is None)

    def _not_drawn(self, error: BaseException) -> None:
        self._drawing = False
        messages.tell(error)

    # --- doing

    def save(self) -> None:
        if self.preview.data() and self.drawn:
            boards_out.save(self.desk, self, self.drawn, self.preview.data(), self.press.value())

    def print_board(self) -> None:
        if self.preview.data() and self.drawn:
            pdf_out.print_(self.desk, self, self.preview.data(), self.drawn.board.title)

    def issue(self) -> None:
        """Remember the board that is shown as issued today."""
        choice, sheet, look = self._choice, self.chips.paper, self.chips.theme
        if choice is not None and (today := choice.today) is not None:
            self.desk.write(lambda register: out.issue(register, [today], sheet, look), cause=self)

    def take_down(self) -> None:
        """A board that is gone has been taken off its wall."""
        if self._choice is not None and (issued := self._choice.issued) is not None:
            ids = [issued.issued_id]
            self.desk.write(lambda register: operations.delete(register, ISSUED_BOARDS, ids), cause=self)

    def reprint(self) -> None:
        """Everything out of date in one PDF."""
        boards_out.reprint(self.desk, self, self.progress, self.stale())

    def save_all(self) -> None:
        """Every board of the kind within the unit, in one PDF."""
        boards = [one.board for one in self._found.made]
        boards_out.save_all(self.desk, self, self.progress, boards, self.chips, self.press.value())

    def search_here(self) -> None:
        self.list.setFocus()
