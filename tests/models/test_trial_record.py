"""A new ledger is one short file and its line in records.py: it arrives with table, form, search, export and history."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent

TRIAL = '''"""Merchants of the nine small kinds, and who looks in on them."""

from datetime import date

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.fields import Field, Kind, RecordSpec
from models.tables import Record, reference
from models.words import N_


class Merchant(Record):
    __tablename__ = "merchant"

    name: Mapped[str] = mapped_column(String(80))
    unit_id: Mapped[str] = reference("unit")
    phone: Mapped[str | None] = mapped_column(String(40))
    opened_on: Mapped[date | None]
    note: Mapped[str | None] = mapped_column(Text)


MERCHANTS = RecordSpec(
    key="merchants", table=Merchant, one=N_("Merchant"), many=N_("Merchants"), sheet="九小商户",
    title=("name",), order=("name",), unit=("unit_id",), dated="opened_on", identity=("name",),
    fields=(
        Field("name", "Merchant", "商户名称", listed=True, searchable=True),
        Field("unit_id", "Unit", "所属组织", listed=True),
        Field("phone", "Phone", "联系电话", kind=Kind.PHONE, sensitive=True, listed=True),
        Field("opened_on", "Opened", "开业日期", listed=True),
        Field("note", "Note", "备注"),
    ),
)
'''

USE = """
from datetime import date
from pathlib import Path
from models.history import recording
from models import operations, queries, search
from models.records import spec
from models.register import create

folder = Path(__import__("sys").argv[1])
merchants = spec("merchants")
with create(folder / "r.grid", office="桂香社区") as register:
    unit = operations.save(register, spec("units"), {"code": "1", "name": "街道"}).ids("units")[0]
    made = {"name": "老街面馆", "unit_id": unit, "phone": "13800000007", "opened_on": date(2026, 3, 2)}
    (merchant,) = operations.save(register, merchants, made).ids("merchants")
    operations.save(register, merchants, {"note": "换了招牌"}, merchant)
    with register.read() as session:
        assert search.find(session, "lmmg")[0] == 0 and search.find(session, "ljmg")[1][0].id == merchant
        (row,) = queries.rows(session, merchants, [merchant])
        assert row["phone"] == "138****0007" and row["unit_id"].title == "街道"
        assert [v.action for v in recording.versions(session, "merchant", merchant)] == ["U", "I"]
    from exports.ledger import export_ledger
    assert export_ledger(register, merchants, folder / "m.xlsx") == 1
    import openpyxl
    cells = [cell.value for line in openpyxl.load_workbook(folder / "m.xlsx").active.iter_rows() for cell in line]
    assert "老街面馆" in cells and "商户名称" in cells
    operations.undo(register)

    from PySide6.QtWidgets import QApplication
    application = QApplication([])
    from ui import tasks
    from ui.desk import Desk
    from ui.pages.ledger import LedgerView
    from ui.preferences import Preferences
    with tasks.synchronous():
        view = LedgerView(Desk(register, Preferences(folder / "preferences.ini")), merchants)
        view.load()
        assert view.table.model.rowCount() == 1
        view.form.show_record(merchant)
        assert view.form.fields.lines["name"].editor.value() == "老街面馆"
        assert view.form.fields.lines["phone"].editor.masked
        assert {"within", "period"} <= set(view.bar.chip_keys())
        view.close()
print("whole")
"""


def test_a_ledger_of_forty_lines_arrives_with_everything(tmp_path: Path) -> None:
    assert len([line for line in TRIAL.splitlines() if line.strip()]) <= 40
    house = tmp_path / "house"
    house.mkdir()
    for room in ("models", "exports", "ui", "resources"):
        source = ROOT / room
        if room == "resources":
            (house / room).symlink_to(source)
            continue
        for file in source.rglob("*.py"):
            copy = house / room / file.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(file.read_bytes())
    (house / "models" / "merchants.py").write_text(TRIAL, "utf-8")
    records = house / "models" / "records.py"
    line = records.read_text("utf-8").replace("    OFFICES,\n)", "    OFFICES,\n    MERCHANTS,\n)")
    records.write_text(
        line.replace("from models.mediation", "from models.merchants import MERCHANTS\nfrom models.mediation"), "utf-8"
    )
    environment = {**os.environ, "PYTHONPATH": str(house), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", USE, str(tmp_path)], cwd=house, env=environment, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.stdout.strip().endswith("whole"), done.stderr[-2000:]
