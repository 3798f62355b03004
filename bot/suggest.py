"""What a person may choose from: while typing an option, as buttons, as the entries of a list."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from bot import organisations
from bot.namesakes import named, told_apart
from bot.turn import Turn
from bot.vocabulary import Parameter
from bot.wording import labels
from community.chat.form import Choice, Line, Option, Pick, Someone, When, Zone
from community.courses import Course
from community.errors import Invalid
from community.people import Person
from community.prompts import SeriesState
from community.zones import cities

MOST = 25


def options_for(
    turn: Turn, parameter: Parameter, partial: str, values: Mapping[str, Any] | None = None, most: int | None = MOST
) -> list[Option]:
    """Choices for a question, those that contain `partial`; empty where anything may be written.

    `values` are the answers read so far.
    """
    offers: list[Option]
    match parameter.question.kind:
        case Choice(codes=codes):
            offers = [Option(code, labels.choice(turn.words, parameter.name, code)) for code in codes]
        case Pick(source=source) | Someone(source=source):
            offers = list(_offers(turn, source, values or {}))
        case Zone() if partial:
            return _zones(turn, partial)
        case When() if partial:
            return _time(turn, parameter, partial)
        case Line() if partial and parameter.called:
            offers = [Option(code, turn.words.s(words[0])) for code, words in parameter.called.codes.items()]
        case _:
            offers = list(parameter.offered.by(turn, values or {})) if parameter.offered else []
    if parameter.suggested and not partial and (own := parameter.suggested.by(turn)):
        known = {offer.value: offer for offer in offers}
        offers = [known.pop(own, Option(own, labels.shortened(own, 40))), *known.values()]
    wanted = partial.casefold()
    return [offer for offer in offers if wanted in offer.label.casefold() or wanted == offer.value.casefold()][:most]


def _offers(turn: Turn, source: str, values: Mapping[str, Any]) -> Sequence[Option]:
    if source == "other group numbers":  # the only one for which more than the course counts
        return _other_groups(turn, values)
    return IN_COURSE[source](turn, values.get("course")) if source in IN_COURSE else SOURCES[source](turn)


def _zones(turn: Turn, partial: str) -> list[Option]:
    """Zones by their cities in the person's language, found by any of their names."""
    wanted = partial.replace(" ", "_").casefold()
    known = cities(turn.words.locale).items()
    found = [(city, zone) for city, zone in known if wanted in f"{city}/{zone}".replace(" ", "_").casefold()]
    return [Option(zone, city) for city, zone in found[:MOST]]


def _time(turn: Turn, parameter: Parameter, partial: str) -> list[Option]:
    """What we understand so far, as the only suggestion."""
    from bot.asking import reading

    try:
        understood = parameter.question.kind.read(partial, reading(turn, {}))
    except Invalid:
        return []
    return [Option(partial, labels.schedule_line(turn.words, understood.schedule)[:100])]


def _my_courses(turn: Turn) -> list[Option]:
    return _named(turn, turn.work.courses.learning(turn.person.id))


def _courses_taken(turn: Turn) -> list[Option]:
    """Also those that have ended: whoever is in one may leave it."""
    return _named(turn, courses_taken(turn))


def courses_taken(turn: Turn) -> list[Course]:
    """The courses this person takes part in, open or ended."""
    mine = [turn.work.courses.get(each.course) for each in turn.work.courses.memberships(turn.person.id)]
    return [course for course in mine if course is not None and (course.is_open or course.has_ended)]


def _named(turn: Turn, courses: Sequence[Course]) -> list[Option]:
    """Courses by their names; those of one name, as terms of one course are, by their first day or number as well, or by both."""
    names = [course.name for course in courses]
    return [
        Option(
            str(course.id),
            course.name if names.count(course.name) == 1 else f"{course.name} ({_term(turn, course, courses)})",
        )
        for course in courses
    ]


def _term(turn: Turn, course: Course, beside: Sequence[Course]) -> str:
    if course.starts_on is None:
        return f"#{course.id}"
    alike = [each for each in beside if (each.name, each.starts_on) == (course.name, course.starts_on)]
    day = turn.words.day_of(course.starts_on)
    return day if len(alike) == 1 else f"{day}, #{course.id}"


def _staffed_courses(turn: Turn) -> list[Option]:
    held = turn.work.courses.staffed(turn.person.id)
    return _named(turn, [course for course in held if course.is_open])


