"""Story: a school has its learners on a list; everybody on it comes in with a code of their own."""

import re
from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.commands.classlist import ADD
from bot.exports import csvs
from community.chat.address import Platform
from community.seats import Seat, SeatState
from storage.tables.system import call
from storage.work import Work
from tests.sheets import Cell, workbook
from tests.stories.doors import asks_to_join
from tests.stories.papers import files, hands_in, rows, sends
from tests.stories.people import Person
from tests.stories.school import School, open_course
from tests.stories.telegram_people import TelegramPerson
from tests.stories.town import Town

SMALL = "Nimi;Opiskelijanumero;Kieli\r\nSirpa Mäkinen;S-1;suomi\r\nTea Ålund;S-2;\r\nUlla Öhman;S-3;englanti\r\n"


def seats(school: School) -> list[Seat]:
    number = school.course.id
    return school.town.keeps(lambda work: work.seats.of_course(number))


def in_state(school: School, state: SeatState) -> list[str]:
    return [seat.name for seat in seats(school) if seat.state(school.town.clock.now()) is state]


def codes_of(person: Person) -> dict[str, str]:
    """The codes in the file that just came, by name."""
    return {row["Name"]: row["Code"] for row in rows(files(person)["codes.csv"])}


def has_a_list(school: School) -> dict[str, str]:
    """Dina takes in a list of three; the codes by name."""
    hands_in(school.dina, "course import", "kurssi.csv", SMALL.encode("cp1252"))
    school.dina.presses("Add 3 people")
    return codes_of(school.dina)


def limits(school: School, **settings: int | bool) -> None:
    course = school.course

    def change(work: Work) -> None:
        work.courses.save(replace(course, settings=replace(course.settings, **settings)))  # type: ignore[arg-type]

    school.town.keeps(change)


FAULTY: list[list[Cell]] = [
    ["", "", 7001, "", ""],
    ["x" * 61, "Long", 7002, "", ""],
    ["emil@school.example", "", 7003, "", ""],
    ["040 123 4567", "", 7004, "", ""],
    ["Nelli", "Laine", "7" * 41, "", ""],
    ["Otto", "Laine", 1001, "", ""],
    ["Tea", "Ålund", "s-2", "", ""],
    ["Sirpa", "Mäkinen", "S-1", "", ""],
    ["Pia", "Laine", 7009, "klingon", ""],
    ["Raija", "Laine", 7010, "", "Finland", "extra"],
    ["=cmd|' /C calc'!A0", "", 7011, "", ""],
    ["Saul\u202eLaine", "", 7012, "", ""],
]
"""Twelve rows, each with a fault of its own kind."""


def class_of_200() -> bytes:
    heading: list[Cell] = ["First name", "Surname", "Student number", "Language", "E-mail"]
    good: list[list[Cell]] = [
        [f"Oppilas {number}", "Virtanen", 1000 + number, ("suomi", "en", "")[number % 3], f"o{number}@school.example"]
        for number in range(1, 189)
    ]
    middle: list[list[Cell]] = [*good[:100], ["", "", "", "", ""], *FAULTY, *good[100:]]
    late: list[Cell] = ["Late", "Comer", 9999, "", ""]
    return workbook([["English for seniors", "", "", "", ""], heading, *middle, late])


