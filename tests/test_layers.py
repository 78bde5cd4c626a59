"""Arrows between the rooms run one way, and no file imports another in a circle."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("resources", "models", "exports", "ui", "main")
MAY_IMPORT = {
    "resources": set(),
    "models": {"resources"},
    "exports": {"resources", "models"},
    "ui": {"resources", "models", "exports"},
    "main": {"resources", "models", "exports", "ui"},
}
KEPT_OUT = {"models": ("PySide6", "openpyxl", "reportlab"), "exports": ("PySide6",)}


def _files() -> list[Path]:
    return [ROOT / "main.py", *(file for room in ROOMS[:-1] for file in sorted((ROOT / room).rglob("*.py")))]


def _module(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _arrows(tree: ast.Module, files: set[str]) -> set[str]:
    """The files that one file imports when it is loaded: `from room import file` means the file, not its room."""
    found = set()
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module:
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= (names & files) or ({node.module} & files)
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names} & files
    return found


def _imports(tree: ast.AST) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("file", _files(), ids=lambda file: str(file.relative_to(ROOT)))
def test_a_room_imports_only_rooms_below_it(file: Path) -> None:
    room = file.relative_to(ROOT).parts[0].removesuffix(".py")
    imported = {name.split(".")[0] for name in _imports(ast.parse(file.read_text("utf-8")))}
    assert imported & set(ROOMS) <= MAY_IMPORT[room] | {room}


@pytest.mark.parametrize("file", _files(), ids=lambda file: str(file.relative_to(ROOT)))
def test_models_know_no_window_and_no_paper(file: Path) -> None:
    room = file.relative_to(ROOT).parts[0].removesuffix(".py")
    kept_out = set(KEPT_OUT.get(room, ()))
    if "intake" in file.parts:
        kept_out.discard("openpyxl")  # workbooks from outside are read there, in a child process
    imported = {name.split(".")[0] for name in _imports(ast.parse(file.read_text("utf-8")))}
    assert not imported & kept_out


def test_no_file_imports_another_in_a_circle() -> None:
    files = {_module(file): file for file in _files()}
    arrows = {name: _arrows(ast.parse(file.read_text("utf-8")), set(files)) - {name} for name, file in files.items()}
    done: set[str] = set()

    def walk(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " -> ".join((*trail, name))
        if name not in done:
            for target in arrows[name]:
                walk(target, (*trail, name))
            done.add(name)

    for name in arrows:
        walk(name, ())


def test_no_network_code_at_all() -> None:
    networked = {"socket", "urllib", "http", "requests", "ftplib", "smtplib", "PySide6.QtNetwork"}
    for file in _files():
        found = {
            name
            for name in _imports(ast.parse(file.read_text("utf-8")))
            if name.split(".")[0] in networked or name in networked
        }
        assert not found, file
