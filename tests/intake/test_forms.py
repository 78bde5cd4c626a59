"""Forms rather than tables: each sort of form a workbook made here, and who comes out of it."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from exports.rejects import write_report
from tests.intake.conftest import Reader, counts, document

Book = Callable[..., Path]
Rows = list[tuple[Any, ...]]
MEMBERS = ("姓名", "与户主关系", "性别", "身份证号", "电话", "备注")


def said(plan: Any) -> str:
    """All that is said of a file."""
    return "\n".join(f"{problem.sheet}: {problem.problem}" for problem in plan.problems)


@pytest.fixture
def merged_book(tmp_path: Path) -> Callable[..., Path]:
    """Write sheets of rows, each with its merged cells."""

    def write(sheets: dict[str, tuple[Rows, Sequence[str]]]) -> Path:
        made = Workbook()
        made.remove(made.active)
        for title, (rows, merged) in sheets.items():
            page = made.create_sheet(title)
            for row in rows:
                page.append(list(row))
            for one in merged:
                page.merge_cells(one)
        path = tmp_path / "forms.xlsx"
        made.save(path)
        return path

    return write


def household(name: str, room: str, n: int, *members: tuple[Any, ...]) -> tuple[Rows, Sequence[str]]:
    """A household's form: what is said of it above, its members, and at the foot its wishes and who wrote it down."""
    rows: Rows = [
        ("居民家庭情况登记表",),
        ("户主姓名", name, "家庭住址", f"3栋2单元{room}"),
        ("联系电话", f"1390000000{n}" if name else "", "居住状态", "自住", "家庭人口", len(members)),
        ("家庭成员情况",),
        MEMBERS,
        *members,
        (),
        ("困难及诉求", "希望加装扶手"),
        ("采集人：张莹", "", "", "采集日期：2025年3月1日"),
    ]
    foot = len(rows) - 1
    return rows, ("A1:F1", "D2:F2", "A4:F4", f"B{foot}:F{foot}")


def test_a_household_with_its_members_and_a_foot(merged_book: Callable[..., Path], read: Reader) -> None:
    plan = read(
        merged_book(
            {
                "王强": household(
                    "王强", "301", 1, ("王强", "户主", "男", document(11), "", ""),
                    ("李秀英", "配偶", "女", document(22, "19600515"), "13900000002", ""),
                ),
                "赵敏": household("赵敏", "302", 5, ("赵敏", "户主", "女", document(44, "19700101"), "", "独居")),
            }
        )
    )  # fmt: skip
    assert counts(plan)["created"] == plan.read == 3, plan.problems
    assert read.doors() == ["3-2-301", "3-2-302"]
    found = read.people()
    assert set(found) == {"王强", "李秀英", "赵敏"}
    head, wife = found["王强"], found["李秀英"]
    assert (head.relation, head.sex, head.birth, head.document) == ("02", "1", date(1958, 3, 2), document(11))
    assert (head.phone, wife.phone, found["赵敏"].phone) == ("13900000001", "13900000002", "13900000005")
    assert head.note == "困难及诉求：希望加装扶手；采集人：张莹；采集日期：2025年3月1日" and wife.note is None
    assert found["赵敏"].note and "独居" in found["赵敏"].note


PERSON = [
    ("居住登记表", "", "", ""),
    ("姓名", "{name}", "性别", "{sex}"),
    ("公民身份号码", "{number}", "出生日期", ""),
    ("民族", "汉族", "文化程度", "高中"),
    ("房屋地址", "松林苑3栋2单元301", "手机号码", "{phone}"),
    ("户主姓名", "{head}", "与户主关系", "{relation}"),
    ("来此事由", "务工", "服务处所", "宏达机械厂"),
    ("政治面貌", "党员", "宠物", "金毛"),
]


def person(**values: str) -> Rows:
    return [tuple(cell.format(**values) for cell in row) for row in PERSON]


WANG = {"name": "王强", "sex": "男", "number": document(11), "phone": "13900000001", "relation": "户主", "head": "王强"}
LI = {"name": "李秀英", "sex": "女", "number": document(22, "19600515"), "phone": "", "relation": "妻", "head": "王强"}


