"""Peer groups, formations, wishes, roles and pairs."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "formation",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("course_id", ID, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_formation_course_id_course")),
        sa.ForeignKeyConstraint(["created_by"], ["person.id"], name=op.f("fk_formation_created_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_formation")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_formation_course_id"), "formation", ["course_id"], unique=False)
    op.create_table(
        "pairing",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("course_id", ID, nullable=False),
        sa.Column("schedule", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("done_until", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_pairing_course_id_course")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pairing")),
        sa.UniqueConstraint("course_id", name=op.f("uq_pairing_course_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "pair_member",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("course_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_pair_member_course_id_course")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_pair_member_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pair_member")),
        sa.UniqueConstraint("course_id", "person_id", name=op.f("uq_pair_member_course_id_person_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_pair_member_person_id"), "pair_member", ["person_id"], unique=False)
    op.create_table(
        "wish",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("course_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("other_id", ID, nullable=False),
        sa.Column("together", sa.Boolean(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_wish_course_id_course")),
        sa.ForeignKeyConstraint(["other_id"], ["person.id"], name=op.f("fk_wish_other_id_person")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_wish_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wish")),
        sa.UniqueConstraint(
            "course_id", "person_id", "other_id", "source", name=op.f("uq_wish_course_id_person_id_other_id_source")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_wish_other_id"), "wish", ["other_id"], unique=False)
    op.create_index(op.f("ix_wish_person_id"), "wish", ["person_id"], unique=False)
    op.create_table(
        "formation_seat",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("formation_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("group_no", sa.Integer(), nullable=True),
        sa.Column("locked", sa.Boolean(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["formation_id"], ["formation.id"], name=op.f("fk_formation_seat_formation_id_formation")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_formation_seat_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_formation_seat")),
        sa.UniqueConstraint("formation_id", "person_id", name=op.f("uq_formation_seat_formation_id_person_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_formation_seat_person_id"), "formation_seat", ["person_id"], unique=False)
    op.create_table(
        "pair_round",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("pairing_id", ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("asks_at", MOMENT, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["pairing_id"], ["pairing.id"], name=op.f("fk_pair_round_pairing_id_pairing")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pair_round")),
        sa.UniqueConstraint("pairing_id", "key", name=op.f("uq_pair_round_pairing_id_key")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "peer_group",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("course_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("formation_id", ID, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("locked", sa.Boolean(), nullable=False),
        sa.Column("told_size", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_peer_group_course_id_course")),
        sa.ForeignKeyConstraint(["formation_id"], ["formation.id"], name=op.f("fk_peer_group_formation_id_formation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_peer_group")),
        sa.UniqueConstraint("course_id", "number", name=op.f("uq_peer_group_course_id_number")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "group_member",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("group_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("joined_at", MOMENT, nullable=False),
        sa.Column("left_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["peer_group.id"], name=op.f("fk_group_member_group_id_peer_group")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_group_member_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_member")),
        sa.UniqueConstraint("group_id", "person_id", name=op.f("uq_group_member_group_id_person_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_group_member_person_id"), "group_member", ["person_id"], unique=False)
    op.create_table(
        "group_role",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("group_id", ID, nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["peer_group.id"], name=op.f("fk_group_role_group_id_peer_group")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_group_role_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_role")),
        sa.UniqueConstraint("group_id", "week", "role", name=op.f("uq_group_role_group_id_week_role")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_group_role_person_id"), "group_role", ["person_id"], unique=False)
    op.create_table(
        "pair_seat",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("round_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=True),
        sa.Column("pair", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("met", sa.Boolean(), nullable=True),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_pair_seat_person_id_person")),
        sa.ForeignKeyConstraint(["round_id"], ["pair_round.id"], name=op.f("fk_pair_seat_round_id_pair_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pair_seat")),
        sa.UniqueConstraint("round_id", "person_id", name=op.f("uq_pair_seat_round_id_person_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_pair_seat_person_id"), "pair_seat", ["person_id"], unique=False)
    op.add_column("answer", sa.Column("shared_at", MOMENT, nullable=True))
    op.add_column("course_place", sa.Column("closed_to_threads", sa.Text(), nullable=False, server_default=""))
    _refer("course_place", "group_id", "peer_group")


def _refer(table: str, column: str, target: str) -> None:
    """A new column that refers to a row: SQLite takes the constraint with the column only."""
    name = f"fk_{table}_{column}_{target}"
    number = ID.compile(op.get_bind().dialect)
    op.execute(f"ALTER TABLE {table} ADD COLUMN {column} {number} CONSTRAINT {name} REFERENCES {target}(id)")
