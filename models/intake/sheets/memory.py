"""What the register remembers of reading files: layouts seen before, and rows that somebody has to look at."""

from datetime import date, datetime

from sqlalchemy import String, Text, inspect
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.tables import Base, Record


class IntakeLayout(Base):
    """What the columns of a layout were taken for when it was last read. `columns` is JSON: header to meaning."""

    __tablename__ = "intake_layout"

    fingerprint: Mapped[str] = mapped_column(String(40), primary_key=True)
    ledger: Mapped[str] = mapped_column(String(40))
    columns: Mapped[str] = mapped_column(Text)
    used_at: Mapped[datetime]


class IntakeReview(Record):
    """One row of a file that may be somebody of the register. `row_values` and `candidates` are JSON."""

    __tablename__ = "intake_review"

    fingerprint: Mapped[str] = mapped_column(String(40), unique=True)
    ledger: Mapped[str] = mapped_column(String(40))
    file: Mapped[str] = mapped_column(String(200))
    sheet: Mapped[str] = mapped_column(String(120))
    row: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)
    row_values: Mapped[str] = mapped_column(Text)
    candidates: Mapped[str] = mapped_column(Text)
    found_on: Mapped[date]
    settled_on: Mapped[date | None] = mapped_column(index=True)
    settled_as: Mapped[str | None] = mapped_column(String(20))


def is_there(session: Session) -> bool:
    """Whether this register has these tables: one of an earlier program may not."""
    return bool(inspect(session.connection()).has_table(IntakeReview.__tablename__))
