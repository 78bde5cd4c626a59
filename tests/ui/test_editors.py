"""What may be typed into a field, and what is stored of it."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QLineEdit

from models.errors import Mistake
from models.fields import Kind
from models.organisation import UNITS
from models.records import RECORDS
from models.values import Ref
from tests.ui.on_desk import OnDesk, settle
from ui.editors.dates import DateEditor, parse_date
from ui.editors.flag import FlagEditor, YesNoEditor
from ui.editors.photo import SIZE, portrait
from ui.editors.suggesting import CodeEditor, ReferenceEditor
from ui.editors.text import IntegerEditor, LongTextEditor, MoneyEditor
from ui.kinds import editor_for

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@given(DAYS, st.sampled_from(["{0:%Y-%m-%d}", "{0.year}.{0.month}.{0.day}", "{0:%Y%m%d}", "{0.year}年{0.month}月{0.day}日",
                              " {0.year}/{0.month}/{0.day} ", "{0.year}、{0.month}、{0.day}"]))  # fmt: skip
def test_a_date_is_understood_as_people_write_it(day: date, form: str) -> None:
    assert parse_date(form.format(day)) == day


def test_short_forms_mean_this_year_and_today() -> None:
    today = date(2026, 9, 21)
    assert parse_date("3-2", today) == date(2026, 3, 2)
    assert parse_date("3月2日", today) == date(2026, 3, 2)
    assert parse_date("今天", today) == today
    assert parse_date("  ", today) is None
    assert parse_date("１９５８．３．２", today) == date(1958, 3, 2)


@pytest.mark.parametrize("text", ["1958-13-02", "2026-02-30", "1958", "last week", "19580", "3-2-1"])
def test_what_is_no_date_is_refused_in_words(text: str) -> None:
    with pytest.raises(Mistake):
        parse_date(text)


@pytest.mark.parametrize(("typed", "stored"), [("1,200.50", 120050), ("￥ 3000 元", 300000), ("0.1", 10), ("", None)])
def test_money_is_typed_in_yuan_and_kept_in_fen(on_desk: OnDesk, typed: str, stored: int | None) -> None:
    editor = MoneyEditor()
    on_desk.qtbot.addWidget(editor)
    editor.line.setText(typed)
    assert editor.value() == stored
    editor.set_value(stored)
    assert editor.value() == stored


@pytest.mark.parametrize("typed", ["1.005", "NaN", "inf", "ten", "1e99"])
def test_what_is_no_amount_is_refused(on_desk: OnDesk, typed: str) -> None:
    editor = MoneyEditor()
    on_desk.qtbot.addWidget(editor)
    editor.line.setText(typed)
    with pytest.raises(Mistake):
        editor.value()


def test_whole_numbers(on_desk: OnDesk) -> None:
    editor = IntegerEditor()
    on_desk.qtbot.addWidget(editor)
    editor.line.setText("1,204")
    assert editor.value() == 1204
    editor.line.setText("12.5")
    with pytest.raises(Mistake):
        editor.value()


@pytest.fixture
def relation(on_desk: OnDesk) -> CodeEditor:
    editor = CodeEditor("relation")
    on_desk.qtbot.addWidget(editor)
    editor.resize(300, 40)
    editor.show()
    return editor


def test_a_code_is_found_by_alias_number_and_name(relation: CodeEditor) -> None:
    for typed in ("老婆", "12", "Wife"):
        relation.line.setText(typed)
        assert relation.value() == "12"
    relation.line.setText("邻居的朋友")
    with pytest.raises(Mistake):
        relation.value()
    relation.line.setText("")
    assert relation.value() is None


def test_the_common_codes_come_first_and_the_others_are_there(relation: CodeEditor) -> None:
    relation.open_list()
    words = [choice.words for choice in relation._model.choices]
    assert words[0] == "Householder" and words.index("Son") < words.index("Third son")
    relation.ask("third")
    assert relation._model.choices[0].words == "Third son"


def test_enter_takes_the_choice_and_goes_on(on_desk: OnDesk, relation: CodeEditor) -> None:
    gone_on: list[bool] = []
    relation.done.connect(lambda: gone_on.append(True))
    relation.open_list()
    on_desk.press(relation.line, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert relation.value() == "10" and gone_on == [True] and relation._sheet.isHidden()


def test_a_record_is_picked_by_any_piece_of_its_name(on_desk: OnDesk) -> None:
    editor = ReferenceEditor(on_desk.desk, UNITS)
    on_desk.qtbot.addWidget(editor)
    editor.show()
    editor._wanted = True
    editor.ask("slyzb")
    editor._look()
    settle()
    assert [choice.words for choice in editor._model.choices] == ["松林苑支部"]
    editor._take(editor._model.choices[0])
    assert editor.value() == on_desk.street.branch
    editor.line.setText("松林")
    with pytest.raises(Mistake):
        editor.value()
    editor.set_value(Ref(on_desk.street.community, "桂香社区党委"))
    assert editor.value() == on_desk.street.community


def test_flags_and_what_is_not_known(on_desk: OnDesk) -> None:
    flag, settled = FlagEditor(), YesNoEditor()
    for editor in (flag, settled):
        on_desk.qtbot.addWidget(editor)
        editor.set_value(None)
    assert flag.value() is False and settled.value() is None
    on_desk.press(flag.focus_widget(), Qt.Key.Key_Space)
    settled.set_value(False)
    assert flag.value() is True and settled.value() is False


def test_a_date_line_settles_into_its_usual_form(on_desk: OnDesk) -> None:
    editor = DateEditor()
    on_desk.qtbot.addWidget(editor)
    editor.line.setText("1958.3.2")
    editor.left()
    assert editor.line.text() == "1958-03-02"


def test_a_long_text_grows_with_its_lines(on_desk: OnDesk) -> None:
    editor = LongTextEditor()
    on_desk.qtbot.addWidget(editor)
    editor.resize(300, 60)
    editor.show()
    low = editor.focus_widget().height()
    editor.set_value("a line\n" * 6)
    settle()
    assert editor.focus_widget().height() > low
    assert editor.value() == ("a line\n" * 6).strip()


def test_a_picture_is_cut_to_a_portrait(on_desk: OnDesk, tmp_path: Path) -> None:
    picture = QImage(2000, 1000, QImage.Format.Format_RGB32)
    picture.fill(QColor("#336699"))
    picture.save(str(tmp_path / "wide.png"))
    made = QImage.fromData(portrait(str(tmp_path / "wide.png")))
    assert made.size() == SIZE
    (tmp_path / "no.jpg").write_bytes(b"not a picture")
    with pytest.raises(Mistake):
        portrait(str(tmp_path / "no.jpg"))


@pytest.mark.parametrize("spec", RECORDS, ids=lambda spec: spec.key)
def test_every_field_of_every_ledger_has_an_editor_that_takes_its_values(on_desk: OnDesk, spec: object) -> None:
    from models.fields import RecordSpec

    assert isinstance(spec, RecordSpec)
    samples = {Kind.DATE: date(2026, 3, 2), Kind.FLAG: True, Kind.INTEGER: 3, Kind.MONEY: 1250, Kind.TEXT: "abc"}
    for field in spec.fields:
        editor = editor_for(on_desk.desk, spec, field)
        on_desk.qtbot.addWidget(editor)
        value = samples.get(spec.kinds[field.name])
        if value is not None and not field.computed and not field.sensitive:
            editor.set_value(value)
            assert editor.value() == value
        if isinstance(line := editor.focus_widget(), QLineEdit):
            assert line.maxLength() == 32767  # nothing typed is cut silently
