"""Places for a few on Discord: private threads beside a channel, with the people who belong there."""

from collections.abc import Sequence
from typing import Any, Final

from discord.http import Route

from adapters.discord.errors import (
    ARCHIVED_THREAD,
    MISSING_ACCESS,
    MISSING_RIGHT,
    UNKNOWN_CHANNEL,
    UNKNOWN_USER,
    ApiError,
)
from adapters.discord.limits import THREAD_NAME, shortened
from adapters.discord.render import nonce_of
from adapters.discord.rest import PacedHTTP
from community.chat.address import Account, Place
from community.chat.gateway import Open
from community.errors import NoThreads

PRIVATE_THREAD: Final = 12
THREADS: Final = frozenset({10, 11, 12})
A_WEEK: Final = 10080
"""Minutes without a word after which Discord puts a thread aside; a message takes it out again."""

_UNKNOWN_MEMBER, _WRONG_CHANNEL, _TOO_MANY = 10007, 50024, 160006
_REASONS = {
    MISSING_RIGHT: "no_right",
    MISSING_ACCESS: "no_right",
    _WRONG_CHANNEL: "no_threads",
    _TOO_MANY: "too_many",
    UNKNOWN_CHANNEL: "no_chat",
}
_NOT_HERE = {_UNKNOWN_MEMBER, UNKNOWN_USER, MISSING_ACCESS, _WRONG_CHANNEL, UNKNOWN_CHANNEL}
"""Who is not on the server cannot be let into a thread; where there is no thread nobody needs to be."""
_MEMBER = "/channels/{channel_id}/thread-members/{user_id}"


class Threads:
    """Opens threads for one bot, and keeps their members."""

    def __init__(self, http: PacedHTTP, bot_id: str) -> None:
        self._http = http
        self._bot_id = bot_id

    async def open(self, beside: Place, key: str, opening: Open) -> Place:
        """A crash may have come between the opening and its mark: then the thread is found again by its name."""
        name = shortened(opening.name, THREAD_NAME)
        try:
            thread = await self._standing(beside, name, opening.taken) or await self._opened(beside, name)
        except ApiError as error:
            if error.code in _REASONS:
                raise NoThreads(_REASONS[error.code]) from error
            raise error.as_undelivered from error
        place = Place(beside.bot, thread)
        inside = [each for each in opening.members if await self._let_in(place, each)]
        await self._call_in(place, key, inside)
        return place

    async def admit(self, place: Place, key: str, account: Account, *, again: bool = False) -> None:
        if again and await self._ask("GET", _MEMBER, place, {404, *_NOT_HERE}, user_id=account.id):
            return
        if await self._let_in(place, account):
            await self._call_in(place, key, [account])

    async def dismiss(self, place: Place, account: Account) -> None:
        await self._ask("DELETE", _MEMBER, place, {404, 403}, user_id=account.id)

    async def rename(self, place: Place, name: str) -> None:
        if await self._is_thread(place):
            await self._change(place, name=shortened(name, THREAD_NAME))

    async def close(self, place: Place) -> None:
        """It is archived, not locked: who wants to go on talking may."""
        if await self._is_thread(place):
            await self._change(place, archived=True)

    async def remove(self, place: Place) -> None:
        """To delete a thread takes a right that we do not ask for: without it the thread is archived."""
        if await self._is_thread(place) and not await self._ask("DELETE", "/channels/{channel_id}", place, {403, 404}):
            await self._change(place, archived=True)

    async def abandon(self, beside: Place, opening: Open) -> None:
        try:
            thread = await self._standing(beside, shortened(opening.name, THREAD_NAME), opening.taken)
        except ApiError as error:
            if error.code in _REASONS:
                return
            raise error.as_undelivered from error
        if thread:
            place = Place(beside.bot, thread)
            for account in opening.members:
                await self.dismiss(place, account)
            await self.remove(place)

    async def _standing(self, beside: Place, name: str, taken: Sequence[Place]) -> str:
        channel = await self._http.request(Route("GET", "/channels/{channel_id}", channel_id=beside.chat))
        route = Route("GET", "/guilds/{guild_id}/threads/active", guild_id=channel["guild_id"])
        others = {place.chat for place in taken}
        for thread in (await self._http.request(route))["threads"]:
            ours = thread["owner_id"] == self._bot_id and thread["parent_id"] == beside.chat
            if ours and thread["name"] == name and thread["id"] not in others:
                return str(thread["id"])
        return ""

    async def _opened(self, beside: Place, name: str) -> str:
        route = Route("POST", "/channels/{channel_id}/threads", channel_id=beside.chat)
        wanted = {"name": name, "type": PRIVATE_THREAD, "invitable": False, "auto_archive_duration": A_WEEK}
        return str((await self._http.request(route, json=wanted))["id"])

    async def _let_in(self, place: Place, account: Account) -> bool:
        return await self._ask("PUT", _MEMBER, place, _NOT_HERE, user_id=account.id)

    async def _call_in(self, place: Place, key: str, accounts: Sequence[Account]) -> None:
        """Their names, which ring for them and for nobody else: else nobody would notice the thread."""
        if not accounts:
            return
        ids = [each.id for each in accounts]
        said = {
            "content": " ".join(f"<@{number}>" for number in ids),
            "allowed_mentions": {"parse": [], "users": ids},
            "nonce": nonce_of(f"{key} called"),
            "enforce_nonce": True,
        }
        route = Route("POST", "/channels/{channel_id}/messages", channel_id=place.chat)
        try:
            await self._http.request(route, json=said, repeatable=True)
        except ApiError as error:
            raise error.as_undelivered from error

    async def _is_thread(self, place: Place) -> bool:
        """A channel that somebody connected for a group is theirs: we do not rename or close it."""
        try:
            channel = await self._http.request(Route("GET", "/channels/{channel_id}", channel_id=place.chat))
        except ApiError:
            return False
        return channel["type"] in THREADS

    async def _change(self, place: Place, **news: Any) -> None:
        route = Route("PATCH", "/channels/{channel_id}", channel_id=place.chat)
        try:
            await self._http.request(route, json=news)
        except ApiError as error:
            if error.code not in _REASONS:
                raise error.as_undelivered from error

    async def _ask(self, method: str, path: str, place: Place, passed_over: set[int], **more: str) -> bool:
        try:
            await self._awake(Route(method, path, channel_id=place.chat, **more), place)
        except ApiError as error:
            if not {error.code, error.status} & passed_over:
                raise error.as_undelivered from error
            return False
        return True

    async def _awake(self, route: Route, place: Place) -> None:
        """Discord puts a quiet thread aside by itself: it is taken out again where it has to be."""
        try:
            await self._http.request(route)
        except ApiError as error:
            if error.code != ARCHIVED_THREAD:
                raise
            await self._change(place, archived=False)
            await self._http.request(route)
