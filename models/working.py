"""An open register: read, written, locked and unlocked, closed."""

import os
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from models import search
from models.access import keys, session_lock
from models.access.actor import Actor
from models.access.staff import Role
from models.changes import Changes
from models.connecting import connected
from models.engine import driver, told_in_words
from models.errors import Mistake, Surroundings
from models.fields import RecordSpec
from models.history import chain, recording
from models.records import has_spec, spec_of_table
from models.register_lock import RegisterLock
from models.words import _


class Locked(Mistake):
    """The screen is locked: the key is gone from memory until the password is given again."""

    def __init__(self) -> None:
        super().__init__(_("The register is locked. Enter your password to go on."))


class Operation:
    """The inside of one write: a session, and the sentence that history will show. `changes` is there afterwards."""

    def __init__(self, session: Session, begun: chain.Begun, sentence: str) -> None:
        self.session = session
        self.begun = begun
        self.id = begun.number
        self.sentence = sentence
        self.noteworthy = False  # kept in the history although it changes no record: a reveal, an export
        self.changes = Changes.nothing()


class Register:
    """An open register, and the `actor` who works in it. Threads may share it: many read, one writes."""

    def __init__(self, path: Path, engine: Engine, lock: RegisterLock, actor: Actor, key: bytes | None = None) -> None:
        self.path = path
        self.actor = actor
        self.encrypted = key is not None
        self.key = key
        self._engine: Engine | None = engine
        self._draft: bytes | None = None
        self._file = path.stat().st_ino
        self.recovery_code = ""  # of an encrypted register that was made just now: to be printed and sealed
        self._lock = lock
        self._writer = threading.RLock()

    @property
    def staff(self) -> str:
        """The name that history shows."""
        return self.actor.name

    @property
    def engine(self) -> Engine:
        """Its connections. Raises `Locked` while there are none."""
        if self._engine is None:
            raise Locked
        return self._engine

    @engine.setter
    def engine(self, engine: Engine) -> None:
        self._engine = engine

    @property
    def locked(self) -> bool:
        """Whether the key was dropped."""
        return self._engine is None

    def lock(self, draft: Mapping[str, Any] | None = None) -> bool:
        """Drop the key and every connection; an unsaved form's values are kept sealed until `unlock`.

        A plain register has no key to drop: False.
        """
        if self.key is None:
            return self.locked
        with self._writer:
            self._draft = session_lock.sealed(self.key, session_lock.plain(draft)) if draft else None
            self.engine.dispose()
            self._engine = self.key = None
        return True

    def unlock(self, password: str = "", *, code: str = "") -> dict[str, Any] | None:
        """Open it again as the same person, and give back the unsaved form's values. Raises `WrongPassword`."""
        if not self.locked:
            return None
        key = keys.unlocked(self.path, self.actor.name, password, code)
        with self._writer:
            self._engine, self.actor = connected(self.path, key, self.actor.name)
            self.key = key
        draft, self._draft = self._draft, None
        return session_lock.opened(key, draft) if draft else None

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A short session that sees the register as it was when its first query ran."""
        with told_in_words(files=False), Session(self.engine, info={"held": self.actor.role.within_unit}) as session:
            yield session

    @contextmanager
    def operation(self, sentence: str = "", *, undoes: int | None = None) -> Iterator[Operation]:
        """One transaction with its history, its search index and its `Changes`: all of it, or nothing.

        An operation that changes nothing leaves no trace.
        """
        engine = self.engine
        self._require_file()
        with self._writer, told_in_words(files=False), Session(engine) as session:
            session.connection(execution_options={"immediate": True})
            operation = Operation(session, open_operation(session, self.staff, undoes), sentence)
            yield operation
            session.flush()
            sealing = Sealing(operation.begun, operation.sentence)
            touched, searched = _touched(chain.written(session, operation.id, sealing.content))
            if not touched and not operation.noteworthy:
                session.rollback()
                return
            for spec, ids in searched.items():
                search.index(session, spec, list(ids))
            sealing.finish(session)
            session.commit()
            records = {spec.key: tuple(ids) for spec, ids in touched.items() if spec is not None}
            operation.changes = Changes(operation.id, operation.sentence, self.staff, records)

    def _require_file(self) -> None:
        """What is written to a file that was deleted or moved away goes with it: refuse instead."""
        try:
            there = self.path.stat().st_ino == self._file
        except OSError:
            there = False
        if not there:
            raise Surroundings(
                _("The register's file is gone or was replaced; nothing was saved. Is its disk still there?")
            )

    def require(self, *roles: Role) -> None:
        """Raise `Mistake` unless the actor has one of these roles."""
        if self.actor.role not in roles:
            raise Mistake(_("Your account may not do this; ask the administrator."))

    def require_whole(self) -> None:
        """Raise `Mistake` for an account that is held to its units: it cannot act on the register as a whole."""
        if self.actor.role.within_unit:
            raise Mistake(_("This concerns the whole register; your account sees a part of it. Ask the administrator."))

    def ring(self) -> keys.KeyRing | None:
        """The wrapped keys as they stand now; None for a plain register."""
        return keys.find(self.path) if self.encrypted else None

    @contextmanager
    def standing_still(self) -> Iterator[None]:
        """Nothing is written as long as this lasts."""
        with self._writer:
            yield

    def close(self) -> None:
        """Write the journal back into the file, the keys behind it, and let others open it."""
        if self._engine is not None:
            self._engine.dispose()
        if self.encrypted:
            keys.put_back(self.path)
        self._engine = self.key = self._draft = None
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()


def open_operation(session: Session, staff: str, undoes: int | None) -> chain.Begun:
    """Begin an operation: what is changed from now on is written under its number."""
    last = driver(session).execute(_LAST).fetchone()
    begun = chain.Begun(last[0] + 1 if last else 1, _now(), staff, undoes, (last[1] or "") if last else "")
    driver(session).execute(_OPEN, (begun.number, chain.moment_text(begun.started_at), staff, undoes))
    return begun


_LAST = "SELECT id, digest FROM main.operation ORDER BY id DESC LIMIT 1"
_OPEN = "INSERT INTO operation (id, started_at, staff, sentence, undoes) VALUES (?, ?, ?, '', ?)"
_FINISH = "UPDATE operation SET sentence = ?, finished_at = ?, salt = ?, content = ?, digest = ? WHERE id = ?"


class Sealing:
    """The end of an operation: what it changed, which goes into `content`, is sealed with its sentence into the chain."""

    def __init__(self, begun: chain.Begun, sentence: str) -> None:
        self._begun, self._sentence, self._salt = begun, sentence, os.urandom(16)
        self.content = chain.Content(chain.sentence_digest(self._salt, sentence))

    def finish(self, session: Session) -> None:
        """Close the operation: nothing more is written under its number."""
        finished, content = _now(), self.content.digest()
        digest = chain.seal(self._begun, finished, content)
        given = (self._sentence, chain.moment_text(finished), self._salt, content, digest, self._begun.number)
        driver(session).execute(_FINISH, given)


_Ids = dict[str, None]  # each once, in order


def _touched(rows: Iterable[chain.Written]) -> tuple[dict[RecordSpec | None, _Ids], dict[RecordSpec, _Ids]]:
    """The records of each type that were written (earlier stays and the like are of none), and those of them that are to
    be indexed anew: an edit counts where it touched a searchable column."""
    touched: dict[RecordSpec | None, _Ids] = {}
    searched: dict[RecordSpec, _Ids] = {}
    for row in rows:
        spec = spec_of_table(row.table_name) if has_spec(row.table_name) else None
        touched.setdefault(spec, {})[row.record_id] = None
        marks = search.marks(spec) if spec else ()
        if spec and marks and (row.action != recording.UPDATE or any(mark in (row.before or "") for mark in marks)):
            searched.setdefault(spec, {})[row.record_id] = None
    return touched, searched


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
