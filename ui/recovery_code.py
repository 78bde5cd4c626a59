"""The code that opens an encrypted register when the password is lost: shown once, to be printed and sealed."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from exports.recovery_sheet import recovery_sheet
from models.register import Register, office
from models.words import _
from ui import pdf_out
from ui.kit.buttons import button, primary
from ui.kit.card import Card
from ui.kit.check_box import CheckBox
from ui.kit.labels import label
from ui.kit.layouts import column, row
from ui.kit.pdf_view import PdfView
from ui.tasks import run_task
from ui.theme import px


@dataclass(frozen=True, slots=True)
class Sealed:
    """A code, and what the sheet says it is of."""

    code: str
    office: str
    file: str


class RecoveryCode(QDialog):
    """Stays until the user says that the code is kept; closing the window is no way round it."""

    def __init__(self, sealed: Sealed, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Recovery code"))
        self.setWindowFlag(Qt.WindowType.WindowCloseButtonHint, False)
        self._name = _("Recovery code") + ".pdf"
        self._pdf = recovery_sheet(sealed.office, sealed.file, sealed.code, date.today())
        card = Card()
        shown = label(_in_two(sealed.code), "title")
        shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        card.body.addWidget(shown)
        words = label(
            _("This is the only way in if the password is forgotten. It is shown this once. Print the sheet, seal it in "
              "an envelope and lock it away: whoever has it can open the register."), wrap=True,
        )  # fmt: skip
        words.setMinimumWidth(px(400))
        self.print = self._print_button()
        self.kept = CheckBox(_("I have printed it or written it down, and locked it away"))
        self.go_on = primary(_("Go on"))
        self.go_on.setEnabled(False)
        self.kept.toggled.connect(self.go_on.setEnabled)
        self.go_on.clicked.connect(self.accept)
        preview = PdfView("", "")
        preview.show_bytes(self._pdf)
        preview.setFixedSize(px(250), px(354))
        left = column(
            None, label(_("Recovery code"), "record"), words, card, row(None, self.print, "stretch"), "stretch", self.kept,
            row(None, "stretch", self.go_on), spacing=12,
        )  # fmt: skip
        row(self, left, preview, margins=20, spacing=20)

    def _print_button(self) -> QPushButton:
        made = button(_("Print …"), "printer")
        made.clicked.connect(self._print)
        return made

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._name)
        if QPrintDialog(printer, self).exec() == QPrintDialog.DialogCode.Accepted:
            run_task(lambda progress: pdf_out.paint(self._pdf, printer, progress), owner=self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)

    def reject(self) -> None:
        """Nothing but the box and the button lead on."""


def sealed(register: Register, code: str) -> Sealed:
    """A register's code with what its sheet says."""
    with register.read() as session:
        return Sealed(code, office(session).name, register.path.name)


def _in_two(code: str) -> str:
    groups = code.split("-")
    return "-".join(groups[:3]) + "-\n" + "-".join(groups[3:])
