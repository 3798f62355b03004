"""From what a person gave (options, typed words, a form) to the values a command needs, or to what is lacking."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from bot.suggest import options_for
from bot.turn import Turn
from bot.vocabulary import Command, Parameter
from bot.wording import typed as typed_words
from community.chat.form import Choice, Day, Kind, Line, Pick, Reading, Someone, Upload, When, Whole
from community.errors import Invalid, NotRead, StaleButton
from community.time_phrases import NotUnderstood, split_when_and_text


@dataclass(frozen=True, slots=True)
class Complete:
    """Every question has its answer."""

    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Lacking:
    """Questions that are still open, the first of them first; `wrong` says why an answer could not be read."""

    open: tuple[Parameter, ...]
    wrong: Mapping[str, Invalid]
    raw: Mapping[str, str]
    values: Mapping[str, Any] = field(default_factory=dict)
    """The answers that could be read."""


def complete(turn: Turn, command: Command, raw: Mapping[str, str]) -> Complete | Lacking:
    """Read every answer that was given; fill in what goes without saying."""
    values: dict[str, Any] = {}
    wrong: dict[str, Invalid] = {}
    still: list[Parameter] = []
    known = dict(raw)
    for parameter in command.parameters:
        answer = _answer(turn, parameter, known)
        if answer is not None:
            known[parameter.name] = answer
            try:
                values[parameter.name] = _read(turn, parameter, answer, values)
            except Invalid as invalid:
                wrong[parameter.name] = invalid
                still.append(parameter)
        elif parameter.question.required or _still_wanted(turn, parameter, known, values):
            still.append(parameter)
    if any(parameter.hidden for parameter in still):
        raise StaleButton
    return Lacking(tuple(still), wrong, dict(raw), values) if still else Complete(values)


NAME_WORDS = 12
"""So many words of a line are looked at for somebody's name."""

SKIPPED = "-"
"""Under this name the raw answers keep which questions were passed over."""


AGAIN = "<"
"""Under this name the raw answers keep which questions the person went back to: they are asked, whatever is known."""


def taken_back(raw: Mapping[str, str]) -> list[str]:
    """The questions to which the person went back and which have no answer now."""
    return [name for name in raw.get(AGAIN, "").split() if name not in raw]


def skip(raw: dict[str, str], *names: str) -> None:
    """These questions are passed over."""
    raw[SKIPPED] = " ".join(dict.fromkeys([*raw.get(SKIPPED, "").split(), *names]))


def skip_the_rest(command: Command, raw: dict[str, str]) -> None:
    """Whatever is not answered now is passed over."""
    names = [parameter.name for parameter in command.asked if parameter.skippable]
    if names:
        skip(raw, *names)


def _still_wanted(turn: Turn, parameter: Parameter, raw: Mapping[str, str], values: Mapping[str, Any]) -> bool:
    if parameter.skippable is None or parameter.name in raw.get(SKIPPED, "").split():
        return False
    return parameter.name in taken_back(raw) or parameter.skippable.wanted(turn, values)


def _answer(turn: Turn, parameter: Parameter, known: Mapping[str, str]) -> str | None:
    if known.get(parameter.name, "").strip():
        return known[parameter.name]
    return parameter.given.by(turn) if parameter.given else None


def reading(turn: Turn, values: Mapping[str, Any]) -> Reading:
    """Times are read in the zone of the course that the command is about, else in the person's."""
    return Reading(turn.now, _zone(turn, values), turn.words.locale)


def _read(turn: Turn, parameter: Parameter, answer: str, values: Mapping[str, Any]) -> Any:
    code = typed_words.code_of(parameter, answer, turn.words.language)
    value = parameter.question.kind.read(code, reading(turn, values))
    if parameter.checked:
        parameter.checked.by(turn, answer, values)
    return value


def _zone(turn: Turn, values: Mapping[str, Any]) -> ZoneInfo:
    if "course" in values and (course := turn.work.courses.get(values["course"])):
        return ZoneInfo(course.zone)
    if "prompt" in values and (series := turn.work.prompts.get(values["prompt"])):
        return ZoneInfo(series.zone)
    return turn.words.zone


def read_typed(turn: Turn, command: Command, typed: str, given: Mapping[str, str]) -> dict[str, str]:
    """The raw answers in the rest of a typed line, in the order of the questions.

    `NotRead` if words are left where numbers and names are wanted: without them something else would be done.
    """
    raw = dict(given)
    rest = typed.strip()
    for parameter in command.asked:
        if not rest:
            break
        if parameter.name not in raw:
            answer, rest = _bite(turn, command, parameter, rest, raw)
            if answer:
                raw[parameter.name] = answer
    if rest and any(isinstance(each.question.kind, Whole | Someone) for each in command.asked):
        raise NotRead(given=rest, path=command.path, words=command.example_words)
    return raw


