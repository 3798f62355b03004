"""The shelf of courses: their places, their learners, and how much is said in them."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, and_, bindparam, delete, exists, or_, select, update
from sqlalchemy.dialects.postgresql import insert  # compiles for SQLite as well

from community.chat.address import Bot, Place
from community.courses import Course, CourseKind, CoursePlace, CourseState, Membership
from community.errors import PlaceTaken
from community.people import Person
from community.settings import CourseSettings
from storage.bots import BotShelf
from storage.cells import Cells, keyed
from storage.groups import tend
from storage.memberships import joined, profile, read_membership
from storage.pairs import missed
from storage.people import read_person
from storage.prepared import Prepared
from storage.tables.courses import course, course_place, membership, talk
from storage.tables.people import grant, person
from storage.transaction import Transaction

_IN = course_place.c.left_at.is_(None)

NOBODY = 0
"""Stands for a person we do not know, or no longer know."""

_COURSE = Prepared(select(course).where(course.c.id == bindparam("number")))
_OF_PLACE = Prepared(
    select(course)
    .join(course_place)
    .where(
        course_place.c.bot_id == bindparam("here_bot"),
        course_place.c.chat == bindparam("here_chat"),
        or_(course_place.c.thread == bindparam("here_thread"), course_place.c.thread == ""),
    )
    .order_by(course_place.c.thread.desc())
    .limit(1)
)
_MEMBERSHIP = Prepared(
    select(membership).where(
        membership.c.course_id == bindparam("of_course"), membership.c.person_id == bindparam("of_person")
    )
)
_TALKED = Prepared(
    insert(talk).on_conflict_do_update(
        index_elements=["course_id", "person_id", "day"], set_={"messages": talk.c.messages + 1}
    )
)


class CourseShelf:
    """Courses and who takes part in them."""

    def __init__(self, work: Transaction) -> None:
        self._work = work
        self._db = work.connection
        self._bots = BotShelf(work)

    def add(self, new: Course) -> Course:
        number = self._db.execute(insert(course).values(_values(new)).returning(course.c.id)).scalar_one()
        return replace(new, id=number)

    def get(self, course_id: int, *, lock: bool = False) -> Course | None:
        if lock:
            return self._one(select(course).where(course.c.id == course_id).with_for_update())
        row = _COURSE.row(self._work, number=course_id)
        return read_course(keyed(course, row)) if row else None

    def save(self, changed: Course) -> None:
        self._db.execute(update(course).where(course.c.id == changed.id).values(_values(changed)))

    def by_code(self, code: str) -> Course | None:
        return self._one(select(course).where(course.c.code == code))

    def all(self) -> list[Course]:
        return self._many()

    def learning(self, person_id: int) -> list[Course]:
        """The open courses in which somebody takes part now."""
        taken = select(membership.c.course_id).where(
            membership.c.person_id == person_id, membership.c.left_at.is_(None)
        )
        return self._many(course.c.id.in_(taken), course.c.state == CourseState.OPEN)

    def staffed(self, person_id: int) -> list[Course]:
        """The courses in which somebody is staff, by any role they hold."""
        whole = and_(grant.c.course_id.is_(None), grant.c.organisation_id == course.c.organisation_id)
        covering = and_(grant.c.person_id == person_id, or_(grant.c.course_id == course.c.id, whole))
        return self._many(exists().where(covering))

    def of_organisation(self, organisation: int) -> list[Course]:
        return self._many(course.c.organisation_id == organisation)

    def of_place(self, place: Place) -> Course | None:
        """The course that meets in this thread, or else in the chat around it."""
        here = {"here_bot": self._bots.find(place.bot), "here_chat": place.chat, "here_thread": place.thread}
        row = _OF_PLACE.row(self._work, **here)
        return read_course(keyed(course, row)) if row else None

    def places(self, course_id: int) -> list[CoursePlace]:
        """The chats of a course that we are in."""
        return self._places(course_place.c.course_id == course_id, _IN)

    def every_place(self, course_id: int) -> list[CoursePlace]:
        """The chats of a course, also those that we were removed from, and the places that its groups have now."""
        whole = course_place.c.group_id.is_(None)
        return self._places(course_place.c.course_id == course_id, or_(whole, _IN))

    def all_places(self, through: Bot) -> list[CoursePlace]:
        return self._places(course_place.c.bot_id == self._bots.find(through), _IN)

    def place(self, number: int) -> CoursePlace | None:
        return next(iter(self._places(course_place.c.id == number)), None)

    def leave_chat(self, chat: Place, now: datetime) -> list[CoursePlace]:
        """We were removed from a chat with all its threads; returns the places that we were in until now."""
        return self._change(self._in_chat(chat), _IN, left_at=now)

    def places_in(self, bot: Bot, chats: Collection[str]) -> list[CoursePlace]:
        """The places in some chats, whichever course they belong to, also those that we left."""
        return self._places(course_place.c.bot_id == self._bots.find(bot), course_place.c.chat.in_(chats))

    def places_of_group(self, group: int) -> list[CoursePlace]:
        """Where a peer group meets, of the places that we are in."""
        return self._places(course_place.c.group_id == group, _IN)

    def lost_places(self, group: int) -> list[CoursePlace]:
        """Where a peer group met, and does not any more."""
        return self._places(course_place.c.group_id == group, course_place.c.left_at.is_not(None))

    def leave_place(self, number: int, now: datetime) -> None:
        """A single place is over, whatever is around it."""
        self._change(course_place.c.id == number, _IN, left_at=now)

    def retitle(self, number: int, title: str) -> None:
        self._change(course_place.c.id == number, title=title)

    def opens_threads(self, place: Place, reason: str = "") -> bool:
        """Whether a thread could be opened there, or why not; True if that is news."""
        at = self._at(place)
        return bool(self._change(at, course_place.c.closed_to_threads != reason, closed_to_threads=reason))

    def come_back(self, number: int) -> None:
        """We are in a place again that we had left."""
        self._change(course_place.c.id == number, left_at=None, muted_at=None)

    def mute(self, place: Place, now: datetime) -> list[CoursePlace]:
        """A place does not take what we write; returns it if that is news."""
        return self._change(self._at(place), _IN, course_place.c.muted_at.is_(None), muted_at=now)

    def unmute(self, place: Place) -> None:
        """A place takes again what we write."""
        self._change(self._at(place), course_place.c.muted_at.is_not(None), muted_at=None)

    def connect(self, new: CoursePlace) -> None:
        """Let a course (or a group of it) meet here; a place belongs to one course, and keeps its newest title."""
        values = {"course_id": new.course, "title": new.title, "group_id": new.group, **self._bots.columns(new.place)}
        taken = insert(course_place).values(values).on_conflict_do_nothing().returning(course_place.c.id)
        if self._db.execute(taken).first():
            return
        same = course_place.c.course_id == new.course
        known = {"title": new.title, "left_at": None, "muted_at": None}
        group = {} if new.group is None else {"group_id": new.group}
        if not self._change(self._at(new.place), same, **known, **group):
            owner = self._db.execute(select(course.c.name).join(course_place).where(self._at(new.place)))
            raise PlaceTaken(course=owner.scalar_one())

    def disconnect(self, place: Place) -> None:
        self._db.execute(delete(course_place).where(self._at(place)))

    def place_moved(self, old: Place, new: Place) -> None:
        """The chat has a new id. Where the new one is connected already, the old one is history."""
        here, there = self._in_chat(old), self._in_chat(new)
        if self._db.execute(select(course_place.c.id).where(there).limit(1)).first():
            self._db.execute(delete(course_place).where(here))
        else:
            self._change(here, chat=new.chat, left_at=None)

    def membership(self, course_id: int, person_id: int) -> Membership | None:
        """Somebody's place in a course, current or past."""
        row = _MEMBERSHIP.row(self._work, of_course=course_id, of_person=person_id)
        return read_membership(keyed(membership, row), self._work.vault) if row else None

    def member(self, number: int) -> Membership | None:
        """A membership by its number; None also when its person was erased."""
        return next(iter(self._memberships(membership.c.id == number, membership.c.person_id.is_not(None))), None)

    def memberships(self, person_id: int) -> list[Membership]:
        """Somebody's places in the courses they take part in now."""
        return self._memberships(membership.c.person_id == person_id, membership.c.left_at.is_(None))

    def join(self, new: Membership) -> Membership:
        """Come in, or come back: who was here before keeps the day they first came."""
        values = joined(new)
        news = {name: values[name] for name in ("notice", "consented_at", "left_at")}
        statement = insert(membership).values(values)
        whole = statement.on_conflict_do_update(index_elements=["course_id", "person_id"], set_=news)
        tend(self._work, new.course, new.consented_at)
        return read_membership(self._db.execute(whole.returning(*membership.c)).mappings().one(), self._work.vault)

    def save_membership(self, changed: Membership) -> None:
        """What somebody said of themselves for a course, and until when they pause."""
        values = profile(changed, self._work.vault)
        self._db.execute(update(membership).where(membership.c.id == changed.id).values(values))

    def set_away(self, number: int, since: datetime | None) -> None:
        """Somebody left the chat of a course, or is there again."""
        self._db.execute(update(membership).where(membership.c.id == number).values(away_at=since))

    def leave(self, course_id: int, person_id: int, now: datetime) -> None:
        current = and_(membership.c.person_id == person_id, membership.c.left_at.is_(None))
        self._db.execute(update(membership).where(membership.c.course_id == course_id, current).values(left_at=now))
        tend(self._work, course_id, now)
        missed(self._work, person_id, now, course_id)

    def members(self, course_id: int) -> list[tuple[Membership, Person]]:
        """The learners of a course, in the order they came."""
        rows = self._db.execute(
            select(membership, person)
            .join(person, person.c.id == membership.c.person_id)
            .where(membership.c.course_id == course_id, membership.c.left_at.is_(None))
            .order_by(membership.c.id)
        )
        return [(read_membership(row, self._work.vault), read_person(row)) for row in rows.mappings()]

    def everybody(self, course_id: int) -> list[int]:
        """The numbers of all who took part, also those who left; not of those who were erased."""
        rows = select(membership.c.person_id).where(
            membership.c.course_id == course_id, membership.c.person_id.is_not(None)
        )
        return list(self._db.execute(rows.order_by(membership.c.id)).scalars())

    def talked(self, course_id: int, person_id: int | None, day: date) -> None:
        """Count a message in a chat of the course; nothing else of it is kept."""
        _TALKED.run(self._work, course_id=course_id, person_id=person_id or NOBODY, day=day, messages=1)

    def _memberships(self, *having: ColumnElement[bool]) -> list[Membership]:
        rows = self._db.execute(select(membership).where(*having).order_by(membership.c.id)).mappings()
        return [read_membership(row, self._work.vault) for row in rows]

    def _one(self, statement: Select[Any]) -> Course | None:
        row = self._db.execute(statement).mappings().first()
        return read_course(row) if row else None

    def _many(self, *having: ColumnElement[bool]) -> list[Course]:
        found = self._db.execute(select(course).where(*having).order_by(course.c.id))
        return [read_course(row) for row in found.mappings()]

    def _places(self, *having: ColumnElement[bool]) -> list[CoursePlace]:
        rows = self._db.execute(select(course_place).where(*having).order_by(course_place.c.id)).mappings()
        return [self._place(row) for row in rows]

    def _change(self, *having: ColumnElement[bool], **values: Any) -> list[CoursePlace]:
        """Change places; returns them as they are now."""
        changed = update(course_place).where(*having).values(values).returning(*course_place.c)
        return [self._place(row) for row in self._db.execute(changed).mappings()]

    def _place(self, row: RowMapping) -> CoursePlace:
        place = self._bots.place(row)
        known = [row[name] for name in ("title", "left_at", "muted_at", "group_id", "id", "closed_to_threads")]
        return CoursePlace(row["course_id"], place, *known)

    def _in_chat(self, place: Place) -> ColumnElement[bool]:
        return and_(course_place.c.bot_id == self._bots.find(place.bot), course_place.c.chat == place.chat)

    def _at(self, place: Place) -> ColumnElement[bool]:
        return and_(self._in_chat(place), course_place.c.thread == place.thread)


