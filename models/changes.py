"""What an operation did, told to whoever shows it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Changes:
    """`records` names the touched ids by ledger key; `sentence` is what history and undo show."""

    operation: int
    sentence: str
    staff: str
    records: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def nothing(cls) -> "Changes":
        """Nothing was changed, and nothing is in the history."""
        return cls(0, "", "")

    def __bool__(self) -> bool:
        return bool(self.operation)

    def ids(self, key: str) -> tuple[str, ...]:
        """The ids touched of one ledger."""
        return self.records.get(key, ())
