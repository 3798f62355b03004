"""The shelf of roles in peer groups, week by week."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import Row, delete, func, select
from sqlalchemy.dialects.postgresql import insert  # compiles for SQLite as well

from community.group_roles import RoleWeek
from community.matching import GroupRole
from storage.tables.groups import group_role
from storage.transaction import Transaction

ROLES = "roles"
"""The kind of a course's timer: a new week of its groups begins."""

_RESTING = "resting"
"""How lines of those begin who were there and had no role."""


class GroupRoleShelf:
    """Who had which role in which week."""

    def __init__(self, work: Transaction) -> None:
        self._db = work.connection

    def weeks(self, group: int) -> list[RoleWeek]:
        """Every week of a group so far, the oldest first."""
        whole = select(group_role).where(group_role.c.group_id == group).order_by(group_role.c.week, group_role.c.id)
        return [_week(group, monday, rows) for monday, rows in groupby(self._db.execute(whole), lambda row: row.week)]

    def week(self, group: int, monday: date) -> RoleWeek | None:
        return next((each for each in self.weeks(group) if each.monday == monday), None)

    def line_of(self, week: RoleWeek, person: int) -> int:
        """The number of somebody's line in a week; 0 if they have none. Every change gives the week new lines."""
        mine = (group_role.c.group_id == week.group, group_role.c.week == week.monday, group_role.c.person_id == person)
        return self._db.execute(select(func.min(group_role.c.id)).where(*mine)).scalar() or 0

    def line(self, number: int) -> tuple[int, date, int] | None:
        """The group, the week and the person of a line that still is there."""
        row = self._db.execute(select(group_role).where(group_role.c.id == number)).first()
        return (row.group_id, row.week, row.person_id) if row else None

    def save(self, week: RoleWeek) -> None:
        """Keep a week as it is now."""
        this = (group_role.c.group_id == week.group, group_role.c.week == week.monday)
        self._db.execute(delete(group_role).where(*this))
        named = [(str(part), person) for part, person in week.held.items()]
        named += [(f"{_RESTING} {number}", person) for number, person in enumerate(sorted(week.resting), 1)]
        about = {"group_id": week.group, "week": week.monday}
        if named:
            self._db.execute(insert(group_role), [{**about, "role": role, "person_id": one} for role, one in named])


def _week(group: int, monday: date, rows: Iterable[Row[Any]]) -> RoleWeek:
    lines = [(row.role, row.person_id) for row in rows]
    held = {GroupRole(role): person for role, person in lines if not role.startswith(_RESTING)}
    rest = {person for role, person in lines if role.startswith(_RESTING)}
    return RoleWeek(group, monday, held, frozenset(rest - set(held.values())))
