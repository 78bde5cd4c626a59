"""What stands around the rows of a table is said of them: the sheet's name, its title, a line between its rows."""

from models.doors import Door, parse_door
from models.intake.calendars.visited import Known, one_in
from models.intake.calendars.whose import person_of, visitor_of
from models.intake.meaning.lexicon import NEVER
from models.intake.sheets.context import PARTS, place_in, source_of, with_file
from models.intake.sheets.headings import in_turn
from models.intake.sheets.table import Flaw, Table
from models.words import _

_OF_DOORS = frozenset({"people", "households", "visits", "cares"})


def add_context(table: Table, estate: str, file: str = "") -> None:
    """What the file's name, the sheet's, its title or a line between its rows says, where the row itself says nothing."""
    context = table.layout.context
    if table.layout.ledger in _OF_DOORS and not table.layout.own:
        context = with_file(context, place_in(file))
    said = {"estate": estate} if estate else {}
    said |= {name: value for name, value in context.items() if name.partition(".")[0] in PARTS}
    if branch := table.layout.context.get("party_branch"):
        branches = table.columns.get("party_branch") or [None] * len(table.rows)
        table.columns["party_branch"] = [one or branch for one in branches]
    sections = list(in_turn(table.layout.region.sections, said))
    if not said and not sections:
        return
    prefix = "" if table.layout.ledger == "households" else "household."
    addresses, rooms = (table.columns.get(prefix + name, ()) for name in ("door", "room"))
    if "building" in said and not sections:
        _take_first_part_for_entrance(table, prefix, said["building"])
    by_grid: list[int] = []
    for i, row in enumerate(table.rows):
        while sections and sections[0][0] < row:
            _row, said, unread = sections.pop(0)
            if unread:
                _say_unread(table, i, unread)
        door = _door_in(addresses[i] if addresses else None, rooms[i] if rooms else None)
        for name, value in said.items():
            if name not in PARTS:
                continue
            values = table.columns.setdefault(prefix + name, [None] * len(table.rows))
            if values[i] is None and not getattr(door, name, ""):
                values[i] = value
                if source := source_of(said, name):
                    table.told_by.setdefault(source, {}).setdefault(name, value)
                if name == "grid_id":
                    by_grid.append(i)
    _tell_bare_rooms_apart(table, prefix, by_grid)


def _say_unread(table: Table, i: int, heading: str) -> None:
    sentence = _(
        "The line “{heading}” above this row was not understood: the rows beneath it come in without a building. Please "
        "write it like 3号楼, or give the building a column."
    )
    table.flaw(i, "", "", sentence.format(heading=heading), "warn")


def join_floors(table: Table) -> None:
    """A room 2 or 东 beside a column of floors is another one on each: 302, 3东."""
    prefix = "" if table.layout.ledger == "households" else "household."
    floors, rooms = table.get(f"{prefix}floor"), table.get(f"{prefix}room")
    said = [(i, str(floor), room) for i, (floor, room) in enumerate(zip(floors, rooms, strict=True)) if floor and room]
    if table.layout.own or not said or any(len(room) > 2 for _i, _floor, room in said):
        return
    for i, floor, room in said:
        if room in _SIDES:
            rooms[i] = f"{floor}{room}"
        elif floor.isdigit() and room.isdigit():
            rooms[i] = f"{floor}{room.zfill(2)}"


_SIDES = frozenset("东南西北中左右")


def add_whose(table: Table, known: Known) -> None:
    """Whom the whole sheet is about where no column names them: one visitor, or one person visited."""
    kind = table.layout.kind
    visitor = (
        visitor_of(table.layout, table.sheet) if kind != "form" else ""
    )  # a sheet's name is whom the form is about
    if kind in ("table", "form"):
        said = person_of(table.layout, table.sheet, known) | ({"visitor": visitor} if visitor else {})
        table.columns |= {meaning: [value] * len(table.rows) for meaning, value in said.items()}
        _part_from_door(table, known)
    if visitor and visitor in table.sheet.name:
        sentence = _(
            "The sheet is called {name}: all its visits are taken for his or hers. If not, add a column 走访人."
        )
        table.flaws.append(Flaw(-1, None, "", sentence.format(name=visitor), "notice"))


