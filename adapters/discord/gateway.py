"""The door to Discord: one bot account, its line to the gateway and its way of writing."""

import asyncio
import contextlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import discord
from discord.http import Route
from discord.utils import oauth_url

from adapters.discord import intake
from adapters.discord.checkup import Checkup
from adapters.discord.delivery import Delivery
from adapters.discord.errors import ApiError
from adapters.discord.frames import Frames
from adapters.discord.gaps import Gaps
from adapters.discord.limits import CAPABILITIES, PACE
from adapters.discord.promptness import Promptness
from adapters.discord.rest import PacedHTTP
from adapters.discord.rights import INVITED_WITH, Rights
from adapters.discord.slash import commands_of, digest_of
from adapters.discord.stream import Stream
from adapters.discord.threads import Threads
from adapters.discord.wire import Bases, Ear, Session, Wire
from community.chat.address import Account, Bot, MessageRef, Place, Platform
from community.chat.capabilities import Standing
from community.chat.gateway import Finding, Host, Identity, Menus, Open, Parcel
from community.chat.inbound import Event
from community.errors import Refused, TokenRefused, TryLater

_LAST_WORDS = 5.0


def intents_of(*, message_content: bool) -> discord.Intents:
    """What we ask to be told; what a person writes in a group is among it only where the settings say so."""
    intents = discord.Intents.none()
    intents.guilds = intents.guild_messages = intents.dm_messages = True
    intents.guild_reactions = intents.guild_polls = intents.guild_scheduled_events = True
    intents.message_content = message_content
    return intents


class _Desk:
    """What exists once the token has been accepted."""

    def __init__(self, client: discord.Client, http: PacedHTTP, application: str) -> None:
        if client.user is None:
            raise TokenRefused("Discord did not say who we are")
        self.client = client
        self.http = http
        self.application = application
        self.bot = Bot(Platform.DISCORD, str(client.user.id))
        self.identity = Identity(
            self.bot,
            client.user.name,
            oauth_url(application, permissions=INVITED_WITH, scopes=("bot", "applications.commands")),
        )
        self.frames = Frames(self.bot.id)
        self.promptness = Promptness(http)
        self.delivery = Delivery(http, self.promptness, self.frames.meet)
        self.rights = Rights(http)
        self.threads = Threads(http, self.bot.id)


