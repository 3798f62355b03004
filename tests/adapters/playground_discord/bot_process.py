"""A bot as a process of its own: it posts a prompt when told to and answers presses on any prompt, old or new."""

from __future__ import annotations

import json
import sys

import discord
import yarl


class Prompt(discord.ui.View):
    """A button that survives the process that posted it."""

    def __init__(self) -> None:
        super().__init__(timeout=None)

    @discord.ui.button(label="Answer", custom_id="v1.answer")
    async def answer(self, interaction: discord.Interaction, _: discord.ui.Button[Prompt]) -> None:
        await interaction.response.send_message("Kept", ephemeral=True)


class Bot(discord.Client):
    """Says hello back and posts prompts."""

    async def setup_hook(self) -> None:
        self.add_view(Prompt())

    async def on_message(self, message: discord.Message) -> None:
        if message.content == "prompt":
            await message.channel.send("What did you try?", view=Prompt())
        elif message.author != self.user:
            await message.reply(f"heard {message.content}")


def main() -> None:
    bases, token = json.loads(sys.argv[1]), sys.argv[2]
    discord.http.Route.BASE = bases["api_base"]
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(bases["gateway"])
    discord.asset.Asset.BASE = bases["cdn"]
    intents = discord.Intents(guilds=True, guild_messages=True, message_content=True)
    Bot(intents=intents).run(token, log_handler=None)


if __name__ == "__main__":
    main()
