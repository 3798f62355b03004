"""What stands on a person's screen, in one form for both platforms."""

import re
from dataclasses import dataclass, field
from typing import Any

from adapters.playground.discord.posts import Post
from adapters.playground.telegram.state import Group, Message

WORD_JOINER = "\u2060"
"""Telegram's way of keeping names in quotes from ringing; nobody sees it."""

PICTURE = "a picture"
"""How one is called that has no name."""

_ESCAPED = re.compile(r"\\([^\w\s])")


@dataclass(frozen=True)
class Shown:
    """One message as a person reads it: without the marks of the platform."""

    key: tuple[int, int]
    author: str
    text: str
    private: bool
    """Shown to this person alone: a private chat, or an answer that only they see."""
    buttons: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    reactions: tuple[str, ...] = ()
    raw: Any = field(default=None, repr=False, compare=False)

    @property
    def state(self) -> tuple[Any, ...]:
        """What has to differ for a person to notice a change."""
        return self.text, self.buttons, self.files

    def __str__(self) -> str:
        where = "alone" if self.private else "chat"
        extras = [f"[{button}]" for button in self.buttons] + [f"<{name}>" for name in self.files]
        signs = f"  {' '.join(self.reactions)}" if self.reactions else ""
        return f"({where}) {self.author}: {self.text}{signs}" + ("\n    " + " ".join(extras) if extras else "")


def of_telegram(message: Message) -> Shown:
    return Shown(
        key=(message.chat.id, message.id),
        author=message.sender.first_name,
        text=message.text.replace(WORD_JOINER, "") or str(message.media.get("caption", "")),
        private=not isinstance(message.chat, Group),
        buttons=tuple(message.buttons),
        files=_files(message),
        reactions=tuple(emoji for emojis in message.reactions.values() for emoji in emojis),
        raw=message,
    )


def _files(message: Message) -> tuple[str, ...]:
    """A document has a name there, a picture that is looked at has none."""
    if message.document:
        return (message.document["file_name"],)
    return (PICTURE,) if "photo" in message.media else ()


def of_discord(post: Post, *, private: bool) -> Shown:
    return Shown(
        key=(post.channel_id, post.id),
        author=post.author,
        text=plain(post.text),
        private=private or post.ephemeral,
        buttons=tuple(post.buttons),
        files=tuple(post.files),
        reactions=tuple(post.reactions),
        raw=post,
    )


def plain(markdown: str) -> str:
    """Discord's text without its marks, as it looks."""
    lines = (line.removeprefix("> ") for line in markdown.replace("**", "").splitlines())
    return _ESCAPED.sub(r"\1", "\n".join(lines)).replace(WORD_JOINER, "").replace("\u200b", "")
