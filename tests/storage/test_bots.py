"""Our accounts on the platforms."""

import contextlib

from community.chat.address import Bot
from storage.engine import Store
from storage.work import Work


def test_a_bot_keeps_its_row_and_its_newest_name(store: Store, telegram_bot: Bot, discord_bot: Bot) -> None:
    first = store.now_run(lambda work: work.bots.ensure(telegram_bot, "valo_bot", "https://t.me/valo_bot"))
    store.now_run(lambda work: work.bots.ensure(discord_bot, "Valo", "https://discord.example"))
    again = store.now_run(
        lambda work: work.bots.ensure(telegram_bot, "valo_course_bot", "https://t.me/valo_course_bot")
    )

    assert again == first
    named = store.now_read(lambda work: work.bots.get(telegram_bot))
    assert named == ("valo_course_bot", "https://t.me/valo_course_bot")
    assert store.now_read(lambda work: work.bots.all()) == [telegram_bot, discord_bot]


def test_nothing_is_known_of_a_bot_that_never_came(store: Store, telegram_bot: Bot) -> None:
    assert store.now_read(lambda work: (work.bots.get(telegram_bot), work.bots.mark(telegram_bot))) == (None, {})
    assert store.now_read(lambda work: (work.bots.epoch(telegram_bot), work.bots.menus(telegram_bot))) == (0, "")


def test_a_bot_whose_first_work_was_undone_is_not_remembered(store: Store, telegram_bot: Bot) -> None:
    def undone(work: Work) -> None:
        work.bots.row(telegram_bot)
        raise RuntimeError

    with contextlib.suppress(RuntimeError):
        store.now_run(undone)

    assert store.now_read(lambda work: work.bots.find(telegram_bot)) == 0
    assert store.now_run(lambda work: work.bots.take(telegram_bot)) == 1


def test_each_new_owner_gets_a_higher_epoch(store: Store, telegram_bot: Bot) -> None:
    epochs = [store.now_run(lambda work: work.bots.take(telegram_bot)) for _ in range(3)]

    assert epochs == [1, 2, 3]
    assert store.now_read(lambda work: work.bots.epoch(telegram_bot)) == 3


def test_the_menus_shown_last_are_remembered(store: Store, telegram_bot: Bot) -> None:
    store.now_run(lambda work: work.bots.ensure(telegram_bot, "valo_bot", ""))
    store.now_run(lambda work: work.bots.set_menus(telegram_bot, "4f2a"))

    assert store.now_read(lambda work: work.bots.menus(telegram_bot)) == "4f2a"
