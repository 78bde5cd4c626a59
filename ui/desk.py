"""What every page works with: the register, reading and writing it off the window's thread, and the way elsewhere."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal
from sqlalchemy.orm import Session

from models import operations
from models.changes import Changes
from models.fields import RecordSpec
from models.queries import Query
from models.register import Register
from models.words import _
from ui import messages
from ui.changes import Broadcast
from ui.preferences import Preferences
from ui.tasks import Task, run_task

T = TypeVar("T")


class Desk(QObject):
    """One for a window and its register. Pages know the desk; they do not know the window."""

    record_wanted = Signal(object, str)  # spec, id
    query_wanted = Signal(object)
    page_wanted = Signal(str)
    new_wanted = Signal(object, object)  # spec, values that are known already
    said = Signal(str, str, object)  # words, kind, the Changes that can be undone or None
    backed_up = Signal()
    register_wanted = Signal(Path)  # another register is to be opened in place of this one
    lock_wanted = Signal()
    lock_after = Signal(int)  # so many minutes without a key or the mouse
    leave_wanted = Signal(object)  # close the register, then call this with the window: for what needs it closed
    look_changed = Signal()  # language, theme or text size: the window is built anew

    def __init__(self, register: Register, preferences: Preferences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.register = register
        self.preferences = preferences
        self.broadcast = Broadcast(self)
        self.kept: dict[str, object] = {}  # what a page puts aside while the register is open

    def read(
        self,
        work: Callable[[Session], T],
        then: Callable[[T], None],
        *,
        owner: QObject,
        failed: Callable[[BaseException], None] | None = None,
    ) -> Task:
        """Run `work` on a short session off the window's thread, then `then` with what it found, unless `owner` is gone."""

        def reading(_progress: object) -> T:
            with self.register.read() as session:
                return work(session)

        return run_task(reading, then, failed, owner=owner)

    def write(
        self,
        work: Callable[[Register], Changes],
        then: Callable[[Changes], None] | None = None,
        *,
        failed: Callable[[BaseException], None] | None = None,
        cause: QObject | None = None,
        quiet: bool = False,
    ) -> Task:
        """Run an operation off the window's thread; then tell every view, and say its sentence with Undo unless `quiet`."""

        def told(changes: Changes) -> None:
            if then:
                then(changes)
            self.broadcast.tell(changes, cause)
            if changes and not quiet:
                self.said.emit(changes.sentence, "good", changes)

        return run_task(lambda _progress: work(self.register), told, failed)

    def undo(self, operation: int | None = None) -> None:
        """Take back an operation, or the newest."""
        self.write(lambda register: operations.undo(register, operation), failed=messages.tell)

    def say(self, words: str, kind: str = "good") -> None:
        """Show a sentence at the foot of the window."""
        self.said.emit(words, kind, None)

    def open_record(self, spec: RecordSpec, record_id: str) -> None:
        """Show one record on the page it belongs to."""
        self.record_wanted.emit(spec, record_id)

    def show_query(self, query: Query) -> None:
        """Show the records behind a number on the page they belong to."""
        self.query_wanted.emit(query)

    def go_to(self, page: str) -> None:
        """Bring a page to the front by its key; "settings/backups" is a part of one."""
        self.page_wanted.emit(page)

    def new_record(self, spec: RecordSpec, values: dict[str, Any] | None = None) -> None:
        """Begin a new record on the page it belongs to, with what is known of it."""
        self.new_wanted.emit(spec, values or {})


def undo_words() -> str:
    """What taking back is called."""
    return _("Undo")
