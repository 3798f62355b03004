"""What people do besides calling commands: react, edit, delete, send files, use more than one bot, work from outside."""

from __future__ import annotations

import asyncio
import json
import sys
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import aiohttp
import discord
import pytest

from adapters.playground.discord import DiscordServer, Impossible, Limits
from tests.adapters.playground_discord.fjord import Fjord, Helper, fjord_centre, running

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


class Watcher(Helper):
    """Keeps the raw events that a cache-less bot lives on."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, Any]] = []

    async def on_raw_reaction_add(self, event: discord.RawReactionActionEvent) -> None:
        self.seen.append(("added", (str(event.emoji), event.user_id, event.message_author_id)))

    async def on_raw_reaction_remove(self, event: discord.RawReactionActionEvent) -> None:
        self.seen.append(("removed", (str(event.emoji), event.user_id)))

    async def on_raw_message_edit(self, event: discord.RawMessageUpdateEvent) -> None:
        self.seen.append(("edited", event.message.content))

    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        self.seen.append(("deleted", event.message_id))


async def test_reactions_edits_and_deletions_of_people_reach_the_bot(fjord: Fjord) -> None:
    async with running(Watcher(), fjord.server) as client:
        assert isinstance(client, Watcher)
        post = await fjord.ben.send(fjord.general, "first")
        await fjord.aino.react(post, "👍")
        await fjord.aino.unreact(post, "👍")
        await fjord.ben.edit(post, "second")
        await fjord.ben.delete(post)
        await fjord.server.wait_for(lambda: len(client.seen) == 4)
        assert sorted(client.seen, key=str) == sorted(
            [
                ("added", ("👍", fjord.aino.id, fjord.ben.id)),
                ("removed", ("👍", fjord.aino.id)),
                ("edited", "second"),
                ("deleted", post.id),
            ],
            key=str,
        )
    assert post.deleted
    with pytest.raises(Impossible, match="does not see"):
        await fjord.ben.edit(post, "third")


async def test_the_bot_reacts_edits_and_takes_back(fjord: Fjord) -> None:
    async with running(Helper(), fjord.server) as client:
        post = await fjord.ben.send(fjord.general, "an answer")
        await fjord.server.wait_for(lambda: bool(client.heard))
        await client.heard[0].add_reaction("✅")
        assert post.reactions == {"✅": ["Talkoot"]}
        await client.heard[0].remove_reaction("✅", discord.Object(fjord.bot.id))
        assert post.reactions == {}
        sent = await client.heard[0].reply("draft", silent=True)
        await sent.edit(content="final")
        assert (fjord.general.latest.text, fjord.general.latest.edited, fjord.general.latest.silent) == (
            "final",
            True,
            True,
        )
        await sent.delete()
    assert fjord.general.latest == post


async def test_files_travel_both_ways_and_their_addresses_expire(fjord: Fjord) -> None:
    async with running(Helper(), fjord.server) as client:
        await fjord.ben.send(fjord.general, "my work", files=[("työ.txt", b"done")])
        await fjord.server.wait_for(lambda: bool(client.heard))
        attachment = client.heard[0].attachments[0]
        assert (attachment.filename, await attachment.read()) == ("työ.txt", b"done")
        csv = discord.File(__file__, filename="figures.csv", description="Figures")
        await client.heard[0].channel.send("The export", file=csv)
        assert fjord.general.latest.files == ["figures.csv"]
        assert fjord.general.latest.file("figures.csv").startswith(b'"""What people do')
        assert fjord.general.latest.message.attachments[0]["description"] == "Figures"
        fjord.server.world.files.signed_for = -1.0
        await fjord.ben.send(fjord.general, "old", files=[("old.txt", b"old")])
        await fjord.server.wait_for(lambda: len(client.heard) == 2)
        with pytest.raises(discord.NotFound):
            await client.heard[1].attachments[0].read()


