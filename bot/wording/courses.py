"""What trainers, coordinators and administrators read about courses and their places."""

from collections.abc import Sequence

from bot.call import Call
from bot.wording import terms
from bot.wording.labels import chat_name, language_name
from bot.wording.words import Words, message, paragraph
from community.chat.message import Button, File, Message, Text, Tone
from community.courses import Course, CoursePlace


def opened(w: Words, course: Course, links: Sequence[str]) -> Message:
    """Into the chat of a new course, for those who are to take part: what this is, and the way in."""
    return message(
        w.t(
            "The course *{course}* is open ({language}, {zone} time). I am Talkoot: I bring its prompts here and keep the "
            "answers. I do not keep what you write to each other.",
            course=course.name,
            language=language_name(course.language),
            zone=w.zone_name(),
        ),
        _way_in(w, course, links),
        buttons=[[join_button(w, course)]],
    )


def connected(w: Words, course: Course, links: Sequence[str]) -> Message:
    """Into a further chat of a course."""
    return message(
        w.t(
            "This chat is now a place of *{course}*: I bring its prompts here and keep the answers. "
            "I do not keep what you write to each other.",
            course=course.name,
        ),
        _way_in(w, course, links),
        buttons=[[join_button(w, course)]],
    )


def next_steps(w: Words, course: Course, *, coordinates: bool) -> Message:
    """To the trainer alone, when the course is open in its chat."""
    return message(
        w.t("The course *{course}* is open, and you are its trainer.", course=course.name),
        w.t(
            "Next: {setup} shows what the course still needs, step by step. {connect} {code} connects another chat, on "
            "either platform, when you write it there. {show} shows how learners come in.",
            setup=w.command("setup"),
            connect=w.command("course connect"),
            code=course.code,
            show=w.command("course show"),
        ),
        w.t("{invite} invites another trainer.", invite=w.command("invite trainer"))
        if coordinates
        else w.t("A coordinator can invite more trainers."),
    )


def _way_in(w: Words, course: Course, links: Sequence[str]) -> Text:
    """For those who want to take part."""
    how = w.s("To take part, press Join, or write {join} {code} to me.", join=w.command("join"), code=course.code)
    return paragraph(how, *links)


def how_learners_come(w: Words, course: Course, links: Sequence[str]) -> Text:
    """For their trainers."""
    how = w.s("Learners press Join, or write {join} {code} to me.", join=w.command("join"), code=course.code)
    return paragraph(how, *links)


def join_button(w: Words, course: Course) -> Button:
    return w.private_button(w.s("Join"), Call("join show", {"course": str(course.id)}), Tone.MAIN)


def proposed(w: Words, course: Course, organisation: str, deciders: int) -> Message:
    """To an administrator of a chat who is no trainer."""
    return message(
        w.t("I have proposed the course *{course}* to {organisation}.", course=course.name, organisation=organisation),
        paragraph(
            w.n(
                "One coordinator of {organisation} decides. I write to you as soon as that is done.",
                "{count} coordinators of {organisation} decide. I write to you as soon as that is done.",
                deciders,
                organisation=organisation,
            )
        ),
    )


def proposal(w: Words, course: Course, by: str, place: str) -> Message:
    """To the coordinators, who decide."""
    number = {"course": str(course.id)}
    return message(
        w.t("{name} proposes the course *{course}* in the chat {place}.", name=by, course=course.name, place=place),
        buttons=[
            [
                w.button(w.s("Open the course"), Call("course decide", {**number, "yes": "1"}), Tone.MAIN),
                w.button(w.s("Decline"), Call("course decide", {**number, "yes": "0"})),
            ]
        ],
    )


def decided(w: Words, course: Course, *, has_trainer: bool = True) -> Message:
    if course.is_open and not has_trainer:
        return message(
            w.t(
                "The course *{course}* is open. Who proposed it has erased their data, so it has no trainer yet: "
                "invite one with {invite}.",
                course=course.name,
                invite=w.command("invite trainer"),
            )
        )
    if course.is_open:
        return message(w.t("The course *{course}* is open. Who proposed it is its trainer now.", course=course.name))
    return message(w.t("The proposal *{course}* is declined.", course=course.name))


def shown(w: Words, course: Course, members: int, places: Sequence[CoursePlace], links: Sequence[str]) -> Message:
    return message(
        w.t(
            "*{course}* ({language}, {zone} time)",
            course=course.name,
            language=language_name(course.language),
            zone=w.zone_name(),
        ),
        w.t(
            "{people}. Meets in: {places}.",
            people=w.n("One learner", "{count} learners", members) if members else w.s("No learners yet"),
            places=_places(w, places) if places else w.s("no chat yet"),
        ),
        terms.details(w, course),
        how_learners_come(w, course, links)
        if course.is_open
        else w.t("It is closed. {reopen} opens it again.", reopen=w.command("course reopen")),
        buttons=[
            [w.button(w.s("Change the details"), Call("course edit", {"course": str(course.id)}))],
            [w.button(w.s("Change how it works"), Call("course settings", {"course": str(course.id)}))],
            [w.button(w.s("Show its trainers"), Call("course trainers", {"course": str(course.id)}))],
        ],
    )


def _places(w: Words, places: Sequence[CoursePlace]) -> str:
    """The chats of the whole course by name; those of its groups by their number."""
    named = [_place(w, each) for each in places if each.group is None]
    groups = sum(each.group is not None for each in places)
    more = [w.n("one place of a group", "{count} places of groups", groups)] if groups else []
    return w.listed([*named, *more])


def _place(w: Words, place: CoursePlace) -> str:
    name = chat_name(place)
    if place.left_at:
        return w.s("{chat} (I was removed from it: add me again)", chat=name)
    return w.s("{chat} (I may not write there)", chat=name) if place.muted_at else name


def exported(w: Words, course: Course, files: Sequence[File], *, whole: bool = False) -> Message:
    """The figures of one course; who coordinates finds those of the whole organisation under them."""
    every = w.button(w.s("Get all courses"), Call("stats organisation", {"organisation": str(course.organisation)}))
    return message(
        w.t(
            "The figures of *{course}*, without names and without anybody's words. "
            "The data dictionary explains every column.",
            course=course.name,
        ),
        *files,
        buttons=[[every]] if whole else None,
    )
