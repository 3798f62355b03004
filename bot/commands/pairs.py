"""Pairs: trainers start and stop them; learners take part, see whom they meet, and say whether they met."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

from bot import offers
from bot.audience import tell_person, tell_place
from bot.call import Call
from bot.commands.common import MyCourse, StaffedCourse, in_its_zone
from bot.commands.joining import Number
from bot.namesakes import named
from bot.pairing import meeting_of
from bot.routines.pairs import closed_days
from bot.turn import Answer, Say, Turn
from bot.vocabulary import Asks, Reply, Topic, command
from bot.wording import pairs as wording
from bot.wording.words import N_, message
from community.calendar import Schedule, load
from community.calendar import Slot as Occurrence
from community.chat.form import Choice, Line, When
from community.chat.message import Text
from community.courses import Course
from community.errors import Invalid, NoPairs, NoSuchCourse, NotInACourse, RoundOver, StaleButton
from community.notices import Kind, Notice
from community.pairs import Pairing, PairingState, Part, Said, meetings
from community.roles import Role
from community.settings import Module
from community.time_phrases import Understood
from storage.work import Work


@command(
    "pairs start",
    role=Role.TRAINER,
    topic=Topic.GROUPS,
    module=Module.PAIRS,
    example="/pairs_start every Monday 9:00",
    form=True,
)
def start(
    turn: Turn,
    course: StaffedCourse,
    when: Annotated[
        Understood,
        When(),
        Asks(N_("Time"), N_("When shall new pairs begin? For example: every Monday 9:00, every second Friday 10:00.")),
    ],
) -> Answer:
    """Let people meet in pairs, again and again."""
    found = _course(turn, turn.open_course(course, Role.TRAINER).id, Role.TRAINER)
    first = _first(turn, found, when.schedule)
    call = {"course": str(found.id), "schedule": when.schedule.dump()}
    words, running = in_its_zone(turn, found), turn.work.pairs.of_course(found.id)
    replaced = running.schedule if running and running.next_due() else None
    return Say(wording.proposal(words, found, when, first, Call("pairs confirm", call), replaced))


def _course(turn: Turn, number: int, least: Role) -> Course:
    found = turn.course(number, least)
    turn.module(found, Module.PAIRS)
    return found


def _first(turn: Turn, course: Course, schedule: Schedule) -> Occurrence:
    """The first round that will really begin."""
    plan = _plan(course, schedule, turn)
    first = plan.next_round(closed_days(turn.work, course))
    if first is None:
        raise Invalid("past", fragment=schedule.dump())
    return first


def _plan(course: Course, schedule: Schedule, turn: Turn) -> Pairing:
    return Pairing(0, course.id, schedule, course.zone, PairingState.ON, turn.now, turn.now)


def _not_started(turn: Turn, args: Mapping[str, str]) -> Text | None:
    course = turn.work.courses.get(int(args["course"]))
    return wording.dropped(turn.words, course) if course else None


@command("pairs confirm", reply=Reply.UPDATE, personal=True, withdraw=_not_started)
def confirm(turn: Turn, course: Number, schedule: Annotated[str, Line(most=200)]) -> Answer:
    """Start the pairs as they were shown."""
    found = _course(turn, turn.open_course(course, Role.TRAINER).id, Role.TRAINER)
    try:
        planned = load(schedule)
    except (ValueError, TypeError, LookupError) as error:
        raise StaleButton from error
    first = _first(turn, found, planned)
    turn.work.pairs.add(_plan(found, planned, turn))
    return Say(wording.started(in_its_zone(turn, found), found, first, ask_in_chats(turn.work, found)))


def ask_in_chats(work: Work, course: Course) -> int:
    """Ask in the chats of the whole course who wants to take part; returns how many there are."""
    chats = [each.place for each in work.courses.places(course.id) if each.group is None]
    for place in chats:
        tell_place(work, place, Notice(Kind.PAIRS_BEGIN, {"course": course.id}))
    return len(chats)


@command("pairs drop", reply=Reply.UPDATE, personal=True)
def drop(turn: Turn, course: Number) -> Answer:
    """Do not start the pairs."""
    said = offers.withdraw(turn, "pairs confirm")
    found = _course(turn, course, Role.TRAINER)
    return Say(message(said or wording.dropped(turn.words, found)))


@command("pairs ask")
def ask(turn: Turn, course: Number) -> Answer:
    """Ask in the chat once more who wants to take part."""
    found = _course(turn, course, Role.TRAINER)
    _running(turn, found)
    return Say(wording.asked_again(turn.words, ask_in_chats(turn.work, found)))


def _running(turn: Turn, course: Course) -> Pairing:
    pairing = turn.work.pairs.of_course(course.id, lock=True)
    if pairing is None or pairing.state is PairingState.OFF or not course.is_open:
        raise NoPairs(course=course.name, staff=turn.role_in(course) >= Role.TRAINER)
    return pairing


@command("pairs stop", role=Role.TRAINER, topic=Topic.GROUPS, module=Module.PAIRS)
def stop(turn: Turn, course: StaffedCourse) -> Answer:
    """Let nobody meet in pairs any more."""
    found = turn.course(course, Role.TRAINER)
    pairing = _running(turn, found)
    pairing.stop()
    turn.work.pairs.save(pairing)
    for member in turn.work.pairs.members(found.id):
        if member.part is Part.IN:
            tell_person(turn.work, member.person, Notice(Kind.PAIRS_END, {"course": found.id, "person": member.person}))
    return Say(wording.stopped(turn.words, found))


@command("pairs show", role=Role.TRAINER, topic=Topic.GROUPS, module=Module.PAIRS)
def show(turn: Turn, course: StaffedCourse) -> Answer:
    """Show how the pairs of a course go."""
    found = _course(turn, course, Role.TRAINER)
    pairing = turn.work.pairs.of_course(found.id)
    if pairing is None:
        raise NoPairs(course=found.name, staff=True)
    return Say(wording.overview(in_its_zone(turn, found), found, _overview(turn, found, pairing)))


def _overview(turn: Turn, course: Course, pairing: Pairing) -> wording.Overview:
    rounds = turn.work.pairs.rounds(pairing.id)
    held = [each for _, seats in rounds for each in meetings(seats)]
    names = named(turn.work, [person for _, person in turn.work.courses.members(course.id)], course.id)
    there = {person.id: (membership, person) for membership, person in turn.work.courses.members(course.id)}
    members = [each for each in turn.work.pairs.members(course.id) if each.person in there]
    away = [each for each in members if each.part is Part.IN and there[each.person][0].is_paused(turn.now)]
    return wording.Overview(
        schedule=pairing.schedule,
        coming=pairing.next_round(closed_days(turn.work, course)),
        taking_part=sum(each.part is Part.IN for each in members) - len(away),
        rounds=sum(bool(meetings(seats)) for _, seats in rounds),
        planned=len(held),
        met=sum(any(seat.met for seat in each) for each in held),
        silent=[names[each.person] for each in members if each.part is Part.SILENT],
        away=[names[each.person] for each in away],
    )


@command("pairs in", topic=Topic.GROUPS, module=Module.PAIRS, found_in="pairs mine", for_members=True)
def in_(turn: Turn, course: MyCourse) -> Answer:
    """Take part: meet one person at a time."""
    found = _mine(turn, course)
    pairing = _running(turn, found)
    if turn.work.pairs.part(found.id, turn.person.id) is not Part.IN:
        turn.work.pairs.take(found.id, turn.person.id, Part.IN, turn.now)
    coming = pairing.next_round(closed_days(turn.work, found))
    return Say(wording.takes_part(turn.words, found, coming, _pause(turn, found)))


def _pause(turn: Turn, course: Course) -> datetime | None:
    """Until when this person pauses the course, if they do."""
    membership = turn.work.courses.membership(course.id, turn.person.id)
    return membership.paused_until if membership and membership.is_paused(turn.now) else None


@command("pairs out", topic=Topic.GROUPS, module=Module.PAIRS, found_in="pairs mine", for_members=True)
def out(turn: Turn, course: MyCourse) -> Answer:
    """Take part in no more pairs."""
    found = _mine(turn, course)
    turn.work.pairs.take(found.id, turn.person.id, Part.OUT, turn.now)
    turn.work.pairs.missed(turn.person.id, turn.now)
    return Say(wording.out(turn.words, found))


def _mine(turn: Turn, number: int) -> Course:
    """A course in which this person learns. Who sees its chat and is not in it yet, finds the way in."""
    found = turn.work.courses.get(number)
    membership = turn.work.courses.membership(number, turn.person.id)
    if found is None or membership is None or not membership.is_current:
        here = turn.work.courses.of_place(turn.arrival.place)
        raise NotInACourse(course=number) if here and here.id == number else NoSuchCourse
    turn.module(found, Module.PAIRS)
    return found


@command("pairs mine", alias="pairs", topic=Topic.GROUPS, module=Module.PAIRS, for_members=True)
def mine(turn: Turn, course: MyCourse) -> Answer:
    """Show whom you meet, and say whether you met."""
    found = _mine(turn, course)
    pairing = _running(turn, found)
    latest = turn.work.pairs.latest(pairing.id)
    meeting = meeting_of(turn.work, latest.id, turn.person.id) if latest else None
    if meeting and meeting.partners:
        return Say(wording.my_pair(turn.words, meeting))
    takes = turn.work.pairs.part(found.id, turn.person.id) is Part.IN
    coming = pairing.next_round(closed_days(turn.work, found))
    due = coming.due if coming else None
    return Say(wording.mine(turn.words, found, due, takes_part=takes, pause=_pause(turn, found)))


@command("pairs answer", reply=Reply.UPDATE, personal=True)
def answer(turn: Turn, of_round: Number, said: Annotated[str, Choice(tuple(Said))]) -> Answer:
    """Say whether you met."""
    meeting = meeting_of(turn.work, of_round, turn.person.id)
    if meeting is None:
        raise RoundOver
    if meeting.seat.pair is None:  # whom they were to meet has left since
        return Say(wording.alone(turn.words, meeting))
    turn.work.pairs.answer(meeting.seat.says(Said(said), turn.now))
    return Say(wording.noted(turn.words, meeting, Said(said)))
