"""Letters wait in the outbox until they are handed over."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from community.chat.address import Account, Bot, MessageRef, Place, Platform
from community.chat.inbound import Handle
from community.letters import Deed, Letter, LetterState, Priority, Subject
from community.notices import Kind, Notice
from storage.engine import Store
from storage.tables.system import letter as letters

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def letter_to(place: Place, priority: Priority = Priority.GROUP, **more: object) -> Letter:
    return Letter(bot=place.bot, place=place, priority=priority, **more)  # type: ignore[arg-type]


def added(store: Store, *several: Letter) -> list[int]:
    return store.now_run(lambda work: work.outbox.add_all(several, NOW))


def due(store: Store, bot: Bot, now: datetime = NOW, **more: object) -> list[int]:
    return [each.id for each in store.now_read(lambda work: work.outbox.due(bot, now, 10, **more))]  # type: ignore[arg-type]


@pytest.fixture
def aino(telegram_bot: Bot) -> Place:
    """The private chat with Aino."""
    return Place(telegram_bot, "501", private=True)


def test_a_letter_comes_back_as_it_was_written(store: Store, group: Place, aino: Place) -> None:
    written = letter_to(
        aino,
        Priority.ANSWER,
        notice=Notice(Kind.ANSWER, {"answer": 4, "code": "ABC"}),
        body=b"Your answer counts.",
        deed=Deed.CHANGE,
        target=MessageRef(group, "77"),
        subject=Subject("answer", 4),
        handle=Handle("token of a press", NOW + MINUTE),
        update=True,
        only_for=Account(Platform.TELEGRAM, "501"),
        fallback=group,
        until=NOW + MINUTE,
        not_before=NOW,
        attempts=2,
        doubts=1,
    )
    [number] = added(store, written)

    read = store.now_read(lambda work: work.outbox.get(number))

    written.id = number
    assert read == written


def test_urgent_letters_go_first_and_equal_ones_in_the_order_of_writing(
    store: Store, group: Place, aino: Place
) -> None:
    bulk, group_first, group_second, answer = added(
        store,
        letter_to(group, Priority.BULK),
        letter_to(group, Priority.GROUP),
        letter_to(group, Priority.GROUP),
        letter_to(aino, Priority.ANSWER),
    )

    assert due(store, group.bot) == [answer, group_first, group_second, bulk]


def test_letters_written_at_once_are_numbered_in_their_order(store: Store, group: Place) -> None:
    numbers = added(store, *(letter_to(group, attempts=count) for count in range(50)))

    assert numbers == sorted(numbers)
    read = store.now_read(lambda work: [work.outbox.get(number) for number in numbers])
    assert [each.attempts for each in read if each] == list(range(50))


def test_each_bot_sends_its_own_letters(store: Store, group: Place, discord_bot: Bot) -> None:
    [ours, theirs] = added(store, letter_to(group), letter_to(Place(discord_bot, "88")))

    assert due(store, group.bot) == [ours]
    assert due(store, discord_bot) == [theirs]


def test_a_chat_that_must_wait_is_left_out(store: Store, group: Place, aino: Place) -> None:
    [_, private] = added(store, letter_to(group), letter_to(aino))

    assert due(store, group.bot, exclude_lanes={group.chat}) == [private]


def test_a_letter_for_later_waits_for_its_time(store: Store, group: Place) -> None:
    [number] = added(store, letter_to(group))
    store.now_run(lambda work: work.outbox.later(number, NOW + MINUTE, 1, 0))

    assert due(store, group.bot) == []
    assert due(store, group.bot, NOW + MINUTE) == [number]


def test_words_lie_sealed_and_are_gone_once_the_letter_is_sent(store: Store, aino: Place) -> None:
    [number] = added(store, letter_to(aino, body=b"Welcome, Aino", handle=Handle("token of a press", NOW + MINUTE)))
    cells = select(letters.c.body, letters.c.handle)
    waiting = store.now_read(lambda work: work.connection.execute(cells).one())

    store.now_run(lambda work: work.outbox.sent(number, [MessageRef(aino, "12")], NOW))

    assert b"Aino" not in waiting.body
    assert b"press" not in waiting.handle
    assert tuple(store.now_read(lambda work: work.connection.execute(cells).one())) == (None, None)


def test_a_reply_to_a_sent_letter_finds_what_it_was_about(store: Store, group: Place) -> None:
    [number] = added(store, letter_to(group, subject=Subject("slot", 9)))
    ref = MessageRef(group, "12")

    store.now_run(lambda work: work.outbox.sent(number, [MessageRef(group, "11"), ref], NOW))

    assert store.now_read(lambda work: work.refs.of(Subject("slot", 9))) == [MessageRef(group, "11"), ref]
    sent = store.now_read(lambda work: work.outbox.get(number))
    assert sent is not None
    assert (sent.state, sent.sent_as) == (LetterState.SENT, ref)
    assert due(store, group.bot) == []


def test_a_letter_is_settled_only_once(store: Store, group: Place) -> None:
    [number] = added(store, letter_to(group, subject=Subject("slot", 9)))
    store.now_run(lambda work: work.outbox.drop(number, NOW))

    store.now_run(lambda work: work.outbox.sent(number, [MessageRef(group, "12")], NOW))

    dropped = store.now_read(lambda work: work.outbox.get(number))
    assert dropped is not None
    assert dropped.state is LetterState.DROPPED
    assert store.now_read(lambda work: work.refs.of(Subject("slot", 9))) == []


def test_what_is_on_its_way_about_something_can_be_recalled(store: Store, group: Place) -> None:
    about, other = (letter_to(group, subject=Subject("answer", number)) for number in (9, 10))
    [recalled, stays] = added(store, about, other)

    assert store.now_run(lambda work: work.outbox.recall(Subject("answer", 9), NOW)) == 1

    assert due(store, group.bot) == [stays]
    assert [store.now_run(lambda work, n=n: work.outbox.sent(n, [], NOW)) for n in (recalled, stays)] == [False, True]


def test_signs_on_a_message_can_be_recalled_and_nothing_else(store: Store, group: Place) -> None:
    def sign(deed: Deed, on: str) -> Letter:
        return letter_to(group, priority=Priority.ANSWER, deed=deed, target=MessageRef(group, on))

    late, other = sign(Deed.COUNTED, "77"), sign(Deed.COUNTED, "78")
    _, stays, erased = added(store, late, other, sign(Deed.ERASE, "77"))

    assert store.now_run(lambda work: work.outbox.recall_signs(MessageRef(group, "77"), NOW)) == 1

    assert due(store, group.bot) == [stays, erased]


def test_a_readdressed_letter_is_an_ordinary_message_to_another_place(store: Store, group: Place, aino: Place) -> None:
    handle = Handle("token of a press", NOW + MINUTE)
    written = letter_to(group, handle=handle, update=True, fallback=aino, target=MessageRef(group, "77"))
    [number] = added(store, written)

    store.now_run(lambda work: work.outbox.readdress(number, aino))

    moved = store.now_read(lambda work: work.outbox.get(number))
    assert moved is not None
    assert (moved.place, moved.handle, moved.update, moved.fallback, moved.target) == (aino, None, False, None, None)


def test_a_letter_that_loses_only_its_handle_still_replies_to_its_message(store: Store, group: Place) -> None:
    target = MessageRef(group, "77")
    [number] = added(store, letter_to(group, handle=Handle("token of a press", NOW), fallback=group, target=target))

    store.now_run(lambda work: work.outbox.readdress(number, group))

    kept = store.now_read(lambda work: work.outbox.get(number))
    assert kept is not None
    assert (kept.handle, kept.target) == (None, target)


def test_a_refused_letter_is_buried_with_the_reason(store: Store, group: Place) -> None:
    [number] = added(store, letter_to(group))

    store.now_run(lambda work: work.outbox.bury(number, "chat not found", NOW))

    [buried] = store.now_read(lambda work: work.outbox.buried())
    assert (buried.letter.id, buried.reason, buried.since) == (number, "chat not found", NOW)
    assert store.now_read(lambda work: work.outbox.counts())[LetterState.BURIED] == 1


def test_letters_that_could_have_gone_long_ago_are_stuck(store: Store, group: Place) -> None:
    [old, _] = added(store, letter_to(group), letter_to(group, not_before=NOW + timedelta(days=1)))

    stuck = store.now_read(lambda work: work.outbox.stuck(NOW + timedelta(hours=2), timedelta(hours=1)))

    assert [each.id for each in stuck] == [old]


def test_what_waits_for_a_chat_follows_it_to_its_new_id(store: Store, group: Place, aino: Place) -> None:
    new = group.moved_to("-1009000000009")
    [first, second, other] = added(
        store, letter_to(group, target=MessageRef(group, "77")), letter_to(aino, fallback=group), letter_to(aino)
    )

    store.now_run(lambda work: work.outbox.moved(group, new))

    read = store.now_read(lambda work: [work.outbox.get(number) for number in (first, second, other)])
    assert [(each.place, each.fallback, each.target) for each in read if each] == [
        (new, None, None),
        (aino, new, None),
        (aino, None, None),
    ]


@pytest.mark.parametrize(("days", "left"), [(6, 4), (8, 2), (31, 1)])
def test_sent_letters_are_forgotten_after_a_week_and_buried_ones_after_a_month(
    store: Store, group: Place, days: int, left: int
) -> None:
    sent, dropped, buried, _ = added(store, *(letter_to(group) for _ in range(4)))
    store.now_run(lambda work: work.outbox.sent(sent, [], NOW))
    store.now_run(lambda work: work.outbox.drop(dropped, NOW))
    store.now_run(lambda work: work.outbox.bury(buried, "chat not found", NOW))

    store.now_run(lambda work: work.outbox.purge(NOW + timedelta(days=days)))

    assert sum(store.now_read(lambda work: work.outbox.counts()).values()) == left
