"""Households of a file: the new ones written down, the known ones compared, all placed where that is clear."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.doors import door_key
from models.fields import Values
from models.households import HOUSEHOLDS, NAMED, Household
from models.intake.compare import changed_fields, merged_note
from models.intake.meaning.owners import OWNERS
from models.intake.places.differing import Differing
from models.intake.places.homes import Home, Homes
from models.intake.plans import NOT_TAKEN, Plan, Update
from models.intake.sheets.table import Table
from models.tables import batches
from models.words import _

_FIELDS = ("household_no", "tenure", "state", "owner_name", "phone", "contact_household", "since", "until", "floor")
_PLACED = ("unit_id", "grid_id")
_DOOR = ("estate", "building", "entrance", "room")


def settle_homes(session: Session, plan: Plan, homes: Homes, prefix: str = "household.") -> list[tuple[Table, int]]:
    """Plan what happens to each household; the rows at which one is new or changes come back."""
    touched: list[tuple[Table, int]] = []
    said = Differing()
    homes.tables = list({id(table): table for home in homes.named.values() for table, _i in home.rows}.values())
    known: dict[str, tuple[Home, Values]] = {}
    for home in homes.named.values():
        rows = [(t, i) for t, i in home.rows if t.outcomes[i] not in NOT_TAKEN]
        if not rows:
            continue  # nothing of it is taken
        values = _values(homes, home, rows, prefix, said)
        if home.id in homes.written:  # by another ledger of this file: what that did not know is added
            written = homes.written[home.id]
            written.update(
                (name, value) for name, value in values.items() if value is not None and written.get(name) is None
            )
        elif home.new:
            values.setdefault("unit_id", home.likely_unit)
            homes.written[home.id] = values | {
                "id": home.id,
                "contact_household": bool(values.get("contact_household")),
            }
            plan.insert("household", homes.written[home.id])
            plan.unplaced += values.get("unit_id") is None
            _say_unknown(plan, rows, prefix, values)
            touched.append(rows[0])
        else:
            known[home.id] = (home, values)
    for batch in batches(list(known)):
        table = Household.__table__
        for old in session.execute(select(table).where(table.c.id.in_(batch))).mappings():
            home, values = known[old["id"]]
            _say_unknown(plan, home.rows, prefix, values, old)
            _keep_own_phone(plan, home, old, values, prefix)
            if _compare(plan, home, old, values):
                touched.append(home.rows[0])
    said.say()
    return touched


def _values(homes: Homes, home: Home, rows: list[tuple[Table, int]], prefix: str, said: Differing) -> Values:
    """What the file says of a household: of each field the first of its rows that says something."""
    values = {name: value for name, value in home.values.items() if value is not None}
    for name in _FIELDS:
        if (
            any(prefix + name in table.columns for table in homes.tables)
            and (found := said.of_rows(rows, prefix + name)) is not None
        ):
            values[name] = found
    estate, building = home.values.get("estate"), home.values.get("building")
    places = homes.places
    for name, find in (("unit_id", lambda words: places.unit(words, estate)), ("grid_id", places.grid)):
        if words := _first(rows, prefix + name):
            if found := find(words):
                values[name] = found
            else:
                values[HOUSEHOLDS[name].named] = words[:NAMED]
    home.likely_unit = places.of_building(estate, building)
    silent = [(t, i) for t, i in rows if prefix == "" or _names_nobody(t, i)]  # what else is said is of somebody
    own = "；".join(dict.fromkeys(note for t, i in silent if (note := t.get("note")[i])))
    if note := merged_note(None, own or None, (piece for t, i in silent for piece in t.notes.get(i, ()))):
        values["note"] = note
    return values


def _names_nobody(table: Table, i: int) -> bool:
    """Whether a row of a roster is one of its dwelling alone."""
    return "name" in table.columns and table.layout.ledger == "people" and table.columns["name"][i] is None


def _say_unknown(plan: Plan, rows: list[tuple[Table, int]], prefix: str, values: Values, old: Any = None) -> None:
    """Say once of each name that the register does not know it, and what becomes of it."""
    for name in _PLACED:
        words = values.get(HOUSEHOLDS[name].named)
        if words is None or (name, words) in plan.unknown:
            continue
        plan.unknown.add((name, words))
        where = next(((t, i) for t, i in rows if str(t.get(prefix + name)[i] or "").startswith(words)), rows[0])
        if old is None or old[name] is None:
            sentence = _("The register knows no such name; it is kept until there is one.")
        else:
            sentence = _("The register knows no such name; the household stays where it is.")
        plan.problem(*where, prefix + name, words, sentence)


def _first(rows: list[tuple[Table, int]], meaning: str) -> Any:
    for table, i in rows:
        column = table.columns.get(meaning)
        if column is not None and column[i] is not None:
            return column[i]
    return None


def _keep_own_phone(plan: Plan, home: Home, old: Any, values: Values, prefix: str) -> None:
    """The owner's phone fills a blank, but never takes the place of the one under which the household is reached."""
    meaning = prefix + "phone"
    if not old["phone"] or values.get("phone") in (None, old["phone"]):
        return
    for table, i in home.rows:
        column = table.headers.get(meaning)
        if column is not None and _is_in(table.get(meaning)[i], values["phone"]) and OWNERS.search(column.header):
            del values["phone"]
            sentence = _("This is the owner's phone; the household keeps its own.")
            plan.problem(table, i, meaning, table.get(meaning)[i], sentence, "cell")
            return


def _is_in(phone: str | None, phones: str) -> bool:
    return phone is not None and set(phone.split("、")) <= set(phones.split("、"))


def _compare(plan: Plan, home: Home, old: Any, values: Values) -> bool:
    """Plan what changes at a known household. Its door is how it was found: only what is blank of it is filled in."""
    new = {n: v for n, v in values.items() if n not in ("door", "door_key") and not (n in _DOOR and old[n] is not None)}
    if old["unit_id"] is None:
        new.setdefault("unit_id", home.likely_unit)
    for name in _PLACED:
        if old[name] is not None:
            new.pop(HOUSEHOLDS[name].named, None)
    if "note" in new:
        new["note"] = merged_note(old["note"], values.get("note"), ())
    fields = changed_fields(HOUSEHOLDS, old, new)
    if "estate" in fields:
        home.key = plan.new_keys[home.id] = door_key(fields["estate"][1], old["door"])
        fields["door_key"] = (old["door_key"], home.key)
    if fields:
        plan.update("household", Update(old["id"], f"{old['estate'] or ''} {old['door']}".strip(), fields))
    return bool(fields)
