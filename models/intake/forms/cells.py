"""What stands in the cells of a form: labels, values, several of both in one cell, boxes that are ticked."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple

from models.fields import Kind
from models.intake.cleaning.cells import as_text
from models.intake.files.source import Sheet
from models.intake.meaning import looks
from models.intake.meaning.lexicon import ROSTER, field_of
from models.intake.meaning.understanding import meanings_of
from models.intake.meaning.wording import SIGNED
from models.intake.sheets.regions import is_header_word

LEDGERS = ("people", "visits", "matters", "mediations")
"""The ledgers of which there are forms."""

LONGEST_LABEL = 16
_PROSE = frozenset({"situation", "request", "action", "result", "content", "summary", "agreement", "note", "outcome"})
_BREAKS = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])|\n")
_LABEL_BEFORE = re.compile(r"(^|[\s\u3000]+|[,，;；。、|□☑☐■√])([^\s\u3000,，;；。、|□☑☐■√:：]{1,16})[\s\u3000]*$")
_SPACED = tuple(
    re.compile(rf"(^|[\s\u3000]+)((?:[\u3400-\u9fff][\s\u3000]+){{{n}}}[\u3400-\u9fff])[\s\u3000]*$") for n in (1, 2, 3)
)
_NUMBERED_BOX = re.compile(r"\d{1,2}\s*[.、)）]\s*(?=[□☑])")
_WORDY = re.compile(r"[^\W\d_]")
_FILLING = " \t\n\u3000_＿"
_TICKED = re.compile(r"[\[(（【]\s*[√✓✔☑■vV]\s*[\])）】]")
_EMPTY = re.compile(r"[\[(（【][\s\u3000_]*[\])）】]")
SIDE = re.compile(r"(?:被?申请|[甲乙])[人方]|当事人[甲乙一二12]")
"""The side that a party of a dispute is on, at the side of what is said of them."""
_UNDATED = re.compile(
    r"(?:(?:19|20)\d{0,2})?[\s_＿]*年?[\s_＿]*月[\s_＿]*日?(?:[\s_＿]*[时点][\s_＿]*分?)?|[\s_＿]*年[\s_＿]*"
)
_MOST_PLAIN = 30
_REACH = 80  # before a colon: no label begins further away
_ON, _OFF = re.compile("[■√✓✔✅☒]"), re.compile("[☐▢⬜]")
_ROUND = str.maketrans({"●": "☑", "⊙": "☑", "◉": "☑", "○": "□", "◯": "□"})


class Cell(NamedTuple):
    """One filled cell of a row, the last column that it covers, and the last row."""

    column: int
    right: int
    bottom: int
    value: Any
    text: str


class Spans:
    """Which cells of a sheet are merged, by their first one. Its rows are to be asked for in their order."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._written: set[tuple[int, int]] = set()  # cells that are lines of a text begun above
        self._ends = {(top, left): (bottom, right) for top, left, bottom, right in sheet.merged}

    def cells(self, row: int) -> list[Cell]:
        """The filled cells of a row. A heading at the side, or a photo's place, over several rows is none of them."""
        found: list[Cell] = []
        for column, value in enumerate(self._sheet.rows[row]):
            if (text := as_text(value)) and (row, column) not in self._written:
                bottom, right = self._ends.get((row, column), (row, column))
                if bottom == row or self._has_neighbour(row, column, bottom, right, found):
                    found.append(Cell(column, right, bottom, value, text))
                elif lines := self._lines_beside(row, column):
                    self._written.update((line.bottom, line.column) for line in lines)
                    said = "\n".join(line.text for line in lines)
                    found += [Cell(column, right, bottom, value, text), lines[0]._replace(value=said, text=said)]
        return found

    def headings(self) -> dict[int, str]:
        """What stands at the side of several rows, by each of these rows."""
        found: dict[int, str] = {}
        for (top, left), (bottom, _right) in sorted(self._ends.items()):
            if bottom > top and (text := as_text(self._sheet.cell(top, left))) and len(text) <= LONGEST_LABEL:
                found |= {row: found.get(row, text) for row in range(top, bottom + 1)}
        return found

    def _has_neighbour(self, row: int, column: int, bottom: int, right: int, before: list[Cell]) -> bool:
        """Whether the cell beside covers the same rows: then the two are a label and its value. A label may stand at the
        head of a larger box, with nothing beneath it."""
        if before and before[-1].right == column - 1:
            label = before[-1]
            if label.bottom == bottom or (is_label(label.text) and self._is_blank_below(label, bottom)):
                return True
        return self._ends.get((row, right + 1), (row, 0))[0] == bottom

    def _is_blank_below(self, label: Cell, bottom: int) -> bool:
        columns = range(label.column, label.right + 1)
        rows = range(label.bottom + 1, min(bottom + 1, len(self._sheet.rows)))
        return not any(as_text(self._sheet.cell(row, column)) for row in rows for column in columns)

    def _lines_beside(self, row: int, column: int) -> list[Cell]:
        """The lines of a text that stand one a row beside a label over these rows; none where labels stand there."""
        bottom, right = self._ends[row, column]
        if not holds_prose(as_text(self._sheet.cell(row, column))):
            return []
        lines: list[Cell] = []
        for line in range(row, min(bottom + 1, len(self._sheet.rows))):
            cells = [
                (at, text) for at, cell in enumerate(self._sheet.rows[line]) if at > right and (text := as_text(cell))
            ]
            if len(cells) > 1 or any(is_label(text) for _at, text in cells):
                return []
            lines += [Cell(at, self._ends.get((line, at), (0, at))[1], line, text, text) for at, text in cells]
        return lines


