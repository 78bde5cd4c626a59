"""Who of the register a row may be: by document number, else by name with birth and door or householder."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.fields import Values
from models.households import PEOPLE, Person
from models.intake.cleaning.documents import forms_of, matching_key, nearly_alike
from models.intake.compare import changed_fields, could_be
from models.search import fold
from models.tables import batches
from models.words import _

_FEW = 5


class Known(NamedTuple):
    """What of a person in the register tells who it is."""

    id: str
    name: str
    document: str | None
    birth: date | None
    household_id: str | None
    phone: str | None
    sex: str | None


@dataclass(slots=True)
class Row:
    """What of a row tells who it is. `home_id` is None where the row names no door."""

    name: str
    document: str | None
    birth: date | None
    coarse: bool
    home_id: str | None
    householder: str | None
    phone: str | None
    sex: str | None
    at_door: bool  # the household is one door, not a village


class Match(NamedTuple):
    """The person a row is; or, with a `reason`, those it may be; or nobody."""

    id: str | None = None
    reason: str = ""
    candidates: tuple[str, ...] = ()
    over: str = ""  # the field that speaks against it


class Persons:
    """The people of the register who share a number or a name with the file, loaded in lots."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._empty = session.scalar(select(Person.id).limit(1)) is None
        self.known: dict[str, Known] = {}
        self._by_document: dict[str, list[str]] = {}
        self._by_name: dict[str, list[str]] = {}
        self._heads: dict[str, set[str]] | None = None
        self._whole: dict[str, Any] | None = None  # all that is known of them, fetched where it is needed
        self._in_file: set[str] = set()  # the numbers that stand in the file

    def load(self, documents: Iterable[str], names: Iterable[str]) -> None:
        """Fetch everybody with one of these numbers or names."""
        if self._empty:
            return
        said = set(documents)
        self._in_file = set(map(matching_key, said))
        numbers = {form for document in said for form in forms_of(document)}
        for column, wanted in ((Person.document, sorted(numbers)), (Person.name, sorted(set(names)))):
            for batch in batches(wanted):
                for row in self._session.execute(
                    select(Person.id, Person.name, Person.document, Person.birth, Person.household_id, Person.phone,
                           Person.sex)
                    .where(column.in_(batch))
                ):  # fmt: skip
                    self._know(Known(*row))

    def _know(self, person: Known) -> None:
        if person.id in self.known:
            return
        self.known[person.id] = person
        self._by_name.setdefault(person.name, []).append(person.id)
        if person.document:
            self._by_document.setdefault(matching_key(person.document), []).append(person.id)

    def called(self, name: str) -> list[Known]:
        """Everybody of this name."""
        return [self.known[one] for one in self._by_name.get(name, ())]

    def match(self, row: Row, said: Callable[[], Values]) -> Match:
        """Who the row is; `said` tells all that it says, where name and door alone are to decide."""
        if self._empty:
            return Match()
        if row.document and (ids := self._by_document.get(matching_key(row.document))):
            return self._same_number(row, ids)
        found = self._by_name_and_place(row)
        alone = self._alone_at_door(row) if found.candidates and found.over == "" else None
        return found if alone is None else self._unless_contradicted(alone, said(), found)

    def suggest(self, row: Row) -> tuple[str, ...]:
        """Who a row with an unreadable number may be."""
        ids = self._by_name.get(row.name, [])
        near = [i for i in ids if self._lives(row, i) or self._born(row, i)]
        return tuple(near[:_FEW])

    def is_without_number(self, row: Row) -> bool:
        """Whether the row is one person of the register, by name, birth and door, whose number nobody knows yet."""
        same = [i for i in self._by_name.get(row.name, []) if self._is_same(row, i)]
        return len(same) == 1 and self.known[same[0]].document is None

    def _same_number(self, row: Row, ids: list[str]) -> Match:
        if len(ids) > 1:
            ids = [i for i in ids if self.known[i].name == row.name] or ids
        if len(ids) > 1:
            return Match(None, _("This number stands at more than one person of the register."), tuple(ids[:_FEW]))
        other = self.known[ids[0]].name
        if fold(other) != fold(row.name):  # a father's number dragged down to his son; or a new name: somebody says
            return Match(None, _("The same number, but another name: {name}.").format(name=other), tuple(ids))
        return Match(ids[0])

    def _by_name_and_place(self, row: Row) -> Match:
        ids = self._by_name.get(row.name, [])
        same = [i for i in ids if self._is_same(row, i)]
        if len(same) == 1:
            person = self.known[same[0]]
            if row.document and person.document:  # both have one, and they differ
                reason = _("Same name, birth and door, but another number in the register.")
                return Match(None, reason, tuple(same))
            return Match(same[0])
        if same:
            return Match(None, _("{count} people of the register fit.").format(count=len(same)), tuple(same[:_FEW]))
        return self._likely(row, ids)

    def _is_same(self, row: Row, i: str) -> bool:
        person = self.known[i]
        at_home = self._lives(row, i) or (row.home_id is None and person.household_id is None) or self._headed(row, i)
        if not at_home:
            return False
        if self._born(row, i):
            return True
        return row.birth is None and person.birth is None and not (row.document and person.document)

    def _likely(self, row: Row, ids: list[str]) -> Match:
        near = []
        if corrected := [i for i in ids if self._may_be_corrected(row, i)]:
            reason = _(
                "Same name and door, or nearly the same number: was the number corrected, or is it somebody else?"
            )
            return Match(None, reason, tuple(corrected[:_FEW]))
        for i in ids:
            person = self.known[i]
            if row.document and person.document:
                continue  # two numbers are two people
            bare = not row.document and row.birth is None and row.home_id is None
            phone = row.phone and person.phone and set(row.phone.split("、")) & set(person.phone.split("、"))
            if self._born(row, i) or self._lives(row, i) or phone or bare:
                near.append(i)
        if not near:
            return Match()
        reason = _("Without a number that both have: same name as {count} in the register.").format(count=len(near))
        return Match(None, reason, tuple(near[:_FEW]))

    def _alone_at_door(self, row: Row) -> str | None:
        """The only one of this name behind the row's door, where nothing that tells people apart is said by both."""
        here = [i for i in self._by_name.get(row.name, []) if self._lives(row, i)] if row.at_door else []
        if len(here) != 1:
            return None
        person = self.known[here[0]]
        pairs = ((row.document, person.document), (row.birth, person.birth))
        other_sex = row.sex and person.sex and row.sex != person.sex
        return None if other_sex or any(one and other for one, other in pairs) else person.id

    def _unless_contradicted(self, i: str, said: Values, doubt: Match) -> Match:
        """Somebody known by name and door alone is taken where the row only adds; what would be overwritten is asked."""
        if self._whole is None:
            self._whole = {}
            for batch in batches(list(self.known)):
                for row in self._session.execute(select(Person.__table__).where(Person.id.in_(batch))).mappings():
                    self._whole[row["id"]] = row
        old = self._whole[i]
        fields = changed_fields(PEOPLE, old, {name: value for name, value in said.items() if name != "note"})
        over = next((name for name, (was, _new) in fields.items() if was is not None), "")
        return doubt._replace(over=over) if over else Match(i)

    def _may_be_corrected(self, row: Row, i: str) -> bool:
        """Whether a row with another number may be a person of this name whose number was corrected: they share the door,
        or their numbers are hardly different. Somebody whose own number stands in the file too is somebody else."""
        known = self.known[i].document
        if not row.document or not known or matching_key(known) in self._in_file:
            return False
        return self._lives(row, i) or nearly_alike(row.document, known)

    def _lives(self, row: Row, i: str) -> bool:
        return row.home_id is not None and self.known[i].household_id == row.home_id

    def _born(self, row: Row, i: str) -> bool:
        birth = self.known[i].birth
        if row.birth is None or birth is None:
            return False
        return could_be(row.birth, birth) if row.coarse else birth == row.birth

    def _headed(self, row: Row, i: str) -> bool:
        """Whether the row's householder is the one of the household where the person lives."""
        home = self.known[i].household_id
        if not row.householder or row.home_id is not None or home is None:
            return False
        if self._heads is None:
            self._heads = {}
            for household_id, name in self._session.execute(
                select(Person.household_id, Person.name).where(Person.relation == "02")
            ):
                self._heads.setdefault(household_id or "", set()).add(name)
        return row.householder in self._heads.get(home, set())
