"""Addresses in another city than the office's: they are no doors of its register, and are kept in the note whole."""

import re
from collections import Counter

from models.doors import bare_estate, parse_door
from models.intake.places.homes import Homes
from models.intake.sheets.table import Table
from models.words import _

_CITY = re.compile(
    r"(?P<before>.{2,8}?(?:省|自治区))?(?P<city>.{1,8}?(?<![城都超菜门闹])(?:市(?!场)|自治州|地区|盟))"
    r"(?P<district>.{1,8}?(?<![小社园景片校厂东西南北中一二三四])[区县市旗])?"
)
_DOOR = "household.door"
_MOST, _FEWEST = 0.6, 3


def district_of(address: str) -> str:
    """The city and district that stand before an address: 广东省深圳市南山区; blank for none."""
    match = _CITY.match(address)
    return match[0] if match and (match["before"] or match["district"]) else ""


def leave_outside(table: Table, homes: Homes) -> None:
    """Take away the addresses of a roster that lie in another city. One whose place the register knows, or that names
    the office, is its own; where nothing tells, a district that most rows name is."""
    addresses = table.columns.get(_DOOR)
    if not addresses or table.layout.own:
        return
    districts = {text: district_of(text) for text in dict.fromkeys(addresses) if text}
    if not any(districts.values()):
        return
    usual = _usual(table, addresses, districts)
    rows = [
        i for i, text in enumerate(addresses)
        if text and (district := districts[text]) and not homes.places.is_within(text, district, usual=district == usual)
        and not homes.knows_estate(_estate(text))
    ]  # fmt: skip
    if not rows:
        return
    column = table.headers[_DOOR]
    example = addresses[rows[0]]
    for i in rows:
        table.note(i, column.header.replace("\n", ""), addresses[i])
        addresses[i] = None
    table.outside.update(rows)
    sentence = _(
        "{count} addresses are in another city or district: no household was made of them, they are kept in the note. If "
        "they are here, enter the address of the office in the settings, or leave out the city."
    )
    table.flaw(rows[0], _DOOR, example, sentence.format(count=len(rows)), "warn")


def _usual(table: Table, addresses: list[str | None], districts: dict[str, str]) -> str:
    """The district that most rows name. Where the same rows have an address without any, those are the ones here."""
    named = Counter(districts[text] for text in addresses if text)
    district, count = named.most_common(1)[0]
    enough = count >= max(_FEWEST, _MOST * sum(named.values()))
    registered = [text for text in table.get("registered_address") if text]
    here = [text for text in registered if not district_of(text) and parse_door(text)]
    return district if enough and 2 * len(here) <= len(registered) else ""


def _estate(address: str) -> str:
    door = parse_door(address)
    return bare_estate(door.estate) if door else bare_estate(address)
