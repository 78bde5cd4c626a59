"""Who works in a register, and what their connections are held to."""

from dataclasses import dataclass

from models.access import scope
from models.access.staff import Role

ADMINISTRATOR = "管理员"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who works in a register. `unit_id` holds grid heads and members to their units."""

    name: str
    role: Role = Role.ADMINISTRATOR
    unit_id: str | None = None

    @property
    def held_to(self) -> list[str]:
        """The SQL that every connection of this account begins with (models/access/scope.py)."""
        if self.role is Role.READ_ONLY:
            return ["PRAGMA query_only = ON"]
        return list(scope.statements(self.unit_id or "", self.name)) if self.role.within_unit else []
