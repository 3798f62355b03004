"""What is said where a name means nobody, or more than one."""

from collections.abc import Callable

from bot.wording.words import Words
from community.chat.message import Text
from community.errors import Invalid, Rejected


def _nobody(w: Words, error: Rejected | Invalid) -> Text:
    return w.t(
        'Nobody in the course is called "{given}". Nothing has changed. Part of the name is enough.',
        given=error.facts["given"],
    )


REJECTED: dict[str, Callable[[Words, Rejected], Text]] = {
    "NobodyOfThatName": _nobody,
    "SeveralOfThatName": lambda w, error: w.t(
        '"{given}" can mean {names}. Nothing has changed. Please write it as it stands here.',
        given=error.facts["given"],
        names=w.listed(error.facts["names"]),
    ),
}

INVALID: dict[str, Callable[[Words, Invalid], Text]] = {
    "nobody_of_that_name": _nobody,
    "several_of_that_name": lambda w, error: w.t(
        '"{given}" can mean {names}. Which of them?', given=error.facts["given"], names=w.listed(error.facts["names"])
    ),
}
