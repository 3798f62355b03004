"""What somebody sees and does in Discord's window, without a browser and without the bot's process."""

import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from adapters.playground.discord import DiscordServer
from adapters.playground.telegram import TelegramServer
from bot.clock import ScaledClock
from bot.playground.community import Community
from bot.playground.discord.fields import Field
from bot.playground.discord.signs import Signs
from bot.playground.discord.window import DiscordWindow
from bot.playground.house import House
from bot.playground.pages import piece
from bot.playground.window import Given, NotPossible, Reply, Upload
from tests.playground.visiting import plain

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SCHOOL = {
    "centres": [{"name": "Fjord Centre"}],
    "people": [{"name": name, "on": ["discord"], "zone": "Europe/Oslo"} for name in ("Olav", "Ida", "Kari")],
    "servers": [{"name": "Repairs", "owner": "Olav", "members": ["Ida"], "channels": ["general", "tools"]}],
}


@dataclass
class Screen:
    """One person's window, with a channel open."""

    house: House
    window: DiscordWindow
    name: str
    chat: str

    @property
    def persona(self) -> Any:
        return self.house.personas[self.name.lower()]

    def sees(self) -> str:
        return plain(self.window.show(self.persona, self.chat))

    async def does(self, act: str, *files: Upload, field: str = "file", **given: Any) -> Reply:
        several = {name: value if isinstance(value, list) else [str(value)] for name, value in given.items()}
        fields = {name: values[-1] for name, values in several.items() if values}
        uploads = {field: files} if files else {}
        reply = await self.window.do(self.persona, self.chat, act, Given(fields, several, {}, uploads))
        self.chat = reply.open or self.chat
        return reply

    @property
    def last(self) -> str:
        """The number of the newest message here."""
        return str(self.persona.discord.screen(self.window._view(self.persona, self.chat).here.channel, 1)[-1].id)


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    clock = ScaledClock(MONDAY, 0.0)
    telegram = TelegramServer(clock=lambda: clock.now().timestamp(), deadlines=time.time)
    made = House(tmp_path, Community.model_validate(SCHOOL), clock, telegram, DiscordServer(clock))
    async with made.discord:
        await made.furnish()
        yield made
    assert made.discord.violations == []


@pytest.fixture
def olav(house: House) -> Screen:
    return screen(house, "Olav")


@pytest.fixture
def ida(house: House) -> Screen:
    return screen(house, "Ida")


def screen(house: House, name: str) -> Screen:
    channel = next(iter(house.discord.guilds.values())).channels[0]
    return Screen(house, DiscordWindow(house), name, str(channel.id))


async def test_a_message_is_written_answered_changed_and_deleted(olav: Screen, ida: Screen) -> None:
    await olav.does("send", text="Who has a *long* ladder? @Ida")
    assert "Who has a long ladder? @Ida" in ida.sees()
    await ida.does("send", text="I do", reply_to=olav.last)
    assert "[Reply to Olav Who has a" in olav.sees()
    await ida.does("edit", message=ida.last, text="I do, and a saw")
    assert "I do, and a saw (edited)" in olav.sees()
    await ida.does("react", message=ida.last, emoji="👍")
    assert "👍" in olav.sees()
    await ida.does("delete", message=ida.last)
    assert "and a saw" not in olav.sees()


async def test_files_and_voice_notes_arrive_for_everybody(olav: Screen, ida: Screen) -> None:
    await olav.does("send", Upload("plan.txt", b"words", "text/plain"), text="The plan")
    assert "plan.txt" in ida.sees()
    await olav.does("send", Upload("voice.ogg", b"OggS" + bytes(8000), "audio/ogg"), field="voice", text="")
    shown = ida.window.show(ida.persona, ida.chat)
    assert "<audio" in shown
    assert ida.window.file(ida.persona, f"{ida.chat}/{ida.last}/0").content.startswith(b"OggS")


