"""What came of drawing boards: how many pages, and what someone should look at before printing."""

from dataclasses import dataclass
from typing import Literal

__all__ = ["Concern", "Note", "Report"]

Concern = Literal["photo", "character", "shrunk", "flowed"]


@dataclass(frozen=True, slots=True)
class Note:
    """One remark. ``board`` counts from 0 in the order drawn; ``message`` is the sentence for the clerk."""

    board: int
    title: str
    concern: Concern
    message: str

    def __str__(self) -> str:
        return f"{self.title}: {self.message}" if self.title else self.message


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of one drawing run."""

    boards: int
    pages: int
    notes: tuple[Note, ...]

    def about(self, concern: Concern) -> tuple[Note, ...]:
        """Return the remarks of one sort."""
        return tuple(note for note in self.notes if note.concern == concern)
