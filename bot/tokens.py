"""What a button carries: a command with arguments, packed into at most 48 bytes, else a stored call.

A token reads `v1-<command>-<person or 0>-<argument>...`, made of letters, digits, `_` and `-`: it fits a Telegram
button and deep link as well as a Discord custom id. It grants nothing: rights are checked again when it is pressed.
"""

import re
from datetime import datetime, timedelta

from bot.call import Call
from bot.vocabulary import Command, Vocabulary
from community.errors import StaleButton
from storage.work import Work

MOST = 48
STORED_LIFE = timedelta(days=30)
_PACKED = re.compile(r"v1-([0-9a-f]{6})-(\d+)((?:-\w*)*)\Z", re.ASCII)
_STORED = re.compile(r"v1-s-(\d+)-(\w+)\Z", re.ASCII)


def pack(vocabulary: Vocabulary, call: Call) -> str | None:
    """The token of a call, or None if it does not fit: then it must be stored."""
    command = vocabulary.at(call.path)
    values = [call.args.get(parameter.name, "") for parameter in command.parameters]
    while values and not values[-1]:
        values.pop()
    token = "-".join(["v1", command.code, str(call.person or 0), *values])
    return token if len(token) <= MOST and _PACKED.match(token) else None


def token_for(vocabulary: Vocabulary, call: Call, work: Work, now: datetime) -> str:
    """The token of a call, which is stored if it does not fit."""
    packed = pack(vocabulary, call)
    if packed:
        return packed
    stored = work.calls.store(call.path, dict(call.args), call.person, now + STORED_LIFE)
    return f"v1-s-{stored}-{seal_of(work, stored)}"


def seal_of(work: Work, stored: int) -> str:
    """Stored calls are numbered: the seal keeps people from trying other numbers."""
    return work.vault.hash(f"call {stored}")[:12]


def unpack(vocabulary: Vocabulary, token: str, work: Work, now: datetime) -> tuple[Command, Call]:
    """The call that a token stands for. Raises `StaleButton` for anything that is not one of ours."""
    if match := _STORED.match(token):
        return _stored(vocabulary, work, int(match[1]), match[2], now)
    match = _PACKED.match(token)
    command = vocabulary.by_code(match[1]) if match else None
    if not match or not command:
        raise StaleButton
    values = match[3].split("-")[1:]
    if len(values) > len(command.parameters):
        raise StaleButton
    named = zip(command.parameters, values, strict=False)
    args = {parameter.name: value for parameter, value in named if value}
    return command, Call(command.path, args, int(match[2]) or None)


def _stored(vocabulary: Vocabulary, work: Work, number: int, seal: str, now: datetime) -> tuple[Command, Call]:
    found = work.calls.find(number) if seal == seal_of(work, number) else None
    if found is None or found.expires <= now:
        raise StaleButton
    return vocabulary.at(found.path), Call(found.path, found.args, found.person)
