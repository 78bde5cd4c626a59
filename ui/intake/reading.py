"""What the page of a taking in reads off the window's thread: lists behind the counts, and whom a row may be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import queries
from models.households import HOUSEHOLDS, PEOPLE
from models.intake import Outcome, Plan, Review, Update
from models.intake.compare import changed_fields
from models.intake.plans import Absent
from models.intake.roster.answers import Place
from models.intake.sheets.table import Table
from models.organisation import UNITS
from models.queries import Query
from models.records import has_spec, spec_of_table
from models.words import _
from ui.intake.showing import safe_value
from ui.kit.pick_list import Choice

MOST = 3_000  # records whose changes are listed one by one
_COMPUTED = ("home_key", "door_key", "id")
Entry = tuple[Table, int]


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one record: what the register has, and what the file says."""

    record_id: str
    title: str
    name: str
    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a row is not taken."""

    table: Table
    place: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Side:
    """A field of a row for review beside that of somebody in the register."""

    name: str
    field: str
    new: str
    old: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody of the register whom a row may be."""

    id: str
    title: str
    sides: tuple[Side, ...]


@dataclass
class Lists:
    """The lists behind the counts of a plan."""

    rows: dict[Outcome, list[Entry]]
    changes: list[Change]
    changes_cut: int
    refused: list[Refused]
    remarks: list[tuple[str, str, str, str]]  # where, column, value, sentence
    unknown: list[tuple[str, int]]  # a building that no unit looks after, and how many of its households come
    absent: list[Absent]
    absent_count: int


def lists(session: Session, plan: Plan) -> Lists:
    """Everything the preview shows of a plan."""
    rows: dict[Outcome, list[Entry]] = {outcome: [] for outcome in Outcome}
    for table in plan.tables:
        for i, outcome in enumerate(table.outcomes):
            if outcome is not None:
                rows[outcome].append((table, i))
    changes, cut = _changes(session, plan)
    return Lists(
        rows, changes, cut, _refused(plan, rows), _remarks(plan), unknown_places(plan), plan.absent[:MOST],
        len(plan.absent),
    )  # fmt: skip


def _changes(session: Session, plan: Plan) -> tuple[list[Change], int]:
    updates = [(name, change) for name, found in plan.updates.items() if has_spec(name) for change in found]
    shown = updates[:MOST]
    called = _called(session, plan, shown)
    made: list[Change] = []
    for table, change in shown:
        spec = spec_of_table(table)
        for name, (old, new) in change.fields.items():
            if name in _COMPUTED or name not in spec:
                continue
            words = [called.get(value) or safe_value(spec, name, value) for value in (old, new)]
            title = change.title or called.get(change.id, "")
            made.append(Change(change.id, title, name, spec[name].words, *words))
    return made, len(updates) - len(shown)


def _called(session: Session, plan: Plan, updates: Sequence[tuple[str, Update]]) -> dict[Any, str]:
    """The titles of the units, grids and households that the changes name, those of the file included."""
    found: dict[Any, str] = {}
    for table, change in updates:
        spec = spec_of_table(table)
        for name, values in change.fields.items():
            if name in spec and spec.column(name).foreign_keys and has_spec(spec.target(name)):
                found.update(dict.fromkeys((v for v in values if v), spec.target(name)))
    titles: dict[Any, str] = {}
    for target in set(found.values()):
        titles |= queries.titles(session, spec_of_table(target), [one for one, of in found.items() if of == target])
    return titles | {one: words for one, words in new_doors(plan).items() if one in found}


def new_doors(plan: Plan) -> dict[str, str]:
    """The doors of the households that the plan makes."""
    return {
        row["id"]: f"{row.get('estate') or ''} {row.get('door') or ''}".strip()
        for row in plan.inserts.get("household", ())
    }


def _refused(plan: Plan, rows: dict[Outcome, list[Entry]]) -> list[Refused]:
    made = []
    for table, i in rows[Outcome.REJECTED]:
        said = plan.not_taken.get((table.layout.sheet, table.rows[i]), [])
        reasons = [one for one in said if one.level == "reject"] or said
        value = "、".join(dict.fromkeys(plan.value_of(one) for one in reasons if one.value))
        columns = "、".join(dict.fromkeys(one.column for one in reasons if one.column))
        made.append(
            Refused(table, i, columns, value, " ".join(dict.fromkeys(plan.sentence_of(one) for one in reasons)))
        )
    return made


