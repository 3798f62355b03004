"""An account goes on serving, whatever stops it: a fault of ours, another process, a platform that refuses the menus."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from adapters.playground.telegram import Person
from adapters.telegram.gateway import TelegramGateway
from bot import account
from community.chat.address import Bot
from community.errors import Refused
from storage.engine import Store
from storage.locks import Ownership
from tests.bot.house import House, built
from tests.bot.post_office import until


@pytest.fixture
async def house(store: Store, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[House]:
    """On either kind of database; after a fault it is soon tried again."""
    monkeypatch.setattr(account, "FIRST_WAIT", 0.1)
    monkeypatch.setattr(account, "OWNER_EVERY", 0.1)
    monkeypatch.setattr(account, "GRACE", 0.1)
    async with built(store) as house:
        yield house


def told(house: House, event: str) -> list[dict[str, Any]]:
    return [dict(entry) for entry in house.log if entry["event"].startswith(event)]


async def serves(house: House, person: Person) -> None:
    """The bot answers, or the test fails."""
    before = len(house.reads(person))
    await person.send(house.local, "/help")
    await until(lambda: len(house.reads(person)) > before)


async def test_a_fault_of_ours_is_told_and_the_account_serves_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    aino, receive = house.server.add_user("Aino"), TelegramGateway.receive
    faults = [ZeroDivisionError("a bug")]

    async def stumbling(gateway: TelegramGateway, host: Any) -> None:
        if faults:
            raise faults.pop()
        await receive(gateway, host)

    monkeypatch.setattr(TelegramGateway, "receive", stumbling)
    await aino.start(house.local)
    async with house.open():
        await until(lambda: len(house.reads(aino)) == 1)
        await serves(house, aino)

    (fault,) = told(house, "account stopped")
    assert fault["platform"] == "telegram"


async def test_an_account_that_another_process_owns_waits_and_says_so_once(
    house: House, open_store: Callable[[str], Store], database_url: str
) -> None:
    aino = house.server.add_user("Aino")
    async with house.open():
        await aino.start(house.local)
        await until(lambda: len(house.reads(aino)) == 1)
    other = Ownership(open_store(database_url))
    assert other.acquire(house.bot) is not None

    with pytest.raises(TimeoutError):
        async with house.open(within=1.0):
            pass
    assert len(told(house, "standing by")) == 1

    other.release()
    async with house.open():
        await serves(house, aino)


async def test_a_bot_that_is_stopped_while_it_is_about_to_own_its_account_leaves_it_to_others(
    house: House, open_store: Callable[[str], Store], database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    acquire = Ownership.acquire

    def slowly(self: Ownership, bot: Bot) -> int | None:
        time.sleep(2.0)
        return acquire(self, bot)

    monkeypatch.setattr(Ownership, "acquire", slowly)
    with pytest.raises(TimeoutError):
        async with house.open(within=1.0):
            pass
    await asyncio.sleep(1.5)
    other = Ownership(open_store(database_url))
    assert acquire(other, house.bot) is not None
    other.release()


async def test_an_account_that_was_taken_over_stops_and_tries_to_have_it_back(house: House) -> None:
    aino = house.server.add_user("Aino")
    await aino.start(house.local)
    async with house.open():
        await until(lambda: len(house.reads(aino)) == 1)
        house.store.now_run(lambda work: work.bots.take(house.bot))  # a later epoch, as another owner would have
        await until(lambda: told(house, "another process has taken this bot over"))
        await until(lambda: len(told(house, "serving")) == 2)
        await serves(house, aino)

    assert not house.errors()


async def test_menus_that_are_refused_keep_nobody_from_being_served(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refused(*_: object) -> str:
        raise Refused("too many commands")

    aino = house.server.add_user("Aino")
    with monkeypatch.context() as broken:
        broken.setattr(TelegramGateway, "show_menus", refused)
        async with house.open():
            await aino.start(house.local)
            await serves(house, aino)
        assert told(house, "menus not shown")[0]["fault"] == "too many commands"
    assert house.store.now_read(lambda work: work.bots.menus(house.bot)) == ""

    async with house.open():
        await until(lambda: house.store.now_read(lambda work: work.bots.menus(house.bot)))
