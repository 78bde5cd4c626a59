"""Which unit and which grid a household belongs to: by code, by name, or by its estate and building, if only one fits."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.doors import Door, bare, parse_place, parse_places
from models.ids import new_id
from models.organisation import LOWEST_LEVEL, Grid, Office, Unit
from models.search import fold

_GROUP = re.compile(r"(?:党小组|党支部|支部|小组|楼组)$")
_COMMITTEE = re.compile(
    "(?:居民委员会|居委会|村民委员会|村委会|人民调解委员会|调解委员会|调委会|党群服务中心|便民服务中心)$"
)
_DISTRICT = re.compile(r"^.*(?:[市县区镇乡]|街道(?:办事处)?)(?=..)")
_KIND = re.compile(r"(?:社区|村)$")
GROUP = re.compile(r"第?(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:村民|居民)?小?[组队社]")
_COUNTING = re.compile(r"[一二三四五六七八九十]{1,3}(?=(?:村民|居民)?小?[组队社]$)")  # 一组 is 1组
_ENDS = re.compile(r"(?:小区)$")


def buildings_in(text: str) -> list[Door]:
    """The buildings that a unit's name or area names: 松林苑3号楼党小组."""
    return parse_places(_GROUP.sub("", text))


@lru_cache(maxsize=20_000)
def estate_key(estate: str | None) -> str:
    """The form in which estates are compared."""
    return _COUNTING.sub(lambda number: bare(number[0], ""), _ENDS.sub("", fold(estate or "")))


