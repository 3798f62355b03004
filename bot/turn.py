"""One command being carried out: who, where, when, and what it may use. And the answers it may give."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from random import Random
from typing import Any, TypeAlias, TypeVar

from bot.wording.words import Words
from community.chat.address import Account, MessageRef, Place
from community.chat.capabilities import Standing
from community.chat.inbound import Arrival, Attachment
from community.chat.message import Message
from community.courses import Course
from community.errors import CourseOver, Invalid, ModuleOff, NoCourseOfYours, NoSuchOrganisation, Rejected
from community.letters import Subject
from community.organisations import Organisation
from community.people import Person
from community.roles import Role, highest, role_in
from community.settings import Module
from storage.work import Work

R = TypeVar("R")


class NeedsAdmin(Exception):
    """Whether this account administers the place decides what happens: ask the platform, then handle the event again."""

    def __init__(self, place: Place, account: Account) -> None:
        super().__init__("is this an administrator?")
        self.place = place
        self.account = account


class NeedsStanding(Exception):
    """How we stand in this place decides what is said: ask the platform, then handle the event again."""

    def __init__(self, place: Place) -> None:
        super().__init__("how do we stand here?")
        self.place = place


Reader: TypeAlias = Callable[[Attachment, bytes], Any]
"""What makes of the bytes of a file what a command needs; raises `Invalid` for a file it cannot read."""


class NeedsFile(Exception):
    """What is in this file decides what happens: fetch and read it, then handle the event again."""

    def __init__(self, file: Attachment, reader: Reader) -> None:
        super().__init__("what is in this file?")
        self.file = file
        self.reader = reader


@dataclass(frozen=True, slots=True)
class Say:
    """An answer in words. `public`: for everybody in the place; None: as the command declares."""

    message: Message
    public: bool | None = None
    subject: Subject | None = None


@dataclass(frozen=True, slots=True)
class Nothing:
    """There is nothing to say: what happened shows by itself."""


@dataclass(frozen=True, slots=True)
class Continue:
    """Go on with a command whose questions are being asked: with one more answer, one fewer, or as it stands.

    `skip` passes over this question; `rest` passes over all that are left; `look` shows others of its choices.
    """

    draft: int
    value: str | None = None
    back: bool = False
    skip: bool = False
    rest: bool = False
    look: int | None = None


Answer: TypeAlias = Say | Nothing | Continue


@dataclass(slots=True)
class Turn:
    """A person's turn. Commands change things through `work` and speak through `words`."""

    person: Person
    arrival: Arrival
    now: datetime
    rng: Random
    work: Work
    words: Words
    message: MessageRef | None = None
    """The message by which the person said or pressed this."""
    reply_to: Subject | None = None
    """What that message replies to."""
    _roles: dict[int, Role] = field(default_factory=dict)

    def speak(self, language: str) -> None:
        """From now on this person is spoken to in another language."""
        self.person.language = language
        self.work.people.save(self.person)
        self.words = replace(self.words, language=language)

    def role_in(self, course: Course) -> Role:
        """This person's role in a course."""
        if course.id not in self._roles:
            membership = self.work.courses.membership(course.id, self.person.id)
            learner = membership is not None and membership.is_current
            grants = self.work.people.grants(self.person.id)
            self._roles[course.id] = role_in(grants, course.organisation, course.id, learner=learner)
        return self._roles[course.id]

    def administers(self, place: Place) -> bool:
        """Whether this person's account is an administrator of the chat, as the platform says."""
        if self.arrival.admin is None:
            if self.arrival.account is None:
                return False
            raise NeedsAdmin(place, self.arrival.account)
        return self.arrival.admin

    def standing(self, place: Place) -> Standing | None:
        """How we stand in a chat, as the platform says; None if it did not say."""
        if self.arrival.standings is None:
            raise NeedsStanding(place)
        return self.arrival.standings.get(place)

    def read(self, file: Attachment, reader: Callable[[Attachment, bytes], R]) -> R:
        """What is in a file that somebody sent. `Invalid` if it cannot be read, `FileGone` if it cannot be fetched."""
        if file.id not in self.arrival.fetched:
            raise NeedsFile(file, reader)
        found: R | Invalid | Rejected = self.arrival.fetched[file.id]
        if isinstance(found, Invalid | Rejected):
            raise found
        return found

    def highest_role(self) -> Role:
        """The highest role this person has anywhere."""
        granted = highest(self.work.people.grants(self.person.id))
        return granted if granted or not self.work.courses.learning(self.person.id) else Role.LEARNER

    def course(self, number: int, least: Role) -> Course:
        """A course in which this person has at least this role. To everybody else it does not exist."""
        course = self.work.courses.get(number)
        if course is None or self.role_in(course) < least:
            raise NoCourseOfYours
        return course

    def open_course(self, number: int, least: Role) -> Course:
        """Such a course, for what changes nothing any more once it is closed."""
        course = self.course(number, least)
        if course.has_ended:
            raise CourseOver(course=course.name)
        return course

    def organisation(self, number: int, least: Role) -> Organisation:
        """An organisation in which this person has at least this role. To everybody else it does not exist."""
        organisation = self.work.organisations.get(number)
        held = role_in(self.work.people.grants(self.person.id), number, None, learner=False)
        if organisation is None or held < least:
            raise NoSuchOrganisation
        return organisation

    def module(self, course: Course, module: Module) -> None:
        """What belongs to a part of the course that is switched off says so, and does nothing."""
        if not course.settings.has(module):
            raise ModuleOff(module=module, course=course.name, staff=self.role_in(course) >= Role.TRAINER)
