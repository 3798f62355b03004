"""Monday to Sunday: prompts come by themselves, learners answer in their own chat and write to each other."""

from adapters.playground.discord.posts import Post
from adapters.playground.telegram import Message
from bot.demo.cast import OnDiscord, said
from bot.demo.house import OSLO
from bot.demo.troupe import Troupe


async def play(troupe: Troupe) -> None:
    await _monday(troupe)
    await _tuesday(troupe)
    await _wednesday(troupe)
    await _thursday(troupe)
    await _friday(troupe)
    await _saturday(troupe)
    await _sunday(troupe)


async def _monday(troupe: Troupe) -> None:
    aino, ben, carla = (troupe.telegram[name] for name in ("Aino", "Ben", "Carla"))
    ida = troupe.discord["Ida"]
    troupe.limelight("Ben", "Ida")
    _dawn(troupe, 1, "Monday", "08:59", "At 09:00 the first prompt comes by itself, in both places of the course.")
    prompt = await _comes_to_the_group(troupe, "Share one link")
    post = await ida.reads("Share one link", troupe.english)
    answer = await aino.says(troupe.group, "bird.example: I hear a song and find its bird.", prompt)
    await _counted(troupe, answer)
    await ben.presses(prompt, "Answer")
    await ben.reads("What is your answer?")
    await ben.says(ben.bot, "radio.example, slow news in easy English.")
    posted = await ben.reads("Ben answered", troupe.group)
    await ben.reads("Thank you")
    comment = await carla.says(troupe.group, "Thank you Ben! I listen to it on the bus now.", posted)
    await _counted(troupe, comment)
    await aino.edits(answer, "bird.example: I hear a song and find its bird. It works without internet!")
    await _answers(ida, post, "recipes.example: every dish with a picture.")


async def _tuesday(troupe: Troupe) -> None:
    kari, leo = troupe.discord["Kari"], troupe.discord["Leo"]
    troupe.limelight("Kari")
    _dawn(troupe, 2, "Tuesday", "17:59", "The other course has its own hours, and the time zone of Oslo.", oslo=True)
    post = await kari.reads("What would you like to mend", troupe.repairs)
    await _answers(kari, post, "My grandmother's radio. I lack the courage to open it.")
    posted = await leo.reads("Kari answered", troupe.repairs)
    troupe.limelight("Leo")
    form = await leo.presses(posted, "Reply to Kari")
    await leo.fills(form, {"Your comment": "Bring it on Saturday, we open it together."})
    await leo.reads("Leo to Kari", troupe.repairs)
    await _in_short(troupe, post, {"Mona": "A zip. I have no spare one.", "Nils": "My bicycle lamp."})


async def _wednesday(troupe: Troupe) -> None:
    emil = troupe.telegram["Emil"]
    troupe.limelight("Emil")
    _dawn(troupe, 3, "Wednesday", "08:59", "Emil was away. He asks the bot what waits for him.")
    prompt = await _comes_to_the_group(troupe, "One new word")
    hanna = troupe.telegram["Hanna"]
    await _counted(troupe, await hanna.says(troupe.group, "Drizzle: rain that cannot decide.", prompt))
    await emil.says(emil.bot, "/todo")
    waiting = await emil.reads("2 prompts wait")
    await emil.presses(waiting, next(label for label in waiting.buttons if "Share one" in label))
    await emil.reads("What is your answer?")
    await emil.says(emil.bot, "maps.example. I walked home a new way.")
    await emil.reads("Emil answered", troupe.group)


async def _thursday(troupe: Troupe) -> None:
    mona = troupe.discord["Mona"]
    troupe.limelight("Mona")
    _dawn(troupe, 4, "Thursday", "17:59", "What was said can be taken back.", oslo=True)
    post = await mona.reads("Which tool", troupe.repairs)
    await _answers(mona, post, "My sewing machine.")
    said(await mona.types(troupe.repairs, "answer withdraw"), "taken back")
    await troupe.stage.house.seen(
        "the withdrawn answer should disappear",
        lambda: not any("My sewing machine" in each.text for each in troupe.repairs.messages),
    )
    await _in_short(troupe, post, {"Nils": "A long ladder."})


async def _friday(troupe: Troupe) -> None:
    troupe.limelight()
    _dawn(troupe, 5, "Friday", "15:59")
    prompt = await _comes_to_the_group(troupe, "What did somebody")
    greta = troupe.telegram["Greta"]
    await _counted(troupe, await greta.says(troupe.group, "Ben showed me how to send a photo.", prompt))


async def _saturday(troupe: Troupe) -> None:
    troupe.limelight()
    _dawn(troupe, 6, "Saturday", "10:59", oslo=True)
    leo = troupe.discord["Leo"]
    post = await leo.reads("Show or tell", troupe.repairs)
    await _in_short(troupe, post, {"Kari": "The radio plays again!", "Leo": "Kari's radio."})


async def _sunday(troupe: Troupe) -> None:
    troupe.limelight()
    _dawn(troupe, 7, "Sunday", "09:59")
    prompt = await _comes_to_the_group(troupe, "What will you try")
    for name, text in {"Hanna": "To call my grandson in English.", "Carla": "A whole podcast."}.items():
        await _counted(troupe, await troupe.telegram[name].says(troupe.group, text, prompt))


def _dawn(troupe: Troupe, days: int, day: str, clock: str, told: str = "", *, oslo: bool = False) -> None:
    """A new day: the clock jumps to shortly before the prompt is due, and goes on from there."""
    house = troupe.stage.house
    troupe.stage.screen.scene(day, told)
    house.clock.jump(house.on(days, clock, *([OSLO] if oslo else [])))


async def _comes_to_the_group(troupe: Troupe, words: str) -> Message:
    return await troupe.dina.reads(words, troupe.group)


async def _counted(troupe: Troupe, message: Message) -> None:
    """The bot shows by a sign that it counts."""
    await troupe.stage.house.seen(f"{message.sender.first_name}'s words should be counted", lambda: message.reactions)


async def _answers(learner: OnDiscord, post: Post, text: str) -> None:
    form = await learner.presses(post, "Answer")
    said(await learner.fills(form, {"Your answer": text}), "Thank you")
    await learner.reads(text, learner.place_of(post))


async def _in_short(troupe: Troupe, post: Post, answers: dict[str, str]) -> None:
    """The same with the button, without showing each press."""
    troupe.in_short()
    for name, text in answers.items():
        await _answers(troupe.discord[name], post, text)
