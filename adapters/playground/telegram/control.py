"""The people's side over HTTP, for tests and pages in another process.

`POST /control` takes `{"do": NAME, "as": person id, "with": {...}}` and answers `{"ok": true, "result": ...}`;
`GET /control` tells what there is; `GET /control?chat=ID&bot=ID&after=MESSAGE` reads a chat.
Chats are named by id (`chat` in `with`; a private chat as `bot`), messages as `message` in such a chat.
"""

from __future__ import annotations

import inspect
import json
from dataclasses import asdict, is_dataclass, replace
from typing import TYPE_CHECKING, Any

from aiohttp import web

from adapters.playground.telegram.state import JSON, Bot, Chat, Group, Message, NotPossibleError, PrivateChat
from adapters.playground.telegram.wire import message_json

if TYPE_CHECKING:
    from adapters.playground.telegram.people import Person
    from adapters.playground.telegram.server import TelegramServer

ACTION_LINE = (
    "start send send_document edit delete react press press_forged block unblock join leave open_link add_bot "
    "promote demote remove as_anonymous_admin open_topic close_topic delete_topic make_forum pick_chat migrate found_group send_poll vote stop_poll pin unpin"
)
ACTIONS = frozenset(ACTION_LINE.split())
FIRST = ("where", "message", "group")


class Control:
    """Lets another process play the people."""

    def __init__(self, server: TelegramServer) -> None:
        self.server = server

    async def handle(self, request: web.BaseRequest) -> web.Response:
        try:
            if request.method == "GET":
                return answer(self._read(dict(request.query)))
            order = json.loads(await request.read())
            return answer(await self._do(order["do"], order.get("as"), dict(order.get("with", {}))))
        except (NotPossibleError, LookupError, ValueError, TypeError, AttributeError) as mistake:
            return web.json_response({"ok": False, "error": f"{type(mistake).__name__}: {mistake}"}, status=400)

    async def _do(self, name: str, person_id: int | None, facts: JSON) -> Any:
        if person_id is None:
            return self._arrange(name, facts)
        if name not in ACTIONS:
            raise ValueError(f"people cannot {name!r}; they can {', '.join(sorted(ACTIONS))}")
        person = self.server.people[person_id]
        several = facts.pop("emojis", []) or facts.pop("choice", [])
        resolved = self._resolved(name, person, facts)
        if name in {"react", "vote"}:
            return await getattr(person, name)(resolved["message"], *several)
        result = getattr(person, name)(**resolved)
        return shown(await result if inspect.isawaitable(result) else result)

    def _arrange(self, name: str, facts: JSON) -> Any:
        """What nobody does: new accounts and groups, faults, limits."""
        server = self.server
        match name:
            case "add_bot":
                return shown(server.add_bot(**facts))
            case "add_user":
                return shown(server.add_user(**facts))
            case "add_group":
                return shown(self._add_group(facts))
            case "fault":
                server.faults.add(**facts)
            case "limits":
                server.limiter.limits = replace(server.limiter.limits, **facts)
            case "revoke" | "deliver_twice" | "deliver_unreadable" | "deliver_unknown_kind":
                getattr(server, name)(self._bot(facts.pop("bot")), **facts)
            case _:
                raise ValueError(f"unknown order {name!r}")
        return True

    def _add_group(self, facts: JSON) -> Group:
        for key in ("members", "admins"):
            facts[key] = [self.server.people[number] for number in facts.get(key, [])]
        if facts.get("bots") is not None:
            facts["bots"] = [self._bot(number) for number in facts["bots"]]
        return self.server.add_group(**facts)

    def _bot(self, number: int) -> Bot:
        account = self.server.world.accounts[number]
        if not isinstance(account, Bot):
            raise NotPossibleError(f"{number} is not a bot")
        return account

    def _chat(self, person: Person | None, facts: JSON) -> Chat:
        if facts.get("chat") is not None:
            return self.server.world.groups[int(facts.pop("chat"))]
        if person is None:
            raise LookupError("name a chat")
        return person.private(self._bot(int(facts.pop("bot"))))

    def _resolved(self, name: str, person: Person, facts: JSON) -> JSON:
        """Ids become the chats, messages, people and bots they stand for."""
        signature = inspect.signature(getattr(person, name)).parameters
        first = next((key for key in FIRST if key in signature), None)
        if "who" in facts:
            number = facts["who"]
            facts["who"] = self.server.people.get(number) or self._bot(number)
        if "content" in facts:
            facts["content"] = facts["content"].encode()
        if first is not None:
            bot = facts.pop("bot") if "bot" in signature else None
            chat = self._chat(person, facts)
            facts |= {} if bot is None else {"bot": self._bot(bot)}
            facts[first] = chat.by_id[facts["message"]] if first == "message" else chat
            if facts.get("reply_to") is not None:
                facts["reply_to"] = chat.by_id[facts["reply_to"]]
        elif "bot" in facts:
            facts["bot"] = self._bot(facts["bot"])
        return facts

    def _read(self, query: dict[str, str]) -> Any:
        server, world = self.server, self.server.world
        after = int(query.get("after", 0))
        if "chat" in query:
            chat_id = int(query["chat"])
            chat = world.groups[chat_id] if chat_id < 0 else world.privates[int(query["bot"]), chat_id]
            return [shown(message) for message in chat.log if message.id > after]
        return {
            "bots": [shown(bot) for bot in world.bots.values()],
            "people": [shown(person) for person in server.people.values()],
            "groups": [shown(group) for group in world.groups.values()],
            "privates": [shown(chat) for chat in world.privates.values()],
            "calls": server.endpoint.calls,
            "floods": server.floods,
            "violations": list(map(str, server.violations)),
            "refusals": server.refusals,
        }


def answer(result: Any) -> web.Response:
    return web.json_response({"ok": True, "result": result})


def shown(thing: Any) -> Any:
    """Anything of the local Telegram as plain JSON."""
    if isinstance(thing, Message):
        return shown_message(thing)
    if isinstance(thing, PrivateChat):
        return {"bot": thing.bot.id, "user": thing.user.id, "started": thing.started, "blocked": thing.blocked}
    if isinstance(thing, Group):
        members = {number: member.status for number, member in thing.members.items()}
        return {"id": thing.id, "title": thing.title, "kind": thing.kind, "members": members}
    if isinstance(thing, Bot):
        return {"id": thing.id, "username": thing.username, "pending": len(thing.mailbox.pending)}
    if is_dataclass(thing) and not isinstance(thing, type):
        return asdict(thing)
    return {"id": thing.id, "name": thing.name} if hasattr(thing, "account") else thing


def shown_message(message: Message) -> JSON:
    return {
        **message_json(message),
        "buttons": message.buttons,
        "markup": message.markup,
        "reactions": {str(number): emojis for number, emojis in message.reactions.items()},
        "edits": [asdict(edit) for edit in message.edits],
        "deleted": message.deleted,
    }
