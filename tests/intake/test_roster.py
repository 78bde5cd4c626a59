"""The plain way: a roster on simple headers is read, changed and read again."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from models import operations
from models.errors import Cancelled
from models.households import Residence
from tests.intake.conftest import Reader, counts, document, everything

HEADERS = (
    "小区",
    "楼栋",
    "单元",
    "房号",
    "姓名",
    "与户主关系",
    "性别",
    "身份证号",
    "出生日期",
    "民族",
    "联系电话",
    "备注",
)
WANG = ("松林苑", "3号楼", "2单元", "502", "王强", "户主", "男", document(11), "1958-03-02", "汉", "13900000001", "")
LI = ("松林苑", "3号楼", "2单元", "502", "李秀英", "妻", "女", document(22, "19600515"), "", "汉族", "", "爱养花")
ZHAO = ("松林苑", "3号楼", "2单元", "501", "赵敏", "户主", "", "", "1970.6.1", "回", "", "")


def test_a_simple_roster_is_taken(book: Callable[..., Path], read: Reader) -> None:
    plan = read(book(HEADERS, WANG, LI, ZHAO))
    assert counts(plan) == {"created": 3, "updated": 0, "unchanged": 0, "review": 0, "rejected": 0}
    assert (plan.households, plan.people, plan.unplaced) == (2, 3, 2)
    assert read.doors() == ["松林苑 3-2-501", "松林苑 3-2-502"]
    people = read.people()
    assert people["王强"].relation == "02" and people["李秀英"].relation == "12"
    assert people["李秀英"].birth == date(1960, 5, 15) and people["李秀英"].sex == "2"
    assert people["赵敏"].ethnic_group == "03" and people["赵敏"].birth == date(1970, 6, 1)
    assert people["李秀英"].note == "爱养花"
    assert plan.as_json()["mapping"]["楼栋"] == "building" and plan.as_json()["mapping"]["身份证号"] == "document"


def test_the_same_file_twice_changes_nothing(book: Callable[..., Path], read: Reader) -> None:
    path = book(HEADERS, WANG, LI, ZHAO)
    read(path)
    before = read.register.path.read_bytes()
    plan = read(path)
    assert counts(plan) == {"created": 0, "updated": 0, "unchanged": 3, "review": 0, "rejected": 0}
    assert not plan.updates and not any(map(len, plan.inserts.values()))
    assert read.register.path.read_bytes() == before


def test_a_blank_never_overwrites(book: Callable[..., Path], read: Reader) -> None:
    read(book(HEADERS, WANG))
    poorer = ("松林苑", "3号楼", "2单元", "502", "王强", "户主", "未知", document(11), "不详", "", "无", "/")
    plan = read(book(HEADERS, poorer))
    assert counts(plan)["unchanged"] == 1
    assert read.people()["王强"].phone == "13900000001"


def test_a_change_is_shown_field_by_field_and_can_be_undone(book: Callable[..., Path], read: Reader) -> None:
    read(book(HEADERS, WANG, LI))
    changed = (*WANG[:10], "13900000009", "")
    plan = read(book(HEADERS, changed, LI))
    assert counts(plan) == {"created": 0, "updated": 1, "unchanged": 1, "review": 0, "rejected": 0}
    assert plan.updates["person"][0].fields == {"phone": ("13900000001", "13900000009")}
    operations.undo(read.register)
    assert read.people()["王强"].phone == "13900000001"


def test_a_dry_run_writes_nothing(book: Callable[..., Path], read: Reader) -> None:
    assert counts(read(book(HEADERS, WANG), dry_run=True))["created"] == 1
    assert not read.people()


def test_cancelling_leaves_no_trace(book: Callable[..., Path], read: Reader) -> None:
    path = book(HEADERS, *[(*WANG[:4], f"王{n}", *WANG[5:7], document(n), *WANG[8:]) for n in range(300)])
    calls = 0

    def cancel_at(limit: int) -> Callable[[int, int], None]:
        def progress(_done: int, _total: int) -> None:
            nonlocal calls
            calls += 1
            if calls >= limit:
                raise Cancelled

        return progress

    for limit in range(1, 8):
        calls = 0
        try:
            read(path, progress=cancel_at(limit))
        except Cancelled:
            assert not read.people()
            continue
        break
    assert calls


def test_somebody_who_moves_keeps_the_earlier_stay(book: Callable[..., Path], read: Reader) -> None:
    read(book(HEADERS, WANG))
    plan = read(book(HEADERS, ("松林苑", "5", "1", "101", *WANG[4:])))
    assert counts(plan)["updated"] == 1 and len(plan.inserts["residence"]) == 1
    assert read.home("王强") == "松林苑 5-1-101"
    assert read.people()["王强"].home_key == "松林苑 00005-00001-00101 00"


def test_people_who_left_the_file_are_named_and_kept(book: Callable[..., Path], read: Reader) -> None:
    read(book(HEADERS, WANG, LI))
    plan = read(book(HEADERS, WANG))
    assert len(plan.absent) == 1 and set(read.people()) == {"王强", "李秀英"}


def test_a_note_that_holds_its_own_mark_does_not_grow(book: Callable[..., Path], read: Reader) -> None:
    path = book((*HEADERS[:11], "爱好特长"), (*WANG[:11], "下棋；钓鱼"))
    read(path)
    assert counts(read(path))["unchanged"] == 1 and read.people()["王强"].note == "爱好特长：下棋；钓鱼"


def test_a_move_that_the_file_does_not_date_leaves_the_date_unknown(book: Callable[..., Path], read: Reader) -> None:
    headers = ("姓名", "身份证号", "住址", "入住时间")
    read(book(headers, ("王强", document(11), "桂香苑3-2-301", "2019-03-01")))
    read(book(headers[:3], ("王强", document(11), "桂香苑3-2-502")))
    assert read.home("王强") == "桂香苑 3-2-502" and read.people()["王强"].moved_in is None
    (stay,) = everything(read, Residence)
    assert stay.since == date(2019, 3, 1) and stay.until == date.today()
