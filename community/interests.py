"""What people are interested in: a few words of their own, compared without regard to capitals."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from community.errors import Invalid

MOST = 8
LONGEST = 40
SHARED_BY = 3
"""A word is offered to others only when so many have it: fewer could be recognised by it."""

_BETWEEN = re.compile(r"[,;\n•]")


def read_interests(text: str) -> tuple[str, ...]:
    """The words between commas, each once, at most eight."""
    words = [" ".join(part.split()) for part in _BETWEEN.split(text)]
    once = {word.casefold(): word for word in reversed(words) if word}
    found = tuple(word for word in words if word and once[word.casefold()] is word)
    if not found:
        raise Invalid("text_too_short", least=1)
    if len(found) > MOST:
        raise Invalid("too_many_interests", most=MOST, count=len(found))
    if longest := next((word for word in found if len(word) > LONGEST), None):
        raise Invalid("text_too_long", most=LONGEST, length=len(longest))
    return found


def shared(of_others: Iterable[Sequence[str]], *, most: int = MOST) -> tuple[str, ...]:
    """The interests that at least three of these people have, the most common first, as most of them spell it."""
    spelled: Counter[str] = Counter()
    held: Counter[str] = Counter()
    for words in of_others:
        held.update({word.casefold() for word in words})
        spelled.update(words)
    common = [word for word, count in held.most_common() if count >= SHARED_BY]
    return tuple(
        max((own for own in spelled if own.casefold() == word), key=lambda own: spelled[own]) for word in common[:most]
    )
