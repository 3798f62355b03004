"""Letters reach their readers: in order, by urgency, once, whatever the platform does meanwhile."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import Any

import pytest

from adapters.playground.telegram import Limits, Person
from bot.marks import Fenced
from community.chat.address import MessageRef
from community.errors import TokenRefused
from community.letters import Deed, Letter, LetterState, Priority, Subject
from community.notices import Kind, Notice
from storage.engine import Store
from tests.bot.post_office import PostOffice, account, opened, until


@pytest.fixture
async def office(sqlite_url: str, open_store: Callable[..., Store]) -> AsyncIterator[PostOffice]:
    async with opened(open_store(sqlite_url)) as office:
        yield office


@pytest.fixture
async def paced_office(sqlite_url: str, open_store: Callable[..., Store]) -> AsyncIterator[PostOffice]:
    """The same with Telegram's own limits, strictly."""
    async with opened(open_store(sqlite_url), Limits(chat_burst=1)) as office:
        yield office


async def test_letters_to_one_chat_arrive_in_the_order_in_which_they_were_written(office: PostOffice) -> None:
    [aino] = await office.meet("Aino")
    texts = [f"letter {number}" for number in range(20)]
    async with office.sending():
        for text in texts:
            await office.write(office.letter(aino, text))

        await office.arrives(aino, *texts)


async def test_answers_go_before_letters_to_one_before_groups_before_bulk(paced_office: PostOffice) -> None:
    office = paced_office
    people = await office.meet("Aino", "Ben", "Carla", "Dina", "Emil")
    arrived: list[str] = []
    office.server.listen(lambda _: arrived.extend(_new(office, people, arrived)))
    kinds = [Priority.BULK, Priority.GROUP, Priority.BULK, Priority.PERSON, Priority.ANSWER]
    await office.write(*(office.letter(who, kind.name, kind) for who, kind in zip(people, kinds, strict=True)))

    async with office.sending(limits=True):
        await until(lambda: len(arrived) == len(people))

    assert arrived == ["ANSWER", "PERSON", "GROUP", "BULK", "BULK"]


def _new(office: PostOffice, people: list[Person], known: list[str]) -> list[str]:
    standing = [text for person in people for text in office.reads(person)]
    for text in known:
        standing.remove(text)
    return standing


async def test_an_urgent_letter_passes_others_in_its_own_chat(paced_office: PostOffice) -> None:
    office = paced_office
    [aino] = await office.meet("Aino")
    await office.write(office.letter(aino, "first", Priority.BULK), office.letter(aino, "second", Priority.BULK))
    async with office.sending(limits=True):
        await office.arrives(aino, "first")
        await office.write(office.letter(aino, "answer", Priority.ANSWER))

        await office.arrives(aino, "first", "answer", "second")


async def test_each_letter_is_marked_at_once(office: PostOffice) -> None:
    aino, ben = await office.meet("Aino", "Ben")
    office.server.faults.add("delay", "sendMessage", chat_id=ben.id, seconds=2.0)
    [to_ben, to_aino] = await office.write(office.letter(ben, "slow"), office.letter(aino, "quick"))
    async with office.sending():
        await until(lambda: office.state(to_aino) is LetterState.SENT)

        assert office.state(to_ben) is LetterState.WAITING
        await until(lambda: office.state(to_ben) is LetterState.SENT)


async def test_a_sent_letter_forgets_its_words_and_knows_its_message(office: PostOffice) -> None:
    [aino] = await office.meet("Aino")
    [number] = await office.write(office.letter(aino, "hello"))
    async with office.sending():
        await until(lambda: office.state(number) is LetterState.SENT)

    letter = office.store.now_read(lambda work: work.outbox.get(number))
    assert letter is not None
    assert letter.body is None
    assert letter.sent_as is not None
    assert letter.sent_as.id == str(aino.private(office.local).last.id)


async def test_what_was_written_while_nobody_sent_is_sent_at_the_start(office: PostOffice) -> None:
    [aino] = await office.meet("Aino")
    await office.write(office.letter(aino, "yesterday"))

    async with office.sending():
        await office.arrives(aino, "yesterday")


