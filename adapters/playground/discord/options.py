"""What a person types into a slash command or picks in a menu, in the form that travels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simcord import interactions as wire
from simcord.backend import serializers
from simcord.backend.errors import OptionError, SetupError
from simcord.enums import AppCommandType, ComponentType, OptionType

from adapters.playground.discord.rest import LARGEST_FILE
from adapters.playground.discord.world import Impossible

if TYPE_CHECKING:
    from simcord.backend.models import Channel

    from adapters.playground.discord.world import BotAccount, World

SNOWFLAKES = (OptionType.USER, OptionType.CHANNEL, OptionType.ROLE, OptionType.MENTIONABLE)
BY_MENU = {
    ComponentType.USER_SELECT: OptionType.USER,
    ComponentType.ROLE_SELECT: OptionType.ROLE,
    ComponentType.MENTIONABLE_SELECT: OptionType.MENTIONABLE,
    ComponentType.CHANNEL_SELECT: OptionType.CHANNEL,
}

Resolved = dict[str, dict[str, Any]]


class Typed:
    """One command as a person fills it in: the leaf that is called and the values given."""

    def __init__(
        self, world: World, bot: BotAccount, channel: Channel, command: dict[str, Any], path: list[str]
    ) -> None:
        self.resolved: Resolved = {}
        self._world = world
        self._bot = bot
        self._channel = channel
        self._command = command
        self._title = " ".join([command["name"], *path])
        try:
            self._leaf, self._nesting = wire.walk_to_subcommand(command, path)
        except SetupError as error:
            raise Impossible(str(error)) from None
        self._declared: dict[str, dict[str, Any]] = {
            option["name"]: option for option in self._leaf.get("options") or []
        }
        if any(
            option["type"] in (OptionType.SUBCOMMAND, OptionType.SUBCOMMAND_GROUP) for option in self._declared.values()
        ):
            raise Impossible(f"/{self._title} is a group; call one of {sorted(self._declared)}.")

    def called(self, given: dict[str, Any]) -> dict[str, Any]:
        missing = [n for n, option in self._declared.items() if option.get("required") and n not in given]
        if missing:
            raise Impossible(f"/{self._title} needs {', '.join(missing)}.")
        return self._data([self._filled(name, value) for name, value in given.items()])

    def completing(self, name: str, typed: Any, given: dict[str, Any]) -> dict[str, Any]:
        option = self._option(name)
        if not option.get("autocomplete"):
            raise Impossible(f"{name} of /{self._title} offers nothing while typing.")
        filled = [self._filled(other, value) for other, value in given.items()]
        return self._data([*filled, {"name": name, "type": option["type"], "value": typed, "focused": True}])

    def _option(self, name: str) -> dict[str, Any]:
        if name not in self._declared:
            raise Impossible(f"/{self._title} has no option {name}; it has {sorted(self._declared)}.")
        return self._declared[name]

    def _filled(self, name: str, value: Any) -> dict[str, Any]:
        option = self._option(name)
        kind = OptionType(option["type"])
        if kind in SNOWFLAKES:
            value = resolve(self._world, self._channel, kind, value, self.resolved)
        elif kind == OptionType.ATTACHMENT:
            value = upload(self._world, self._channel.id, value, self.resolved)
        else:
            value = self._checked(option, value)
        return {"name": name, "type": int(kind), "value": value}

    def _checked(self, option: dict[str, Any], value: Any) -> Any:
        labels = {choice["name"]: choice["value"] for choice in option.get("choices") or ()}
        if option["type"] == OptionType.INTEGER and str(value).isdecimal():
            value = int(value)  # it was typed
        try:
            return wire.validate_option_value(self._title, option, labels.get(value, value))
        except OptionError as error:
            raise Impossible(str(error)) from None

    def _data(self, options: list[dict[str, Any]]) -> dict[str, Any]:
        data: dict[str, Any] = {
            "id": self._command["id"],
            "name": self._command["name"],
            "type": int(AppCommandType.CHAT_INPUT),
            "options": wire.nest_options(self._command, self._nesting, options),
        }
        if self.resolved:
            data["resolved"] = self.resolved
        if self._command.get("guild_id"):
            data["guild_id"] = self._command["guild_id"]
        return data


def resolve(world: World, channel: Channel, kind: OptionType, value: Any, resolved: Resolved) -> str:
    """Somebody, a role or a channel, by its id; what is known about it goes along."""
    number, backend = int(getattr(value, "id", value)), world.backend
    guild = backend.guilds.get(channel.guild_id) if channel.guild_id else None
    if kind in (OptionType.USER, OptionType.MENTIONABLE) and number in backend.users:
        resolved.setdefault("users", {})[str(number)] = dict(serializers.user_payload(backend.users[number]))
        if guild is not None and number in guild.members:
            member = dict(serializers.member_payload(backend, guild, guild.members[number], with_user=False))
            member["permissions"] = str(backend.compute_permissions(guild.id, number, channel.id))
            resolved.setdefault("members", {})[str(number)] = member
    elif kind in (OptionType.ROLE, OptionType.MENTIONABLE) and guild is not None and number in guild.roles:
        resolved.setdefault("roles", {})[str(number)] = dict(serializers.role_payload(guild.roles[number]))
    elif kind == OptionType.CHANNEL and guild is not None and number in backend.channels:
        found = dict(serializers.channel_payload(backend, backend.channels[number]))
        resolved.setdefault("channels", {})[str(number)] = {**found, "permissions": "0"}
    else:
        raise Impossible(f"{value!r} cannot be picked as {kind.name.lower()} here.")
    return str(number)


def upload(world: World, channel_id: int, value: Any, resolved: Resolved) -> str:
    """A file given as (name, bytes), kept by the CDN as an ephemeral attachment."""
    name, data = value
    if len(data) > LARGEST_FILE:
        raise Impossible(f"{name} is too large: the app takes {LARGEST_FILE >> 20} MB.")
    stored = world.files.store_attachment(world.backend.snowflake(), channel_id, name, bytes(data), None)
    resolved.setdefault("attachments", {})[stored["id"]] = {**stored, "ephemeral": True}
    return str(stored["id"])


def picked(menu: dict[str, Any], values: list[Any]) -> list[str]:
    """The values of a text menu, given by value or by label."""
    known = {option["value"]: option["value"] for option in menu.get("options") or ()}
    known |= {option["label"]: option["value"] for option in menu.get("options") or () if option["label"] not in known}
    unknown = [value for value in values if value not in known]
    if unknown:
        raise Impossible(f"There is no {unknown[0]!r} in this menu; it offers {list(known)}.")
    return [known[value] for value in values]


def check_count(menu: dict[str, Any], count: int, *, least: int, most: int) -> None:
    low = least if menu.get("min_values") is None else menu["min_values"]
    high = most if menu.get("max_values") is None else menu["max_values"]
    if not low <= count <= high:
        raise Impossible(f"Between {low} and {high} have to be picked here, not {count}.")
