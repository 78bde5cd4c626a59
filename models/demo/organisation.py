"""Units, grids, and what stands on the ground: every building group with its grid."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from random import Random

from models.demo.scales import Branch, Building, Community, Plan, Street
from models.demo.world import World, days, words
from models.organisation import Grid, Unit, UnitGrid

_NUMERALS = "〇一二三四五六七八九"
_DUTIES = {
    1: ["统筹街道各社区的服务和治理", "协调部门联办社区上报的事项", "每季度听取社区工作情况"],
    2: ["分类办理网格收集的居民事项", "组织共建单位和志愿队伍为居民服务", "办不了的事项及时报街道协调"],
    3: ["周访独居老人，月访病残人士，季访困难家庭", "收集居民诉求，能办的马上办，难办的逐级上报", "调解邻里纠纷，矛盾不出网格", "宣传政策，代办老年卡、医保等事务"],
    4: ["联系本楼每一户，转达通知、收集意见", "巡查楼道安全，报修公共设施", "看望独居和行动不便的邻居"],
}  # fmt: skip


@dataclass(slots=True)
class Term:
    """Somebody in a post from a day, until a day or still."""

    name: str
    since: date
    until: date | None = None


def serving(terms: list[Term], day: date) -> str:
    """Who of those in a post held it on a day; the first one before anybody did."""
    for term in reversed(terms):
        if term.since <= day and (term.until is None or day < term.until):
            return term.name
    return terms[0].name


@dataclass(slots=True)
class Site:
    """A building group on the ground. `heads` are its building heads, one after the other; `heads_from` is the id of
    the person whose name was given beforehand."""

    unit_id: str
    grid_id: str
    name: str
    area: str
    estate: str
    buildings: tuple[Building, ...]
    heads: list[Term] = field(default_factory=list)
    heads_from: str = ""


@dataclass(slots=True)
class Place:
    """A unit of one of the upper three levels. `staff` are those who handle matters there."""

    unit_id: str
    code: str
    name: str
    area: str
    level: int
    since: date
    above: "Place | None" = None
    staff: list[Term] = field(default_factory=list)


@dataclass(slots=True)
class BranchSite:
    """An estate branch with its grids and building groups; `walkers` are its grid staff and officers."""

    place: Place
    plan: Branch
    grid_ids: list[str]
    grid_names: list[str]
    sites: list[Site]
    walkers: list[Term] = field(default_factory=list)

    @property
    def community(self) -> Place:
        assert self.place.above is not None
        return self.place.above


def numeral(number: int) -> str:
    """A number up to 99 in Chinese."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _NUMERALS[ones]
    return ("" if tens == 1 else _NUMERALS[tens]) + "十" + (_NUMERALS[ones] if ones else "")


