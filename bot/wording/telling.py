"""What people tell of themselves: the questions, what was understood, and how all of it is seen and changed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from babel import Locale

from bot.call import Call
from bot.wording.hours import hours_said
from bot.wording.labels import language_name
from bot.wording.words import Words, message, paragraph
from community.chat.message import Button, Message, Text, Tone
from community.courses import Course, Membership
from community.entrance import Application
from community.errors import Invalid, Rejected
from community.people import Person

NOT_TOLD = "–"
MOST_BUTTONS = 6


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody's part in one course, as they see it."""

    course: Course
    membership: Membership
    shares: bool = False
    always: bool = False
    """Without being asked each time."""
    questions: int = 0
    """So many are still to be answered."""


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything that somebody told of themselves."""

    person: Person
    parts: Sequence[Part] = ()
    waits: Sequence[tuple[Course, Application, int]] = field(default=())


def invitation_to_tell(w: Words, count: int) -> Text:
    return paragraph(
        w.n(
            "One short question, so that your group fits you: about half a minute.",
            "{count} short questions, so that your group fits you: about 2 minutes.",
            count,
        )
    )


def ways_to_tell(w: Words, course: Course, count: int) -> list[list[Button]]:
    answer = w.s("Answer it") if count == 1 else w.s("Answer them")
    number = {"course": str(course.id)}
    return [
        [
            w.button(answer, Call("about me", number), Tone.MAIN),
            w.button(w.s("Later"), Call("about later", number)),
        ]
    ]


def later(w: Words, course: Course) -> Message:
    """The button stays, whenever it suits them."""
    return message(
        w.t("All right. You can answer whenever you like, here or with {me}.", me=w.command("me")),
        buttons=[[w.button(w.s("Answer now"), Call("about me", {"course": str(course.id)}))]],
    )


def told(w: Words, lines: Sequence[str]) -> Message:
    """What was understood, before anything else."""
    if not lines:
        return message(w.t("All right, nothing is noted. {me} is there whenever you like.", me=w.command("me")))
    return message(
        w.t("Thank you. I noted:"),
        paragraph(*lines),
        w.t("{me} shows all of it, and changes what is not right.", me=w.command("me")),
        buttons=[[w.button(w.s("Change something"), Call("me"))]],
    )


def told_after_leaving(w: Words, course: Course, lines: Sequence[str]) -> Message:
    """They were still being asked; what is theirs in any course is kept."""
    return message(
        w.t("You do not take part in *{course}* any more, so my questions end here.", course=course.name),
        w.t("I noted what holds for you in any course:"),
        paragraph(*lines),
        buttons=[[w.button(w.s("Change something"), Call("me"))]],
    )


def line_of_name(w: Words, name: str) -> str:
    return w.s("Name: {name}", name=name)


def line_of_languages(w: Words, codes: Sequence[str]) -> str:
    names = w.listed([language_in(w, code) for code in codes]) if codes else NOT_TOLD
    return w.s("Languages I use with others: {languages}", languages=names)


def line_of_hours(w: Words, hours: str) -> str:
    times = hours_said(w, hours) if hours else NOT_TOLD
    return w.s("Free ({zone} time): {times}", zone=w.zone_name(), times=times)


def line_of_interests(w: Words, interests: Sequence[str]) -> str:
    return w.s("Interests: {interests}", interests=", ".join(interests) or NOT_TOLD)


def line_of_goal(w: Words, goal: str) -> str:
    return w.s("Goal: {goal}", goal=goal or NOT_TOLD)


def line_of_level(w: Words, level: int | None) -> str:
    return w.s("Level, from 1 to 5: {level}", level=level or NOT_TOLD)


def line_of_kind(w: Words, kind: str) -> str:
    return w.s("Not to be the only one: {kind}", kind=kind or NOT_TOLD)


def line_of_sharing(w: Words, *, yes: bool, always: bool = False) -> str:
    if always:
        return w.s("Answers on the other platform: always")
    if yes:
        return w.s("Answers on the other platform: yes, asked each time")
    return w.s("Answers on the other platform: no")


def language_in(w: Words, code: str) -> str:
    """A language as the reader calls it."""
    return str(Locale.parse(w.locale).languages.get(code, language_name(code)))


def me(w: Words, profile: Profile) -> Message:
    """Everything somebody told, each with a way to change it."""
    person = profile.person
    buttons = _changes(w, profile.parts)
    last = w.button(w.s("Show the settings"), Call("settings"))
    fits = len(buttons) < MOST_BUTTONS
    return message(
        paragraph(
            line_of_name(w, person.name),
            line_of_languages(w, person.languages),
            line_of_hours(w, person.hours),
        ),
        *[_part(w, part) for part in profile.parts],
        *[_waits(w, *each) for each in profile.waits],
        None if fits else _way_to_settings(w),
        buttons=[[button] for button in [*buttons, *([last] if fits else [])]],
    )


def _changes(w: Words, parts: Sequence[Part]) -> list[Button]:
    """What is still open can be answered first, then each can be changed."""
    asks = [part.course.settings for part in parts]
    unanswered = [str(part.course.id) for part in parts if part.questions][:1]
    return [
        *[w.button(w.s("Answer what is open"), Call("about me", {"course": course})) for course in unanswered],
        w.button(w.s("Change the languages"), Call("me languages")),
        w.button(w.s("Change the free times"), Call("me hours")),
        *([w.button(w.s("Change the interests"), Call("me interests"))] if any(s.ask_interests for s in asks) else []),
        *([w.button(w.s("Change the goal"), Call("me goal"))] if any(s.ask_goal for s in asks) else []),
        *([w.button(w.s("Change the level"), Call("me level"))] if any(s.ask_level for s in asks) else []),
    ]


def _way_to_settings(w: Words) -> Text:
    """Where there is no room for its button."""
    named = w.s("Show your name, language and time zone here")
    return paragraph(w.s("{command} – {help}", command=w.command("settings"), help=named))


def _part(w: Words, part: Part) -> Text:
    settings, mine = part.course.settings, part.membership
    lines = [
        line_of_interests(w, mine.interests) if settings.ask_interests or mine.interests else "",
        line_of_goal(w, mine.goal) if settings.ask_goal or mine.goal else "",
        line_of_level(w, mine.level) if settings.ask_level or mine.level else "",
        line_of_kind(w, mine.kind) if mine.kind else "",
        line_of_sharing(w, yes=part.shares, always=part.always) if settings.sharing else "",
    ]
    head = w.s("In {course} since {date}:", course=part.course.name, date=w.date(mine.joined_at))
    if mine.is_paused(w.now) and mine.paused_until:
        head = w.s("In {course}, on a pause until {date}:", course=part.course.name, date=w.date(mine.paused_until))
    return paragraph(head, *filter(None, lines))


def _waits(w: Words, course: Course, application: Application, place: int) -> Text:
    if application.until:
        until = w.moment(application.until)
        return w.t("A seat in *{course}* is free for you. I keep it until {until}.", course=course.name, until=until)
    if place:
        return w.t("You are number {place} on the waiting list of *{course}*.", place=place, course=course.name)
    return w.t("You asked to join *{course}*.", course=course.name)


def changed(w: Words, line: str) -> Message:
    return message(w.t("Changed."), paragraph(line), buttons=[[w.button(w.s("Show everything I told"), Call("me"))]])


def settings(w: Words, person: Person, paused: datetime | None) -> Message:
    return message(
        paragraph(
            line_of_name(w, person.name),
            w.s("I speak with you in: {language}", language=language_name(w.language)),
            w.s("Time zone: {zone}", zone=w.zone_name()),
            w.s("On a pause until {date}", date=w.date(paused)) if paused else w.s("No pause"),
        ),
        buttons=[
            [w.button(w.s("Change the language"), Call("language"))],
            [w.button(w.s("Change the time zone"), Call("me zone"))],
            [w.button(w.s("Change the name"), Call("me name"))],
            [w.button(w.s("End the pause"), Call("pause", {"until": "off"})) if paused else _pause_button(w)],
            [w.button(w.s("Ask not to be the only one"), Call("me kind"))],
            [w.button(w.s("Show what I agreed to"), Call("consents"))],
        ],
    )


def _pause_button(w: Words) -> Button:
    return w.button(w.s("Take a pause"), Call("pause"))


def zone_line(w: Words) -> str:
    return w.s("Time zone: {zone}", zone=w.zone_name())


def consents(w: Words, parts: Sequence[Part]) -> Message:
    """Each thing somebody agreed to, with the way to take it back beside it."""
    if not parts:
        return message(w.t("You take part in no course at the moment, so you have agreed to nothing."))
    buttons = [button for part in parts for button in _consent_buttons(w, part)]
    shared = any(part.course.settings.sharing for part in parts)
    return message(
        *[_consent(w, part) for part in parts],
        w.t("{sharing} says it more exactly: ask me each time, always, or never.", sharing=w.command("sharing"))
        if shared
        else None,
        buttons=[[button] for button in buttons],
    )


def _consent(w: Words, part: Part) -> Text:
    lines = [
        w.s("{course}: taking part, since {date}", course=part.course.name, date=w.date(part.membership.consented_at)),
        line_of_sharing(w, yes=part.shares, always=part.always) if part.course.settings.sharing else "",
    ]
    return paragraph(*filter(None, lines))


def _consent_buttons(w: Words, part: Part) -> list[Button]:
    number = {"course": str(part.course.id)}
    found = [w.button(w.s("Leave the course"), Call("leave", number))]
    if part.course.settings.sharing:
        label = w.s("Keep my answers here") if part.shares else w.s("Allow the other platform")
        found.insert(
            0, w.button(label, Call("consents sharing", {**number, "sharing": "no" if part.shares else "yes"}))
        )
    return found


def sharing_said(w: Words, course: Course, *, yes: bool) -> Message:
    number = {"course": str(course.id)}
    if yes:
        return message(
            w.t(
                "Noted for *{course}*: with each answer I ask whether people on the other platform may read it.",
                course=course.name,
            ),
            buttons=[[w.button(w.s("Keep my answers here"), Call("consents sharing", {**number, "sharing": "no"}))]],
        )
    return message(
        w.t("Noted for *{course}*: your answers stay on the platform where you write them.", course=course.name),
        buttons=[[w.button(w.s("Allow the other platform"), Call("consents sharing", {**number, "sharing": "yes"}))]],
    )


def paused(w: Words, until: datetime, courses: Sequence[Course]) -> Message:
    return message(
        w.t(
            "You pause in {courses} until {date}. Until then nothing is expected of you, and groups and pairs do "
            "without you. Everything you wrote stays.",
            courses=w.listed([course.name for course in courses]),
            date=w.moment(until),
        ),
        buttons=[[w.button(w.s("Come back now"), Call("pause", {"until": "off"}))]],
    )


def back(w: Words) -> Message:
    """A pause ended, by itself or by their wish."""
    return message(
        w.t("Welcome back: your pause is over. {todo} shows what waits for you.", todo=w.command("todo")),
        buttons=[[w.button(w.s("Show what waits for me"), Call("todo"))]],
    )


def todo_in_pause(w: Words, until: datetime) -> Message:
    return message(
        w.t("You are on a pause until {date}, so nothing is expected of you.", date=w.moment(until)),
        buttons=[[w.button(w.s("Come back now"), Call("pause", {"until": "off"}))]],
    )


def no_course_to_pause(w: Words) -> Message:
    return message(w.t("You take part in no course at the moment, so there is nothing to pause."))


def _question_over(w: Words, error: Rejected) -> Text:
    """What was told of oneself stands, and what is still open can be answered at any time."""
    if error.facts.get("more"):
        return w.t(
            "This question is no longer open: it was answered or stopped, or it waited for more than two days. "
            "Your answers so far are noted: {me} shows them, and what is still open.",
            me=w.command("me"),
        )
    return w.t(
        "This question is no longer open: it was answered or stopped, or it waited for more than two days. "
        "Nothing has changed."
    )


REJECTED: dict[str, Callable[[Words, Rejected], Text]] = {
    "HasLeft": lambda w, error: w.t(
        "You do not take part in *{course}* any more. Nothing has changed.", course=error.facts["course"]
    ),
    "QuestionOver": _question_over,
}

INVALID: dict[str, Callable[[Words, Invalid], Text]] = {
    "not_hours": lambda w, error: w.t(
        'I do not understand "{fragment}". Please write your free times like "Mon and Wed 18-21, Sat mornings".',
        fragment=error.facts["fragment"],
    ),
    "no_such_language": lambda w, error: w.t(
        'I do not know the language "{given}". Please write names with commas between them, like "English, Finnish".',
        given=error.facts["given"],
    ),
    "too_many_interests": lambda w, error: w.t(
        "These are {count} words; {most} fit. Please choose those you like most.",
        count=error.facts["count"],
        most=error.facts["most"],
    ),
    "not_a_pause": lambda w, error: w.t(
        'I do not understand "{given}". Please write how long, like "2 weeks", or a date, like "7 January".',
        given=error.facts["given"],
    ),
    "pause_is_past": lambda w, error: w.t(
        '"{given}" is over already. Please write a day that is still to come.', given=error.facts["given"]
    ),
    "pause_too_long": lambda w, error: w.t(
        '"{given}" is more than a year. A pause is for some weeks; {leave} ends taking part.',
        given=error.facts["given"],
        leave=w.command("leave"),
    ),
}
