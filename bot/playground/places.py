"""What a place is called for people who look at the playground."""

from bot.playground.house import House, Persona
from community.chat.address import Place, Platform


def name_of(house: House, place: Place) -> str:
    """Such as `English for seniors` or `#english in Learning together`."""
    if not place.private and not (place.thread or place.chat).lstrip("-").isdigit():
        return "a group whose place is not there yet"
    return _on_telegram(house, place) if place.bot.platform is Platform.TELEGRAM else _on_discord(house, place)


def _on_telegram(house: House, place: Place) -> str:
    if place.private:
        who = (each for each in house.personas.values() if each.telegram and str(each.telegram.id) == place.chat)
        return _private(next(who, None), "Telegram")
    group = house.telegram.world.groups.get(int(place.chat))
    if group is None:
        return f"chat {place.chat} on Telegram"
    topic = group.topics.get(int(place.thread)) if place.thread else None
    return f"{topic['name']} in {group.title}" if topic else group.title


def _on_discord(house: House, place: Place) -> str:
    if place.private:
        who = (each for each in house.personas.values() if each.discord and place.chat.endswith(str(each.discord.id)))
        return _private(next(who, None), "Discord")
    backend = house.discord.world.backend
    channel = backend.channels.get(int(place.thread or place.chat))
    if channel is None:
        return f"channel {place.chat} on Discord"
    guild = backend.guilds.get(channel.guild_id or 0)
    return f"#{channel.name} in {guild.name}" if guild else f"#{channel.name}"


def _private(persona: Persona | None, platform: str) -> str:
    return f"the private chat of {persona.name} on {platform}" if persona else f"a private chat on {platform}"