def test_a_person_a_sheet(book: Book, read: Reader) -> None:
    plan = read(book(sheets={"表1": person(**WANG), "表2": person(**LI)}))
    assert counts(plan)["created"] == plan.read == 2, plan.problems
    wife = read.people()["李秀英"]
    assert (wife.document, wife.relation, wife.work, wife.ethnic_group) == (
        document(22, "19600515"),
        "12",
        "宏达机械厂",
        "01",
    )
    assert (wife.note or "").startswith("来此事由：务工；宠物：金毛") and wife.phone is None and wife.political == "01"
    assert read.people()["王强"].relation == "02"
    assert read.doors() == ["松林苑 3-2-301"] and read.home("李秀英") == read.home("王强")


def test_the_same_form_several_times_below_each_other(book: Book, read: Reader) -> None:
    blank = dict.fromkeys(WANG, "")
    plan = read(book(("小区", "松林苑"), *person(**WANG), (), *person(**blank), (), *person(**LI)))
    assert set(read.people()) == {"王强", "李秀英"} and plan.read == 2, plan.problems
    assert "1 forms" in said(plan)
    assert read.people()["李秀英"].document == document(22, "19600515") and (
        read.people()["王强"].note or ""
    ).startswith("来此事由：务工；宠物：金毛")


def test_unfilled_forms_among_the_filled_are_said(book: Book, read: Reader) -> None:
    blank = [(label, "", other, "") for label, _a, other, _b in PERSON[1:]]
    plan = read(book(sheets={"表1": person(**WANG), "空表": [PERSON[0], *blank]}))
    assert set(read.people()) == {"王强"} and "空表: 1 forms" in said(plan), plan.problems


def test_a_household_without_its_table_filled_in(merged_book: Callable[..., Path], read: Reader) -> None:
    plan = read(merged_book({"1": household("王强", "301", 1), "2": household("", "", 2)}))
    assert set(read.people()) == {"王强"} and "2: 1 forms" in said(plan), plan.problems
    assert read.people()["王强"].relation == "02" and "希望加装扶手" in (read.people()["王强"].note or "")


def test_labels_above_their_values(book: Book, read: Reader) -> None:
    plan = read(book(
        ("人员信息卡",),
        ("姓名", "性别", "出生日期", "民族"), ("王强", "男", "1958.3.2", "汉"),
        ("身份证号", "联系电话", "家庭住址", "文化程度"), (document(11), "13900000001", "3-2-301", "初中"),
        ("宠物", "备注", "工作单位", "政治面貌"), ("金毛", "听力不好", "", "群众"),
    ))  # fmt: skip
    assert plan.read == 1 and set(read.people()) == {"王强"}, plan.problems
    found = read.people()["王强"]
    assert (found.document, found.phone, found.birth) == (document(11), "13900000001", date(1958, 3, 2))
    assert (
        read.home("王强") == "3-2-301"
        and found.note is not None
        and "宠物：金毛" in found.note
        and "听力不好" in found.note
    )
    assert found.work is None and found.political == "13"


def test_labels_above_values_several_times_and_with_members(book: Book, read: Reader) -> None:
    one = (("姓名", "性别", "身份证号"), ("联系电话", "家庭住址", "文化程度"))
    rows: Rows = []
    for name, sex, number, phone, room in (
        ("王强", "男", document(11), "13900000001", "301"),
        ("赵敏", "女", document(44, "19700101"), "13900000002", "302"),
    ):
        rows += [one[0], (name, sex, number), one[1], (phone, f"3-2-{room}", "初中")]
        rows += [("姓名", "与户主关系", "身份证号"), (f"李{name[1:]}", "子", ""), (f"周{name[1:]}", "女", "")]
    plan = read(book(*rows))
    assert set(read.people()) == {"王强", "李强", "周强", "赵敏", "李敏", "周敏"}, plan.problems
    assert read.home("周敏") == "3-2-302" == read.home("赵敏") and read.people()["周敏"].relation == "30"
    assert read.people()["赵敏"].phone == "13900000002" and read.people()["李敏"].phone is None