async def test_a_letter_that_may_not_go_yet_waits_for_its_time(office: PostOffice) -> None:
    [aino] = await office.meet("Aino")
    await office.write(office.letter(aino, "later", not_before=office.clock.now() + timedelta(hours=1)))
    async with office.sending():
        await office.write(office.letter(aino, "now"))
        await office.arrives(aino, "now")
        await asyncio.sleep(0.1)

    assert office.reads(aino) == ["now"]
    assert office.waiting() == 1


async def test_a_limit_of_one_chat_pauses_that_chat_alone(office: PostOffice) -> None:
    aino, ben = await office.meet("Aino", "Ben")
    office.server.faults.add("flood", "sendMessage", chat_id=aino.id, retry_after=2)
    began = time.monotonic()
    await office.write(office.letter(aino, "one"), office.letter(aino, "two"), office.letter(ben, "hello"))
    async with office.sending():
        await office.arrives(ben, "hello")
        assert office.reads(aino) == []
        await office.arrives(aino, "one", "two")

    assert time.monotonic() - began >= 2.0
    assert office.server.floods == 1


@pytest.mark.parametrize("fault", [{"kind": "flood", "retry_after": 1}, {"kind": "error", "status": 502}])
async def test_a_sign_is_not_set_again_before_its_time(office: PostOffice, fault: dict[str, Any]) -> None:
    [aino] = await office.meet("Aino")
    group = office.group("English for seniors", aino)
    typed = MessageRef(office.place(group), str((await aino.send(group, "A map.")).id))
    office.server.faults.add(method="setMessageReaction", times=2, **fault)
    began = time.monotonic()
    sign = Letter(bot=office.bot, place=typed.place, priority=Priority.ANSWER, deed=Deed.COUNTED, target=typed)
    [number] = await office.write(sign)
    async with office.sending():
        await until(lambda: office.state(number) is LetterState.SENT)

    assert time.monotonic() - began >= 2.0
    assert office.server.floods in {0, 2}, "the sign was sent while the server asked for patience"


async def test_a_limit_of_the_whole_bot_pauses_everything(office: PostOffice) -> None:
    people = await office.meet(*(f"Learner {number}" for number in range(12)))
    office.server.faults.add("flood", "sendMessage", retry_after=1, scope="bot")
    async with office.sending(limits=True):
        await office.write(*(office.letter(person, "hello") for person in people))
        await until(lambda: all(office.reads(person) for person in people))

    assert all(office.reads(person) == ["hello"] for person in people)
    assert office.server.floods <= 5


async def test_a_broken_server_is_tried_again_until_it_works(office: PostOffice) -> None:
    [aino] = await office.meet("Aino")
    office.server.faults.add("error", "sendMessage", status=500)
    office.server.faults.add("html", "sendMessage")
    await office.write(office.letter(aino, "one"), office.letter(aino, "two"))
    async with office.sending():
        await office.arrives(aino, "one", "two")


async def test_the_delay_between_tries_grows(office: PostOffice) -> None:
    [aino] = await office.meet("Aino")
    office.server.faults.add("error", "sendMessage", status=502, times=3)
    began = time.monotonic()
    await office.write(office.letter(aino, "hello"))
    async with office.sending():
        await office.arrives(aino, "hello")

    assert time.monotonic() - began >= 1 + 1 + 2


async def test_a_connection_that_breaks_before_the_effect_loses_nothing(office: PostOffice) -> None:
    [aino] = await office.meet("Aino")
    office.server.faults.add("drop_before", "sendMessage")
    await office.write(office.letter(aino, "hello"))
    async with office.sending():
        await office.arrives(aino, "hello")


async def test_a_letter_in_doubt_is_repeated_once_and_never_twice(office: PostOffice) -> None:
    [aino] = await office.meet("Aino")
    office.server.faults.add("drop_after", "sendMessage", times=5)
    [number] = await office.write(office.letter(aino, "hello"))
    async with office.sending():
        await until(lambda: office.state(number) is LetterState.SENT)

    assert office.reads(aino) == ["hello", "hello"]


async def test_failures_that_are_certain_do_not_count_as_doubts(office: PostOffice) -> None:
    """A letter that failed for certain and then perhaps is repeated: it never went."""
    [aino] = await office.meet("Aino")
    office.server.faults.add("error", "sendMessage", status=500)
    office.server.faults.add("drop_before", "sendMessage")
    await office.write(office.letter(aino, "hello"))
    async with office.sending():
        await office.arrives(aino, "hello")


