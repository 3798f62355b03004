"""Three organisations run five courses; one changes hands, goes into a new term, ends, is taken away, and is forgotten."""

import pytest

from bot.commands.general import is_offered
from bot.turn import Nothing
from bot.vocabulary import Command, Topic
from bot.wording.errors import rejected
from community.chat.address import Platform
from community.errors import ModuleOff
from community.prompts import SeriesState
from community.roles import Role
from community.settings import Module
from storage.work import Work
from tests.stories.partnership import Partners, opens
from tests.stories.people import SUGGESTED, Person
from tests.stories.school import School, schedule
from tests.stories.strangers import Stranger
from tests.stories.town import Town


def files_of(person: Person) -> set[str]:
    """The newest files that somebody was sent, by name."""
    sent = [shown for shown in person.screen() if shown.files]
    assert sent, f"{person.name} has no file"
    return {name for shown in sent for name in shown.files}


def chooses(person: Person, path: str, name: str) -> None:
    """Call a command and choose somebody: from buttons, or as an option while typing."""
    if person.town.home is Platform.TELEGRAM:
        person.calls(path)
        person.presses(name)
    else:
        every = [person.town.keeps(lambda work, number=number: work.people.get(number)) for number in range(1, 9)]
        person.calls(path, person=str(next(each.id for each in every if each and each.name == name)))


def test_three_organisations_with_five_courses(town: Town) -> None:
    dina, nora, carla = (town.person(name) for name in ("Dina", "Nora", "Carla"))
    partners = Partners.meet(town, dina, nora, carla)
    partners.welcome(dina, "Valo Centre", Role.PARTNERSHIP)
    dina.says("/org_list")
    listed = dina.sees_alone("The organisations of Talkoot")
    assert "Fjord Centre (Oslo): no coordinator yet" in listed.text
    dina.calls("invite coordinator", organisation=f"#{partners.centres['Fjord Centre'].id}")
    code = dina.sees_alone("makes one person a coordinator of Fjord Centre")
    nora.says(f"/start {code.text.split()[-1]}")
    nora.sees_alone("You are now a coordinator of Fjord Centre")
    dina.calls("invite coordinator", organisation=f"#{partners.centres['Fjord Centre'].id}")
    dina.sees_alone("Fjord Centre has a coordinator, who invites further ones")
    partners.welcome(carla, "Ponte")
    for person, names in ((dina, ("Suomi 1", "Suomi 2")), (nora, ("Norsk 1", "Norsk 2")), (carla, ("Italiano",))):
        for name in names:
            opens(person, name)

    nora.calls("org edit", what="country", value="Norway")
    nora.sees_alone("Country: Norway.")
    nora.calls("org edit", what="retention", value="30")
    nora.sees_alone("Words are kept after a course: 30 days.")
    nora.calls("org show")
    shown = nora.sees_alone("Talkoot")
    assert "Norway" in shown.text
    assert "2 courses" in shown.text
    nora.says("/stats_organisation")
    nora.sees_alone("The figures of all courses of Fjord Centre")
    dina.says("/stats_partnership")
    totals = dina.sees_alone("The partnership Talkoot in totals")
    assert "Ponte: one course" in totals.text
    assert "Norsk" not in totals.text
    nora.says("/stats_partnership")
    nora.sees_alone("This can be done by a coordinator of the partnership")
    dina.says("/org_new Harbour School")
    dina.sees_alone("Harbour School is now in the partnership Talkoot")


def test_a_course_has_several_trainers_and_changes_hands(school: School) -> None:
    dina, emil = school.dina, school.town.newcomer("Emil")
    dina.says("/course_trainers")
    dina.sees_alone("Trainers of English for seniors: Dina")
    chooses(dina, "trainer remove", "Dina")
    dina.sees_alone("would have no trainer then")
    dina.says("/trainer_add")
    dina.presses("Make a link for somebody")
    link = dina.sees_alone("a trainer of English for seniors, and of no other course")
    emil.says(f"/start {link.text.split()[-1]}")
    emil.sees_alone("You are now a trainer of English for seniors at Valo Centre")
    emil.says("/course_show")
    emil.sees_alone("2 learners")
    emil.says("/org_edit")
    emil.sees_alone("This can be done by a coordinator")

    chooses(dina, "trainer handover", "Emil")
    dina.sees_alone("Hand English for seniors over to Emil?")
    dina.says("/cancel")
    dina.sees_alone("stays in the hands it is in")
    chooses(dina, "trainer handover", "Emil")
    dina.presses("Hand it over")
    dina.sees_alone("is in the hands of Emil now")
    trainers = school.town.keeps(lambda work: [each.name for each in work.people.trainers(1, 1)])
    assert trainers == ["Emil"]
    assert school.town.keeps(lambda work: [each.name for each in work.people.staff(1, 1)]) == ["Emil"]

    emil.says("/forgetme")
    emil.presses("Erase everything about me")
    dina.sees_alone("has lost its last trainer")


