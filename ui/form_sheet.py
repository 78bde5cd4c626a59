"""How a form is laid out: head with tags, the question about unsaved work, a scrolling body, buttons at the foot."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QWidget

from models.words import _
from ui.form_reading import Head
from ui.kit.buttons import button, icon_button, link
from ui.kit.key_button import KeyButton
from ui.kit.labels import ElidedLabel
from ui.kit.layouts import FlowLayout, clear, column, row
from ui.kit.notice import Bar
from ui.kit.tag import Tag


class FormSheet(QWidget):
    """The widgets of a form, without what they do."""

    def __init__(self, fields: QWidget, history: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._subtitle = ElidedLabel("", "record"), ElidedLabel("", "secondary")
        self._tags = QWidget()
        FlowLayout(self._tags, 6)
        self.actions_: QHBoxLayout = row(None)
        self.actions_box = QWidget()
        self.actions_box.setLayout(self.actions_)
        head = row(None, self._title, self.actions_box)
        head.setStretch(0, 1)
        self.question = self._asking()
        self.scroller = QScrollArea()
        self.scroller.setWidgetResizable(True)
        self.scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        column(inside, fields, "stretch", margins=(0, 0, 8, 4))
        self.scroller.setWidget(inside)
        self.body = QStackedWidget()
        self.body.addWidget(self.scroller)
        self.body.addWidget(history)
        foot = self._foot()
        column(
            self, head, self._tags, self._subtitle, 4, self.question, self.body, foot, margins=(16, 12, 12, 12), spacing=4
        )  # fmt: skip

    def _asking(self) -> Bar:
        bar = Bar(_("Not saved yet."), "due")
        self.question_save, self.question_drop, self.question_stay = (
            link(words) for words in (_("Save"), _("Discard"), _("Go on writing"))
        )
        bar.add(self.question_save, self.question_drop, self.question_stay)
        bar.hide()
        return bar

    def _foot(self) -> QHBoxLayout:
        self.delete = icon_button("trash-2", _("Delete"))
        self.history = button(_("History"))
        self.history.setCheckable(True)
        self.cancel = button(_("Cancel"))
        self.save = KeyButton(_("Save"), "Ctrl+S")
        return row(None, self.delete, "stretch", self.history, self.cancel, self.save, margins=(0, 6, 4, 0))

    def show_head(self, head: Head) -> None:
        """Title, tags and where it belongs."""
        self._title.setText(head.title)
        self._subtitle.setText(head.subtitle)
        self._subtitle.setVisible(bool(head.subtitle))
        layout = self._tags.layout()
        assert layout is not None
        clear(layout)
        for words, kind in head.tags:
            layout.addWidget(Tag(words, kind))
        self._tags.setVisible(bool(head.tags))

    def title(self) -> str:
        return self._title.text()

    def to_top(self) -> None:
        self.scroller.verticalScrollBar().setValue(0)
