"""People on the local Telegram."""

from typing import TYPE_CHECKING, Any

from adapters.playground.telegram.people import CallbackAnswer
from adapters.playground.telegram.people import Person as Account
from adapters.playground.telegram.state import Group, Message, PrivateChat
from tests.stories.people import SUGGESTED, Person
from tests.stories.screens import Shown, of_telegram

if TYPE_CHECKING:
    from tests.stories.town import Town


NOTES = 0
"""Where notes at presses are said to stand: in no chat."""


class TelegramPerson(Person):
    """Somebody who has the bot in a private chat and meets the others in a group."""

    account: Account

    def __init__(self, town: "Town", name: str, account: Account) -> None:
        super().__init__(town, name)
        self.account = account
        self._notes: list[Shown] = []

    @property
    def private(self) -> PrivateChat:
        return self.account.private(self.town.telegram_bot)

    @property
    def groups(self) -> list[Group]:
        every = self.town.telegram.world.groups.values()
        return [group for group in every if group.membership(self.account.account).inside]

    def screen(self) -> list[Shown]:
        chats = [*self.groups, self.private]
        there = [of_telegram(message) for chat in chats for message in chat.messages if self._from_others(message)]
        return there + self._notes

    def _from_others(self, message: Message) -> bool:
        return not message.service and message.author is not self.account.account

    def command(self, path: str) -> str:
        return "/" + path.replace(" ", "_")

    def starts(self, payload: str = "") -> None:
        """Press Start, perhaps at the end of a link."""
        self._act(f"starts {payload}", self.account.start(self.town.telegram_bot, payload))

    def opens(self, link: str) -> None:
        """Follow a link to the bot."""
        self._act(f"opens {link}", self.account.open_link(link))

    def picks(self, group: Group, label: str = "Pick the chat") -> None:
        """Press the key that asks for a chat, and choose one."""
        asking = next(message for message in reversed(self.private.messages) if message.keys)
        self._act(f"picks {group.title}", self.account.pick_chat(asking, label, group))

    async def _say(self, text: str) -> Message:
        if not self.private.started and text.startswith("/start"):
            return await self.account.start(self.town.telegram_bot, text.removeprefix("/start").strip())
        if not self.private.started:
            await self.account.start(self.town.telegram_bot)
        return await self.account.send(self.town.telegram_bot, text)

    async def _write(self, text: str, reply_to: Message | None) -> Message:
        where = reply_to.chat if reply_to else self.town.group
        return await self.account.send(where, text, reply_to=reply_to)

    async def _call(self, path: str, options: dict[str, str], *, here: bool) -> None:
        line = " ".join([self.command(path), *options.values()])
        await (self._write(line, None) if here else self._say(line))

    async def _call_privately(self, path: str, options: dict[str, str]) -> None:
        await self._call(path, options, here=False)

    async def _press(self, shown: Shown, label: str) -> None:
        answer = await self.account.press(shown.raw, label)
        assert answer is not None, f"nobody acknowledged that {self.name} pressed {label!r}"
        self._reads_note(answer)
        if answer.url:
            await self.account.open_link(answer.url)

    def _reads_note(self, answer: CallbackAnswer) -> None:
        """What a press is answered with shows at the button, to this person alone."""
        if answer.text:
            self._notes.append(Shown((NOTES, len(self._notes)), "a note", answer.text, private=True))

    def _wrap(self, raw: Message) -> Shown:
        return of_telegram(raw)

    def fills_in(self, **answers: Any) -> None:
        for name, value in answers.items():
            asked = [shown for shown in self.news() if shown.author == self.town.telegram_bot.first_name]
            assert asked, f"nobody asked {self.name} for {name}"
            self._answers(asked[-1], value)

    def corrects(self, **answers: Any) -> None:
        self.fills_in(**answers)

    def question(self) -> str:
        return self.private.messages[-1].text

    def _answers(self, question: Shown, value: Any) -> None:
        if value is SUGGESTED:
            self.presses(question.buttons[0], under=question.text)
        elif value in question.buttons:
            self.presses(value, under=question.text)
        elif question.private:
            self.says(value)
        else:
            self.writes(value, reply_to=question)

    def edits(self, mine: Shown, text: str) -> None:
        self._act(f"changes it to {text!r}", self.account.edit(mine.raw, text))

    def sends_file(self, name: str, reply_to: Shown | None = None, text: str = "") -> Shown:
        where = reply_to.raw.chat if reply_to else self.town.telegram_bot
        target = reply_to.raw if reply_to else None
        send = self.account.send_document(where, name, b"a picture", caption=text, reply_to=target)
        return self._wrap(self._act(f"sends {name} {text!r}", send))

    def reply_of(self, shown: Shown) -> int | None:
        return shown.raw.reply_to.id if shown.raw.reply_to else None

    def forges(self, shown: Shown, token: str) -> None:
        """Press a button that the app never showed."""
        self._act(f"forges {token}", self._forge(shown.raw, token))

    async def _forge(self, message: Message, token: str) -> None:
        answer = await self.account.press_forged(message, token)
        assert answer is not None, f"nobody acknowledged what {self.name} forged"
        self._reads_note(answer)

    def token(self, shown: Shown, label: str) -> str:
        """What the button carries."""
        button = next(each for row in shown.raw.keyboard for each in row if each["text"] == label)
        return str(button.get("callback_data") or button["url"].partition("?start=")[2])
