"""What follows in a roster from other columns: birth and sex from the number, the householder, ages that do not fit."""

import re
from datetime import date
from typing import Any

from models.checks import birth_in_document, check_digit, document_warning, sex_in_document
from models.intake.cleaning.cells import as_text, is_blank, plain
from models.intake.cleaning.coded import clean_integer, nearly
from models.intake.cleaning.documents import paper_in
from models.intake.compare import could_be
from models.intake.meaning.owners import OWNERS
from models.intake.roster.departures import take_departures
from models.intake.roster.membership import take_membership
from models.intake.sheets.table import MORE, Table
from models.words import _

HOUSEHOLDER = "02"
SELF = "01"
_CARD_LENGTH = 18
_CERTIFICATE = "care.disabled"
_TENANTS = re.compile("承租|租户|租客|租住人|租房人|租赁人|房客")
_OF_CERTIFICATE = re.compile(r"(\d{17})([\dX])[1-7][1-4](?:B\d?)?")


def prepare(table: Table) -> None:
    """Fill what follows from other columns: a list of householders is one of people; birth and sex from the number."""
    columns, count = table.columns, len(table.rows)
    if "name" not in columns:
        columns["name"] = columns.get("householder", [None] * count)
        table.headers["name"] = table.headers.get("householder", table.headers.get("name"))  # type: ignore[assignment]
        columns["relation"] = [
            relation or (HOUSEHOLDER if name else None)
            for relation, name in zip(table.get("relation"), columns["name"], strict=True)
        ]  # fmt: skip
        if "household.phone" in columns and "phone" not in columns:
            columns["phone"] = columns.pop("household.phone")
            table.headers["phone"] = table.headers["household.phone"]
    named = table.headers.get("name")
    if named is not None and "household.owner_name" not in columns and OWNERS.search(named.header):
        columns["household.owner_name"] = list(columns["name"])  # an owner with a number, who is the person of the row
    if "householder.document" in columns:
        _householders_number(table)
    if not table.layout.own and "relation" in columns:
        columns["relation"] = [HOUSEHOLDER if one == SELF else one for one in columns["relation"]]
    take_membership(table)
    _dwellings_let(table)
    if "household.phone" in columns and "phone" not in columns and "household.phone" not in table.headers:
        columns["phone"] = columns.pop("household.phone")
    _papers(table)
    _from_certificates(table)
    take_departures(table)
    _from_documents(table)
    _check_births(table)


def _dwellings_let(table: Table) -> None:
    """A list of tenants with their landlords is one of dwellings that are let."""
    column = table.headers.get("name")
    if column is None or "household.state" in table.columns or not _TENANTS.search(column.header):
        return
    owned = zip(table.get("name"), table.get("household.owner_name"), strict=True)
    states = ["let" if name and owner and name != owner else None for name, owner in owned]
    if any(states):
        table.columns["household.state"] = states
        sentence = _("Tenants and their landlords stand here: the dwellings are registered as let.")
        table.flaw_once(states.index("let"), "household.owner_name", sentence)


def _householders_number(table: Table) -> None:
    """A number in the householder's column belongs to the row whose name is the householder's."""
    numbers = table.columns["householder.document"]
    own = table.columns.setdefault("document", [None] * len(table.rows))
    table.headers.setdefault("document", table.headers["householder.document"])
    for i, number in enumerate(numbers):
        if number and own[i] is None and table.columns["name"][i] == table.get("householder")[i]:
            own[i] = number


def _papers(table: Table) -> None:
    """Which kind of document a number is of where its own cell says so."""
    column = table.headers.get("document")
    for i, number in enumerate(table.get("document") if column else ()):
        if (number is None or len(number) != _CARD_LENGTH) and table.get("document_type")[i] is None:
            cell = plain(table.cell_of(i, column))  # type: ignore[arg-type]
            kind, rest = paper_in(cell)
            if kind and number:
                if (word := cell.removesuffix(rest).strip(" :：")) in nearly("document_type"):
                    table.note(i, column.header, word)  # type: ignore[union-attr]
                table.columns.setdefault("document_type", [None] * len(table.rows))[i] = kind


