"""Polls of people and of bots: who hears of a vote."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from telegram.error import BadRequest

from adapters.playground.telegram import NotPossibleError
from adapters.playground.telegram.wire import poll_json

if TYPE_CHECKING:
    from adapters.playground.telegram import Message
    from tests.adapters.playground_telegram.conftest import Scene

KINDS = ["message", "poll", "poll_answer"]
DAYS = ["Monday", "Tuesday"]


def counts(message: Message) -> list[int]:
    assert message.poll is not None
    return [option["voter_count"] for option in poll_json(message.poll)["options"]]


async def test_a_person_makes_a_poll_that_an_administrating_bot_sees(scene: Scene) -> None:
    await scene.aino.promote(scene.group, scene.bot)
    await scene.ben.send_poll(scene.group, "Which day?", DAYS)
    seen = (await scene.updates(kinds=KINDS))[-1].message
    assert seen is not None
    assert seen.poll is not None
    assert (seen.poll.question, [option.text for option in seen.poll.options]) == ("Which day?", DAYS)
    assert seen.poll.is_anonymous


async def test_votes_in_a_persons_poll_reach_no_bot(scene: Scene) -> None:
    await scene.aino.promote(scene.group, scene.bot)
    asked = await scene.ben.send_poll(scene.group, "Which day?", DAYS, anonymous=False)
    await scene.updates(kinds=KINDS)
    await scene.aino.vote(asked, 1)
    assert counts(asked) == [0, 1]
    assert await scene.updates(kinds=KINDS) == []


async def test_votes_in_a_bots_poll_reach_it_with_the_voter_unless_anonymous(scene: Scene) -> None:
    await scene.updates(kinds=KINDS)
    open_one = await scene.client.send_poll(scene.group.id, "Which day?", DAYS, is_anonymous=False)
    secret = await scene.client.send_poll(scene.group.id, "Is it too fast?", ["Yes", "No"])
    await scene.ben.vote(scene.group.by_id[open_one.message_id], 0)
    await scene.ben.vote(scene.group.by_id[secret.message_id], 1)
    heard = await scene.updates(kinds=KINDS)
    answers = [update.poll_answer for update in heard if update.poll_answer]
    assert [(each.user.first_name if each.user else "", each.option_ids) for each in answers] == [("Ben", (0,))]
    told = [update.poll for update in heard if update.poll]
    assert [[option.voter_count for option in poll.options] for poll in told] == [[1, 0], [0, 1]]


async def test_a_vote_can_be_changed_and_taken_back(scene: Scene) -> None:
    await scene.updates(kinds=KINDS)
    sent = await scene.client.send_poll(scene.group.id, "Which day?", DAYS, is_anonymous=False)
    poll = scene.group.by_id[sent.message_id]
    for choice in ((0,), (1,), ()):
        await scene.ben.vote(poll, *choice)
    answers = [update.poll_answer for update in await scene.updates(kinds=KINDS) if update.poll_answer]
    assert [each.option_ids for each in answers] == [(0,), (1,), ()]
    assert counts(poll) == [0, 0]


async def test_an_anonymous_administrator_votes_as_the_group(scene: Scene) -> None:
    await scene.aino.as_anonymous_admin(scene.group)
    sent = await scene.client.send_poll(scene.group.id, "Which day?", DAYS, is_anonymous=False)
    await scene.aino.vote(scene.group.by_id[sent.message_id], 0)
    answer = next(update.poll_answer for update in await scene.updates(kinds=KINDS) if update.poll_answer)
    assert answer.user is None
    assert answer.voter_chat is not None
    assert answer.voter_chat.id == scene.group.id


async def test_a_stopped_poll_takes_no_more_votes_and_its_bots_are_told(scene: Scene) -> None:
    await scene.aino.promote(scene.group, scene.bot)
    asked = await scene.ben.send_poll(scene.group, "Which day?", DAYS)
    await scene.aino.vote(asked, 0)
    await scene.updates(kinds=KINDS)
    with pytest.raises(NotPossibleError, match="own"):
        await scene.aino.stop_poll(asked)
    await scene.ben.stop_poll(asked)
    told = [update.poll for update in await scene.updates(kinds=KINDS)]
    assert [(poll.is_closed, poll.total_voter_count) for poll in told if poll] == [(True, 1)]
    with pytest.raises(NotPossibleError, match="closed"):
        await scene.aino.vote(asked, 1)


async def test_a_bot_stops_its_own_poll(scene: Scene) -> None:
    sent = await scene.client.send_poll(scene.group.id, "Which day?", DAYS)
    stopped = await scene.client.stop_poll(scene.group.id, sent.message_id)
    assert stopped.is_closed
    with pytest.raises(BadRequest, match="already been closed"):
        await scene.client.stop_poll(scene.group.id, sent.message_id)


async def test_polls_have_limits(scene: Scene) -> None:
    with pytest.raises(NotPossibleError, match="2 to 12"):
        await scene.ben.send_poll(scene.group, "Which day?", ["Monday"])
    with pytest.raises(NotPossibleError, match="300"):
        await scene.ben.send_poll(scene.group, "?" * 301, DAYS)
    with pytest.raises(NotPossibleError, match="100"):
        await scene.ben.send_poll(scene.group, "Which day?", ["Monday", "T" * 101])
    with pytest.raises(BadRequest, match="at least 1"):
        await scene.client.send_poll(scene.group.id, "Which day?", [])
    asked = await scene.ben.send_poll(scene.group, "Which day?", DAYS)
    with pytest.raises(NotPossibleError, match="one answer"):
        await scene.aino.vote(asked, 0, 1)
    with pytest.raises(NotPossibleError, match="no answer"):
        await scene.aino.vote(asked, 2)
    await scene.ben.start(scene.bot)
    with pytest.raises(NotPossibleError, match="group"):
        await scene.ben.send_poll(scene.ben.private(scene.bot), "Which day?", DAYS)
