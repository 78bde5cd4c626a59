"""A portrait: loaded from a file, cut to 5:7 around its middle, kept small."""

from typing import Any

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QWidget

from models.errors import Mistake
from models.words import _
from ui import icons, messages
from ui.editors.base import Editor
from ui.kit.buttons import small
from ui.kit.labels import label
from ui.kit.layouts import column, row
from ui.pictures import load_picture, plain_jpeg
from ui.theme import px

SIZE = QSize(600, 840)  # 5:7, enough for a board of 600x900 mm at arm's length


class PhotoEditor(Editor):
    """Shows the portrait, or a silhouette where there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value: bytes | None = None
        self._picture = label()
        self._picture.setFixedSize(px(75), px(105))
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._choose, self._drop = small(_("Choose a picture …"), "image"), small(_("Remove"), "trash-2")
        self._choose.clicked.connect(self._load)
        self._drop.clicked.connect(lambda: self._change(None))
        row(self, self._picture, column(None, self._choose, self._drop, "stretch"), "stretch", spacing=12)
        self.setFocusProxy(self._choose)
        self.set_value(None)

    def value(self) -> Any:
        return self._value

    def set_value(self, value: Any) -> None:
        self._value = value
        picture = QPixmap()
        if value and picture.loadFromData(QByteArray(value)):
            wanted = self._picture.size()
            kept = Qt.AspectRatioMode.KeepAspectRatio
            self._picture.setPixmap(picture.scaled(wanted, kept, Qt.TransformationMode.SmoothTransformation))
        else:
            self._picture.setPixmap(icons.pixmap("user", "scroll", 44))
        self._drop.setVisible(value is not None)

    def focus_widget(self) -> QWidget:
        return self._choose

    def _change(self, value: bytes | None) -> None:
        self.set_value(value)
        self.edited.emit()

    def _load(self) -> None:
        pictures = _("Pictures") + " (*.jpg *.jpeg *.png *.bmp *.webp)"
        name, _kind = QFileDialog.getOpenFileName(self, _("Choose a picture"), "", pictures)
        if name:
            try:
                self._change(portrait(name))
            except Mistake as error:
                messages.tell(error)


def portrait(file: str) -> bytes:
    """The middle of a picture as a 5:7 JPEG without any data about the camera or the place. Raises `Mistake`."""
    image = load_picture(file)
    wide = min(image.width(), image.height() * SIZE.width() // SIZE.height())
    high = min(image.height(), image.width() * SIZE.height() // SIZE.width())
    # A face stands above the middle: what is cut away goes from below, two thirds of it.
    cut = image.copy((image.width() - wide) // 2, (image.height() - high) // 3, wide, high)
    return plain_jpeg(cut, SIZE)
