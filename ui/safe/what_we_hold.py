"""What the register holds on one person, as one document: asked for with a reason, looked at, printed or saved."""

from io import BytesIO

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from exports.documents.personal_data import draw_personal_data
from models import personal_data
from models.errors import Mistake
from models.register import Register
from models.words import _
from ui import messages
from ui.desk import Desk
from ui.kit.buttons import button, primary, small
from ui.kit.labels import label
from ui.kit.layouts import FlowLayout, column, row
from ui.pages.pdf_sheet import PdfSheet
from ui.tasks import run_task
from ui.theme import px


def drawn(register: Register, person_id: str, reason: str) -> bytes:
    """The document, in memory alone."""
    file = BytesIO()
    draw_personal_data(personal_data.read(register, person_id, reason), file)
    return file.getvalue()


class WhatWeHold(QDialog):
    """Asks what it is for; that it was gathered stands in the history with the reason."""

    def __init__(self, desk: Desk, parent: QWidget, person_id: str, name: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._page, self._person, self._name = desk, parent, person_id, name
        title = _("What we hold on {name}").format(name=name)
        self.setWindowTitle(title)
        hint = label(
            _("Everybody may ask what is held on them. The document shows all of it in full, with who looked at it and when. "
              "Give it to the person alone."), "secondary", wrap=True,
        )  # fmt: skip
        hint.setMinimumWidth(px(440))
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(_("What is it needed for?"))
        self.reason.setAccessibleName(_("What is it needed for?"))
        self.reason.returnPressed.connect(self.gather)
        flow = QWidget()
        usual = FlowLayout(flow, 4)
        for words in (
            _("The person asks for it"),
            _("A relative of the deceased asks for it"),
            _("To correct it together"),
        ):
            choice = small(words)
            choice.clicked.connect(lambda _checked=False, reason=words: self.reason.setText(reason))
            usual.addWidget(choice)
        self._said = label("", "mistake", wrap=True)
        self._said.hide()
        self.go, stay = primary(_("Show the document"), "file-text"), button(_("Cancel"))
        self.go.clicked.connect(self.gather)
        stay.clicked.connect(self.reject)
        column(
            self, label(title, "record"), hint, flow, self.reason, self._said, row(None, "stretch", stay, self.go),
            margins=20, spacing=12,
        )  # fmt: skip
        self.reason.setFocus()

    def gather(self) -> None:
        """Gather it off the window's thread, and show it."""
        register, person, reason = self._desk.register, self._person, self.reason.text()
        self.go.setEnabled(False)
        run_task(lambda _progress: drawn(register, person, reason), self._show, self._refused, owner=self)

    def _show(self, data: bytes) -> None:
        name = _("What we hold on {name}").format(name=self._name)
        self.accept()
        PdfSheet(self._desk, self._page, name, data, f"{name}.pdf").open()

    def _refused(self, error: BaseException) -> None:
        self.go.setEnabled(True)
        if isinstance(error, Mistake):
            self._said.setText(str(error))
            self._said.show()
            self.reason.setFocus()
        else:
            self.reject()
            messages.tell(error)
