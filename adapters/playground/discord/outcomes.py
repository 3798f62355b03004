"""What a person saw after calling, pressing or submitting something."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from adapters.playground.discord.posts import Post

if TYPE_CHECKING:
    from adapters.playground.discord.exchanges import Exchange
    from adapters.playground.discord.forms import Modal
    from adapters.playground.discord.world import World


@dataclass(eq=False)
class Outcome:
    """The screen of one person after one act; it follows what the bot still does about it."""

    world: World
    exchange: Exchange
    failed: bool = False
    modal: Modal | None = None
    choices: list[dict[str, Any]] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """failed, message, deferred, deferred_update, update, modal or autocomplete."""
        kind = self.exchange.record.response_kind
        return "failed" if self.failed or kind is None else str(kind)

    @property
    def post(self) -> Post | None:
        """The answer, if it is a message that is still there."""
        record = self.exchange.record
        found = self.world.backend.messages.get(record.channel_id, {}).get(record.message_id or 0)
        return Post(self.world, found) if found is not None else None

    @property
    def posts(self) -> list[Post]:
        """The answer and everything that followed it."""
        kept = self.world.backend.messages.get(self.exchange.record.channel_id, {})
        ids = [self.exchange.record.message_id or 0, *self.exchange.record.followup_ids]
        return [Post(self.world, kept[message_id]) for message_id in ids if message_id in kept]

    @property
    def text(self) -> str:
        return "\n".join(post.text for post in self.posts)

    @property
    def ephemeral(self) -> bool:
        return self.post is not None and self.post.ephemeral

    @property
    def source(self) -> dict[str, str]:
        """The message whose button or menu was used, if it was one."""
        number = self.exchange.record.source_message_id
        return {"message": str(number)} if number else {}

    @property
    def deferred(self) -> bool:
        return self.exchange.record.loading

    async def completed(self, timeout: float = 10.0) -> Outcome:  # noqa: ASYNC109 - the person's patience
        """Wait until the thinking has become an answer."""
        if not self.failed:
            async with asyncio.timeout(timeout):
                await self.exchange.completed.wait()
        return self

    def as_json(self) -> dict[str, Any]:
        return {
            "interaction": str(self.exchange.record.id),
            "kind": self.kind,
            "failed": self.failed,
            "posts": [post.as_json() for post in self.posts],
            "modal": self.modal.as_json() if self.modal else None,
            "choices": self.choices,
        }
