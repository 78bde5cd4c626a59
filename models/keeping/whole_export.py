"""The whole register in a form that any program reads, and the way back: the data can leave without this one.

A zip with one file a table (a JSON object a line, UTF-8) and a first file that says how many rows each has and the
digest over all of them. It is as open as a plain register: it is for moving, not for keeping.
"""

import json
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, insert, select, text
from sqlalchemy.orm import Session

from models import migrations, search
from models.access.staff import Role
from models.engine import make_engine, told_in_words
from models.errors import Mistake, Surroundings
from models.history import recording
from models.keeping import copies, disk, integrity
from models.progress import Progress, silent
from models.register import Register, open_register
from models.tables import APPLICATION_ID, Base
from models.words import _

FORM = "grid-register whole export 1"
_FIRST = "register.json"
_LOT = 1_000


def export_whole(register: Register, out: Path, progress: Progress = silent) -> None:
    """Write everything, unmasked. Only the administrator; it is written into the history."""
    register.require(Role.ADMINISTRATOR)
    with register.operation(_("Exported the whole register")) as operation:
        operation.noteworthy = True
    tables = sorted(Base.metadata.tables.items())
    try:
        with register.read() as session, disk.beside(Path(out)) as beside:
            with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as packed:
                counts, digest = integrity.counts(session), copies.digest(session)
                packed.writestr(_FIRST, json.dumps({"form": FORM, "rows": counts, "digest": digest}, indent=1))
                for number, (name, table) in enumerate(tables, 1):
                    with packed.open(f"{name}.jsonl", "w") as file:
                        for line in _lines(session, table):
                            file.write(line)
                    progress(number, len(tables))
            disk.put_in_place(beside, Path(out))
    except OSError as error:
        raise Surroundings(_("The export could not be written. Is there room on the disk?")) from error


def _lines(session: Session, table: Table) -> Iterator[bytes]:
    ordered = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=_LOT)
    for row in session.execute(ordered).mappings():
        values = {name: _plain(value) for name, value in row.items()}
        yield json.dumps(values, ensure_ascii=False).encode() + b"\n"


def _plain(value: Any) -> Any:
    if isinstance(value, date):  # a datetime is a date
        return value.isoformat()
    return {"hex": value.hex()} if isinstance(value, bytes) else value


def import_whole(packed: Path, path: Path) -> None:
    """Make a new plain register of a whole export: equal to the one it came from, or none at all."""
    packed, path = Path(packed), Path(path)
    if path.exists():
        raise Mistake(_("There is a file already: {path}. Choose another name.").format(path=path))
    try:
        with zipfile.ZipFile(packed) as files, disk.beside(path) as beside:
            first = json.loads(files.read(_FIRST))
            if first.get("form") != FORM:
                raise KeyError
            engine = make_engine(beside, new=True)
            try:
                with told_in_words(), engine.execution_options(immediate=True).begin() as connection:
                    _fill(connection, files)
                with Session(engine) as session:
                    equal = integrity.counts(session) == first["rows"] and copies.digest(session) == first["digest"]
            finally:
                engine.dispose()
            if not equal:
                raise KeyError
            disk.put_in_place(beside, path)
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise Mistake(_("This is not a whole export, or it is damaged.")) from error
    with open_register(path) as register, register.operation(_("Taken over from a whole export")) as operation:
        operation.noteworthy = True
        search.rebuild(operation.session)


def _fill(connection: Connection, files: zipfile.ZipFile) -> None:
    connection.execute(text("PRAGMA defer_foreign_keys = ON"))
    connection.execute(text(f"PRAGMA application_id = {APPLICATION_ID}"))
    Base.metadata.create_all(connection)
    migrations.stamp(connection)
    search.install(connection)
    for table in Base.metadata.sorted_tables:
        with files.open(f"{table.name}.jsonl") as file:
            lot: list[dict[str, Any]] = []
            for line in file:
                lot.append(_typed(table, json.loads(line)))
                if len(lot) >= _LOT:
                    connection.execute(insert(table), lot)
                    lot = []
            if lot:
                connection.execute(insert(table), lot)
    recording.install(connection)


def _typed(table: Table, values: dict[str, Any]) -> dict[str, Any]:
    return {name: _value(table.c[name].type.python_type, value) for name, value in values.items()}


def _value(type_: type[Any], value: Any) -> Any:
    if isinstance(value, dict):
        return bytes.fromhex(value["hex"])
    if isinstance(value, str) and issubclass(type_, date):
        return datetime.fromisoformat(value) if type_ is datetime else date.fromisoformat(value)
    return value
