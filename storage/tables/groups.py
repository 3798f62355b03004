"""Peer groups: how they were formed, who is in them, the roles there, wishes, and pairs that meet."""

from sqlalchemy import BigInteger, Boolean, Column, Date, ForeignKey, Integer, Table, UniqueConstraint

from storage.tables.base import SQLITE_NEVER_REUSE, Id, Moment, Personal, key, metadata, plain

LINK = {"personal": Personal.LINK}
NAMED = {"personal": Personal.NAMED}


formation = Table(
    "formation",
    metadata,
    key(),
    Column("course_id", Id, ForeignKey("course.id"), nullable=False, index=True),
    plain("state", "of a proposal of groups"),
    Column("seed", BigInteger, nullable=False),
    plain("rules", "sizes and weights, in JSON"),
    plain("since", "how many have left, paused and joined since it was drawn, in JSON", server_default="{}"),
    Column("created_by", Id, ForeignKey("person.id"), info=LINK),
    Column("created_at", Moment, nullable=False),
    Column("settled_at", Moment),
    **SQLITE_NEVER_REUSE,
)
"""One proposal of groups for a course: asked for, proposed, confirmed, or dropped."""

formation_seat = Table(
    "formation_seat",
    metadata,
    key(),
    Column("formation_id", Id, ForeignKey("formation.id"), nullable=False),
    Column("person_id", Id, ForeignKey("person.id"), nullable=False, index=True, info=LINK),
    Column("group_no", Integer),
    Column("locked", Boolean, nullable=False),
    plain("outcome", "placed, waiting, paused or excluded"),
    plain("reason", "codes, in JSON"),
    UniqueConstraint("formation_id", "person_id"),
    **SQLITE_NEVER_REUSE,
)
"""What became of each person in a formation, and why."""

peer_group = Table(
    "peer_group",
    metadata,
    key(),
    Column("course_id", Id, ForeignKey("course.id"), nullable=False),
    Column("number", Integer, nullable=False),
    plain("name", "of a peer group"),
    Column("formation_id", Id, ForeignKey("formation.id")),
    Column("created_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("locked", Boolean, nullable=False, default=False),
    Column("told_size", Integer),
    UniqueConstraint("course_id", "number"),
    **SQLITE_NEVER_REUSE,
)

group_member = Table(
    "group_member",
    metadata,
    key(),
    Column("group_id", Id, ForeignKey("peer_group.id"), nullable=False),
    Column("person_id", Id, ForeignKey("person.id"), nullable=False, index=True, info=LINK),
    Column("joined_at", Moment, nullable=False),
    Column("left_at", Moment),
    UniqueConstraint("group_id", "person_id"),
    **SQLITE_NEVER_REUSE,
)

group_role = Table(
    "group_role",
    metadata,
    key(),
    Column("group_id", Id, ForeignKey("peer_group.id"), nullable=False),
    Column("week", Date, nullable=False),
    plain("role", "a part that somebody plays in a group for a week"),
    Column("person_id", Id, ForeignKey("person.id"), nullable=False, index=True, info=LINK),
    UniqueConstraint("group_id", "week", "role"),
    **SQLITE_NEVER_REUSE,
)
"""`week` is its Monday. Who was there and had no role has a line as well, since it is that person's turn next."""

wish = Table(
    "wish",
    metadata,
    key(),
    Column("course_id", Id, ForeignKey("course.id"), nullable=False),
    Column("person_id", Id, ForeignKey("person.id"), nullable=False, index=True, info=LINK),
    Column("other_id", Id, ForeignKey("person.id"), nullable=False, index=True, info=NAMED),
    Column("together", Boolean, nullable=False),
    plain("source", "whether a trainer or a learner wishes it"),
    Column("made_at", Moment, nullable=False),
    UniqueConstraint("course_id", "person_id", "other_id", "source"),
    **SQLITE_NEVER_REUSE,
)

pairing = Table(
    "pairing",
    metadata,
    key(),
    Column("course_id", Id, ForeignKey("course.id"), nullable=False, unique=True),
    plain("schedule", "days and times of day"),
    plain("zone", "of a course"),
    plain("state", "on or off"),
    Column("created_at", Moment, nullable=False),
    Column("done_until", Moment),
    **SQLITE_NEVER_REUSE,
)
"""A course in which people meet in pairs again and again."""

pair_member = Table(
    "pair_member",
    metadata,
    key(),
    Column("course_id", Id, ForeignKey("course.id"), nullable=False),
    Column("person_id", Id, ForeignKey("person.id"), nullable=False, index=True, info=LINK),
    plain("state", "in, out, or paused for silence"),
    Column("since", Moment, nullable=False),
    UniqueConstraint("course_id", "person_id"),
    **SQLITE_NEVER_REUSE,
)
"""Who wants to meet others in pairs; nobody does who has not said so."""

pair_round = Table(
    "pair_round",
    metadata,
    key(),
    Column("pairing_id", Id, ForeignKey("pairing.id"), nullable=False),
    plain("key", "a date and a time of day"),
    Column("opened_at", Moment, nullable=False),
    Column("asks_at", Moment, nullable=False),
    Column("asked_at", Moment),
    UniqueConstraint("pairing_id", "key"),
    **SQLITE_NEVER_REUSE,
)
"""One round of pairs. `asks_at` is when they are asked whether they met."""

pair_seat = Table(
    "pair_seat",
    metadata,
    key(),
    Column("round_id", Id, ForeignKey("pair_round.id"), nullable=False),
    Column("person_id", Id, ForeignKey("person.id"), index=True, info=LINK),
    Column("pair", Integer),
    plain("outcome", "placed, waiting, paused or excluded"),
    plain("reason", "codes", default=""),
    Column("met", Boolean),
    Column("answered_at", Moment),
    UniqueConstraint("round_id", "person_id"),
    **SQLITE_NEVER_REUSE,
)
