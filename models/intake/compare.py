"""What changes at a record that is known already: a blank never overwrites, nor does a coarser date or a vaguer word."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

from models.codes import code_table
from models.dossier import SETTLED
from models.fields import Kind, RecordSpec

_VAGUE = frozenset({"未知", "未说明", "未评价", "不详"})
_BETWEEN = "；"


@cache
def _vague_codes(key: str) -> frozenset[str]:
    return frozenset(code.code for code in code_table(key).codes if code.zh in _VAGUE)


def changed_fields(
    spec: RecordSpec, old: Mapping[str, Any], new: Mapping[str, Any], coarse: Iterable[str] = ()
) -> dict[str, tuple[Any, Any]]:
    """Each field whose value would change: old and new."""
    found = {}
    for name, value in new.items():
        was = old[name]
        if value is None or value == was or name == "id":
            continue
        if was is not None and _says_less(spec, name, was, value, name in coarse):
            continue
        found[name] = (was, value)
    return found


def _says_less(spec: RecordSpec, name: str, was: Any, value: Any, coarse: bool) -> bool:
    kind = spec.kinds.get(name)
    if coarse:
        return could_be(value, was) if kind is Kind.DATE else kind is not Kind.CODE or was in SETTLED
    if kind is Kind.CODE:
        return value in _vague_codes(spec[name].codes)
    if kind is Kind.PHONE:
        return _digits(value) <= _digits(was)
    if kind is Kind.DOCUMENT:
        return len(value) == 15 and len(was) == 18 and was[:6] + was[8:17] == value
    return False


def could_be(coarse: date, day: date) -> bool:
    """Whether a date of which only the year or the month is known may be this one; a year alone is kept as its first of
    January, so that January says no more than the year."""
    return coarse.year == day.year and (coarse.month in (1, day.month) or (day.month, day.day) == (1, 1))


def _digits(phones: Any) -> set[str]:
    """The numbers in a field of phones, however they are spaced."""
    return {re.sub(r"\D", "", one) for one in re.split("[、，,;；/]", str(phones))}


def merged_note(old: str | None, own: str | None, pieces: Iterable[str]) -> str | None:
    """The note after reading: the file's own remark for the old one, labelled pieces each for the old one of its label."""
    known = [part for part in (old or "").split(_BETWEEN) if part]
    if own and old and own in old:
        parts = known
    elif own:
        parts = [own, *(part for part in known if "：" in part and part not in own)]
    else:
        parts = known
    for piece in pieces:
        label = piece.partition("：")[0] + "："
        if (
            f"{_BETWEEN}{piece}{_BETWEEN}" in f"{_BETWEEN}{_BETWEEN.join(parts)}{_BETWEEN}"
        ):  # it may hold the mark itself
            continue
        parts = [part for part in parts if not part.startswith(label)] + [piece]
    joined = _BETWEEN.join(parts)
    return old if old is not None and joined == old else joined or None
