"""One ledger as a workbook: Chinese headers that the program's own import reads again, text that stays text."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice, zip_longest
from pathlib import Path

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from exports.workbook import (
    DAY,
    HEADER,
    LAST_ROW,
    MOMENT,
    TEXT,
    YUAN,
    Book,
    Look,
    Sheet,
    Value,
    display_width,
    workbook,
)
from models import queries
from models.codes import code_table
from models.fields import Field, Kind, RecordSpec
from models.households import PEOPLE
from models.progress import Progress, silent
from models.queries import Query, Row
from models.records import spec_of_table
from models.register import Register
from models.values import Ref
from models.words import _

BATCH = 5_000
_SAMPLE = 500
_WIDEST = 36.0
_DOOR = ("estate", "building", "entrance", "room")
_CENTRED = (Kind.DATE, Kind.MOMENT, Kind.INTEGER, Kind.FLAG)
_FORMATS = {Kind.DATE: DAY, Kind.MOMENT: MOMENT, Kind.MONEY: YUAN, Kind.PHONE: TEXT, Kind.DOCUMENT: TEXT}
_WIDTHS = {Kind.DATE: 10.0, Kind.MOMENT: 16.0, Kind.MONEY: 11.0}


@dataclass(frozen=True, slots=True)
class Column:
    """A workbook's column: a field of the ledger, or (`step`) of the record that a reference of the ledger names."""

    header: str
    field: Field
    kind: Kind
    of: RecordSpec
    step: str = ""

    @property
    def look(self) -> Look:
        across = "center" if self.kind in _CENTRED else "general"
        return Look(_FORMATS.get(self.kind, "General"), wrap=self.kind is Kind.LONG_TEXT, across=across)


def column(of: RecordSpec, path: str) -> Column:
    """The column of a field (`"phone"`) or of a field of the record it refers to (`"person_id.phone"`)."""
    step, _dot, name = path.rpartition(".")
    target = spec_of_table(of.target(step)) if step else of
    return Column(target[name].header, target[name], target.kinds[name], target, step)


def columns(of: RecordSpec) -> tuple[Column, ...]:
    """A ledger's columns in the order of its fields, photos left out.

    A person's household stands there as the parts of its door, as rosters have it, so that a roster can be read again.
    """
    paths: list[str] = []
    for field in of.fields:
        if of is PEOPLE and field.name == "household_id":
            paths.extend(f"household_id.{part}" for part in _DOOR)
        elif of.kinds[field.name] is not Kind.PHOTO:
            paths.append(field.name)
    return tuple(column(of, path) for path in paths)


Reader = Callable[[Row], Value]


class Ledger:
    """The rows of a ledger as cells: all its columns, or those asked for. `unmasked` shows what is sensitive in full."""

    def __init__(
        self, session: Session, of: RecordSpec, wanted: Sequence[Column] = (), *, unmasked: bool = False
    ) -> None:
        self._session = session
        self._of = of
        self._unmasked = unmasked
        self.columns = tuple(wanted) or columns(of)
        self._linked: dict[str, dict[str, Row]] = {}
        self._readers = [self._reader(each) for each in self.columns]

    def _reader(self, shown: Column) -> Reader:
        """How a row's values become a cell of this column."""
        read = self._plain_reader(shown)
        if not shown.step:
            return read
        linked = self._linked.setdefault(shown.step, {})

        def through(row: Row) -> Value:
            reference = row.values[shown.step]
            target = linked.get(reference.id) if reference else None
            return read(target) if target else None

        return through

    def _plain_reader(self, shown: Column) -> Reader:
        name = shown.field.name
        match shown.kind:
            case Kind.CODE:
                words = {code.code: code.zh for code in code_table(shown.field.codes).codes}
                return lambda row: words.get(row.values[name], row.values[name])
            case Kind.FLAG:
                return lambda row: _YES_NO[row.values[name]]
            case Kind.MONEY:
                return lambda row: None if row.values[name] is None else row.values[name] / 100
            case Kind.REFERENCE:
                called = _codes_by_name(self._session, spec_of_table(shown.of.target(name)))
                return lambda row: _title(row.values[name], called)
        return lambda row: row.values[name]

    def cells(self, ids: Sequence[str]) -> Iterator[list[Value]]:
        """The rows as cells, batch after batch."""
        own = [each.step or each.field.name for each in self.columns]
        for start in range(0, len(ids), BATCH):
            found = self._rows(self._of, ids[start : start + BATCH], own)
            for step, linked in self._linked.items():
                self._link(step, linked, [row[step].id for row in found if row[step]])
            for row in found:
                yield [read(row) for read in self._readers]

    def _link(self, step: str, linked: dict[str, Row], wanted: Sequence[str]) -> None:
        """Read what this batch refers to by one of its references."""
        names = [each.field.name for each in self.columns if each.step == step]
        target = spec_of_table(self._of.target(step))
        linked.clear()
        linked.update((row.id, row) for row in self._rows(target, list(dict.fromkeys(wanted)), names))

    def _rows(self, of: RecordSpec, ids: Sequence[str], names: Sequence[str]) -> list[Row]:
        return queries.rows(self._session, of, ids, list(dict.fromkeys(names)), unmasked=self._unmasked)


