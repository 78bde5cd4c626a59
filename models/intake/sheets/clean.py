"""A sheet's table cleaned, column by column: each distinct cell is looked at once."""

from collections.abc import Callable
from typing import Any

from models.intake.calendars.finding import CALENDARS, marks, unexplained
from models.intake.calendars.months import MARK
from models.intake.calendars.visited import Known, nobody
from models.intake.cleaning.cells import DITTO, Odd, as_text, is_blank, plain
from models.intake.cleaning.cleaners import cleaner_for
from models.intake.cleaning.coded import flag_of
from models.intake.files.source import Sheet
from models.intake.forms.finding import FormLayout
from models.intake.forms.rows import cells_of, people_of, settle
from models.intake.meaning.columns import TITLE, Column
from models.intake.meaning.lexicon import LEVELS, NEVER, NOTE, NOTHING, ROSTER, asked, field_of, keys_of
from models.intake.meaning.ticked import TICKED
from models.intake.meaning.understanding import meanings_of
from models.intake.sheets.around import add_comments, add_context, add_whose, join_floors
from models.intake.sheets.context import month_in
from models.intake.sheets.layouts import Layout
from models.intake.sheets.legends import legend_of
from models.intake.sheets.member_lists import is_list, spread
from models.intake.sheets.table import MORE, Flaw, Table
from models.intake.sheets.titles import take_title
from models.intake.sheets.unread import tell_unread
from models.intake.sheets.villages import COLUMN, group_of, village_of_cell
from models.words import _

_IGNORED = frozenset({NEVER, NOTHING, MARK, "row_number", "community"})
_OWN_ALONE = frozenset({"name", "document", "shown_name", "former_name"})
_FILLED_DOWN = frozenset({"householder", "householder.document", "unit_id", "grid_id", "parent_id", "community"})
_OF_MANY = frozenset({"households", "visits", "matters", "mediations", "cares", "appointments"})


def clean(layout: Layout, sheet: Sheet, known: Known = nobody, estate: str = "", file: str = "") -> Table:
    """Every column of the layout cleaned by its meaning. `known` tells which names the register has, `estate` of which
    one all rows are that name none; the name of the `file` may say it too."""
    rows = layout.region.rows
    if not layout.take_hidden:
        rows = [row for row in rows if row not in sheet.hidden_rows]
    table = Table(layout, sheet, rows)
    year, month = month_in((layout.context.get("month", ""), layout.name, *layout.region.above))
    if layout.kind in CALENDARS:
        _take_marks(table, (year, month), known)
    people = people_of(layout.people, rows) if isinstance(layout, FormLayout) else []
    if people:
        table.rows = [one.row for one in people]
    listed: tuple[Column, list[Any]] | None = None
    for column in layout.columns:
        if column.meaning == "community" and column.index >= 0 and not people:
            table.columns[COLUMN] = [village_of_cell(as_text(value)) for value in _raw(table, column)]
        if column.meaning not in _IGNORED and (column.index >= 0 or people):
            raw = cells_of(people, column) if people else _raw(table, column)
            if (layout.ledger, column.meaning) == (ROSTER, "name") and is_list(column, raw, layout.columns):
                listed = listed or (column, raw)
                continue
            if not people:
                tell_unread(table, column, raw)
            clean_one = cleaner_for(
                layout.ledger,
                column.meaning,
                column.header,
                epoch_1904=sheet.epoch_1904,
                year=year,
                month=month,
                cells=raw,
            )
            _take(table, column, raw, clean_one)
        elif column.index == TITLE:
            take_title(table, column)
    if people and layout.ledger == ROSTER:
        settle(table, people)
    if layout.ledger == "visits":
        add_whose(table, known)
    add_context(table, estate, file)
    join_floors(table)
    if listed is not None:
        spread(table, *listed)
    add_comments(table)
    _say_shortened(table)
    return table


def _say_shortened(table: Table) -> None:
    for label, rows in table.shortened.items():
        column = next((one for one in table.layout.columns if _label_of(table, one) == label), None)
        sentence = _(
            "{count} rows: a document number in a note is kept with stars, its middle digits are lost. To keep a number, "
            "give its owner a row."
        )
        table.flaws.append(Flaw(rows[0], column, "", sentence.format(count=len(rows)), "cell", tuple(rows[1:])))


