"""What a button carries: a command with arguments, packed into at most 48 bytes, else a stored call.

A token reads `v1-<command>-<person or 0>-<argument>...-<seal>`, made of letters, digits, `_` and `-`: it fits a Telegram
button and deep link as well as a Discord custom id. The seal keeps people from making up calls or counting through
numbers. A token grants nothing else: rights are checked again when it is pressed.
"""

import hmac
import re
from dataclasses import replace
from datetime import datetime, timedelta

from bot.call import Call
from bot.vocabulary import Command, Vocabulary
from community.errors import OfferOver, Rejected, StaleButton
from storage.vault import Vault
from storage.work import Work

MOST = 48
STORED_LIFE = timedelta(days=30)
OFFER_LIFE = timedelta(days=1)
"""What nobody said yes to within a day is not meant any more."""
_PACKED = re.compile(r"v1-([0-9a-f]{6})-(\d{1,19})((?:-\w*)*)-(\w+)\Z", re.ASCII)
_STORED = re.compile(r"v1-([so])-(\d{1,18})-(\w+)\Z", re.ASCII)
_VALUE = re.compile(r"\w*\Z", re.ASCII)
_SEAL = 12


def bound(vocabulary: Vocabulary, call: Call, reader: int | None) -> Call:
    """The call as it is offered to this reader: a personal one is for them alone."""
    if reader and call.person is None and vocabulary.at(call.path).personal:
        return replace(call, person=reader)
    return call


def is_for(command: Command, call: Call, person: int) -> bool:
    """Whether this person may press it. A personal call that names nobody is for nobody."""
    return call.person == person or (call.person is None and not command.personal)


def pack(vocabulary: Vocabulary, call: Call, vault: Vault) -> str | None:
    """The token of a call, or None if it does not fit: then it must be stored."""
    command = vocabulary.at(call.path)
    values = [call.args.get(parameter.name, "") for parameter in command.parameters]
    while values and not values[-1]:
        values.pop()
    body = "-".join(["v1", command.code, str(call.person or 0), *values])
    if len(body) + 1 + _SEAL > MOST or not all(map(_VALUE.match, values)):
        return None
    return f"{body}-{_seal(vault, body)}"


def token_for(vocabulary: Vocabulary, call: Call, work: Work, now: datetime) -> str:
    """The token of a call, which is stored if it does not fit, or if it is an offer that can be withdrawn."""
    offer = vocabulary.at(call.path).withdraw is not None
    packed = None if offer else pack(vocabulary, call, work.vault)
    if packed:
        return packed
    kind, life = ("o", OFFER_LIFE) if offer else ("s", STORED_LIFE)
    return _kept(work, kind, work.calls.store(call.path, dict(call.args), call.person, now + life))


def offer(work: Work, call: Call, now: datetime) -> None:
    """Open an offer that a letter will carry later: when it is worded, nothing can be stored any more."""
    work.calls.store(call.path, dict(call.args), call.person, now + OFFER_LIFE)


def offered(work: Work, call: Call, now: datetime) -> str | None:
    """The token of an offer that is open to this person; None if there is none."""
    kept = work.calls.of(call.person, now) if call.person else []
    found = next((each for each in kept if (each.path, each.args) == (call.path, call.args)), None)
    return _kept(work, "o", found.id) if found else None


def _kept(work: Work, kind: str, number: int) -> str:
    body = f"v1-{kind}-{number}"
    return f"{body}-{_seal(work.vault, body)}"


def unpack(vocabulary: Vocabulary, token: str, work: Work, now: datetime) -> tuple[Command, Call]:
    """The call that a token stands for. `OfferOver`, or `StaleButton` for anything that is not one of ours."""
    body, _, seal = token.rpartition("-")
    if not token.isascii() or not hmac.compare_digest(seal, _seal(work.vault, body)):
        raise StaleButton
    if match := _STORED.match(token):
        return _stored(vocabulary, work, int(match[2]), now, OfferOver if match[1] == "o" else StaleButton)
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


def _stored(
    vocabulary: Vocabulary, work: Work, number: int, now: datetime, gone: type[Rejected]
) -> tuple[Command, Call]:
    found = work.calls.find(number)
    if found is None or found.expires <= now:
        raise gone
    return vocabulary.at(found.path), Call(found.path, found.args, found.person)


def _seal(vault: Vault, body: str) -> str:
    return vault.hash(f"call {body}")[:_SEAL]
