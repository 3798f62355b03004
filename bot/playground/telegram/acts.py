"""What a person can do in Telegram's app, each as the app would send it."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from adapters.playground.telegram import Group, Message, NotPossibleError
from adapters.playground.telegram import Person as User
from adapters.playground.telegram.speaking import is_picture
from adapters.playground.telegram.state import Bot, Chat
from bot.playground.deeds import Acts, answers_of, between_people
from bot.playground.telegram.bubbles import PALETTE
from bot.playground.telegram.places import key_of
from bot.playground.telegram.view import View
from bot.playground.window import Given, NotPossible, Reply


@dataclass(frozen=True)
class Deed:
    """Somebody about to do something in the place they have open."""

    view: View
    user: User
    given: Given

    @property
    def bot(self) -> Bot:
        return self.view.house.telegram_bot

    @property
    def chat(self) -> Chat:
        return self.view.here.chat

    @property
    def group(self) -> Group:
        if self.view.group is None:
            raise NotPossible("This is possible in groups alone.")
        return self.view.group

    def message(self, field: str = "message") -> Message:
        found = self.chat.find(int(self.given[field]))
        if found is None:
            raise NotPossible("This message is not there any more.")
        return found

    def somebody(self) -> User | Bot:
        """The person or bot that is meant."""
        number = int(self.given["who"])
        return self.bot if number == self.bot.id else self.view.house.telegram.people[number]

    def dialog(self, name: str, **facts: Any) -> Reply:
        return act.dialog(self, name, **facts)


def _refusal(error: Exception) -> str | None:
    said = str(error)
    return f"{said[:1].upper()}{said[1:].rstrip('.')}." if isinstance(error, NotPossibleError) else None


act = Acts[Deed]("Telegram", _refusal)
act.asks("new_poll", "new_link", "new_group", "new_topic")


@act
async def send(deed: Deed) -> None:
    """Write, with files if some were chosen."""
    given, text = deed.given, deed.given.get("text")
    answered = deed.message("reply_to") if given.get("reply_to") else None
    facts: dict[str, Any] = {"reply_to": answered, "thread_id": deed.view.here.topic}
    for voice in given.uploads.get("voice", ()):
        await deed.user.send_voice(deed.chat, voice.content, **facts)
    files = [(each.name, each.content, each.mime) for each in given.uploads.get("file", ())]
    if len(files) > 1:
        await deed.user.send_album(deed.chat, files, caption=text, **facts)
    elif files and is_picture(files[0][1]) and not given.get("as_file"):
        await deed.user.send_photo(deed.chat, files[0][1], caption=text, **facts)
    elif files:
        name, content, mime = files[0]
        await deed.user.send_document(deed.chat, name, content, caption=text, mime=mime, **facts)
    elif text.strip() or not given.uploads:
        await deed.user.send(deed.chat, text, quote=given.get("quote") or None, **facts)


@act
async def edit(deed: Deed) -> None:
    await deed.user.edit(deed.message(), deed.given["text"].strip())


@act
async def delete(deed: Deed) -> None:
    await deed.user.delete(deed.message())


@act
async def press(deed: Deed) -> Reply:
    """A button under a message; what the bot answers is a short notice, or one that has to be closed."""
    given, message = deed.given, deed.message()
    answer = await deed.user.press_at(message, int(given["row"]), int(given["column"]))
    if answer is None:
        return Reply(note="The bot has not answered this press. Is it running?")
    if answer.url:
        return await _follow(deed, answer.url)
    return Reply(alert=answer.text) if answer.alert else Reply(note=answer.text)


@act
async def react(deed: Deed) -> None:
    """Choose a reaction; choosing it once more takes it back."""
    message, emoji = deed.message(), deed.given["emoji"]
    had = message.reactions.get(deed.user.id, [])
    await deed.user.react(message, *([] if emoji in had else [emoji]))


@act
async def pin(deed: Deed) -> None:
    await deed.user.pin(deed.message())


@act
async def unpin(deed: Deed) -> None:
    await deed.user.unpin(deed.message())


@act
async def more(deed: Deed) -> Reply:
    """All that can be done with a message."""
    return deed.dialog("more", bubble=deed.view.bubble(deed.message()), palette=PALETTE)


@act
async def history(deed: Deed) -> Reply:
    """What a message said before it was changed."""
    return deed.dialog("history", bubble=deed.view.bubble(deed.message()))


@act
async def vote(deed: Deed) -> None:
    """Choose in a poll; nothing chosen takes the vote back."""
    choices = deed.given.several.get("choice", ())
    await deed.user.vote(deed.message(), *map(int, choices))


@act
async def stop_poll(deed: Deed) -> None:
    await deed.user.stop_poll(deed.message())


@act
async def make_poll(deed: Deed) -> None:
    given = deed.given
    await deed.user.send_poll(
        deed.chat,
        given["question"].strip(),
        answers_of(given),
        anonymous=bool(given.get("anonymous")),
        multiple=bool(given.get("multiple")),
        thread_id=deed.view.here.topic,
    )


@act
async def open(deed: Deed) -> Reply:  # noqa: A001 - the name of the act
    """Follow a link that was pasted, stands in a text or under a message."""
    return await _follow(deed, deed.given["url"].strip())


async def _follow(deed: Deed, url: str) -> Reply:
    parts, world = urlsplit(url if "//" in url else f"https://{url}"), deed.view.world
    if parts.netloc != "t.me":
        return Reply(alert=f"This link leads out of the playground, so it is only shown: {url}")
    query = parse_qs(parts.query)
    if "startgroup" in query and not deed.given.get("group"):
        return deed.dialog("into_group", url=url, groups=_own_groups(deed))
    group = world.groups.get(int(deed.given.get("group") or 0))
    await deed.user.open_link(url, group=group)
    if url in world.links:
        group, link = world.links[url]
        if link.asks_first:
            return Reply(note=f"You asked to come into {group.title}. Somebody there decides.")
    return Reply(open=key_of(group) if group else f"bot{deed.bot.id}")


@act
async def whom(deed: Deed) -> Reply:
    """Somebody's name is pressed."""
    return between_people(deed.given, "Telegram")


@act
async def which_chat(deed: Deed) -> Reply:
    """A key that asks for one of the person's groups."""
    return deed.dialog("which_chat", message=deed.given["message"], label=deed.given["label"], groups=_own_groups(deed))


@act
async def pick_chat(deed: Deed) -> None:
    group = deed.view.world.groups[int(deed.given["group"])]
    await deed.user.pick_chat(deed.message(), deed.given["label"], group)


def _own_groups(deed: Deed) -> list[Group]:
    return [row.place.chat for row in deed.view.rows() if isinstance(row.place.chat, Group) and row.inside]


@act
async def start(deed: Deed) -> None:
    await deed.user.start(deed.bot)


@act
async def block(deed: Deed) -> None:
    await deed.user.block(deed.bot)


@act
async def unblock(deed: Deed) -> None:
    await deed.user.unblock(deed.bot)
