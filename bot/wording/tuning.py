"""The settings of a course, grouped: what each means, how it stands, and the buttons that change it."""

from enum import StrEnum

from bot.call import Call
from bot.wording.words import N_, Words, message
from community.chat.message import Button, Facts, Message, Text
from community.courses import Course
from community.settings import Module, bounds


class Section(StrEnum):
    """The pages of settings."""

    PARTS = "parts"
    GROUPS = "groups"
    ENTRY = "entry"
    QUESTIONS = "questions"
    WEIGHTS = "weights"


SECTIONS = {
    Section.PARTS: (N_("Parts of the course"), ("groups", "roles", "pairs", "sharing")),
    Section.GROUPS: (N_("Peer groups"), ("group_size", "not_alone", "roles_from_week")),
    Section.ENTRY: (N_("Coming in"), ("seats", "approval", "offer_days")),
    Section.QUESTIONS: (
        N_("Questions to newcomers"),
        ("ask_languages", "ask_hours", "ask_interests", "ask_goal", "ask_level"),
    ),
    Section.WEIGHTS: (
        N_("What makes a good group"),
        ("weight_hours", "weight_interests", "weight_countries", "weight_levels", "weight_platforms"),
    ),
}

MEANINGS = {
    "groups": (N_("Peer groups"), N_("learners work in small groups")),
    "roles": (N_("Roles"), N_("each week somebody hosts, asks, connects and sums up")),
    "pairs": (N_("Pairs"), N_("people meet in twos")),
    "sharing": (N_("Sharing"), N_("words may go to the other platform if their author says yes")),
    "group_size": (N_("Group size"), N_("how many work together")),
    "not_alone": (N_("Not alone"), N_("nobody is the only one of a kind in a group")),
    "roles_from_week": (N_("Roles begin"), N_("in which week of a group")),
    "seats": (N_("Seats"), N_("how many may take part")),
    "approval": (N_("Approval"), N_("a trainer says yes to each who comes")),
    "offer_days": (N_("Offer of a seat"), N_("how many days a free seat waits for who was next")),
    "ask_languages": (N_("Languages"), N_("newcomers say what they read and write")),
    "ask_hours": (N_("Hours"), N_("newcomers say when they are free")),
    "ask_interests": (N_("Interests"), N_("newcomers say what they like")),
    "ask_goal": (N_("Goal"), N_("newcomers say what they want to learn")),
    "ask_level": (N_("Level"), N_("newcomers say how much they know already")),
    "weight_hours": (N_("Common hours"), N_("how much they count, in per cent")),
    "weight_interests": (N_("Common interests"), N_("how much they count, in per cent")),
    "weight_countries": (N_("Different countries"), N_("how much they count, in per cent")),
    "weight_levels": (N_("Fitting levels"), N_("how much they count, in per cent")),
    "weight_platforms": (N_("One platform"), N_("how much it counts, in per cent")),
}
"""Each setting by its label, and what it decides."""


def overview(w: Words, course: Course) -> Message:
    """All settings of a course at a glance."""
    rows = [(w.s(title), _values(w, course, names)) for title, names in SECTIONS.values()]
    return message(
        w.t("Settings of *{course}*. They hold for this course alone.", course=course.name),
        Facts(tuple(rows)),
        w.t("Or write, for example: {example}", example=f"{w.command('course settings')} {_typed(w, 'group_size')} 5"),
        buttons=[[_page(w, course, section)] for section in Section],
    )


def section(w: Words, course: Course, shown: Section, changed: str = "") -> Message:
    """One page of them: what each means and how it stands."""
    title, names = SECTIONS[shown]
    rows = [(label(w, name), _stands(w, course, name)) for name in names]
    overall = w.button(w.s("Show all settings"), Call("course settings", {"course": str(course.id)}))
    return message(
        _changed(w, course, changed) if changed else None,
        w.t("{course}: *{section}*", course=course.name, section=w.s(title)),
        Facts(tuple(rows)),
        buttons=[*([_change(w, course, name)] for name in names), [overall]],
    )


def standing(w: Words, course: Course, name: str) -> str:
    """A setting in one line: what it is called, how it stands, what it means."""
    return w.s("{setting}: {value}", setting=label(w, name), value=_stands(w, course, name))


def _stands(w: Words, course: Course, name: str) -> str:
    now = _value(w, name, dict(course.settings)[name])
    return w.s("{value} – {meaning}", value=now, meaning=w.s(MEANINGS[name][1]))


def section_of(name: str) -> Section:
    """The page a setting stands on."""
    return next((each for each, (_, names) in SECTIONS.items() if name in names), Section.PARTS)


def label(w: Words, name: str) -> str:
    """What a setting is called."""
    return w.s(MEANINGS[name][0]) if name in MEANINGS else name


def _typed(w: Words, name: str) -> str:
    """As a setting is typed."""
    return label(w, name).casefold()


def module(w: Words, part: Module) -> str:
    """What a part of a course is called."""
    return label(w, part)


def _changed(w: Words, course: Course, name: str) -> Text:
    now = _value(w, name, dict(course.settings)[name])
    return w.t("{setting} is now: {value}.", setting=label(w, name), value=now)


def _values(w: Words, course: Course, names: tuple[str, ...]) -> str:
    now = dict(course.settings)
    return ", ".join(
        w.s("{setting}: {value}", setting=label(w, name), value=_value(w, name, now[name])) for name in names
    )


def _value(w: Words, name: str, value: int | bool) -> str:
    if isinstance(value, bool):
        return w.s("on") if value else w.s("off")
    if name == "seats" and not value:
        return w.s("no limit")
    return str(value)


def _page(w: Words, course: Course, shown: Section) -> Button:
    args = {"course": str(course.id), "section": shown.value}
    return w.button(w.s(SECTIONS[shown][0]), Call("course settings", args))


def _change(w: Words, course: Course, name: str) -> Button:
    args = {"course": str(course.id), "setting": name}
    if bounds(name):
        return w.button(w.s("Change: {setting}", setting=label(w, name)), Call("course set", args))
    on = dict(course.settings)[name]
    text = (
        w.s("Switch off: {setting}", setting=label(w, name))
        if on
        else w.s("Switch on: {setting}", setting=label(w, name))
    )
    return w.button(text, Call("course settings", {**args, "value": "off" if on else "on"}))