def test_label_and_value_in_one_cell(book: Book, read: Reader) -> None:
    plan = read(book(
        ("登记表",),
        ("姓 名：王强", "性别：□女 ☑男", "出生日期：1958年3月2日"),
        (f"身份证号码：{document(11)}　联系电话：13900000001",),
        ("家庭住址：松林苑3栋2单元301\n职业:退休  宠物：金毛",),
        ("登记人：刘某", "登记时间：2026年3月1日 10:30"),
        ("填表说明：本表一式两份。",),
    ))  # fmt: skip
    assert plan.read == 1 and set(read.people()) == {"王强"}, plan.problems
    found = read.people()["王强"]
    assert (found.sex, found.document, found.phone) == ("1", document(11), "13900000001")
    assert read.home("王强") == "松林苑 3-2-301" and "宠物：金毛" in (found.note or "") and found.work == "退休"
    assert "一式两份" in said(plan) and "一式" not in (found.note or "")


def test_a_colon_and_the_value_in_the_next_cell(book: Book, read: Reader) -> None:
    plan = read(book(
        ("姓　　名：", "王强", "性别：", "男"), ("身份证\n号码：", document(11), "电话：", ""),
        ("户籍\n地址：", "云溪镇桥头村", "住 址：", "3-2-301"), ("签名：", "", "日期：", ""),
    ))  # fmt: skip
    found = read.people()["王强"]
    assert plan.read == 1 and (found.registered_address, found.phone, found.note) == ("云溪镇桥头村", None, None)


def test_a_photo_a_heading_at_the_side_and_merged_cells(merged_book: Callable[..., Path], read: Reader) -> None:
    rows: Rows = [
        ("人员登记卡",),
        ("基本情况", "姓名", "王强", "", "性别", "男", "一寸照片"),
        ("", "身份证号码", document(11), "", "民族", "汉"),
        ("", "现住址", "3-2-301", "", "", ""),
        ("", "特长爱好", "书法", "", "", ""),
        ("家庭成员", "姓名", "与本人关系", "身份证号", "工作单位"),
        ("", "李秀英", "妻", document(22, "19600515"), "某商店"),
        ("", "王小明", "子", "", ""),
        ("", "", "", "", ""),
        ("社区意见", "情况属实，同意登记"),
        ("本人承诺以上内容真实。",),
    ]
    merged = ("A1:G1", "A2:A5", "C2:D2", "C3:D3", "C4:F4", "C5:F5", "G2:G5", "A6:A9", "B10:G10", "A11:G11")
    plan = read(merged_book({"1": (rows, merged)}))
    assert set(read.people()) == {"王强", "李秀英", "王小明"} and plan.read == 3, plan.problems
    found = read.people()
    assert found["王强"].note == "特长爱好：书法；社区意见：情况属实，同意登记"
    assert found["王强"].relation is None and found["李秀英"].work == "某商店"
    assert {read.home(name) for name in found} == {"3-2-301"}
    assert "本人承诺" in said(plan) and "照片" not in said(plan)


@pytest.mark.parametrize(
    ("sex", "low", "kinds", "result"),
    [
        ("□男 ☑女", "☑是 □否", "√低保 □特困", ("2", 1)),
        ("男□ 女☑", "是√ 否□", "■低保 □特困", ("2", 1)),
        ("[ ]男 [√]女", "（）是 （√）否", "□低保 □特困", ("2", 0)),
        ("○男 ●女", "□是 □否", "□低保 □特困", ("2", 0)),
        ("□男√ □女", "是", "□低保 ☑特困", ("1", 2)),
        ("□男 □女", "否", "☑低保 ☑特困", ("1", 2)),
    ],
)
def test_boxes_that_are_ticked(
    book: Book, read: Reader, sex: str, low: str, kinds: str, result: tuple[str, int]
) -> None:
    number = document(22 if result[0] == "2" else 11, "19600515")
    plan = read(book(
        ("姓名", "王强", "性别", sex), ("身份证号", number, "住址", "3-2-301"),
        ("是否低保", low, "特殊人群", kinds), ("婚姻状况", "□未婚 ☑已婚 □离异", "文化程度", "□小学　□初中　☑高中　□大学"),
    ))  # fmt: skip
    found = read.people()["王强"]
    assert found.sex == result[0] and found.marital == "20" and found.education is not None, plan.problems
    assert found.note is None and len(plan.inserts.get("care", ())) == result[1]


