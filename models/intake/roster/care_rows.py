"""The cares that rows of a roster ask for: made, added to, or kept in the person's own note where no door is known."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.fields import Values
from models.households import Care
from models.ids import new_id
from models.intake.cleaning.documents import shorten_numbers
from models.intake.compare import merged_note
from models.intake.plans import NOT_TAKEN, Outcome, Plan, Update
from models.intake.roster.care_days import Days, cell_of, days_of
from models.intake.roster.cares import Cares, Said, Wanted
from models.intake.sheets.table import Table
from models.tables import batches
from models.words import _


@dataclass(slots=True)
class _Known:
    """A care that somebody is or was in: one of the register, or with `values` one that this plan makes."""

    id: str
    note: str | None
    since: date | None = None
    until: date | None = None
    values: Values | None = None


class CareRows:
    """Collects what single rows want, and plans it once it is known who is who."""

    def __init__(self, session: Session, plan: Plan) -> None:
        self._session, self._plan = session, plan
        self._cares = Cares(session)
        self._wanted: list[tuple[str, str, Table, int, list[Wanted], Days]] = []
        self._says: dict[int, bool] = {}  # by table
        self._known: dict[tuple[str, str], list[_Known]] = {}

    def want(self, table: Table, i: int, person_id: str, home_id: str | None) -> None:
        """Take down what row i says of a person; without a household it is kept in the person's own note, and said."""
        if not self._says.setdefault(id(table), self._cares.are_in(table)):
            _keep_days(table, i, days_of(table, i))
            return
        wanted = self._cares.wanted(table, i)
        days = days_of(table, i)
        if len(wanted) != 1 or home_id is None or not (days.since or days.until):
            _keep_days(table, i, days)
            days = Days()
        if home_id is not None:
            if wanted:
                self._wanted.append((person_id, home_id, table, i, wanted, days))
            return
        for said in (said for one in wanted for said in one.said):
            table.note(i, said.label, said.text)
            sentence = _("A care needs a household, and no door is known here: this is kept in the person's note.")
            table.flaw(i, said.column, said.text, sentence, "warn")

    def give(self) -> None:
        """Plan every care that is new, and what is told of those that are not."""
        self._load()
        for person_id, home_id, table, i, wanted, days in self._wanted:
            for one in wanted if table.outcomes[i] not in NOT_TAKEN else ():
                if self._give(person_id, home_id, table, i, one, days) and table.outcomes[i] is Outcome.UNCHANGED:
                    table.outcomes[i] = Outcome.UPDATED
        self._wanted.clear()

    def _load(self) -> None:
        people = list(dict.fromkeys(person_id for person_id, *_rest in self._wanted))
        homes = list(dict.fromkeys(home_id for _person, home_id, *_rest in self._wanted))
        of_one = (Care.person_id, people, Care.person_id.is_not(None))
        of_all = (Care.household_id, homes, Care.person_id.is_(None))
        for column, ids, kind in (of_one, of_all):
            for batch in batches(ids):
                rows = select(column, Care.category_id, Care.id, Care.note, Care.since, Care.until)
                for who, category, care_id, note, since, until in self._session.execute(
                    rows.where(column.in_(batch), kind)
                ):
                    care = _Known(care_id, note, since, until)
                    self._known.setdefault((str(who), category), []).append(care)

    def _give(self, person_id: str, home_id: str, table: Table, i: int, wanted: Wanted, days: Days) -> bool:
        """Whether anything is new about it."""
        pieces = [self._shortened(table, i, one) for one in wanted.said if one.tells]
        key = (home_id if wanted.whole_household else person_id, wanted.category_id)
        known = _meant(self._known.get(key, ()), days)
        note = merged_note(known.note if known else None, None, pieces)
        if known is not None:
            return self._add(known, note, days, f"{table.columns['name'][i]} {wanted.name}")
        values: Values = {
            "id": new_id(), "household_id": home_id, "person_id": None if wanted.whole_household else person_id,
            "category_id": wanted.category_id, "since": days.since, "until": days.until, "owner": None, "note": note,
        }  # fmt: skip
        self._known.setdefault(key, []).append(_Known(values["id"], note, days.since, days.until, values))
        self._plan.insert("care", values)
        return True

    def _add(self, known: _Known, note: str | None, days: Days, title: str) -> bool:
        fields = {
            name: (was, value) for name, was, value in (
                ("note", known.note, note), ("since", known.since, days.since or known.since),
                ("until", known.until, days.until or known.until),
            ) if was != value
        }  # fmt: skip
        if known.values is not None:
            known.values.update((name, value) for name, (_was, value) in fields.items())
        elif fields:
            self._plan.update("care", Update(known.id, title, fields))
        known.note, known.since, known.until = note, days.since or known.since, days.until or known.until
        return bool(fields)

    @staticmethod
    def _shortened(table: Table, i: int, said: Said) -> str:
        """What a note may keep: a number that is the person's own stands whole in its field."""
        short, shortened = shorten_numbers(said.piece)
        if shortened and (table.get("document")[i] or said.text + "?") not in said.text:
            table.flaw(i, said.column, said.text, _("This number is not kept in full in a note."), "warn")
        return short


def _meant(known: Sequence[_Known], days: Days) -> _Known | None:
    """The care that a row speaks of: the one that ended on its day of end, else one that is open; where that began on
    another day and the row's ended before, it is another one."""
    if days.until is not None:
        ended = next((one for one in known if one.until == days.until), None)
        still = (one for one in known if one.until is None and (one.since is None or one.since < days.until))
        return ended or next(still, None)
    still_open = next((one for one in known if one.until is None), None)
    return still_open or next((one for one in known if days.since is not None and one.since == days.since), None)


def _keep_days(table: Table, i: int, days: Days) -> None:
    """Days of which it cannot be told what begins or ends on them are kept in the note."""
    for meaning in days.said:
        table.note(i, table.headers[meaning].header.replace("\n", ""), cell_of(table, i, meaning))
