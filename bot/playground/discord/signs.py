"""What the signs in a text stand for, for one reader: people, channels, commands, moments, links."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Literal
from urllib.parse import urlsplit

from babel.dates import format_date, format_datetime, format_time, format_timedelta
from markupsafe import Markup

from adapters.playground.discord.people import Person as User
from adapters.playground.discord.world import World
from bot.playground.discord.places import Place
from bot.playground.house import Persona
from community.languages import locale_of

TELEGRAM = "t.me"
_SIGN = re.compile(r"<(@!?|#)(\d{1,20})>")
_MOMENT: dict[str, Literal["short", "medium"]] = {"t": "short", "T": "medium"}
_DAY: dict[str, Literal["short", "long"]] = {"d": "short", "D": "long"}


@dataclass(frozen=True)
class Signs:
    """The reader's eyes: what they may see, and where and when they are."""

    world: World
    persona: Persona
    user: User
    now: datetime
    here: Place

    def person(self, number: int) -> Markup:
        if number == self.user.id:
            return Markup('<span class="mention me">@{}</span>').format(self._name(number))
        return Markup('<button type="button" class="mention" data-act="whom" data-name="{0}">@{0}</button>').format(
            self._name(number)
        )

    def role(self, number: int) -> Markup:
        guild = self.world.backend.guilds.get(self.here.guild.id) if self.here.guild else None
        role = guild.roles.get(number) if guild else None
        return Markup('<span class="mention">@{}</span>').format(role.name.lstrip("@") if role else "unknown-role")

    def channel(self, number: int) -> Markup:
        if not self.world.may_see(self.user.id, number):
            return Markup('<span class="mention">#no-access</span>')
        name = self.world.backend.get_channel(number).name
        return Markup('<a class="mention" href="?discord={0}" data-open="{0}">#{1}</a>').format(number, name)

    def command(self, path: str) -> Markup:
        return Markup('<button type="button" class="mention" data-begin="/{0}">/{0}</button>').format(path)

    def everybody(self, name: str) -> Markup:
        return Markup('<span class="mention me">@{}</span>').format(name)

    def moment(self, seconds: int, style: str) -> Markup:
        try:
            at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
            local = at.astimezone(self.persona.zone)
        except OverflowError:
            return Markup('<span class="mention">Invalid date</span>')
        whole = format_datetime(local, "EEEE, d MMMM y H:mm", locale=self._locale)
        shown = Markup('<time datetime="{}" title="{}">{}</time>')
        return shown.format(at.isoformat(), whole, self._styled(local, style) or whole)

    def _styled(self, local: datetime, style: str) -> str:
        if style == "R":
            return format_timedelta(local - self.now, add_direction=True, locale=self._locale)
        if style in _MOMENT:
            return format_time(local, _MOMENT[style], locale=self._locale)
        if style in _DAY:
            return format_date(local, _DAY[style], locale=self._locale)
        if style in {"s", "S"}:
            return format_datetime(local, "short" if style == "s" else "medium", locale=self._locale)
        return format_datetime(local, "d MMMM y H:mm", locale=self._locale) if style == "f" else ""

    def link(self, url: str, content: Markup) -> Markup:
        """Links to the local Telegram are followed there; others would leave this computer and are only shown."""
        if urlsplit(url).netloc == TELEGRAM:
            shown = Markup(
                '<button type="button" class="link" data-window="telegram" data-act="open" data-url="{}">{}</button>'
            )
            return shown.format(url, content)
        return Markup('<span class="link outside" title="{}">{}</span>').format(url, content)

    def typed(self, text: str) -> str:
        """Text as its writer sees it in the field: names in place of numbers."""

        def named(sign: re.Match[str]) -> str:
            number = int(sign[2])
            if sign[1] == "#":
                channel = self.world.backend.channels.get(number)
                return f"#{channel.name}" if channel else sign[0]
            return f"@{self._name(number)}" if number in self.world.backend.users else sign[0]

        return _SIGN.sub(named, text)

    def meant(self, text: str) -> str:
        """Text as it is sent: numbers in place of the names that stand for somebody or somewhere here."""
        known = dict(self.names)
        if not known:
            return text
        any_of = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
        return re.sub(rf"(?<![\w<])({any_of})(?![\w-])", lambda name: known[name[1]], text)

    @cached_property
    def names(self) -> list[tuple[str, str]]:
        """Whom and what can be mentioned here: as it is typed, and what is sent for it."""
        return [*self._people(), *self._channels()]

    def _people(self) -> Iterator[tuple[str, str]]:
        backend = self.world.backend
        guild = backend.guilds.get(self.here.guild.id) if self.here.guild else None
        there = list(guild.members) if guild else [*backend.get_channel(self.here.channel.id).recipient_ids]
        for number in there:
            if self.world.may_see(number, self.here.channel.id):
                yield f"@{self._name(number)}", f"<@{number}>"

    def _channels(self) -> Iterator[tuple[str, str]]:
        for channel in self.here.guild.channels if self.here.guild else ():
            if self.world.may_see(self.user.id, channel.id):
                yield f"#{channel.name}", f"<#{channel.id}>"

    def _name(self, number: int) -> str:
        user = self.world.backend.users.get(number)
        return (user.global_name or user.name) if user else "unknown-user"

    @property
    def _locale(self) -> str:
        return locale_of(self.persona.language)
