"""Told to stop in the middle of its work, the bot ends well; told to start where it cannot, it says why."""

import asyncio
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from adapters.playground.telegram import Limits, TelegramServer
from bot.letterbox import fold
from community.chat.address import Bot, Place, Platform
from community.chat.message import Message, Span, Text
from community.letters import Letter, Priority
from storage.engine import Store
from storage.vault import Vault
from tests.simulation.bot_process import BotProcess, write_config

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]

TOKEN = "4100001:" + "invented-token-of-a-test-and-no-more"
LETTERS = 600


async def test_a_bot_that_is_told_to_stop_under_load_loses_and_repeats_nothing(
    database_url: str, tmp_path: Path
) -> None:
    vault = Vault.at(tmp_path / "simulation.key", create=True)
    texts = [f"letter {number}" for number in range(LETTERS)]
    async with TelegramServer(limits=Limits(enabled=False)) as server:
        local = server.add_bot(TOKEN, username="valo_bot")
        people = [server.add_user(f"Learner {number}") for number in range(30)]
        for person in people:
            await person.start(local)
        bot = Bot(Platform.TELEGRAM, str(local.id))
        store = Store.open(database_url, vault)
        store.now_run(lambda work: work.bots.ensure(bot, "valo_bot", "https://t.me/valo_bot"))
        letters = [
            Letter(
                bot=bot,
                place=Place(bot, str(people[number % 30].id), private=True),
                priority=Priority.PERSON,
                body=fold(Message((Text((Span(text),)),))),
            )
            for number, text in enumerate(texts)
        ]
        store.now_run(lambda work: work.outbox.add_all(letters, datetime.now(UTC)))
        store.close()

        def arrived() -> Counter[str]:
            said = [message.text for person in people for message in person.private(local).messages]
            return Counter(text for text in said if text.startswith("letter"))

        section = {"token": TOKEN, "api_base": server.base, "file_base": server.file_base}
        process = BotProcess(write_config(tmp_path, database_url, tmp_path / "simulation.key", telegram=section))
        for stops in (100, 300):
            await process.start()
            async with asyncio.timeout(30):
                while len(arrived()) < stops:  # noqa: ASYNC110  what is awaited happens in another process
                    await asyncio.sleep(0.01)
            assert await asyncio.wait_for(process.stop(), 10) == 0
        assert len(arrived()) < LETTERS
        await process.start()
        async with asyncio.timeout(30):
            while len(arrived()) < LETTERS:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        assert await process.stop() == 0

        assert arrived() == Counter(texts)
        assert not process.errors
