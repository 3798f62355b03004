"""What the shelf of prompts remembers about series, slots, answers and replies."""

from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from community.chat.address import Account, Platform
from community.prompts import SeriesState, SlotState
from storage.prompts import SlotCounts
from storage.tables.prompts import answer, series
from tests.valo import DAY, HOUR, MONDAY, Valo, in_group

AINO = Account(Platform.TELEGRAM, "70001111")
BEN = Account(Platform.DISCORD, "930000000000000002")
_WORDS = (answer.c.text, series.c.text)
NINE = datetime(2026, 11, 30, 9, 0)  # noqa: DTZ001


def test_a_scheduled_prompt_wakes_us_when_it_is_due(valo: Valo) -> None:
    planned = valo.plans("Mitä teit tänään?", NINE)
    assert valo.do(lambda work: work.prompts.get(planned.id)) == planned
    assert valo.do(lambda work: work.timers.earliest()) == MONDAY


def test_a_cancelled_prompt_wakes_nobody(valo: Valo) -> None:
    planned = valo.plans("Mitä teit tänään?", NINE)
    planned.cancel()
    valo.do(lambda work: work.prompts.save(planned))
    assert valo.do(lambda work: work.timers.earliest()) is None
    assert valo.do(lambda work: work.prompts.get(planned.id, lock=True)) == planned


def test_prompts_of_a_course_are_listed_by_state(valo: Valo) -> None:
    first, second = valo.plans("Eka", NINE), valo.plans("Toka", NINE)
    second.cancel()
    valo.do(lambda work: work.prompts.save(second))
    assert valo.do(lambda work: work.prompts.of_course(valo.course.id)) == [first, second]
    scheduled = valo.do(lambda work: work.prompts.of_course(valo.course.id, states=[SeriesState.SCHEDULED]))
    assert scheduled == [first]


def test_a_slot_opens_once(valo: Valo) -> None:
    slot = valo.prompt(at=MONDAY)
    assert valo.do(lambda work: work.prompts.slot(slot.id)) == slot
    assert valo.do(lambda work: work.prompts.slots_of(slot.series)) == [slot]
    with pytest.raises(IntegrityError):
        valo.do(lambda work: work.prompts.open_slot(slot.series, slot.key, MONDAY, MONDAY, SlotState.LATE, 1))


def test_an_answer_is_found_by_person_and_by_message(valo: Valo) -> None:
    aino, slot = valo.joins("Aino", AINO), valo.prompt()
    kept = valo.answers(aino, slot, "Luin lehteä.", MONDAY + HOUR, source=in_group(77))
    assert valo.do(lambda work: work.prompts.answer(kept.id)) == kept
    assert valo.do(lambda work: work.prompts.answer(kept.id, lock=True)) == kept
    assert valo.do(lambda work: work.prompts.answer_of(slot.id, aino.id)) == kept
    assert valo.do(lambda work: work.prompts.answer_from(in_group(77))) == kept
    assert valo.do(lambda work: work.prompts.answer_from(in_group(78))) is None
    assert valo.do(lambda work: work.prompts.answers(slot.id)) == [kept]


def test_a_second_answer_of_the_same_person_replaces_the_first(valo: Valo) -> None:
    aino, slot = valo.joins("Aino", AINO), valo.prompt()
    first = valo.answers(aino, slot, "Luin.", MONDAY + HOUR)
    second = valo.answers(aino, slot, "Luin lehteä.", MONDAY + 2 * HOUR)
    assert second.id == first.id
    assert [each.text for each in valo.do(lambda work: work.prompts.answers(slot.id))] == ["Luin lehteä."]


def test_an_answer_that_is_taken_back_does_not_count_and_its_words_are_gone(valo: Valo) -> None:
    aino, slot = valo.joins("Aino", AINO), valo.prompt()
    kept = valo.answers(aino, slot, "Luin lehteä.", MONDAY + HOUR)
    valo.takes_back(kept, MONDAY + 2 * HOUR)
    assert valo.do(lambda work: work.prompts.answers(slot.id)) == []
    assert valo.do(lambda work: work.connection.execute(select(answer.c.text)).scalar_one()) is None
    again = valo.answers(aino, slot, "Kävelin.", MONDAY + 3 * HOUR)
    assert valo.do(lambda work: work.prompts.answers(slot.id)) == [again]


