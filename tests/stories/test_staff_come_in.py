"""Coordinators and trainers come in by a link: they hear who the bot is as everybody does, and lose no invitation."""

import pytest

from community.roles import Role
from tests.stories.town import Town


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.TRAINER])
def test_the_first_message_to_staff_says_who_the_bot_is_and_what_it_keeps(town: Town, role: Role) -> None:
    emil = town.person("Emil")
    town.meet(emil)
    emil.says(f"/start {town.invitation(town.organisation(), role)}")

    welcome = emil.sees_alone("of Valo Centre")

    assert "I am Talkoot" in welcome.text
    assert "I keep your name" in welcome.text
    assert "erase" in welcome.text
    assert emil.command("course new") in welcome.text
    emil.presses("What exactly is kept?")
    emil.sees_alone(emil.command("forgetme"))


def test_a_link_that_was_followed_already_says_what_its_owner_can_do(town: Town) -> None:
    dina = town.person("Dina")
    town.meet(dina)
    code = town.invitation(town.organisation())
    dina.says(f"/start {code}")

    dina.says(f"/start {code}")

    told = dina.sees_alone("You are a coordinator of Valo Centre already.")
    assert dina.command("invite trainer") in told.text


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.TRAINER])
def test_who_looks_at_a_colleagues_invitation_does_not_use_it_up(town: Town, role: Role) -> None:
    dina, emil = town.person("Dina"), town.person("Emil")
    town.meet(dina, emil)
    centre = town.organisation()
    dina.says(f"/start {town.invitation(centre)}")
    code = town.invitation(centre, role)

    dina.says(f"/start {code}")
    dina.sees_alone("You are a coordinator of Valo Centre already.")
    emil.says(f"/start {code}")
    emil.sees_alone("You are now a")


def test_an_invitation_that_somebody_else_used_is_used_up(town: Town) -> None:
    dina, emil = town.person("Dina"), town.person("Emil")
    town.meet(dina, emil)
    code = town.invitation(town.organisation())
    dina.says(f"/start {code}")
    emil.says(f"/start {code}")
    emil.sees_alone("used up")
