"""What the program writes out it reads again: into an empty register the same, into its own nothing new."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from exports.ledger import export_ledger, template
from models.demo import make_demo
from models.intake import import_file
from models.records import spec
from models.register import Register, create, open_register
from tests.intake.conftest import counts


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo of a community."""
    path = tmp_path_factory.mktemp("demo") / "d.grid"
    make_demo(path, "community", 7)
    return path


def _export(register: Register, ledger: str, out: Path) -> list[tuple[object, ...]]:
    export_ledger(register, spec(ledger), out, unmasked=True)
    rows = load_workbook(out).active.iter_rows(values_only=True)
    head, *body = rows
    return [head, *sorted(body, key=str)]


LEDGERS = (
    "units",
    "grids",
    "unit_grids",
    "households",
    "people",
    "appointments",
    "visits",
    "matters",
    "mediations",
    "cares",
)


@pytest.mark.parametrize("ledger", LEDGERS)
def test_reading_it_into_its_own_register_changes_nothing(demo: Path, tmp_path: Path, ledger: str) -> None:
    with open_register(demo) as register:
        for unmasked in (True, False):
            out = tmp_path / f"{ledger}{unmasked}.xlsx"
            export_ledger(register, spec(ledger), out, unmasked=unmasked)
            plan = import_file(register, out)
            found = counts(plan)
            assert plan.layouts.layouts[0].ledger == ledger and plan.read
            assert found["created"] == found["updated"] == found["rejected"] == 0, plan.problems[:5]
            assert not unmasked or found["review"] == 0, plan.problems[:5]


def test_an_empty_register_comes_out_equal(demo: Path, tmp_path: Path) -> None:
    with open_register(demo) as register, create(tmp_path / "new.grid", office="桂香社区") as other:
        for ledger in ("units", "grids", "people", "households"):
            first = _export(register, ledger, tmp_path / f"{ledger}.xlsx")
            plan = import_file(other, tmp_path / f"{ledger}.xlsx")
            assert counts(plan)["rejected"] == counts(plan)["review"] == 0, plan.problems[:5]
            assert counts(plan)["created"] == len(first) - 1 or ledger == "households"
        for ledger in ("people", "households"):
            assert _export(other, ledger, tmp_path / "again.xlsx") == _export(
                register, ledger, tmp_path / f"{ledger}.xlsx"
            )


def test_the_empty_template_is_filled_in_and_read(register: Register, tmp_path: Path) -> None:
    out = tmp_path / "t.xlsx"
    template(spec("people"), out)
    book = load_workbook(out)
    page = book.worksheets[0]
    headers = {cell.value: cell.column for cell in page[2]}
    for header, value in {
        "姓名": "王强",
        "楼栋": "3",
        "单元": "2",
        "房号": "502",
        "与户主关系": "户主",
        "性别": "男",
    }.items():
        page.cell(3, headers[header], value)
    book.save(out)
    plan = import_file(register, out)
    assert counts(plan)["created"] == 1 == plan.read and plan.layouts.layouts[0].own
