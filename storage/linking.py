"""One person with two accounts: joining what two people did into one, and letting an account go again."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Table, case, delete, exists, func, insert, literal, or_, select, update

from community.entrance import ApplicationState
from community.errors import BothHaveHistory, NoSuchLinkCode, SamePerson
from storage.formations import vacate
from storage.personal import columns_of, people_columns
from storage.tables.base import Personal
from storage.tables.courses import application, consent, membership, talk
from storage.tables.groups import formation_seat, group_member, pair_member, pair_seat, peer_group, wish
from storage.tables.people import account, code_attempt, grant, link_code, person
from storage.tables.prompts import answer, peer_reply
from storage.tables.system import draft


def link_accounts(db: Connection, code_hash: str, asker: int, now: datetime) -> int:
    """Join the person of the code and the one who typed it; returns the number of the elder one, who stays."""
    offered = select(link_code.c.person_id).where(link_code.c.code_hash == code_hash, link_code.c.expires > now)
    other: int | None = db.execute(offered.with_for_update()).scalar()
    if other is None:
        raise NoSuchLinkCode
    if other == asker:
        raise SamePerson
    elder, younger = sorted((other, asker))
    db.execute(select(person.c.id).where(person.c.id.in_((elder, younger))).order_by(person.c.id).with_for_update())
    _join_answers(db, elder, younger)
    _join_memberships(db, elder, younger)
    _join_waiting(db, elder, younger, now)
    _leave_second_groups(db, elder, younger, now)
    _join_talk(db, elder, younger)
    _drop_what_both_have(db, elder, younger)
    for column in people_columns():
        db.execute(update(column.table).where(column == younger).values({column: elder}))
    _complete(db, elder, younger)
    db.execute(delete(person).where(person.c.id == younger))
    return elder


def unlink_account(db: Connection, whose: int, number: int, now: datetime) -> int | None:
    """Give one of somebody's accounts a new person of the same name; what was done stays with the one it leaves."""
    accounts = db.scalars(select(account.c.id).where(account.c.person_id == whose)).all()
    if number not in accounts or len(accounts) < 2:
        return None
    copied = ["name", "language", "zone", "created_at"]
    same = select(person.c.name, person.c.language, person.c.zone, literal(now, person.c.created_at.type))
    copy = insert(person).from_select(copied, same.where(person.c.id == whose))
    new: int = db.execute(copy.returning(person.c.id)).scalar_one()
    db.execute(update(account).where(account.c.id == number).values(person_id=new))
    return new


def _join_answers(db: Connection, elder: int, younger: int) -> None:
    """Of two answers to one slot the one that counts stays, with the replies to both; two that count do not go together."""
    mine, other = answer.alias("mine"), answer.alias("other")
    pairs = db.execute(
        select(mine.c.id, mine.c.withdrawn_at, other.c.id.label("other"), other.c.withdrawn_at.label("other_withdrawn"))
        .join(other, other.c.slot_id == mine.c.slot_id)
        .where(mine.c.person_id == elder, other.c.person_id == younger)
    ).all()
    if any(pair.withdrawn_at is None and pair.other_withdrawn is None for pair in pairs):
        raise BothHaveHistory(why="both_answered")
    for pair in pairs:
        stays, goes = (pair.id, pair.other) if pair.withdrawn_at is None else (pair.other, pair.id)
        db.execute(update(peer_reply).where(peer_reply.c.answer_id == goes).values(answer_id=stays))
        db.execute(delete(answer).where(answer.c.id == goes))


def _join_memberships(db: Connection, elder: int, younger: int) -> None:
    """Of two memberships in one course one stays, since the earlier day, and current if either was.

    What the elder did not say for the course is taken from the younger.
    """
    mine, other = membership.alias("mine"), membership.alias("other")
    told = [*columns_of(membership, Personal.WORDS, Personal.IDENTITY), membership.c.paused_until]
    pairs = db.execute(
        select(
            mine.c.id,
            mine.c.joined_at,
            mine.c.left_at,
            other.c.joined_at.label("joined"),
            other.c.left_at.label("left"),
            *[func.coalesce(mine.c[each.name], other.c[each.name]).label(each.name) for each in told],
        )
        .join(other, other.c.course_id == mine.c.course_id)
        .where(mine.c.person_id == elder, other.c.person_id == younger)
    ).all()
    for pair in pairs:
        left = max(pair.left_at, pair.left) if pair.left_at and pair.left else None
        values = {"joined_at": min(pair.joined_at, pair.joined), "left_at": left}
        values |= {each.name: getattr(pair, each.name) for each in told}
        db.execute(update(membership).where(membership.c.id == pair.id).values(values))
    _drop_same(db, membership, ["course_id"], elder, younger)


def _join_waiting(db: Connection, elder: int, younger: int, now: datetime) -> None:
    """Of two places in a queue the one nearer to the door stays; who takes part already waits no more."""
    for each in _applications(db, elder, younger):
        better = min(each, key=lambda row: (_NEARER.index(row.state), row.asked_at))
        for row in each:
            if row.id != better.id:
                db.execute(delete(application).where(application.c.id == row.id))
    inside = select(membership.c.course_id).where(
        membership.c.person_id.in_((elder, younger)), membership.c.left_at.is_(None)
    )
    waits = (application.c.person_id.in_((elder, younger)), application.c.state.in_(_OPEN))
    over = {"state": ApplicationState.IN, "until": None, "settled_at": now}
    db.execute(update(application).where(*waits, application.c.course_id.in_(inside)).values(over))


