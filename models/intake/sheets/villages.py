"""The natural village of a table's rows: group 1 of 柳树村 and group 1 of 桃花村 are two places."""

import re
from collections.abc import Callable, Iterable

from models.doors import bare_estate, parse_door
from models.intake.sheets.context import FILE_NAME, LISTING, SHEET_NAME, TITLE_LINE, source_of
from models.intake.sheets.table import Table

COLUMN = "village"
_OF_DOORS = frozenset({"people", "households", "visits", "cares"})
_NUMERAL = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})"
_GROUP = rf"(?:第?{_NUMERAL}(?:村民|居民)?小?[组队社])"
_TITLE = re.compile(
    rf"(?:附[件表]?[\d一二三四五六七八九十]*[:：、.]?|\d{{4}}年度?)*(?P<village>[\u4e00-\u9fff]{{1,12}}?村)(?P<group>{_GROUP})?"
    rf"(?:村民|{LISTING})*[\d_.-]{{0,4}}"
)
_VILLAGE = re.compile(r"[\u4e00-\u9fff]{1,12}?[村屯寨庄湾]")
_DISTRICT = re.compile(r"^.*(?:[市县区镇乡])(?=..)")
# Words of a kind of village, or of all of one: no name.
_NO_NAME = re.compile(
    r"(?:^.|[农乡全本各外驻进城中出入]|行政|自然|示范|文明|美丽|贫困|脱贫|移民|平安|相关|城中|所在|所属)村$"
)
_COUNTED = re.compile(rf"{_GROUP}|{_NUMERAL}")


def village_in(text: str) -> tuple[str, str]:
    """The village that a title or a name says its rows are of, and the group of it: 柳树村1组花名册 -> 柳树村, 1组."""
    match = _TITLE.fullmatch(re.sub(r"\s+", "", text))
    village = _named(match["village"]) if match else ""
    return (village, match["group"] or "") if match and village else ("", "")


def village_of_cell(text: str) -> str:
    """The village that a cell of a column of villages names; blank for a committee or a community."""
    return _named(text) if _VILLAGE.fullmatch(text) else ""


def _named(text: str) -> str:
    bare = _DISTRICT.sub("", bare_estate(text))
    return "" if _NO_NAME.search(bare) else bare


def group_of(group: str, village: str) -> str:
    """A group, by its number or its name, with its village before it; blank where it is none."""
    if group and not _COUNTED.fullmatch(group):
        return ""
    return village + (f"{group}组" if group.isdigit() else group)


def put_villages(table: Table, is_own: Callable[[str], bool], file: str) -> None:
    """Put the village before the group of each row, or in place of an estate where the row names none. `is_own` tells
    whether it is the office itself, that need not be said."""
    of_rows = [v if v and not is_own(v) else "" for v in table.columns.pop(COLUMN, ())]
    if table.layout.ledger not in _OF_DOORS or table.layout.own:
        return
    village, group, source = _said(table, is_own, file)
    if not village and not any(of_rows):
        return
    prefix = "" if table.layout.ledger == "households" else "household."
    estates = table.columns.setdefault(f"{prefix}estate", [None] * len(table.rows))
    addresses = table.get(f"{prefix}door")
    for i, estate in enumerate(estates):
        name = (of_rows[i] if of_rows else "") or village
        place = group_of(estate or _estate_in(addresses[i]) or group, name) if name else ""
        if not place:
            continue
        estates[i] = place
        if name == village:
            table.told_by.setdefault(source, {}).setdefault("estate", f"{village}{group}")


def _estate_in(address: str | None) -> str:
    door = parse_door(address) if address else None
    return door.estate if door else ""


def _said(table: Table, is_own: Callable[[str], bool], file: str) -> tuple[str, str, str]:
    """The village of the whole table, its group and what says so: a title, the sheet's name, the file's."""
    context = table.layout.context
    if (estate := context.get("estate")) and not is_own(estate):
        return estate, "", source_of(context, "estate")
    for source, texts in _places(table, file):
        for text in texts:
            village, group = village_in(text)
            if village and not is_own(village):
                return village, group, source
    return "", "", ""


def _places(table: Table, file: str) -> Iterable[tuple[str, Iterable[str]]]:
    return (
        (TITLE_LINE, table.layout.region.above[:3]),
        (SHEET_NAME, (table.layout.name,)),
        (FILE_NAME, (file,)),
    )
