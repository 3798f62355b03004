"""What is wrong with a bot's token, its settings and its rights, for `talkoot check`."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from adapters.causes import cause_of
from adapters.telegram.comings import is_out
from adapters.telegram.render import REACTIONS
from community.chat.address import Place
from community.chat.capabilities import Standing
from community.chat.gateway import Finding, Sign
from community.errors import Refused, TokenRefused, Undelivered, Unreachable

Call = Callable[..., Awaitable[Any]]


async def examine(call: Call, places: Sequence[Place]) -> Sequence[Finding]:
    try:
        me = await call("getMe")
    except TokenRefused:
        return (Finding("telegram.token", good=False),)
    except Undelivered as fault:
        return (Finding("telegram.connection", good=False, facts={"reason": cause_of(fault)}),)
    facts = {"bot": me["username"]}
    groups = [place for place in places if not place.private]
    found = [await _in_chat(call, me["id"], place) for place in groups]
    return (
        Finding("telegram.token", good=True, facts=facts),
        Finding("telegram.joins_groups", good=me.get("can_join_groups", True), facts=facts),
        _hearing(facts, sees_all=me.get("can_read_all_group_messages", False)),
        *found,
    )


def _hearing(facts: dict[str, str], *, sees_all: bool) -> Finding:
    """What the bot hears in a group; privacy mode leaves it all it needs."""
    if sees_all:
        return Finding("telegram.reads_groups", good=True, facts=facts)
    return Finding("telegram.privacy_mode", good=True, facts=facts)


async def _in_chat(call: Call, me: int, place: Place) -> Finding:
    """Whether the bot is in a chat and may write there."""
    facts = {"chat": place.chat}
    try:
        member = await call("getChatMember", chat_id=int(place.chat), user_id=me)
    except (Refused, Unreachable):
        return Finding("telegram.not_in_chat", good=False, facts=facts)
    except Undelivered as fault:
        return Finding("telegram.connection", good=False, facts=facts | {"reason": cause_of(fault)})
    if is_out(member):
        return Finding("telegram.not_in_chat", good=False, facts=facts)
    if member.get("can_send_messages") is False:
        return Finding("telegram.cannot_write", good=False, facts=facts)
    return Finding("telegram.in_chat", good=True, facts=facts | {"status": member["status"]})


async def standing(call: Call, me: int, place: Place, *, reads_replies: bool) -> Standing:
    """How the bot stands in a group."""
    try:
        chat = await call("getChat", chat_id=int(place.chat))
        member = await call("getChatMember", chat_id=int(place.chat), user_id=me)
    except (Refused, Unreachable):
        return Standing(present=False)
    if is_out(member):
        return Standing(present=False)
    admin = member["status"] in {"administrator", "creator"}
    everybody = chat.get("permissions", {}).get("can_send_messages", True)
    signs = chat.get("available_reactions")
    forum = bool(chat.get("is_forum"))
    return Standing(
        present=True,
        writes=admin or member.get("can_send_messages", everybody),
        reacts=signs is None or any(each.get("emoji") == REACTIONS[Sign.COUNTED] for each in signs),
        has_threads=forum,
        opens_threads=forum and bool(member.get("can_manage_topics")),
        hears_replies=admin or reads_replies,
        hears_leaving=True,
    )
