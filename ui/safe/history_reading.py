"""What the history page shows of one operation: its records with each value before and after, and what hinders undo."""

from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from models import queries
from models.fields import RecordSpec
from models.history import journal, recording, restoring, undoing
from models.history.journal import Asked, Entry
from models.history.recording import DELETE, INSERT
from models.words import _
from ui import version_words
from ui.version_words import Change

PAGE = 100
_RECORDS = 30  # of one operation; an import touches thousands


@dataclass(frozen=True, slots=True)
class Touched:
    """One record of an operation."""

    spec: RecordSpec
    id: str
    title: str
    action: str
    there: bool
    changes: tuple[Change, ...]


@dataclass(slots=True)
class Details:
    """One operation as a whole."""

    entry: Entry
    records: list[Touched] = field(default_factory=list)
    more: int = 0
    hindrance: str = ""  # why it cannot be undone; "" if it can
    against: int = 0  # the later operation that stands against it


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of the list."""

    entries: list[Entry]
    total: int
    staff: list[str]


def find(session: Session, asked: Asked, offset: int = 0) -> Found:
    """The operations asked for, a page of them."""
    return Found(
        journal.entries(session, asked, limit=PAGE, offset=offset), journal.count(session, asked),
        journal.staff_named(session),
    )  # fmt: skip


def details(session: Session, entry: Entry) -> Details:
    """What an operation did, and whether it can be undone."""
    found = Details(entry)
    for spec, ids in journal.touched(session, entry.operation).items():
        room = _RECORDS - len(found.records)
        found.more += max(0, len(ids) - room)
        for record_id in ids[: max(room, 0)]:
            found.records.append(_touched(session, spec, record_id, entry.operation))
    found.hindrance, found.against = _hindrance(session, entry, bool(found.records or found.more))
    return found


def _touched(session: Session, spec: RecordSpec, record_id: str, operation: int) -> Touched:
    versions = [v for v in recording.versions(session, spec.table_name, record_id) if v.operation == operation]
    named = version_words.titles(session, spec, versions)
    changes = tuple(
        c for v in reversed(versions) for c in version_words.changes(spec, v, named, whole=len(versions) == 1)
    )
    title = queries.titles(session, spec, [record_id]).get(record_id, "")
    action = versions[0].action if versions else ""
    if not title and versions:
        side = 0 if action == DELETE else 1
        stored = {name: pair[side] for name, pair in versions[0].columns.items()}
        title = restoring.title_of(session, spec, recording.typed(spec.table_name, stored))
        return Touched(spec, record_id, title, action, False, changes)
    return Touched(spec, record_id, title, action, True, changes)


def _hindrance(session: Session, entry: Entry, wrote: bool) -> tuple[str, int]:
    number = entry.operation
    if entry.undone:
        return _("This has been undone; it is not in effect any more."), 0
    if not wrote:
        return _("This changed nothing that could be put back."), 0
    if later := undoing.standing_against(session, number):
        return _("It cannot be undone alone: later, “{later}”. Undo that one first.").format(
            later=later.sentence
        ), later.id
    if undoing.hidden_changes(session, number):
        return _("This touched other units too; only the administrator can undo it."), 0
    if undoing.purged_changes(session, number):
        return _("Part of this was deleted for good and cannot be put back."), 0
    return "", 0


def action_words(action: str) -> str:
    """What happened to a record, in one word."""
    return {INSERT: _("new"), DELETE: _("deleted")}.get(action, _("changed"))