@pytest.mark.on_both_databases
def test_a_list_of_200_with_twelve_kinds_of_faults_is_shown_first_and_kept_after_a_yes(school: School) -> None:
    dina = school.dina
    tea_is_in(school)
    limits(school, seats=188 + 2 + 3)  # Aino and Ben, and the three of the small list

    hands_in(dina, "course import", "class-7b.xlsx", class_of_200())

    told = dina.sees_alone("“class-7b.xlsx” for English for seniors: nothing is kept yet.")
    assert "188 people can be added" in told.text
    assert "13 rows are left out:" in told.text
    assert "Row 104: there is no name." in told.text
    assert "3 more are in the file." in told.text
    assert "I pass by these columns: “E-mail”." in told.text
    assert {"Add 188 people", "Drop the list"} <= set(dina.news()[-1].buttons)
    left_out = rows(files(dina)["left-out.csv"])
    reasons = {row["Why it is left out"] for row in left_out}
    assert len(reasons) == len(left_out) == len(FAULTY) + 1
    assert "the course has no seat left for this person." in reasons
    assert "this person is on the class list already, and has come in." in reasons
    assert all(not row["Name"].startswith(("=", "+", "-", "@")) for row in left_out)
    assert len(seats(school)) == 3, "nothing is kept before the yes"

    dina.presses("Add 188 people")

    dina.sees_alone("188 people are on the class list of English for seniors now.")
    codes = codes_of(dina)
    assert len(set(codes.values())) == 188
    assert all(re.fullmatch(r"[A-Z2-9]{10}", code) for code in codes.values())
    assert b"Oppilas 188" in files(dina)["codes-to-print.html"]
    assert len(seats(school)) == 191
    kept = school.everything_kept()
    assert not [code for code in codes.values() if code in kept], "of a code a hash is kept"
    assert "school.example" not in kept
    exported = school.town.keeps(lambda work: csvs.in_memory(work, 1, school.town.clock.now()))
    assert not [word for word in (b"S-2", b"Tea", b"Oppilas") for each in exported.values() if word in each]


def tea_is_in(school: School) -> None:
    codes = has_a_list(school)
    tea = school.town.newcomer("Tea on the phone")
    tea.says(f"/join {codes['Tea Ålund']}")
    tea.presses("Join as Tea Ålund")
    tea.sees_alone("You are in, Tea Ålund. Welcome to English for seniors.")
    assert in_state(school, SeatState.CLAIMED) == ["Tea Ålund"]
    assert "Tea Ålund" in school.members()


def test_what_is_no_list_is_not_taken_and_what_is_dropped_leaves_nothing(school: School) -> None:
    dina = school.dina
    hands_in(dina, "course import", "holiday.jpg", b"\xff\xd8\xff\xe0 a picture")
    hears(dina, "I cannot read “holiday.jpg”. Please send a file that ends with one of these: .csv")
    hands_in(dina, "course import", "large.csv", b"Name\r\n" + b"Aino Virtanen\r\n" * 80_000)
    hears(dina, "“large.csv” is larger than 1 MB.")
    hands_in(dina, "course import", "broken.xlsx", b"PK\x03\x04 and nothing more")
    dina.sees_alone("I cannot read “broken.xlsx”. Please save it once more")
    hands_in(dina, "course import", "names.csv", b"Aino\r\nBen\r\n")
    dina.sees_alone("I find no column with names.")
    hands_in(dina, "course import", "kurssi.csv", SMALL.encode("utf-16"))
    dina.sees_alone("3 people can be added")
    dina.presses("Drop the list")
    dina.sees_alone("Nobody was added, and nothing of it is kept.")
    assert seats(school) == []
    assert ADD not in stored_calls(school)


def test_names_are_shown_as_they_were_read_and_a_name_that_nobody_can_see_is_none(school: School) -> None:
    dina = school.dina
    wrong = "Name\r\nSirpa Mäkinen\r\nUlla Öhman\r\n"
    hands_in(dina, "course import", "dos.csv", wrong.encode("cp437"))
    told = dina.sees_alone("2 people can be added: Sirpa M„kinen, Ulla ™hman").text
    assert "Are letters wrong? Save the file as .xlsx, and send it again." in told
    dina.presses("Drop the list")
    quote = 'Name;Number\r\n"Aino Laine;1\r\nBen Laine;2\r\nCarla Laine;3\r\n'
    hands_in(dina, "course import", "quote.csv", quote.encode())
    dina.sees_alone("One person can be added: Aino Laine;1 Ben Laine;2 Carla Laine;3")
    dina.presses("Drop the list")
    five = "Name\nAino\nBen\n\u200b\u2060\nCarla\nDora\nEmil\n"
    hands_in(dina, "course import", "five.csv", five.encode())
    told = dina.sees_alone("5 people can be added: Aino, Ben, Carla … Emil").text
    assert "Are letters wrong?" not in told
    assert "Row 4: there is no name." in told


