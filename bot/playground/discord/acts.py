"""What a person can do in Discord's app, each as the app would send it."""

from dataclasses import dataclass
from typing import Any

from simcord.backend.errors import BackendError

from adapters.playground.discord import Impossible
from adapters.playground.discord.outcomes import Outcome
from adapters.playground.discord.people import Person as User
from adapters.playground.discord.places import Channel, Guild
from adapters.playground.discord.posts import Post
from bot.playground.deeds import Acts, answers_of, between_people
from bot.playground.discord.bubbles import PALETTE
from bot.playground.discord.fields import Field, fields
from bot.playground.discord.view import View
from bot.playground.window import Given, NotPossible, Reply, Upload

BYTES_A_SECOND = 4000
"""Of a voice note: what Opus makes of speech, near enough."""
NOT_ANSWERED = "This interaction failed: the bot did not answer within three seconds. Is it running?"


@dataclass(frozen=True)
class Deed:
    """Somebody about to do something in the place they have open."""

    view: View
    user: User
    given: Given

    @property
    def channel(self) -> Channel:
        return self.view.here.channel

    @property
    def guild(self) -> Guild:
        """The server that is meant, or the one that is open."""
        named = self.given.get("server")
        guild = self.view.house.discord.guilds.get(int(named)) if named else self.view.here.guild
        if guild is None:
            raise NotPossible("This is possible in servers alone.")
        return guild

    def post(self, field: str = "message") -> Post:
        message = self.view.world.backend.messages.get(self.channel.id, {}).get(int(self.given[field]))
        if message is None:
            raise NotPossible("This message is not there any more.")
        return Post(self.view.world, message)

    def dialog(self, name: str, **facts: Any) -> Reply:
        return act.dialog(self, name, **facts)

    def seen(self, outcome: Outcome) -> Reply:
        """What the bot's first answer does to the screen."""
        if outcome.failed:
            return Reply(note=NOT_ANSWERED)
        if outcome.modal is None:
            return Reply()
        number = outcome.modal.exchange.record.id
        return self.dialog("modal", modal=outcome.modal, number=number, fields=fields(outcome.modal, self.view.signs))


def _refusal(error: Exception) -> str | None:
    if isinstance(error, BackendError):
        return f"Discord does not take this: {error.message.rstrip('.')}."
    return str(error) if isinstance(error, Impossible) else None


act = Acts[Deed]("Discord", _refusal)
act.asks("new_poll", "new_server")


@act
async def send(deed: Deed) -> None:
    """Write, with files if some were chosen."""
    given = deed.given
    answered = deed.post("reply_to") if given.get("reply_to") else None
    files = [(each.name, each.content) for each in given.uploads.get("file", ())]
    voices = list(given.uploads.get("voice", ()))
    for voice in voices:
        await deed.user.send_voice(deed.channel, voice.content, seconds=_length(voice))
    if given.get("text").strip() or files or not voices:
        text = deed.view.signs.meant(_text(given))
        await deed.user.send(deed.channel, text, reply_to=answered, files=files)


def _text(given: Given) -> str:
    return given.get("text").replace("\r\n", "\n").strip()


def _length(voice: Upload) -> float:
    return max(1.0, round(len(voice.content) / BYTES_A_SECOND, 1))


@act
async def edit(deed: Deed) -> None:
    await deed.user.edit(deed.post(), deed.view.signs.meant(_text(deed.given)))


@act
async def delete(deed: Deed) -> None:
    await deed.user.delete(deed.post())


@act
async def dismiss(deed: Deed) -> None:
    """Put away what nobody else sees."""
    deed.user.dismiss(deed.post())


@act
async def react(deed: Deed) -> None:
    """Add a reaction, or take one's own away."""
    post, emoji = deed.post(), deed.given["emoji"]
    found = post.message.reaction_for(emoji)
    if found is not None and deed.user.id in found.user_ids:
        await deed.user.unreact(post, emoji)
    else:
        await deed.user.react(post, emoji)


@act
async def pin(deed: Deed) -> None:
    await deed.user.pin(deed.post())


@act
async def unpin(deed: Deed) -> None:
    await deed.user.unpin(deed.post())


@act
async def whom(deed: Deed) -> Reply:
    """Somebody's name is pressed."""
    return between_people(deed.given, "Discord")


@act
async def pins(deed: Deed) -> Reply:
    """The pinned messages of the channel."""
    return deed.dialog("pins", bubbles=[deed.view.bubble(post) for post in deed.user.pins(deed.channel)])


@act
async def more(deed: Deed) -> Reply:
    """All that can be done with a message."""
    return deed.dialog("more", bubble=deed.view.bubble(deed.post()), palette=PALETTE)


@act
async def press(deed: Deed) -> Reply:
    return deed.seen(await deed.user.press(deed.post(), deed.given["button"]))


@act
async def select(deed: Deed) -> Reply:
    """What was chosen in a menu under a message."""
    post, menu = deed.post(), deed.given["menu"]
    chosen = Field(post.menu(menu), deed.view.signs).read(deed.given)
    return deed.seen(await deed.user.select(post, chosen, menu=menu))


@act
async def submit(deed: Deed) -> Reply:
    """Send a form."""
    outcome = deed.user.outcomes.get(int(deed.given["interaction"]))
    if outcome is None or outcome.modal is None:
        raise NotPossible("This form is not open any more.")
    filled = {each.name: each.read(deed.given) for each in fields(outcome.modal, deed.view.signs)}
    answer = await deed.user.submit(outcome.modal, filled)
    if answer.failed:
        raise NotPossible("Something went wrong: the bot did not take the form within three seconds. Send it again.")
    return deed.seen(answer)


@act
async def make_poll(deed: Deed) -> None:
    given = deed.given
    several, hours = bool(given.get("several")), float(given.get("hours") or 24)
    await deed.user.ask(deed.channel, given["question"].strip(), answers_of(given), several=several, hours=hours)


@act
async def vote(deed: Deed) -> None:
    """Choose in a poll; nothing chosen takes the vote back."""
    await deed.user.vote(deed.post(), *map(int, deed.given.several.get("choice", ())))
