"""What the people page reads: doors, care, age, who lives behind a door, and what has happened there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models import queries
from models.fields import RecordSpec
from models.households import CARES, HOUSEHOLDS, PEOPLE
from models.matters import MATTERS
from models.mediation import MEDIATIONS
from models.queries import Filter, Query, Row
from models.values import Ref, shown
from models.visits import VISITS
from models.words import _
from ui.columns import Cell, TagText
from ui.form_reading import Head
from ui.kit.tag import TagKind

NOW = Filter("until", "blank")


def age(birth: date | None, today: date | None = None) -> int | None:
    """Full years since a birth."""
    today = today or date.today()
    return None if birth is None else today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))


def ages(_session: Session, rows: Sequence[Row]) -> Mapping[str, Cell]:
    return {row.id: str(years) for row in rows if (years := age(row["birth"])) is not None}


def doors(_session: Session, rows: Sequence[Row]) -> Mapping[str, Cell]:
    return {row.id: row["household_id"].title for row in rows if isinstance(row["household_id"], Ref)}


def whole_doors(_session: Session, rows: Sequence[Row]) -> Mapping[str, Cell]:
    return {row.id: f"{row['estate'] or ''} {row['door']}".strip() for row in rows}


def care_tags(session: Session, rows: Sequence[Row], field: str = "person_id") -> dict[str, tuple[TagText, ...]]:
    """The care categories that these people (or households) are in today."""
    query = Query(CARES, (Filter(field, "in", [row.id for row in rows]), NOW), order=("category_id",))
    found: dict[str, list[str]] = {}
    for care in queries.rows(session, CARES, queries.ids(session, query), [field, "category_id"]):
        names = found.setdefault(care[field].id, [])
        if care["category_id"].title not in names:
            names.append(care["category_id"].title)
    return {record_id: tuple(TagText(name) for name in names) for record_id, names in found.items()}


def care_of_people(session: Session, rows: Sequence[Row]) -> Mapping[str, Cell]:
    return care_tags(session, rows)


def care_of_households(session: Session, rows: Sequence[Row]) -> Mapping[str, Cell]:
    return care_tags(session, rows, "household_id")


def _members(session: Session, households: Sequence[str]) -> dict[str, list[Row]]:
    query = Query(PEOPLE, (Filter("household_id", "in", list(households)),))
    names = ["household_id", "name", "relation", "birth", "sex", "died_on", "moved_out"]
    found: dict[str, list[Row]] = {}
    for person in queries.rows(session, PEOPLE, queries.ids(session, query), names):
        found.setdefault(person["household_id"].id, []).append(person)
    return found


def householders(session: Session, rows: Sequence[Row]) -> Mapping[str, Cell]:
    members = _members(session, [row.id for row in rows])
    return {
        household: next((p["name"] for p in people if p["relation"] == "02"), people[0]["name"])
        for household, people in members.items()
    }


def member_counts(session: Session, rows: Sequence[Row]) -> Mapping[str, Cell]:
    return {household: str(len(people)) for household, people in _members(session, [row.id for row in rows]).items()}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a panel: a record to open, with what is shown of it."""

    spec: RecordSpec
    id: str
    first: str
    words: str
    tags: tuple[tuple[str, TagKind], ...] = ()


def members(session: Session, household: str) -> list[Line]:
    """Who lives behind a door."""
    found = _members(session, [household]).get(household, [])
    care = care_tags(session, found)
    lines = []
    for person in found:
        relation = shown(PEOPLE, PEOPLE["relation"], person["relation"])
        years = age(person["birth"])
        words = " · ".join(
            part for part in (relation, _("{age} years").format(age=years) if years is not None else "") if part
        )
        tags: list[tuple[str, TagKind]] = [(tag.words, tag.kind) for tag in care.get(person.id, ())]
        lines.append(Line(PEOPLE, person.id, person["name"], words, tuple(tags)))
    return lines


