"""Which editor a field gets: the one place where kinds of fields meet widgets."""

from collections.abc import Callable

from models.fields import Field, Kind, RecordSpec
from models.records import has_spec, spec_of_table
from ui.desk import Desk
from ui.editors.base import Editor, LineEditor, ShownOnly
from ui.editors.dates import DateEditor
from ui.editors.flag import FlagEditor, YesNoEditor
from ui.editors.photo import PhotoEditor
from ui.editors.sensitive import SensitiveEditor
from ui.editors.suggesting import CodeEditor, ReferenceEditor
from ui.editors.text import IntegerEditor, LongTextEditor, MoneyEditor

_SHORT, _LONG = 20, 1_000  # characters: short words may share a line of the form
_PLAIN: dict[Kind, Callable[[], Editor]] = {
    Kind.TEXT: LineEditor,
    Kind.PHONE: LineEditor,
    Kind.DOCUMENT: LineEditor,
    Kind.LONG_TEXT: LongTextEditor,
    Kind.INTEGER: IntegerEditor,
    Kind.MONEY: MoneyEditor,
    Kind.DATE: DateEditor,
    Kind.MOMENT: ShownOnly,
    Kind.PHOTO: PhotoEditor,
}


def editor_for(desk: Desk, spec: RecordSpec, field: Field) -> Editor:
    """The editor of a field: by its kind, behind a mask if it is sensitive, read-only if it is computed."""
    if field.computed:
        return ShownOnly()
    made = _by_kind(desk, spec, field)
    return SensitiveEditor(made) if field.sensitive else made


def _by_kind(desk: Desk, spec: RecordSpec, field: Field) -> Editor:
    kind = spec.kinds[field.name]
    if kind is Kind.CODE:
        return CodeEditor(field.codes)
    if kind is Kind.FLAG:
        return YesNoEditor() if spec.column(field.name).nullable else FlagEditor()
    if kind is Kind.REFERENCE and has_spec(spec.target(field.name)):
        return ReferenceEditor(desk, spec_of_table(spec.target(field.name)))
    made = _PLAIN.get(kind, LineEditor)()
    if kind is Kind.TEXT and (getattr(spec.column(field.name).type, "length", None) or _LONG) <= _SHORT:
        made.wide = False
    return made
