"""Choices as buttons, a few at a time: with what stands beside them, at most six buttons are under a message."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from bot.wording.words import Words
from community.chat.message import Button

MOST = 6
ROWS = 5
"""Discord shows no more of them."""
T = TypeVar("T")


def part(items: Sequence[T], at: int, beside: int = 0) -> tuple[Sequence[T], int | None]:
    """What is shown at the n-th look (from 0), and which look is next; None if everything fits at once.

    `beside` is how many other buttons the message has. After the last look comes the first again.
    """
    room = MOST - beside
    if len(items) <= room:
        return items, None
    size = room - 1
    count = -(-len(items) // size)
    at %= count
    return items[at * size : (at + 1) * size], (at + 1) % count


def rows(
    w: Words,
    items: Sequence[T],
    at: int,
    choose: Callable[[T], Button],
    turn_to: Callable[[str, int], Button],
    beside: int,
) -> list[list[Button]]:
    """A button for each that is shown, and one that leads on if there are others."""
    shown, following = part(items, at, beside)
    buttons = [[choose(each)] for each in shown]
    if following is not None:
        buttons.append([turn_to(w.s("Show others"), following)])
    if len(buttons) + beside > ROWS:
        buttons[-2:] = [buttons[-2] + buttons[-1]]
    return buttons
