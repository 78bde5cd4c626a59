"""A small invented neighbourhood to look at and to type into."""

from datetime import date, timedelta
from typing import Any

from models import operations, queries
from models.queries import Query
from models.records import spec
from models.register import Register

TODAY = date.today()
SURNAMES = "陈吴李宋罗冯沈谢邓唐韩曹彭许毛周"
GIVEN = ("桂珍", "建国", "秀兰", "浩然", "志明", "玉琴", "永福", "一诺", "国强", "玉梅", "志军", "春兰", "建平", "文斌")


class Town:
    """Fills a register with four levels, three doors a floor, and what happens behind them."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.units: dict[str, str] = {}
        self.households: list[str] = []
        self.people: list[str] = []
        self._organisation()
        self._doors()
        self._special()

    def add(self, ledger: str, **values: Any) -> str:
        """A new record; its id."""
        return max(operations.save(self.register, spec(ledger), values).ids(ledger))

    def _organisation(self) -> None:
        add, units = self.add, self.units
        units["street"] = add("units", code="1", name="云溪街道党工委", area_name="云溪街道")
        units["community"] = add(
            "units", code="11", name="桂香社区党委", area_name="桂香社区", parent_id=units["street"]
        )
        units["branch"] = add("units", code="111", name="松林苑支部", area_name="松林苑", parent_id=units["community"])
        for number in (3, 5):
            key = f"group{number}"
            units[key] = add("units", code=f"111{number}", name=f"{number}号楼党小组", area_name=f"{number}栋",
                             parent_id=units["branch"])  # fmt: skip
        self.grid = add("grids", code="G3", name="第三网格", unit_id=units["community"])

    def _doors(self) -> None:
        number = 0
        for building in (3, 5):
            for room in (201, 202, 301, 302, 501, 502):
                home = self.add(
                    "households", estate="松林苑", building=str(building), entrance="1", room=str(room),
                    unit_id=self.units[f"group{building}"], grid_id=self.grid, state="lived_in",
                )  # fmt: skip
                self.households.append(home)
                for place in range(1 + number % 3):
                    self._person(home, number, place)
                    number += 1

    def _person(self, home: str, number: int, place: int) -> None:
        sex = "2" if (number + place) % 2 else "1"
        relation = ("02", "12" if sex == "2" else "11", "20")[place]
        born = date(1941 + (number * 7) % 55 + 25 * (place == 2), 1 + number % 12, 1 + number % 28)
        name = SURNAMES[number % len(SURNAMES)] + GIVEN[number % len(GIVEN)]
        self.people.append(
            self.add("people", name=name, household_id=home, relation=relation, sex=sex, birth=born, ethnic_group="01",
                     phone=f"1380000{1000 + number:04d}", political="01" if number % 5 == 0 else "13")
        )  # fmt: skip

    def category(self, key: str) -> str:
        with self.register.read() as session:
            return queries.ids(session, Query(spec("care_categories")).where("key", "is", key))[0]

    def _special(self) -> None:
        add, people = self.add, self.people
        add(
            "cares",
            person_id=people[0],
            category_id=self.category("living_alone"),
            since=date(2019, 6, 1),
            owner="周文斌",
        )
        add("cares", person_id=people[0], category_id=self.category("aged_80"))
        for number, key in ((3, "disabled"), (7, "low_income"), (9, "seriously_ill")):
            add("cares", person_id=people[number], category_id=self.category(key), since=date(2024, 3, 1))
        for days, said in ((2, "一切都好"), (9, "血压药快用完，已联系家属"), (16, "住院，没有见到")):
            add("visits", visited_on=TODAY - timedelta(days=days), household_id=self.households[0], visitor="周文斌",
                situation=said, met=days != 16)  # fmt: skip
        for days, said, lane in ((1, "2栋楼道灯不亮", "on_the_spot"), (6, "3栋渗水，等物业报价", "by_named_person"),
                                 (20, "代办老年卡", "at_the_door")):  # fmt: skip
            matter = add("matters", received_on=TODAY - timedelta(days=days), content=said, lane=lane,
                         unit_id=self.units["group3"], household_id=self.households[0], owner="周文斌",
                         due_on=TODAY + timedelta(days=3 - days))  # fmt: skip
            add("matter_steps", matter_id=matter, happened_on=TODAY - timedelta(days=days), action="received",
                unit_id=self.units["group3"], by="周文斌")  # fmt: skip
        case = add("mediations", title="楼上漏水赔偿", accepted_on=TODAY - timedelta(days=9), unit_id=self.units["branch"],
                   dispute_type="neighbour", mediator="毛桂兰")  # fmt: skip
        add(
            "mediation_parties", case_id=case, side="applicant", name="宋志明", person_id=people[4], phone="13800000173"
        )
