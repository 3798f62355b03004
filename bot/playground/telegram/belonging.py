"""What a person can do with groups in Telegram's app."""

from bot.playground.telegram.acts import Deed, act
from bot.playground.telegram.places import key_of
from bot.playground.window import Reply


@act
async def about(deed: Deed) -> Reply:
    """Who is in the chat, and what can be done with it."""
    return deed.dialog("about", bot=deed.bot, people=deed.view.house.telegram.people)


@act
async def found(deed: Deed) -> Reply:
    """Make a group, with the bot in it if wanted."""
    group = await deed.user.found_group(deed.given["title"])
    if deed.given.get("bot"):
        await deed.user.add_bot(group, deed.bot)
    return Reply(open=key_of(group))


@act
async def join(deed: Deed) -> None:
    await deed.user.join(deed.group)


@act
async def leave(deed: Deed) -> None:
    await deed.user.leave(deed.group)


@act
async def add_bot(deed: Deed) -> None:
    await deed.user.add_bot(deed.group, deed.bot, admin=bool(deed.given.get("admin")))


@act
async def promote(deed: Deed) -> None:
    await deed.user.promote(deed.group, deed.somebody())


@act
async def demote(deed: Deed) -> None:
    await deed.user.demote(deed.group, deed.somebody())


@act
async def remove(deed: Deed) -> None:
    """Take somebody out, who may come back."""
    await deed.user.remove(deed.group, deed.somebody(), banned=bool(deed.given.get("banned")))


@act
async def anonymous(deed: Deed) -> None:
    """Speak as the group from now on, or under the own name again."""
    await deed.user.as_anonymous_admin(deed.group, on=bool(deed.given.get("on")))


@act
async def migrate(deed: Deed) -> Reply:
    return Reply(open=key_of(await deed.user.migrate(deed.group)))


@act
async def make_topic(deed: Deed) -> Reply:
    topic = await deed.user.open_topic(deed.group, deed.given["name"])
    return Reply(open=f"{key_of(deed.group)}.{topic.id}")
