"""Not only residents: visits, matters, mediations, units, posts and party members come in by the same way."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from models.intake import propose, read_file
from models.matters import Matter
from models.mediation import MediationCase, MediationParty
from models.organisation import Appointment, Unit
from models.visits import Visit
from tests.intake.conftest import Reader, counts, document, everything

Book = Callable[..., Path]


VISITS = ("序号", "走访日期", "走访人", "走访对象", "地址", "走访方式", "反映问题", "处理措施", "是否办结", "备注")


def test_visits(book: Book, settled: Reader) -> None:
    path = book(
        ("2026年第一季度入户走访记录表",), VISITS,
        (1, "2026.3.1", "刘芳", "王强", "松林苑3-2-502", "入户", "楼道灯不亮", "已报修", "是", "无"),
        (2, "3月2日", "刘芳", "赵敏", "3栋2单元503", "电话", "", "", "", "老人想办老年卡"),
        (3, "2026.3.3", "陈静", "孙丽", "3-2-601", "上门", "", "", "否", ""),
        (4, "", "陈静", "王强", "松林苑3-2-502", "", "", "", "", ""),
        (5, "2026.3.4", "陈静", "", "", "", "", "", "", ""),
    )  # fmt: skip
    plan = settled(path)
    assert counts(plan) == {"created": 3, "updated": 0, "unchanged": 0, "review": 0, "rejected": 2}, plan.problems
    first, second, third = everything(settled, Visit)
    assert first.visited_on == date(2026, 3, 1) and first.person_id and first.unit_id and first.settled is True
    assert second.visited_on == date(2026, 3, 2) and second.way == "phone" and "老年卡" in second.note
    assert third.note == "走访对象：孙丽" and plan.unplaced == 0  # one unit alone looks after a building 3
    assert counts(settled(path))["unchanged"] == 3


def test_visits_sorted_as_a_month(book: Book, settled: Reader) -> None:
    days = list(range(1, 32))
    marks = {3: "√", 10: "√", 17: "陈静"}
    path = book(
        ("2026年3月走访情况统计表",), ("序号", "户主", "住址", "走访人", *days),
        (1, "王强", "松林苑3-2-502", "刘芳", *(marks.get(day, "") for day in days)),
        (2, "赵敏", "松林苑3-2-503", "刘芳", *("√" if day == 31 else "" for day in days)),
        ("合计", "", "", "", *[""] * 31),
    )  # fmt: skip
    plan = settled(path)
    assert counts(plan)["created"] == plan.read == 4, plan.problems
    visits = everything(settled, Visit)
    assert [visit.visited_on.day for visit in visits] == [3, 10, 17, 31]
    assert [visit.visitor for visit in visits] == ["刘芳", "刘芳", "陈静", "刘芳"]
    assert counts(settled(path))["unchanged"] == 4


def test_one_sheet_for_each_month_and_the_year_in_the_files_name(book: Book, settled: Reader) -> None:
    headers = ("日期", "走访人", "走访对象", "住址", "走访内容")
    sheets = {
        "2月": [headers, ("5日", "刘芳", "王强", "3-2-502", "问候")],
        "3月": [headers, ("3.8", "刘芳", "赵敏", "3-2-503", "")],
    }
    assert counts(settled(book(sheets=sheets, name="走访台账2026年.xlsx")))["created"] == 2
    assert {visit.visited_on for visit in everything(settled, Visit)} == {date(2026, 2, 5), date(2026, 3, 8)}


MATTERS = (
    "编号",
    "来源",
    "受理日期",
    "诉求人",
    "电话",
    "地址",
    "类别",
    "内容",
    "办理方式",
    "责任人",
    "办理时限",
    "办结日期",
    "结果",
    "满意度",
)


def test_matters(book: Book, settled: Reader) -> None:
    path = book(
        ("群众事项台账",), MATTERS,
        (1, "走访", "2026-03-01", "王强", "13900000001", "3-2-502", "路灯", "楼下路灯不亮", "马上办", "刘芳", "2026-03-05", "2026-03-02", "已修好", "满意"),
        (2, "12345", "2026-03-02", "孙丽", "", "", "从没听过的类别", "想学手机", "", "", "", "", "", ""),
    )  # fmt: skip
    plan = settled(path)
    assert counts(plan)["created"] == 2, plan.problems
    first, second = everything(settled, Matter)
    assert (first.number, first.category, first.status, first.lane) == ("2026-0001", "repair", "closed", "at_once")
    assert (
        first.household_id and second.number == "2026-0002" and second.category == "other" and second.status == "open"
    )
    assert "从没听过的类别" in second.note
    assert counts(settled(path))["unchanged"] == 2


def test_matters_in_a_register_without_units_lie_at_the_office(book: Book, read: Reader) -> None:
    plan = read(book(("受理日期", "诉求人", "内容", "类别"), ("2026-03-01", "王强", "楼下路灯不亮", "其他")))
    assert counts(plan)["created"] == 1
    assert [unit.name for unit in everything(read, Unit)] == ["桂香社区"]


def test_mediations(book: Book, settled: Reader) -> None:
    path = book(
        ("矛盾纠纷排查调处台账",),
        ("序号", "受理时间", "纠纷类别", "当事人", "", "简要情况", "调解员", "调处结果", "协议形式", "化解日期", "涉及金额(万元)", "风险等级"),
        ("", "", "", "姓名", "电话", "", "", "", "", "", "", ""),
        (1, "2026-03-01", "邻里", "王强、赵敏", "13900000001", "楼上漏水", "刘芳", "成功", "口头", "2026-03-05", 0.3, "低"),
        (2, "2026-03-08", "物业费", "孙丽", "", "物业费争议", "刘芳", "正在", "", "", "", ""),
        merge=("A1:L1", "D2:E2", "A2:A3", "B2:B3", "C2:C3", "F2:F3", "G2:G3", "H2:H3", "I2:I3", "J2:J3", "K2:K3", "L2:L3"),
    )  # fmt: skip
    plan = settled(path)
    assert counts(plan)["created"] == 2, plan.problems
    first, second = everything(settled, MediationCase)
    assert (first.dispute_type, first.outcome, first.amount) == ("neighbour", "oral", 300_000)
    assert (
        first.number == "（2026）桂人调字第001号"
        and first.title == "王强、赵敏纠纷"
        and first.closed_on == date(2026, 3, 5)
    )
    assert (second.dispute_type, second.outcome, second.due_on) == ("property", "pending", date(2026, 4, 8))
    assert [(party.side, party.name) for party in everything(settled, MediationParty)] == [
        ("applicant", "王强"), ("respondent", "赵敏"), ("applicant", "孙丽")
    ]  # fmt: skip
    assert counts(settled(path))["unchanged"] == 2


def test_organisation_in_any_order(book: Book, read: Reader) -> None:
    path = book(
        ("组织编号", "组织名称", "上级组织", "片区名称"), ("01-01", "松林苑支部", "桂香社区党委", "松林苑"),
        ("01-01-1", "3号楼党小组", "松林苑支部", "3号楼"), ("01", "桂香社区党委", "", ""),
    )  # fmt: skip
    assert counts(read(path))["created"] == 3
    levels = {unit.name: unit.level for unit in everything(read, Unit)}
    assert levels == {"桂香社区党委": 1, "松林苑支部": 2, "3号楼党小组": 3}
    assert counts(read(path))["unchanged"] == 3


def test_posts_of_a_unit(book: Book, settled: Reader) -> None:
    path = book(
        ("网格员花名册",), ("序号", "姓名", "职务", "所属支部", "联系电话", "任职时间", "政治面貌"),
        (1, "刘芳", "网格员", "松林苑支部", "86000001", "2024.5", "中共党员"), (2, "陈静", "支部书记", "松林苑支部", "", "2023-01-01", "群众"),
        (3, "何平", "从没听过的岗", "松林苑支部", "", "", ""), (4, "何安", "网格员", "没有的支部", "", "", ""),
    )  # fmt: skip
    plan = settled(path)
    assert counts(plan) == {"created": 2, "updated": 0, "unchanged": 0, "review": 0, "rejected": 2}, plan.problems
    first, second = everything(settled, Appointment)
    assert first.party_member and not second.party_member and first.since == date(2024, 5, 1)


def test_party_members_are_people(book: Book, read: Reader) -> None:
    plan = read(book(
        ("党员花名册",), ("序号", "姓名", "公民身份号码", "人员类别", "所在党支部", "加入党组织日期", "转为正式党员日期", "党内职务", "联系电话"),
        (1, "王强", document(11), "正式党员", "松林苑支部", "1985.7.1", "1986.7.1", "委员", "13900000001"),
        (2, "李敏", document(22), "预备党员", "松林苑支部", "2025.7.1", "", "", ""),
    ))  # fmt: skip
    assert plan.layouts.layouts[0].ledger == "people" and counts(plan)["created"] == 2
    people = read.people()
    assert (people["王强"].political, people["李敏"].political) == ("01", "02")
    assert people["王强"].joined_party_on == date(1985, 7, 1) and people["王强"].party_branch == "松林苑支部"
    assert people["王强"].note == "转为正式党员日期：1986.7.1；党内职务：委员"


def test_dwellings_and_their_householders(book: Book, read: Reader) -> None:
    path = book(
        ("小区", "楼栋", "单元", "房号", "户主姓名", "联系电话", "居住状态", "人口数"),
        ("松林苑", "3", "2", "501", "王强", "13900000001", "自住", 3), ("松林苑", "3", "2", "502", "", "", "空置", ""),
        ("松林苑", "3", "2", "503", "空户", "", "", ""),
    )  # fmt: skip
    plan = read(path)
    assert counts(plan)["created"] == 3 and plan.households == 3 and plan.people == 1, plan.problems
    assert read.people()["王强"].relation == "02" and read.people()["王强"].phone == "13900000001"
    assert counts(read(path))["unchanged"] == 3


def test_several_ledgers_in_one_file(book: Book, read: Reader) -> None:
    plan = read(book(sheets={
        "走访": [VISITS, (1, "2026-3-1", "刘芳", "王强", "3-2-502", "", "", "", "", "")],
        "居民花名册": [("姓名", "身份证号", "地址"), ("王强", document(11), "3-2-502")],
        "说明": [("本表由社区填写",)],
    }))  # fmt: skip
    assert counts(plan)["created"] == 2
    (visit,) = everything(read, Visit)
    assert visit.household_id == read.people()["王强"].household_id


def test_where_nobody_says_when_a_case_was_accepted_the_day_it_happened_stands_in(book: Book, settled: Reader) -> None:
    cases = (("发生日期", "纠纷类型", "当事人", "简要情况"), ("2026-03-02", "邻里纠纷", "王强、赵敏", "楼道堆物"))
    path = book(*cases)
    found = propose(read_file(path), settled.register)
    assert any("发生日期" in sentence for _sheet, sentence in found.notices)
    settled(path)
    assert everything(settled, MediationCase)[0].accepted_on == date(2026, 3, 2)


def test_the_day_it_happened_is_a_note_beside_the_day_of_acceptance(book: Book, settled: Reader) -> None:
    settled(book(
        ("受理日期", "发生日期", "纠纷类型", "当事人"), ("2026-03-05", "2026-03-02", "邻里纠纷", "王强、赵敏"),
    ))  # fmt: skip
    (case,) = everything(settled, MediationCase)
    assert case.accepted_on == date(2026, 3, 5) and "2026-03-02" in (case.note or "")
