"""Sunday: two centres set up their courses, learners join, and trainers schedule the prompts of the week."""

import asyncio
import json
from collections.abc import Sequence

from adapters.playground.discord.posts import Post
from adapters.playground.telegram import Message
from bot.demo.cast import OnDiscord, OnTelegram, said
from bot.demo.house import Missing
from bot.demo.shell import Shell
from bot.demo.troupe import ENGLISH, FJORD, IN_ENGLISH, IN_REPAIRS, REPAIRS, VALO, Troupe

SCHEDULE_ENGLISH = {
    "every Wednesday 9:00": "One new word from your week: what does it mean to you?",
    "Fri 16:00": "What did somebody in this course help you with?",
    "Sun 10:00": "What will you try next week?",
}
SCHEDULE_REPAIRS = {
    "Thu 18:00": "Which tool would you lend to the others?",
    "Sat 11:00": "Show or tell: what did you mend this week?",
}


async def play(troupe: Troupe) -> None:
    troupe.stage.screen.scene(
        "Sunday: the courses begin",
        f"The operator made {VALO} and {FJORD} with talkoot init, and a one-time invitation for a coordinator of each"
        " with talkoot invite coordinator. Everything else happens in the chats. Words in [brackets] are buttons.",
    )
    telegram_door, discord_door = _invitations(troupe)
    course = await _english(troupe, telegram_door)
    await _joining(troupe, course)
    await _second_place(troupe)
    await _repairs(troupe, discord_door)
    await _planning(troupe)


def _invitations(troupe: Troupe) -> tuple[str, str]:
    """A link for Telegram and a code for Discord, as the shell gives them out."""
    talkoot = Shell(troupe.stage.house.config)
    words = ("invite", "coordinator", "--json", "--organisation")
    valo, fjord = json.loads(talkoot(*words, VALO)), json.loads(talkoot(*words, FJORD))
    links = [door["link"] for door in valo["doors"] if door["platform"] == "telegram"]
    if not links:
        raise Missing("talkoot invite should give a link for Telegram")
    return links[0], fjord["code"]


async def _english(troupe: Troupe, door: str) -> Message:
    """A coordinator comes in and invites a trainer, who opens the course where it meets."""
    maria, dina, group = troupe.maria, troupe.dina, troupe.group
    troupe.limelight("Maria")
    await maria.opens(door)
    await maria.reads("coordinator")
    await maria.says(maria.bot, "/invite_trainer")
    invitation = await maria.reads("one person a trainer")
    link = next((word for word in invitation.text.split() if word.startswith("https://")), "")
    troupe.limelight("Dina")
    await dina.opens(link)
    await dina.reads("trainer")
    await dina.stage.screen.read()
    await dina.user.add_bot(group, dina.bot)
    await dina.reads("Hello everybody", group)
    await dina.says(group, f"/course_new {ENGLISH}")
    for question in ("language", "time zone"):
        asked = await dina.reads(question, group)
        await dina.presses(asked, asked.buttons[0])
    return await dina.reads("is open", group)


async def _joining(troupe: Troupe, course: Message) -> None:
    """One joins before our eyes, the others in the same way at the same time."""
    aino, *others = troupe.telegram.values()
    troupe.limelight("Aino")
    await _join(aino, course)
    troupe.come_in([each.name for each in others])
    await asyncio.gather(*(_join(each, course) for each in others))


async def _join(learner: OnTelegram, course: Message) -> None:
    await learner.presses(course, "Join")
    await learner.presses(await learner.reads("I am the assistant"), "Join the course")
    await learner.presses(await learner.reads("call you"), learner.name)
    await learner.reads("You are in")


async def _second_place(troupe: Troupe) -> None:
    """The same course gets a channel on Discord; its trainer is one person with two accounts."""
    dina, there, english = troupe.dina, troupe.dina_on_discord, troupe.english
    troupe.stage.screen.tell("Dina uses Discord as well. She links her two accounts and connects a channel there.")
    await dina.says(dina.bot, "/link")
    code = (await dina.reads("within 15 minutes")).text.split()[-1]
    troupe.limelight("Dina")
    asked = said(await there.types(english, "link", code=code), "one person, counted once")
    said(await there.presses(asked, "Link the accounts"), "linked")
    shown = await dina.reads("/join", troupe.group)
    words = shown.text.split()
    await there.types(english, "course connect", code=words[words.index("/join") + 1])
    post = await there.reads("is now a place", english)
    await _join_on_discord(troupe, IN_ENGLISH, post)


async def _join_on_discord(troupe: Troupe, names: Sequence[str], course: Post) -> None:
    troupe.come_in(names)
    await asyncio.gather(*(_fill_in(troupe.discord[name], course) for name in names))


async def _fill_in(learner: OnDiscord, course: Post) -> None:
    welcome = said(await learner.presses(course, "Join"), "I am the assistant")
    form = await learner.presses(welcome, "Join the course")
    said(await learner.fills(form, {"Your name": learner.name}), "You are in")


async def _repairs(troupe: Troupe, code: str) -> None:
    """The other centre has its course on Discord only."""
    olav, repairs = troupe.olav, troupe.repairs
    troupe.stage.screen.tell(f"{FJORD} has its course on Discord only. Olav, its coordinator, opens it himself.")
    troupe.limelight("Olav")
    said(await olav.types(repairs, "join", code=code), "coordinator")
    form = await olav.types(repairs, "course new")
    await olav.fills(form, {"Name of the course": REPAIRS, "Language": "en", "Time zone": "Europe/Oslo"})
    await _join_on_discord(troupe, IN_REPAIRS, await olav.reads("is open", repairs))


async def _planning(troupe: Troupe) -> None:
    """The prompts of the week: one on each platform before our eyes, the others in the same way."""
    dina, olav = troupe.dina, troupe.olav
    troupe.stage.screen.tell("Now the trainers plan the week, each on the platform they like.")
    troupe.limelight("Dina")
    await dina.says(dina.bot, "/prompt_schedule Mon 9:00 Share one link that helped you this week, and say why.")
    proposal = await dina.reads("Share one link")
    await dina.presses(proposal, "Schedule it")
    await dina.reads("Scheduled as")
    troupe.limelight("Olav")
    await _schedule(olav, troupe, "every Tuesday 18:00", "What would you like to mend, and what stops you?")
    troupe.in_short()
    more = len(SCHEDULE_ENGLISH) + len(SCHEDULE_REPAIRS)
    troupe.stage.screen.tell(f"In the same way they schedule {more} more, so that one comes each day.")
    for when, text in SCHEDULE_ENGLISH.items():
        await _schedule(troupe.dina_on_discord, troupe, when, text)
    for when, text in SCHEDULE_REPAIRS.items():
        await _schedule(olav, troupe, when, text)


async def _schedule(trainer: OnDiscord, troupe: Troupe, when: str, text: str) -> None:
    where = troupe.repairs if trainer is troupe.olav else troupe.english
    proposal = said(await trainer.types(where, "prompt schedule", when=when, text=text), text)
    said(await trainer.presses(proposal, "Schedule it"), "Scheduled as")