def read_course(seen: Cells) -> Course:
    return Course(
        id=seen[course.c.id],
        organisation=seen[course.c.organisation_id],
        name=seen[course.c.name],
        language=seen[course.c.language],
        zone=seen[course.c.zone],
        code=seen[course.c.code],
        state=CourseState(seen[course.c.state]),
        created_by=seen[course.c.created_by] or NOBODY,
        created_at=seen[course.c.created_at],
        kind=CourseKind(seen[course.c.kind]),
        target_group=seen[course.c.target_group],
        subject=seen[course.c.subject],
        institution_code=seen[course.c.institution_code],
        starts_on=seen[course.c.starts_on],
        ends_on=seen[course.c.ends_on],
        settings=CourseSettings.read(seen[course.c.settings]),
        code_until=seen[course.c.code_until],
        closed_at=seen[course.c.closed_at],
        copied_from=seen[course.c.copied_from],
        warned_at=seen[course.c.warned_at],
        words_gone_at=seen[course.c.words_gone_at],
    )


def _values(of: Course) -> dict[str, Any]:
    return {
        "organisation_id": of.organisation,
        "name": of.name,
        "language": of.language,
        "zone": of.zone,
        "code": of.code,
        "state": of.state,
        "created_by": of.created_by or None,
        "created_at": of.created_at,
        "kind": of.kind,
        "target_group": of.target_group,
        "subject": of.subject,
        "institution_code": of.institution_code,
        "starts_on": of.starts_on,
        "ends_on": of.ends_on,
        "settings": of.settings.written(),
        "code_until": of.code_until,
        "closed_at": of.closed_at,
        "copied_from": of.copied_from,
        "warned_at": of.warned_at,
        "words_gone_at": of.words_gone_at,
    }
