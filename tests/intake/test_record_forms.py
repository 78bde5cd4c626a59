"""Forms for a visit, a matter or a dispute: each sort a workbook made here, and the record that comes of it."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from exports.rejects import write_report
from models.households import Household, Person
from models.intake import Plan
from models.matters import Matter
from models.mediation import MediationCase, MediationParty
from models.tables import Record
from models.visits import Visit
from tests.intake.conftest import Reader, counts, everything, said

Book = Callable[..., Path]
Rows = list[tuple[Any, ...]]


def only(read: Reader, table: type[Record]) -> Any:
    """The only record of a table."""
    (found,) = everything(read, table)
    return found


def whom(read: Reader, record: Any) -> tuple[str, str]:
    """The name of the person and the door that a record names."""
    people = {one.id: one.name for one in everything(read, Person)}
    doors = {one.id: one.door for one in everything(read, Household)}
    return people.get(record.person_id, ""), doors.get(record.household_id, "")


def is_read_once(read: Reader, path: Path) -> Plan:
    """Read a file; the same file twice changes nothing."""
    plan = read(path)
    again = counts(read(path))
    assert again["created"] == again["updated"] == again["review"] == 0 and again["unchanged"] == plan.created
    return plan


def visit(name: str, room: str, day: str, situation: str = "身体尚好", request: str = "装扶手") -> Rows:
    """A visit's form as offices draw it: labels beside their values, big boxes, ticks, signatures."""
    return [
        ("入户走访记录表",),
        ("走访时间", day, "", "走访人员", "刘芳" if name else "", ""),
        ("走访对象", name, "", "联系电话", "", ""),
        ("家庭住址", f"3栋2单元{room}" if name else "", "", "走访方式", "□入户 ☑电话 □院落会", ""),
        ("家庭基本情况", situation, "", "", "", ""), ("",),
        ("反映问题及诉求", request, "", "", "", ""), ("",),
        ("处理措施", "已报民政岗" if name else "", "", "", "", ""),
        ("走访人签字", "", "", "被走访人签字", "", ""),
        ("备注", "", "", "", "", ""),
    ]  # fmt: skip


def merged(top: int = 1) -> Sequence[str]:
    """The merged cells of such a form that begins in row `top`."""
    row = [f"A{top}:F{top}", *(f"{c}{top + n}:{d}{top + n}" for n in (1, 2, 3, 9) for c, d in ("BC", "EF"))]
    boxes = [f"A{top + n}:A{top + n + 1}" for n in (4, 6)] + [f"B{top + n}:F{top + n + 1}" for n in (4, 6)]
    return [*row, *boxes, f"B{top + 8}:F{top + 8}"]


def test_a_visit_a_sheet(book: Book, settled: Reader) -> None:
    path = book(*visit("王强", "502", "2026年3月5日"), merge=merged())
    plan = is_read_once(settled, path)
    found = only(settled, Visit)
    assert not said(plan) and whom(settled, found) == ("王强", "3-2-502")
    assert (found.visited_on, found.visitor, found.way) == (date(2026, 3, 5), "刘芳", "phone")
    assert (found.situation, found.request, found.action, found.note) == ("身体尚好", "装扶手", "已报民政岗", None)


def test_visits_below_each_other_and_one_not_filled_in(book: Book, settled: Reader) -> None:
    blank = visit("", "", "    年  月  日", "", "")
    rows = [*visit("王强", "502", "2026年3月5日"), *visit("赵敏", "503", "2026.3.6", "独居", "无"), *blank]
    plan = is_read_once(settled, book(*rows, merge=[*merged(), *merged(12), *merged(23)]))
    assert [(one.visited_on.day, one.situation, one.request) for one in everything(settled, Visit)] == [
        (5, "身体尚好", "装扶手"), (6, "独居", None),
    ]  # fmt: skip
    assert said(plan) == ["1 forms of this sheet are not filled in; they were left out."]


