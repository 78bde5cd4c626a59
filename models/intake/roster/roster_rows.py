"""What can be told of single rows of a roster before anybody is looked up."""

from typing import Any

from models.intake.cleaning.documents import matching_key
from models.intake.plans import Plan
from models.intake.roster.persons import Row
from models.intake.roster.roster_columns import HOUSEHOLDER
from models.intake.sheets.table import Table
from models.words import _


def shared_numbers(tables: list[Table]) -> set[str]:
    """Numbers that rows of different names share: somebody's filler, or a slip; none of them is believed."""
    names: dict[str, str] = {}
    shared = set()
    for table in tables:
        for name, document in zip(table.get("name"), table.get("document"), strict=True):
            if name and document and names.setdefault(matching_key(document), name) != name:
                shared.add(document)
    return shared


def identity(row: Row) -> Any:
    """By what two rows of the file are one person; None where nothing but the name is known."""
    if row.document:
        return matching_key(row.document)
    if row.birth is None and row.home_id is None:
        return (row.name, row.phone) if row.phone else None
    return (row.name, row.birth, row.home_id, row.householder if row.home_id is None else None)


def name_householders(tables: list[Table]) -> None:
    """A householder whose name stands in no row of his household: a row without a name is his; else his name is kept in
    the note of the household's first row. Namesakes behind other doors are other people."""
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
    label = table.headers["householder"].header
    for i, (home, householder) in enumerate(zip(table.homes, table.columns["householder"], strict=True)):
        who = home and home.id, householder
        if not householder or who in named or (names[i] is None) is not nameless:
            continue
        named.add(who)
        if nameless:
            names[i], relations[i] = householder, HOUSEHOLDER
        else:
            table.note(i, label, str(householder))


def follows(table: Table, i: int, relations: list[Any], householders: list[Any]) -> bool:
    """Whether a row without any door is a member of the household of the row before it."""
    if i == 0 or any(
        table.get(f"household.{part}")[i] is not None for part in ("door", "building", "room", "household_no")
    ):
        return False
    if householders[i] is not None:
        return bool(householders[i] == householders[i - 1])
    return relations[i] is not None and relations[i] != HOUSEHOLDER


def say_coarse(plan: Plan, table: Table) -> None:
    """Dates of which only the year or month is given are said once for each column, with how many there are."""
    for meaning, rows in table.coarse.items():
        if rows and meaning in table.columns:
            first = min(rows)
            sentence = _("{count} dates give only the year or the month; the first day was taken.").format(
                count=len(rows)
            )
            plan.problem(table, first, meaning, table.columns[meaning][first], sentence)
