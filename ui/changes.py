"""Telling every view what an operation changed, and who caused it."""

from PySide6.QtCore import QObject, Signal

from models.changes import Changes


class Broadcast(QObject):
    """One for a window. `changed` carries the `Changes` and the object that caused them (None: nobody in a view)."""

    changed = Signal(object, object)

    def tell(self, changes: Changes, cause: QObject | None = None) -> None:
        """Let every view refresh the rows that were touched."""
        if changes:
            self.changed.emit(changes, cause)