def test_a_diary_with_its_date_in_cells_of_their_own(book: Book, settled: Reader) -> None:
    path = book(
        ("民情日记",),
        ("日期", "2026", "年", "3", "月", "5", "日", "天气", "晴"), ("走访人", "刘芳", "", "", "走访对象", "王强"),
        ("走访情况", "了解用水。\n1. 楼道灯不亮。"), ("采取措施", "联系物业"), ("结果反馈", "已修好"),
    )  # fmt: skip
    is_read_once(settled, path)
    found = only(settled, Visit)
    assert (found.visited_on, found.note, found.result) == (date(2026, 3, 5), "天气：晴", "已修好")
    assert found.situation == "了解用水。\n1. 楼道灯不亮。"


def test_text_beneath_its_label_and_on_lines_of_its_own(book: Book, settled: Reader) -> None:
    path = book(
        ("民情日记",), ("走访时间：2026年3月5日　走访人：刘芳",), ("走访对象", "王强", "地址", "3-2-502"),
        ("走访内容",), ("上午到王强家走访。",), ("王强说：楼道灯坏了。",),
        ("反映问题", "楼道灯坏"), ("", "下水道堵"), ("处理结果",), ("已联系物业",),
        merge=("A1:D1", "A2:D2", "A4:D4", "A5:D5", "A6:D6", "A7:A8", "B7:D7", "B8:D8"),
    )  # fmt: skip
    assert not said(is_read_once(settled, path))
    found = only(settled, Visit)
    assert found.situation == "上午到王强家走访。\n王强说：楼道灯坏了。"
    assert (found.request, found.result) == ("楼道灯坏\n下水道堵", "已联系物业")


def test_a_form_that_only_its_sheet_says_whom_it_is_about(book: Book, settled: Reader) -> None:
    rows = [("走访记录",), ("走访时间", "2026/3/5 14:30"), ("走访方式", "电话"), ("走访内容", "电话未接通")]
    is_read_once(settled, book(sheets={"赵敏": rows}))
    found = only(settled, Visit)
    assert whom(settled, found) == ("赵敏", "3-2-503") and found.visitor is None
    assert (found.met, found.way, found.note) == (False, "phone", "走访时间：14:30")


def test_whom_and_where_in_one_cell(book: Book, settled: Reader) -> None:
    rows = [
        ("走访对象：王强（3-2-502）", "走访时间：2026.3.5"), ("情况记录：身体好。",),
        ("走访对象：赵敏，3-2-503，13900000001", "走访时间：2026.3.6"), ("情况记录：一般。",),
    ]  # fmt: skip
    is_read_once(settled, book(("走访记录卡",), *rows))
    first, second = everything(settled, Visit)
    assert whom(settled, first) == ("王强", "3-2-502") and whom(settled, second) == ("赵敏", "3-2-503")
    assert (second.situation, second.note) == ("一般。", "走访对象：13900000001")


def test_forms_beside_each_other(book: Book, settled: Reader) -> None:
    path = book(
        ("走访记录卡", "", "", "", "走访记录卡"),
        ("走访日期", "2026.3.5", "走访人", "刘芳", "走访日期", "2026.3.6", "走访人", "陈静"),
        ("走访对象", "王强", "住址", "3-2-502", "走访对象", "赵敏", "住址", "3-2-503"),
        ("走访情况", "良好", "", "", "走访情况", "一般"),
        merge=("A1:D1", "E1:H1", "B4:D4", "F4:H4"),
    )
    assert not said(is_read_once(settled, path))
    first, second = everything(settled, Visit)
    assert whom(settled, first)[0] == "王强" and (first.visited_on.day, first.situation) == (5, "良好")
    assert whom(settled, second)[0] == "赵敏" and (second.visitor, second.situation) == ("陈静", "一般")


@pytest.mark.parametrize("time", ["9:00—10:00", "9:00-10:00", "上午9时至10时", "14:30"])
def test_from_when_to_when(book: Book, settled: Reader, time: str) -> None:
    rows = [("走访时间", f"2026年3月5日 {time}"), ("走访对象", "王强"), ("走访情况", "良好")]
    is_read_once(settled, book(("走访记录",), *rows))
    found = only(settled, Visit)
    assert (found.visited_on, found.note) == (date(2026, 3, 5), f"走访时间：{time}")


