"""What a notice board says: plain text, with no way back to the register.

Whoever fills these takes organisation and post data only (PIPL articles 6 and 25; domain reference section 4): there is
no field for a document number, a birth date, a door or anything about a resident. The same content gives the same
fingerprint, so an issued board can be compared with what it would say today.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, asdict, dataclass, fields
from typing import Any

__all__ = [
    "KINDS",
    "Board",
    "ChartNode",
    "Figure",
    "Officer",
    "PersonalItem",
    "as_json",
    "fingerprint",
    "from_json",
    "personal_items",
    "texts",
]

KINDS = ("grid", "building", "contact", "plate", "service", "roster", "chart", "results", "notice")

SUPPRESS_BELOW = 3
"""Counts under this are not published (small-cell rule, domain reference section 4)."""


@dataclass(frozen=True, slots=True)
class Officer:
    """A person in a post, as the board shows them. ``photo`` is the bytes of a picture file, None without consent."""

    name: str
    post: str
    phone: str = ""
    photo: bytes | None = None
    party_member: bool = False
    duties: str = ""
    area: str = ""
    pledge: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A counted line of a results notice. ``group`` gathers lines under a heading.

    ``exact`` marks amounts that are nobody's in particular (tonnes, meetings held), which are printed as they are.
    """

    label: str
    count: int
    unit: str = "件"
    group: str = ""
    exact: bool = False

    @property
    def shown(self) -> str:
        """The value as printed: counts under 3 as 不足3, so that nobody can be told from a small cell."""
        if not self.exact and self.count < SUPPRESS_BELOW:
            return f"不足{SUPPRESS_BELOW}"
        return f"{self.count:,}"


@dataclass(frozen=True, slots=True)
class ChartNode:
    """A box of the organisation chart: who leads it (subtitle) and a third line; ``parent`` is "" at the top."""

    id: str
    parent: str
    title: str
    subtitle: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Board:
    """One notice board of any kind. Most fields may stay empty.

    Kinds use, beside heading (overline, title) and foot (phones, hotlines, office, issued, number):

    - grid, building: lead, officers, introduction, area, buildings, duties, steps
    - contact, plate: lead (the household's member, if named), area, pledge in ``introduction``, duties, plate_size
    - service: introduction, lead, officers, area, buildings, items, steps
    - roster: officers (post, name, phone, duties), rows
    - results: period, introduction, figures, paragraphs
    - notice: introduction, paragraphs, rows, lead, officers, period
    - chart: nodes and split alone

    A filled field that a kind does not name follows at its end (``bodies.REST``), except on a chart.
    """

    kind: str
    title: str
    overline: str = ""
    lead: tuple[Officer, ...] = ()
    officers_title: str = ""
    officers: tuple[Officer, ...] = ()
    introduction: str = ""
    duties: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    area: str = ""
    buildings: tuple[tuple[str, str, str], ...] = ()
    """Rows of (building or area, who heads it, phone)."""
    service_phone: str = ""
    supervision_phone: str = ""
    hotlines: tuple[tuple[str, str], ...] = ()
    office: str = ""
    """Who issues the board; several issuers are separated by two spaces."""
    issued: str = ""
    """When, as printed: 2026年9月制."""
    number: str = ""
    items: tuple[tuple[str, str], ...] = ()
    """Service items: (what, how or when)."""
    rows: tuple[tuple[str, str], ...] = ()
    """Facts of a notice: (label, value)."""
    figures: tuple[Figure, ...] = ()
    paragraphs: tuple[str, ...] = ()
    period_from: str = ""
    period_to: str = ""
    nodes: tuple[ChartNode, ...] = ()
    split: bool = False
    """Chart only: one sheet for the top and one for each branch below it, rather than all on one."""
    plate_size: tuple[float, float] = (132.0, 88.0)
    """Plates only: width and height in mm."""
    emblem: bytes | None = None
    """The office's own picture file, put at the head whole and in proportion."""


@dataclass(frozen=True, slots=True)
class PersonalItem:
    """One personal item on a board, for the check before it goes on a wall. ``kind``: name, phone or photo."""

    person: str
    kind: str
    value: str


