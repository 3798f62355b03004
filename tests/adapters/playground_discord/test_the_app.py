"""What people see and arrange in the app: the menu of commands, pins, polls, servers, and what they put away."""

from __future__ import annotations

import discord
import pytest

from adapters.playground.discord import DiscordServer, Impossible, Limits
from tests.adapters.playground_discord.fjord import Fjord, Helper, fjord_centre, running
from tests.adapters.playground_discord.test_interactions import Trainer


async def test_the_menu_shows_the_commands_that_a_person_may_use_here(fjord: Fjord) -> None:
    assert fjord.ben.commands(fjord.general) == []
    async with running(Trainer(), fjord.server):
        shown = fjord.ben.commands(fjord.general)
        assert [each.path for each in shown] == ["prompt late", "prompt schedule", "prompt slow"]
        assert shown[1].bot is fjord.bot
        assert shown[1].described("fi") == "Schedule a prompt"
        assert [option["name"] for option in shown[1].options] == ["text", "when", "week", "visible"]
        fjord.general.deny(fjord.ben, "use_application_commands")
        assert fjord.ben.commands(fjord.general) == []
        assert len(fjord.aino.commands(fjord.general)) == 3


async def test_a_command_for_private_chats_is_not_in_the_menu_of_a_server(fjord: Fjord) -> None:
    client = Trainer()

    @client.tree.command(description="Only between us", name="secret")
    @discord.app_commands.allowed_contexts(guilds=False, dms=True)
    async def secret(_: discord.Interaction) -> None: ...

    async with running(client, fjord.server):
        assert "secret" not in [each.path for each in fjord.ben.commands(fjord.general)]
        assert "secret" in [each.path for each in fjord.ben.commands(fjord.ben.dm(fjord.bot))]


async def test_a_pin_is_announced_and_needs_a_right(fjord: Fjord) -> None:
    post = await fjord.ben.send(fjord.general, "Read this first")
    with pytest.raises(Impossible, match="may not"):
        await fjord.ben.pin(post)
    await fjord.aino.pin(post)
    assert post.pinned
    assert fjord.general.latest.text == "pinned a message to this channel."
    assert [pin.text for pin in fjord.ben.pins(fjord.general)] == ["Read this first"]
    await fjord.aino.unpin(post)
    assert fjord.ben.pins(fjord.general) == []


async def test_people_ask_and_vote(fjord: Fjord) -> None:
    poll = await fjord.aino.ask(fjord.general, "When do we meet?", ["Monday", "Tuesday"])
    await fjord.ben.vote(poll, 2)
    await fjord.aino.vote(poll, 1)
    assert poll.votes == {1: [fjord.aino.id], 2: [fjord.ben.id]}
    await fjord.ben.vote(poll)
    assert poll.votes == {1: [fjord.aino.id], 2: []}
    with pytest.raises(Impossible, match="one answer"):
        await fjord.ben.vote(poll, 1, 2)
    with pytest.raises(Impossible, match="two to ten"):
        await fjord.aino.ask(fjord.general, "Really?", ["Yes"])


async def test_a_voice_note_travels_as_one(fjord: Fjord) -> None:
    async with running(Helper(), fjord.server) as client:
        await fjord.ben.send_voice(fjord.general, b"OggS", seconds=3.5)
        await fjord.server.wait_for(lambda: bool(client.heard))
        attachment = client.heard[0].attachments[0]
        assert (attachment.is_voice_message(), attachment.duration) == (True, 3.5)
    assert fjord.server.violations == []


async def test_an_answer_for_one_person_is_put_away_by_them(fjord: Fjord) -> None:
    async with running(Trainer(), fjord.server):
        outcome = await fjord.ben.slash(fjord.general, "prompt schedule", text="psst", visible=False)
    assert outcome.post is not None
    fjord.ben.dismiss(outcome.post)
    assert fjord.ben.sees_in(fjord.general) == []
    with pytest.raises(Impossible, match="for everybody"):
        fjord.ben.dismiss(await fjord.ben.send(fjord.general, "hello"))


