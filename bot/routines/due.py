"""Whatever is due: each row is claimed and dealt with in one transaction of its own, until none is left."""

from collections.abc import Callable
from datetime import datetime, timedelta
from secrets import token_hex

from bot.clock import Clock
from bot.entrance import OFFERS, lapse_offers
from bot.log import logger
from bot.longwork import Long, LongWork
from bot.pair_changes import mend_round
from bot.patience import patiently
from bot.routines.endings import ENDING, look_after
from bot.routines.formations import LOOKING
from bot.routines.groups import greet_group, tend_groups
from bot.routines.newcomers import NEWCOMERS, announce_gathered
from bot.routines.pairs import ASKING, DRAWING, PAIRS, ask_whether_they_met
from bot.routines.pauses import PAUSES, end_pause
from bot.routines.prompts import SERIES, open_due_slots
from bot.routines.roles import ROLES, give_roles
from storage.engine import Store
from storage.formations import FORMATION
from storage.groups import GREETED, TENDED
from storage.pairs import MENDING
from storage.timers import Timer
from storage.work import Work

log = logger("talkoot.due")

ROUTINES: dict[str, Callable[[Work, int, datetime], None]] = {
    SERIES: open_due_slots,
    NEWCOMERS: announce_gathered,
    ENDING: look_after,
    OFFERS: lapse_offers,
    PAUSES: end_pause,
    TENDED: tend_groups,
    GREETED: greet_group,
    ASKING: ask_whether_they_met,
    MENDING: mend_round,
    ROLES: give_roles,
}
LONG: dict[str, Long] = {FORMATION: LOOKING, PAIRS: DRAWING}
"""What takes long is only begun in the transaction that finds it due."""
AT_ONCE = 50
"""So many due rows share a transaction when many are due together."""


SET_BACK = timedelta(minutes=15)
"""When a row is tried again whose routine failed."""


async def open_all_due(store: Store, clock: Clock, long: LongWork | None = None) -> datetime | None:
    """Deal with everything due; returns when the next thing is."""
    singly, handled = 0, set[Timer]()
    while True:
        claimed: list[Timer] = []
        try:
            await _some(store, clock, long, 1 if singly else AT_ONCE, claimed, handled)
        except Exception as error:
            if not claimed:  # not a routine's fault
                raise
            if singly or len(claimed) == 1:
                await _set_back(store, clock, claimed[-1], error)
            singly = AT_ONCE
        else:
            if not claimed:
                return await patiently(lambda: store.read(lambda work: work.timers.earliest()))
            handled.update(claimed)
            singly = max(0, singly - 1)


async def _some(
    store: Store, clock: Clock, long: LongWork | None, most: int, claimed: list[Timer], handled: set[Timer]
) -> None:
    """Claim and handle up to `most` rows in one transaction."""

    def job(work: Work) -> None:
        claimed.clear()
        while len(claimed) < most and (timer := work.timers.claim(clock.now())):
            known = timer in handled or timer in claimed
            claimed.append(timer)
            if known:
                raise RuntimeError("a routine left its row as it was")
            if long is not None and timer.kind in long.kinds:
                long.claim(work, timer, clock.now())
            else:
                ROUTINES[timer.kind](work, timer.id, clock.now())

    await patiently(lambda: store.run(job))


async def _set_back(store: Store, clock: Clock, timer: Timer, error: Exception) -> None:
    """Later again, and said in the log: it must not hold up the others."""
    log.error("routine failed", incident=token_hex(2).upper(), kind=timer.kind, row=timer.id, exc_info=error)
    later = clock.now() + SET_BACK
    await patiently(lambda: store.run(lambda work: work.timers.set(timer.kind, timer.id, later)))
