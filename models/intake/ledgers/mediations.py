"""Cases from a file: number, title, parties, and the terms that follow from their dates."""

import re
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.codes import code_table
from models.days import months_later
from models.dossier import SETTLED
from models.fields import RecordSpec, Values
from models.ids import new_id
from models.intake.cleaning.agreements import FORMLESS, form_named
from models.intake.cleaning.coded import UNSIGNED
from models.intake.ledgers.belonging import Belonging
from models.intake.ledgers.finisher import Finisher
from models.intake.ledgers.parties import SIDES, Party, named_in, names_in, parties_of
from models.intake.meaning.rivals import MEDIATED
from models.intake.places.homes import Homes
from models.intake.plans import Plan
from models.intake.sheets.party_rows import gather_parties
from models.intake.sheets.table import Table
from models.mediation import CONFIRMATION_DAYS, PENDING, MediationCase
from models.organisation import Office
from models.search import fold
from models.words import _

_PAPERS = {"口头协议": "oral", "协议书": "written", "调解协议": "written"}  # in the titles of forms


class Mediations(Finisher):
    """A case has a number of the committee's year, a title, its parties, and terms that follow from its dates."""

    natural = ("accepted_on", "title")

    def __init__(self, session: Session, plan: Plan, homes: Homes, of: RecordSpec) -> None:
        super().__init__(session, plan, homes, of)
        self._belonging = Belonging(session, homes)
        self._prefix = session.scalar(select(Office.case_prefix)) or ""
        self._parties: dict[tuple[int, int], list[Party]] = {}  # of each row of each table
        self._last: dict[int, int] = {}
        self._ended: set[str] = set()
        for one, number, outcome in session.execute(
            select(MediationCase.id, MediationCase.number, MediationCase.outcome)
        ):
            self._ended |= {one} if outcome != PENDING else set()
            if match := re.fullmatch(r"（(\d{4})）.*第(\d+)号", number):
                year, serial = int(match[1]), int(match[2])
                self._last[year] = max(self._last.get(year, 0), serial)

    def prepare(self, table: Table) -> None:
        """Where each party has a row, a case is its first; and who of the register the parties may be is looked up."""
        gather_parties(table)
        _take_named_forms(table)
        self.references.load_people(name for i in range(len(table.rows)) for name in names_in(table, i))

    def has_default(self, name: str) -> bool:
        """A case of an unknown unit lies at the office."""
        return name == "unit_id"

    def row(self, table: Table, i: int, values: Values) -> None:
        """What the ledgers of offices leave to the reader."""
        self.count_term(values)
        self._parties[id(table), i] = parties_of(table, i)
        if not values.get("title"):
            values["title"] = _title_of(table, i, values)
            table.coarse.setdefault("title", set()).add(i)  # put together here, it replaces none that is known
        _take_paper(table, values)
        _take_form(table, i, values)
        outcome = values.get("outcome")
        if outcome == PENDING or (outcome is None and self._ended.isdisjoint(self.known(self.identity(values)))):
            _keep_open(table, i, values)
        if effective := values.get("effective_on"):
            values["confirm_by"] = effective + timedelta(days=CONFIRMATION_DAYS)

    def apart(self, values: Values, other: Values) -> bool:
        """Two disputes of one day between the same parties are told apart by their facts, where they have no number."""
        told, others = (fold(one.get("summary") or "") for one in (values, other))
        return not values.get("number") and bool(told and others) and told != others

    def gathers(self, values: Values, other: Values) -> bool:
        """The papers of a case bear its number and its parties; a number alone may be counted anew on every sheet."""
        return bool(values.get("number")) and fold(values["title"]) == fold(other["title"])

    def new(self, table: Table, i: int, values: Values) -> None:
        """Its number, its unit, its terms and its parties."""
        parties = self._parties[id(table), i]
        values["unit_id"] = (
            values.get("unit_id")
            or self._belonging.of_texts(party.address for party in parties)
            or self._belonging.of_names(party.name for party in parties)
            or self._belonging.of_row(table, i)
            or self.places.own()
        )
        values["due_on"] = values.get("due_on") or months_later(values["accepted_on"], 1)
        if values.get("closed_on") is None and values.get("outcome") not in (None, PENDING):
            values["closed_on"] = _closing(table, i, values)
        if not values.get("number"):
            year = values["accepted_on"].year
            self._last[year] = self._last.get(year, 0) + 1
            values["number"] = f"（{year}）{self._prefix}人调字第{self._last[year]:03d}号"
        for party in parties:
            self.plan.insert("mediation_party", {
                "id": new_id(), "case_id": values["id"], "side": party.side, "person_id": self._person(party), "name": party.name,
                "sex": party.sex, "ethnic_group": party.ethnic_group, "age": party.age, "work": party.work, "phone": party.phone,
                "address": party.address, "consent": None,
            })  # fmt: skip

    def _person(self, party: Party) -> str | None:
        """Who of the register a party is: by name and door, or by name and phone."""
        home = self.homes.known(party.address) if party.address else None
        return self.references.surely(party.name, home, party.phone)