def _take_marks(table: Table, when: tuple[int, int], known: Known) -> None:
    """Each visit that a calendar's cells speak of is a row of its own; without a month nothing can be said of any."""
    found, missing = marks(table.layout, table.sheet, table.rows, when, known)
    table.rows, table.at = [one.row for one in found], [one.column for one in found]
    table.columns["visited_on"] = [one.day for one in found]
    for name in dict.fromkeys(name for one in found for name in one.said):
        table.columns[name] = [one.said.get(name) for one in found]
    if crosses := unexplained(table.layout, table.sheet, table.layout.region.rows):
        table.flaws.append(Flaw(-1, None, "", crosses, "warn"))
    if missing:
        table.refused.update(range(len(found)))
        table.flaws.append(Flaw(-1, None, "", missing, "reject"))
        return
    for i, one in enumerate(found):
        if one.wrong or one.odd:
            table.flaw(i, "visited_on", one.text, one.wrong or one.odd, "reject" if one.wrong else "warn")


def _raw(table: Table, column: Column) -> list[Any]:
    index, rows = column.index, table.sheet.rows
    raw = [row[index] if index < len(row) else "" for row in map(rows.__getitem__, table.rows)]
    whole = table.layout.ledger in _OF_MANY  # no row there is a person's own
    if whole or column.meaning.startswith("household.") or column.meaning in _FILLED_DOWN:
        _fill_down(table, index, raw)
    else:
        table.spans += [(column, rows) for rows in _spans(table, index)]
    if not DITTO.isdisjoint(raw):
        _repeat_above(table, column, raw)
    if legend := legend_of(table, column):
        raw = [legend.get(plain(value), value) for value in raw]
    return raw


def _repeat_above(table: Table, column: Column, raw: list[Any]) -> None:
    """同上 says what the cell above says; but nobody has another's name or number."""
    for i, value in enumerate(raw):
        if value not in DITTO:
            continue
        if column.meaning in _OWN_ALONE:
            raw[i] = None
            sentence = _("This says “as above”; a name or a number is a person's own. Please type it.")
            table.flaws.append(Flaw(i, column, value, sentence, "cell"))
        else:
            raw[i] = raw[i - 1] if i else None


def _spans(table: Table, index: int) -> list[list[int]]:
    """The rows of each cell of a column that is merged down over several and says something."""
    place = {row: i for i, row in enumerate(table.rows)}
    found = []
    for top, left, bottom, right in table.sheet.merged:
        if left <= index <= right and bottom > top and table.sheet.cell(top, left) not in ("", None):
            found.append([place[row] for row in range(top, bottom + 1) if row in place])
    return [rows for rows in found if len(rows) > 1]


def _fill_down(table: Table, index: int, raw: list[Any]) -> None:
    """A merged cell says the same for all the rows it covers; nothing else is filled."""
    covered = [one for one in table.sheet.merged if one[1] <= index <= one[3] and one[2] > one[0]]
    if not covered:
        return
    place = {row: i for i, row in enumerate(table.rows)}
    for top, left, bottom, _right in sorted(covered):
        if top >= len(table.sheet.rows):
            continue
        value = table.sheet.cell(top, left)
        if value in ("", None) and place.get(top) and top - 1 not in place:
            # The head of a new page stands between a household and the rest of it.
            value = raw[place[top]] = raw[place[top] - 1]
        for row in range(top + 1, min(bottom, len(table.sheet.rows) - 1) + 1):
            if row in place and raw[place[row]] in ("", None):
                raw[place[row]] = value


def _take(table: Table, column: Column, raw: list[Any], clean_one: Callable[[Any], Any]) -> None:
    """Clean one column; a second one of the same meaning adds to the first where the first is blank."""
    meaning = column.meaning
    if meaning == NOTE and not _is_note(table, column):
        _take_extra(table, column, raw)
        return
    if meaning.startswith("care") and meaning in table.columns:  # each of them tells something of its own
        meaning += f"{MORE}{len(table.columns)}"
    table.headers.setdefault(meaning, column)
    own = field_of(table.layout.ledger, meaning) is not None  # the age of a party is kept, that of a person is not
    untouched = (meaning == "age" and not own) or meaning.startswith("care")  # their readers want the cell as it stands
    values = raw if untouched else _cleaned(table, column, raw, clean_one)
    known = table.columns.get(meaning)
    if meaning in TICKED and known is not None:
        _take_neither(table, column, known, values)
    table.columns[meaning] = (
        values if known is None else [_both(meaning, a, b) for a, b in zip(known, values, strict=True)]
    )


def _take_neither(table: Table, column: Column, first: list[Any], second: list[Any]) -> None:
    """Where both 男 and 女 are ticked, nobody knows."""
    for i, (one, other) in enumerate(zip(first, second, strict=True)):
        if one is not None and other is not None and one != other:
            first[i] = second[i] = None
            sentence = _("Two of the columns for one question are ticked in this row; neither was taken.")
            table.flaws.append(Flaw(i, column, "", sentence, "cell"))


