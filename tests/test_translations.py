"""The Chinese catalogue is whole: every word marked in the code has its Chinese, with the same things filled in."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent
CATALOGUE = ROOT / "resources" / "translations" / "zh_CN" / "LC_MESSAGES" / "grid_register.po"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
HOW = "run `make translations`, then fill in what is blank"


def marked() -> Iterator[str]:
    """Every text marked in the code; of a pair the one for one thing."""
    for file in [ROOT / "main.py", *(f for room in ("models", "exports", "ui") for f in (ROOT / room).rglob("*.py"))]:
        for _line, message, _comments, _context in extract_from_file("python", file, keywords=KEYWORDS):
            yield message if isinstance(message, str) else message[0]


@pytest.fixture(scope="module")
def chinese() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="zh_CN")


def said(message: Message | None) -> str:
    if message is None or message.fuzzy:
        return ""
    return message.string if isinstance(message.string, str) else message.string[0]


def test_every_marked_text_has_its_chinese(chinese: Catalog) -> None:
    texts = set(marked())
    assert len(texts) > 400
    assert sorted(text for text in texts if not said(chinese.get(text))) == [], HOW


def test_no_text_hides_within_another(chinese: Catalog) -> None:
    """What is marked between the braces of an f-string is not collected, and stays English."""
    for file in [ROOT / "main.py", *(f for room in ("models", "exports", "ui") for f in (ROOT / room).rglob("*.py"))]:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "N_") and node.args:
                text = getattr(node.args[0], "value", None)
                assert not isinstance(text, str) or said(chinese.get(text)), f"{file.name}, {node.lineno}: {text}"


def test_nothing_is_kept_that_the_code_no_longer_says(chinese: Catalog) -> None:
    texts = set(marked())
    kept = {message.id if isinstance(message.id, str) else message.id[0] for message in chinese if message.id}
    assert sorted(kept - texts) == [], HOW


def test_what_is_filled_in_is_the_same_in_chinese(chinese: Catalog) -> None:
    def holes(text: str) -> list[str]:
        return sorted(re.findall(r"\{(\w*)[^}]*\}", text))

    for message in chinese:
        if message.id and said(message):
            english = message.id if isinstance(message.id, str) else message.id[0]
            assert holes(english) == holes(said(message)), english


def test_the_compiled_catalogue_is_the_written_one(chinese: Catalog) -> None:
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        compiled = read_mo(file)
    differing = [
        message.id for message in chinese
        if message.id and said(message) and said(compiled.get(message.id)) != said(message)
    ]  # fmt: skip
    assert differing == [], HOW
