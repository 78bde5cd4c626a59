"""Lists that no ledger of the register is are left out, and said; never taken for the ledger with the nearest words."""

from collections.abc import Callable
from pathlib import Path

import pytest

from models.errors import Mistake
from models.intake import propose, read_file
from models.intake.sheets.layouts import which_ledger
from models.organisation import Grid, Unit
from models.visits import Visit
from tests.intake.conftest import Reader, counts, everything, said

Book = Callable[..., Path]
WISHES = [
    ("编号", "心愿人", "人员类别", "网格", "电话", "心愿内容", "征集日期", "认领人", "圆梦日期"),
    (1, "王强", "低保", "第三网格", "13800000011", "想要一个书包", "2026-5-1", "王老师", "2026-6-1"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "headers"),
    [
        ("微心愿台账", "编号 心愿人 人员类别 网格 电话 心愿内容 征集日期 认领人"),
        ("九小场所检查台账", "序号 场所名称 类别 地址 经营者 电话 检查日期 发现隐患 整改结果 检查人"),
        ("会议签到表", "序号 姓名 单位 职务 电话 签到时间"),
        ("“三会一课”记录", "日期 会议名称 主持人 参会人数 会议内容 记录人"),
        ("消防器材台账", "编号 名称 规格 位置 数量 检查日期 状态 负责人"),
        ("", "编号 名称 规格 位置 数量 检查日期 状态 负责人"),
        ("商户信息登记表", "序号 商户名称 地址 法人 联系电话 经营范围 网格"),
        ("", "编号 犬主姓名 住址 品种 免疫日期 电话"),
        ("地下车库", "编号 车位号 业主姓名 电话"),
        ("议事协商台账", "编号 议题 提出人 时间 地点 参加人员 协商结果"),
        ("志愿者积分登记表", "序号 姓名 小区 积分事项 分值 日期 审核人"),
    ],
)
def test_lists_of_other_things_are_no_ledger(title: str, headers: str) -> None:
    assert which_ledger(headers.split(), "Sheet1", [title] if title else []) == ""


@pytest.mark.parametrize(
    ("title", "headers", "ledger"),
    [
        ("网格划分", "网格编码 网格名称 所属支部 网格范围 户数 网格长 电话", "grids"),
        ("", "网格编号 网格名称 所属党组织 楼栋 户数 面积", "grids"),
        ("", "组织名称 上级组织 负责人 联系电话 服务范围", "units"),
        ("慰问活动记录", "日期 慰问对象 住址 慰问人 慰问品", "visits"),
        ("高龄津贴发放表", "姓名 身份证号 出生年月 住址 金额", "people"),
        ("会议室住户花名册", "姓名 性别 身份证号 住址", "people"),
    ],
)
def test_what_is_a_ledger_stays_one(title: str, headers: str, ledger: str) -> None:
    assert which_ledger(headers.split(), "Sheet1", [title] if title else []) == ledger


def test_such_a_sheet_is_said_and_nothing_is_made_of_it(book: Book, settled: Reader) -> None:
    visits = [("走访日期", "走访对象", "走访人"), ("2026-03-02", "王强", "刘芳")]
    before = len(everything(settled, Grid))
    plan = settled(book(sheets={"微心愿": [("微心愿台账",), *WISHES], "走访": visits}))
    assert counts(plan)["created"] == 1 and len(everything(settled, Grid)) == before
    assert said(plan) == ["The register keeps no such list as “微心愿台账”; the sheet was left out."]
    assert plan.as_json()["ledgers"] == {"走访": ["visits"]}


def test_alone_in_a_file_it_is_refused_by_name(book: Book, settled: Reader) -> None:
    with pytest.raises(Mistake, match="微心愿台账"):
        settled(book(("微心愿台账",), *WISHES))


def test_somebody_may_say_what_it_is_all_the_same(book: Book, settled: Reader) -> None:
    (layout,) = propose(read_file(book(("微心愿台账",), *WISHES)), settled.register, ledger="matters").layouts
    assert layout.ledger == "matters" and layout.column_of("content")


def test_a_visit_each_quarter(book: Book, settled: Reader) -> None:
    path = book(
        ("2026年独居老人季度走访记录",),
        ("序号", "姓名", "住址", "一季度走访", "", "二季度走访", "", "走访人"),
        ("", "", "", "日期", "情况", "日期", "情况", ""),
        (1, "王强", "松林苑3-2-502", "2026-02-03", "身体好", "5月6日", "吃药", "刘芳"),
        merge=("A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:G2", "H2:H3"),
    )
    assert counts(settled(path))["created"] == 2
    assert [one.situation for one in everything(settled, Visit)] == ["身体好", "吃药"]


def test_grids_that_say_their_branch_make_no_branch(book: Book, settled: Reader) -> None:
    units = len(everything(settled, Unit))
    path = book(
        ("网格编码", "网格名称", "所属支部", "网格范围", "网格长"),
        ("509919001009", "第九网格", "没有的支部", "1-3栋", "王新军"),
    )
    plan = settled(path)
    (grid,) = (one for one in everything(settled, Grid) if one.name == "第九网格")
    assert (
        len(everything(settled, Unit)) == units
        and grid.note == "所属支部：没有的支部"
        and plan.rejected == 1
        and said(plan)
    )