def _part_from_door(table: Table, known: Known) -> None:
    """Whom a cell names together with the door: 王强（3-2-502）. What else stands there goes into the note."""
    texts = {i: text for i, text in enumerate(table.get("person_id")) if text and any(map(str.isdigit, text))}
    if not texts or any(one.startswith("household.") for one in table.columns) or table.layout.own:
        return
    doors = table.columns["household.door"] = [None] * len(table.rows)
    for i, text in texts.items():
        if text not in known([text]) and (one := one_in(text, known)):
            table.columns["person_id"][i], doors[i] = one.name, one.door
            if said := "；".join(filter(None, (*one.remarks, one.at))):
                table.note(i, table.headers["person_id"].header if "person_id" in table.headers else "", said)


def _tell_bare_rooms_apart(table: Table, prefix: str, rows: list[int]) -> None:
    """A room 101 alone is another one in each grid: where no row says more of its place, the grid stands for it."""
    bare = [i for i in rows if _is_bare_room(table, prefix, i)]
    if not bare:
        return
    estates = table.columns.setdefault(f"{prefix}estate", [None] * len(table.rows))
    for i in bare:
        estates[i] = table.columns[f"{prefix}grid_id"][i]
    sentence = _(
        "These doors are room numbers alone; “{grid}” was put before them, so that each grid has its own. If a "
        "building or an estate is meant, add a column for it."
    ).format(grid=estates[bare[0]])
    table.flaw(bare[0], f"{prefix}room", table.get(f"{prefix}room")[bare[0]], sentence, "warn")


def _is_bare_room(table: Table, prefix: str, i: int) -> bool:
    values = {name: table.get(prefix + name)[i] for name in ("estate", "building", "entrance", "door", "room")}
    if values["estate"] or values["building"] or values["entrance"]:
        return False
    text = values["room"] or values["door"]
    door = parse_door(text) if text else None
    return door is not None and door.room != "" and not (door.estate or door.building)


def _door_in(address: str | None, room: str | None) -> Door | None:
    """The door that a row's address says, or a room that says the whole of it."""
    if address and (door := parse_door(address)):
        return door
    whole = parse_door(room) if room else None
    return whole if whole and whole.building and whole.entrance else None


def _take_first_part_for_entrance(table: Table, prefix: str, building: str) -> None:
    """In a sheet of one building a door 2-502 is entrance and room, unless all begin with the building itself."""
    doors = [parse_door(text) if text else None for text in table.get(f"{prefix}door")]
    short = {i: door for i, door in enumerate(doors) if door and door.building and not door.entrance}
    if not short or all(door.building == building for door in short.values()):
        return
    for part in ("building", "entrance", "room"):
        table.columns.setdefault(prefix + part, [None] * len(table.rows))
    for i, door in short.items():
        for part, value in (("building", building), ("entrance", door.building), ("room", door.room)):
            if table.columns[prefix + part][i] is None:
                table.columns[prefix + part][i] = value


def add_comments(table: Table) -> None:
    """A comment on a cell goes into the note of its row under the column's header; how many is said once."""
    if not table.sheet.comments:
        return
    columns = {column.index: column for column in table.layout.columns}
    rows: dict[int, list[int]] = {}
    for i, row in enumerate(table.rows):
        rows.setdefault(row, []).append(i)
    count = 0
    for at_row, at_column, text in table.sheet.comments:
        row, index = table.layout.whose(at_row, at_column)
        column = columns.get(index)
        if not text or row not in rows or (column is not None and column.meaning == NEVER):
            continue
        here = [i for i in rows[row] if table.at and table.at[i].index == index] or rows[row]
        words = column.header.replace("\n", "") if column is not None and not table.at else ""
        table.note(here[0], _("{header} (comment)").format(header=words).strip(), text)
        count += 1
    if count:
        sentence = _("{count} comments on cells of this sheet were put into the notes of their rows.")
        table.flaws.append(Flaw(-1, None, "", sentence.format(count=count), "notice"))