def _is_note(table: Table, column: Column) -> bool:
    """Whether a column is the ledger's own remarks rather than something unknown that is kept there."""
    ledger = table.layout.ledger
    return field_of(ledger, NOTE) is not None and NOTE in meanings_of(ledger, column.header)


def _cleaned(table: Table, column: Column, raw: list[Any], clean_one: Callable[[Any], Any]) -> list[Any]:
    cache: dict[Any, Any] = {"": None, None: None}
    for value in raw:
        if value not in cache:
            cache[value] = clean_one(value)
    values = [cache[value] for value in raw]
    if any(type(value) is Odd for value in cache.values()):
        masked: list[int] = []
        for i, value in enumerate(values):
            if type(value) is Odd:
                values[i] = value.value
                if value.level == "masked":
                    masked.append(i)
                else:
                    _odd(table, column, i, raw[i], value)
        _say_masked(table, column, masked)
    return values


def _say_masked(table: Table, column: Column, rows: list[int]) -> None:
    """Say once for a column that its cells show parts of numbers only; in the program's own workbooks that is meant."""
    if table.layout.own:
        table.masked.update(rows)
    elif rows:
        sentence = _("{count} cells of this column show only a part of the number; they are not taken.")
        table.flaws.append(Flaw(rows[0], column, "", sentence.format(count=len(rows)), "cell", tuple(rows[1:])))


def _odd(table: Table, column: Column, i: int, cell: Any, odd: Odd) -> None:
    if odd.level == "coarse":
        table.coarse.setdefault(column.meaning, set()).add(i)
        return  # said once for the column, and only where nothing finer is known
    if odd.level == "nobody":
        table.nobody.setdefault(i, as_text(cell))
        return
    if odd.level == "lost":
        table.lost[i] = Flaw(i, column, cell, odd.sentence, odd.level)
        return
    if odd.level == "reject" and column.meaning == "document" and i in table.refused:
        return  # two people in a row have two names and two numbers: that is said of the names
    if odd.level == "note":
        table.note(i, column.header.replace("\n", ""), odd.kept or as_text(cell))
    if odd.sentence:
        level = "cell" if odd.level in ("warn", "note") and odd.value is None else odd.level
        table.flaw(i, column.meaning, cell, odd.sentence, level)


def _both(meaning: str, first: Any, second: Any) -> Any:
    if first is None or second is None or first == second:
        return first if first is not None else second
    if meaning in ("phone", "household.phone", "applicant_phone"):
        joined = "、".join(dict.fromkeys([*str(first).split("、"), *str(second).split("、")]))
        return joined if len(joined) <= 60 else first
    if meaning.endswith("estate"):
        return group_of(str(second), str(first)) or group_of(str(first), str(second)) or first
    return f"{first}；{second}" if meaning == NOTE else first


def _take_extra(table: Table, column: Column, raw: list[Any]) -> None:
    """What has no field of its own is kept in the note under its header."""
    if (first := _denied_of_all(column, raw)) >= 0:
        sentence = _("All answers in this column are no; they are not kept in the notes.")
        table.flaws.append(Flaw(first, column, "", sentence, "warn"))
        return
    label = _label_of(table, column)
    masked: list[int] = []
    for i, value in enumerate(raw):
        if value in ("", None) or is_blank(text := as_text(value)):
            continue
        if "**" in text:
            masked.append(i)
        else:
            table.note(i, label, text)
    _say_masked(table, column, masked)


def _denied_of_all(column: Column, raw: list[Any]) -> int:
    """The first answer of a column that says of everybody only that something is not so, 是否为失联党员 over 否: that tells
    nothing. -1 for any other."""
    leaf = column.header.rpartition(LEVELS)[2]
    if all(asked(key) == key for key in keys_of(leaf)):
        return -1
    answers = {i: flag_of(text) for i, value in enumerate(raw) if not is_blank(text := plain(value))}
    return min(answers, default=-1) if all(one is False for one in answers.values()) else -1


def _label_of(table: Table, column: Column) -> str:
    """What stands before a column's words in the note: where a header repeats, the second says so, or one would replace
    the other."""
    label = (column.label or column.header).replace("\n", "")
    alike = sum(
        one.meaning == NOTE and (one.label or one.header) == (column.label or column.header) and one.index < column.index
        for one in table.layout.columns
    )  # fmt: skip
    return f"{label}（{alike + 1}）" if alike else label
