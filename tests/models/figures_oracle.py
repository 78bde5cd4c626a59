"""The quarter's figures counted a second time: slowly, in plain Python, over rows as the tables hold them.

It shares nothing with models/figures but the keys of lines and columns. Days are ISO texts, as SQLite keeps them.
"""

import tomllib
from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

Raw = dict[str, Any]
Wanted = dict[tuple[str, str], int]
Pick = Callable[[Raw], bool]
CODES = Path(__file__).parents[2] / "resources" / "codes"
TABLES = (
    "unit", "grid", "unit_grid", "post", "appointment", "household", "person", "residence", "care", "care_category",
    "visit", "visit_rule", "matter", "mediation_case", "mediation_party", "unit_placement", "household_placement",
    "grid_placement",
)  # fmt: skip


@cache
def codes(name: str) -> list[dict[str, Any]]:
    return tomllib.loads((CODES / f"{name}.toml").read_text("utf-8"))["code"]


def quarter_days(year: int, number: int) -> tuple[str, str]:
    last = 3 * number
    return f"{year}-{last - 2:02d}-01", f"{year}-{last:02d}-{monthrange(year, last)[1]}"


def day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def there(begun: str | None, ended: str | None, day: str) -> bool:
    return (begun is None or begun <= day) and (ended is None or ended > day)


def stock(dates: Callable[[Raw], tuple[str | None, str | None]], start: str, end: str) -> dict[str, Pick]:
    def began(row: Raw) -> bool:
        begun, ended = dates(row)
        return begun is not None and start <= begun <= end and not (ended is not None and ended < begun)

    def went(row: Raw) -> bool:
        begun, ended = dates(row)
        return ended is not None and start <= ended <= end and not (begun is not None and ended < begun)

    return {
        "opening": lambda row: there(*dates(row), day_before(start)),
        "closing": lambda row: there(*dates(row), end),
        "came": began,
        "went": went,
    }


def since_until(row: Raw) -> tuple[str | None, str | None]:
    return row["since"], row["until"]


def valid(row: Raw) -> tuple[str | None, str | None]:
    return row["valid_from"], row["valid_to"]


def matter_days(row: Raw) -> tuple[str, str | None]:
    if row["status"] == "open":
        return row["received_on"], None
    return row["received_on"], max(row["closed_on"] or row["received_on"], row["received_on"])


def case_days(row: Raw) -> tuple[str, str | None]:
    if row["outcome"] == "pending":
        return row["accepted_on"], None
    return row["accepted_on"], max(row["closed_on"] or row["accepted_on"], row["accepted_on"])


