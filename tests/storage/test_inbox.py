"""Events wait in the inbox until they have had their effect."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from community.chat.address import Bot
from community.chat.gateway import Raw
from storage.engine import Store
from storage.inbox import Pending
from storage.tables.system import inbox

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def event(number: int, lane: str = "chat 1") -> Raw:
    return Raw(str(number), lane, f"hello {number}".encode())


def kept(store: Store, bot: Bot, *events: Raw, now: datetime = NOW) -> list[int]:
    new = store.now_run(lambda work: work.inbox.keep(bot, events, {"offset": events[-1].id}, now))
    return [each.id for each in new]


def test_events_wait_in_the_order_in_which_they_came(store: Store, telegram_bot: Bot) -> None:
    rows = kept(store, telegram_bot, event(7, "chat 1"), event(8, "chat 2"), event(9, "chat 1"))

    waiting = store.now_read(lambda work: work.inbox.pending(telegram_bot, 0, 10))

    assert [(each.id, each.lane) for each in waiting] == list(zip(rows, ["chat 1", "chat 2", "chat 1"], strict=True))


def test_an_event_that_comes_twice_is_kept_once(store: Store, telegram_bot: Bot) -> None:
    kept(store, telegram_bot, event(7), event(8))

    again = kept(store, telegram_bot, event(8), event(9))

    assert len(again) == 1
    assert len(store.now_read(lambda work: work.inbox.pending(telegram_bot, 0, 10))) == 3


def test_two_bots_may_number_their_events_alike(store: Store, telegram_bot: Bot, discord_bot: Bot) -> None:
    assert kept(store, telegram_bot, event(7))
    assert kept(store, discord_bot, event(7))


def test_a_done_event_that_is_repeated_later_is_not_handled_again(store: Store, telegram_bot: Bot) -> None:
    [row] = kept(store, telegram_bot, event(7))
    store.now_run(lambda work: work.inbox.done(row, NOW))

    assert kept(store, telegram_bot, event(7)) == []


def test_where_receiving_stopped_is_kept_together_with_the_events(store: Store, telegram_bot: Bot) -> None:
    kept(store, telegram_bot, event(7))

    def fails(work: object) -> None:
        work.inbox.keep(telegram_bot, [event(8)], {"offset": "8"}, NOW)  # type: ignore[attr-defined]
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        store.now_run(fails)

    assert store.now_read(lambda work: work.bots.mark(telegram_bot)) == {"offset": "7"}
    assert len(store.now_read(lambda work: work.inbox.pending(telegram_bot, 0, 10))) == 1


def test_an_empty_batch_still_moves_the_mark(store: Store, telegram_bot: Bot) -> None:
    store.now_run(lambda work: work.inbox.keep(telegram_bot, [], {"sequence": "12"}, NOW))

    assert store.now_read(lambda work: work.bots.mark(telegram_bot)) == {"sequence": "12"}


def test_an_event_is_read_as_it_came_and_lies_sealed_in_the_database(store: Store, telegram_bot: Bot) -> None:
    [row] = kept(store, telegram_bot, event(7))

    lying = store.now_read(lambda work: work.connection.execute(select(inbox.c.payload)).scalar_one())
    payload = store.now_run(lambda work: work.inbox.take(Pending(row, "chat 1"), NOW))

    assert payload == b"hello 7"
    assert b"hello" not in lying


def test_who_has_just_kept_an_event_need_not_read_it_again(store: Store, telegram_bot: Bot) -> None:
    [new] = store.now_run(lambda work: work.inbox.keep(telegram_bot, [event(7)], {}, NOW))

    assert (new.lane, new.payload) == ("chat 1", b"hello 7")
    assert store.now_run(lambda work: work.inbox.take(new, NOW)) == b"hello 7"
    assert store.now_read(lambda work: work.inbox.pending(telegram_bot, 0, 10)) == []


def test_words_are_gone_as_soon_as_an_event_is_done_and_it_is_done_once(store: Store, telegram_bot: Bot) -> None:
    [new] = store.now_run(lambda work: work.inbox.keep(telegram_bot, [event(7)], {}, NOW))

    assert store.now_run(lambda work: work.inbox.done(new.id, NOW))

    assert store.now_read(lambda work: work.connection.scalar(select(inbox.c.payload))) is None
    assert not store.now_run(lambda work: work.inbox.done(new.id, NOW))
    assert store.now_run(lambda work: work.inbox.take(new, NOW)) is None
    assert store.now_run(lambda work: work.inbox.take(Pending(new.id, "chat 1"), NOW)) is None


def test_an_event_in_quarantine_blocks_nobody_and_is_shown(store: Store, telegram_bot: Bot) -> None:
    rows = kept(store, telegram_bot, event(7), event(8))

    store.now_run(lambda work: work.inbox.quarantine(rows[0], "A1B2", NOW))

    waiting = store.now_read(lambda work: work.inbox.pending(telegram_bot, 0, 10))
    [set_aside] = store.now_read(lambda work: work.inbox.quarantined())
    assert [each.id for each in waiting] == rows[1:]
    assert (set_aside.id, set_aside.incident, set_aside.since) == (rows[0], "A1B2", NOW)


@pytest.mark.parametrize(("days", "left"), [(2, {"done", "quarantine"}), (4, {"quarantine"}), (8, set())])
def test_done_events_are_forgotten_after_three_days_and_quarantine_after_seven(
    store: Store, telegram_bot: Bot, days: int, left: set[str]
) -> None:
    rows = kept(store, telegram_bot, Raw("done", "1", b""), Raw("quarantine", "1", b""), Raw("waiting", "1", b""))
    store.now_run(lambda work: work.inbox.done(rows[0], NOW))
    store.now_run(lambda work: work.inbox.quarantine(rows[1], "A1B2", NOW))

    store.now_run(lambda work: work.inbox.purge(NOW + timedelta(days=days)))

    remaining = store.now_read(lambda work: work.connection.scalars(select(inbox.c.arrival_id)).all())
    assert set(remaining) == left | {"waiting"}
