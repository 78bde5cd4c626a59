"""A table whose words are also those of forms is read as a table: what stands beneath them tells."""

from collections.abc import Callable
from pathlib import Path

from tests.intake.conftest import Reader, counts, document

Book = Callable[..., Path]
NAMES = ("王强", "李秀英", "赵敏", "孙丽", "周涛", "吴艳", "郑洋", "冯超", "陈杰", "卫平")


def test_a_roster_with_words_that_are_answers_in_its_header(book: Book, read: Reader) -> None:
    headers = ("序号", "门牌号", "姓名", "男", "女", "身份证号码", "与户主关系", "民族", "是否党员", "低保", "独居", "残疾", "军属")  # fmt: skip
    rows = [
        (n, f"1-1-{n}01", name, "√", "", document(2 * n + 1), "户主", "汉", "否", "", "", "", "")
        for n, name in enumerate(NAMES, 1)
    ]
    for shown in (3, 10):
        plan = read(book(("居民花名册",), headers, *rows[:shown], name=f"{shown}.xlsx"))
        assert plan.read == shown and plan.rejected == 0, plan.problems
    assert set(read.people()) == set(NAMES) and len(read.doors()) == 10


def test_a_ledger_of_changes(book: Book, read: Reader) -> None:
    plan = read(book(
        ("10月人口变动台账",), ("序号", "变动类型", "姓名", "性别", "身份证号", "变动时间", "住址", "变动原因", "原住址", "经办人"),
        (1, "出生", "王宝", "男", "", "2025.10.3", "松林苑1-1-101", "自然增长", "", "刘芳"),
        (2, "死亡", "赵敏", "女", document(22), "2025.10.5", "松林苑1-1-102", "病故", "", "刘芳"),
        (3, "婚入", "孙丽", "女", document(24), "2025.10.8", "松林苑1-1-103", "结婚", "外地", "刘芳"),
    ))  # fmt: skip
    assert counts(plan)["created"] == plan.read == 3 and set(read.people()) == {"王宝", "赵敏", "孙丽"}


def test_a_line_of_labels_with_values_above_a_list_of_householders(book: Book, read: Reader) -> None:
    plan = read(book(
        ("户主姓名底册",), ("普查区：桂香社区", "", "普查小区：003"),
        ("建筑物编号", "住房单元编号", "户编号", "户别", "户主姓名", "住所详细地址", "应登记人数", "联系电话", "备注"),
        ("001", "01", "001", "家庭户", "王强", "桂香街12号3单元101室", 3, "13900000001", ""),
        ("002", "01", "002", "家庭户", "赵敏", "桂香街13号3单元201室", 2, "13900000002", ""),
    ))  # fmt: skip
    assert counts(plan)["created"] == plan.read == 2 and set(read.people()) == {"王强", "赵敏"}
    assert read.people()["王强"].relation == "02"


def test_a_list_of_households_that_counts_men_and_women(book: Book, read: Reader) -> None:
    plan = read(book(
        ("一组农户基本情况",), ("序号", "户主姓名", "家庭人口", "男", "女", "劳动力", "住址", "联系电话", "备注"),
        (1, "王强", 2, 1, 1, 2, "松林苑1-1-101", "13900000001", ""), (2, "赵敏", 1, 0, 1, 0, "松林苑1-1-102", "", "独居"),
    ))  # fmt: skip
    assert counts(plan)["created"] == plan.read == 2
    assert all(person.sex is None for person in read.people().values()), "a number of women is nobody's sex"


def test_a_wide_table_of_which_few_headers_are_known(book: Book, read: Reader) -> None:
    asked = [f"第{n}项指标" for n in range(1, 41)]
    rows = [(name, "女", document(2 * n), f"1390000{n:04d}", f"3-1-{n}01", *["满意"] * 40) for n, name in enumerate(NAMES, 1)]  # fmt: skip
    plan = read(book(("姓名", "性别", "身份证号码", "手机号", "住址", *asked), *rows))
    assert counts(plan)["created"] == plan.read == 10
    assert read.people()["王强"].phone == "13900000001" and read.home("李秀英") == "3-1-201"


def test_rows_with_words_of_headers_in_them_stay_rows(book: Book, read: Reader) -> None:
    rows = [
        ("松林苑", "1", "1", f"10{n}", name, name, "户主", "男", document(2 * n + 1), "常住", "党员", "2026-03-02")
        for n, name in enumerate(NAMES[:5], 1)
    ]
    headers = (
        "小区",
        "楼栋",
        "单元",
        "房号",
        "户主",
        "姓名",
        "与户主关系",
        "性别",
        "身份证号",
        "人员状态",
        "政治面貌",
        "变动日期",
    )
    plan = read(book(headers, *rows))
    assert counts(plan)["created"] == plan.read == 5 and len(read.doors()) == 5
