"""Who serves: secretaries, grid heads and members, officers, building heads; with handovers, vacancies and consents."""

from collections.abc import Mapping
from datetime import date
from random import Random
from typing import Any

from models.demo import names, numbers, pictures
from models.demo.dwellings import Home
from models.demo.families import Named
from models.demo.organisation import BranchSite, Organisation, Place, Site, Term
from models.demo.world import World, days, words
from models.fields import Values
from models.households import Person
from models.organisation import Appointment

_OFFICERS = ("policy_officer", "opinion_officer", "mediator", "assistance_officer", "environment_officer")
_LEFT_WITHOUT_SUCCESSOR = 75  # days ago


def named_heads(area: str) -> list[Named]:
    """The building heads of a branch whose names are given beforehand."""
    entry = _entry("branch", area)
    return [Named(**head) for head in entry.get("heads", ())] if entry else []


def _entry(kind: str, unit: str) -> Mapping[str, Any] | None:
    return next((entry for entry in words("staff")[kind] if entry["unit"] == unit), None)


class Staff:
    """Puts people into posts; each has a row of their own, whether they live in the register's area or not."""

    def __init__(self, world: World, numbers_: numbers.Numbers, full: bool) -> None:
        self.world = world
        self.numbers = numbers_
        self.full = full
        self._phone = 1200
        self._published: dict[str, Values] = {}

    def _person(self, chance: Random, named: Named, member: bool) -> Values:
        """Somebody of the staff who lives elsewhere."""
        birth = self.world.today - days(named.age * 365 + named.age // 4 + chance.randint(1, 360))
        return self.world.add(
            Person, name=named.name, sex=named.sex, birth=birth, ethnic_group=names.HAN, document_type="id_card",
            document=self.numbers.document(chance, birth, named.sex), phone=self.numbers.mobile(), education="20",
            political="01" if member or chance.random() < 0.6 else "13", registration="elsewhere", note="工作人员，不住本辖区",
        )  # fmt: skip

    def _somebody(self, chance: Random, named: Mapping[str, Any] | None = None, member: bool = False) -> Values:
        if named:
            return self._person(chance, Named(**named), member)
        sex, age = chance.choice(("1", "2", "2")), chance.randint(26, 58)
        name = names.full_name(chance, names.line(chance), sex, self.world.today.year - age)
        return self._person(chance, Named(name, sex, age), member)

    def _office_phone(self) -> str:
        self._phone += 1
        return f"8600 {self._phone % 10_000:04d}"

    def appoint(
        self, chance: Random, unit_id: str, post: str, person: Values, since: date, until: date | None = None,
        grid_id: str | None = None, how: str = "appointed",
    ) -> Term:  # fmt: skip
        """One appointment, with what a notice board may say of it."""
        row = self.world.add(
            Appointment, unit_id=unit_id, grid_id=grid_id, post_id=self.world.posts[post], person_id=person["id"],
            shown_name=person["name"], party_member=person["political"] == "01", since=since, until=until, how_chosen=how,
            votes=chance.randint(31, 88) if how == "elected" else None,
            pledge=chance.choice(words("staff")["pledges"]) if chance.random() < 0.7 else None,
        )  # fmt: skip
        self._publish(chance, row, person)
        return Term(person["name"], since, until)

    def _publish(self, chance: Random, row: Values, person: Values) -> None:
        """Phone and photo, with consent or without; who holds two posts has the same in both."""
        if person["id"] not in self._published:
            self._published[person["id"]] = self._phone_to_publish(chance, row["since"], person) | self._photo(
                chance, row["since"]
            )
        row.update(self._published[person["id"]])

    def _phone_to_publish(self, chance: Random, since: date, person: Values) -> Values:
        """Mostly an office phone; a personal one only with consent, which some have withheld or withdrawn."""
        draw = chance.random()
        found: Values = {"phone_consent_on": since + days(3) if draw < 0.94 else None}
        if draw < 0.72:
            found |= {"public_phone": self._office_phone(), "phone_kind": "office"}
        elif draw < 0.8:
            found |= {"public_phone": self.numbers.mobile(), "phone_kind": "work_mobile"}
        elif person["phone"]:
            found |= {"public_phone": person["phone"], "phone_kind": "personal"}
        if 0.9 < draw < 0.92:
            found["consent_withdrawn_on"] = self.world.today - days(10)
        return found

    def _photo(self, chance: Random, since: date) -> Values:
        if not self.full or chance.random() >= 0.3:
            return {}
        consent = since + days(3) if chance.random() < 0.8 else None
        return {"photo": pictures.portrait(chance.randrange(pictures.PORTRAITS)), "photo_consent_on": consent}

    def _since(self, chance: Random) -> date:
        """Those who visit and handle matters were in their posts before the two years began."""
        return self.world.first - days(chance.randint(5, 900))

    def upper(self, organisation: Organisation) -> None:
        """Those at streets and communities."""
        for street in organisation.streets:
            self._offices(street, ("secretary", "deputy_secretary"), _entry("street", street.area))
        for place in organisation.communities:
            posts = ("secretary", "deputy_secretary", "committee_member", "committee_member", "instructor")
            self._offices(place, posts if self.full else posts[:2], _entry("community", place.area))

    def _offices(self, place: Place, posts: tuple[str, ...], entry: Mapping[str, Any] | None) -> None:
        chance = self.world.chance("staff", place.code)
        for number, post in enumerate(posts):
            named = entry.get(post) if entry else None
            person = self._somebody(chance, named, member=True)
            how = "elected" if place.level == 2 and number < 4 and post != "instructor" else "appointed"
            term = self.appoint(chance, place.unit_id, post, person, self._since(chance), how=how)
            if post != "instructor":
                place.staff.append(term)

    def branch(self, branch: BranchSite, homes: Mapping[str, list[Home]]) -> None:
        """Those at a branch, its grids and its building groups."""
        chance = self.world.chance("staff", branch.place.code)
        entry = _entry("branch", branch.place.area) if self.full else None
        secretary = self._secretary(chance, branch, entry)
        self._grid_staff(chance, branch, entry, secretary)
        if self.full:
            self._officers(chance, branch, entry)
        for number, site in enumerate(branch.sites):
            self._head(chance, site, homes[site.unit_id], handed_over=self.full and number % 5 == 2)
            self._helpers(chance, site, homes[site.unit_id], number)

    def _secretary(self, chance: Random, branch: BranchSite, entry: Mapping[str, Any] | None) -> Values | None:
        """The branch secretary; at the public rental estate the post is vacant."""
        person = self._somebody(chance, entry.get("secretary") if entry else None, member=True)
        gone = self.world.today - days(_LEFT_WITHOUT_SUCCESSOR) if branch.place.area == "公租房" else None
        term = self.appoint(chance, branch.place.unit_id, "secretary", person, self._since(chance), gone, how="elected")
        branch.place.staff.append(term)
        return None if gone else person

    def _grid_staff(
        self, chance: Random, branch: BranchSite, entry: Mapping[str, Any] | None, secretary: Values | None
    ) -> None:
        unit_id = branch.place.unit_id
        for number, grid_id in enumerate(branch.grid_ids):
            both = self.full and number == 0 and secretary is not None
            person = secretary if both and secretary else self._somebody(chance)
            how = "concurrent" if both else "appointed"
            branch.walkers.append(
                self.appoint(chance, unit_id, "grid_head", person, self._since(chance), None, grid_id, how)
            )
            if self.full:
                named = entry.get("grid_member") if entry and number == 0 else None
                member = self._somebody(chance, named)
                branch.walkers.append(
                    self.appoint(chance, unit_id, "grid_member", member, self._since(chance), None, grid_id)
                )
        branch.place.staff.extend(branch.walkers)

    def _officers(self, chance: Random, branch: BranchSite, entry: Mapping[str, Any] | None) -> None:
        """The five officers, one of them in two posts; one post at one branch is vacant."""
        last: Values | None = None
        for post in _OFFICERS:
            named = entry.get(post) if entry else None
            twice = post == "environment_officer" and last is not None
            person = last if twice and last else self._somebody(chance, named)
            vacant = post == "assistance_officer" and branch.place.area == "清波里"
            gone = self.world.today - days(_LEFT_WITHOUT_SUCCESSOR + 40) if vacant else None
            how = "concurrent" if twice else "volunteer"
            self.appoint(chance, branch.place.unit_id, post, person, self._since(chance), gone, how=how)
            last = None if vacant else person

    def _head(self, chance: Random, site: Site, homes: list[Home], handed_over: bool) -> None:
        """The building head, who lives there; some have taken over from another within the two years."""
        people = _suited(self.world, homes)
        given = [person for person in people if person["id"] == site.heads_from]
        members = [person for person in people if person["political"] == "01"]
        head, other = (given or (members if chance.random() < 0.5 else []) or people)[0], people[-1]
        since = self._since(chance)
        if handed_over and other is not head:
            handover = self.world.today - days(chance.randint(60, 300))
            site.heads.append(self.appoint(chance, site.unit_id, "building_head", other, since, handover, site.grid_id))
            since = handover
        how = "elected" if chance.random() < 0.6 else "volunteer"
        site.heads.append(self.appoint(chance, site.unit_id, "building_head", head, since, None, site.grid_id, how))

    def _helpers(self, chance: Random, site: Site, homes: list[Home], number: int) -> None:
        """A group leader, a steward, and households of members that neighbours may turn to."""
        if not self.full:
            return
        members = [p for p in _suited(self.world, homes) if p["political"] == "01"]
        if members:
            self.appoint(
                chance, site.unit_id, "group_leader", members[0], self._since(chance), None, site.grid_id, "elected"
            )
        if number % 2 == 0:
            self.appoint(
                chance,
                site.unit_id,
                "building_steward",
                self._somebody(chance),
                self._since(chance),
                None,
                site.grid_id,
            )
        for person in members[1:3]:
            home = next(home for home in homes if home.id == person["household_id"])
            home.row["contact_household"] = True
            self.appoint(
                chance, site.unit_id, "contact_household", person, self._since(chance), None, site.grid_id, "volunteer"
            )


def _suited(world: World, homes: list[Home]) -> list[Values]:
    """Residents who can serve in a building: of middle age, in their own homes; never none."""
    here = [person for home in homes if home.row["tenure"] == "owned" for person in home.here]
    found = [p for p in here if p["relation"] == "02" and 36 <= world.age(p["birth"]) <= 74]
    return found or [p for home in homes for p in home.here if world.age(p["birth"]) >= 18]
