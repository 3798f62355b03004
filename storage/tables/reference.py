"""Where a message stands, as one cell that can be compared."""

import json

from sqlalchemy import Dialect, String
from sqlalchemy.types import TypeDecorator

from community.chat.address import Bot, MessageRef, Place, Platform


class Reference(TypeDecorator[MessageRef]):
    """A message on a platform, written as a JSON list, since the ids in it may hold any sign."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: MessageRef | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        if value is None:
            return None
        place = value.place
        return json.dumps([place.bot.platform, place.bot.id, place.chat, place.thread, int(place.private), value.id])

    def process_result_value(self, value: str | None, dialect: Dialect) -> MessageRef | None:  # noqa: ARG002
        if value is None:
            return None
        platform, bot, chat, thread, private, message = json.loads(value)
        return MessageRef(Place(Bot(Platform(platform), bot), chat, thread, bool(private)), message)
