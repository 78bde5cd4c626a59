"""Public notices with their period: a project, an election, a decision; text of the office, none about residents."""

from datetime import date

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.fields import Field, Kind, RecordSpec
from models.tables import Record, reference
from models.words import N_


class PublicNotice(Record):
    """One notice: hung from `shown_from` to `shown_to`."""

    __tablename__ = "public_notice"

    title: Mapped[str] = mapped_column(String(80))
    unit_id: Mapped[str] = reference("unit")
    body: Mapped[str] = mapped_column(Text)
    shown_from: Mapped[date]
    shown_to: Mapped[date]
    contact: Mapped[str | None] = mapped_column(String(40))
    phone: Mapped[str | None] = mapped_column(String(40))


PUBLIC_NOTICES = RecordSpec(
    key="public_notices", table=PublicNotice, one=N_("Public notice"), many=N_("Public notices"), sheet="公示",
    title=("title",), order=("-shown_from",), unit=("unit_id",), dated="shown_from", identity=("title", "shown_from"),
    fields=(
        Field("title", "Title", "标题", listed=True, searchable=True),
        Field("unit_id", "Unit", "公示单位", listed=True),
        Field("body", "Text, a paragraph a line", "公示内容"),
        Field("shown_from", "Shown from", "公示开始", listed=True),
        Field("shown_to", "Shown until", "公示结束", listed=True),
        Field("contact", "Contact", "联系人", listed=True),
        Field("phone", "Phone", "联系电话", kind=Kind.PHONE, listed=True),
    ),
)  # fmt: skip
