"""Letters that go now are read and worded together; one that cannot be is named, and holds up nobody."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from secrets import token_hex

from bot.delivery import Wrapping
from bot.log import logger
from bot.marks import Fenced
from bot.patience import patiently
from community.chat.address import Bot
from community.chat.gateway import Errand, Parcel
from community.letters import Letter
from storage.engine import Store
from storage.errors import StorageError
from storage.work import Work

log = logger("talkoot.courier")

FRESH = 1.0
"""Seconds after which a parcel is not handed over any more: whoever slept that long may have been replaced."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A letter and its parcel. Without a parcel there is nothing to say any more, or `fault` tells what went wrong."""

    letter: Letter
    parcel: Parcel | Errand | None
    fault: str = ""


@dataclass(slots=True)
class Pack:
    """What was found of the letters asked for; those that do not wait any more are in neither part."""

    at: float
    packed: dict[int, Packed] = field(default_factory=dict)
    unreadable: dict[int, str] = field(default_factory=dict)

    @property
    def is_fresh(self) -> bool:
        return time.monotonic() - self.at < FRESH


@dataclass(frozen=True, slots=True)
class Packer:
    """Packs for the owner of a bot account. Raises `Fenced` for one who was replaced."""

    store: Store
    bot: Bot
    epoch: int

    async def pack(self, numbers: Sequence[int], wrapping: Wrapping) -> Pack:
        try:
            return await self._read(numbers, wrapping)
        except Fenced:
            raise
        except Exception as error:  # noqa: BLE001 - the letter that fails is found one by one
            return await self._one_by_one(numbers, wrapping, error)

    async def _one_by_one(self, numbers: Sequence[int], wrapping: Wrapping, error: Exception) -> Pack:
        if len(numbers) == 1:
            return Pack(time.monotonic(), unreadable={numbers[0]: _noted("letter unreadable", numbers[0], error)})
        whole = Pack(time.monotonic())
        for number in numbers:
            one = await self.pack([number], wrapping)
            whole.packed |= one.packed
            whole.unreadable |= one.unreadable
        return whole

    async def _read(self, numbers: Sequence[int], wrapping: Wrapping) -> Pack:
        def job(work: Work) -> Pack:
            if work.bots.epoch(self.bot) != self.epoch:
                raise Fenced
            pack = Pack(time.monotonic())
            pack.packed = {letter.id: _packed(work, wrapping, letter) for letter in work.outbox.load(numbers)}
            return pack

        return await patiently(lambda: self.store.read(job))


def _packed(work: Work, wrapping: Wrapping, letter: Letter) -> Packed:
    try:
        return Packed(letter, wrapping.parcel(work, letter))
    except StorageError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever is wrong with it, the others go
        return Packed(letter, None, _noted("letter without words", letter.id, error))


def _noted(what: str, number: int, error: Exception) -> str:
    """The reason with which such a letter is buried."""
    incident = token_hex(2).upper()
    log.error(what, letter=number, incident=incident, exc_info=error)
    return f"it could not be put into words (incident {incident}): {type(error).__name__}"
