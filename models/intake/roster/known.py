"""What a roster changes at people whom the register knows already; another door keeps the earlier stay."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.fields import Values
from models.households import PEOPLE, Person, Residence, home_key
from models.ids import new_id
from models.intake.compare import changed_fields, merged_note
from models.intake.places.homes import Homes
from models.intake.plans import Outcome, Plan, Update
from models.intake.roster.roster_columns import HOUSEHOLDER, SELF
from models.intake.sheets.table import Table
from models.progress import Progress
from models.tables import batches


def compare_known(
    session: Session,
    plan: Plan,
    homes: Homes,
    rows: Mapping[str, tuple[Table, int]],
    values: Callable[[Table, int], Values],
    progress: Progress,
) -> None:
    """Plan what changes: `rows` has the row of each person, `values` what a row says. The people are read in lots."""
    person = Person.__table__
    for number, batch in enumerate(batches(list(rows))):
        progress(min(number * 900, len(rows)), len(rows))
        for old in session.execute(select(person).where(person.c.id.in_(batch))).mappings():
            table, i = rows[old["id"]]
            _compare(plan, homes, table, i, old, values(table, i))


def _compare(plan: Plan, homes: Homes, table: Table, i: int, old: Any, new: Values) -> None:
    coarse = {meaning for meaning, found in table.coarse.items() if i in found}
    pieces = [piece for piece in table.notes.get(i, ()) if not (old["birth"] and piece == table.ages.get(i))]
    new["note"] = merged_note(old["note"], table.get("note")[i], pieces)
    fields = changed_fields(PEOPLE, old, new, coarse)
    for meaning in coarse - fields.keys():
        table.coarse[meaning].discard(i)  # nothing of it was taken
    if new.get("relation") == HOUSEHOLDER and old["relation"] == SELF:
        fields.pop("relation", None)
    if not fields:
        return
    if "household_id" in fields or "relation" in fields:
        _move(plan, homes, table, i, old, new, fields)
    plan.update("person", Update(old["id"], old["name"], fields))
    table.outcomes[i] = Outcome.UPDATED


def _move(
    plan: Plan, homes: Homes, table: Table, i: int, old: Any, new: Values, fields: dict[str, tuple[Any, Any]]
) -> None:
    """Another door: the earlier stay is kept, open cares go along, and the person sorts by the new door. Where the file
    does not say since when, that is not known: the day of the import only ends the earlier stay."""
    home = table.homes[i]
    door = home.key if home else homes.key_of(old["household_id"])
    key = home_key(door, fields.get("relation", (None, old["relation"]))[1])
    if key != old["home_key"]:
        fields["home_key"] = (old["home_key"], key)
    if "household_id" not in fields or old["household_id"] is None:
        return
    since = new.get("moved_in")
    if since != old["moved_in"]:
        fields["moved_in"] = (old["moved_in"], since)
    plan.insert(Residence.__tablename__, {
        "id": new_id(), "person_id": old["id"], "household_id": old["household_id"], "relation": old["relation"],
        "since": old["moved_in"], "until": since or date.today(),
    })  # fmt: skip
    plan.care_moves.append((old["id"], fields["household_id"][1]))
