"""The command line: every command on a demo register, and every wrong turn told in one line with its exit status."""

import json
import os
import sys
from datetime import date
from pathlib import Path

import openpyxl
import pytest

import main as program
from models.register import open_register

TODAY = date(2026, 9, 21)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A community demo register, made once by the command itself."""
    path = tmp_path_factory.mktemp("demo") / "d.grid"
    assert program.main(["demo", str(path)]) == 0
    return path


@pytest.fixture(autouse=True)
def english_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command line speaks Chinese unless told otherwise; these tests read English."""
    monkeypatch.setenv("GRID_REGISTER_LANGUAGE", "en")
    monkeypatch.delenv("GRID_REGISTER_PASSPHRASE", raising=False)


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, list[str]]:
    """Exit status, what was printed, and the lines on stderr."""
    capsys.readouterr()
    status = program.main([str(argument) for argument in arguments])
    said = capsys.readouterr()
    return status, said.out, said.err.splitlines()


def test_check_finds_nothing_wrong_with_the_demo(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _err = run(capsys, "check", demo, "--json")
    assert (status, json.loads(out)) == (0, {"ok": True, "problems": []})


def test_search_prints_one_json_object_with_masked_values(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _err = run(capsys, "search", demo, "3-2-502", "--json")
    found = json.loads(out)
    assert status == 0
    assert found["count"] == len(found["hits"]) >= 1
    assert {"type", "id", "title", "detail"} == set(found["hits"][0])
    assert found["hits"][0]["type"] == "households"


def test_due_lists_who_is_waiting(demo: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    status, out, _err = run(capsys, "due", demo, "--json", "--pdf", tmp_path / "due.pdf")
    found = json.loads(out)
    assert status == 0
    assert found["count"] == len(found["due"]) > 0
    assert set(found["due"][0]) == {"household", "door", "unit", "rule", "last", "due_on", "overdue_days"}
    assert (tmp_path / "due.pdf").read_bytes().startswith(b"%PDF")


def test_a_ledger_and_a_quarter_go_out_as_workbooks(
    demo: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert run(capsys, "export", demo, "people", tmp_path / "people.xlsx")[0] == 0
    assert run(capsys, "quarter", demo, "2026Q3", tmp_path / "quarter.xlsx")[0] == 0
    assert openpyxl.load_workbook(tmp_path / "people.xlsx", read_only=True).sheetnames
    assert len(openpyxl.load_workbook(tmp_path / "quarter.xlsx", read_only=True).sheetnames) >= 5
    assert sorted(file.name for file in tmp_path.iterdir()) == ["people.xlsx", "quarter.xlsx"]


@pytest.mark.parametrize(
    "kind", ["grid", "building", "contact", "plate", "service", "chart", "results", "roster", "notice"]
)
def test_every_kind_of_board_is_printed(
    kind: str, demo: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    status, _out, _err = run(capsys, "board", demo, tmp_path / "b.pdf", "--kind", kind, "--all", "--paper", "A3")
    assert status == 0
    assert (tmp_path / "b.pdf").read_bytes().startswith(b"%PDF")


def test_a_backup_is_checked_and_comes_back(demo: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    status, out, _err = run(capsys, "backup", demo, tmp_path)
    assert status == 0
    backup = Path(out.strip())
    assert run(capsys, "restore", backup, tmp_path / "restored.grid")[0] == 0
    with open_register(tmp_path / "restored.grid") as restored, open_register(demo) as original:
        from models.keeping import integrity

        with restored.read() as theirs, original.read() as ours:
            assert integrity.counts(theirs) == integrity.counts(ours)


def test_a_demo_roster_exported_and_imported_changes_nothing(
    demo: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    run(capsys, "export", demo, "people", tmp_path / "people.xlsx", "--unmasked")
    status, out, _err = run(capsys, "import", demo, tmp_path / "people.xlsx", "--dry-run", "--json")
    found = json.loads(out)
    assert status == 0
    assert found["read"] == found["unchanged"] > 2000
    assert found["created"] == found["updated"] == found["rejected"] == 0


WRONG = {
    "no such register": (["check", "{tmp}/none.grid"], 3),
    "a foreign file": (["check", "{tmp}/foreign.grid"], 3),
    "a database that is no register": (["check", "{tmp}/other.db"], 3),
    "no such ledger": (["export", "{demo}", "nonsense", "{tmp}/x.xlsx"], 2),
    "no such unit": (["export", "{demo}", "people", "{tmp}/x.xlsx", "--unit", "none"], 2),
    "no such quarter": (["quarter", "{demo}", "2026Q7", "{tmp}/x.xlsx"], 2),
    "no such folder for an export": (["export", "{demo}", "people", "{tmp}/none/x.xlsx"], 3),
    "no such folder for a quarter": (["quarter", "{demo}", "2026Q3", "{tmp}/none/x.xlsx"], 3),
    "no such folder for a board": (["board", "{demo}", "{tmp}/none/x.pdf", "--kind", "grid"], 3),
    "no such folder for a backup": (["backup", "{demo}", "{tmp}/none"], 3),
    "no such board": (["board", "{demo}", "{tmp}/x.pdf", "--kind", "nonsense"], 2),
    "no such paper": (["board", "{demo}", "{tmp}/x.pdf", "--kind", "grid", "--paper", "A99"], 2),
    "no such theme": (["board", "{demo}", "{tmp}/x.pdf", "--kind", "grid", "--theme", "pink"], 2),
    "no such file to import": (["import", "{demo}", "{tmp}/none.xlsx"], 3),
    "a broken workbook": (["import", "{demo}", "{tmp}/foreign.grid"], 2),
    "a register over an existing one": (["new", "{demo}", "--plain"], 2),
    "a demo over an existing one": (["demo", "{demo}"], 2),
    "no such level scheme": (["new", "{tmp}/n.grid", "--plain", "--scheme", "none"], 2),
    "no password for an encrypted one": (["new", "{tmp}/n.grid"], 2),
    "a day that is none": (["due", "{demo}", "--on", "2026-02-30"], 2),
    "a command that is none": (["exprt", "{demo}"], 2),
    "an argument too many": (["check", "{demo}", "{demo}"], 2),
    "an argument too few": (["export", "{demo}"], 2),
    "an unknown option": (["check", "{demo}", "--loud"], 2),
    "a restore over an existing one": (["restore", "{demo}", "{demo}"], 2),
    "a restore of nothing": (["restore", "{tmp}/none.grid", "{tmp}/n.grid"], 3),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_turn_is_told_in_one_line_and_leaves_nothing(
    name: str, demo: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    (tmp_path / "foreign.grid").write_bytes(b"neither a register nor a workbook" * 100)
    import sqlite3

    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE t (a)")
    other.close()
    before, there = demo.read_bytes(), sorted(file.name for file in tmp_path.iterdir())
    arguments, expected = WRONG[name]
    status, out, err = run(capsys, *(a.format(tmp=tmp_path, demo=demo) for a in arguments))
    assert (status, len(err)) == (expected, 1), (status, out, err)
    assert "Traceback" not in err[0]
    assert sorted(file.name for file in tmp_path.iterdir()) == there
    assert sorted(file.name for file in demo.parent.iterdir()) == ["d.grid"]
    assert demo.read_bytes() == before


def test_a_register_open_elsewhere_says_where(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_register(demo):
        status, _out, err = run(capsys, "check", demo)
    assert status == 3
    assert "open elsewhere" in err[0]


def test_a_bug_is_told_in_one_line_and_its_report_names_nobody(
    demo: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from models import crash_reports
    from models.keeping import integrity

    monkeypatch.setattr(crash_reports, "log_folder", lambda: tmp_path)

    def broken(session: object) -> list[str]:
        raise RuntimeError("陈桂珍 13800000000")

    monkeypatch.setattr(integrity, "check", broken)
    status, _out, err = run(capsys, "check", demo)
    assert (status, len(err)) == (1, 1)
    written = "".join(file.read_text("utf-8") for file in tmp_path.iterdir())
    assert "RuntimeError" in written
    assert "陈桂珍" not in written and "13800000000" not in written


@pytest.mark.skipif(os.name == "nt", reason="POSIX rights")
def test_a_folder_that_cannot_be_written_to_is_told(
    demo: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    if os.geteuid() == 0:
        pytest.skip("root writes everywhere")
    tmp_path.chmod(0o500)
    status, _out, err = run(capsys, "export", demo, "people", tmp_path / "x.xlsx")
    tmp_path.chmod(0o700)
    assert (status, len(err)) == (3, 1)
