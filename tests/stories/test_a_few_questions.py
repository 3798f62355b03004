"""After joining, a few short questions: answered, skipped, gone back to, left for later; and everything can be changed."""

import pytest

from community.chat.address import Platform
from community.consents import About
from community.people import Person as Known
from storage.work import Work
from tests.stories.doors import asks_to_join, rules
from tests.stories.people import SUGGESTED, Person
from tests.stories.school import School, join, open_course
from tests.stories.town import Town


def told(school: School, name: str) -> Known:
    """What is kept of a learner."""
    found = school.town.keeps(lambda work: [person for _, person in work.courses.members(1) if person.name == name])
    return found[0]


def interests(town: Town, course: int, name: str) -> tuple[str, ...]:
    members = town.keeps(lambda work: work.courses.members(course))
    return next(taken.interests for taken, person in members if person.name == name)


@pytest.mark.on_both_databases
def test_a_newcomer_answers_the_questions_and_sees_what_was_understood(school: School) -> None:
    rules(school, ask_goal=True, ask_level=True)
    emil = school.town.newcomer("Emil")
    asks_to_join(emil, school.course.code)
    assert "about 2 minutes" in emil.sees_alone("5 short questions, so that your group fits you").text
    emil.presses("Answer them")
    emil.fills_in(
        languages="English and some Portuguese",
        hours="Mon and Wed 18-21, Sat mornings",
        interests="cooking, old films",
        goal="Talk with my grandchildren",
        level="3",
    )
    noted = emil.sees_alone("Thank you. I noted:").text
    assert "Languages I use with others: English and Portuguese" in noted
    assert "Free (Helsinki time): Mon, Wed 18:00–21:00; Sat 08:00–12:00" in noted
    assert "Interests: cooking, old films" in noted
    assert "Goal: Talk with my grandchildren" in noted
    assert "Level, from 1 to 5: 3" in noted
    assert told(school, "Emil").languages == ("en", "pt")
    assert told(school, "Emil").hours == "mo 18:00-21:00,we 18:00-21:00,sa 08:00-12:00"
    assert "grandchildren" not in school.everything_kept()


def test_questions_are_skipped_gone_back_to_and_survive_a_restart(telegram_town: Town) -> None:
    school = School.with_a_course(telegram_town)
    aino = school.aino
    aino.presses("Answer them")
    assert "2 more questions after this." in aino.sees_alone("Which languages do you read and write").text
    aino.presses("English")
    aino.presses("Weekday evenings")
    aino.presses("Back", under="What interests you?")
    school.town.sleeps(hours=5)
    aino.fills_in(hours="whenever")
    aino.sees_alone('I do not understand "whenever"')
    aino.presses("Skip this question")
    aino.presses("Back", under="What interests you?")
    aino.presses("Skip this question")
    aino.fills_in(interests="chess")
    assert "Free" not in aino.sees_alone("Thank you. I noted:").text
    assert told(school, "Aino").languages == ("en",)
    assert told(school, "Aino").hours == ""  # unknown, and not free


def test_who_stops_early_keeps_what_was_said(telegram_town: Town) -> None:
    school = School.with_a_course(telegram_town)
    school.ben.presses("Answer them")
    school.ben.fills_in(languages="Finnish, English")
    school.ben.presses("Save and stop")
    school.ben.sees_alone("Languages I use with others: Finnish and English")
    school.ben.says("/me")
    school.ben.sees_alone("Free (Helsinki time): –")

    school.aino.presses("Later")
    school.aino.sees_alone("You can answer whenever you like")
    school.aino.presses("Answer now")
    school.aino.presses("Save and stop")
    school.aino.sees_alone("nothing is noted")


def test_each_answer_stands_at_once_and_the_way_back_stays_open(telegram_town: Town) -> None:
    school = School.with_a_course(telegram_town)
    aino = school.aino
    aino.presses("Answer them")
    aino.fills_in(languages="English")
    aino.says("/cancel")
    aino.sees_alone("What you answered is noted")
    aino.says("/me")
    aino.presses("Answer what is open")
    aino.fills_in(hours="Mon 18-20")
    asked = aino.sees_alone("What interests you?")
    school.town.sleeps(days=2, minutes=5)
    aino.presses("Save and stop", under="What interests you?")
    aino.sees_alone("Your answers so far are noted: /me shows them")
    assert "Save and stop" in asked.buttons
    aino.says("/me")
    assert "Mon 18:00–20:00" in aino.sees_alone("Languages I use with others: English").text
    aino.presses("Answer what is open")
    assert "more question" not in aino.sees_alone("What interests you?").text
    aino.fills_in(interests="chess")
    aino.sees_alone("Interests: chess")
    aino.says("/me")
    assert "Answer what is open" not in aino.sees_alone("Name: Aino").buttons


