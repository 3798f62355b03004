"""Story 4: who answers twice learns which answer counts, can bring the other one back, and the sign goes with it."""

from datetime import timedelta

import pytest

from community.chat.address import Platform
from community.letters import Deed, Letter, Priority
from community.prompts import EARLIER_KEPT, IN_A_ROW
from storage.tables.prompts import earlier_answer
from storage.work import Work
from tests.stories.discord_people import DiscordPerson
from tests.stories.people import Person
from tests.stories.school import School
from tests.stories.screens import Shown
from tests.stories.telegram_people import TelegramPerson
from tests.stories.town import Town

SIGN = ("👌",)
HINT = "To comment on this"


@pytest.fixture
def asked(school: School) -> School:
    """The course with one prompt that has just come."""
    school.prompts("Share one link.")
    return school


def replies(person: Person, text: str) -> Shown:
    """Somebody replies to the prompt in the chat."""
    (prompt,) = [shown for shown in person.screen() if shown.text.startswith("Share one link.") and not shown.private]
    return person.writes(text, reply_to=prompt)


def presses_answer(person: Person, text: str) -> None:
    person.presses("Answer")
    person.fills_in(text=text)


@pytest.mark.on_both_databases
def test_the_second_of_two_replies_counts_and_carries_the_sign(asked: School) -> None:
    first = replies(asked.aino, "A map.")
    asked.ben.looks()
    second = replies(asked.aino, "Two maps.")
    told = asked.aino.sees_alone("You answered a prompt of English for seniors twice.")
    assert "A map." in told.text
    assert asked.answers() == {"Aino": "Two maps."}
    assert (asked.ben.sees_of(first).reactions, asked.ben.sees_of(second).reactions) == ((), SIGN)
    assert {shown.text for shown in asked.ben.news()} <= {"Two maps.", f"{HINT}, reply to me here, or use the button."}


def test_the_earlier_of_two_replies_can_be_kept_and_the_choice_changed(asked: School) -> None:
    first, second = replies(asked.aino, "A map."), replies(asked.aino, "Two maps.")
    asked.aino.presses("Keep the earlier one")
    assert "A map." in asked.aino.sees_alone("This answer of yours counts now:").text
    assert asked.answers() == {"Aino": "A map."}
    assert (asked.ben.sees_of(first).reactions, asked.ben.sees_of(second).reactions) == (SIGN, ())
    asked.aino.presses("Keep the other one")
    assert "Two maps." in asked.aino.sees_alone("This answer of yours counts now:").text
    assert asked.answers() == {"Aino": "Two maps."}
    assert (asked.ben.sees_of(first).reactions, asked.ben.sees_of(second).reactions) == ((), SIGN)


@pytest.mark.on_both_databases
def test_several_replies_in_a_row_are_told_of_in_one_message_in_which_each_can_be_kept(asked: School) -> None:
    for text in ("A map.", "Two maps.", "Three maps.", "Four maps."):
        replies(asked.aino, text)
    (told,) = [shown for shown in asked.aino.screen() if "You answered a prompt of" in shown.text]
    assert "several times. Your latest answer counts" in told.text
    assert told.buttons == ("Keep: A map.", "Keep: Two maps.", "Keep: Three maps.")
    asked.aino.presses("Keep: A map.")
    assert asked.answers() == {"Aino": "A map."}


