"""Rosters as offices really have them: each shape a workbook made here."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import PatternFill

from tests.intake.conftest import Reader, counts, document

Book = Callable[..., Path]
HEADERS = ("楼栋", "单元", "房号", "姓名", "与户主关系", "身份证号", "联系电话")


def people(*, n: int = 3, building: str = "3", start: int = 1) -> list[tuple[str, ...]]:
    """Householders behind doors of a building, one a door."""
    names = ["王强", "李秀英", "赵敏", "孙丽", "周涛", "吴艳", "郑洋", "冯超", "陈杰", "卫平"]
    return [
        (
            building,
            "2",
            f"{floor}01",
            names[(floor - 1) % 10],
            "户主",
            document(floor * 2 + start, "19600101"),
            f"1390000{start:02d}{floor:02d}",
        )
        for floor in range(start, start + n)
    ]


def test_title_unit_line_explanations_totals_and_notes(book: Book, read: Reader) -> None:
    rows = people()
    plan = read(book(
        ("松林苑居民花名册（2026年）",), ("单位：桂香社区", "", "", "填表人：刘某", "", "日期：2026.3.1"),
        HEADERS, ("必填", "必填", "必填", "与身份证一致", "下拉选择", "18位", "多个用;隔开"),
        *rows[:2], HEADERS, *rows[2:], ("合计", "", "", "3人"), ("填表说明：以户为单位填写。",), ("审核人：", "", "", "填报日期：2026年3月1日"),
        merge=("A1:G1",),
    ))  # fmt: skip
    assert counts(plan)["created"] == plan.read == 3, plan.problems
    assert read.doors() == ["松林苑 3-2-101", "松林苑 3-2-201", "松林苑 3-2-301"]


def test_header_in_three_rows_with_merged_cells_and_line_breaks(book: Book, read: Reader) -> None:
    plan = read(book(
        ("居民信息台账",),
        ("序号", "住房信息", "", "", "人员信息", "", "", "", ""),
        ("", "楼\n栋", "单 元", "房号\n（室）", "基本信息", "", "", "联系\n方式", "备 注"),
        ("", "", "", "", "姓 名*", "与户主\n关系", "身份证号码（必填）", "", ""),
        (1, "3号楼", "2单元", "502室", "王　强", "户主", document(11), "13900000001", ""),
        (2, "3号楼", "2单元", "502室", "李秀英", "之妻", document(22, "19600515"), "", "会手语"),
        merge=("A1:I1", "A2:A4", "B2:D2", "E2:I2", "B3:B4", "C3:C4", "D3:D4", "E3:G3", "H3:H4", "I3:I4"),
    ))  # fmt: skip
    assert counts(plan)["created"] == plan.read == 2, plan.problems
    assert read.doors() == ["3-2-502"]
    assert read.people()["王强"].phone == "13900000001" and read.people()["李秀英"].relation == "12"


def test_two_header_rows_in_a_file_without_merged_cells(tmp_path: Path, read: Reader) -> None:
    path = tmp_path / "f.csv"
    path.write_bytes(
        "住房,,,人员,,\n楼栋,单元,房号,姓名,身份证号,电话\n3,2,502,王强,".encode("gb18030")
        + document(11).encode()
        + b",13900000001\n"
    )
    assert counts(read(path))["created"] == 1
    assert read.home("王强") == "3-2-502"


def test_householder_and_door_merged_down_over_the_members(book: Book, read: Reader) -> None:
    plan = read(book(
        ("小区", "门牌号", "户主", "家庭成员", "关系", "身份证号"),
        ("松林苑", "3-2-502", "王强", "王强", "本人", document(11)),
        ("", "", "", "李秀英", "配偶", document(22, "19600515")),
        ("", "", "", "王小明", "长子", document(33, "19900515")),
        ("松林苑", "3-2-503", "赵敏", "赵敏", "户主", document(44, "19700101")),
        ("", "", "", "孙丽", "女", ""),
        merge=("A2:A4", "B2:B4", "C2:C4", "A5:A6", "B5:B6", "C5:C6"),
    ))  # fmt: skip
    assert counts(plan)["created"] == plan.read == 5, plan.problems
    assert [read.home(name) for name in ("王强", "王小明", "孙丽")] == [
        "松林苑 3-2-502",
        "松林苑 3-2-502",
        "松林苑 3-2-503",
    ]
    assert read.people()["王强"].relation == "02" and read.people()["王小明"].relation == "22"


def test_members_without_a_door_follow_their_householder(book: Book, read: Reader) -> None:
    read(book(HEADERS, people(n=1)[0], ("", "", "", "李秀英", "妻", document(22, "19600515"), "")))
    assert read.home("李秀英") == "3-2-101"


def test_one_sheet_for_each_building(book: Book, read: Reader) -> None:
    headers = ("单元", "房号", "姓名", "身份证号", "电话")
    sheets = {
        "封面": [("桂香社区居民台账",)],
        "松林苑3号楼": [headers, *[row[1:4] + row[5:] for row in people(n=2)]],
        "松林苑5栋": [headers, *[row[1:4] + row[5:] for row in people(n=2, start=5)]],
    }
    plan = read(book(sheets=sheets))
    assert counts(plan)["created"] == 4 and read.doors() == [
        "松林苑 3-2-101",
        "松林苑 3-2-201",
        "松林苑 5-2-501",
        "松林苑 5-2-601",
    ]
    assert any(problem.sheet == "封面" for problem in plan.problems)
    assert counts(read(book(sheets=sheets), sheet="松林苑5栋")) == {
        "created": 0,
        "updated": 0,
        "unchanged": 2,
        "review": 0,
        "rejected": 0,
    }


def test_headings_between_the_rows_name_the_building(book: Book, read: Reader) -> None:
    headers = ("单元", "房号", "姓名", "身份证号")
    rows = [row[1:4] + row[5:6] for row in people(n=4)]
    plan = read(book(headers, ("松林苑3号楼",), *rows[:2], ("松林苑4号楼",), *rows[2:]))
    assert counts(plan)["created"] == 4
    assert read.doors() == ["松林苑 3-2-101", "松林苑 3-2-201", "松林苑 4-2-301", "松林苑 4-2-401"]


def _form(name: str, room: str, number: int) -> list[tuple[object, ...]]:
    return [
        ("居民家庭信息登记表",),
        ("户主姓名", name, "联系电话", f"139000000{number}", "民族", "汉族"),
        ("身份证号", document(number * 2 + 1), "小区", "松林苑", "是否低保", "是"),
        ("家庭住址", f"3号楼2单元{room}室", "", "宗教信仰", "无", ""),
        ("家庭成员",),
        ("姓名", "与户主关系", "身份证号", "联系电话", "工作单位", ""),
        (f"李{name[1:]}", "配偶", document(number * 2, "19600515"), "", "某商店", ""),
    ]


def test_one_sheet_for_each_household_as_a_form(book: Book, read: Reader) -> None:
    plan = read(book(sheets={"1": _form("王强", "502", 1), "2": _form("赵敏", "503", 2)}))
    assert counts(plan)["created"] == plan.read == 4, plan.problems
    assert read.doors() == ["松林苑 3-2-502", "松林苑 3-2-503"]
    assert read.home("李强") == "松林苑 3-2-502" and read.people()["王强"].relation == "02"
    assert read.people()["赵敏"].document == document(5) and len(plan.inserts["care"]) == 2
    assert plan.dropped_columns == ["宗教信仰"]


def test_hidden_rows_and_columns_are_read_and_said(book: Book, read: Reader, tmp_path: Path) -> None:
    path = book(HEADERS, *people())
    made = load_workbook(path)
    made.active.row_dimensions[3].hidden = True
    made.active.column_dimensions["G"].hidden = True
    made.save(path)
    plan = read(path)
    assert counts(plan)["created"] == 3
    said = [problem.problem for problem in plan.problems]
    assert any("1 rows" in one for one in said) and any("联系电话" in one for one in said)


def test_a_hidden_sheet_is_left_out_and_said(book: Book, read: Reader) -> None:
    path = book(sheets={"a": [HEADERS, *people()], "旧": [HEADERS, *people(start=6)]})
    made = load_workbook(path)
    made["旧"].sheet_state = "hidden"
    made.save(path)
    plan = read(path)
    assert plan.read == 3 and any(problem.sheet == "旧" for problem in plan.problems)
    assert counts(read(path, sheet="旧"))["created"] == 3


def test_thousands_of_formatted_but_empty_rows(tmp_path: Path, read: Reader) -> None:
    made = Workbook()
    page = made.active
    page.append(HEADERS)
    for row in people():
        page.append(row)
    fill = PatternFill("solid", fgColor="EEEEEE")
    for number in range(5, 4_000):
        for column in range(1, 8):
            page.cell(number, column).fill = fill
    page.cell(3_999, 1).fill = fill
    path = tmp_path / "f.xlsx"
    made.save(path)
    assert counts(read(path))["created"] == 3 == read(path, dry_run=True).read


@pytest.mark.parametrize(
    ("written", "door"),
    [
        ("3-2-502", "3-2-502"), ("3栋2单元502", "3-2-502"), ("3号楼2单元502室", "3-2-502"), ("3#2-502", "3-2-502"),
        ("松林苑3#-2-502", "松林苑 3-2-502"), ("松林苑小区3幢2单元5楼502", "松林苑小区 3-2-502"), ("３－２－５０２", "3-2-502"),
        ("3—2—502", "3-2-502"), ("三号楼二单元502", "3-2-502"), ("A座1203", "A-1203"), ("3栋502室", "3-502"),
        ("某市某区云溪街道桂香社区松林苑3-2-502", "松林苑 3-2-502"), ("3/2/502", "3-2-502"), ("3.2.502", "3-2-502"),
        ("3-2-5-502", "3-2-502"), ("3楼2门502", "3-2-502"), ("文昌路12号", "文昌路 12"), ("桥头平房", "桥头平房"),
        ("3号楼2单元502（东户）", "3-2-502"), ("3号楼 2单元 502室", "3-2-502"),
    ],
)  # fmt: skip
def test_a_door_in_one_cell(book: Book, read: Reader, written: str, door: str) -> None:
    read(book(("姓名", "家庭住址", "身份证号"), ("王强", written, document(11))))
    assert read.home("王强") == door


@pytest.mark.parametrize(
    ("written", "phone"),
    [
        ("13900000001", "13900000001"), ("139 0000 0001", "13900000001"), ("139-0000-0001", "13900000001"),
        ("+86 13900000001", "13900000001"), ("１３９００００００１１", "13900000011"), (13900000001, "13900000001"),
        ("13900000001/0532-86000001", "13900000001、0532-86000001"), ("13900000001 13900000002", "13900000001、13900000002"),
        ("13900000001；13900000002", "13900000001、13900000002"), ("13900000001\n13900000002", "13900000001、13900000002"),
        ("13900000001（儿子）", "13900000001（儿子）"), ("86000001", "86000001"), ("无", None), ("0", None), ("139****0001", None),
    ],
)  # fmt: skip
def test_phones(book: Book, read: Reader, written: object, phone: str | None) -> None:
    read(book(("姓名", "联系电话", "身份证号"), ("王强", written, document(11)), ("李敏", "13900000009", document(22))))
    assert read.people()["王强"].phone == phone


@pytest.mark.parametrize(
    ("written", "born"),
    [
        ("1958.3.2", date(1958, 3, 2)), ("1958年3月2日", date(1958, 3, 2)), ("19580302", date(1958, 3, 2)), (19580302, date(1958, 3, 2)),
        ("58-3-2", date(1958, 3, 2)), ("1958/3/2", date(1958, 3, 2)), (date(1958, 3, 2), date(1958, 3, 2)), (21246, date(1958, 3, 2)),
        ("21246", date(1958, 3, 2)), ("1958年3月", date(1958, 3, 1)), ("1958.3", date(1958, 3, 1)), (1958.3, date(1958, 3, 1)),
        ("195803", date(1958, 3, 1)), ("1958", date(1958, 1, 1)), (1958, date(1958, 1, 1)), ("1958年", date(1958, 1, 1)),
        ("１９５８．３．２", date(1958, 3, 2)), ("一九五八年三月二日", date(1958, 3, 2)), ("1958-03-02 00:00:00", date(1958, 3, 2)),
        ("1958 3 2", date(1958, 3, 2)), ("1958.03.02生", date(1958, 3, 2)), ("580302", date(1958, 3, 2)), ("不详", None),
    ],
)  # fmt: skip
def test_dates(book: Book, read: Reader, written: object, born: date | None) -> None:
    read(book(("姓名", "出生日期", "房号"), ("王强", written, "3-2-502"), ("李敏", "1960-01-01", "3-2-503")))
    assert read.people()["王强"].birth == born


def test_serials_of_the_other_epoch(book: Book, read: Reader) -> None:
    path = book(("姓名", "出生日期", "房号"), ("王强", 19784, "3-2-502"), ("李敏", date(1958, 3, 2), "3-2-503"))
    made = load_workbook(path)
    made.epoch = __import__("datetime").datetime(1904, 1, 1)
    made.active["B3"].value = date(1958, 3, 2)
    made.save(path)
    read(path)
    assert {person.birth for person in read.people().values()} == {date(1958, 3, 2)}


@pytest.mark.parametrize(
    ("written", "number"),
    [
        (document(11), document(11)), ("'" + document(11), document(11)), (f" {document(11)[:6]} {document(11)[6:14]} {document(11)[14:]} ", document(11)),
        ("".join(chr(ord(c) + 0xFEE0) for c in document(11)), document(11)), ("50990019580302007x", "50990019580302007X"),
        ("50990019580302007×", "50990019580302007X"), ("50990019580302007Х", "50990019580302007X"), ("509900580302011", "509900580302011"),
        ("0", None), ("无", None), ("不详", None), ("111111111111111111", None), ("5099**********0011", None), ("000000000000000000", None),
    ],
)  # fmt: skip
def test_document_numbers(book: Book, read: Reader, written: object, number: str | None) -> None:
    read(book(("姓名", "身份证号", "房号"), ("王强", written, "3-2-502"), ("李敏", document(22), "3-2-503")))
    assert read.people()["王强"].document == number


def test_a_cut_number_is_never_accepted_but_its_owner_is_suggested(book: Book, read: Reader) -> None:
    headers = ("姓名", "身份证号", "出生日期", "地址")
    read(book(headers, ("王强", document(11), "1958-03-02", "3-2-502")))
    cut = float(document(11)[:15] + "000")
    plan = read(book(headers, ("王强", cut, "1958-03-02", "3-2-502"), ("赵军", "5.0990019580302E+17", "", "3-2-503")))
    assert counts(plan) == {"created": 0, "updated": 0, "unchanged": 0, "review": 1, "rejected": 1}
    assert "王强" in plan.reviews[0].reason and set(read.people()) == {"王强"}
    assert plan.as_json()["problems"][0]["value"].startswith("5.09") or "***" in plan.as_json()["problems"][0]["value"]


def test_who_is_known_by_birth_and_door_comes_in_without_the_cut_number(book: Book, read: Reader) -> None:
    headers = ("姓名", "身份证号", "出生日期", "地址", "联系电话")
    path = book(headers, ("赵军", float(document(33)[:15] + "000"), "1958-03-02", "3-2-503", "13900000001"))
    plan = read(path)
    person = read.people()["赵军"]
    assert (person.document, person.birth, person.phone) == (None, date(1958, 3, 2), "13900000001")
    assert "last digits are lost" in plan.problems[0].problem and plan.not_taken
    assert counts(read(path))["unchanged"] == 1
    corrected = read(book(headers, ("赵军", document(33), "1958-03-02", "3-2-503", "")))
    assert counts(corrected)["updated"] == 1 and read.people()["赵军"].document == document(33)


@pytest.mark.parametrize(
    ("written", "name"),
    [("王　强", "王强"), ("王 强", "王强"), ("買買提•艾力", "買買提·艾力"), ("买买提．艾力", "买买提·艾力"), ("买买提・艾力", "买买提·艾力"),
     ("买买提.艾力", "买买提·艾力"), ("王\ue863", "王䶮"), ("𠅤𬭎", "𠅤𬭎"), ("John Smith", "John Smith")],
)  # fmt: skip
def test_names(book: Book, read: Reader, written: str, name: str) -> None:
    read(book(("姓名", "身份证号"), (written, document(11)), ("李敏", document(22))))
    assert name in read.people()


def test_flags_and_several_values_in_a_cell(book: Book, read: Reader) -> None:
    plan = read(book(
        ("姓名", "身份证号", "地址", "特殊人群", "是否低保", "残疾等级", "是否志愿者", "是否党员"),
        ("王强", document(11), "3-2-502", "独居老人;高龄老人", "√", "肢体二级", 1, "是"),
        ("李敏", document(22), "3-2-503", "空巢、退役军人", "否", "", 0, "否"),
        ("赵军", document(33), "3-2-504", "爱心人士", "×", "无", "是", ""),
    ))  # fmt: skip
    assert len(plan.inserts["care"]) == 6
    assert read.people()["王强"].volunteer and not read.people()["李敏"].volunteer and read.people()["赵军"].volunteer
    assert read.people()["王强"].political == "01" and read.people()["李敏"].political is None
    assert "爱心人士" in (read.people()["赵军"].note or "")


def test_columns_that_are_not_kept_are_dropped_and_the_unknown_go_to_the_note(book: Book, read: Reader) -> None:
    plan = read(book(
        ("姓名", "身份证号", "宗教信仰", "是否重点人员", "车牌号", "爱好特长", "户口性质"),
        ("王强", document(11), "佛教", "是", "鲁B00000", "下棋", "非农业"),
    ))  # fmt: skip
    assert plan.as_json()["dropped_columns"] == ["宗教信仰", "是否重点人员", "车牌号"]
    assert read.people()["王强"].note == "爱好特长：下棋；户口性质：非农业"
    assert "佛教" not in str(plan.as_json())


def test_ages_are_checked_and_not_stored(book: Book, read: Reader) -> None:
    plan = read(
        book(
            ("姓名", "身份证号", "年龄"),
            ("王强", document(11), 20),
            ("李敏", document(22, "20000101"), date.today().year - 2000),
        )
    )
    assert [problem.row for problem in plan.problems if "age" in problem.problem] == [2]
    assert read.people()["王强"].note is None


def test_traditional_headers(book: Book, read: Reader) -> None:
    plan = read(
        book(
            ("姓名", "身份證號碼", "聯繫電話", "樓棟", "單元", "房號", "與戶主關係"),
            ("王强", document(11), "13900000001", "3", "2", "502", "戶主"),
        )
    )
    assert counts(plan)["created"] == 1 and read.home("王强") == "3-2-502" and read.people()["王强"].relation == "02"


def test_csv_in_both_encodings(tmp_path: Path, read: Reader) -> None:
    text = f"姓名,身份证号,地址\r\n王䶮,{document(11)},3-2-502\r\n\U0002ce4e强,{document(22)},3-2-503\r\n"
    for encoding in ("utf-8-sig", "gb18030", "utf-8", "utf-16"):
        path = tmp_path / f"{encoding}.csv"
        path.write_bytes(text.encode(encoding))
        plan = read(path)
        assert plan.read == 2 and set(read.people()) == {"王䶮", "\U0002ce4e强"}


def test_headers_in_english_and_in_pinyin(book: Callable[..., Path], read: Reader) -> None:
    read(book(
        ("No.", "Name", "Gender", "ID Number", "Phone", "Building", "Unit", "Room"),
        (1, "王建国", "M", document(11), "13900000001", "3", "2", "301"), name="a.xlsx",
    ))  # fmt: skip
    read(book(
        ("xingming", "xingbie", "shenfenzheng", "dianhua", "louhao", "danyuan", "fanghao"),
        ("李秀英", "女", document(22, "19600405"), "13900000002", "3", "2", "302"), name="b.xlsx",
    ))  # fmt: skip
    people = read.people()
    assert people["王建国"].phone == "13900000001" and read.home("王建国") == "3-2-301"
    assert people["李秀英"].document == document(22, "19600405") and read.home("李秀英") == "3-2-302"
