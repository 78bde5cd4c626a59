"""Which ledger a sheet is, and the layouts an office has used before: by the fingerprint of their headers."""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from models.intake.calendars.rounds import headers_once, rounds_in
from models.intake.files.source import Sheet
from models.intake.meaning.columns import TITLE, Certainty, Column
from models.intake.meaning.lexicon import ledgers, own_headers
from models.intake.meaning.owners import as_persons
from models.intake.meaning.posts import holds_posts, lists_posts, post_in, post_of_title, rank_of
from models.intake.meaning.understanding import in_letters, meanings_of
from models.intake.sheets.kinds import lists_grids, no_ledger, speaks_of
from models.intake.sheets.memory import IntakeLayout, is_there
from models.intake.sheets.regions import Region
from models.records import spec
from models.search import fold


@dataclass
class Layout:
    """How one sheet is read. What is proposed may be changed before a plan is made of it."""

    sheet: int
    name: str
    ledger: str
    region: Region
    columns: list[Column]
    kind: str = "table"  # or "form": labels with their values beside them; or one of `calendars.CALENDARS`
    context: dict[str, str] = field(default_factory=dict)  # what the sheet's name or title says of all its rows
    hidden_rows: tuple[int, ...] = ()
    take: bool = True
    take_hidden: bool = True
    remembered: bool = False
    own: bool = False  # the program's own template
    part: str = ""  # which of several tables of its sheet this is, in words
    said: list[str] = field(default_factory=list)  # what is to be said of how it is read

    @property
    def is_one_piece(self) -> bool:
        """Whether a row says nothing without those around it: a form, a calendar on the wall."""
        return self.kind in ("form", "wall")

    @property
    def fingerprint(self) -> str:
        """What the layout is known by: its headers in their order."""
        words = "|".join(fold(column.header) for column in self.columns if column.index != TITLE)
        return hashlib.sha1(f"{self.kind}|{words}".encode(), usedforsecurity=False).hexdigest()

    def place_of(self, row: int, index: int) -> tuple[int, int]:
        """The cell where what a column says in a row stands: in a table there."""
        return row, index

    def whose(self, row: int, index: int) -> tuple[int, int]:
        """The row and the column that a cell belongs to: in a table its own."""
        return row, index

    def holds(self, sheet: Sheet, row: int, index: int) -> bool:
        """Whether anything stands in a column for a row."""
        return index >= 0 and sheet.cell(row, index) not in ("", None)

    def column_of(self, meaning: str) -> Column | None:
        """The first column of this meaning."""
        return next((column for column in self.columns if column.meaning == meaning), None)


@dataclass
class Layouts:
    """The sheets of a file that will be read, and what is to be said about the others."""

    layouts: list[Layout]
    notices: list[tuple[str, str]] = field(default_factory=list)  # sheet, sentence
    estate: str = ""  # of which all rows are that name none
    create_under: str = ""  # the id of the unit under which unknown buildings are made; blank leaves them unplaced

    def __iter__(self):  # type: ignore[no-untyped-def]
        return iter(self.layouts)

    @property
    def taken(self) -> list[Layout]:
        """The layouts to be read, in the order in which their ledgers build on each other."""
        order = {ledger: rank for rank, ledger in enumerate(_ORDER)}
        return sorted((one for one in self.layouts if one.take), key=lambda one: order.get(one.ledger, 99))


_ORDER = ("units", "grids", "unit_grids", "posts", "care_categories", "visit_rules", "households", "people",
          "appointments", "cares", "visits", "matters", "mediations")  # fmt: skip
