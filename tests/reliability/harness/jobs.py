"""What the program under test does while the plug is pulled. Each job runs in a process of its own (workshop.py)."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from models import engine, migrations, operations, queries
from models.households import CARES, HOUSEHOLDS, PEOPLE
from models.keeping import backup, conversion
from models.records import spec
from models.register import Register, create, open_register
from tests.reliability.harness.power import ACKS

PASSWORD = "松林苑-2026-春"


def make(path: str, password: str | None) -> None:
    """A register with nobody in it."""
    create(Path(path), office="桂香社区", password=password).close()


def save(register: Register, name: str) -> None:
    """One operation on three tables: a door, somebody behind it, the care this person is in."""
    with register.operation(f"Moved in: {name}") as operation:
        session = operation.session
        home = operations.put(session, HOUSEHOLDS, {"estate": "松林苑", "building": "3", "room": name})
        person = operations.put(session, PEOPLE, {"name": name, "household_id": home, "note": "说" * 300})
        category = queries.ids(session, queries.Query(spec("care_categories")), limit=1)[0]
        operations.put(session, CARES, {"person_id": person, "category_id": category, "since": date(2026, 9, 1)})


def saves(path: str, password: str | None, first: int, rounds: int, each: int = 8) -> None:
    """Open, save, close, again and again; each save that returned is told to the file of acknowledgements."""
    told = os.open(Path(path).with_name(ACKS), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    number = first
    for _round in range(rounds):
        with open_register(Path(path), password=password) as register:
            for _save in range(each):
                save(register, f"n{number}")
                os.write(told, f"n{number}\n".encode())
                number += 1


def live(path: str, password: str | None, rounds: int) -> None:
    """A register's life from its making on."""
    make(path, password)
    Path(path).with_name(ACKS).write_text("made\n")
    saves(path, password, 0, rounds)


def live_without_waiting(path: str, password: str | None, rounds: int) -> None:
    """The same with synchronous=NORMAL: the control, which has to lose something."""
    engine._PRAGMAS = tuple(each.replace("synchronous = FULL", "synchronous = NORMAL") for each in engine._PRAGMAS)
    live(path, password, rounds)


def one_save(path: str, password: str | None) -> None:
    """A single save, in a register that is open."""
    with open_register(Path(path), password=password) as register:
        save(register, "einmal")


def back_up(path: str, password: str | None, folder: str) -> None:
    """A backup into a folder."""
    with open_register(Path(path), password=password) as register:
        backup.back_up(register, Path(folder))


def restore(made: str, path: str, password: str | None) -> None:
    """A backup brought back."""
    backup.restore(Path(made), Path(path), user="管理员", password=password)


def convert(path: str, password: str | None) -> None:
    """From plain to encrypted or back."""
    if password is None:
        conversion.encrypt(Path(path), PASSWORD)
    else:
        conversion.decrypt(Path(path), password)


def migrate(path: str, password: str | None) -> None:
    """Opening a register that an older program made (its triggers are written anew on the way)."""
    known, upgraded = migrations.State.OLDER, []
    judge = migrations.state
    migrations.state = lambda connection: known if not upgraded else judge(connection)
    open_register(Path(path), password=password).close()


def export(path: str, password: str | None, out: str) -> None:
    """A ledger into a workbook."""
    from exports.ledger import export_ledger

    with open_register(Path(path), password=password) as register:
        export_ledger(register, spec("people"), Path(out))


def day(folder: str) -> None:
    """A working day with marks in every sensitive field (day.py)."""
    from tests.reliability.harness import day as working

    working.day(folder)


JOBS: dict[str, Callable[..., Any]] = {
    job.__name__: job
    for job in (make, saves, live, live_without_waiting, one_save, back_up, restore, convert, migrate, export, day)
}
