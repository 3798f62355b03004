"""A learner comes in with the phone's camera; codes can be limited, and end when a new one is made."""

import io
from typing import Any

import pytest
import segno
from PIL import Image

from bot import poster
from community.chat.address import Platform
from tests.stories.people import SUGGESTED, Person
from tests.stories.school import School, join
from tests.stories.screens import Shown
from tests.stories.telegram_people import TelegramPerson
from tests.stories.town import Town

AFAR = 4


def picture_in(town: Town, shown: Shown) -> bytes:
    (name,) = shown.files
    if town.home is Platform.DISCORD:
        return bytes(shown.raw.file(name))
    stored: Any = town.telegram.world.files[shown.raw.document["file_id"]]
    return bytes(stored.content)


def seen_by_a_camera(png: bytes, target: str) -> list[list[int]]:
    """The dark and light squares of the QR code, looked at in the middle of each, from some way off."""
    seen = Image.open(io.BytesIO(png)).convert("L").reduce(AFAR)
    size, (left, top) = poster.module_size(target), poster.qr_corner(target)
    count = len(segno.make_qr(target, error="m").matrix)

    def is_dark(x: int, y: int) -> bool:
        across, down = ((edge + step * size + size // 2) // AFAR for edge, step in ((left, x), (top, y)))
        shade: Any = seen.getpixel((across, down))
        return bool(shade < 128)

    return [[int(is_dark(x, y)) for x in range(count)] for y in range(count)]


def test_a_learner_joins_with_the_poster_on_the_classroom_wall(school: School) -> None:
    school.dina.says("/course_poster")
    shown = school.dina.sees_alone("for the classroom wall")
    code = school.course.code
    link = f"https://t.me/valo_bot?start={code}" if school.town.home is Platform.TELEGRAM else f"/join {code}"

    matrix = [list(row) for row in segno.make_qr(link, error="m").matrix]
    assert seen_by_a_camera(picture_in(school.town, shown), link) == matrix
    assert code in shown.text  # for who cannot see the picture

    emil = school.town.newcomer("Emil")
    if isinstance(emil, TelegramPerson):
        emil.opens(link)
    else:
        emil.says(link)
    emil.presses("Join the course")
    emil.fills_in(name=SUGGESTED)
    emil.sees_alone("You are in, Emil")


def test_a_new_code_ends_the_old_one_at_once(school: School) -> None:
    old, emil = school.course.code, school.town.newcomer("Emil")
    school.dina.says("/course_code")
    assert old in school.dina.sees_alone("It works until the course closes.").text
    school.dina.presses("Make a new code")
    school.dina.presses("Keep this code")
    school.dina.sees_alone(f"The code {old} stays as it is.")
    school.dina.says("/course_code")
    school.dina.presses("Make a new code")
    school.dina.presses("Make a new code", under="at once")

    assert school.course.code != old
    school.dina.sees_alone(f"is {school.course.code}")
    emil.says(f"/join {old}")
    emil.sees_alone("I do not find this course")
    join(emil, school.course.code)


def test_a_code_that_is_limited_in_time_lets_nobody_in_after_it(school: School) -> None:
    emil, farah = school.town.newcomer("Emil"), school.town.newcomer("Farah")
    school.dina.says("/course_code")
    school.dina.presses("Limit it in time")
    school.dina.fills_in(until="1 week" if school.town.home is Platform.DISCORD else "One week")
    assert "Tuesday 1 December, 08:00" in school.dina.sees_alone("It works until").text
    farah.says(f"/join {school.course.code}")
    school.town.passes(days=8)

    emil.says(f"/join {school.course.code}")
    emil.sees_alone("The time for joining with this code is over")
    farah.presses("Join the course")
    farah.fills_in(name=SUGGESTED)
    farah.sees_alone("The time for joining with this code is over")
    school.aino.says(f"/join {school.course.code}")
    school.aino.sees_alone("You are in English for seniors already")
    school.dina.says("/course_code")
    school.dina.presses("Limit it in time")
    school.dina.fills_in(until="off")
    join(emil, school.course.code)
    assert school.members() == ["Aino", "Ben", "Emil"]


def guesses(person: Person, times: int, word: str = "/join") -> None:
    for number in range(times):
        person.says(f"{word} WRNG234{number + 2}")


@pytest.mark.on_both_databases
def test_who_guesses_codes_has_to_wait(school: School) -> None:
    emil = school.town.newcomer("Emil")
    guesses(emil, 2)
    guesses(emil, 2, "/link")
    emil.sees_alone("This code is used up")
    guesses(emil, 1)
    assert "10:00" not in emil.sees_alone("I read no more codes from you until Tuesday 24 November, 11:00").text
    emil.says(f"/join {school.course.code}")
    emil.sees_alone("I read no more codes from you")
    school.town.sleeps(minutes=30)
    emil.says(f"/start {school.course.code}")
    emil.sees_alone("I read no more codes from you")

    school.town.passes(minutes=31)
    join(emil, school.course.code)
    school.ben.says("/join WRNG2345")  # what Emil did concerns nobody else
    school.ben.sees_alone("I do not find this course")
