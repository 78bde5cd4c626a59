"""Files that are broken or mean harm: each ends in one plain sentence or a correct reading, in bounded time and memory."""

import os
import random
import re
import struct
import time
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from models.errors import Cancelled, Mistake, RegisterError, Surroundings
from models.intake import import_file, read_file
from tests.intake.conftest import Reader, document

FILES = Path(__file__).parent / "files"
SECONDS = 60
MUTATIONS = 5_000 if os.environ.get("GRID_REGISTER_SOAK") else 60
SEED = int(os.environ.get("INTAKE_SEED", "20260301"))
Book = Callable[..., Path]
ROWS = (("姓名", "身份证号", "地址"), ("王强", document(11), "3-2-502"), ("李敏", document(22), "3-2-503"))


@pytest.fixture(autouse=True)
def soon(request: pytest.FixtureRequest) -> Iterator[None]:
    """Nothing here takes longer than a minute; of the many mutations none does."""
    start = time.monotonic()
    yield
    assert "mutations" in request.node.name or time.monotonic() - start < SECONDS


def sentence(path: Path) -> str:
    """The one sentence that is said of a file; it has no line break and no trace of the machinery."""
    with pytest.raises((Mistake, Surroundings)) as caught:
        read_file(path)
    said = str(caught.value)
    assert said and "\n" not in said and "Error" not in said
    return said


def told(path: Path, look: Callable[[Path], object] = read_file) -> bool:
    """Whether a sentence was said of a file that is either read or told; anything else would be a crash."""
    try:
        look(path)
    except RegisterError as error:
        return bool(str(error))
    return False


BYTES = {
    "empty": (b"", "empty"),
    "pdf": (b"%PDF-1.7\n" + b"x" * 500, "PDF"),
    "picture": (b"\x89PNG\r\n\x1a\n" + b"x" * 500, "picture"),
    "rar": (b"Rar!\x1a\x07" + b"x" * 500, "archive"),
    "program": (b"MZ" + b"\0" * 500, "program"),
    "database": (b"SQLite format 3\0" + b"x" * 500, "database"),
    "web page": (b"<html><table><tr><td>x</td></tr></table></html>", "web page"),
    "zip cut short": (b"PK\x03\x04" + b"x" * 500, "damaged"),
    "old workbook cut short": (bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600, "damaged"),
    "password": (bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "password"),
    "binary text": (bytes(range(256)) * 20, "no table"),
    "bytes of nothing": (b"\xff\xfe\xfd" * 999, "no table"),
}  # fmt: skip


@pytest.mark.parametrize("name", BYTES)
def test_what_is_no_workbook_is_told_apart(tmp_path: Path, name: str) -> None:
    path = tmp_path / "f.xlsx"
    content, word = BYTES[name]
    path.write_bytes(content)
    assert word in sentence(path)


def test_what_is_not_there_or_a_folder(tmp_path: Path) -> None:
    assert "no such file" in sentence(tmp_path / "none.xlsx")
    assert "folder" in sentence(tmp_path)


