"""Who works in the register, and in which role."""

from enum import StrEnum

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.fields import Field, RecordSpec
from models.tables import Record, reference
from models.words import N_


class Role(StrEnum):
    """What somebody may do. Grid heads and members see and change their own unit's subtree alone."""

    ADMINISTRATOR = "administrator"
    SECRETARY = "secretary"
    GRID_HEAD = "grid_head"
    GRID_MEMBER = "grid_member"
    READ_ONLY = "read_only"

    @property
    def within_unit(self) -> bool:
        """Whether the role is held to one unit's subtree."""
        return self in (Role.GRID_HEAD, Role.GRID_MEMBER)


class Staff(Record):
    """A member of staff. The password is not here: it wraps the register's key (models/access/keys.py)."""

    __tablename__ = "staff"

    name: Mapped[str] = mapped_column(String(60), unique=True)
    role: Mapped[str] = mapped_column(String(20))
    unit_id: Mapped[str | None] = reference("unit")
    in_use: Mapped[bool] = mapped_column(default=True)


STAFF = RecordSpec(
    key="staff", table=Staff, one=N_("Member of staff"), many=N_("Staff"), sheet="工作人员",
    title=("name",), order=("name",), identity=("name",), unit=("unit_id",),
    fields=(
        Field("name", "Name", "姓名", listed=True),
        Field("role", "Role", "角色", codes="staff_role", listed=True),
        Field("unit_id", "Sees", "所管组织", listed=True),
        Field("in_use", "May sign in", "可登录", listed=True),
    ),
)  # fmt: skip
