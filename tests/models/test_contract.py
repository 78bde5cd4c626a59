"""What every record type keeps to, whoever adds it."""

from datetime import date
from typing import Any

import pytest

from models import operations, queries, search
from models.codes import code_table
from models.fields import Kind, RecordSpec
from models.history import recording
from models.records import RECORDS, spec_of_table
from models.values import masked, shown
from tests.conftest import Street

every_record = pytest.mark.parametrize("spec", RECORDS, ids=lambda spec: spec.key)


def sample(spec: RecordSpec, name: str, street: Street, number: int = 1) -> Any:
    """A plausible value for one field; references are filled with a record made for it."""
    kind, column = spec.kinds[name], spec.column(name)
    match kind:
        case Kind.DATE:
            return date(2026, 3, number)
        case Kind.FLAG:
            return bool(number % 2)
        case Kind.INTEGER | Kind.MONEY:
            return number
        case Kind.CODE:
            return code_table(spec[name].codes).codes[number % 2].code
        case Kind.PHOTO:
            return b"\x89PNG" + bytes([number])
        case Kind.DOCUMENT:
            return "50991919410308272" + str(number % 10)
        case Kind.PHONE:
            return f"1380000000{number % 10}"
        case Kind.REFERENCE:
            return referred(spec, name, street)
        case _:
            return f"样{number}𬭎"[: getattr(column.type, "length", None) or 99]


def referred(spec: RecordSpec, name: str, street: Street) -> str:
    target = spec_of_table(spec.target(name))
    if target.key == "units":
        return street.street if spec.key == "units" else street.group
    with street.register.read() as session:
        there = queries.ids(session, queries.Query(target), limit=1)
    return there[0] if there else street.add(target.key, **filled(target, street))


def filled(spec: RecordSpec, street: Street, number: int = 1) -> dict[str, Any]:
    """A value for every field that is given by hand."""
    return {field.name: sample(spec, field.name, street, number) for field in spec.fields if not field.computed}


@every_record
def test_the_spec_names_columns_that_exist(spec: RecordSpec) -> None:
    columns = {column.name for column in spec.sql.columns}
    assert {field.name for field in spec.fields} <= columns
    assert set(spec.title) | set(spec.identity) <= set(spec._by_name)
    assert {name.removeprefix("-") for name in spec.order} <= columns
    assert spec.dated in {"", *columns}
    assert spec.parent in {"", *columns}
    assert spec.listed


@every_record
def test_labels_and_headers_are_unique_within_a_type(spec: RecordSpec) -> None:
    for words in ([field.label for field in spec.fields], [field.header for field in spec.fields]):
        assert len(set(words)) == len(words)


@every_record
def test_every_code_field_has_its_table(spec: RecordSpec) -> None:
    for field in spec.fields:
        if field.codes:
            assert code_table(field.codes).codes


@every_record
def test_a_record_saves_and_reads_back_as_given(spec: RecordSpec, street: Street) -> None:
    values = filled(spec, street)
    record_id = street.add(spec.key, **values)
    with street.register.read() as session:
        stored = queries.values_of(session, spec, record_id)
    assert stored is not None
    assert {name: stored[name] for name in values} == values


@every_record
def test_history_is_written_and_undo_puts_everything_back(spec: RecordSpec, street: Street) -> None:
    record_id = street.add(spec.key, **filled(spec, street))
    with street.register.read() as session:
        before = queries.values_of(session, spec, record_id)
    name = next(
        f.name for f in spec.fields if not f.computed and spec.kinds[f.name] in (Kind.TEXT, Kind.LONG_TEXT, Kind.DATE)
    )
    operations.save(street.register, spec, {name: sample(spec, name, street, 2)}, record_id)
    with street.register.read() as session:
        newest = recording.versions(session, spec.table_name, record_id)[0]
    assert newest.action == recording.UPDATE
    assert name in newest.columns
    assert newest.staff == "管理员"
    assert newest.sentence
    operations.undo(street.register)
    with street.register.read() as session:
        assert queries.values_of(session, spec, record_id) == before


@every_record
def test_a_deleted_record_comes_back_by_undo(spec: RecordSpec, street: Street) -> None:
    values = filled(spec, street)
    if spec.key == "units":
        values["parent_id"] = street.branch
    record_id = street.add(spec.key, **values)
    with street.register.read() as session:
        before = queries.values_of(session, spec, record_id)
    operations.delete(street.register, spec, [record_id])
    with street.register.read() as session:
        assert queries.values_of(session, spec, record_id) is None
    operations.undo(street.register)
    with street.register.read() as session:
        assert queries.values_of(session, spec, record_id) == before


@every_record
def test_sensitive_fields_come_out_masked(spec: RecordSpec, street: Street) -> None:
    values = filled(spec, street)
    record_id = street.add(spec.key, **values)
    with street.register.read() as session:
        (row,) = queries.rows(session, spec, [record_id])
        (open_row,) = queries.rows(session, spec, [record_id], unmasked=True)
    for field in spec.fields:
        if field.sensitive:
            assert row[field.name] == masked(spec.kinds[field.name], open_row[field.name]) != open_row[field.name]


@every_record
def test_every_searchable_value_finds_its_record(spec: RecordSpec, street: Street) -> None:
    record_id = street.add(spec.key, **filled(spec, street))
    with street.register.read() as session:
        (row,) = queries.rows(session, spec, [record_id], unmasked=True)
        for field in spec.fields:
            if field.searchable and row[field.name]:
                found = search.find(session, str(row[field.name]), of=spec)[1]
                assert record_id in [hit.id for hit in found]


@every_record
def test_every_value_can_be_shown_in_words(spec: RecordSpec, street: Street) -> None:
    record_id = street.add(spec.key, **filled(spec, street))
    with street.register.read() as session:
        (row,) = queries.rows(session, spec, [record_id])
    for field in spec.fields:
        if spec.kinds[field.name] is not Kind.PHOTO:
            assert isinstance(shown(spec, field, row[field.name]), str)


@every_record
def test_every_listed_column_sorts_both_ways(spec: RecordSpec, street: Street) -> None:
    for number in (1, 2) if spec.key not in ("units", "offices") else (1,):
        values = filled(spec, street, number)
        street.add(spec.key, **values)
    with street.register.read() as session:
        for field in spec.listed:
            up = queries.ids(session, queries.Query(spec, order=(field.name,)))
            down = queries.ids(session, queries.Query(spec, order=("-" + field.name,)))
            assert sorted(up) == sorted(down)