def test_details_and_settings_are_changed_by_a_press_or_a_word(school: School) -> None:
    dina = school.dina
    dina.calls("course edit", what="code", value="450231")
    dina.sees_alone("Code in your own system: 450231.")
    dina.says("/course_edit")
    dina.presses("Change the dates")
    dina.fills_in(value="7.9.2026-11.12.2026")
    dina.sees_alone("7 September 2026 to 11 December 2026")
    dina.calls("course settings", setting="group_size", value="5")
    dina.sees_alone("Group size is now: 5")
    dina.says("/course_settings")
    dina.presses("Parts of the course")
    dina.presses("Switch off: Pairs")
    dina.sees_alone("Pairs is now: off")
    settings = school.course.settings
    assert (settings.group_size, settings.pairs, settings.groups) == (5, False, True)
    assert (school.course.institution_code, str(school.course.ends_on)) == ("450231", "2026-12-11")
    school.aino.calls("course settings")
    school.aino.sees_alone("This can be done by a trainer")


def test_repeated_prompts_leave_out_holidays_and_the_trainer_knows_before(school: School) -> None:
    dina = school.dina
    schedule(dina, "What is new?", "every Monday 9:00 until 11.1.2027")
    dina.calls("org edit", what="holidays", value="19.12.2026-7.1.2027")
    dina.sees_alone("Holidays: 19.12.2026-7.1.2027.")
    told = dina.reads("Repeated prompts of English for seniors are left out then")
    assert "#1: 3 times" in told.text
    dina.calls("prompt schedule", when="every Friday 9:00 until 15.1.2027", text="And what was good?")
    asked = dina.sees_alone("Left out, because Valo Centre is closed")
    assert "25 December 2026 and 1 January 2027" in asked.text
    dina.calls("prompt schedule", when="24.12.2026 9:00", text="Merry Christmas.")
    dina.sees_alone("Valo Centre is closed on that day. The prompt comes all the same.")
    dina.presses("Schedule it", under="Merry Christmas.")
    for _ in range(4):  # one Monday after the other until 21 December
        school.town.passes(days=7)
    school.aino.reads("What is new?")
    school.aino.looks()
    dina.looks()
    dina.calls("prompt list")
    assert "next Monday, 11 January 2027" in dina.sees_alone("#1 What is new?").text
    school.town.passes(days=6)
    school.aino.sees_in_chat("Merry Christmas.")
    school.aino.does_not_see("What is new?")
    dina.does_not_see("could not be posted")


@pytest.mark.on_both_databases
def test_a_course_ends_is_taken_away_opens_again_and_is_forgotten(school: School) -> None:
    dina, aino, ben = school.dina, school.aino, school.ben
    school.prompts("Share one link.")
    aino.presses("Answer")
    aino.fills_in(text="The map of old Helsinki.")
    ben.presses("Reply to Aino")
    ben.fills_in(text="A fine one!")
    schedule(dina, "Later.", "every Monday 9:00")
    dina.says("/course_close")
    dina.sees_alone("Answers and comments are erased on")
    dina.presses("Keep it open")
    dina.sees_alone("English for seniors stays open")
    dina.says("/course_close")
    dina.presses("Close the course")
    dina.sees_alone("English for seniors is closed")
    thanked = aino.sees_alone("Thank you for taking part, Aino")
    assert {"my-course.html", "my-course.json"} <= files_of(aino), thanked
    ben.sees_in_chat("English for seniors has ended. Thank you, everybody")
    ben.presses("Get my work as a file")
    ben.sees_alone("Here is your work to keep")
    school.town.passes(days=10)
    aino.does_not_see("Later.")

    dina.says("/course_reopen")
    dina.sees_alone("One prompt is planned as before")
    aino.sees_in_chat("goes on")
    school.town.passes(days=7)
    aino.sees_in_chat("Later.")

    dina.says("/course_close")
    dina.presses("Close the course")
    school.town.passes(days=77)
    aino.sees_alone("because the course has ended. Here is yours once more")
    assert "old Helsinki" in school.taken("Aino")
    school.town.passes(days=14)
    assert school.taken("Aino") == ""
    counted = school.town.keeps(lambda work: work.prompts.counts(1))
    assert (counted.answered, counted.peer_replies) == (1, 1)
    assert school.town.keeps(lambda work: work.prompts.of_course(1))[1].state is SeriesState.SUSPENDED
    dina.says("/course_reopen")
    dina.sees_alone("ended long ago and its words are erased")
    aino.presses("Get my work as a file")
    aino.sees_alone("There are no words of yours")


