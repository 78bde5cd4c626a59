"""One ledger as a workbook: Chinese headers that the program's own import reads again, text that stays text."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from pathlib import Path

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from exports.workbook import DAY, HEADER, LAST_ROW, MOMENT, TEXT, YUAN, Book, Look, Sheet, Value, workbook
from models import queries
from models.codes import code_table
from models.fields import Field, Kind, RecordSpec
from models.households import HOUSEHOLDS, PEOPLE
from models.progress import Progress, silent
from models.queries import Query, Row
from models.records import spec_of_table
from models.register import Register
from models.values import Ref

BATCH = 5_000
_DOOR = ("estate", "building", "entrance", "room")
_FORMATS = {Kind.DATE: DAY, Kind.MOMENT: MOMENT, Kind.MONEY: YUAN, Kind.PHONE: TEXT, Kind.DOCUMENT: TEXT}
_WIDTHS = {Kind.DATE: 12.0, Kind.MOMENT: 17.0, Kind.MONEY: 12.0, Kind.INTEGER: 8.0, Kind.FLAG: 8.0, Kind.CODE: 12.0,
           Kind.PHONE: 15.0, Kind.DOCUMENT: 22.0, Kind.LONG_TEXT: 36.0}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """A workbook's column: its heading, the field it shows and the field's kind; `door` names a part of a door."""

    header: str
    field: str
    kind: Kind
    door: str = ""

    @property
    def look(self) -> Look:
        return Look(_FORMATS.get(self.kind, "General"), wrap=self.kind is Kind.LONG_TEXT)

    @property
    def width(self) -> float:
        return max(_WIDTHS.get(self.kind, 14.0), 2.0 * len(self.header) + 3)


def columns(of: RecordSpec) -> tuple[Column, ...]:
    """A ledger's columns in the order of its fields, photos left out.

    A person's household stands there as the parts of its door, as rosters have it, so that a roster can be read again.
    """
    found: list[Column] = []
    for field in of.fields:
        kind = of.kinds[field.name]
        if of is PEOPLE and field.name == "household_id":
            found.extend(Column(HOUSEHOLDS[part].header, field.name, Kind.TEXT, part) for part in _DOOR)
        elif kind is not Kind.PHOTO:
            found.append(Column(field.header, field.name, kind))
    return tuple(found)


class Ledger:
    """The rows of a ledger as cells. `unmasked` shows what is sensitive in full."""

    def __init__(self, session: Session, of: RecordSpec, *, unmasked: bool = False) -> None:
        self._session = session
        self._of = of
        self._unmasked = unmasked
        self._called = {name: _codes_by_name(session, target) for name, target in _targets(of)}
        self._doors: dict[str, Row] = {}
        self.columns = columns(of)
        self._readers = [self._reader(of[column.field], column) for column in self.columns]

    def _door_reader(self, part: str) -> Callable[[Row], Value]:
        def read(row: Row) -> Value:
            home = row["household_id"]
            door = self._doors.get(home.id) if home else None
            return door[part] if door else None

        return read

    def _reader(self, field: Field, column: Column) -> Callable[[Row], Value]:
        """How a row's value becomes a cell of this column."""
        name = field.name
        if column.door:
            return self._door_reader(column.door)
        match column.kind:
            case Kind.CODE:
                words = {code.code: code.zh for code in code_table(field.codes).codes}
                return lambda row: words.get(row.values[name], row.values[name])
            case Kind.FLAG:
                return lambda row: _YES_NO[row.values[name]]
            case Kind.MONEY:
                return lambda row: None if row.values[name] is None else row.values[name] / 100
            case Kind.REFERENCE:
                called = self._called[name]
                return lambda row: _title(row.values[name], called)
        return lambda row: row.values[name]

    def rows(self, ids: Sequence[str]) -> list[Row]:
        """A batch of rows, with the doors that its people live behind."""
        found = queries.rows(self._session, self._of, ids, unmasked=self._unmasked)
        if self._of is PEOPLE:
            homes = [row["household_id"].id for row in found if row["household_id"]]
            doors = queries.rows(self._session, HOUSEHOLDS, list(dict.fromkeys(homes)), _DOOR)
            self._doors = {door.id: door for door in doors}
        return found

    def cells(self, ids: Sequence[str]) -> Iterator[list[Value]]:
        """The rows as cells, batch after batch."""
        for start in range(0, len(ids), BATCH):
            for row in self.rows(ids[start : start + BATCH]):
                yield [read(row) for read in self._readers]


_YES_NO = {True: "是", False: "否", None: None}


def _title(reference: Ref | None, called: dict[str, str]) -> Value:
    """A reference as it is read again: by its number or code where its title alone is not enough."""
    return None if reference is None else called.get(reference.id, reference.title)


def _targets(of: RecordSpec) -> Iterator[tuple[str, RecordSpec]]:
    for field in of.fields:
        if of.kinds[field.name] is Kind.REFERENCE:
            yield field.name, spec_of_table(of.target(field.name))


def _codes_by_name(session: Session, of: RecordSpec) -> dict[str, str]:
    """What stands for records whose title would not do: numbered ones go by number, namesakes with a code behind."""
    table = of.sql
    if of.identity == ("number",):
        return dict(session.execute(select(table.c.id, table.c.number)).tuples().all())
    if of.identity != ("code",):
        return {}
    names = select(table.c.name).group_by(table.c.name).having(func.count() > 1)
    namesakes = select(table.c.id, table.c.name, table.c.code).where(table.c.name.in_(names))
    return {id_: f"{name}（{code}）" for id_, name, code in session.execute(namesakes)}