def _prompts(turn: Turn) -> list[Option]:
    waiting = {SeriesState.SCHEDULED, SeriesState.PROPOSED}
    found = [
        series
        for course in turn.work.courses.staffed(turn.person.id)
        for series in turn.work.prompts.of_course(course.id, waiting)
    ]
    return [Option(str(series.id), f"#{series.id} {labels.shortened(series.text, 60)}") for series in found]


def _open_slots(turn: Turn) -> list[Option]:
    from community.prompts import TODO_WINDOW

    waiting = turn.work.prompts.waiting(turn.person.id, turn.now - TODO_WINDOW, turn.now)
    return [Option(str(slot.id), labels.shortened(series.text, 80)) for slot, series, _ in waiting]


def _groups(turn: Turn) -> list[Option]:
    """The groups of the courses this person runs."""
    held = [course for course in turn.work.courses.staffed(turn.person.id) if course.is_open]
    found = [(course, group) for course in held for group in turn.work.groups.of_course(course.id)]
    return [Option(str(group.id), f"{group.name} ({course.name})") for course, group in found]


def _organisations(turn: Turn) -> list[Option]:
    return [Option(str(each.id), each.name) for each in organisations.eligible(turn)]


def _partners(turn: Turn) -> list[Option]:
    return [Option(str(each.id), each.name) for each in organisations.partners(turn)]


def _colleagues(turn: Turn) -> list[Option]:
    """Of the organisations in which this person looks after a course."""
    numbers = {course.organisation for course in turn.work.courses.staffed(turn.person.id)}
    known = {each.id: each for number in sorted(numbers) for each in turn.work.people.colleagues(number)}
    return _told_apart(turn, [each for each in known.values() if each.id != turn.person.id])


def _trainers(turn: Turn) -> list[Option]:
    courses = turn.work.courses.staffed(turn.person.id)
    known = {each.id: each for course in courses for each in turn.work.people.trainers(course.organisation, course.id)}
    return _told_apart(turn, known.values())


def _told_apart(turn: Turn, people: Iterable[Person]) -> list[Option]:
    return [Option(str(number), name) for number, name in named(turn.work, people).items()]


def _courses_that_were(turn: Turn) -> list[Option]:
    """Also those that have ended."""
    held = turn.work.courses.staffed(turn.person.id)
    return _named(turn, [course for course in held if course.is_open or course.has_ended])


def _ended_courses(turn: Turn) -> list[Option]:
    held = turn.work.courses.staffed(turn.person.id)
    return _named(turn, [course for course in held if course.has_ended])


def has_ended_courses(turn: Turn) -> bool:
    return bool(_ended_courses(turn))


def _my_answers(turn: Turn) -> list[Option]:
    return [
        Option(str(answer.slot), labels.shortened(answer.text, 80))
        for answer in turn.work.prompts.recent_answers(turn.person.id)
    ]


def _learners(turn: Turn) -> list[Option]:
    """Whoever takes part in a course of this trainer, by the number of the membership."""
    courses = [course for course in turn.work.courses.staffed(turn.person.id) if course.is_open]
    members = {course.id: turn.work.courses.members(course.id) for course in courses}
    names = {number: named(turn.work, [person for _, person in each], number) for number, each in members.items()}
    return [
        Option(str(taken.id), _of_course(names[course.id][person.id], course, courses))
        for course in courses
        for taken, person in members[course.id]
    ]


def _of_course(name: str, course: Course, courses: Sequence[Course]) -> str:
    """Which course it is, is said only where there are several."""
    return name if len(courses) == 1 else f"{name} ({labels.shortened(course.name, 40)})"


def _applicants(turn: Turn) -> list[Option]:
    courses = [course for course in turn.work.courses.staffed(turn.person.id) if course.is_open]
    waiting = [(course, each) for course in courses for each in turn.work.applications.open(course.id)]
    names = named(turn.work, filter(None, (turn.work.people.get(each.person) for _, each in waiting)))
    return [
        Option(str(each.id), _of_course(names[each.person], course, courses))
        for course, each in waiting
        if each.person in names
    ]


def _seats(turn: Turn) -> list[Option]:
    """The seats of this trainer's courses that nobody has claimed."""
    courses = [course for course in turn.work.courses.staffed(turn.person.id) if course.is_open]
    waiting = [seat for course in courses for seat in turn.work.seats.of_course(course.id) if seat.claimed_at is None]
    return [Option(str(seat.id), f"#{seat.id} {labels.shortened(seat.name, 60)}") for seat in waiting]


