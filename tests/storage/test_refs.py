"""Messages stand for something, so that a reply finds its way."""

from community.chat.address import Bot, MessageRef, Place
from community.letters import Subject
from storage.engine import Store

SLOT = Subject("slot", 9)


def test_a_message_stands_for_what_it_was_added_for_last(store: Store, group: Place) -> None:
    ref = MessageRef(group, "12")
    store.now_run(lambda work: work.refs.add(ref, Subject("draft", 1)))
    store.now_run(lambda work: work.refs.add(ref, SLOT))

    assert store.now_read(lambda work: work.refs.find(ref)) == SLOT


def test_an_unknown_message_stands_for_nothing(store: Store, group: Place) -> None:
    assert store.now_read(lambda work: work.refs.find(MessageRef(group, "12"))) is None


def test_messages_of_two_chats_may_have_the_same_number(store: Store, group: Place, telegram_bot: Bot) -> None:
    store.now_run(lambda work: work.refs.add(MessageRef(group, "12"), SLOT))

    assert store.now_read(lambda work: work.refs.find(MessageRef(Place(telegram_bot, "other"), "12"))) is None


def test_a_reply_that_does_not_tell_the_thread_is_understood(store: Store, telegram_bot: Bot) -> None:
    store.now_run(lambda work: work.refs.add(MessageRef(Place(telegram_bot, "1", "topic 4"), "12"), SLOT))

    assert store.now_read(lambda work: work.refs.find(MessageRef(Place(telegram_bot, "1"), "12"))) == SLOT


def test_all_messages_that_stand_for_something_are_found_and_forgotten(
    store: Store, group: Place, discord_bot: Bot
) -> None:
    refs = [MessageRef(group, "12"), MessageRef(Place(discord_bot, "5", "6"), "90")]
    for ref in refs:
        store.now_run(lambda work, ref=ref: work.refs.add(ref, SLOT))

    assert set(store.now_read(lambda work: work.refs.of(SLOT))) == set(refs)
    store.now_run(lambda work: work.refs.forget(SLOT))
    assert store.now_read(lambda work: work.refs.of(SLOT)) == []


def test_messages_of_a_chat_that_gets_a_new_id_stand_for_nothing_any_more(store: Store, group: Place) -> None:
    store.now_run(lambda work: work.refs.add(MessageRef(group, "12"), SLOT))
    store.now_run(lambda work: work.refs.see(group, "12"))

    store.now_run(lambda work: work.refs.moved(group))

    assert store.now_read(lambda work: work.refs.of(SLOT)) == []
    assert store.now_read(lambda work: work.refs.newest(group.bot)) == {}


def test_the_newest_message_of_a_place_never_goes_back(store: Store, group: Place) -> None:
    for number in ("99", "100", "98"):
        store.now_run(lambda work, number=number: work.refs.see(group, number))

    assert store.now_read(lambda work: work.refs.newest(group.bot)) == {group: "100"}
