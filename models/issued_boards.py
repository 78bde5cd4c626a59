"""Notice boards that were issued, each with what it said, so that those out of date are known."""

from datetime import date

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.fields import Field, RecordSpec
from models.tables import Record, reference
from models.words import N_


class IssuedBoard(Record):
    """One printed board. `content` is the JSON it was drawn from, `fingerprint` its digest."""

    __tablename__ = "issued_board"

    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(120))
    unit_id: Mapped[str | None] = reference("unit")
    grid_id: Mapped[str | None] = reference("grid")
    paper: Mapped[str] = mapped_column(String(20))
    theme: Mapped[str] = mapped_column(String(20))
    issued_on: Mapped[date]
    number: Mapped[str | None] = mapped_column(String(40))
    content: Mapped[str] = mapped_column(Text, default="")
    fingerprint: Mapped[str] = mapped_column(String(64), default="")


ISSUED_BOARDS = RecordSpec(
    key="issued_boards", table=IssuedBoard, one=N_("Issued board"), many=N_("Issued boards"), sheet="已制公示牌",
    title=("title",), order=("-issued_on",), unit=("unit_id",), dated="issued_on",
    identity=("kind", "unit_id", "grid_id", "issued_on"),
    fields=(
        Field("title", "Board", "公示牌", listed=True),
        Field("kind", "Kind", "种类", codes="board_kind", listed=True),
        Field("unit_id", "Unit", "组织", listed=True),
        Field("grid_id", "Grid", "网格", listed=True),
        Field("paper", "Paper", "纸张", listed=True),
        Field("theme", "Theme", "主题", codes="board_theme"),
        Field("issued_on", "Issued", "制作日期", listed=True),
        Field("number", "Number", "编号", listed=True),
    ),
)  # fmt: skip
