"""A disk that is full or gone loses nothing that was saved, whatever is under way (promise 3)."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from models.keeping import backup, copies, integrity
from models.register import looks_encrypted, open_register
from tests.reliability.conftest import SOAK, tell
from tests.reliability.harness.jobs import PASSWORD
from tests.reliability.harness.workshop import Done, Workshop

MOMENTS = 60 if SOAK else 4
EIO, ENOSPC = 5, 28
both = pytest.mark.parametrize("password", [None, PASSWORD], ids=["plain", "encrypted"])


def digest(path: Path, password: str | None) -> str:
    with open_register(path, password=password) as register, register.read() as session:
        assert integrity.check(session) == []
        return copies.digest(session)


class Town:
    """A register with somebody in it, in a folder whose disk fills up."""

    def __init__(self, shop: Workshop, tmp_path: Path, password: str | None) -> None:
        self.shop, self.password = shop, password
        self.folder = tmp_path / "w"
        self.pristine = tmp_path / "pristine"
        self.folder.mkdir()
        self.path = self.folder / "r.grid"
        shop.run("make", self.path, password)
        shop.run("one_save", self.path, password)
        self.made = tmp_path / "backup.grid"
        assert shop.run("back_up", self.path, password, self.folder).status == 0
        (made,) = backup.backups_in(self.folder)
        shutil.move(made.path, self.made)
        self.before = digest(self.path, password)
        shutil.copytree(self.folder, self.pristine)

    def again(self) -> None:
        """The folder as it was before."""
        shutil.rmtree(self.folder)
        shutil.copytree(self.pristine, self.folder)

    def at_every_write(self, job: str, *given: object, then: Callable[[Done], None], error: int = ENOSPC) -> None:
        """Run the job with the disk full from its first write on, from its second, ... (a part of them in a short run)."""
        whole = self.shop.run(job, *given, watch=self.folder)
        assert whole.status == 0, whole.error
        step = max(1, whole.changes // MOMENTS)
        moments = {*range(1, whole.changes, step), whole.changes}
        kind = "encrypted" if self.password else "plain"
        tell(
            f"disk {'full' if error == ENOSPC else 'gone'} during {job}, {kind}: {len(moments)} of {whole.changes} writes"
        )
        for moment in moments:
            self.again()
            done = self.shop.run(job, *given, watch=self.folder, fail_from=moment, error=error)
            if done.status:
                kind, _colon, said = done.error.partition(": ")
                assert kind in ("Surroundings", "Damaged") or job == "export", done.error  # main.py words that one
                assert said[-1] in ".?" or job == "export", said
            then(done)


@pytest.fixture(params=[None, PASSWORD], ids=["plain", "encrypted"])
def town(request: pytest.FixtureRequest, shop: Workshop, tmp_path: Path) -> Town:
    """Plain and encrypted."""
    return Town(shop, tmp_path, request.param)


@pytest.mark.parametrize("error", [ENOSPC, EIO], ids=["full", "gone"])
def test_a_save_is_whole_or_not_there(town: Town, error: int) -> None:
    def then(done: Done) -> None:
        with open_register(town.path, password=town.password) as register, register.read() as session:
            assert integrity.check(session) == []
            people = integrity.counts(session)["person"]
        assert people in ((1, 2) if done.status else (2,))

    town.at_every_write("one_save", town.path, town.password, then=then, error=error)


def test_a_backup_leaves_the_register_and_nothing_half_made(town: Town) -> None:
    def then(done: Done) -> None:
        made = backup.backups_in(town.folder)
        assert all(backup.good(each.path) for each in made)
        assert bool(made) or done.status
        assert not list(town.folder.glob(".*.part*"))
        assert digest(town.path, town.password) == town.before

    town.at_every_write("back_up", town.path, town.password, town.folder, then=then)


def test_a_restore_leaves_the_backup_and_nothing_half_made(town: Town) -> None:
    target, made = town.folder / "back.grid", town.made.read_bytes()

    def then(done: Done) -> None:
        assert town.made.read_bytes() == made
        assert target.exists() or done.status
        assert not list(town.folder.glob(".*"))
        if target.exists():
            assert digest(target, town.password) == town.before

    town.at_every_write("restore", town.made, target, town.password, then=then)


def test_a_conversion_leaves_the_old_register_or_the_new_one(town: Town) -> None:
    def then(_done: Done) -> None:
        now = PASSWORD if looks_encrypted(town.path) else None
        assert digest(town.path, now) == town.before

    town.at_every_write("convert", town.path, town.password, then=then)


def test_an_upgrade_leaves_the_old_form_or_the_new_one(town: Town) -> None:
    town.at_every_write("migrate", town.path, town.password, then=lambda _done: _same(town))


def _same(town: Town) -> None:
    assert digest(town.path, town.password) == town.before


def test_an_export_leaves_the_old_file(town: Town) -> None:
    pytest.importorskip("exports.ledger")
    out = town.folder / "people.xlsx"
    (town.pristine / "people.xlsx").write_bytes(b"the old one")

    def then(done: Done) -> None:
        assert out.read_bytes() == b"the old one" if done.status else out.read_bytes()[:2] == b"PK"
        assert digest(town.path, town.password) == town.before

    town.at_every_write("export", town.path, town.password, out, then=then)


@both
def test_a_limit_of_the_file_size_is_told_in_words_and_loses_nothing(
    password: str | None, shop: Workshop, tmp_path: Path
) -> None:
    """The same through the operating system's own limit, RLIMIT_FSIZE, instead of the recording shim."""
    town = Town(shop, tmp_path, password)
    size = town.path.stat().st_size
    for largest in range(4_096, size + 200_000, size // (60 if SOAK else 4)):
        town.again()
        done = shop.run("one_save", town.path, password, largest=largest)
        if done.status:
            assert done.error.startswith(("Surroundings: ", "Damaged: ")), done.error
        with open_register(town.path, password=password) as register, register.read() as session:
            assert integrity.counts(session)["person"] in (1, 2)


def test_a_file_that_vanished_is_told_in_words(town: Town) -> None:
    from models.errors import Surroundings

    town.path.unlink()
    with pytest.raises(Surroundings, match="no register here"):
        open_register(town.path, password=town.password)
