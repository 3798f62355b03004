"""Story 4, second part: learners answer, change and take back; what counts is shown by one sign."""

import time
from datetime import timedelta

import pytest
from sqlalchemy import select

from community.prompts import ANSWER_MOST
from storage.tables.courses import talk
from tests.stories.discord_people import DiscordPerson
from tests.stories.school import School
from tests.stories.telegram_people import TelegramPerson
from tests.stories.town import Town

ANSWER = "My neighbour showed me a map."
SIGN = "👌"


def prompted(town: Town) -> School:
    school = School.with_a_course(town)
    school.prompts("Share one link.")
    return school


@pytest.fixture
def asked(school: School) -> School:
    """The course with one prompt that has just come."""
    school.prompts("Share one link.")
    return school


def test_a_reply_to_the_prompt_is_an_answer_and_gets_one_sign(asked: School) -> None:
    mine = asked.aino.writes(ANSWER, reply_to=asked.aino.sees_in_chat("Share one link."))
    assert asked.aino.sees_of(mine).reactions == (SIGN,)
    assert asked.answers() == {"Aino": ANSWER}
    assert [shown.text for shown in asked.ben.news() if shown.author == "Talkoot" and not shown.private][1:] in (
        [],
        ["To comment on this, reply to me here, or use the button."],
    )


def test_an_answer_by_button_is_posted_where_peers_can_reply(asked: School) -> None:
    asked.aino.presses("Answer")
    asked.aino.fills_in(text=ANSWER)
    asked.aino.sees_alone("Thank you. Your answer is kept and stands in the chat of English for seniors.")
    posted = asked.ben.sees_in_chat(ANSWER)
    assert "Aino answered:" in posted.text
    assert "Reply to Aino" in posted.buttons
    assert asked.ben.reply_of(posted) == asked.ben.reads("Share one link.").key[1]
    assert asked.answers() == {"Aino": ANSWER}


def test_the_only_waiting_prompt_is_meant_by_a_typed_answer(asked: School) -> None:
    asked.aino.calls("answer give", text=ANSWER) if isinstance(asked.aino, DiscordPerson) else asked.aino.says(
        f"/answer {ANSWER}"
    )
    asked.aino.sees_alone("Your answer is kept")
    assert asked.answers() == {"Aino": ANSWER}


def test_an_edit_of_a_kept_reply_changes_the_answer(asked: School) -> None:
    mine = asked.aino.writes(ANSWER, reply_to=asked.aino.sees_in_chat("Share one link."))
    asked.aino.edits(mine, "My neighbour showed me two maps.")
    assert asked.answers() == {"Aino": "My neighbour showed me two maps."}


def test_an_edit_does_not_bring_back_what_was_taken_back(asked: School) -> None:
    mine = asked.aino.writes(ANSWER, reply_to=asked.aino.sees_in_chat("Share one link."))
    asked.aino.says("/answer_withdraw")
    asked.aino.edits(mine, "Please ignore this.")
    assert asked.answers() == {}
    assert asked.aino.sees_of(mine).reactions == ()


@pytest.mark.on_both_databases
def test_an_answer_by_button_can_be_changed_and_so_is_what_the_group_reads(asked: School) -> None:
    asked.aino.presses("Answer")
    asked.aino.fills_in(text=ANSWER)
    asked.aino.presses("Change my answer")
    asked.aino.fills_in(text="Two maps.")
    asked.aino.sees_alone("Your answer is changed")
    asked.ben.reads("Two maps.")
    assert not [shown for shown in asked.ben.screen() if ANSWER in shown.text]


def test_an_answer_can_be_taken_back(asked: School) -> None:
    mine = asked.aino.writes(ANSWER, reply_to=asked.aino.sees_in_chat("Share one link."))
    asked.aino.says("/answer_withdraw")
    asked.aino.sees_alone("Your answer is taken back")
    assert asked.answers() == {}
    assert asked.aino.sees_of(mine).reactions == ()


@pytest.mark.on_both_databases
def test_a_posted_answer_that_is_taken_back_disappears_from_the_chat(asked: School) -> None:
    asked.aino.presses("Answer")
    asked.aino.fills_in(text=ANSWER)
    asked.aino.presses("Take it back")
    asked.aino.sees_alone("Your answer is taken back")
    assert not [shown for shown in asked.ben.screen() if ANSWER in shown.text]


