"""The quarter's figures against an independent count, cell by cell, on registers with every fault that rows can have."""

from collections.abc import Iterator
from datetime import date
from itertools import islice, pairwise
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from models.demo import make_demo
from models.errors import Cancelled, Mistake
from models.figures import Block, QuarterFigures, Rate, Way, count_again, quarter_figures
from models.periods import Quarter, Span, periods_within
from models.register import Register, create, open_register
from models.structure.unit_changes import move_unit
from tests.conftest import Street
from tests.models.figures_oracle import Oracle, Pick, Wanted
from tests.models.random_register import fill

Q3 = Quarter(2026, 3)


def expected(oracle: Oracle, chapter: str, block: Block) -> Wanted:
    """What the oracle says of a block."""
    lines = [line.key for line in block.lines]
    by_unit = oracle.by_places(lines, lambda row: row["unit_id"])
    wide: dict[str, Pick] = {"rest": lambda row: False}
    match chapter, block.key:
        case "overview", _:
            return oracle.overview()
        case "organisation", key:
            return getattr(oracle, key)()
        case "people", "households" | "people":
            return getattr(oracle, block.key)(lines)
        case "people", key:
            return getattr(oracle, key)()
        case "visits", "duty":
            return oracle.duty()
        case "visits", key:
            return oracle.visits(by_unit if key == "units" else oracle.by_codes(key, f"visit_{key}"))
        case "matters", "satisfaction":
            return oracle.satisfaction()
        case "matters", key:
            tables = {"category": "matter_category", "lane": "lane", "source": "matter_source"}
            levels = oracle.levels() if key == "level" else wide
            return oracle.matters(
                by_unit if key == "units" else oracle.by_codes(key, tables[key]) if key in tables else levels
            )
        case "mediation", "type":
            return oracle.cases(oracle.type_lines(lambda row: row["dispute_type"]))
        case "mediation", "source":
            return oracle.cases(oracle.source_lines())
        case "mediation", "units":
            return oracle.cases(by_unit)
        case "mediation", "parties":
            return oracle.parties()
        case "mediation", "outcome":
            return {k: v for k, v in oracle.endings("outcome", "mediation_outcome", ()).items() if k[0] != "pending"}
        case "mediation", key:
            return oracle.endings(key, key, ("written", "oral"))
    raise AssertionError((chapter, block.key))


def disagreements(session: Session, figures: QuarterFigures) -> list[str]:
    """Every cell that differs from the oracle's, and every cell of it that is missing."""
    oracle = Oracle(session, figures.quarter.year, figures.quarter.number, figures.within)
    found = []
    for chapter in figures.chapters:
        for block in chapter.blocks:
            wanted = expected(oracle, chapter.key, block)
            cells = {(line, column): cell.value for line, column, cell in block.cells()}
            for place, value in cells.items():
                if wanted.get(place) != value:
                    found.append(f"{chapter.key}.{block.key} {place}: {value}, not {wanted.get(place)}")
            left_out = {place for place, value in wanted.items() if value and place not in cells}
            found.extend(f"{chapter.key}.{block.key} {place} is left out" for place in left_out)
    return found


@pytest.fixture(scope="module", params=[(1, 1), (3, 3)], ids=["one root, moves", "three roots"])
def filled(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Register, list[str]]]:
    """A register of random records, and its units."""
    seed, roots = request.param
    with create(tmp_path_factory.mktemp("figures") / "r.grid", office="桂香社区") as register:
        yield register, fill(register, seed, roots, moves=roots == 1)


@pytest.mark.parametrize("quarter", ["2026Q3", "2026Q1"])
def test_every_cell_equals_an_independent_count(filled: tuple[Register, list[str]], quarter: str) -> None:
    with filled[0].read() as session:
        figures = quarter_figures(session, Quarter.parse(quarter))
        assert disagreements(session, figures) == []


