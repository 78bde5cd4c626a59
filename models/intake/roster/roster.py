"""A roster of people becomes a plan: each row's household, who it is, what is new and what changes."""

from typing import Any

from sqlalchemy.orm import Session

from models.fields import Values
from models.households import HOMELESS_KEY, PEOPLE, home_key
from models.ids import new_id
from models.intake.compare import merged_note
from models.intake.places.dwellings import settle_homes
from models.intake.places.homes import Ambiguous, Home, Homes
from models.intake.places.outside import leave_outside
from models.intake.places.unclear import Unclear
from models.intake.plans import NOT_TAKEN, Outcome, Plan, Review
from models.intake.roster.absence import absent
from models.intake.roster.care_rows import CareRows
from models.intake.roster.families import name_families, take_counters
from models.intake.roster.homeless import note_place
from models.intake.roster.known import compare_known
from models.intake.roster.new_people import NewPeople
from models.intake.roster.nobody import settle_nobody
from models.intake.roster.odd_names import take_odd_names
from models.intake.roster.persons import Match, Persons, Row
from models.intake.roster.repeats import add_to, says_otherwise
from models.intake.roster.roster_columns import prepare
from models.intake.roster.roster_rows import (
    follows,
    name_householders,
    say_coarse,
    say_estates,
    say_masked,
    say_other_householders,
    say_two_families,
    shared_numbers,
)
from models.intake.roster.seen import Seen
from models.intake.roster.spans import settle_spans
from models.intake.sheets.table import Table
from models.progress import Progress
from models.words import _

_STEP = 2_000
_NAMES, _NUMBERS = ("name", "householder"), ("document", "householder.document")
_PERSONAL = ("document", "birth", "sex", "phone", "relation")


