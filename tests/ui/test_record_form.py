"""The form: what is typed is saved, or kept, or given up by word; never lost, and never shown to whom it should not."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from models import operations
from models.history import recording
from models.households import CARES, HOUSEHOLDS, PEOPLE
from models.matters import MATTERS
from tests.ui.on_desk import OnDesk, settle, write
from ui.editors.sensitive import SensitiveEditor
from ui.form_lines import LinesPanel
from ui.record_form import RecordForm


@pytest.fixture
def person(on_desk: OnDesk) -> str:
    home = on_desk.street.household("201")
    return on_desk.street.person("陈桂珍", home, phone="13800002207", sex="2", birth=date(1941, 3, 8))


@pytest.fixture
def form(on_desk: OnDesk) -> RecordForm:
    care = LinesPanel(on_desk.desk, CARES, without=("household_id",))
    made = RecordForm(on_desk.desk, PEOPLE, panels=[care])
    on_desk.qtbot.addWidget(made)
    made.resize(446, 620)
    made.show()
    return made


def stored(on_desk: OnDesk, name: str) -> object:
    (row,) = [row for row in on_desk.rows("people") if row["name"] != "—"][:1]
    return row[name]


def press(form: QWidget, words: str) -> None:
    (found,) = [b for b in form.findChildren(QPushButton) if b.text().strip() == words and b.isVisible()]
    found.click()
    settle()


def test_a_record_is_shown_masked_and_headed(on_desk: OnDesk, form: RecordForm, person: str) -> None:
    form.show_record(person)
    assert form.sheet.title() == "陈桂珍"
    phone = form.fields.lines["phone"].editor
    assert isinstance(phone, SensitiveEditor) and phone.masked and phone.value() == "138****2207"
    assert not form.is_dirty()


def test_only_what_changed_is_written(on_desk: OnDesk, form: RecordForm, person: str) -> None:
    form.show_record(person)
    write(on_desk.qtbot, form.fields, "former_name", "Chen")
    assert form.is_dirty()
    operations.save(on_desk.register, PEOPLE, {"work": "retired"}, person)  # somebody else, meanwhile
    form.save()
    settle()
    assert (stored(on_desk, "former_name"), stored(on_desk, "work")) == ("Chen", "retired")
    assert stored(on_desk, "phone") == "13800002207" and not form.is_dirty()
    with on_desk.register.read() as session:
        newest = recording.versions(session, "person", person)[0]
    assert set(newest.columns) == {"former_name"}


def test_enter_walks_through_the_fields_to_save(on_desk: OnDesk, form: RecordForm, person: str) -> None:
    form.show_record(person)
    settle()
    names = list(form.fields.lines)
    asked: list[str] = []
    for name in names:
        target = form.fields.lines[name].editor.focus_widget()
        monitor = target.setFocus

        def note(*reason: object, at: str = name, go: object = monitor) -> None:
            asked.append(at)

        target.setFocus = note  # type: ignore[method-assign]
    on_desk.press(form.fields.lines["name"].editor.focus_widget(), Qt.Key.Key_Return)
    on_desk.press(form.fields.lines["former_name"].editor.focus_widget(), Qt.Key.Key_Return)
    assert asked == ["former_name", "household_id"]
    finished: list[bool] = []
    form.fields.finished.connect(lambda: finished.append(True))
    form.fields.lines[names[-1]].editor.done.emit()
    assert finished == [True]
    write(on_desk.qtbot, form.fields, "former_name", "Chen")
    on_desk.press(form.sheet.save, Qt.Key.Key_Return)
    assert stored(on_desk, "former_name") == "Chen"


def test_a_warning_stands_below_its_field_and_does_not_block(on_desk: OnDesk, form: RecordForm, person: str) -> None:
    form.show_record(person)
    editor = form.fields.lines["phone"].editor
    assert isinstance(editor, SensitiveEditor)
    editor.rewrite("1")
    on_desk.qtbot.keyClicks(editor.inner.focus_widget(), "380000220")
    form.fields.check()
    sentence = form.fields.label_of("phone")
    assert "11 digits" in sentence.text() and sentence.property("role") == "warning"
    form.save()
    settle()
    assert stored(on_desk, "phone") == "1380000220"
    assert "11 digits" in form.fields.label_of("phone").text()  # the stored one warns too, though masked again
    assert editor.masked


def test_a_mistake_stands_at_its_field_and_what_was_typed_stays(on_desk: OnDesk, form: RecordForm, person: str) -> None:
    form.show_record(person)
    write(on_desk.qtbot, form.fields, "birth", "1941.13.8")
    form.save()
    settle()
    sentence = form.fields.label_of("birth")
    assert "1941.13.8" in sentence.text() and sentence.property("role") == "mistake"
    assert form.is_dirty() and stored(on_desk, "birth") == date(1941, 3, 8)
    write(on_desk.qtbot, form.fields, "birth", "1941.3.9")
    form.save()
    settle()
    assert stored(on_desk, "birth") == date(1941, 3, 9) and sentence.text() == ""


def test_a_mistake_of_the_operation_comes_to_its_field(on_desk: OnDesk, form: RecordForm, person: str) -> None:
    form.show_record(person)
    write(on_desk.qtbot, form.fields, "name", "x" * 61)
    form.save()
    settle()
    assert "60" in form.fields.label_of("name").text() and form.is_dirty()
    assert stored(on_desk, "name") == "陈桂珍"


def test_a_sensitive_value_is_shown_for_a_reason_that_is_kept(on_desk: OnDesk, form: RecordForm, person: str) -> None:
    form.show_record(person)
    editor = form.fields.lines["phone"].editor
    assert isinstance(editor, SensitiveEditor)
    editor.ask()
    editor._tell("   ")
    assert editor.masked  # no reason, nothing shown
    editor._tell("call about the pipe")
    settle()
    assert not editor.masked and editor.value() == "13800002207" and not form.is_dirty()
    from models.history.journal import Asked, entries

    with on_desk.register.read() as session:
        newest = entries(session, Asked())[0]
    assert "call about the pipe" in newest.sentence and "2207" not in newest.sentence
    form.show_record(on_desk.street.person("罗永福"))
    form.show_record(person)
    assert editor.masked


def test_a_value_begun_anew_and_left_blank_is_as_before(on_desk: OnDesk, form: RecordForm, person: str) -> None:
    form.show_record(person)
    editor = form.fields.lines["phone"].editor
    assert isinstance(editor, SensitiveEditor)
    editor.rewrite()
    assert not form.is_dirty()
    write(on_desk.qtbot, form.fields, "work", "retired")
    form.save()
    settle()
    assert stored(on_desk, "phone") == "13800002207"


def test_switching_asks_about_unsaved_work_in_the_form(on_desk: OnDesk, form: RecordForm, person: str) -> None:
    other = on_desk.street.person("罗永福")
    form.show_record(person)
    write(on_desk.qtbot, form.fields, "work", "retired")
    form.show_record(other)
    assert form.sheet.question.isVisible() and form.record_id == person
    assert form.fields.lines["work"].editor.value() == "retired"
    press(form.sheet.question, "Go on writing")
    assert not form.sheet.question.isVisible() and form.is_dirty()
    form.show_record(other)
    press(form.sheet.question, "Discard")
    assert form.record_id == other and not form.is_dirty()
    assert [row["work"] for row in on_desk.rows("people", name="陈桂珍")] == [None]


def test_saving_from_the_question_goes_on_to_the_next(on_desk: OnDesk, form: RecordForm, person: str) -> None:
    other = on_desk.street.person("罗永福")
    form.show_record(person)
    write(on_desk.qtbot, form.fields, "work", "retired")
    form.show_record(other)
    press(form.sheet.question, "Save")
    assert form.record_id == other
    assert [row["work"] for row in on_desk.rows("people", name="陈桂珍")] == ["retired"]


def test_cancel_takes_back_what_was_typed(on_desk: OnDesk, form: RecordForm, person: str) -> None:
    form.show_record(person)
    write(on_desk.qtbot, form.fields, "name", "陈")
    form.restore()
    settle()
    assert form.fields.lines["name"].editor.value() == "陈桂珍" and not form.is_dirty()


def test_a_new_record_with_what_is_known(on_desk: OnDesk, form: RecordForm) -> None:
    home = on_desk.street.household("301")
    form.new({"household_id": home})
    write(on_desk.qtbot, form.fields, "name", "谢秀英")
    saved: list[str] = []
    form.saved.connect(saved.append)
    form.save()
    settle()
    (row,) = on_desk.rows("people", name="谢秀英")
    assert row["household_id"].id == home and saved == [row.id] == [form.record_id]
    assert form.sheet.title() == "谢秀英" and not form.is_dirty()


def test_a_required_field_is_asked_for(on_desk: OnDesk, form: RecordForm) -> None:
    form.new()
    form.save()
    settle()
    assert "Name" in form.fields.label_of("name").text() and on_desk.rows("people") == []


def test_deleting_can_be_undone(on_desk: OnDesk, form: RecordForm, person: str) -> None:
    form.show_record(person)
    form.delete()
    settle()
    assert on_desk.rows("people") == [] and form.record_id is None
    on_desk.desk.undo()
    settle()
    assert [row["name"] for row in on_desk.rows("people")] == ["陈桂珍"]


def test_lines_are_added_edited_and_deleted_in_place(on_desk: OnDesk, form: RecordForm, person: str) -> None:
    form.show_record(person)
    panel = form.findChild(LinesPanel)
    panel._edit(None)
    (category,) = [row.id for row in on_desk.rows("care_categories", key="living_alone")]
    panel._fields.lines["category_id"].editor.set_value(category)
    panel._fields.lines["owner"].editor.line.setText("周文斌")
    assert form.is_dirty()
    form.save()  # Ctrl+S means everything that is being written here
    settle()
    (care,) = on_desk.rows("cares")
    assert care["person_id"].id == person and care["household_id"] is not None and panel._fields is None
    panel._edit(care.id)
    settle()
    panel._fields.lines["since"].editor.line.setText("2019.6.1")
    panel._save()
    settle()
    assert on_desk.rows("cares")[0]["since"] == date(2019, 6, 1)
    panel._delete(care.id)
    settle()
    assert on_desk.rows("cares") == []


def test_history_says_what_changed_masks_and_goes_back(on_desk: OnDesk, form: RecordForm, person: str) -> None:
    operations.save(on_desk.register, PEOPLE, {"phone": "13800009999", "name": "陈桂贞"}, person)
    form.show_record(person)
    form.sheet.history.setChecked(True)
    settle()
    from PySide6.QtWidgets import QLabel

    said = [label.text() for label in form.history.findChildren(QLabel)]
    assert "Name：陈桂珍 → 陈桂贞" in said
    assert "Phone：138****2207 → 138****9999" in said
    press(form.history, "Make it so again")
    assert stored(on_desk, "name") == "陈桂珍" and stored(on_desk, "phone") == "13800002207"


def test_what_others_write_shows_unless_one_is_writing(on_desk: OnDesk, form: RecordForm, person: str) -> None:
    form.show_record(person)
    on_desk.desk.write(lambda register: operations.save(register, PEOPLE, {"work": "school"}, person))
    settle()
    assert form.fields.lines["work"].editor.value() == "school"
    write(on_desk.qtbot, form.fields, "former_name", "Chen")
    on_desk.desk.write(lambda register: operations.save(register, PEOPLE, {"work": "office"}, person))
    settle()
    assert form.fields.lines["former_name"].editor.value() == "Chen"


def test_a_computed_field_is_shown_and_not_typed(on_desk: OnDesk) -> None:
    form = RecordForm(on_desk.desk, MATTERS)
    on_desk.qtbot.addWidget(form)
    form.new()
    form.fields.lines["received_on"].editor.line.setText("2026-03-02")
    form.fields.lines["content"].editor.set_value("楼道灯不亮")
    form.fields.lines["unit_id"].editor.set_value(on_desk.street.group)
    form.save()
    settle()
    (row,) = on_desk.rows("matters")
    assert row["number"] == "2026-0001" and form.fields.lines["number"].editor.value() == "2026-0001"


def test_a_household_keeps_its_place_when_its_door_changes(on_desk: OnDesk) -> None:
    home = on_desk.street.household("201")
    form = RecordForm(on_desk.desk, HOUSEHOLDS)
    on_desk.qtbot.addWidget(form)
    form.show_record(home)
    form.fields.lines["room"].editor.line.setText("202")
    form.save()
    settle()
    assert form.fields.lines["door"].editor.value() == "3-2-202"


def test_a_unit_that_only_a_file_names_is_shown_and_kept(on_desk: OnDesk) -> None:
    home = on_desk.street.household("201")
    with on_desk.register.operation("x") as operation:
        table = HOUSEHOLDS.sql
        operation.session.execute(
            table.update().where(table.c.id == home).values(unit_id=None, unit_named="八号楼党小组")
        )
    form = RecordForm(on_desk.desk, HOUSEHOLDS)
    on_desk.qtbot.addWidget(form)
    form.show()
    form.show_record(home)
    settle()
    assert form.fields.lines["unit_id"].editor.findChild(QLineEdit).text() == "八号楼党小组" and not form.is_dirty()
    write(on_desk.qtbot, form.fields, "note", "常来")
    form.save()
    settle()
    (row,) = [row for row in on_desk.rows("households") if row.id == home]
    assert (row["unit_id"].title, row["note"]) == ("八号楼党小组", "常来")
    assert not form.is_dirty()
