"""The look of an official form: title across the sheet, unit line, bordered tables, notes, signatures."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from exports.workbook import HEADER, NUMBER, YUAN, Book, Look, Sheet, Value, display_width
from models.figures import Block, Column, Figure, Line, Rate

TITLE = Look(bold=True, size=18, across="center")
FACTS = Look(across="left")
FACTS_RIGHT = Look(across="right")
HEADING = Look(bold=True, size=12, across="left")
NOTE = Look(size=9, ink="404040", across="left", wrap=True)
LABEL = Look(border=True, across="left", wrap=True, indent=1)
COUNT = Look(NUMBER, border=True, across="center")
SHARE = Look(border=True, across="center", wrap=True)
TOTAL_FILL = "F2F2F2"
TITLE_HEIGHT, FACTS_HEIGHT, HEADING_HEIGHT, HEADER_HEIGHT, LINE_HEIGHT = 34.0, 20.0, 26.0, 33.0, 19.0
FIRST_WIDTH = 26.0
_NUMERALS = "一二三四五六七八九十"
_PAGE_WIDTH, _PAGE_HEIGHT = 770.0, 495.0  # points of A4 landscape inside its margins
_POINTS = 5.6  # of one character's width


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above every sheet of the form."""

    title: str
    unit: str
    period: str


class Form:
    """A sheet of the form in the making: it knows how far down the printed page it is."""

    def __init__(self, book: Book, sheet: Sheet, widths: Sequence[float]) -> None:
        self.book = book
        self.sheet = sheet
        self.width = len(widths)
        self.characters = sum(widths)
        self._page = _PAGE_HEIGHT / min(1.0, _PAGE_WIDTH / (self.characters * _POINTS))
        self._top = TITLE_HEIGHT + FACTS_HEIGHT
        self._used = 0.0

    def add(self, values: Sequence[Value], looks: Sequence[Look], height: float) -> int:
        """A row of a given height; its number."""
        self._used += height
        return self.sheet.add(values, [self.book.look(look) for look in looks], height)

    def across(self, words: str, look: Look, height: float) -> None:
        """A text across the sheet."""
        self.sheet.merge(self.add([words], [look], height), 1, self.width)

    def begin(self, head: Head, subject: str) -> None:
        """Title and unit line, frozen and repeated on each page."""
        self.sheet.page.freeze_panes = "B3"
        self.sheet.title_rows(1, 2)
        self.across(f"{head.title}（{subject}）" if subject else head.title, TITLE, TITLE_HEIGHT)
        self.pair(head.unit, head.period)

    def pair(self, left: str, right: str) -> None:
        """A line with something at the left and something at the right."""
        half = max(self.width // 2, 1)
        values: list[Value] = [left, *[None] * (half - 1), right, *[None] * (self.width - half - 1)]
        row = self.add(values, [FACTS] * half + [FACTS_RIGHT] * (self.width - half), FACTS_HEIGHT)
        self.sheet.merge(row, 1, half)
        self.sheet.merge(row, half + 1, self.width)

    def keep_together(self, height: float) -> None:
        """Begin a new page if what comes next does not fit on this one, but would on a fresh one."""
        if self._used + height > self._page and self._top + height <= self._page:
            self.break_page()

    def break_page(self) -> None:
        """Begin a new page."""
        self.sheet.new_page()
        self._used = self._top

    def block(self, number: int, block: Block, notes: Sequence[str]) -> None:
        """One block of figures under its numbered heading, with its notes."""
        self.keep_together(
            HEADING_HEIGHT + HEADER_HEIGHT + sum(_height(line) for line in block.lines)
            + sum(self._note_height(words) for words in notes)
        )  # fmt: skip
        self.across(f"{_NUMERALS[number]}、{block.name.chinese}", HEADING, HEADING_HEIGHT)
        headers = [block.head.chinese, *(column.name.chinese for column in block.columns)]
        self.add(headers, [HEADER] * len(headers), HEADER_HEIGHT)
        for line in block.lines:
            self._line(block, line)
        for words in notes:
            self.note(words)

    def _line(self, block: Block, line: Line) -> None:
        shown_as = [shown(figure, column) for figure, column in zip(line.cells, block.columns, strict=True)]
        values = [line.name.chinese, *(value for value, _look in shown_as)]
        looks = [replace(LABEL, indent=1 + line.depth * 2), *(look for _value, look in shown_as)]
        if line.total:
            looks = [replace(look, bold=True, fill=TOTAL_FILL) for look in looks]
        self.add(values, looks, _height(line))

    def note(self, words: str, size: float = NOTE.size) -> None:
        """A remark across the sheet, as many lines high as it needs."""
        self.across(words, replace(NOTE, size=size), self._note_height(words, size))

    def _note_height(self, words: str, size: float = NOTE.size) -> float:
        lines = ceil(display_width(words) * size / 9.5 / self.characters)
        return 1.45 * size * lines + 5

    def signatures(self, who: Sequence[str]) -> None:
        """Cells to sign in, and the place of the seal."""
        each = max(self.width // len(who), 1)
        values: list[Value] = [None] * self.width
        for place, words in enumerate(who):
            values[place * each] = words
        row = self.add(values, [LABEL] * self.width, 40)
        for place in range(len(who)):
            last = self.width if place == len(who) - 1 else (place + 1) * each
            self.sheet.merge(row, place * each + 1, last)


def _height(line: Line) -> float:
    room = FIRST_WIDTH - 2 - 2 * line.depth
    return LINE_HEIGHT if display_width(line.name.chinese) <= room else LINE_HEIGHT * 1.7


def shown(figure: Figure, column: Column) -> tuple[Value, Look]:
    """A figure as a cell: numbers as numbers, a rate as words that show both its parts."""
    if figure is None:
        return "—", SHARE
    if isinstance(figure, Rate):
        return rate(figure), SHARE
    return (figure.value / 100, replace(COUNT, format=YUAN)) if column.money else (figure.value, COUNT)


def rate(figure: Rate) -> str:
    """87/101＝86.1%."""
    part, whole = figure.part.value, figure.whole.value
    return f"{part}/{whole}＝{part / whole:.1%}" if whole else "—"


def widths(blocks: Sequence[Block]) -> tuple[float, ...]:
    """How wide the columns of a sheet have to be for all the tables on it."""
    found = [FIRST_WIDTH]
    for place in range(max(len(block.columns) for block in blocks)):
        found.append(max(_width(block, place) for block in blocks if place < len(block.columns)))
    return tuple(found)


def _width(block: Block, place: int) -> float:
    """A heading takes two lines at most; numbers their digits, rates both parts, amounts their cents."""
    column = block.columns[place]
    widest = max(display_width(_words(line.cells[place], column)) for line in block.lines)
    return max(8.4, display_width(column.name.chinese) / 2 + 3.2, widest + 2.0)


def _words(figure: Figure, column: Column) -> str:
    value, _look = shown(figure, column)
    return f"{value:,.2f}" if isinstance(value, float) else f"{value:,}" if isinstance(value, int) else str(value)
