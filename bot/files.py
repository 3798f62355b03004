"""What may answer a question from outside: a file only if an adapter says it was sent, and nothing that only buttons carry."""

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


def asked(command: Command, given: Mapping[str, str]) -> dict[str, str]:
    """Without what no question asks for: that comes from our own buttons alone."""
    names = {each.name for each in command.asked}
    return {name: value for name, value in given.items() if name in names}


def with_answers(
    command: Command, carried: Mapping[str, str], typed: Mapping[str, str], files: Mapping[str, Attachment]
) -> dict[str, str]:
    """What a button or draft of ours carried, and the answers of a form, which change nothing that is not asked."""
    hidden = {each.name: carried[each.name] for each in command.parameters if each.hidden and each.name in carried}
    return {**carried, **answers(command, typed, files), **hidden}


def _wanted(command: Command) -> list[str]:
    return [each.name for each in command.asked if isinstance(each.question.kind, Upload)]