def stored_calls(school: School) -> list[str]:
    """Which commands wait behind buttons, with all that they would do."""
    return school.town.keeps(lambda work: [row.path for row in work.connection.execute(select(call))])


def hears(person: Person, text: str) -> None:
    """What is wrong with a file by its name and size alone: said at once, where there are forms beside the question."""
    if person.town.home is Platform.DISCORD:
        assert text in person.question()
    else:
        person.sees_alone(text)


def test_a_seat_lets_in_where_others_would_have_to_wait(school: School) -> None:
    """The limit, the trainers' yes and the age of the course's own code do not concern who is on the list."""
    codes = has_a_list(school)
    limits(school, seats=2, approval=True)
    too_old = replace(school.course, code_until=school.town.clock.now())
    school.town.keeps(lambda work: work.courses.save(too_old))
    sirpa = school.town.newcomer("S.M.", language="en")
    sirpa.says(f"/start {codes['Sirpa Mäkinen'][:5].lower()}-{codes['Sirpa Mäkinen'][5:]}")
    sirpa.sees_alone("Sirpa Mäkinen")  # her school wrote down that she reads Finnish
    assert "Hello" not in sirpa.news()[-1].text
    sirpa.presses("Vaihda kieltä")
    sirpa.presses("English")
    sirpa.presses("What exactly is kept?")
    assert "Valo Centre" in sirpa.sees_alone("I keep your name, your answers").text
    sirpa.presses("Back")
    sirpa.presses("Join by another name")
    sirpa.fills_in(name="Sirkku")
    sirpa.sees_alone("You are in, Sirkku.")
    assert school.members() == ["Aino", "Ben", "Sirkku"]
    sirpa.says(f"/join {codes['Sirpa Mäkinen']}")
    sirpa.sees_alone("You are in English for seniors already")
    school.aino.says(f"/join {codes['Ulla Öhman']}")
    school.aino.sees_alone("You are in English for seniors already")
    assert in_state(school, SeatState.CLAIMED) == ["Sirpa Mäkinen", "Ulla Öhman"], "the list knows who Aino is"


def test_who_has_a_name_in_another_course_keeps_it_on_a_seat(telegram_town: Town) -> None:
    school = School.with_a_course(telegram_town)
    carla, emil = telegram_town.newcomer("Carla"), telegram_town.newcomer("Emil")
    carla.says(f"/start {telegram_town.invitation(telegram_town.organisation('Ponte'))}")
    telegram_town.meet(carla, emil, title="Ponte walks")
    open_course(carla, "Ponte walks")
    asks_to_join(emil, telegram_town.keeps(lambda work: work.courses.all()[-1].code))
    emil.says(f"/start {has_a_list(school)['Tea Ålund']}")
    buttons = emil.sees_alone("You join as Emil.").buttons
    assert "Join by another name" not in buttons
    emil.presses("Join as Emil")
    emil.sees_alone("You are in, Emil")
    assert school.members() == ["Aino", "Ben", "Emil"]


