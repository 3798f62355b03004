"""What has happened since a proposal of groups was drawn: counts, compared when a trainer says yes to it."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("formation", sa.Column("since", sa.Text(), nullable=False, server_default="{}"))
