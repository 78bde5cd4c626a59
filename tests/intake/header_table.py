"""Header recognition measured: the spellings of headers.csv, and docs/header-recognition.md written from them.

`python -m tests.intake.header_table` writes the page anew.
"""

import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from models.intake.headers import Certainty, Column, recognise

TABLE = Path(__file__).parent / "headers.csv"
PAGE = Path(__file__).parents[2] / "docs" / "header-recognition.md"
HELD_BACK = "held back"
_SURE = (Certainty.CERTAIN, Certainty.BY_CONTENT, Certainty.NOT_KEPT)


@dataclass(frozen=True)
class Spelling:
    """One header, what it means, and what it was taken for."""

    header: str
    ledger: str
    meaning: str
    part: str
    column: Column

    @property
    def right(self) -> bool:
        """Taken for what it means; or asked about, with what it means as the suggestion."""
        asked = self.column.certainty is Certainty.CONFIRM and self.column.suggestion == self.meaning
        return self.column.meaning == self.meaning or asked

    @property
    def strictly_right(self) -> bool:
        """Right, and not even a wrong suggestion made."""
        asked = self.column.certainty is Certainty.CONFIRM and self.column.suggestion
        return (asked or self.column.meaning) == self.meaning

    @property
    def wrong_with_confidence(self) -> bool:
        """Taken for something else without being asked about."""
        return self.column.certainty in _SURE and self.column.meaning != self.meaning


def spellings() -> list[Spelling]:
    """Every header of the table, recognised alone with a few values of its column."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [
            Spelling(row["header"], row["ledger"], row["meaning"], row["part"],
                     recognise(row["ledger"], [row["header"]], [row["values"].split("|")])[0])
            for row in csv.DictReader(file)
        ]  # fmt: skip


def page(found: list[Spelling]) -> str:
    """The page of docs/."""
    lines = [_HEAD]
    lines += [
        "| part | spellings | right | right, no wrong suggestion either | wrong with confidence |",
        "|---|---|---|---|---|",
    ]
    for part in dict.fromkeys(one.part for one in found):
        of = [one for one in found if one.part == part]
        rates = [f"{sum(values) / len(of):.1%}" for values in ([s.right for s in of], [s.strictly_right for s in of])]
        lines.append(f"| {part} | {len(of)} | {' | '.join(rates)} | {sum(one.wrong_with_confidence for one in of)} |")
    sure = Counter(str(one.column.certainty) for one in found)
    lines += ["", "How sure: " + ", ".join(f"{name} {count}" for name, count in sure.most_common()) + ".", ""]
    lines += [
        "## The spellings",
        "",
        "| header | ledger | means | taken for | how sure | |",
        "|---|---|---|---|---|---|",
    ]
    for one in found:
        taken = one.column.meaning + (f" ({one.column.suggestion}?)" if one.column.suggestion else "")
        header = one.header.replace("\n", "⏎").replace("|", "\\|")
        mark = "" if one.right else "**missed**"
        lines.append(f"| {header} | {one.ledger} | {one.meaning} | {taken} | {one.column.certainty} | {mark} |")
    return "\n".join(lines) + "\n"


_HEAD = """# Header recognition, measured

Offices call the same column by many names. `tests/intake/headers.csv` holds spellings from the lists of the domain
reference and from the templates, exports and forms of public systems, each with what it means (said by hand) and a few
values as such a column has them. Every header is recognised alone, as if nothing else of the sheet were known.

A third of the table was **held back**: the synonyms (in the specs of models/ and in `resources/intake/headers.toml`)
were written from the other spellings, and the held-back ones come from other sources. Of its misses one was looked at
and mended by a rule, since it had been taken wrongly with confidence; no synonym was written from it.

*Right* means taken for what it is; or, where the program is not sure and asks, what it is stands as the suggestion (a
column that nobody confirms goes into the note, so that a column which belongs there is right when it is asked about).
The stricter figure also counts a wrong suggestion on such a column as a miss. *Wrong with confidence* is a column taken
for something else without asking: that must not happen.

This page is written by `python -m tests.intake.header_table`, and a test holds it to the truth.
"""


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(spellings()), "utf-8")
