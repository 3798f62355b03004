"""Errands handed over: threads opened, renamed, closed; people let in and out."""

from typing import assert_never

from community.chat.address import Place
from community.chat.gateway import Admit, Close, Dismiss, Errand, Gateway, Open, OpensThreads, Rename
from community.errors import NoThreads


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
        case Admit(account):
            await gateway.admit(errand.place, errand.key, account)
        case Dismiss(account):
            await gateway.dismiss(errand.place, account)
        case _:
            assert_never(errand.arrangement)
    return None
