"""What people read when something is not understood or refused, once each."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot.wording import errors
from bot.wording.words import Words, message
from community import errors as glossary
from community.chat.message import Message
from community.errors import Invalid, Rejected
from community.headings import Column
from community.roles import Role
from community.settings import Module
from community.time_phrases import read_when

HELSINKI = ZoneInfo("Europe/Helsinki")
TUESDAY = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
MONDAY = datetime(2026, 11, 30, 7, 0, tzinfo=UTC)
NOT_UNDERSTOOD = {
    "not_a_time": "SOMETIME",
    "no_clock": "7.12.",
    "no_such_time": "Mon 25:00",
    "no_such_date": "30.2. 9:00",
    "no_weekday": "every week 9:00",
    "no_day_of_month": "every month 9:00",
    "ambiguous_date": "3/4 9:00",
    "wrong_weekday": "Mon 2026-12-03 9:00",
    "past": "2026-11-01 9:00",
    "ends_too_early": "every Monday 9:00 until 24.11.",
    "too_far": "2046-11-01 9:00",
}
"""What people write, and why it is no time."""

INVALID_FACTS = {
    "fragment": "NOON",
    "count": 9,
    "length": 4000,
    "most": 3500,
    "low": 1,
    "high": 5,
    "given": "ATLANTIS",
    "names": ["BEN #3", "BEN #5"],
    "choices": "EN, FI",
    "day": date(2026, 11, 1),
    "kinds": ".CSV, .XLSX",
    "megabytes": 1,
    "column": Column.NAME,
}
REJECTED_FACTS = {
    "until": MONDAY,
    "needs": Role.TRAINER,
    "typed": "JION",
    "near": "",
    "course": "SUOMI 1",
    "source": "prompts",
    "module": Module.GROUPS,
    "name": "PONTE",
    "organisation": "PONTE",
    "count": 1,
    "given": "ATLANTIS",
    "names": ["BEN #3", "BEN #5"],
    "path": "group make",
    "words": "4",
}


def not_understood(key: str) -> Invalid:
    """The error that this phrase really causes."""
    try:
        read_when(NOT_UNDERSTOOD[key], TUESDAY, HELSINKI, "en")
    except Invalid as error:
        error.facts["fragment"] = error.facts["fragment"].upper()
        return error
    raise AssertionError(f"{NOT_UNDERSTOOD[key]!r} was understood")


def invalid(key: str) -> Invalid:
    return not_understood(key) if key in NOT_UNDERSTOOD else Invalid(key, **INVALID_FACTS)


def rejections() -> list[Rejected]:
    """One of every class, and the ones that are worded in several ways."""
    every = [each(**REJECTED_FACTS) for each in glossary.Rejected.__subclasses__()]
    nothing = [glossary.NothingToChoose(source=source) for source in errors.NOTHING_TO_CHOOSE]
    nothing.append(glossary.NothingToChoose(source="staffed courses", closed=True))
    off = glossary.ModuleOff(module=Module.PAIRS, course="SUOMI 1", staff=True)
    staff = glossary.NoPairs(course="SUOMI 1", staff=True)
    return [*every, *nothing, staff, glossary.NoSuchCommand(typed="JION", near="join"), off]


def page(w: Words) -> dict[str, Message]:
    refused = {f"{type(each).__name__} {number}": each for number, each in enumerate(rejections())}
    unread = {key: invalid(key) for key in errors.INVALID}
    said = {name: errors.refusal(w, error) for name, error in (refused | unread).items()}
    return said | {"our fault": message(errors.failed(w, "4F2C"))}
