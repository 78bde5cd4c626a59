"""A page on a desk of its own: everything it asks for is done on the spot, and what it says and opens is kept."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from models import queries
from models.queries import Query, Row
from models.records import spec
from models.register import Register
from tests.conftest import Street
from ui import messages, tasks, theme
from ui.desk import Desk
from ui.pages.base import Page
from ui.preferences import Preferences

P = TypeVar("P", bound=Page)


@dataclass
class OnDesk:
    """A desk with a street's register, and what pages asked the window for."""

    qtbot: QtBot
    street: Street
    desk: Desk
    said: list[str] = field(default_factory=list)
    opened: list[tuple[str, str]] = field(default_factory=list)
    queried: list[Query] = field(default_factory=list)
    gone_to: list[str] = field(default_factory=list)
    operations: list[int] = field(default_factory=list)

    @property
    def register(self) -> Register:
        return self.street.register

    def show(self, kind: Callable[[Desk], P]) -> P:
        """A page in front, as large as on a small screen."""
        page = kind(self.desk)
        self.qtbot.addWidget(page)
        page.resize(1182, 680)
        page.show()
        page.arrived()
        settle()
        return page

    def rows(self, ledger: str, **wanted: Any) -> list[Row]:
        """The records of a ledger with these values."""
        query = Query(spec(ledger))
        for name, value in wanted.items():
            query = query.where(name, "is", value)
        with self.register.read() as session:
            return queries.rows(session, query.spec, queries.ids(session, query), unmasked=True)

    def press(self, widget: QWidget, *keys: Qt.Key) -> None:
        for key in keys:
            self.qtbot.keyClick(widget, key)
        settle()

    def click(self, widget: QWidget) -> None:
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)
        settle()


def settle() -> None:
    """Let what waits be done: timers that are due, layouts, widgets that go."""
    for _round in range(3):
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()


def sheet(parent: QWidget) -> Any:
    """The sheet that is open over a page."""
    (found,) = [child for child in parent.findChildren(QDialog) if child.isVisible()]
    return found


def write(qtbot: QtBot, fields: Any, name: str, words: str) -> None:
    """Type into a field as a clerk would: over what was there, Chinese through the input method."""
    line = fields.lines[name].editor.focus_widget()
    line.setFocus()
    line.selectAll()
    if words.isascii():
        qtbot.keyClicks(line, words)
    else:
        typed = QInputMethodEvent()
        typed.setCommitString(words)
        QApplication.sendEvent(line, typed)


@pytest.fixture
def on_desk(qtbot: QtBot, street: Street, tmp_path: Path) -> Iterator[OnDesk]:
    """A desk for a page, with tasks done at once."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app)
    desk = Desk(street.register, Preferences(tmp_path / "preferences.ini"))
    made = OnDesk(qtbot, street, desk)
    desk.record_wanted.connect(lambda kind, record: made.opened.append((kind.key, record)))
    desk.query_wanted.connect(made.queried.append)
    desk.page_wanted.connect(made.gone_to.append)
    desk.said.connect(
        lambda words, _kind, changes: (
            made.said.append(words),
            made.operations.append(changes.operation if changes else 0),
        )
    )
    messages.show_at(lambda words, _kind: made.said.append(words))
    with tasks.synchronous():
        yield made
        settle()
    messages.show_at(None)
