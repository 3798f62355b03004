"""Places for a few on Telegram: topics of a forum; and who asks to be let into a chat."""

from collections.abc import Awaitable
from contextlib import suppress
from typing import Any, Final, Protocol

from adapters.telegram.limits import TOPIC_NAME
from adapters.telegram.splitting import Marked, shorten
from community.chat.address import Account, Place
from community.chat.gateway import Open
from community.errors import NoThreads, Refused

REASONS: Final = {True: "no_right", False: "no_topics"}
"""Why a chat opened no topic, by whether it has topics at all."""


class _Line(Protocol):
    """What calls the Bot API; raises an `Undelivered`."""

    def _call(self, method: str, **parameters: Any) -> Awaitable[Any]: ...


class Topics:
    """The part of a gateway that opens topics and lets people in.

    Telegram does not list topics: a crash between the opening and its mark leaves an empty topic behind, beside the one
    that is used. Everybody in the chat can read every topic; so there is nobody to let into one.
    """

    async def open_thread(self: _Line, beside: Place, key: str, opening: Open) -> Place:  # noqa: ARG002
        name = shorten(Marked(opening.name), TOPIC_NAME).text
        try:
            topic = await self._call("createForumTopic", chat_id=int(beside.chat), name=name)
        except Refused as fault:
            chat = await self._call("getChat", chat_id=int(beside.chat))
            raise NoThreads(REASONS[bool(chat.get("is_forum"))]) from fault
        return Place(beside.bot, beside.chat, str(topic["message_thread_id"]))

    async def rename_thread(self: _Line, thread: Place, name: str) -> None:
        if thread.thread:
            with suppress(Refused):
                await self._call("editForumTopic", **_topic(thread), name=shorten(Marked(name), TOPIC_NAME).text)

    async def close_thread(self: _Line, thread: Place) -> None:
        if thread.thread:
            with suppress(Refused):
                await self._call("closeForumTopic", **_topic(thread))

    async def remove_thread(self: _Line, thread: Place) -> None:
        """Who made a topic in which nobody has written may delete it, without the right to delete messages."""
        if not thread.thread:
            return
        try:
            await self._call("deleteForumTopic", **_topic(thread))
        except Refused:
            with suppress(Refused):
                await self._call("closeForumTopic", **_topic(thread))

    async def abandon_thread(self: _Line, beside: Place, opening: Open) -> None:
        """Topics cannot be looked for."""

    async def admit(self: _Line, place: Place, key: str, account: Account, *, again: bool = False) -> None:  # noqa: ARG002
        if not place.thread:
            with suppress(Refused):  # they took their request back, or somebody was faster
                await self._call("approveChatJoinRequest", chat_id=int(place.chat), user_id=int(account.id))

    async def dismiss(self: _Line, place: Place, account: Account) -> None:
        if not place.thread:
            with suppress(Refused):
                await self._call("declineChatJoinRequest", chat_id=int(place.chat), user_id=int(account.id))


def _topic(thread: Place) -> dict[str, int]:
    return {"chat_id": int(thread.chat), "message_thread_id": int(thread.thread)}
