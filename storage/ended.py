"""What becomes of the words of a course that has ended: everybody takes theirs away, then they are erased."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, delete, select, update

from storage.prompts import STANDS
from storage.tables.courses import membership
from storage.tables.people import person
from storage.tables.prompts import answer, earlier_answer, peer_reply, series, slot
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody wrote to an answer; without a name where they were erased."""

    by: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Taken:
    """An own answer with its prompt and the comments it received."""

    prompt: str
    asked_at: datetime
    answer: str
    answered_at: datetime
    comments: tuple[Comment, ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """A comment that somebody wrote to another's answer."""

    prompt: str
    text: str
    at: datetime


class EndedShelf:
    """The words of a course, for those who wrote them, and their end."""

    def __init__(self, work: Transaction) -> None:
        self._db = work.connection
        self._vault = work.vault

    def answers(self, course_id: int, person_id: int) -> list[Taken]:
        """What somebody answered in a course, and what others wrote to it, in the order it was asked."""
        mine = and_(
            series.c.course_id == course_id, answer.c.person_id == person_id, STANDS, answer.c.text.is_not(None)
        )
        columns = (answer.c.id, answer.c.text, answer.c.answered_at, series.c.text.label("prompt"), slot.c.due_at)
        rows = self._db.execute(
            select(*columns).select_from(answer).join(slot).join(series).where(mine).order_by(slot.c.due_at, slot.c.id)
        )
        return [
            Taken(self._read(row.prompt), row.due_at, self._read(row.text), row.answered_at, tuple(self._to(row.id)))
            for row in rows.all()
        ]

    def comments(self, course_id: int, person_id: int) -> list[Given]:
        """What somebody wrote to the answers of others."""
        mine = and_(
            series.c.course_id == course_id, peer_reply.c.person_id == person_id, peer_reply.c.text.is_not(None)
        )
        columns = (peer_reply.c.text, peer_reply.c.replied_at, series.c.text.label("prompt"))
        rows = select(*columns).select_from(peer_reply).join(answer).join(slot).join(series).where(mine)
        found = self._db.execute(rows.order_by(peer_reply.c.replied_at, peer_reply.c.id))
        return [Given(self._read(row.prompt), self._read(row.text), row.replied_at) for row in found]

    def erase_words(self, course_id: int) -> None:
        """Answers, comments and what learners said of themselves go; that they took part stays, and so do the prompts."""
        answers = _answers_of(course_id)
        self._db.execute(delete(earlier_answer).where(earlier_answer.c.answer_id.in_(answers)))
        self._db.execute(update(peer_reply).where(peer_reply.c.answer_id.in_(answers)).values(text=None))
        self._db.execute(update(answer).where(answer.c.id.in_(answers)).values(text=None))
        blank = dict.fromkeys(("goal", "interests", "kind"))
        self._db.execute(update(membership).where(membership.c.course_id == course_id).values(blank))

    def _to(self, answer_id: int) -> Iterator[Comment]:
        written = and_(peer_reply.c.answer_id == answer_id, peer_reply.c.text.is_not(None))
        rows = select(peer_reply, person.c.name).outerjoin(person, person.c.id == peer_reply.c.person_id).where(written)
        for row in self._db.execute(rows.order_by(peer_reply.c.replied_at, peer_reply.c.id)):
            yield Comment(row.name or "", self._read(row.text), row.replied_at)

    def _read(self, sealed: bytes | None) -> str:
        return "" if sealed is None else self._vault.read(sealed)


def _answers_of(course_id: int) -> Select[tuple[int]]:
    asked = select(slot.c.id).join(series, series.c.id == slot.c.series_id).where(series.c.course_id == course_id)
    return select(answer.c.id).where(answer.c.slot_id.in_(asked)).correlate(None)