async def test_a_doubt_is_remembered_across_a_restart(office: PostOffice) -> None:
    [aino] = await office.meet("Aino")
    office.server.faults.add("drop_after", "sendMessage", times=2)
    [number] = await office.write(office.letter(aino, "hello"))
    async with office.sending():
        await until(lambda: _letter(office, number).doubts == 1)
    async with office.sending():
        await until(lambda: office.state(number) is LetterState.SENT)

    assert office.reads(aino) == ["hello", "hello"]


def _letter(office: PostOffice, number: int) -> Letter:
    letter = office.store.now_read(lambda work: work.outbox.get(number))
    assert letter is not None
    return letter


async def test_a_knock_in_doubt_is_not_repeated(office: PostOffice) -> None:
    [aino] = await office.meet("Aino")
    group = office.group("English for seniors", aino)
    person = office.do(lambda work: work.people.create(account(aino), "Aino", "en", office.clock.now()))
    office.server.faults.add("drop_after", "sendMessage")
    knock = Notice(Kind.KNOCK, {"person": person.id})
    [number] = await office.write(office.letter(group, "", body=None, notice=knock))
    async with office.sending():
        await until(lambda: office.state(number) is LetterState.SENT)
        await asyncio.sleep(0.8)

    assert len(office.reads(group)) == 1


async def test_a_wrong_token_ends_the_courier_and_keeps_the_letter(office: PostOffice) -> None:
    [aino] = await office.meet("Aino")
    office.server.revoke(office.local)
    [number] = await office.write(office.letter(aino, "hello"))
    async with office.sending(to_its_end=True) as task:
        with pytest.RaisesGroup(TokenRefused):
            await asyncio.wait_for(task, 5)

    assert office.state(number) is LetterState.WAITING


async def test_an_owner_who_was_replaced_sends_nothing_any_more(office: PostOffice) -> None:
    [aino] = await office.meet("Aino")
    async with office.sending(to_its_end=True) as task:
        await office.write(office.letter(aino, "mine"))
        await office.arrives(aino, "mine")
        office.do(lambda work: work.bots.take(office.bot))
        await office.write(office.letter(aino, "theirs"))
        with pytest.RaisesGroup(Fenced):
            await asyncio.wait_for(task, 5)

    assert office.reads(aino) == ["mine"]
    assert office.waiting() == 1


async def test_a_letter_that_arrived_is_marked_although_the_owner_was_replaced_meanwhile(office: PostOffice) -> None:
    [aino] = await office.meet("Aino")
    office.server.faults.add("delay", "sendMessage", seconds=0.5)
    [number] = await office.write(office.letter(aino, "hello"))
    async with office.sending(to_its_end=True) as task:
        await until(lambda: office.server.faults.happened)
        office.do(lambda work: work.bots.take(office.bot))
        with pytest.RaisesGroup(Fenced):
            await asyncio.wait_for(task, 5)

    assert office.state(number) is LetterState.SENT


async def test_letters_on_their_way_arrive_and_are_marked_when_the_courier_stops(office: PostOffice) -> None:
    people = await office.meet("Aino", "Ben", "Carla")
    office.server.faults.add("delay", "sendMessage", seconds=0.4, times=3)
    numbers = await office.write(*(office.letter(person, "hello") for person in people))
    async with office.sending():
        await until(lambda: len(office.server.faults.happened) == 3)

    assert [office.state(number) for number in numbers] == [LetterState.SENT] * 3
    async with office.sending():
        await asyncio.sleep(0.2)
    assert [office.reads(person) for person in people] == [["hello"]] * 3


async def test_a_letter_that_is_recalled_while_it_is_on_its_way_is_taken_away_again(office: PostOffice) -> None:
    group = office.group("Suomi 1")
    office.server.faults.add("delay", "sendMessage", chat_id=group.id, seconds=0.3)
    about = Subject("answer", 5)
    [number] = await office.write(office.letter(group, "Aino answered", Priority.GROUP, subject=about))
    async with office.sending():
        await until(lambda: office.server.faults.happened)
        office.do(lambda work: work.outbox.recall(about, office.clock.now()))
        await until(lambda: any(said.text == "Aino answered" and said.deleted for said in group.log))

    assert office.state(number) is LetterState.DROPPED
