"""Care categories in a roster: several in a cell, a column of ticks for each, and columns that tell more of one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.codes import code_table
from models.households import CareCategory
from models.intake.cleaning.cells import as_text, is_blank, plain
from models.intake.cleaning.coded import flag_of
from models.intake.meaning.columns import TITLE
from models.intake.meaning.never import never_kept
from models.intake.roster.care_words import NOBODY, Says, denies, says, words_of_headers
from models.intake.sheets.table import MORE, Table
from models.search import fold
from models.words import _

_BETWEEN = re.compile(r"[;；,，、/\s|+]+")
_IN_BRACKETS = re.compile(r"[(（].*?[)）]")
_ASKING = re.compile(r"^(?:是否|有无|是不是)(?:为|是|有)?|与?否$")
_TWO_IN_ONE = {
    "病残": ("seriously_ill", "disabled"),
    "老弱病残": ("seriously_ill", "disabled"),
    "孤老": ("living_alone",),
}


class Said(NamedTuple):
    """One cell that speaks of a care. What it `tells` beyond a yes is kept in the care's note."""

    column: str
    label: str
    text: str
    tells: bool

    @property
    def piece(self) -> str:
        return f"{self.label}：{self.text}"


@dataclass(slots=True)
class Wanted:
    """One category that a row puts a person in, and the cells that say so."""

    category_id: str
    name: str
    whole_household: bool
    said: list[Said] = field(default_factory=list)


class Cares:
    """The categories in use, by every word for them."""

    def __init__(self, session: Session) -> None:
        self._words: dict[str, str] = {}  # folded, to the category's key
        self._categories: dict[str, tuple[str, str, bool]] = {}
        seeds = code_table("care_category")
        for row in session.execute(select(CareCategory.id, CareCategory.key, CareCategory.name)):
            seed = seeds.by_code.get(row.key)
            of_all = bool(seed and seed.extra.get("scope") == "household")
            self._categories[row.key] = (row.id, row.name, of_all)
            for word in (row.name, row.key, *((seed.zh, *seed.aliases) if seed else ())):
                self._words.setdefault(fold(word), row.key)
        self._words_for = {
            key: words_of_headers(key) | {word for word, of in self._words.items() if of == key}
            for key in self._categories
        }

    @staticmethod
    def are_in(table: Table) -> bool:
        """Whether the table says anything of care."""
        return any(meaning.startswith("care") for meaning in table.columns)

    def wanted(self, table: Table, i: int) -> list[Wanted]:
        """What row i says; what cannot be told goes to the note with a word, what is never kept is left out with one."""
        found: dict[str, Wanted] = {}
        denied: list[tuple[str, Said]] = []
        for column, values in table.columns.items():
            if not column.startswith("care") or is_blank(text := plain(values[i])):
                continue
            meaning = column.partition(MORE)[0]
            if meaning == "care":
                for key, said in self._of_words(table, i, column, text):
                    self._want(found, key).said.append(said)
            elif (key := meaning.partition(".")[2]) in self._categories:
                said = self._said(table, column, key, values[i])
                answer = says(text, said.label, self._words_for[key])
                if answer in (Says.YES, Says.DETAIL):
                    self._want(found, key).said.append(said._replace(tells=answer is Says.DETAIL))
                else:
                    denied.append((key, said))
        for key, said in denied:
            self._deny(table, i, said, key, found.get(key))
        return list(found.values())

    def parted(self, table: Table, i: int, text: str) -> tuple[list[str], str]:
        """The categories of a cell that names several, by their names; what is none goes to the note with a word. Beside
        it why nothing is left of a cell of which nothing is kept."""
        words = [word for word in _BETWEEN.split(text) if word and word not in NOBODY]
        if not words or fold(text) in self._words or (len(words) == 1 and not self._is_told(words[0])):
            return [], ""
        keys: dict[str, None] = {}
        for key, said in self._of_words(table, i, "category_id", text):
            keys[key] = None
            if said.tells:
                table.note(i, said.label, said.text)
        return [self._categories[key][1] for key in keys], _("There is no care category of the register in this cell.")

    def _is_told(self, word: str) -> bool:
        return fold(_IN_BRACKETS.sub("", word)) in self._words or never_kept(word) is not None

    def _want(self, found: dict[str, Wanted], key: str) -> Wanted:
        return found.setdefault(key, Wanted(*self._categories[key]))

    def _said(self, table: Table, column: str, key: str, cell: Any) -> Said:
        header = table.headers[column]
        label = self._categories[key][1] if header.index == TITLE else header.header.replace("\n", "")
        return Said(column, label, as_text(cell), False)

    def _deny(self, table: Table, i: int, said: Said, key: str, wanted: Wanted | None) -> None:
        """A no beside a column that tells more is kept with it: of a part, 是否重残, it contradicts nothing."""
        no = says(plain(said.text), said.label, self._words_for[key]) is Says.NO
        if wanted is not None:
            wanted.said.append(said._replace(tells=True))
            if no and self._words.get(fold(_ASKING.sub("", said.label))) == key:
                sentence = _("This says no, another column of the row says yes: the care was made, please compare.")
                table.flaw(i, said.column, said.text, sentence, "warn")
        elif not no:
            table.note(i, said.label, said.text)
            sentence = _("This may mean no, or no longer: no care was made, the words are kept in the note.")
            table.flaw(i, said.column, said.text, sentence, "warn")

    def _of_words(self, table: Table, i: int, column: str, text: str) -> Iterator[tuple[str, Said]]:
        label = table.headers[column].header.replace("\n", "")
        if text in NOBODY:
            return
        if key := self._words.get(fold(text)):
            yield key, Said(column, label, text, False)
            return
        for word in filter(None, _BETWEEN.split(text)):
            bare = fold(_IN_BRACKETS.sub("", word))
            if key := self._words.get(bare):
                yield key, Said(column, label, word, bare != fold(word))
            elif bare in _TWO_IN_ONE:
                for one in _TWO_IN_ONE[bare]:
                    if one in self._categories:
                        yield one, Said(column, label, word, False)
            elif reason := never_kept(word):
                table.flaw(i, column, word, reason, "warn")
            elif not (word in NOBODY or is_blank(word) or flag_of(word) is False or self._denies_any(word)):
                table.note(i, label, word)
                sentence = _("This is no care category of the register; it is kept in the note: {word}")
                table.flaw(i, column, word, sentence.format(word=word), "warn")

    def _denies_any(self, word: str) -> bool:
        return any(denies(word, words) for words in self._words_for.values())
