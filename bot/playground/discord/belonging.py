"""Coming, going and arranging: servers, channels, threads, the bot in them, and whether it may write in private."""

from adapters.playground.discord.places import Channel
from bot.playground.discord.acts import Deed, act
from bot.playground.discord.places import PRIVATE
from bot.playground.window import Reply


@act
async def join(deed: Deed) -> Reply:
    """Follow an invitation to a server."""
    guild = deed.guild
    deed.user.join(guild)
    seen = [channel for channel in guild.channels if deed.user.may(channel.id)]
    return Reply(open=str(seen[0].id) if seen else PRIVATE)


@act
async def leave(deed: Deed) -> Reply:
    deed.user.leave(deed.guild)
    return Reply(open=PRIVATE)


@act
async def about(deed: Deed) -> Reply:
    """A server: who is there, and what can be arranged; or the private chat."""
    if not deed.given.get("server") and deed.view.here.guild is None:
        return deed.dialog("about_private")
    guild, world = deed.guild, deed.view.world
    made, bot = world.backend.get_guild(guild.id), deed.view.house.discord_bot
    people = [world.backend.users[number] for number in made.members]
    return deed.dialog(
        "about", guild=guild, owner=made.owner_id, people=people, bot=bot, bot_there=bot.id in made.members
    )


@act
async def new_channel(deed: Deed) -> Reply:
    return deed.dialog("new_channel", guild=deed.guild)


@act
async def make_channel(deed: Deed) -> Reply:
    return Reply(open=str(deed.user.add_channel(deed.guild, deed.given["name"]).id))


@act
async def new_thread(deed: Deed) -> Reply:
    return deed.dialog("new_thread", message=deed.given.get("message"))


@act
async def make_thread(deed: Deed) -> Reply:
    under = deed.post() if deed.given.get("message") else None
    thread = deed.user.open_thread(deed.channel, deed.given["name"], on=under)
    return Reply(open=str(thread.id))


@act
async def add_bot(deed: Deed) -> None:
    deed.user.add_bot(deed.guild, deed.view.house.discord_bot)


@act
async def remove_bot(deed: Deed) -> None:
    deed.user.remove_bot(deed.guild, deed.view.house.discord_bot)


@act
async def found(deed: Deed) -> Reply:
    """Make a server; whoever makes it owns it."""
    house, given = deed.view.house, deed.given
    bots = (house.discord_bot,) if given.get("bot") else ()
    guild = house.discord.add_guild(given["name"].strip(), owner=deed.user, bots=bots)
    return Reply(open=str(_first(guild.channels).id))


def _first(channels: list[Channel]) -> Channel:
    return channels[0]


@act
async def close_dms(deed: Deed) -> None:
    deed.user.close_dms()


@act
async def open_dms(deed: Deed) -> None:
    deed.user.open_dms()
