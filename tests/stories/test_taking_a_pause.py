"""Somebody pauses for a while: nothing is expected of them, and a word welcomes them back."""

import pytest

from tests.stories.school import School


@pytest.mark.on_both_databases
def test_a_pause_is_quiet_until_it_ends_with_a_word(school: School) -> None:
    school.prompts("Share one link.")
    ben = school.ben
    ben.calls("pause", until="2w")
    said = ben.sees_alone("You pause in English for seniors until Wednesday 9 December, 08:00").text
    assert "Everything you wrote stays" in said
    ben.says("/todo")
    ben.sees_alone("nothing is expected of you")
    school.dina.says("/people")
    assert "Ben" in school.dina.sees_alone("on a pause").text

    school.town.sleeps(days=13)
    ben.looks()
    school.town.passes(days=1)
    ben.sees_alone("Welcome back: your pause is over")
    ben.looks()
    school.town.passes(days=3)
    ben.sees_nothing_new()
    ben.says("/settings")
    ben.sees_alone("No pause")


def test_a_pause_ends_whenever_one_wants(school: School) -> None:
    ben = school.ben
    ben.calls("pause", until="until 7 January")
    ben.sees_alone("until Thursday, 7 January 2027, 08:00")
    ben.says("/settings")
    ben.presses("End the pause")
    ben.sees_alone("Welcome back")
    ben.looks()
    school.town.passes(days=60)
    ben.sees_nothing_new()
    ben.calls("pause", until="a while")
    assert 'I do not understand "a while"' in ben.question()
    school.dina.calls("pause", until="1w")
    school.dina.sees_alone("there is nothing to pause")
