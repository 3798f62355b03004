"""Wishes about groups, and what is said to whom about them."""

from collections.abc import Sequence

from bot import paging
from bot.call import Call
from bot.wording.labels import shortened
from bot.wording.words import Words, message
from community.chat.message import Button, Message
from community.courses import Course

WITH, WITHOUT = "with", "without"


def made(w: Words, course: Course, name: str, wish: int, *, together: bool) -> Message:
    """To the learner who wishes it."""
    return message(
        w.t("Noted for *{course}*: in a group with {name}.", course=course.name, name=name)
        if together
        else w.t("Noted for *{course}*: not in a group with {name}.", course=course.name, name=name),
        w.t(
            "It counts when groups are formed. {name} never sees it. If it cannot be met, your trainer reads which two "
            "people it is about.",
            name=name,
        ),
        buttons=[[_take_back(w, wish)]],
    )


def made_by_trainer(w: Words, course: Course, one: str, other: str, wish: int, *, together: bool) -> Message:
    return message(
        w.t("Noted for *{course}*: {one} and {other} in one group.", course=course.name, one=one, other=other)
        if together
        else w.t("Noted for *{course}*: {one} and {other} apart.", course=course.name, one=one, other=other),
        w.t("It counts when groups are formed. The two do not see it."),
        buttons=[[_take_back(w, wish)]],
    )


def _take_back(w: Words, wish: int) -> Button:
    return w.button(w.s("Take the wish back"), Call("wish drop", {"wish": str(wish)}))


def listing(w: Words, course: Course, wishes: Sequence[tuple[int, str, bool]], look: int = 0) -> Message:
    """Somebody's own wishes."""
    if not wishes:
        return message(
            w.t(
                "You have no wishes for the groups of *{course}*. {wish} notes one. Nobody else in the course sees it.",
                course=course.name,
                wish=w.command("wish"),
            )
        )
    lines = [
        w.t("In a group with {name}.", name=name) if together else w.t("Not in a group with {name}.", name=name)
        for _, name, together in wishes
    ]

    def take_back(each: tuple[int, str, bool]) -> Button:
        number, name, _ = each
        return w.button(w.s("Take back: {name}", name=shortened(name, 20)), Call("wish drop", {"wish": str(number)}))

    def turn_to(label: str, following: int) -> Button:
        return w.button(label, Call("wishes", {"course": str(course.id), "look": str(following)}))

    buttons = paging.rows(w, wishes, look, take_back, turn_to, beside=0)
    return message(w.t("Your wishes for the groups of *{course}*:", course=course.name), *lines, buttons=buttons)


def dropped(w: Words) -> Message:
    return message(w.t("The wish is taken back. It does not count any more."))
