"""The data can leave without this program: everything out, taken in anew, the digest equal (promise 16)."""

import json
import zipfile
from pathlib import Path

import pytest

from models import operations
from models.access.staff import Role
from models.errors import Mistake
from models.history import recording
from models.households import PEOPLE
from models.keeping import copies, integrity, whole_export
from models.records import RECORDS
from models.register import Actor, create, open_register
from models.search import find
from tests.conftest import Street
from tests.models.test_contract import filled


@pytest.fixture
def full(street: Street) -> Street:
    """A register with a record of every type and a history of changes, deletions and undos."""
    for record in RECORDS:
        if record.key not in ("units", "offices"):
            street.add(record.key, **filled(record, street))
    person = street.person("𬭎⿰龘", phone="00000000000", note="=1+1\n第二行\t,\"'")
    operations.save(street.register, PEOPLE, {"note": ""}, person)
    operations.delete(street.register, PEOPLE, [person])
    operations.undo(street.register)
    return street


def test_everything_comes_back_equal(full: Street, tmp_path: Path) -> None:
    out, new = tmp_path / "all.zip", tmp_path / "new.grid"
    whole_export.export_whole(full.register, out)
    with full.register.read() as session:
        before, chained = copies.digest(session), recording.versions(session, "person", "x")
    with zipfile.ZipFile(out) as packed:
        first = json.loads(packed.read("register.json"))
        assert first["digest"] == before
        assert json.loads(packed.read("person.jsonl").splitlines()[0])["name"]
        assert set(first["rows"]) == {name.removesuffix(".jsonl") for name in packed.namelist()} - {"register.json"}
    whole_export.import_whole(out, new)
    with open_register(new) as register, register.read() as session:
        assert integrity.check(session) == []
        assert find(session, "龘")[0] == 1
        assert recording.versions(session, "person", "x") == chained
    operations.undo(full.register)


def test_a_package_that_was_touched_is_refused(full: Street, tmp_path: Path) -> None:
    out, bad, new = tmp_path / "all.zip", tmp_path / "bad.zip", tmp_path / "new.grid"
    whole_export.export_whole(full.register, out)
    with zipfile.ZipFile(out) as packed, zipfile.ZipFile(bad, "w") as spoilt:
        for name in packed.namelist():
            spoilt.writestr(name, packed.read(name).replace("𬭎".encode(), "某".encode()))
    for file in (bad, full.register.path):
        with pytest.raises(Mistake, match="damaged"):
            whole_export.import_whole(file, new)
        assert not new.exists()
    with pytest.raises(Mistake, match="file already"):
        whole_export.import_whole(out, full.register.path)


def test_only_the_administrator_takes_it_all(full: Street, tmp_path: Path) -> None:
    full.register.actor = Actor("书记", Role.SECRETARY)
    with pytest.raises(Mistake, match="ask the administrator"):
        whole_export.export_whole(full.register, tmp_path / "all.zip")


def test_an_encrypted_one_leaves_as_well(tmp_path: Path) -> None:
    with create(tmp_path / "r.grid", office="桂香社区", password="松林苑-2026") as register:
        operations.save(register, PEOPLE, {"name": "甲"})
        whole_export.export_whole(register, tmp_path / "all.zip")
    whole_export.import_whole(tmp_path / "all.zip", tmp_path / "new.grid")
    with open_register(tmp_path / "new.grid") as register, register.read() as session:
        assert integrity.check(session) == []
