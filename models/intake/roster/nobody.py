"""Rows of a roster whose name names nobody: the door is kept with its state, and no person is made."""

from models.intake.cleaning.nobody import says_more, state_in
from models.intake.sheets.table import Flaw, Table
from models.words import _

_STATE, _PHONE = "household.state", "household.phone"
_SHOWN = 3


def settle_nobody(table: Table, prefix: str = "household.") -> None:
    """Take the words for what they say of the dwelling; what else they say is kept in its note."""
    rows = {i: text for i, text in table.nobody.items() if table.get("name")[i] is None}
    for i, text in table.nobody.items():
        if i not in rows or says_more(text):
            column = table.headers.get("name" if prefix else "owner_name") or table.headers.get("householder")
            table.note(i, column.header.replace("\n", "") if column else "", text)
        if i in rows:
            _settle(table, i, text, prefix)
    if rows and prefix:
        words = "、".join(list(dict.fromkeys(rows.values()))[:_SHOWN])
        sentence = _(
            "{count} rows name nobody ({words}): their doors are kept, no person is made. If it is somebody, write the name."
        ).format(count=len(rows), words=words)
        first = min(rows)
        table.flaws.append(Flaw(first, table.headers.get("name"), rows[first], sentence, "warn"))


def _settle(table: Table, i: int, text: str, prefix: str) -> None:
    states = table.columns.setdefault(f"{prefix}state", [None] * len(table.rows))
    states[i] = states[i] or state_in(text) or None
    if not prefix:
        return
    if (relations := table.columns.get("relation")) is not None:
        relations[i] = None
    phones = table.columns.get("phone")
    if phones is not None and phones[i] and table.get("document")[i] is None:  # somebody can be reached there
        own = table.columns.setdefault(_PHONE, [None] * len(table.rows))
        own[i], phones[i] = own[i] or phones[i], None
