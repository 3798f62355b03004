"""The composition: the only place that names concrete gateways, and puts them, the store and the engine together."""

import asyncio
import signal
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from random import SystemRandom

import bot.commands  # noqa: F401 - declares the vocabulary
from bot import housekeeping
from bot.account import AccountAtWork
from bot.clock import Clock
from bot.desk import Desk, Door
from bot.engine import Engine, LocalEngine
from bot.log import logger
from bot.longwork import LongWork
from bot.patience import patiently
from bot.routines.due import LONG, open_all_due
from bot.settings import Settings
from bot.settings.model import DiscordBot, TelegramBot
from bot.wording.words import Operator
from community.chat.address import Bot
from community.chat.gateway import Gateway
from storage.engine import Store
from storage.locks import OnlyWriter
from storage.vault import Vault

log = logger("talkoot")


def telegram_gateway(settings: TelegramBot, clock: Clock) -> Gateway:
    """The door to Telegram for one bot account; the clock dates presses, which Telegram does not."""
    from adapters.telegram.gateway import TelegramGateway

    assert settings.token is not None  # noqa: S101 - only bots with a token are served
    token = settings.token.get_secret_value()
    return TelegramGateway(token, settings.api_base, settings.file_base, clock=clock.now)


def discord_gateway(settings: DiscordBot, *, keep_limits: bool = True) -> Gateway:
    """The door to Discord for one bot account; its limits are known call by call, so the adapter keeps them."""
    from adapters.discord.gateway import DiscordGateway

    assert settings.token is not None  # noqa: S101 - only bots with a token are served
    return DiscordGateway(
        settings.token.get_secret_value(),
        settings.api_base,
        settings.gateway,
        settings.cdn,
        message_content=settings.message_content,
        keep_limits=keep_limits,
    )


def gateways(settings: Settings, clock: Clock) -> list[Gateway]:
    """A gateway for every bot that has a token."""
    return [
        *(telegram_gateway(each, clock) for each in settings.telegram_bots()),
        *(discord_gateway(each, keep_limits=settings.courier.limits) for each in settings.discord_bots()),
    ]


def owners(settings: Settings) -> list[str]:
    """The organisation whose own bot each is, in the order of the gateways; empty for the bot of all."""
    telegram, discord = settings.telegram_bots(), settings.discord_bots()
    return [*(each.organisation for each in telegram), *(each.organisation for each in discord)]


def operator(settings: Settings) -> Operator:
    """Who people are told runs this: one for all bots, with the first privacy notice that the settings name."""
    notices = [each.privacy_url for each in settings.telegram_bots() if each.privacy_url]
    return Operator(settings.installation.operator, settings.installation.contact, *notices[:1])


@dataclass(slots=True)
class App:
    """The running application: all accounts, the engine and the store they share."""

    store: Store
    gateways: Sequence[Gateway]
    clock: Clock
    limits: bool = True
    operator: Operator = field(default_factory=Operator)
    owners: Sequence[str] = ()
    engine: Engine = field(init=False)
    accounts: list[AccountAtWork] = field(init=False)
    _doors: dict[Bot, Door] = field(default_factory=dict)
    _long: LongWork = field(init=False)
    _looked: bool = False

    def __post_init__(self) -> None:
        self.engine = LocalEngine(self.clock)
        owners = [*self.owners, *[""] * len(self.gateways)]
        self._long = LongWork(self.store, self.clock, self.engine, LONG)
        self.accounts = [
            AccountAtWork(self.store, gateway, self.clock, self.limits, self._desk_for, owner)
            for gateway, owner in zip(self.gateways, owners, strict=False)
        ]

    def _desk_for(self, bot: Bot, gateway: Gateway) -> Desk:
        self._doors[bot] = gateway
        doors: Mapping[Bot, Door] = self._doors
        return Desk(doors, SystemRandom(), operator=self.operator)

    async def run(self) -> None:
        """Serve until cancelled."""
        self.store.listen("timers", self._timers_changed)
        self.engine.start(self._look)
        self.engine.every(housekeeping.EVERY, "tidy", lambda: housekeeping.tidy(self.store, self.clock))
        try:
            async with asyncio.TaskGroup() as tasks:
                for account in self.accounts:
                    tasks.create_task(account.run())
        finally:
            await self.engine.stop()
            await asyncio.gather(*(gateway.close() for gateway in self.gateways), return_exceptions=True)

    async def ready(self) -> None:
        """Returns when every account serves."""
        await asyncio.gather(*(account.serving.wait() for account in self.accounts))

    async def _look(self) -> None:
        if not self._looked:
            await patiently(lambda: self.store.run(lambda work: self._long.forget_claims(work, self.clock.now())))
            self._looked = True
        self.engine.wake_at(await open_all_due(self.store, self.clock, self._long))

    def _timers_changed(self) -> None:
        self.engine.wake_at(self.clock.now())


async def serve(settings: Settings, clock: Clock | None = None, ready: Callable[[], None] = lambda: None) -> int:
    """Run the configured bots until SIGTERM or SIGINT; returns the exit code. `ready` is called when all serve."""
    vault = Vault.at(settings.vault.key_file)
    with OnlyWriter(settings.database.url):
        store = Store.open(settings.database.url, vault)
        try:
            if not store.now_read(lambda work: work.organisations.all()):
                log.warning("nobody can open a course yet: talkoot init, then talkoot invite coordinator")
            clock = clock or settings.clock.make()
            doors = gateways(settings, clock)
            app = App(store, doors, clock, settings.courier.limits, operator(settings), owners(settings))
            await _until_stopped(app, ready)
        finally:
            store.close()
    log.info("stopped")
    return 0


async def _until_stopped(app: App, ready: Callable[[], None]) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    running = asyncio.create_task(app.run())
    announced = asyncio.create_task(_announce(app, ready))
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
    for task in (announced, stopping, running):
        task.cancel()
    await asyncio.gather(announced, stopping, return_exceptions=True)
    try:
        await running
    except asyncio.CancelledError:
        return


async def _announce(app: App, ready: Callable[[], None]) -> None:
    await app.ready()
    log.info("ready", accounts=len(app.accounts))
    ready()
