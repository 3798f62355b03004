"""An unmodified client in a process of its own, killed and started again."""

from __future__ import annotations

import asyncio
import json
import sys
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tests.adapters.playground_discord.fjord import TOKEN, Fjord

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

SCRIPT = str(Path(__file__).parent / "bot_process.py")


@asynccontextmanager
async def bot(fjord: Fjord) -> AsyncIterator[asyncio.subprocess.Process]:
    server, before = fjord.server, fjord.bot.identified
    bases = json.dumps({"api_base": server.api_base, "gateway": server.gateway, "cdn": server.cdn})
    process = await asyncio.create_subprocess_exec(sys.executable, "-W", "ignore", SCRIPT, bases, TOKEN)
    try:
        await server.wait_for(lambda: fjord.bot.identified > before, timeout=20)
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def test_a_killed_bot_hears_nothing_twice_and_its_old_buttons_still_work(fjord: Fjord) -> None:
    async with bot(fjord):
        await fjord.ben.send(fjord.general, "prompt")
        await fjord.server.wait_for(lambda: fjord.general.latest.buttons == ["Answer"])
    prompt = fjord.general.latest
    await fjord.server.wait_for(lambda: not fjord.bot.connected)
    await fjord.ben.send(fjord.general, "while dead")
    async with bot(fjord):
        pressed = await fjord.ben.press(prompt, "Answer")
        assert (pressed.text, pressed.ephemeral) == ("Kept", True)
        await fjord.ben.send(fjord.general, "alive again")
        await fjord.server.wait_for(lambda: fjord.general.latest.text == "heard alive again")
    replies = [post.text for post in fjord.general.messages if post.author == "Talkoot"]
    assert replies == ["What did you try?", "heard alive again"]
