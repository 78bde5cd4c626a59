"""A column of a table from outside: where it stands, what it is headed, what it was taken for."""

from dataclasses import dataclass, field
from enum import StrEnum

from models.intake.meaning.lexicon import NOTE


class Certainty(StrEnum):
    """How sure a column's meaning is."""

    CERTAIN = "certain"
    BY_CONTENT = "by content"
    CONFIRM = "please confirm"  # until somebody does, the column goes into the note, or is left out as `meaning` says
    NOT_KEPT = "not kept"


TITLE = -1_000  # where the title stands as if it were a column: what it says, it says of every row


@dataclass
class Column:
    """One column of a table: where it stands, its header, some values, and what it was taken for.

    `suggestion` is what it may be where that is not sure enough to be taken. `reason` says why it is not kept. `label`
    stands before its words in the note where the header does not say whose they are.
    """

    index: int
    header: str
    samples: list[str] = field(default_factory=list)
    meaning: str = NOTE
    certainty: Certainty = Certainty.CONFIRM
    suggestion: str = ""
    reason: str = ""
    hidden: bool = False
    label: str = ""

    def decide_by_content(self) -> None:
        """What was only suggested is taken: something else in the table bears it out."""
        self.meaning, self.certainty = self.suggestion, Certainty.BY_CONTENT

    def take(self, meaning: str) -> None:
        """What the columns around it say that it is."""
        self.meaning, self.certainty, self.suggestion = meaning, Certainty.BY_CONTENT, ""

    def doubt(self) -> None:
        """What was taken is only suggested: something else in the table speaks against it."""
        self.suggestion, self.meaning, self.certainty = self.meaning, NOTE, Certainty.CONFIRM

    def decide(self, meaning: str) -> None:
        """Somebody says what the column is."""
        self.meaning, self.certainty = meaning, Certainty.CERTAIN
