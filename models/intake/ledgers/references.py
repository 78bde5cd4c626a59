"""What a cell names, as the id of the record it means: a unit, a person, a post, a case by its number."""

import re
from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.codes import code_table
from models.fields import RecordSpec
from models.households import Person, Residence
from models.intake.cleaning.cells import Odd, as_text
from models.intake.cleaning.documents import forms_of, matching_key
from models.intake.cleaning.names import clean_name
from models.intake.cleaning.phones import share_phone
from models.intake.places.places import Places
from models.intake.roster.brought import Brought
from models.search import fold
from models.tables import batches
from models.words import _

_WITH_CODE = re.compile(r"^(.*)[（(]([^（()）]+)[)）]$")
_SEEDED = {"post": "post", "care_category": "care_category"}


def name_in(text: Any) -> str:
    """The name that a cell holds, as the register writes it: 赵　浩 is 赵浩; blank if none."""
    name = clean_name(text)
    return str((name.value if isinstance(name, Odd) else name) or "")


def says_more(text: Any) -> bool:
    """Whether something stands beside the name in a cell: 赵浩（女儿家）."""
    name = clean_name(text)
    return isinstance(name, Odd) and name.level == "note"


class References:
    """Finds the one record that a cell's words mean; each table is loaded once, people by the names asked for."""

    def __init__(self, session: Session, places: Places, brought: Brought) -> None:
        self._session = session
        self._places = places
        self._brought = brought
        self._words: dict[str, dict[str, list[str]]] = {}
        self._people: dict[str, list[tuple[str, str | None]]] = {}
        self._numbers: dict[str, list[tuple[str, str, str | None]]] = {}
        self._phones: dict[str, str | None] = {}
        self._stays: set[tuple[str, str]] = set()  # who lived where before

    def load_people(self, names: Iterable[str]) -> None:
        """Fetch everybody of these names."""
        wanted = sorted({name for text in names if (name := name_in(text)) and name not in self._people})
        self._people |= {name: [] for name in wanted}
        for batch in batches(wanted):
            columns = (Person.id, Person.name, Person.household_id, Person.phone)
            for person_id, name, home, phone in self._session.execute(select(*columns).where(Person.name.in_(batch))):
                self._people[name].append((person_id, self._lives(person_id, home)))
                self._phones[person_id] = phone
            earlier = select(Residence.person_id, Residence.household_id).join(Person, Person.id == Residence.person_id)
            for person_id, home in self._session.execute(earlier.where(Person.name.in_(batch))):
                self._stays.add((person_id, home))
        for name in wanted:
            self._people[name] += [(person_id, home) for person_id, _name, home in self._brought.named(name)]

    def _lives(self, person_id: str, home: str | None) -> str | None:
        """Where somebody lives once the file is read; where that was before is kept as an earlier stay."""
        if person_id not in self._brought.moved:
            return home
        if home is not None:
            self._stays.add((person_id, home))
        return self._brought.moved[person_id][1]

    def people(self, text: Any, home: str | None) -> list[tuple[str, str | None]]:
        """Everybody of this name, in this household where it is known and somebody of it is; and where each lives."""
        found = self._people.get(name_in(text), [])
        if home is not None:
            here = [one for one in found if one[1] == home]
            found = here or [one for one in found if (one[0], home) in self._stays] or found
        return found

    def surely(self, text: str, home: str | None, phone: str | None) -> str | None:
        """The one person of this name who lives in this household, or has this phone; a name alone names nobody surely."""
        found = self._people.get(name_in(text), [])
        here = [person for person, lives in found if home is not None and lives == home]
        if len(here) == 1:
            return here[0]
        reached = [person for person, _lives in found if phone and share_phone(phone, self._phones.get(person))]
        return reached[0] if len(reached) == 1 and not here else None

    def reached(self, person: str | None, phone: str) -> bool:
        """Whether the register has this phone for this person."""
        return person is not None and share_phone(phone, self._phones.get(person))

    def load_numbers(self, numbers: Iterable[str]) -> None:
        """Fetch everybody with one of these document numbers."""
        wanted = {form for number in numbers for form in forms_of(number)}
        for batch in batches(sorted(wanted)):
            columns = (Person.id, Person.name, Person.household_id, Person.document)
            for person_id, name, home, document in self._session.execute(
                select(*columns).where(Person.document.in_(batch))
            ):
                found = (person_id, name, self._lives(person_id, home))
                self._numbers.setdefault(matching_key(document or ""), []).append(found)
        for number in sorted({matching_key(form) for form in wanted}):
            if brought := self._brought.numbered(number):
                self._numbers.setdefault(number, []).extend(brought)

    def numbered(self, number: str) -> tuple[str, str, str | None] | None:
        """The one person with this document number: id, name, and where that person lives."""
        found = list(dict.fromkeys(self._numbers.get(matching_key(number), ())))
        return found[0] if len(found) == 1 else None

    def elsewhere(self, text: Any, home: str) -> str | None:
        """Where the one person of this name lives, if it is not and never was this household."""
        found = self._people.get(name_in(text), [])
        if len(found) != 1:
            return None
        person, lives = found[0]
        return None if lives == home or (person, home) in self._stays else lives

    def why_nobody(self, text: str) -> str:
        """Why a name without a door has led to nobody."""
        if len(self._people.get(name_in(text), [])) > 1:
            return _("Several people are called {text}; say behind which door.").format(text=text)
        return _("The register does not know this: {text}").format(text=text)

    def find(self, of: RecordSpec, text: Any, estate: str | None = None) -> str | None:
        """The id of the one record of this type that the text names."""
        words = as_text(text)
        if not words:
            return None
        coded = _WITH_CODE.match(words)  # namesakes are written with their code behind
        if coded and (found := self._find(of, coded[2], estate)):
            return found
        return self._find(of, words, estate)

    def _find(self, of: RecordSpec, words: str, estate: str | None) -> str | None:
        if of.table_name == "unit":
            found = self._places.unit(words, estate)
            return found or (self._places.own() if self._places.is_office(words) else None)
        if of.table_name == "grid":
            return self._places.grid(words)
        ids = self._known(of).get(fold(words), [])
        return ids[0] if len(set(ids)) == 1 else None

    def _known(self, of: RecordSpec) -> dict[str, list[str]]:
        if of.table_name not in self._words:
            self._words[of.table_name] = self._load(of)
        return self._words[of.table_name]

    def _load(self, of: RecordSpec) -> dict[str, list[str]]:
        """Every record by its title, its single title fields and what makes it itself."""
        names = [n for n in dict.fromkeys((*of.title, *of.identity)) if not of.column(n).foreign_keys]
        found: dict[str, list[str]] = {}
        for row in self._session.execute(select(of.sql.c.id, *(of.sql.c[n] for n in names))):
            texts = [str(value) for value in row[1:] if value is not None]
            for text in {*texts, " ".join(str(row._mapping[n]) for n in of.title if n in names and row._mapping[n])}:
                found.setdefault(fold(text), []).append(row[0])
        self._add_aliases(of, found)
        return found

    @staticmethod
    def _add_aliases(of: RecordSpec, found: dict[str, list[str]]) -> None:
        if of.table_name in _SEEDED:
            for code in code_table(_SEEDED[of.table_name]).codes:
                ids = found.get(fold(code.code), [])
                for alias in (code.zh, *code.aliases):
                    found.setdefault(fold(alias), list(ids))
