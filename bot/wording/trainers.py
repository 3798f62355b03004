"""Who looks after a course: what trainers and coordinators read when that changes."""

from collections.abc import Sequence
from datetime import datetime

from bot import paging
from bot.call import Call
from bot.wording.labels import shortened
from bot.wording.words import Words, message, paragraph
from community.chat.message import Button, Message, Text, Tone
from community.courses import Course
from community.people import Person


def listing(w: Words, course: Course, trainers: Sequence[Person], others: Sequence[Person]) -> Message:
    """Those to whom the course was given, and who could stand in."""
    number = {"course": str(course.id)}
    names = w.listed([each.name for each in trainers])
    return message(
        w.t("Trainers of *{course}*: {names}.", course=course.name, names=names)
        if trainers
        else w.t("*{course}* has no trainer of its own.", course=course.name),
        w.t("Coordinators: {names}.", names=w.listed([each.name for each in others])) if others else None,
        buttons=[
            [w.button(w.s("Add a trainer"), Call("trainer add", number))],
            [w.button(w.s("Hand the course over"), Call("trainer handover", number))],
            [w.button(w.s("Remove a trainer"), Call("trainer remove", number))],
        ],
    )


def whom_to_add(w: Words, course: Course, colleagues: Sequence[Person], look: int) -> Message:
    """Somebody who is known, by one press; anybody else by a link."""
    number = {"course": str(course.id)}

    def choose(colleague: Person) -> Button:
        return w.button(shortened(colleague.name, 30), Call("trainer add", {**number, "person": str(colleague.id)}))

    def turn_to(label: str, following: int) -> Button:
        return w.button(label, Call("trainer add", {**number, "look": str(following)}))

    known = paging.rows(w, colleagues, look, choose, turn_to, beside=1)
    return message(
        w.t("Who shall look after *{course}* with you?", course=course.name),
        buttons=[*known, [w.button(w.s("Make a link for somebody"), Call("trainer invite", number))]],
    )


def link(w: Words, course: Course, code: str, links: Sequence[str], until: datetime) -> Message:
    """A one-time link for this course alone."""
    return message(
        w.t(
            "This invitation makes one person a trainer of *{course}*, and of no other course. "
            "It works once, until {until}.",
            course=course.name,
            until=w.moment(until),
        ),
        w.t("Pass it on privately: {links}", links="\n".join(links)) if links else None,
        w.t("Or let them write to me: {join} {code}", join=w.command("join"), code=code),
    )


def welcome(w: Words, course: Course, organisation: str) -> Message:
    """Somebody followed a link for one course: the first thing they read from us."""
    return message(
        w.t(
            "You are now a trainer of *{course}* at {organisation}. I am Talkoot: I bring its prompts and keep the answers.",
            course=course.name,
            organisation=organisation,
        ),
        w.t("I keep your name, roles and prompts. You can see or erase them at any time."),
        w.t(
            "{show} shows how it stands, {list} what comes when.",
            show=w.command("course show"),
            list=w.command("prompt list"),
        ),
        buttons=[[w.button(w.s("What exactly is kept?"), Call("privacy"))]],
    )


def added(w: Words, course: Course, name: str) -> Message:
    return message(w.t("{name} is now a trainer of *{course}*. I have told them.", name=name, course=course.name))


def already(w: Words, course: Course, name: str) -> Message:
    return message(w.t("{name} is a trainer of *{course}* already.", name=name, course=course.name))


def removed(w: Words, course: Course, name: str) -> Message:
    return message(w.t("{name} is no longer a trainer of *{course}*.", name=name, course=course.name))


def handover(w: Words, course: Course, name: str, giver: str) -> Message:
    """Before a course changes hands."""
    return message(
        w.t(
            "Hand *{course}* over to {name}? Prompts, learners and chats stay as they are. "
            "{giver} is then no longer its trainer.",
            course=course.name,
            name=name,
            giver=giver,
        ),
    )


def handover_buttons(w: Words, said: Message, course: Course, person: int, giver: int) -> Message:
    call = Call("trainer handover yes", {"course": str(course.id), "person": str(person), "giver": str(giver)})
    yes = w.button(w.s("Hand it over"), call, Tone.MAIN)
    keep = w.button(w.s("Keep it as it is"), Call("offer decline", {"offer": "trainer_handover_yes"}))
    return message(*said.blocks, buttons=[[yes, keep]])


def handed_over(w: Words, course: Course, name: str) -> Message:
    return message(w.t("*{course}* is in the hands of {name} now. Thank you.", course=course.name, name=name))


def stays(w: Words, course: Course) -> Text:
    return w.t("*{course}* stays in the hands it is in.", course=course.name)


def given_to_you(w: Words, course: Course, code: str) -> Message:
    """To a new trainer, whoever made them one."""
    return message(
        w.t("You are now a trainer of *{course}*.", course=course.name),
        paragraph(
            w.s(
                "{show} shows how it stands, {list} what comes when. Learners come in with {join} {code}.",
                show=w.command("course show"),
                list=w.command("prompt list"),
                join=w.command("join"),
                code=code,
            )
        ),
    )


def taken_from_you(w: Words, course: Course) -> Message:
    return message(
        w.t(
            "You are no longer a trainer of *{course}*. What you wrote for it stays there. "
            "A coordinator can tell you more.",
            course=course.name,
        )
    )


def alone(w: Words, course: Course) -> Message:
    """To the coordinators: the last trainer has gone, with all their data."""
    return message(
        w.t(
            "*{course}* has lost its last trainer, who has left Talkoot. Its learners go on. Give it to somebody:",
            course=course.name,
        ),
        buttons=[[w.button(w.s("Add a trainer"), Call("trainer add", {"course": str(course.id)}))]],
    )
