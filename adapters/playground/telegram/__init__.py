"""A strict local Telegram: the Bot API over HTTP on one side, invented people on the other."""

from adapters.playground.telegram.faults import Fault, FaultPlan
from adapters.playground.telegram.limits import Limits
from adapters.playground.telegram.people import CallbackAnswer, Person
from adapters.playground.telegram.server import TelegramServer
from adapters.playground.telegram.state import Bot, Chat, Group, Message, NotPossibleError, PrivateChat
from adapters.playground.telegram.world import Event

__all__ = [
    "Bot",
    "CallbackAnswer",
    "Chat",
    "Event",
    "Fault",
    "FaultPlan",
    "Group",
    "Limits",
    "Message",
    "NotPossibleError",
    "Person",
    "PrivateChat",
    "TelegramServer",
]
