"""The people whom the rosters of a file bring, for what comes after them in it: visits, matters and posts name them."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from models.intake.calendars.visited import Known
from models.intake.cleaning.documents import matching_key
from models.intake.places.homes import Home
from models.intake.plans import Plan
from models.intake.roster.new_people import NewPeople

Someone = tuple[str, str, str | None]
"""A person's id and name, and the id of the household."""


class Brought:
    """New people by name and by number, and the doors of those who move; each is gone through when first asked for."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan

    def named(self, name: str) -> list[Someone]:
        """Everybody new of this name."""
        return [one for one, _home in self._by_name.get(name, ())]

    def numbered(self, number: str) -> list[Someone]:
        """Everybody new with this document number."""
        return self._by_number.get(matching_key(number), [])

    @cached_property
    def moved(self) -> dict[str, tuple[str | None, str]]:
        """Of people whom the file puts behind another door the household before, and the new one."""
        changes = self._plan.updates.get("person", ())
        return {one.id: one.fields["household_id"] for one in changes if "household_id" in one.fields}

    def known(self, ask: Known) -> Known:
        """Tells of names what `ask` does, and of those that the file brings."""

        def both(names):  # type: ignore[no-untyped-def]
            wanted = set(names)
            found = ask(wanted)
            for name in wanted & self._by_name.keys():
                doors = {home.values.get("door") or "" if home else "" for _one, home in self._by_name[name]}
                found.setdefault(name, set()).update(doors)
            return found

        return both

    @cached_property
    def _by_name(self) -> dict[str, list[tuple[Someone, Home | None]]]:
        found: dict[str, list[tuple[Someone, Home | None]]] = defaultdict(list)
        for one, _number, home in self._everybody():
            found[one[1]].append((one, home))
        return dict(found)

    @cached_property
    def _by_number(self) -> dict[str, list[Someone]]:
        found: dict[str, list[Someone]] = defaultdict(list)
        for one, number, _home in self._everybody():
            if number:
                found[matching_key(number)].append(one)
        return dict(found)

    def _everybody(self) -> Iterator[tuple[Someone, str | None, Home | None]]:
        people = self._plan.inserts.get("person", ())
        for person_id, table, i in people.rows if isinstance(people, NewPeople) else ():
            home: Home | None = table.homes[i]
            yield (person_id, table.columns["name"][i], home.id if home else None), table.get("document")[i], home
