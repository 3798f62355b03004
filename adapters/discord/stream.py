"""From the gateway into the inbox: frames are kept in order, and nothing counts as received before it is kept."""

import asyncio
import logging
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from adapters.discord.frames import Frames
from adapters.discord.gaps import Gaps
from adapters.discord.intake import AUTOCOMPLETE, MALFORMED, Ticket, read
from adapters.discord.limits import FORM_WITHIN, SUGGEST_WITHIN
from adapters.discord.promptness import Promptness
from community.chat.address import Bot
from community.chat.form import Page
from community.chat.gateway import Host, Raw
from community.chat.inbound import Called, Event, Pressed, Suggesting

log = logging.getLogger(__name__)

_AT_ONCE = 200
_HIGH_WATER = 5000
_LONGEST_PAUSE = 5.0
_MARK_EVERY = 10.0
_DISPATCH = 0
_UNREADABLE = (KeyError, TypeError, AttributeError, ValueError)


@dataclass(frozen=True, slots=True)
class _Arrived:
    """A frame as it came, and when."""

    text: str | bytes
    at: float


@dataclass(frozen=True, slots=True)
class _Waiting:
    """An interaction on its way into the inbox."""

    raw: Raw
    event: Event
    at: float

    @property
    def ticket(self) -> Ticket:
        handle = self.event.arrival.handle
        if handle is None:
            raise ValueError("an interaction without a handle")
        return Ticket.read(handle.data)


