"""How many letters a second the courier carries, and how close it comes to what the platforms allow."""

import asyncio
from collections.abc import AsyncIterator, Sequence

from figures import Figure, windows
from house import House, Setting, embedded, write_letters
from towns import town
from wire import section_of

from community.chat.address import Bot, Platform

FREE = 2400
RUNS = 3
WINDOW = 21.0
AIM = 0.97
TELEGRAM_RATE = 30.0
DISCORD_RATE = 50.0
CHANNEL_RATE = 1.0
PEOPLE = 1500
CHANNELS = 120


async def without_limits() -> AsyncIterator[Figure]:
    for platform in (Platform.TELEGRAM, Platform.DISCORD):
        rates = [await _free(platform) for _ in range(RUNS)]
        yield Figure(f"letters to {platform.value.title()}, limits off", "/s", rates)


async def _free(platform: Platform) -> float:
    size = {"people": PEOPLE, "groups": 1} if platform is Platform.TELEGRAM else {"people": 2, "channels": CHANNELS}
    count = FREE if platform is Platform.TELEGRAM else FREE // 2
    with embedded() as house:
        async with town(platform.value, **size) as (place, founded):
            setting = Setting.of(platform, founded)
            _write(house, setting.bot, _chats(setting), count)
            await place.asked("enforce", limits=False)
            async with house.served(limits=False, **{platform.value: section_of(founded)}):
                moments = _moments(await place.until("posted", count, 120))
    return (count - 1) / (moments[-1] - moments[0])


async def with_limits() -> AsyncIterator[Figure]:
    """Telegram, Discord, and a second Discord bot that writes into one channel, all at the same time in one process."""
    seconds = WINDOW * RUNS + 4
    with embedded() as house:
        async with (
            town("telegram", people=PEOPLE, groups=1) as (telegram, here),
            town("discord", people=2, channels=CHANNELS + 1) as (discord, there),
        ):
            _fill(house, here, there, seconds)
            sections = {"telegram": here["section"], "discord": section_of(there)}
            sections["discord.bots.second"] = {"token": there["tokens"][1]}
            async with house.served(limits=True, **sections):
                await asyncio.sleep(seconds)
                seen = await telegram.asked("seen"), await discord.asked("seen")
    yield _share("Telegram, 30/s over many private chats", _moments(seen[0]), TELEGRAM_RATE)
    first, second = ([when for when, who in seen[1]["posts"] if who == number] for number in (0, 1))
    yield _share("Discord, 50/s over many channels", first, DISCORD_RATE)
    yield _bursts("Discord, 5 in 5 s in one channel", second)
    for name, each in zip(("Telegram", "Discord"), seen, strict=True):
        yield Figure(f"refused for haste (429) by {name}", "", [each["floods"]], "aim 0", lambda floods: floods == 0)


def _fill(house: House, here: dict[str, object], there: dict[str, object], seconds: float) -> None:
    telegram, discord = Setting.of(Platform.TELEGRAM, here), Setting.of(Platform.DISCORD, there)
    second = Bot(Platform.DISCORD, there["bots"][1])  # type: ignore[index]
    last = discord.groups[-1]
    _write(house, telegram.bot, _chats(telegram), int(TELEGRAM_RATE * (seconds + 15)))
    _write(house, discord.bot, [(each, False) for each in discord.groups[:-1]], int(DISCORD_RATE * (seconds + 15)))
    _write(house, second, [(last, False)], int(CHANNEL_RATE * (seconds + 15)))


def _share(name: str, moments: Sequence[float], rate: float) -> Figure:
    """The share of the allowed rate in each whole window."""
    shares = [100 * len(window) / WINDOW / rate for window in windows(moments, WINDOW)][:RUNS]
    return Figure(f"share of {name}", "%", shares, f"aim >= {AIM:.0%}", lambda share: share >= 100 * AIM, digits=1)


def _bursts(name: str, moments: Sequence[float]) -> Figure:
    """Letters to one channel come in bursts of five: the share from the first of a burst to the first of the fifth one."""
    spans = [later - earlier for earlier, later in zip(moments[::20], moments[20::20], strict=False)]
    shares = [100 * 20 / span / CHANNEL_RATE for span in spans][:RUNS]
    return Figure(f"share of {name}", "%", shares, f"aim >= {AIM:.0%}", lambda share: share >= 100 * AIM, digits=1)


def _chats(setting: Setting) -> list[tuple[str, bool]]:
    private = setting.bot.platform is Platform.TELEGRAM
    return [(each, private) for each in (setting.people if private else setting.groups)]


def _write(house: House, bot: Bot, chats: Sequence[tuple[str, bool]], count: int) -> None:
    with house.open() as store:
        store.now_run(lambda work: write_letters(work, bot, chats, count))


def _moments(seen: dict[str, list[object]]) -> list[float]:
    return [each if isinstance(each, float) else each[0] for each in seen["posts"]]  # type: ignore[index]
