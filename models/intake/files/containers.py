"""What a file really is, by its first bytes and, for a zip, by its directory: before any parser touches it."""

import os
import zipfile
from typing import Literal

Container = Literal["xlsx", "xls", "ods", "xlsb", "text"]

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_ZIP = b"PK\x03\x04"
_MOST_UNPACKED = 300 * 1024 * 1024
_MOST_TEXT = 150 * 1024 * 1024
_MOST_RATIO = 100
_RATIO_MATTERS = 10 * 1024 * 1024  # a workbook of empty formatted rows packs well too, and does no harm when small
_MOST_PARTS = 10_000
_OTHER_FILES = {
    b"%PDF": "pdf", b"\x89PNG": "picture", b"\xff\xd8\xff": "picture", b"GIF8": "picture", b"Rar!": "archive",
    b"7z\xbc\xaf": "archive", b"\x1f\x8b": "archive", b"MZ": "program", b"\x7fELF": "program",
    b"SQLite format 3": "database",
}  # fmt: skip


class Unreadable(Exception):
    """Why a file cannot be read, as a word that the parent turns into a sentence."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


def kind_of(path: str) -> Container:
    """What the file is; raises `Unreadable` for what no table can come out of."""
    size = os.path.getsize(path)
    with open(path, "rb") as file:
        head = file.read(4096)
    if not head:
        raise Unreadable("empty")
    if head.startswith(_OLE):
        return _in_compound_file(path, size)
    if head.startswith(_ZIP):
        return _in_zip(path)
    for magic, what in _OTHER_FILES.items():
        if head.startswith(magic):
            raise Unreadable(what)
    return _text(head, size)


def _in_compound_file(path: str, size: int) -> Container:
    """An old workbook (.xls, .et), or a newer one behind a password."""
    if size > _MOST_UNPACKED:
        raise Unreadable("too_big")
    with open(path, "rb") as file:
        content = file.read(64 * 1024 * 1024)
    if _stream("EncryptedPackage") in content:
        raise Unreadable("password")
    if _stream("WordDocument") in content:
        raise Unreadable("document")
    return "xls"


def _stream(name: str) -> bytes:
    return name.encode("utf-16-le")


def _in_zip(path: str) -> Container:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise Unreadable("broken") from error
    unpacked, packed = sum(p.file_size for p in parts), sum(p.compress_size for p in parts)
    if unpacked > _MOST_UNPACKED or len(parts) > _MOST_PARTS:
        raise Unreadable("too_big")
    if unpacked > _RATIO_MATTERS and unpacked > _MOST_RATIO * max(packed, 1):
        raise Unreadable("bomb")
    names = {part.filename.lower() for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable("password")
    if "xl/workbook.bin" in names:
        return "xlsb"
    if any(name.startswith("xl/") or name.endswith("workbook.xml") for name in names):
        return "xlsx"
    if any(name.startswith("word/") for name in names):
        raise Unreadable("document")
    if "content.xml" in names:
        return "ods"
    raise Unreadable("archive")


def _text(head: bytes, size: int) -> Container:
    if size > _MOST_TEXT:
        raise Unreadable("too_big")
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<meta", b"<?xml")):
        raise Unreadable("web_page")
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable("not_a_table")
    return "text"
