"""`talkoot check`: looks at all that can be wrong with an installation; whatever fails is a finding, never a fault."""

import asyncio
import shutil
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from adapters.causes import cause_of
from bot import timekeeping, wakings
from bot.app import discord_gateway, telegram_gateway
from bot.clock import Clock
from bot.remedies import worded
from bot.routines.prompts import SERIES
from bot.settings import Settings, TelegramBot
from bot.wording.labels import chat_name
from community.chat.address import Bot, Platform
from community.chat.gateway import Finding, Gateway
from community.errors import TokenRefused, Undelivered
from community.organisations import Organisation
from storage import migrate
from storage.database import address, file_of
from storage.engine import Store
from storage.errors import KeyFileMissing, StorageError, WrongKey
from storage.locks import OnlyWriter
from storage.vault import Vault
from storage.work import Work

__all__ = ["Finding", "examine", "worded"]

LEAST_FREE = 200_000_000
"""Bytes that should be free on the disk of the database."""
STUCK_AFTER = timedelta(minutes=15)
OVERDUE_AFTER = timedelta(minutes=10)
PATIENCE = 30.0
"""Seconds given to one platform."""
PROBE = "probe"


async def examine(settings: Settings, *, repair: bool) -> list[Finding]:
    """All there is to say, the foundations first. Changes nothing, unless `repair` is asked for."""
    found = list(_foundations(settings))
    store = _opened(settings) if all(each.good or each.key == "disk.space" for each in found) else None
    try:
        if store is not None:
            found += await _remembered(store, settings, repair=repair)
        found += [each async for each in _guarded("clock", timekeeping.look(settings, store))]
        found += [each async for each in _guarded("bots", _bots(settings, store))]
    finally:
        if store is not None:
            store.close()
    return found


async def _guarded(part: str, findings: AsyncIterator[Finding]) -> AsyncIterator[Finding]:
    """A fault of the check itself is told like any other."""
    try:
        async for each in findings:
            yield each
    except Exception as error:  # noqa: BLE001 - whatever it is, the rest is still looked at
        yield Finding("check.failed", good=False, facts={"part": part, "reason": type(error).__name__})


def _foundations(settings: Settings) -> Iterator[Finding]:
    """Key file and database, as far as they can be judged before anything is read."""
    yield from _key_file(settings)
    url = settings.database.url
    try:
        revision, state = migrate.revision_of(url), migrate.state(url)
    except StorageError as error:
        yield Finding("database.out_of_reach", good=False, facts={"reason": str(error)})
        return
    if revision is None:
        yield Finding("schema.missing", good=False)
        return
    yield Finding("schema", good=state is migrate.State.CURRENT, facts={"state": state.value})
    yield from _disk(url)


def _key_file(settings: Settings) -> Iterator[Finding]:
    facts = {"file": str(settings.vault.key_file)}
    try:
        Vault.at(settings.vault.key_file)
    except KeyFileMissing:
        yield Finding("key.missing", good=False, facts=facts)
    except (StorageError, OSError) as error:
        yield Finding("key.refused", good=False, facts=facts | {"reason": str(error)})
    else:
        yield Finding("key.file", good=True, facts=facts)


