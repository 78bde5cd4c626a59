"""A row for each party of a dispute: 案号 | 当事人 | 身份 | 电话, the case's own cells merged down, repeated or left blank.

The rows of a case become its first one, in whose cells all parties stand beside each other.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from models.intake.cleaning.cells import as_text, is_blank
from models.intake.meaning.columns import Certainty, Column
from models.intake.meaning.lexicon import NOTE
from models.intake.meaning.party_columns import DETAILS
from models.intake.sheets.table import Table

_FIRST = re.compile("申请[人方]|甲方?|原告|一方|当事人[甲一1]|投诉人|申诉人")
_SECOND = re.compile("被申请[人方]|乙方?|被告|对方|另一方|当事人[乙二2]|被投诉人|被申诉人|相对[人方]")
_OF_CASE = ("number", "accepted_on", "dispute_type", "summary", "title", "mediator", "outcome", "closed_on", "request")
_OWN = re.compile("性别|年龄|民族|出生|职业|工作|身份|证件|学历|文化|籍")
_SIDES = ("applicant", "respondent")
_LISTS = {"": "、", "_phone": "、", "_address": "；"} | {f"_{name}": "、" for name in DETAILS.values()}
_PLACED = frozenset(f"_{name}" for name in DETAILS.values())  # whose blanks stand for a party too


def name_party_rows(columns: Sequence[Column], cells: Sequence[Sequence[Any]]) -> None:
    """Where one column names the parties and another says of each which side it is, the phone and the address in the row
    are that party's too."""
    if any(one.meaning == "respondent" for one in columns) or not any(one.meaning == "applicant" for one in columns):
        return
    sides = next((one for one in columns if one.meaning == NOTE and _are_sides(cells, one.index)), None)
    if sides is None:
        return
    sides.meaning, sides.certainty = "party_side", Certainty.BY_CONTENT
    for one in columns:
        if one.certainty is Certainty.CONFIRM and one.suggestion in ("applicant_phone", "applicant_address"):
            one.decide_by_content()


def _are_sides(cells: Sequence[Sequence[Any]], index: int) -> bool:
    filled = [text for cell in (cells[index] if index < len(cells) else ()) if (text := as_text(cell).strip())]
    return bool(filled) and all(_FIRST.fullmatch(text) or _SECOND.fullmatch(text) for text in filled)


def gather_parties(table: Table) -> None:
    """Bring the parties of each case into its first row; the other rows go with it."""
    if "applicant" not in table.columns or "respondent" in table.columns:
        return
    for rows in list(_cases(table)):
        if len(rows) > 1 or "party_side" in table.columns:
            _gather(table, rows)


def _cases(table: Table) -> Iterator[list[int]]:
    """The rows of each case, in their order."""
    case: list[int] = []
    for i in range(len(table.rows)):
        if case and not _continues(table, case, i):
            yield case
            case = []
        case.append(i)
    if case:
        yield case


def _continues(table: Table, case: list[int], i: int) -> bool:
    """Whether a row names one more party of the case: nothing in it says otherwise, and it says which case it is, or
    nothing of any."""
    first = case[0]
    name = table.columns["applicant"][i]
    if not name or name in (table.columns["applicant"][one] for one in case) or first in table.refused:
        return False
    pairs = [(table.columns[m][first], table.columns[m][i]) for m in _OF_CASE if m in table.columns]
    if any(here is not None and here != there for there, here in pairs):
        return False
    blank = all(here is None for _there, here in pairs)
    same_number = table.get("number")[i] is not None
    return blank or same_number or ("party_side" in table.columns and table.get("summary")[i] is not None)


def _gather(table: Table, rows: list[int]) -> None:
    first = rows[0]
    said: dict[str, list[str]] = {side + kind: [] for side in _SIDES for kind in _LISTS}
    for number, i in enumerate(rows):
        side = _side(as_text(table.get("party_side")[i]), number)
        for kind in _LISTS:
            said[side + kind].append(str(table.get(f"applicant{kind}")[i] or ""))
        if i != first:
            table.joined[i] = first
        own = [_named(table, i, piece) for piece in table.notes.pop(i, ())]
        known = table.notes.setdefault(first, [])
        known += [piece for piece in own if piece not in known]
    for meaning, texts in said.items():
        side = meaning.partition("_")[0]
        if any(texts):
            table.columns.setdefault(meaning, [None] * len(table.rows))
            table.headers.setdefault(meaning, table.headers["applicant"])
        if meaning in table.columns:
            between = _LISTS[meaning.removeprefix(side)]
            placed = all(texts) or meaning.removeprefix(side) in _PLACED
            whole = texts if placed else [text for text in texts if text]
            table.columns[meaning][first] = between.join(whole) if any(whole) else None


def _named(table: Table, i: int, piece: str) -> str:
    """What a note says of one party alone, with the name."""
    label = piece.partition("：")[0]
    return f"{table.columns['applicant'][i]} {piece}" if _OWN.search(label) else piece


def _side(text: str, number: int) -> str:
    if is_blank(text):
        return "respondent" if number else "applicant"
    return "respondent" if _SECOND.fullmatch(text.strip()) else "applicant"