_OPEN = [state for state in ApplicationState if state.is_open]
_NEARER = [ApplicationState.OFFERED, ApplicationState.WAITING, ApplicationState.ASKED]
_NEARER += [state for state in ApplicationState if state not in _NEARER]


def _applications(db: Connection, elder: int, younger: int) -> list[list[Row[Any]]]:
    """What both have for one course, course by course."""
    rows = db.execute(select(application).where(application.c.person_id.in_((elder, younger)))).all()
    courses = {row.course_id for row in rows}
    return [[row for row in rows if row.course_id == number] for number in sorted(courses)]


def _leave_second_groups(db: Connection, elder: int, younger: int, now: datetime) -> None:
    """Nobody is in two groups of one course: the younger's place is left where the elder has one."""
    mine, other = peer_group.alias("mine"), peer_group.alias("other")
    held = select(mine.c.course_id).join(group_member, group_member.c.group_id == mine.c.id)
    held = held.where(group_member.c.person_id == elder, group_member.c.left_at.is_(None), mine.c.ended_at.is_(None))
    doubled = select(other.c.id).where(other.c.course_id.in_(held))
    theirs = (
        group_member.c.person_id == younger,
        group_member.c.left_at.is_(None),
        group_member.c.group_id.in_(doubled),
    )
    db.execute(update(group_member).where(*theirs).values(left_at=now))


def _join_talk(db: Connection, elder: int, younger: int) -> None:
    """Add up what both said on the same day, and move the rest."""
    both = talk.c.person_id.in_((elder, younger))
    days = (
        db.execute(
            select(talk.c.course_id, talk.c.day, func.sum(talk.c.messages).label("messages"))
            .where(both)
            .group_by(talk.c.course_id, talk.c.day)
        )
        .mappings()
        .all()
    )
    db.execute(delete(talk).where(both))
    if days:
        db.execute(insert(talk), [{**day, "person_id": elder} for day in days])


def _drop_what_both_have(db: Connection, elder: int, younger: int) -> None:
    db.execute(delete(link_code).where(link_code.c.person_id.in_((elder, younger))))
    db.execute(delete(draft).where(draft.c.person_id == younger))
    db.execute(delete(code_attempt).where(code_attempt.c.person_id == younger))
    _drop_same(db, grant, ["role", "organisation_id", "course_id"], elder, younger)
    _withdraw_for_both(db, elder, younger)
    vacate(db, younger, twin=elder)
    for table, names in ONCE:
        _drop_same(db, table, names, elder, younger)
    _drop_wishes(db, elder, younger)


ONCE: tuple[tuple[Table, list[str]], ...] = (
    (consent, ["course_id", "about"]),
    (group_member, ["group_id"]),
    (formation_seat, ["formation_id"]),
    (pair_member, ["course_id"]),
    (pair_seat, ["round_id"]),
)
"""What a person has once for each of these; of two the elder's stays."""


def _withdraw_for_both(db: Connection, elder: int, younger: int) -> None:
    """What one account took back counts as taken back."""
    theirs = consent.alias("theirs")
    same = (theirs.c.course_id == consent.c.course_id, theirs.c.about == consent.c.about, theirs.c.person_id == younger)
    no = select(theirs.c.withdrawn_at).where(*same).scalar_subquery()
    mine = (consent.c.person_id == elder, consent.c.withdrawn_at.is_(None))
    db.execute(update(consent).where(*mine, exists().where(*same)).values(withdrawn_at=no))


def _drop_wishes(db: Connection, elder: int, younger: int) -> None:
    """Wishes of the two about each other, and those that would be there twice."""
    both = (elder, younger)
    db.execute(delete(wish).where(wish.c.person_id.in_(both), wish.c.other_id.in_(both)))
    for mine, theirs in ((wish.c.person_id, wish.c.other_id), (wish.c.other_id, wish.c.person_id)):
        same = wish.alias("same")
        twin = (
            same.c[mine.name] == elder,
            same.c[theirs.name] == theirs,
            same.c.course_id == wish.c.course_id,
            same.c.source == wish.c.source,
        )
        db.execute(delete(wish).where(mine == younger, exists().where(*twin)))


def _drop_same(db: Connection, table: Table, names: list[str], elder: int, younger: int) -> None:
    """Delete the rows of the younger that the elder has as well."""
    mine = table.alias("mine")
    same = [mine.c[name].is_not_distinct_from(table.c[name]) for name in names]
    db.execute(delete(table).where(table.c.person_id == younger, exists().where(mine.c.person_id == elder, *same)))


def _complete(db: Connection, elder: int, younger: int) -> None:
    """What the elder never said of themselves is taken from the younger."""
    other = person.alias("other")
    columns = [person.c.name, person.c.zone, person.c.languages, person.c.hours]
    values = {
        each: case((each == "", select(other.c[each.name]).where(other.c.id == younger).scalar_subquery()), else_=each)
        for each in columns
    }
    blank = or_(*[each == "" for each in columns])
    db.execute(update(person).where(person.c.id == elder, blank).values(values))
