"""Words that cross to the other platform, item by item and only if their author says so. Free talk never does."""

from dataclasses import dataclass
from datetime import datetime

from bot.audience import erase, tell_person, tell_place
from bot.standing import reader_of
from community.chat.address import MessageRef, Place, Platform
from community.courses import Course, CoursePlace
from community.letters import Subject
from community.notices import Kind, Notice
from community.routing import crossing
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Item:
    """What can be shared: an answer, or a comment on one."""

    number: int
    course: Course
    person: int
    is_comment: bool = False

    @property
    def copy(self) -> Subject:
        """What a copy on another platform stands for."""
        return Subject("shared comment" if self.is_comment else "shared", self.number)

    @property
    def notice(self) -> Notice:
        if self.is_comment:
            return Notice(Kind.SHARED_COMMENT, {"reply": self.number})
        return Notice(Kind.SHARED, {"answer": self.number})


def consider(work: Work, item: Item, here: Platform, now: datetime) -> None:
    """Somebody wrote something here that others of their group cannot see: shared, asked about, or left, as they wish."""
    if not item.course.settings.sharing or not _where(work, item, here):
        return
    standing = work.sharing.standing(item.course.id, item.person)
    if standing:
        share(work, item, here, now)
    elif standing is None:
        facts = {"number": item.number, "comment": int(item.is_comment)}
        tell_person(work, item.person, Notice(Kind.MAY_SHARE, facts))


def share(work: Work, item: Item, here: Platform, now: datetime) -> int:
    """Put a copy where the others of the group read; returns in how many places."""
    if work.refs.of(item.copy) or work.outbox.about(item.copy):
        return 0
    places = _where(work, item, here)
    for each in places:
        notice = Notice(item.notice.kind, {**item.notice.facts, "from": here.value})
        tell_place(work, each.place, notice, subject=item.copy, reply_to=_beneath(work, item, each.place))
    _note(work, item, now if places else None)
    return len(places)


def take_back(work: Work, item: Item, now: datetime) -> None:
    """The copies go; what was written stays where it was."""
    unshare(work, item.copy, now)
    _note(work, item, None)


def unshare(work: Work, copy: Subject, now: datetime) -> None:
    work.outbox.recall(copy, now)
    erase(work, work.refs.of(copy))
    work.refs.forget(copy)


def elsewhere(work: Work, item: Item) -> set[Platform]:
    """The platforms on which others of the group would read it."""
    return {each.platform for each in _where(work, item, home(work, item))}


def answer_item(work: Work, number: int) -> Item | None:
    """An answer that counts, with its course."""
    kept = work.prompts.answer(number)
    slot = work.prompts.slot(kept.slot) if kept and kept.counts else None
    series = work.prompts.get(slot.series) if slot else None
    course = work.courses.get(series.course) if series else None
    return Item(number, course, kept.person) if kept and course else None


def comment_item(work: Work, number: int) -> Item | None:
    """A comment whose words are kept, with its course."""
    reply = work.prompts.reply(number)
    about = answer_item(work, reply.answer) if reply and reply.text else None
    return Item(number, about.course, reply.person, is_comment=True) if reply and about else None


def home(work: Work, item: Item) -> Platform:
    """The platform on which it was written."""
    kept = work.prompts.reply(item.number) if item.is_comment else work.prompts.answer(item.number)
    own = Subject("comment" if item.is_comment else "answer", item.number)
    source = kept.source if kept and kept.source and not kept.source.place.private else None
    stands = source or next(iter(work.refs.of(own)), None)
    if stands is not None:
        return stands.place.bot.platform
    membership = work.courses.membership(item.course.id, item.person)
    return membership.platform if membership else Platform.TELEGRAM


def _where(work: Work, item: Item, here: Platform) -> list[CoursePlace]:
    places = work.courses.places(item.course.id)
    if len({each.platform for each in places}) < 2:
        return []
    author = reader_of(work, item.course, item.person)
    return crossing(places, author, here, work.groups.readers(item.course.id).values())


def _beneath(work: Work, item: Item, place: Place) -> MessageRef | None:
    """Under what a copy stands: an answer under its prompt, a comment under the answer."""
    if item.is_comment:
        reply = work.prompts.reply(item.number)
        about = [Subject("answer", reply.answer), Subject("shared", reply.answer)] if reply else []
        kept = work.prompts.answer(reply.answer) if reply else None
        typed = [kept.source] if kept and kept.source and kept.in_group else []
    else:
        kept, typed = work.prompts.answer(item.number), []
        about = [Subject("slot", kept.slot)] if kept else []
    found = [*typed, *(ref for subject in about for ref in work.refs.of(subject))]
    return next((ref for ref in found if ref.place == place), None)


def _note(work: Work, item: Item, at: datetime | None) -> None:
    kept = None if item.is_comment else work.prompts.answer(item.number)
    if kept is not None:
        kept.shared_at = at
        work.prompts.save_answer(kept)
