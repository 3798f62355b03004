"""What people hear of answers that a later one replaced: in private, and of several in a row in one message."""

from bot.audience import rewrite, tell_person
from bot.turn import Turn
from community.letters import Subject
from community.notices import Kind, Notice
from community.prompts import EarlierAnswer, in_a_row

NOTE = "earlier"
"""The kind of thing that such a message stands for."""


def tell(turn: Turn, earlier: EarlierAnswer) -> None:
    """An answer was replaced just now. Nobody is knocked for: what happened shows in the chat."""
    if len(in_a_row(turn.work.earlier.of(earlier.answer))) == 1:
        turn.work.refs.forget(Subject(NOTE, earlier.answer))  # what was told long ago stays as it is
    _tell(turn, earlier.answer, earlier.id)


def tell_again(turn: Turn, earlier: EarlierAnswer) -> None:
    """An answer that was replaced has other words now."""
    row = [each.id for each in in_a_row(turn.work.earlier.of(earlier.answer))]
    if earlier.id in row:
        _tell(turn, earlier.answer, row[0])
    else:
        tell_person(turn.work, turn.person.id, Notice(Kind.ANSWERED_TWICE, {"earlier": earlier.id}))


def _tell(turn: Turn, answer: int, latest: int) -> None:
    """The message that stands there or is on its way says this now, so that a person gets one and not many."""
    work, note = turn.work, Subject(NOTE, answer)
    notice = Notice(Kind.ANSWERED_TWICE, {"earlier": latest})
    work.outbox.recall(note, turn.now)
    if work.refs.of(note):
        rewrite(work, note, notice, reader=turn.person.id)
    else:
        tell_person(work, turn.person.id, notice, subject=note)
