"""Whom a cell of a calendar names: residents and doors, several in one cell, with what was said there behind them."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.doors import Door, door_text, parse_door, parse_place
from models.households import Household, Person
from models.intake.calendars.said import NO_LEGEND, Legend, is_mark, parted
from models.intake.cleaning.cells import is_blank, plain
from models.intake.cleaning.coded import flag_of
from models.intake.cleaning.kin import BRACKET, CIRCLED, SPACED_NAME
from models.intake.cleaning.names import looks_like_name
from models.tables import batches
from models.words import _

Known = Callable[[Iterable[str]], dict[str, set[str]]]
"""Tells of names which of them the register has, and behind which doors."""

_NAME = re.compile(r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]{2,}(?:·[\u3400-\u9fff]{2,})+")
_BETWEEN = re.compile(r"(?:[、,;。\n]|(?<!\d)/(?!\d))(?![^(]*\))")
_NUMBERING = re.compile(r"(?:^|(?<=[\s、,;]))\d{1,2}[.、)](?!\d)\s*")
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?:\s*-\s*\d{1,2}:\d{2})?")
_LABEL = re.compile(r"^(?:走访对象|走访户|对象|户主|姓名|走访|入户)\s*:\s*")
_BEFORE = re.compile(r"^(?:走访|入户|探访|探望|看望|慰问|拜访|回访|到|去)+")
_BEHIND = re.compile(r"(?:家中|家里|一家|夫妇|夫妻|老人|奶奶|爷爷|阿姨|大爷|大妈|同志|家|户|等)+$")
_DOOR_FIRST = re.compile(r"(.*\d(?:室|号|房|户)?)([\u3400-\u9fff·]{2,}.*)$")
# What calendars print of themselves beside the day's number.
_PRINTED = re.compile(
    r"(?:初|十|廿|卅)[一二三四五六七八九十]|二十|三十|闰?(?:正|冬|腊|十?[一二三四五六七八九十])月[大小]?"
    r"|[立]?[春夏秋冬]至?|立[春夏秋冬]|[春秋]分|雨水|惊蛰|清明节?|谷雨|小满|芒种|[小大]暑|处暑|白露|寒露|霜降|[小大]雪|[小大]寒"
    r"|元旦节?|除夕|春节|元宵节?|劳动节|端午节?|中秋节?|国庆节?|妇女节|植树节|青年节|儿童节|建党节|建军节|教师节|重阳节?|腊八节?|小年|七夕"
    r"|休|班|假|休息日?|放假|周末|法定节?假日?|值班|例会|调休|补班"
)


@dataclass
class Entry:
    """One of those whom a cell names. `guessed` are the words taken for what was said rather than for a name, `at` is
    the time of day."""

    name: str = ""
    door: str = ""
    remarks: tuple[str, ...] = ()
    guessed: str = ""
    at: str = ""
    mark: str = ""  # beside the name, of those that the legend explains

    def said(self) -> dict[str, Any]:
        """The entry as columns of the ledger."""
        found = {"person_id": self.name, "household.door": self.door, "situation": "；".join(self.remarks),
                 "note": self.at}  # fmt: skip
        return {meaning: value for meaning, value in found.items() if value}


@dataclass
class _Piece:
    """A stretch of a cell between two separators: what may be a name in it, a door, and the rest."""

    text: str
    names: tuple[str, ...] = ()
    door: str = ""
    remarks: tuple[str, ...] = ()
    at: str = ""
    mark: str = ""


def known_in(session: Session) -> Known:
    """Asks the register."""

    def ask(names: Iterable[str]) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for batch in batches(sorted(set(names))):
            people = select(Person.name, Household.door).join(
                Household, Person.household_id == Household.id, isouter=True
            )
            for name, door in session.execute(people.where(Person.name.in_(batch))):
                found.setdefault(name, set()).add(door or "")
        return found

    return ask


def nobody(_names: Iterable[str]) -> dict[str, set[str]]:
    """Knows no name."""
    return {}


def entries(cells: list[str], known: Known, legend: Legend = NO_LEGEND) -> list[list[Entry]]:
    """Whom each of these cells names. The register tells a name from a remark; what could be either is kept and said."""
    pieces = [list(_pieces(cell, legend)) for cell in cells]
    doors = known({name for found in pieces for piece in found for name in piece.names})
    return [_told_apart(found, doors) for found in pieces]


def one_in(text: str, known: Known) -> Entry | None:
    """The one person whom a cell names together with a door: 王强（3-2-502）, 王强，3-2-502，13900000001; else None."""
    found = entries([text], known)[0]
    named, placed = [one for one in found if one.name], [one for one in found if one.door]
    if len(named) != 1 or len(placed) != 1:
        return None
    return Entry(
        named[0].name, placed[0].door, tuple(remark for one in found for remark in one.remarks), at=found[0].at
    )


def _pieces(cell: str, legend: Legend) -> Iterator[_Piece]:
    text = SPACED_NAME.sub(r"\1\2", plain(CIRCLED.sub(" ", cell)))
    at = ""
    for line in _BETWEEN.split(_NUMBERING.sub("", text)):
        at = " ".join(filter(None, (at, *_CLOCK.findall(line))))
        head, _colon, remark = _LABEL.sub("", _CLOCK.sub("", line).strip()).partition(":")
        words, marks = _marked_words(BRACKET.sub(" ", head).split(), legend)
        remarks = [*BRACKET.findall(head), remark]
        of_last = next((one for one in remarks if is_mark(one, legend)), "")
        remarks = [one for one in remarks if not is_mark(one, legend)]
        door = next((one for one in remarks if _is_door(one)), "")
        found = list(_paired(words))
        for piece in found:
            piece.mark = next((marks[word] for word in piece.text.split() if word in marks), "")
        for piece in found[-1:]:  # brackets and what stands behind a colon speak of the last one before them
            piece.door, piece.mark = piece.door or door, piece.mark or of_last
            piece.remarks = tuple(one for one in remarks if one.strip() and one != piece.door)
        for piece in found:
            piece.at, at = at, ""
        yield from found


def _marked_words(words: list[str], legend: Legend) -> tuple[list[str], dict[str, str]]:
    """The words without the marks at them or behind them, and the mark of each: 王强○, 王强 ○."""
    bare: list[str] = []
    marks: dict[str, str] = {}
    for word in words:
        if bare and (is_mark(word, legend) or (flag_of(word) and not word.isalnum())):
            marks[bare[-1]] = word
            continue
        text, mark = parted(word, legend)
        bare.append(text)
        if mark:
            marks[text] = mark
    return bare, marks


def _paired(words: list[str]) -> Iterator[_Piece]:
    """A door belongs to the name beside it: 王强 3-2-502, 3-2-502 王强, 松林苑 3-2-502."""
    at, door_first = 0, bool(words) and _is_door(words[0])
    while at < len(words):
        word, after = words[at], words[at + 1] if at + 1 < len(words) else ""
        if (place := parse_place(word)) and not place.building and _is_door(after):
            words[at : at + 2] = [f"{word} {after}"]
            continue
        piece = _piece(word)
        if door_first and piece.door and not piece.names and after and not _is_door(after):
            piece.text, piece.names = f"{word} {after}", _names(after)
            at += 1
        elif not door_first and piece.names and not piece.door and _is_door(after):
            piece.text, piece.door = f"{word} {after}", after
            at += 1
        at += 1
        if not is_blank(piece.text):
            yield piece


def _piece(word: str) -> _Piece:
    door = _door(word)
    if door is not None:
        estate = door.estate
        if estate and parse_place(estate) is None and _NAME.fullmatch(bare := _bare(estate)):
            return _Piece(word, (bare,), word.removeprefix(estate))
        return _Piece(word, (), word)
    match = _DOOR_FIRST.match(word)
    if match and _is_door(match[1]):
        return _Piece(word, _names(match[2]), match[1])
    return _Piece(word, _names(word))


def _names(word: str) -> tuple[str, ...]:
    """What may be a name in a word: as it stands, then without what is said around it."""
    return tuple(dict.fromkeys(one for one in (word, _bare(word)) if one))


def _bare(word: str) -> str:
    return _BEHIND.sub("", _BEFORE.sub("", word))


def _door(text: str) -> Door | None:
    door = parse_door(text) if any(map(str.isdigit, text)) else None
    return door if door and (door.building or len(door.room) > 2) else None


def _is_door(text: str) -> bool:
    return _door(text) is not None


def _told_apart(pieces: list[_Piece], doors: dict[str, set[str]]) -> list[Entry]:
    found: list[Entry] = []
    for piece in pieces:
        name = next((one for one in piece.names if one in doors), "")
        likely = name or next((one for one in piece.names if looks_like_name(one)), "")
        if piece.door:
            rest = () if likely or not piece.names else (piece.names[0],)
            entry = Entry(likely, piece.door, (*rest, *piece.remarks), at=piece.at, mark=piece.mark)
        elif not name and _PRINTED.fullmatch(piece.text):
            continue
        elif likely or not found:
            entry = Entry(likely or piece.text, "", piece.remarks, at=piece.at, mark=piece.mark)
        else:
            found[-1].remarks = (*found[-1].remarks, piece.text, *piece.remarks)
            found[-1].guessed = "；".join(filter(None, (found[-1].guessed, piece.text)))
            continue
        if found and _are_one(found[-1], entry, doors):
            last = found[-1]
            name, door = last.name or entry.name, last.door or entry.door
            found[-1] = Entry(
                name, door, (*last.remarks, *entry.remarks), "", last.at or entry.at, last.mark or entry.mark
            )
        else:
            found.append(entry)
    return found


def _are_one(first: Entry, second: Entry, doors: dict[str, set[str]]) -> bool:
    """Whether a door and the name above or below it are one visit: somebody of that name lives there."""
    name, written = first.name or second.name, first.door or second.door
    apart = bool(first.name) == bool(second.name) or bool(first.door) == bool(second.door)
    if apart or not (door := _door(written)):
        return False
    return door_text(door.building, door.entrance, door.room) in doors.get(name, ())


def taken_for_said() -> str:
    """What is said of words that were taken for a remark."""
    return _("Nobody is called so; it was taken for what was said at the visit named before it.")
