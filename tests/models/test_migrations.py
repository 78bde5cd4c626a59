"""Tables made by migrations and tables made from the models are the same, and a newer register is refused."""

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

from models import migrations
from models.errors import Surroundings
from models.register import create, open_register
from models.tables import Base


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
