"""Who takes part in a course, and how much each person did: the statement behind participants.csv."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, and_, case, exists, func, literal, null, or_, select, union_all

from community.prompts import SlotState
from community.roles import Role
from storage.prompts import BY_A_PEER, STANDS
from storage.tables.courses import course, membership, organisation, talk
from storage.tables.groups import group_member, peer_group
from storage.tables.people import account, contact, grant
from storage.tables.prompts import answer, peer_reply, series, slot


def participation(course_id: int) -> Select[Any]:
    """A row for each person of a course, with their own counts beside them."""
    people = _people(course_id)
    given, taken, written, said, planned = (
        _answered(course_id),
        _commented(course_id),
        _replied(course_id),
        _talked(course_id),
        _planned(course_id),
    )
    acted = [people.c.joined_at, given.c.latest, written.c.latest, planned.c.latest]
    statement = select(
        people,
        course.c.id.label("course_id"),
        course.c.zone,
        course.c.organisation_id,
        organisation.c.name.label("organisation"),
        organisation.c.country,
        _group(people, course_id).label("group_id"),
        _received(people, course_id).label("received"),
        func.coalesce(given.c.total, 0).label("answered"),
        func.coalesce(taken.c.total, 0).label("comments"),
        func.coalesce(written.c.total, 0).label("replies"),
        _latest(acted).label("acted_at"),
        said.c.day.label("talked_on"),
    ).join_from(people, course, course.c.id == course_id)
    statement = statement.join(organisation, organisation.c.id == course.c.organisation_id)
    for counted in (given, taken, written, said, planned):
        statement = statement.outerjoin(counted, counted.c.person_id == people.c.person_id)
    return statement.order_by(people.c.role, people.c.joined_at, people.c.person_id)


def _latest(moments: Sequence[ColumnElement[datetime]]) -> ColumnElement[datetime]:
    """The latest of moments of which some are missing; the databases name that differently."""
    latest: ColumnElement[datetime] = moments[0]
    for moment in moments[1:]:
        latest = case((and_(moment.is_not(None), or_(latest.is_(None), moment > latest)), moment), else_=latest)
    return latest


def _people(course_id: int) -> CTE:
    """The learners, and the trainers who are not learners as well; who is both is a trainer."""
    trains = _trains(course_id)
    known = and_(membership.c.course_id == course_id, membership.c.person_id.is_not(None))
    return union_all(_learners(known, trains), _staff(known, trains)).cte("people")


def _trains(course_id: int) -> ColumnElement[bool]:
    """Whose the course is: by a grant for it, or because they opened it."""
    opener = select(course.c.created_by).where(course.c.id == course_id).scalar_subquery()
    home = select(course.c.organisation_id).where(course.c.id == course_id).scalar_subquery()
    opened = and_(grant.c.course_id.is_(None), grant.c.organisation_id == home, grant.c.person_id == opener)
    return or_(and_(grant.c.course_id == course_id, grant.c.role == Role.TRAINER), opened)


def _learners(known: ColumnElement[bool], trains: ColumnElement[bool]) -> Select[Any]:
    as_trainer = exists().where(trains, grant.c.person_id == membership.c.person_id)
    return select(
        membership.c.person_id,
        membership.c.joined_at,
        case((as_trainer, null()), else_=membership.c.left_at).label("left_at"),
        membership.c.platform,
        membership.c.joined_at.label("learner_since"),
        membership.c.left_at.label("learner_until"),
        case((as_trainer, literal("trainer")), else_=literal("learner")).label("role"),
    ).where(known)


def _staff(known: ColumnElement[bool], trains: ColumnElement[bool]) -> Select[Any]:
    return (
        select(
            grant.c.person_id,
            func.min(grant.c.granted_at, type_=grant.c.granted_at.type),
            null(),
            _newest_platform(),
            null(),
            null(),
            literal("trainer"),
        )
        .where(trains, grant.c.person_id.not_in(select(membership.c.person_id).where(known)))
        .group_by(grant.c.person_id)
    )


def _newest_platform() -> ColumnElement[str]:
    """Where somebody last spoke to us."""
    return (
        select(account.c.platform)
        .join(contact, contact.c.account_id == account.c.id)
        .where(account.c.person_id == grant.c.person_id)
        .order_by(contact.c.seen_at.desc())
        .limit(1)
        .scalar_subquery()
    )


def _group(people: CTE, course_id: int) -> ColumnElement[int]:
    """The peer group somebody is in, else the last one they were in."""
    theirs = and_(peer_group.c.course_id == course_id, group_member.c.person_id == people.c.person_id)
    latest = (group_member.c.left_at.is_(None).desc(), group_member.c.id.desc())
    found = select(peer_group.c.id).join(group_member, group_member.c.group_id == peer_group.c.id).where(theirs)
    return found.order_by(*latest).limit(1).correlate(people).scalar_subquery()


def _received(people: CTE, course_id: int) -> ColumnElement[int]:
    """Prompts that came while somebody was a learner, and earlier ones that they answered all the same."""
    member = and_(
        slot.c.opened_at >= people.c.learner_since,
        or_(people.c.learner_until.is_(None), slot.c.opened_at < people.c.learner_until),
    )
    answered = exists().where(answer.c.slot_id == slot.c.id, answer.c.person_id == people.c.person_id, STANDS)
    came = and_(series.c.course_id == course_id, slot.c.state != SlotState.SKIPPED)
    counted = select(func.count()).select_from(slot).join(series).where(came, or_(member, answered))
    return counted.correlate(people).scalar_subquery()


def _answered(course_id: int) -> CTE:
    latest = func.max(func.coalesce(answer.c.edited_at, answer.c.answered_at), type_=answer.c.answered_at.type)
    return (
        select(answer.c.person_id, func.count().label("total"), latest.label("latest"))
        .select_from(answer)
        .join(slot)
        .join(series)
        .where(series.c.course_id == course_id, STANDS)
        .group_by(answer.c.person_id)
        .cte("answered")
    )


def _commented(course_id: int) -> CTE:
    return _replies(course_id, answer.c.person_id, "commented")


def _replied(course_id: int) -> CTE:
    return _replies(course_id, peer_reply.c.person_id, "replied")


def _replies(course_id: int, whose: ColumnElement[int], name: str) -> CTE:
    latest = func.max(peer_reply.c.replied_at, type_=peer_reply.c.replied_at.type)
    return (
        select(whose.label("person_id"), func.count().label("total"), latest.label("latest"))
        .select_from(peer_reply)
        .join(answer)
        .join(slot)
        .join(series)
        .where(series.c.course_id == course_id, BY_A_PEER)
        .group_by(whose)
        .cte(name)
    )


def _talked(course_id: int) -> CTE:
    latest = func.max(talk.c.day, type_=talk.c.day.type).label("day")
    return (
        select(talk.c.person_id, latest).where(talk.c.course_id == course_id).group_by(talk.c.person_id).cte("talked")
    )


def _planned(course_id: int) -> CTE:
    """Trainers act by writing prompts."""
    latest = func.max(series.c.created_at, type_=series.c.created_at.type).label("latest")
    written = select(series.c.created_by.label("person_id"), latest).where(series.c.course_id == course_id)
    return written.group_by(series.c.created_by).cte("planned")