def _with(source: Path, out: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """A workbook with one part changed."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            new.writestr(info.filename, change(content) if info.filename == part else content)
    return out


SHEET = "xl/worksheets/sheet1.xml"


def test_a_bomb_is_not_unpacked(book: Book, tmp_path: Path) -> None:
    bomb = _with(
        book(*ROWS),
        tmp_path / "b.xlsx",
        SHEET,
        lambda xml: xml.replace(b"</sheetData>", b" " * (40 << 20) + b"</sheetData>"),
    )
    assert "unpacks" in sentence(bomb)
    huge = _with(
        book(*ROWS),
        tmp_path / "h.xlsx",
        SHEET,
        lambda xml: xml.replace(b"</sheetData>", b" " * (310 << 20) + b"</sheetData>"),
    )
    assert "larger" in sentence(huge) or "unpacks" in sentence(huge)


def test_a_directory_that_lies_about_sizes(book: Book, tmp_path: Path) -> None:
    bomb = _with(
        book(*ROWS), tmp_path / "b.xlsx", SHEET, lambda xml: xml.replace(b"<t>", b"<t>" + b"a" * (60 << 20), 1)
    )
    content = bytearray(bomb.read_bytes())
    for match in re.finditer(b"PK\x01\x02", bytes(content)):
        at = match.start()
        struct.pack_into("<I", content, at + 24, min(struct.unpack_from("<I", content, at + 24)[0], 1_000))
    bomb.write_bytes(content)
    told(bomb)


def test_one_huge_merge_and_a_cell_at_the_far_corner(book: Book, tmp_path: Path, read: Reader) -> None:
    merge = b'</sheetData><mergeCells count="1"><mergeCell ref="A10:XFD1048576"/></mergeCells>'
    path = _with(book(*ROWS), tmp_path / "m.xlsx", SHEET, lambda xml: xml.replace(b"</sheetData>", merge))
    assert read(path).read == 2
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    path = _with(book(*ROWS), tmp_path / "c.xlsx", SHEET, lambda xml: xml.replace(b"</sheetData>", far))
    assert read(path).read == 2


def test_a_false_dimension_is_not_believed(book: Book, tmp_path: Path, read: Reader) -> None:
    def lie(xml: bytes) -> bytes:
        return re.sub(rb'<dimension ref="[^"]*"/>', b'<dimension ref="A1:XFD1048576"/>', xml)

    assert read(_with(book(*ROWS), tmp_path / "d.xlsx", SHEET, lie)).read == 2


def test_entities_are_not_expanded(book: Book, tmp_path: Path) -> None:
    entities = b'<!DOCTYPE x [<!ENTITY a "' + b"ha" * 50 + b'">' + b"".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">'.encode() for n in range(9)
    ) + b"]>"  # fmt: skip

    def swell(xml: bytes) -> bytes:
        head, mark, tail = xml.partition(b"?>")
        return (head + mark + entities + tail).replace(b"<t>", b"<t>&j;", 1) if mark else entities + xml

    for part in (SHEET, "xl/workbook.xml", "xl/sharedStrings.xml"):
        path = _with(book(*ROWS), tmp_path / "e.xlsx", part, swell)
        assert (
            told(path)
            or sum(len(str(c)) for sheet in read_file(path).sheets for row in sheet.rows for c in row) < 100_000
        )


def test_deep_nesting_and_long_texts(book: Book, tmp_path: Path, read: Reader) -> None:
    deep = _with(
        book(*ROWS),
        tmp_path / "n.xlsx",
        SHEET,
        lambda xml: xml.replace(b"<sheetData>", b"<x>" * 200_000 + b"<sheetData>"),
    )
    told(deep)
    long = tmp_path / "l.csv"
    long.write_text(
        "姓名,身份证号,地址,备注\n王强,,3-2-502," + "长" * 900_000 + "\n" + "李" * 900 + ",,3-2-503,\n", "utf-8"
    )
    plan = read(long)
    assert plan.created == 1 and plan.rejected == 1


def test_a_text_of_quotes_and_nulls(tmp_path: Path) -> None:
    for name, content in {
        "q": b'"' * 300_000,
        "c": b"," * 300_000,
        "n": "姓名,身份证号\n王\0强,1\n".encode(),
        "l": b"\n" * 300_000,
    }.items():
        path = tmp_path / f"{name}.csv"
        path.write_bytes(content)
        told(path)


def test_formulas_in_cells_are_words(read: Reader, tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_text('姓名,身份证号,工作单位\n王强,,"=HYPERLINK(""http://x"")"\n', "utf-8")
    read(path)
    assert read.people()["王强"].work == '=HYPERLINK("http://x")'


def test_reading_can_be_cancelled_while_the_child_is_silent(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_text("姓名,身份证号\n" + "王强,1\n" * 200_000, "utf-8")

    def cancel(_done: int, _total: int) -> None:
        raise Cancelled

    start = time.monotonic()
    with pytest.raises(Cancelled):
        read_file(path, progress=cancel)
    assert time.monotonic() - start < 5


def _mutated(content: bytes, dice: random.Random) -> bytes:
    """A file with a few bytes changed, cut out, doubled or cut off."""
    changed = bytearray(content)
    for _time in range(dice.choice((1, 1, 2, 8, 40))):
        at = dice.randrange(len(changed))
        match dice.randrange(5):
            case 0:
                changed[at] = dice.randrange(256)
            case 1:
                changed[at] ^= 1 << dice.randrange(8)
            case 2:
                del changed[at : at + dice.randrange(1, 200)]
            case 3:
                changed[at:at] = changed[at : at + dice.randrange(1, 200)]
            case _ if dice.random() < 0.2:
                del changed[at + 1 :]
            case _:
                struct.pack_into(
                    "<I", changed, min(at, len(changed) - 4), dice.choice((0, 0xFFFFFFFF, 0x7FFFFFFF, 1 << 20))
                )
        if len(changed) < 8:
            break
    return bytes(changed)


def _mutated_part(path: Path, out: Path, dice: random.Random) -> None:
    """A workbook whose zip is whole, but whose XML is not: the harm lies deeper."""
    with zipfile.ZipFile(path) as archive:
        part = dice.choice([name for name in archive.namelist() if name.endswith(".xml")])
    _with(path, out, part, lambda xml: _mutated(xml, dice))


def test_mutations_of_good_files(book: Book, tmp_path: Path, read: Reader) -> None:
    good = book(("住户名册",), *ROWS, *[(f"赵{n}", document(n), f"3-2-{n}") for n in range(100, 140)], merge=("A1:C1",))
    text = tmp_path / "good.csv"
    text.write_bytes("\n".join(",".join(row) for row in ROWS).encode("gb18030"))
    dice = random.Random(SEED)
    outcomes = {"read": 0, "told": 0}
    for _number in range(MUTATIONS):
        source = dice.choice((good, good, FILES / "roster.xls", text))
        path = tmp_path / f"m{source.suffix}"
        if source == good and dice.random() < 0.6:
            _mutated_part(good, path, dice)
        else:
            path.write_bytes(_mutated(source.read_bytes(), dice))
        start = time.monotonic()
        outcomes["told" if told(path, partial(import_file, read.register, dry_run=True)) else "read"] += 1
        assert time.monotonic() - start < SECONDS
    assert all(outcomes.values()) and not read.people()
