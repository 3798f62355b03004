"""Everything that arrives: calls go to the desk; words answer questions, prompts and each other; people come and go."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot import answering, attendance, presence, replaced, sharing
from bot.asking import Lacking
from bot.audience import mark, rewrite, tell_person, tell_place
from bot.desk import Desk
from bot.dialog import ask
from bot.files import asks_for_a_file
from bot.tokens import unpack
from bot.turn import Continue, Say, Turn
from bot.wording import answers as answer_wording
from bot.wording import general
from community.chat.address import MessageRef
from community.chat.inbound import (
    AsksToComeIn,
    BotJoined,
    BotLeft,
    Called,
    CameIn,
    ChatPicked,
    Event,
    Filled,
    PlaceMoved,
    Pressed,
    ReachabilityChanged,
    Removed,
    RightsChanged,
    Said,
    Talked,
    WentOut,
)
from community.errors import Invalid, Rejected, StaleButton
from community.ids import is_code
from community.letters import Subject
from community.notices import Kind, Notice
from community.prompts import ANSWER_MOST
from storage.work import Work


def listen(desk: Desk, work: Work, event: Event, now: datetime) -> None:
    """Deal with an event. `Rejected` and `Invalid` mean that nothing may be kept of it."""
    match event:
        case Called() | Pressed() | Filled() | ChatPicked():
            desk.carry_out(desk.turn(work, event.arrival, now), event)
        case Said():
            turn = desk.turn(work, event.arrival, now)
            turn.message = event.message
            _said(desk, turn, event)
        case Talked():
            _talked(desk, work, event, now)
        case Removed(messages=messages):
            for ref in messages:
                _removed(desk, work, event, ref, now)
        case CameIn() | WentOut() | AsksToComeIn():
            attendance.heard(desk, work, event, now)
        case _:
            _of_chats(work, event, now)


def _of_chats(work: Work, event: Event, now: datetime) -> None:
    """What became of a chat, and of us in it."""
    match event:
        case ReachabilityChanged():
            _reachable(work, event, now)
        case PlaceMoved(arrival=arrival, to=to):
            work.courses.place_moved(arrival.place, to)
            work.refs.moved(arrival.place)
            work.outbox.moved(arrival.place, to)
        case BotJoined():
            presence.come_in(work, event, now)
        case BotLeft(arrival=arrival):
            presence.go_out(work, arrival.place, now)
        case RightsChanged():
            presence.rights_changed(work, event, now)
        case _:
            raise TypeError(f"nobody listens to {type(event).__name__}")


def _reachable(work: Work, event: ReachabilityChanged, now: datetime) -> None:
    """A private chat was closed or opened; what could not be said meanwhile is said now."""
    arrival = event.arrival
    if arrival.account is not None:
        work.people.set_reachable(arrival.account, arrival.bot, event.reachable)
    if event.reachable:
        work.outbox.hurry(arrival.place, now)


def _said(desk: Desk, turn: Turn, event: Said) -> None:
    subject = _subject(desk, turn, event)
    if event.edited:
        _edited(turn, event)
    elif subject is not None:
        _replied(desk, turn, event, subject)
    elif event.arrival.place.private:
        _private(desk, turn, event)
    elif event.reply_to is not None:
        _peer(turn, event)


def _subject(desk: Desk, turn: Turn, event: Said) -> Subject | None:
    """What the message stands for that this replies to. One we do not know was posted twice: its buttons tell."""
    if event.reply_to is None:
        return None
    known = turn.work.refs.find(event.reply_to)
    if known is not None or event.arrival.place.private:
        return known
    told = next(filter(None, (_told_by(desk, turn, token) for token in event.reply_tokens)), None)
    if told is not None:
        turn.work.refs.add(event.reply_to, told)
    return told


def _told_by(desk: Desk, turn: Turn, token: str) -> Subject | None:
    """What a message in a group stands for that has such a button."""
    try:
        command, call = unpack(desk.vocabulary, token, turn.work, turn.now)
    except StaleButton:
        return None
    if command.path == "answer give" and "slot" in call.args:
        return Subject("slot", int(call.args["slot"]))
    kept = turn.work.prompts.answer(int(call.args["answer"])) if command.path == "reply" else None
    if kept is None:
        return None
    return Subject("hint" if kept.in_group else "answer", kept.id)


def _private(desk: Desk, turn: Turn, event: Said) -> None:
    """Words in the private chat answer the open question. Without one a code opens its course; of others we say what can be done."""
    draft = turn.work.drafts.of(turn.person.id, event.arrival.place)
    if draft is not None and draft.expires > turn.now:
        _fill(desk, turn, event, draft.id)
    elif is_code(event.text):
        typed = Called(arrival=event.arrival, path="join", args={"code": event.text.strip()}, message=event.message)
        desk.carry_out(turn, typed)
    else:
        _say(desk, turn, event, Say(general.not_a_command(turn.words)))


def _replied(desk: Desk, turn: Turn, event: Said, subject: Subject) -> None:
    match subject.kind:
        case "draft":
            _fill(desk, turn, event, subject.id)
        case "slot":
            _answered(desk, turn, event, subject.id)
        case "answer" | "hint" | "shared":
            _commented(turn, event, subject.id)
        case "comment" | "shared comment":
            comment = turn.work.prompts.reply(subject.id)
            if comment is not None:
                _commented(turn, event, comment.answer)
        case replaced.NOTE:
            _private(desk, turn, event)


def _fill(desk: Desk, turn: Turn, event: Said, number: int) -> None:
    """An answer in words to the question of a draft."""
    draft = turn.work.drafts.get(number)
    if draft is None and event.arrival.place.private:
        _private(desk, turn, event)  # the question that they replied to is over; another one may be open
        return
    if draft is None or draft.person != turn.person.id:
        return
    if asks_for_a_file(desk.vocabulary.at(draft.path), draft.asking):
        if not event.attachments:
            raise Invalid("file_wanted")
        desk.go_on(turn, Continue(draft.id, event.attachments[0].written()), event)
        return
    if event.attachments and not event.text:
        raise Invalid("words_only")
    desk.go_on(turn, Continue(draft.id, event.text), event)
    _tell_of_files(turn, event)


def _tell_of_files(turn: Turn, event: Said) -> None:
    """Only the words of a message are kept; who sends more hears so, in private and once."""
    if event.attachments and turn.work.people.tell_of_files(turn.person.id, turn.now):
        tell_person(turn.work, turn.person.id, Notice(Kind.WORDS_ALONE))


def _answered(desk: Desk, turn: Turn, event: Said, slot: int) -> None:
    """A reply to a prompt is an answer."""
    if event.blank:
        tell_place(turn.work, event.arrival.place, Notice(Kind.PRESS_ANSWER, {"slot": slot}), reply_to=event.message)
        return
    prompted = answering.find_slot(turn, slot)
    try:
        text = _words(event)
    except Invalid as invalid:
        if _adds_files(turn, event, slot):
            _tell_of_files(turn, event)
        else:
            _ask_for_words(desk, turn, event, slot, invalid)
        return
    in_group = not event.arrival.place.private
    taken = answering.take_answer(turn, prompted, text, event.message, in_group=in_group)
    if not in_group:
        _say(desk, turn, event, Say(answer_wording.taken(turn.words, prompted, taken)))
    elif taken.earlier is not None:
        replaced.tell(turn, taken.earlier)
    _tell_of_files(turn, event)


def _adds_files(turn: Turn, event: Said, slot: int) -> bool:
    """Whether this brings files to an answer whose words are there; the rest of an album comes so."""
    kept = turn.work.prompts.answer_of(slot, turn.person.id)
    return bool(event.attachments) and not event.text.strip() and kept is not None and kept.counts


def _ask_for_words(desk: Desk, turn: Turn, event: Said, slot: int, invalid: Invalid) -> None:
    """What came cannot be kept: the next words in the private chat (or the form) are taken as the answer."""
    command = desk.vocabulary.at("answer give")
    text, known = command.parameter("text"), {"slot": str(slot)}
    lacking = Lacking((text,), {"text": invalid}, known, known)
    _say(desk, turn, event, ask(turn, command, lacking, desk.asking_place(turn, command)))


def _words(event: Said) -> str:
    """What somebody wrote, if it can be kept."""
    text = event.text.strip()
    if not text:
        raise Invalid("words_only")
    if len(text) > ANSWER_MOST:
        raise Invalid("text_too_long", most=ANSWER_MOST, length=len(text))
    return text


def _commented(turn: Turn, event: Said, answer: int) -> None:
    """A reply to an answer that we posted is a comment to its author."""
    if event.blank:
        answering.invite(turn, Kind.PRESS_REPLY, answer, event.message)
        return
    reply = answering.take_reply(turn, answer, _words(event), event.message)
    if reply is not None and not event.arrival.place.private:
        mark(turn.work, event.message, counted=True)
    if reply is not None:
        answering.offer_comment(turn, reply)
    _tell_of_files(turn, event)


def _peer(turn: Turn, event: Said) -> None:
    """A reply between people: counts if it is to somebody's answer, and its words stay theirs."""
    answer = turn.work.prompts.answer_from(event.reply_to) if event.reply_to else None
    if answer is not None:
        try:
            answering.take_reply(turn, answer.id, None, event.message)
        except Rejected:
            return