HOUSEHOLD_VISITED: Rows = [
    ("居民入户走访登记表",), ("户主姓名", "陈志明", "", "联系电话", "13900000003"), ("家庭住址", "3-2-601"),
    ("家庭成员情况",), ("姓名", "与户主关系", "性别", "出生年月", "职业"),
    ("陈志明", "户主", "男", "1960.5", "退休"), ("周丽", "妻", "女", "1962.7", "退休"), ("", "", "", "", ""),
    ("走访情况", "家庭和睦"), ("意见建议", "增设健身器材"), ("宠物", "金毛"), ("走访人", "刘芳", "", "走访日期", "2026年3月7日"),
]  # fmt: skip


def test_a_household_and_the_visit_to_it_on_one_form(book: Book, settled: Reader) -> None:
    plan = is_read_once(settled, book(*HOUSEHOLD_VISITED))
    people, found = settled.people(), only(settled, Visit)
    assert people["周丽"].relation == "12" and people["陈志明"].phone == "13900000003"
    assert people["陈志明"].note == "宠物：金毛" and whom(settled, found) == ("陈志明", "3-2-601")
    assert (found.situation, found.request, found.visitor) == ("家庭和睦", "增设健身器材", "刘芳")
    assert "These forms tell of a household and of a visit to it: both are read." in said(plan)


def test_a_visit_without_a_day_is_refused_and_marked(book: Book, settled: Reader, tmp_path: Path) -> None:
    path = book(*visit("王强", "502", "2026年  月  日"), merge=merged())
    plan = settled(path)
    assert plan.rejected == plan.read == 1 and not everything(settled, Visit)
    assert said(plan) == ["Please fill in: Date"]
    assert write_report(plan, path, tmp_path / "rejected.xlsx") == 1
    assert load_workbook(tmp_path / "rejected.xlsx").active["A1"].value == "入户走访记录表"


@pytest.mark.parametrize("cell", ["2026.3.9", ""])
def test_a_register_of_visits_stays_a_table(book: Book, settled: Reader, cell: str) -> None:
    headers = ("走访日期", "走访对象", "住址", "走访人", "走访情况", "反映问题")
    rows = [("2026.3.5", "王强", "3-2-502", "刘芳", "良好", "无"), (cell, "赵敏", "3-2-503", "刘芳", "良好", "无")]
    foot = ("审核人：陈静", "", "", "填表人：刘芳")
    plan = settled(book(("2026年走访台账",), headers, *rows, foot))
    assert plan.read == 2 and plan.layouts.layouts[0].kind == "table"
    assert settled(book(("2026年走访台账",), headers, rows[0], foot)).layouts.layouts[0].kind == "table"


def matter(number: str, name: str, door: str) -> Rows:
    """A matter's form with what was done in a table within it."""
    return [
        ("群众诉求登记表",),
        ("编号", number, "", "受理日期", "2026.3.5"), ("诉求人", name, "", "联系电话", "13900000001"),
        ("家庭住址", door, "", "诉求来源", "□来访 ☑电话 □走访"), ("诉求内容", "楼道垃圾无人清理"),
        ("办理方式", "☑马上办 □现场办 □上门办 □专人办"), ("承办人", "陈静", "", "办理时限", "2026.3.12"),
        ("办理情况",), ("序号", "日期", "办理人", "办理内容"), (1, "3月6日", "陈静", "联系物业"), (2, "", "", ""),
        ("办理结果", "已清理", "", "办结日期", "2026.3.8"), ("群众满意度", "☑满意 □不满意"),
        ("领导批示", ""), ("诉求人签字", name),
    ]  # fmt: skip


def test_a_matter_a_form(book: Book, settled: Reader) -> None:
    sheets = {"1": matter("2026-0007", "王强", "3-2-502"), "2": matter("2026-0008", "赵敏", "3-2-503")}
    assert not said(is_read_once(settled, book(sheets=sheets)))
    first, second = everything(settled, Matter)
    assert (first.number, first.received_on, first.asked_by) == ("2026-0007", date(2026, 3, 5), "王强")
    assert (first.source, first.lane, first.status, first.closed_on) == (
        "phone", "at_once", "closed", date(2026, 3, 8),
    )  # fmt: skip
    assert (first.content, first.result, first.satisfaction) == ("楼道垃圾无人清理", "已清理", "satisfied")
    assert first.note == "办理情况：3月6日 陈静 联系物业" and second.asked_by == "赵敏"


