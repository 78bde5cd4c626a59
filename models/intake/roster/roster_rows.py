"""What can be told of single rows of a roster before anybody is looked up."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.checks import birth_in_document, sex_in_document
from models.households import Person
from models.intake.cleaning.documents import matching_key
from models.intake.places.homes import Homes
from models.intake.plans import NOT_TAKEN, Outcome, Plan
from models.intake.roster.persons import Persons, Row
from models.intake.roster.roster_columns import HOUSEHOLDER, warn_of_number
from models.intake.sheets.table import Flaw, Table
from models.tables import batches
from models.words import _

_OF_THE_HOUSE = frozenset({"householder", "householder.document"})


def shared_numbers(tables: list[Table]) -> set[str]:
    """Numbers that rows of different names share: somebody's filler, or a slip; none of them is believed."""
    names: dict[str, str] = {}
    shared = set()
    for table in tables:
        for name, document in zip(table.get("name"), table.get("document"), strict=True):
            if name and document and names.setdefault(matching_key(document), name) != name:
                shared.add(document)
    return shared


def identities(row: Row, *, several: bool) -> list[Any]:
    """By what two rows of the file are one person; nothing where only the name is known. In one of `several` tables a
    person with a number may stand without it in the next: then birth and door count too."""
    if row.document:
        here = several and row.birth is not None and row.home_id is not None
        return [matching_key(row.document), *([(row.name, row.birth, row.home_id, None)] if here else [])]
    if row.birth is None and row.home_id is None:
        return [(row.name, row.phone)] if row.phone else []
    return [(row.name, row.birth, row.home_id, row.householder if row.home_id is None else None)]


def name_householders(tables: list[Table]) -> None:
    """A householder whose name stands in no row of his household: a row without a name is his; with a number he is a
    person of his own beside the first row; else his name is kept in that row's note. Namesakes behind other doors are
    other people."""
    if not any("householder" in table.columns for table in tables):
        return
    named: set[Any] = set()
    for table in tables:
        for home, name in zip(table.homes, table.columns["name"], strict=True):
            if name:
                named.add((home and home.id, name))
    for nameless in (True, False):  # a row of his own comes before a note in another's
        for table in tables:
            if "householder" in table.columns:
                _name_householders(table, named, nameless=nameless)


def _name_householders(table: Table, named: set[Any], *, nameless: bool) -> None:
    names, relations = table.columns["name"], table.columns.setdefault("relation", [None] * len(table.rows))
    numbers = table.get("householder.document")
    label = table.headers["householder"].header
    for i, (home, householder) in enumerate(list(zip(table.homes, table.columns["householder"], strict=True))):
        who = home and home.id, householder
        if not householder or who in named or (names[i] is None) is not nameless or i in table.refused:
            continue  # of a row that is not taken nothing is
        named.add(who)
        if nameless:
            names[i], relations[i] = householder, HOUSEHOLDER
            _number_of_householder(table, i, i)
        elif numbers[i]:
            _beside(table, i, householder)
        else:
            table.note(i, label, str(householder))


def _beside(table: Table, i: int, name: str) -> None:
    """A person more, of whom row i tells the name, the number and the door."""
    new = table.beside(i, lambda meaning: meaning.startswith("household.") or meaning in _OF_THE_HOUSE)
    table.columns["name"][new], table.columns["relation"][new] = name, HOUSEHOLDER
    table.homes.append(table.homes[i])
    table.outcomes.append(None)
    if table.homes[i] is not None:
        table.homes[i].rows.append((table, new))
    _number_of_householder(table, i, new)


def _number_of_householder(table: Table, i: int, of: int) -> None:
    """Give the number in the householder's column of row i to a row, with what follows from it."""
    number = table.get("householder.document")[i]
    if not number or table.get("document")[of]:
        return
    for meaning, value in (
        ("document", number),
        ("birth", birth_in_document(number)),
        ("sex", sex_in_document(number)),
    ):
        column = table.columns.setdefault(meaning, [None] * len(table.rows))
        column[of] = column[of] or value
    warn_of_number(table, of, table.get("document_type")[of])


def follows(table: Table, i: int, relations: list[Any], householders: list[Any], building: str | None) -> bool:
    """Whether a row without any door is a member of the household of the row before it, which is in `building`."""
    parts = ("door", "room", "household_no")
    if i == 0 or any(table.get(f"household.{part}")[i] is not None for part in parts):
        return False
    if table.get("household.building")[i] not in (None, building):
        return False  # one that the title names stands in every row
    if householders[i] is not None:
        return bool(householders[i] == householders[i - 1])
    return relations[i] is not None and relations[i] != HOUSEHOLDER