def _remarks(plan: Plan) -> list[tuple[str, str, str, str]]:
    """What was taken and yet should be said: odd values, hidden rows, sheets left out."""
    several = len(plan.source.sheets) > 1
    made = []
    for one in plan.problems:
        if one.level in ("reject", "review"):
            continue
        where = " ".join(part for part in (one.sheet if several else "", str(one.row) if one.row else "") if part)
        made.append((where, one.column, plan.value_of(one), plan.sentence_of(one)))
        if len(made) >= MOST:
            break
    return made


def unknown_places(plan: Plan) -> list[tuple[str, int]]:
    """Buildings of new households that no unit looks after, the largest first."""
    found: dict[str, int] = {}
    for row in plan.inserts.get("household", ()):
        if row.get("unit_id") is None:
            building = row.get("building")
            named = _("{number} (building)").format(number=building) if building else ""
            place = " ".join(part for part in (row.get("estate") or "", named) if part)
            found[place or row.get("door") or "–"] = found.get(place or row.get("door") or "–", 0) + 1
    return sorted(found.items(), key=lambda pair: -pair[1])


# -- rows for review

_COMPARED = (
    "name", "document", "birth", "sex", "household_id", "relation", "phone", "political", "education", "ethnic_group",
    "work", "note",
)  # fmt: skip


def place_of(review: Review) -> Place:
    """The row of the file that a review is about."""
    return review.table.layout.sheet, review.table.rows[review.row]


def candidates(session: Session, plan: Plan, review: Review) -> list[Candidate]:
    """Those whom a row of a plan may be, each field beside that of the row."""
    home = new_doors(plan).get(str(review.values.get("household_id"))) or _door_said(review)
    return candidates_of(session, review.values, review.candidates, home)


def candidates_of(session: Session, values: Mapping[str, Any], ids: Sequence[str], door: str = "") -> list[Candidate]:
    """Those whom a row with these values may be; `door` is how its household is called if the register has it not."""
    home = values.get("household_id")
    home_words = queries.titles(session, HOUSEHOLDS, [home] if home else []).get(str(home)) or door
    made = []
    for person_id in ids or ("",):
        old = queries.values_of(session, PEOPLE, person_id) if person_id else {}
        if old is None:
            continue
        lives = old.get("household_id")
        lives_words = queries.titles(session, HOUSEHOLDS, [lives] if lives else []).get(lives or "", "")
        sides = tuple(_sides(values, old, home_words, lives_words))
        made.append(Candidate(person_id, str(old.get("name") or ""), sides))
    return made


def would_change(session: Session, values: Mapping[str, Any], person_id: str) -> set[str]:
    """The fields of a person that these values would change: a blank changes nothing."""
    old = queries.values_of(session, PEOPLE, person_id) or {}
    return set(changed_fields(PEOPLE, old, values)) if old else set()


def _door_said(review: Review) -> str:
    home = review.table.homes[review.row]
    if home is None:
        return ""
    return f"{home.values.get('estate') or ''} {home.values.get('door') or ''}".strip()


def _sides(values: Mapping[str, Any], old: dict[str, Any], home_new: str, home_old: str) -> list[Side]:
    names = [*_COMPARED, *(name for name in values if name not in _COMPARED and name in PEOPLE)]
    would = changed_fields(PEOPLE, old, values) if old else {}
    made = []
    for name in names:
        if name not in PEOPLE:
            continue
        new, before = safe_value(PEOPLE, name, values.get(name)), safe_value(PEOPLE, name, old.get(name))
        if name == "household_id":
            new, before = home_new, home_old
        if new or before:
            made.append(Side(name, PEOPLE[name].words, new, before, name in would))
    return made


def estate_choices(session: Session) -> list[Choice]:
    """Every estate of the register, with how many households are in it."""
    table = HOUSEHOLDS.sql.c
    counted = select(table.estate, func.count()).where(table.estate.is_not(None), table.until.is_(None))
    rows = session.execute(counted.group_by(table.estate).order_by(table.estate)).all()
    return [Choice(estate, estate, _("{count} households").format(count=f"{count:,}")) for estate, count in rows]


def unit_choices(session: Session) -> list[Choice]:
    """Every unit of today, as a tree."""
    ids = queries.ids(session, Query(UNITS).where("valid_to", "blank"), limit=5_000)
    rows = queries.rows(session, UNITS, ids, ["name", "code", "level", "area_name"])
    return [
        Choice(r.id, r["name"], r["area_name"] or "", also=r["code"] or "", depth=max((r["level"] or 1) - 1, 0))
        for r in rows
    ]
