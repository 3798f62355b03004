"""Offers: what was proposed for a yes. Each is open for a day, until it is carried out or withdrawn."""

from collections.abc import Mapping

from bot.turn import Turn
from bot.vocabulary import VOCABULARY
from community.chat.message import Text
from storage.calls import StoredCall


def withdraw(turn: Turn, path: str = "") -> Text | None:
    """Withdraw the latest open offer (of this command); what it comes to in words. None if there is none."""
    for offer in _open(turn):
        if path in {"", offer.path}:
            close(turn, offer.path, offer.args)
            withdrawn = VOCABULARY.at(offer.path).withdraw
            said = withdrawn(turn, offer.args) if withdrawn else None
            if said is not None:
                return said
    return None


def close(turn: Turn, path: str, args: Mapping[str, str]) -> None:
    """The same may have been offered several times, also with more said beside it: all its buttons are over."""
    for offer in _open(turn):
        if offer.path == path and args.items() <= offer.args.items():
            turn.work.calls.drop(offer.id)


def _open(turn: Turn) -> list[StoredCall]:
    kept = turn.work.calls.of(turn.person.id, turn.now)
    return [each for each in kept if VOCABULARY.at(each.path).withdraw]
