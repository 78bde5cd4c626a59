"""What should not be forgotten these days: days that run out, calls to make, posts that end, the party day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from models.dossier import FOLLOW_UP_DAYS, SETTLED
from models.fields import RecordSpec
from models.mediation import MEDIATIONS, PENDING, MediationCase, MediationFollowUp
from models.organisation import APPOINTMENTS, Appointment, Post, Unit

PARTY_DAY = 8  # of each month
_AHEAD = {"settle": 10, "confirm": 10, "follow_up": 7, "ends": 30, "party_day": 7}
_FORGOTTEN = 120  # days after which a call that was never made is no longer brought up
_MOST = 60


@dataclass(frozen=True, slots=True)
class Reminder:
    """One line: what `kind` of thing it is, of which record (none for the party day), and on which day."""

    kind: str
    on: date
    title: str = ""
    spec: RecordSpec | None = None
    id: str = ""

    def days_left(self, today: date) -> int:
        """Days until then; negative once it is past."""
        return (self.on - today).days


def reminders(session: Session, today: date) -> list[Reminder]:
    """All of them, the most urgent first."""
    found = [*_deadlines(session, today), *_calls(session, today), *_ending(session, today), *_party_day(today)]
    return sorted(found, key=lambda reminder: (reminder.on, reminder.kind))[:_MOST]


def _deadlines(session: Session, today: date) -> Iterator[Reminder]:
    """Cases to be settled within a month, and agreements that a court may still confirm."""
    case = MediationCase
    named = (case.number, case.title, case.id)
    waiting = select(case.due_on, *named).where(
        case.outcome == PENDING, case.due_on <= today + timedelta(days=_AHEAD["settle"])
    )
    for on, number, title, case_id in session.execute(waiting):
        if on:
            yield Reminder("settle", on, f"{number} {title}", MEDIATIONS, case_id)
    unconfirmed = select(case.confirm_by, *named).where(
        case.outcome == "written", or_(case.confirmation.is_(None), case.confirmation == "none"),
        case.confirm_by >= today, case.confirm_by <= today + timedelta(days=_AHEAD["confirm"]),
    )  # fmt: skip
    for on, number, title, case_id in session.execute(unconfirmed):
        if on:
            yield Reminder("confirm", on, f"{number} {title}", MEDIATIONS, case_id)


def _calls(session: Session, today: date) -> Iterator[Reminder]:
    """Agreements that nobody has followed up, a month after they took effect."""
    case = MediationCase
    after = timedelta(days=FOLLOW_UP_DAYS)
    called = exists().where(MediationFollowUp.case_id == case.id)
    statement = select(case.effective_on, case.number, case.title, case.id).where(
        case.outcome.in_(SETTLED), ~called,
        case.effective_on <= today - after + timedelta(days=_AHEAD["follow_up"]),
        case.effective_on >= today - timedelta(days=_FORGOTTEN),
    )  # fmt: skip
    for effective, number, title, case_id in session.execute(statement):
        if effective:
            yield Reminder("follow_up", effective + after, f"{number} {title}", MEDIATIONS, case_id)


def _ending(session: Session, today: date) -> Iterator[Reminder]:
    """Posts that somebody holds for some weeks more."""
    statement = (
        select(Appointment.until, Appointment.shown_name, Post.name, Unit.name, Appointment.id)
        .join(Post, Post.id == Appointment.post_id)
        .join(Unit, Unit.id == Appointment.unit_id)
        .where(Appointment.until >= today, Appointment.until <= today + timedelta(days=_AHEAD["ends"]))
        .order_by(Appointment.until)
        .limit(_MOST)
    )
    for until, name, post, unit, appointment in session.execute(statement):
        if until:
            yield Reminder("ends", until, f"{unit} {post} {name}", APPOINTMENTS, appointment)


def _party_day(today: date) -> Iterator[Reminder]:
    day = today.replace(day=PARTY_DAY)
    if day < today:
        day = (day.replace(day=1) + timedelta(days=32)).replace(day=PARTY_DAY)
    if (day - today).days <= _AHEAD["party_day"]:
        yield Reminder("party_day", day)