def test_every_cell_of_one_unit_equals_an_independent_count(filled: tuple[Register, list[str]]) -> None:
    register, units = filled
    with register.read() as session:
        for unit in (units[0], units[len(units) // 3], units[-1]):
            assert disagreements(session, quarter_figures(session, Q3, unit)) == []


def test_every_number_opens_the_records_it_counts(filled: tuple[Register, list[str]]) -> None:
    register, units = filled
    with register.read() as session:
        for within, step in (("", 3), (units[1], 11)):
            for chapter in quarter_figures(session, Q3, within).chapters:
                for block in chapter.blocks:
                    for line, column, cell in islice(block.cells(), 0, None, step):
                        assert count_again(session, cell) == cell.value, (chapter.key, block.key, line, column)


def test_households_due_and_missed_open_too(filled: tuple[Register, list[str]]) -> None:
    with filled[0].read() as session:
        block = quarter_figures(session, Q3)["visits"]["duty"]
        for line in block.lines[:-1]:
            households = block.number(line.key, "category")
            done, missed = block[line.key, "done"], block[line.key, "missed"]
            assert done and missed and not isinstance(done, Rate) and not isinstance(missed, Rate)
            for cell in (done, missed):
                assert cell.way is Way.PERIODS
                assert (
                    bool(cell.value) == bool(_count(session, cell.query)) and _count(session, cell.query) <= households
                )


def _count(session: Session, query: object) -> int:
    from models.queries import Query, count

    assert isinstance(query, Query)
    return count(session, query)


def test_opening_and_new_less_ended_is_what_is_pending(filled: tuple[Register, list[str]]) -> None:
    with filled[0].read() as session:
        figures = quarter_figures(session, Q3)
    for block in figures["matters"].blocks:
        if block.key != "satisfaction":
            for line in (each.key for each in block.lines):
                n = {c: block.number(line, c) for c in ("opening", "received", "closed", "withdrawn", "pending")}
                assert n["opening"] + n["received"] - n["closed"] - n["withdrawn"] == n["pending"]
    for key in ("type", "source", "units"):
        block = figures["mediation"][key]
        for line in (each.key for each in block.lines):
            n = {
                c: block.number(line, c)
                for c in ("opening", "accepted", "ended", "pending", "settled", "failed", "otherwise")
            }
            assert n["opening"] + n["accepted"] - n["ended"] == n["pending"]
            assert n["settled"] + n["failed"] + n["otherwise"] == n["ended"]


def test_stock_at_the_start_with_what_came_and_went_is_stock_at_the_end(filled: tuple[Register, list[str]]) -> None:
    with filled[0].read() as session:
        figures = quarter_figures(session, Q3)
    blocks = [figures["organisation"][k] for k in ("units", "posts", "staff")]
    blocks += [figures["people"][k] for k in ("households", "people", "care")]
    for block in blocks:
        for line in (each.key for each in block.lines):
            n = {c: block.number(line, c) for c in ("opening", "came", "went", "closing")}
            assert n["opening"] + n["came"] - n["went"] == n["closing"], (block.key, line)


DISTINCT = {"households", "people", "met_share", "on_time_share", "content_share", "of_tried", "of_ended"}


def test_lines_sum_to_their_total(filled: tuple[Register, list[str]]) -> None:
    with filled[0].read() as session:
        figures = quarter_figures(session, Q3)
    for chapter in figures.chapters[1:]:
        for block in chapter.blocks:
            if block.key in ("grids", "staff", "duty"):
                continue
            for column in (c.key for c in block.columns if c.key not in DISTINCT):
                if (chapter.key, block.key, column) == ("organisation", "posts", "wanted"):
                    break
                if (block.key, column) in (("people", "came"), ("people", "went")):
                    continue  # who moved from one unit to another came to one and went from the other, not in all
                parts = sum(block.number(line.key, column) for line in block.lines if not line.depth and not line.total)
                assert parts == block.number("total", column), (chapter.key, block.key, column)


def test_who_moved_between_units_is_neither_new_nor_gone_in_all(filled: tuple[Register, list[str]]) -> None:
    with filled[0].read() as session:
        block = quarter_figures(session, Q3)["people"]["people"]
    tops = [line.key for line in block.lines if not line.depth and not line.total]
    moved = {c: sum(block.number(key, c) for key in tops) - block.number("total", c) for c in ("came", "went")}
    assert moved["came"] == moved["went"] > 0


def test_the_lines_below_a_unit_sum_to_it(filled: tuple[Register, list[str]]) -> None:
    with filled[0].read() as session:
        figures = quarter_figures(session, Q3)
    block = figures["matters"]["units"]
    at = 0
    while at < len(block.lines):
        below = []
        while at + 1 + len(below) < len(block.lines) and block.lines[at + 1 + len(below)].depth:
            below.append(block.lines[at + 1 + len(below)].key)
        if below:
            assert block.number(block.lines[at].key, "received") == sum(block.number(b, "received") for b in below)
        at += 1 + len(below)


def test_figures_can_be_stopped(filled: tuple[Register, list[str]]) -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled("stopped")

    with filled[0].read() as session, pytest.raises(Cancelled):
        quarter_figures(session, Q3, progress=stop)


def test_an_empty_register_has_a_quarter_of_noughts(register: Register) -> None:
    with register.read() as session:
        figures = quarter_figures(session, Q3)
        assert disagreements(session, figures) == []
    rate = figures["mediation"]["type"]["total", "of_ended"]
    assert isinstance(rate, Rate) and rate.value is None


# The rules in words, by example


def test_a_quarter_is_written_2026q3() -> None:
    assert Quarter.parse(" 2026q3 ") == Q3 and str(Q3) == "2026Q3" and Q3.chinese == "2026年第三季度"
    assert Q3.span == Span(date(2026, 7, 1), date(2026, 9, 30)) and Q3.last_year == Quarter(2025, 3)
    assert Quarter.of(date(2026, 9, 30)) == Q3 and Quarter(2026, 4).end == date(2026, 12, 31)


@pytest.mark.parametrize("words", ["", "2026", "2026Q5", "26Q3", "Q3", "2026-07", "0000Q1", "9999Q4", "２０２６Q3"])
def test_anything_else_is_refused_in_one_sentence(words: str) -> None:
    with pytest.raises(Mistake, match="A quarter is written like 2026Q3"):
        Quarter.parse(words)


@pytest.mark.parametrize("period", ["week", "fortnight", "month", "quarter", "half_year", "year"])
def test_each_period_belongs_to_one_quarter_and_none_is_lost(period: str) -> None:
    quarters = [Quarter(year, number) for year in range(2019, 2031) for number in (1, 2, 3, 4)]
    each = [span for quarter in quarters for span in periods_within(quarter.span, period)]
    together = periods_within(Span(quarters[0].start, quarters[-1].end), period)
    assert each == together
    assert all(before.end < after.start for before, after in pairwise(each))
    gaps = {(after.start - before.end).days for before, after in pairwise(each)}
    assert gaps <= {1}


def test_a_half_year_counts_in_the_quarter_that_it_ends_in() -> None:
    assert periods_within(Q3.span, "half_year") == []
    assert periods_within(Quarter(2026, 4).span, "half_year") == [Span(date(2026, 7, 1), date(2026, 12, 31))]
    assert len(periods_within(Q3.span, "week")) == 13


def test_the_community_demo_agrees_cell_by_cell(tmp_path: Path) -> None:
    make_demo(tmp_path / "demo.grid", "community", 1, date(2026, 9, 21))
    with open_register(tmp_path / "demo.grid") as register, register.read() as session:
        for quarter in (Q3, Quarter(2025, 4)):
            figures = quarter_figures(session, quarter)
            assert disagreements(session, figures) == []
            assert figures["matters"]["category"].number("total", "closed") > 0


def test_a_unit_that_moves_later_leaves_an_earlier_quarter_as_it_was(street: Street) -> None:
    other = street.add("units", code="12", name="石桥社区党委", parent_id=street.street)
    home = street.household()
    street.person("王小明", home)
    street.add("visits", visited_on=date(2026, 8, 1), household_id=home)
    with street.register.read() as session:
        before = _numbers(quarter_figures(session, Q3))
    move_unit(street.register, street.branch, other, date(2026, 10, 5))
    with street.register.read() as session:
        assert _numbers(quarter_figures(session, Q3)) == before
        after = quarter_figures(session, Quarter(2026, 4))["people"]["people"]
        assert after.number(street.community, "closing") == 0 and after.number(other, "closing") == 1


def _numbers(figures: QuarterFigures) -> dict[tuple[str, str, str, str], int]:
    return {
        (chapter.key, block.key, line, column): cell.value
        for chapter in figures.chapters for block in chapter.blocks for line, column, cell in block.cells()
    }  # fmt: skip


def test_visits_people_and_households_are_three_counts(street: Street) -> None:
    home = street.household()
    one, two = street.person("王小明", home), street.person("李四", home, relation="10")
    for day, person, met in ((1, one, 2), (2, one, 1), (3, two, 3)):
        street.add("visits", visited_on=date(2026, 7, day), household_id=home, person_id=person, people_met=met)
    street.add("visits", visited_on=date(2026, 7, 4), household_id=home, met=False)
    with street.register.read() as session:
        way = quarter_figures(session, Q3)["visits"]["way"]
    counted = {key: way.number("total", key) for key in ("visits", "person_times", "households", "people", "not_met")}
    assert counted == {"visits": 4, "person_times": 6, "households": 1, "people": 2, "not_met": 1}


def test_123_of_129_cases_are_95_point_3_percent_of_all_ended(street: Street) -> None:
    for number in range(129):
        street.add("mediations", accepted_on=date(2026, 7, 1), title="漏水", unit_id=street.group,
                   closed_on=date(2026, 8, 1), outcome="written" if number < 123 else ("failed", "refused")[number % 2])  # fmt: skip
    with street.register.read() as session:
        kinds = quarter_figures(session, Q3)["mediation"]["type"]
    ended, tried = kinds["total", "of_ended"], kinds["total", "of_tried"]
    assert isinstance(ended, Rate) and isinstance(tried, Rate) and ended.value and tried.value
    assert (ended.part.value, ended.whole.value, f"{ended.value:.1%}") == (123, 129, "95.3%")
    assert (tried.part.value, tried.whole.value) == (123, 126)


def test_a_withdrawn_matter_is_not_settled_and_an_unknown_category_is_other(street: Street) -> None:
    for category, status in (("repair", "closed"), ("repair", "withdrawn"), ("老类别", "closed")):
        street.add("matters", received_on=date(2026, 7, 1), content="路灯", unit_id=street.group, category=category,
                   status=status, closed_on=date(2026, 7, 2))  # fmt: skip
    with street.register.read() as session:
        block = quarter_figures(session, Q3)["matters"]["category"]
    assert (block.number("repair", "closed"), block.number("repair", "withdrawn")) == (1, 1)
    assert block.number("rest", "closed") == 1 and block.number("total", "closed") == 2


def test_a_case_of_an_old_type_counts_as_what_the_type_became(street: Street) -> None:
    street.add("mediations", accepted_on=date(2026, 7, 1), title="欠薪", unit_id=street.group, dispute_type="labour")
    with street.register.read() as session:
        kinds = quarter_figures(session, Q3)["mediation"]["type"]
        assert kinds.number("labour_other", "accepted") == 1 and len(kinds.lines) == 19
        older = quarter_figures(session, Quarter(2015, 1))["mediation"]["type"]
        assert "labour" in {line.key for line in older.lines} and "tourism" not in {line.key for line in older.lines}


@pytest.mark.parametrize(
    ("since", "until", "due"),
    [
        (None, None, 3), (date(2026, 7, 1), None, 3), (date(2026, 7, 2), None, 2), (None, date(2026, 9, 30), 2),
        (None, date(2026, 10, 1), 3), (date(2026, 8, 2), date(2026, 8, 31), 0),
    ],
)  # fmt: skip
def test_a_household_is_due_in_the_months_it_was_in_care_from_first_day_to_last(
    street: Street, since: date | None, until: date | None, due: int
) -> None:
    with street.register.read() as session:
        ill = session.connection().exec_driver_sql("SELECT id FROM care_category WHERE key = 'seriously_ill'").scalar()
    home = street.household()
    street.add("cares", household_id=home, category_id=ill, since=since, until=until)
    street.add("cares", household_id=home, category_id=ill, since=since, until=until)  # two people: one duty
    street.add("visits", visited_on=date(2026, 8, 31), household_id=home)
    street.add("visits", visited_on=date(2026, 7, 5), household_id=home, met=False)
    with street.register.read() as session:
        block = quarter_figures(session, Q3)["visits"]["duty"]
    assert block.number("total", "due") == due
    assert block.number("total", "done") == (1 if due else 0)
