"""The office's own emblem: a chip above the preview, and a small sheet where its picture is chosen, seen and removed."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageReader, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFileDialog, QWidget

from exports.boards import theme as board_theme
from exports.boards.emblems import office_emblem, read_picture, set_emblem
from models.changes import Changes
from models.words import _
from ui import messages, theme
from ui.desk import Desk
from ui.kit.buttons import button, link
from ui.kit.chip import Chip
from ui.kit.floating import Floating
from ui.kit.labels import label
from ui.kit.layouts import column, row
from ui.theme import px

_WIDE = 300


def _image(data: bytes | None) -> QImage:
    buffer = QBuffer()
    buffer.setData(QByteArray(data or b""))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    return reader.read()


class Picture(QWidget):
    """A picture whole and in proportion, on the ground that boards have."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.image = QImage()
        self.setFixedSize(px(_WIDE), px(128))

    def show_data(self, data: bytes | None) -> None:
        self.image = _image(data)
        self.setVisible(not self.image.isNull())
        self.setAccessibleName(_("The office's emblem") if data else "")
        self.update()

    def shown_at(self) -> QRectF:
        """Where the picture is drawn: in the middle, no larger than it is."""
        room = QSize(self.width() - px(24), self.height() - px(24))
        size = self.image.size()
        if size.width() > room.width() or size.height() > room.height():
            size = size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        shown = QRectF(0, 0, size.width(), size.height())
        shown.moveCenter(QRectF(self.rect()).center())
        return shown

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(QPen(theme.tokens().colour("line"), 1))
        painter.setBrush(QColor.fromRgbF(*board_theme("red").ground))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), px(8), px(8))
        if not self.image.isNull():
            painter.drawImage(self.shown_at(), self.image)


class EmblemSheet(Floating):
    """Shown with `open_below`."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._below: QWidget | None = None
        self.picture = Picture()
        self.none = label(_("No picture yet. PNG or JPEG, best with a transparent ground."), "secondary", wrap=True)
        self.mistake = label("", "mistake", wrap=True)
        self.choose_button, self.remove_button = button("", "image"), link(_("Remove"), "trash-2")
        rules = _("Regulations on the Party Emblem and Flag (2021): in proportion, with nothing added, only on boards of "
                  "party building, never for business.")  # fmt: skip
        reminder = label(rules, "secondary", wrap=True)
        for words in (self.none, self.mistake, reminder):
            words.setFixedWidth(px(_WIDE))
        buttons = row(None, self.choose_button, self.remove_button, "stretch", spacing=12)
        column(
            self, label(_("The office's emblem"), "heading"), self.picture, self.none, self.mistake, buttons, reminder,
            margins=16, spacing=10,
        )  # fmt: skip
        self.setFocusProxy(self.choose_button)
        self.choose_button.clicked.connect(self.choose)
        self.remove_button.clicked.connect(self.remove)
        desk.broadcast.changed.connect(self._changed)

    def open_below(self, anchor: QWidget) -> None:
        """Show the emblem as it is kept."""
        self._below = anchor
        self._read()

    def choose(self) -> None:
        """Ask for a picture file and keep it."""
        pictures = _("Pictures") + " (*.png *.jpg *.jpeg)"
        name, _kind = QFileDialog.getOpenFileName(self.window(), _("Choose the emblem"), "", pictures)
        if name:
            self._desk.write(
                lambda register: set_emblem(register, read_picture(Path(name))), lambda _changes: self._read(),
                failed=self._refused,
            )  # fmt: skip
        elif self._below is not None:
            self._open()

    def remove(self) -> None:
        """Take the emblem off boards."""
        self._desk.write(lambda register: set_emblem(register, None), failed=self._refused)

    def _refused(self, error: BaseException) -> None:
        self.mistake.setText(messages.sentence_of(error))
        self.mistake.setVisible(bool(self.mistake.text()))
        self._open()

    def _changed(self, changes: Changes, _cause: object) -> None:
        if changes.ids("offices") and not self.isHidden():
            self._read()

    def _read(self) -> None:
        self._desk.read(office_emblem, self._show, owner=self)

    def _show(self, data: bytes | None) -> None:
        self.picture.show_data(data)
        self.none.setVisible(data is None)
        self.mistake.hide()
        self.remove_button.setVisible(data is not None)
        self.choose_button.setText(" " + (_("Choose another …") if data else _("Choose the emblem …")))
        self._open()

    def _open(self) -> None:
        """Stand below the chip, as large as the content wants now; the file dialog may have sent it away."""
        if self._below is None or not self._below.isVisible():
            return
        self.layout().activate()  # type: ignore[union-attr]
        self.show_below(self._below)
        self.choose_button.setFocus(Qt.FocusReason.OtherFocusReason)


class EmblemChip(Chip):
    """Opens the sheet of the emblem."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Emblem"), parent)
        self.sheet = EmblemSheet(desk)
        self.opened.connect(lambda: self.sheet.open_below(self))
        self.destroyed.connect(self.sheet.deleteLater)