class Places:
    """The units and grids of the register, loaded once; and the buildings a plan makes."""

    def __init__(self, session: Session, create_under: str = "") -> None:
        self.units = {row.id: row for row in session.execute(
            select(Unit.id, Unit.code, Unit.name, Unit.area_name, Unit.parent_id, Unit.level).where(Unit.valid_to.is_(None))
        )}  # fmt: skip
        self.create_under = create_under if create_under in self.units else ""
        self.new: list[dict[str, Any]] = []
        self._named: dict[str, list[str]] = {}
        self._buildings: dict[tuple[str, str], list[str]] = {}
        self._grids: dict[str, list[str]] = {}
        self._found: dict[tuple[str | None, ...], str | None] = {}
        office = session.execute(select(Office.name, Office.street, Office.address)).first() or ("", "", "")
        self._office, self._street, self._address = (text or "" for text in office)
        self._learnt: list[Any] = []  # units that the file itself brings
        for unit in self.units.values():
            self._index(unit)
        for grid in session.execute(select(Grid.id, Grid.code, Grid.name).where(Grid.valid_to.is_(None))):
            for text in {fold(grid.code), fold(grid.name), *_grid_number(grid.name)}:
                self._grids.setdefault(text, []).append(grid.id)

    def _index(self, unit: Any) -> None:
        for text in {fold(unit.code), fold(unit.name), fold(unit.area_name or "")} - {""}:
            self._named.setdefault(text, []).append(unit.id)
        for text in (unit.area_name, unit.name):
            places = buildings_in(text) if text else []
            for place in places:
                above = self._estate_above(unit)  # an estate is often called shorter in a building's name
                for estate in dict.fromkeys(estate_key(one) for one in (place.estate or above, above)):
                    self._buildings.setdefault((estate, place.building), []).append(unit.id)
            if places:
                return

    def _estate_above(self, unit: Any) -> str:
        """The estate that a unit above looks after."""
        for _level in range(LOWEST_LEVEL):
            unit = self.units.get(unit.parent_id)
            if unit is None:
                return ""
            for text in (unit.area_name, unit.name):
                place = parse_place(text) if text else None
                if place and place.estate and not place.building:
                    return place.estate
        return ""

    def unit(self, text: str | None, estate: str | None = None) -> str | None:
        """The one unit that a cell names, or None."""
        if not text:
            return None
        ids = list(dict.fromkeys(self._named.get(fold(text), ())))
        if len(ids) > 1 and estate:
            known = [i for i in ids if i in self.units]
            ids = [i for i in known if estate_key(self._estate_above(self.units[i])) == estate_key(estate)] or ids
        return ids[0] if len(ids) == 1 else None

    def grid(self, text: str | None) -> str | None:
        """The one grid that a cell names, or None."""
        if not text:
            return None
        for key in (fold(text), *_grid_number(text)):
            if len(ids := self._grids.get(key, [])) == 1:
                return ids[0]
        return None

    def learn(self, unit: Any) -> None:
        """A unit that this very file brings can be named by what comes after it."""
        self._learnt.append(unit)
        for text in {fold(unit["code"]), fold(unit["name"])} - {""}:
            self._named.setdefault(text, []).append(unit["id"])

    def learn_grid(self, grid: Any) -> None:
        """The same of a grid."""
        for text in {fold(grid["code"]), fold(grid["name"]), *_grid_number(grid["name"])} - {""}:
            self._grids.setdefault(text, []).append(grid["id"])

    def is_office(self, text: str) -> bool:
        """Whether a text is the name of the office itself, or of one of the committees that it is."""
        return bool(self._office) and _COMMITTEE.sub("", fold(text)) == fold(self._office)

    def is_within(self, address: str, district: str, *, usual: bool) -> bool:
        """Whether an address in a city's district is of this office: it names the office or its street, or the office's own
        address names the district; where that names none, what is `usual`."""
        if any(name and name in address for name in (self._office, self._street)):
            return True
        if said := _DISTRICT.match(self._address):
            return district in self._address or said[0] in district
        return usual

    def is_own(self, place: str) -> bool:
        """Whether a village or an estate is called as the office is: 桂香村 of 桂香社区."""
        return _stem(place) == _stem(self._office)

    def of_building(self, estate: str | None, building: str | None) -> str | None:
        """The one unit that looks after a building; made under the unit of choice where it is unknown and that is wished."""
        if not building:
            return None
        ids = self._buildings.get((estate_key(estate), building), []) or self.all_of_building(estate, building)
        if not ids and self.create_under:
            ids = self._buildings[estate_key(estate), building] = [self._make(estate or "", building)]
        return ids[0] if len(set(ids)) == 1 else None

    def all_of_building(self, estate: str | None, building: str) -> list[str]:
        """Every unit that looks after a building; where no estate is named, of any estate."""
        if estate:
            return self._buildings.get((estate_key(estate), building), [])
        return [i for (_estate, number), found in self._buildings.items() if number == building for i in found]

    def is_under(self, unit_id: str | None, above: str) -> bool:
        """Whether a unit is another or stands anywhere under it."""
        for _level in range(LOWEST_LEVEL):
            if unit_id == above:
                return True
            unit = self.units.get(unit_id or "")
            unit_id = unit.parent_id if unit else None
        return False

    def _make(self, estate: str, building: str) -> str:
        above = self.units[self.create_under]
        taken = {unit.code for unit in self.units.values()} | {unit["code"] for unit in self.new}
        code = next(c for c in _codes(above.code, building) if c not in taken)
        name = f"{building}号楼" if building.isdigit() else f"{building}栋"
        unit_id = new_id()
        self.new.append({
            "id": unit_id, "code": code, "parent_id": above.id, "level": min(above.level + 1, LOWEST_LEVEL),
            "name": name, "area_name": f"{estate}{name}",
        })  # fmt: skip
        return unit_id

    def way_up(self, unit_id: str) -> list[str]:
        """A unit and those it stands under, the lowest first."""
        found = []
        unit = self.units.get(unit_id)
        while unit is not None and unit.id not in found:
            found.append(unit.id)
            unit = self.units.get(unit.parent_id)
        return found

    def own(self) -> str:
        """The unit that the office itself is, else the topmost one.

        A register without any gets one of the office's name, since a matter has to lie somewhere.
        """
        office = fold(self._office)
        units = sorted(self.units.values(), key=lambda unit: (unit.level, unit.code))
        found = next((unit for unit in units if office in (fold(unit.name), fold(unit.area_name or ""))), None)
        found = found or next((unit for unit in units if fold(unit.name).startswith(office)), None)
        found = found or next((unit for unit in units if unit.parent_id is None), None)
        if found is not None:
            return str(found.id)
        tops = [unit for unit in self._learnt if unit.get("parent_id") is None]
        named = [unit for unit in tops if fold(unit["name"]).startswith(office)]
        if learnt := next(iter(named or tops), None):
            return str(learnt["id"])
        made = next((unit["id"] for unit in self.new if unit["parent_id"] is None), None)
        if made:
            return str(made)
        unit_id = new_id()
        self.new.append(
            {"id": unit_id, "code": "01", "parent_id": None, "level": 1, "name": self._office, "area_name": None}
        )
        return unit_id


def _stem(place: str) -> str:
    return _KIND.sub("", _DISTRICT.sub("", _COMMITTEE.sub("", fold(place))))


def _codes(above: str, building: str) -> Iterable[str]:
    yield f"{above}-{building.zfill(2)}"[:40]
    yield from (f"{above}-{building.zfill(2)}-{n}"[:40] for n in range(2, 1_000))


def _grid_number(text: str) -> list[str]:
    """第三网格, 3网格, 网格3 and 3 are one grid where only one has that number."""
    match = re.fullmatch(
        r"(?:第|微)?([0-9]{1,3}|[一二三四五六七八九十]{1,2})(?:号)?(?:网格)?|网格([0-9]{1,3})", text.strip()
    )
    if not match:
        return []
    number = match[1] or match[2]
    chinese = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
    return [f"#{int(number) if number.isdigit() else chinese.get(number, number)}"]