# What a sheet must have to be this ledger: one meaning of each group.
_GATES: dict[str, tuple[tuple[str, ...], ...]] = {
    "people": (("name", "householder"),),
    "households": (("door", "room", "building", "household_no"),),
    "visits": (("visited_on",), ("person_id", "household_id", "household.door", "household.room", "household.building"),
               ("visitor", "situation", "request", "action", "way", "purpose", "met", "result")),
    "matters": (("content",), ("received_on", "category", "source", "lane", "status", "number")),
    "mediations": (("dispute_type", "mediator", "title", "summary"), ("accepted_on", "outcome", "applicant", "closed_on")),
    "units": (("name",), ("code", "parent_id", "area_name", "service_area")),
    "appointments": (("shown_name",), ("post_id",)),
    "grids": (("name", "code"), ("area", "unit_id", "code")),
    "cares": (("category_id",), ("person_id", "household_id")),
}  # fmt: skip
_OF_VISITS = re.compile("走访|民情|入户|探访|巡访|慰问")
_TELLING = (
    ("visits", _OF_VISITS), ("matters", re.compile("事项|诉求|事件|工单|问题台账")),
    ("mediations", re.compile("调解|纠纷|矛盾")), ("appointments", re.compile("任职|班子|(?:网格员|网格长|楼栋长|楼长|骨干|干部).{0,3}(?:名册|名单|一览|登记|信息|台账)")),
    ("units", re.compile("组织(?:架构|体系|一览|名册|台账)|支部一览")), ("people", re.compile("花名册|人员|居民|户籍|党员名册|名单")),
    ("households", re.compile("房屋|住户信息|户信息|一户一档")),
)  # fmt: skip
_VAGUE = frozenset({"row_number", "community", "nothing", "note"})


def which_ledger(
    headers: Sequence[str], sheet_name: str, above: Sequence[str], columns: Sequence[Sequence[Any]] = ()
) -> str:
    """The ledger that a table's headers speak of; blank if of none. `columns` are some cells of each column."""
    for ledger in ledgers():
        if sheet_name.strip() == spec(ledger).sheet and _share_own(headers, ledger) >= 0.6:
            return ledger
    title, said = no_ledger(sheet_name, above), " ".join((sheet_name, *above))
    if not title and _lists_holders(headers, [sheet_name, *above], columns):
        return "appointments"
    once = headers_once(headers)
    scores = {ledger: _score(ledger, once) for ledger in ledgers() if ledger in _GATES}
    if scores["grids"] and lists_grids(headers):
        scores["units"] = scores["households"] = 0.0
    if _is_of_one_holder(headers):
        scores["units"] = scores["grids"] = 0.0
    if (scores["units"] or scores["grids"]) and not any(_names_a_post(header) for header in headers):
        scores["appointments"] = 0.0  # a list of units or grids that says who leads them
    scores["visits"] = _score("visits", once, _told(said, once))
    if scores["visits"] and _OF_VISITS.search(said):
        scores["visits"] += sum(map(len, rounds_in(headers)[1:]))  # each visit of a row speaks of visits again
    for ledger, words in _TELLING:
        if scores[ledger] and words.search(said):
            scores[ledger] += 2.0
    scores = {ledger: score if speaks_of(ledger, headers, said, title) else 0.0 for ledger, score in scores.items()}
    best = max(scores, key=lambda ledger: scores[ledger])
    if best == "households" and as_persons(headers, columns) != list(headers):
        return "people"
    return best if scores[best] > 0 else ""


_OF_RESIDENTS = frozenset({"householder", "relation"})
_OF_A_PERSON = frozenset({"sex", "document", "birth"})
_WHERE = ("unit_id", "grid_id", "household.building", "household.estate")


def _lists_holders(headers: Sequence[str], said: Sequence[str], columns: Sequence[Sequence[Any]]) -> bool:
    """Whether people are listed for the posts that they hold, be it with sex and number: the title or a column says so."""
    residents = {meaning for header in headers for meaning in meanings_of("people", header)[:1]}
    holders = {meaning for header in headers for meaning in meanings_of("appointments", header)[:1]}
    if residents & _OF_RESIDENTS or "shown_name" not in holders:
        return False
    if "joined_party_on" in residents and "since" not in holders and not lists_posts(said):
        return False  # members of the party, of whom some hold posts in it
    posts = [at for at, header in enumerate(headers) if _names_a_post(header)]
    if posts:
        return lists_posts(said) or any(at < len(columns) and holds_posts(columns[at]) for at in posts)
    return bool(post_of_title(said))


def _is_of_one_holder(headers: Sequence[str]) -> bool:
    """Whether each row tells of the holder of one post, and of nobody else: 网格 | 网格员姓名 | 性别 | 身份证号."""
    if sum(map(bool, map(post_in, headers))) != 1 or any(map(_names_a_person, headers)):
        return False
    return any(meaning in _OF_A_PERSON for header in headers for meaning in meanings_of("people", header)[:1])


def _share_own(headers: Sequence[str], ledger: str) -> float:
    named = [fold(header) for header in headers if header]
    return sum(header in own_headers(ledger) for header in named) / len(named) if named else 0.0


