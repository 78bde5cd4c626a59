"""Making a demo register: the office, the organisation, then branch by branch all that happens there."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from typing import TypeVar

from sqlalchemy import update

from models.demo import corrections, matters, mediation, movements
from models.demo.cares import Cares
from models.demo.dwellings import Home, settle
from models.demo.families import move_in
from models.demo.numbers import Numbers
from models.demo.organisation import BranchSite, Organisation
from models.demo.scales import Plan, plan
from models.demo.staff import Staff, named_heads
from models.demo.visits import Visits
from models.demo.world import World, words
from models.errors import Mistake
from models.organisation import Appointment, Office
from models.progress import Progress, silent
from models.register import Register, create
from models.words import _

_LOT = 30_000  # rows in one operation: enough to be fast, few enough to stay small in memory
Slot = TypeVar("Slot")
Afterwards = Callable[[Register, date], None]


def make_demo(
    path: Path | str,
    scale: str = "community",
    seed: int = 1,
    today: date | None = None,
    progress: Progress = silent,
    afterwards: Afterwards | None = None,
) -> None:
    """Make a plain register full of invented people at `path`: there whole, or not at all.

    The same seed and day give the same rows. `afterwards` adds what this room cannot make, such as issued boards.
    """
    path = Path(path)
    if path.exists():
        raise Mistake(_("There is a file already: {path}. Choose another name.").format(path=path))
    day = today or date.today()
    made = plan(scale, seed)
    beside = path.with_name(f".{path.name}.demo")
    _remove(beside)
    try:
        with create(beside, office=made.office) as register:
            _Maker(register, made, World(seed, day), progress).make()
            if afterwards:
                afterwards(register, day)
        os.replace(beside, path)
    except BaseException:
        _remove(beside)
        raise


def _remove(path: Path) -> None:
    for leftover in path.parent.glob(f"{path.name}*"):
        leftover.unlink(missing_ok=True)


class _Maker:
    """One demo register in the making."""

    def __init__(self, register: Register, plan: Plan, world: World, progress: Progress) -> None:
        self.register = register
        self.plan = plan
        self.world = world
        self.progress = progress
        self.numbers = Numbers()
        self.staff = Staff(world, self.numbers, plan.full_staff)
        with register.read() as session:
            world.read_seeds(session)

    def make(self) -> None:
        self._office()
        organisation = Organisation(self.world, self.plan)
        if self.plan.full_staff:
            organisation.closed_group()
        self.staff.upper(organisation)
        self.world.write(self.register, "建立组织、网格和上级岗位")
        self.matter_slots = _dealt(self.world, organisation.branches, matters.slots(self.world, self.plan), "matters")
        self.case_slots = _dealt(self.world, organisation.branches, mediation.slots(self.world, self.plan), "cases")
        self._branches(organisation)
        if self.plan.full_staff:
            corrections.correct(self.register, self.world, self.numbers)

    def _office(self) -> None:
        names = words("places")
        values = {
            "street": self.plan.above or None, "division_code": names["area_code"] + "001002", "address": "清波巷8号",
            "phone": names["service_phone"], "supervision_phone": names["supervision_phone"],
            "hotlines": "\n".join(names["hotlines"]), "committee": f"{self.plan.office}人民调解委员会",
            "case_prefix": self.plan.prefix,
        }  # fmt: skip
        with self.register.operation("填写本单位信息") as operation:
            operation.session.execute(update(Office).values(values))

    def _branches(self, organisation: Organisation) -> None:
        done, waiting = 0, []
        for branch in organisation.branches:
            self._branch(branch)
            waiting.append(branch.plan.name)
            done += branch.plan.households
            if sum(map(len, self.world.rows.values())) >= _LOT or branch is organisation.branches[-1]:
                self.world.write(self.register, f"登记{'、'.join(waiting)}的户、人员和台账")
                waiting.clear()
            self.progress(done, self.plan.households)

    def _branch(self, branch: BranchSite) -> None:
        world = self.world
        chance = world.chance("people", branch.place.code)
        homes = {site.unit_id: settle(world, chance, self.numbers, site) for site in branch.sites}
        self._people(chance, branch, homes)
        everybody = [home for site in branch.sites for home in homes[site.unit_id]]
        movements.earlier_stays(world, chance, everybody)
        self.staff.branch(branch, homes)
        cares, visits = Cares(world, branch), Visits(world, self.plan, branch)
        for home in everybody:
            visits.of(home, cares.of(home))
        self._ledgers(branch, visits, [home for home in everybody if home.here])

    def _people(self, chance: Random, branch: BranchSite, homes: dict[str, list[Home]]) -> None:
        """Families behind every door; a building head whose name is given beforehand lives at one of the first."""
        named = named_heads(branch.place.area) if self.plan.full_staff else []
        for number, site in enumerate(branch.sites):
            given = named[number] if number < len(named) else None
            for home in homes[site.unit_id]:
                fits = given is not None and home.row["tenure"] == "owned"
                move_in(self.world, chance, self.numbers, home, branch.place.name, given if fits else None)
                if fits:
                    site.heads_from, given = home.people[0]["id"], None

    def _ledgers(self, branch: BranchSite, visits: Visits, homes: list[Home]) -> None:
        office = matters.Matters(self.world, branch, visits)
        for slot in self.matter_slots.get(branch.place.unit_id, ()):
            office.add(slot, homes)
        cases = mediation.Mediations(self.world, branch, self._mediators(branch), homes)
        for case in self.case_slots.get(branch.place.unit_id, ()):
            cases.add(case)

    def _mediators(self, branch: BranchSite) -> list[str]:
        """Those who mediate in a branch: its mediation officer and those at the community."""
        post = self.world.posts["mediator"]
        own = [
            row["shown_name"] for row in self.world.rows.get(Appointment, ())
            if row["post_id"] == post and row["unit_id"] == branch.place.unit_id
        ]  # fmt: skip
        return [*own, *(term.name for term in branch.community.staff)]


def _dealt(world: World, branches: list[BranchSite], slots: list[Slot], subject: str) -> dict[str, list[Slot]]:
    """The slots shared out among the branches by the number of their households."""
    chance = world.chance("deal", subject)
    weights = [branch.plan.households for branch in branches]
    dealt: dict[str, list[Slot]] = {}
    for slot in slots:
        dealt.setdefault(chance.choices(branches, weights)[0].place.unit_id, []).append(slot)
    return dealt
