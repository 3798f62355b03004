"""What went wrong at Telegram, in the words of the glossary: later, unknown, unreachable, moved, refused."""

import re
from collections import deque
from datetime import timedelta
from time import monotonic
from typing import Final

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    TelegramError,
)

from adapters.telegram.connection import NotSent, ServerFault, TooMany
from community.errors import (
    MayNotWrite,
    Moved,
    OutcomeUnknown,
    Refused,
    ThreadGone,
    TokenRefused,
    TryLater,
    Undelivered,
    Unreachable,
)

SHORT: Final = timedelta(seconds=1)
NOBODY_THERE: Final = ("chat not found", "peer_id_invalid", "user_is_blocked", "user not found", "user_is_deactivated")
GONE: Final = "gone"
"""The reason given when a message is not there, or cannot be changed."""
MAY_NOT_WRITE: Final = ("not enough rights to send", "have no rights to send", "chat_write_forbidden", "topic_closed")
STAYS: Final = "too old to be deleted"
"""The reason given when a message is there and Telegram will not delete it."""
NOT_THERE: Final = (
    "message to edit not found",
    "message to delete not found",
    "message to react not found",
    "message_id_invalid",
    "message can't be edited",
    "message identifier is not specified",
    "there is no text in the message to edit",
)


def undelivered(fault: TelegramError) -> Undelivered:
    """The decision the courier needs, made from what the library raised."""
    match fault:
        case TooMany():
            return TryLater(fault.after, limited=True)
        case Forbidden():
            return Unreachable(fault.message)
        case ChatMigrated():
            return Moved(str(fault.new_chat_id))
        case InvalidToken() | EndPointNotFound():
            return TokenRefused("Telegram does not know this token (any more)")
        case BadRequest():  # before the network's faults, of which the library makes it one
            return _refusal(fault)
        case _:
            return _passing(fault)


def _passing(fault: TelegramError) -> Undelivered:
    """A fault that passes by: nothing was posted, or nobody knows."""
    if isinstance(fault, ServerFault | NotSent | Conflict):
        return TryLater(SHORT, reason=fault.message)
    return OutcomeUnknown(fault.message)


def unchanged(fault: BadRequest) -> bool:
    return "message is not modified" in fault.message.lower()


def gone(fault: BadRequest) -> bool:
    """The message to change or delete is not there (any more), or is not ours to change."""
    return any(words in fault.message.lower() for words in NOT_THERE)


def _refusal(fault: BadRequest) -> Undelivered:
    if any(words in fault.message.lower() for words in NOBODY_THERE):
        return Unreachable(fault.message)
    if "message can't be deleted" in fault.message.lower():
        return Refused(STAYS)
    if "message thread not found" in fault.message.lower():
        return ThreadGone("the topic was deleted")
    if any(words in fault.message.lower() for words in MAY_NOT_WRITE):
        return MayNotWrite(_without_quotes(fault.message))
    return Refused(GONE if gone(fault) else _without_quotes(fault.message))


def _without_quotes(reason: str) -> str:
    """Telegram may repeat what it was given, in quotation marks; a reason holds no person's words."""
    return re.split("['\"]", reason, maxsplit=1)[0].strip()[:120]


class FloodWatch:
    """Tells a limit of the whole bot from limits of single chats.

    Telegram does not say which limit was hit. A private chat is limited by itself only when one person is written to
    too fast; several private chats limited within a moment mean that the account is.
    """

    MOMENT: Final = 2.0
    CHATS: Final = 3

    def __init__(self) -> None:
        self._recent: deque[tuple[float, str]] = deque(maxlen=20)

    def judge(self, fault: TryLater, chat: str, *, private: bool) -> TryLater:
        if not (fault.limited and private):
            return fault
        now = monotonic()
        self._recent.append((now, chat))
        limited = {each for at, each in self._recent if now - at <= self.MOMENT}
        return TryLater(fault.after, whole_bot=len(limited) >= self.CHATS, limited=True)
