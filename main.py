"""The one door: opens the window, or runs one command and leaves.

Exit status: 0 done, 1 a bug (its traceback is in the log), 2 the user's mistake, 3 the surroundings (disk, lock, file).
"""

import argparse
import getpass
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from models import crash_reports, queries, words
from models.errors import Mistake, RegisterError, Surroundings
from models.fields import RecordSpec
from models.progress import Progress, silent
from models.records import RECORDS, spec
from models.register import ADMINISTRATOR, PasswordNeeded, Register, create, open_register
from models.words import _


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with these arguments; the exit status."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments[:1] == ["--read-workbook"]:  # a packaged program starts itself to read a file from outside
        from models.intake.files import child

        return child.main(arguments[1])
    words.use_language(os.environ.get("GRID_REGISTER_LANGUAGE", "zh_CN"))
    crash_reports.start_log()
    try:
        chosen = _parser().parse_args(
            arguments if arguments[:1] and arguments[0] in COMMANDS else ["window", *arguments]
        )
        return int(chosen.run(chosen) or 0)
    except RegisterError as error:
        return _say(str(error), error.exit_status)
    except PermissionError as error:
        return _say(_("{file} cannot be written or read. Is it open in Excel or WPS?").format(file=error.filename), 3)
    except FileNotFoundError as error:
        return _say(_("There is no such file or folder: {path}").format(path=error.filename), Surroundings.exit_status)
    except OSError as error:
        return _say(f"{error.strerror}: {error.filename}" if error.filename else str(error), Surroundings.exit_status)
    except KeyboardInterrupt:
        return _say(_("Stopped; nothing was left half-done."), Mistake.exit_status)
    except Exception as error:  # noqa: BLE001  a bug: told in one line, with its place in the log
        crash_reports.log_bug(error)
        return _say(_("The program has a fault; a report is in {folder}").format(folder=crash_reports.log_folder()), 1)


def _with_command(arguments: list[str]) -> list[str]:
    """No command means the window, with or without a register."""
    if arguments and arguments[0] in COMMANDS:
        return arguments
    if len([given for given in arguments if not given.startswith("-")]) > 1 and "--picture" not in arguments:
        raise Mistake(_("There is no command {name}. See: main.py --help").format(name=arguments[0]))
    return ["window", *arguments]


def _say(sentence: str, status: int) -> int:
    print(" ".join(sentence.split()), file=sys.stderr)
    return status


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line instead of printing the usage."""

    def error(self, message: str) -> NoReturn:
        raise Mistake(_("{what}. See: {program} --help").format(what=message, program=self.prog))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Mistake(_("A date is written like 2026-09-21; this is: {text}").format(text=text)) from error


def _ledger(key: str) -> RecordSpec:
    try:
        return spec(key)
    except KeyError as error:
        known = ", ".join(s.key for s in RECORDS)
        raise Mistake(_("There is no ledger {key}; there are: {known}").format(key=key, known=known)) from error


def _unit(register: Register, code: str | None) -> str:
    """The id of the unit with this code; "" where none is asked for."""
    if not code:
        return ""
    with register.read() as session:
        unit = queries.unit_by_code(session, code)
        if unit is None:
            raise Mistake(_("There is no unit with the code {code}.").format(code=code))
        return unit.id


def _open(path: Path) -> Register:
    """The register, as the user that the environment or the prompt names."""
    user = os.environ.get("GRID_REGISTER_USER") or ADMINISTRATOR
    try:
        return open_register(path, user=user, password=os.environ.get("GRID_REGISTER_PASSPHRASE"))
    except PasswordNeeded:
        password = _password(_("Password of {name}: ").format(name=user))
        if password is None:
            raise
        return open_register(path, user=user, password=password)


def _password(prompt: str) -> str | None:
    """The password from the environment or the terminal; None where there is neither."""
    if given := os.environ.get("GRID_REGISTER_PASSPHRASE"):
        return given
    return getpass.getpass(prompt) if sys.stdin.isatty() else None


def _progress() -> Progress:
    """A counting line on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        return silent

    def show(done: int, total: int) -> None:
        print(f"\r{done:,} / {total:,}", end="\n" if done >= total else "", file=sys.stderr, flush=True)

    return show


def _print_json(found: Any) -> None:
    print(json.dumps(found, ensure_ascii=False, default=str))


# The commands, in the order of `--help`.


def _window(given: argparse.Namespace) -> int:
    from ui import app

    if given.picture:
        app.picture(given.register, given.picture, page=given.page, theme=given.theme, language=words.language())
        return 0
    return app.run(given.register)


