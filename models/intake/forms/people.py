"""The people on a sheet of forms: whom each is about, and the members in its table."""

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Any

from models.codes import code_table
from models.intake.cleaning.cells import Odd, as_text
from models.intake.cleaning.coded import find_code
from models.intake.cleaning.names import clean_name
from models.intake.files.source import Sheet
from models.intake.forms.cells import value_of
from models.intake.forms.filled import Filled, Gathered, Label, says
from models.intake.forms.parts import Grid, Pair
from models.intake.meaning.columns import Certainty, Column
from models.intake.meaning.lexicon import NOTHING, ROSTER
from models.intake.meaning.understanding import meanings_of
from models.search import fold

_HOUSEHOLDER = "02"
_OF_THE_PAPER = re.compile(r"(?:填表|填报|制表|审核|复核|审批|打印)(?:人员?|者|单位|日期|时间|日)")
_BETWEEN = re.compile(r"[、,，;；/\s]+")
_TELLING = frozenset({"name", "householder", "document", "birth", "phone"})
_PRINTED = frozenset({"row_number", "relation"})  # may stand in a row that nobody has filled in


class People(Gathered):
    """Gathers the people of one sheet, form after form."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(sheet, ROSTER)

    def add(self, number: int, form: Sequence[Pair | Grid]) -> bool:
        """Take down the people of a form; False where nobody has filled it in."""
        pairs = self._of_householder([part for part in form if isinstance(part, Pair)])
        members = [one for part in form if isinstance(part, Grid) for one in self._members(number, part)]
        if not members and not any(self._meaning(pair.label) in _TELLING and says(pair.value) for pair in pairs):
            return False  # what stands there was printed: a community, a nation, a door
        who = next((p for p in pairs if self._meaning(p.label) in ("name", "householder") and says(p.value)), None)
        top = self._top(number, pairs, who.row if who else pairs[0].row if pairs else 0)
        self.filled += self._joined(top, members, self._who(pairs))
        return True

    def columns(self) -> list[Column]:
        """What each label means; who filled in the paper, and when, says nothing of anybody on it."""
        found = super().columns()
        for one in found:
            if _OF_THE_PAPER.fullmatch(one.header):
                one.decide(NOTHING)
            elif one.certainty is Certainty.CONFIRM and one.suggestion == "care" and self._tells_care(one.index):
                one.decide_by_content()
        return found

    def _tells_care(self, index: int) -> bool:
        """Whether nothing but categories of care stand behind a label, and it is plain whose they are."""
        said = [one for one in self.filled if says(one.cells.get(index, ""))]
        return bool(said) and all(self._is_of_one(one, as_text(one.cells[index])) for one in said)

    def _is_of_one(self, one: Filled, text: str) -> bool:
        """Which of a household is disabled its form does not say; who lives alone is plain, and a benefit is the family's."""
        cares = [find_code("care_category", word) for word in _BETWEEN.split(text) if word]
        alone = not one.top or sum(other.form == one.form for other in self.filled) == 1
        known = code_table("care_category").by_code
        return all(care and (alone or known[care].extra.get("scope") != "person") for care in cares)

    def _of_householder(self, pairs: list[Pair]) -> list[Pair]:
        """The labels with the name beneath a heading 户主信息 said to be the householder's."""
        for at, (heading, pair) in enumerate(itertools.pairwise(pairs), 1):
            heads = self._meaning(heading.label) == "householder" and not says(heading.value)
            if heads and heading.row < pair.row and self._meaning(pair.label) == "name":
                pairs[at] = pair._replace(label="户主姓名")
        return pairs

    def _members(self, number: int, grid: Grid) -> Iterator[Filled]:
        """The rows of a table that are filled in: a number or a word of kinship alone was printed."""
        meanings = [meanings_of("people", label) for label in grid.labels]
        if not any("name" in meaning for meaning in meanings):
            return
        for row in grid.rows:
            found = Filled(number, row, False)
            said = False
            for label, cell, meaning in zip(grid.labels, grid.header, meanings, strict=True):
                value = value_of(self._sheet.cell(row, cell.column))
                self._put(found, ("table", fold(label), 0), label, value, (row, cell.column))
                said |= says(value) and (meaning[:1] or ("",))[0] not in _PRINTED
            if said:
                yield found

    def _joined(self, top: Filled, members: list[Filled], who: str) -> list[Filled]:
        """The one on top and the members, each once; a form that names nobody on top is about its householder."""
        if not members:
            return [top]
        names = {key[1]: label for key, label in self._labels.items() if key[0] == "table"}
        if who:
            same = next((one for one in members if who in self._said(one, names, "name")), None)
        else:
            of_house = (o for o in members if _HOUSEHOLDER in map(_kin, self._said(o, names, "relation")))
            same = next(of_house, members[0])
        if same is None:
            return [top, *members]
        same.cells, same.places, same.top = same.cells | top.cells, same.places | top.places, True
        return members

    def _said(self, one: Filled, labels: dict[str, Label], meaning: str) -> list[str]:
        """What a member's row says under the labels of a meaning."""
        values = [one.cells.get(x.index, "") for x in labels.values() if meaning in meanings_of("people", x.header)]
        return [_name(value) if meaning == "name" else as_text(value) for value in values]

    def _who(self, pairs: Sequence[Pair]) -> str:
        """The name of the one whom the form is about: that of a person, otherwise of a householder."""
        for meaning in ("name", "householder"):
            for pair in pairs:
                if self._meaning(pair.label) == meaning and (name := _name(pair.value)):
                    return name
        return ""


def _name(value: Any) -> str:
    name = clean_name(value)
    return str((name.value if isinstance(name, Odd) else name) or "")


def _kin(text: str) -> str | None:
    return find_code("relation", text)
