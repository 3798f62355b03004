"""Whether one's words cross to the other platform: each time, always, never."""

from collections.abc import Mapping
from typing import Annotated, Any

from bot import sharing
from bot.commands.common import MyCourse
from bot.commands.joining import Number
from bot.turn import Answer, Say, Turn
from bot.vocabulary import About, Asks, Matter, Reply, Topic, command
from bot.wording import sharing as wording
from bot.wording.words import N_
from community.chat.form import Choice, Whole
from community.errors import NoSharing, StaleButton
from community.roles import Role
from community.settings import Module

STANDING = {"ask": None, "always": True, "never": False}
Flag = Annotated[int, Whole(0, 1)]


def _mine(turn: Turn, comment: int, number: int) -> sharing.Item:
    item = (sharing.comment_item if comment else sharing.answer_item)(turn.work, number)
    if item is None or item.person != turn.person.id or not item.course.settings.sharing:
        raise StaleButton
    return item


@command("share item", reply=Reply.UPDATE, personal=True)
def share(turn: Turn, comment: Flag, number: Number, always: Flag) -> Answer:
    """Show what you wrote on the other platform."""
    item = _mine(turn, comment, number)
    sharing.share(turn.work, item, sharing.home(turn.work, item), turn.now)
    if always:
        turn.work.sharing.decide(item.course.id, turn.person.id, True, turn.now)
    return Say(wording.done(turn.words, number, comment=bool(comment), always=bool(always)))


@command("share undo", reply=Reply.UPDATE, personal=True)
def undo(turn: Turn, comment: Flag, number: Number) -> Answer:
    """Take what you wrote back from the other platform."""
    sharing.take_back(turn.work, _mine(turn, comment, number), turn.now)
    return Say(wording.undone(turn.words))


@command("share not", reply=Reply.UPDATE, personal=True)
def not_this_one(turn: Turn, comment: Flag, number: Number) -> Answer:
    """Leave what you wrote where it is, this time."""
    return Say(wording.not_shared(turn.words, _mine(turn, comment, number).course))


@command("share never", reply=Reply.UPDATE, personal=True)
def never(turn: Turn, course: Number) -> Answer:
    """Keep your words on the platform where you write them."""
    found = turn.course(course, Role.LEARNER)
    turn.work.sharing.decide(found.id, turn.person.id, False, turn.now)
    return Say(wording.decided(turn.words, found, False))


def _must_be_on(turn: Turn, values: Mapping[str, Any]) -> Matter | None:
    """Nobody is asked about what is switched off in their course."""
    course = turn.work.courses.get(values["course"]) if "course" in values else None
    if course is not None and not course.settings.sharing and turn.role_in(course) >= Role.LEARNER:
        raise NoSharing(course=course.name)
    return None


@command("sharing", topic=Topic.TAKING_PART, module=Module.SHARING, for_members=True)
def choose(
    turn: Turn,
    course: MyCourse,
    when: Annotated[
        str,
        Choice(wording.CHOICES),
        Asks(N_("Share your words"), N_("May I show what you write to your group on the other platform?")),
        About(_must_be_on),
    ],
) -> Answer:
    """Choose whether your words are shared."""
    found = turn.course(course, Role.LEARNER)
    if not found.settings.sharing:
        raise NoSharing(course=found.name)
    turn.work.sharing.decide(found.id, turn.person.id, STANDING[when], turn.now)
    return Say(wording.decided(turn.words, found, STANDING[when]))