def test_a_course_is_copied_for_a_new_term_without_anybody_in_it(school: School) -> None:
    dina = school.dina
    dina.calls("course edit", what="dates", value="23.11.2026-18.12.2026")
    dina.calls("course settings", setting="group_size", value="3")
    school.prompts("Share one link.")
    schedule(dina, "What is new?", "every Monday 9:00 until 14.12.")
    school.aino.presses("Answer")
    school.aino.fills_in(text="The map of old Helsinki.")
    dina.calls("course copy", starts="11.1.2020", name="English in spring")
    assert "11 January 2020 is in the past" in dina.question()
    dina.fills_in(starts="13.1.2027")
    said = dina.sees_alone("No learner, no answer and no chat was copied")
    assert "2 prompts are copied" in said.text
    new = Partners(school.town).course("English in spring")
    assert (new.settings.group_size, new.copied_from, str(new.starts_on)) == (3, 1, "2027-01-13")
    assert new.code != school.course.code
    planned = school.town.keeps(lambda work: work.prompts.of_course(new.id))
    first = [each.local.isoformat() for each in (one.next_occurrence() for one in planned) if each]
    assert first == ["2027-01-20T09:00:00", "2027-01-25T09:00:00"], "the weekdays stay, nothing comes before the start"
    assert not school.town.keeps(lambda work: work.courses.members(new.id) or work.courses.places(new.id))

    dina.calls_here("course connect", code=new.code)
    dina.sees("already belongs to the course English for seniors")
    dina.calls("course close", course="#1")
    dina.presses("Close the course")
    dina.calls_here("course connect", code=new.code)
    dina.sees_in_chat("This chat is now a place of English in spring")


def test_a_part_of_a_course_that_is_switched_off_says_so_and_leaves_the_help(school: School) -> None:
    school.dina.calls("course settings", setting="groups", value="off")
    ben = Stranger(school.town, school.ben)
    grouping = Command("group show", lambda _: Nothing(), "", (), topic=Topic.TAKING_PART, module=Module.GROUPS)

    def asks(work: Work) -> bool:
        turn = ben.desk.turn(work, ben.arrival, school.town.clock.now())
        with pytest.raises(ModuleOff) as refused:
            turn.module(turn.course(1, Role.LEARNER), Module.GROUPS)
        turn.module(turn.course(1, Role.LEARNER), Module.PAIRS)
        assert rejected(turn.words, refused.value).plain.startswith("Peer groups: switched off in the course English")
        return is_offered(turn, grouping, Role.LEARNER)

    assert not school.town.keeps(asks)


def test_a_chat_administrator_offers_a_course_to_the_organisation_whose_bot_it_is(town: Town) -> None:
    dina, emil = town.person("Dina"), town.person("Emil")
    partners = Partners.meet(town, dina, emil, admin=emil)
    partners.welcome(dina, "Fjord Centre")
    town.keeps(lambda work: work.bots.serves(work.bots.all()[0], partners.centres["Fjord Centre"].id))
    emil.calls_here("course new")
    emil.fills_in(name="Norsk", language=SUGGESTED, zone=SUGGESTED)
    emil.sees("I have proposed the course Norsk to Fjord Centre")
    dina.sees_alone("Emil proposes the course Norsk")


def test_terms_of_one_name_can_be_told_apart_and_only_the_groups_of_the_chosen_one_are_offered(
    telegram_town: Town,
) -> None:
    school = School.with_a_course(telegram_town)
    dina = school.dina
    dina.calls("course copy", starts="11.1.2027")
    dina.sees_alone("is open for the new term")
    new = Partners(telegram_town).course("English for seniors")

    def found(work: Work) -> None:
        for course, name in ((1, "Larks"), (new.id, "Owls")):
            work.groups.add(course, name, None, telegram_town.clock.now())

    telegram_town.keeps(found)
    telegram_town.clock.jump(telegram_town.clock.now())
    telegram_town.settles()
    dina.says("/group_lock")
    asked = dina.sees_alone("For which course?")
    assert {"English for seniors (#1)", "English for seniors (11 January 2027)"} <= set(asked.buttons)
    dina.presses("English for seniors (11 January 2027)")
    buttons = dina.sees_alone("Which group?").buttons
    assert "Owls" in buttons
    assert "Larks" not in " ".join(buttons)


def test_a_copy_of_a_closed_course_says_that_its_chat_can_be_used_again(telegram_town: Town) -> None:
    dina = School.with_a_course(telegram_town).dina
    dina.calls("course close")
    dina.presses("Close the course")
    dina.presses("Copy it for a new term")
    dina.fills_in(starts="11.1.2027")
    assert "can be used again" in dina.sees_alone("is open for the new term").text


def test_copies_that_begin_on_one_day_are_told_apart_by_their_numbers(telegram_town: Town) -> None:
    dina = School.with_a_course(telegram_town).dina
    for _ in range(2):
        dina.says("/course_copy #1 11.1.2027")
        dina.sees_alone("is open for the new term")
    dina.says("/course_close")
    asked = dina.sees_alone("course?").buttons
    assert {"English for seniors (11 January 2027, #2)", "English for seniors (11 January 2027, #3)"} <= set(asked)
