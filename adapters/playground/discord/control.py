"""The same people driven over HTTP: one POST to act, one GET to look, for a server in another process."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from simcord.backend.errors import BackendError

from adapters.playground.discord.places import Channel, Guild
from adapters.playground.discord.rest import reply
from adapters.playground.discord.world import Impossible

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from aiohttp import web

    from adapters.playground.discord.outcomes import Outcome
    from adapters.playground.discord.people import Person
    from adapters.playground.discord.posts import Post
    from adapters.playground.discord.server import DiscordServer

    Act = Callable[[dict[str, Any]], Awaitable[Any]]


class Control:
    """Translates JSON with ids into the methods of people, places and the fault plan."""

    def __init__(self, server: DiscordServer) -> None:
        self._server = server
        self._acts: dict[str, Act] = {
            name.removeprefix("act_"): getattr(self, name) for name in dir(self) if name.startswith("act_")
        }

    def mount(self, app: web.Application) -> None:
        app.router.add_post("/control", self._post)
        app.router.add_get("/control/snapshot", self._snapshot)
        app.router.add_get("/control/events", self._events)

    async def _post(self, request: web.Request) -> web.Response:
        said = await request.json()
        act = self._acts.get(said.pop("do", ""))
        if act is None:
            return reply(400, {"error": f"Unknown act; there are {sorted(self._acts)}."}, {})
        try:
            return reply(200, {"result": shown(await act(said))}, {})
        except (Impossible, BackendError) as error:
            return reply(409, {"error": str(error)}, {})
        except (KeyError, ValueError, TypeError) as error:
            return reply(400, {"error": f"{type(error).__name__}: {error}"}, {})

    async def _snapshot(self, _: web.Request) -> web.Response:
        server = self._server
        guilds = [
            {**guild.as_json(), "messages": {str(c.id): [shown(p) for p in c.messages] for c in guild.channels}}
            for guild in server.guilds.values()
        ]
        bots = [
            {"id": str(bot.id), "name": bot.name, "connected": bot.connected, "identified": bot.identified}
            for bot in server.world.bots.values()
        ]
        people = [{"id": str(person.id), "name": person.name} for person in server.people.values()]
        violations = [str(violation) for violation in server.violations]
        return reply(200, {"guilds": guilds, "bots": bots, "people": people, "violations": violations}, {})

    async def _events(self, request: web.Request) -> web.Response:
        after = int(request.query.get("after", "0"))
        return reply(200, [happening.as_json() for happening in self._server.chronicle.after(after)], {})

    async def act_add_bot(self, said: dict[str, Any]) -> Any:
        bot = self._server.add_bot(said["token"], said.get("name", "Talkoot"), intents=said.get("intents", ()))
        return {"id": str(bot.id)}

    async def act_add_user(self, said: dict[str, Any]) -> Any:
        return {"id": str(self._server.add_user(said["name"], locale=said.get("locale", "en-GB")).id)}

    async def act_add_guild(self, said: dict[str, Any]) -> Any:
        members = [self._person(who) for who in said.get("members", ())]
        channels = said.get("channels", ("general",))
        owner = self._person(said["owner"])
        return self._server.add_guild(said["name"], owner=owner, members=members, channels=channels)

    async def act_send(self, said: dict[str, Any]) -> Any:
        channel = self._channel(said)
        replied = channel.post(int(said["reply_to"])) if said.get("reply_to") else None
        files = [(name, base64.b64decode(data)) for name, data in said.get("files", {}).items()]
        who, text = self._person(said["who"]), said.get("text", "")
        return await who.send(channel, text, reply_to=replied, ping=said.get("ping", True), files=files)

    async def act_edit(self, said: dict[str, Any]) -> Any:
        await self._person(said["who"]).edit(self._post_of(said), said["text"])

    async def act_delete(self, said: dict[str, Any]) -> Any:
        await self._person(said["who"]).delete(self._post_of(said))

    async def act_react(self, said: dict[str, Any]) -> Any:
        await self._person(said["who"]).react(self._post_of(said), said["emoji"])

    async def act_unreact(self, said: dict[str, Any]) -> Any:
        await self._person(said["who"]).unreact(self._post_of(said), said["emoji"])

    async def act_slash(self, said: dict[str, Any]) -> Any:
        person = self._person(said["who"])
        outcome = await person.slash(self._channel(said), said["command"], **said.get("options", {}))
        return await self._patiently(outcome, said)

    async def act_autocomplete(self, said: dict[str, Any]) -> Any:
        person, given = self._person(said["who"]), said.get("options", {})
        return await person.autocomplete(self._channel(said), said["command"], said["option"], said["typed"], **given)

    async def act_press(self, said: dict[str, Any]) -> Any:
        outcome = await self._person(said["who"]).press(self._post_of(said), said["button"])
        return await self._patiently(outcome, said)

    async def act_select(self, said: dict[str, Any]) -> Any:
        person = self._person(said["who"])
        outcome = await person.select(self._post_of(said), said["values"], menu=said.get("menu"))
        return await self._patiently(outcome, said)

    async def act_submit(self, said: dict[str, Any]) -> Any:
        person = self._person(said["who"])
        shown_form = person.outcomes[int(said["interaction"])].modal
        if shown_form is None:
            raise Impossible("There is no form on the screen.")
        return await self._patiently(await person.submit(shown_form, said["values"]), said)

    async def act_outcome(self, said: dict[str, Any]) -> Any:
        return self._person(said["who"]).outcomes[int(said["interaction"])]

    async def act_sees(self, said: dict[str, Any]) -> Any:
        return self._person(said["who"]).sees_in(self._channel(said))

    async def act_join(self, said: dict[str, Any]) -> Any:
        self._person(said["who"]).join(self._guild(said["guild"]))

    async def act_leave(self, said: dict[str, Any]) -> Any:
        self._person(said["who"]).leave(self._guild(said["guild"]))

    async def act_close_dms(self, said: dict[str, Any]) -> Any:
        self._person(said["who"]).close_dms()

    async def act_open_dms(self, said: dict[str, Any]) -> Any:
        self._person(said["who"]).open_dms()

    async def act_fault(self, said: dict[str, Any]) -> Any:
        """Put a REST or event fault on the plan, named as in the fault plan."""
        kinds = {"rate_limit", "server_error", "drop", "delay", "duplicate", "malform", "stranger_before", "clear"}
        kind = said.pop("kind")
        if kind not in kinds:
            raise Impossible(f"Unknown fault {kind}; there are {sorted(kinds)}.")
        getattr(self._server.faults, kind)(*said.pop("args", ()), **said)

    async def act_gateway(self, said: dict[str, Any]) -> Any:
        """Trouble on the gateway: close, cut, reconnect, invalidate, revoke, lose_acks."""
        server, bot = self._server, self._server.bot(said.get("bot"))
        troubles: dict[str, Callable[[], None]] = {
            "close": lambda: server.close_gateway(bot, said.get("code", 4000)),
            "cut": lambda: server.cut_gateway(bot),
            "reconnect": lambda: server.ask_reconnect(bot),
            "invalidate": lambda: server.invalidate(bot, resumable=said.get("resumable", False)),
            "revoke": lambda: server.revoke(bot),
            "lose_acks": lambda: server.faults.lose_heartbeat_acks(said.get("times", 1)),
        }
        troubles[said["trouble"]]()

    async def _patiently(self, outcome: Outcome, said: dict[str, Any]) -> Outcome:
        return await outcome.completed(said["wait"]) if said.get("wait") and outcome.deferred else outcome

    def _person(self, who: str | int) -> Person:
        if str(who).isdigit() and int(who) in self._server.people:
            return self._server.people[int(who)]
        for person in self._server.people.values():
            if person.name == who:
                return person
        raise Impossible(f"There is nobody called {who}.")

    def _guild(self, which: str | int) -> Guild:
        for guild in self._server.guilds.values():
            if str(which) in (str(guild.id), guild.name):
                return guild
        raise Impossible(f"There is no server {which}.")

    def _channel(self, said: dict[str, Any]) -> Channel:
        """By id; by name in a server; or the private chat with the bot, called `dm`."""
        wanted = said["channel"]
        if wanted == "dm":
            return self._person(said["who"]).dm(self._server.bot(said.get("bot")))
        if str(wanted).isdigit():
            return Channel(self._server.world, int(wanted))
        guilds = [self._guild(said["guild"])] if "guild" in said else list(self._server.guilds.values())
        return guilds[0].channel(str(wanted))

    def _post_of(self, said: dict[str, Any]) -> Post:
        return self._channel(said).post(int(said["message"]))


def shown(result: Any) -> Any:
    if isinstance(result, list):
        return [shown(item) for item in result]
    return result.as_json() if hasattr(result, "as_json") else result