def _run(turn: Turn, chosen: int | None) -> list[Course]:
    """The course that was chosen, or that of this chat, or all open ones that this person runs."""
    here = turn.work.courses.of_place(turn.arrival.place)
    only = chosen or (here.id if here else None)
    return [each for each in turn.work.courses.staffed(turn.person.id) if each.is_open and only in {None, each.id}]


def _learnt(turn: Turn, chosen: int | None) -> list[Course]:
    """The course that was chosen, or all in which this person takes part."""
    return [each for each in turn.work.courses.learning(turn.person.id) if chosen in {None, each.id}]


def _members(turn: Turn, chosen: int | None = None) -> list[Option]:
    """Who takes part in a course that this person runs."""
    run = [course.id for course in _run(turn, chosen)]
    return _people(turn, run, run[0] if len(run) == 1 else None)


def _peers(turn: Turn, chosen: int | None = None) -> list[Option]:
    """The others in the courses in which this person takes part."""
    mine = [course.id for course in _learnt(turn, chosen)]
    return [option for option in _people(turn, mine) if option.value != f"#{turn.person.id}"]


def _people(turn: Turn, courses: Sequence[int], grouped_in: int | None = None) -> list[Option]:
    people = {person.id: person for course in courses for _, person in turn.work.courses.members(course)}
    names = named(turn.work, people.values(), grouped_in)
    return [Option(f"#{number}", name) for number, name in sorted(names.items(), key=lambda each: each[1].casefold())]


def _group_numbers(turn: Turn, chosen: int | None = None) -> list[Option]:
    shown = _run(turn, chosen)
    return [
        Option(str(group.number), group.name if len(shown) == 1 else f"{group.name} ({course.name})")
        for course in shown
        for group in turn.work.groups.of_course(course.id)
    ]


def _other_groups(turn: Turn, values: Mapping[str, Any] = MappingProxyType({})) -> list[Option]:
    """Those that the group which was chosen can go into."""
    return [each for each in _group_numbers(turn, values.get("course")) if each.value != str(values.get("group"))]


def _my_groupmates(turn: Turn, chosen: int | None = None) -> list[Option]:
    """The others in this person's groups."""
    mine = [turn.work.groups.of_person(course.id, turn.person.id) for course in _learnt(turn, chosen)]
    numbers = {one for group in mine if group for one in turn.work.groups.members(group.id)} - {turn.person.id}
    return _told_apart(turn, filter(None, (turn.work.people.get(number) for number in sorted(numbers))))


def _grouped_learners(turn: Turn, chosen: int | None = None) -> list[Option]:
    """Who is in a group of a course that this person runs, group by group."""
    groups = [group for course in _run(turn, chosen) for group in turn.work.groups.of_course(course.id)]
    seats = [(group, turn.work.people.get(number)) for group in groups for number in turn.work.groups.members(group.id)]
    names = told_apart({person.id: f"{person.name} ({group.name})" for group, person in seats if person})
    return [Option(str(number), name) for number, name in names.items()]


SOURCES: dict[str, Callable[[Turn], Sequence[Option]]] = {
    "my courses": _my_courses,
    "courses taken": _courses_taken,
    "staffed courses": _staffed_courses,
    "prompts": _prompts,
    "open slots": _open_slots,
    "organisations": _organisations,
    "partners": _partners,
    "colleagues": _colleagues,
    "trainers": _trainers,
    "courses that were": _courses_that_were,
    "ended courses": _ended_courses,
    "groups": _groups,
    "my answers": _my_answers,
    "learners": _learners,
    "applicants": _applicants,
    "seats": _seats,
    "members": _members,
    "peers": _peers,
    "group numbers": _group_numbers,
    "other group numbers": _other_groups,
    "my groupmates": _my_groupmates,
    "grouped learners": _grouped_learners,
}

IN_COURSE: dict[str, Callable[[Turn, int | None], Sequence[Option]]] = {
    "members": _members,
    "peers": _peers,
    "group numbers": _group_numbers,
    "my groupmates": _my_groupmates,
    "grouped learners": _grouped_learners,
}
"""What is offered of the course that was chosen before; of all courses, group 1 would be offered twice."""
