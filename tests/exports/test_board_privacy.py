"""Nothing about a resident gets onto a wall, and a change marks the boards that show it, no others."""

import ast
import io
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdf
import pytest
from sqlalchemy import select, text

from exports.boards import draw, paper, texts, theme
from exports.boards.demo import issue_some
from exports.boards.gathering import Organisation
from exports.boards.kinds import GATHER
from exports.boards.printing import gather, issue, out_of_date
from models import operations
from models.demo import make_demo
from models.fields import Kind
from models.households import CARES, HOUSEHOLDS, PEOPLE
from models.matters import MATTER_STEPS, MATTERS
from models.mediation import MEDIATION_FOLLOW_UPS, MEDIATION_PARTIES, MEDIATIONS
from models.organisation import APPOINTMENTS, Appointment
from models.register import Register, open_register
from models.visits import VISITS

RESIDENTS = (
    PEOPLE, HOUSEHOLDS, CARES, VISITS, MATTERS, MATTER_STEPS, MEDIATIONS, MEDIATION_PARTIES, MEDIATION_FOLLOW_UPS,
)  # fmt: skip
MARK = "界外"
TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A community demo, with its boards issued."""
    path = tmp_path_factory.mktemp("boards") / "d.grid"
    make_demo(path, "community", today=TODAY, afterwards=issue_some)
    return path


@pytest.fixture
def demo(demo_file: Path, tmp_path: Path) -> Iterator[Register]:
    """A copy of it to spoil."""
    shutil.copy(demo_file, tmp_path / "d.grid")
    with open_register(tmp_path / "d.grid") as register:
        yield register


def plant(register: Register) -> None:
    """Put the mark into every text that is kept about residents, and numbers nobody else has into the others."""
    with register.engine.begin() as connection:
        for spec in RESIDENTS:
            for field in spec.fields:
                if spec.kinds[field.name] in (Kind.TEXT, Kind.LONG_TEXT, Kind.PHONE, Kind.DOCUMENT):
                    unique = " || rowid" if spec.column(field.name).unique else ""
                    value = f"'{MARK}13999999999-509919'{unique}"
                    connection.execute(text(f'UPDATE "{spec.table_name}" SET "{field.name}" = {value}'))
        connection.execute(text("UPDATE person SET birth = '1907-03-05'"))


def test_no_board_of_any_kind_says_a_thing_about_a_resident(demo: Register) -> None:
    plant(demo)
    with demo.read() as session:
        organisation = Organisation(session, TODAY)
        boards = [one.board for kind in GATHER for one in GATHER[kind](session, organisation, "")]
    assert {board.kind for board in boards} >= set(GATHER) - {"notice"}
    said = "\n".join(words for board in boards for words in texts(board))
    for secret in (MARK, "13999999999", "1907"):
        assert secret not in said


def test_nor_does_the_printed_file(demo: Register) -> None:
    plant(demo)
    out = io.BytesIO()
    draw([one.board for one in gather(demo, "building", as_of=TODAY)], out, paper=paper("A3"), theme=theme("red"))
    printed = "".join(page.extract_text() for page in pypdf.PdfReader(out).pages)
    assert MARK not in printed and "13999999999" not in printed


def test_the_code_that_fills_boards_knows_no_table_of_residents() -> None:
    tables = {spec.table.__name__ for spec in RESIDENTS} | {"models.households", "models.visits", "models.mediation"}
    for file in (Path(__file__).parents[2] / "exports" / "boards").glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom):
                assert not ({node.module} | {alias.name for alias in node.names}) & tables, file


@pytest.mark.parametrize("field", ["public_phone", "duties"])
def test_a_change_marks_exactly_the_boards_that_show_it(field: str, demo: Register) -> None:
    every = [one for kind in ("grid", "building") for one in gather(demo, kind)]
    issue(demo, every, "A3", "red")
    assert out_of_date(demo) == []
    with demo.read() as session:
        appointment = (
            session.scalars(
                select(Appointment).where(Appointment.shown_name == "周文斌", Appointment.until.is_(None))
            ).first()
            or session.scalars(select(Appointment).where(Appointment.until.is_(None))).first()
        )
        assert appointment is not None
        held = appointment.id
    operations.save(demo, APPOINTMENTS, {field: "8600 9876", "phone_kind": "office"}, held)
    showing = {
        one.board.title
        for kind in ("grid", "building")
        for one in gather(demo, kind)
        if "8600 9876" in texts(one.board)
    }
    assert {stale.title for stale in out_of_date(demo)} == showing
    operations.undo(demo)
    assert out_of_date(demo) == []
