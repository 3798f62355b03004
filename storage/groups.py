"""The shelf of peer groups and their members."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, select, update
from sqlalchemy.dialects.postgresql import insert  # compiles for SQLite as well

from community.chat.address import Platform
from community.groups import GroupMember, PeerGroup
from community.routing import Reader
from storage.group_roles import ROLES
from storage.tables.courses import membership
from storage.tables.groups import group_member, peer_group
from storage.tables.people import account
from storage.timers import TimerShelf
from storage.transaction import Transaction

TENDED = "groups"
"""The kind of a course's timer: somebody came or left, so its groups are looked after."""
GREETED = "greeting"
"""The kind of a group's timer: its members are still to be told that it begins."""

_ACTIVE = peer_group.c.ended_at.is_(None)
_IN = group_member.c.left_at.is_(None)
_IN_ACTIVE = (
    select(group_member.c.person_id, group_member.c.group_id, peer_group.c.course_id)
    .join(peer_group)
    .where(_ACTIVE, _IN)
    .subquery()
)
"""Who is in which group of which course now."""


class GroupShelf:
    """The groups of courses, and who is in them."""

    def __init__(self, work: Transaction) -> None:
        self._db = work.connection
        self._timers = TimerShelf(work)

    def add(self, course: int, name: str, formation: int | None, now: datetime) -> PeerGroup:
        """A new group with the next number of its course."""
        last = select(func.coalesce(func.max(peer_group.c.number), 0)).where(peer_group.c.course_id == course)
        number = self._db.execute(last).scalar_one() + 1
        values = {"course_id": course, "number": number, "name": name, "formation_id": formation, "created_at": now}
        row = self._db.execute(insert(peer_group).values(values).returning(*peer_group.c)).one()
        self._timers.set(ROLES, course, now)
        return _group(row)

    def found(
        self, course: int, formation: int, groups: Sequence[tuple[str, Sequence[int]]], now: datetime
    ) -> list[PeerGroup]:
        """All groups of a formation at once, each by its name with its members; a name may use `{number}`."""
        last = select(func.coalesce(func.max(peer_group.c.number), 0)).where(peer_group.c.course_id == course)
        first = self._db.execute(last).scalar_one() + 1
        about = {"course_id": course, "formation_id": formation, "created_at": now}
        named = [
            {**about, "number": number, "name": name.format(number=number)}
            for number, (name, _) in enumerate(groups, first)
        ]
        self._db.execute(insert(peer_group), named)
        made = self._many(peer_group.c.course_id == course, peer_group.c.number >= first)
        seats = [
            {"group_id": group.id, "person_id": person, "joined_at": now}
            for group, (_, members) in zip(made, groups, strict=True)
            for person in members
        ]
        self._db.execute(insert(group_member), seats)
        self._timers.set(ROLES, course, now)
        return made

    def get(self, group_id: int) -> PeerGroup | None:
        return next(iter(self._many(peer_group.c.id == group_id)), None)

    def of_course(self, course: int, *, ended: bool = False) -> list[PeerGroup]:
        """The groups of a course in the order of their numbers, without those that ended unless wanted."""
        return self._many(peer_group.c.course_id == course, *([] if ended else [_ACTIVE]))

    def of_person(self, course: int, person: int) -> PeerGroup | None:
        """The active group of a course in which somebody is now."""
        theirs = select(group_member.c.group_id).where(group_member.c.person_id == person, _IN)
        return next(iter(self._many(peer_group.c.course_id == course, _ACTIVE, peer_group.c.id.in_(theirs))), None)

    def rename(self, group_id: int, name: str) -> None:
        self._db.execute(update(peer_group).where(peer_group.c.id == group_id).values(name=name))

    def lock(self, group_id: int, *, locked: bool) -> None:
        self._db.execute(update(peer_group).where(peer_group.c.id == group_id).values(locked=locked))

    def told(self, group_id: int, size: int | None) -> None:
        """Its trainers were asked what to do about a group of this size; None: it is large enough again."""
        self._db.execute(update(peer_group).where(peer_group.c.id == group_id).values(told_size=size))

    def end(self, group_id: int, now: datetime) -> None:
        """A group ends with everybody's time in it."""
        self._db.execute(update(peer_group).where(peer_group.c.id == group_id, _ACTIVE).values(ended_at=now))
        self._db.execute(update(group_member).where(group_member.c.group_id == group_id, _IN).values(left_at=now))

    def enter(self, group_id: int, person: int, now: datetime) -> None:
        """Come into a group, or back into it."""
        values = {"group_id": group_id, "person_id": person, "joined_at": now, "left_at": None}
        again = insert(group_member).values(values)
        back = {"left_at": None}
        self._db.execute(again.on_conflict_do_update(index_elements=["group_id", "person_id"], set_=back))

    def leave(self, group_id: int, person: int, now: datetime) -> None:
        mine = (group_member.c.group_id == group_id, group_member.c.person_id == person, _IN)
        self._db.execute(update(group_member).where(*mine).values(left_at=now))

    def members(self, group_id: int) -> list[int]:
        """The numbers of who is in a group now, in the order they came."""
        rows = select(group_member.c.person_id).where(group_member.c.group_id == group_id, _IN)
        return list(self._db.execute(rows.order_by(group_member.c.id)).scalars())

    def former(self, group: PeerGroup) -> list[int]:
        """The numbers of who left a group before it ended, in the order they came."""
        gone = select(group_member.c.person_id).where(group_member.c.group_id == group.id)
        gone = gone.where(group_member.c.left_at.is_not(None))
        if group.ended_at is not None:
            gone = gone.where(group_member.c.left_at < group.ended_at)
        return list(self._db.execute(gone.order_by(group_member.c.id)).scalars())

    def readers(self, course: int) -> dict[int, Reader]:
        """Everybody who takes part in a course now: their group and the platforms they are on."""
        rows = self._db.execute(
            select(membership.c.person_id, account.c.platform, _IN_ACTIVE.c.group_id)
            .join(account, account.c.person_id == membership.c.person_id)
            .outerjoin(
                _IN_ACTIVE,
                and_(
                    _IN_ACTIVE.c.person_id == membership.c.person_id, _IN_ACTIVE.c.course_id == membership.c.course_id
                ),
            )
            .where(membership.c.course_id == course, membership.c.left_at.is_(None))
        )
        found: dict[int, Reader] = {}
        for person, platform, group in rows:
            known = found.get(person, Reader(group, frozenset()))
            found[person] = Reader(known.group, known.platforms | {Platform(platform)})
        return found

    def of_members(self, course: int) -> dict[int, list[int]]:
        """The active groups of a course by their ids, in the order of their numbers, each with its members."""
        rows = (
            select(peer_group.c.id, group_member.c.person_id)
            .outerjoin(group_member, (group_member.c.group_id == peer_group.c.id) & _IN)
            .where(peer_group.c.course_id == course, _ACTIVE)
            .order_by(peer_group.c.number, group_member.c.id)
        )
        found: dict[int, list[int]] = {}
        for group, person in self._db.execute(rows):
            found.setdefault(group, []).extend([] if person is None else [person])
        return found

    def seats(self, course: int) -> list[GroupMember]:
        """Everybody's times in the groups of a course, also those that ended: the history that a new phase avoids."""
        rows = select(group_member).join(peer_group).where(peer_group.c.course_id == course).order_by(group_member.c.id)
        return [_member(row) for row in self._db.execute(rows)]

    def _many(self, *having: ColumnElement[bool]) -> list[PeerGroup]:
        rows = self._db.execute(select(peer_group).where(*having).order_by(peer_group.c.number))
        return [_group(row) for row in rows]


def tend(work: Transaction, course: int, now: datetime) -> None:
    """Somebody came into a course or left it: its groups, if it has any, are looked after."""
    if work.connection.execute(select(peer_group.c.id).where(peer_group.c.course_id == course, _ACTIVE)).first():
        TimerShelf(work).set(TENDED, course, now)


def theirs(work: Transaction, person: int) -> list[int]:
    """The courses in which somebody is in a group now."""
    mine = (group_member.c.person_id == person, _IN, _ACTIVE)
    return list(work.connection.execute(select(peer_group.c.course_id).join(group_member).where(*mine)).scalars())


def _group(row: Row[Any]) -> PeerGroup:
    named = (row.id, row.course_id, row.number, row.name, row.formation_id)
    return PeerGroup(*named, row.created_at, row.ended_at, row.locked, row.told_size)


def _member(row: Row[Any]) -> GroupMember:
    return GroupMember(row.group_id, row.person_id, row.joined_at, row.left_at)
