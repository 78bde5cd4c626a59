"""The last few everyday changes, each an operation of its own: history has versions to show, and undo something small."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.demo.numbers import Numbers
from models.demo.world import World
from models.fields import RecordSpec, Values
from models.households import HOUSEHOLDS, PEOPLE, Household, Person
from models.operations import put
from models.organisation import APPOINTMENTS, Appointment, Unit
from models.register import Register

_BUILDING = "清波里3栋"


def correct(register: Register, world: World, numbers: Numbers) -> None:
    """Change a building head's phone, a resident's phone and a household's note."""
    with register.read() as session:
        changes = _changes(session, world, numbers)
    for spec, record_id, values, sentence in changes:
        with register.operation(sentence) as operation:
            put(operation.session, spec, values, record_id)


def _changes(session: Session, world: World, numbers: Numbers) -> list[tuple[RecordSpec, str, Values, str]]:
    unit_id = session.scalars(select(Unit.id).where(Unit.area_name == _BUILDING)).one()
    heads = select(Appointment.id, Appointment.shown_name).where(
        Appointment.unit_id == unit_id, Appointment.post_id == world.posts["building_head"], Appointment.until.is_(None)
    )
    head, name = session.execute(heads).one()
    people = (
        select(Person.id, Person.name)
        .join(Household, Household.id == Person.household_id)
        .where(Household.unit_id == unit_id, Person.phone.is_not(None), Person.relation == "02")
        .order_by(Person.home_key)
    )
    person, called = session.execute(people.offset(4)).first() or (head, name)
    home, door = session.execute(
        select(Household.id, Household.door).where(Household.unit_id == unit_id).order_by(Household.door_key)
    ).first() or ("", "")
    phone = {"public_phone": "8600 1303", "phone_kind": "office", "phone_consent_on": world.today}
    return [
        (APPOINTMENTS, head, phone, f"更换{_BUILDING}楼栋长{name}的公示电话"),
        (PEOPLE, person, {"phone": numbers.mobile()}, f"更新{called}的联系电话"),
        (HOUSEHOLDS, home, {"note": "白天多不在家，走访请在晚饭后"}, f"补充清波里{door}的备注"),
    ]
