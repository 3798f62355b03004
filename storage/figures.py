"""The shelf of figures: who took part and what came of each prompt, as rows without names or words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from statistics import median
from typing import Any

from sqlalchemy import RowMapping, Select, and_, func, select

from community.calendar import to_utc, to_wall
from storage.participation import participation
from storage.prompts import BY_A_PEER, STANDS
from storage.tables.prompts import answer, peer_reply, series, slot
from storage.transaction import Transaction

QUIET_AFTER = timedelta(days=14)
"""Who has done nothing for so long is quiet."""

AT_ONCE = 500
"""Rows fetched together: exports of any size fit into little memory."""


@dataclass(frozen=True, slots=True)
class ParticipantRow:
    """A person in a course. The fields are the columns of participants.csv, in their order."""

    export_id: str
    course_id: int
    group_id: int | None
    organisation: str
    country: str
    platform: str
    role: str
    joined_on: date
    left_on: date | None
    status: str
    prompts_received: int
    prompts_answered: int
    comments_received: int
    peer_replies: int
    last_active_week: str


@dataclass(frozen=True, slots=True)
class PromptRow:
    """A prompt that was opened or skipped. The fields are the columns of prompts.csv, in their order."""

    prompt_id: int
    course_id: int
    slot_utc: datetime
    local_time: datetime
    zone: str
    state: str
    posted_at: datetime | None
    invited: int
    answered: int
    peer_replies: int
    median_hours_to_first_answer: float | None


class FigureShelf:
    """Figures of a course, each file in one statement, read row by row while the work is open."""

    def __init__(self, work: Transaction) -> None:
        self._db = work.connection
        self._vault = work.vault

    def participants(self, course_id: int, now: datetime) -> Iterator[ParticipantRow]:
        """Everybody who is or was in the course: its learners and its trainers, each once."""
        for row in self._stream(participation(course_id)):
            yield self._participant(row, now)

    def last_acts(self, course_id: int) -> dict[int, datetime]:
        """When each person of a course last did something, by their number; who never did is not in it."""
        found = {
            row["person_id"]: [moment for moment in (row["acted_at"], _noon(row["talked_on"], row["zone"])) if moment]
            for row in self._stream(participation(course_id))
        }
        return {number: max(moments) for number, moments in found.items() if moments}

    def prompts(self, course_id: int) -> Iterator[PromptRow]:
        """Every opening of every prompt of the course, in the order they were due."""
        for _, rows in groupby(self._stream(_prompts(course_id)), key=lambda row: row["slot_id"]):
            yield _prompt(list(rows))

    def _stream(self, statement: Select[Any]) -> Iterator[RowMapping]:
        return iter(self._db.execute(statement, execution_options={"yield_per": AT_ONCE}).mappings())

    def _participant(self, row: RowMapping, now: datetime) -> ParticipantRow:
        zone = row["zone"]
        seen = [moment for moment in (row["acted_at"], _noon(row["talked_on"], zone)) if moment]
        last = max(seen, default=None)
        return ParticipantRow(
            export_id=self._vault.pseudonym(f"participants of organisation {row['organisation_id']}", row["person_id"]),
            course_id=row["course_id"],
            group_id=row["group_id"],
            organisation=row["organisation"],
            country=row["country"],
            platform=row["platform"] or "",
            role=row["role"],
            joined_on=to_wall(row["joined_at"], zone).date(),
            left_on=to_wall(row["left_at"], zone).date() if row["left_at"] else None,
            status=_status(row["left_at"], last, now),
            prompts_received=row["received"],
            prompts_answered=row["answered"],
            comments_received=row["comments"],
            peer_replies=row["replies"],
            last_active_week=_week(to_wall(last, zone)) if last else "",
        )


def _status(left_at: datetime | None, last: datetime | None, now: datetime) -> str:
    if left_at:
        return "left"
    return "active" if last and now - last <= QUIET_AFTER else "quiet"


def _noon(day: date | None, zone: str) -> datetime | None:
    """Of what was said in a chat only the day is known."""
    return to_utc(datetime.combine(day, time(12)), zone) if day else None


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def _prompt(rows: list[RowMapping]) -> PromptRow:
    first = rows[0]
    posted = first["posted_at"] or first["opened_at"]
    waits = [(row["answered_at"] - posted).total_seconds() / 3600 for row in rows if row["answered_at"]]
    return PromptRow(
        prompt_id=first["prompt_id"],
        course_id=first["course_id"],
        slot_utc=first["due_at"].astimezone(UTC),
        local_time=to_wall(first["due_at"], first["zone"]),
        zone=first["zone"],
        state=first["state"],
        posted_at=first["posted_at"],
        invited=first["invited"],
        answered=len(waits),
        peer_replies=first["replies"],
        median_hours_to_first_answer=round(median(waits), 2) if waits else None,
    )


def _prompts(course_id: int) -> Select[Any]:
    """A row for each answer that counts, and one for a prompt without any."""
    ours = select(slot.c.id).join(series).where(series.c.course_id == course_id)
    replies = (
        select(answer.c.slot_id, func.count().label("replies"))
        .join(peer_reply, peer_reply.c.answer_id == answer.c.id)
        .where(answer.c.slot_id.in_(ours), BY_A_PEER)
        .group_by(answer.c.slot_id)
        .subquery()
    )
    return (
        select(
            series.c.id.label("prompt_id"),
            series.c.course_id,
            slot.c.id.label("slot_id"),
            *[slot.c[name] for name in ("due_at", "zone", "state", "opened_at", "posted_at", "invited")],
            func.coalesce(replies.c.replies, 0).label("replies"),
            answer.c.answered_at,
        )
        .select_from(series)
        .join(slot, slot.c.series_id == series.c.id)
        .outerjoin(answer, and_(answer.c.slot_id == slot.c.id, STANDS))
        .outerjoin(replies, replies.c.slot_id == slot.c.id)
        .where(series.c.course_id == course_id)
        .order_by(slot.c.due_at, slot.c.id)
    )