def _new(given: argparse.Namespace) -> None:
    password = None if given.plain else _password(_("Password of the administrator: "))
    if password is None and not given.plain:
        raise Mistake(_("An encrypted register needs a password; make one without by --plain."))
    with create(given.register, office=given.office, scheme=given.scheme, password=password) as register:
        if register.recovery_code:
            print(_("Recovery code, to be printed and sealed: {code}").format(code=register.recovery_code))


def _demo(given: argparse.Namespace) -> None:
    from exports.boards.demo import issue_some
    from models.demo import make_demo

    make_demo(given.register, given.scale, given.seed, progress=_progress(), afterwards=issue_some)


def _import(given: argparse.Namespace) -> None:
    from exports.rejects import write_report
    from models.intake import import_file
    from models.intake.telling import told

    with _open(given.register) as register:
        plan = import_file(register, given.file, sheet=given.sheet, dry_run=given.dry_run, progress=_progress())
    if given.report:
        write_report(plan, given.file, given.report)
    if plan.placed:
        _say(_("{count} households that waited for their unit have been placed.").format(count=plan.placed), 0)
    if plan.unplaced:
        _say(_("{count} households belong to no unit yet.").format(count=plan.unplaced), 0)
    if plan.absent:
        _say(
            _(
                "{count} people of these doors and buildings are not in this file; nothing was deleted. --json and --report "
                "name them."
            ).format(count=len(plan.absent)),
            0,
        )
    if given.json:
        _print_json(plan.as_json())
        return
    for line in told(plan):
        print(line)


def _export(given: argparse.Namespace) -> None:
    from exports.ledger import export_ledger

    ledger = _ledger(given.ledger)
    with _open(given.register) as register:
        export_ledger(
            register, ledger, given.out, within=_unit(register, given.unit), start=given.start, end=given.end,
            unmasked=given.unmasked, progress=_progress(),
        )  # fmt: skip


def _quarter(given: argparse.Namespace) -> None:
    from exports.quarter import quarter_workbook
    from models.periods import Quarter

    quarter = Quarter.parse(given.quarter)
    with _open(given.register) as register:
        quarter_workbook(
            register, quarter, given.out, within=_unit(register, given.unit), unmasked=given.unmasked,
            progress=_progress(),
        )  # fmt: skip


def _board(given: argparse.Namespace) -> None:
    from exports.boards.printing import print_boards

    with _open(given.register) as register:
        report = print_boards(
            register, given.out, kind=given.kind, unit_id=_unit(register, given.unit), paper_name=given.paper,
            theme_name=given.theme, poster=given.poster, as_of=given.as_of,
            emblem=given.emblem.read_bytes() if given.emblem else None, bleed=given.bleed, marks=given.marks,
            progress=_progress(),
        )  # fmt: skip
    for note in report.notes[:20]:
        print(note, file=sys.stderr)


def _due(given: argparse.Namespace) -> None:
    from models import rounds

    on = given.on or date.today()
    with _open(given.register) as register:
        within = _unit(register, given.unit)
        with register.read() as session:
            lines = rounds.due(session, on, within=within)
            units = rounds.units_named(session, lines)
        if given.pdf:
            from exports.round_sheet import round_sheet

            round_sheet(register, lines, on, given.pdf)
    found = [
        {
            "household": line.household_id, "door": line.door, "unit": units.get(line.unit_id or "", ""),
            "rule": line.rule, "last": line.last, "due_on": line.due_on, "overdue_days": line.overdue_days(on),
        }
        for line in lines
    ]  # fmt: skip
    if given.json:
        _print_json({"on": on, "count": len(found), "due": found})
    elif not given.pdf:
        for line in found:
            print(f"{line['due_on']}  {line['door']}  {line['rule']}  {line['overdue_days']}")


def _search(given: argparse.Namespace) -> None:
    from models.hits import hits

    with _open(given.register) as register, register.read() as session:
        counted, found = hits(session, given.text, count_to=None)
    if given.json:
        _print_json({"count": counted, "hits": [hit.as_json() for hit in found]})
        return
    for hit in found:
        print(f"{hit.spec.word}  {hit.title}  {hit.detail}")


def _check(given: argparse.Namespace) -> int:
    from models.keeping import integrity

    with _open(given.register) as register, register.read() as session:
        problems = integrity.check(session)
    if given.json:
        _print_json({"ok": not problems, "problems": problems})
    else:
        print("\n".join(problems) or _("All is well."))
    return Surroundings.exit_status if problems else 0


def _backup(given: argparse.Namespace) -> None:
    from models.keeping.backup import back_up

    with _open(given.register) as register:
        print(back_up(register, given.folder, _progress()).path)


