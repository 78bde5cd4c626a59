"""A line that suggests while one types: codes of a table, and records of another ledger."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from models import hits, queries
from models.codes import CodeTable, code_table
from models.errors import Mistake
from models.fields import RecordSpec
from models.queries import Query
from models.values import Ref, shown
from models.words import _
from ui.desk import Desk
from ui.editors.base import LineEditor
from ui.kit.buttons import icon_button
from ui.kit.floating import Floating
from ui.kit.layouts import column, row
from ui.kit.pick_list import Choice, ChoiceModel, ChoiceView
from ui.theme import px

_OFFERED = 40
_PAUSE = 120


class SuggestEditor(LineEditor):
    """The line keeps the keys; the list below follows it: Up and Down choose, Enter takes, Esc closes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value: Any = None
        self._words = ""
        self._asked = ""
        self._wanted = False  # the list was asked for, though the keys may not be here yet
        self._model = ChoiceModel(several=False)
        self._view = ChoiceView(self._model)
        self._sheet = Floating()
        column(self._sheet, self._view, margins=6)
        self._view.clicked.connect(lambda index: self._take(self._model.choices[index.row()]))
        self._button = icon_button("chevron-down", _("Show the choices"), size=15)
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.clicked.connect(self._toggle)
        row(self.line, "stretch", self._button, margins=(0, 0, 4, 0))
        self.line.setTextMargins(0, 0, px(24), 0)
        self.line.textEdited.connect(self._typed)
        self.destroyed.connect(self._sheet.deleteLater)

    # --- what a subclass answers

    def ask(self, typed: str) -> None:
        """Find what fits and hand it to `offer`."""
        raise NotImplementedError

    def understood(self, typed: str) -> Choice | None:
        """The one choice that typed words mean without picking, or None."""
        return next((c for c in self._model.choices if c.words == typed), None)

    # --- the value

    def value(self) -> Any:
        typed = self.line.text().strip()
        if not typed:
            return None
        if typed == self._words:
            return self._value
        if found := self.understood(typed):
            return found.value
        raise Mistake(_("“{text}” is not known here: pick one of the list.").format(text=typed))

    def _show(self, value: Any, words: str) -> None:
        self._value, self._words = value, words
        self.line.setText(words)
        self.line.setCursorPosition(0)

    # --- the list

    def offer(self, choices: Sequence[Choice]) -> None:
        """Show these below the line, if the keys are still here."""
        wanted, self._wanted = self._wanted or self.line.hasFocus() or self._sheet.isVisible(), False
        if not wanted:
            return
        self._model.show(choices)
        if not choices:
            self._sheet.close_it()
            return
        self._view.fit()
        at = next((i for i, c in enumerate(choices) if c.value == self._value), 0)
        self._view.setCurrentIndex(self._model.index(at, 0))
        metrics = self.fontMetrics()
        widest = max(metrics.horizontalAdvance(c.words) + metrics.horizontalAdvance(c.detail) for c in choices)
        self._sheet.setFixedWidth(min(max(self.line.width(), widest + px(64)), px(440)))
        self._sheet.show_below(self.line)

    def _typed(self, typed: str) -> None:
        self._asked = typed
        self.ask(typed.strip())

    def open_list(self) -> None:
        """Show all there is to choose."""
        self._wanted = True
        self.line.setFocus()
        self.line.selectAll()
        self.ask("")

    def _toggle(self) -> None:
        if self._sheet.isVisible():
            self._sheet.close_it()
        else:
            self.open_list()

    def _take(self, choice: Choice) -> None:
        self._sheet.close_it()
        changed = choice.value != self._value or self.line.text() != choice.words
        self._show(choice.value, choice.words)
        if changed:
            self.edited.emit()

    def keys(self, event: QKeyEvent) -> bool:
        open_now = self._sheet.isVisible()
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Up if open_now:
                self._view.step(1 if event.key() == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_Down:
                self.open_list()
            case Qt.Key.Key_Escape if open_now:
                self._sheet.close_it()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if open_now and self._view.currentIndex().isValid():
                self._take(self._model.choices[self._view.currentIndex().row()])
                self.done.emit()
            case _:
                return super().keys(event)
        return True

    def left(self) -> None:
        # A click into the list takes no focus, so whoever leaves really goes.
        self._sheet.close_it()
        typed = self.line.text().strip()
        if typed and typed != self._words and (found := self.understood(typed)):
            self._show(found.value, found.words)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.open_list()


class CodeEditor(SuggestEditor):
    """A code by its name, an alias or its number; the common ones first, the others once one types."""

    def __init__(self, codes: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table: CodeTable = code_table(codes)
        self.wide = any(len(code.words) > 10 for code in self._table.offered)
        self._choices = [Choice(c.code, c.words, also=" ".join((*c.aliases, c.code, c.zh))) for c in self._table.codes]
        self._common = {code.code for code in self._table.offered}

    def set_value(self, value: Any) -> None:
        self._show(value, self._table.label(value) if value is not None else "")

    def ask(self, typed: str) -> None:
        if not typed:
            common = [c for c in self._choices if c.value in self._common]
            self.offer([*common, *(c for c in self._choices if c.value not in self._common)])
            return
        words = typed.casefold()
        fitting = [c for c in self._choices if words in f"{c.words} {c.also}".casefold()]
        exact = self._table.find(typed)
        fitting.sort(
            key=lambda c: (c.value != exact, not c.words.casefold().startswith(words), c.value not in self._common)
        )
        self.offer(fitting)

    def understood(self, typed: str) -> Choice | None:
        code = self._table.find(typed)
        return next((c for c in self._choices if c.value == code), None) if code is not None else None


class ReferenceEditor(SuggestEditor):
    """A record of another ledger, found by any piece of its name, pinyin, door or number."""

    def __init__(self, desk: Desk, target: RecordSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._target = desk, target
        self._searched = any(field.searchable for field in target.fields)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._look)
        self._looked_for = ""

    def set_value(self, value: Any) -> None:
        if isinstance(value, Ref):
            self._show(value.id or None, value.title)
        elif value:
            self._show(value, "…")
            self._desk.read(
                lambda s: queries.titles(s, self._target, [value]), lambda t: self._named(value, t), owner=self
            )
        else:
            self._show(None, "")

    def _named(self, value: str, titles: dict[str, str]) -> None:
        if self._value == value:
            self._show(value, titles.get(value, ""))

    def ask(self, typed: str) -> None:
        self._looked_for = typed
        self._pause.start(0 if not typed else _PAUSE)

    def _look(self) -> None:
        typed, target, searched = self._looked_for, self._target, self._searched

        def work(session: Session) -> list[Choice]:
            return found_choices(session, target, typed, searched=searched)

        self._desk.read(work, lambda found: self.offer(found) if typed == self._looked_for else None, owner=self)


def found_choices(session: Session, target: RecordSpec, typed: str, *, searched: bool) -> list[Choice]:
    """Records that fit, each with a line that tells it from its namesakes."""
    if typed and searched:
        found = hits.hits(session, typed, limit=_OFFERED, of=target)[1]
        return [Choice(hit.id, hit.title, hit.detail) for hit in found]
    ids = queries.ids(session, Query(target), limit=300 if typed else _OFFERED)
    titles = queries.titles(session, target, ids)
    names = [field for field in target.listed if field.name not in target.title][:2]
    rows = {row.id: row for row in queries.rows(session, target, ids, [field.name for field in names])}
    made = [
        Choice(
            i, titles.get(i, ""), " · ".join(w for f in names if i in rows and (w := shown(target, f, rows[i][f.name])))
        )
        for i in ids
    ]
    return [c for c in made if typed.casefold() in f"{c.words} {c.detail}".casefold()][:_OFFERED]