def bare_label(text: str) -> str:
    """A label without its colon and without the spaces and line breaks that only spread it."""
    return _BREAKS.sub("", text.strip(_FILLING).rstrip(":：").strip(_FILLING))


def first_label(text: str) -> str:
    """The label that a cell begins with, or the whole of it where nothing stands behind a colon."""
    return next((label for label, _value in pairs_in(text)), bare_label(text))


def columns_apart(sheet: Sheet, starts: Sequence[int]) -> list[Sheet]:
    """A sheet once for each column in which something begins, with what stands from there to the next alone."""
    found = []
    for start, end in itertools.pairwise([0, *starts[1:], max(map(len, sheet.rows))]):
        rows = [[cell if start <= at < end else "" for at, cell in enumerate(row)] for row in sheet.rows]
        merged = [one for one in sheet.merged if start <= one[1] and one[3] < end]
        found.append(replace(sheet, rows=rows, merged=merged))
    return found


def is_label(text: str) -> bool:
    """Whether a cell holds a label that is known, and nothing else."""
    if any(mark in text for mark in "□☑☐■"):
        return False
    label = bare_label(text)
    signed = len(label) <= LONGEST_LABEL and SIGNED.search(label) is not None
    if signed or (len(label) <= LONGEST_LABEL * 2 and is_header_word(label)):
        return True
    return len(label) <= LONGEST_LABEL and heads_records(label)


@cache
def heads_records(text: str) -> bool:
    """Whether a text is a label of visits, matters or disputes; 独居 may be a column of a roster, and is an answer here."""
    label = bare_label(text)
    return bool(SIGNED.search(label)) or any(meanings_of(ledger, label) for ledger in LEDGERS if ledger != ROSTER)


@cache
def holds_prose(label: str) -> bool:
    """Whether whole sentences stand behind a label, or beneath it."""
    bare = bare_label(label)
    if len(bare) > LONGEST_LABEL:
        return False
    return any(meaning in _PROSE for ledger in LEDGERS for meaning in meanings_of(ledger, bare)[:1])


def pairs_in(text: str) -> list[tuple[str, str]]:
    """The labels and values of a cell that holds both: 姓名：王强  性别：□男 ☑女."""
    starts: list[tuple[int, int, str]] = []  # where the label begins, where its value begins, the label
    for colon in re.finditer("[:：]", text):
        begin = max(starts[-1][1] if starts else 0, colon.start() - _REACH)
        in_prose = bool(starts) and holds_prose(starts[-1][2])
        found = _label_before(text[begin : colon.start()], first=not starts, in_prose=in_prose)
        if found is not None and text[colon.end() : colon.end() + 1] != "/":
            starts.append((begin + found[0], colon.end(), found[1]))
    ends = [start for start, _value, _label in starts[1:]] + [len(text)] * bool(starts)
    return [
        (label, text[value:end].strip(_FILLING + ",，;；"))
        for (_start, value, label), end in zip(starts, ends, strict=True)
    ]


