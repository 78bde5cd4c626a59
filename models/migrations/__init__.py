"""How a register's tables came to be what they are: one alembic revision a change, proven against the models."""

from enum import Enum, auto
from pathlib import Path

from alembic.config import Config
from sqlalchemy import Connection, Engine, text

HEAD = "0003"
KNOWN = ("0001", "0002", "0003")


class State(Enum):
    """How a register stands to this program."""

    CURRENT = auto()
    OLDER = auto()
    NEWER = auto()


def state(connection: Connection) -> State:
    """Compare a register's revision with this program's."""
    revision = connection.scalar(text("SELECT version_num FROM alembic_version"))
    if revision == HEAD:
        return State.CURRENT
    return State.OLDER if revision in KNOWN else State.NEWER


def stamp(connection: Connection) -> None:
    """Mark freshly made tables as being at the head."""
    connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
    connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": HEAD})


def config(connection: Connection) -> Config:
    """Alembic's configuration for one connection; there is no ini file."""
    made = Config()
    made.set_main_option("script_location", str(Path(__file__).parent))
    made.attributes["connection"] = connection
    return made


def upgrade(engine: Engine) -> None:
    """Bring the tables to the head, then write triggers and index anew."""
    from alembic import command

    from models import search
    from models.history import recording

    with engine.execution_options(immediate=True).begin() as connection:
        command.upgrade(config(connection), "head")
        recording.install(connection)
        search.install(connection)
