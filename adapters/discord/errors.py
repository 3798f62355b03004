"""What Discord's refusals mean for a letter."""

from datetime import timedelta

from community.errors import (
    HandleExpired,
    MayNotWrite,
    Refused,
    ThreadGone,
    TokenRefused,
    TryLater,
    Undelivered,
    Unreachable,
)

UNKNOWN_CHANNEL, UNKNOWN_MESSAGE, UNKNOWN_USER = 10003, 10008, 10013
UNKNOWN_WEBHOOK, UNKNOWN_INTERACTION = 10015, 10062
ALREADY_ANSWERED = 40060
INVALID_WEBHOOK_TOKEN = 50027
MISSING_ACCESS, MISSING_RIGHT = 50001, 50013
ARCHIVED_THREAD = 50083

_NOT_TO_THIS_PERSON = {50007, 50278, UNKNOWN_USER, 50033, 20026}
_HANDLE_IS_GONE = {UNKNOWN_WEBHOOK, UNKNOWN_INTERACTION, INVALID_WEBHOOK_TOKEN}
_PATIENCE = {40003: 60.0, 30046: 60.0, 20016: 10.0, 20022: 10.0, 20028: 10.0, 110000: 10.0, 130000: 10.0}
_MAY_NOT_WRITE = {MISSING_ACCESS, MISSING_RIGHT, ARCHIVED_THREAD}
_REASONS = {
    UNKNOWN_CHANNEL: "the channel is gone",
    UNKNOWN_MESSAGE: "the message is gone",
    MISSING_ACCESS: "the bot may not see this channel: give it View Channel",
    MISSING_RIGHT: "the bot lacks a right in this channel: run `talkoot check` to see which",
    ARCHIVED_THREAD: "the thread is archived: open it again",
    40005: "the file is too large for Discord",
    30010: "the message already carries as many reactions as Discord allows",
    90001: "somebody here has blocked the bot's reactions",
}


class ApiError(Undelivered):
    """Discord said no: the status, its own code, and its words (which name no person)."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(f"{status} ({code}): {message}")
        self.status = status
        self.code = code
        self.message = message

    @property
    def as_undelivered(self) -> Undelivered:
        """What the courier should know."""
        if self.code in _HANDLE_IS_GONE:
            return HandleExpired(self.message)
        if self.code in _NOT_TO_THIS_PERSON:
            return Unreachable(self.message)
        if self.code in _PATIENCE:
            return TryLater(timedelta(seconds=_PATIENCE[self.code]), limited=True)
        if self.code == UNKNOWN_CHANNEL:
            return ThreadGone(_REASONS[self.code])
        refused = MayNotWrite if self.code in _MAY_NOT_WRITE else Refused
        return refused(_REASONS.get(self.code, f"Discord refused it: {self}"))


class StartRefused(TokenRefused):
    """The gateway will not serve us as we are set up; the text says what to change."""


_CLOSED = {
    4004: "Discord does not know this token. Copy it anew from the developer portal (Bot, Reset Token) to discord.token.",
    4010: "Discord refused the shard number: this bot is set up for sharding in another place.",
    4011: "This bot is in so many servers that Discord asks for sharding, which is not set up here.",
    4012: "Discord no longer speaks this version of its gateway: update Talkoot.",
    4013: "Discord does not know the intents asked for: update Talkoot.",
    4014: (
        "Discord does not allow the intents asked for. Switch on Message Content Intent at the developer portal"
        " under Bot, or set discord.message_content = false."
    ),
}


def closed_for_good(code: int | None) -> TokenRefused | None:
    """The reason why connecting again would be of no use, if there is one."""
    if code is None or code not in _CLOSED:
        return None
    return StartRefused(_CLOSED[code])