def test_a_reply_long_after_the_others_is_told_of_in_a_message_of_its_own(asked: School) -> None:
    replies(asked.aino, "A map.")
    replies(asked.aino, "Two maps.")
    asked.town.passes(minutes=IN_A_ROW.seconds // 60 + 1)
    replies(asked.aino, "Three maps.")
    first, second = [shown for shown in asked.aino.screen() if "You answered a prompt of" in shown.text]
    assert ("A map." in first.text, "Two maps." in second.text) == (True, True)
    asked.aino.presses("Keep the earlier one", under="in place of this one:\n\nA map.")
    assert asked.answers() == {"Aino": "A map."}


def test_words_in_reply_to_what_was_told_are_met_like_all_others_in_private(asked: School) -> None:
    replies(asked.aino, "A map.")
    replies(asked.aino, "Two maps.")
    asked.aino.writes("Thank you.", reply_to=asked.aino.sees_alone("twice"))
    asked.aino.sees_alone("I keep nothing of what you just wrote")


def test_the_button_to_comment_stands_under_the_answer_that_counts(asked: School) -> None:
    replies(asked.aino, "A map.")
    second = replies(asked.aino, "Two maps.")
    (hint,) = asked.in_chat(HINT)
    assert asked.ben.reply_of(hint) == second.key[1]


def test_a_sign_that_is_late_does_not_come_after_another_answer_counts(asked: School) -> None:
    first = replies(asked.aino, "A map.")

    def sign_is_late(work: Work) -> None:
        (kept,) = work.prompts.answers(1)
        assert kept.source is not None
        where, later = kept.source.place, asked.town.clock.now() + timedelta(seconds=30)
        late = Letter(bot=where.bot, place=where, priority=Priority.ANSWER, deed=Deed.COUNTED, target=kept.source)
        late.not_before = later
        work.outbox.add(late)

    asked.town.keeps(sign_is_late)
    second = replies(asked.aino, "Two maps.")
    asked.town.passes(minutes=1)
    assert (asked.ben.sees_of(first).reactions, asked.ben.sees_of(second).reactions) == ((), SIGN)


def test_the_same_words_again_only_move_the_sign(asked: School) -> None:
    first, second = replies(asked.aino, "A map."), replies(asked.aino, "A map.")
    asked.aino.does_not_see("twice")
    assert (asked.ben.sees_of(first).reactions, asked.ben.sees_of(second).reactions) == ((), SIGN)


@pytest.mark.on_both_databases
def test_an_answer_by_button_replaces_a_reply(asked: School) -> None:
    typed = replies(asked.aino, "A map.")
    presses_answer(asked.aino, "Two maps.")
    asked.aino.sees_alone("It replaces your earlier answer, which you can bring back until")
    assert asked.ben.sees_of(typed).reactions == ()
    assert asked.in_chat("Two maps.")
    assert not asked.in_chat(HINT)
    asked.aino.presses("Keep the earlier one")
    assert asked.ben.sees_of(typed).reactions == SIGN
    assert not asked.in_chat("Two maps.")
    assert asked.answers() == {"Aino": "A map."}


def test_a_reply_replaces_an_answer_by_button(asked: School) -> None:
    presses_answer(asked.aino, "A map.")
    typed = replies(asked.aino, "Two maps.")
    assert "A map." in asked.aino.sees_alone("in place of this one").text
    assert not asked.in_chat("A map.")
    assert asked.ben.sees_of(typed).reactions == SIGN
    asked.aino.presses("Keep the earlier one")
    (posted,) = asked.in_chat("A map.")
    assert "Reply to Aino" in posted.buttons
    assert asked.ben.sees_of(typed).reactions == ()
    assert not asked.in_chat(HINT)


def test_comments_stay_with_the_answer_whichever_words_count(asked: School) -> None:
    presses_answer(asked.aino, "A map.")
    asked.ben.presses("Reply to Aino")
    asked.ben.fills_in(text="Which one?")
    replies(asked.aino, "Two maps.")
    assert asked.replies() == ["Which one?"]
    assert asked.in_chat("Which one?")


def test_an_edit_of_the_message_that_counts_no_more_changes_what_can_be_kept(asked: School) -> None:
    first = replies(asked.aino, "A map.")
    replies(asked.aino, "Two maps.")
    asked.aino.edits(first, "A new map.")
    assert "A new map." in asked.aino.sees_alone("Your later answer counts").text
    assert asked.answers() == {"Aino": "Two maps."}
    asked.aino.presses("Keep the earlier one")
    assert asked.answers() == {"Aino": "A new map."}


def test_who_takes_the_answer_back_takes_the_earlier_one_back_as_well(asked: School) -> None:
    first, second = replies(asked.aino, "A map."), replies(asked.aino, "Two maps.")
    asked.aino.says("/answer_withdraw")
    asked.aino.sees_alone("Your answer is taken back")
    assert (asked.ben.sees_of(first).reactions, asked.ben.sees_of(second).reactions) == ((), ())
    asked.aino.presses("Keep the earlier one")
    asked.aino.sees_alone("This button does not work any more")
    assert asked.answers() == {}
    assert asked.town.keeps(lambda work: work.connection.execute(earlier_answer.select()).all()) == []


def test_an_offer_ends_when_it_said(asked: School) -> None:
    replies(asked.aino, "A map.")
    replies(asked.aino, "Two maps.")
    told = asked.aino.sees_alone("You can bring this one back until Wednesday 2 December, 09:00 (in 7 days).")
    assert told.buttons == ("Keep the earlier one",)
    asked.town.passes(days=EARLIER_KEPT.days)
    asked.aino.presses("Keep the earlier one")
    asked.aino.sees_alone("This button does not work any more")
    assert asked.answers() == {"Aino": "Two maps."}


def test_an_offer_is_for_its_person_alone(asked: School) -> None:
    replies(asked.aino, "A map.")
    replies(asked.aino, "Two maps.")
    token = asked.aino.token(asked.aino.sees_alone("twice"), "Keep the earlier one")
    asked.ben.forges(asked.ben.reads("Share one link."), token)
    asked.ben.sees_alone("meant for somebody else. Nothing has changed")
    assert asked.answers() == {"Aino": "Two maps."}


def test_nobody_is_knocked_for_where_the_private_chat_is_shut(telegram_town: Town) -> None:
    school = School.with_a_course(telegram_town)
    school.prompts("Share one link.")
    assert isinstance(school.aino, TelegramPerson)
    telegram_town.does(school.aino.account.block(telegram_town.telegram_bot))
    replies(school.aino, "A map.")
    school.ben.looks()
    replies(school.aino, "Two maps.")
    school.ben.does_not_see("Open a chat with me")
    telegram_town.does(school.aino.account.unblock(telegram_town.telegram_bot))
    school.aino.sees_alone("You answered a prompt of English for seniors twice.")


class TestDeletionsOnDiscord:
    """Discord tells us which messages were deleted."""

    @pytest.fixture
    def school(self, discord_town: Town) -> School:
        school = School.with_a_course(discord_town)
        school.prompts("Share one link.")
        return school

    @pytest.fixture
    def aino(self, school: School) -> DiscordPerson:
        assert isinstance(school.aino, DiscordPerson)
        return school.aino

    def test_without_the_later_reply_the_earlier_one_counts_again(self, school: School, aino: DiscordPerson) -> None:
        first, second = replies(aino, "A map."), replies(aino, "Two maps.")
        aino.deletes(second)
        assert "A map." in aino.sees_alone("your earlier one counts again").text
        assert school.answers() == {"Aino": "A map."}
        assert aino.sees_of(first).reactions == SIGN
        aino.deletes(first)
        assert school.answers() == {}

    def test_without_both_replies_nothing_is_left(self, school: School, aino: DiscordPerson) -> None:
        first, second = replies(aino, "A map."), replies(aino, "Two maps.")
        for each in (second, first):  # at once: the bot hears of both before it has set the sign back
            school.town.does(aino.account.delete(each.raw))
        school.town.settles()
        assert school.answers() == {}
        assert not school.in_chat(HINT)

    def test_without_the_earlier_reply_nothing_is_left_to_keep(self, school: School, aino: DiscordPerson) -> None:
        first, second = replies(aino, "A map."), replies(aino, "Two maps.")
        aino.deletes(first)
        aino.presses("Keep the earlier one")
        aino.sees_alone("This button does not work any more")
        assert school.answers() == {"Aino": "Two maps."}
        assert aino.sees_of(second).reactions == SIGN

    def test_without_the_reply_an_answer_by_button_does_not_come_back(
        self, school: School, aino: DiscordPerson
    ) -> None:
        presses_answer(aino, "A map.")
        aino.deletes(replies(aino, "Two maps."))
        assert school.answers() == {}
        assert not school.in_chat("A map.")


@pytest.fixture
def on_both(two_towns: Town) -> tuple[School, Person]:
    """A course in a Telegram group and a Discord channel; Aino is in both with linked accounts."""
    school = School.with_a_course(two_towns)
    emil, there = (two_towns.person(name, on=Platform.DISCORD) for name in ("Emil", "Aino"))
    two_towns.meet(emil, there)
    school.dina.says("/link")
    emil.says(f"/link {school.dina.code_in(school.dina.sees_alone('write this to me'))}")
    emil.presses("Link the accounts")
    emil.calls_here("course connect", code=school.course.code)
    school.aino.says("/link")
    there.says(f"/link {school.aino.code_in(school.aino.sees_alone('write this to me'))}")
    there.presses("Link the accounts")
    school.prompts("Share one link.")
    return school, there


def test_of_two_replies_on_two_platforms_the_later_one_counts(on_both: tuple[School, Person]) -> None:
    school, there = on_both
    first, second = replies(school.aino, "A map."), replies(there, "Two maps.")
    there.sees_alone("You answered a prompt of English for seniors twice.")
    assert school.answers() == {"Aino": "Two maps."}
    assert (school.aino.sees_of(first).reactions, there.sees_of(second).reactions) == ((), SIGN)
    there.presses("Keep the earlier one")
    assert school.answers() == {"Aino": "A map."}
    assert (school.aino.sees_of(first).reactions, there.sees_of(second).reactions) == (SIGN, ())


def test_an_answer_that_is_still_on_its_way_to_the_chat_is_replaced_before_it_stands_there(
    telegram_town: Town,
) -> None:
    school = School.with_a_course(telegram_town)
    school.prompts("Share one link.")
    school.aino.presses("Answer")
    telegram_town.telegram.faults.add("flood", "sendMessage", chat_id=telegram_town.group.id, retry_after=1)
    telegram_town.does(school.aino._say("A map."))
    assert telegram_town.waits_for(lambda: "Aino" in school.answers(), 3.0)
    replies(school.aino, "Two maps.")
    assert school.answers() == {"Aino": "Two maps."}
    assert not school.in_chat("Aino answered:")
    (hint,) = school.in_chat(HINT)
    assert "Reply to Aino" in hint.buttons
