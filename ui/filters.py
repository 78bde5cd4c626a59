"""Filters as chips: derived from a record type's codes, references and date, or added by a page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from sqlalchemy.orm import Session

from models import queries
from models.codes import code_table
from models.days import months_later
from models.fields import Field, Kind, RecordSpec
from models.organisation import UNITS
from models.periods import Quarter
from models.queries import Filter, Query
from models.records import has_spec, spec_of_table
from models.words import _
from ui.kit.pick_list import Choice

MOST = 2_000  # choices offered in one chip

Picked = Sequence[object]
Narrow = Callable[[Query, Picked], Query]


@dataclass(frozen=True)
class ChipSpec:
    """One chip: its choices, read when it is opened, and how what is picked narrows a query."""

    key: str
    title: str
    choices: Callable[[Session], list[Choice]]
    narrow: Narrow
    several: bool = True
    first: bool = True  # shown at once; others wait behind "More"


def chips_of(spec: RecordSpec, *extra: ChipSpec, shown: int = 5) -> list[ChipSpec]:
    """The chips of a record type: its unit, its period, then codes, references and flags; beyond `shown` behind "More"."""
    made = list(extra)
    have = {chip.key for chip in extra}
    if spec.unit and "within" not in have:
        made.append(unit_chip())
    if spec.dated and "period" not in have:
        made.append(period_chip(spec))
    fields = sorted(spec.fields, key=lambda field: not field.listed)
    skipped = have | {spec.unit[0] if len(spec.unit) == 1 else "", "id"}
    derived = [chip for f in fields if f.name not in skipped and not f.sensitive and (chip := _chip_of(spec, f))]
    for chip in derived:
        first = len(made) < shown and spec[chip.key].listed
        made.append(ChipSpec(chip.key, chip.title, chip.choices, chip.narrow, chip.several, first))
    return made


def _chip_of(spec: RecordSpec, field: Field) -> ChipSpec | None:
    kind = spec.kinds[field.name]
    if kind is Kind.CODE:
        return code_chip(field)
    if kind is Kind.FLAG:
        return flag_chip(field)
    if kind is Kind.REFERENCE and has_spec(spec.target(field.name)):
        target = spec_of_table(spec.target(field.name))
        if target.key in ("grids", "posts", "care_categories", "units"):
            return reference_chip(field, target)
    return None


def code_chip(field: Field, title: str = "") -> ChipSpec:
    """A code field: any of the codes picked."""
    table = code_table(field.codes)

    def choices(_session: Session) -> list[Choice]:
        return [Choice(code.code, code.words, also=" ".join(code.aliases)) for code in table.codes]

    return ChipSpec(
        field.name, title or field.words, choices, lambda query, picked: query.where(field.name, "in", list(picked))
    )


def flag_chip(field: Field) -> ChipSpec:
    """Yes or no."""

    def choices(_session: Session) -> list[Choice]:
        return [Choice(True, _("yes")), Choice(False, _("no"))]

    def narrow(query: Query, picked: Picked) -> Query:
        return query.where(field.name, "is", picked[0])

    return ChipSpec(field.name, field.words, choices, narrow, several=False)


def reference_chip(field: Field, target: RecordSpec, title: str = "") -> ChipSpec:
    """Any of the records picked, and "none" for where nothing is given."""
    blank = "-"

    def choices(session: Session) -> list[Choice]:
        ids = queries.ids(session, Query(target), limit=MOST)
        titles = queries.titles(session, target, ids)
        return [Choice(blank, _("(none)")), *(Choice(i, titles.get(i, "")) for i in ids)]

    def narrow(query: Query, picked: Picked) -> Query:
        if list(picked) == [blank]:
            return query.where(field.name, "blank")
        return query.where(field.name, "in", [value for value in picked if value != blank])

    return ChipSpec(field.name, title or field.words, choices, narrow)


def unit_chip() -> ChipSpec:
    """One unit of the organisation: its whole subtree counts."""

    def choices(session: Session) -> list[Choice]:
        ids = queries.ids(session, Query(UNITS), limit=MOST)
        rows = queries.rows(session, UNITS, ids, ["name", "code", "level", "area_name"])
        return [
            Choice(r.id, r["name"], r["area_name"] or "", also=r["code"] or "", depth=max((r["level"] or 1) - 1, 0))
            for r in rows
        ]

    return ChipSpec("within", _("Unit"), choices, lambda query, picked: query.inside(str(picked[0])), several=False)


def period_chip(spec: RecordSpec, title: str = "") -> ChipSpec:
    """The ledger's own date, cut to a usual span."""

    def choices(_session: Session) -> list[Choice]:
        return [Choice(span, words, f"{span[0]:%m-%d} – {span[1]:%m-%d}") for words, span in usual_spans(date.today())]

    def narrow(query: Query, picked: Picked) -> Query:
        start, end = cast("tuple[date, date]", picked[0])
        return queries.period(query, start, end)

    return ChipSpec("period", title or spec[spec.dated].words, choices, narrow, several=False)


