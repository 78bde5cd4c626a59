"""Alembic's entry: it runs on the connection it is given."""

from alembic import context

from models import records  # noqa: F401  (makes every table known)
from models.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    transactional_ddl=False,
)
context.run_migrations()
