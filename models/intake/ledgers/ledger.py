"""Every other ledger by the same way: what makes two rows one record stands in its spec."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.fields import Kind, RecordSpec, Values
from models.ids import new_id
from models.intake.compare import changed_fields, merged_note
from models.intake.ledgers import finishing
from models.intake.ledgers.doubts import Doubts, Row
from models.intake.ledgers.finisher import look_at_days
from models.intake.ledgers.gathering import add_to, settle_updates
from models.intake.ledgers.references import References, says_more
from models.intake.ledgers.whereabouts import keep_place, one_of, say_new_homes, take_home
from models.intake.places.dwellings import settle_homes
from models.intake.places.homes import Ambiguous, Home, Homes
from models.intake.places.unclear import Unclear
from models.intake.plans import Outcome, Plan, Update, spec_title
from models.intake.roster.brought import Brought
from models.intake.roster.nobody import settle_nobody
from models.intake.sheets.table import Table
from models.progress import Progress
from models.records import spec, spec_of_table
from models.search import fold
from models.tables import batches
from models.words import _

_STEP = 1_000
# Where a ledger keeps what has no field of its own; one that is not here has no place for it.
_REMARKS = {"units": "introduction"}
_DOORS = ("room", "door", "building", "household_no")


def plan_ledger(
    session: Session, plan: Plan, homes: Homes, brought: Brought, ledger: str, tables: list[Table], progress: Progress
) -> None:
    """Decide every row of these tables; `brought` are the people of the file's rosters."""
    Ledger(session, plan, homes, brought, spec(ledger)).plan(tables, progress)


