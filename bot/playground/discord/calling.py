"""Slash commands: the list after a slash, the options of one, what they offer while typing, and the call."""

from adapters.playground.discord.menus import Offered
from bot.playground.discord.acts import Deed, act
from bot.playground.discord.fields import Option
from bot.playground.pages import piece
from bot.playground.window import NotPossible, Reply

COMMANDS = "discord/commands.html"


@act
async def commands(deed: Deed) -> Reply:
    """The commands that the app lists for this person here."""
    offered, language = deed.user.commands(deed.channel), deed.view.persona.language
    rows = [(each.path, each.described(language), each.bot.name) for each in offered]
    return Reply(data=piece(COMMANDS, "menu", rows))


@act
async def names(deed: Deed) -> Reply:
    """Whom and what one can mention here."""
    return Reply(data=piece(COMMANDS, "names", [name for name, _ in deed.view.signs.names]))


@act
async def command(deed: Deed) -> Reply:
    """The options of one command, the first filled in with what was typed behind it."""
    offered = _offered(deed)
    typed = deed.given.get("typed")
    options = [Option(node, deed.view.signs, "" if number else typed) for number, node in enumerate(offered.options)]
    described = offered.described(deed.view.persona.language)
    return Reply(data=piece(COMMANDS, "calling", offered, described, options))


@act
async def complete(deed: Deed) -> Reply:
    """What the bot suggests for an option while somebody types."""
    offered, wanted = _offered(deed), deed.given["option"]
    others = {name: value for name, value in _filled(deed, offered).items() if name != wanted}
    typed = deed.given.get(f"option-{wanted}")
    found = await deed.user.autocomplete(deed.channel, offered.path, wanted, typed, of_bot=offered.bot, **others)
    return Reply(data=piece(COMMANDS, "suggestions", found))


@act
async def slash(deed: Deed) -> Reply:
    """Call a command."""
    offered = _offered(deed)
    outcome = await deed.user.slash(deed.channel, offered.path, of_bot=offered.bot, **_filled(deed, offered))
    if outcome.failed:
        raise NotPossible(f"The bot did not respond to /{offered.path} within three seconds. Is it running?")
    return deed.seen(outcome)


def _offered(deed: Deed) -> Offered:
    path = deed.given["path"].removeprefix("/")
    found = next((each for each in deed.user.commands(deed.channel) if each.path == path), None)
    if found is None:
        raise NotPossible(f"There is no command /{path} here: no bot has registered it, or it is not for you.")
    return found


def _filled(deed: Deed, offered: Offered) -> dict[str, object]:
    read = {node["name"]: Option(node, deed.view.signs).read(deed.given) for node in offered.options}
    return {name: value for name, value in read.items() if value is not None}
