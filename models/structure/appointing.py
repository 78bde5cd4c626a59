"""Filling posts: appoint, hand over, end; consent to publish a phone or a photo, given and withdrawn."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any, Literal

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models import queries
from models.changes import Changes
from models.errors import Mistake
from models.fields import Values
from models.households import Person
from models.operations import put
from models.organisation import APPOINTMENTS, POSTS, UNITS, Appointment
from models.register import Register
from models.words import _

Published = Literal["phone", "photo"]
_LARGEST_PHOTO = 2_000_000  # bytes; a portrait of 590x826 pixels has about 100,000
ELECTED = "elected"
MEMBERS = ("01", "02")  # full and probationary members of the party (GB/T 4762)


def appoint(register: Register, unit_id: str, post_id: str, values: Mapping[str, Any]) -> Changes:
    """Put somebody into a post from `since` on. `values` are further fields of an appointment.

    A person of the register lends the name and the membership where they are not given.
    """
    with register.operation() as operation:
        session = operation.session
        new = _new(session, unit_id, post_id, values)
        put(session, APPOINTMENTS, new)
        operation.sentence = _("Appointed {name} as {post} at {unit}").format(
            name=new["shown_name"], **_place(session, unit_id, post_id)
        )
    return operation.changes


def hand_over(register: Register, appointment_id: str, on: date, values: Mapping[str, Any]) -> Changes:
    """End one appointment on a day and let somebody else hold the post at the same place from then on."""
    with register.operation() as operation:
        session = operation.session
        old = _held(session, appointment_id)
        _end(session, old, on)
        new = _new(session, old["unit_id"], old["post_id"], {"grid_id": old["grid_id"], **values, "since": on})
        put(session, APPOINTMENTS, new)
        operation.sentence = _("{old} handed over to {name}: {post} at {unit}").format(
            old=old["shown_name"], name=new["shown_name"], **_place(session, old["unit_id"], old["post_id"])
        )
    return operation.changes


def end(register: Register, appointment_id: str, on: date) -> Changes:
    """Let an appointment end on a day; the post is vacant from then on."""
    with register.operation() as operation:
        session = operation.session
        old = _held(session, appointment_id)
        _end(session, old, on)
        operation.sentence = _("{name} left: {post} at {unit}").format(
            name=old["shown_name"], **_place(session, old["unit_id"], old["post_id"])
        )
    return operation.changes


def _held(session: Session, appointment_id: str) -> Values:
    found = queries.values_of(session, APPOINTMENTS, appointment_id)
    if found is None:
        raise Mistake(_("This record has been deleted meanwhile."))
    return found


def _end(session: Session, held: Values, on: date) -> None:
    if held["since"] is not None and on < held["since"]:
        raise Mistake(
            _("{name} holds this post since {day}; it cannot end before.").format(
                name=held["shown_name"], day=held["since"]
            ),
            "on",
        )
    if held["until"] is not None and held["until"] <= on:
        raise Mistake(_("This ended already on {day}.").format(day=held["until"]), "on")
    put(session, APPOINTMENTS, {"until": on}, held["id"])


def _new(session: Session, unit_id: str, post_id: str, given: Mapping[str, Any]) -> Values:
    values: Values = {**given, "unit_id": unit_id, "post_id": post_id}
    if person := values.get("person_id"):
        who = session.execute(select(Person.name, Person.political).where(Person.id == person)).first()
        if who is None:
            raise Mistake(_("This record has been deleted meanwhile."), "person_id")
        values["shown_name"] = values.get("shown_name") or who.name
        values.setdefault("party_member", who.political in MEMBERS)
    if not values.get("shown_name"):
        raise Mistake(_("Please say who it is."), "shown_name")
    if not values.get("since"):
        raise Mistake(_("Please say from which day on."), "since")
    _check_votes(values)
    _check_not_twice(session, values)
    return values


def _check_votes(values: Values) -> None:
    votes = values.get("votes")
    if votes is not None and values.get("how_chosen") != ELECTED:
        raise Mistake(_("Only who was elected has votes."), "votes")
    if votes is not None and votes < 0:
        raise Mistake(_("Votes are counted from nought."), "votes")


def _check_not_twice(session: Session, values: Values) -> None:
    """Nobody holds the same post twice at one place; several posts are fine."""
    same = select(Appointment.id).where(
        Appointment.unit_id == values["unit_id"],
        Appointment.post_id == values["post_id"],
        Appointment.shown_name == values["shown_name"],
        or_(Appointment.until.is_(None), Appointment.until > values["since"]),
        Appointment.grid_id == values["grid_id"] if values.get("grid_id") else Appointment.grid_id.is_(None),
        Appointment.person_id == values["person_id"] if values.get("person_id") else Appointment.person_id.is_(None),
    )
    if session.scalar(same.limit(1)):
        raise Mistake(_("{name} holds this post already.").format(name=values["shown_name"]), "shown_name")


def _place(session: Session, unit_id: str, post_id: str) -> dict[str, str]:
    """What the post and the unit are called, for a sentence."""
    unit, post = queries.titles(session, UNITS, [unit_id]), queries.titles(session, POSTS, [post_id])
    return {"unit": unit.get(unit_id, ""), "post": post.get(post_id, "")}


# --- consent


def record_consent(register: Register, appointment_id: str, what: Collection[Published], on: date) -> Changes:
    """Note that somebody agreed on a day to have a phone or a photo published, in every post they hold."""
    if not what:
        raise Mistake(_("Please say what may be published: the phone or the photo."), "what")
    if on > date.today():
        raise Mistake(_("Consent cannot be given on a day that has not come."), "on")
    with register.operation() as operation:
        for held in _posts_of_same(operation.session, appointment_id):
            given: Values = {f"{kind}_consent_on": on for kind in what}
            if held["consent_withdrawn_on"] is not None:  # what was withdrawn stays so unless it is given anew
                cleared = {f"{kind}_consent_on": None for kind in ("phone", "photo") if kind not in what}
                given |= {"consent_withdrawn_on": None, **cleared}
            put(operation.session, APPOINTMENTS, given, held["id"])
            operation.sentence = _("{name} agreed to publish: {what}").format(
                name=held["shown_name"], what=", ".join(_published(kind) for kind in sorted(what))
            )
    return operation.changes


def withdraw_consent(register: Register, appointment_id: str, on: date) -> Changes:
    """Note that somebody withdrew consent on a day: no board shows phone or photo from then on, in any post."""
    with register.operation() as operation:
        for held in _posts_of_same(operation.session, appointment_id):
            put(operation.session, APPOINTMENTS, {"consent_withdrawn_on": on}, held["id"])
            operation.sentence = _("{name} withdrew consent to publish").format(name=held["shown_name"])
    return operation.changes


def _published(kind: Published) -> str:
    return _("phone") if kind == "phone" else _("photo")


def _posts_of_same(session: Session, appointment_id: str) -> Iterator[Values]:
    """This appointment and every other that the same person holds still: a board may take the phone from any."""
    first = _held(session, appointment_id)
    yield first
    if first["person_id"]:
        others = select(Appointment.id).where(
            Appointment.person_id == first["person_id"], Appointment.id != first["id"], Appointment.until.is_(None)
        )
        for other in session.scalars(others).all():
            yield _held(session, other)


def set_photo(register: Register, appointment_id: str, jpeg: bytes | None, consent_on: date | None) -> Changes:
    """Put a portrait (a JPEG that was cut to 5:7) on an appointment, or take it away with its consent."""
    if jpeg is not None and not (jpeg.startswith(b"\xff\xd8\xff") and len(jpeg) <= _LARGEST_PHOTO):
        raise Mistake(_("This is not a portrait that can be kept: choose the picture again."), "photo")
    with register.operation() as operation:
        held = _held(operation.session, appointment_id)
        put(
            operation.session,
            APPOINTMENTS,
            {"photo": jpeg, "photo_consent_on": consent_on if jpeg else None},
            held["id"],
        )
        sentence = _("New photo of {name}") if jpeg else _("Took away the photo of {name}")
        operation.sentence = sentence.format(name=held["shown_name"])
    return operation.changes
