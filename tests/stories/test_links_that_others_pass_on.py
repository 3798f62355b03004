"""A link can be passed on by anybody: it does nothing that the one who follows it would regret."""

from pathlib import Path

import pytest

from bot.call import Call
from bot.tokens import pack, token_for
from bot.vocabulary import VOCABULARY
from community.chat.address import Platform
from storage.vault import Vault
from tests.stories.school import School
from tests.stories.telegram_people import TelegramPerson
from tests.stories.town import Town


@pytest.fixture
def platform() -> Platform:
    return Platform.TELEGRAM  # links with a payload exist only there


def follows(school: School, call: Call) -> TelegramPerson:
    """Dina, the coordinator, follows a link that carries this call, sealed as if by the bot."""
    dina = school.dina
    assert isinstance(dina, TelegramPerson)
    dina.starts(school.town.keeps(lambda work: token_for(VOCABULARY, call, work, school.town.clock.now())))
    return dina


@pytest.mark.parametrize("person", [None, 1])
def test_a_link_takes_over_no_account(school: School, person: int | None) -> None:
    eve = school.town.newcomer("Eve")
    eve.says("/link")
    code = eve.code_in(eve.sees_alone("write this to me from your other account"))

    follows(school, Call("link yes", {"code": code}, person)).sees_alone("This button does not work any more")

    eve.says("/stats_export")
    eve.sees_alone("This can be done by a")


@pytest.mark.parametrize(
    "path", ["forgetme yes", "leave yes", "language", "cancel", "answer withdraw", "prompt cancel"]
)
def test_a_link_carries_nothing_but_invitations_to_take_part(school: School, path: str) -> None:
    follows(school, Call(path, {}, 1)).sees_alone("This button does not work any more")


def test_a_link_that_somebody_made_up_opens_nothing(school: School, tmp_path: Path) -> None:
    eve = school.town.newcomer("Eve")
    assert isinstance(eve, TelegramPerson)
    other_key = Vault.at(tmp_path / "other.key", create=True)
    made_up = pack(VOCABULARY, Call("join show", {"course": "1"}), other_key)
    assert made_up is not None
    eve.starts(made_up)
    eve.sees_alone("This button does not work any more")


def test_the_question_before_linking_names_both_sides(telegram_town: Town) -> None:
    school = School.with_a_course(telegram_town)
    eve = telegram_town.newcomer("Eve")
    eve.says("/link")
    code = eve.code_in(eve.sees_alone("write this to me from your other account"))
    school.aino.says(f"/link {code}")
    asked = school.aino.sees_alone("This links Aino, your account here, with Eve, who made this code")
    assert "Go on only if both accounts are yours" in asked.text
