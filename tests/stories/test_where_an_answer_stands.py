"""An answer stands where the others of the course read it, whatever became of their chat."""

from community.chat.address import Platform
from tests.stories.people import SUGGESTED, Person
from tests.stories.school import School, join, open_course, schedule
from tests.stories.town import Town


def test_an_answer_from_the_other_platform_stands_in_the_only_chat_there_is(two_towns: Town) -> None:
    school = School.with_a_course(two_towns)
    emil = two_towns.person("Emil", on=Platform.DISCORD)
    emil.calls_privately("join", code=school.course.code)
    emil.presses("Join the course")
    emil.fills_in(name=SUGGESTED)
    school.prompts("Share one link.")
    emil.calls_privately("answer give", text="A map.")
    emil.sees_alone("stands in the chat")
    (posted,) = school.in_chat("A map.")
    assert school.dina.reply_of(posted) == school.dina.reads("Share one link.").key[1]


def test_an_answer_in_a_course_without_a_chat_is_kept_and_said_to_stand_nowhere(town: Town) -> None:
    school = School(town, town.organisation(), *(town.person(name) for name in ("Dina", "Aino", "Ben")))
    town.meet(school.dina, school.aino, school.ben)
    school.dina.says(f"/start {town.invitation(school.centre)}")
    school.dina.calls_privately("course new")
    school.dina.fills_in(name="English", language=SUGGESTED, zone=SUGGESTED)
    join(school.aino, school.course.code)
    schedule(school.dina, "Share one link.", "tomorrow 9:00")
    town.passes(hours=23)
    school.aino.says("/todo")
    school.aino.presses("Answer: Share one link.")
    school.aino.fills_in(text="A map.")
    school.aino.sees_alone("Your answer is kept. English has no chat yet in which the others could read it.")
    assert school.answers() == {"Aino": "A map."}


def test_in_a_group_that_moved_an_answer_stands_anew_and_nobody_elses_message_is_touched(telegram_town: Town) -> None:
    town = telegram_town
    dina, aino, ben = (town.person(name) for name in ("Dina", "Aino", "Ben"))
    accounts = [person.account for person in (aino, ben)]
    town.group = town.telegram.add_group("English", admins=[dina.account], members=accounts, supergroup=False)
    town.settles()
    school = School(town, town.organisation(), dina, aino, ben)
    dina.says(f"/start {town.invitation(school.centre)}")
    open_course(dina)
    for learner in (aino, ben):
        join(learner, school.course.code)
    school.prompts("Share one link.")
    mine = ben.writes("A song.", reply_to=ben.reads("Share one link."))
    aino.presses("Answer")
    aino.fills_in(text="A map.")
    town.group = town.does(dina.account.migrate(town.group))
    town.settles()
    talk = [ben.writes(f"Talk {number}") for number in range(int(mine.key[1]) + 3)]
    aino.presses("Change my answer")
    aino.fills_in(text="Two maps.")
    (anew,) = [shown for shown in school.in_chat("Two maps.") if shown.raw.chat is town.group]
    assert anew.raw.reply_to is None
    ben.says("/answer_withdraw")
    ben.sees_alone("Your answer is taken back")
    aino.presses("Take it back")
    assert [ben.sees_of(each).text for each in talk] == [each.text for each in talk]
    assert not any(ben.sees_of(each).reactions for each in talk)
    assert not [shown for shown in school.in_chat("Two maps.") if shown.raw.chat is town.group]


def test_with_two_chats_everybody_is_told_in_which_of_them_they_are_read(two_towns: Town) -> None:
    school = School.with_a_course(two_towns)
    emil = connected(school)
    school.prompts("Share one link.")
    emil.presses("Answer")
    assert "It will stand in the chat english-for-seniors (Discord), where everybody can read it." in emil.question()
    emil.fills_in(text="A song.")
    school.aino.presses("Answer")
    assert "in the chat English for seniors (Telegram), where" in school.aino.question()
    school.aino.fills_in(text="A map.")
    emil.presses("Reply to Emil")
    assert "in the chat english-for-seniors (Discord), where" in emil.question()


def connected(school: School) -> Person:
    """The course meets on Discord as well, where Emil takes part in it."""
    emil, dina = (school.town.person(name, on=Platform.DISCORD) for name in ("Emil", "Dina"))
    school.town.meet(dina, emil)
    school.dina.says("/link")
    dina.says(f"/link {school.dina.code_in(school.dina.sees_alone('write this to me'))}")
    dina.presses("Link the accounts")
    dina.calls_here("course connect", code=school.course.code)
    join(emil, school.course.code)
    return emil
