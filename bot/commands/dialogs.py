"""The buttons of a command that is being asked for: take an offered answer, go back, open or send its form."""

from typing import Annotated

from bot.turn import Answer, Continue, Turn
from bot.vocabulary import command
from community.chat.form import Line, Whole

Draft = Annotated[int, Whole(1, 2**62)]


@command("draft take")
def take(turn: Turn, draft: Draft, value: Annotated[str, Line(most=4000)]) -> Answer:  # noqa: ARG001
    """Take an answer that was offered as a button."""
    return Continue(draft, value)


@command("draft back")
def back(turn: Turn, draft: Draft) -> Answer:  # noqa: ARG001
    """Ask the question before once more."""
    return Continue(draft, back=True)


@command("draft open", form=True)
def open_form(turn: Turn, draft: Draft) -> Answer:  # noqa: ARG001
    """Open the form again, with what was filled in."""
    return Continue(draft)


@command("draft fill")
def fill(turn: Turn, draft: Draft) -> Answer:  # noqa: ARG001
    """A form that came back."""
    return Continue(draft)
