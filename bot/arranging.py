"""Errands handed over: threads opened, renamed, closed; people let in and out."""

from datetime import datetime
from typing import assert_never

from bot import places
from community.chat.address import Place
from community.chat.gateway import (
    Abandon,
    Admit,
    Close,
    Dismiss,
    Errand,
    Gateway,
    Open,
    OpensThreads,
    Remove,
    Rename,
)
from community.errors import NoThreads
from community.letters import Deed, Letter
from storage.work import Work


async def arrange(gateway: Gateway, errand: Errand) -> Place | None:
    """Carry an errand out; where the thread is that was opened. Raises an `Undelivered`."""
    if not isinstance(gateway, OpensThreads):
        raise NoThreads("no_threads")
    match errand.arrangement:
        case Open() as opening:
            return await gateway.open_thread(errand.place, errand.key, opening)
        case Rename(name):
            await gateway.rename_thread(errand.place, name)
        case Close():
            await gateway.close_thread(errand.place)
        case Remove():
            await gateway.remove_thread(errand.place)
        case Abandon(opening):
            await gateway.abandon_thread(errand.place, opening)
        case Admit(account, again):
            await gateway.admit(errand.place, errand.key, account, again=again)
        case Dismiss(account):
            await gateway.dismiss(errand.place, account)
        case _:
            assert_never(errand.arrangement)
    return None


def arranged(work: Work, letter: Letter, errand: Errand, thread: Place | None, now: datetime) -> None:
    """It is done; where a thread was opened, its group meets from now on."""
    wanted = work.outbox.sent(letter.id, (), now)
    if thread is not None and isinstance(errand.arrangement, Open):
        places.opened(work, letter, thread, errand.arrangement.members, now, wanted=wanted)


def not_arranged(work: Work, letter: Letter, reason: str, now: datetime) -> None:
    """It cannot be done."""
    wanted = work.outbox.drop(letter.id, now)
    if wanted and letter.deed is Deed.OPEN:
        places.not_opened(work, letter, reason, now)