class Ledger:
    """Plans the rows of one ledger."""

    def __init__(self, session: Session, plan: Plan, homes: Homes, brought: Brought, of: RecordSpec) -> None:
        self._session, self._plan, self._homes, self._of = session, plan, homes, of
        self._places = homes.places
        self._finish = finishing.finisher(session, plan, homes, of)
        self._references = self._finish.references = References(session, homes.places, brought)
        self._remarks = _REMARKS.get(of.key) or ("note" if "note" in of else "")
        self._doubts = Doubts(self._finish, self._remarks)
        self._groups: dict[Any, list[Row]] = {}
        self._planned: set[str] = set()  # records that another ledger of the file brings
        self._became: dict[str, Values] = {}  # of each row, by its id, the record that it is
        self._changed: list[tuple[str, Table, int]] = []  # rows that change a record, with its id
        self._prefix = "" if of.key == "households" else "household."

    def plan(self, tables: list[Table], progress: Progress) -> None:
        """Decide every row, then compare with what the register has."""
        for table in tables:
            self._finish.prepare(table)
            table.homes, table.outcomes = [None] * len(table.rows), [None] * len(table.rows)
            self._references.load_numbers(str(number) for number in table.get("document") if number)
            for name in {"person_id", self._finish.who, self._finish.named}:
                self._references.load_people(str(text) for text in table.columns.get(name, ()) if text)
        if self._of.key == "households":
            for table in tables:
                settle_nobody(table, self._prefix)
            Unclear(self._session, self._homes, self._prefix).settle(tables)
        total = sum(len(table.rows) for table in tables)
        waiting = [(table, i) for table in tables for i in range(len(table.rows))]
        while waiting:
            later = []
            for number, (table, i) in enumerate(waiting):
                if number % _STEP == 0:
                    progress(number, total)
                if self._finish.waits(table, i):
                    later.append((table, i))
                else:
                    self._decide(table, i)
            self._finish.patient = len(later) < len(waiting)
            waiting = later
        self._match()
        self._settle(tables)
        for table in tables:
            for i, first in table.joined.items():
                table.outcomes[i] = table.outcomes[first]
            self._plan.count(table.outcomes)
            self._plan.take_flaws(table)

    def _decide(self, table: Table, i: int) -> None:
        if i in table.joined:
            return
        if i in table.refused:
            table.outcomes[i] = Outcome.REJECTED
            return
        try:
            home = table.homes[i] = self._homes.of_row(table, i, self._prefix, places=not self._prefix)
        except Ambiguous as doubt:
            home = table.homes[i] = one_of(self._homes, self._references, self._finish.who, table, i, doubt)
            if home is None and not self._without_door(table, i):
                return
        if home is not None:
            home.rows.append((table, i))
        if self._of.key == "households":
            if home is None:
                self._refuse(table, i, "room", _("There is no door in this row."))
            else:
                first = home.new and home.rows[0] == (table, i)
                table.outcomes[i] = Outcome.CREATED if first else Outcome.UNCHANGED
            return
        if home is None:
            keep_place(table, i)
        values = self._values(table, i, home)
        if values is not None:
            self._take(table, i, values)

    def _without_door(self, table: Table, i: int) -> bool:
        """Say that a door stands in several estates; whether the row is taken without it."""
        self._plan.in_several_estates += 1
        at = next((name for name in _DOORS if table.get(self._prefix + name)[i]), "household_id")
        sentence = _("This door stands in several estates; say which.")
        if "household_id" in self._of and not self._of.required("household_id"):
            table.flaw(i, self._prefix + at, table.get(self._prefix + at)[i], sentence, "cell")
            return True
        self._refuse(table, i, self._prefix + at, sentence, table.get(self._prefix + at)[i])
        return False

    # -- one row

    def _values(self, table: Table, i: int, home: Home | None) -> Values | None:
        of = self._of
        values: Values = {}
        for name, column in table.columns.items():
            if name in of and of.kinds[name] is not Kind.REFERENCE and column[i] is not None:
                values[name] = column[i]
        if home is not None and "household_id" in of:
            values["household_id"] = home.id
        for field in sorted(of.fields, key=lambda field: field.name != "household_id"):
            named = of.kinds[field.name] is Kind.REFERENCE and table.get(field.name)[i] is not None
            if named and not self._refer(table, i, field.name, values):
                return None
        if "person_id" in of and values.get("person_id") is None and (shown := table.get("shown_name")[i]):
            values.update((("person_id", person) for person, _home in self._numbered(table, i, shown)))
        if "person_id" in of and values.get("person_id") is None and (who := values.get(self._finish.named)):
            phone = values.get(self._finish.reached)
            values["person_id"] = self._references.surely(str(who), values.get("household_id"), phone)
        take_home(self._homes, self._references, self._finish.who, table, i, values)
        self._finish.row(table, i, values)
        look_at_days(table, i, values)
        if self._remarks and i in table.notes:
            values[self._remarks] = merged_note(None, values.get(self._remarks), table.notes[i])
        wanted = (f for f in of.fields if of.required(f.name) and not self._finish.has_default(f.name))
        missing = next((f for f in wanted if values.get(f.name) is None), None)
        if missing is not None:
            once = self._finish.may_be_unknown(missing.name)  # it is missing in every row, and in the register
            self._refuse(table, i, missing.name, self._finish.missing(missing), once=once)
            return None
        return values

    def _refer(self, table: Table, i: int, name: str, values: Values) -> bool:
        """Put the id that a cell names into the values; False if the row had to be refused."""
        of, text = self._of, table.columns[name][i]
        target = of.target(name)
        if target == "household":
            return "household_id" in values or self._door(table, i, name, values)
        if target == "person":
            people = self._numbered(table, i, text) or self._references.people(text, values.get("household_id"))
            if len(people) == 1:
                values[name], home = people[0]
                if says_more(text) and name in table.headers:
                    table.note(i, table.headers[name].header, str(text))
                if "household_id" in of:
                    values.setdefault("household_id", home)
            elif "household_id" not in values and "household_id" in of and of.required("household_id"):
                self._refuse(table, i, name, self._references.why_nobody(str(text)), text)
                return False
            else:
                self._doubts.take(table, i, name, text, [person for person, _home in people])
            return True
        estate = values.get("estate") or table.get("household.estate")[i]
        found = self._finish.refer(name, text) or self._references.find(spec_of_table(target), text, estate)
        if found:
            values[name] = found
            return True
        sentence = self._finish.unknown(name, str(text))
        if of.required(name) and not self._finish.may_be_unknown(name):
            self._refuse(table, i, name, sentence, text)
            return False
        table.flaw(i, name, text, sentence, "warn", once=True)
        table.note(i, table.headers[name].header, str(text))
        return True

    def _numbered(self, table: Table, i: int, text: Any) -> list[tuple[str, str | None]]:
        """The person whom a document number in the row names; a number of somebody else is said and not believed."""
        number = table.get("document")[i]
        found = self._references.numbered(str(number)) if number else None
        if found is None:
            return []
        person, name, home = found
        if fold(name) == fold(str(text)):
            return [(person, home)]
        sentence = _("This number belongs to somebody of another name in the register: {name}. Please compare.")
        table.flaw(i, "document", number, sentence.format(name=name), "cell")
        return []

    def _door(self, table: Table, i: int, name: str, values: Values) -> bool:
        """A household named in one cell by its estate and door."""
        home = self._homes.of_text(table.columns[name][i])
        if home is None:
            self._refuse(table, i, name, _("No household stands behind this door."), table.columns[name][i])
            return False
        table.homes[i] = home
        home.rows.append((table, i))
        values["household_id"] = home.id
        return True

    def _refuse(self, table: Table, i: int, name: str, sentence: str, value: Any = "", *, once: bool = False) -> None:
        meaning = name if name in table.headers else next(iter(table.headers), "")
        table.flaw(i, meaning, value, sentence, "reject", once=once)
        table.outcomes[i] = Outcome.REJECTED

    def _take(self, table: Table, i: int, values: Values) -> None:
        if not self._doubts.settle_by_identity(table, i, values):
            sentence = _("Several people of this name live behind this door; enter this by hand for the right one.")
            self._refuse(table, i, "person_id", sentence, table.get("person_id")[i])
            return
        values["id"] = new_id()
        self._groups.setdefault(self._finish.identity(values), []).append((values, table, i))

    # -- all rows

    def _match(self) -> None:
        """Find each row's record: the one that says the same, else the next that may be meant, else a new one."""
        known = {key: ids for key in self._groups if (ids := self._finish.known(key))}
        records: dict[str, Any] = {}
        for batch in batches([one for ids in known.values() for one in ids]):
            for old in self._session.execute(select(self._of.sql).where(self._of.sql.c.id.in_(batch))).mappings():
                records[old["id"]] = dict(old)
        for key, rows in self._groups.items():
            planned = self._finish.planned(key)
            self._planned.update(one["id"] for one in planned)
            self._match_group(rows, [*(records[one] for one in known.get(key, ()) if one in records), *planned])

    def _match_group(self, rows: list[Row], records: list[Values]) -> None:
        waiting = []
        self._doubts.settle(rows, records)
        for row in rows:
            same = next((old for old in records if not self._changes(row, old)), None)
            if same is None:
                waiting.append(row)
            else:
                row[1].outcomes[row[2]] = Outcome.UNCHANGED
                self._became[row[0]["id"]] = same
                records = [old for old in records if old is not same]
        taken = [row for row in rows if row not in waiting]
        for row in waiting:
            values, table, i = row
            again = next((one for one in taken if _says_the_same(values, one[0])), None)
            meant = next((old for old in records if not self._finish.apart(values, old)), None)
            other = next((one for one in taken if not self._finish.apart(values, one[0])), None)
            if again is not None:
                table.outcomes[i] = Outcome.UNCHANGED
            elif meant is not None:
                self._change(row, meant)
                records = [old for old in records if old is not meant]
            elif other is not None and table is not other[1] and self._finish.gathers(values, other[0]):
                self._gather(row, other)
            elif other is not None and self._finish.unique:
                self._differs(table, i, other)
            else:
                if records and (sentence := self._finish.besides(records[0])):
                    table.flaw(i, self._of.dated or "", "", sentence, "warn")
                self._add(row)
            taken.append(row)

    def _changes(self, row: Row, old: Values) -> dict[str, tuple[Any, Any]]:
        values, table, i = row
        coarse = {meaning for meaning, found in table.coarse.items() if i in found}
        fields = changed_fields(self._of, old, values, coarse)
        if self._remarks in fields and table.notes.get(i):
            own = table.get(self._remarks)[i]
            kept = merged_note(old[self._remarks], own, table.notes[i])
            fields.pop(self._remarks)
            if kept != old[self._remarks]:
                fields[self._remarks] = (old[self._remarks], kept)
        return fields

    def _change(self, row: Row, old: Values) -> None:
        values, table, i = row
        fields = self._changes(row, old)
        self._finish.changed(table, i, values, old, fields)
        if old["id"] in self._planned:
            old.update((name, new) for name, (_was, new) in fields.items())
        else:
            self._plan.update(self._of.table_name, Update(old["id"], spec_title(self._of, old), fields))
        self._became[row[0]["id"]] = {**old, **{name: new for name, (_was, new) in fields.items()}}
        self._changed.append((old["id"], table, i))
        table.outcomes[i] = Outcome.UPDATED

    def _add(self, row: Row) -> None:
        values, table, i = row
        self._finish.new(table, i, values)
        given = {name: value for name, value in values.items() if value is not None}
        blank: Values = dict.fromkeys(c.name for c in self._of.sql.c if c.nullable)
        self._plan.inserts.setdefault(self._of.table_name, [])
        self._became[values["id"]] = made = {**blank, **_defaults(self._of), **given}
        self._plan.insert(self._of.table_name, made)
        table.outcomes[i] = Outcome.CREATED

    def _gather(self, row: Row, other: Row) -> None:
        """Add what another sheet says of the same record; not of one that was refused."""
        record = self._became.get(other[0]["id"])
        if record is None:
            self._differs(row[1], row[2], other)
            return
        self._became[row[0]["id"]] = record
        new = any(record is one for one in self._plan.inserts.get(self._of.table_name, ()))
        row[1].outcomes[row[2]] = add_to(self._plan, self._of, row, record, new=new)
        self._changed.append((record["id"], row[1], row[2]))

    def _differs(self, table: Table, i: int, first: Row) -> None:
        sentence = _("This record stands in row {row} already, with something else here.").format(
            row=first[1].rows[first[2]] + 1
        )
        self._refuse(table, i, next(iter(table.headers), ""), sentence)

    def _settle(self, tables: list[Table]) -> None:
        settle_updates(self._plan, self._of, self._changed)
        for table in tables if self._prefix else ():
            say_new_homes(self._homes, table)
        for table, i in settle_homes(self._session, self._plan, self._homes, self._prefix):
            if table.outcomes[i] is Outcome.UNCHANGED:
                table.outcomes[i] = Outcome.UPDATED
        self._plan.households += len({
            home.id for table in tables for home, outcome in zip(table.homes, table.outcomes, strict=True)
            if home and outcome not in (Outcome.REJECTED, Outcome.REVIEW)
        })  # fmt: skip


def _says_the_same(values: Values, other: Values) -> bool:
    return all(other.get(name) == value for name, value in values.items() if name != "id")


def _defaults(of: RecordSpec) -> Values:
    """What a column takes by itself, since many rows at once are all given every column."""
    return {c.name: getattr(c.default, "arg", None) for c in of.sql.c if c.default is not None and c.default.is_scalar}
