"""Polls: made by people and bots, voted on by people, heard of by the bot that asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adapters.playground.telegram.delivery import sees
from adapters.playground.telegram.state import Bot, Group, Poll
from adapters.playground.telegram.wire import account_json, chat_json, poll_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adapters.playground.telegram.state import Account, Message
    from adapters.playground.telegram.world import World

MAX_QUESTION = 300
MAX_OPTION = 100
MAX_OPTIONS = 12


def make(world: World, question: str, options: Sequence[str], *, anonymous: bool, multiple: bool) -> Poll:
    return Poll(str(next(world.numbers) * 1_000_003), question, list(options), anonymous, multiple)


def vote(world: World, message: Message, poll: Poll, voter: Account, choice: tuple[int, ...]) -> None:
    """Somebody's choice, which replaces an earlier one; only the bot that asked hears of it."""
    if choice:
        poll.votes[voter.id] = choice
    else:
        poll.votes.pop(voter.id, None)
    world.tell("vote", chat=message.chat, message=message, actor=voter)
    if isinstance(message.sender, Bot):
        message.sender.mailbox.push("poll", poll_json(poll))
        if not poll.anonymous:
            message.sender.mailbox.push("poll_answer", _answer(message, poll, voter, choice))


def _answer(message: Message, poll: Poll, voter: Account, choice: tuple[int, ...]) -> dict[str, object]:
    chat = message.chat
    as_group = isinstance(chat, Group) and chat.membership(voter).anonymous
    who = {"voter_chat": chat_json(chat)} if as_group else {"user": account_json(voter, language=True)}
    return {"poll_id": poll.id, **who, "option_ids": list(choice), "option_persistent_ids": list(map(str, choice))}


def stop(world: World, message: Message, poll: Poll, actor: Account) -> None:
    """No more votes; the bots that saw the poll are told."""
    poll.closed = True
    for bot in message.chat.bots_here:
        if bot is message.sender or sees(bot, message):
            bot.mailbox.push("poll", poll_json(poll))
    world.tell("vote", chat=message.chat, message=message, actor=actor)
