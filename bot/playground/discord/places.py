"""Where somebody can be on Discord: the private chat with the bot, a channel of a server, or a thread in it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from simcord.backend.models import Channel as Room
from simcord.enums import ChannelType

from adapters.playground.discord.people import Person as User
from adapters.playground.discord.places import Channel, Guild
from adapters.playground.discord.world import BotAccount
from bot.playground.house import House

PRIVATE = "dm"
IN_SERVERS = (ChannelType.TEXT, ChannelType.NEWS, ChannelType.PUBLIC_THREAD, ChannelType.PRIVATE_THREAD)
_SEQUENCE_BITS, _KEPT_BITS = 22, 14


def order_of(message_id: int) -> int:
    """Where a message stands in its conversation, small enough for a script: its millisecond, its number within that."""
    within = min(message_id & ((1 << _SEQUENCE_BITS) - 1), (1 << _KEPT_BITS) - 1)
    return (message_id >> _SEQUENCE_BITS << _KEPT_BITS) | within


def first_id_at(order: int) -> int:
    """The lowest id that stands there."""
    return (order >> _KEPT_BITS << _SEQUENCE_BITS) | (order & ((1 << _KEPT_BITS) - 1))


def id_of(channel_id: int, message_id: int) -> str:
    """The message's id on the page."""
    return f"discord-{channel_id}-{message_id}"


@dataclass(frozen=True)
class Place:
    """A channel, a thread, or the private chat, which is named by its bot."""

    channel: Channel
    name: str
    guild: Guild | None = None
    under: str = ""
    """Of a thread: the channel it is in."""
    topic: str = ""

    @property
    def key(self) -> str:
        return PRIVATE if self.guild is None else str(self.channel.id)

    @property
    def private(self) -> bool:
        return self.guild is None

    @property
    def sign(self) -> str:
        return "@" if self.private else "↳" if self.under else "#"


@dataclass(frozen=True)
class Server:
    """A server in the list: with its rooms for those who are in it."""

    guild: Guild
    inside: bool
    rooms: Sequence[Place] = field(default=())


def private_chat(user: User, bot: BotAccount) -> Place:
    return Place(user.dm(bot), bot.name)


def servers(house: House, user: User) -> list[Server]:
    """All servers, those first that this person is in."""
    found = [_server(house, user, guild) for guild in house.discord.guilds.values()]
    return sorted(found, key=lambda server: not server.inside)


def _server(house: House, user: User, guild: Guild) -> Server:
    world = house.discord.world
    made = world.backend.get_guild(guild.id)
    if user.id not in made.members:
        return Server(guild, inside=False)
    rooms = [world.backend.channels[number] for number in made.channel_ids]
    threads = [world.backend.channels[number] for number in made.thread_ids if number in world.backend.channels]
    shown = [each for room in rooms for each in (room, *_open_threads(room, threads))]
    seen = [room for room in shown if room.type in IN_SERVERS and world.may_see(user.id, room.id)]
    return Server(guild, inside=True, rooms=[_place(house, room) for room in seen])


def _open_threads(room: Room, threads: Sequence[Room]) -> list[Room]:
    inside = [thread for thread in threads if thread.parent_id == room.id]
    return [each for each in inside if each.thread_metadata is None or not each.thread_metadata.archived]


def place(house: House, user: User, key: str) -> Place:
    """The place that is meant by a key; the private chat when none is. Raises `LookupError`."""
    if key in {"", PRIVATE}:
        return private_chat(user, house.discord_bot)
    room = house.discord.world.backend.channels.get(int(key)) if key.isdigit() else None
    if room is None or room.guild_id not in house.discord.guilds:
        raise LookupError(f"There is no channel {key} on the local Discord.")
    return _place(house, room)


def _place(house: House, room: Room) -> Place:
    channel, backend = Channel(house.discord.world, room.id), house.discord.world.backend
    guild = house.discord.guilds[room.guild_id or 0]
    above = backend.channels.get(room.parent_id or 0) if room.is_thread else None
    return Place(channel, room.name or "", guild, (above.name or "") if above else "", room.topic or "")