class Stream:
    """Takes frames one by one and hands them on in batches."""

    def __init__(self, bot: Bot, host: Host, promptness: Promptness, frames: Frames, gaps: Gaps) -> None:
        self._bot = bot
        self._host = host
        self._promptness = promptness
        self._frames = frames
        self._gaps = gaps
        self._queue: asyncio.Queue[_Arrived | None] = asyncio.Queue()
        self._position: dict[str, str] = {}
        self._marked: Mapping[str, str] = {}
        self._marked_at = 0.0
        self._one_at_a_time = asyncio.Lock()

    def begin(self, mark: Mapping[str, str]) -> None:
        self._position = {key: mark[key] for key in ("session_id", "resume_gateway_url", "seq") if key in mark}
        self._marked = dict(mark)

    def hear(self, text: str | bytes) -> None:
        self._queue.put_nowait(_Arrived(text, time.monotonic()))

    async def room(self) -> None:
        """Wait while too much is under way: Discord keeps the rest for us."""
        while self._queue.qsize() > _HIGH_WATER:  # noqa: ASYNC110 - rare, and cheaper than an event per frame
            await asyncio.sleep(0.05)

    def end(self) -> None:
        self._queue.put_nowait(None)

    async def flow(self) -> None:
        """Keep what arrives until `end`."""
        while True:
            arrived = [await self._queue.get()]
            while len(arrived) < _AT_ONCE and not self._queue.empty():
                arrived.append(self._queue.get_nowait())
            await self._take([frame for frame in arrived if frame is not None])
            if None in arrived:
                await self._mark()
                return

    async def keep_missed(self, batch: Sequence[Raw]) -> None:
        """Messages read back from the history; the mark says what is still to be read."""
        await self._keep(batch, None)

    async def _take(self, arrived: Sequence[_Arrived]) -> None:
        kept: list[Raw] = []
        waiting: list[_Waiting] = []
        position = dict(self._position)
        for frame in arrived:
            data = _loaded(frame.text)
            if data.get("op") == _DISPATCH:
                await self._sort(data, frame.at, position, kept, waiting)
        forms = await asyncio.gather(*(self._form_for(one) for one in waiting))
        opened = {one.raw.id for one, form in zip(waiting, forms, strict=True) if form is not None}
        batch = [raw for raw in kept if raw.id not in opened]
        if batch or time.monotonic() - self._marked_at > _MARK_EVERY:
            await self._keep(batch, position)
        else:
            self._position = position
        for one in waiting:
            if one.raw.id not in opened:
                self._promptness.expect(one.ticket, private=one.event.arrival.place.private, received=one.at)

    async def _sort(
        self,
        frame: Mapping[str, Any],
        at: float,
        position: dict[str, str],
        kept: list[Raw],
        waiting: list[_Waiting],
    ) -> None:
        event, data = frame.get("t") or "", frame.get("d") or {}
        if event == "READY" and "session_id" in data:
            await self._ready(data, position)
        position["seq"] = str(frame.get("s"))
        name = f"s{position.get('session_id', '')}:{position['seq']}"
        if event == "GUILD_DELETE" and not (data.get("unavailable") or self._frames.knows(data["id"])):
            self._frames.learn(data["id"], await self._gaps.out_of_sight(self._host))
        try:
            raw = self._frames.keep(event, data, name)
            if raw is not None and event == "INTERACTION_CREATE":
                raw = self._interaction(raw, data, at, waiting)
            elif raw is not None and event == "MESSAGE_CREATE" and self._gaps.holds(data, raw):
                raw = None
        except _UNREADABLE:
            raw = Raw(name, "", orjson.dumps({"id": name, "t": MALFORMED, "d": {"was": event}}))
        if raw is not None:
            kept.append(raw)

    async def _ready(self, data: Mapping[str, Any], position: dict[str, str]) -> None:
        """A new session: what was said since the last one has to be read back from the history."""
        position |= {"session_id": data["session_id"], "resume_gateway_url": data["resume_gateway_url"]}
        self._frames.ready(data)
        await self._gaps.find(self._host)
        self._marked_at = 0.0

    def _interaction(self, raw: Raw, data: Mapping[str, Any], at: float, waiting: list[_Waiting]) -> Raw | None:
        """An option being typed is answered at once and never kept; all else is kept unless it opens a form."""
        events = read(raw.payload, self._bot, sees_content=False)
        if not events:
            return None
        one = _Waiting(raw, events[0], at)
        if data["type"] == AUTOCOMPLETE and isinstance(one.event, Suggesting):
            within = max(at + SUGGEST_WITHIN - time.monotonic(), 0.01)
            self._promptness.suggest(one.ticket, asyncio.wait_for(self._host.suggest(one.event), within))
            return None
        waiting.append(one)
        return raw

    async def _form_for(self, one: _Waiting) -> Page | None:
        """The form that answers it, opened at once: a form cannot follow any other answer."""
        if not isinstance(one.event, Pressed | Called):
            return None
        try:
            within = max(one.at + FORM_WITHIN - time.monotonic(), 0.01)
            page = await asyncio.wait_for(self._host.page_for(one.event), within)
        except Exception:  # the press is kept and answered in words instead
            log.exception("the form for a press could not be made in time")
            return None
        if page is not None:
            self._promptness.open_form(one.ticket, page)
        return page

    async def _mark(self) -> None:
        if {**self._position, **self._gaps.mark} != self._marked:
            await self._keep((), None)

    async def _keep(self, batch: Sequence[Raw], position: dict[str, str] | None) -> None:
        """Hand over, as often as it takes: a database that is away for a while must not cost an event.

        The new position holds only once the batch is kept; without one the last position holds.
        """
        async with self._one_at_a_time:
            mark = {**(self._position if position is None else position), **self._gaps.mark}
            pause = 0.1
            while not await self._kept(batch, mark):
                await asyncio.sleep(pause)
                pause = min(pause * 2, _LONGEST_PAUSE)
            self._position = self._position if position is None else position
            self._marked, self._marked_at = mark, time.monotonic()

    async def _kept(self, batch: Sequence[Raw], mark: Mapping[str, str]) -> bool:
        try:
            await self._host.keep(self._bot, batch, mark)
        except Exception:  # nothing may be passed by: the same batch is tried again
            log.exception("what arrived could not be stored; it is tried again")
            return False
        return True


def _loaded(text: str | bytes) -> Mapping[str, Any]:
    """The frame; what is no frame at all is passed by here and dealt with by the line, which asks for it again."""
    try:
        data = orjson.loads(text)
    except orjson.JSONDecodeError:
        return {}
    return data if isinstance(data, dict) else {}
