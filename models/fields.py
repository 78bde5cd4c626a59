"""How a record type is declared: one SQLAlchemy class and, below it, one frozen `RecordSpec` of `Field`s.

The column owns type, length, nullability and foreign key. The field adds only what SQL cannot say. Table, form,
search, filters, import, export, history and masking are derived from the two.
"""

from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, cast

from sqlalchemy import Boolean, Column, Date, DateTime, Integer, LargeBinary, Table, Text
from sqlalchemy.orm import Session

from models.tables import Record
from models.words import in_words

Values = dict[str, Any]
Check = Callable[[Mapping[str, Any]], str | None]
Prepare = Callable[[Session, Values, Values | None], None]


class Kind(StrEnum):
    """How a value is shown, typed, read from and written to a cell."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    INTEGER = "integer"
    MONEY = "money"  # an integer of fen, shown in yuan
    DATE = "date"
    MOMENT = "moment"  # UTC
    FLAG = "flag"
    CODE = "code"  # of the code table `Field.codes`
    PHONE = "phone"
    DOCUMENT = "document"
    PHOTO = "photo"
    REFERENCE = "reference"


_KIND_OF_TYPE = ((Boolean, Kind.FLAG), (DateTime, Kind.MOMENT), (Date, Kind.DATE), (Integer, Kind.INTEGER),
                 (LargeBinary, Kind.PHOTO), (Text, Kind.LONG_TEXT))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """What SQL cannot say about one column.

    `label` is the English name, `header` the Chinese one: on the screen and as the workbook's heading.
    `check` gives a warning about all the record's values, or None; it never stops a save. `named` is the column that
    keeps, of a reference, what a file called a record that this register does not know yet.
    """

    name: str
    label: str
    header: str
    _: KW_ONLY
    section: str = ""
    kind: Kind | None = None
    codes: str = ""
    searchable: bool = False
    listed: bool = False
    computed: bool = False
    sensitive: bool = False
    public: bool = False
    synonyms: tuple[str, ...] = ()
    check: Check | None = None
    named: str = ""

    @property
    def words(self) -> str:
        """The field's name in the language spoken now."""
        return in_words(self.label, self.header)


@dataclass(frozen=True)
class RecordSpec:
    """One record type as data.

    `key` is its plural name (LEDGER on the command line), `title` the fields that name a record in a line,
    `order` the table's order, `parent` the reference to the record it is a line of, `unit` the path of references
    that leads to the organisation unit it belongs to, `dated` the date a period is cut by, `identity` what makes
    two rows of a workbook the same record where no document number does. `prepare` fills in computed columns and
    defaults before a save.
    """

    key: str
    table: type[Record]
    one: str
    many: str
    sheet: str
    fields: tuple[Field, ...]
    title: tuple[str, ...]
    order: tuple[str, ...] = ()
    parent: str = ""
    unit: tuple[str, ...] = ()
    dated: str = ""
    identity: tuple[str, ...] = ()
    prepare: Prepare | None = None

    def __getitem__(self, name: str) -> Field:
        return self._by_name[name]

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    def __hash__(self) -> int:
        return hash(self.key)

    @cached_property
    def _by_name(self) -> dict[str, Field]:
        return {field.name: field for field in self.fields}

    @property
    def words(self) -> str:
        """What many of them are called in the language spoken now."""
        return in_words(self.many, self.sheet)

    @property
    def word(self) -> str:
        """What one of them is called in the language spoken now."""
        return in_words(self.one, self.sheet)

    @property
    def table_name(self) -> str:
        return str(self.table.__tablename__)

    @property
    def sql(self) -> Table:
        """The table as SQL statements take it."""
        return cast(Table, self.table.__table__)

    def column(self, name: str) -> Column[Any]:
        """The table's column behind a field."""
        return self.sql.c[name]

    @cached_property
    def kinds(self) -> dict[str, Kind]:
        """The kind of every field: as the field says, otherwise as its column's type tells."""
        return {field.name: field.kind or self._kind_of_column(field) for field in self.fields}

    def _kind_of_column(self, field: Field) -> Kind:
        column = self.column(field.name)
        if column.foreign_keys:
            return Kind.REFERENCE
        if field.codes:
            return Kind.CODE
        return next((kind for type_, kind in _KIND_OF_TYPE if isinstance(column.type, type_)), Kind.TEXT)

    def target(self, name: str) -> str:
        """The name of the table a reference points at."""
        (key,) = self.column(name).foreign_keys
        return str(key.column.table.name)

    def required(self, name: str) -> bool:
        """Whether the user has to give a value: the column takes no null and has no default of its own."""
        column = self.column(name)
        return not column.nullable and column.default is None and not self[name].computed

    @cached_property
    def sections(self) -> dict[str, tuple[Field, ...]]:
        """The form's sections in order, each with its fields."""
        names = dict.fromkeys(field.section for field in self.fields)
        return {name: tuple(f for f in self.fields if f.section == name) for name in names}

    @cached_property
    def listed(self) -> tuple[Field, ...]:
        """The table's columns before the user picks others."""
        return tuple(field for field in self.fields if field.listed)
