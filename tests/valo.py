"""The Valo Centre and its course "Suomi 1", written straight onto the shelves: what happens there, one call a fact."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from community.calendar import Once
from community.chat.address import Account, Bot, MessageRef, Place, Platform
from community.courses import NOTICE_VERSION, Course, CoursePlace, CourseState, Membership
from community.letters import Subject
from community.organisations import Organisation
from community.people import Person
from community.prompts import Answer, PeerReply, Series, SeriesState, Slot, SlotState
from community.roles import Grant, Role
from storage.engine import Store
from storage.work import Work

T = TypeVar("T")

MONDAY = datetime(2026, 11, 30, 7, 0, tzinfo=UTC)
"""Nine o'clock in Helsinki."""

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

BOTS = {
    Platform.TELEGRAM: Bot(Platform.TELEGRAM, "4100001"),
    Platform.DISCORD: Bot(Platform.DISCORD, "910000000000000001"),
}
GROUPS = {
    Platform.TELEGRAM: Place(BOTS[Platform.TELEGRAM], "-1002000000001"),
    Platform.DISCORD: Place(BOTS[Platform.DISCORD], "920000000000000001"),
}


def private(account: Account) -> Place:
    return Place(BOTS[account.platform], account.id, private=True)


def in_group(number: int, platform: Platform = Platform.TELEGRAM) -> MessageRef:
    return MessageRef(GROUPS[platform], str(number))


@dataclass
class Valo:
    """One organisation, one open course in two chats, and whoever comes."""

    store: Store
    centre: Organisation = field(init=False)
    course: Course = field(init=False)
    dina: Person = field(init=False)
    """The trainer, who opened the course."""

    def __post_init__(self) -> None:
        self.do(self._found)

    def do(self, job: Callable[[Work], T]) -> T:
        return self.store.now_run(job)

    def _found(self, work: Work) -> None:
        for bot in BOTS.values():
            work.bots.ensure(bot, "talkoot_bot", "https://chat.example/talkoot_bot")
        self.centre = work.organisations.create("Valo Centre", "fi", "Europe/Helsinki", MONDAY - 30 * DAY)
        self.dina = self._arrive(work, "Dina", Account(Platform.TELEGRAM, "70004444"), MONDAY - 30 * DAY)
        work.people.grant(Grant(self.dina.id, Role.TRAINER, self.centre.id), MONDAY - 30 * DAY)
        self.course = self._open(work, "Suomi 1", "SUOM2345")
        for place in GROUPS.values():
            work.courses.connect(CoursePlace(self.course.id, place, "Suomi 1"))

    def _open(self, work: Work, name: str, code: str) -> Course:
        new = Course(
            id=0,
            organisation=self.centre.id,
            name=name,
            code=code,
            language="fi",
            zone="Europe/Helsinki",
            state=CourseState.OPEN,
            created_by=self.dina.id,
            created_at=MONDAY - 20 * DAY,
        )
        return work.courses.add(new)

    def _arrive(self, work: Work, name: str, account: Account, at: datetime) -> Person:
        person = work.people.create(account, name, "fi", at)
        work.people.seen(account, BOTS[account.platform], private(account), at)
        return person

    def another_course(self, name: str, code: str) -> Course:
        return self.do(lambda work: self._open(work, name, code))

    def arrives(self, name: str, account: Account, at: datetime = MONDAY) -> Person:
        """Somebody writes to the bot for the first time."""
        return self.do(lambda work: self._arrive(work, name, account, at))

    def joins(self, name: str, account: Account, at: datetime = MONDAY - 7 * DAY) -> Person:
        """Somebody writes to the bot and joins the course."""
        person = self.arrives(name, account, at)
        self.enrols(person, account.platform, at)
        return person

    def enrols(self, person: Person, platform: Platform, at: datetime, course: Course | None = None) -> Membership:
        number = (course or self.course).id
        new = Membership(0, number, person.id, platform, joined_at=at, notice=NOTICE_VERSION, consented_at=at)
        return self.do(lambda work: work.courses.join(new))

    def leaves(self, person: Person, at: datetime) -> None:
        self.do(lambda work: work.courses.leave(self.course.id, person.id, at))

    def plans(self, text: str, wall: datetime, course: Course | None = None) -> Series:
        """The trainer schedules a prompt for a time on the wall in Helsinki."""
        number = (course or self.course).id
        new = Series(
            0, number, text, Once(wall), "Europe/Helsinki", SeriesState.PROPOSED, self.dina.id, MONDAY - 14 * DAY
        )
        new.confirm(MONDAY - 14 * DAY)
        return self.do(lambda work: work.prompts.add(new))

    def prompt(self, text: str = "Mitä teit tänään?", at: datetime = MONDAY, state: SlotState = SlotState.OPEN) -> Slot:
        """A prompt comes in the group on Telegram, unless it is skipped."""
        series = self.plans(text, datetime(2026, 11, 30, 9, 0))  # noqa: DTZ001

        def opening(work: Work) -> Slot:
            invited = len(work.courses.members(self.course.id))
            slot = work.prompts.open_slot(series.id, at.isoformat(), at, at, state, invited)
            if state is not SlotState.SKIPPED:
                work.prompts.posted(slot.id, at)
                work.refs.add(in_group(1000 + slot.id), Subject("slot", slot.id))
            return slot

        return self.do(opening)

    def answers(self, person: Person, slot: Slot, text: str, at: datetime, source: MessageRef | None = None) -> Answer:
        """An answer by button, posted by the bot, or typed as the message `source`."""
        posted = None if source else in_group(5000 + 100 * slot.id + person.id)
        given = Answer(0, slot.id, person.id, text, at, source=source)

        def answering(work: Work) -> Answer:
            kept = work.prompts.save_answer(given)
            work.refs.add(source or posted or in_group(0), Subject("answer", kept.id))
            return kept

        return self.do(answering)

    def takes_back(self, answer: Answer, at: datetime) -> Answer:
        return self.do(lambda work: work.prompts.save_answer(replace(answer, withdrawn_at=at)))

    def replies(self, person: Person, answer: Answer, text: str | None, at: datetime) -> PeerReply:
        source = in_group(9000 + 100 * answer.id + person.id)
        return self.do(lambda work: work.prompts.add_reply(PeerReply(0, answer.id, person.id, text, at, source)))
