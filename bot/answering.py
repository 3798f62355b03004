"""Taking in what learners answer to prompts and write to each other, however it came."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from bot import sharing, standing
from bot.audience import erase, mark, mark_anew, rewrite, tell_person, tell_place
from bot.turn import Turn
from community.chat.address import MessageRef
from community.courses import Course
from community.errors import NoAnswerToTakeBack, NoSuchPrompt, NotInACourse, StaleButton, TooLate
from community.letters import Subject
from community.notices import Kind, Notice
from community.prompts import EARLIER_KEPT, Answer, EarlierAnswer, PeerReply, Series, Slot, SlotState
from community.roles import Role
from storage.privacy import Erased
from storage.work import Work


class How(Enum):
    """What became of an answer."""

    NEW = auto()
    CHANGED = auto()
    UNSEEN = auto()  # kept, but the course has no chat in which it could stand


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of an answer, and of the one that it replaced."""

    how: How
    earlier: EarlierAnswer | None = None


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
    """Keep an answer. One that is there already is changed by its own message, and replaced by anything else.

    `source` is the person's own message, if there is one; `in_group`: where it stands, others read it.
    """
    kept = turn.work.prompts.answer_of(prompted.slot.id, turn.person.id)
    if kept is None:
        return _first(turn, prompted, text, source, in_group=in_group)
    if kept.counts and source is not None and source == kept.source:
        _reword(turn.work, kept, text, turn.now)
        return Taken(How.CHANGED)
    kept = turn.work.prompts.answer(kept.id, lock=True) or kept  # nothing another process takes in now is overwritten
    how = How.CHANGED if kept.counts else How.NEW
    earlier = _keep_earlier(turn, kept) if kept.counts and kept.text != text else None
    shown = _put(turn, prompted, kept, text, source, in_group=in_group)
    return Taken(how if shown else How.UNSEEN, earlier)


def _first(turn: Turn, prompted: Prompted, text: str, source: MessageRef | None, *, in_group: bool) -> Taken:
    if not prompted.series.text:  # erased with who wrote it
        raise NoSuchPrompt
    answer = Answer(0, prompted.slot.id, turn.person.id, text, _written(turn, prompted.slot), source)
    kept = turn.work.prompts.save_answer(answer)
    shown = _show(turn, prompted, kept, in_group=in_group)
    _offer_elsewhere(turn, prompted, kept)
    return Taken(How.NEW if shown else How.UNSEEN)


def _reword(work: Work, kept: Answer, text: str, now: datetime) -> None:
    """Its own message was edited: it stands where it stood."""
    kept.text, kept.edited_at = text, now
    work.prompts.save_answer(kept)
    rewrite(work, Subject("answer", kept.id), Notice(Kind.ANSWER, {"answer": kept.id}))
    rewrite(work, Subject("shared", kept.id), Notice(Kind.SHARED, {"answer": kept.id}))


def _offer_elsewhere(turn: Turn, prompted: Prompted, kept: Answer) -> None:
    """Others of the group may be on another platform."""
    spot = None if kept.in_group else standing.place_for(turn, prompted.course, prompted.slot, kept.person)
    here = spot[0].bot if spot else turn.arrival.bot
    sharing.consider(turn.work, sharing.Item(kept.id, prompted.course, kept.person), here.platform, turn.now)


def _keep_earlier(turn: Turn, kept: Answer) -> EarlierAnswer:
    expires = turn.now + EARLIER_KEPT
    return turn.work.earlier.keep(EarlierAnswer(0, kept.id, kept.person, kept.text, kept.source, expires))


def _put(turn: Turn, prompted: Prompted, kept: Answer, text: str, source: MessageRef | None, *, in_group: bool) -> bool:
    """Other words take the place of an answer. What showed the old ones goes; False if the new ones are nowhere seen."""
    stays = not in_group and bool(turn.work.refs.of(Subject("answer", kept.id)))
    if kept.counts and not stays:
        _take_down(turn.work, kept, turn.now)
    kept.source, kept.withdrawn_at = source, None
    if source is not None:
        turn.work.outbox.recall_signs(source, turn.now)
    _reword(turn.work, kept, text, turn.now)
    shown = stays or _show(turn, prompted, kept, in_group=in_group)
    if kept.shared_at is None:
        _offer_elsewhere(turn, prompted, kept)
    return shown


