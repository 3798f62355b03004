"""What is forgotten by itself: handled events, sent letters, old questions and buttons, and who only looked in."""

from bot.clock import Clock
from bot.log import logger
from bot.patience import patiently
from storage.engine import Store
from storage.work import Work

log = logger("talkoot.housekeeping")

EVERY = 3600.0


async def tidy(store: Store, clock: Clock) -> None:
    """Forget what is past its time."""
    now = clock.now()

    def job(work: Work) -> dict[str, int]:
        return {
            "events": work.inbox.purge(now),
            "letters": work.outbox.purge(now),
            "drafts": work.drafts.purge(now),
            "calls": work.calls.purge(now),
            "earlier answers": work.earlier.purge(now),
            "wrong codes": work.attempts.purge(now),
            "strangers": work.strangers.purge(now),
        }

    forgotten = await patiently(lambda: store.run(job))
    if any(forgotten.values()):
        log.info("forgotten", **forgotten)
