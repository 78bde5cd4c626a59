"""Pictures of people as they are taken in: read as the camera held them, kept without what the camera wrote into them."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QImageWriter, QPainter

from models.errors import Mistake
from models.words import _

_MOST = 40_000_000  # pixels that are read
_QUALITY = 88


def load_picture(file: str) -> QImage:
    """A picture as the camera held it. Raises `Mistake` where it cannot be read."""
    reader = QImageReader(file)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.width() * size.height() > _MOST:
        raise Mistake(_("This picture is too large; 40 million pixels are the most."))
    image = reader.read()
    if image.isNull():
        raise Mistake(_("This file cannot be read as a picture."))
    return image


def plain_jpeg(image: QImage, largest: QSize) -> bytes:
    """The picture scaled down to at most this size: a JPEG without any data about the camera or the place."""
    if image.width() > largest.width() or image.height() > largest.height():
        image = image.scaled(largest, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    plain = QImage(image.size(), QImage.Format.Format_RGB32)  # drawn anew: text blocks and transparency stay behind
    plain.fill(Qt.GlobalColor.white)
    painter = QPainter(plain)
    painter.drawImage(0, 0, image)
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"jpg"))
    writer.setQuality(_QUALITY)
    writer.write(plain)
    return bytes(data.data())
