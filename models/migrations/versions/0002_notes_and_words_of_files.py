"""Notes of visits, matters, cases and posts; what files call units and grids; the office's emblem."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_NEW = (
    ("appointment", "note", sa.Text()),
    ("household", "grid_named", sa.String(80)),
    ("household", "unit_named", sa.String(80)),
    ("matter", "note", sa.Text()),
    ("mediation_case", "note", sa.Text()),
    ("office", "emblem", sa.LargeBinary()),
    ("visit", "note", sa.Text()),
)


def upgrade() -> None:
    """All of them may be empty: nothing has to be filled in."""
    for table, name, kind in _NEW:
        op.add_column(table, sa.Column(name, kind, nullable=True))


def downgrade() -> None:
    """What they held goes."""
    for table, name, _kind in _NEW:
        op.drop_column(table, name)
