"""What was said while we were away: read back from the history of the places we serve."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from discord.http import Route

from adapters.discord.errors import ApiError
from adapters.discord.frames import Frame, Frames
from adapters.discord.intake import private_place
from adapters.discord.limits import HISTORY_PAGE
from adapters.discord.rest import PacedHTTP
from community.chat.address import Bot, Place
from community.chat.gateway import Host, Raw
from community.errors import OutcomeUnknown, TryLater, Undelivered

log = logging.getLogger(__name__)

_MARK = "gaps"
_PAUSE = 1.0


class Gaps:
    """The places whose history is still to be read, each from the newest message seen there.

    They travel in the mark, so that a stop in the middle of reading costs nothing. What is said meanwhile in such a
    place waits until the older is kept; it is in the history as well, should we stop before.
    """

    def __init__(
        self, bot: Bot, http: PacedHTTP, frames: Frames, channel_of: Callable[[Place], Awaitable[str]]
    ) -> None:
        self._bot = bot
        self._http = http
        self._frames = frames
        self._channel_of = channel_of
        self._open: dict[tuple[str, bool], str] = {}
        self._held: dict[tuple[str, bool], list[Raw]] = {}
        self._found_again: set[tuple[str, bool]] = set()
        self._found = asyncio.Event()

    @property
    def mark(self) -> dict[str, str]:
        if not self._open:
            return {}
        return {_MARK: json.dumps([[chat, private, after] for (chat, private), after in self._open.items()])}

    def recall(self, mark: Mapping[str, str]) -> None:
        """Take up what an earlier run left unread."""
        for chat, private, after in json.loads(mark.get(_MARK, "[]")):
            self._open.setdefault((chat, private), after)
        if self._open:
            self._found.set()

    async def find(self, host: Host) -> None:
        """Note where to read on; an older gap of the same place stays, because it holds the newer one."""
        for place, newest in (await self._places(host)).items():
            if newest:
                self._open.setdefault((place.chat, place.private), newest)
        self._found_again = set(self._open)
        self._found.set()

    async def out_of_sight(self, host: Host) -> list[str]:
        """The chats that Discord shows us no longer."""
        return [place.chat for place in await self._places(host) if not (place.private or await self._shown(place))]

    async def _shown(self, place: Place) -> bool:
        """While Discord does not answer, we take it that nothing has changed."""
        try:
            await self._http.request(Route("GET", "/channels/{channel_id}", channel_id=place.chat))
        except ApiError:
            return False
        except Undelivered:
            return True
        return True

    def holds(self, data: Frame, raw: Raw) -> bool:
        """Whether this new message has to wait for older ones of its place."""
        private = "guild_id" not in data
        where = (private_place(self._bot, data["author"]["id"]).chat if private else data["channel_id"], private)
        if where in self._open:
            self._held.setdefault(where, []).append(raw)
        return where in self._open

    async def _places(self, host: Host) -> Mapping[Place, str]:
        """Asked until it is answered: without it, what was missed would stay missed."""
        while True:
            try:
                return await host.places_of(self._bot)
            except Exception:
                log.exception("the places to read up on are not known yet; asking again")
                await asyncio.sleep(_PAUSE)

    async def fill(self, keep: Callable[[Sequence[Raw]], Awaitable[None]]) -> None:
        """Read whatever gaps there are, for as long as we run."""
        while True:
            await self._found.wait()
            self._found.clear()
            while self._open:
                for chat, private in list(self._open):
                    await self._read_on((chat, private), keep)

    async def _read_on(self, where: tuple[str, bool], keep: Callable[[Sequence[Raw]], Awaitable[None]]) -> None:
        """One page of one place."""
        self._found_again.discard(where)
        try:
            page = await self._page(where, self._open[where])
        except (TryLater, OutcomeUnknown) as fault:
            after = fault.after.total_seconds() if isinstance(fault, TryLater) else _PAUSE
            await self._release(where, keep)  # nobody waits for a history that cannot be had for now
            await asyncio.sleep(max(after, 0.05))
            return
        except (ApiError, Undelivered) as error:
            log.warning("the history of a place cannot be read: %s", error)
            page = []
        batch = [raw for raw in map(self._read_back(where), reversed(page)) if raw is not None]
        await keep(batch)
        if page:
            self._open[where] = page[0]["id"]
        if len(page) < HISTORY_PAGE and where not in self._found_again:
            await self._release(where, keep)
            self._open.pop(where, None)

    async def _release(self, where: tuple[str, bool], keep: Callable[[Sequence[Raw]], Awaitable[None]]) -> None:
        """Keep what waited, until nothing waits."""
        while held := self._held.pop(where, None):
            await keep(held)

    async def _page(self, where: tuple[str, bool], after: str) -> list[dict[str, Any]]:
        """The next messages after one, newest first."""
        channel = await self._channel_of(Place(self._bot, where[0], private=where[1]))
        route = Route("GET", "/channels/{channel_id}/messages", channel_id=channel)
        page = await self._http.request(route, params={"limit": str(HISTORY_PAGE), "after": after})
        return sorted(page, key=lambda message: int(message["id"]), reverse=True)

    def _read_back(self, where: tuple[str, bool]) -> Callable[[Mapping[str, Any]], Raw | None]:
        return lambda message: self._frames.message("MESSAGE_CREATE", message, private=where[1])
