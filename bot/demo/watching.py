"""Watches both platforms and puts what happens there on the screen: exactly what people and the bot did, nothing else."""

import re
from dataclasses import dataclass, field, replace
from typing import Any
from zoneinfo import ZoneInfo

from adapters.playground.discord.happenings import Happening
from adapters.playground.discord.places import Channel
from adapters.playground.discord.posts import Post
from adapters.playground.telegram import Event, Group, Message, PrivateChat
from bot.demo.house import HELSINKI, House
from bot.demo.screen import Line, Room, Screen

BRIEF = 6
"""So many words of what was said before."""
_SPACES = re.compile(r"\n{2,}")
_MARKUP = re.compile(r"\*\*|\\(?=[^\w\s])|^> ?|\u2060", re.MULTILINE)
_DEEP_LINK = re.compile(r"/start(@\w+)? \S+")


@dataclass
class Watcher:
    """Turns events into lines. Of private chats only those in the limelight are shown."""

    house: House
    screen: Screen
    zones: dict[str, ZoneInfo]
    limelight: set[str] = field(default_factory=set)
    in_short: bool = False
    """Fingers are not shown: what follows was seen before."""
    said_before: set[str] = field(default_factory=set)
    shown: dict[int, str] = field(default_factory=dict)

    async def run(self) -> None:
        stop = self.house.telegram.listen(self.telegram)
        try:
            async for happening in self.house.discord.events():
                self.discord(happening)
        finally:
            stop()

    def act(self, room: Room, who: str, did: str, said: str = "") -> None:
        """What a person does with a finger, which no platform tells as a message."""
        if not self.in_short:
            self._line(Line(room, self.house.clock.now(), who, said, did))

    def telegram(self, event: Event) -> None:
        message, chat = event.message, event.chat
        if message is None or chat is None or event.actor is None:
            return
        line = Line(self.telegram_room(chat), self.house.clock.now(), event.actor.first_name, "")
        match event.kind:
            case "message":
                self._telegram_message(line, message)
            case "edit":
                changed = "" if event.actor.is_bot else "edits the message:"
                self._say(line, tidy(message.text), did=changed, buttons=message.buttons)
            case "delete":
                self._say(line, "", did="takes the message away")
            case "reaction":
                signs = " ".join(event.data["reaction"])
                self._say(
                    line, "", did=f"{signs} on what {message.sender.first_name} wrote" if signs else "takes 👌 away"
                )
            case "press" if not self.in_short:
                label = next(
                    (b["text"] for r in message.keyboard for b in r if b.get("callback_data") == event.data["data"]), ""
                )
                self._say(line, "", did=f"presses [{label}]")
            case "answer" if event.data.get("text"):
                self._say(Line(line.room, line.at, "Talkoot", ""), event.data["text"])

    def _telegram_message(self, line: Line, message: Message) -> None:
        if message.service:
            added = [account["first_name"] for account in message.service.get("new_chat_members", ())]
            self._say(line, "", did=f"adds {', '.join(added)} to the group")
            return
        if _DEEP_LINK.fullmatch(message.text):
            return
        replied = message.reply_to
        whom = f"replies to {replied.sender.first_name}:" if replied and not message.sender.is_bot else ""
        files = [message.document["file_name"]] if message.document else []
        self._say(line, tidy(message.text), did=whom, buttons=message.buttons, files=files)

    def telegram_room(self, chat: Group | PrivateChat) -> Room:
        if isinstance(chat, Group):
            return Room("Telegram", f"group “{chat.title}”", HELSINKI)
        name = chat.user.first_name
        return Room("Telegram", f"{name} and the bot in private", self._zone(name), private=name not in self.limelight)

    def discord(self, happening: Happening) -> None:
        facts = happening.facts
        channel = Channel(self.house.discord.world, int(facts.get("channel") or 0))
        match happening.kind:
            case "message_create" | "message_update" | "answered" | "followed_up" if facts.get("message"):
                self._discord_message(happening, channel)
            case "message_reaction_add":
                post = channel.post(int(facts["message"]))
                line = Line(self.discord_room(channel), happening.at, facts["who"], "")
                self._say(line, "", did=f"{facts['emoji']} on what {post.author} wrote")
            case "message_delete" if int(facts["message"]) in self.shown:
                line = Line(self.discord_room(channel), happening.at, "Talkoot", "")
                self._say(line, "", did="takes the message away")

    def _discord_message(self, happening: Happening, channel: Channel) -> None:
        facts = happening.facts
        try:
            post = channel.post(int(facts["message"]))
        except Exception:  # noqa: BLE001 - it may be gone again
            return
        text = tidy(post.text)
        if post.loading or not text or self.shown.get(post.id) == text:
            return
        changed = post.id in self.shown and not post.ephemeral
        self.shown[post.id] = text
        room = self.discord_room(channel, facts.get("to", "") if post.ephemeral else "")
        did = "edits the message:" if changed and post.author != "Talkoot" else self._whom(channel, post)
        line = Line(room, happening.at, post.author, "")
        self._say(line, text, did=did, buttons=post.buttons, files=post.files)

    def _whom(self, channel: Channel, post: Post) -> str:
        if post.reply_to is None or post.author == "Talkoot":
            return ""
        return f"replies to {channel.post(post.reply_to).author}:"

    def discord_room(self, channel: Channel, only_for: str = "") -> Room:
        """A channel; what is for one person's eyes stands in a room of its own."""
        if channel.guild_id is None:
            return Room("Discord", "in private", HELSINKI, private=True)
        zone = self.zones.get(f"#{channel.name}", HELSINKI)
        name = f"channel #{channel.name}" + (f" (only {only_for} sees this)" if only_for else "")
        return Room("Discord", name, zone, private=bool(only_for) and only_for not in self.limelight)

    def _zone(self, name: str) -> ZoneInfo:
        return self.zones.get(name, HELSINKI)

    def _say(self, line: Line, said: str, **more: Any) -> None:
        self._line(Line(line.room, line.at, line.who, said, **more))

    def _line(self, line: Line) -> None:
        if not line.room.private:
            self.screen.line(self._shortened(line) if line.who == "Talkoot" else line)

    def _shortened(self, line: Line) -> Line:
        """What the bot has said in these words before need not be read again."""
        if len(line.said.split()) <= BRIEF or line.said not in self.said_before:
            self.said_before.add(line.said)
            return line
        return replace(line, said=" ".join(line.said.split()[:BRIEF]) + " …")


def tidy(text: str) -> str:
    """A message as it looks: without the signs that set it, and without blank lines."""
    return _SPACES.sub("\n", _MARKUP.sub("", text)).strip()