def test_digits_in_cells_of_their_own(book: Book, read: Reader) -> None:
    read(book(
        ("姓名", "王强", "性别", "男"), ("身份证号码", *document(11)), ("出生日期", "1958", "年", "3", "月", "2", "日"),
        ("家庭住址", "3-2-301"),
    ))  # fmt: skip
    found = read.people()["王强"]
    assert (found.document, found.birth, found.note) == (document(11), date(1958, 3, 2), None)


def test_members_where_only_a_door_is_said_above(book: Book, read: Reader) -> None:
    plan = read(book(
        ("住户登记表",), ("小区", "松林苑", "楼栋", "3", "单元", "2", "房号", "301"), ("联系电话", "13900000001"),
        ("序号", "姓名", "与户主关系", "身份证号"),
        (1, "李秀英", "妻", document(22, "19600515")), (2, "王强", "户主", document(11)), (3, "", "", ""), (4, "", "", ""),
        ("说明", "请用黑色笔填写"), ("填表人：刘某", "", "填表日期：", "2026-3-1"),
    ))  # fmt: skip
    assert set(read.people()) == {"李秀英", "王强"} and plan.read == 2, plan.problems
    assert read.home("王强") == "松林苑 3-2-301" and read.people()["王强"].phone == "13900000001"
    assert read.people()["李秀英"].phone is None


def test_the_householder_is_not_among_the_members(book: Book, read: Reader) -> None:
    plan = read(book(
        ("户主", "王强", "户主电话", "13900000001"), ("户主身份证号", document(11), "地址", "3-2-301"),
        ("称谓", "姓名", "年龄", "职业"), ("配偶", "李秀英", "", "网格员"), ("长子", "王小明", "", "学生"),
        ("走访人员签字", "刘某", "", ""), ("调查日期", "2026.3.1", "", ""),
    ))  # fmt: skip
    found = read.people()
    assert set(found) == {"王强", "李秀英", "王小明"} and plan.read == 3, plan.problems
    assert (found["王强"].relation, found["王强"].document, found["王强"].phone) == ("02", document(11), "13900000001")
    assert found["李秀英"].relation == "10" and found["李秀英"].work == "网格员" and found["王小明"].phone is None


def test_words_that_are_labels_too_may_be_values(book: Book, read: Reader) -> None:
    read(book(
        ("姓名", "王强"), ("与户主关系", "户主"), ("政治面貌", "党员"), ("职业", "网格员"), ("居住状态", "出租"),
        ("紧急联系人", "李敏"), ("紧急联系人电话", "13900000002"), ("房号", "3-2-301"), ("车牌号", "鲁A00000"),
    ))  # fmt: skip
    found = read.people()
    assert set(found) == {"王强"}
    assert (found["王强"].work, found["王强"].political, found["王强"].relation) == ("网格员", "01", "02")
    assert found["王强"].note == "紧急联系人：李敏；紧急联系人电话：13900000002" and found["王强"].phone is None


def test_what_is_never_kept_is_not_kept_from_a_form(book: Book, read: Reader) -> None:
    plan = read(book(("姓名", "王强", "宗教信仰", "无"), ("身份证号", document(11), "地址", "3-2-301")))
    assert plan.dropped_columns == ["宗教信仰"] and read.people()["王强"].note is None


def test_a_roster_with_a_line_above_and_below_stays_a_table(book: Book, read: Reader) -> None:
    rows = [("3", "2", f"{n}01", f"王{c}", document(n)) for n, c in enumerate("强明华", 1)]
    plan = read(book(
        ("居民花名册",), ("填报单位：桂香社区", "", "联系电话：13900000009", "", "日期：2026.3.1"),
        ("楼栋", "单元", "房号", "姓名", "身份证号"), *rows, ("填表人：刘某", "", "审核人：周某"),
    ))  # fmt: skip
    assert plan.read == 3 and all(layout.kind == "table" for layout in plan.layouts), plan.problems
    assert {one.phone for one in read.people().values()} == {None}


def test_reading_a_form_again_changes_nothing(book: Book, read: Reader) -> None:
    path = book(sheets={"表1": person(**WANG), "表2": person(**LI)})
    read(path)
    assert counts(read(path))["unchanged"] == 2