class DiscordGateway:
    """One bot account on Discord."""

    pace = PACE

    def __init__(
        self,
        token: str,
        api_base: str,
        gateway: str,
        cdn: str,
        *,
        message_content: bool = False,
        keep_limits: bool = True,
        heartbeat_timeout: float = 60.0,
    ) -> None:
        Bases.claim(api_base, gateway, cdn)
        self.capabilities = replace(CAPABILITIES, reads_replies=message_content)
        self._token = token
        self._message_content = message_content
        self._keep_limits = keep_limits
        self._heartbeat_timeout = heartbeat_timeout
        self._desk: _Desk | None = None
        self._stream: Stream | None = None
        self._closed = False

    async def connect(self) -> Identity:
        if self._desk is None:
            http = PacedHTTP(keep_limits=self._keep_limits)
            client = Ear(
                intents_of(message_content=self._message_content),
                http,
                self._hear,
                self._heartbeat_timeout,
            )
            try:
                await client.login(self._token)
            except ApiError as error:
                await http.close()
                raise error.as_undelivered from error
            except BaseException:
                await http.close()
                raise
            self._desk = _Desk(client, http, str(client.application_id))
        return self._desk.identity

    async def receive(self, host: Host) -> None:
        desk = await self._connected()
        mark = await host.mark(desk.bot)
        gaps = Gaps(desk.bot, desk.http, desk.frames, desk.delivery.channel_of)
        gaps.recall(mark)
        stream = self._stream = Stream(desk.bot, host, desk.promptness, desk.frames, gaps)
        stream.begin(mark)
        wire = Wire(desk.client, Session.of_mark(mark), stream.room)
        flowing = asyncio.create_task(stream.flow())
        others = [asyncio.create_task(wire.keep_up()), asyncio.create_task(gaps.fill(stream.keep_missed))]
        try:
            await asyncio.wait([flowing, *others], return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._stream = None
            try:
                await _ended(others)
                stream.end()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(asyncio.wait([flowing]), _LAST_WORDS)
            finally:  # also when told twice to stop
                flowing.cancel()
                await _ended([flowing])
        for task in (*others, flowing):
            if not task.cancelled() and (error := task.exception()):
                raise error

    def read(self, raw: bytes) -> Sequence[Event]:
        return intake.read(raw, self._known.bot, sees_content=self._message_content)

    def private_place(self, account: Account) -> Place:
        return intake.private_place(self._known.bot, account.id)

    async def deliver(self, parcel: Parcel) -> Sequence[MessageRef]:
        return await self._known.delivery.deliver(parcel)

    async def open_thread(self, beside: Place, key: str, opening: Open) -> Place:
        return await self._known.threads.open(beside, key, opening)

    async def rename_thread(self, thread: Place, name: str) -> None:
        await self._known.threads.rename(thread, name)

    async def close_thread(self, thread: Place) -> None:
        await self._known.threads.close(thread)

    async def remove_thread(self, thread: Place) -> None:
        await self._known.threads.remove(thread)

    async def abandon_thread(self, beside: Place, opening: Open) -> None:
        await self._known.threads.abandon(beside, opening)

    async def admit(self, place: Place, key: str, account: Account, *, again: bool = False) -> None:
        await self._known.threads.admit(place, key, account, again=again)

    async def dismiss(self, place: Place, account: Account) -> None:
        await self._known.threads.dismiss(place, account)

    async def is_admin(self, place: Place, account: Account) -> bool:
        if place.private:
            return False
        try:
            return (await self._known.rights.of(place.chat, account.id)).governs
        except ApiError as error:
            if error.status in {403, 404}:
                return False
            raise error.as_undelivered from error

    async def standing(self, place: Place) -> Standing:
        desk = self._known
        checkup = Checkup(desk.http, desk.rights, desk.bot.id)
        return await checkup.standing(place, message_content=self._message_content)

    async def fetch(self, attachment: str) -> bytes:
        """The message is asked for again, because the address of a file is good for a day only.

        A file that came with a command or a form stands in no message: it has its address alone.
        """
        desk = self._known
        if "://" in attachment:
            return await self._at(attachment)
        channel, message, name = attachment.split("/")
        path = "/channels/{channel_id}/messages/{message_id}"
        try:
            found = await desk.http.request(Route("GET", path, channel_id=channel, message_id=message))
        except ApiError as error:
            raise error.as_undelivered from error
        for file in found.get("attachments") or ():
            if file["id"] == name:
                return await desk.http.download(file["url"])
        raise Refused("the file is no longer in the message")

    async def _at(self, address: str) -> bytes:
        if not address.startswith(Bases.files()):
            raise Refused("the file is not Discord's")
        return await self._known.http.download(address)

    async def show_menus(self, menus: Menus, known: str) -> str:
        commands = commands_of(menus)
        digest = digest_of(commands)
        if digest == known:
            return digest
        route = Route("PUT", "/applications/{application_id}/commands", application_id=self._known.application)
        try:
            await self._known.http.request(route, json=commands)
        except ApiError as error:
            raise error.as_undelivered from error
        return digest

    async def examine(self, places: Sequence[Place], now: datetime) -> Sequence[Finding]:  # noqa: ARG002
        desk = self._known
        checkup = Checkup(desk.http, desk.rights, desk.bot.id)
        return await checkup.findings(places, message_content=self._message_content)

    async def close(self) -> None:
        if self._closed:
            return
        self._closed = True
        Bases.release()
        if self._desk is not None:
            await self._desk.promptness.close()
            await self._desk.http.close()

    @property
    def _known(self) -> _Desk:
        if self._desk is None:
            raise RuntimeError("connect() comes first: until then nobody knows who we are")
        return self._desk

    async def _connected(self) -> _Desk:
        """Receiving begins when Discord can be reached, however long that takes."""
        pause = 1.0
        while self._desk is None:
            try:
                await self.connect()
            except TryLater as fault:
                await asyncio.sleep(max(pause, fault.after.total_seconds()))
                pause = min(pause * 2, 60.0)
        return self._known

    def _hear(self, text: str | bytes) -> None:
        if self._stream is not None:
            self._stream.hear(text)


async def _ended(tasks: Sequence[asyncio.Task[Any]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
