"""The fault plan: what shall go wrong, where, and how many times."""

from __future__ import annotations

import fnmatch
from collections import Counter, defaultdict, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FOR_EVER = 1_000_000_000


@dataclass(slots=True)
class RestFault:
    """A fault of the REST side; `route` is a pattern over `METHOD /path`."""

    kind: str
    route: str
    times: int
    status: int = 500
    html: bool = False
    retry_after: float = 1.0
    scope: str = "user"
    seconds: float = 0.0


def without_author(payload: dict[str, Any]) -> dict[str, Any]:
    """Break a payload the way that makes a library's parser fail."""
    broken = dict(payload)
    for key in ("author", "channel_id", "message_id", "data"):
        if key in broken:
            broken[key] = None
            break
    return broken


class Faults:
    """Everything that is planned to go wrong, taken off the plan as it happens."""

    def __init__(self) -> None:
        self._rest: list[RestFault] = []
        self._twice: Counter[str] = Counter()
        self._broken: defaultdict[str, deque[Callable[[dict[str, Any]], Any]]] = defaultdict(deque)
        self._strangers: Counter[str] = Counter()
        self.lost_acks = 0

    @property
    def planned(self) -> list[RestFault]:
        """The faults of the REST side that are still to come."""
        return list(self._rest)

    def rate_limit(self, route: str, *, times: int = 1, retry_after: float = 1.0, scope: str = "user") -> None:
        self._rest.append(RestFault("rate_limit", route, times, retry_after=retry_after, scope=scope))

    def server_error(self, route: str, *, times: int = 1, status: int = 502, html: bool = False) -> None:
        self._rest.append(RestFault("server_error", route, times, status=status, html=html))

    def drop(self, route: str, *, times: int = 1, after_effect: bool = False) -> None:
        self._rest.append(RestFault("drop_after" if after_effect else "drop_before", route, times))

    def delay(self, route: str, *, seconds: float, times: int = 1) -> None:
        self._rest.append(RestFault("delay", route, times, seconds=seconds))

    def duplicate(self, event: str, *, times: int = 1) -> None:
        self._twice[event] += times

    def malform(self, event: str, how: Callable[[dict[str, Any]], Any] = without_author, *, times: int = 1) -> None:
        self._broken[event].extend([how] * times)

    def stranger_before(self, event: str, *, times: int = 1) -> None:
        """Send an event of a kind nobody knows before the next `event`."""
        self._strangers[event] += times

    def lose_heartbeat_acks(self, times: int = FOR_EVER) -> None:
        self.lost_acks = times

    def clear(self) -> None:
        self.__init__()  # type: ignore[misc]

    def take(self, method: str, path: str) -> list[RestFault]:
        """The faults that this request meets."""
        if not self._rest:
            return []
        met = [fault for fault in self._rest if fnmatch.fnmatchcase(f"{method} {path}", fault.route)][:1]
        for fault in met:
            fault.times -= 1
        self._rest = [fault for fault in self._rest if fault.times > 0]
        return met

    def keep_ack(self) -> bool:
        if self.lost_acks <= 0:
            return True
        self.lost_acks -= 1
        return False

    def shape(self, event: str, payload: Mapping[str, Any]) -> list[tuple[str, Any]]:
        """What the gateway really sends instead of this event."""
        sent: list[tuple[str, Any]] = [(event, payload)]
        if self._broken.get(event):
            sent = [(event, self._broken[event].popleft()(dict(payload)))]
        if self._twice[event] > 0:
            self._twice[event] -= 1
            sent = sent * 2
        if self._strangers[event] > 0:
            self._strangers[event] -= 1
            sent.insert(0, ("SOMETHING_NEVER_SEEN", {"guild_id": payload.get("guild_id"), "novelty": True}))
        return sent