def _take_named_forms(table: Table) -> None:
    """协议 over 书面协议 asks for the form of an agreement, not for its words."""
    texts = table.columns.get("agreement", [])
    for i, text in enumerate(texts):
        if text and table.get("agreement_form")[i] is None and (form := form_named(str(text))):
            table.columns.setdefault("agreement_form", [None] * len(table.rows))[i], texts[i] = form, None
            table.headers.setdefault("agreement_form", table.headers["agreement"])


def _keep_open(table: Table, i: int, values: Values) -> None:
    """A case of which no outcome is known has no day of closing: it is the day it was taken up where none is given, else
    kept in the note. That a case still in progress has been mediated on some day is usual."""
    day = values.pop("closed_on", None)
    column = table.column_of(i, "closed_on")
    if day is None or column is None:
        return
    if values.get("accepted_on") is None:
        values["accepted_on"] = day
        return
    table.note(i, column.header.replace("\n", ""), str(day))
    if not MEDIATED.search(column.header) or values.get("outcome") is None:
        sentence = _("No outcome says that this case is closed: the day of closing is kept in the note.")
        table.flaw(i, "closed_on", day, sentence, "warn")


def _take_paper(table: Table, values: Values) -> None:
    """A form is the agreement itself where it is called so and says what was agreed; its day is that of the signatures."""
    title = " ".join((table.layout.name, *table.layout.region.above))
    form = next((form for word, form in _PAPERS.items() if word in title), None)
    if table.layout.kind != "form" or form is None or values.get("outcome") or not values.get("agreement"):
        return
    values["outcome"] = form
    taken_from = table.headers.get("accepted_on")
    if taken_from is not None and fold(taken_from.header) == "日期":
        values.setdefault("effective_on", values["accepted_on"])
    if day := values.get("closed_on") or values.get("effective_on"):
        values["closed_on"] = day


def _take_form(table: Table, i: int, values: Values) -> None:
    """Whether what was agreed stands on paper: as the row says; where it does not, the oral form claims less."""
    form = table.get("agreement_form")[i]
    numbered = values.get("number") and "协议书" in table.headers["number"].header
    if values.get("outcome") == FORMLESS:
        values["outcome"] = "oral" if form == UNSIGNED else form or ("written" if numbered else "oral")
        if not form and not numbered:
            table.coarse.setdefault("outcome", set()).add(i)
            sentence = _(
                "Settled, but not said whether in writing or by word of mouth: taken as an oral agreement. "
                "Please correct it where there is a written one."
            )
            table.flaw(i, "outcome", "", sentence, "warn")
    elif form in SETTLED and not values.get("outcome"):
        values["outcome"] = form
    elif form and form != values.get("outcome"):  # of a case that is not settled, or in the other form
        label = table.headers["agreement_form"].header
        table.note(i, label, "否" if form == UNSIGNED else code_table("agreement_form").chinese(form))
        if form != UNSIGNED and values.get("outcome") in SETTLED:
            sentence = _("The outcome names the other form of agreement; this one is kept in the note.")
            table.flaw(i, "agreement_form", "", sentence, "warn")


def _title_of(table: Table, i: int, values: Values) -> str | None:
    names = [named for side in SIDES if (named := named_in(table, i, side))]
    if names:
        return ("与".join(names) + "纠纷")[:120]
    summary = values.get("summary")
    return str(summary)[:40] if summary else None


def _closing(table: Table, i: int, values: Values) -> date | None:
    """A settled case without a day of closing was settled on the day it was taken up, and that is said: here, or of the
    whole sheet where that day is the day of the mediation."""
    accepted: date | None = values.get("accepted_on")
    taken_from = table.column_of(i, "accepted_on")
    if accepted and not (taken_from and MEDIATED.search(taken_from.header)):
        sentence = _("Settled, but no day of closing: the day of acceptance was taken.")
        table.flaw(i, "outcome", "", sentence, "warn")
    return accepted
