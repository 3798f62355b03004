"""Files as answers: only what an adapter says was sent is one, so nobody makes up where a file is fetched from."""

from collections.abc import Mapping

from bot.vocabulary import Command
from community.chat.form import Upload
from community.chat.inbound import Attachment


def asks_for_a_file(command: Command, name: str) -> bool:
    """Whether this question of the command is answered by a file."""
    return name in _wanted(command)


def answers(command: Command, typed: Mapping[str, str], files: Mapping[str, Attachment]) -> dict[str, str]:
    """What was typed and what was sent, by question. A file without a name answers the first question for one."""
    wanted = _wanted(command)
    given = {name: value for name, value in typed.items() if name not in wanted}
    for name, file in files.items():
        question = name or next(iter(wanted), "")
        if question in wanted:
            given[question] = file.written()
    return given


def _wanted(command: Command) -> list[str]:
    return [each.name for each in command.asked if isinstance(each.question.kind, Upload)]
