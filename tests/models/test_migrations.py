"""Tables made by migrations and tables made from the models are the same, and a newer register is refused."""

import gzip
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

from models import migrations, operations, queries, search
from models.connecting import before_upgrade
from models.errors import Surroundings
from models.history import recording
from models.keeping import integrity
from models.queries import Query
from models.records import spec
from models.register import Register, create, open_register
from models.tables import Base

REGISTERS = Path(__file__).parent / "registers"


def test_the_models_equal_the_migration_head() -> None:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        command.upgrade(migrations.config(connection), "head")
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_migrations_go_down_to_nothing() -> None:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        command.upgrade(migrations.config(connection), "head")
        command.downgrade(migrations.config(connection), "base")
        left = connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")).all()
    assert left == ["alembic_version"]


def test_the_head_is_the_newest_revision() -> None:
    with create_engine("sqlite://").connect() as connection:
        script = ScriptDirectory.from_config(migrations.config(connection))
    assert script.get_current_head() == migrations.HEAD
    assert {revision.revision for revision in script.walk_revisions()} == set(migrations.KNOWN)


def test_a_newer_register_is_refused_politely(tmp_path: Path) -> None:
    path = tmp_path / "r.grid"
    with create(path, office="桂香社区") as register, register.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    before = path.read_bytes()
    with pytest.raises(Surroundings, match="newer version"):
        open_register(path)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["r.grid"]


@pytest.mark.parametrize("revision", [one for one in migrations.KNOWN if one != migrations.HEAD])
def test_a_register_of_an_older_program_is_opened_with_all_that_is_in_it(tmp_path: Path, revision: str) -> None:
    """The registers were made by the programs of their time: a community, a household, a visit, a matter, a case."""
    path = tmp_path / "r.grid"
    path.write_bytes(gzip.decompress((REGISTERS / f"{revision}.register.gz").read_bytes()))
    with open_register(path) as register:
        with register.read() as session:
            assert integrity.check(session) == []
            (person,) = queries.rows(
                session, spec("people"), queries.ids(session, Query(spec("people"))), unmasked=True
            )
            (home,) = queries.rows(session, spec("households"), queries.ids(session, Query(spec("households"))))
            versions = recording.versions(session, "person", person.id)
            assert search.find(session, "王强")[0] >= 1
        assert (person["name"], person["phone"]) == ("王强", "13900000002")
        assert home["door"] == "3-2-502" and home["unit_id"].title == "桂香社区党委"
        assert len(versions) == 2
        operations.save(register, spec("visits"), {"note": "补记"}, _first(register, "visits"))
        operations.undo(register)
    assert before_upgrade(path).is_file()
    with open_register(path) as register, register.read() as session:
        assert integrity.check(session) == []


def test_what_was_said_with_yes_or_no_is_still_said(tmp_path: Path) -> None:
    """Since revision 0003 some flags can also be left open; what stood there, and its history, stays."""
    path = tmp_path / "r.grid"
    path.write_bytes(gzip.decompress((REGISTERS / "0002.register.gz").read_bytes()))
    with open_register(path) as register:
        parties = [_flag(register, "mediation_parties", "consent", n) for n in range(2)]
        case = [_flag(register, "mediations", name) for name in ("told_rights", "told_routes")]
        assert (sorted(parties), case, _flag(register, "appointments", "party_member")) == ([0, 1], [1, 0], 1)
        operations.save(register, spec("appointments"), {"party_member": None}, _first(register, "appointments"))
        assert _flag(register, "appointments", "party_member") is None
        operations.undo(register)
        assert _flag(register, "appointments", "party_member") == 1


@pytest.mark.parametrize("revision", migrations.KNOWN)
def test_a_migration_goes_down_and_up_again_with_data_in_it(tmp_path: Path, revision: str) -> None:
    engine = create_engine("sqlite://")
    columns = {"id": "a", "unit_id": "u", "post_id": "p", "shown_name": "周兰", "since": "2025-01-01"}
    with engine.begin() as connection:
        command.upgrade(migrations.config(connection), "head")
        names, marks = ", ".join(columns), ", ".join(f":{name}" for name in columns)
        connection.execute(text(f"INSERT INTO appointment ({names}) VALUES ({marks})"), columns)
        command.downgrade(migrations.config(connection), revision)
        command.upgrade(migrations.config(connection), "head")
        (left,) = connection.execute(text(f"SELECT {names} FROM appointment")).mappings()
    assert dict(left) == columns


def _flag(register: Register, ledger: str, name: str, number: int = 0) -> bool | None:
    with register.read() as session:
        (row,) = queries.rows(session, spec(ledger), queries.ids(session, Query(spec(ledger)))[number : number + 1])
    found: bool | None = row[name]
    return found


def _first(register: Register, ledger: str) -> str:
    with register.read() as session:
        return queries.ids(session, Query(spec(ledger)))[0]