def happenings(session: Session, household: str | None, person: str | None, limit: int = 12) -> list[Line]:
    """What has happened with a household or person: visits, matters, mediations, newest first."""
    dated: list[tuple[date, Line]] = []
    if household:
        query = Query(VISITS, (Filter("household_id", "is", household),))
        for row in queries.rows(
            session, VISITS, queries.ids(session, query, limit=limit), ["visited_on", "met", "situation", "request"]
        ):
            said = (row["request"] or row["situation"] or "") if row["met"] else _("not met")
            dated.append((row["visited_on"], _line(VISITS, row, "visited_on", f"{VISITS.word}：{said}")))
        query = Query(MATTERS, (Filter("household_id", "is", household),))
        for row in queries.rows(
            session, MATTERS, queries.ids(session, query, limit=limit), ["received_on", "number", "content", "status"]
        ):
            kind: TagKind = "good" if row["status"] == "closed" else "due"
            tag = (shown(MATTERS, MATTERS["status"], row["status"]), kind)
            dated.append(
                (row["received_on"], _line(MATTERS, row, "received_on", f"{MATTERS.word}：{row['content']}", tag))
            )
    if person:
        query = Query(MEDIATIONS).where("mediation_parties", "any", (Filter("person_id", "is", person),))
        for row in queries.rows(
            session, MEDIATIONS, queries.ids(session, query, limit=limit), ["accepted_on", "title", "outcome"]
        ):
            tag = (shown(MEDIATIONS, MEDIATIONS["outcome"], row["outcome"]), "neutral")
            dated.append(
                (row["accepted_on"], _line(MEDIATIONS, row, "accepted_on", f"{MEDIATIONS.word}：{row['title']}", tag))
            )
    dated.sort(key=lambda entry: entry[0], reverse=True)
    return [line for _day, line in dated[:limit]]


def _line(spec: RecordSpec, row: Row, day: str, words: str, *tags: tuple[str, TagKind]) -> Line:
    this_year = row[day].year == date.today().year
    return Line(
        spec, row.id, f"{row[day]:%m-%d}" if this_year else f"{row[day]:%Y-%m-%d}", " ".join(words.split()), tags
    )


def person_heading(session: Session, record_id: str) -> Head:
    """A person's name, the care they are in, and where they live."""
    found = queries.rows(session, PEOPLE, [record_id], ["name", "household_id", "died_on", "moved_out"], unmasked=True)
    if not found:
        return Head("")
    tags: list[tuple[str, TagKind]] = [(t.words, t.kind) for t in care_tags(session, found).get(record_id, ())]
    if found[0]["died_on"]:
        tags.append((_("died"), "neutral"))
    elif found[0]["moved_out"]:
        tags.append((_("moved out"), "neutral"))
    home = found[0]["household_id"]
    return Head(found[0]["name"], tuple(tags), _place(session, home.id) if home else _("no household"))


def household_heading(session: Session, record_id: str) -> Head:
    """A household's door, its state and where it belongs."""
    found = queries.rows(session, HOUSEHOLDS, [record_id], ["estate", "door", "state"])
    if not found:
        return Head("")
    title = queries.titles(session, HOUSEHOLDS, [record_id]).get(record_id, "")
    tags: list[tuple[str, TagKind]] = [
        (t.words, t.kind) for t in care_tags(session, found, "household_id").get(record_id, ())
    ]
    if found[0]["state"] in ("let", "empty"):
        tags.append((shown(HOUSEHOLDS, HOUSEHOLDS["state"], found[0]["state"]), "neutral"))
    return Head(title, tuple(tags), _place(session, record_id, door=False))


def _place(session: Session, household: str, *, door: bool = True) -> str:
    rows = queries.rows(session, HOUSEHOLDS, [household], ["estate", "door", "unit_id", "grid_id"])
    if not rows:
        return ""
    parts = [f"{rows[0]['estate'] or ''} {rows[0]['door']}".strip()] if door else []
    parts += [str(rows[0][name]) for name in ("unit_id", "grid_id") if rows[0][name]]
    return " · ".join(part for part in parts if part)


def unit_path(session: Session, unit: str) -> list[str]:
    """The names from the top of the organisation down to a unit."""
    from models.organisation import UNITS

    names: list[str] = []
    at: str | None = unit
    while at and len(names) < 6:
        rows = queries.rows(session, UNITS, [at], ["name", "area_name", "parent_id"])
        if not rows:
            break
        names.insert(0, rows[0]["area_name"] or rows[0]["name"])
        at = rows[0]["parent_id"].id if rows[0]["parent_id"] else None
    return names