def _bite(turn: Turn, command: Command, parameter: Parameter, rest: str, raw: Mapping[str, str]) -> tuple[str, str]:
    """What this question takes from the front of the line, and what it leaves."""
    if isinstance(parameter.question.kind, When):
        return _bite_time(turn, rest, raw)
    if known := _bite_known(turn, command, parameter, rest):
        return known
    word, _, after = rest.partition(" ")
    match parameter.question.kind:
        case Pick() if _leaves_it(turn, command, parameter, word, after):
            return "", rest
        case Pick() | Choice() | Whole():
            return (word, after.strip()) if _may_be(word, parameter) else ("", rest)
        case Upload():
            return "", rest
        case kind:
            one_word = _takes_a_word(kind, last=parameter is command.asked[-1])
            return (word, after.strip()) if one_word else (rest, "")


def _bite_known(turn: Turn, command: Command, parameter: Parameter, rest: str) -> tuple[str, str] | None:
    """What is one of the words or names that the question is known to be answered with."""
    match parameter.question.kind:
        case Choice() | Line():
            in_front = typed_words.bite(parameter, rest, turn.words.language)
            return in_front or _choice_among_names(turn, command, parameter, rest)
        case Someone():
            return _bite_name(turn, parameter, rest)
        case _:
            return None


def _choice_among_names(turn: Turn, command: Command, parameter: Parameter, rest: str) -> tuple[str, str] | None:
    """`Aino with Ben` for `with Aino Ben`, where nothing but names follows."""
    behind = command.asked[command.asked.index(parameter) + 1 :]
    if not behind or not all(isinstance(each.question.kind, Someone) for each in behind):
        return None
    words = rest.split()
    for place in range(1, len(words)):
        if found := typed_words.bite(parameter, " ".join(words[place:]), turn.words.language):
            return found[0], " ".join([*words[:place], found[1]]).strip()
    return None


def _bite_name(turn: Turn, parameter: Parameter, rest: str) -> tuple[str, str] | None:
    """The longest name in front of the line that is offered here: of several words, or with what tells it apart."""
    offered = {" ".join(option.label.casefold().split()) for option in options_for(turn, parameter, "", most=None)}
    words = rest.split()
    for count in range(min(len(words), NAME_WORDS), 0, -1):
        if " ".join(words[:count]).casefold() in offered:
            return " ".join(words[:count]), " ".join(words[count:])
    return None


def _may_be(word: str, parameter: Parameter) -> bool:
    """Whether this word answers a question whose answers have a form."""
    match parameter.question.kind:
        case Choice():
            return False  # its words were looked for
        case Whole():
            return word.isdecimal()
        case _:
            return _names_a_row(word, parameter)


def _takes_a_word(kind: Kind, *, last: bool) -> bool:
    """Whether one word of the line answers it, where more questions follow."""
    return isinstance(kind, Day) or (
        not last and (isinstance(kind, Someone) or (isinstance(kind, Line) and kind.is_word))
    )


def _leaves_it(turn: Turn, command: Command, parameter: Parameter, word: str, after: str) -> bool:
    """Where the course goes without saying, a single `#3` is for the question behind it, if that is answered so."""
    behind = command.asked[command.asked.index(parameter) + 1 :]
    alone = word.startswith("#") and not after.lstrip().startswith("#")
    wanted = any(isinstance(each.question.kind, Pick) for each in behind)
    return alone and wanted and parameter.given is not None and parameter.given.by(turn) is not None


def _names_a_row(word: str, parameter: Parameter) -> bool:
    """`#12`; a bare number only where nothing else goes without saying, since a date may begin with one."""
    return word.removeprefix("#").isdigit() and (word.startswith("#") or parameter.given is None)


def _bite_time(turn: Turn, rest: str, raw: Mapping[str, str]) -> tuple[str, str]:
    values = {}
    for name in {"course", "prompt"} & set(raw):
        with suppress(Invalid):
            values[name] = Pick(name).read(raw[name], reading(turn, {}))
    about = reading(turn, values)
    try:
        _, text = split_when_and_text(rest, about.now, about.zone, about.language)
    except NotUnderstood as mistaken:
        # What was understood as a time and cannot be one is the time; the reason is told when it is read.
        text = mistaken.behind or ""
    return rest.removesuffix(text).strip(), text