def export_ledger(
    register: Register,
    spec: RecordSpec,
    out: Path,
    *,
    within: str = "",
    start: date | None = None,
    end: date | None = None,
    unmasked: bool = False,
    progress: Progress = silent,
) -> int:
    """Write one ledger to a workbook; how many records it has.

    `within` is the id of a unit whose subtree counts, `start` and `end` cut by the ledger's own date. Sensitive columns
    are masked unless `unmasked`. `progress` may raise `Cancelled`: then nothing is left, and an older file stays.
    """
    with register.read() as session, workbook(out, spec.sheet) as book:
        query = queries.period(Query(spec, within=within), start, end)
        ids = queries.ids(session, query)
        ledger = Ledger(session, spec, unmasked=unmasked)
        write_ledger(book, spec.sheet, ledger, ids, progress)
    return len(ids)


def write_ledger(
    book: Book, name: str, ledger: Ledger, ids: Sequence[str], progress: Progress = silent, heading: str = ""
) -> None:
    """A ledger on a sheet of its own (on several, if it has more rows than a sheet can). `heading` stands above it."""
    room = LAST_ROW - 2
    for start in range(0, max(len(ids), 1), room):
        with book.sheet(name, [column.width for column in ledger.columns]) as sheet:
            _begin(book, sheet, ledger.columns, heading)
            cells = _counted(ledger, ids[start : start + room], start, len(ids), progress)
            sheet.lines(cells, [book.look(column.look) for column in ledger.columns])
            sheet.filter(2 if heading else 1, len(ledger.columns))


def _begin(book: Book, sheet: Sheet, columns: Sequence[Column], heading: str) -> None:
    width = len(columns)
    header = 2 if heading else 1
    sheet.page.freeze_panes = f"A{header + 1}"
    sheet.page.print_options.gridLines = True
    sheet.title_rows(header, header)
    if heading:
        look = book.look(Look(bold=True, size=14, across="left"))
        sheet.add([heading], [look], height=28)
        sheet.merge(1, 1, width)
    sheet.add([column.header for column in columns], [book.look(HEADER)] * width, height=30)


def _counted(ledger: Ledger, ids: Sequence[str], before: int, total: int, progress: Progress) -> Iterator[list[Value]]:
    """The cells, telling from time to time how many there have been."""
    for number, cells in enumerate(ledger.cells(ids)):
        if number % 2_000 == 0:
            progress(before + number, total)
        yield cells
    progress(before + len(ids), total)


# The empty roster

_HOW = (
    "填写说明：每条记录一行，从第3行填起，不要改动表头；证件号码、电话按文本填写，日期写成 1990-01-01；"
    "有下拉列表的列请从列表中选择（见“代码表”）；不知道的留空，留空不会覆盖原有内容。"
)
_ROOM = 5_000


def template(spec: RecordSpec, out: Path) -> None:
    """Write an empty workbook for a ledger that the import reads: headers, lists to choose from, how to fill it in."""
    given = [column for column in columns(spec) if not spec[column.field].computed or column.door]
    lists = {column.header: _words(spec, column) for column in given if column.kind in (Kind.CODE, Kind.FLAG)}
    with workbook(out, spec.sheet) as book:
        with book.sheet(spec.sheet, [column.width for column in given]) as sheet:
            sheet.page.freeze_panes = "A3"
            sheet.title_rows(2, 2)
            for place, column in enumerate(given, 1):
                letter = get_column_letter(place)
                sheet.page.column_dimensions[letter].number_format = _FORMATS.get(column.kind, "General")
                if column.header in lists:
                    sheet.page.data_validations.append(_choice(column.header, lists, f"{letter}3:{letter}{_ROOM}"))
            sheet.add([_HOW], [book.look(Look(wrap=True, across="left", ink="1F4E79"))], height=44)
            sheet.merge(1, 1, min(len(given), 14))
            sheet.add([column.header for column in given], [book.look(HEADER)] * len(given), height=30)
        _code_sheet(book, lists)


def _words(of: RecordSpec, column: Column) -> list[str]:
    if column.kind is Kind.FLAG:
        return ["是", "否"]
    return [code.zh for code in code_table(of[column.field].codes).offered]


def _choice(header: str, lists: dict[str, list[str]], cells: str) -> DataValidation:
    """A list to choose from. Another word may be typed: the import knows many, and asks about the others."""
    letter = get_column_letter(list(lists).index(header) + 1)
    source = f"'{_CODES}'!${letter}$2:${letter}${len(lists[header]) + 1}"
    return DataValidation(type="list", formula1=source, allow_blank=True, sqref=cells)


_CODES = "代码表"


def _code_sheet(book: Book, lists: dict[str, list[str]]) -> None:
    with book.sheet(_CODES, [18.0] * len(lists)) as sheet:
        sheet.page.freeze_panes = "A2"
        sheet.add(list(lists), [book.look(HEADER)] * len(lists))
        sheet.lines(zip_longest(*lists.values()), [book.look(Look())] * len(lists))
