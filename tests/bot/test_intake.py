"""What people send is kept before it is acknowledged, and handled once, in order, whatever else goes wrong."""

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from random import Random

import pytest
from sqlalchemy import update

from adapters.playground.telegram import Person
from bot import intake
from bot.desk import Desk
from community.chat.gateway import Raw
from community.errors import Rejected
from storage.database import address
from storage.engine import Store
from storage.tables.system import inbox as table
from storage.work import Work
from tests.bot.house import House, built
from tests.bot.post_office import until


@pytest.fixture
async def house(store: Store) -> AsyncIterator[House]:
    async with built(store) as house:
        yield house


@pytest.fixture
async def small_house(sqlite_url: str, open_store: Callable[..., Store]) -> AsyncIterator[House]:
    """On the embedded database alone, which does not wait long for a lock."""
    async with built(open_store(sqlite_url, patience=0.2)) as house:
        yield house


async def answered(house: House, count: int, *people: Person, within: float = 10.0) -> None:
    try:
        await until(lambda: all(len(house.reads(person)) >= count for person in people), within)
    except TimeoutError:
        raise AssertionError([house.reads(person) for person in people], house.log) from None


async def test_what_was_sent_while_the_bot_was_away_is_answered_when_it_is_back(house: House) -> None:
    aino = house.server.add_user("Aino")
    await aino.start(house.local)
    async with house.open():
        await answered(house, 1, aino)

    assert len(house.reads(aino)) == 1
    assert not house.errors()


async def test_what_was_kept_and_not_handled_before_a_crash_is_handled_after_it(house: House) -> None:
    """The batch is committed, Telegram has forgotten it, and the process dies before the first event is handled."""
    aino = house.server.add_user("Aino")
    async with house.open():
        await aino.start(house.local)
        await answered(house, 1, aino)
    undo = update(table).values(settled_at=None, payload=house.store.now_run(lambda work: kept_payload(work, house)))
    house.store.now_run(lambda work: work.connection.execute(undo))
    async with house.open():
        await answered(house, 2, aino)

    assert len(house.reads(aino)) == 2


def kept_payload(work: Work, house: House) -> bytes:
    """The sealed bytes of a /start, as they lay in the inbox."""
    aino = next(iter(house.server.people.values()))
    chat = {"id": aino.id, "type": "private", "first_name": "Aino"}
    sender = {"id": aino.id, "is_bot": False, "first_name": "Aino"}
    message = {"message_id": 1, "date": 1796000000, "chat": chat, "from": sender, "text": "/start"}
    message["entities"] = [{"type": "bot_command", "offset": 0, "length": 6}]
    return work.vault.seal(json.dumps({"update_id": 1, "message": message}))


async def test_an_update_that_comes_twice_has_one_effect(house: House) -> None:
    aino = house.server.add_user("Aino")
    house.server.deliver_twice(house.local, times=3)
    async with house.open():
        await aino.start(house.local)
        await aino.send(house.local, "/help")
        await answered(house, 2, aino)
        await asyncio.sleep(0.3)

    assert len(house.reads(aino)) == 2


async def test_messages_of_one_person_are_answered_in_order_and_others_do_not_wait(house: House) -> None:
    aino, ben = house.server.add_user("Aino"), house.server.add_user("Ben")
    async with house.open():
        await asyncio.gather(aino.start(house.local), ben.start(house.local))
        await answered(house, 1, aino, ben)
        for word in ("alpha", "beta", "gamma", "delta"):
            await aino.send(house.local, f"/{word}")
        await ben.send(house.local, "/help")
        await answered(house, 5, aino)
        await answered(house, 2, ben)

    spoken = [
        next(word for word in ("alpha", "beta", "gamma", "delta") if word in said) for said in house.reads(aino)[1:]
    ]
    assert spoken == ["alpha", "beta", "gamma", "delta"]


async def test_an_update_that_nobody_can_read_is_set_aside_and_the_rest_flows(house: House) -> None:
    aino = house.server.add_user("Aino")
    async with house.open():
        house.server.deliver_unreadable(house.local)
        house.server.deliver_unknown_kind(house.local)
        await aino.start(house.local)
        await answered(house, 1, aino)
        await until(lambda: house.store.now_read(lambda work: work.inbox.quarantined()))

    assert len(house.store.now_read(lambda work: work.inbox.quarantined())) == 1


def failing(error: Exception) -> Callable[..., None]:
    def raises(*_args: object, **_named: object) -> None:
        raise error

    return raises