def test_a_yes_that_is_taken_back_holds_no_longer(telegram_town: Town) -> None:
    school = School.with_a_course(telegram_town)
    rules(school, sharing=True, ask_languages=False, ask_hours=False)
    aino = told(school, "Aino").id

    def agrees() -> bool:
        return school.town.keeps(lambda work: work.consents.holds(1, aino, About.SHARING))

    school.aino.says("/me")
    school.aino.presses("Answer what is open")
    school.aino.presses("Yes, ask me each time")
    school.aino.sees_alone("What interests you?")
    assert agrees()
    school.aino.presses("Back")
    school.aino.sees_alone("May answers that you choose be read on the course's other platform?")
    assert not agrees()


def test_who_leaves_while_being_asked_is_asked_no_more(telegram_town: Town) -> None:
    aino = School.with_a_course(telegram_town).aino
    aino.presses("Answer them")
    aino.fills_in(languages="English")
    aino.says("/leave")
    aino.presses("Leave the course")
    assert "My questions end here, too." in aino.sees_alone("You have left English for seniors").text
    aino.says("cooking")
    aino.sees_alone("I keep nothing of what you just wrote")
    aino.says("/me")
    aino.sees_alone("Languages I use with others: English")


def test_who_is_removed_while_being_asked_keeps_what_is_theirs(school: School) -> None:
    aino = school.aino
    aino.presses("Answer them")
    school.dina.calls("people remove", person="#1")
    school.dina.presses("Remove Aino")
    if school.town.home is Platform.TELEGRAM:
        aino.fills_in(languages="English")
    else:
        aino.fills_in(languages="English", hours="Mon 18-20", interests="cooking")
    noted = aino.sees_alone("You do not take part in English for seniors any more, so my questions end here.").text
    assert "Languages I use with others: English" in noted
    assert "cooking" not in noted
    aino.says("/me")
    aino.sees_alone("Languages I use with others: English")


def test_the_questions_of_a_course_that_somebody_left_are_over(telegram_town: Town) -> None:
    school = School.with_a_course(telegram_town)
    school.aino.presses("Later")
    school.aino.says("/leave")
    school.aino.presses("Leave the course")
    school.aino.presses("Answer now")
    school.aino.sees_alone("You do not take part in English for seniors any more. Nothing has changed.")


def test_a_form_may_come_back_with_gaps_and_with_mistakes(discord_town: Town) -> None:
    school = School.with_a_course(discord_town)
    school.aino.presses("Answer them")
    school.aino.fills_in(hours="at noon perhaps")
    school.aino.sees_alone('I do not understand "noon"')
    school.aino.corrects(hours="weekends")
    school.aino.sees_alone("Sat, Sun 09:00–21:00")
    assert told(school, "Aino").languages == ()


def test_only_words_of_three_people_are_offered_to_others(telegram_town: Town) -> None:
    school = School.with_a_course(telegram_town)
    for number, name in enumerate(("Emil", "Farah", "Gina")):
        learner = telegram_town.newcomer(name)
        join(learner, school.course.code)
        learner.says("/me")
        learner.presses("Change the interests")
        learner.fills_in(interests=f"Chess, {'bread' if number else 'rowing'}")
    school.aino.says("/me")
    school.aino.presses("Change the interests")
    buttons = school.aino.sees_alone("What interests you?").buttons
    assert "Chess" in buttons
    assert "bread" not in buttons
    school.aino.presses("Chess")
    school.aino.sees_alone("Interests: Chess")


def test_everything_that_was_told_can_be_changed(school: School) -> None:
    aino = school.aino
    aino.says("/me")
    shown = aino.sees_alone("Name: Aino")
    assert "In English for seniors since Tuesday 24 November:" in shown.text
    for button, answer, line in [
        ("Change the languages", {"languages": "fi, sv"}, "Languages I use with others: Finnish and Swedish"),
        ("Change the free times", {"hours": "tue 18-20"}, "Free (Helsinki time): Tue 18:00–20:00"),
        ("Change the interests", {"interests": "tea"}, "Interests: tea"),
    ]:
        aino.says("/me")
        aino.presses(button)
        aino.fills_in(**answer)
        assert line in aino.sees_alone("Changed.").text
    aino.says("/settings")
    aino.presses("Change the name")
    aino.fills_in(name="Aino V.")
    aino.sees_alone("Name: Aino V.")
    aino.says("/settings")
    aino.presses("Ask not to be the only one")
    aino.fills_in(kind="a woman")
    aino.sees_alone("Not to be the only one: a woman")
    assert "a woman" not in school.everything_kept()
    aino.says("/settings")
    assert "Time zone: Helsinki" in aino.sees_alone("I speak with you in: English").text
    aino.presses("Change the time zone")
    aino.fills_in(zone="Lisbon")
    aino.sees_alone("Time zone: Lisbon")
    aino.says("/me")
    aino.sees_alone("Free (Lisbon time): Tue 18:00–20:00")