def test_a_posted_answer_too_old_to_be_deleted_loses_its_words_and_buttons(telegram_town: Town) -> None:
    school = prompted(telegram_town)
    school.aino.presses("Answer")
    school.aino.fills_in(text=ANSWER)
    posted = school.ben.sees_in_chat(ANSWER)
    telegram_town.telegram.world.clock = lambda: time.time() + timedelta(days=3).total_seconds()
    school.aino.presses("Take it back")
    assert school.ben.sees_of(posted).text == "This message was taken back."
    assert school.ben.sees_of(posted).buttons == ()


def test_what_was_written_while_the_bot_was_away_is_dated_when_it_was_written(telegram_town: Town) -> None:
    school, town = prompted(telegram_town), telegram_town
    town.telegram.world.clock = lambda: town.clock.now().timestamp()
    prompt, written = school.ben.reads("Share one link."), town.clock.now()
    town.does(town._stop_bot())
    assert isinstance(school.ben, TelegramPerson)
    town.does(school.ben.account.send(town.group, ANSWER, reply_to=prompt.raw))
    town.sleeps(hours=20)
    (kept,) = town.keeps(lambda work: work.prompts.answers(1))
    assert (kept.text, kept.at) == (ANSWER, written.replace(microsecond=0))


def test_who_has_nothing_to_take_back_is_told_so(asked: School) -> None:
    asked.aino.says("/answer_withdraw")
    asked.aino.sees_alone("There is no answer of yours to take back")


def test_a_deleted_reply_takes_the_answer_back_on_discord(discord_town: Town) -> None:
    school = prompted(discord_town)
    assert isinstance(school.aino, DiscordPerson)
    mine = school.aino.writes(ANSWER, reply_to=school.aino.sees_in_chat("Share one link."))
    assert school.answers() == {"Aino": ANSWER}
    school.aino.deletes(mine)
    assert school.answers() == {}


def test_a_reply_whose_words_the_bot_is_not_shown_is_met_with_press_answer(discord_town: Town) -> None:
    school = prompted(discord_town)
    assert isinstance(school.aino, DiscordPerson)
    school.aino.replies_silently(ANSWER, school.aino.sees_in_chat("Share one link."))
    school.aino.sees_in_chat("Press Answer, and your answer counts.")
    school.aino.presses("Answer", under="Press Answer, and")
    school.aino.fills_in(text=ANSWER)
    assert school.answers() == {"Aino": ANSWER}


def test_a_too_long_answer_is_not_kept_and_says_by_how_much(asked: School) -> None:
    words = "a" * (ANSWER_MOST + 1) if not isinstance(asked.aino, DiscordPerson) else None
    if words is None:
        pytest.skip("Discord's own form takes no longer words")
    asked.aino.writes(words, reply_to=asked.aino.sees_in_chat("Share one link."))
    told = asked.aino.sees_alone("This is too long: 3501 characters, at most 3500 fit.")
    assert "nothing was kept" in told.text
    assert asked.answers() == {}


def test_a_file_instead_of_words_is_not_kept(asked: School) -> None:
    asked.aino.sends_file("holiday.jpg", reply_to=asked.aino.sees_in_chat("Share one link."))
    asked.aino.sees("I can only keep words so far")
    assert asked.answers() == {}


def test_an_answer_of_somebody_who_has_not_joined_is_not_kept_and_the_way_in_is_shown(asked: School) -> None:
    emil = asked.town.newcomer("Emil")
    emil.says("/start")
    emil.writes(ANSWER, reply_to=emil.reads("Share one link."))
    told = emil.sees("You are not in this course yet, so nothing was kept")
    assert "Join the course" in told.buttons
    assert asked.answers() == {}


@pytest.mark.on_both_databases
def test_group_talk_is_counted_and_never_stored(asked: School) -> None:
    asked.ben.looks()
    asked.aino.writes("Does anybody have a pen? My secret is raspberry.")
    asked.ben.sees_in_chat("Does anybody have a pen?")
    assert "raspberry" not in asked.everything_kept()
    counted = asked.town.keeps(lambda work: work.connection.execute(select(talk.c.messages)).scalars().all())
    assert counted == ([1] if isinstance(asked.aino, DiscordPerson) else [])  # Telegram shows a bot nothing of it
    assert asked.aino.news() == []


def test_the_words_of_an_answer_are_sealed_in_the_database(asked: School) -> None:
    asked.aino.writes(ANSWER, reply_to=asked.aino.sees_in_chat("Share one link."))
    assert ANSWER not in asked.everything_kept()
