"""The chosen unit: who holds which post and what stands vacant, what it serves, its boards, and what can be done."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QPushButton, QScrollArea, QStackedWidget, QWidget
from sqlalchemy.orm import Session

from models.codes import code_table
from models.errors import Mistake
from models.issued_boards import ISSUED_BOARDS
from models.organisation import APPOINTMENTS
from models.structure.posts import Held, Vacancy, post_history
from models.words import _
from ui import messages
from ui.desk import Desk
from ui.kit.buttons import button, link, small
from ui.kit.empty_state import EmptyState
from ui.kit.floating import Floating
from ui.kit.labels import ElidedLabel, label, rule
from ui.kit.layouts import FlowLayout, clear, column, row
from ui.kit.menu import entry, menu
from ui.kit.tag import Tag
from ui.org_map import unit_asks
from ui.org_map.inline import InlineAsk
from ui.org_map.photo_frame import PhotoFrame
from ui.org_map.split_chooser import SplitChooser
from ui.org_map.unit_reading import UnitSheet, grid_words, people_words
from ui.pictures import load_picture
from ui.theme import px


class UnitPanel(QFrame):
    """`edit_wanted` asks for the form of a unit, `serves_wanted` for the households of one."""

    edit_wanted = Signal(str)
    households_wanted = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.desk = desk
        self.sheet: UnitSheet | None = None
        self.changeable = True
        self.ask: InlineAsk | None = None
        self._title, self._subtitle = label("", "record", wrap=True), label("", "secondary", wrap=True)
        self._asks = column(None)
        self._lines = column(None, spacing=6)
        self._buttons = QWidget()
        FlowLayout(self._buttons, 8)
        inside = QWidget()
        column(
            inside, self._title, self._subtitle, 2, self._asks, self._lines, 6, self._buttons, "stretch",
            margins=(16, 14, 14, 14), spacing=4,
        )  # fmt: skip
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        empty = EmptyState(
            "network", _("Nothing chosen"), _("Press a box of the map to see its posts and what it serves.")
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(empty)
        self._stack.addWidget(scroll)
        column(self, self._stack)

    # --- showing

    def show_sheet(self, sheet: UnitSheet | None, *, changeable: bool) -> None:
        """Show a unit; what is being asked of the same unit stays."""
        same = sheet is not None and self.sheet is not None and sheet.id == self.sheet.id
        if self.ask is not None and not same:
            self.ask.close_it()
        self.sheet, self.changeable = sheet, changeable
        self._stack.setCurrentIndex(1 if sheet else 0)
        clear(self._lines)
        buttons = self._buttons.layout()
        assert buttons is not None
        clear(buttons)
        if sheet is None:
            return
        self._title.setText(sheet.name)
        parts = [sheet.kind, _("code {code}").format(code=sheet.code)]
        if sheet.closed:
            parts.append(_("closed on {day}").format(day=sheet.closed))
        self._subtitle.setText(" · ".join(parts))
        self._show_posts(sheet)
        self._show_served(sheet)
        self._show_boards(sheet)
        if changeable and not sheet.closed:
            for made in self._actions(sheet):
                buttons.addWidget(made)

    def _heading(self, words: str) -> None:
        heading = label(words, "section")
        heading.setContentsMargins(0, px(8), 0, px(2))
        self._lines.addWidget(heading)

    def _show_posts(self, sheet: UnitSheet) -> None:
        self._heading(_("Posts"))
        posts: list[Held | Vacancy] = [*sheet.posts, *sheet.vacant]
        for one in sorted(posts, key=lambda each: each.rank):
            self._lines.addWidget(self._post_line(one) if isinstance(one, Held) else self._vacancy_line(one))
            self._lines.addWidget(rule())
        if not sheet.posts and not sheet.vacant:
            self._lines.addWidget(label(_("Nobody is entered yet."), "secondary"))
        if self.changeable and not sheet.closed:
            add = _flush(link(_("Fill a post"), "plus"))
            add.clicked.connect(lambda: self.open_ask(unit_asks.fill(self.desk, sheet.id)))
            self._lines.addWidget(add, 0, Qt.AlignmentFlag.AlignLeft)

    def _post_line(self, held: Held) -> QWidget:
        made = QWidget()
        post = (
            f"{held.post} · {held.grid}"
            if held.grid and held.head and self.sheet and self.sheet.level < 4
            else held.post
        )
        name = button(held.name, role="link")
        name.setToolTip(_("Hand over, end, consent, history …"))
        name.clicked.connect(lambda: self._post_menu(held, name))
        since = _("since {day}").format(day=f"{held.since:%Y-%m}") if held.since else ""
        inside = row(made, ElidedLabel(post), name, label(since, "secondary"), spacing=6)
        inside.setStretch(0, 1)
        made.setMinimumHeight(px(30))
        return made

    def _vacancy_line(self, vacancy: Vacancy) -> QWidget:
        made = QWidget()
        post = f"{vacancy.post} · {vacancy.grid}" if vacancy.grid else vacancy.post
        inside = row(made, ElidedLabel(post), Tag(_("vacant"), "overdue"), spacing=6)
        inside.setStretch(0, 1)
        if vacancy.last and vacancy.since:
            made.setToolTip(_("{name} left on {day}").format(name=vacancy.last, day=vacancy.since))
        if self.changeable:
            filling = small(_("Fill"))
            filling.clicked.connect(lambda: self.open_ask(unit_asks.fill(self.desk, vacancy.unit_id, vacancy)))
            inside.addWidget(filling)
        made.setMinimumHeight(px(32))
        return made

    def _post_menu(self, held: Held, anchor: QWidget) -> None:
        shown = menu(self)
        desk = self.desk
        if self.changeable and held.until is None:
            entry(shown, _("Hand over …"), lambda: self.open_ask(unit_asks.hand_over(desk, held)), icon="handshake")
            entry(shown, _("End …"), lambda: self.open_ask(unit_asks.end(desk, held)), icon="log-out")
            entry(
                shown,
                _("Consent to publish …"),
                lambda: self.open_ask(unit_asks.consent(desk, held)),
                icon="circle-check",
            )
            entry(shown, _("Photo …"), lambda: self._photo(held), icon="image")
            if held.consent_withdrawn_on is None and (held.phone_consent_on or held.photo_consent_on):
                entry(
                    shown,
                    _("Withdraw consent …"),
                    lambda: self.open_ask(unit_asks.withdraw(desk, held)),
                    icon="eye-off",
                )
            shown.addSeparator()
        entry(shown, _("History of the post"), lambda: self._show_history(held, anchor), icon="history")
        entry(shown, _("All of this appointment"), lambda: desk.open_record(APPOINTMENTS, held.id), icon="file-text")
        shown.popup(anchor.mapToGlobal(anchor.rect().bottomLeft()))

    def _photo(self, held: Held) -> None:
        """Choose a picture and cut the portrait out of it."""
        pictures = _("Pictures") + " (*.jpg *.jpeg *.png *.bmp *.webp)"
        name, _kind = QFileDialog.getOpenFileName(self, _("Choose a picture"), "", pictures)
        if name:
            try:
                self.open_ask(unit_asks.photo(self.desk, held, PhotoFrame(load_picture(name))))
            except Mistake as error:
                messages.tell(error)

    def _show_history(self, held: Held, anchor: QWidget) -> None:
        def read(session: Session) -> list[Held]:
            return post_history(session, held.unit_id, held.post_id, held.grid_id)

        def then(found: list[Held]) -> None:
            sheet = Floating()
            lines = column(sheet, label(f"{held.unit} · {held.post}", "heading"), margins=14, spacing=6)
            for one in found:
                until = str(one.until) if one.until else _("now")
                how = code_table("how_chosen").label(one.how_chosen) if one.how_chosen else ""
                votes = _("{count} votes").format(count=one.votes) if one.votes is not None else ""
                words = " · ".join(part for part in (f"{one.since or '…'} – {until}", how, votes) if part)
                lines.addLayout(row(None, label(one.name), "stretch", label(words, "secondary"), spacing=16))
            sheet.show_below(anchor)

        self.desk.read(read, then, owner=self)

    def _show_served(self, sheet: UnitSheet) -> None:
        self._heading(_("Serves"))
        first, *more = people_words(sheet)
        opening = _flush(link(first))
        opening.setToolTip(_("Show these households"))
        opening.clicked.connect(lambda: self.households_wanted.emit(sheet.id))
        self._lines.addWidget(opening, 0, Qt.AlignmentFlag.AlignLeft)
        if sheet.grids:
            more.insert(0, _("Grids: {names}").format(names=grid_words(sheet)))
        for words in more:
            self._lines.addWidget(label(words, wrap=True))

    def _show_boards(self, sheet: UnitSheet) -> None:
        self._heading(_("Boards"))
        if not sheet.boards:
            self._lines.addWidget(label(_("None has been issued yet."), "secondary"))
        for board in sheet.boards:
            made = QWidget()
            opening = _flush(link(board.title))
            opening.clicked.connect(lambda _checked=False, board=board: self.desk.open_record(ISSUED_BOARDS, board.id))
            tag = _board_tag(board.stale)
            tag.setToolTip(_("issued on {day}").format(day=board.issued_on))
            row(made, opening, "stretch", tag)
            self._lines.addWidget(made)

    # --- doing

    def _actions(self, sheet: UnitSheet) -> list[QWidget]:
        desk = self.desk
        wanted: list[tuple[str, str, Callable[[], object]]] = []
        if sheet.level > 1:
            wanted.append((_("Move"), "move", lambda: self.open_ask(unit_asks.move(desk, sheet.id, sheet.name))))
        wanted.append((_("Merge"), "git-merge", lambda: self.open_ask(unit_asks.merge(desk, sheet))))
        wanted.append((_("Split"), "split", lambda: self._split(sheet)))
        wanted.append((_("Close down"), "x", lambda: self.open_ask(unit_asks.close(desk, sheet))))
        wanted.append((_("Edit"), "pencil", lambda: self.edit_wanted.emit(sheet.id)))
        made: list[QWidget] = []
        for words, icon, do in wanted:
            one = button(words, icon)
            one.clicked.connect(lambda _checked=False, do=do: do())
            made.append(one)
        return made

    def _split(self, sheet: UnitSheet) -> None:
        chooser = SplitChooser(self.desk, sheet)
        self.open_ask(unit_asks.split(self.desk, sheet, chooser.goes, chooser))

    def open_ask(self, ask: InlineAsk) -> None:
        """Ask in place, at the top of the panel; another question that was open is left."""
        if self.ask is not None:
            self.ask.close_it()
        self.ask = ask
        ask.closed.connect(lambda: self._closed(ask))
        self._asks.addWidget(ask)
        self._stack.setCurrentIndex(1)
        ask.show()
        ask.begin()

    def _closed(self, ask: InlineAsk) -> None:
        if self.ask is ask:
            self.ask = None


def _flush(made: QPushButton) -> QPushButton:
    """A link that begins where the words above it begin."""
    made.setStyleSheet("padding-left: 0")
    return made


def _board_tag(stale: bool | None) -> Tag:
    if stale is None:
        return Tag(_("comparing …"), "neutral")
    return Tag(_("out of date"), "due") if stale else Tag(_("up to date"), "good")
