"""Rosters in: 100,000 rows of 20 columns checked, matched and saved, against pandas that only reads and stores them."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

from openpyxl import Workbook

from models.checks import check_digit
from tests.benchmarks import registers
from tests.benchmarks.measure import Line, Lines

ROWS = 100_000
AIM, MOST_MEMORY = 0.6, 400.0
RUNS = 2
HEADERS = (
    "序号", "小区", "楼栋", "单元", "房号", "户主姓名", "姓名", "与户主关系", "性别", "身份证号", "出生日期", "民族", "政治面貌",
    "文化程度", "婚姻状况", "户籍地址", "工作单位", "联系电话", "人员类型", "备注",
)  # fmt: skip
_OURS = """
import json, resource, sys, time
from pathlib import Path
from models.intake import import_file
from models.register import create
with create(Path(sys.argv[2]), office="桂香社区") as register:
    started = time.perf_counter()
    plan = import_file(register, Path(sys.argv[1]))
    took = time.perf_counter() - started
    assert plan.created == {rows}, plan.as_json()
peaks = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(json.dumps([took, max(peaks)]))
"""
_PANDAS = """
import json, resource, sqlite3, sys, time
import pandas
started = time.perf_counter()
frame = pandas.read_excel(sys.argv[1], dtype=str)
with sqlite3.connect(sys.argv[2]) as connection:
    frame.to_sql("people", connection, index=False)
print(json.dumps([time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""


def lines() -> Lines:
    """Time and memory of one large roster."""
    folder = registers.FOLDER.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "roster.xlsx"
    if not path.exists():
        write_roster(path)
    ours, theirs, memory = [], [], 0.0
    for _run in range(RUNS):
        took, peak = _run_once(_OURS.replace("{rows}", str(ROWS)), path, folder / "roster.grid")
        ours.append(took)
        memory = max(memory, peak)
        theirs.append(_run_once(_PANDAS, path, folder / "roster.db")[0])
    yield Line(f"reading, checking, saving {ROWS:,} x {len(HEADERS)}", min(ours), min(theirs), AIM)
    yield Line(
        "its memory, of the larger process, in units of 400 MB", memory / MOST_MEMORY, None, 1.0, f"{memory:.0f} MB"
    )


def _run_once(program: str, path: Path, out: Path) -> tuple[float, float]:
    for old in out.parent.glob(f"*{out.name}*"):
        old.unlink()
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", program, str(path), str(out)], cwd=root, capture_output=True, text=True, check=True
    )
    took, peak = json.loads(done.stdout.splitlines()[-1])
    return took, peak


def write_roster(path: Path, rows: int = ROWS) -> None:
    """A roster of made-up households of one to three."""
    book = Workbook(write_only=True)
    page = book.create_sheet("居民花名册")
    page.append(HEADERS)
    surnames, given = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许", "明华建国文军平志伟丽芳敏静秀英强磊洋艳勇"
    home = number = 0
    while number < rows:
        home += 1
        head = ""
        for relation in ("户主", "妻", "子")[: 1 + home % 3]:
            if number == rows:
                break
            number += 1
            name = surnames[number % 20] + given[number // 20 % 20] + given[number // 400 % 20]
            head = head or name
            born = date(1935 + number % 75, 1 + number // 75 % 12, 1 + number // 900 % 28)
            first17 = f"5099{number // 1000 % 100:02d}{born:%Y%m%d}{number % 1000:03d}"
            page.append([
                number, f"松林苑{home // 4800 + 1}区", f"{home // 120 % 40 + 1}号楼", f"{home % 4 + 1}单元",
                f"{home // 8 % 15 + 1}{home // 4 % 2 + 1:02d}", head, name, relation, "男" if int(first17[16]) % 2 else "女",
                first17 + check_digit(first17), f"{born:%Y-%m-%d}", "汉族", "群众", "初中", "已婚",
                f"某省某市某区某街道某路{home}号", "某某有限公司", f"139{number:08d}", "常住", "",
            ])  # fmt: skip
    book.save(path)
