"""Who is told, where and how urgently: turns a notice into letters."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from community.chat.address import MessageRef, Place
from community.courses import Course, CoursePlace
from community.letters import Deed, Letter, Priority, Subject
from community.notices import Kind, Notice
from community.people import Contact
from community.routing import places_for
from storage.work import Work


def tell_places(work: Work, course: Course, notice: Notice, subject: Subject | None = None) -> int:
    """Post into the places of a course where its people read: those of groups, and its chats; returns how many."""
    letters = [
        Letter(bot=each.place.bot, place=each.place, priority=Priority.GROUP, notice=notice, subject=subject)
        for each in read_places(work, course)
    ]
    work.outbox.add_all(letters)
    return len(letters)


def read_places(work: Work, course: Course) -> list[CoursePlace]:
    """The places in which the people of a course read what is meant for all."""
    places = work.courses.places(course.id)
    in_groups = any(each.group for each in places)
    return places_for(places, work.groups.readers(course.id).values()) if in_groups else places


def tell_place(
    work: Work, place: Place, notice: Notice, *, subject: Subject | None = None, reply_to: MessageRef | None = None
) -> None:
    """Post into one place."""
    work.outbox.add(
        Letter(bot=place.bot, place=place, priority=Priority.GROUP, notice=notice, subject=subject, target=reply_to)
    )


def tell_person(
    work: Work, person: int, notice: Notice, near: Iterable[Place] = (), subject: Subject | None = None
) -> bool:
    """Write to a person privately; False if there is no way to them. `near`: where we may knock if the door is shut."""
    contact = best_contact(work, person)
    if contact is None:
        return False
    tell_contact(work, contact, person, notice, near, subject)
    return True


def tell_people(work: Work, notices: Mapping[int, Notice], near: Sequence[Place] = ()) -> None:
    """Write to many people privately, to each their own."""
    ways = work.people.contacts_of(list(notices))
    chosen = {person: best for person, every in ways.items() if (best := _best(every))}
    work.outbox.add_all([_to(best, person, notices[person], near) for person, best in chosen.items()])


def tell_contact(
    work: Work,
    contact: Contact,
    person: int,
    notice: Notice,
    near: Iterable[Place] = (),
    subject: Subject | None = None,
) -> None:
    """Write to a person on this way and no other, as long as it is open."""
    work.outbox.add(_to(contact, person, notice, near, subject))


def _to(contact: Contact, person: int, notice: Notice, near: Iterable[Place], subject: Subject | None = None) -> Letter:
    return Letter(
        bot=contact.bot,
        place=contact.private,
        priority=Priority.PERSON,
        reader=person,
        notice=notice,
        subject=subject,
        fallback=next((place for place in near if place.bot == contact.bot), None),
    )


def tell_staff(work: Work, course: Course, notice: Notice, *, but: int | None = None) -> None:
    """Write to the trainers of a course, or to its coordinators where it has no trainer."""
    staff = {person.id for person in work.people.staff(course.organisation, course.id)}
    near = [each.place for each in work.courses.places(course.id)]
    for person in staff - {but}:
        tell_person(work, person, notice, near)


def tell_cancelled(work: Work, prompts: Iterable[int]) -> None:
    """Tell the staff of each course which prompts will not come, because their words are erased."""
    found = [series for number in prompts if (series := work.prompts.get(number))]
    for number in sorted({series.course for series in found}):
        course = work.courses.get(number)
        gone = " ".join(str(series.id) for series in found if series.course == number)
        if course is not None:
            tell_staff(work, course, Notice(Kind.PROMPTS_CANCELLED, {"course": number, "prompts": gone}))


def tell_alone(work: Work, courses: Iterable[int]) -> None:
    """Tell the coordinators of each course that it has lost its last trainer."""
    for number in courses:
        course = work.courses.get(number)
        if course is not None:
            tell_coordinators(work, course.organisation, Notice(Kind.NO_TRAINER, {"course": number}))


def tell_coordinators(work: Work, organisation: int, notice: Notice) -> int:
    """Write to the coordinators of an organisation; returns how many can be reached."""
    people = work.people.coordinators(organisation)
    return sum(tell_person(work, person.id, notice) for person in people)


def is_coordinator(work: Work, person: int, course: Course) -> bool:
    """Whether somebody may invite others to look after a course."""
    grants = work.people.grants(person)
    return any(each.coordinates and each.organisation == course.organisation for each in grants)


def mark(work: Work, ref: MessageRef, *, counted: bool) -> None:
    """Set our reaction on a message, or take it away."""
    deed = Deed.COUNTED if counted else Deed.UNCOUNTED
    work.outbox.add(Letter(bot=ref.place.bot, place=ref.place, priority=Priority.ANSWER, deed=deed, target=ref))


def mark_anew(work: Work, ref: MessageRef, now: datetime, *, counted: bool) -> None:
    """The same for a message that may have a sign already, or one on its way."""
    work.outbox.recall_signs(ref, now)
    mark(work, ref, counted=counted)


def rewrite(work: Work, subject: Subject, notice: Notice, reader: int | None = None) -> None:
    """Put a notice, worded anew, where it stands already; it may take fewer messages or more than it did.

    `reader`: whose private chat that is.
    """
    priority = Priority.GROUP if reader is None else Priority.PERSON
    posted = work.refs.of(subject)
    firsts = list({ref.place: ref for ref in reversed(posted)}.values())
    work.refs.forget(subject)
    for ref in firsts:
        work.refs.add(ref, subject)
        letter = Letter(bot=ref.place.bot, place=ref.place, priority=priority, deed=Deed.CHANGE, target=ref)
        letter.notice, letter.subject, letter.reader = notice, subject, reader
        work.outbox.add(letter)
    erase(work, [ref for ref in posted if ref not in firsts])


def erase(work: Work, refs: Iterable[MessageRef]) -> None:
    """Delete messages of ours."""
    work.outbox.add_all(
        [
            Letter(bot=ref.place.bot, place=ref.place, priority=Priority.ANSWER, deed=Deed.ERASE, target=ref)
            for ref in refs
        ]
    )


def best_contact(work: Work, person: int) -> Contact | None:
    """Where a person was seen last and can be written to; else where they may open the door some day."""
    return _best(work.people.contacts(person))


def _best(every: Sequence[Contact]) -> Contact | None:
    return next((contact for contact in every if contact.reachable), every[0] if every else None)