def _restore(given: argparse.Namespace) -> None:
    from models.keeping.backup import restore

    user = os.environ.get("GRID_REGISTER_USER") or ADMINISTRATOR
    try:
        restore(given.backup, given.register, user=user, password=os.environ.get("GRID_REGISTER_PASSPHRASE"))
    except PasswordNeeded:
        password = _password(_("Password of {name}: ").format(name=user))
        if password is None:
            raise
        restore(given.backup, given.register, user=user, password=password)


def _repair(given: argparse.Namespace) -> None:
    from models.keeping.repair import repair

    user = os.environ.get("GRID_REGISTER_USER") or ADMINISTRATOR
    password = os.environ.get("GRID_REGISTER_PASSPHRASE")
    try:
        report = repair(given.register, given.new, user=user, password=password, progress=_progress())
    except PasswordNeeded:
        password = _password(_("Password of {name}: ").format(name=user))
        if password is None:
            raise
        report = repair(given.register, given.new, user=user, password=password, progress=_progress())
    print("\n".join(report.sentences()))


Run = Callable[[argparse.Namespace], int | None]


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="main.py", description=_("The grid register of a community office."))
    commands = parser.add_subparsers(metavar="COMMAND", required=True, parser_class=_Parser)

    def command(name: str, run: Run, *places: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name)
        made.set_defaults(run=run)
        for place in places:
            kind = str if place in ("text", "quarter", "ledger") else Path
            made.add_argument(place, metavar=place.upper(), type=kind)
        return made

    window = command("window", _window)
    window.add_argument("register", metavar="REGISTER", type=Path, nargs="?")
    window.add_argument("--picture", metavar="OUT.png", type=Path)
    window.add_argument("--page", default="today")
    window.add_argument("--theme", choices=("light", "dark"), default="light")
    new = command("new", _new, "register")
    new.add_argument("--plain", action="store_true")
    new.add_argument("--office", metavar="NAME", default="社区")
    new.add_argument("--scheme", metavar="KEY", default="estate_branch")
    demo = command("demo", _demo, "register")
    demo.add_argument("--scale", choices=("community", "street", "county"), default="community")
    demo.add_argument("--seed", metavar="N", type=int, default=1)
    bring = command("import", _import, "register", "file")
    bring.add_argument("--sheet", metavar="NAME")
    bring.add_argument("--dry-run", action="store_true")
    bring.add_argument("--json", action="store_true")
    bring.add_argument("--report", metavar="OUT.xlsx", type=Path)
    export = command("export", _export, "register", "ledger", "out")
    export.add_argument("--unit", metavar="CODE")
    export.add_argument("--from", dest="start", metavar="DATE", type=_day)
    export.add_argument("--to", dest="end", metavar="DATE", type=_day)
    export.add_argument("--unmasked", action="store_true")
    quarter = command("quarter", _quarter, "register", "quarter", "out")
    quarter.add_argument("--unit", metavar="CODE")
    quarter.add_argument("--unmasked", action="store_true")
    board = command("board", _board, "register", "out")
    board.add_argument("--kind", required=True)
    which = board.add_mutually_exclusive_group()
    which.add_argument("--unit", metavar="CODE")
    which.add_argument("--all", action="store_true")
    board.add_argument("--paper", default="A4")
    board.add_argument("--theme", default="red")
    board.add_argument("--poster", metavar="PAPER")
    board.add_argument("--as-of", metavar="DATE", type=_day)
    board.add_argument("--emblem", metavar="PICTURE", type=Path)
    board.add_argument("--bleed", metavar="MM", type=float, default=0.0)
    board.add_argument("--marks", action="store_true")
    due = command("due", _due, "register")
    due.add_argument("--on", metavar="DATE", type=_day)
    due.add_argument("--unit", metavar="CODE")
    due.add_argument("--json", action="store_true")
    due.add_argument("--pdf", metavar="OUT.pdf", type=Path)
    search = command("search", _search, "register", "text")
    search.add_argument("--json", action="store_true")
    check = command("check", _check, "register")
    check.add_argument("--json", action="store_true")
    command("backup", _backup, "register", "folder")
    command("restore", _restore, "backup", "register")
    command("repair", _repair, "register", "new")
    return parser


COMMANDS = frozenset(
    (
        "new",
        "demo",
        "import",
        "export",
        "quarter",
        "board",
        "due",
        "search",
        "check",
        "backup",
        "restore",
        "repair",
        "-h",
        "--help",
    )
)


if __name__ == "__main__":
    sys.exit(main())
