"""What a ledger needs when its rows come from a file; most need nothing of their own."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.fields import Field, RecordSpec, Values
from models.ids import new_id
from models.intake.ledgers.references import References
from models.intake.places.homes import Homes
from models.intake.plans import Plan
from models.intake.roster.brought import Brought
from models.intake.sheets.table import Table
from models.search import fold
from models.words import _

Changed = dict[str, tuple[Any, Any]]
"""Each field that changes: its old value and its new one."""
_SPANS = (("since", "until"), ("received_on", "closed_on"), ("accepted_on", "closed_on"))


class Finisher:
    """The plain way: a record is known by its spec's identity."""

    # What makes two rows one record where its number is not given.
    natural: tuple[str, ...] = ()
    patient = True  # rows may still wait for others
    who = ""  # the field that says in words whose household it is
    named = ""  # the field that says in words who of the register it is, and the one with the phone
    reached = ""

    def __init__(self, session: Session, plan: Plan, homes: Homes, of: RecordSpec) -> None:
        self.session, self.plan, self.homes, self.of = session, plan, homes, of
        self.places = homes.places
        self.references = References(session, homes.places, Brought(plan))
        self._by_identity = self._load(of.identity)
        self._by_nature = self._load(self.natural) if self.natural else {}

    @property
    def unique(self) -> bool:
        """Whether one column alone makes a record itself: a code, a number."""
        return len(self.of.identity) == 1

    def _load(self, names: tuple[str, ...]) -> dict[Any, list[str]]:
        found: dict[Any, list[str]] = {}
        table = self.of.sql
        if names:
            for row in self.session.execute(
                select(table.c.id, *(table.c[name] for name in names)).order_by(table.c.id)
            ):
                found.setdefault(key_of(row[1:]), []).append(row[0])
        return found

    def prepare(self, table: Table) -> None:
        """Bring a table's rows into form before any is decided."""

    def unknown(self, name: str, text: str) -> str:
        """What is said of a reference that the register does not know."""
        return _("The register does not know this: {text}").format(text=text)

    def nobody(self, name: str) -> str:
        """What is said where nobody of the register bears a name that the row shows anyway; mostly that is usual."""
        return ""

    def may_be_unknown(self, name: str) -> bool:
        """Whether a row is taken though the register does not know what it refers to."""
        return self.has_default(name)

    def row(self, table: Table, i: int, values: Values) -> None:
        """Fill in what follows from other values."""

    def new(self, table: Table, i: int, values: Values) -> None:
        """Fill in what only a new record needs."""

    def changed(self, table: Table, i: int, values: Values, old: Values, fields: Changed) -> None:
        """Change what follows from what a row changes in a record."""

    def refer(self, name: str, text: Any) -> str | None:
        """The id of a record that this very file brings."""
        return None

    def waits(self, table: Table, i: int) -> bool:
        """Whether a row has to come after another of the file that it refers to."""
        return False

    def has_default(self, name: str) -> bool:
        """Whether a reference that the register does not know falls back to something."""
        return False

    def count_term(self, values: Values) -> None:
        """A term of so many days is counted from the day of receipt."""
        if isinstance(term := values.get("due_on"), timedelta):
            start = values.get(self.of.dated)
            values["due_on"] = start + term if start else None

    def missing(self, field: Field) -> str:
        """What is said of a row in which a field is missing that it cannot be without."""
        return _("Please fill in: {field}").format(field=field.words)

    def identity(self, values: Values) -> Any:
        """What makes two rows of the file one record."""
        if self.natural and any(values.get(name) is None for name in self.of.identity):
            return ("natural", key_of(values.get(name) for name in self.natural))
        key = key_of(values.get(name) for name in self.of.identity)
        return ("identity", key) if any(key) else ("none", new_id())

    def apart(self, values: Values, other: Values) -> bool:
        """Whether two records of one identity are two all the same."""
        return False

    def gathers(self, values: Values, other: Values) -> bool:
        """Whether rows of two sheets of the file tell of one record, each its part."""
        return False

    def besides(self, other: Values) -> str:
        """What is said where a record is added beside one of the register that is apart; mostly that is usual."""
        return ""

    def known(self, identity: Any) -> list[str]:
        """The records of the register that may be the same."""
        kind, key = identity
        return (self._by_identity if kind == "identity" else self._by_nature).get(key, [])

    def planned(self, identity: Any) -> list[Values]:
        """The records that the file brings by another ledger, and that may be the same."""
        return []


def key_of(parts: Any) -> Any:
    return tuple(fold(part) if isinstance(part, str) and len(part) != 32 else part for part in parts)


def look_at_days(table: Table, i: int, values: Values) -> None:
    """Say of what ends before it begins that it does."""
    for begun, ended in _SPANS:
        first, last = values.get(begun), values.get(ended)
        if first and last and last < first:
            table.flaw(i, ended, last, _("This ends before it begins; please check both dates."), "warn")


def are_successive(one: Values, other: Values) -> bool:
    """Whether one of two spans of time begins when the other has ended."""
    spans = ((one.get("since"), other.get("until")), (other.get("since"), one.get("until")))
    return any(since and until and since >= until for since, until in spans)