def usual_spans(today: date) -> list[tuple[str, tuple[date, date]]]:
    """The spans that offices ask for, as of today."""
    monday = date.fromordinal(today.toordinal() - today.weekday())
    month = today.replace(day=1)
    quarter = Quarter.of(today)
    before = Quarter.of(quarter.span.before)
    last_month = months_later(month, -1)
    return [
        (_("today"), (today, today)),
        (_("This week"), (monday, date.fromordinal(monday.toordinal() + 6))),
        (_("This month"), (month, date.fromordinal(months_later(month, 1).toordinal() - 1))),
        (_("Last month"), (last_month, date.fromordinal(month.toordinal() - 1))),
        (_("This quarter"), (quarter.start, quarter.end)),
        (_("Last quarter"), (before.start, before.end)),
        (_("This year"), (date(today.year, 1, 1), date(today.year, 12, 31))),
        (_("Last year"), (date(today.year - 1, 1, 1), date(today.year - 1, 12, 31))),
    ]


def related_chip(key: str, title: str, ledger: str, field: str, target: RecordSpec, *also: Filter) -> ChipSpec:
    """Records that something of another ledger points at: people in a care category, households visited."""

    def choices(session: Session) -> list[Choice]:
        ids = queries.ids(session, Query(target), limit=MOST)
        titles = queries.titles(session, target, ids)
        return [Choice(i, titles.get(i, "")) for i in ids]

    def narrow(query: Query, picked: Picked) -> Query:
        return query.where(ledger, "any", (Filter(field, "in", list(picked)), *also))

    return ChipSpec(key, title, choices, narrow)


def age_chip(field: str, title: str) -> ChipSpec:
    """Bands of age by a date of birth."""
    bands = ((0, 6), (7, 17), (18, 59), (60, 69), (70, 79), (80, 89), (90, 200))

    def choices(_session: Session) -> list[Choice]:
        return [Choice(band, _band_words(*band)) for band in bands]

    def narrow(query: Query, picked: Picked) -> Query:
        youngest, oldest = cast("tuple[int, int]", picked[0])
        today = date.today()
        born_by = _years_before(today, youngest)
        born_after = _years_before(today, oldest + 1)
        return query.where(field, "from", date.fromordinal(born_after.toordinal() + 1)).where(
            field, "before", date.fromordinal(born_by.toordinal() + 1)
        )

    return ChipSpec("age", title, choices, narrow, several=False)


def _band_words(youngest: int, oldest: int) -> str:
    return (
        _("{age} and over").format(age=youngest)
        if oldest >= 150
        else _("{from_}–{to} years").format(from_=youngest, to=oldest)
    )


def _years_before(day: date, years: int) -> date:
    return months_later(day, -12 * years) if day.year - years > 1 else date(1, 1, 1)
