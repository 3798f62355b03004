"""How far a message of several parts has got."""

from collections.abc import Sequence
from typing import Final

from community.chat.address import MessageRef

MOST: Final = 1000


class Progress:
    """Parts already sent, by the key of the letter; kept in memory, since a letter is retried by the same sender."""

    def __init__(self) -> None:
        self._sent: dict[str, Sequence[MessageRef]] = {}

    def of(self, key: str) -> Sequence[MessageRef]:
        return self._sent.get(key, ())

    def note(self, key: str, sent: Sequence[MessageRef], parts: int) -> None:
        if len(sent) >= parts:
            self._sent.pop(key, None)
            return
        self._sent[key] = sent
        if len(self._sent) > MOST:
            del self._sent[next(iter(self._sent))]
