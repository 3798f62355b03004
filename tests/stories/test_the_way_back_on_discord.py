"""On Discord a press can be answered for a while only: afterwards, and with closed doors, the answer still finds its way."""

import asyncio

from adapters.playground.discord.outcomes import Outcome
from tests.stories.discord_people import DiscordPerson
from tests.stories.people import Person
from tests.stories.school import School
from tests.stories.town import Town

KNOCK = "Aino, I have something for you"
TODO = "Nothing waits for you"


def asks_too_late(person: Person, path: str = "todo") -> None:
    """Call a command, for instance for one's list, and Discord takes no answer any more."""
    town = person.town
    assert isinstance(person, DiscordPerson)
    exchanges = town.discord.rest.exchanges
    patience, exchanges.answer_within = exchanges.answer_within, 0.0
    person.looks()
    assert town.does(person.account.slash(town.channel, path)).failed
    town.settles()
    exchanges.answer_within = patience


def closes_messages(person: Person, *, closed: bool = True) -> None:
    assert isinstance(person, DiscordPerson)
    person.account.close_dms() if closed else person.account.open_dms()


def test_an_answer_that_comes_too_late_for_the_channel_comes_as_a_direct_message(discord_town: Town) -> None:
    school = School.with_a_course(discord_town)
    asks_too_late(school.aino)
    answer = school.aino.sees_alone(TODO)
    assert answer.raw.channel_id == school.aino.dm.id  # type: ignore[attr-defined]
    assert not answer.raw.ephemeral
    assert not [shown for shown in school.ben.screen() if TODO in shown.text]


def test_with_direct_messages_closed_it_knocks_in_the_channel_once_and_keeps_the_answer(discord_town: Town) -> None:
    school = School.with_a_course(discord_town)
    closes_messages(school.aino)
    asks_too_late(school.aino)
    assert TODO not in school.aino.sees_in_chat(KNOCK).text
    asks_too_late(school.aino)
    school.aino.presses("Send it to me now")  # and they are closed still
    assert len([shown for shown in school.aino.screen() if KNOCK in shown.text]) == 1

    closes_messages(school.aino, closed=False)
    school.aino.presses("Send it to me now")

    [waited] = [shown for shown in school.aino.news() if TODO in shown.text]
    assert (waited.private, waited.raw.ephemeral) == (True, False)
    assert not [shown for shown in school.ben.screen() if TODO in shown.text]


def test_a_press_made_while_the_bot_starts_anew_is_answered_where_it_was_made(discord_town: Town) -> None:
    school = School.with_a_course(discord_town)
    school.prompts("Share one link.")
    aino = school.aino
    assert isinstance(aino, DiscordPerson)
    prompt = aino.sees_in_chat("Share one link.")

    async def press_meanwhile() -> Outcome:
        await discord_town._stop_bot()
        pressing = asyncio.create_task(aino.account.press(prompt.raw, "Answer"))
        await asyncio.sleep(0.05)
        await discord_town._start_bot()
        return await pressing

    aino._after(discord_town.does(press_meanwhile()), "Answer")
    aino.fills_in(text="A map.")

    aino.sees_alone("Your answer is kept")
    assert school.answers() == {"Aino": "A map."}


def test_a_press_whose_form_was_filled_in_after_a_restart_counts(discord_town: Town) -> None:
    school = School.with_a_course(discord_town)
    school.prompts("Share one link.")
    school.aino.presses("Answer")
    discord_town.sleeps(minutes=1)
    school.aino.fills_in(text="A map.")
    school.aino.sees_alone("Your answer is kept")
    assert school.answers() == {"Aino": "A map."}
