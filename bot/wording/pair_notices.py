"""Notices about pairs put into words; what is over by then has none any more."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.pair_changes import Change
from bot.pairing import meeting_of
from bot.routines.pairs import closed_days
from bot.wording import pair_changes, pairs
from bot.wording.words import Words
from community.chat.message import Message
from community.notices import Notice
from community.pairs import Part
from storage.work import Work


def begins(w: Words, work: Work, notice: Notice) -> Message | None:
    course = work.courses.get(_number(notice, "course"))
    pairing = work.pairs.of_course(course.id) if course else None
    coming = pairing.next_round(closed_days(work, course)) if course and pairing else None
    if course is None or coming is None:
        return None
    return pairs.begins(replace(w, zone=ZoneInfo(course.zone)), course, coming)


def pair(w: Words, work: Work, notice: Notice) -> Message | None:
    meeting = meeting_of(work, _number(notice, "round"), _number(notice, "person"))
    return pairs.pair(w, meeting) if meeting else None


def changed(w: Words, work: Work, notice: Notice) -> Message | None:
    meeting = meeting_of(work, _number(notice, "round"), _number(notice, "person"))
    change = Change(str(notice.facts["change"]))
    if meeting is None or (change is Change.ALONE) is bool(meeting.partners):
        return None  # it changed once more, which another letter tells
    other = work.people.get(_number(notice, "other"))
    return pair_changes.changed(w, meeting, change, other.name if other else "")


def did_you_meet(w: Words, work: Work, notice: Notice) -> Message | None:
    meeting = meeting_of(work, _number(notice, "round"), _number(notice, "person"))
    if meeting is None or not meeting.partners or meeting.seat.answered_at:
        return None
    return pairs.did_you_meet(w, meeting)


def silent(w: Words, work: Work, notice: Notice) -> Message | None:
    course = work.courses.get(_number(notice, "course"))
    if course is None or work.pairs.part(course.id, _number(notice, "person")) is not Part.SILENT:
        return None
    return pairs.silent(w, course)


def end(w: Words, work: Work, notice: Notice) -> Message | None:
    course = work.courses.get(_number(notice, "course"))
    pairing = work.pairs.of_course(course.id) if course else None
    return pairs.end(w, course) if course and pairing and pairing.next_due() is None else None


def _number(notice: Notice, name: str) -> int:
    return int(notice.facts[name])