def _disk(url: str) -> Iterator[Finding]:
    """Room where an embedded database lives; a server's disk cannot be seen from here."""
    file = file_of(address(url))
    if file is not None:
        free = shutil.disk_usage(file.parent).free
        facts = {"folder": str(file.parent), "megabytes": str(free // 1_000_000)}
        yield Finding("disk.space", good=free >= LEAST_FREE, facts=facts)


def _opened(settings: Settings) -> Store:
    return Store.open(settings.database.url, Vault.at(settings.vault.key_file))


async def _remembered(store: Store, settings: Settings, *, repair: bool) -> list[Finding]:
    """What the tables tell."""
    now = settings.clock.make().now()
    found = [await _writable(store, now)]
    try:
        found += await store.read(
            lambda work: [*_staff(work), *_owners(work, settings), *_chats(work), *_letters(work), *_quarantine(work)]
        )
        if repair:
            found.append(await _repaired(store, settings))
        found += await store.read(lambda work: [*_timers(work, now)])
        found.append(Finding("key.fits", good=True))
    except WrongKey:
        found.append(Finding("key.wrong", good=False, facts={"file": str(settings.vault.key_file)}))
    except StorageError as error:
        found.append(Finding("database.out_of_reach", good=False, facts={"reason": str(error)}))
    return found


class _TakenBack(Exception):
    """No fault: ends a transaction without a trace."""


async def _writable(store: Store, now: datetime) -> Finding:
    """Write a row and take it back in the same transaction."""

    def job(work: Work) -> None:
        work.timers.set(PROBE, 0, now)
        raise _TakenBack

    try:
        await store.run(job)
    except StorageError as error:
        return Finding("database.not_writable", good=False, facts={"reason": str(error)})
    except _TakenBack:
        pass
    return Finding("database.writable", good=True, facts={"kind": store.url.get_backend_name()})


def _staff(work: Work) -> Iterator[Finding]:
    centres = work.organisations.all()
    if not centres:
        yield Finding("organisation.none", good=False)
    for centre in centres:
        yield _coordinators(work, centre)


def _owners(work: Work, settings: Settings) -> Iterator[Finding]:
    """A bot that is said to be an organisation's own, and there is none of that name."""
    named = {each.organisation for each in settings.telegram_bots()}
    named |= {each.organisation for each in settings.discord_bots()}
    for name in sorted(named - {""}):
        if work.organisations.called(name) is None:
            yield Finding("organisation.unknown", good=False, facts={"organisation": name})


def _coordinators(work: Work, centre: Organisation) -> Finding:
    count = len(work.people.coordinators(centre.id))
    return Finding("coordinator", good=count > 0, facts={"organisation": centre.name, "count": str(count)})


def _chats(work: Work) -> Iterator[Finding]:
    """The chats that courses have lost; a fault while nobody sees the prompts."""
    for course in work.courses.all():
        places = work.courses.every_place(course.id) if course.is_open else []
        for each in places:
            facts = {"title": chat_name(each), "course": course.name}
            if each.left_at:
                seen = any(other.hears for other in places)
                yield Finding("chat.left", good=seen, facts=facts | {"since": f"{each.left_at:%d %B, %H:%M}"})
            elif each.muted_at:
                yield Finding("chat.muted", good=False, facts=facts | {"since": f"{each.muted_at:%d %B, %H:%M}"})


def _letters(work: Work) -> Iterator[Finding]:
    stuck = Counter(each.bot.platform.value for each in work.outbox.stuck(Clock().now(), STUCK_AFTER))
    for platform, count in sorted(stuck.items()):
        yield Finding("letters.stuck", good=False, facts={"platform": platform.title(), "count": str(count)})
    buried = Counter(each.reason for each in work.outbox.buried())
    for reason, count in buried.most_common():
        yield Finding("letters.buried", good=False, facts={"reason": reason, "count": str(count)})


def _quarantine(work: Work) -> Iterator[Finding]:
    for each in work.inbox.quarantined():
        facts = {
            "incident": each.incident,
            "platform": each.bot.platform.title(),
            "since": f"{each.since:%d %B, %H:%M}",
        }
        yield Finding("quarantine", good=False, facts=facts)


@dataclass(frozen=True, slots=True)
class Timers:
    """Timers as the series say that they should be, and as they are."""

    wanted: Mapping[int, datetime]
    kept: Mapping[int, datetime]

    @classmethod
    def of(cls, work: Work) -> "Timers":
        every = [series for course in work.courses.all() for series in work.prompts.of_course(course.id)]
        wanted = {series.id: due for series in every if (due := series.next_due())}
        return cls(wanted, {timer.id: timer.due for timer in work.timers.all() if timer.kind == SERIES})

    @property
    def wrong(self) -> list[int]:
        return sorted(each for each in {*self.wanted, *self.kept} if self.wanted.get(each) != self.kept.get(each))


def _timers(work: Work, now: datetime) -> Iterator[Finding]:
    timers = Timers.of(work)
    facts = {"count": str(len(timers.kept)), "prompts": _numbers(timers.wrong)}
    yield Finding("timers", good=not timers.wrong, facts=facts)
    late = [number for number, due in sorted(timers.kept.items()) if due < now - OVERDUE_AFTER]
    if late:
        yield Finding("timers.overdue", good=False, facts={"prompts": _numbers(late)})
    if lost := wakings.lost(work, now):
        yield Finding("timers.lost", good=False, facts={"what": wakings.named(lost)})
    if waiting := wakings.overdue(work, now - OVERDUE_AFTER):
        yield Finding("timers.late", good=False, facts={"what": wakings.named(waiting)})


def _numbers(prompts: Sequence[int]) -> str:
    return ", ".join(f"#{number}" for number in prompts)


async def _repaired(store: Store, settings: Settings) -> Finding:
    """Set every timer anew from what it belongs to; only while nobody else writes to an embedded database."""
    now = settings.clock.make().now()

    def job(work: Work) -> int:
        timers = Timers.of(work)
        for number in timers.wrong:
            work.timers.set(SERIES, number, timers.wanted.get(number))
        return len(timers.wrong) + wakings.mend(work, now)

    try:
        with OnlyWriter(settings.database.url):
            return Finding("timers.mended", good=True, facts={"count": str(await store.run(job))})
    except WrongKey:
        raise
    except StorageError as error:
        return Finding("timers.not_mended", good=False, facts={"reason": str(error)})


async def _bots(settings: Settings, store: Store | None) -> AsyncIterator[Finding]:
    if not settings.has_bot:
        yield Finding("bots.none", good=False)
    for telegram in settings.telegram_bots():
        for found in await _looked_at(
            "telegram", partial(telegram_gateway, telegram, Clock()), store, _bot_of(telegram)
        ):
            yield found
    for discord in settings.discord_bots():
        for found in await _looked_at("discord", partial(discord_gateway, discord), store, None):
            yield found


def _bot_of(settings: TelegramBot) -> Bot:
    """Telegram's tokens begin with the number of the bot, so that nothing at the platform need be touched to know it."""
    token = settings.token.get_secret_value() if settings.token else ""
    return Bot(Platform.TELEGRAM, token.partition(":")[0])


async def _looked_at(
    platform: str, door: Callable[[], Gateway], store: Store | None, bot: Bot | None
) -> Sequence[Finding]:
    """What one bot's gateway finds out."""
    try:
        gateway = door()
    except ValueError as error:
        return [Finding(f"{platform}.connection", good=False, facts={"reason": str(error)})]
    try:
        async with asyncio.timeout(PATIENCE):
            return await _examined(gateway, store, bot)
    except TokenRefused:
        return [Finding(f"{platform}.token", good=False)]
    except (Undelivered, TimeoutError, OSError) as error:
        return [Finding(f"{platform}.connection", good=False, facts={"reason": cause_of(error)})]
    finally:
        await gateway.close()


async def _examined(gateway: Gateway, store: Store | None, bot: Bot | None) -> Sequence[Finding]:
    known = bot or (await gateway.connect()).bot
    places = await store.read(lambda work: work.courses.all_places(known)) if store is not None else []
    titles = {each.place.chat: each.title for each in places if each.title}
    found = await gateway.examine([each.place for each in places], Clock().now())
    return [replace(each, facts=_titled(each.facts, titles)) for each in found]


def _titled(facts: Mapping[str, str], titles: Mapping[str, str]) -> dict[str, str]:
    """A chat by its name, where we know it."""
    name = titles.get(facts.get("chat", "") or facts.get("place", ""))
    return {**({"title": name} if name else {}), **facts}
