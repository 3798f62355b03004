"""Taking in what learners answer to prompts and write to each other, however it came."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from bot.audience import erase, mark, rewrite, tell_place
from bot.turn import Turn
from community.chat.address import MessageRef, Place
from community.courses import Course
from community.errors import NoAnswerToTakeBack, NoSuchPrompt, NotInACourse, TooLate
from community.letters import Subject
from community.notices import Kind, Notice
from community.prompts import Answer, PeerReply, Series, Slot, SlotState
from community.roles import Role
from storage.privacy import Erased
from storage.work import Work


class Taken(Enum):
    """What became of an answer."""

    NEW = auto()
    CHANGED = auto()
    UNSEEN = auto()  # kept, but the course has no chat in which it could stand


@dataclass(frozen=True, slots=True)
class Prompted:
    """A slot with the series and course it belongs to."""

    slot: Slot
    series: Series
    course: Course


def find_slot(turn: Turn, number: int) -> Prompted:
    """A slot that this person may answer. Raises NoSuchPrompt, NotInACourse (with the way in) or TooLate."""
    slot = turn.work.prompts.slot(number)
    series = turn.work.prompts.get(slot.series) if slot else None
    course = turn.work.courses.get(series.course) if series else None
    if slot is None or series is None or course is None:
        raise NoSuchPrompt
    if turn.role_in(course) < Role.LEARNER:
        raise NotInACourse(course=course.id, name=course.name)
    if not course.is_open or slot.state is SlotState.SKIPPED:
        raise TooLate
    return Prompted(slot, series, course)


def take_answer(turn: Turn, prompted: Prompted, text: str, source: MessageRef | None, *, in_group: bool) -> Taken:
    """Keep an answer; one that is there already is changed. `source` is the person's own message, or the form's."""
    kept = turn.work.prompts.answer_of(prompted.slot.id, turn.person.id)
    if kept is not None:
        shown = _change(turn, prompted, kept, text, source, in_group=in_group)
        return Taken.CHANGED if shown else Taken.UNSEEN
    if not prompted.series.text:  # erased with who wrote it
        raise NoSuchPrompt
    answer = turn.work.prompts.save_answer(
        Answer(
            id=0,
            slot=prompted.slot.id,
            person=turn.person.id,
            text=text,
            at=_written(turn, prompted.slot),
            source=source,
        )
    )
    return Taken.NEW if _show(turn, prompted, answer, in_group=in_group) else Taken.UNSEEN


def _show(turn: Turn, prompted: Prompted, answer: Answer, *, in_group: bool) -> bool:
    """Let the others see it; False if there is nowhere to see it."""
    if in_group and answer.source is not None:
        _acknowledge(turn, answer, answer.source)
        return True
    found = _where(turn, prompted)
    if found is None:
        return False
    notice = Notice(Kind.ANSWER, {"answer": answer.id})
    tell_place(turn.work, found[0], notice, subject=Subject("answer", answer.id), reply_to=found[1])
    return True


def _acknowledge(turn: Turn, answer: Answer, typed: MessageRef) -> None:
    mark(turn.work, typed, counted=True)
    if not turn.words.capabilities.reads_replies:
        invite(turn, Kind.REPLY_HINT, answer.id, typed)


def invite(turn: Turn, kind: Kind, answer: int, under: MessageRef) -> None:
    """Say how to comment on an answer. It names the author, so it stands no longer than the answer."""
    notice = Notice(kind, {"answer": answer})
    tell_place(turn.work, under.place, notice, subject=Subject("hint", answer), reply_to=under)


def _where(turn: Turn, prompted: Prompted) -> tuple[Place, MessageRef | None] | None:
    """In which chat of the course an answer given by button stands, under its prompt if that is there: the nearest."""
    prompts = [(ref.place, ref) for ref in turn.work.refs.of(Subject("slot", prompted.slot.id))]
    chats = [(each.place, None) for each in turn.work.courses.places(prompted.course.id)]
    here = turn.arrival
    return min(prompts or chats, key=lambda at: (at[0] != here.place, at[0].bot != here.bot), default=None)


def _change(
    turn: Turn, prompted: Prompted, answer: Answer, text: str, source: MessageRef | None, *, in_group: bool
) -> bool:
    was_withdrawn = not answer.counts
    answer.text, answer.edited_at, answer.withdrawn_at = text, turn.now, None
    moved = source != answer.source
    answer.source = source
    turn.work.prompts.save_answer(answer)
    subject = Subject("answer", answer.id)
    if in_group:
        if source is not None and (moved or was_withdrawn):
            mark(turn.work, source, counted=True)
    elif turn.work.refs.of(subject):
        rewrite(turn.work, subject, Notice(Kind.ANSWER, {"answer": answer.id}))
    else:
        return _show(turn, prompted, answer, in_group=False)
    return True


def withdraw(turn: Turn, answer: Answer, *, erased: bool = False) -> None:
    """Take an answer back: its words are gone, here and where we posted them. `erased`: so is the person's message."""
    if not answer.counts:
        raise NoAnswerToTakeBack
    answer.text, answer.withdrawn_at = "", turn.now
    turn.work.prompts.save_answer(answer)
    for kind in ("answer", "hint"):
        erase(turn.work, turn.work.refs.of(Subject(kind, answer.id)))
        turn.work.refs.forget(Subject(kind, answer.id))
    if answer.source is not None and not answer.source.place.private and not erased:
        mark(turn.work, answer.source, counted=False)


def clean_chats(work: Work, erased: Erased) -> None:
    """Nobody's words and name stay in the chats when they are forgotten; what others wrote to them does."""
    erase(work, erased.refs)
    for number in erased.comments:
        rewrite(work, Subject("comment", number), Notice(Kind.COMMENT, {"reply": number}))


def take_reply(turn: Turn, number: int, text: str | None, source: MessageRef | None) -> PeerReply | None:
    """Keep what a person wrote to an answer; None when it is their own answer or no longer there."""
    answer = turn.work.prompts.answer(number)
    if answer is None or not answer.counts or answer.person == turn.person.id:
        return None
    at = _written(turn, find_slot(turn, answer.slot).slot)
    return turn.work.prompts.add_reply(
        PeerReply(id=0, answer=answer.id, person=turn.person.id, text=text, at=at, source=source)
    )


def _written(turn: Turn, slot: Slot) -> datetime:
    """When it was written, however long it waited for us; a clock that is wrong puts nothing before its prompt."""
    return max(slot.opened_at, min(turn.arrival.at, turn.now))
