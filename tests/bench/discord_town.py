"""A local Discord in a process of its own, with people who do what the measurement orders, line by line."""

import asyncio
import json
import sys
import time
from typing import Any

from adapters.playground.discord import DiscordServer, Limits
from adapters.playground.discord.people import Person
from adapters.playground.discord.places import Channel

NAMES = ["Talkoot", "Second Talkoot"]
TOKENS = ["invented.token.of-a-bench", "another.invented.token-of-a-bench"]


class Town:
    """The server, its people and channels, and when the bots wrote where."""

    def __init__(self) -> None:
        self.server = DiscordServer(limits=Limits(), validate=False)
        self.bots = [self.server.add_bot(token, name) for name, token in zip(NAMES, TOKENS, strict=True)]
        self.people: list[Person] = []
        self.channels: list[Channel] = []
        self.posts: list[tuple[float, int]] = []
        self.reactions: list[float] = []
        self._watching: asyncio.Task[None] | None = None

    async def watch(self) -> None:
        """Note the moment of everything the bots do."""
        async for happening in self.server.events():
            if happening.kind == "message_create" and happening.facts.get("who") in NAMES:
                self.posts.append((time.time(), NAMES.index(happening.facts["who"])))
            elif happening.kind == "message_reaction_add":
                self.reactions.append(time.time())

    async def found(self, people: int, channels: int) -> dict[str, Any]:
        owner = self.server.add_user("Dina")
        self.people = [self.server.add_user(f"Learner {number}") for number in range(people)]
        names = [f"suomi-{number}" for number in range(channels)]
        guild = self.server.add_guild("Fjord Centre", owner=owner, members=self.people, channels=names)
        self.channels = [guild.channel(name) for name in names]
        shared = {"api_base": self.server.api_base, "gateway": self.server.gateway, "cdn": self.server.cdn}
        self._watching = asyncio.create_task(self.watch())
        return {
            "section": {**shared, "message_content": True},
            "tokens": TOKENS,
            "bots": [str(bot.id) for bot in self.bots],
            "people": [str(person.id) for person in self.people],
            "groups": [str(channel.id) for channel in self.channels],
        }

    async def answer(self, prompt: str, most: int) -> dict[str, Any]:
        """Everybody, up to so many, replies to the prompt with this text in their channel."""
        begun = time.time()
        asked = {
            channel.id: next(each for each in channel.messages if each.text.startswith(prompt))
            for channel in self.channels
        }
        for number, person in enumerate(self.people[:most]):
            channel = self.channels[number % len(self.channels)]
            text = f"My neighbour showed me a map, and I found {number} places."
            await person.send(channel, text, reply_to=asked[channel.id])
            await asyncio.sleep(0)
        return {"begun": begun}

    async def seen(self, *, whole: bool = True) -> dict[str, Any]:
        counts = {"posted": len(self.posts), "reacted": len(self.reactions), "floods": self.server.limiter.refused}
        return counts | ({"posts": self.posts, "reactions": self.reactions} if whole else {})

    async def forget(self) -> dict[str, Any]:
        """Begin to count anew."""
        self.posts, self.reactions = [], []
        self.server.limiter.refused = 0
        return {}

    async def enforce(self, *, limits: bool) -> dict[str, Any]:
        self.server.limiter.limits = Limits() if limits else Limits.off()
        return {}


async def run() -> None:
    town = Town()
    await town.server.start()
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        order = json.loads(line)
        result = await getattr(town, order.pop("do"))(**order)
        sys.stdout.write(json.dumps(result) + "\n")
        sys.stdout.flush()
    await town.server.stop()


if __name__ == "__main__":
    asyncio.run(run())
