"""Where a record belongs whose row names no door, or a door behind which the named person does not live."""

from models.fields import Values
from models.intake.ledgers.references import References
from models.intake.places.homes import Ambiguous, Home, Homes
from models.intake.plans import NOT_TAKEN
from models.intake.sheets.table import Table
from models.words import _


def keep_place(table: Table, i: int) -> None:
    """What a row says of a place that is no household's door is kept in words."""
    for name, column in table.headers.items():
        if name.startswith("household.") and (text := table.columns[name][i]):
            table.note(i, column.header, str(text))


def take_home(homes: Homes, references: References, who: str, table: Table, i: int, values: Values) -> None:
    """Put the record to the own household of the one whom the row names, in `person_id` or in words under `who`."""
    named = next((name for name in ("person_id", who) if table.get(name)[i]), "")
    home = table.homes[i]
    if not named or home is None or table.layout.own:
        return
    name = table.columns[named][i]
    own = references.elsewhere(name, home.id)
    if own is None:
        return
    home.rows.pop()
    said = home
    home = table.homes[i] = homes.of_id(own)
    home.rows.append((table, i))
    values["household_id"] = own
    keep_place(table, i)
    if homes.may_be_short_for(said.id, own):
        return
    sentence = _("{name} does not live behind this door; the record was put to the household of {name}.")
    door = next((one for one in table.headers if one.startswith("household.")), named)
    table.flaw(i, door, "", sentence.format(name=name), "warn")


def say_new_homes(homes: Homes, table: Table) -> None:
    """Say once that rows are at doors which nobody knows: a slip of the pen would make a household too."""
    new: dict[str, int] = {}  # the first row of each
    for i, home in enumerate(table.homes):
        if home and home.new and home.id not in homes.written and table.outcomes[i] not in NOT_TAKEN:
            new.setdefault(home.id, i)
    if not new or table.layout.own:
        return
    first = min(new.values())
    values = table.homes[first].values
    sentence = _(
        "{count} doors here are not in the register yet, such as {door}: a household was made for each. Please compare."
    )
    door = f"{values.get('estate') or ''} {values.get('door') or values.get('household_no') or ''}".strip()
    at = next((name for name in table.headers if name.startswith("household.")), "")
    table.flaw(first, at, door, sentence.format(count=len(new), door=door), "warn")


def one_of(homes: Homes, references: References, who: str, table: Table, i: int, doubt: Ambiguous) -> Home | None:
    """Of the households of a door in several estates the one where the named person lives, or that the title names."""
    named = next((text for name in ("person_id", who) if (text := table.get(name)[i])), None)
    lives = {home for _person, home in references.people(named, None)} if named else set()
    here = lives.intersection(doubt.ids)
    if len(here) == 1:
        return homes.of_id(here.pop() or "")
    return homes.in_named(doubt, (table.layout.name, *table.layout.region.above))
