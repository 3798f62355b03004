"""How one reader is spoken to: their language, zone and platform, and the building blocks of a message."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date as datetime_date
from datetime import datetime
from datetime import time as datetime_time
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time
from babel.lists import format_list

from bot.call import Call
from bot.wording.catalogues import catalogue
from bot.wording.rich import fill
from community.calendar import Distance, distance, to_wall
from community.chat.capabilities import Capabilities
from community.chat.message import Block, Button, Buttons, Message, Press, PrivateChat, Span, Text, Tone
from community.languages import locale_of
from community.zones import city


def N_(template: str) -> str:  # noqa: N802 - the name that gettext's tools know
    """Marks a sentence for the catalogues where it stands apart from its use."""
    return template


@dataclass(frozen=True, slots=True)
class Operator:
    """Who runs this installation, as far as they have said so: for the privacy notice."""

    name: str = ""
    contact: str = ""
    notice_url: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """The voice for one reader. `token` turns a call into what a button carries."""

    language: str
    zone: ZoneInfo
    now: datetime
    capabilities: Capabilities
    token: Callable[[Call], str] = field(repr=False)
    operator: Operator = field(default_factory=Operator, repr=False)

    @property
    def locale(self) -> str:
        """Whose dates and lists."""
        return locale_of(self.language)

    def s(self, template: str, **facts: Any) -> str:
        """A translated line without styles: for labels, and to be filled into other sentences."""
        return fill(catalogue(self.language).gettext(template), facts).plain

    def t(self, template: str, **facts: Any) -> Text:
        """A translated paragraph."""
        return fill(catalogue(self.language).gettext(template), facts)

    def n(self, one: str, many: str, count: int, **facts: Any) -> str:
        """A translated line whose form follows a number, which is filled in as `{count}`."""
        return fill(catalogue(self.language).ngettext(one, many, count), {"count": count, **facts}).plain

    def button(self, label: str, call: Call, tone: Tone = Tone.PLAIN) -> Button:
        """A button that is pressed where it stands."""
        return Button(label, Press(self.token(call)), tone)

    def private_button(self, label: str, call: Call, tone: Tone = Tone.PLAIN) -> Button:
        """A button whose answer is for this person alone: leads to the private chat where the platform needs that."""
        if self.capabilities.starts_by_link:
            return Button(label, PrivateChat(self.token(call)), tone)
        return self.button(label, call, tone)

    def command(self, path: str) -> str:
        """A command as it is typed on the reader's platform: `/course new` or `/course_new`."""
        return "/" + (path if self.capabilities.spaced_commands else path.replace(" ", "_"))

    def moment(self, moment: datetime) -> str:
        """`Thursday 3 December, 18:00 (in 3 days)`, in the reader's zone."""
        return self.s(
            "{date}, {time} ({distance})",
            date=self.date(moment),
            time=self.time(moment),
            distance=self.distance(moment),
        )

    def date(self, moment: datetime) -> str:
        """`Thursday 3 December`, with the year when it is another one."""
        wall = to_wall(moment, self.zone)
        this_year = wall.year == to_wall(self.now, self.zone).year
        return format_skeleton("EEEdMMMM" if this_year else self._with_year(), wall, locale=self.locale)

    def _with_year(self) -> str:
        """The locale's own pattern with the month in letters, where it has one: else Portuguese would get numbers."""
        own = "yMMMMEd"
        return own if own in Locale.parse(self.locale).datetime_skeletons else "yEEEdMMMM"

    def day(self, wall: datetime_date) -> str:
        """`Monday, 30 November 2026`: a date on the wall."""
        return format_date(wall, format="full", locale=self.locale)

    def day_of(self, day: datetime_date) -> str:
        """`12 December 2026`."""
        return format_date(day, format="long", locale=self.locale)

    def listed(self, items: Sequence[str]) -> str:
        """`Monday, Wednesday and Friday`."""
        return format_list(list(items), locale=self.locale)

    def time(self, moment: datetime) -> str:
        return self.clock(to_wall(moment, self.zone).time())

    def clock(self, wall: datetime_time) -> str:
        """`18:00`, in Finnish `18.00`: a time on the wall."""
        return format_time(wall, format="short", locale=self.locale)

    def zone_name(self) -> str:
        """`Helsinki`: the city that people know their zone by."""
        return city(str(self.zone), self.locale)

    def distance(self, moment: datetime) -> str:
        """`in 3 days`, `tomorrow`, `in 20 minutes`, `2 days ago`."""
        far = distance(self.now, moment, self.zone)
        return self._ahead(far) if moment >= self.now else self._behind(far)

    def _ahead(self, far: Distance) -> str:
        if far.days > 1:
            return self.n("in {count} day", "in {count} days", far.days)
        if far.days == 1:
            return self.s("tomorrow")
        if far.hours:
            return self.n("in {count} hour", "in {count} hours", far.hours)
        return self.n("in {count} minute", "in {count} minutes", far.minutes) if far.minutes else self.s("now")

    def _behind(self, far: Distance) -> str:
        if far.days < -1:
            return self.n("{count} day ago", "{count} days ago", -far.days)
        return self.s("yesterday") if far.days == -1 else self.s("earlier today")


def paragraph(*lines: str) -> Text:
    """Lines that are worded already, or are a person's own."""
    return Text((Span("\n".join(lines)),))


def message(*blocks: Block | None, buttons: list[list[Button]] | None = None) -> Message:
    """A message of the blocks that are there, with its buttons last."""
    kept = tuple(block for block in blocks if block is not None)
    return Message((*kept, Buttons(tuple(map(tuple, buttons)))) if buttons else kept)
