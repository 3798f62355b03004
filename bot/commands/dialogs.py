"""The buttons of a command that is being asked for: take an offered answer, go back, stop, open or send its form; or say no."""

from collections.abc import Sequence
from typing import Annotated

from bot import offers
from bot.profile import has_open_questions
from bot.turn import Answer, Continue, Say, Turn
from bot.vocabulary import VOCABULARY, Command, Reply, command
from bot.wording import forming
from bot.wording import general as wording
from bot.wording.words import message
from community.chat.form import Line, Whole
from community.chat.message import Message
from community.errors import OfferOver, QuestionOver
from storage.drafts import Draft as Begun

Draft = Annotated[int, Whole(1, 2**62)]


@command("draft take")
def take(turn: Turn, draft: Draft, value: Annotated[str, Line(most=4000)]) -> Answer:  # noqa: ARG001
    """Take an answer that was offered as a button."""
    return Continue(draft, value)


@command("draft back")
def back(turn: Turn, draft: Draft) -> Answer:  # noqa: ARG001
    """Ask the question before once more."""
    return Continue(draft, back=True)


@command("draft skip")
def skip(turn: Turn, draft: Draft) -> Answer:  # noqa: ARG001
    """Pass over this question."""
    return Continue(draft, skip=True)


@command("draft look")
def look(turn: Turn, draft: Draft, look: Annotated[int, Whole(0, 10**6)] = 0) -> Answer:  # noqa: ARG001
    """Show others of the choices."""
    return Continue(draft, look=look)


@command("draft save")
def save(turn: Turn, draft: Draft) -> Answer:  # noqa: ARG001
    """Keep what was answered so far, and ask no more."""
    return Continue(draft, rest=True)


@command("draft stop")
def stop(turn: Turn, draft: Draft) -> Answer:
    """Stop what is being asked, and keep everything as it was."""
    found = turn.work.drafts.get(draft)
    if found is None or found.person != turn.person.id:
        raise QuestionOver(more=has_open_questions(turn.work, turn.person))
    turn.work.drafts.drop(draft)
    stopped = VOCABULARY.at(found.path)
    public = stopped.reply is Reply.PUBLIC and not turn.words.capabilities.forms_open_on_press
    return Say(stopping(turn, [found]), public=public)


def stopping(turn: Turn, begun: Sequence[Begun]) -> Message:
    """What is asked no more; with the way back where a proposal of groups was being changed."""
    commands = [VOCABULARY.at(each.path) for each in begun]
    noted = any(command.keep and _has_answers(command, each) for command, each in zip(commands, begun, strict=True))
    back = [forming.back(turn.words, each.args["formation"]) for each in begun if "formation" in each.args][:1]
    what = ", ".join(turn.words.s(command.help) for command in commands)
    return wording.stopped(turn.words, what, back=back, noted=noted)


def _has_answers(command: Command, begun: Begun) -> bool:
    return any(parameter.name in begun.args for parameter in command.asked)


@command("offer decline", personal=True)
def decline(turn: Turn, offer: Annotated[str, Line(most=40)]) -> Answer:
    """Keep everything as it was."""
    said = offers.withdraw(turn, offer.replace("_", " "))
    if said is None:
        raise OfferOver
    return Say(message(said))


@command("draft open", form=True)
def open_form(turn: Turn, draft: Draft) -> Answer:  # noqa: ARG001
    """Open the form again, with what was filled in."""
    return Continue(draft)


@command("draft fill")
def fill(turn: Turn, draft: Draft) -> Answer:  # noqa: ARG001
    """A form that came back."""
    return Continue(draft)
