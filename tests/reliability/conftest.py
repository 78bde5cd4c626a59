"""What the tests of this room share: a cheap derivation (one test takes the real one), full counts in a soak."""

import os
import shutil
from collections.abc import Iterator

import pytest

from models.access import keys
from tests.reliability.harness.workshop import Workshop, workshop

SOAK = bool(os.environ.get("GRID_REGISTER_SOAK"))


def tell(what: str) -> None:
    """A figure of a full run, for docs/reliability.md: a line in the file that GRID_REGISTER_FIGURES names."""
    if file := os.environ.get("GRID_REGISTER_FIGURES"):
        with open(file, "a", encoding="utf-8") as out:
            out.write(what + "\n")


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    """Processes that can be killed, on a disk that can lose power or fill up."""
    if not shutil.which("gcc") or not os.path.exists("/proc/self/fd"):
        pytest.skip("the recording disk needs gcc and Linux")
    with workshop(tmp_path_factory.mktemp("shop")) as made:
        yield made


@pytest.fixture(autouse=True)
def cheap_derivation(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Deriving a key takes long on purpose; what is tested here is what happens around it."""
    if "real_derivation" not in request.fixturenames:
        monkeypatch.setattr(keys, "COST", 1)


@pytest.fixture
def real_derivation() -> None:
    """Asked for by a test that measures the derivation itself."""
