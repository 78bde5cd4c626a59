"""Boards of the demo register: issued half a year ago, and most of them again since."""

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import aliased

from exports.boards.printing import gather, issue
from models import operations
from models.days import months_later
from models.organisation import APPOINTMENTS, Appointment, Post, Unit
from models.public_notices import PUBLIC_NOTICES
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
    _hang_notices(register, today)


def _hang_notices(register: Register, today: date) -> None:
    """A project and an election hang in every community that has households."""
    with register.read() as session:
        below = aliased(Unit)
        branches = select(Unit.id, Unit.area_name).where(Unit.level == 2, Unit.id.in_(select(below.parent_id)))
        communities = session.execute(branches.order_by(Unit.code).limit(1)).all()
    for unit, area in communities:
        for title, body in _NOTICES:
            notice = {
                "title": title, "unit_id": unit, "body": body.format(area=area or ""), "shown_from": today,
                "shown_to": today + timedelta(days=7), "contact": "社区服务大厅", "phone": "8600 1200",
            }  # fmt: skip
            operations.save(register, PUBLIC_NOTICES, notice)


_NOTICES = (
    (
        "楼道照明改造项目公示",
        "{area}拟更换老楼楼道灯具，改为声光控节能灯。\n经居民议事会商议，现将项目予以公示，欢迎提出意见。",
    ),
    (
        "楼栋长推选结果公示",
        "{area}各楼栋推选工作已经结束，推选程序符合规定。\n推选名单张贴于各楼公示牌，公示期内如有意见请与社区联系。",
    ),
)


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