async def test_a_poll_is_made_and_voted_on(olav: Screen, ida: Screen) -> None:
    await olav.does("make_poll", question="Which day?", answers="Monday\n\n Tuesday ", hours="24")
    assert "Which day?" in ida.sees()
    await ida.does("vote", message=ida.last, choice=["2"])
    assert "✓ Tuesday 1 of 1" in ida.sees()
    await ida.does("vote", message=ida.last)
    assert "✓" not in ida.sees()


async def test_what_is_pinned_is_listed_and_let_go(olav: Screen, ida: Screen) -> None:
    await olav.does("send", text="Bring gloves")
    number = olav.last
    await olav.does("pin", message=number)
    assert "Bring gloves" in plain((await ida.does("pins")).dialog)
    with pytest.raises(NotPossible):
        await ida.does("unpin", message=number)
    await olav.does("unpin", message=number)
    assert "Nothing is pinned here." in plain((await ida.does("pins")).dialog)


async def test_a_thread_is_a_place_of_its_own(olav: Screen, ida: Screen) -> None:
    await olav.does("make_thread", name="Lamps")
    await olav.does("send", text="Only about lamps")
    assert "thread in #general, Repairs" in olav.sees()
    assert "Only about lamps" not in ida.sees()


async def test_direct_messages_are_closed_and_opened(ida: Screen) -> None:
    ida.chat = "dm"
    assert "Close direct messages" in (await ida.does("about")).dialog
    await ida.does("close_dms")
    assert "direct messages are closed" in ida.sees()
    await ida.does("open_dms")
    assert "private chat with the bot" in ida.sees()


async def test_a_server_is_joined_and_left_and_the_bot_sent_away(house: House, olav: Screen) -> None:
    kari = screen(house, "Kari")
    guild = next(iter(house.discord.guilds.values()))
    assert "Only members of Repairs read what is written there." in kari.sees()
    await kari.does("join", server=guild.id)
    assert "This is the beginning of #general." in kari.sees()
    with pytest.raises(NotPossible):
        await kari.does("remove_bot", server=guild.id)
    await olav.does("remove_bot", server=guild.id)
    assert "Add Talkoot" in plain((await olav.does("about")).dialog)
    await olav.does("add_bot", server=guild.id)
    await kari.does("leave", server=guild.id)
    assert kari.chat == "dm"


async def test_what_nobody_can_do_is_said(ida: Screen) -> None:
    with pytest.raises(NotPossible, match="Nobody can 'fly' on Discord"):
        await ida.does("fly")
    with pytest.raises(NotPossible, match="not there any more"):
        await ida.does("delete", message=1)
    with pytest.raises(NotPossible, match="This form is not open any more"):
        await ida.does("submit", interaction=1)


OPTIONS = [{"label": "Saw", "value": "s"}, {"label": "Drill", "value": "d", "description": "loud"}]


@pytest.mark.parametrize(
    ("part", "kind", "words"),
    [
        ({"type": 4, "style": 1, "min_length": 2, "max_length": 40}, "text", "2 to 40 characters"),
        ({"type": 4, "style": 2, "max_length": 3500}, "lines", "At most 3500 characters"),
        ({"type": 3, "options": OPTIONS}, "menu", "Drill (loud)"),
        ({"type": 3, "options": OPTIONS, "max_values": 2}, "ticks", "Saw"),
        ({"type": 19, "max_values": 2}, "file", "Tools"),
        ({"type": 21, "options": OPTIONS}, "radio", "Saw"),
        ({"type": 22, "options": OPTIONS, "max_values": 2}, "ticks", "loud"),
        ({"type": 23}, "tick", "Tools"),
    ],
)
async def test_every_kind_of_field_is_drawn(ida: Screen, part: dict[str, Any], kind: str, words: str) -> None:
    signs: Signs = ida.window._view(ida.persona, ida.chat).signs
    field = Field({"custom_id": "tools", **part}, signs, "Tools")
    assert field.kind == kind
    drawn = piece("discord/fields.html", "field", field, "discord-field-1")
    assert words in plain(drawn)
    assert 'name="field-tools"' in drawn
