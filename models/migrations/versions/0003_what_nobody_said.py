"""Yes, no, or not said: whether somebody in a post is a party member, and what the parties of a case were told and agreed to."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_FLAGS = (
    ("appointment", "party_member"),
    ("mediation_case", "told_rights"),
    ("mediation_case", "told_routes"),
    ("mediation_party", "consent"),
)


def upgrade() -> None:
    """What stands as "no" stays so: nobody knows any more which of them was said."""
    for table, name in _FLAGS:
        _made_anew(table, name, f'"{name}"', sa.Column("made_anew", sa.Boolean(), nullable=True))


def downgrade() -> None:
    """What was not said becomes "no" again."""
    for table, name in _FLAGS:
        anew: sa.Column[bool] = sa.Column("made_anew", sa.Boolean(), nullable=False, server_default=sa.false())
        _made_anew(table, name, f'COALESCE("{name}", FALSE)', anew)


def _made_anew(table: str, name: str, value: str, anew: sa.Column[bool]) -> None:
    """A column beside the old one takes its place: SQLite changes no column in place, and to copy the table would set
    off what hangs on it. The history's triggers name the column; they are written anew after every upgrade."""
    for event in ("insert", "update", "delete"):
        op.execute(f'DROP TRIGGER IF EXISTS "history_{table}_{event}"')
    op.add_column(table, anew)
    op.execute(f'UPDATE "{table}" SET made_anew = {value}')
    op.drop_column(table, name)
    op.alter_column(table, "made_anew", new_column_name=name)