def test_a_matters_form_with_labels_above_their_values(book: Book, settled: Reader) -> None:
    path = book(
        ("社区事项办理单",), ("办理单号：2026-0011", "", "受理时间：2026年3月5日"),
        ("反映人", "联系电话", "地址", "来源"), ("王强", "13900000001", "3-2-502", "来电"),
        ("反映问题", "水管漏水"), ("责任人", "办理时限", "办结时间", "满意度"), ("陈静", "2026.3.12", "2026.3.8", "满意"),
        merge=("A1:D1", "A2:B2", "C2:D2", "B5:D5"),
    )  # fmt: skip
    is_read_once(settled, path)
    found = only(settled, Matter)
    assert (found.number, found.asked_by, found.phone, found.source) == ("2026-0011", "王强", "13900000001", "phone")
    assert (found.content, found.owner, found.closed_on) == ("水管漏水", "陈静", date(2026, 3, 8))


def parties(read: Reader) -> list[tuple[Any, ...]]:
    return sorted((one.side, one.name, one.phone, one.address) for one in everything(read, MediationParty))


PARTIES = [("applicant", "王强", "13900000001", "3-2-502"), ("respondent", "赵敏", "13900000002", "3-2-503")]


def test_a_dispute_with_its_parties_at_the_side(book: Book, settled: Reader) -> None:
    path = book(
        ("人民调解受理登记表",), ("编号：（2026）桂人调字第003号", "", "", "登记日期：2026年3月5日"),
        ("申请人", "姓名", "王强", "性别", "男"), ("", "联系电话", "13900000001", "住址", "3-2-502"),
        ("被申请人", "姓名", "赵敏", "性别", "女"), ("", "联系电话", "13900000002", "住址", "3-2-503"),
        ("纠纷类型", "邻里纠纷", "", "案件来源", "□当事人申请 ☑主动调解"), ("纠纷简要情况", "因漏水发生争执。"),
        ("当事人签名：        登记人签名：陈静        2026年3月5日",),
        merge=("A1:E1", "A2:C2", "D2:E2", "A3:A4", "A5:A6", "B8:E8", "A9:E9"),
    )  # fmt: skip
    is_read_once(settled, path)
    found = only(settled, MediationCase)
    assert (found.number, found.accepted_on) == ("（2026）桂人调字第003号", date(2026, 3, 5))
    assert (found.dispute_type, found.source, found.recorder) == ("neighbour", "initiative", "陈静")
    assert found.note == "登记人签名日期：2026年3月5日" and parties(settled) == PARTIES
    assert [one.sex for one in everything(settled, MediationParty)] == ["1", "2"]


def test_a_dispute_with_its_parties_in_a_table(book: Book, settled: Reader) -> None:
    path = book(
        ("矛盾纠纷受理登记表",), ("受理时间", "2026.3.5", "", "登记人", "陈静"),
        ("当事人", "姓名", "性别", "联系电话", "住址"), ("申请人", "王强", "男", "13900000001", "3-2-502"),
        ("被申请人", "赵敏", "女", "13900000002", "3-2-503"), ("纠纷类别", "邻里纠纷"), ("简要情况", "堆放杂物"),
    )  # fmt: skip
    is_read_once(settled, path)
    assert parties(settled) == PARTIES and only(settled, MediationCase).summary == "堆放杂物"


def test_what_stands_without_a_label_is_said(book: Book, settled: Reader) -> None:
    plan = settled(book(
        ("走访记录",), ("走访日期", "2026.3.5", "走访人", "刘芳"), ("被走访人", "王强", "☑入户 □电话"),
        ("走访内容", "良好"), ("宗教信仰", "无"),
    ))  # fmt: skip
    assert said(plan) == ["On this form, but not taken: ☑入户 □电话"] and plan.dropped_columns == ["宗教信仰"]
    assert only(settled, Visit).way is None


def test_people_of_the_same_workbook_are_visited(book: Book, read: Reader) -> None:
    people = [("姓名", "住址"), ("王强", "3-2-502")]
    calls = [("走访日期", "走访对象", "住址", "走访人"), ("2026.3.5", "王强", "3-2-502", "刘芳")]
    assert not said(is_read_once(read, book(sheets={"居民花名册": people, "走访台账": calls})))
    assert whom(read, only(read, Visit)) == ("王强", "3-2-502")


