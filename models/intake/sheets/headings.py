"""Lines between the rows of a table that speak of those beneath: 3号楼, 一、1号楼, 网格：第二网格 | 网格员：王芳."""

import re
from collections.abc import Iterable, Iterator

from models.doors import ENTRANCE_MARKS, bare
from models.intake.cleaning.cleaners import cleaner_for
from models.intake.meaning.understanding import meanings_of
from models.intake.sheets.context import DOOR, PARTS, beneath, heading_in, without

_NUMERALS = "一二三四五六七八九十"
_ORNAMENT = re.compile(r"^[\s★●◆■▲※▶*=—\-【\[]+|[\s】\]=—\-]+$")
_ORDINAL = re.compile(
    rf"^(?:(?:[{_NUMERALS}]{{1,3}}|[甲乙丙丁戊己庚辛壬癸])[、.．]|\d{{1,2}}[、.．]|[(（][{_NUMERALS}\d]{{1,3}}[)）]、?"
    rf"|第[{_NUMERALS}\d]{{1,3}}(?:部分|章|节|类|块|片)[:：、]?|[①-⑳⑴-⒇⒈-⒛㈠-㈩]、?)\s*"
)
_UNSURE = re.compile(
    rf"^(?:(\d{{1,2}})[、.．]\s*\d|([{_NUMERALS}])[、.．]\s*[{_NUMERALS}])"
)  # 1、3号楼: two buildings, or the first line
_ENTRANCE = re.compile(rf"(?:第)?(?:[0-9]{{1,2}}|[A-Za-z]|[{_NUMERALS}]{{1,2}})单元")
_OF_A_PLACE = re.compile(rf"[0-9A-Za-z{_NUMERALS}](?:号楼|栋|幢|座|号院|单元)")
_PAIR = re.compile(r"([^:：]{1,10})[:：]\s*(.+)")


def in_turn(headings: dict[int, str], said: dict[str, str]) -> Iterator[tuple[int, dict[str, str], str]]:
    """Each heading's row, what holds of the rows beneath it, and the heading itself where it is not understood."""
    for row, text in _without_ordinals(sorted(headings.items())):
        lines = text.split("\n")
        pairs = dict(labelled_parts(match.groups() for line in lines if (match := _PAIR.fullmatch(line))))
        words = next((line for line in lines if not _PAIR.fullmatch(line)), "" if pairs else lines[0])
        found = _told(words, said) if words else said
        found = None if found is None else beneath(pairs, found)
        unread = found is None or (
            found == said and not pairs and _OF_A_PLACE.search(text) and not heading_in(text, {})
        )
        said = without(DOOR[1:], said) if unread else found or said
        yield row, said, text if unread else ""


def labelled_parts(pairs: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """What labels and their values say of a place: 小区：松林苑."""
    for label, text in pairs:
        part = next(
            (m.removeprefix("household.") for m in meanings_of("people", label) if m.startswith("household.")), ""
        )
        if part in PARTS:
            value = cleaner_for("people", f"household.{part}", label)(text)
            if isinstance(value, str):
                yield part, value


def _told(text: str, said: dict[str, str]) -> dict[str, str] | None:
    """What a heading in words says; None where it may be read in two ways."""
    if _UNSURE.match(text):
        return None
    if _ENTRANCE.fullmatch(text):
        return beneath({"entrance": bare(text, ENTRANCE_MARKS)}, said)
    return heading_in(text, said)


def _without_ordinals(headings: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """The headings without what counts them. 1、3号楼 is counted only where 2、 follows it."""
    bare_ones = [(row, _ORNAMENT.sub("", text)) for row, text in headings]
    unsure = [match for _row, text in bare_ones if (match := _UNSURE.match(text))]
    counts = [int(match[1]) if match[1] else _NUMERALS.index(match[2]) + 1 for match in unsure]
    counted = len(counts) > 1 and counts == list(range(1, len(counts) + 1))
    return [
        (row, text if _UNSURE.match(text) and not counted else _ORDINAL.sub("", text) or text)
        for row, text in bare_ones
    ]  # fmt: skip
