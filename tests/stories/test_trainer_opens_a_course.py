"""Story 1: a trainer opens a course."""

from tests.stories.people import SUGGESTED
from tests.stories.town import Town


def test_the_first_coordinator_comes_by_an_invitation_and_opens_a_course_in_the_chat(town: Town) -> None:
    dina, aino = town.person("Dina"), town.person("Aino")
    town.meet(dina, aino)
    dina.says(f"/start {town.invitation(town.organisation())}")
    assert "coordinator of Valo Centre" in dina.sees_alone("You are now").text

    dina.calls_here("course new")
    dina.fills_in(name="English for seniors", language=SUGGESTED, zone=SUGGESTED)

    opened = dina.sees_in_chat("The course English for seniors is open (English, Helsinki time)")
    assert "Join" in opened.buttons
