"""A row for each household with its members in one cell: 家庭成员 = 李敏（妻）、王小明（子，2015年生）.

Each becomes a person of the household; the row itself is its householder's, or its first member's.
"""

import re
from collections.abc import Sequence
from typing import Any

from models.intake.cleaning.cells import as_text, is_blank
from models.intake.cleaning.kin import Member, Members, members_in
from models.intake.meaning.columns import Certainty, Column
from models.intake.meaning.lexicon import NOTE, words_of
from models.intake.sheets.table import Table
from models.words import _

_LISTED = re.compile("成员|家人|同住|共同居住|共同生活|家属|人口")
_BETWEEN = re.compile(
    r"[、,，;；/|+。:：\s)）]|\d|[一二两三四五六七八九十]口?人"
)  # what a list has that a name has not
_NUMBERS = re.compile(r"\d{7,}[Xx]?")
_OF_ONE = frozenset({"document", "birth", "sex", "relation"})
_PERSONAL = (
    "document", "birth", "sex", "ethnic_group", "education", "political", "marital", "work", "phone", "relation",
)  # fmt: skip
_HOUSEHOLDER = "02"
_SELF = ("01", _HOUSEHOLDER)


def is_list(column: Column, cells: Sequence[Any], columns: Sequence[Column]) -> bool:
    """Whether the cells of a column of names hold several people each, so that a row is a household."""
    called = _LISTED.search(column.header) is not None
    of_one = any(one.meaning in _OF_ONE for one in columns)
    if of_one and not called:
        return False
    filled = [text for cell in cells if not is_blank(text := as_text(cell))]
    several = sum(_names_several(members_in(text), called=called) for text in filled if _BETWEEN.search(text))
    return several > 0 and (several * 2 >= len(filled) or (called and not of_one))


def _names_several(found: Members, *, called: bool) -> bool:
    """Whether a cell names more than one; where the column is called so, also one beside words that are not understood."""
    return len(found.members) > 1 or found.count > 0 or (called and len(found.members) + len(found.rest) > 1)


def take_lists(columns: Sequence[Column], cells: Sequence[Sequence[Any]]) -> None:
    """A list of members that is called so, beside a householder and nobody else, is one of names."""
    meanings = {one.meaning for one in columns}
    if "householder" not in meanings or "name" in meanings:
        return
    for one, values in zip(columns, cells, strict=True):
        if one.meaning == NOTE and _LISTED.search(one.header) and is_list(one, values, columns):
            one.meaning, one.certainty = "name", Certainty.BY_CONTENT
            return


def spread(table: Table, column: Column, cells: Sequence[Any]) -> None:
    """Give each member whom these cells name a row. `cells` are those of the rows that the table has now."""
    _Spreading(table, column).spread(cells)