def say_estates(tables: list[Table], homes: Homes) -> None:
    """Say once of the doors without an estate that they were put to the one estate in which the file has such a door."""
    for table in tables:
        found: dict[str, int] = {}
        for i, home in enumerate(table.homes):
            if home is None or not home.new or not home.values.get("estate"):
                continue
            said = homes.without_estate.get(homes.asked(table, i, "household."))
            if said is not None and said.id == home.id:
                found.setdefault(said.id, i)
        if found:
            i = min(found.values())
            values = table.homes[i].values
            sentence = _(
                "{count} doors without an estate, such as {door}, were taken for those of the estate that has them in this "
                "file: {estate}. Please compare."
            ).format(count=len(found), door=values["door"], estate=values["estate"])
            meaning = next((one for one in ("household.door", "household.room") if one in table.headers), "name")
            table.flaw(i, meaning, values["door"], sentence, "warn")


def say_two_families(tables: list[Table]) -> None:
    """Two householders or household numbers behind one door may be two households: they come in as one, and that is
    said."""
    seen: dict[tuple[str, str], str] = {}
    for table in tables:
        relations, numbers = table.get("relation"), table.get("household.household_no")
        for i, home in enumerate(table.homes):
            name = table.columns["name"][i]
            if home is None:
                continue
            if name and relations[i] == HOUSEHOLDER and (first := seen.setdefault((home.id, "name"), name)) != name:
                sentence = _("Behind this door there is a householder already: {name}. Both stand in one household.")
                table.flaw(i, "relation", name, sentence.format(name=first), "warn")
            number = numbers[i]
            if number and (first := seen.setdefault((home.id, "number"), number)) != number:
                seen[home.id, "number"] = number  # each is said once
                sentence = _("Behind this door there is the household {number} already; all stand in one household.")
                table.flaw(i, "household.household_no", number, sentence.format(number=first), "cell")


def say_other_householders(session: Session, tables: list[Table], persons: Persons) -> None:
    """A householder behind a door where the register has another one, of whom the file says nothing: a family may have
    moved, or two stand in one household. Said once a table."""
    named = {(home.id, name) for t in tables for home, name in zip(t.homes, t.get("name"), strict=True) if home}
    doubtful = [[i for i in range(len(table.rows)) if _is_new_head(table, i, persons)] for table in tables]
    homes = {table.homes[i].id for table, rows in zip(tables, doubtful, strict=True) for i in rows}
    heads: dict[str, str] = {}
    for batch in batches(sorted(homes)):
        living = Person.relation == HOUSEHOLDER, Person.died_on.is_(None), Person.moved_out.is_(None)
        for home, name in session.execute(
            select(Person.household_id, Person.name).where(Person.household_id.in_(batch), *living)
        ):
            if (home, name) not in named:
                heads[str(home)] = name
    for table, rows in zip(tables, doubtful, strict=True):
        if found := [i for i in rows if table.homes[i].id in heads]:
            first = found[0]
            sentence = _(
                "Behind {count} of these doors the register has another householder, such as {name}; both stand in one "
                "household. Please say who has moved out, or register two households."
            ).format(count=len(found), name=heads[table.homes[first].id])
            table.flaw(first, "relation", table.get("name")[first], sentence, "warn")


def _is_new_head(table: Table, i: int, persons: Persons) -> bool:
    """Whether a row names a householder who by the register does not live behind its door."""
    home, name = table.homes[i], table.get("name")[i]
    if home is None or home.new or not name or table.get("relation")[i] != HOUSEHOLDER:
        return False
    return all(known.household_id != home.id for known in persons.called(name))


def say_coarse(plan: Plan, table: Table) -> None:
    """Dates of which only the year or month is given are said once for each column, with how many more there are."""
    for meaning, found in table.coarse.items():
        rows = [i for i in found if table.outcomes[i] not in NOT_TAKEN]
        if rows and meaning in table.columns:
            first = min(rows)
            sentence = _("Only the year or the month is given here; the first day was taken.")
            if more := len(rows) - 1:
                sentence = _(
                    "Only the year or the month is given, here and in {count} more rows; the first day was taken."
                ).format(count=more)
            plan.problem(table, first, meaning, table.columns[meaning][first], sentence)


def say_masked(table: Table) -> None:
    """An export that shows parts of numbers only, read into a register that does not know its people, is no copy of them."""
    lost = sorted(i for i in table.masked if table.outcomes[i] is Outcome.CREATED)
    if lost:
        sentence = _(
            "This is an export with hidden numbers: {count} people come in without their document numbers or phones. To "
            "move a register, export it with the numbers shown in full."
        )
        table.flaws.append(Flaw(lost[0], None, "", sentence.format(count=len(lost)), "warn"))
