"""The shelf of figures about peer groups: what became of each person in a formation, and what each group does."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median
from typing import Any

from sqlalchemy import RowMapping, Select, select

from community.calendar import to_wall
from community.groups import FormationState
from storage.figures import QUIET_AFTER
from storage.prompts import BY_A_PEER, STANDS
from storage.tables.courses import course
from storage.tables.groups import formation, formation_seat, group_member, peer_group
from storage.tables.prompts import answer, peer_reply, series, slot
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class FormationRow:
    """A person in a formation. The fields are the columns of formations.csv, in their order."""

    formation_id: int
    course_id: int
    state: str
    formed_on: date
    settled_on: date | None
    export_id: str
    outcome: str
    reasons: str
    group_number: int | None


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A peer group. The fields are the columns of groups.csv, in their order."""

    group_id: int
    course_id: int
    members: int
    active_members: int
    answers: int
    peer_replies: int
    share_members_replying: float | None
    median_hours_to_first_reply: float | None
    participation_gini: float | None


class GroupFigureShelf:
    """Figures of the peer groups of a course."""

    def __init__(self, work: Transaction) -> None:
        self._db = work.connection
        self._vault = work.vault

    def formations(self, course_id: int) -> Iterator[FormationRow]:
        """Everybody in every formation of the course, with what became of them and why."""
        statement = (
            select(formation, formation_seat, course.c.zone, course.c.organisation_id)
            .join(formation_seat, formation_seat.c.formation_id == formation.c.id)
            .join(course, course.c.id == formation.c.course_id)
            .where(formation.c.course_id == course_id)
            .order_by(formation.c.id, formation_seat.c.id)
        )
        for row in self._db.execute(statement, execution_options={"yield_per": 500}).mappings():
            yield self._formation(row)

    def _formation(self, row: RowMapping) -> FormationRow:
        number = row[formation_seat.c.group_no]
        counted = row[formation.c.state] == FormationState.CONFIRMED or number is None
        settled = row[formation.c.settled_at]
        return FormationRow(
            formation_id=row[formation.c.id],
            course_id=row[formation.c.course_id],
            state=row[formation.c.state],
            formed_on=to_wall(row[formation.c.created_at], row[course.c.zone]).date(),
            settled_on=to_wall(settled, row[course.c.zone]).date() if settled else None,
            export_id=self._vault.pseudonym(
                f"participants of organisation {row[course.c.organisation_id]}", row[formation_seat.c.person_id]
            ),
            outcome=row[formation_seat.c.outcome],
            reasons=" ".join(json.loads(row[formation_seat.c.reason])),
            group_number=number if counted else number + 1,
        )

    def groups(self, course_id: int, now: datetime) -> Iterator[GroupRow]:
        """Every group of the course, also those that ended, with what its members did while they were in it."""
        times = self._times(course_id)
        answers = self._rows(_answers(course_id))
        replies = self._rows(_replies(course_id))
        for group in self._rows(
            select(peer_group).where(peer_group.c.course_id == course_id).order_by(peer_group.c.id)
        ):
            yield _counted(group, times.get(group["id"], []), answers, replies, now)

    def _times(self, course_id: int) -> Mapping[int, list[RowMapping]]:
        rows = select(group_member).join(peer_group).where(peer_group.c.course_id == course_id)
        found: dict[int, list[RowMapping]] = {}
        for row in self._rows(rows.order_by(group_member.c.id)):
            found.setdefault(row["group_id"], []).append(row)
        return found

    def _rows(self, statement: Select[Any]) -> list[RowMapping]:
        return list(self._db.execute(statement).mappings())


def _answers(course_id: int) -> Select[Any]:
    return (
        select(answer.c.id, answer.c.person_id, answer.c.answered_at.label("at"))
        .join(slot, slot.c.id == answer.c.slot_id)
        .join(series, series.c.id == slot.c.series_id)
        .where(series.c.course_id == course_id, STANDS)
    )


def _replies(course_id: int) -> Select[Any]:
    return (
        select(peer_reply.c.answer_id, peer_reply.c.person_id, peer_reply.c.replied_at.label("at"))
        .join(answer, answer.c.id == peer_reply.c.answer_id)
        .join(slot, slot.c.id == answer.c.slot_id)
        .join(series, series.c.id == slot.c.series_id)
        .where(series.c.course_id == course_id, BY_A_PEER)
        .order_by(peer_reply.c.replied_at)
    )


def _counted(
    group: RowMapping,
    times: Sequence[RowMapping],
    answers: Sequence[RowMapping],
    replies: Sequence[RowMapping],
    now: datetime,
) -> GroupRow:
    """Members are those who are in it now, or were until it ended."""
    inside = {each["person_id"]: each for each in times}
    members = [each["person_id"] for each in times if each["left_at"] in {None, group["ended_at"]}]
    given = [each for each in answers if _within(inside, each)]
    written = [each for each in replies if _within(inside, each)]
    until = group["ended_at"] or now
    latest = {each["person_id"] for each in (*given, *written) if until - each["at"] <= QUIET_AFTER}
    acts = [sum(each["person_id"] == one for each in (*given, *written)) for one in members]
    replying = {each["person_id"] for each in written}
    waits = _waits(given, written)
    return GroupRow(
        group_id=group["id"],
        course_id=group["course_id"],
        members=len(members),
        active_members=len(latest & set(members)),
        answers=len(given),
        peer_replies=len(written),
        share_members_replying=round(len(replying & set(members)) / len(members), 2) if members else None,
        median_hours_to_first_reply=round(median(waits), 2) if waits else None,
        participation_gini=gini(acts),
    )


def _within(inside: Mapping[int, RowMapping], act: RowMapping) -> bool:
    """Whether it was done by somebody while they were in the group."""
    stay = inside.get(act["person_id"])
    return (
        stay is not None
        and stay["joined_at"] <= act["at"]
        and (stay["left_at"] is None or act["at"] <= stay["left_at"])
    )


def _waits(given: Sequence[RowMapping], written: Sequence[RowMapping]) -> list[float]:
    """For each answer that another member replied to, the hours until the first of them did."""
    first: dict[int, datetime] = {}
    for reply in written:
        first.setdefault(reply["answer_id"], reply["at"])
    return [(first[each["id"]] - each["at"]).total_seconds() / 3600 for each in given if each["id"] in first]


def gini(amounts: Sequence[int]) -> float | None:
    """How unevenly something is shared: 0 is evenly, near 1 by one alone; None where there is nothing to share."""
    total = sum(amounts)
    if not total:
        return None
    ranked = sum(place * amount for place, amount in enumerate(sorted(amounts), 1))
    return round(2 * ranked / (len(amounts) * total) - (len(amounts) + 1) / len(amounts), 2)