def test_headers_in_several_rows_are_no_form(merged_book: Callable[..., Path], read: Reader) -> None:
    rows: Rows = [
        ("花名册",), ("房屋信息", "", "户主信息", ""), ("楼栋", "房号", "姓名", "身份证号"),
        ("3", "301", "王强", document(11)), ("3", "302", "赵敏", document(44, "19700101")),
    ]  # fmt: skip
    plan = read(merged_book({"1": (rows, ("A1:D1", "A2:B2", "C2:D2"))}))
    assert plan.read == 2 and read.doors() == ["3-301", "3-302"] and plan.layouts.layouts[0].kind == "table"


def test_what_is_wrong_on_a_form_is_marked_where_it_stands(book: Book, read: Reader, tmp_path: Path) -> None:
    path = book(
        ("姓名", "王强", "性别", "男"), ("住址", "3-2-301", "电话", ""), ("民族", "汉", "身份证号", 5.0990019580302e17)
    )
    plan = read(path)
    assert plan.rejected == 1 and write_report(plan, path, tmp_path / "rejected.xlsx") == 1
    page = load_workbook(tmp_path / "rejected.xlsx").active
    assert page["D3"].comment is not None and page["B1"].comment is None


def test_a_form_says_where_registered_and_who_is_the_householder(
    merged_book: Callable[..., Path], read: Reader
) -> None:
    form: Rows = [
        ("一户一档信息采集表",), ("户主信息",), ("姓名", "王强", "性别", "男", "户籍", "外地"),
        ("身份证号码", document(11), "联系电话", "13900000001"), ("现住址", "松林苑1-1-601", "民族", "汉族"), ("家庭成员",),
        ("序号", "姓名", "关系", "身份证号", "职业", "电话"), (1, "王小宝", "儿子", document(13, "19900101"), "学生", ""),
        ("填表人：周敏", "", "", "填表日期：2025年3月1日"),
    ]  # fmt: skip
    read(merged_book({"1-1-601": (form, ("A1:F1", "A2:F2", "A6:F6"))}))
    people = read.people()
    assert people["王强"].relation == "02" and people["王小宝"].relation == "20"
    head = people["王强"]
    assert (head.registration, head.registered_address, head.note) == ("elsewhere", None, None)


@pytest.mark.parametrize(
    ("values", "registration", "address"),
    [(("本地", "外地"), ("here", "elsewhere"), (None, None)), (("湖北省某县", "桂州市"), (None, None), ("湖北省某县", "桂州市"))],
)  # fmt: skip
def test_where_registered_is_a_place_or_a_word(
    book: Book, read: Reader, values: tuple[str, str], registration: tuple[str, str], address: tuple[str, str]
) -> None:
    rows = [(name, f"3-2-50{n}", value) for n, (name, value) in enumerate(zip(("王强", "李敏"), values, strict=True))]
    read(book(("姓名", "门牌号", "户籍地"), *rows))
    found = read.people()
    people = (found["王强"], found["李敏"])
    assert tuple(one.registration for one in people) == registration
    assert tuple(one.registered_address for one in people) == address


@pytest.mark.parametrize(
    ("label", "cell", "wife", "given"),
    [("特殊情况", "独居老人、高龄", False, 2), ("特殊情况", "独居老人", True, 0), ("家庭类型", "☑低保户 □残疾 ☑困难家庭", True, 2),
     ("家庭类型", "□低保户 ☑残疾 □困难家庭", True, 0), ("特殊情况", "妻子二级残疾", False, 0)],
)  # fmt: skip
def test_a_form_gives_a_care_where_it_is_plain_whose_it_is(
    merged_book: Callable[..., Path], read: Reader, label: str, cell: str, wife: bool, given: int
) -> None:
    members = [("王强", "户主", "男", document(11), "", ""), ("李敏", "妻", "女", document(22), "", "")][: 1 + wife]
    rows, merged = household("王强", "301", 1, *members)
    rows = [*rows[:-1], (label, cell), rows[-1]]
    plan = read(merged_book({"王强": (rows, merged)}))
    assert len(plan.inserts.get("care", ())) == given
    assert (f"{label}：" in (read.people()["王强"].note or "")) is (not given)
