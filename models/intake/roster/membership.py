"""Who is a full member of the Party and who a probationary one, where the day of joining is all that a column tells."""

from datetime import date, timedelta
from typing import Any

from models.intake.cleaning.cells import is_blank, plain
from models.intake.sheets.table import Table
from models.words import _

MEMBER, PROBATIONARY = "01", "02"
_PROBATION = timedelta(days=366)
_WORDS, _OVER = ("预备党员", "预备期"), ("转正", "转为", "按期转", "期满")


def take_membership(table: Table) -> None:
    """Fill what the kind of member, the day of joining and the remarks say of somebody's standing in the Party."""
    columns, kinds = table.columns, table.columns.pop("member_kind", None)
    joined, notes = table.get("joined_party_on"), table.get("note")
    if kinds is None and columns.keys().isdisjoint(("joined_party_on", "political")):
        return
    inferred = kinds is None and "political" not in columns
    political = columns.setdefault("political", [None] * len(table.rows))
    confirmed = _days_of_confirmation(table)
    filled = any(confirmed.values())
    for i, said in enumerate(political):
        kind = kinds[i] if kinds else None
        if kind and said is None:
            political[i] = PROBATIONARY if "预备" in kind else MEMBER if "正式" in kind or "党员" in kind else None
        elif inferred and joined[i]:
            political[i] = MEMBER
        if political[i] != MEMBER or kind:
            continue
        if _is_on_probation(str(notes[i] or "")) and not confirmed.get(i):
            political[i] = PROBATIONARY
            if not inferred:
                sentence = _("The remarks say that this is a probationary member, so it was taken.")
                table.flaw(i, "political", "", sentence, "warn")
        elif inferred and i in confirmed and not confirmed[i]:
            _without_confirmation(table, i, political, joined[i], filled=filled)


def _is_on_probation(note: str) -> bool:
    return any(word in note for word in _WORDS) and not any(word in note for word in _OVER)


def _days_of_confirmation(table: Table) -> dict[int, Any]:
    """Of each row what stands under 转正时间; nothing where there is no such column."""
    column = next((one for one in table.layout.columns if "转正" in one.header and one.index >= 0), None)
    if column is None or table.layout.kind != "table":
        return {}
    cells = {i: plain(table.cell_of(i, column)) for i in range(len(table.rows))}
    found = {i: "" if is_blank(text) else text for i, text in cells.items()}
    return found


def _without_confirmation(table: Table, i: int, political: list[Any], joined: date, *, filled: bool) -> None:
    """Nobody is a full member in the first year; later the blank may as well be a gap in the file."""
    if date.today() - joined <= _PROBATION:
        political[i] = PROBATIONARY
        sentence = _("Joined less than a year ago and not confirmed yet: taken as a probationary member.")
    elif not filled:
        return
    else:
        sentence = _("The day of confirmation is blank here: taken as a full member, please compare.")
    table.flaw(i, "joined_party_on", joined.isoformat(), sentence, "warn")
