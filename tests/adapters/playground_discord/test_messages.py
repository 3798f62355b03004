"""Messages between people and a real discord.py client, over REST and the gateway."""

from __future__ import annotations

from tests.adapters.playground_discord.fjord import Fjord, Helper, running


async def test_a_bot_hears_what_ben_writes_and_ben_reads_its_reply(fjord: Fjord) -> None:
    async with running(Helper(), fjord.server) as client:
        post = await fjord.ben.send(fjord.general, "Good morning")
        await fjord.server.wait_for(lambda: bool(client.heard))
        await client.heard[0].reply("Good morning, Ben")
    assert fjord.general.latest.text == "Good morning, Ben"
    assert fjord.general.latest.reply_to == post.id
    assert client.heard[0].author.display_name == "Ben"
