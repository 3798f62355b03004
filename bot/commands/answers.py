"""What learners do with prompts: see what waits, answer, comment on each other, take back."""

from collections.abc import Mapping
from typing import Annotated

from bot import answering, entrance, standing
from bot.audience import tell_place
from bot.commands.joining import Number
from bot.commands.profile import paused_until
from bot.turn import Answer, Say, Turn
from bot.vocabulary import About, Asks, Given, Matter, Topic, command
from bot.wording import answers as wording
from bot.wording import telling
from bot.wording.labels import shortened
from bot.wording.words import N_
from community import prompts
from community.chat.form import Line, Pick
from community.chat.message import Text
from community.errors import NoAnswerToTakeBack, StaleButton
from community.letters import Subject
from community.notices import Kind, Notice
from community.prompts import ANSWER_MOST, TODO_WINDOW, PeerReply
from community.roles import Role


def slot_meant(turn: Turn) -> str | None:
    """The prompt that is replied to, else the only one that waits."""
    if turn.reply_to is not None and turn.reply_to.kind == "slot":
        return str(turn.reply_to.id)
    waiting = turn.work.prompts.waiting(turn.person.id, turn.now - TODO_WINDOW, turn.now)
    return str(waiting[0][0].id) if len(waiting) == 1 else None


def prompt_meant(turn: Turn, raw: Mapping[str, str]) -> Matter | None:
    """The prompt that is being answered; who may not answer it hears so before writing."""
    number = raw.get("slot") or slot_meant(turn)
    if not number:
        return None
    prompted = answering.find_slot(turn, int(number))
    stands = _stands(turn, prompted, standing.will_stand(turn, prompted.course, prompted.slot))
    return Matter(prompted.series.text, stands=stands) if prompted.series.text else None


def answer_meant(turn: Turn, raw: Mapping[str, str]) -> Matter:
    """The answer that is being commented on; who may not comment hears so before writing."""
    kept = turn.work.prompts.answer(int(raw["answer"]))
    author = turn.work.people.get(kept.person) if kept and kept.counts else None
    if kept is None or author is None:
        raise StaleButton
    prompted = answering.find_slot(turn, kept.slot)
    stands = _stands(turn, prompted, standing.comment_will_stand(turn, prompted.course, prompted.slot, kept))
    return Matter(shortened(kept.text, wording.QUOTED), wording.whose(turn.words, author.name), stands)


def _stands(turn: Turn, prompted: answering.Prompted, spot: standing.Spot | None) -> Text | None:
    """Where it will be read, in words; nothing where there is no chat to read it in."""
    chats = turn.work.courses.places(prompted.course.id)
    place = next((each for each in chats if spot and each.place == spot[0]), None)
    return wording.will_stand(turn.words, place, chats) if place else None


@command("todo", topic=Topic.TAKING_PART, for_members=True)
def todo(turn: Turn) -> Answer:
    """Show what waits for you."""
    if turn.highest_role() is Role.GUEST:
        return entrance.in_line(turn) or Say(wording.no_course(turn.words))
    until = paused_until(turn)
    if until is not None:
        return Say(telling.todo_in_pause(turn.words, until))
    return Say(wording.todo(turn.words, turn.work.prompts.waiting(turn.person.id, turn.now - TODO_WINDOW, turn.now)))


@command(
    "answer give",
    alias="answer",
    topic=Topic.TAKING_PART,
    example="/answer I learned it from my neighbour.",
    form=True,
    by_link=True,
    for_members=True,
)
def answer(
    turn: Turn,
    slot: Annotated[int, Pick("open slots"), Asks(N_("Prompt"), N_("Which prompt do you answer?")), Given(slot_meant)],
    text: Annotated[
        str,
        Line(most=ANSWER_MOST, several_lines=True),
        Asks(N_("Your answer"), N_("What is your answer?")),
        About(prompt_meant),
    ],
) -> Answer:
    """Answer a prompt."""
    prompted = answering.find_slot(turn, slot)
    taken = answering.take_answer(turn, prompted, text, turn.message, in_group=False)
    return Say(wording.taken(turn.words, prompted, taken))


def last_answer(turn: Turn) -> str | None:
    """The slot this person answered last."""
    recent = turn.work.prompts.recent_answers(turn.person.id, 1)
    return str(recent[0].slot) if recent else None


@command("answer withdraw", topic=Topic.TAKING_PART, found_in="answer give", personal=True, for_members=True)
def withdraw(
    turn: Turn,
    slot: Annotated[
        int, Pick("my answers"), Asks(N_("Your answer"), N_("Which answer do you take back?")), Given(last_answer)
    ] = 0,
) -> Answer:
    """Take your latest answer back."""
    kept = turn.work.prompts.answer_of(slot, turn.person.id)
    if kept is None:
        raise NoAnswerToTakeBack
    answering.withdraw(turn, kept)
    typed = kept.in_group
    return Say(wording.withdrawn(turn.words, typed=typed))


@command("answer exchange", personal=True)
def exchange(turn: Turn, earlier: Number) -> Answer:
    """Let the other one of two answers count."""
    counts, other = answering.exchange(turn, earlier)
    return Say(wording.exchanged(turn.words, counts, other))


@command("reply", form=True, by_link=True)
def reply(
    turn: Turn,
    answer: Number,
    text: Annotated[
        str,
        Line(most=ANSWER_MOST, several_lines=True),
        Asks(N_("Your comment"), N_("What do you want to say?")),
        About(answer_meant),
    ],
) -> Answer:
    """Comment on somebody's answer."""
    comment = answering.take_reply(turn, answer, text, turn.message)
    kept = turn.work.prompts.answer(answer) if comment else None
    author = turn.work.people.get(kept.person) if kept else None
    if comment is None or kept is None or author is None:
        return Say(wording.own_answer(turn.words))
    _post(turn, comment, kept)
    answering.offer_comment(turn, comment)
    return Say(wording.commented(turn.words, author.name))


def _post(turn: Turn, comment: PeerReply, kept: prompts.Answer) -> None:
    """The comment as a message of ours, under the answer it is about."""
    prompted = answering.find_slot(turn, kept.slot)
    spot = standing.comment_will_stand(turn, prompted.course, prompted.slot, kept)
    if spot is not None:
        notice = Notice(Kind.COMMENT, {"reply": comment.id})
        tell_place(turn.work, spot[0], notice, subject=Subject("comment", comment.id), reply_to=spot[1])