def exchange(turn: Turn, number: int) -> tuple[Answer, EarlierAnswer]:
    """Let an earlier answer count again; the one that counted takes its place."""
    earlier = turn.work.earlier.get(number)
    kept = turn.work.prompts.answer(earlier.answer, lock=True) if earlier else None
    if earlier is None or earlier.expires <= turn.now or kept is None or kept.person != turn.person.id:
        raise StaleButton
    prompted = find_slot(turn, kept.slot)
    other = _keep_earlier(turn, kept)
    turn.work.earlier.drop(earlier.id)
    _put(turn, prompted, kept, earlier.text, earlier.source, in_group=earlier.in_group)
    return kept, other


def _show(turn: Turn, prompted: Prompted, answer: Answer, *, in_group: bool) -> bool:
    """Let the others see it; False if there is nowhere to see it."""
    if in_group and answer.source is not None:
        _acknowledge(turn, answer, answer.source)
        return True
    found = standing.place_for(turn, prompted.course, prompted.slot, answer.person)
    if found is None:
        return False
    notice = Notice(Kind.ANSWER, {"answer": answer.id})
    tell_place(turn.work, found[0], notice, subject=Subject("answer", answer.id), reply_to=found[1])
    return True


def _take_down(work: Work, answer: Answer, now: datetime, *, erased: bool = False) -> None:
    """Take away what shows that it counts: our messages, and the sign on the person's own, unless that is gone."""
    for subject in (Subject("answer", answer.id), Subject("hint", answer.id)):
        work.outbox.recall(subject, now)
        erase(work, work.refs.of(subject))
        work.refs.forget(subject)
    sharing.unshare(work, Subject("shared", answer.id), now)
    answer.shared_at = None
    if answer.source is not None and answer.in_group and not erased:
        mark_anew(work, answer.source, now, counted=False)


def _acknowledge(turn: Turn, answer: Answer, typed: MessageRef) -> None:
    mark(turn.work, typed, counted=True)
    if not turn.words.capabilities.reads_replies:
        invite(turn, Kind.REPLY_HINT, answer.id, typed)


def invite(turn: Turn, kind: Kind, answer: int, under: MessageRef) -> None:
    """Say how to comment on an answer. It names the author, so it stands no longer than the answer."""
    notice = Notice(kind, {"answer": answer})
    tell_place(turn.work, under.place, notice, subject=Subject("hint", answer), reply_to=under)


def withdraw(turn: Turn, answer: Answer, *, erased: bool = False) -> None:
    """Take an answer back: its words are gone, here and where we posted them. `erased`: so is the person's message."""
    if not answer.counts:
        raise NoAnswerToTakeBack
    turn.work.earlier.drop_all(answer.id)
    answer.text, answer.withdrawn_at = "", turn.now
    _take_down(turn.work, answer, turn.now, erased=erased)
    turn.work.prompts.save_answer(answer)


def deleted(turn: Turn, kept: Answer) -> None:
    """Its message is gone: what the person wrote before it, and left standing, counts again; else it is taken back."""
    before = next((each for each in turn.work.earlier.of(kept.id) if each.in_group), None)
    if before is None or before.source is None:
        withdraw(turn, kept, erased=True)
        return
    turn.work.earlier.drop(before.id)
    _take_down(turn.work, kept, turn.now, erased=True)
    kept.text, kept.source, kept.edited_at = before.text, before.source, turn.now
    turn.work.prompts.save_answer(kept)
    turn.work.outbox.recall_signs(before.source, turn.now)
    _acknowledge(turn, kept, before.source)
    tell_person(turn.work, kept.person, Notice(Kind.COUNTS_AGAIN, {"answer": kept.id}))


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


def offer_comment(turn: Turn, comment: PeerReply) -> None:
    """Whose answer it is about, or others of the group, may be on another platform."""
    item = sharing.comment_item(turn.work, comment.id)
    if item is not None:
        sharing.consider(turn.work, item, turn.arrival.bot.platform, turn.now)


def _written(turn: Turn, slot: Slot) -> datetime:
    """When it was written, however long it waited for us; a clock that is wrong puts nothing before its prompt."""
    return max(slot.opened_at, min(turn.arrival.at, turn.now))
