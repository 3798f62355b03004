"""What arrives at the very moment when the bot has looked for news and found none."""

import asyncio
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select

from storage import engine
from storage.engine import Store
from storage.inbox import InboxShelf
from storage.tables.system import inbox
from storage.work import Work
from tests.bot.house import built
from tests.bot.post_office import until


async def test_a_message_that_arrives_during_a_look_is_answered_at_once(
    sqlite_url: str, open_store: Callable[..., Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    store, loop, armed = open_store(sqlite_url), asyncio.get_running_loop(), threading.Event()
    look = InboxShelf.pending

    def look_and_dawdle(shelf: InboxShelf, *about: Any) -> Any:
        """Nothing was there when we looked; before we have said so, somebody writes."""
        found = look(shelf, *about)
        if armed.is_set() and not found:
            armed.clear()
            asyncio.run_coroutine_threadsafe(aino.start(house.local), loop).result(5)
            patience = time.monotonic() + 4
            while not store.now_run(kept) and time.monotonic() < patience:
                time.sleep(0.01)
            time.sleep(0.2)
        return found

    def kept(work: Work) -> int:
        """How many messages are kept, dealt with or not."""
        return int(work.connection.scalar(select(func.count()).select_from(inbox)) or 0)

    monkeypatch.setattr(InboxShelf, "pending", look_and_dawdle)
    monkeypatch.setattr(engine, "TOGETHER", 1)  # who dawdles holds up nobody else's reading
    async with built(store) as house:
        aino = house.server.add_user("Aino")
        armed.set()
        async with house.open():
            await until(lambda: len(house.reads(aino)) == 1, within=5)
            assert not armed.is_set()
