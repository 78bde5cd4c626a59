"""A short list inside a card: a first word, the rest, tags at the right, a hair line below; a line may open something."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.kit.labels import ElidedLabel, label, rule
from ui.kit.layouts import clear, column, row
from ui.kit.tag import Tag, TagKind
from ui.theme import px


@dataclass(frozen=True, slots=True)
class LineText:
    """What one line says. `do` is called when it is pressed; `quiet` words are muted and stand behind the others."""

    words: str
    tags: tuple[tuple[str, TagKind], ...] = ()
    first: str = ""
    quiet: str = ""
    do: Callable[[], object] | None = None
    strong: bool = False
    middle: tuple[tuple[str, TagKind], ...] = ()


class LineWidget(QWidget):
    """One line of the list."""

    def __init__(self, said: LineText, first_width: int, words_width: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._do = said.do
        tags = " ".join(words for words, _kind in (*said.middle, *said.tags))
        self.setAccessibleName(" ".join(part for part in (said.first, said.words, said.quiet, tags) if part))
        inside = row(self, margins=(12, 0, 12, 0), spacing=8)
        if said.first:
            first = label(said.first, "muted")
            first.setMinimumWidth(px(first_width))
            inside.addWidget(first)
        words = ElidedLabel(said.words, "heading" if said.strong else "")
        inside.addWidget(words, 0 if words_width and said.quiet else 2)
        if said.quiet:
            if words_width:
                words.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
                words.setFixedWidth(px(words_width))
            inside.addWidget(ElidedLabel(said.quiet, "secondary"), 3)
        for text, kind in (*said.middle, *said.tags):
            inside.addWidget(Tag(text, kind))
        self.setMinimumHeight(px(36))
        if said.do:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setProperty("role", "line")
            self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def press(self) -> None:
        """Open what it stands for."""
        if self._do:
            self._do()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.press()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.press()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._do and (self.underMouse() or self.hasFocus()):
            painter = QPainter(self)
            painter.fillRect(self.rect(), theme.tokens().colour("selected" if self.hasFocus() else "hover"))


class LineList(QScrollArea):
    """`show_lines` puts other lines there; without any it says `nothing`.

    `first_width` is that of the first words; with `words_width` the quiet words of all lines stand below each other.
    """

    def __init__(
        self, nothing: str = "", *, first_width: int = 84, words_width: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._nothing, self._widths = nothing, (first_width, words_width)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inside = QWidget()
        self._lines: QVBoxLayout = column(None, spacing=0)
        column(self._inside, self._lines, "stretch", spacing=0)
        self.setWidget(self._inside)

    def show_lines(self, lines: Sequence[LineText]) -> None:
        """Put these lines there."""
        at = self.verticalScrollBar().value()
        clear(self._lines)
        for said in lines:
            self._lines.addWidget(LineWidget(said, *self._widths))
            self._lines.addWidget(rule())
        if not lines and self._nothing:
            words = label(self._nothing, "secondary", wrap=True)
            words.setContentsMargins(px(12), px(10), px(12), px(10))
            self._lines.addWidget(words)
        self.verticalScrollBar().setValue(at)

    def lines(self) -> list[LineWidget]:
        """The lines there are, for tests and for keys."""
        found = [self._lines.itemAt(number) for number in range(self._lines.count())]
        return [w for item in found if item is not None and isinstance(w := item.widget(), LineWidget)]

    def wanted_height(self) -> int:
        """How tall it would be without scrolling."""
        self._inside.adjustSize()
        return self._lines.sizeHint().height() + 2

    def top(self) -> QPoint:
        return QPoint(0, self.verticalScrollBar().value())