def test_words_are_sealed_in_the_database(valo: Valo) -> None:
    aino, slot = valo.joins("Aino", AINO), valo.prompt("Mitä teit tänään?")
    valo.answers(aino, slot, "Luin lehteä.", MONDAY + HOUR)
    cells = [valo.do(lambda work, of=of: work.connection.execute(select(of)).scalar_one()) for of in _WORDS]
    assert not any(b"Luin" in cell or b"teit" in cell for cell in cells)


def test_a_reply_that_comes_twice_is_one_reply(valo: Valo) -> None:
    aino, ben, slot = valo.joins("Aino", AINO), valo.joins("Ben", BEN), valo.prompt()
    given = valo.answers(aino, slot, "Luin lehteä.", MONDAY + HOUR)
    first = valo.replies(ben, given, "Mitä?", MONDAY + 2 * HOUR)
    second = valo.replies(ben, given, "Mitä lehteä?", MONDAY + 2 * HOUR)
    assert second.id == first.id
    assert first.source
    assert second.source
    source = second.source
    found = valo.do(lambda work: work.prompts.reply_from(source))
    assert found
    assert found.text == "Mitä lehteä?"


def test_a_reply_without_words_can_gain_them_and_be_deleted(valo: Valo) -> None:
    aino, ben, slot = valo.joins("Aino", AINO), valo.joins("Ben", BEN), valo.prompt()
    reply = valo.replies(ben, valo.answers(aino, slot, "Luin.", MONDAY + HOUR), None, MONDAY + 2 * HOUR)
    assert reply.source
    source = reply.source
    assert valo.do(lambda work: work.prompts.reply_from(source)) == reply
    valo.do(lambda work: work.prompts.save_reply(replace(reply, text="Hyvä!")))
    assert valo.do(lambda work: work.prompts.reply_from(source)) == replace(reply, text="Hyvä!")
    valo.do(lambda work: work.prompts.remove_reply(reply.id))
    assert valo.do(lambda work: work.prompts.reply_from(source)) is None


def test_counts_of_a_slot_leave_out_what_was_taken_back_and_replies_to_oneself(valo: Valo) -> None:
    aino, ben, slot = valo.joins("Aino", AINO), valo.joins("Ben", BEN), valo.prompt()
    first = valo.answers(aino, slot, "Luin.", MONDAY + HOUR)
    second = valo.answers(ben, slot, "Nukuin.", MONDAY + HOUR)
    valo.takes_back(second, MONDAY + 2 * HOUR)
    valo.replies(ben, first, "Hyvä!", MONDAY + 2 * HOUR)
    valo.replies(aino, first, "Kiitos", MONDAY + 2 * HOUR)
    assert valo.do(lambda work: work.prompts.counts(slot.id)) == SlotCounts(invited=2, answered=1, peer_replies=1)


def test_an_open_prompt_waits_for_its_learners_until_they_answer(valo: Valo) -> None:
    aino, slot = valo.joins("Aino", AINO), valo.prompt(at=MONDAY)
    valo.prompt("Vanha", at=MONDAY - 20 * DAY)
    valo.prompt("Jäi väliin", at=MONDAY, state=SlotState.SKIPPED)

    def waits() -> list[int]:
        found = valo.do(lambda work: work.prompts.waiting(aino.id, MONDAY - 14 * DAY, MONDAY + DAY))
        return [each.id for each, _, course in found if course == valo.course]

    assert waits() == [slot.id]
    given = valo.answers(aino, slot, "Luin.", MONDAY + HOUR)
    assert waits() == []
    valo.takes_back(given, MONDAY + 2 * HOUR)
    assert waits() == [slot.id]
    valo.leaves(aino, MONDAY + 3 * HOUR)
    assert waits() == []


def test_a_prompt_of_another_course_does_not_wait_for_us(valo: Valo) -> None:
    emil = valo.arrives("Emil", BEN)
    valo.prompt()
    assert valo.do(lambda work: work.prompts.waiting(emil.id, MONDAY - DAY, MONDAY + DAY)) == []
