"""Totals of courses, groups and organisations: counts alone, and none of so few people that somebody could be told."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, distinct, func, select
from sqlalchemy.sql.selectable import FromClause

from community.courses import CourseState
from community.prompts import SlotState
from community.roles import Role
from storage.prompts import BY_A_PEER, STANDS
from storage.tables.courses import course, membership, organisation
from storage.tables.groups import group_member, peer_group
from storage.tables.people import grant
from storage.tables.prompts import answer, peer_reply, series, slot
from storage.transaction import Transaction

LEAST = 5
"""Of fewer people no figure is shown."""


@dataclass(frozen=True, slots=True)
class CourseRow:
    """A course. The fields are the columns of courses.csv, in their order."""

    course_id: int
    institution_course_code: str
    organisation: str
    country: str
    language: str
    subject: str
    target_group: str
    kind: str
    state: str
    start: date | None
    end: date | None
    enrolled: int
    prompts: int
    answers: int
    peer_replies: int
    groups: int
    mean_group_size: float | None
    trainers: int


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """An organisation of a partnership. The fields are the columns of partnership.csv; None: of too few people."""

    organisation: str
    country: str
    courses: int
    open_courses: int
    gross_participations: int | None
    net_participants: int | None
    trainers: int | None
    answers: int | None
    peer_replies: int | None


class TotalShelf:
    """How much happened, for whoever may know it without knowing of whom."""

    def __init__(self, work: Transaction) -> None:
        self._db = work.connection

    def courses(self, number: int) -> Iterator[CourseRow]:
        """The courses of an organisation."""
        for row in self._db.execute(_courses().where(course.c.organisation_id == number).order_by(course.c.id)):
            yield _course(row)

    def partners(self, partnership: int) -> Iterator[PartnerRow]:
        """The organisations of a partnership."""
        rows = select(organisation).where(organisation.c.partnership_id == partnership).order_by(organisation.c.id)
        for row in self._db.execute(rows).all():
            yield self._partner(row)

    def _partner(self, row: Row[Any]) -> PartnerRow:
        ours = course.c.organisation_id == row.id
        states = self._db.execute(select(course.c.state).where(ours, course.c.state != CourseState.PROPOSED)).scalars()
        every = list(states)
        gross, net = self._people(membership.join(course, course.c.id == membership.c.course_id), membership, ours)
        _, trainers = self._people(grant.join(course, course.c.id == grant.c.course_id), grant, ours, _TRAINS)
        answers, by = self._people(answer.join(slot).join(series).join(course), answer, ours, STANDS)
        replies, of = self._people(
            peer_reply.join(answer).join(slot).join(series).join(course), peer_reply, ours, BY_A_PEER
        )
        return PartnerRow(
            organisation=row.name,
            country=row.country,
            courses=len(every),
            open_courses=every.count(CourseState.OPEN),
            gross_participations=_shown(gross, net),
            net_participants=_shown(net, net),
            trainers=_shown(trainers, trainers),
            answers=_shown(answers, by),
            peer_replies=_shown(replies, of),
        )

    def _people(self, source: FromClause, table: Any, *having: ColumnElement[bool]) -> tuple[int, int]:
        """How many rows there are, and of how many people that we still know."""
        counted = select(func.count(), func.count(distinct(table.c.person_id))).select_from(source).where(*having)
        rows, people = self._db.execute(counted).one()
        return rows, people


_TRAINS = grant.c.role == Role.TRAINER


def _shown(count: int, people: int) -> int | None:
    return count if people >= LEAST else None


def _count(source: FromClause, having: ColumnElement[bool], around: FromClause) -> ColumnElement[int]:
    counted = select(func.count()).select_from(source).where(having)
    return counted.correlate(around).scalar_subquery()


def _courses() -> Select[Any]:
    """Every course with its counts beside it."""
    here = series.c.course_id == course.c.id
    came = and_(here, slot.c.state != SlotState.SKIPPED)
    now = and_(peer_group.c.course_id == course.c.id, peer_group.c.ended_at.is_(None))
    trains = and_(grant.c.course_id == course.c.id, _TRAINS)
    counts = {
        "enrolled": _count(membership, membership.c.course_id == course.c.id, course),
        "prompts": _count(slot.join(series), came, course),
        "answers": _count(answer.join(slot).join(series), and_(here, STANDS), course),
        "replies": _count(peer_reply.join(answer).join(slot).join(series), and_(here, BY_A_PEER), course),
        "groups": _count(peer_group, now, course),
        "mates": _count(group_member.join(peer_group), and_(now, group_member.c.left_at.is_(None)), course),
        "trainers": _count(grant, trains, course),
    }
    named = [counted.label(name) for name, counted in counts.items()]
    centre = (organisation.c.name.label("organisation"), organisation.c.country)
    return select(course, *centre, *named).join(organisation, organisation.c.id == course.c.organisation_id)


def _course(row: Row[Any]) -> CourseRow:
    return CourseRow(
        course_id=row.id,
        institution_course_code=row.institution_code,
        organisation=row.organisation,
        country=row.country,
        language=row.language,
        subject=row.subject,
        target_group=row.target_group,
        kind=row.kind,
        state=row.state,
        start=row.starts_on,
        end=row.ends_on,
        enrolled=row.enrolled,
        prompts=row.prompts,
        answers=row.answers,
        peer_replies=row.replies,
        groups=row.groups,
        mean_group_size=round(row.mates / row.groups, 2) if row.groups else None,
        trainers=row.trainers,
    )
