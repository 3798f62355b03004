"""Short pieces of wording: names of languages, roles and schedules, shortened quotes."""

from collections.abc import Sequence
from typing import Literal

from babel import Locale
from babel.dates import get_day_names

from bot.wording.words import N_, Words
from community.calendar import Every, Once, Rule, Schedule
from community.courses import CoursePlace
from community.roles import Role


def language_name(language: str) -> str:
    """A language in its own words: `suomi`, `English`."""
    return (Locale(language).get_display_name(language) or language).capitalize()


CHOICES = {
    ("sharing", "yes"): N_("Yes, ask me each time"),
    ("sharing", "no"): N_("No, keep them here"),
}
"""Choices that say more than their code, by question and code."""


def choice(w: Words, question: str, code: str) -> str:
    """The label of a fixed choice."""
    return language_name(code) if question == "language" else w.s(CHOICES.get((question, code), code))


def role(w: Words, held: Role) -> str:
    match held:
        case Role.PARTNERSHIP:
            return w.s("coordinator of the partnership")
        case Role.COORDINATOR:
            return w.s("coordinator")
        case Role.TRAINER:
            return w.s("trainer")
        case Role.LEARNER:
            return w.s("learner")
        case Role.GUEST:
            return w.s("guest")


def chat_name(place: CoursePlace) -> str:
    return place.title or place.place.bot.platform.title()


def chat_among(place: CoursePlace, chats: Sequence[CoursePlace]) -> str:
    """A chat of a course by its name; of several with the platform, since they may have one name."""
    platform = place.place.bot.platform.title()
    return f"{place.title} ({platform})" if place.title and len(chats) > 1 else chat_name(place)


def shortened(text: str, most: int) -> str:
    """The first line of somebody's words, cut at a word."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    return line[: most - 1].rsplit(" ", 1)[0] + "…"


def schedule_line(w: Words, schedule: Schedule) -> str:
    """`Every Monday at 09:00, until 12 December 2026`; for a single moment its date and time."""
    match schedule:
        case Once(wall=wall):
            return w.s("{date}, {time}", date=w.day(wall), time=w.clock(wall.time()))
        case Rule():
            return _rule(w, schedule)
    raise TypeError(f"no wording for {schedule!r}")


def _rule(w: Words, rule: Rule) -> str:
    line = w.s("{rhythm} at {time}", rhythm=_rhythm(w, rule), time=w.clock(rule.at))
    if rule.until:
        line = w.s("{rule}, until {date}", rule=line, date=w.day_of(rule.until))
    if rule.times:
        line = w.s("{rule}, {times}", rule=line, times=w.n("once", "{count} times", rule.times))
    return line


def _rhythm(w: Words, rule: Rule) -> str:
    match rule.every:
        case Every.DAY:
            return w.n("Every day", "Every {count} days", rule.interval)
        case Every.MONTH:
            return w.n("Every month on day {day}", "Every {count} months on day {day}", rule.interval, day=rule.day)
        case Every.WEEK:
            return _weekly(w, rule)


def _weekly(w: Words, rule: Rule) -> str:
    if rule.weekdays == frozenset(range(5)) and rule.interval == 1:
        return w.s("Every weekday")
    if rule.interval == 1:
        return w.s("Every {days}", days=_day_names(w, rule, "stand-alone"))
    return w.s("Every {count} weeks on {days}", count=rule.interval, days=_day_names(w, rule, "format"))


def _day_names(w: Words, rule: Rule, use: Literal["stand-alone", "format"]) -> str:
    """`Monday and Friday`; in some languages a day is called otherwise when something happens on it."""
    names = get_day_names("wide", use, w.locale)
    return w.listed([names[day] for day in sorted(rule.weekdays)])
