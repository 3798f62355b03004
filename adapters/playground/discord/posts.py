"""A message as a person sees it: its text, its buttons, its menus, its reactions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simcord.components import walk_components
from simcord.enums import SELECT_TYPES, ComponentType

from adapters.playground.discord.world import Impossible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from simcord.backend.models import Message

    from adapters.playground.discord.world import World

LOADING = 1 << 7
SILENT = 1 << 12
VOICE = 1 << 13


class Post:
    """A message in a channel; it shows what is there now, edits included."""

    def __init__(self, world: World, message: Message) -> None:
        self.message = message
        self._world = world

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Post) and other.id == self.id

    def __hash__(self) -> int:
        return hash(self.id)

    def __repr__(self) -> str:
        return f"<Post {self.id} by {self.author}>"

    @property
    def id(self) -> int:
        return self.message.id

    @property
    def channel_id(self) -> int:
        return self.message.channel_id

    @property
    def author_id(self) -> int:
        return self.message.author_id

    @property
    def author(self) -> str:
        user = self._world.backend.users[self.message.author_id]
        return user.global_name or user.name

    @property
    def text(self) -> str:
        """Everything that can be read: content, text displays, embeds."""
        displays = (c.get("content", "") for c in self._components() if c.get("type") == ComponentType.TEXT_DISPLAY)
        embeds = (part for embed in self.message.embeds for part in _embed_texts(embed))
        return "\n".join(part for part in (self.message.content, *displays, *embeds) if part)

    @property
    def buttons(self) -> list[str]:
        return [c.get("label") or c.get("emoji", {}).get("name", "") for c in self._of(ComponentType.BUTTON)]

    @property
    def menus(self) -> list[dict[str, Any]]:
        return [dict(component) for component in self._of(*SELECT_TYPES)]

    @property
    def files(self) -> list[str]:
        return [attachment["filename"] for attachment in self.message.attachments]

    def file(self, name: str) -> bytes:
        for attachment in self.message.attachments:
            if attachment["filename"] == name:
                return self._world.files.get(attachment["url"]) or b""
        raise Impossible(f"There is no file {name} under this message; there are {self.files}.")

    @property
    def reactions(self) -> dict[str, list[str]]:
        users = self._world.backend.users
        return {r.emoji: [users[u].global_name or users[u].name for u in r.user_ids] for r in self.message.reactions}

    @property
    def reply_to(self) -> int | None:
        reference = self.message.reference
        return int(reference["message_id"]) if reference else None

    @property
    def ephemeral(self) -> bool:
        return self.message.is_ephemeral

    @property
    def loading(self) -> bool:
        """Whether it still says that the bot is thinking."""
        return bool(self.message.flags & LOADING)

    @property
    def silent(self) -> bool:
        return bool(self.message.flags & SILENT)

    @property
    def pinned(self) -> bool:
        return self.message.pinned

    @property
    def votes(self) -> dict[int, list[int]]:
        """Who voted for which answer of the poll."""
        poll = self.message.poll
        return {each.answer_id: sorted(poll.votes.get(each.answer_id, ())) for each in poll.answers} if poll else {}

    @property
    def edited(self) -> bool:
        return self.message.edited_timestamp is not None

    @property
    def deleted(self) -> bool:
        return self.id not in self._world.backend.messages.get(self.channel_id, {})

    def button(self, label_or_id: str) -> dict[str, Any]:
        return self._only(self._of(ComponentType.BUTTON), label_or_id, ("label", "custom_id"))

    def menu(self, placeholder_or_id: str | None) -> dict[str, Any]:
        return self._only(self._of(*SELECT_TYPES), placeholder_or_id, ("placeholder", "custom_id"))

    def as_json(self) -> dict[str, Any]:
        return {
            "id": str(self.id),
            "channel": str(self.channel_id),
            "author": self.author,
            "author_id": str(self.author_id),
            "text": self.text,
            "buttons": self.buttons,
            "menus": self.menus,
            "files": self.files,
            "reactions": self.reactions,
            "reply_to": str(self.reply_to) if self.reply_to else None,
            "ephemeral": self.ephemeral,
            "loading": self.loading,
            "edited": self.edited,
            "at": self.message.timestamp,
        }

    def _components(self) -> list[dict[str, Any]]:
        return list(walk_components(self.message.components))

    def _of(self, *types: int) -> list[dict[str, Any]]:
        return [component for component in self._components() if component.get("type") in types]

    def _only(self, found: Iterable[dict[str, Any]], wanted: str | None, keys: tuple[str, ...]) -> dict[str, Any]:
        matching = [c for c in found if wanted is None or any(c.get(key) == wanted for key in keys)]
        if len(matching) != 1:
            raise Impossible(f"{len(matching)} things here are called {wanted!r}; the buttons are {self.buttons}.")
        if matching[0].get("disabled"):
            raise Impossible(f"{wanted!r} is disabled.")
        return matching[0]


def _embed_texts(embed: dict[str, Any]) -> list[str]:
    fields = [f"{field.get('name')}: {field.get('value')}" for field in embed.get("fields") or ()]
    footer = (embed.get("footer") or {}).get("text")
    return [part for part in (embed.get("title"), embed.get("description"), *fields, footer) if part]
