"""A lost disk reveals nothing, and nothing that leaves the program says more than it should (promise 7)."""

import shutil
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import select

from models import crash_reports
from models.register import open_register
from models.tables import Base
from tests.exports.reading import text_of
from tests.reliability.harness.day import PASSWORD, marks
from tests.reliability.harness.workshop import Workshop


@pytest.fixture(scope="module")
def evening(shop: Workshop, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder after a working day that ended with kill -9."""
    folder = tmp_path_factory.mktemp("day")
    done = shop.run("day", folder)
    assert done.status == -9, done.error
    return folder


def every_file(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file()]


def text_in(file: Path) -> str:
    """What can be read in a file, by whoever knows its kind."""
    if file.suffix == ".xlsx":
        with zipfile.ZipFile(file) as book:
            return "\n".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
    if file.suffix == ".pdf":
        return text_of(file.read_bytes())
    data = file.read_bytes()
    return data.decode("utf-8", "replace") + data.decode("utf-16-le", "replace") + data.decode("gb18030", "replace")


def test_the_marks_are_many_and_were_really_there(evening: Path, tmp_path: Path) -> None:
    """Control: with the password every mark is found."""
    assert len(marks()) >= 10
    shutil.copytree(evening, tmp_path / "copy")
    with open_register(tmp_path / "copy" / "r.grid", password=PASSWORD) as register, register.read() as session:
        everything = str([session.execute(select(table)).all() for table in Base.metadata.tables.values()])
    assert not [name for name, planted in marks().items() if planted not in everything]


def test_the_register_its_journal_and_the_backup_show_nothing(evening: Path) -> None:
    names = {file.name for file in every_file(evening)}
    assert {"r.grid", "r.grid-wal", "r.grid.keys"} <= names
    for file in (*evening.glob("r.grid*"), *evening.glob("backups/*")):
        said = text_in(file)
        assert not [name for name, planted in marks().items() if planted in said], file
        assert "桂香社区" not in said and "管理员" not in said.replace(file.name, ""), file


def test_temporary_files_are_gone_and_the_rest_is_masked(evening: Path) -> None:
    assert every_file(evening / "tmp") == []
    for file in every_file(evening / "out"):
        said = text_in(file)
        assert not [name for name, planted in marks().items() if planted in said], file
    assert len(every_file(evening / "out")) > 20
    assert len(list(evening.glob("out/board-*.pdf"))) > 2


def test_the_log_says_where_it_broke_and_nothing_of_people(
    evening: Path, shop: Workshop, tmp_path_factory: pytest.TempPathFactory
) -> None:
    logs = list(shop.state.rglob("*.log"))
    said = "\n".join(log.read_text("utf-8") for log in logs)
    assert "day.py" in said
    assert not [name for name, planted in marks().items() if planted in said]
    assert (evening / "out" / "report.txt").read_text("utf-8") in said


def test_a_report_has_kinds_and_places_alone() -> None:
    try:
        try:
            raise ValueError("王桂芳 13800000000")
        except ValueError as error:
            raise KeyError("王桂芳") from error
    except KeyError as error:
        said = crash_reports.report(error)
    assert "ValueError" in said and "KeyError" in said and "test_lost_disk.py" in said
    assert "王桂芳" not in said and "138" not in said


def test_control_a_plain_register_shows_them_all(tmp_path: Path) -> None:
    from models import operations
    from models.households import PEOPLE
    from models.register import create

    with create(tmp_path / "r.grid", office="桂香社区") as register:
        operations.save(register, PEOPLE, {"name": "王桂芳", "phone": marks()["people.phone"]})
    assert marks()["people.phone"] in text_in(tmp_path / "r.grid")
