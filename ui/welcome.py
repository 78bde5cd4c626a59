"""The first page: begin a register, open one, or look at the demo."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QLineEdit, QWidget

from models.access.keys import SHORTEST_PASSWORD
from models.codes import code_table
from models.errors import Mistake
from models.progress import Progress
from models.register import ADMINISTRATOR, Register, create, open_register
from models.words import LANGUAGES, _, language
from ui import messages, tasks
from ui.kit.buttons import button, link, primary
from ui.kit.card import Card
from ui.kit.check_box import CheckBox, RadioButton
from ui.kit.labels import label
from ui.kit.layouts import column, row
from ui.kit.notice import Notice
from ui.preferences import Preferences
from ui.recovery_code import RecoveryCode, sealed
from ui.safe.password_pair import PasswordPair
from ui.safe.restore import RestoreSheet
from ui.theme import px

SUFFIX = ".grid"
LANGUAGE_NAMES = {"zh_CN": "中文", "en": "English"}


class Welcome(QWidget):
    """`opened` carries the path of a register to open, `made` a register that was just made."""

    opened = Signal(Path)
    made = Signal(object)
    look_changed = Signal()

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._preferences = preferences
        self._notice = Notice(self)
        middle = QWidget()
        middle.setMaximumWidth(px(860))
        cards = row(None, self._new_card(), self._open_card(), spacing=16)
        cards.setStretch(0, 3)
        cards.setStretch(1, 2)
        subtitle = label(_("Households, visits, matters and mediation of one office, kept on this computer."), "muted")
        inside = column(middle, label(_("Grid register"), "title"), subtitle, 8, spacing=4)
        inside.addLayout(cards)
        column(self, row(None, "stretch", self._languages()), "stretch", row(None, "stretch", middle, "stretch"), "stretch",
               "stretch", margins=20)  # fmt: skip
        middle.setMinimumWidth(px(760))

    def _languages(self) -> QWidget:
        box = QWidget()
        layout = row(box)
        for tongue in LANGUAGES:
            choice = link(LANGUAGE_NAMES[tongue])
            choice.setEnabled(tongue != language())
            choice.clicked.connect(lambda _checked=False, t=tongue: self._speak(t))
            layout.addWidget(choice)
        return box

    def _speak(self, tongue: str) -> None:
        self._preferences.keep("window/language", tongue)
        self.look_changed.emit()

    # --- a new register

    def _new_card(self) -> Card:
        card = Card(_("Begin a new register"))
        self.office = QLineEdit()
        self.office.setPlaceholderText(_("Such as 桂香社区"))
        self._schemes = QButtonGroup(card)
        card.body.addWidget(label(_("Name of the office"), "section"))
        card.body.addWidget(self.office)
        card.body.addSpacing(px(4))
        card.body.addWidget(label(_("Four levels of the organisation"), "section"))
        for number, code in enumerate(code_table("level_scheme").codes):
            choice = RadioButton(code.words)
            choice.setProperty("scheme", code.code)
            choice.setChecked(number == 0)
            self._schemes.addButton(choice, number)
            card.body.addWidget(choice)
        card.body.addWidget(label(_("The names of the levels can be changed later."), "secondary", wrap=True))
        card.body.addSpacing(px(4))
        self.pair = PasswordPair(
            _("Password of the administrator (name to sign in: {name})").format(name=ADMINISTRATOR)
        )
        self.password, self.again = self.pair.password, self.pair.again
        self.pair.entered.connect(self._choose_new)
        card.body.addWidget(self.pair)
        self.plain = CheckBox(_("Without a password: whoever has the file can read it"))
        self.plain.toggled.connect(self.pair.setDisabled)
        card.body.addWidget(self.plain)
        card.body.addStretch(1)
        make = primary(_("Choose where it is kept …"), "plus")
        make.clicked.connect(self._choose_new)
        self.office.returnPressed.connect(self._choose_new)
        card.body.addLayout(row(None, "stretch", make))
        return card

    def _choose_new(self) -> None:
        office = self.office.text().strip()
        if not office:
            self.office.setFocus()
            self.say(_("Please fill in: {field}").format(field=_("Name of the office")), "due")
            return
        try:
            if not self.plain.isChecked():
                self.pair.value()
        except Mistake as error:
            (self.password if len(self.password.text()) < SHORTEST_PASSWORD else self.again).setFocus()
            self.say(str(error), "due")
            return
        start = str(Path.home() / f"{office}{SUFFIX}")
        kinds = _("Registers") + f" (*{SUFFIX})"
        name, _kind = QFileDialog.getSaveFileName(self, _("Where is the register kept?"), start, kinds)
        if name:
            self.make(Path(name), office)

    def make(self, path: Path, office: str) -> None:
        """Make a register and go on to it; an encrypted one shows its recovery code first."""
        path = path if path.suffix else path.with_suffix(SUFFIX)
        chosen = self._schemes.checkedButton()
        scheme = str(chosen.property("scheme")) if chosen else "estate_branch"
        password = None if self.plain.isChecked() else self.password.text() or None

        def work(_progress: object) -> Register:
            return create(path, office=office, scheme=scheme, password=password)

        tasks.run_task(work, self._made, messages.tell, owner=self)

    def _made(self, register: Register) -> None:
        if register.recovery_code:
            RecoveryCode(sealed(register, register.recovery_code), self).exec()
            register.recovery_code = ""
        self.pair.clear()
        self.made.emit(register)

    # --- one that is there

    def _open_card(self) -> Card:
        card = Card(_("Open a register"))
        for path in self._preferences.recent():
            choice = button(path.stem, "library")
            choice.setToolTip(str(path))
            choice.setStyleSheet("text-align: left;")
            choice.clicked.connect(lambda _checked=False, at=path: self.opened.emit(at))
            card.body.addWidget(choice)
        find = button(_("Open another …"), "folder-open")
        find.clicked.connect(self._choose_open)
        card.body.addWidget(find)
        back = link(_("Restore a backup …"), "database-backup")
        back.clicked.connect(lambda: RestoreSheet.ask(self, None, self.opened.emit))
        card.body.addLayout(row(None, back, "stretch"))
        card.body.addStretch(1)
        card.body.addWidget(label(_("Just looking?"), "section"))
        card.body.addWidget(label(_("The demo shows every page with invented people."), "secondary", wrap=True))
        self.demo = button(_("Look at the demo"), "sparkles")
        self.demo.clicked.connect(self._choose_demo)
        card.body.addWidget(self.demo)
        return card

    def _choose_open(self) -> None:
        kinds = _("Registers") + f" (*{SUFFIX})"
        name, _kind = QFileDialog.getOpenFileName(self, _("Open a register"), str(Path.home()), kinds)
        if name:
            self.opened.emit(Path(name))

    def _choose_demo(self) -> None:
        kinds = _("Registers") + f" (*{SUFFIX})"
        start = str(Path.home() / f"demo{SUFFIX}")
        name, _kind = QFileDialog.getSaveFileName(self, _("Where is the demo kept?"), start, kinds)
        if name:
            self.make_demo(Path(name))

    def make_demo(self, path: Path) -> None:
        """Make a demo register and open it; an old demo at the same place is opened as it is."""
        if path.exists():
            self.opened.emit(path)
            return
        self.demo.setEnabled(False)

        def work(progress: Progress) -> Path:
            from exports.boards.demo import issue_some
            from models.demo import make_demo

            make_demo(path, progress=progress)
            with open_register(path) as register:
                issue_some(register)
            return path

        tasks.run_task(work, self.opened.emit, messages.tell, self._tell_progress, owner=self)

    def _tell_progress(self, done: int, total: int) -> None:
        self.demo.setText(_("Making the demo: {percent} %").format(percent=round(100 * done / max(total, 1))))

    def say(self, sentence: str, kind: str) -> None:
        self._notice.say(sentence, kind)
