"""Interactions: what a person did with a command, a button or a form, and how the bot answered in time."""

from __future__ import annotations

import asyncio
import secrets
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from simcord import interactions as wire
from simcord.backend import errors
from simcord.backend.errors import BackendError
from simcord.enums import CallbackType, InteractionType, OptionType

if TYPE_CHECKING:
    from simcord.backend.models import Interaction

    from adapters.playground.discord.world import BotAccount, World

COMPONENT_ONLY = (CallbackType.DEFERRED_UPDATE_MESSAGE, CallbackType.UPDATE_MESSAGE)


@dataclass(eq=False)
class Exchange:
    """One interaction from the person's act to the bot's last word about it."""

    bot: BotAccount
    record: Interaction
    began: float
    answered: asyncio.Future[None]
    completed: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def age(self) -> float:
        return time.monotonic() - self.began


class Exchanges:
    """All running interactions; their deadlines are real time, whatever the clock of the course says."""

    def __init__(self, world: World, answer_within: float, token_lifetime: float) -> None:
        self.answer_within = answer_within
        self.token_lifetime = token_lifetime
        self._world = world
        self._by_token: dict[str, Exchange] = {}
        self._by_id: dict[int, Exchange] = {}

    def begin(
        self, bot: BotAccount, user_id: int, kind: InteractionType, channel_id: int, data: dict[str, Any], **extra: Any
    ) -> Exchange:
        """Make the interaction and send it to the bot."""
        self._forget_old()
        world = self._world
        channel = world.backend.get_channel(channel_id)
        source_id = extra.pop("source_id", None)
        with world.acting(bot):
            record, payload = wire.base_payload(
                world.backend, type=kind, channel_id=channel_id, guild_id=channel.guild_id, user_id=user_id, data=data
            )
        self._secure(record)
        record.source_message_id = source_id
        if kind == InteractionType.APPLICATION_COMMAND:
            record.command_name = _path(data)
        payload.update(token=record.token, locale=world.locales.get(user_id, "en-US"), **extra)
        if channel.guild_id is not None:
            guild = world.backend.guilds[channel.guild_id]
            payload["guild_locale"] = guild.preferred_locale
            payload["guild"] = {"id": str(guild.id), "locale": guild.preferred_locale, "features": []}
            payload["authorizing_integration_owners"] = {"0": str(guild.id)}
        exchange = Exchange(bot, record, time.monotonic(), asyncio.get_running_loop().create_future())
        self._by_token[record.token] = self._by_id[record.id] = exchange
        world.tell(bot, "INTERACTION_CREATE", payload)
        return exchange

    def _secure(self, record: Interaction) -> None:
        """Give it a token that cannot be guessed and no deadline on the course's clock."""
        backend = self._world.backend
        del backend.interaction_tokens[record.token]
        record.token = secrets.token_urlsafe(64)
        backend.interaction_tokens[record.token] = record.id
        record.expires_at = record.initial_response_deadline = None

    def _forget_old(self) -> None:
        for token, exchange in list(self._by_token.items())[:4]:
            if exchange.age > self.token_lifetime + 60:
                del self._by_token[token], self._by_id[exchange.record.id]
                self._world.backend.interactions.pop(exchange.record.id, None)
                self._world.backend.interaction_tokens.pop(token, None)

    def of_callback(self, interaction_id: str, token: str) -> Exchange:
        exchange = self._by_id.get(int(interaction_id)) if interaction_id.isdigit() else None
        if exchange is None or exchange.record.token != token:
            raise errors.unknown_interaction()
        return exchange

    def of_webhook(self, application_id: str, token: str) -> Exchange | None:
        """The interaction behind a webhook address; nothing for an ordinary webhook."""
        exchange = self._by_token.get(token)
        if exchange is None:
            return None
        if str(exchange.bot.id) != application_id or exchange.age > self.token_lifetime:
            raise BackendError(401, 50027, "Invalid Webhook Token")
        if not exchange.record.responded:
            raise errors.unknown_webhook()
        return exchange

    def check_callback(self, exchange: Exchange, body: Any) -> None:
        """The rules of the first answer that the backend does not know."""
        record = exchange.record
        if record.responded:
            raise errors.already_acknowledged()
        if exchange.age > self.answer_within:
            raise errors.unknown_interaction()
        kind = body.get("type") if isinstance(body, dict) else None
        completing = record.type == InteractionType.APPLICATION_COMMAND_AUTOCOMPLETE
        if completing != (kind == CallbackType.APPLICATION_COMMAND_AUTOCOMPLETE_RESULT):
            raise errors.invalid_form_body("type: this kind of answer does not fit this interaction")
        if kind == CallbackType.MODAL and record.type == InteractionType.MODAL_SUBMIT:
            raise errors.invalid_form_body("type: a modal submit cannot be answered with a modal")
        if kind in COMPONENT_ONLY and record.source_message_id is None:
            raise errors.invalid_form_body("type: there is no message to update")

    def settle(self, exchange: Exchange) -> None:
        """Tell whoever waits that the bot has answered, or completed its answer."""
        if exchange.record.responded and not exchange.answered.done():
            exchange.answered.set_result(None)
        if exchange.record.responded and not exchange.record.loading:
            exchange.completed.set()


def _path(data: dict[str, Any]) -> str:
    """The command with the words of its groups."""
    name, inner = str(data["name"]), data.get("options") or []
    nested = inner and inner[0]["type"] in (OptionType.SUBCOMMAND, OptionType.SUBCOMMAND_GROUP)
    return f"{name} {_path(inner[0])}" if nested else name