def test_sharing_with_the_other_platform_is_asked_apart_and_taken_back_as_easily(school: School) -> None:
    rules(school, sharing=True, ask_languages=False, ask_hours=False, ask_interests=False)

    def agrees() -> bool:
        def look(work: Work) -> bool:
            person = next(each for _, each in work.courses.members(1) if each.name == "Emil")
            return work.consents.holds(1, person.id, About.SHARING)

        return school.town.keeps(look)

    emil = school.town.newcomer("Emil")
    asks_to_join(emil, school.course.code)
    emil.sees_alone("One short question")
    assert not agrees()
    emil.presses("Answer it")
    emil.fills_in(sharing="yes" if school.town.home is Platform.DISCORD else "Yes, ask me each time")
    emil.sees_alone("Answers on the other platform: yes, asked each time")
    assert agrees()
    emil.says("/consents")
    assert "taking part, since Tuesday 24 November" in emil.sees_alone("English for seniors").text
    emil.presses("Keep my answers here")
    emil.sees_alone("your answers stay on the platform where you write them")
    assert not agrees()
    emil.presses("Allow the other platform")
    assert agrees()


def test_one_person_in_courses_of_two_organisations_says_to_each_what_it_asks(school: School) -> None:
    town, aino, carla = school.town, school.aino, school.town.newcomer("Carla")
    aino.says("/me")
    aino.presses("Change the interests")
    aino.fills_in(interests="chess")
    carla.says(f"/start {town.invitation(town.organisation('Ponte'))}")
    town.meet(carla, aino, school.ben, title="Ponte walks")
    open_course(carla, "Ponte walks")
    walks = town.keeps(lambda work: work.courses.all()[-1])
    rules(school, number=walks.id, ask_languages=False, ask_hours=False, seats=1)
    aino.says(f"/start {walks.code}")
    aino.sees_alone("You join as Aino.")
    aino.presses("Join the course")  # and nobody asks her for a name, which all her courses would read
    aino.sees_alone("You are in, Aino. Welcome to Ponte walks.")
    aino.presses("Answer it", under="Ponte walks")
    aino.fills_in(interests="forests")
    aino.says("/me")
    shown = aino.sees_alone("In Ponte walks since").text
    assert "Interests: chess" in shown
    assert "Interests: forests" in shown
    assert (interests(town, 1, "Aino"), interests(town, walks.id, "Aino")) == (("chess",), ("forests",))

    school.ben.says(f"/start {walks.code}")
    school.ben.presses("Join the course")
    school.ben.sees_alone("You are number 1 on the waiting list")
    carla.says("/people")
    listed = carla.sees_alone("1 of 1 seats are taken").text
    assert "Ben: waits for a seat" in listed
    school.dina.calls_privately("people list")
    assert "waits for a seat" not in school.dina.sees_alone("English for seniors: 2 learners").text


def leave_and_come_back(person: Person, code: str) -> None:
    person.says("/leave")
    assert "keeps your place" in person.sees_alone("What you wrote stays for your group").text
    person.presses("Leave the course")
    person.says(f"/start {code}")
    person.presses("Join the course")
    person.fills_in(name=SUGGESTED)


def test_who_leaves_and_comes_back_finds_everything_as_it_was(school: School) -> None:
    ben = school.ben
    ben.says("/me")
    ben.presses("Change the interests")
    ben.fills_in(interests="bread")
    ben.says("/me")
    ben.presses("Change the languages")
    ben.fills_in(languages="English")
    ben.calls("pause", until="2 weeks")
    leave_and_come_back(ben, school.course.code)
    ben.sees_alone("You are in, Ben")
    ben.says("/me")
    shown = ben.sees_alone("Interests: bread").text
    assert "since Tuesday 24 November" in shown
    assert "pause" not in shown
    assert school.members() == ["Aino", "Ben"]
