"""What a person can do in Telegram's app, each as the app would send it."""

from collections.abc import Awaitable, Callable

from adapters.playground.telegram import Message, PrivateChat
from adapters.playground.telegram import Person as User
from adapters.playground.telegram.state import Chat
from bot.playground.house import House
from bot.playground.window import Given, NotPossible, Reply

Act = Callable[[User, Chat, Given], Awaitable[Reply]]


class Acts:
    """The acts by name."""

    def __init__(self, house: House) -> None:
        self.house = house
        self._acts: dict[str, Act] = {
            "send": self._send,
            "press": self._press,
            "start": self._start,
            "open": self._open,
            "react": self._react,
            "edit": self._edit,
            "delete": self._delete,
            "join": self._join,
            "leave": self._leave,
            "block": self._block,
            "unblock": self._unblock,
        }

    async def do(self, user: User, chat: Chat, act: str, given: Given) -> Reply:
        if act not in self._acts:
            raise NotPossible(f"Nobody can {act!r} on Telegram; there is {', '.join(self._acts)}.")
        return await self._acts[act](user, chat, given)

    async def _send(self, user: User, chat: Chat, given: Given) -> Reply:
        answered = _message(chat, given.get("reply_to")) if given.get("reply_to") else None
        file = given.files.get("file")
        if file is None:
            await user.send(chat, given["text"], reply_to=answered)
        elif file.mime.startswith("image/"):
            await user.send_photo(chat, file.content, caption=given.get("text"), reply_to=answered)
        else:
            await user.send_document(
                chat, file.name, file.content, caption=given.get("text"), mime=file.mime, reply_to=answered
            )
        return Reply()

    async def _press(self, user: User, chat: Chat, given: Given) -> Reply:
        answer = await user.press(_message(chat, given["message"]), given["label"])
        if answer is None:
            return Reply(note="The bot has not answered this press.")
        if answer.url:
            return await self._follow(user, answer.url)
        return Reply(alert=answer.text) if answer.alert else Reply(note=answer.text)

    async def _start(self, user: User, _: Chat, __: Given) -> Reply:
        await user.start(self.house.telegram_bot)
        return Reply()

    async def _open(self, user: User, _: Chat, given: Given) -> Reply:
        return await self._follow(user, given["url"])

    async def _follow(self, user: User, url: str) -> Reply:
        message = await user.open_link(url)
        chat = message.chat if message is not None else None
        return Reply(open=f"bot{self.house.telegram_bot.id}") if isinstance(chat, PrivateChat) else Reply()

    async def _react(self, user: User, chat: Chat, given: Given) -> Reply:
        message, emoji = _message(chat, given["message"]), given["emoji"]
        had = message.reactions.get(user.id, [])
        await user.react(message, *([] if emoji in had else [emoji]))
        return Reply()

    async def _edit(self, user: User, chat: Chat, given: Given) -> Reply:
        await user.edit(_message(chat, given["message"]), given["text"])
        return Reply()

    async def _delete(self, user: User, chat: Chat, given: Given) -> Reply:
        await user.delete(_message(chat, given["message"]))
        return Reply()

    async def _join(self, user: User, chat: Chat, _: Given) -> Reply:
        if not isinstance(chat, PrivateChat):
            await user.join(chat)
        return Reply()

    async def _leave(self, user: User, chat: Chat, _: Given) -> Reply:
        if not isinstance(chat, PrivateChat):
            await user.leave(chat)
        return Reply()

    async def _block(self, user: User, _: Chat, __: Given) -> Reply:
        await user.block(self.house.telegram_bot)
        return Reply()

    async def _unblock(self, user: User, _: Chat, __: Given) -> Reply:
        await user.unblock(self.house.telegram_bot)
        return Reply()


def _message(chat: Chat, number: str) -> Message:
    found = chat.find(int(number))
    if found is None:
        raise NotPossible("This message is not there any more.")
    return found