def _told(said: str, headers: Sequence[str]) -> tuple[str, ...]:
    """Of what one has to stand beside the day where the sheet, or the header of its days, says that it is one of visits:
    whom they were to may then be its name or its title."""
    days = (header for header in headers if meanings_of("visits", header)[:1] == ("visited_on",))
    if any(map(_OF_VISITS.search, days)):
        return ("visitor", "situation", "person_id")
    visitors = (header for header in headers if meanings_of("visits", header)[:1] == ("visitor",))
    return ("visitor", "situation") if any(map(_OF_VISITS.search, (said, *visitors))) else ()


def _score(ledger: str, headers: Sequence[str], told: Sequence[str] = ()) -> float:
    found: set[str] = set()
    score = 0.0
    for header in headers:
        meanings = meanings_of(ledger, header) or in_letters(ledger, header)
        if not meanings:
            continue
        found.update(meanings)
        if meanings[0] not in _VAGUE and (ledger, meanings[0]) != ("visits", "phone"):  # anybody's list has one
            key = fold(header)
            score += 1.0 + 0.5 * (key in own_headers(ledger)) - 0.4 * (meanings[0].startswith("household."))
    if ledger == "appointments" and found.intersection(_WHERE) and _names_posts(headers):
        found.add("post_id")
    if ledger == "units" and len(set(map(rank_of, filter(_names_a_unit, headers)))) > 1:
        found.add("parent_id")
    if ledger == "households" and not found.intersection(("door", "room", "household_no")) and _names_posts(headers):
        return 0.0
    ways = (_GATES[ledger], (("visited_on",), told)) if told else (_GATES[ledger],)
    if not any(all(found & set(group) for group in gates) for gates in ways):
        return 0.0
    if ledger == "households" and (score < 2 or any(_names_a_person(header) for header in headers)):
        return 0.0  # a householder is a person too: such a list is a roster of householders
    return score


def _names_a_post(header: str) -> bool:
    return "post_id" in meanings_of("appointments", header)[:1]


def _names_a_unit(header: str) -> bool:
    return "name" in meanings_of("units", header)[:1]


def _names_posts(headers: Sequence[str]) -> bool:
    """Whether holders of posts are named in columns of their own, and nobody else is: 支部名称 | 书记 | 组织委员."""
    return any(map(post_in, headers)) and not any(map(_names_a_person, headers))


def _names_a_person(header: str) -> bool:
    """Whether somebody who lives behind a door is named in this column; an owner need not."""
    return any(meaning in ("name", "householder") for meaning in meanings_of("people", header))


def is_own(ledger: str, columns: Sequence[Column]) -> bool:
    """Whether this is the program's own template or export: every column is called as the program calls it."""
    headers = [column.header for column in columns if column.header]
    door = own_headers("households")
    return bool(headers) and all(fold(header) in own_headers(ledger) or fold(header) in door for header in headers)


def recall(session: Session, layout: Layout) -> None:
    """Take the columns for what they were taken for the last time."""
    if not is_there(session):
        return
    row = session.execute(
        select(IntakeLayout.ledger, IntakeLayout.columns).where(IntakeLayout.fingerprint == layout.fingerprint)
    ).first()
    if row is None or row.ledger != layout.ledger:
        return
    known = json.loads(row.columns)
    for column in layout.columns:
        meaning = known.get(f"{column.index}:{fold(column.header)}")
        if meaning and column.certainty is not Certainty.NOT_KEPT:
            column.decide(meaning)
    layout.remembered = True


def remember(session: Session, layout: Layout) -> None:
    """Keep what the columns were taken for; those that nobody has confirmed are asked about again."""
    if not is_there(session):
        return
    sure = {
        f"{column.index}:{fold(column.header)}": column.meaning
        for column in layout.columns if column.certainty in (Certainty.CERTAIN, Certainty.BY_CONTENT)
    }  # fmt: skip
    values = {
        "ledger": layout.ledger, "columns": json.dumps(sure, ensure_ascii=False),
        "used_at": datetime.now(UTC).replace(tzinfo=None),
    }  # fmt: skip
    known = session.scalar(select(IntakeLayout.fingerprint).where(IntakeLayout.fingerprint == layout.fingerprint))
    if known:
        session.execute(update(IntakeLayout).where(IntakeLayout.fingerprint == known).values(values))
    else:
        session.execute(insert(IntakeLayout).values(fingerprint=layout.fingerprint, **values))
