"""Whoever chooses among many people, groups or courses sees a few at a time, and at most six buttons."""

from tests.stories.learners import TWELVE, Learners, confirmed
from tests.stories.people import Person
from tests.stories.school import School
from tests.stories.screens import Shown
from tests.stories.town import Town


def asked(person: Person, question: str) -> Shown:
    shown = person.sees_alone(question)
    assert len(shown.buttons) <= 6, f"there are {shown.buttons}"
    return shown


def finds(person: Person, question: str, label: str) -> list[str]:
    """Turn the choices until somebody is among them, and press their button; everybody who was shown on the way."""
    seen: list[str] = []
    for _ in range(9):
        buttons = list(asked(person, question).buttons)
        seen += [each for each in buttons if each not in {"Show others", "Back", "Stop", "Make a link for somebody"}]
        if label in buttons:
            person.presses(label, under=question)
            return seen
        person.presses("Show others", under=question)
    raise AssertionError(f"{label} is not among {seen}")


def test_everybody_is_found_a_few_at_a_time(telegram_town: Town) -> None:
    school = School.with_a_course(telegram_town)
    learners, dina = Learners.of(school, TWELVE), school.dina
    confirmed(dina, size="2", seed="1")
    dina.says("/group_move")
    assert finds(dina, "Who?", "Mira") == sorted(TWELVE), "in the order of their names, nobody twice"
    home = learners.group_of("Mira").number
    finds(dina, "Into which group?", f"Group {home % 6 + 1}")
    dina.sees_alone("Mira is in Group")
    assert learners.group_of("Mira").number == home % 6 + 1

    dina.says("/roles_change")
    shown = asked(dina, "Whose role shall change?")
    assert [each for each in shown.buttons if each in {"Show others", "Stop"}] == ["Show others", "Stop"]
    dina.presses("Show others")
    turned = asked(dina, "Whose role shall change?")
    assert set(turned.buttons) & set(shown.buttons) == {"Show others", "Stop"}
    person = turned.buttons[0]
    dina.presses(person)
    again = asked(dina, "With whom, in the same group?")
    assert len([each for each in again.buttons if each not in {"Show others", "Back", "Stop"}]) == 3
    dina.presses("Back")
    assert person in asked(dina, "Whose role shall change?").buttons, "one comes back to where one was"


def test_wishes_and_colleagues_are_turned_as_well(school: School) -> None:
    Learners.of(school, TWELVE)
    dina, aino = school.dina, school.aino
    for name in list(TWELVE)[1:9]:
        aino.calls("wish", how="with", person=name)
    aino.calls("wishes")
    assert len(asked(aino, "Your wishes for the groups").buttons) == 6
    aino.presses("Show others")
    aino.presses("Take back: Ida")
    aino.sees_alone("The wish is taken back.")
    for name in ("Pia", "Riku", "Sanna", "Tuomo", "Ulla", "Veera", "Wilma"):
        person = school.town.newcomer(name)
        person.says(f"/start {school.town.invitation(school.centre)}")
    dina.calls("trainer add")
    finds(dina, "Who shall look after", "Wilma")
    dina.sees_alone("Wilma")
