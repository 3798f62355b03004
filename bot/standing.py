"""Where answers and comments stand in the chats: in the place of the author's group, near the prompt."""

from typing import TypeAlias

from bot.turn import Turn
from community.chat.address import MessageRef, Place
from community.courses import Course
from community.letters import Subject
from community.prompts import Answer, Slot
from community.routing import Reader, home_of
from storage.work import Work

Spot: TypeAlias = tuple[Place, MessageRef | None]
"""A chat, and the message under which something stands there."""


def will_stand(turn: Turn, course: Course, slot: Slot) -> Spot | None:
    """Where an answer given by button will be read: where the one before it stands, if we wrote that, else nearby."""
    kept = turn.work.prompts.answer_of(slot.id, turn.person.id)
    posted = turn.work.refs.of(Subject("answer", kept.id)) if kept else []
    return (posted[0].place, posted[0]) if posted else place_for(turn, course, slot, turn.person.id)


def comment_will_stand(turn: Turn, course: Course, slot: Slot, kept: Answer) -> Spot | None:
    """Where a comment given by button will be read: under the answer as it can be read here, else near its prompt.

    Words do not cross to another platform by themselves: who read the answer where it was shared comments there.
    """
    posted = turn.work.refs.of(Subject("answer", kept.id))
    shown = [kept.source] if kept.source and kept.in_group else posted[:1]
    here = [ref for ref in shown if ref.place.bot.platform is turn.arrival.bot.platform]
    shared = [ref for ref in turn.work.refs.of(Subject("shared", kept.id)) if ref.place.bot == turn.arrival.bot]
    spots = here or shared or shown
    return (spots[0].place, spots[0]) if spots else place_for(turn, course, slot, kept.person)


def place_for(turn: Turn, course: Course, slot: Slot, person: int) -> Spot | None:
    """In which place of a course somebody's answer stands, under its prompt if that is there: the nearest."""
    places = turn.work.courses.places(course.id)
    homes = [each.place for each in home_of(places, reader_of(turn.work, course, person), turn.arrival.bot.platform)]
    chats = [each.place for each in places if each.group is None]
    posted = [(ref.place, ref) for ref in turn.work.refs.of(Subject("slot", slot.id))]
    under = [each for each in posted if each[0] in homes] or [each for each in posted if each[0] in chats]
    here = turn.arrival
    spots: list[Spot] = [*under] or [(place, None) for place in homes]
    return min(spots, key=lambda at: (at[0] != here.place, at[0].bot != here.bot), default=None)


def reader_of(work: Work, course: Course, person: int) -> Reader:
    """The group that somebody is in, and the platforms they are on."""
    group = work.groups.of_person(course.id, person)
    platforms = frozenset(account.platform for account in work.people.accounts(person))
    return Reader(group.id if group else None, platforms)
