"""What the tests of this room share: a cheap derivation (one test takes the real one), full counts in a soak."""

import pytest

from models import keys


@pytest.fixture(autouse=True)
def cheap_derivation(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Deriving a key takes long on purpose; what is tested here is what happens around it."""
    if "real_derivation" not in request.fixturenames:
        monkeypatch.setattr(keys, "COST", 1)


@pytest.fixture
def real_derivation() -> None:
    """Asked for by a test that measures the derivation itself."""
