"""Partnerships, what is known of organisations, courses and people, and the ways into a course."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "partnership",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partnership")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "code_attempt",
        sa.Column("person_id", ID, autoincrement=False, nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("wrong", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_code_attempt_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_code_attempt")),
    )
    op.create_table(
        "application",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("course_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=True),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_application_course_id_course")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_application_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application")),
        sa.UniqueConstraint("course_id", "person_id", name=op.f("uq_application_course_id_person_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_application_person_id"), "application", ["person_id"], unique=False)
    op.create_table(
        "consent",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("course_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("given_at", MOMENT, nullable=False),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_consent_course_id_course")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_consent_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
        sa.UniqueConstraint("course_id", "person_id", "about", name=op.f("uq_consent_course_id_person_id_about")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_consent_person_id"), "consent", ["person_id"], unique=False)
    op.create_table(
        "seat",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("course_id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("external", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("code_hash", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires", MOMENT, nullable=True),
        sa.Column("person_id", ID, nullable=True),
        sa.Column("claimed_at", MOMENT, nullable=True),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_seat_course_id_course")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_seat_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_seat_code_hash")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_seat_course_id"), "seat", ["course_id"], unique=False)
    op.create_index(op.f("ix_seat_person_id"), "seat", ["person_id"], unique=False)
    op.add_column("course", sa.Column("kind", sa.Text(), nullable=False, server_default="learners"))
    op.add_column("course", sa.Column("target_group", sa.Text(), nullable=False, server_default=""))
    op.add_column("course", sa.Column("subject", sa.Text(), nullable=False, server_default=""))
    op.add_column("course", sa.Column("institution_code", sa.Text(), nullable=False, server_default=""))
    op.add_column("course", sa.Column("starts_on", sa.Date(), nullable=True))
    op.add_column("course", sa.Column("ends_on", sa.Date(), nullable=True))
    op.add_column("course", sa.Column("settings", sa.Text(), nullable=False, server_default=""))
    op.add_column("course", sa.Column("code_until", MOMENT, nullable=True))
    op.add_column("course", sa.Column("closed_at", MOMENT, nullable=True))
    _refer("course", "copied_from", "course")
    op.add_column("course", sa.Column("warned_at", MOMENT, nullable=True))
    op.add_column("course", sa.Column("words_gone_at", MOMENT, nullable=True))
    _refer("bot", "organisation_id", "organisation")
    op.add_column("membership", sa.Column("paused_until", MOMENT, nullable=True))
    op.add_column("membership", sa.Column("away_at", MOMENT, nullable=True))
    op.add_column("membership", sa.Column("level", sa.SmallInteger(), nullable=True))
    op.add_column("membership", sa.Column("goal", sa.LargeBinary(), nullable=True))
    op.add_column("membership", sa.Column("interests", sa.LargeBinary(), nullable=True))
    op.add_column("membership", sa.Column("kind", sa.LargeBinary(), nullable=True))
    _refer("organisation", "partnership_id", "partnership")
    op.add_column("organisation", sa.Column("country", sa.Text(), nullable=False, server_default=""))
    op.add_column("organisation", sa.Column("languages", sa.Text(), nullable=False, server_default=""))
    op.add_column("organisation", sa.Column("holidays", sa.Text(), nullable=False, server_default=""))
    op.add_column("organisation", sa.Column("controller", sa.Text(), nullable=False, server_default=""))
    op.add_column("organisation", sa.Column("privacy_url", sa.Text(), nullable=False, server_default=""))
    op.add_column("organisation", sa.Column("retention_days", sa.Integer(), nullable=True))
    op.add_column("person", sa.Column("languages", sa.Text(), nullable=False, server_default=""))
    op.add_column("person", sa.Column("hours", sa.Text(), nullable=False, server_default=""))


def _refer(table: str, column: str, target: str) -> None:
    """A new column that refers to a row: SQLite takes the constraint with the column only."""
    name = f"fk_{table}_{column}_{target}"
    number = ID.compile(op.get_bind().dialect)
    op.execute(f"ALTER TABLE {table} ADD COLUMN {column} {number} CONSTRAINT {name} REFERENCES {target}(id)")
