"""Care categories in a roster: several in a cell, or a column of ticks for each."""

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.codes import code_table
from models.households import Care, CareCategory
from models.intake.cleaning.cells import as_text, is_blank, plain
from models.intake.cleaning.coded import flag_of
from models.intake.meaning.lexicon import never_kept
from models.intake.sheets.table import Table
from models.search import fold
from models.tables import batches
from models.words import _

_BETWEEN = re.compile(r"[;；,，、/\s|+]+")
_TWO_IN_ONE = {
    "病残": ("seriously_ill", "disabled"),
    "老弱病残": ("seriously_ill", "disabled"),
    "孤老": ("living_alone",),
}
_NOBODY = frozenset({"一般", "普通", "正常", "健康", "普通居民", "一般居民", "一般人群", "群众", "普通人员", "其他"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """One category that a row puts a person in, and what the cell said of it."""

    category_id: str
    whole_household: bool
    note: str | None = None


class Cares:
    """The categories in use, by every word for them; and who is in which already."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._words: dict[str, str] = {}
        self._ids: dict[str, str] = {}
        self._households: set[str] = set()
        self._open: set[tuple[str | None, str]] = set()
        seeds = code_table("care_category")
        for row in session.execute(select(CareCategory.id, CareCategory.key, CareCategory.name)):
            self._ids[row.key] = row.id
            seed = seeds.by_code.get(row.key)
            for word in (row.name, row.key, *((seed.zh, *seed.aliases) if seed else ())):
                self._words.setdefault(fold(word), row.id)
            if seed and seed.extra.get("scope") == "household":
                self._households.add(row.id)

    def load(self, people: list[str]) -> None:
        """Fetch the categories these people are in now."""
        for batch in batches(people):
            found = self._session.execute(
                select(Care.person_id, Care.household_id, Care.category_id)
                .where(Care.person_id.in_(batch), Care.until.is_(None))
            )  # fmt: skip
            self._open |= {(person, category) for person, _home, category in found}
        if not self._households:
            return
        whole = self._session.execute(
            select(Care.household_id, Care.category_id).where(Care.person_id.is_(None), Care.until.is_(None))
        )
        self._open |= {(home, category) for home, category in whole}

    @staticmethod
    def are_in(table: Table) -> bool:
        """Whether the table says anything of care."""
        return any(meaning.startswith("care") for meaning in table.columns)

    def wanted(self, table: Table, i: int) -> list[Wanted]:
        """What row i says; words that are no category go to the note, those never kept are left out with a word."""
        found: dict[str, Wanted] = {}
        for meaning, values in table.columns.items():
            if meaning == "care":
                for one in self._of_words(table, i, values[i]):
                    found.setdefault(one.category_id, one)
            elif meaning.startswith("care.") and (one_of := self._of_tick(table, i, meaning, values[i])):
                found.setdefault(one_of.category_id, one_of)
        return list(found.values())

    def _of_words(self, table: Table, i: int, cell: Any) -> list[Wanted]:
        text = plain(cell)
        if is_blank(text) or text in _NOBODY:
            return []
        if category := self._words.get(fold(text)):
            return [self._one(category)]
        found = []
        for word in filter(None, _BETWEEN.split(text)):
            category = self._words.get(fold(re.sub(r"[(（].*?[)）]", "", word)))
            if category:
                found.append(self._one(category))
            elif fold(word) in _TWO_IN_ONE:
                found += [self._one(self._ids[key]) for key in _TWO_IN_ONE[fold(word)] if key in self._ids]
            elif reason := never_kept(word):
                table.flaw(i, "care", word, reason, "warn")
            elif word not in _NOBODY and not is_blank(word):
                table.note(i, table.headers["care"].header, word)
                sentence = _("This is no care category of the register; it is kept in the note: {word}")
                table.flaw(i, "care", word, sentence.format(word=word), "warn")
        return found

    def _of_tick(self, table: Table, i: int, meaning: str, cell: Any) -> Wanted | None:
        text = plain(cell)
        category = self._ids.get(meaning.partition(".")[2])
        if is_blank(text) or category is None:
            return None
        ticked = flag_of(text)
        if ticked is not None:
            return self._one(category) if ticked else None
        named = self._words.get(fold(text))
        return self._one(category, None if named else as_text(cell))

    def _one(self, category: str, note: str | None = None) -> Wanted:
        return Wanted(category, category in self._households, note)

    def is_new(self, wanted: Wanted, person: str, home: str) -> bool:
        """Whether the register does not say so yet; asked a second time it does."""
        key = (home if wanted.whole_household else person, wanted.category_id)
        if key in self._open:
            return False
        self._open.add(key)
        return True
