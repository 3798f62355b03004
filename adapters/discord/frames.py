"""What is kept of a gateway frame: all that the intake reads, and no word of group talk that is not meant for us."""

from collections.abc import Mapping
from typing import Any, TypeAlias

import orjson

from community.chat.gateway import Raw

Frame: TypeAlias = Mapping[str, Any]

_MESSAGE = ("id", "channel_id", "type", "content", "message_reference", "edited_timestamp")
_INTERACTION = ("id", "application_id", "type", "token", "channel_id", "guild_id", "locale", "guild_locale")
_PERSON = ("id", "username", "global_name")
_FILE = ("id", "filename", "content_type", "size")
_WRITTEN_BY_PEOPLE = (0, 19)
TEXT_CHANNELS = (0, 5)


class Frames:
    """Picks what is kept from the frames of one bot, and remembers what a later frame will not say."""

    def __init__(self, bot_id: str) -> None:
        self._bot_id = bot_id
        self._partners: dict[str, str] = {}
        self._channels: dict[str, list[str]] = {}
        self._known_guilds: set[str] = set()

    def meet(self, channel: str, user: str) -> None:
        """A private channel, and whose it is: a deletion there does not say."""
        self._partners[channel] = user

    def ready(self, data: Frame) -> None:
        """The guilds we are in already: they will be told to us, but they are not new."""
        self._known_guilds = {guild["id"] for guild in data.get("guilds") or ()}

    def knows(self, guild: str) -> bool:
        """Whether we have been told which channels a guild has; a session that goes on does not tell it again."""
        return guild in self._channels

    def learn(self, guild: str, channels: list[str]) -> None:
        self._channels[guild] = channels

    def keep(self, event: str, data: Frame, fallback_id: str) -> Raw | None:
        """The part of a frame worth keeping; None if nobody would read it."""
        match event:
            case "MESSAGE_CREATE" | "MESSAGE_UPDATE":
                return self.message(event, data, private="guild_id" not in data)
            case "MESSAGE_DELETE" | "MESSAGE_DELETE_BULK":
                return self._deletion(event, data)
            case "INTERACTION_CREATE":
                return _interaction(data)
            case "CHANNEL_DELETE" | "THREAD_DELETE":
                return _raw(f"{event[0]}{data['id']}", data["id"], event, {"channels": [data["id"]]})
            case "CHANNEL_CREATE" | "THREAD_CREATE":
                self._channels.setdefault(data.get("guild_id") or "", []).append(data["id"])
            case "GUILD_CREATE" | "GUILD_DELETE":
                return self._guild(event, data, fallback_id)
        return None

    def message(self, event: str, data: Frame, *, private: bool) -> Raw | None:
        """A message by a person; also for one that was read back from the history."""
        author = data.get("author") or {}
        if not author or author.get("bot") or data.get("webhook_id") or data.get("type", 0) not in _WRITTEN_BY_PEOPLE:
            return None
        edited = data.get("edited_timestamp")
        if event == "MESSAGE_UPDATE" and not edited:
            return None
        if private:
            self.meet(data["channel_id"], author["id"])
        kept = {key: data[key] for key in _MESSAGE if data.get(key) is not None}
        kept |= {"author": _part(author, _PERSON), "private": private, "nick": (data.get("member") or {}).get("nick")}
        kept["attachments"] = [_part(file, _FILE) for file in data.get("attachments") or ()]
        kept["shows"] = bool(data.get("sticker_items") or kept["attachments"] or data.get("poll"))
        if not private:
            self._judge(kept, data)
        name = f"m{data['id']}" + (f"e{edited}" if event == "MESSAGE_UPDATE" else "")
        return _raw(name, data["channel_id"], event, kept)

    def _judge(self, kept: dict[str, Any], data: Frame) -> None:
        """In a group only the words of a reply to us are kept; whose message is answered may have to be looked up."""
        answered = (data.get("referenced_message") or {}).get("author") or {}
        kept["to_us"] = data.get("type") == 19 and answered.get("id", self._bot_id) == self._bot_id
        if not kept["to_us"]:
            kept.pop("content", None)
            kept["attachments"] = []

    def _deletion(self, event: str, data: Frame) -> Raw:
        ids = data.get("ids") or [data["id"]]
        kept: dict[str, Any] = {"ids": ids, "channel_id": data["channel_id"]}
        if "guild_id" not in data:
            kept["user"] = self._partners.get(data["channel_id"], "")
        name = f"d{ids[0]}" if len(ids) == 1 else f"d{max(ids, key=int)}x{len(ids)}"
        return _raw(name, data["channel_id"], event, kept)

    def _guild(self, event: str, data: Frame, fallback_id: str) -> Raw | None:
        guild = data["id"]
        if data.get("unavailable"):
            return None
        if event == "GUILD_DELETE":
            self._known_guilds.discard(guild)
            return _raw(f"g{fallback_id}", guild, event, {"channels": self._channels.pop(guild, []), "id": guild})
        channels = [channel["id"] for channel in data.get("channels") or () if channel.get("type") in TEXT_CHANNELS]
        self._channels[guild] = [*channels, *(thread["id"] for thread in data.get("threads") or ())]
        home = data.get("system_channel_id") or next(iter(channels), "")
        if not home:
            return None
        anew = guild not in self._known_guilds
        self._known_guilds.add(guild)
        joined = f"{'j' if anew else 'k'}{data.get('joined_at') or fallback_id}"
        about = {"name": data.get("name", ""), "locale": data.get("preferred_locale", "")}
        where = {"home": home, "channels": self._channels[guild], "anew": anew}
        return _raw(f"g{guild}{joined}", guild, event, {"id": guild, **where, **about})


def _interaction(data: Frame) -> Raw:
    member = data.get("member") or {}
    kept = {key: data[key] for key in _INTERACTION if data.get(key) is not None}
    kept["person"] = _part(member.get("user") or data.get("user") or {}, _PERSON)
    kept |= {"nick": member.get("nick"), "permissions": member.get("permissions"), "private": not member}
    kept["data"] = {key: value for key, value in (data.get("data") or {}).items() if key != "resolved"}
    files = ((data.get("data") or {}).get("resolved") or {}).get("attachments") or {}
    kept["files"] = {number: _part(file, (*_FILE, "url")) for number, file in files.items()}
    kept["channel_name"] = (data.get("channel") or {}).get("name")
    if data.get("message"):
        kept["message"] = {"id": data["message"]["id"]}
    return _raw(f"i{data['id']}", data.get("channel_id") or data["id"], "INTERACTION_CREATE", kept)


def _part(whole: Frame, keys: tuple[str, ...]) -> dict[str, Any]:
    return {key: whole[key] for key in keys if whole.get(key) is not None}


def _raw(name: str, lane: str, event: str, kept: Frame) -> Raw:
    return Raw(name, lane, orjson.dumps({"id": name, "t": event, "d": kept}))
