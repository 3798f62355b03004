"""The invented people of the demo, and how they act: each act waits until the reader has caught up, then happens."""

from collections.abc import Mapping
from dataclasses import dataclass

from adapters.playground.discord.outcomes import Outcome
from adapters.playground.discord.people import Person as DiscordUser
from adapters.playground.discord.places import Channel
from adapters.playground.discord.posts import Post
from adapters.playground.discord.world import Impossible
from adapters.playground.telegram import Bot, Group, Message, NotPossibleError, PrivateChat
from adapters.playground.telegram import Person as TelegramUser
from bot.demo.house import House, Missing
from bot.demo.screen import Screen
from bot.demo.watching import Watcher, tidy


@dataclass(frozen=True)
class Stage:
    """Where the people act."""

    house: House
    screen: Screen
    watcher: Watcher


@dataclass(frozen=True)
class OnTelegram:
    """Somebody on Telegram."""

    stage: Stage
    user: TelegramUser

    @property
    def name(self) -> str:
        return self.user.name

    @property
    def bot(self) -> Bot:
        return self.stage.house.telegram_bot

    @property
    def chat(self) -> PrivateChat:
        return self.user.private(self.bot)

    async def opens(self, link: str) -> None:
        await self.stage.screen.read()
        await self._follows(link, "opens the link")

    async def _follows(self, link: str, did: str) -> None:
        self._did(self.chat, did)
        await self.user.open_link(link)

    async def says(self, where: Group | Bot, text: str, reply_to: Message | None = None) -> Message:
        await self.stage.screen.read()
        return await self.user.send(where, text, reply_to=reply_to)

    async def edits(self, message: Message, text: str) -> None:
        await self.stage.screen.read()
        await self.user.edit(message, text)

    async def presses(self, message: Message, label: str) -> None:
        """Press a button; one that leads to the private chat is followed."""
        await self.stage.screen.read()
        try:
            answer = await self.user.press(message, label)
        except NotPossibleError as fault:
            raise Missing(f"{self.name} should find a button [{label}]: {fault}") from fault
        if answer is None:
            raise Missing(f"the bot should take notice that {self.name} pressed [{label}]")
        if answer.url:
            self._did(message.chat, f"presses [{label}]")
            await self._follows(answer.url, "is taken here by the button")

    async def reads(self, words: str, where: Group | None = None) -> Message:
        """The newest message of the bot with these words, as soon as it is there."""
        chat = where or self.chat

        def look() -> Message | None:
            found = (each for each in reversed(chat.messages) if each.sender is self.bot and words in each.text)
            return next(found, None)

        return await self.stage.house.seen(f"{self.name} should read “{words}” on Telegram", look)

    async def gets_files(self) -> dict[str, bytes]:
        """The files that came in private, when all three are there."""

        def look() -> dict[str, bytes] | None:
            world = self.stage.house.telegram.world
            ids = [each.document["file_id"] for each in self.chat.messages if each.document]
            files = {world.files[number].name: world.files[number].content for number in ids}
            return files if len(files) >= 3 else None

        return await self.stage.house.seen(f"{self.name} should get three files", look)

    def _did(self, chat: Group | PrivateChat, did: str) -> None:
        self.stage.watcher.act(self.stage.watcher.telegram_room(chat), self.name, did)


@dataclass(frozen=True)
class OnDiscord:
    """Somebody on Discord."""

    stage: Stage
    user: DiscordUser

    @property
    def name(self) -> str:
        return self.user.name

    async def types(self, where: Channel, command: str, **options: str) -> Outcome:
        """Call a slash command."""
        typed = " ".join([f"/{command}", *(f"{name}: {value}" for name, value in options.items())])
        await self._about_to(where, "types a command:", typed)
        try:
            return await self._seen(typed, await self.user.slash(where, command, of_bot=None, **options))
        except Impossible as fault:
            raise Missing(f"{self.name} should be able to type {typed}: {fault}") from fault

    async def presses(self, post: Post | None, label: str) -> Outcome:
        if post is None:
            raise Missing(f"{self.name} should see a message with a button [{label}]")
        where = self.place_of(post)
        await self._about_to(where, f"presses [{label}]", only_for=self.name if post.ephemeral else "")
        try:
            return await self._seen(f"[{label}]", await self.user.press(post, label))
        except Impossible as fault:
            raise Missing(f"{self.name} should find a button [{label}]: {fault}") from fault

    async def fills(self, form: Outcome, values: Mapping[str, str]) -> Outcome:
        """Fill in the form that a press or a command opened, and send it."""
        if form.modal is None:
            raise Missing(f"{self.name} should see a form with {', '.join(values)}")
        where = Channel(self.stage.house.discord.world, form.exchange.record.channel_id)
        filled = "\n".join(f"{label}: {value}" for label, value in values.items())
        await self._about_to(where, f"fills in the form “{form.modal.title}”:", filled, only_for=self.name)
        return await self._seen("the form", await self.user.submit(form.modal, dict(values)))

    def place_of(self, post: Post) -> Channel:
        return Channel(self.stage.house.discord.world, post.channel_id)

    async def says(self, where: Channel, text: str, reply_to: Post | None = None) -> Post:
        await self.stage.screen.read()
        return await self.user.send(where, text, reply_to=reply_to)

    async def reads(self, words: str, where: Channel) -> Post:
        """The newest message of the bot in a channel with these words, as soon as it is there."""

        def look() -> Post | None:
            return next((each for each in reversed(where.messages) if words in tidy(each.text)), None)

        return await self.stage.house.seen(f"{self.name} should read “{words}” on Discord", look)

    async def _about_to(self, where: Channel, did: str, said: str = "", only_for: str = "") -> None:
        await self.stage.screen.read()
        self.stage.watcher.act(self.stage.watcher.discord_room(where, only_for), self.name, did, said)

    async def _seen(self, what: str, outcome: Outcome) -> Outcome:
        if outcome.failed:
            raise Missing(f"{self.name} should get an answer to {what}")
        if outcome.modal is None:
            await outcome.completed()
        return outcome


def said(outcome: Outcome, words: str) -> Post:
    """The answer on somebody's screen, which must hold these words."""
    post = outcome.post
    if post is None or words not in tidy(post.text):
        raise Missing(f"an answer with “{words}” should come; what came was “{outcome.text}”")
    return post