_YES_NO = {True: "是", False: "否", None: None}


def _title(reference: Ref | None, called: dict[str, str]) -> Value:
    """A reference as it is read again: by its number or code where its title alone is not enough."""
    return None if reference is None else called.get(reference.id, reference.title)


def _codes_by_name(session: Session, of: RecordSpec) -> dict[str, str]:
    """What stands for records whose title would not do: numbered ones go by number, namesakes with a code behind."""
    table = of.sql
    if of.identity == ("number",):
        return dict(session.execute(select(table.c.id, table.c.number)).all())
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
        if unmasked:
            note_unmasked(register, spec.words, len(ids))
    return len(ids)


def note_unmasked(register: Register, what: str, count: int) -> None:
    """Keep in the history that numbers left the register in full; without that they do not leave."""
    with register.operation() as operation:
        operation.noteworthy = True
        operation.sentence = _("Exported {count} of {kind} with numbers in full").format(count=count, kind=what)


def write_ledger(
    book: Book, name: str, ledger: Ledger, ids: Sequence[str], progress: Progress = silent, heading: str = ""
) -> None:
    """A ledger on a sheet of its own (on several, if it has more rows than a sheet can). `heading` stands above it."""
    room = LAST_ROW - 2
    for start in range(0, max(len(ids), 1), room):
        cells = _counted(ledger, ids[start : start + room], start, len(ids), progress)
        first = list(islice(cells, _SAMPLE))
        with book.sheet(name, _widths(ledger.columns, first)) as sheet:
            _begin(book, sheet, ledger.columns, heading)
            sheet.lines(chain(first, cells), [book.look(each.look) for each in ledger.columns])
            sheet.filter(2 if heading else 1, len(ledger.columns))


def _widths(shown: Sequence[Column], sample: Sequence[Sequence[Value]]) -> list[float]:
    """As wide as the heading and the first rows need, within reason."""
    found = []
    for place, each in enumerate(shown):
        texts = (row[place] for row in sample)
        widest = max((display_width(text) for text in texts if isinstance(text, str)), default=0)
        heading = min(display_width(each.header), 10)
        found.append(min(max(_WIDTHS.get(each.kind, 6.0), heading + 1.0, widest), _WIDEST) + 1.5)
    return found


def _begin(book: Book, sheet: Sheet, shown: Sequence[Column], heading: str) -> None:
    width = len(shown)
    header = 2 if heading else 1
    sheet.page.freeze_panes = f"A{header + 1}"
    sheet.page.print_options.gridLines = True
    sheet.title_rows(header, header)
    if heading:
        look = book.look(Look(bold=True, size=14, across="left"))
        sheet.add([heading], [look], height=28)
        sheet.merge(1, 1, width)
    sheet.add([each.header for each in shown], [book.look(HEADER)] * width, height=30)


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
    given = [each for each in columns(spec) if not each.field.computed]
    lists = {each.header: _words(each) for each in given if each.kind in (Kind.CODE, Kind.FLAG)}
    with workbook(out, spec.sheet) as book:
        with book.sheet(spec.sheet, [max(12.0, display_width(each.header) + 4.0) for each in given]) as sheet:
            sheet.page.freeze_panes = "A3"
            sheet.title_rows(2, 2)
            for place, each in enumerate(given, 1):
                letter = get_column_letter(place)
                sheet.page.column_dimensions[letter].number_format = each.look.format
                if each.header in lists:
                    sheet.page.data_validations.append(_choice(each.header, lists, f"{letter}3:{letter}{_ROOM}"))
            sheet.add([_HOW], [book.look(Look(wrap=True, across="left", ink="1F4E79"))], height=44)
            sheet.merge(1, 1, min(len(given), 14))
            sheet.add([each.header for each in given], [book.look(HEADER)] * len(given), height=30)
        _code_sheet(book, lists)


def _words(of: Column) -> list[str]:
    return ["是", "否"] if of.kind is Kind.FLAG else [code.zh for code in code_table(of.field.codes).offered]


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
