"""A local Telegram in a process of its own, with people who do what the measurement orders, line by line."""

import asyncio
import json
import random
import sys
import time
from typing import Any

from adapters.playground.telegram import Limits, TelegramServer
from adapters.playground.telegram.people import Person
from adapters.playground.telegram.state import Bot, Group, PrivateChat
from adapters.playground.telegram.world import Event

TOKEN = "4100001:" + "invented-token-of-a-bench-and-no-more"


class Town:
    """The server, its people and groups, and when the bot wrote where."""

    def __init__(self, *, limits: bool) -> None:
        self.server = TelegramServer(limits=Limits(enabled=limits), check=False)
        self.bot: Bot = self.server.add_bot(TOKEN, username="valo_bot")
        self.people: list[Person] = []
        self.groups: list[Group] = []
        self.posts: list[float] = []
        self.reactions: list[float] = []
        self._waiting: dict[int, tuple[float, asyncio.Future[float]]] = {}
        self.server.listen(self._note)

    def _note(self, event: Event) -> None:
        if event.actor is not self.bot:
            return
        if event.kind == "reaction":
            self.reactions.append(time.time())
        elif event.kind == "message":
            self.posts.append(time.time())
            self._answered(event)

    def _answered(self, event: Event) -> None:
        """Somebody waits for an answer: it is the message that is no letter of the broadcast."""
        message = event.message
        if not isinstance(event.chat, PrivateChat) or message is None or (message.text or "").startswith("Letter "):
            return
        asked, waiting = self._waiting.pop(event.chat.user.id, (0.0, None))
        if waiting is not None:
            waiting.set_result(time.perf_counter() - asked)

    async def found(self, people: int, groups: int) -> dict[str, Any]:
        """People who have all started the bot, spread over groups."""
        self.people = [self.server.add_user(f"Learner {number}") for number in range(people)]
        for person in self.people:
            person.private(self.bot).started = True
            self.bot.met.add(person.id)
        for number in range(groups):
            members = self.people[number::groups] or self.people[:1]
            self.groups.append(self.server.add_group(f"Suomi {number}", members=members, bots=[self.bot]))
        self.bot.mailbox.pending.clear()  # that it came into the groups was long ago: nobody is greeted now
        return {
            "section": {"token": TOKEN, "api_base": self.server.base, "file_base": self.server.file_base},
            "bot": str(self.bot.id),
            "people": [str(person.id) for person in self.people],
            "groups": [str(group.id) for group in self.groups],
        }

    async def answer(self, prompt: str, most: int) -> dict[str, Any]:
        """Everybody, up to so many, replies to the prompt with this text in their group."""
        begun = time.time()
        for number, person in enumerate(self.people[:most]):
            group = self.groups[number % len(self.groups)]
            asked = next(each for each in group.messages if (each.text or "").startswith(prompt))
            await person.send(group, f"My neighbour showed me a map, and I found {number} places.", reply_to=asked)
            if number % 20 == 0:
                await asyncio.sleep(0)
        return {"begun": begun}

    async def ask(self, text: str, per_second: float, seconds: float) -> dict[str, Any]:
        """People write a command in their private chats at random moments; how long each waited for the answer."""
        chance = random.Random(20261123)
        waiting = []
        until = time.perf_counter() + seconds
        while time.perf_counter() < until:
            person = chance.choice(self.people)
            if person.id not in self._waiting:
                answered: asyncio.Future[float] = asyncio.get_running_loop().create_future()
                self._waiting[person.id] = (time.perf_counter(), answered)
                await person.send(self.bot, text)
                waiting.append(answered)
            await asyncio.sleep(chance.expovariate(per_second))
        took = await asyncio.wait_for(asyncio.gather(*waiting), 60)
        return {"took": took}

    async def seen(self, *, whole: bool = True) -> dict[str, Any]:
        """What the bot did so far, and how often it was refused for haste."""
        counts = {"posted": len(self.posts), "reacted": len(self.reactions), "floods": self.server.floods}
        return counts | ({"posts": self.posts, "reactions": self.reactions} if whole else {})

    async def forget(self) -> dict[str, Any]:
        """Begin to count anew."""
        self.posts, self.reactions = [], []
        self.server.limiter.refused = 0
        return {}

    async def enforce(self, *, limits: bool) -> dict[str, Any]:
        self.server.limiter.limits = Limits(enabled=limits)
        return {}


async def run() -> None:
    town = Town(limits=True)
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
