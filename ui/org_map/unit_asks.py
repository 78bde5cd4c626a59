"""What is asked before a unit or a post changes: one function a change, each giving the fields and what is done."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from models.changes import Changes
from models.errors import Mistake
from models.organisation import APPOINTMENTS, UNITS
from models.register import Register
from models.structure import appointing, unit_changes, unit_merging
from models.structure.posts import Held, Vacancy
from models.structure.unit_changes import Part
from models.values import Ref
from models.words import _
from ui.desk import Desk
from ui.org_map.inline import InlineAsk, asked
from ui.org_map.photo_frame import PhotoFrame
from ui.org_map.unit_reading import UnitSheet

_FROM = ("valid_from", "Takes effect on", "生效日期")
_WHO = (
    ("person_id", "Person", "人员"), ("shown_name", "Or only a name", "或只填姓名"),
)  # fmt: skip
_CHOSEN = (("how_chosen", "How chosen", "产生方式"), ("votes", "Votes", "得票数"))


def _day(values: dict[str, Any], name: str) -> date:
    day = values.get(name)
    if not isinstance(day, date):
        raise Mistake(_("Please say from which day on."), name)
    return day


def _picked(values: dict[str, Any], name: str) -> str:
    if not values.get(name):
        raise Mistake(_("Please pick one of the list."), name)
    return str(values[name])


def move(desk: Desk, unit_id: str, name: str, parent: Ref | None = None) -> InlineAsk:
    """Under which parent, and from which day on. The parent is known where the unit was dragged there."""

    def do(register: Register, values: dict[str, Any]) -> Changes:
        return unit_changes.move_unit(register, unit_id, _picked(values, "parent_id"), _day(values, "valid_from"))

    spec = asked(UNITS, ("parent_id", "Under", "移到上级"), _FROM)
    known = {"parent_id": parent, "valid_from": date.today()}
    hint = _("Everything below goes along. Earlier days keep the tree they had.")
    return InlineAsk(
        desk, _("Move {unit}").format(unit=name), spec, do, act=_("Move"), known=known, hint=hint,
        named={"on": "valid_from"},
    )  # fmt: skip


def merge(desk: Desk, sheet: UnitSheet) -> InlineAsk:
    """Into which unit, and from which day on."""

    def do(register: Register, values: dict[str, Any]) -> Changes:
        into = _picked(values, "parent_id")
        return unit_merging.merge_units(register, [sheet.id], into, _day(values, "valid_from"))

    spec = asked(UNITS, ("parent_id", "Into", "并入组织"), _FROM)
    hint = _("It closes on that day; units, households, grids, posts and open work go over. A post that leads is kept by "
             "whoever leads there.")  # fmt: skip
    return InlineAsk(
        desk, _("Merge {unit}").format(unit=sheet.name), spec, do, act=_("Merge"), known={"valid_from": date.today()},
        hint=hint, named={"on": "valid_from", "into_id": "parent_id"},
    )  # fmt: skip


def split(
    desk: Desk, sheet: UnitSheet, goes: Callable[[], tuple[Sequence[str], Sequence[str]]], chooser: QWidget
) -> InlineAsk:
    """What the new unit is called, and (by the chooser) which units or buildings go along with it."""

    def do(register: Register, values: dict[str, Any]) -> Changes:
        children, households = goes()
        part = Part(
            values.get("name") or "", values.get("code") or "", values.get("area_name") or "", tuple(children),
            tuple(households),
        )  # fmt: skip
        if not part.name:
            raise Mistake(_("Please name at least one new unit."), "name")
        return unit_changes.split_unit(register, sheet.id, [part], _day(values, "valid_from"))

    spec = asked(
        UNITS,
        ("name", "New unit", "新组织"),
        ("area_name", "Its area", "片区名称"),
        ("code", "Its code", "编号"),
        _FROM,
    )
    ask = InlineAsk(
        desk, _("Split {unit}").format(unit=sheet.name), spec, do, act=_("Split off"),
        known={"valid_from": date.today()}, hint=_("A blank code takes the next free one. Tick what goes along:"),
        named={"on": "valid_from", "parts": "name"},
    )  # fmt: skip
    ask.put_below(chooser)
    return ask


def close(desk: Desk, sheet: UnitSheet) -> InlineAsk:
    """On which day."""

    def do(register: Register, values: dict[str, Any]) -> Changes:
        return unit_changes.close_unit(register, sheet.id, _day(values, "valid_to"))

    spec = asked(UNITS, ("valid_to", "Closed on", "撤销日期"))
    return InlineAsk(
        desk, _("Close down {unit}").format(unit=sheet.name), spec, do, act=_("Close down"), known={"valid_to": date.today()},
        hint=_("Its posts end with it. It can be closed when nothing is below it any more."), named={"on": "valid_to"},
    )  # fmt: skip


def fill(desk: Desk, unit_id: str, vacancy: Vacancy | None = None) -> InlineAsk:
    """Who takes a post, since when, how chosen."""
    known: dict[str, Any] = {"since": date.today()}
    if vacancy:
        known |= {"post_id": Ref(vacancy.post_id, vacancy.post)}
        known |= {"grid_id": Ref(vacancy.grid_id, vacancy.grid)} if vacancy.grid_id else {}

    def do(register: Register, values: dict[str, Any]) -> Changes:
        return appointing.appoint(register, unit_id, _picked(values, "post_id"), values)

    fields = [("post_id", "Post", "岗位"), *_WHO, ("grid_id", "Grid", "网格"), ("since", "Since", "任职日期"), *_CHOSEN]
    return InlineAsk(
        desk, _("Fill a post"), asked(APPOINTMENTS, *fields), do, act=_("Appoint"), known=known
    )  # fmt: skip


def hand_over(desk: Desk, held: Held) -> InlineAsk:
    """Who takes over, and on which day."""

    def do(register: Register, values: dict[str, Any]) -> Changes:
        on = _day(values, "until")
        return appointing.hand_over(register, held.id, on, {n: v for n, v in values.items() if n != "until"})

    title = _("{name} hands over: {post}").format(name=held.name, post=held.post)
    spec = asked(APPOINTMENTS, ("until", "On", "交接日期"), *_WHO, *_CHOSEN)
    return InlineAsk(
        desk,
        title,
        spec,
        do,
        act=_("Hand over"),
        known={"until": date.today()},
        named={"on": "until", "since": "until"},
    )


def end(desk: Desk, held: Held) -> InlineAsk:
    """On which day somebody leaves a post."""

    def do(register: Register, values: dict[str, Any]) -> Changes:
        return appointing.end(register, held.id, _day(values, "until"))

    title = _("{name} leaves: {post}").format(name=held.name, post=held.post)
    spec = asked(APPOINTMENTS, ("until", "On", "离任日期"))
    return InlineAsk(desk, title, spec, do, act=_("End the post"), known={"until": date.today()}, named={"on": "until"})


def consent(desk: Desk, held: Held) -> InlineAsk:
    """When somebody agreed to have phone and photo published; it holds for all their posts."""

    def do(register: Register, values: dict[str, Any]) -> Changes:
        given = {"phone": values.get("phone_consent_on"), "photo": values.get("photo_consent_on")}
        what = [kind for kind, day in given.items() if day]
        days = {day for day in given.values() if day}
        if len(days) > 1:
            raise Mistake(_("Please note consents of different days one after the other."), "photo_consent_on")
        return appointing.record_consent(register, held.id, what, max(days, default=date.today()))  # type: ignore[arg-type]

    spec = asked(
        APPOINTMENTS,
        ("phone_consent_on", "Phone, agreed on", "同意公示电话"),
        ("photo_consent_on", "Photo, agreed on", "同意公示照片"),
    )
    title = _("{name} agrees to publish").format(name=held.name)
    return InlineAsk(
        desk, title, spec, do, act=_("Note it"), named={"what": "phone_consent_on", "on": "phone_consent_on"}
    )


def photo(desk: Desk, held: Held, frame: PhotoFrame) -> InlineAsk:
    """The portrait that the frame leaves, and when its owner agreed to have it published."""

    def do(register: Register, values: dict[str, Any]) -> Changes:
        return appointing.set_photo(register, held.id, frame.jpeg(), values.get("photo_consent_on"))

    spec = asked(APPOINTMENTS, ("photo_consent_on", "Photo, agreed on", "同意公示照片"))
    title = _("Photo of {name}").format(name=held.name)
    hint = _("Move the frame over the face.")
    ask = InlineAsk(
        desk, title, spec, do, act=_("Use this"), hint=hint, known={"photo_consent_on": held.photo_consent_on}
    )
    ask.put_below(frame)
    return ask


def withdraw(desk: Desk, held: Held) -> InlineAsk:
    """When somebody withdrew; boards that show phone or photo are then out of date."""

    def do(register: Register, values: dict[str, Any]) -> Changes:
        return appointing.withdraw_consent(register, held.id, _day(values, "consent_withdrawn_on"))

    spec = asked(APPOINTMENTS, ("consent_withdrawn_on", "Withdrawn on", "撤回日期"))
    title = _("{name} withdraws consent").format(name=held.name)
    return InlineAsk(desk, title, spec, do, act=_("Note it"), known={"consent_withdrawn_on": date.today()})
