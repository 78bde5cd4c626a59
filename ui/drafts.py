"""What is half written, taken out of the fields while the screen is locked, and put back afterwards.

The values travel sealed with the register's key (models/access/session_lock.py). What cannot be understood yet, a date typed
half way, is kept as it stands.
"""

from collections.abc import Iterable
from typing import Any

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from models.errors import Mistake
from models.values import Ref
from ui.editors.base import Editor, ShownOnly
from ui.editors.sensitive import SensitiveEditor
from ui.form_fields import FormFields

Draft = dict[str, Any]


def taken(forms: Iterable[FormFields]) -> tuple[list[FormFields], Draft]:
    """The forms in which something is unsaved, emptied, and what stood in them."""
    written = [form for form in forms if form.is_changed()]
    return written, {str(number): _take(form) for number, form in enumerate(written)}


def put_back(forms: list[FormFields], draft: Draft | None) -> None:
    """Write into the forms again what `taken` found there."""
    for number, form in enumerate(forms):
        for name, kept in (draft or {}).get(str(number), {}).items():
            _put(form.lines[name].editor, kept)
        form.edited.emit()


def _take(form: FormFields) -> Draft:
    found: Draft = {}
    for name, line in form.lines.items():
        editor = line.editor
        if isinstance(editor, ShownOnly) or (isinstance(editor, SensitiveEditor) and editor.masked):
            continue
        inner = editor.inner if isinstance(editor, SensitiveEditor) else editor
        try:
            value = inner.value()
            found[name] = {"ref": value.id, "title": value.title} if isinstance(value, Ref) else {"value": value}
        except Mistake:
            found[name] = {"typed": _typed(inner.focus_widget())}
        inner.set_value(None)
    return found


def _typed(widget: QWidget) -> str:
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText()
    return widget.text() if isinstance(widget, QLineEdit) else ""


def _put(editor: Editor, kept: Draft) -> None:
    inner = editor.inner if isinstance(editor, SensitiveEditor) else editor
    if "ref" in kept:
        inner.set_value(Ref(kept["ref"], kept["title"]))
    elif "typed" not in kept:
        inner.set_value(kept["value"])
    elif isinstance(line := inner.focus_widget(), QLineEdit):
        line.setText(kept["typed"])
