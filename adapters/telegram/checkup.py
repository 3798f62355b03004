"""What is wrong with a bot's token, its settings and its rights, for `talkoot check`."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from adapters.causes import cause_of
from community.chat.address import Place
from community.chat.gateway import Finding
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
    found = [await _standing(call, me["id"], place) for place in groups]
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


async def _standing(call: Call, me: int, place: Place) -> Finding:
    """Whether the bot is in a chat and may write there."""
    facts = {"chat": place.chat}
    try:
        member = await call("getChatMember", chat_id=int(place.chat), user_id=me)
    except (Refused, Unreachable):
        return Finding("telegram.not_in_chat", good=False, facts=facts)
    except Undelivered as fault:
        return Finding("telegram.connection", good=False, facts=facts | {"reason": cause_of(fault)})
    if member["status"] in {"left", "kicked"} or member.get("is_member") is False:
        return Finding("telegram.not_in_chat", good=False, facts=facts)
    if member.get("can_send_messages") is False:
        return Finding("telegram.cannot_write", good=False, facts=facts)
    return Finding("telegram.in_chat", good=True, facts=facts | {"status": member["status"]})
