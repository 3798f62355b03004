"""What the shelf of earlier answers remembers, and for how long."""

from community.chat.address import Account, MessageRef, Platform
from community.prompts import EarlierAnswer
from storage.tables.prompts import earlier_answer
from tests.valo import DAY, HOUR, MONDAY, Valo, in_group

HERE = Account(Platform.TELEGRAM, "70001111")
THERE = Account(Platform.DISCORD, "930000000000000001")


def keeps(valo: Valo, text: str, source: MessageRef | None = None) -> EarlierAnswer:
    """Aino answered this, and then something else."""
    aino = valo.do(lambda work: work.people.of(HERE)) or valo.joins("Aino", HERE)
    slot = valo.do(lambda work: work.prompts.slot(1)) or valo.prompt()
    counts = valo.answers(aino, slot, "Nukuin.", MONDAY + HOUR)
    return valo.do(lambda work: work.earlier.keep(EarlierAnswer(0, counts.id, aino.id, text, source, MONDAY + DAY)))


def test_an_earlier_answer_is_found_by_number_and_by_message(valo: Valo) -> None:
    kept = keeps(valo, "Luin.", in_group(77))
    assert valo.do(lambda work: work.earlier.get(kept.id)) == kept
    assert valo.do(lambda work: work.earlier.typed_as(in_group(77))) == kept
    assert valo.do(lambda work: work.earlier.typed_as(in_group(78))) is None


def test_the_latest_of_them_comes_first(valo: Valo) -> None:
    first, second = keeps(valo, "Luin."), keeps(valo, "Kävelin.")
    assert valo.do(lambda work: work.earlier.of(first.answer)) == [second, first]


def test_its_words_are_sealed_and_can_change(valo: Valo) -> None:
    kept = keeps(valo, "Luin.")
    valo.do(lambda work: work.earlier.reword(kept.id, "Luin lehteä."))
    found = valo.do(lambda work: work.earlier.get(kept.id))
    assert found
    assert found.text == "Luin lehteä."
    cell = valo.do(lambda work: work.connection.execute(earlier_answer.select()).one()).text
    assert b"Luin" not in cell


def test_one_is_dropped_alone_or_all_with_their_answer(valo: Valo) -> None:
    first, second, third = (keeps(valo, text) for text in ("Luin.", "Kävelin.", "Söin."))
    valo.do(lambda work: work.earlier.drop(first.id))
    assert valo.do(lambda work: work.earlier.of(first.answer)) == [third, second]
    valo.do(lambda work: work.earlier.drop_all(first.answer))
    assert valo.do(lambda work: work.earlier.of(first.answer)) == []


def test_it_is_forgotten_when_its_time_is_over(valo: Valo) -> None:
    kept = keeps(valo, "Luin.")
    assert valo.do(lambda work: work.earlier.purge(kept.expires - HOUR)) == 0
    assert valo.do(lambda work: work.earlier.purge(kept.expires)) == 1


def test_it_goes_with_its_person_when_accounts_are_linked(valo: Valo) -> None:
    elder, slot = valo.joins("Aino", THERE), valo.prompt()
    kept = keeps(valo, "Luin.")
    younger = valo.do(lambda work: work.people.of(HERE))
    assert younger
    valo.do(lambda work: work.people.new_link_code(elder.id, "hash", MONDAY + HOUR))
    valo.do(lambda work: work.people.link("hash", younger.id, MONDAY))
    (moved,) = valo.do(lambda work: work.earlier.of(kept.answer))
    assert (moved.person, slot.id) == (elder.id, 1)
