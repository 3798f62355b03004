"""One platform refuses the token while the bot runs: the other goes on, and with a good token everything is made up for."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from adapters.playground.discord.world import BotAccount
from adapters.playground.telegram import Bot as LocalBot
from bot import account
from community.chat.address import Platform
from tests.stories.discord_people import DiscordPerson
from tests.stories.people import Person
from tests.stories.school import School, schedule
from tests.stories.telegram_people import TelegramPerson
from tests.stories.town import Town

REFUSED = "token refused: put the right one into the settings"


@pytest.fixture
def school(two_towns: Town, monkeypatch: pytest.MonkeyPatch) -> School:
    """A course with a chat on each platform; Emil looks after the one on Discord. A refused token is soon tried again."""
    monkeypatch.setattr(account, "TOKEN_AGAIN", 0.3)
    two_towns.expected_errors.append(REFUSED)
    school = School.with_a_course(two_towns)
    emil = two_towns.person("Emil", Platform.DISCORD)
    two_towns.meet(emil)
    emil.says(f"/start {two_towns.invitation(school.centre)}")
    emil.calls_here("course connect", code=school.course.code)
    schedule(school.dina, "Share one link.", "tomorrow 9:00")
    return school


def refusals(town: Town) -> int:
    return sum(REFUSED in error for error in town.errors())


def comes_round(town: Town, bot: LocalBot | BotAccount, meanwhile: Callable[[], Any]) -> None:
    """What happens while the token is refused, until it is good again."""
    assert town.waits_for(lambda: refusals(town) >= 1, 3)
    meanwhile()
    assert town.waits_for(lambda: refusals(town) >= 2, 3), "it was not tried again"
    bot.revoked = False
    town.settles()


def the_prompt_comes(town: Town, first: Person) -> None:
    """Its time has come; whoever can be reached reads it, though the other platform is shut."""
    first.looks()
    town.clock.jump(town.clock.now() + timedelta(hours=23))
    first.sees_in_chat("Share one link.")


def test_telegram_refuses_and_discord_goes_on(school: School) -> None:
    town, emil, aino = school.town, school.town.person("Emil", Platform.DISCORD), school.aino
    assert isinstance(aino, TelegramPerson)
    assert isinstance(emil, DiscordPerson)
    aino.looks()
    town.telegram.revoke(town.telegram_bot)
    town.does(aino.account.send(town.telegram_bot, "/todo"))

    def meanwhile() -> None:
        the_prompt_comes(town, emil)
        assert not town.does(emil.account.slash(town.channel, "todo")).failed
        emil.sees_alone("Nothing waits for you")

    comes_round(town, town.telegram_bot, meanwhile)

    aino.sees_in_chat("Share one link.")
    assert len([shown for shown in aino.news() if shown.private]) == 1


def test_discord_refuses_and_telegram_goes_on(school: School) -> None:
    town, emil, aino = school.town, school.town.person("Emil", Platform.DISCORD), school.aino
    assert isinstance(emil, DiscordPerson)
    emil.looks()
    town.discord.revoke(town.discord_bot)

    def meanwhile() -> None:
        the_prompt_comes(town, aino)

    comes_round(town, town.discord_bot, meanwhile)

    emil.sees_in_chat("Share one link.")
    emil.calls("todo")
    emil.sees_alone("Nothing waits for you")