async def test_a_screenful_is_read_from_its_end(fjord: Fjord) -> None:
    posts = [await fjord.ben.send(fjord.general, f"{number}") for number in range(5)]
    assert [post.text for post in fjord.aino.screen(fjord.general, 2)] == ["3", "4"]
    assert [post.text for post in fjord.aino.screen(fjord.general, 9, before=posts[2].id)] == ["0", "1"]
    carla = fjord.server.add_user("Carla")
    assert carla.screen(fjord.general, 2) == []


async def test_those_who_run_a_server_arrange_it(fjord: Fjord) -> None:
    with pytest.raises(Impossible, match="may not"):
        fjord.ben.add_channel(fjord.guild, "Repair Café")
    room = fjord.aino.add_channel(fjord.guild, "Repair Café")
    assert room.name == "repair-café"
    thread = fjord.ben.open_thread(room, "Toasters")
    await fjord.aino.send(thread, "Mine is broken")
    assert [post.text for post in fjord.ben.sees_in(thread)] == ["Mine is broken"]
    about = fjord.aino.open_thread(room, "Irons", on=await fjord.ben.send(room, "And irons?"))
    assert fjord.guild.channel("Irons") == about


async def test_a_bot_is_added_and_thrown_out_by_those_who_may() -> None:
    async with DiscordServer(limits=Limits.off()) as server:
        aino, ben = server.add_user("Aino"), server.add_user("Ben")
        guild = server.add_guild("Ponte", owner=aino, members=[ben])
        bot = server.add_bot("invented.token.of.a.test")
        async with running(Helper(), server) as client:
            with pytest.raises(Impossible, match="may not"):
                ben.add_bot(guild, bot)
            aino.add_bot(guild, bot)
            await server.wait_for(lambda: len(client.guilds) == 1)
            aino.remove_bot(guild, bot)
            await server.wait_for(lambda: not client.guilds)
            aino.add_bot(guild, bot)
        assert [role.name for role in server.world.backend.guilds[guild.id].roles.values()] == ["@everyone", "Talkoot"]


async def test_the_owner_stays_and_nobody_joins_twice(fjord: Fjord) -> None:
    with pytest.raises(Impossible, match="owner"):
        fjord.aino.leave(fjord.guild)
    with pytest.raises(Impossible, match="already"):
        fjord.ben.join(fjord.guild)


async def test_people_write_what_the_app_takes(fjord: Fjord) -> None:
    with pytest.raises(Impossible, match="2000"):
        await fjord.ben.send(fjord.general, "a" * 2001)
    with pytest.raises(Impossible, match="empty"):
        await fjord.ben.send(fjord.general, " ")
    post = await fjord.ben.send(fjord.general, "short")
    with pytest.raises(Impossible, match="2000"):
        await fjord.ben.edit(post, "a" * 2001)
    fjord.general.deny(fjord.ben, "attach_files")
    with pytest.raises(Impossible, match="may not"):
        await fjord.ben.send(fjord.general, "see", files=[("a.txt", b"a")])


async def test_a_form_that_was_not_taken_can_be_sent_again() -> None:
    async with fjord_centre(answer_within=0.3) as fjord, running(Trainer(), fjord.server):
        prompt = (await fjord.aino.slash(fjord.general, "prompt schedule", text="Try it")).post
        assert prompt is not None
        opened = (await fjord.ben.press(prompt, "Answer")).modal
        assert opened is not None
        fjord.server.faults.delay("POST /interactions/*", seconds=0.6)
        assert (await fjord.ben.submit(opened, {"text": "first try"})).failed
        assert (await fjord.ben.submit(opened, {"text": "second try"})).text == "Kept: second try"


async def test_whoever_listens_is_told_at_once(fjord: Fjord) -> None:
    heard: list[str] = []
    stop = fjord.server.chronicle.listen(lambda happening: heard.append(happening.kind))
    await fjord.ben.send(fjord.general, "hello")
    assert heard == ["message_create"]
    stop()
    await fjord.ben.send(fjord.general, "again")
    assert heard == ["message_create"]