def _label_before(text: str, *, first: bool, in_prose: bool) -> tuple[int, str] | None:
    """Where the label that ends a text begins, and the label; None where a colon ends none. In prose a label is a word
    that is known as one."""
    whole = bare_label(text)
    if first and len(whole) <= LONGEST_LABEL and _WORDY.search(whole) and ("\n" in text or is_header_word(whole)):
        return 0, whole  # 户籍\n地址：
    for pattern in _SPACED:  # 姓 名：王 强 性 别：男
        if (spaced := pattern.search(text)) and is_header_word(label := bare_label(spaced[2])):
            return spaced.start(2), label
    match = _LABEL_BEFORE.search(text)
    if match is None or not _WORDY.search(match[2]):
        return None
    if first:
        return (match.start(2), match[2]) if not match[1].strip() else None
    known = is_header_word(match[2])
    unknown = not match[1].strip() and not in_prose
    return (match.start(2), match[2]) if match[1] and (known or unknown) else None


def fits(label: str, text: str) -> bool:
    """Whether a word is one of those that answer this label: 党员 behind 政治面貌, 电话 behind 走访方式 is no label."""
    return any(_fits(ledger, meaning, text) for ledger in LEDGERS for meaning in meanings_of(ledger, bare_label(label)))


def _fits(ledger: str, meaning: str, text: str) -> bool:
    found = field_of(ledger, meaning)
    of_words = found is not None and found[0].kinds[found[1].name] is Kind.CODE
    return (of_words or meaning == "care") and looks.fit(ledger, meaning, [text]) == 1


def value_of(value: Any) -> Any:
    """A value as the person filled it in: of boxes the words that are ticked, of a line to write on what is written."""
    if not isinstance(value, str):
        return value
    text = as_text(value).strip(_FILLING)
    if _UNDATED.fullmatch(text):
        return ""  # 2026年  月  日, still to be filled in
    chosen = _chosen(text)
    return text if chosen is None else chosen


def _chosen(text: str) -> str | None:
    """The words whose boxes are ticked, blank if none is; None where there are no boxes, or no telling whose they are."""
    marked = _TICKED.sub("☑", text)
    if marked != text or len(_EMPTY.findall(text)) > 1:
        marked = _EMPTY.sub("□", marked)
    marked = _NUMBERED_BOX.sub("", _OFF.sub("□", _ON.sub("☑", marked)))
    if re.search("[●⊙◉]", marked) and re.search("[○◯]", marked):
        marked = marked.translate(_ROUND)
    parts = re.split("([□☑])", marked)
    if len(parts) == 1:
        return None
    if "□" not in marked and len(marked) > _MOST_PLAIN:
        return None  # marks in a text
    if not _WORDY.search(marked):
        return {"☑": "√", "□": ""}.get(marked.strip())
    if re.search("\\S☑□|□☑", marked):
        return None  # □男√□女: before or behind
    words, marks = [part.strip(" \t\n\u3000,，、;；/_＿:：") for part in parts[::2]], parts[1::2]
    taken = _behind(words, marks) if not words[0] else _before(words, marks)
    return "、".join(word for word in taken if word)


def _behind(words: list[str], marks: list[str]) -> list[str]:
    """□男 ☑女: the word stands behind its box; □男√ □女: a tick alone belongs to the word before it."""
    if "□" not in marks and len(marks) == 1:
        return words[1].split()[:1]  # √低保 特困
    taken: list[str] = []
    for at, mark in enumerate(marks):
        if mark == "☑":
            taken.append(words[at + 1] or words[at])
    return taken


def _before(words: list[str], marks: list[str]) -> list[str]:
    """男□ 女☑: the word stands before its box."""
    return [words[at].split()[-1] for at, mark in enumerate(marks) if mark == "☑" and words[at]]
