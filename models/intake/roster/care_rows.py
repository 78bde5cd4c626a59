"""The cares that rows of a roster ask for: made, added to, or kept in the person's own note where no door is known."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.fields import Values
from models.households import Care
from models.ids import new_id
from models.intake.cleaning.documents import shorten_numbers
from models.intake.compare import merged_note
from models.intake.plans import NOT_TAKEN, Outcome, Plan, Update
from models.intake.roster.cares import Cares, Said, Wanted
from models.intake.sheets.table import Table
from models.tables import batches
from models.words import _


@dataclass(slots=True)
class _Open:
    """A care that somebody is in: one of the register, or with `values` one that this plan makes."""

    id: str
    note: str | None
    values: Values | None = None


class CareRows:
    """Collects what single rows want, and plans it once it is known who is who."""

    def __init__(self, session: Session, plan: Plan) -> None:
        self._session, self._plan = session, plan
        self._cares = Cares(session)
        self._wanted: list[tuple[str, str, Table, int, list[Wanted]]] = []
        self._says: dict[int, bool] = {}  # by table
        self._open: dict[tuple[str, str], _Open] = {}

    def want(self, table: Table, i: int, person_id: str, home_id: str | None) -> None:
        """Take down what row i says of a person; without a household it is kept in the person's own note, and said."""
        if not self._says.setdefault(id(table), self._cares.are_in(table)):
            return
        wanted = self._cares.wanted(table, i)
        if home_id is not None:
            if wanted:
                self._wanted.append((person_id, home_id, table, i, wanted))
            return
        for said in (said for one in wanted for said in one.said):
            table.note(i, said.label, said.text)
            sentence = _("A care needs a household, and no door is known here: this is kept in the person's note.")
            table.flaw(i, said.column, said.text, sentence, "warn")

    def give(self) -> None:
        """Plan every care that is new, and what is told of those that are not."""
        self._load()
        for person_id, home_id, table, i, wanted in self._wanted:
            for one in wanted if table.outcomes[i] not in NOT_TAKEN else ():
                if self._give(person_id, home_id, table, i, one) and table.outcomes[i] is Outcome.UNCHANGED:
                    table.outcomes[i] = Outcome.UPDATED
        self._wanted.clear()

    def _load(self) -> None:
        people = list(dict.fromkeys(person_id for person_id, *_rest in self._wanted))
        homes = list(dict.fromkeys(home_id for _person, home_id, *_rest in self._wanted))
        of_one = (Care.person_id, people, Care.person_id.is_not(None))
        of_all = (Care.household_id, homes, Care.person_id.is_(None))
        for column, ids, kind in (of_one, of_all):
            for batch in batches(ids):
                rows = select(column, Care.category_id, Care.id, Care.note).where(
                    column.in_(batch), kind, Care.until.is_(None)
                )
                for who, category, care_id, note in self._session.execute(rows):
                    self._open.setdefault((str(who), category), _Open(care_id, note))

    def _give(self, person_id: str, home_id: str, table: Table, i: int, wanted: Wanted) -> bool:
        """Whether anything is new about it."""
        pieces = [self._shortened(table, i, one) for one in wanted.said if one.tells]
        key = (home_id if wanted.whole_household else person_id, wanted.category_id)
        known = self._open.get(key)
        note = merged_note(known.note if known else None, None, pieces)
        if known is not None:
            return self._add(known, note, f"{table.columns['name'][i]} {wanted.name}")
        values: Values = {
            "id": new_id(), "household_id": home_id, "person_id": None if wanted.whole_household else person_id,
            "category_id": wanted.category_id, "since": None, "until": None, "owner": None, "note": note,
        }  # fmt: skip
        self._open[key] = _Open(values["id"], note, values)
        self._plan.insert("care", values)
        return True

    def _add(self, known: _Open, note: str | None, title: str) -> bool:
        if note == known.note:
            return False
        if known.values is not None:
            known.values["note"] = note
        else:
            self._plan.update("care", Update(known.id, title, {"note": (known.note, note)}))
        known.note = note
        return True

    @staticmethod
    def _shortened(table: Table, i: int, said: Said) -> str:
        """What a note may keep: a number that is the person's own stands whole in its field."""
        short, shortened = shorten_numbers(said.piece)
        if shortened and said.text != table.get("document")[i]:
            table.flaw(i, said.column, said.text, _("This number is not kept in full in a note."), "warn")
        return short