def _from_certificates(table: Table) -> None:
    """The number of a disability certificate is its holder's own with two digits behind: the kind and the grade."""
    found: dict[int, str] = {}
    for meaning, column in table.headers.items():
        if meaning.partition(MORE)[0] == _CERTIFICATE and "证" in column.header:
            for i, cell in enumerate(table.columns[meaning]):
                if (match := _OF_CERTIFICATE.fullmatch(plain(cell).upper())) and check_digit(match[1]) == match[2]:
                    found.setdefault(i, match[1] + match[2])
    if not found:
        return
    own = table.columns.setdefault("document", [None] * len(table.rows))
    for i, number in found.items():
        if own[i] is None and i not in table.lost:
            own[i] = number
            sentence = _("The document numbers are taken from the numbers of the certificates, which begin with them.")
            table.flaw_once(i, _CERTIFICATE, sentence)


def _from_documents(table: Table) -> None:
    documents = table.columns.get("document")
    count = len(table.rows)
    births = table.columns.setdefault("birth", [None] * count)
    ages = _ages(table)
    if documents is None:
        _check_ages(table, ages, births)
        return
    sexes = table.columns.setdefault("sex", [None] * count)
    types = table.get("document_type")
    coarse = table.coarse.get("birth", set())
    for i, document in enumerate(documents):
        if not document:
            continue
        born = birth_in_document(document)
        if born and (births[i] is None or (i in coarse and births[i].year == born.year)):
            if births[i] is not None and not could_be(births[i], born):
                warn_of_number(table, i, types[i])
            births[i] = born
            coarse.discard(i)
        sex = sex_in_document(document)
        if sexes[i] is None:
            sexes[i] = sex if born else None
        good = len(document) == 18 and document[:17].isdigit() and check_digit(document[:17]) == document[17]
        if not good or born != births[i] or sex != sexes[i]:
            warn_of_number(table, i, types[i])
    _check_ages(table, ages, births)


def warn_of_number(table: Table, i: int, document_type: str | None) -> None:
    """Say what does not fit about the number of row i, if it is taken."""
    if i in table.refused:
        return
    names = ("document", "birth", "sex")
    values = {name: table.columns[name][i] for name in names} | {"document_type": document_type}
    document = values["document"]
    if (len(document) != 15 or birth_in_document(document)) and (warning := document_warning(values)):
        table.flaw(i, "document", document, warning, "warn")


def _ages(table: Table) -> list[Any]:
    return table.columns.pop("age", [])


def _check_births(table: Table) -> None:
    today = date.today()
    for i, born in enumerate(table.columns.get("birth", ())):
        if born is not None and born > today:
            table.flaw(i, "birth", born.isoformat(), _("This birth is still to come; please compare."), "warn")


def _check_ages(table: Table, ages: list[Any], births: list[Any]) -> None:
    today = date.today()
    _keep_ages(table, ages, births)
    for i, cell in enumerate(ages):
        age = clean_integer(cell)
        if isinstance(age, int) and births[i] is not None:
            years = today.year - births[i].year - ((today.month, today.day) < (births[i].month, births[i].day))
            if abs(years - age) > 3:
                sentence = _("The age of {age} does not fit the birth; by that it is {years}.").format(
                    age=age, years=years
                )
                table.flaw(i, "age", age, sentence, "warn")


def _keep_ages(table: Table, ages: list[Any], births: list[Any]) -> None:
    """An age is all that is known of somebody whose birth is not: it is kept in the note, and that is said once."""
    alone = [i for i, cell in enumerate(ages) if births[i] is None and not is_blank(as_text(cell))]
    for i in alone:
        table.ages[i] = f"{table.headers['age'].header}：{as_text(ages[i])}"
        table.note(i, table.headers["age"].header, as_text(ages[i]))
    if alone:
        sentence = _("Of {count} people only the age is given, not the birth: the age is kept in the note.")
        table.flaw(alone[0], "age", ages[alone[0]], sentence.format(count=len(alone)), "warn")
