"""A sheet that shows a PDF before it is printed or saved."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from models.words import _
from ui import pdf_out
from ui.desk import Desk
from ui.kit.buttons import button, primary
from ui.kit.labels import label
from ui.kit.layouts import column, row
from ui.kit.pdf_view import PdfView
from ui.theme import px


class PdfSheet(QDialog):
    """Shows `data`; `name` is the file it is offered as, `also` a button beside printing and saving."""

    def __init__(
        self, desk: Desk, parent: QWidget, title: str, data: bytes, name: str, also: QPushButton | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.preview = PdfView(title, "", whole_page=False)
        self.preview.show_bytes(data)
        close, save, go = button(_("Close")), button(_("Save PDF …"), "save"), primary(_("Print …"), "printer")
        close.clicked.connect(self.reject)
        save.clicked.connect(lambda: pdf_out.save(desk, self, data, name))
        go.clicked.connect(lambda: pdf_out.print_(desk, self, data, name))
        layout = column(self, label(title, "record"), spacing=12, margins=(20, 16, 20, 16))
        layout.addWidget(self.preview, 1)
        layout.addLayout(row(None, *([also] if also else []), "stretch", close, save, go, spacing=12))
        self.resize(px(760), min(px(720), max(parent.window().height() - px(40), px(420))))