async def test_our_own_fault_is_owned_up_to_with_a_number_and_the_rest_flows(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    aino = house.server.add_user("Aino")
    async with house.open():
        await aino.start(house.local)
        await answered(house, 1, aino)
        with monkeypatch.context() as broken:
            broken.setattr(intake, "listen", failing(RuntimeError("a mistake of ours")))
            await aino.send(house.local, "/todo")
            await answered(house, 2, aino)
        await aino.send(house.local, "/help")
        await answered(house, 3, aino)

    [aside] = house.store.now_read(lambda work: work.inbox.quarantined())
    assert aside.incident in house.reads(aino)[1]
    assert house.errors() == ["event set aside"]


@pytest.mark.parametrize("broken", ["refuse", "apologise"])
async def test_a_fault_while_we_say_no_or_sorry_stops_nothing_either(
    house: House, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    aino = house.server.add_user("Aino")
    said_no = {"refuse": Rejected(), "apologise": RuntimeError("a mistake of ours")}[broken]
    async with house.open():
        await aino.start(house.local)
        await answered(house, 1, aino)
        with monkeypatch.context() as faulty:
            faulty.setattr(intake, "listen", failing(said_no))
            faulty.setattr(Desk, broken, failing(RuntimeError("another mistake")))
            await aino.send(house.local, "/todo")
            await until(lambda: house.store.now_read(lambda work: work.inbox.quarantined()))
        await aino.send(house.local, "/help")
        await until(lambda: any("/join" in said for said in house.reads(aino)[1:]))

    assert "account stopped" not in house.errors()


async def test_what_was_set_aside_and_put_back_is_answered_however_busy_the_bot_is(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "SWEEP", 0.5)
    aino, ben = house.server.add_user("Aino"), house.server.add_user("Ben")
    async with house.open():
        with monkeypatch.context() as faulty:
            faulty.setattr(intake, "listen", failing(RuntimeError("a mistake of ours")))
            await aino.start(house.local)
            await answered(house, 1, aino)
        await ben.start(house.local)
        [set_aside] = house.store.now_read(lambda work: work.inbox.quarantined())
        house.store.now_run(lambda work: work.inbox.retry(set_aside.incident))
        for _ in range(15):
            await ben.send(house.local, "/help")
            await asyncio.sleep(0.1)
            if len(house.reads(aino)) == 2:
                break

    assert len(house.reads(aino)) == 2
    assert house.store.now_read(lambda work: work.inbox.quarantined()) == []


async def test_a_damaged_row_in_the_inbox_is_set_aside_and_the_rest_flows(house: House) -> None:
    aino = house.server.add_user("Aino")
    async with house.open():
        await aino.start(house.local)
        await answered(house, 1, aino)
    damage = update(table).values(settled_at=None, payload=b"not sealed by us")
    house.store.now_run(lambda work: work.connection.execute(damage))
    async with house.open():
        await aino.send(house.local, "/help")
        await answered(house, 2, aino)

    assert len(house.store.now_read(lambda work: work.inbox.quarantined())) == 1
    assert "account stopped" not in house.errors()


async def test_a_locked_database_delays_and_loses_nothing(small_house: House) -> None:
    house = small_house
    aino = house.server.add_user("Aino")
    async with house.open():
        with closing(sqlite3.connect(str(address(str(house.store.url)).database), isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await aino.start(house.local)
            await aino.send(house.local, "/help")
            await asyncio.sleep(1.0)
            assert house.reads(aino) == []
            other.execute("ROLLBACK")
        await answered(house, 2, aino)

    assert len(house.reads(aino)) == 2
    assert not house.errors()


async def test_a_full_disk_delays_and_loses_nothing(small_house: House) -> None:
    house = small_house
    aino = house.server.add_user("Aino")
    async with house.open():
        await aino.start(house.local)
        await answered(house, 1, aino)
        house.store.now_run(lambda work: limit_pages(work, 1))
        for number in range(30):
            await aino.send(house.local, f"/help{'x' * 900}{number}")
        await until(lambda: any("out of reach" in entry["event"] for entry in house.log))
        house.store.now_run(lambda work: limit_pages(work, 1_000_000))
        await answered(house, 31, aino)

    assert len(house.reads(aino)) == 31


def limit_pages(work: Work, most: int) -> None:
    """The database may not grow any more, or may again."""
    work.driver.execute(f"PRAGMA max_page_count = {most}")


async def test_receiving_waits_while_too_much_is_pending_and_goes_on_when_it_is_dealt_with(
    small_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The platform keeps the rest: nothing piles up here."""
    monkeypatch.setattr(intake, "HIGH_WATER", 5)
    house = small_house
    people = [house.server.add_user(f"Learner {number}") for number in range(20)]
    async with house.open():
        for some in (people[:10], people[10:]):
            await asyncio.gather(*(person.start(house.local) for person in some))
            await answered(house, 1, *some)

    assert [len(house.reads(person)) for person in people] == [1] * 20


async def test_a_batch_is_not_kept_before_there_is_room(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "HIGH_WATER", 1)
    async with house.open() as app:
        host = intake.Intake(house.store, Desk({}, Random(7)), app.gateways[0], house.bot, house.clock)
        host._known.add(4711)
        keeping = asyncio.create_task(host.keep(house.bot, [Raw("9", "501", b"{}")], {"offset": "10"}))
        await asyncio.sleep(0.2)
        assert not keeping.done()
        host._known.clear()
        async with host._room:
            host._room.notify_all()

        await asyncio.wait_for(keeping, 5)


async def test_what_is_kept_while_we_look_is_not_overlooked(
    small_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = small_house
    aino, read = house.server.add_user("Aino"), house.store.read

    async def slowly(job: Callable[[Work], object]) -> object:
        found = await read(job)
        await asyncio.sleep(0.3)
        return found

    async with house.open():
        monkeypatch.setattr(house.store, "read", slowly)
        await aino.start(house.local)
        await asyncio.sleep(0.45)  # the second look has found nothing and is not back yet
        await aino.send(house.local, "/help")

        await answered(house, 2, aino)