class Oracle:
    """Every cell that a block of figures must show, by the keys of its line and column."""

    def __init__(self, session: Session, year: int, number: int, within: str = "") -> None:
        self.rows: dict[str, list[Raw]] = {
            name: [dict(row) for row in session.execute(text(f'SELECT * FROM "{name}"')).mappings()] for name in TABLES
        }
        self.by_id = {name: {row["id"]: row for row in rows} for name, rows in self.rows.items()}
        self._put_back(quarter_days(year, number)[1])
        self.year = year
        self.within = within
        self.start, self.end = quarter_days(year, number)
        self.last = quarter_days(year - 1, number)
        self.january = f"{year}-01-01"

    def _put_back(self, day: str) -> None:
        """Let everything stand where it stood on a day: by the first placement that ended after it."""
        for kept, table, field in (
            ("unit_placement", "unit", "parent_id"), ("household_placement", "household", "unit_id"),
            ("grid_placement", "grid", "unit_id"),
        ):  # fmt: skip
            for row in self.by_id[table].values():
                later = [
                    (p["until"], p["id"], p["place_id"])
                    for p in self.rows[kept] if p["subject_id"] == row["id"] and p["until"] > day
                ]  # fmt: skip
                if later:
                    row[field] = min(later, key=lambda p: p[:2])[2]

    # Where a record belongs

    def under(self, unit: str | None, top: str) -> bool:
        while unit:
            if unit == top:
                return True
            unit = self.by_id["unit"][unit]["parent_id"]
        return False

    def counts(self, unit: str | None) -> bool:
        return not self.within or self.under(unit, self.within)

    def place(self, key: str, unit: str | None) -> bool:
        if key == "total":
            return self.counts(unit)
        if key == "-":
            return unit is None
        return unit == key[1:] if key.startswith("=") else self.under(unit, key)

    def unit_of_home(self, household: str | None) -> str | None:
        return self.by_id["household"][household]["unit_id"] if household else None

    # Tables

    @staticmethod
    def table(
        rows: Iterable[Raw], lines: Mapping[str, Pick], columns: Mapping[str, Callable[[list[Raw]], int]]
    ) -> Wanted:
        found: Wanted = {}
        rows = list(rows)
        for line, pick in lines.items():
            mine = [row for row in rows if pick(row)]
            for column, count in columns.items():
                found[line, column] = count(mine)
        return found

    def by_codes(self, field: str, table: str) -> dict[str, Pick]:
        known = [code["code"] for code in codes(table) if code["code"] != "other"]
        lines: dict[str, Pick] = {code: lambda row, c=code: row[field] == c for code in known}
        lines["rest"] = lambda row: row[field] not in known
        lines["total"] = lambda row: True
        return lines

    def by_places(self, keys: Iterable[str], unit: Callable[[Raw], str | None]) -> dict[str, Pick]:
        return {key: lambda row, k=key: self.place(k, unit(row)) for key in keys}

    # Subjects

    def units(self) -> Wanted:
        rows = [row for row in self.rows["unit"] if self.counts(row["id"])]
        lines: dict[str, Pick] = {str(n): lambda row, n=n: row["level"] == n for n in (1, 2, 3, 4)}
        lines["total"] = lambda row: True
        return self.table(rows, lines, _number(stock(valid, self.start, self.end)))

    def grids(self) -> Wanted:
        ties = [t for t in self.rows["unit_grid"] if there(*valid(t), self.end)]
        found: Wanted = {}
        for level in (1, 2, 3, 4):
            units, grids = set(), set()
            for tie in ties:
                unit, grid = self.by_id["unit"][tie["unit_id"]], self.by_id["grid"][tie["grid_id"]]
                if unit["level"] != level:
                    continue
                if there(*valid(unit), self.end) and self.counts(unit["id"]):
                    units.add(unit["id"])
                if there(*valid(grid), self.end) and self.counts(unit["id"]):
                    grids.add(grid["id"])
            found[str(level), "units"], found[str(level), "grids"] = len(units), len(grids)
        found["total", "grids"] = self._grids(self.end)
        return found

    def _grids(self, day: str) -> int:
        """Grids that belong to a unit that counts, or that such a unit stands on."""
        tied = {t["grid_id"] for t in self.rows["unit_grid"] if there(*valid(t), day) and self.counts(t["unit_id"])}
        return sum(there(*valid(g), day) and (self.counts(g["unit_id"]) or g["id"] in tied) for g in self.rows["grid"])

    def posts(self) -> Wanted:
        held = [row for row in self.rows["appointment"] if self.counts(row["unit_id"])]
        states = stock(since_until, self.start, self.end)
        columns = _number(states)
        columns["members"] = lambda rows: sum(states["closing"](r) and r["party_member"] == 1 for r in rows)
        for level in (1, 2, 3, 4):
            columns[str(level)] = lambda rows, n=level: sum(
                states["closing"](r) and self.by_id["unit"][r["unit_id"]]["level"] == n for r in rows
            )
        lines: dict[str, Pick] = {p["key"]: lambda row, i=p["id"]: row["post_id"] == i for p in self.rows["post"]}
        lines["total"] = lambda row: True
        found = self.table(held, lines, columns)
        for post in self.rows["post"]:
            if post["level"] is None:
                continue
            wanted = [
                u for u in self.rows["unit"]
                if u["level"] == post["level"] and there(*valid(u), self.end) and self.counts(u["id"])
            ]  # fmt: skip
            seats = {r["unit_id"] for r in held if r["post_id"] == post["id"] and states["closing"](r)}
            filled = sum(u["id"] in seats for u in wanted)
            for column, value in (("wanted", len(wanted)), ("filled", filled), ("vacant", len(wanted) - filled)):
                found[post["key"], column] = value
        return found

    def staff(self) -> Wanted:
        heads, grid = {"building_head"}, {"grid_head", "grid_member", "grid_assistant"}
        groups = {"building_heads": heads, "grid_staff": grid, "together": heads | grid}
        lines: dict[str, Pick] = {
            key: lambda row, k=keys: self.by_id["post"][row["post_id"]]["key"] in k for key, keys in groups.items()
        }
        rows = [row for row in self.rows["appointment"] if self.counts(row["unit_id"])]
        return self.table(rows, lines, _number(stock(since_until, self.start, self.end)))

    def households(self, keys: Iterable[str]) -> Wanted:
        states = stock(since_until, self.start, self.end)
        columns = _number(states)
        closing = states["closing"]
        for state in ("lived_in", "let", "empty"):
            columns[f"state_{state}"] = lambda rows, s=state: sum(closing(r) and r["state"] == s for r in rows)
        columns["state_rest"] = lambda rows: sum(
            closing(r) and r["state"] not in ("lived_in", "let", "empty") for r in rows
        )
        columns["contact"] = lambda rows: sum(closing(r) and r["contact_household"] == 1 for r in rows)
        return self.table(self.rows["household"], self.by_places(keys, lambda r: r["unit_id"]), columns)

    def home(self, person: Raw, day: str) -> tuple[bool, str | None]:
        """Whether somebody was in the register on a day, and the unit of the home then."""
        if (person["birth"] or "") > day or (person["died_on"] or "9999") <= day:
            return False, None
        out, moved_in = person["moved_out"], person["moved_in"]
        if out is not None and out <= day and not (moved_in is not None and out < moved_in <= day):
            return False, None
        if moved_in is None or moved_in <= day:
            return True, self.unit_of_home(person["household_id"])
        stays = [
            (r["until"], r["id"], r["household_id"]) for r in self.rows["residence"]
            if r["person_id"] == person["id"] and r["until"] > day and (r["since"] is None or r["since"] <= day)
        ]  # fmt: skip
        return (True, self.unit_of_home(max(stays)[2])) if stays else (False, None)

    def people(self, keys: Iterable[str]) -> Wanted:
        found: Wanted = {}
        before = {p["id"]: self.home(p, day_before(self.start)) for p in self.rows["person"]}
        after = {p["id"]: self.home(p, self.end) for p in self.rows["person"]}
        for key in keys:
            was = {i for i, (present, unit) in before.items() if present and self.place(key, unit)}
            now = {i for i, (present, unit) in after.items() if present and self.place(key, unit)}
            person = self.by_id["person"]
            members = {i for i in person if person[i]["political"] in ("01", "02")}
            helpers = {i for i in person if person[i]["volunteer"] == 1}
            found.update({
                (key, "closing"): len(now), (key, "opening"): len(was), (key, "came"): len(now - was),
                (key, "went"): len(was - now), (key, "members"): len(now & members),
                (key, "volunteers"): len(now & helpers), (key, "members_opening"): len(was & members),
                (key, "volunteers_opening"): len(was & helpers),
            })  # fmt: skip
        return found

    def residency(self) -> Wanted:
        here = [p for p in self.rows["person"] if self.home(p, self.end)[0] and self.counts(self.home(p, self.end)[1])]
        known = [code["code"] for code in codes("sex")]
        columns: dict[str, Callable[[list[Raw]], int]] = {
            sex: lambda rows, s=sex: sum(r["sex"] == s for r in rows) for sex in known
        }
        columns["rest"] = lambda rows: sum(r["sex"] not in known for r in rows)
        columns["total"] = len
        return self.table(here, self.by_codes("residency", "residency"), columns)

    def care(self) -> Wanted:
        states = stock(since_until, self.start, self.end)
        closing = states["closing"]
        columns = _number(states)
        columns["households"] = lambda rows: len({r["household_id"] for r in rows if closing(r)})

        def dwelling(row: Raw) -> Any:
            return self.by_id["household"][row["household_id"]]["state"]

        for state in ("lived_in", "let", "empty"):
            columns[f"state_{state}"] = lambda rows, s=state: sum(closing(r) and dwelling(r) == s for r in rows)
        columns["state_rest"] = lambda rows: sum(
            closing(r) and dwelling(r) not in ("lived_in", "let", "empty") for r in rows
        )
        lines: dict[str, Pick] = {
            c["key"]: lambda row, i=c["id"]: row["category_id"] == i for c in self.rows["care_category"]
        }
        lines["total"] = lambda row: True
        rows = [r for r in self.rows["care"] if self.counts(self.unit_of_home(r["household_id"]))]
        return self.table(rows, lines, columns)

    def visits(self, lines: Mapping[str, Pick]) -> Wanted:
        rows = [r for r in self.rows["visit"] if self.counts(r["unit_id"])]
        return self.table(rows, lines, {
            "visits": lambda rows: sum(self._now(r["visited_on"]) for r in rows),
            "met": lambda rows: sum(self._now(r["visited_on"]) and r["met"] == 1 for r in rows),
            "not_met": lambda rows: sum(self._now(r["visited_on"]) and r["met"] == 0 for r in rows),
            "met_share.part": lambda rows: sum(self._now(r["visited_on"]) and r["met"] == 1 for r in rows),
            "met_share.whole": lambda rows: sum(self._now(r["visited_on"]) for r in rows),
            "person_times": lambda rows: sum(r["people_met"] for r in rows if self._now(r["visited_on"])),
            "households": lambda rows: len({r["household_id"] for r in rows if self._now(r["visited_on"])}),
            "people": lambda rows: len({
                r["person_id"] for r in rows if self._now(r["visited_on"]) and r["person_id"]
            }),
            "last_year": lambda rows: sum(self._last(r["visited_on"]) for r in rows),
            "year": lambda rows: sum(self._year(r["visited_on"]) for r in rows),
            "year_person_times": lambda rows: sum(r["people_met"] for r in rows if self._year(r["visited_on"])),
        })  # fmt: skip

    def _now(self, day: str | None) -> bool:
        return day is not None and self.start <= day <= self.end

    def _last(self, day: str | None) -> bool:
        return day is not None and self.last[0] <= day <= self.last[1]

    def _year(self, day: str | None) -> bool:
        return day is not None and self.january <= day <= self.end

    def periods(self, kind: str, start: str, end: str) -> list[tuple[str, str]]:
        """Day by day: what begins on a Monday, or ends with a month, quarter, half year or year."""
        found = []
        day = date.fromisoformat(start)
        while day <= date.fromisoformat(end):
            after = day + timedelta(days=1)
            if kind == "week" and day.weekday() == 0:
                found.append((day.isoformat(), (day + timedelta(days=6)).isoformat()))
            months = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}.get(kind, 0)
            if months and after.day == 1 and day.month % months == 0:
                found.append((date(day.year, day.month - months + 1, 1).isoformat(), day.isoformat()))
            if kind == "fortnight" and day.weekday() == 0 and (day - date(2024, 1, 1)).days % 14 == 0:
                found.append((day.isoformat(), (day + timedelta(days=13)).isoformat()))
            day = after
        return found

    def duties(self, rule: Raw, start: str, end: str) -> tuple[set[str], int, int]:
        """The households due, how many household-periods were due, and how many were done."""
        households, due, done = set(), 0, 0
        for first, last in self.periods(rule["period"], start, end):
            mine = {
                c["household_id"] for c in self.rows["care"]
                if c["category_id"] == rule["category_id"] and there(*since_until(c), first) and there(*since_until(c), last)
                and self.counts(self.unit_of_home(c["household_id"]))
            }  # fmt: skip
            met = {v["household_id"] for v in self.rows["visit"] if v["met"] == 1 and first <= v["visited_on"] <= last}
            households |= mine
            due += len(mine)
            done += len(mine & met)
        return households, due, done

    def duty(self) -> Wanted:
        found: Wanted = {}
        all_due = all_done = 0
        for rule in self.rows["visit_rule"]:
            if not rule["in_use"]:
                continue
            households, due, done = self.duties(rule, self.start, self.end)
            all_due, all_done = all_due + due, all_done + done
            found.update(_duty_line(rule["id"], due, done))
            found[rule["id"], "category"] = len(households)
            found[rule["id"], "periods"] = len(self.periods(rule["period"], self.start, self.end))
        found.update(_duty_line("total", all_due, all_done))
        return found

    def matters(self, lines: Mapping[str, Pick]) -> Wanted:
        rows = [r for r in self.rows["matter"] if self.counts(r["unit_id"])]
        return self.table(rows, lines, {
            **self._matter_columns(self.start, self.end),
            "last_received": lambda rows: sum(self._last(r["received_on"]) for r in rows),
            "last_closed": lambda rows: sum(r["status"] != "withdrawn" and self._last(matter_days(r)[1]) for r in rows),
            "year_received": lambda rows: sum(self._year(r["received_on"]) for r in rows),
            "year_closed": lambda rows: sum(r["status"] != "withdrawn" and self._year(matter_days(r)[1]) for r in rows),
            "year_withdrawn": lambda rows: sum(
                r["status"] == "withdrawn" and self._year(matter_days(r)[1]) for r in rows
            ),
        })  # fmt: skip

    def _matter_columns(self, start: str, end: str) -> dict[str, Callable[[list[Raw]], int]]:
        def closed(row: Raw) -> bool:
            day = matter_days(row)[1]
            return day is not None and start <= day <= end and row["status"] != "withdrawn"

        def withdrawn(row: Raw) -> bool:
            day = matter_days(row)[1]
            return day is not None and start <= day <= end and row["status"] == "withdrawn"

        asked = ("very", "satisfied", "fair", "dissatisfied")
        return {
            "opening": lambda rows: sum(there(*matter_days(r), day_before(start)) for r in rows),
            "received": lambda rows: sum(start <= r["received_on"] <= end for r in rows),
            "closed": lambda rows: sum(closed(r) for r in rows),
            "withdrawn": lambda rows: sum(withdrawn(r) for r in rows),
            "pending": lambda rows: sum(there(*matter_days(r), end) for r in rows),
            "on_time_share.part": lambda rows: sum(
                closed(r) and r["due_on"] is not None and matter_days(r)[1] <= r["due_on"] for r in rows
            ),
            "on_time_share.whole": lambda rows: sum(closed(r) and r["due_on"] is not None for r in rows),
            "content_share.part": lambda rows: sum(closed(r) and r["satisfaction"] in asked[:2] for r in rows),
            "content_share.whole": lambda rows: sum(closed(r) and r["satisfaction"] in asked for r in rows),
        }

    def levels(self) -> dict[str, Pick]:
        lines: dict[str, Pick] = {str(n): lambda row, n=n: row["level"] == n for n in (1, 2, 3, 4)}
        return {**lines, "total": lambda row: True}

    def satisfaction(self) -> Wanted:
        rows = [r for r in self.rows["matter"] if self.counts(r["unit_id"]) and r["status"] != "withdrawn"]
        return self.table(rows, self.by_codes("satisfaction", "satisfaction"), {
            "closed": lambda rows: sum(self._now(matter_days(r)[1]) for r in rows),
            "last_closed": lambda rows: sum(self._last(matter_days(r)[1]) for r in rows),
            "year_closed": lambda rows: sum(self._year(matter_days(r)[1]) for r in rows),
        })  # fmt: skip

    # Mediation

    def printed_type(self, code: str) -> str:
        """The line of this year's form that a stored type counts in."""
        known = {c["code"]: c for c in codes("dispute_type")}
        for candidate in (code, known.get(code, {}).get("maps_to")):
            entry = known.get(candidate or "")
            if entry and entry.get("since", 0) <= self.year <= entry.get("until", 9999):
                return "rest" if candidate == "other" else str(candidate)
        return "rest"

    def type_lines(self, of: Callable[[Raw], str]) -> dict[str, Pick]:
        known = [c for c in codes("dispute_type") if c.get("since", 0) <= self.year <= c.get("until", 9999)]
        keys = ["rest" if c["code"] == "other" else c["code"] for c in known]
        lines: dict[str, Pick] = {key: lambda row, k=key: self.printed_type(of(row)) == k for key in keys}
        return {**lines, "total": lambda row: True}

    def source_lines(self) -> dict[str, Pick]:
        lines = self.by_codes("source", "mediation_source")
        referred = {c["code"] for c in codes("mediation_source") if c["code"].startswith("referred")}
        return {**lines, "referred_all": lambda row: row["source"] in referred}

    def cases(self, lines: Mapping[str, Pick]) -> Wanted:
        rows = [r for r in self.rows["mediation_case"] if self.counts(r["unit_id"])]
        return self.table(rows, lines, {
            **self._case_columns(self.start, self.end),
            "last_accepted": lambda rows: sum(self._last(r["accepted_on"]) for r in rows),
            "year_accepted": lambda rows: sum(self._year(r["accepted_on"]) for r in rows),
            "year_ended": lambda rows: sum(self._year(case_days(r)[1]) for r in rows),
            "year_settled": lambda rows: sum(
                self._year(case_days(r)[1]) and r["outcome"] in ("written", "oral") for r in rows
            ),
        })  # fmt: skip

    def _case_columns(self, start: str, end: str) -> dict[str, Callable[[list[Raw]], int]]:
        def ended(row: Raw, *outcomes: str) -> bool:
            day = case_days(row)[1]
            return day is not None and start <= day <= end and (not outcomes or row["outcome"] in outcomes)

        return {
            "opening": lambda rows: sum(there(*case_days(r), day_before(start)) for r in rows),
            "accepted": lambda rows: sum(start <= r["accepted_on"] <= end for r in rows),
            "hard": lambda rows: sum(start <= r["accepted_on"] <= end and r["difficulty"] == "hard" for r in rows),
            "ended": lambda rows: sum(ended(r) for r in rows),
            "settled": lambda rows: sum(ended(r, "written", "oral") for r in rows),
            "written": lambda rows: sum(ended(r, "written") for r in rows),
            "oral": lambda rows: sum(ended(r, "oral") for r in rows),
            "failed": lambda rows: sum(ended(r, "failed") for r in rows),
            "otherwise": lambda rows: sum(ended(r) and not ended(r, "written", "oral", "failed") for r in rows),
            "pending": lambda rows: sum(there(*case_days(r), end) for r in rows),
            "of_tried.part": lambda rows: sum(ended(r, "written", "oral") for r in rows),
            "of_tried.whole": lambda rows: sum(ended(r, "written", "oral", "failed") for r in rows),
            "of_ended.part": lambda rows: sum(ended(r, "written", "oral") for r in rows),
            "of_ended.whole": lambda rows: sum(ended(r) for r in rows),
            "amount": lambda rows: sum(r["amount"] or 0 for r in rows if ended(r, "written", "oral")),
        }

    def endings(self, field: str, table: str, outcomes: tuple[str, ...]) -> Wanted:
        """Cases ended (with one of these outcomes, or any) in the three spans, by one of their fields."""
        rows = [
            r for r in self.rows["mediation_case"]
            if self.counts(r["unit_id"]) and (not outcomes or r["outcome"] in outcomes)
        ]  # fmt: skip
        return self.table(rows, self.by_codes(field, table), {
            "quarter": lambda rows: sum(self._now(case_days(r)[1]) for r in rows),
            "last_year": lambda rows: sum(self._last(case_days(r)[1]) for r in rows),
            "year": lambda rows: sum(self._year(case_days(r)[1]) for r in rows),
        })  # fmt: skip

    def parties(self) -> Wanted:
        case_of = self.by_id["mediation_case"]
        rows = [
            p for p in self.rows["mediation_party"]
            if p["side"] != "participant" and self.counts(case_of[p["case_id"]]["unit_id"])
        ]  # fmt: skip

        def accepted(row: Raw) -> str:
            return str(case_of[row["case_id"]]["accepted_on"])

        sides = ("applicant", "respondent")
        return self.table(rows, self.type_lines(lambda r: case_of[r["case_id"]]["dispute_type"]), {
            "parties": lambda rows: sum(self._now(accepted(r)) for r in rows),
            "applicant": lambda rows: sum(self._now(accepted(r)) and r["side"] == sides[0] for r in rows),
            "respondent": lambda rows: sum(self._now(accepted(r)) and r["side"] == sides[1] for r in rows),
            "rest": lambda rows: sum(self._now(accepted(r)) and r["side"] not in sides for r in rows),
            "last_year": lambda rows: sum(self._last(accepted(r)) for r in rows),
            "year": lambda rows: sum(self._year(accepted(r)) for r in rows),
        })  # fmt: skip

    # The cover

    def overview(self) -> Wanted:
        spans = {"quarter": (self.start, self.end), "last_year": self.last, "year": (self.january, self.end)}
        found: Wanted = {}
        for column, (start, end) in spans.items():
            flows = {**self._visit_flows(start, end), **self._matter_flows(start, end), **self._case_flows(start, end)}
            stocks = self._stocks(end) if column != "year" else {}
            found.update({_key(line, column): value for line, value in {**flows, **stocks}.items()})
        return found

    def _stocks(self, end: str) -> Wanted:
        def of(name: str, unit: Callable[[Raw], str | None]) -> list[Raw]:
            return [r for r in self.rows[name] if self.counts(unit(r)) and there(*since_until(r), end)]

        staff = [self.by_id["post"][r["post_id"]]["key"] for r in of("appointment", lambda r: r["unit_id"])]
        grid = sum(key in ("grid_head", "grid_member", "grid_assistant") for key in staff)
        homes = of("household", lambda r: r["unit_id"])
        care = of("care", lambda r: self.unit_of_home(r["household_id"]))
        people = [p for p in self.rows["person"] if self._here(p, end)]
        found = {
            "units": sum(there(*valid(u), end) and self.counts(u["id"]) for u in self.rows["unit"]),
            "grids": self._grids(end),
            "appointments": len(staff), "building_heads": staff.count("building_head"), "grid_staff": grid,
            "together": grid + staff.count("building_head"), "households": len(homes),
            "contact": sum(h["contact_household"] for h in homes), "people": len(people),
            "members": sum(p["political"] in ("01", "02") for p in people),
            "volunteers": sum(p["volunteer"] for p in people), "care": len(care),
            "care_households": len({c["household_id"] for c in care}),
            **{state: sum(h["state"] == state for h in homes) for state in ("lived_in", "let", "empty")},
        }  # fmt: skip
        return {(key, ""): value for key, value in found.items()}

    def _here(self, person: Raw, day: str) -> bool:
        present, unit = self.home(person, day)
        return present and self.counts(unit)

    def _visit_flows(self, start: str, end: str) -> Wanted:
        rows = [r for r in self.rows["visit"] if start <= r["visited_on"] <= end and self.counts(r["unit_id"])]
        homes = {r["household_id"] for r in rows}
        kept = [h for h in self.rows["household"] if self.counts(h["unit_id"]) and there(*since_until(h), end)]
        duties = [self.duties(rule, start, end) for rule in self.rows["visit_rule"] if rule["in_use"]]
        due, done = sum(each[1] for each in duties), sum(each[2] for each in duties)
        return {
            ("visits", ""): len(rows), ("person_times", ""): sum(r["people_met"] for r in rows),
            ("visited_households", ""): len(homes), ("coverage", ".part"): len(homes), ("coverage", ".whole"): len(kept),
            ("visited_people", ""): len({r["person_id"] for r in rows if r["person_id"]}),
            ("not_met", ""): sum(r["met"] == 0 for r in rows), ("due", ""): due, ("done", ""): done,
            ("duty", ".part"): done, ("duty", ".whole"): due,
        }  # fmt: skip

    def _matter_flows(self, start: str, end: str) -> Wanted:
        rows = [r for r in self.rows["matter"] if self.counts(r["unit_id"])]
        counted = {key: count(rows) for key, count in self._matter_columns(start, end).items()}
        rates = {"on_time_share": "on_time", "content_share": "content"}
        found: Wanted = {}
        for key, value in counted.items():
            name, dot, part = key.partition(".")
            found[(rates[name], dot + part) if dot else (f"matters_{name}", "")] = value
        return found

    def _case_flows(self, start: str, end: str) -> Wanted:
        rows = [r for r in self.rows["mediation_case"] if self.counts(r["unit_id"])]
        counted = {key: count(rows) for key, count in self._case_columns(start, end).items()}
        shown = ("opening", "accepted", "ended", "settled", "pending")
        found: Wanted = {(f"cases_{key}", ""): counted[key] for key in shown}
        for rate in ("of_tried", "of_ended"):
            for part in ("part", "whole"):
                found[rate, f".{part}"] = counted[f"{rate}.{part}"]
        found["amount", ""] = counted["amount"]
        accepted = {r["id"] for r in rows if start <= r["accepted_on"] <= end}
        found["parties", ""] = sum(
            p["case_id"] in accepted and p["side"] != "participant" for p in self.rows["mediation_party"]
        )
        return found


def _key(line: tuple[str, str], column: str) -> tuple[str, str]:
    return line[0], column + line[1]


def _number(states: Mapping[str, Pick]) -> dict[str, Callable[[list[Raw]], int]]:
    return {key: lambda rows, s=state: sum(s(row) for row in rows) for key, state in states.items()}


def _duty_line(line: str, due: int, done: int) -> Wanted:
    return {
        (line, "due"): due, (line, "done"): done, (line, "missed"): due - done,
        (line, "share.part"): done, (line, "share.whole"): due,
    }  # fmt: skip