class Roster:
    """Plans the people and households of one file, sheet after sheet."""

    def __init__(self, session: Session, plan: Plan, homes: Homes, progress: Progress) -> None:
        self._session, self._plan, self._homes, self._progress = session, plan, homes, progress
        self._persons = Persons(session)
        self._cares = CareRows(session, plan)
        self._new = NewPeople(self.new_person)
        self._fields = [f.name for f in PEOPLE.fields if f.name not in ("household_id", "note")]
        self._seen = Seen([])
        self._matched: list[tuple[str, Table, int]] = []
        self._ambiguous: set[tuple[int, int]] = set()
        plan.inserts.setdefault("household", [])
        plan.inserts["person"] = self._new

    def plan(self, tables: list[Table]) -> None:
        """Decide every row of these tables."""
        for table in tables:
            prepare(table)
            take_odd_names(table)
            settle_nobody(table)
            leave_outside(table, self._homes)
        take_counters(tables)
        for table in tables:
            name_families(table)
        self._load(tables)
        Unclear(self._session, self._homes, "household.", self._persons).settle(tables)
        for table in tables:
            self._find_homes(table)
        say_estates(tables, self._homes)
        name_householders(tables)
        say_two_families(tables)
        say_other_householders(self._session, tables, self._persons)
        for table in tables:
            settle_spans(table)
        self._seen = Seen(tables)
        shared = shared_numbers(tables)
        done, total = 0, sum(len(table.rows) for table in tables)
        for table in tables:
            for i in range(len(table.rows)):
                if i % _STEP == 0:
                    self._progress(done + i, total)
                self._decide(table, i, shared)
            done += len(table.rows)
        self._compare()
        self._settle_homes()
        self._give_cares()
        for table in tables:
            say_masked(table)
            self._plan.count(table.outcomes)
            self._plan.take_flaws(table)
            say_coarse(self._plan, table)
        self._count(tables)
        # The new people are written from here; what only decided who is who may go before that.
        self._homes.forget()
        self._persons = Persons(self._session)
        self._seen = Seen([])

    def _load(self, tables: list[Table]) -> None:
        self._persons.load(
            (number for table in tables for of in _NUMBERS for number in table.get(of) if number),
            (name for table in tables for of in _NAMES for name in table.get(of) if name),
        )

    # -- households

    def _find_homes(self, table: Table) -> None:
        previous: Home | None = None
        relations, householders = table.get("relation"), table.get("householder")
        table.homes, table.outcomes = [None] * len(table.rows), [None] * len(table.rows)
        for i in range(len(table.rows)):
            home: Home | None = None
            if i in table.outside:
                previous = None
                continue
            try:
                home = self._homes.of_row(table, i, "household.")
            except Ambiguous:
                self._ambiguous.add((id(table), i))
                self._plan.in_several_estates += 1
            if home is None and previous:
                building = previous.values.get("building")
                home = previous if follows(table, i, relations, householders, building) else None
            table.homes[i] = previous = home
            if home is not None:
                home.rows.append((table, i))

    # -- people

    def _decide(self, table: Table, i: int, shared: set[str]) -> None:
        if i in table.refused:
            table.outcomes[i] = Outcome.REJECTED
            return
        name, document = table.columns["name"][i], table.get("document")[i]
        home = table.homes[i]
        if name is None:
            self._nameless(table, i, home)
            return
        row = self._row(table, i, name, document, home)
        if i in table.lost:
            self._cut_number(table, i, row)
        elif (id(table), i) in self._ambiguous:
            self._review(table, i, "household.room", Match(None, _("This door stands in several estates; say which.")))
        elif document and document in shared:
            self._review(table, i, "document", Match(None, _("Several names in this file share this number.")))
        else:
            self._match(table, i, row)

    def _row(self, table: Table, i: int, name: str, document: str | None, home: Home | None) -> Row:
        coarse = i in table.coarse.get("birth", ())
        return Row(
            name, document, table.get("birth")[i], coarse, home.id if home and not home.by_name else None,
            table.get("householder")[i], table.get("phone")[i], table.get("sex")[i],
            home is not None and home.is_one_door,
        )  # fmt: skip

    def _nameless(self, table: Table, i: int, home: Home | None) -> None:
        """A row without a name: an empty dwelling if it says nothing of a person, otherwise not to be taken."""
        said = any(table.get(meaning)[i] is not None for meaning in _PERSONAL)
        if home is not None and not said:
            table.outcomes[i] = Outcome.CREATED if home.new and home.rows[0] == (table, i) else Outcome.UNCHANGED
            return
        sentence = _("There is no name in this row.")
        table.flaw(i, "name", "", sentence, "reject")
        table.outcomes[i] = Outcome.REJECTED

    def _cut_number(self, table: Table, i: int, row: Row) -> None:
        """A number that a spreadsheet has cut is never accepted: somebody says whose it is, or its owner comes in without
        it, where birth and door tell the same person when the number is corrected; else the row is."""
        flaw = table.lost[i]
        row.document = None
        candidates = self._persons.suggest(row)
        if candidates and not self._persons.is_without_number(row):
            known = self._persons.known[candidates[0]]
            reason = f"{flaw.sentence} " + _("It may be {name}.").format(name=known.name)
            self._review(table, i, "document", Match(None, reason, candidates), flaw.value)
        elif row.birth is not None and row.at_door:
            without = _("Until then the person is registered without it.")
            table.flaw(i, "document", flaw.value, f"{flaw.sentence} {without}", "cell")
            self._match(table, i, row)
        else:
            table.flaw(i, "document", flaw.value, flaw.sentence, "reject")
            table.outcomes[i] = Outcome.REJECTED

    def _match(self, table: Table, i: int, row: Row) -> None:
        if (again := self._seen.find(table, row)) is not None:
            self._repeated(table, i, again)
            return
        if doubt := self._seen.doubt(table, row):
            self._review(table, i, "document" if row.document else "name", Match(None, doubt))
            return
        match = self._persons.match(row, lambda: self.values(table, i))
        if match.reason:
            self._review(table, i, match.over or ("document" if row.document else "name"), match)
            return
        if match.id and (again := self._seen.of_id(match.id)):
            self._repeated(table, i, again)
            return
        person_id = match.id or new_id()
        self._seen.add(row, (person_id, table, i), match.id)
        if table.homes[i] is None and not (match.id and self._persons.known[match.id].household_id):
            note_place(table, i)
            self._plan.homeless += match.id is None
        if match.id:
            self._take_known(match.id, table, i)
        else:
            self._take_new(person_id, table, i)

    def _take_known(self, person_id: str, table: Table, i: int) -> None:
        self._matched.append((person_id, table, i))
        table.outcomes[i] = Outcome.UNCHANGED
        self._cares.want(table, i, person_id, self._home_of(person_id, table, i))

    def _take_new(self, person_id: str, table: Table, i: int) -> None:
        self._new.rows.append((person_id, table, i))
        table.outcomes[i] = Outcome.CREATED
        self._cares.want(table, i, person_id, self._home_of(person_id, table, i))

    def _home_of(self, person_id: str, table: Table, i: int) -> str | None:
        """The household where a person is cared for: the row's, or where the register knows the person to live."""
        home, known = table.homes[i], self._persons.known.get(person_id)
        return home.id if home else known.household_id if known else None

    def _repeated(self, table: Table, i: int, first: tuple[str, Table, int]) -> None:
        """The same person a second time in the file: nothing new, or a contradiction that somebody has to settle."""
        person_id, other, j = first
        self._cares.want(table, i, person_id, self._home_of(person_id, other, j))
        said, before = self.values(table, i), self.values(other, j)
        if name := says_otherwise(table, i, said, other, j, before):
            reason = _("This person stands in row {row} already, with something else here.")
            if other.sheet.name != table.sheet.name:
                reason = _("This person stands in row {row} of “{sheet}” already, with something else here.")
            reason = reason.format(row=other.rows[j] + 1, sheet=other.sheet.name)
            self._review(table, i, name if name in table.headers else "name", Match(None, reason))
            return
        had_home = other.homes[j] is not None
        added = add_to(table, i, said, other, j, before)
        if not had_home and other.homes[j] is not None and other.outcomes[j] is Outcome.CREATED:
            self._plan.homeless -= 1
        table.outcomes[i] = Outcome.UPDATED if added and other.outcomes[j] is Outcome.CREATED else Outcome.UNCHANGED

    def _review(self, table: Table, i: int, meaning: str, match: Match, value: Any = "") -> None:
        value = value or table.get(meaning)[i] or ""
        self._plan.problem(table, i, meaning, value, match.reason, "review")
        self._plan.reviews.append(Review(table, i, match.reason, match.candidates, self.values(table, i)))
        table.outcomes[i] = Outcome.REVIEW

    # -- values

    def values(self, table: Table, i: int) -> Values:
        """What a row says of its person, blanks left out."""
        found = {n: v for n in self._fields if n in table.columns and (v := table.columns[n][i]) is not None}
        if home := table.homes[i]:
            found["household_id"] = home.id
        if note := merged_note(None, table.get("note")[i], table.notes.get(i, ())):
            found["note"] = note
        return found

    def new_person(self, person_id: str, table: Table, i: int) -> Values:
        """The whole row of a new person."""
        home = table.homes[i]
        values: Values = dict.fromkeys(self._fields)
        values |= self.values(table, i) | {"id": person_id}
        values.setdefault("household_id", None)
        values.setdefault("note", None)
        values["volunteer"] = bool(values["volunteer"])
        values["home_key"] = home_key(home.key, values["relation"]) if home else HOMELESS_KEY
        return values

    # -- afterwards

    def _compare(self) -> None:
        rows = {person_id: (table, i) for person_id, table, i in self._matched}
        compare_known(self._session, self._plan, self._homes, rows, self.values, self._progress)

    def _give_cares(self) -> None:
        self._cares.give()

    def _settle_homes(self) -> None:
        """Write down the new households and what changes at the known ones."""
        for table, i in settle_homes(self._session, self._plan, self._homes):
            if table.outcomes[i] is Outcome.UNCHANGED:
                table.outcomes[i] = Outcome.UPDATED

    def _count(self, tables: list[Table]) -> None:
        plan = self._plan
        plan.people += len(self._new.rows) + len({person_id for person_id, _table, _i in self._matched})
        plan.households += len({
            home.id for table in tables for home, outcome in zip(table.homes, table.outcomes, strict=True)
            if home and outcome not in NOT_TAKEN
        })  # fmt: skip
        found = {person_id for person_id, _table, _i in self._matched}
        found.update(person_id for review in plan.reviews for person_id in review.candidates)
        doors = {home.id for home in self._homes.named.values() if not home.new}
        said = {
            (name, home.id) for table in tables
            for name, home in zip(table.get("name"), table.homes, strict=True) if name and home and not home.new
        }  # fmt: skip
        if not any(
            table.sheet.corrects for table in tables
        ):  # a report is about the rows it holds, not about the others
            plan.absent += absent(self._session, doors, found, said)
