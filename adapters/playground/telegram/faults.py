"""What goes wrong on purpose, how often, and to which calls."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["flood", "error", "html", "drop_before", "drop_after", "delay"]


@dataclass
class Fault:
    """One thing that goes wrong for the next calls that fit.

    `flood` answers 429 with `retry_after` and goes on refusing the chat (`scope="chat"`) or the whole bot until it is
    over; `error` answers `status`; `html` answers 502 with a page; `drop_before` and `drop_after` cut the connection
    before or after the effect; `delay` waits `seconds` first. `*` means every method but getUpdates, which is asked at
    any time and would take the fault of another call.
    """

    kind: Kind
    method: str = "*"
    times: int = 1
    chat_id: int | None = None
    bot_id: int | None = None
    retry_after: int = 1
    scope: Literal["chat", "bot"] = "chat"
    status: int = 500
    seconds: float = 0.0
    skip: int = 0
    fired: int = 0

    def fits(self, method: str, bot_id: int, chat_id: int | None) -> bool:
        return (
            self.fired < self.times
            and (self.method == method or (self.method == "*" and method != "getUpdates"))
            and self.chat_id in (None, chat_id)
            and self.bot_id in (None, bot_id)
        )


@dataclass
class FaultPlan:
    """The faults that are still to come, in the order they were planned."""

    planned: list[Fault] = field(default_factory=list)
    happened: list[tuple[str, str]] = field(default_factory=list)

    def add(self, kind: Kind, method: str = "*", **details: object) -> Fault:
        """Plan a fault, e.g. `add("flood", "sendMessage", retry_after=2, times=3)`."""
        fault = Fault(kind, method, **details)  # type: ignore[arg-type]
        self.planned.append(fault)
        return fault

    def take(self, method: str, bot_id: int, chat_id: int | None) -> Fault | None:
        """The fault this call meets, if any."""
        for fault in self.planned:
            if not fault.fits(method, bot_id, chat_id):
                continue
            if fault.skip:
                fault.skip -= 1
                continue
            fault.fired += 1
            self.happened.append((fault.kind, method))
            if fault.fired >= fault.times:
                self.planned.remove(fault)
            return fault
        return None

    def clear(self) -> None:
        self.planned.clear()
