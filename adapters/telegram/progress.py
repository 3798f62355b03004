"""How far a message of several parts has got."""

from typing import Final

MOST: Final = 1000


class Progress:
    """Parts already sent, by the key of the letter; kept in memory, since a letter is retried by the same sender."""

    def __init__(self) -> None:
        self._sent: dict[str, int] = {}

    def of(self, key: str) -> int:
        return self._sent.get(key, 0)

    def note(self, key: str, sent: int, parts: int) -> None:
        if sent >= parts:
            self._sent.pop(key, None)
            return
        self._sent[key] = sent
        if len(self._sent) > MOST:
            del self._sent[next(iter(self._sent))]
