"""One big number with its unit, what it counts, and what about it needs a look; pressed, it opens its records."""

from collections.abc import Sequence

from PySide6.QtWidgets import QProgressBar, QWidget

from ui.kit.card import Card
from ui.kit.labels import ElidedLabel, label
from ui.kit.layouts import FlowLayout, clear, row
from ui.kit.tag import Tag, TagKind


class FigureCard(Card):
    """Connect `pressed` to what opens the records behind the number."""

    def __init__(self, title: str, unit: str = "", parent: QWidget | None = None) -> None:
        super().__init__(margins=0, parent=parent)
        self.set_pressable()
        self.setAccessibleName(title)
        self._figure, self._unit = label("–", "figure"), label(unit, "muted")
        self._note = ElidedLabel("", "secondary")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._tags = QWidget()
        FlowLayout(self._tags, 4)
        self.body.setContentsMargins(14, 12, 14, 12)
        self.body.setSpacing(2)
        self.body.addWidget(label(title, "muted"))
        line = row(None, self._figure, self._unit, "stretch", spacing=5)
        self.body.addLayout(line)
        for widget in (self._tags, self._note, self._bar):
            self.body.addWidget(widget)
            widget.hide()
        self.body.addStretch(1)

    def show_figure(
        self,
        figure: str,
        *,
        unit: str | None = None,
        tags: Sequence[tuple[str, TagKind]] = (),
        note: str = "",
        percent: int | None = None,
    ) -> None:
        """The number, and below it tags, a note or a bar."""
        self._figure.setText(figure)
        if unit is not None:
            self._unit.setText(unit)
        layout = self._tags.layout()
        if layout is not None:
            clear(layout)
            for words, kind in tags:
                layout.addWidget(Tag(words, kind))
        self._tags.setVisible(bool(tags))
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._bar.setVisible(percent is not None)
        self._bar.setValue(percent or 0)
