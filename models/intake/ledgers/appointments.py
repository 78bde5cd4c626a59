"""Posts from a file: at which unit somebody stands, which buildings are looked after, and who of the register it is."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.codes import code_table
from models.doors import parse_places
from models.fields import Field, RecordSpec, Values
from models.households import Person
from models.intake.ledgers.finisher import Changed, Finisher, are_successive
from models.intake.ledgers.post_words import PostWords
from models.intake.meaning.understanding import meanings_of
from models.intake.places.homes import Homes
from models.intake.places.places import buildings_in
from models.intake.plans import Plan
from models.intake.sheets.table import Table
from models.organisation import Appointment, Grid, UnitGrid
from models.search import fold
from models.structure.appointing import MEMBERS
from models.tables import batches
from models.words import _

_SHORTEST_AREA = 3
_PLACE = ("household.estate", "household.building")
_OF_NUMBER = ("phone_kind", "phone_consent_on")  # what is said of the number that stands there


class Appointments(Finisher):
    """A post stands at the unit that is named; else where the building, the estate, the grid or the title leads to.

    Buildings may only say which unit under the one that is named; they are kept in the note but where the unit is just
    theirs.
    """

    named, reached = "shown_name", "public_phone"

    def __init__(self, session: Session, plan: Plan, homes: Homes, of: RecordSpec) -> None:
        super().__init__(session, plan, homes, of)
        ties = select(UnitGrid.grid_id, UnitGrid.unit_id).where(UnitGrid.valid_to.is_(None)).order_by(UnitGrid.id)
        self._unit_of_grid: dict[str, str | None] = dict(session.execute(select(Grid.id, Grid.unit_id)).all())
        tied: dict[str, list[str]] = {}
        for grid, unit in session.execute(ties):
            tied.setdefault(grid, []).append(unit)
        self._unit_of_grid |= {grid: top for grid, units in tied.items() if (top := self._topmost(units))}
        self._unit_of_grid |= {grid["id"]: grid.get("unit_id") for grid in plan.inserts.get("grid", ())}
        self._posts = PostWords(session, plan)
        self._holders: dict[tuple[str | None, str], list[Values]] = {}
        self._ended: set[str] = set()
        self._sexes: dict[str, str | None] = {}
        columns = (Appointment.id, Appointment.post_id, Appointment.shown_name, Appointment.unit_id,
                   Appointment.person_id, Appointment.since, Appointment.until)  # fmt: skip
        for held in map(dict, session.execute(select(*columns).order_by(Appointment.id)).mappings()):
            self._holders.setdefault((held["post_id"], fold(held["shown_name"])), []).append(held)
            if held["until"]:
                self._ended.add(held["id"])

    def prepare(self, table: Table) -> None:
        """Who holds two posts at once has an appointment for each."""
        self._learn_sexes(table)
        for i in range(len(table.rows)):
            several = self._posts.several(str(table.get("post_id")[i] or ""))
            for number, post in enumerate(several):
                table.columns["post_id"][table.repeat(i) if number else i] = post

    def refer(self, name: str, text: Any) -> str | None:
        """A post by what it is usually called, with the unit's name before it or not."""
        return self._posts.find(str(text)) if name == "post_id" else None

    def unknown(self, name: str, text: str) -> str:
        """What to do about a post that the register does not have."""
        if name != "post_id":
            return super().unknown(name, text)
        sentence = _("There is no “{text}” among the posts: add it there first, or write a post that there is.")
        return sentence.format(text=text)

    def missing(self, field: Field) -> str:
        """What to do where nothing says at which unit a post stands."""
        if field.name != "unit_id":
            return super().missing(field)
        return _(
            "At which unit this post stands cannot be told. Bring in the list of units and grids first, or name a unit "
            "of the register in a column “{header}”; then read this file once more."
        ).format(header=self.of["unit_id"].header)

    def may_be_unknown(self, name: str) -> bool:
        """The title, a building or the grid may still say at which unit a post stands."""
        return name == "unit_id" or super().may_be_unknown(name)

    def nobody(self, name: str) -> str:
        """A post whose holder is not in the register is said."""
        return _("Nobody of this name is in the register; the post is taken without the person.")

    def row(self, table: Table, i: int, values: Values) -> None:
        """The unit, the buildings in the note, the person of the register."""
        estate, buildings = table.get("household.estate")[i], table.get("household.building")[i]
        named = values.get("unit_id")
        found = self._of_buildings(estate, buildings, named) or named or self.places.unit(estate)
        found = found or self._above_all(estate, buildings)
        found = found or self._unit_of_grid.get(values.get("grid_id") or "") or self._of_title(table)
        found = found if named else self._held_at(values, found)
        if found:
            values["unit_id"] = found
        if named or not found:
            _keep(table, i, "household.estate")
        _keep(table, i, "household.building")
        self._keep_wording(table, i, values)
        self._leave_out_known(table, i, values)
        if i in table.lost:
            table.flaws.append(table.lost[i])
        if table.get("document")[i] and not values.get("person_id"):
            table.flaw_once(i, "document", _not_kept())

    # -- which appointment

    def known(self, identity: Any) -> list[str]:
        """Who holds a post today is meant before who held it once."""
        return sorted(super().known(identity), key=lambda one: one in self._ended)

    def apart(self, values: Values, other: Values) -> bool:
        """A term that begins after another has ended is one of its own."""
        begun = values.get("since")
        return (not begun or begun != other.get("since")) and are_successive(values, other)

    def changed(self, table: Table, i: int, values: Values, old: Values, fields: Changed) -> None:
        """What kind a number was and that it may be published was said of that number, not of one in its place."""
        if "public_phone" not in fields:
            return
        gone = [name for name in _OF_NUMBER if old[name] is not None and values.get(name) is None]
        fields.update({name: (old[name], None) for name in gone})
        if gone:
            sentence = _(
                "This number takes the place of another; its kind and the consent to publish it are to be given anew."
            )
            table.flaw(i, "public_phone", fields["public_phone"][1], sentence, "warn")

    # -- where

    def _topmost(self, units: list[str]) -> str | None:
        """Of the units that stand on a grid the one that all others stand under."""
        return next((top for top in units if all(self.places.is_under(one, top) for one in units)), None)

    def _held_at(self, values: Values, found: str | None) -> str | None:
        """Where no unit is named, who holds this post already holds it where it is, unless that is quite elsewhere."""
        held = [one for one in self._held(values) if not self.apart(values, one)]
        units = list({one["unit_id"] for one in held if not one["until"]} or {one["unit_id"] for one in held})
        if len(units) != 1:
            return found
        near = not found or self.places.is_under(units[0], found) or self.places.is_under(found, units[0])
        return units[0] if near else found

    def _held(self, values: Values) -> list[Values]:
        return self._holders.get((values.get("post_id"), fold(values.get("shown_name") or "")), [])

    def _of_buildings(self, estate: str | None, text: str | None, named: str | None) -> str | None:
        """The one unit to which all these buildings lead, under the unit that is named if one is."""
        units = list(self._units_of(estate, text, named))
        ids = {one for found in units for one in found}
        if not units and text and not named:
            return self.places.of_building(estate, text)
        return ids.pop() if len(ids) == 1 and all(units) else None

    def _units_of(self, estate: str | None, text: str | None, named: str | None) -> Iterator[set[str]]:
        """Of each building the units that look after it."""
        for place in _buildings(text):
            here = place.estate or estate
            found = set(self.places.all_of_building(here, place.building))
            if not found and not named and (made := self.places.of_building(here, place.building)):
                found = {made}
            yield {one for one in found if not named or self.places.is_under(one, named)}

    def _is_all_of(self, unit_id: str | None, estate: str | None, text: str | None) -> bool:
        """Whether these buildings are just those of the unit."""
        unit, places = self.places.units.get(unit_id or ""), _buildings(text)
        own = buildings_in(unit.area_name or "") or buildings_in(unit.name) if unit else []
        known = all(unit_id in self.places.all_of_building(one.estate or estate, one.building) for one in places)
        return bool(places) and known and {one.building for one in own} == {one.building for one in places}

    def _above_all(self, estate: str | None, text: str | None) -> str | None:
        """The unit right above those of several buildings: who looks after three groups of a branch stands at the branch."""
        units = list(self._units_of(estate, text, None))
        known = [self.places.units.get(one) for found in units for one in found]
        above = {unit.parent_id if unit else None for unit in known}
        return above.pop() if units and all(len(found) == 1 for found in units) and len(above) == 1 else None

    def _of_title(self, table: Table) -> str | None:
        """The unit that the sheet's name or a title names last and longest: 云溪街道桂香社区网格员名单."""
        for text in (fold(one) for one in (table.layout.name, *table.layout.region.above[:3])):
            found: dict[tuple[int, int], set[str]] = {}
            for unit in self.places.units.values():
                for word in {fold(unit.name), fold(unit.area_name or "")}:
                    if len(word) >= _SHORTEST_AREA and word in text:
                        found.setdefault((text.rindex(word) + len(word), len(word)), set()).add(unit.id)
            if found and len(ids := found[max(found)]) == 1:
                return ids.pop()
        return None

    # -- who

    def _keep_wording(self, table: Table, i: int, values: Values) -> None:
        """What the file's words say beyond the post itself is kept: 组织委员, 专职网格员."""
        text = str(table.get("post_id")[i] or "")
        if values.get("post_id") and self._posts.says_more(text, values["post_id"]):
            column = table.headers["post_id"]
            table.note(i, "岗位" if column.index < 0 else column.header, text)

    def _leave_out_known(self, table: Table, i: int, values: Values) -> None:
        """The buildings of the unit are known there, and the sex of somebody of the register is known there."""
        if not (pieces := table.notes.get(i)):
            return
        unit, held = values.get("unit_id"), self._held(values)
        who = values.get("person_id") or next((one["person_id"] for one in held if one["unit_id"] == unit), None)
        sexes = [one for one in table.layout.columns if meanings_of("people", one.header)[:1] == ("sex",)]
        known = {f"{one.header}：{word}" for one in sexes for word in self._sex_of(who)}
        if self._is_all_of(unit, *(table.get(name)[i] for name in _PLACE)):
            known |= {f"{table.headers[name].header}：{table.get(name)[i]}" for name in _PLACE if name in table.headers}
        pieces[:] = [piece for piece in pieces if piece not in known]

    def _learn_sexes(self, table: Table) -> None:
        """The sex of everybody of the register who is called as a row says."""
        for batch in batches(list({str(name) for name in table.get("shown_name") if name})):
            rows = self.session.execute(select(Person.id, Person.sex).where(Person.name.in_(batch)))
            self._sexes.update((row.id, row.sex) for row in rows)

    def _sex_of(self, who: str | None) -> tuple[str, ...]:
        """The words for the sex of somebody of the register."""
        sex = self._sexes.get(who or "")
        return next(((one.zh, *one.aliases) for one in code_table("sex").codes if one.code == sex), ())

    def new(self, table: Table, i: int, values: Values) -> None:
        """Whether somebody of the register is a member of the party is known there, where the file does not say."""
        if values.get("party_member") is None and values.get("person_id"):
            values["party_member"] = values["person_id"] in self._members

    @cached_property
    def _members(self) -> set[str]:
        """The members of the party in the register."""
        return set(self.session.scalars(select(Person.id).where(Person.political.in_(MEMBERS))))


def _not_kept() -> str:
    return _("Numbers of this column only say who of the register it is; they are not kept with a post.")


def _buildings(text: str | None) -> list[Any]:
    """The buildings that a cell names; one that is a bare number is of the column's kind."""
    return parse_places(text) or parse_places(f"{text}栋") if text else []


def _keep(table: Table, i: int, meaning: str) -> None:
    column, text = table.headers.get(meaning), table.get(meaning)[i]
    if column is not None and text:
        table.note(i, column.header.replace("\n", ""), str(text))
