"""Private threads on Discord: opened once, with the people who belong there, and put away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from community.chat.address import Account, Platform
from community.chat.gateway import Open, React, Sign
from community.errors import NoThreads, TryLater

if TYPE_CHECKING:
    from adapters.playground.discord.people import Person
    from tests.adapters.discord.valo_server import Valo


def account(person: Person) -> Account:
    return Account(Platform.DISCORD, str(person.id))


async def test_a_thread_is_for_those_who_belong_there_and_calls_them_alone(valo: Valo) -> None:
    carla, stranger = valo.server.add_user("Carla"), valo.server.add_user("Otto")
    carla.join(valo.guild)
    members = (account(valo.ben), account(stranger))
    place = await valo.gateway.open_thread(valo.place, "k1", Open("Larks", members))
    room = valo.guild.channel("Larks")
    assert place.chat == str(room.id)
    assert [post.text for post in valo.ben.sees_in(room)] == [valo.ben.mention]
    assert carla.sees_in(room) == []
    message = room.latest.message
    assert message.mention_user_ids == [valo.ben.id]

    await valo.gateway.admit(place, "k2", account(carla))
    assert carla.mention in [post.text for post in carla.sees_in(room)]
    called = len(carla.sees_in(room))
    await valo.gateway.admit(place, "k3", account(carla), again=True)
    assert len(carla.sees_in(room)) == called, "who is inside already is called once more"
    await valo.gateway.dismiss(place, account(carla))
    assert carla.sees_in(room) == []
    await valo.gateway.dismiss(place, account(carla))


async def test_a_thread_whose_opening_was_not_noted_is_found_again(valo: Valo) -> None:
    valo.server.faults.drop("POST /channels/*/messages")
    opening = Open("Larks", (account(valo.ben),))
    with pytest.raises(TryLater):
        await valo.gateway.open_thread(valo.place, "k", opening)
    place = await valo.gateway.open_thread(valo.place, "k", opening)
    assert [channel.name for channel in valo.guild.channels].count("Larks") == 1
    assert valo.guild.channel("Larks").latest.text == valo.ben.mention

    other = await valo.gateway.open_thread(valo.place, "k3", Open("Larks", (), (place,)))  # that one is of others
    assert other != place


async def test_a_thread_is_renamed_and_put_aside_and_wakes_for_a_sign(valo: Valo) -> None:
    place = await valo.gateway.open_thread(valo.place, "k", Open("Larks", (account(valo.ben),)))
    room = valo.guild.channel("Larks")
    said = await valo.ben.send(room, "hello")
    await valo.gateway.rename_thread(place, "Owls")
    await valo.gateway.close_thread(place)
    await valo.gateway.close_thread(place)
    assert room.name == "Owls"
    metadata = valo.server.world.backend.get_channel(room.id).thread_metadata
    assert metadata
    assert metadata.archived
    ref = valo.ref(said.id)
    await valo.delivers(React(type(ref)(place, ref.id), Sign.COUNTED))
    assert valo.server.violations == []


async def test_people_are_let_in_and_out_of_a_thread_that_was_put_aside(valo: Valo) -> None:
    carla = valo.server.add_user("Carla")
    carla.join(valo.guild)
    place = await valo.gateway.open_thread(valo.place, "k", Open("Larks", (account(valo.ben),)))
    room = valo.guild.channel("Larks")
    await valo.gateway.close_thread(place)
    await valo.gateway.admit(place, "k2", account(carla))
    assert carla.sees_in(room)
    await valo.gateway.close_thread(place)
    await valo.gateway.dismiss(place, account(carla))
    assert not carla.sees_in(room)


async def test_a_thread_that_nobody_wants_is_deleted_or_put_aside_without_its_members(valo: Valo) -> None:
    opening = Open("Larks", (account(valo.ben),))
    place = await valo.gateway.open_thread(valo.place, "k", opening)
    await valo.gateway.remove_thread(place)
    await valo.gateway.remove_thread(place)
    await valo.gateway.abandon_thread(valo.place, opening)
    assert "Larks" not in [channel.name for channel in valo.guild.channels]

    valo.room.deny(valo.account, "manage_channels", "manage_threads")
    await valo.gateway.open_thread(valo.place, "k", opening)
    room = valo.guild.channel("Larks")
    await valo.gateway.abandon_thread(valo.place, opening)
    metadata = valo.server.world.backend.get_channel(room.id).thread_metadata
    assert metadata
    assert metadata.archived
    assert valo.ben.sees_in(room) == []


async def test_a_channel_of_somebody_is_neither_renamed_nor_closed(valo: Valo) -> None:
    await valo.gateway.rename_thread(valo.place, "Owls")
    await valo.gateway.close_thread(valo.place)
    await valo.gateway.remove_thread(valo.place)
    assert valo.room.name == "general"


async def test_a_right_that_is_lacking_is_named(valo: Valo) -> None:
    valo.room.deny(valo.account, "create_private_threads")
    with pytest.raises(NoThreads, match="no_right"):
        await valo.gateway.open_thread(valo.place, "k", Open("Larks"))
    standing = await valo.gateway.standing(valo.place)
    assert (standing.present, standing.writes, standing.opens_threads) == (True, True, False)
