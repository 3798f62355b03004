"""Notices put into words, at the moment of delivery: with the names, texts and states as they are then.

A notice whose object is gone (erased, taken back, cancelled) has no words any more: it is not sent.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot import sharing, takeaway
from bot.audience import is_coordinator
from bot.call import Call
from bot.joining import join_links, newcomers
from bot.terms import left_out, words_go_at
from bot.wording import (
    answers,
    attendance,
    chats,
    courses,
    errors,
    general,
    group_notices,
    joining,
    organising,
    pair_notices,
    people_notices,
    privacy,
    prompting,
    role_notices,
    terms,
    threads,
    trainers,
)
from bot.wording import sharing as said_of_sharing
from bot.wording.catalogues import best_language
from bot.wording.words import Words, message
from community.chat.address import Platform
from community.chat.message import Message
from community.courses import Course
from community.notices import Kind, Notice
from community.prompts import Answer, SlotState, in_a_row
from storage.work import Work

Wording = Callable[[Words, Work, Notice], Message | None]


def worded(w: Words, work: Work, notice: Notice) -> Message | None:
    """The message of a notice; None if there is nothing to say any more."""
    return WORDING[notice.kind](w, work, notice)


def _number(notice: Notice, name: str) -> int:
    return int(notice.facts[name])


def _prompt(w: Words, work: Work, notice: Notice) -> Message | None:
    slot = work.prompts.slot(_number(notice, "slot"))
    series = work.prompts.get(slot.series) if slot else None
    if slot is None or series is None or not series.text:
        return None
    return prompting.prompt(w, series.text, slot.id, late=slot.state is SlotState.LATE)


def _answer_and_author(work: Work, notice: Notice) -> tuple[Answer, str] | None:
    kept = work.prompts.answer(_number(notice, "answer"))
    author = work.people.get(kept.person) if kept and kept.counts else None
    return (kept, author.name) if kept and author else None


def _answer(w: Words, work: Work, notice: Notice) -> Message | None:
    found = _answer_and_author(work, notice)
    return answers.answer(w, found[1], found[0]) if found else None


def _answered_twice(w: Words, work: Work, notice: Notice) -> Message | None:
    earlier = work.earlier.get(_number(notice, "earlier"))
    kept = work.prompts.answer(earlier.answer) if earlier else None
    slot = work.prompts.slot(kept.slot) if kept else None
    series = work.prompts.get(slot.series) if slot else None
    course = work.courses.get(series.course) if series else None
    if earlier is None or course is None:
        return None
    before = [each for each in work.earlier.of(earlier.answer) if each.id <= earlier.id]
    return answers.replaced(w, course, in_a_row(before))


def _counts_again(w: Words, work: Work, notice: Notice) -> Message | None:
    found = _answer_and_author(work, notice)
    return answers.counts_again(w, found[0]) if found else None


def _reply_hint(w: Words, work: Work, notice: Notice) -> Message | None:
    found = _answer_and_author(work, notice)
    return answers.reply_hint(w, found[1], found[0].id) if found else None


def _press_reply(w: Words, work: Work, notice: Notice) -> Message | None:
    found = _answer_and_author(work, notice)
    return answers.press_reply(w, found[1], found[0].id) if found else None


def _comment(w: Words, work: Work, notice: Notice) -> Message | None:
    reply = work.prompts.reply(_number(notice, "reply"))
    kept = work.prompts.answer(reply.answer) if reply else None
    author = work.people.get(reply.person) if reply else None
    if reply is None or reply.text is None or author is None or kept is None or not kept.counts:
        return None
    to = work.people.get(kept.person)
    return answers.comment(w, author.name, to.name if to else None, reply.text)


def _may_share(w: Words, work: Work, notice: Notice) -> Message | None:
    comment, number = bool(notice.facts["comment"]), _number(notice, "number")
    item = (sharing.comment_item if comment else sharing.answer_item)(work, number)
    if item is None or not item.course.settings.sharing:
        return None
    reply, kept = work.prompts.reply(number) if comment else None, work.prompts.answer(number)
    text = (reply.text or "") if reply else kept.text if kept else ""
    return said_of_sharing.may_share(w, item.course, number, text, sharing.elsewhere(work, item), comment=comment)


def _shared(w: Words, work: Work, notice: Notice) -> Message | None:
    found = _answer_and_author(work, notice)
    item = sharing.answer_item(work, found[0].id) if found else None
    if found is None or item is None:
        return None
    return said_of_sharing.shared(w, found[1], _came_from(work, item, notice), found[0].text, found[0].id)


def _came_from(work: Work, item: sharing.Item, notice: Notice) -> Platform:
    """Where it was written; it may not have arrived there yet."""
    return Platform(str(notice.facts["from"])) if "from" in notice.facts else sharing.home(work, item)


def _shared_comment(w: Words, work: Work, notice: Notice) -> Message | None:
    item, reply = sharing.comment_item(work, _number(notice, "reply")), work.prompts.reply(_number(notice, "reply"))
    author = work.people.get(reply.person) if reply else None
    if item is None or reply is None or not reply.text or author is None:
        return None
    return said_of_sharing.shared_comment(w, author.name, _came_from(work, item, notice), reply.text, reply.answer)


def _press_answer(w: Words, work: Work, notice: Notice) -> Message | None:  # noqa: ARG001
    return answers.press_answer(w, _number(notice, "slot"))


def _skipped(w: Words, work: Work, notice: Notice) -> Message | None:
    slot = work.prompts.slot(_number(notice, "slot"))
    series = work.prompts.get(slot.series) if slot else None
    times = int(notice.facts.get("times", 1))
    return prompting.skipped(w, series, w.moment(slot.due_at), times) if slot and series and series.text else None


def _no_chat(w: Words, work: Work, notice: Notice) -> Message | None:
    slot = work.prompts.slot(_number(notice, "slot"))
    series = work.prompts.get(slot.series) if slot else None
    course = work.courses.get(series.course) if series else None
    return prompting.no_chat(w, series, course) if series and course else None


def _prompts_cancelled(w: Words, work: Work, notice: Notice) -> Message | None:
    course = work.courses.get(_number(notice, "course"))
    return privacy.prompts_cancelled(w, course, str(notice.facts["prompts"]).split()) if course else None


def _course_proposed(w: Words, work: Work, notice: Notice) -> Message | None:
    course = work.courses.get(_number(notice, "course"))
    by = work.people.get(course.created_by) if course else None
    if course is None or by is None:
        return None
    titles = [place.title for place in work.courses.places(course.id)]
    return courses.proposal(w, course, by.name, w.listed(titles))


def _course_opened(w: Words, work: Work, notice: Notice) -> Message | None:
    course = work.courses.get(_number(notice, "course"))
    return courses.opened(w, course, join_links(work, course)) if course and course.is_open else None


def _course_ready(w: Words, work: Work, notice: Notice) -> Message | None:
    course = work.courses.get(_number(notice, "course"))
    if course is None or not course.is_open:
        return None
    coordinates = is_coordinator(work, _number(notice, "person"), course)
    return courses.next_steps(w, course, coordinates=coordinates)


def _course_decided(w: Words, work: Work, notice: Notice) -> Message | None:
    course = work.courses.get(_number(notice, "course"))
    if course is None:
        return None
    if course.is_open:
        return courses.next_steps(w, course, coordinates=is_coordinator(work, course.created_by, course))
    return courses.decided(w, course)


def _newcomers(w: Words, work: Work, notice: Notice) -> Message | None:
    course = work.courses.get(_number(notice, "course"))
    since, until = (datetime.fromisoformat(str(notice.facts[name])) for name in ("since", "until"))
    names = [person.name for _, person in newcomers(work, course, since, until)] if course else []
    if course is None or not names:
        return None
    count = len(work.courses.members(course.id))
    if len(names) == 1:
        return joining.member_joined(w, names[0], course, count)
    return joining.members_joined(w, names, course, count, since)


def _greeting(w: Words, work: Work, notice: Notice) -> Message:  # noqa: ARG001
    """In the language of who brought us in: the chat has no course yet whose language we could speak."""
    return general.greeting(replace(w, language=best_language(str(notice.facts.get("language", "")))))


def _chat_back(w: Words, work: Work, notice: Notice) -> Message | None:
    course = work.courses.get(_number(notice, "course"))
    return chats.back(w, course) if course else None


def _chat_left(w: Words, work: Work, notice: Notice) -> Message | None:
    place = work.courses.place(_number(notice, "place"))
    course = work.courses.get(place.course) if place else None
    return chats.left(w, course, place) if course and place and place.left_at else None


def _chat_muted(w: Words, work: Work, notice: Notice) -> Message | None:
    place = work.courses.place(_number(notice, "place"))
    course = work.courses.get(place.course) if place else None
    return chats.muted(w, course, place) if course and place and place.muted_at and not place.left_at else None


def _no_threads(w: Words, work: Work, notice: Notice) -> Message | None:
    place = work.courses.place(_number(notice, "place"))
    course = work.courses.get(place.course) if place else None
    return threads.none(w, course, place) if course and place and place.closed_to_threads else None


def _thread_gone(w: Words, work: Work, notice: Notice) -> Message | None:
    group = work.groups.get(_number(notice, "group"))
    course = work.courses.get(group.course) if group else None
    return threads.gone(w, course, group.name) if course and group and group.is_active else None


def _at_the_door(w: Words, work: Work, notice: Notice) -> Message | None:
    course = work.courses.get(_number(notice, "course"))
    organisation = work.organisations.get(course.organisation) if course and course.is_open else None
    return attendance.at_the_door(w, course, organisation.name) if course and organisation else None


def _asks_to_come_in(w: Words, work: Work, notice: Notice) -> Message | None:
    course, person = work.courses.get(_number(notice, "course")), work.people.get(_number(notice, "person"))
    return attendance.asks_to_come_in(w, course, person) if course and person else None


def _went_out(w: Words, work: Work, notice: Notice) -> Message | None:
    course, person = work.courses.get(_number(notice, "course")), work.people.get(_number(notice, "person"))
    return attendance.went_out(w, course, person.name) if course and person else None


def _knock(w: Words, work: Work, notice: Notice) -> Message | None:
    person = work.people.get(_number(notice, "person"))
    return general.knock(w, person.name, Call("start")) if person else None


def _linked(w: Words, work: Work, notice: Notice) -> Message | None:
    number = _number(notice, "account")
    account = work.people.account(number)
    return joining.linked_from(w, account.platform.title(), number) if account else None


def _course_ended(w: Words, work: Work, notice: Notice) -> Message | None:
    course, until = _ended(work, notice)
    return terms.thanks(w, course, until) if course and until else None


def _course_closed(w: Words, work: Work, notice: Notice) -> Message | None:
    course, until = _ended(work, notice)
    return terms.closed(w, course, until) if course and until else None


def _ended(work: Work, notice: Notice) -> tuple[Course | None, datetime | None]:
    """A course that has ended, and when its words go; nothing if it was opened again."""
    course = work.courses.get(_number(notice, "course"))
    return (course, words_go_at(work, course)) if course else (None, None)


def _course_goes_on(w: Words, work: Work, notice: Notice) -> Message | None:
    course = work.courses.get(_number(notice, "course"))
    return terms.goes_on(w, course) if course and course.is_open else None


def _take_away(w: Words, work: Work, notice: Notice) -> Message | None:
    course, until = _ended(work, notice)
    person = work.people.get(_number(notice, "person"))
    if course is None or until is None or person is None:
        return None
    return terms.take_away(w, course, person.name, until, takeaway.files(w, work, course, person.id))


def _words_go(w: Words, work: Work, notice: Notice) -> Message | None:
    course, until = _ended(work, notice)
    files = takeaway.files(w, work, course, _number(notice, "person")) if course else []
    return terms.words_go(w, course, until, files) if course and until and files else None


def _trainer_added(w: Words, work: Work, notice: Notice) -> Message | None:
    course = work.courses.get(_number(notice, "course"))
    return trainers.given_to_you(w, course, course.code) if course else None


def _trainer_removed(w: Words, work: Work, notice: Notice) -> Message | None:
    course = work.courses.get(_number(notice, "course"))
    return trainers.taken_from_you(w, course) if course else None


def _no_trainer(w: Words, work: Work, notice: Notice) -> Message | None:
    course = work.courses.get(_number(notice, "course"))
    left = course and not work.people.trainers(course.organisation, course.id)
    return trainers.alone(w, course) if course and course.is_open and left else None


def _holidays(w: Words, work: Work, notice: Notice) -> Message | None:
    course = work.courses.get(_number(notice, "course"))
    centre = work.organisations.get(course.organisation) if course else None
    prompts = left_out(work, course, centre, w.now) if course and centre else []
    return organising.left_out(w, course, centre, prompts) if course and centre and prompts else None


WORDING: dict[Kind, Wording] = {
    Kind.PROMPT: _prompt,
    Kind.ANSWER: _answer,
    Kind.ANSWERED_TWICE: _answered_twice,
    Kind.COUNTS_AGAIN: _counts_again,
    Kind.WORDS_ALONE: lambda w, _work, _notice: answers.words_alone(w),
    Kind.REPLY_HINT: _reply_hint,
    Kind.PRESS_ANSWER: _press_answer,
    Kind.PRESS_REPLY: _press_reply,
    Kind.MAY_SHARE: _may_share,
    Kind.SHARED: _shared,
    Kind.SHARED_COMMENT: _shared_comment,
    Kind.COMMENT: _comment,
    Kind.SLOT_SKIPPED: _skipped,
    Kind.NO_CHAT: _no_chat,
    Kind.PROMPTS_CANCELLED: _prompts_cancelled,
    Kind.COURSE_PROPOSED: _course_proposed,
    Kind.COURSE_OPENED: _course_opened,
    Kind.COURSE_READY: _course_ready,
    Kind.COURSE_DECIDED: _course_decided,
    Kind.NEWCOMERS: _newcomers,
    Kind.GREETING: _greeting,
    Kind.CHAT_BACK: _chat_back,
    Kind.CHAT_LEFT: _chat_left,
    Kind.CHAT_MUTED: _chat_muted,
    Kind.NO_THREADS: _no_threads,
    Kind.THREAD_GONE: _thread_gone,
    Kind.AT_THE_DOOR: _at_the_door,
    Kind.ASKS_TO_COME_IN: _asks_to_come_in,
    Kind.WENT_OUT: _went_out,
    Kind.KNOCK: _knock,
    Kind.LINKED: _linked,
    Kind.COURSE_ENDED: _course_ended,
    Kind.COURSE_CLOSED: _course_closed,
    Kind.COURSE_GOES_ON: _course_goes_on,
    Kind.TAKE_AWAY: _take_away,
    Kind.WORDS_GO: _words_go,
    Kind.TRAINER_ADDED: _trainer_added,
    Kind.TRAINER_REMOVED: _trainer_removed,
    Kind.NO_TRAINER: _no_trainer,
    Kind.HOLIDAYS: _holidays,
    **people_notices.WORDING,
    Kind.GROUPS_PROPOSED: group_notices.proposed,
    Kind.GROUP_BEGINS: group_notices.begins,
    Kind.GROUP_GREETS: group_notices.greets,
    Kind.GROUP_WAITS: group_notices.waits,
    Kind.GROUP_CHANGED: group_notices.members_changed,
    Kind.GROUP_GOES_ON: group_notices.members_changed,
    Kind.CAME_LATE: group_notices.came_late,
    Kind.WAITS_FOR_GROUP: group_notices.somebody_waits,
    Kind.GROUP_TOO_SMALL: group_notices.too_small,
    Kind.PAIRS_BEGIN: pair_notices.begins,
    Kind.PAIR: pair_notices.pair,
    Kind.PAIR_CHANGED: pair_notices.changed,
    Kind.PAIR_MET: pair_notices.did_you_meet,
    Kind.PAIR_SILENT: pair_notices.silent,
    Kind.PAIRS_END: pair_notices.end,
    Kind.ROLES: role_notices.to_group,
    Kind.MY_ROLE: role_notices.to_member,
    Kind.SWAP_ASKED: role_notices.swap_asked,
    Kind.FAILED: lambda w, _work, notice: message(errors.failed(w, str(notice.facts["incident"]))),
}
