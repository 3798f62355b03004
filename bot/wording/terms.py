"""A course over time: its details, a copy for a new term, its end, and what everybody takes away."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum

from bot.call import Call
from bot.wording.labels import language_name
from bot.wording.words import N_, Words, message, paragraph
from community.chat.message import Facts, File, Message, Text, Tone
from community.courses import Course, CourseKind


class Detail(StrEnum):
    """What can be changed of a course."""

    NAME = "name"
    DATES = "dates"
    TARGET = "target"
    SUBJECT = "subject"
    CODE = "code"
    ZONE = "zone"
    LANGUAGE = "language"
    KIND = "kind"


LABELS = {
    Detail.NAME: N_("Name"),
    Detail.DATES: N_("Dates"),
    Detail.TARGET: N_("Target group"),
    Detail.SUBJECT: N_("Subject"),
    Detail.CODE: N_("Code in your own system"),
    Detail.ZONE: N_("Time zone"),
    Detail.LANGUAGE: N_("Language"),
    Detail.KIND: N_("Who learns"),
}
BUTTONS = {
    Detail.NAME: N_("Change the name"),
    Detail.DATES: N_("Change the dates"),
    Detail.TARGET: N_("Change the target group"),
    Detail.SUBJECT: N_("Change the subject"),
    Detail.CODE: N_("Change the code"),
    Detail.ZONE: N_("Change the time zone"),
}
KINDS = {CourseKind.LEARNERS: N_("learners"), CourseKind.TRAINERS: N_("trainers, who are trained")}


def details(w: Words, course: Course) -> Facts:
    """What is known of a course beyond its chats."""
    return Facts(
        tuple((w.s(label), value(w, course, what)) for what, label in LABELS.items() if what is not Detail.NAME)
    )


def value(w: Words, course: Course, what: Detail) -> str:
    """How one detail stands."""
    known = {
        Detail.NAME: course.name,
        Detail.DATES: _dates(w, course),
        Detail.TARGET: course.target_group or w.s("not said"),
        Detail.SUBJECT: course.subject or w.s("not said"),
        Detail.CODE: course.institution_code or w.s("none"),
        Detail.ZONE: w.zone_name(),
        Detail.LANGUAGE: language_name(course.language),
        Detail.KIND: w.s(KINDS[course.kind]),
    }
    return known[what]


def _dates(w: Words, course: Course) -> str:
    if course.starts_on is None:
        return w.s("not said")
    if course.ends_on is None:
        return w.s("from {first}", first=w.day_of(course.starts_on))
    return w.s("{first} to {last}", first=w.day_of(course.starts_on), last=w.day_of(course.ends_on))


def edit_menu(w: Words, course: Course) -> Message:
    """What can be changed, by buttons; the rest by what is written."""
    number = {"course": str(course.id)}
    buttons = [w.button(w.s(label), Call("course change", {**number, "what": what})) for what, label in BUTTONS.items()]
    edit = w.command("course edit")
    return message(
        w.t("*{course}*: what shall change?", course=course.name),
        details(w, course),
        w.t(
            "To change the language or who learns, write: {language} or {kind}",
            language=f"{edit} {w.s(Detail.LANGUAGE)} {language_name(course.language)}",
            kind=f"{edit} {w.s(Detail.KIND)} {w.s(CourseKind.TRAINERS)}",
        ),
        buttons=[buttons[0:2], buttons[2:4], buttons[4:6]],
    )


def changed(w: Words, course: Course, what: Detail, prompts: int) -> Message:
    return message(
        w.t(
            "*{course}* is changed. {label}: {value}.",
            course=course.name,
            label=w.s(LABELS[what]),
            value=value(w, course, what),
        ),
        paragraph(
            w.n(
                "One prompt keeps its hour on the clock there.",
                "{count} prompts keep their hours on the clock there.",
                prompts,
            )
        )
        if prompts
        else None,
        buttons=[[w.button(w.s("Change something else"), Call("course edit", {"course": str(course.id)}))]],
    )


def copied(w: Words, course: Course, of: Course, prompts: int, links: Sequence[str]) -> Message:
    """A new course, and what was not taken over."""
    start = w.day_of(course.starts_on) if course.starts_on else ""
    return message(
        w.t(
            "*{course}* is open for the new term from {start}: settings and {prompts} are copied. "
            "No learner, no answer and no chat was copied, and its code is new.",
            course=course.name,
            start=start,
            prompts=w.n("one prompt", "{count} prompts", prompts),
        )
        if prompts
        else w.t(
            "*{course}* is open for the new term from {start}, with the same settings. "
            "No learner and no chat was copied, and its code is new.",
            course=course.name,
            start=start,
        ),
        _next_chat(w, course, of),
        paragraph(*links) if links else None,
        buttons=[[w.button(w.s("Show its prompts"), Call("prompt list", {"course": str(course.id)}))]]
        if prompts
        else None,
    )


def _next_chat(w: Words, course: Course, of: Course) -> Text:
    connect, code = w.command("course connect"), course.code
    if of.is_open:
        return w.t(
            "Next: write {connect} {code} in its chat. That of *{before}* is free once that course is closed.",
            connect=connect,
            code=code,
            before=of.name,
        )
    return w.t(
        "Next: write {connect} {code} in its chat. That of *{before}* can be used again, because that course is closed.",
        connect=connect,
        code=code,
        before=of.name,
    )


def close_question(w: Words, course: Course, learners: int, prompts: int, until: datetime) -> Message:
    """The first step of two."""
    number = {"course": str(course.id)}
    return message(
        w.t(
            "Close *{course}*? I thank everybody, and give learners their own work as a file ({learners}).",
            course=course.name,
            learners=w.n("one learner", "{count} learners", learners),
        )
        if learners
        else w.t("Close *{course}*? Nobody takes part in it.", course=course.name),
        paragraph(w.n("One planned prompt will not come.", "{count} planned prompts will not come.", prompts))
        if prompts
        else None,
        w.t("Answers and comments are erased on {date}. Until then you can open it again.", date=w.date(until)),
        buttons=[
            [
                w.button(w.s("Close the course"), Call("course close yes", number), Tone.DANGER),
                w.button(w.s("Keep it open"), Call("offer decline", {"offer": "course_close_yes"})),
            ]
        ],
    )


def stays_open(w: Words, course: Course) -> Text:
    return w.t("*{course}* stays open. Nothing has changed.", course=course.name)


def closed(w: Words, course: Course, until: datetime) -> Message:
    """To who closed it, and to its other trainers."""
    number = {"course": str(course.id)}
    return message(
        w.t(
            "*{course}* is closed. Everybody is thanked, and learners get their own work as a file. "
            "Words are erased on {date}; totals stay.",
            course=course.name,
            date=w.date(until),
        ),
        buttons=[
            [w.button(w.s("Copy it for a new term"), Call("course copy", number))],
            [w.button(w.s("Open it again"), Call("course reopen", number))],
        ],
    )


def thanks(w: Words, course: Course, until: datetime) -> Message:
    """Into the chats of a course that has ended."""
    take = w.private_button(w.s("Get my work as a file"), Call("course file", {"course": str(course.id)}), Tone.MAIN)
    return message(
        w.t("*{course}* has ended. Thank you, everybody: you have learned from each other.", course=course.name),
        w.t("I keep answers and comments until {date}, then I erase them.", date=w.date(until)),
        buttons=[[take]],
    )


def take_away(w: Words, course: Course, name: str, until: datetime | None, files: Sequence[File]) -> Message:
    """To a learner, with their own work; without any there is only the thanks."""
    return message(
        w.t("*{course}* has ended. Thank you for taking part, {name}.", course=course.name, name=name)
        if not course.is_open
        else w.t("This is your work in *{course}* so far.", course=course.name),
        w.t("Here is your work to keep: your answers, and the comments you received and gave.") if files else None,
        w.t("I erase words of this course on {date}.", date=w.date(until)) if until and files else None,
        *files,
    )


def words_go(w: Words, course: Course, until: datetime, files: Sequence[File]) -> Message:
    """To a learner, two weeks before."""
    return message(
        w.t(
            "On {date} I erase the answers and comments of *{course}*, because the course has ended. "
            "Here is yours once more, to keep.",
            course=course.name,
            date=w.date(until),
        ),
        *files,
    )


def nothing_written(w: Words, course: Course) -> Message:
    return message(w.t("There are no words of yours in *{course}*, so there is no file.", course=course.name))


def reopened(w: Words, course: Course, prompts: int, places: int) -> Message:
    """To who opened it again."""
    return message(
        w.t("*{course}* is open again, and nothing is erased.", course=course.name),
        paragraph(w.n("One prompt is planned as before.", "{count} prompts are planned as before.", prompts))
        if prompts
        else None,
        None if places else w.t("It has no chat now: connect one with {connect}.", connect=w.command("course connect")),
    )


def goes_on(w: Words, course: Course) -> Message:
    """Into its chats."""
    return message(w.t("*{course}* goes on: it is open again, and your answers are kept.", course=course.name))


def left_out(w: Words, centre: str, days: Sequence[date]) -> Text | None:
    """Of a repeated prompt: the days on which nobody is there."""
    if not days:
        return None
    named = [w.day_of(day) for day in days[:3]]
    more = [w.n("one more day", "{count} more days", len(days) - 3)] if len(days) > 3 else []
    return w.t(
        "Left out, because {organisation} is closed: {days}.", organisation=centre, days=w.listed([*named, *more])
    )


def on_holiday(w: Words, centre: str) -> Text:
    """Of a single prompt: it comes all the same."""
    return w.t("{organisation} is closed on that day. The prompt comes all the same.", organisation=centre)
