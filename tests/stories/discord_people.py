"""People on the local Discord."""

from typing import TYPE_CHECKING, Any

from adapters.playground.discord.forms import Modal
from adapters.playground.discord.outcomes import Outcome
from adapters.playground.discord.people import Person as Account
from adapters.playground.discord.places import Channel
from adapters.playground.discord.posts import Post
from bot.vocabulary import VOCABULARY, Command
from tests.stories.people import SUGGESTED, Person
from tests.stories.screens import Shown, of_discord

if TYPE_CHECKING:
    from tests.stories.town import Town


class DiscordPerson(Person):
    """Somebody on a server, who calls commands in its channel."""

    account: Account

    def __init__(self, town: "Town", name: str, account: Account) -> None:
        super().__init__(town, name)
        self.account = account
        self.form: Modal | None = None

    @property
    def dm(self) -> Channel:
        return self.account.dm(self.town.discord_bot)

    def screen(self) -> list[Shown]:
        channels = [channel for guild in self.town.discord.guilds.values() for channel in guild.channels]
        here = [of_discord(post, private=False) for channel in channels for post in self.account.sees_in(channel)]
        alone = [of_discord(post, private=True) for post in self.account.sees_in(self.dm)]
        return [shown for shown in [*here, *alone] if shown.raw.author_id != self.account.id and not shown.raw.loading]

    def command(self, path: str) -> str:
        return "/" + path

    async def _say(self, text: str) -> Post | None:
        if not text.startswith("/"):
            return await self.account.send(self.dm, text)
        called, rest = _read(text)
        await self._slash(called.path, {_main_option(called): rest} if rest else {})
        return None

    async def _write(self, text: str, reply_to: Post | None) -> Post:
        channel = self._channel(reply_to) if reply_to else self.town.channel
        return await self.account.send(channel, text, reply_to=reply_to)

    def _channel(self, post: Post) -> Channel:
        return Channel(self.town.discord.world, post.channel_id)

    async def _call(self, path: str, options: dict[str, str], *, here: bool) -> None:  # noqa: ARG002
        await self._slash(path, options)

    async def _call_privately(self, path: str, options: dict[str, str]) -> None:
        await self._slash(path, options, self.dm)

    async def _slash(self, path: str, options: dict[str, str], where: Channel | None = None) -> None:
        self._after(await self.account.slash(where or self.town.channel, path, of_bot=None, **options), f"/{path}")

    async def _press(self, shown: Shown, label: str) -> None:
        self._after(await self.account.press(shown.raw, label), label)

    def _after(self, outcome: Outcome, what: str) -> None:
        assert not outcome.failed, f"{self.name} was told that {what!r} failed"
        self.form = outcome.modal
        if self.form is not None:
            self.town.notes(f"    (form) {self.form.title}: {self.form.values}")

    def _wrap(self, raw: Post) -> Shown:
        return of_discord(raw, private=raw.channel_id == self.dm.id)

    def fills_in(self, **answers: Any) -> None:
        assert self.form is not None, f"no form is open for {self.name}"
        given = {name: value for name, value in answers.items() if value is not SUGGESTED}
        self._act(f"fills in {given}", self._submit(self.form, given))

    def corrects(self, **answers: Any) -> None:
        self.presses("Correct it")
        self.fills_in(**answers)

    def question(self) -> str:
        assert self.form is not None, f"no form is open for {self.name}"
        fields = self.form.spec["components"]
        return "\n".join(
            str(said)
            for each in fields
            for said in (each.get("description"), each["component"].get("placeholder"))
            if said
        )

    async def _submit(self, form: Modal, given: dict[str, str]) -> None:
        self._after(await self.account.submit(form, given), form.title)

    def edits(self, mine: Shown, text: str) -> None:
        self._act(f"changes it to {text!r}", self.account.edit(mine.raw, text))

    def deletes(self, mine: Shown) -> None:
        self._act("deletes it", self.account.delete(mine.raw))

    def replies_silently(self, text: str, to: Shown) -> Shown:
        """Reply with the mention switched off: then the bot is not shown the words."""
        send = self.account.send(self._channel(to.raw), text, reply_to=to.raw, ping=False)
        return self._wrap(self._act(f"replies without a mention {text!r}", send))

    def sends_file(self, name: str, reply_to: Shown | None = None, text: str = "") -> Shown:
        channel = self._channel(reply_to.raw) if reply_to else self.dm
        target = reply_to.raw if reply_to else None
        send = self.account.send(channel, text, reply_to=target, files=[(name, b"a picture")])
        return self._wrap(self._act(f"sends {name} {text!r}", send))

    def reply_of(self, shown: Shown) -> int | None:
        number: int | None = shown.raw.reply_to
        return number

    def forges(self, shown: Shown, token: str) -> None:
        """Press a button that the app never showed."""
        data = {"custom_id": token, "component_type": 2, "id": 0}
        self._act(f"forges {token}", self._forge(shown.raw, data))

    async def _forge(self, post: Post, data: dict[str, Any]) -> None:
        self._after(await self.account._component(post, data), "a forged button")

    def token(self, shown: Shown, label: str) -> str:
        """What the button carries."""
        return str(shown.raw.button(label)["custom_id"]).removeprefix("start:")


def _read(typed: str) -> tuple[Command, str]:
    """The command at the front of a typed line, and what follows it."""
    words = typed[1:].replace("_", " ").split(" ")
    for count in (3, 2, 1):
        found = VOCABULARY.find(" ".join(words[:count]))
        if found is not None:
            return found, " ".join(words[count:])
    raise AssertionError(f"Discord offers no command {typed!r}")


def _main_option(called: Command) -> str:
    """The option that the rest of a typed line is meant for."""
    return next((each.name for each in called.asked if each.given is None), called.asked[0].name)