def _edited(turn: Turn, event: Said) -> None:
    """An edit of a message that was kept changes what was kept."""
    if event.blank or not event.text.strip():
        return
    answer = turn.work.prompts.answer_from(event.message)
    earlier = turn.work.earlier.typed_as(event.message)
    reply = turn.work.prompts.reply_from(event.message)
    if answer is not None and answer.counts and answer.person == turn.person.id:
        prompted = answering.find_slot(turn, answer.slot)
        in_group = not event.arrival.place.private
        answering.take_answer(turn, prompted, _words(event), event.message, in_group=in_group)
    elif earlier is not None and earlier.person == turn.person.id and earlier.text != event.text.strip():
        turn.work.earlier.reword(earlier.id, _words(event))
        replaced.tell_again(turn, earlier)
    elif reply is not None and reply.person == turn.person.id and reply.text is not None:
        reply.text = _words(event)
        turn.work.prompts.save_reply(reply)
        rewrite(turn.work, Subject("shared comment", reply.id), Notice(Kind.SHARED_COMMENT, {"reply": reply.id}))


def _removed(desk: Desk, work: Work, event: Removed, ref: MessageRef, now: datetime) -> None:
    """A deleted message takes the answer or the comment back that it was."""
    reply = work.prompts.reply_from(ref)
    if reply is not None:
        sharing.unshare(work, Subject("shared comment", reply.id), now)
        work.prompts.remove_reply(reply.id)
    earlier = work.earlier.typed_as(ref)
    if earlier is not None:
        work.earlier.drop(earlier.id)
    answer = work.prompts.answer_from(ref)
    if answer is None or not answer.counts:
        return
    author = work.people.get(answer.person)
    if author is not None:
        words = desk.words_for(work, author, event.arrival.bot, now)
        turn = Turn(author, event.arrival, now, desk.rng, work, words)
        answering.deleted(turn, answer)


def _talked(desk: Desk, work: Work, event: Talked, now: datetime) -> None:
    """Group talk is counted, never stored; a reply to an answer counts as one to a peer."""
    course = work.courses.of_place(event.arrival.place)
    person = work.people.of(event.arrival.account) if event.arrival.account else None
    if course is None or person is None:
        return
    day = min(event.arrival.at, now).astimezone(ZoneInfo(course.zone)).date()
    work.courses.talked(course.id, person.id, day)
    answer = work.prompts.answer_from(event.reply_to) if event.reply_to else None
    if answer is not None:
        turn = desk.turn(work, event.arrival, now)
        try:
            answering.take_reply(turn, answer.id, None, event.message)
        except Rejected:
            return


def _say(desk: Desk, turn: Turn, event: Said, say: Say) -> None:
    turn.work.outbox.add(desk.letter(turn, say, event, public=False))
