"""Forms that open at once on a press or a command, where the platform has them."""

from datetime import datetime

from bot import files
from bot.asking import Complete, Lacking, complete, read_typed
from bot.call import Call
from bot.desk import Desk
from bot.dialog import page
from bot.suggest import options_for
from bot.tokens import is_for, unpack
from bot.turn import Turn
from bot.vocabulary import Command
from community.chat.form import Option, Page
from community.chat.inbound import Called, Pressed, Suggesting
from community.errors import Rejected
from storage.work import Work


def may_open(desk: Desk, token: str) -> bool:
    """Whether this button could open a form at all: told from its token alone where that is possible."""
    command = desk.vocabulary.by_code(token.split("-")[1]) if token.count("-") > 1 else None
    return command is None or command.form


def page_for(desk: Desk, work: Work, event: Pressed | Called, now: datetime) -> Page | None:
    """The form that this opens; None if it opens none, or if the desk has something else to say to it."""
    if event.arrival.account is None:
        return None
    turn = desk.turn(work, event.arrival, now)
    try:
        return _page(desk, turn, event)
    except Rejected:
        return None


def _page(desk: Desk, turn: Turn, event: Pressed | Called) -> Page | None:
    if isinstance(event, Called):
        command = desk.vocabulary.find(event.path)
        if command is None:
            return None
        given = files.answers(command, files.asked(command, event.args), event.files)
        return _open(desk, turn, command, read_typed(turn, command, event.typed, given))
    command, call = unpack(desk.vocabulary, event.token, turn.work, turn.now)
    if not is_for(command, call, turn.person.id):
        return None
    if command.path == "draft open":
        return _reopen(desk, turn, int(call.args["draft"]))
    return _open(desk, turn, command, dict(call.args)) if command.form else None


def _open(desk: Desk, turn: Turn, command: Command, raw: dict[str, str]) -> Page | None:
    desk.check(turn, command)
    if command.first is not None:
        command.first(turn, raw)
    read = complete(turn, command, raw)
    if isinstance(read, Complete):
        return None
    token = desk.token(turn.work, Call(command.path, raw, turn.person.id), turn.now)
    return page(turn, command, read, token)


def _reopen(desk: Desk, turn: Turn, number: int) -> Page | None:
    """A draft as a form, with all that was filled in before, right or wrong."""
    draft = turn.work.drafts.get(number)
    if draft is None or draft.person != turn.person.id:
        return None
    command = desk.vocabulary.at(draft.path)
    read = complete(turn, command, draft.args)
    lacking = read if isinstance(read, Lacking) else Lacking((), {}, draft.args, read.values)
    token = desk.token(turn.work, Call("draft fill", {"draft": str(number)}, turn.person.id), turn.now)
    return page(turn, command, lacking, token)


def suggest(desk: Desk, work: Work, event: Suggesting, now: datetime) -> list[Option]:
    """Suggestions for the option a person is typing."""
    command = desk.vocabulary.find(event.path)
    if command is None or event.arrival.account is None:
        return []
    turn = desk.turn(work, event.arrival, now)
    others = {name: value for name, value in event.args.items() if name != event.option}
    return options_for(turn, command.parameter(event.option), event.partial, complete(turn, command, others).values)