class _Spreading:
    """Makes rows of the members in one column of a table."""

    def __init__(self, table: Table, column: Column) -> None:
        self._table, self._column = table, column
        self._noted: dict[int, list[str]] = {}  # of each row the words that go into its note
        table.rows = list(table.rows)
        table.columns.setdefault("name", [None] * len(table.rows))
        table.headers["name"] = column

    def spread(self, cells: Sequence[Any]) -> None:
        table, told = self._table, False
        for i, cell in enumerate(cells):
            found = members_in(cell)
            own = table.columns["name"][i] or table.get("householder")[i]
            self._say_what_is_left(i, as_text(cell), found, own)
            if not (own or found.members):
                continue
            head = self._take_head(i, found.members, own)
            others = [one for one in found.members if one is not head]
            if others and not own:
                self._leave_to_household(i)
            for one in others:
                new = table.beside(i, lambda meaning: meaning.startswith(("household.", "householder")))
                self._put(new, one)
            told = told or bool(others)
        for i, words in self._noted.items():
            table.note(i, self._column.header, "、".join(dict.fromkeys(words)))
        if told:
            self._say_how()

    def _take_head(self, i: int, members: Sequence[Member], own: str | None) -> Member | None:
        """Whose the row itself is: the householder's whom it names, else that of the one called so, else of the first;
        what the cell says of that person goes to the row."""
        called = next((one for one in members if one.said.get("relation") in _SELF), None)
        head = next((one for one in members if one.name == own), None) if own else called or members[0]
        self._table.columns["name"][i] = own or (head.name if head else None)
        if own and own == self._table.get("householder")[i]:
            self._set(i, "relation", _HOUSEHOLDER)
        if head is not None:
            self._put(i, head)
        return head

    def _put(self, i: int, one: Member) -> None:
        self._table.columns["name"][i] = one.name
        for meaning, value in one.said.items():
            if not self._set(i, meaning, value):
                self._note(i, as_text(value))
        if one.coarse and self._table.columns["birth"][i] == one.said["birth"]:
            self._table.coarse.setdefault("birth", set()).add(i)
        self._note(i, *one.rest)

    def _set(self, i: int, meaning: str, value: Any) -> bool:
        """Fill a cell; False where it says something else already."""
        values = self._table.columns.setdefault(meaning, [None] * len(self._table.rows))
        self._table.headers.setdefault(meaning, self._column)
        values[i] = value if values[i] is None else values[i]
        return bool(values[i] == value)

    def _note(self, i: int, *words: str) -> None:
        if words:
            self._noted.setdefault(i, []).extend(words)

    def _leave_to_household(self, i: int) -> None:
        """Where a row names several people and no householder, its phone is the household's; whose the rest is nobody
        can tell: it goes into the note."""
        table = self._table
        for meaning in _PERSONAL:
            value = table.get(meaning)[i]
            if value is None or table.headers[meaning] is self._column:
                continue
            table.columns[meaning][i] = None
            if meaning == "phone":
                phones = table.columns.setdefault("household.phone", [None] * len(table.rows))
                table.headers.setdefault("household.phone", table.headers["phone"])
                phones[i] = phones[i] or value
                continue
            table.note(i, table.headers[meaning].header, as_text(value))
            sentence = _(
                "Several people stand in this row, and nothing says whose this is ({field}); it is kept in the note."
            )
            table.flaw(i, meaning, value, sentence.format(field=words_of("people", meaning)), "warn")

    # -- what is said

    def _say_how(self) -> None:
        table = self._table
        table.flaw_once(
            0, "name", _("Several people stand in one cell here: each is taken as a person of the household.")
        )
        of_head = [
            table.headers[one].header for one in _PERSONAL
            if one in table.headers and table.headers[one] is not self._column
        ]  # fmt: skip
        if of_head and "householder" in table.headers and table.layout.kind == "table":
            sentence = _("What these columns say is taken for the householder's: {names}.")
            table.flaw_once(0, "householder", sentence.format(names="、".join(of_head)))

    def _say_what_is_left(self, i: int, cell: str, found: Members, own: str | None) -> None:
        """What could not be told of a cell goes into the note; and it is said where more are counted than named."""
        self._note(i, *found.rest)
        if found.rest and not (own or found.members):
            self._table.flaw(i, "name", _shown(cell), _("No person could be told in this cell."), "reject")
        elif found.rest:
            sentence = _("This could not be told as a person and is kept in the note: {texts}")
            said = sentence.format(texts="、".join(map(_shown, found.rest)))
            self._table.flaw(i, "name", _shown(cell), said, "warn")
        named = len(found.members)
        with_head = named + (own is not None and all(one.name != own for one in found.members))
        if found.count and found.count not in (named, with_head):
            sentence = _("{count} people are counted here, and {named} are named.")
            self._note(i, cell)
            said = sentence.format(count=found.count, named=with_head)
            self._table.flaw(i, "name", _shown(cell), said, "warn")


def _shown(text: str) -> str:
    """A cell's words without the numbers in it, which are nobody's business in a list of problems."""
    return _NUMBERS.sub("…", text)
