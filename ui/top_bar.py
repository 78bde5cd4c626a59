"""The top of the window: whose register this is, the search box, undo, and who works here."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget
from sqlalchemy.orm import Session

from models.history import undoing
from models.register import office
from models.words import LANGUAGES, _, language
from ui import icons, theme
from ui.desk import Desk
from ui.kit.buttons import button, icon_button, shown_keys
from ui.kit.layouts import row
from ui.kit.menu import entry, menu
from ui.kit.search_box import SearchBox
from ui.search_results import SearchResults
from ui.theme import TEXT_SIZES, px

LANGUAGE_NAMES = {"zh_CN": "中文", "en": "English"}
_WIDTH = 520  # of the search box


class TopBar(QWidget):
    """`close_wanted` asks to leave this register for the welcome page, `quit_wanted` to leave the program."""

    close_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("top")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(px(52))
        self._desk = desk
        self._office = _menu_button("", "office")
        self._staff = _menu_button(desk.register.staff, "staff")
        self.search = SearchBox(_("Name, pinyin, door, phone, number"), "Ctrl+K")
        self.search.setMaximumWidth(px(_WIDTH))
        self.search.setMinimumWidth(px(240))
        self.results = SearchResults(desk, self.search)
        self.undo = icon_button("undo-2", _("Undo"))
        self.undo.clicked.connect(lambda: desk.undo())
        self.lock = icon_button("lock", f"{_('Lock')} ({shown_keys('Ctrl+L')})")
        self.lock.clicked.connect(lambda: desk.lock_wanted.emit())
        self._office.clicked.connect(lambda: self._office_menu().popup(_below(self._office)))
        self._staff.clicked.connect(lambda: self._staff_menu().popup(_below(self._staff)))
        left, right = QWidget(), QWidget()
        row(left, self._office, "stretch")
        left.setFixedWidth(px(240))
        row(right, "stretch", self.undo, 2, self.lock, 2, self._staff)
        row(self, left, self.search, "stretch", right, margins=(8, 0, 12, 0), spacing=12).setStretch(1, 1)
        desk.broadcast.changed.connect(lambda *_: self.refresh())
        self.refresh()

    def refresh(self) -> None:
        """Say the office's name and what undo would take back."""

        def read(session: Session) -> tuple[str, str]:
            latest = undoing.latest(session)
            return office(session).name, latest.sentence if latest else ""

        self._desk.read(read, self._show, owner=self)

    def _show(self, found: tuple[str, str]) -> None:
        name, sentence = found
        self._office.setText(f"{name}  ")
        self.undo.setEnabled(bool(sentence))
        words = _("Undo: {sentence}").format(sentence=sentence) if sentence else _("There is nothing to undo.")
        self.undo.setToolTip(f"{words} ({shown_keys('Ctrl+Z')})")

    def _office_menu(self) -> QMenu:
        made = menu(self)
        entry(made, _("Settings"), lambda: self._desk.go_to("settings"), icon="settings")
        entry(made, _("Another register …"), self.close_wanted.emit, icon="folder-open")
        made.addSeparator()
        entry(made, _("Quit"), self.quit_wanted.emit, icon="log-out")
        return made

    def _staff_menu(self) -> QMenu:
        made, preferences = menu(self), self._desk.preferences
        entry(made, _("History"), lambda: self._desk.go_to("settings/history"), icon="history")
        entry(made, _("Bin"), lambda: self._desk.go_to("settings/bin"), icon="trash-2")
        if self._desk.register.encrypted:
            entry(made, _("Change my password …"), self._password, icon="key-round")
        entry(made, _("Lock"), lambda: self._desk.lock_wanted.emit(), icon="lock")
        made.addSeparator()
        dark = theme.name() == "dark"
        entry(
            made, _("Light") if dark else _("Dark"), lambda: self._keep("theme", "light" if dark else "dark"),
            icon="sun" if dark else "moon",
        )  # fmt: skip
        for tongue in LANGUAGES:
            if tongue != language():
                entry(made, LANGUAGE_NAMES[tongue], partial(self._keep, "language", tongue), icon="languages")
        made.addSeparator()
        at = min(range(len(TEXT_SIZES)), key=lambda n: abs(TEXT_SIZES[n] - preferences.text_size))
        if at + 1 < len(TEXT_SIZES):
            larger = TEXT_SIZES[at + 1]
            entry(made, _("Larger text"), lambda: self._keep("text_size", larger), icon="zoom-in")
        if at:
            smaller = TEXT_SIZES[at - 1]
            entry(made, _("Smaller text"), lambda: self._keep("text_size", smaller), icon="zoom-out")
        return made

    def _password(self) -> None:
        from ui.safe.account_sheets import change_password

        change_password(self._desk, self.window(), self._desk.register.staff)

    def _keep(self, name: str, value: object) -> None:
        self._desk.preferences.keep(f"window/{name}", value)
        self._desk.look_changed.emit()


def _menu_button(words: str, role: str) -> QPushButton:
    made = button(words, role=role)
    made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow stands behind the words
    made.setIcon(icons.icon("chevron-down", "muted", 15))
    return made


def _below(widget: QWidget):
    return widget.mapToGlobal(widget.rect().bottomLeft())
