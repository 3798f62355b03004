"""Letters that cannot go the way they were meant to: what becomes of them, and that the others go all the same."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import Any

import pytest

from adapters.playground.telegram import Person
from community.chat.address import MessageRef
from community.courses import CoursePlace
from community.letters import Deed, Letter, LetterState, Priority, Subject
from community.notices import Kind, Notice
from storage.engine import Store
from storage.tables.system import letter as table
from tests.bot.post_office import PostOffice, opened, until
from tests.simulation.courses import found_course


@pytest.fixture
async def office(sqlite_url: str, open_store: Callable[..., Store]) -> AsyncIterator[PostOffice]:
    async with opened(open_store(sqlite_url)) as office:
        yield office


async def buried(office: PostOffice, number: int) -> str:
    await until(lambda: office.state(number) is LetterState.BURIED)
    [reason] = [each.reason for each in office.do(lambda work: work.outbox.buried()) if each.letter.id == number]
    return reason


def answer_to(office: PostOffice, person: Person, text: str, **more: Any) -> Letter:
    return office.letter(person, text, Priority.ANSWER, **more)


async def test_an_answer_waits_for_a_person_who_blocked_us_and_a_knock_in_the_group_says_so(office: PostOffice) -> None:
    [aino] = await office.meet("Aino")
    reader, group = office.known(aino), office.group("English for seniors", aino)
    await aino.block(office.local)
    async with office.sending():
        answer = answer_to(office, aino, "Your answers so far", reader=reader, fallback=office.place(group))
        [number] = await office.write(answer)
        await until(lambda: office.reads(group))

        assert "Aino" in office.reads(group)[0]
        assert "answers" not in office.reads(group)[0]
        assert [each.reachable for each in office.do(lambda work: work.people.contacts(reader))] == [False]
        await aino.unblock(office.local)
        await office.store.run(lambda work: work.outbox.hurry(office.place(aino), office.clock.now()))
        await office.arrives(aino, "Your answers so far", within=2)

    assert office.state(number) is LetterState.SENT


async def test_several_answers_that_wait_for_a_person_knock_once(office: PostOffice) -> None:
    [aino] = await office.meet("Aino")
    reader, group = office.known(aino), office.group("English for seniors", aino)
    await aino.block(office.local)
    facts = {"reader": reader, "fallback": office.place(group)}
    async with office.sending():
        await office.write(*(answer_to(office, aino, text, **facts) for text in ("one", "two")))
        await until(lambda: office.do(lambda work: work.outbox.held(office.place(aino), office.clock.now())))
        await asyncio.sleep(0.3)

    assert len(office.reads(group)) == 1
    assert office.waiting() == 2


async def test_a_notice_to_a_person_who_blocked_us_is_buried_and_others_go(office: PostOffice) -> None:
    aino, ben = await office.meet("Aino", "Ben")
    await aino.block(office.local)
    async with office.sending():
        [number, _] = await office.write(office.letter(aino, "news"), office.letter(ben, "news"))
        await office.arrives(ben, "news")

        assert await buried(office, number) == "unreachable"


async def test_a_chat_that_moved_is_followed_by_its_course_and_its_letters_but_not_by_message_numbers(
    office: PostOffice,
) -> None:
    [dina] = await office.meet("Dina")
    group = office.server.add_group("English for seniors", admins=[dina], supergroup=False)
    old = office.place(group)
    course = found_course(office.store, old, [])
    stands = await group_message(office, group)
    new = await dina.migrate(group)
    mark = office.letter(group, "", body=None, deed=Deed.COUNTED, target=stands)
    async with office.sending():
        first, second = [office.letter(group, text, Priority.GROUP) for text in ("one", "two")]
        await office.write(first, second, mark)
        await until(lambda: office.waiting() == 0)

    assert office.reads(new)[-2:] == ["one", "two"]
    places = office.do(lambda work: work.courses.places(course.id))
    assert places == [CoursePlace(course.id, replace(old, chat=str(new.id)), "English for seniors")]
    assert office.do(lambda work: work.refs.of(Subject("slot", 7))) == []


async def group_message(office: PostOffice, group: Any) -> MessageRef:
    """A message of ours that stands for something."""
    async with office.sending():
        await office.write(office.letter(group, "Prompt", subject=Subject("slot", 7)))
        await office.arrives(group, "Prompt")
        await until(lambda: office.waiting() == 0)
    [stands] = office.do(lambda work: work.refs.of(Subject("slot", 7)))
    return stands


async def test_what_telegram_refuses_is_buried_with_its_reason_and_its_chat_goes_on(office: PostOffice) -> None:
    [aino] = await office.meet("Aino")
    office.server.faults.add("error", "sendMessage", status=400)
    async with office.sending():
        [number, _] = await office.write(office.letter(aino, "one"), office.letter(aino, "two"))
        await office.arrives(aino, "two")

        assert await buried(office, number) == "Bad Gateway"


async def test_a_letter_that_cannot_be_put_into_words_is_buried_and_others_go(office: PostOffice) -> None:
    aino, ben = await office.meet("Aino", "Ben")
    nonsense = Notice(Kind.PROMPT, {"slot": "not a number"})
    async with office.sending():
        letters = [
            office.letter(aino, "", body=None, notice=nonsense),
            *(office.letter(who, "hi") for who in (aino, ben)),
        ]
        [number, *_] = await office.write(*letters)
        await office.arrives(aino, "hi")
        await office.arrives(ben, "hi")

        assert "could not be put into words" in await buried(office, number)


async def test_a_letter_about_something_that_is_gone_is_dropped(office: PostOffice) -> None:
    [aino] = await office.meet("Aino")
    async with office.sending():
        gone = office.letter(aino, "", body=None, notice=Notice(Kind.PROMPT, {"slot": 4711}))
        [number] = await office.write(gone)

        await until(lambda: office.state(number) is LetterState.DROPPED)


@pytest.mark.parametrize("damage", [{"body": b"not sealed by us"}, {"notice": '["unknown kind", {}]'}])
async def test_a_damaged_row_is_buried_and_others_go(office: PostOffice, damage: dict[str, Any]) -> None:
    aino, ben = await office.meet("Aino", "Ben")
    [number, *_] = await office.write(office.letter(aino, "one"), office.letter(aino, "two"), office.letter(ben, "hi"))
    office.do(lambda work: work.connection.execute(table.update().where(table.c.id == number).values(**damage)))
    async with office.sending():
        await office.arrives(aino, "two")
        await office.arrives(ben, "hi")
        await until(lambda: office.state_of_row(number) == "buried")


async def test_a_letter_that_fails_again_and_again_lets_its_chat_pass_once_others_arrive(office: PostOffice) -> None:
    aino, ben = await office.meet("Aino", "Ben")
    office.server.faults.add("error", "sendMessage", chat_id=aino.id)
    async with office.sending():
        await office.write(office.letter(ben, "hi"))
        await office.arrives(ben, "hi")
        await office.write(office.letter(aino, "poisoned", attempts=7), office.letter(aino, "healthy"))

        await office.arrives(aino, "healthy")
    assert office.waiting() == 1


async def test_a_mark_that_cannot_be_written_does_not_send_its_letter_again(office: PostOffice) -> None:
    aino, ben = await office.meet("Aino", "Ben")
    forbid = (
        "CREATE TRIGGER damaged BEFORE UPDATE ON letter WHEN NEW.state = 'sent' AND OLD.id = 1"
        " BEGIN SELECT RAISE(ABORT, 'damaged'); END"
    )
    office.do(lambda work: work.driver.execute(forbid))
    async with office.sending():
        [number, _] = await office.write(office.letter(aino, "hello"), office.letter(ben, "hello"))
        await office.arrives(ben, "hello")
        await until(lambda: office.state(number) is LetterState.BURIED)

    assert number == 1
    assert office.reads(aino) == ["hello"]