def test_the_form_of_an_oral_agreement_is_one(book: Book, settled: Reader) -> None:
    plan = is_read_once(settled, book(
        ("人民调解口头协议登记表",), ("编号", "（2026）桂人调字第601号", "登记日期", "2026年8月8日"),
        ("申请人", "王强", "联系方式", "13900000001"), ("被申请人", "赵敏", "联系方式", "13900000002"),
        ("纠纷类型", "邻里纠纷", "案件来源", "主动调解"), ("主要事实、争议事项", "宠物扰民"), ("协议内容", "夜间关好宠物"),
        ("履行方式、时限", "即时履行"), ("人民调解员", "刘芳", "记录人", "孙丽"),
        ("（人民调解委员会盖章）", "", "", "2026年8月8日"),
    ))  # fmt: skip
    found = only(settled, MediationCase)
    assert (found.outcome, found.closed_on, found.agreement) == ("oral", date(2026, 8, 8), "夜间关好宠物")
    assert not said(plan) and found.note is None


def test_the_paper_of_an_agreement_is_a_written_one_of_its_day(book: Book, settled: Reader) -> None:
    plan = is_read_once(settled, book(
        ("人民调解协议书",), ("编号", "（2026）桂人调字第301号"), ("申请人", "王强"), ("被申请人", "赵敏"),
        ("纠纷主要事实、争议事项", "空调外机滴水"), ("达成协议内容", "三日内加装接水管"), ("履行方式、时限", "三日内"),
        ("调解员", "刘芳"), ("日期", "2026年7月5日"),
    ))  # fmt: skip
    found = only(settled, MediationCase)
    assert (found.outcome, found.closed_on, found.effective_on) == ("written", date(2026, 7, 5), date(2026, 7, 5))
    assert not said(plan)


def test_an_agreement_of_the_same_number_adds_to_the_case_of_the_same_workbook(book: Book, settled: Reader) -> None:
    path = book(sheets={
        "受理登记表": [
            ("人民调解受理登记表",), ("案号", "（2026）桂人调字第301号", "登记日期", "2026年7月1日"),
            ("申请人", "王强", "联系方式", "13900000001"), ("被申请人", "赵敏", "联系方式", "13900000002"),
            ("纠纷类型", "邻里纠纷", "案件来源", "当事人申请"), ("纠纷简要情况", "因空调外机滴水争执"),
        ],
        "协议书": [
            ("人民调解协议书",), ("编号", "（2026）桂人调字第301号"), ("申请人", "王强"), ("被申请人", "赵敏"),
            ("纠纷主要事实、争议事项", "空调外机滴水"), ("达成协议内容", "三日内加装接水管"), ("调解员", "刘芳"),
            ("日期", "2026年7月5日"),
        ],
    })  # fmt: skip
    plan = settled(path)
    assert (counts(plan)["created"], counts(plan)["updated"], counts(plan)["rejected"]) == (1, 1, 0)
    found = only(settled, MediationCase)
    assert (found.outcome, found.accepted_on, found.closed_on) == ("written", date(2026, 7, 1), date(2026, 7, 5))
    assert (found.agreement, found.mediator, found.summary) == ("三日内加装接水管", "刘芳", "因空调外机滴水争执")
    assert found.note == "纠纷主要事实、争议事项：空调外机滴水" and len(said(plan)) == 1
    assert len(everything(settled, MediationParty)) == 2
    assert counts(settled(path))["unchanged"] == 2


def test_a_number_that_is_counted_anew_on_every_sheet_makes_no_case_of_two(book: Book, settled: Reader) -> None:
    head = ("案号", "受理日期", "申请人", "被申请人", "简要情况")
    plan = settled(book(sheets={
        "调解3月": [head, ("1", "2026-03-01", "王强", "赵敏", "停车")], "调解4月": [head, ("1", "2026-04-01", "外甲", "外乙", "漏水")],
    }))  # fmt: skip
    assert (counts(plan)["created"], counts(plan)["rejected"]) == (1, 1)
    assert only(settled, MediationCase).note is None
