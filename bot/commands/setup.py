"""The checklist of a course, which can be looked at as often as anybody likes."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.audience import is_coordinator
from bot.commands.common import StaffedCourse
from bot.turn import Answer, Say, Turn
from bot.vocabulary import VOCABULARY, Topic, command
from bot.wording import setup as wording
from community.chat.capabilities import Standing
from community.chat.message import Message
from community.checklist import Facts, checklist
from community.courses import Course, CoursePlace
from community.prompts import SeriesState
from community.roles import Role

PLANNED = {SeriesState.SCHEDULED, SeriesState.FINISHED}


@command("setup", topic=Topic.COURSES, role=Role.TRAINER, example="/setup")
def setup(turn: Turn, course: StaffedCourse) -> Answer:
    """Show what your course still needs."""
    return Say(checked(turn, turn.course(course, Role.TRAINER)))


def checked(turn: Turn, course: Course) -> Message:
    """The checklist of a course in words; asks the platform how we stand in its chat."""
    chats = [each for each in turn.work.courses.places(course.id) if each.group is None]
    standing = _standing(turn, chats)
    work = turn.work
    facts = Facts(
        chats=len(chats),
        standing=standing,
        trainers=len(work.people.staff(course.organisation, course.id)),
        learners=len(work.courses.members(course.id)),
        groups=len(work.groups.of_course(course.id)),
        prompts=len(work.prompts.of_course(course.id, PLANNED)),
        wants_groups=course.settings.groups,
        least=max(2, course.settings.group_size - 1),
    )
    coordinates = is_coordinator(work, turn.person.id, course)
    may = wording.Next(groups="group make" in {each.path for each in VOCABULARY}, invites=coordinates)
    words = replace(turn.words, zone=ZoneInfo(course.zone))
    return wording.checklist(words, course, checklist(facts), standing, may)


def _standing(turn: Turn, chats: list[CoursePlace]) -> Standing | None:
    """How we stand in the chat where this is asked, else in the first that this bot can look at."""
    ours = [each.place for each in chats if each.place.bot == turn.arrival.bot]
    here = [place for place in ours if place == turn.arrival.place] or ours[:1]
    return turn.standing(here[0]) if here else None
