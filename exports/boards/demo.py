"""Boards of the demo register: issued half a year ago, and most of them again since."""

from datetime import date, timedelta

from sqlalchemy import select

from exports.boards.printing import gather, issue
from models import operations
from models.days import months_later
from models.organisation import APPOINTMENTS, Appointment, Post
from models.register import Register

_LEFT = 7  # every so many boards was not made again


def issue_some(register: Register, today: date | None = None) -> None:
    """Issue the grid and building boards of half a year ago, and all but a few anew a week ago."""
    today = today or date.today()
    long_ago, lately = months_later(today, -6), today - timedelta(days=7)
    for kind, paper in (("grid", "600x900"), ("building", "A3")):
        issue(register, gather(register, kind, as_of=long_ago), paper, "red", long_ago)
        again = [board for at, board in enumerate(gather(register, kind, as_of=lately)) if at % _LEFT]
        issue(register, again, paper, "red", lately)
    _change_phones(register)


def _change_phones(register: Register) -> None:
    """Three building heads have a new number, so that their boards are out of date."""
    with register.read() as session:
        heads = (
            select(Appointment.id)
            .join(Post, Post.id == Appointment.post_id)
            .where(Post.key == "building_head", Appointment.phone_kind == "office", Appointment.until.is_(None))
            .order_by(Appointment.id)
            .limit(3)
        )
        ids = list(session.scalars(heads))
    for number, appointment in enumerate(ids, 1):
        operations.save(register, APPOINTMENTS, {"public_phone": f"8600 33{number:02d}"}, appointment)
