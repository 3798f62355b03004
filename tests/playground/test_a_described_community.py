"""A course file says who is there; whoever makes a mistake in it learns of all of them, in words."""

from pathlib import Path

import pytest

from bot.playground.community import Community, CommunityMistaken, PersonMistaken, Somebody

GOOD = """
[[centres]]
name = "Valo Centre"

[[people]]
name = "Dina"
role = "trainer"
centre = "Valo Centre"

[[people]]
name = "Aino"
language = "fi"
on = ["telegram"]

[[groups]]
title = "English"
admins = ["Dina"]
members = ["Aino"]

[[servers]]
name = "Together"
owner = "Dina"

[[courses]]
name = "English"
trainer = "Dina"
group = "English"
channel = "general"
learners = ["Aino"]
"""


def mistakes(tmp_path: Path, text: str) -> list[str]:
    file = tmp_path / "course.toml"
    file.write_text(text)
    with pytest.raises(CommunityMistaken) as mistaken:
        Community.read(file)
    lines = str(mistaken.value).splitlines()
    assert all(line.startswith(f"{file}") for line in lines)
    return [line.removeprefix(f"{file}").removeprefix(": ").strip() for line in lines]


def test_a_good_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "course.toml").write_text(GOOD)
    community = Community.read(tmp_path / "course.toml")
    assert [person.name for person in community.people] == ["Dina", "Aino"]
    assert community.people[0].on == ("telegram", "discord")


def test_the_partnership_that_comes_with_it_is_good() -> None:
    assert len(Community.read().people) == 17


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        (
            'language = "fi"',
            'language = "Finnish"',
            "people 2 (Aino), language: is not a language; write it like en or fi.",
        ),
        ('language = "fi"', "language = 1", 'people 2 (Aino), language: is not text; write it in quotes, like "Aino".'),
        (
            'language = "fi"',
            'zone = "Europe/Helsinky"',
            "people 2 (Aino), zone: Europe/Helsinky is not a time zone; write it like Europe/Helsinki.",
        ),
        ('language = "fi"', 'langauge = "fi"', "people 2 (Aino), langauge: is not known here; did you mean language."),
        ('on = ["telegram"]', "on = []", "people 2 (Aino), on: needs at least one."),
        ('on = ["telegram"]', 'on = ["irc"]', "people 2 (Aino), on 1: is not known; there is 'telegram' or 'discord'."),
        ('on = ["telegram"]', 'on = ["discord"]', "English names Aino, who has no account on Telegram."),
        (
            'members = ["Aino"]',
            'members = ["Ainu"]',
            "English names Ainu, who is not among the people; did you mean Aino.",
        ),
        ('members = ["Aino"]', 'members = ["Aino", "Aino"]', "groups 1 (English), members: Aino stands there twice."),
        ('admins = ["Dina"]', "admins = []", "groups 1 (English), admins: needs at least one."),
        (
            'admins = ["Dina"]',
            'bot = "perhaps"\nadmins = ["Dina"]',
            "groups 1 (English), bot: is neither true nor false.",
        ),
        ('owner = "Dina"', 'owner = "Zoe"', "Together names Zoe, who is not among the people."),
        ('owner = "Dina"', "", "servers 1 (Together), owner: is missing."),
        (
            'trainer = "Dina"',
            'trainer = "Aino"',
            "English has the trainer Aino, who is trainer of no centre.",
        ),
        (
            'group = "English"',
            'group = "Englisch"',
            "English meets in Englisch, which is no group; did you mean English.",
        ),
        ('channel = "general"', 'channel = "attic"', "English meets in attic, which is no channel."),
        ('learners = ["Aino"]', 'learners = ["Zoe"]', "English names Zoe, who is not among the people."),
        ('name = "Aino"', 'name = ""', "people 2, name: is empty; write something."),
        (
            'name = "Aino"',
            f'name = "{"A" * 61}"',
            f"people 2 ({'A' * 61}), name: is too long; 60 letters are the most.",
        ),
        ('name = "Aino"', 'name = "Dina"', "two people are called Dina; names tell them apart here."),
        (
            'role = "trainer"',
            'role = "boss"',
            "people 1 (Dina), role: is not known; there is 'coordinator', 'trainer' or 'learner'.",
        ),
        (
            'role = "trainer"\ncentre = "Valo Centre"',
            'role = "trainer"',
            "Dina is trainer of no centre; write centre = with one of Valo Centre.",
        ),
        ('[[centres]]\nname = "Valo Centre"', "", "centres: is missing."),
    ],
)
def test_each_mistake_is_said_where_it_stands(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    assert right in GOOD
    assert said in mistakes(tmp_path, GOOD.replace(right, wrong, 1))


def test_all_mistakes_come_together(tmp_path: Path) -> None:
    wrong = GOOD.replace('role = "trainer"', 'role = "boss"').replace('"fi"', '"suomi"').replace("owner", "ownr")
    assert len(mistakes(tmp_path, wrong)) == 4
    strangers = GOOD.replace('admins = ["Dina"]', 'admins = ["Xu"]').replace('owner = "Dina"', 'owner = "Yu"')
    assert len(mistakes(tmp_path, strangers)) == 2


def test_a_file_that_is_none_is_said_to_be(tmp_path: Path) -> None:
    assert mistakes(tmp_path, "people = [")[0].startswith("is not TOML: ")
    with pytest.raises(CommunityMistaken, match="cannot be read: No such file or directory"):
        Community.read(tmp_path / "nowhere.toml")
    with pytest.raises(CommunityMistaken, match="cannot be read: Is a directory"):
        Community.read(tmp_path)


def test_somebody_new_learns_what_is_wrong_field_by_field() -> None:
    with pytest.raises(PersonMistaken) as mistaken:
        Somebody.asked({"name": "  ", "language": "english", "zone": "Helsinki", "on": ()})
    assert mistaken.value.faults == {
        "name": "is empty; write something.",
        "language": "is not a language; write it like en or fi.",
        "zone": "Helsinki is not a time zone; write it like Europe/Helsinki.",
        "on": "needs at least one.",
    }
