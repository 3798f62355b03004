"""People and their accounts. A person who has linked two accounts counts once."""

from dataclasses import dataclass
from datetime import datetime

from community.chat.address import Account, Bot, Place


@dataclass(slots=True)
class Person:
    """Somebody who has spoken to us. Name, language and zone are as they gave them."""

    id: int
    name: str
    language: str
    zone: str = ""
    created_at: datetime | None = None
    languages: tuple[str, ...] = ()
    """Those they read and write with others; not yet said where empty."""
    hours: str = ""
    """When they are free in a week, in their own zone, as `community.hours` writes it; "" is unknown, not free."""


@dataclass(slots=True)
class Contact:
    """How a person is reached: an account, through which bot, and whether it can be written to."""

    person: int
    account: Account
    bot: Bot
    private: Place
    reachable: bool
    seen_at: datetime
