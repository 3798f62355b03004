"""The privacy notice tells of every table that holds something about a person, and for how long it really stays."""

import pytest

from bot.dialog import DRAFT_LIFE
from bot.tokens import STORED_LIFE
from bot.wording import privacy
from community.chat.message import Buttons, Message
from community.prompts import EARLIER_KEPT
from storage.inbox import KEYS_KEPT, QUARANTINE_KEPT
from storage.outbox import BURIED_KEPT, SETTLED_KEPT
from storage.personal import columns_of
from storage.tables import metadata
from storage.tables.base import Personal
from tests.bot.every_message import words
from tests.bot.test_finnish import plain

SAID = {
    "person": "your name here, language and time zone",
    "account": "your account number",
    "contact": "private chat on this platform, and when you last wrote",
    "watermark": "when you last wrote",
    "grant": "your roles",
    "course": "the courses you opened",
    "invitation": "the invitations you used",
    "membership": "when you agreed to this, joined and left",
    "consent": "what else you agreed to",
    "application": "your place on a waiting list",
    "seat": "or class list",
    "group_member": "your peer groups",
    "formation": "the courses you opened",
    "formation_seat": "your peer groups",
    "group_role": "your parts there",
    "pair_seat": "pairs",
    "pair_member": "pairs",
    "wish": "whom you want to be with or not",
    "code_attempt": "wrong codes you typed, for a day",
    "talk": "how much you wrote in the group on which day, as a number",
    "answer": "your answers to prompts",
    "peer_reply": "replies to others",
    "series": "the prompts you write",
    "message": "which messages they are",
    "inbox": f"until it is handled (if I fail, {QUARANTINE_KEPT.days} days; that it came, {KEYS_KEPT.days} days)",
    "draft": f"questions you have not finished, {DRAFT_LIFE.days} days",
    "earlier_answer": f"answers you replaced, {EARLIER_KEPT.days} days",
    "call": f"what is behind my buttons, {STORED_LIFE.days} days",
    "letter": f"my letters to you, {SETTLED_KEPT.days} days (30 if they could not reach you)",
    "link_code": "a code that links your accounts",
}
"""Where the notice tells of each table."""


def told() -> str:
    """All pages of the notice."""
    return "\n".join(plain(privacy.page(words("en"), each, "Valo Centre")) for each in privacy.Part)


def test_every_page_is_one_press_away_from_the_first_and_from_each_other() -> None:
    def leads_to(said: Message) -> set[str]:
        rows = next(block.rows for block in said.blocks if isinstance(block, Buttons))
        return {button.label for row in rows for button in row}

    first = leads_to(privacy.notice(words("en"), "Valo Centre"))
    assert len(first) == len(privacy.Part)
    for each in privacy.Part:
        page = leads_to(privacy.page(words("en"), each, "Valo Centre"))
        assert page < first
        assert len(page) == len(first) - 1


def test_every_table_about_people_is_in_the_notice() -> None:
    personal = (Personal.LINK, Personal.IDENTITY, Personal.WORDS)
    assert set(SAID) == {table.name for table in metadata.sorted_tables if columns_of(table, *personal)}


@pytest.mark.parametrize("table", SAID)
def test_the_notice_tells_of_a_table(table: str) -> None:
    assert SAID[table] in told()


def test_undelivered_letters_stay_as_long_as_the_notice_says() -> None:
    assert BURIED_KEPT.days == 30


def test_replies_to_the_bot_are_not_denied() -> None:
    assert "what you write in the group chat, except answers and replies to my messages" in told()