def test_codes_that_are_used_up_taken_back_or_too_old_open_nothing(school: School) -> None:
    codes, dina, emil = has_a_list(school), school.dina, school.town.newcomer("Emil")
    first = school.town.newcomer("Somebody")
    first.says(f"/join {codes['Tea Ålund']}")
    first.presses("Join as Tea Ålund")
    emil.says(f"/join {codes['Tea Ålund']}")
    emil.sees_alone("Somebody has come into English for seniors with this code already")

    numbers = {seat.name: seat.id for seat in seats(school)}
    dina.calls("course seats")
    told = dina.sees_alone("The class list of English for seniors:")
    assert f"#{numbers['Sirpa Mäkinen']} Sirpa Mäkinen" in told.text
    assert {row["State"] for row in rows(files(dina)["class-list.csv"])} == {"open", "came in"}

    dina.calls("course seat", seat=f"#{numbers['Sirpa Mäkinen']}")
    dina.presses("Take the seat back")
    emil.says(f"/join {codes['Sirpa Mäkinen']}")
    emil.sees_alone("its seat was taken back")

    dina.calls("course seat", seat=f"#{numbers['Ulla Öhman']}")
    dina.presses("Make a new code")
    new = re.search(r"\b[A-Z2-9]{10}\b", dina.sees_alone("The new code of Ulla Öhman").text)
    assert new
    emil.says(f"/join {codes['Ulla Öhman']}")
    emil.sees_alone("I do not find a seat with this code.")
    school.town.passes(days=91)
    emil.says(f"/join {new[0]}")
    emil.sees_alone("is too old")
    assert school.members() == ["Aino", "Ben", "Tea Ålund"]

    first.says("/forgetme")
    first.presses("Erase everything about me")
    assert [seat.name for seat in seats(school)] == ["Sirpa Mäkinen", "Ulla Öhman"]


def test_a_list_is_the_business_of_the_trainers_of_its_course_alone(school: School) -> None:
    """Also with numbers that were found out, and with buttons that were passed on."""
    has_a_list(school)
    town, number = school.town, seats(school)[0].id
    other = town.organisation("Fjord Centre")
    olav = town.newcomer("Olav")
    olav.says(f"/start {town.invitation(other)}")
    olav.calls_privately("course seat", seat=f"#{number}")
    olav.sees_alone("I do not find this seat.")
    olav.calls_privately("course seats", course=f"#{school.course.id}")
    olav.sees_alone("I do not find this course among yours.")
    school.dina.calls("course seat", seat=f"#{number}")
    shown = school.dina.sees_alone("Nobody has come in with its code yet.")
    forged = school.dina.token(shown, "Take the seat back")
    olav.calls_privately("help")
    olav.forges(olav.news()[-1], forged)
    olav.sees_alone("This button is meant for somebody else.")
    assert not in_state(school, SeatState.REVOKED)
    hands_in(school.dina, "course import", "more.csv", b"Name\r\nOtto Laine\r\n")
    forged = school.dina.token(school.dina.button("Add one person"), "Add one person")
    olav.calls_privately("help")
    olav.forges(olav.news()[-1], forged)
    olav.sees_alone("This button is meant for somebody else.")
    assert len(seats(school)) == 3


def test_only_a_file_is_a_file_and_it_may_carry_the_command(telegram_town: Town) -> None:
    """Nobody can make up where a file is fetched from."""
    school = School.with_a_course(telegram_town)
    assert isinstance(school.dina, TelegramPerson)
    school.dina.says(f"/course_import {FORGED}")
    school.dina.sees_alone("Send me the class list as a file")
    school.dina.says(FORGED)
    school.dina.sees_alone("Please send me a file")
    sends(school.dina, "kurssi.csv", SMALL.encode(), caption="My class")
    school.dina.sees_alone("3 people can be added")
    sends(school.dina, "kurssi.csv", SMALL.encode(), caption="/course_import")
    school.dina.sees_alone("3 people can be added")
    school.dina.does_not_see("Only words")


FORGED = '{"id": "https://elsewhere.example/x", "name": "x.csv", "mime": "text/csv", "size": 1}'


def test_a_form_asks_for_the_file_where_the_command_came_without_one(discord_town: Town) -> None:
    school = School.with_a_course(discord_town)
    school.dina.calls_privately("course import")
    school.dina.fills_in(file=("kurssi.ods.pdf", b"%PDF"))
    school.dina.sees_alone("I cannot read “kurssi.ods.pdf”.")
    school.dina.corrects(file=("kurssi.csv", SMALL.encode()))
    school.dina.sees_alone("3 people can be added")
    school.dina.presses("Add 3 people")
    assert len(codes_of(school.dina)) == 3
