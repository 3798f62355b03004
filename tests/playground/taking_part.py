"""How people at their screens come into a course, on both sides."""

import re

from tests.playground.browser import Tab

COURSE = "English for seniors"
CHANNEL = "english"


async def opens_on_telegram(trainer: Tab, course: str = COURSE) -> None:
    """In the group of that name."""
    await trainer.opens("telegram", course)
    await trainer.says("telegram", f"/course_new {course}")
    await trainer.presses("telegram", "language", "English")
    await trainer.presses("telegram", "time zone", "Helsinki")
    await trainer.sees("telegram", "is open")


async def connects_discord(trainer: Tab, channel: str = CHANNEL) -> None:
    """With the code that the private chat on Telegram told."""
    await trainer.opens("telegram", "Talkoot")
    told = await (await trainer.sees("telegram", "is open")).inner_text()
    code = re.search(r"connect (?:code:)?([A-Z2-9]{8})", told)
    assert code is not None, told
    await trainer.opens("discord", channel)
    await trainer.calls("course connect", code=code[1])
    await trainer.sees("discord", "Join")


async def joins_on_telegram(learner: Tab, course: str = COURSE) -> None:
    await learner.opens("telegram", course)
    await learner.presses("telegram", "is open", "Join")
    await learner.presses("telegram", "I am the assistant", "Join the course")
    await learner.presses("telegram", "call you", learner.name)
    await learner.sees("telegram", "You are in")


async def joins_on_discord(learner: Tab, channel: str = CHANNEL, words: str = "is open") -> None:
    """With the button under the message that has these words."""
    await learner.opens("discord", channel)
    await learner.presses("discord", words, "Join")
    await learner.presses("discord", "Only you can see this", "Join the course")
    await learner.fills("Your name")
    await learner.sees("discord", "You are in")
