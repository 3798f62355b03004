"""Commands, buttons, menus and forms, with the deadlines and rules of the real service."""

from __future__ import annotations

import asyncio

import discord
import pytest
from discord import app_commands

from adapters.playground.discord import Impossible
from tests.adapters.playground_discord.fjord import Fjord, Helper, fjord_centre, running


class AnswerForm(discord.ui.Modal, title="Your answer"):
    """A form of one paragraph."""

    text: discord.ui.TextInput[AnswerForm] = discord.ui.TextInput(label="What did you try?", custom_id="text")

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"Kept: {self.text.value}", ephemeral=True)


class Prompt(discord.ui.View):
    """A prompt with a button and a menu."""

    @discord.ui.button(label="Answer", custom_id="v1.answer")
    async def answer(self, interaction: discord.Interaction, _: discord.ui.Button[Prompt]) -> None:
        await interaction.response.send_modal(AnswerForm())

    @discord.ui.select(
        placeholder="How was it?", custom_id="v1.mood", options=[discord.SelectOption(label="Good", value="3")]
    )
    async def mood(self, interaction: discord.Interaction, menu: discord.ui.Select[Prompt]) -> None:
        await interaction.response.edit_message(content=f"Mood {menu.values[0]}", view=None)


class Trainer(Helper):
    """A bot with the commands of a trainer."""

    def __init__(self) -> None:
        super().__init__()
        group = app_commands.Group(name="prompt", description="Prompts of the course")
        group.command(name="schedule", description="Schedule a prompt")(schedule)
        group.command(name="slow", description="Think for a while")(slow)
        group.command(name="late", description="Answer too late")(late)
        self.tree.add_command(group)
        self.tree.error(self.keep_error)
        self.errors: list[Exception] = []

    async def keep_error(self, _: discord.Interaction, error: app_commands.AppCommandError) -> None:
        self.errors.append(getattr(error, "original", error))

    async def setup_hook(self) -> None:
        await self.tree.sync()


@app_commands.describe(text="What to ask", when="When", week="In which week", visible="For all")
async def schedule(
    interaction: discord.Interaction, text: str, when: str = "now", week: int = 1, visible: bool = True
) -> None:
    shown = f"{text} | {when} | {week} | {visible} | {interaction.locale} | {interaction.guild_locale}"
    await interaction.response.send_message(shown, view=Prompt(), ephemeral=not visible)


async def offer(_: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=f"{current} 9:00", value=f"{current}-9")]


schedule = app_commands.autocomplete(when=offer)(schedule)


async def slow(interaction: discord.Interaction) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    await asyncio.sleep(0.05)
    await interaction.edit_original_response(content="Thought it over")
    await interaction.followup.send("And one more thing", ephemeral=True)


async def late(interaction: discord.Interaction) -> None:
    await asyncio.sleep(1.5)
    await interaction.response.send_message("Too late")


async def test_a_person_calls_a_command_with_typed_options_and_sees_the_answer(fjord: Fjord) -> None:
    async with running(Trainer(), fjord.server):
        outcome = await fjord.ben.slash(fjord.general, "prompt schedule", text="Hello?", when="Mon 9:00", week=2)
        assert outcome.text == "Hello? | Mon 9:00 | 2 | True | en-GB | en-GB"
        assert outcome.post is not None
        assert outcome.post.buttons == ["Answer"]
        offered = await fjord.ben.autocomplete(fjord.general, "prompt schedule", "when", "Tue", text="x")
        assert [choice["value"] for choice in offered] == ["Tue-9"]


async def test_what_the_real_client_would_not_send_is_impossible(fjord: Fjord) -> None:
    with pytest.raises(Impossible, match="no bot has registered"):
        await fjord.ben.slash(fjord.general, "prompt schedule", text="x")
    async with running(Trainer(), fjord.server):
        with pytest.raises(Impossible, match="needs text"):
            await fjord.ben.slash(fjord.general, "prompt schedule")
        with pytest.raises(Impossible, match="no option colour"):
            await fjord.ben.slash(fjord.general, "prompt schedule", text="x", colour="red")
        with pytest.raises(Impossible, match="expects int"):
            await fjord.ben.slash(fjord.general, "prompt schedule", text="x", week="two")
        with pytest.raises(Impossible, match="subcommand path"):
            await fjord.ben.slash(fjord.general, "prompt burn")
        outcome = await fjord.ben.slash(fjord.general, "prompt schedule", text="x")
        assert outcome.post is not None
        with pytest.raises(Impossible, match="Skip"):
            await fjord.ben.press(outcome.post, "Skip")


async def test_a_private_answer_is_seen_by_its_reader_only(fjord: Fjord) -> None:
    async with running(Trainer(), fjord.server):
        outcome = await fjord.ben.slash(fjord.general, "prompt schedule", text="psst", visible=False)
    assert outcome.ephemeral
    assert [post.text for post in fjord.ben.sees_in(fjord.general)] == [outcome.text]
    assert fjord.aino.sees_in(fjord.general) == []
    assert fjord.general.messages == []
    told = [happening.facts for happening in fjord.server.chronicle.recent if happening.kind == "answered"]
    assert [(facts["to"], facts["text"], facts["ephemeral"]) for facts in told] == [("Ben", outcome.text, True)]


async def test_a_button_opens_a_form_and_the_form_is_answered(fjord: Fjord) -> None:
    async with running(Trainer(), fjord.server):
        prompt = (await fjord.aino.slash(fjord.general, "prompt schedule", text="Try it")).post
        assert prompt is not None
        opened = await fjord.ben.press(prompt, "Answer")
        assert opened.kind == "modal"
        assert opened.modal is not None
        assert (opened.modal.title, opened.modal.labels) == ("Your answer", ["What did you try?"])
        kept = await fjord.ben.submit(opened.modal, {"What did you try?": "The slow way"})
        assert (kept.text, kept.ephemeral) == ("Kept: The slow way", True)
        with pytest.raises(Impossible):
            await fjord.ben.submit(opened.modal, {"text": "again"})
        updated = await fjord.ben.select(prompt, ["Good"])
        assert (updated.kind, prompt.text, prompt.buttons) == ("update", "Mood 3", [])


async def test_a_slow_answer_is_shown_as_thinking_and_then_completed(fjord: Fjord) -> None:
    async with running(Trainer(), fjord.server):
        outcome = await fjord.ben.slash(fjord.general, "prompt slow")
        assert outcome.kind == "deferred"
        await outcome.completed()
        await fjord.server.wait_for(lambda: len(outcome.posts) == 2)
    assert outcome.text == "Thought it over\nAnd one more thing"
    assert all(post.ephemeral for post in outcome.posts)


async def test_an_answer_after_the_deadline_is_refused_and_the_person_sees_a_failure() -> None:
    async with fjord_centre(answer_within=0.2) as fjord, running(Trainer(), fjord.server) as client:
        outcome = await fjord.ben.slash(fjord.general, "prompt late")
        assert outcome.failed
        assert isinstance(client, Trainer)
        assert not client.errors, "the person saw the failure before the bot answered"
        await fjord.server.wait_for(lambda: bool(client.errors))
        error = client.errors[0]
        assert isinstance(error, discord.NotFound)
        assert error.code == 10062
    assert fjord.general.messages == []
