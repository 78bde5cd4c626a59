"""Header recognition measured, and docs/header-recognition.md written from it.

`headers.csv` holds spellings, each recognised alone; `tables.csv` whole tables with all their columns, recognised as a
file brings them. `python -m tests.intake.header_table` writes the page anew.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from models.intake.meaning.columns import Certainty, Column
from models.intake.meaning.headers import recognise

ALONE, TABLES = Path(__file__).parent / "headers.csv", Path(__file__).parent / "tables.csv"
PAGE = Path(__file__).parents[2] / "docs" / "header-recognition.md"
_WRITTEN_ANEW = "## What the program does today"
_SURE = (Certainty.CERTAIN, Certainty.BY_CONTENT, Certainty.NOT_KEPT)


@dataclass(frozen=True)
class Header:
    """One header, what it means, and what it was taken for."""

    header: str
    ledger: str
    meaning: str
    also: str
    part: str
    column: Column

    @property
    def taken(self) -> bool:
        """Taken for what it means, or for what can be defended as well."""
        return self.column.meaning in (self.meaning, self.also)

    @property
    def right(self) -> bool:
        """Taken; or asked about, with what it means as the suggestion."""
        asked = self.column.certainty is Certainty.CONFIRM and self.column.suggestion in (self.meaning, self.also)
        return self.taken or asked

    @property
    def wrong_with_confidence(self) -> bool:
        """Taken for something else without being asked about."""
        return self.column.certainty in _SURE and not self.taken


def alone() -> list[Header]:
    """Every spelling of headers.csv, recognised with a few values of its column as if nothing else were known."""
    return [
        _header(row, recognise(row["ledger"], [row["header"]], [row["values"].split("|")])[0]) for row in _rows(ALONE)
    ]


def in_tables() -> list[Header]:
    """Every column of the tables of tables.csv, as they come; those whose labels do not agree are left out."""
    return list(_in_tables())


def _in_tables() -> Iterator[Header]:
    for _table, lines in groupby(_rows(TABLES), key=lambda row: row["table"]):
        rows = list(lines)
        values = [row["values"].split("|") for row in rows]
        columns = recognise(rows[0]["ledger"], [row["header"] for row in rows], values)
        yield from (_header(row, column) for row, column in zip(rows, columns, strict=True) if row["meaning"])


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _header(row: dict[str, str], column: Column) -> Header:
    return Header(row["header"], row["ledger"], row["meaning"], row["also"] or row["meaning"], row["part"], column)


def distinct(found: Iterable[Header]) -> list[Header]:
    """Each spelling of a ledger once, by the worst that became of it."""
    worst: dict[tuple[str, str], Header] = {}
    for one in found:
        known = worst.setdefault((one.ledger, one.header), one)
        if (one.wrong_with_confidence, not one.right) > (known.wrong_with_confidence, not known.right):
            worst[one.ledger, one.header] = one
    return list(worst.values())


def page(spellings: list[Header], columns: list[Header]) -> str:
    """The page of docs/: what somebody wrote at its head stays, the figures beneath are those of today."""
    lines = [PAGE.read_text("utf-8").partition(_WRITTEN_ANEW)[0] + _WRITTEN_ANEW, ""]
    lines += [*_shares(spellings, columns), ""]
    sure = Counter(str(one.column.certainty) for one in (*spellings, *columns))
    lines += ["How sure: " + ", ".join(f"{name} {count}" for name, count in sure.most_common()) + ".", ""]
    wrong = [one for one in (*spellings, *distinct(columns)) if one.wrong_with_confidence]
    last = max(one.part for one in columns)
    lines += _listed("What is taken wrongly with confidence", wrong)
    lines += _listed("The spellings of the newest tables", distinct(one for one in columns if one.part == last))
    return "\n".join(lines).rstrip("\n") + "\n"


def _shares(spellings: list[Header], columns: list[Header]) -> Iterator[str]:
    yield "| set | spellings | taken for what it is | or asked about, rightly | wrong with confidence |"
    yield "|---|---|---|---|---|"
    for of, found in (("alone", spellings), ("in tables", columns)):
        for part in sorted({one.part for one in found}):
            once = distinct(one for one in found if one.part == part)
            taken, right = (sum(getattr(one, name) for one in once) / len(once) for name in ("taken", "right"))
            wrong = sum(one.wrong_with_confidence for one in once)
            yield f"| {of}: {part} | {len(once)} | {taken:.1%} | {right:.1%} | {wrong} |"


def _listed(title: str, found: Iterable[Header]) -> list[str]:
    head = ["| header | ledger | means | taken for | how sure | |", "|---|---|---|---|---|---|"]
    return [f"## {title}", "", *head, *map(_line, found), ""]


def _line(one: Header) -> str:
    taken = one.column.meaning + (f" ({one.column.suggestion}?)" if one.column.suggestion else "")
    header = one.header.replace("\n", "⏎").replace("|", "\\|")
    mark = "" if one.right else "**missed**"
    means = one.meaning if one.also == one.meaning else f"{one.meaning}, {one.also}"
    return f"| {header} | {one.ledger} | {means} | {taken} | {one.column.certainty} | {mark} |"


if __name__ == "__main__":
    PAGE.write_text(page(alone(), in_tables()), "utf-8")
