"""How a letter is written into a row, sealed, and read from it."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import RowMapping

from community.chat.address import Account, Place
from community.chat.inbound import Handle
from community.letters import Deed, Letter, LetterState, Priority, Subject
from community.notices import Kind, Notice
from storage.bots import BotShelf
from storage.transaction import Transaction
from storage.vault import Vault


def columns(work: Transaction, bots: BotShelf, letter: Letter, now: datetime | None) -> dict[str, Any]:
    """The row of a new letter."""
    seal, subject, handle = work.vault.seal, letter.subject, letter.handle
    return {
        **bots.columns(letter.place),
        "priority": int(letter.priority),
        "state": letter.state.value,
        "reader_id": letter.reader,
        "notice": _dump(letter.notice),
        "body": None if letter.body is None else seal(letter.body),
        "deed": letter.deed.value,
        "target": letter.target,
        "subject_kind": subject.kind if subject else None,
        "subject_id": subject.id if subject else None,
        "handle": seal(handle.data) if handle else None,
        "handle_expires": handle.expires if handle else None,
        "update": letter.update,
        "only_for": letter.only_for.id if letter.only_for else None,
        **bots.columns(letter.fallback, "fallback_"),
        "until": letter.until,
        "not_before": letter.not_before,
        "attempts": letter.attempts,
        "doubts": letter.doubts,
        "added_at": now or datetime.now(UTC),  # real time: how long a letter has waited
    }


def letter_of(work: Transaction, bots: BotShelf, row: Mapping[str, Any] | RowMapping) -> Letter:
    """The letter that a row holds."""
    place = bots.place(row)
    return Letter(
        id=row["id"],
        bot=place.bot,
        place=place,
        priority=Priority(row["priority"]),
        reader=row["reader_id"],
        notice=_load(row["notice"]),
        body=None if row["body"] is None else work.vault.open(row["body"]),
        deed=Deed(row["deed"]),
        target=row["target"],
        subject=Subject(row["subject_kind"], row["subject_id"]) if row["subject_kind"] else None,
        handle=_handle(work.vault, row),
        update=row["update"],
        only_for=Account(place.bot.platform, row["only_for"]) if row["only_for"] else None,
        fallback=_fallback(bots, row),
        until=row["until"],
        not_before=row["not_before"],
        attempts=row["attempts"],
        doubts=row["doubts"],
        state=LetterState(row["state"]),
        sent_as=row["sent_as"],
    )


def _dump(notice: Notice | None) -> str | None:
    return None if notice is None else json.dumps([notice.kind, dict(notice.facts)])


def _load(text: str | None) -> Notice | None:
    if text is None:
        return None
    kind, facts = json.loads(text)
    return Notice(Kind(kind), facts)


def _handle(vault: Vault, row: Mapping[str, Any] | RowMapping) -> Handle | None:
    return None if row["handle"] is None else Handle(vault.read(row["handle"]), row["handle_expires"])


def _fallback(bots: BotShelf, row: Mapping[str, Any] | RowMapping) -> Place | None:
    return None if row["fallback_bot_id"] is None else bots.place(row, "fallback_")
