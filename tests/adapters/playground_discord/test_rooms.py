"""Threads, forums, roles and pins: the rooms that a bot arranges for its groups."""

from __future__ import annotations

import discord
import pytest

from tests.adapters.playground_discord.fjord import Fjord, Helper, running


async def test_a_private_thread_is_seen_by_those_who_were_added(fjord: Fjord) -> None:
    carla = fjord.server.add_user("Carla")
    carla.join(fjord.guild)
    async with running(Helper(), fjord.server) as client:
        channel = client.get_channel(fjord.general.id)
        assert isinstance(channel, discord.TextChannel)
        thread = await channel.create_thread(name="Group 1", type=discord.ChannelType.private_thread, invitable=False)
        await thread.add_user(discord.Object(fjord.ben.id))
        await thread.send("Welcome to your group")
        room = fjord.guild.channel("Group 1")
        assert [post.text for post in fjord.ben.sees_in(room)] == ["Welcome to your group"]
        assert carla.sees_in(room) == []
        await fjord.ben.send(room, "hello all")
        await fjord.server.wait_for(
            lambda: [m.content for m in client.heard if m.channel.id == room.id] == ["hello all"]
        )
        await thread.edit(archived=True)


async def test_a_forum_post_opens_with_its_first_message(fjord: Fjord) -> None:
    fjord.guild.add_channel("work", forum=True)
    async with running(Helper(), fjord.server) as client:
        forum = client.get_channel(fjord.guild.channel("work").id)
        assert isinstance(forum, discord.ForumChannel)
        made = await forum.create_thread(name="Assignment 1", content="Hand in here")
        assert made.message.content == "Hand in here"
    assert [post.text for post in fjord.guild.channel("Assignment 1").messages] == ["Hand in here"]


async def test_roles_pins_typing_and_members_work_as_on_the_real_service(fjord: Fjord) -> None:
    async with running(Helper(), fjord.server) as client:
        guild, channel = client.get_guild(fjord.guild.id), client.get_channel(fjord.general.id)
        assert guild is not None
        assert isinstance(channel, discord.TextChannel)
        role = await guild.create_role(name="learner", permissions=discord.Permissions(send_messages=True))
        member = await guild.fetch_member(fjord.ben.id)
        await member.add_roles(role)
        assert [r.name for r in (await guild.fetch_member(fjord.ben.id)).roles][1:] == ["learner"]
        async with channel.typing():
            message = await channel.send("pinned")
        await message.pin()
        assert [pin.id async for pin in channel.pins()] == [message.id]
        info = await client.application_info()
        assert (info.id, info.flags.gateway_message_content_limited or info.flags.gateway_message_content) == (
            fjord.bot.id,
            True,
        )
        with pytest.raises(discord.NotFound):
            await guild.fetch_member(1)