class Organisation:
    """The tree of a plan, laid out top down."""

    def __init__(self, world: World, plan: Plan) -> None:
        self.world = world
        self.plan = plan
        self.chance: Random = world.chance("organisation")
        self.area_code: str = words("places")["area_code"]
        self.streets: list[Place] = []
        self.communities: list[Place] = []
        self.branches: list[BranchSite] = []
        for number, street in enumerate(plan.streets, 1):
            self._street(street, number)

    def _unit(self, place: Place, **values: str) -> None:
        self.world.add(
            Unit, id=place.unit_id, code=place.code, parent_id=place.above.unit_id if place.above else None,
            level=place.level, name=place.name, area_name=place.area, valid_from=place.since,
            duties="\n".join(_DUTIES[place.level]), **values,
        )  # fmt: skip

    def _place(self, code: str, name: str, area: str, above: Place | None) -> Place:
        since = date(self.world.today.year - self.chance.randint(6, 12), self.chance.randint(1, 12), 1)
        if above is not None:
            since = max(since, above.since + days(30))
        return Place(self.world.ids.new(), code, name, area, above.level + 1 if above else 1, since, above)

    def _street(self, street: Street, number: int) -> None:
        place = self._place(f"{self.area_code}-{number:02d}", f"{street.name}党工委", street.name, None)
        introduction = f"{street.name}辖{len(street.communities)}个社区，实行街道、社区、小区、楼栋四级组织联动。"
        self._unit(place, introduction=introduction, phone="8600 1001", supervision_phone="8600 1000")
        self.streets.append(place)
        for serial, community in enumerate(street.communities, 1):
            self._community(place, community, number, serial)

    def _community(self, street: Place, community: Community, street_no: int, serial: int) -> None:
        place = self._place(f"{street.code}-{serial:02d}", f"{community.name}党委", community.name, street)
        households = sum(branch.households for branch in community.branches)
        said = f"{community.name}现有小区支部{len(community.branches)}个、住房{households}套。" if households else None
        self._unit(
            place, phone=f"8600 {1100 + 100 * (len(self.communities) % 9)}", supervision_phone="8600 1000",
            **({"introduction": said} if said else {}),
        )  # fmt: skip
        self.communities.append(place)
        base = f"{self.area_code}{street_no:03d}{serial:03d}"
        grids = 0
        for number, branch in enumerate(community.branches, 1):
            self.branches.append(self._branch(place, branch, number, base, grids))
            grids += branch.grids

    def _branch(self, community: Place, branch: Branch, number: int, base: str, grids: int) -> BranchSite:
        place = self._place(f"{community.code}-{number:02d}", f"{branch.name}党支部", branch.area, community)
        numbers = "、".join(building.name for group in branch.groups for building in group)
        self._unit(
            place, introduction=branch.introduction, phone="8600 1200", supervision_phone="8600 1000",
            service_area=f"{branch.estate}{numbers}栋，共{branch.households}户",
        )  # fmt: skip
        made = BranchSite(place, branch, [], [], [])
        for serial in range(1, branch.grids + 1):
            self._grid(made, community, f"{base}{grids + serial:03d}", grids + serial)
        for serial, buildings in enumerate(branch.groups):
            grid = serial * branch.grids // len(branch.groups)
            made.sites.append(self._group(place, branch, buildings, serial + 1, made.grid_ids[grid]))
        self._describe_grids(made)
        return made

    def _grid(self, branch: BranchSite, community: Place, code: str, number: int) -> None:
        name = f"第{numeral(number)}网格"
        if len(self.plan.streets[0].communities) > 3 or len(self.plan.streets) > 1:
            name = community.area.removesuffix("社区") + name
        row = self.world.add(Grid, code=code, name=name, unit_id=community.unit_id, valid_from=branch.place.since)
        self.world.add(UnitGrid, unit_id=branch.place.unit_id, grid_id=row["id"], valid_from=branch.place.since)
        branch.grid_ids.append(row["id"])
        branch.grid_names.append(name)

    def _group(self, above: Place, branch: Branch, buildings: tuple[Building, ...], serial: int, grid_id: str) -> Site:
        numbers = "、".join(building.name for building in buildings)
        households = sum(building.households for building in buildings)
        place = Place(
            self.world.ids.new(), f"{above.code}-{serial:02d}", f"{branch.name}{numbers}号楼党小组",
            f"{branch.estate}{numbers}栋", 4, above.since, above,
        )  # fmt: skip
        self._unit(place, service_area=f"{branch.estate}{numbers}栋，共{households}户")
        self.world.add(UnitGrid, unit_id=place.unit_id, grid_id=grid_id, valid_from=place.since)
        return Site(place.unit_id, grid_id, place.name, place.area, branch.estate, buildings)

    def _describe_grids(self, branch: BranchSite) -> None:
        areas: dict[str, list[str]] = {}
        for site in branch.sites:
            areas.setdefault(site.grid_id, []).extend(building.name for building in site.buildings)
        for row in self.world.rows[Grid]:
            if row["id"] in areas:
                row["area"] = f"{branch.plan.estate}{'、'.join(areas[row['id']])}栋"

    def closed_group(self) -> None:
        """A building group that was closed when its estate was rebuilt: the organisation keeps its past."""
        branch = self.branches[0]
        place = Place(self.world.ids.new(), f"{branch.place.code}-90", f"{branch.plan.name}临建房党小组",
                      f"{branch.plan.estate}临建房", 4, branch.place.since, branch.place)  # fmt: skip
        self._unit(place, service_area="已拆除的临建房，住户并入其他楼栋")
        self.world.rows[Unit][-1]["valid_to"] = self.world.first + days(200)

    def sites(self) -> Iterator[tuple[BranchSite, Site]]:
        """Every building group with its branch."""
        for branch in self.branches:
            for site in branch.sites:
                yield branch, site