def _plain(value: Any) -> Any:
    """Return a value as JSON can hold it: pictures by their digest."""
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items() if inner not in ("", None, False, ())}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    return value


def as_json(board: Board) -> dict[str, Any]:
    """Return the content as plain JSON values: a picture by its SHA-256, what is empty left out."""
    data: dict[str, Any] = _plain(asdict(board))
    return data


def from_json(data: Mapping[str, Any], photo: Callable[[str], bytes | None] = lambda _digest: None) -> Board:
    """Return the board that ``as_json`` wrote down, to be looked at again as it was issued.

    ``photo`` finds a picture by its digest; a photo that is gone shows as the silhouette, an emblem not at all. Entries
    not known here are left out.
    """
    parts: dict[str, Callable[[dict[str, Any]], Any]] = {
        "lead": lambda each: Officer(**{**_known(Officer, each), "photo": photo(each.get("photo", ""))}),
        "officers": lambda each: Officer(**{**_known(Officer, each), "photo": photo(each.get("photo", ""))}),
        "figures": lambda each: Figure(**{"count": 0, **_known(Figure, each)}),
        "nodes": lambda each: ChartNode(**{"parent": "", **_known(ChartNode, each)}),
    }
    values: dict[str, Any] = {}
    known = _known(Board, data)
    values["emblem"] = photo(known.pop("emblem", ""))
    for name, value in known.items():
        values[name] = tuple(parts[name](each) for each in value) if name in parts else _frozen(value)
    return Board(**{"kind": "", "title": "", **values})


def _known(kind: type, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the entries that a content class has a field for; the words it must have are empty if missing."""
    names = [field.name for field in fields(kind)]
    needed = {field.name: "" for field in fields(kind) if field.default is MISSING and field.type is str}
    return {**needed, **{name: data[name] for name in names if name in data}}


def _frozen(value: Any) -> Any:
    return tuple(_frozen(inner) for inner in value) if isinstance(value, list) else value


def fingerprint(board: Board) -> str:
    """Return a short mark of everything the board says to its readers.

    When it was issued and under which number are left out: the same board issued again next month is not out of date.
    Empty fields are left out too, so that a field added later does not make every issued board look changed. Figures
    count as they are printed.
    """
    said = {key: value for key, value in as_json(board).items() if key not in ("issued", "number")}
    if board.figures:
        said["figures"] = [[figure.group, figure.label, figure.shown, figure.unit] for figure in board.figures]
    canonical = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Figure):
        yield from (value.group, value.label, value.shown)
    elif isinstance(value, ChartNode):
        yield from (value.title, value.subtitle, value.note)
    elif isinstance(value, Officer):
        for name in ("name", "post", "phone", "duties", "area", "pledge"):
            yield from _strings(getattr(value, name))
    elif isinstance(value, tuple):
        for inner in value:
            yield from _strings(inner)


def texts(board: Board) -> tuple[str, ...]:
    """Return every string the content holds, in order: what must be found again in the printed board."""
    named = (getattr(board, field.name) for field in fields(board) if field.name != "kind")
    return tuple(text for value in named for text in _strings(value) if text.strip())


def personal_items(board: Board) -> tuple[PersonalItem, ...]:
    """Return every personal item on the board, person by person, for the check before publishing."""
    found: list[PersonalItem] = []
    for officer in (*board.lead, *board.officers):
        found.append(PersonalItem(officer.name, "name", officer.name))
        if officer.phone:
            found.append(PersonalItem(officer.name, "phone", officer.phone))
        if officer.photo is not None:
            found.append(PersonalItem(officer.name, "photo", hashlib.sha256(officer.photo).hexdigest()))
    for _, head, phone in board.buildings:
        if head:
            found.append(PersonalItem(head, "name", head))
        if head and phone:
            found.append(PersonalItem(head, "phone", phone))
    found += [PersonalItem(node.subtitle, "name", node.subtitle) for node in board.nodes if node.subtitle]
    return tuple(found)
