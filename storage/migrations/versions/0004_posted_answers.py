"""Where an answer was posted is known from the messages that stand for it; the column for it was never filled."""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.drop_index(op.f("ix_answer_posted"), table_name="answer")
    op.drop_column("answer", "posted")
