"""How long people wait for an answer while thousands of letters are on their way."""

from collections.abc import AsyncIterator

from figures import Figure, percentile
from house import Setting, connect, embedded, open_course, resident, write_letters
from towns import town

from community.chat.address import Platform
from storage.work import Work

LETTERS = 10_000
RUNS = 3
SECONDS = 20.0
PER_SECOND = 5.0
AIM = 500.0
COMMANDS = ("/todo", "/help", "/start")


async def answers_during_a_broadcast() -> AsyncIterator[Figure]:
    """Each run on what the one before has left of the letters; topped up so that there are always 10,000."""
    middles, slow, worst = [], [], []
    with embedded() as house:
        async with town("telegram", people=LETTERS, groups=1) as (place, founded):
            setting = Setting.of(Platform.TELEGRAM, founded)
            chats = [(each, True) for each in setting.people]

            def found(work: Work) -> None:
                course = open_course(work, 0)
                connect(work, course, setting.bot, setting.groups)
                setting.enrol(work, course)
                write_letters(work, setting.bot, chats, LETTERS + int(30 * SECONDS * RUNS))

            with house.open() as store:
                store.now_run(found)
            async with house.served(limits=True, telegram=founded["section"]) as bot:
                await place.until("posted", 30, 30)
                for command in COMMANDS[:RUNS]:
                    asked = await place.asked("ask", text=command, per_second=PER_SECOND, seconds=SECONDS)
                    took = [1000 * each for each in asked["took"]]
                    middles.append(percentile(took, 0.5))
                    slow.append(percentile(took, 0.99))
                    worst.append(max(took))
                peak = resident(bot, "VmHWM")
            seen = await place.asked("seen", whole=False)
    yield Figure(f"answer to a person during {LETTERS} letters, p50", "ms", middles)
    yield Figure(
        f"answer to a person during {LETTERS} letters, p99", "ms", slow, f"aim < {AIM:.0f}", lambda ms: ms < AIM
    )
    yield Figure("the longest wait", "ms", worst)
    yield Figure("refused for haste (429) meanwhile", "", [seen["floods"]], "aim 0", lambda floods: floods == 0)
    yield Figure("memory of the bot at the peak of it", "MB", [peak])
