"""People with their apps: what they can do, and what they can read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from adapters.playground.telegram import delivery, menus
from adapters.playground.telegram.belonging import Joiner
from adapters.playground.telegram.speaking import Speaker
from adapters.playground.telegram.state import JSON, Bot, Callback, Chat, Group, Message, NotPossibleError
from adapters.playground.telegram.updates import CALLBACK_LIFETIME
from adapters.playground.telegram.wire import account_json, message_json

if TYPE_CHECKING:
    from adapters.playground.telegram.state import PrivateChat

PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True)
class CallbackAnswer:
    """What a person sees after pressing a button."""

    text: str = ""
    alert: bool = False
    url: str | None = None


class Person(Speaker, Joiner):
    """Somebody with a Telegram account, acting as the app lets them."""

    async def start(self, bot: Bot, payload: str = "") -> Message:
        """Press Start, by hand or through a deep link with a payload."""
        if payload and not PAYLOAD.fullmatch(payload):
            raise NotPossibleError("a deep link carries 1-64 of A-Z, a-z, 0-9, _ and -")
        chat = self.private(bot)
        if chat.blocked:
            delivery.change_private(self.world, chat, blocked=False)
        chat.started = True
        return self._post(chat, f"/start {payload}".strip())

    async def press(self, message: Message, label: str, *, wait: float = 5.0) -> CallbackAnswer | None:
        """Press a button that is shown now; None when the bot does not answer in time."""
        self._readable(message)
        button = next((each for row in message.keyboard for each in row if each["text"] == label), None)
        if button is None:
            raise NotPossibleError(f"no button {label!r} under this message; shown are {message.buttons}")
        return await self._press(message, button, wait)

    async def press_at(self, message: Message, row: int, column: int, *, wait: float = 5.0) -> CallbackAnswer | None:
        """Press the button at a place, where several may have the same label."""
        self._readable(message)
        if not (0 <= row < len(message.keyboard) and 0 <= column < len(message.keyboard[row])):
            raise NotPossibleError("this button is not there any more")
        return await self._press(message, message.keyboard[row][column], wait)

    async def press_forged(self, message: Message, data: str, *, wait: float = 5.0) -> CallbackAnswer | None:
        """Send any callback data for a message, as a changed app could."""
        callback = self._call_back(message, data)
        if wait <= 0:
            return None
        try:
            await self.world.wait_for(lambda: callback.answered, wait)
        except TimeoutError:
            return None
        return CallbackAnswer(**callback.answer)

    async def block(self, bot: Bot) -> None:
        if not self.private(bot).blocked:
            delivery.change_private(self.world, self.private(bot), blocked=True)

    async def unblock(self, bot: Bot) -> None:
        if self.private(bot).blocked:
            delivery.change_private(self.world, self.private(bot), blocked=False)

    def menu(self, where: Chat | Bot, bot: Bot | None = None) -> list[JSON]:
        """The commands the app offers here, chosen by scope and by the person's language."""
        shown_by = where if isinstance(where, Bot) else bot or where.bots_here[0]
        chat: PrivateChat | Group = self.private(where) if isinstance(where, Bot) else where
        return menus.offered(shown_by, chat, self.account)

    def is_asked_by(self, message: Message) -> bool:
        """Whether the app opens the answer field of a forced reply for this person."""
        return menus.asks(message, self.account)

    async def open_link(self, url: str, *, group: Group | None = None) -> Message | None:
        """Follow a t.me link: into a private chat with a bot, or into a group, or with a bot into the named group."""
        if url in self.world.links:
            await self.join(self.world.links[url][0], url)
            return None
        parts = urlsplit(url if "//" in url else f"https://{url}")
        bot = self.world.names.get(parts.path.strip("/").lower())
        if parts.netloc != "t.me" or not isinstance(bot, Bot):
            raise NotPossibleError(f"{url} leads nowhere on the local Telegram")
        query = parse_qs(parts.query)
        if group is None or "startgroup" not in query:
            return await self.start(bot, query.get("start", [""])[0])
        await self.add_bot(group, bot)
        return await self.send(group, f"/start@{bot.username} {query['startgroup'][0]}")

    async def _press(self, message: Message, button: JSON, wait: float) -> CallbackAnswer | None:
        if "callback_data" not in button:
            return CallbackAnswer(url=button.get("url"))
        return await self.press_forged(message, button["callback_data"], wait=wait)

    def _call_back(self, message: Message, data: str) -> Callback:
        bot, world = message.sender, self.world
        if not isinstance(bot, Bot):
            raise NotPossibleError("only messages of bots have buttons")
        number = str(bot.id * 1_000_003 + next(world.numbers))
        callback = Callback(number, bot, self.account, message, world.deadlines() + CALLBACK_LIFETIME)
        world.callbacks[number] = callback
        bot.met.add(self.id)
        update = {
            "id": number,
            "from": account_json(self.account, language=True),
            "message": message_json(message),
            "chat_instance": str(message.chat.id * 31),
            "data": data,
        }
        bot.mailbox.push("callback_query", update, CALLBACK_LIFETIME)
        world.tell("press", chat=message.chat, message=message, actor=self.account, data={"data": data})
        return callback