async def test_two_bots_live_in_one_server_with_their_own_commands(fjord: Fjord) -> None:
    other = fjord.server.add_bot("another.invented.token", "Valo", guilds=[fjord.guild])
    async with running(Helper(), fjord.server) as client, running(Helper(), fjord.server, other.token) as valo:
        assert (client.user and client.user.name, valo.user and valo.user.name) == ("Talkoot", "Valo")
        await fjord.ben.send(fjord.ben.dm(other), "only for Valo")
        await fjord.server.wait_for(lambda: bool(valo.heard))
        await valo.heard[0].reply("only for Ben")
        assert [post.text for post in fjord.ben.dm(other).messages] == ["only for Valo", "only for Ben"]
        assert fjord.ben.dm(fjord.bot).messages == []
        assert client.heard == []


async def test_messages_carry_the_time_of_the_course() -> None:
    class Course:
        def now(self) -> datetime:
            return datetime(2027, 3, 1, 9, 0, tzinfo=UTC)

    async with fjord_centre(clock=Course()) as fjord, running(Helper(), fjord.server) as client:
        await fjord.ben.send(fjord.general, "good morning")
        await fjord.server.wait_for(lambda: bool(client.heard))
        assert client.heard[0].created_at == datetime(2027, 3, 1, 9, 0, tzinfo=UTC)


async def test_every_event_is_told_to_whoever_watches(fjord: Fjord) -> None:
    events = fjord.server.events()
    first = asyncio.ensure_future(anext(events))
    await asyncio.sleep(0)
    post = await fjord.ben.send(fjord.general, "hello")
    await fjord.aino.react(post, "👍")
    assert ((await first).kind, (await first).facts["text"]) == ("message_create", "hello")
    second = await anext(events)
    assert (second.kind, second.facts["who"], second.facts["emoji"]) == ("message_reaction_add", "Aino", "👍")


async def test_nobody_writes_where_they_may_not_look(fjord: Fjord) -> None:
    carla = fjord.server.add_user("Carla")
    with pytest.raises(Impossible, match="cannot see"):
        await carla.send(fjord.general, "hello")
    with pytest.raises(Impossible, match="no channel"):
        fjord.guild.channel("attic")
    post = await fjord.ben.send(fjord.general, "mine")
    with pytest.raises(Impossible, match="only edit"):
        await fjord.aino.edit(post, "yours")


@asynccontextmanager
async def outside() -> AsyncIterator[dict[str, str]]:
    """The server in a process of its own."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-W",
        "ignore",
        "-m",
        "adapters.playground.discord",
        "--no-limits",
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        yield json.loads(await asyncio.wait_for(process.stdout.readline(), 20))
    finally:
        process.terminate()
        await process.wait()


async def test_people_are_driven_over_http_when_the_server_is_a_process_of_its_own() -> None:
    async with outside() as bases, aiohttp.ClientSession() as session:

        async def do(act: str, **said: Any) -> Any:
            async with session.post(f"{bases['base']}/control", json={"do": act, **said}) as response:
                return (await response.json()).get("result") if response.status == 200 else response.status

        await do("add_bot", token="invented.token.of.a.test", intents=["message_content", "members"])
        for name in ("Aino", "Ben"):
            await do("add_user", name=name)
        await do("add_guild", name="Fjord Centre", owner="Aino", members=["Ben"])
        sent = await do("send", who="Ben", channel="general", text="hello")
        await do("react", who="Aino", channel="general", message=sent["id"], emoji="👍")
        assert await do("press", who="Ben", channel="general", message=sent["id"], button="Answer") == 409
        assert await do("dance", who="Ben") == 400
        async with session.get(f"{bases['base']}/control/snapshot") as response:
            guild = (await response.json())["guilds"][0]
        assert guild["messages"][guild["channels"][0]["id"]][0]["reactions"] == {"👍": ["Aino"]}
        async with session.get(f"{bases['base']}/control/events?after=0") as response:
            kinds = [event["kind"] for event in await response.json()]
        assert kinds[-2:] == ["message_create", "message_reaction_add"]


async def test_a_bot_comes_later_and_goes_again() -> None:
    async with DiscordServer(limits=Limits.off()) as server:
        aino = server.add_user("Aino")
        guild = server.add_guild("Ponte", owner=aino)
        bot = server.add_bot("invented.token.of.a.test")
        async with running(Helper(), server) as client:
            assert list(client.guilds) == []
            guild.invite(bot)
            await server.wait_for(lambda: [g.name for g in client.guilds] == ["Ponte"])
            guild.remove(bot)
            await server.wait_for(lambda: not client.guilds)
