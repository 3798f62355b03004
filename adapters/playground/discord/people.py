"""People on the local Discord: they can do what the real client lets them do, and see what it shows them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from simcord.backend import serializers
from simcord.backend.access import reaction_permissions
from simcord.backend.command_access import command_access
from simcord.backend.errors import BackendError
from simcord.backend.models import AllowedMentions
from simcord.backend.models.interaction import ResponseKind
from simcord.enums import ComponentType, InteractionType

from adapters.playground.discord.forms import Filling, Modal
from adapters.playground.discord.options import BY_MENU, Typed, check_count, picked, resolve
from adapters.playground.discord.outcomes import Outcome
from adapters.playground.discord.places import Channel
from adapters.playground.discord.posts import Post
from adapters.playground.discord.world import Impossible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from simcord.backend.models import Message, User

    from adapters.playground.discord.exchanges import Exchanges
    from adapters.playground.discord.places import Guild
    from adapters.playground.discord.world import BotAccount, World


class Person:
    """Somebody with a Discord account."""

    def __init__(self, world: World, exchanges: Exchanges, user: User) -> None:
        self.user = user
        self.outcomes: dict[int, Outcome] = {}
        self._world = world
        self._exchanges = exchanges

    def __repr__(self) -> str:
        return f"<Person {self.name}>"

    @property
    def id(self) -> int:
        return self.user.id

    @property
    def name(self) -> str:
        return self.user.global_name or self.user.name

    @property
    def mention(self) -> str:
        return f"<@{self.id}>"

    def dm(self, bot: BotAccount) -> Channel:
        return Channel(self._world, self._world.dm_channel(bot, self.id).id)

    def sees_in(self, channel: Channel) -> list[Post]:
        """Everything on this person's screen in a channel, private answers included."""
        if not self._world.may_see(self.id, channel.id):
            return []
        kept = self._world.backend.messages.get(channel.id, {})
        return [Post(self._world, message) for message in kept.values() if message.visible_to(self.id)]

    async def send(
        self,
        channel: Channel,
        text: str = "",
        *,
        reply_to: Post | None = None,
        ping: bool = True,
        files: Iterable[tuple[str, bytes]] = (),
    ) -> Post:
        place = self._place(channel.id, "send_messages")
        reference = {"channel_id": str(channel.id), "message_id": str(reply_to.id)} if reply_to else None
        with self._world.acting(self._world.bot_of(place)):
            attachments = self._world.backend.store_attachments(channel.id, list(files))
            message = self._world.backend.create_message(
                channel.id,
                self.id,
                text,
                reference=reference,
                attachments=attachments,
                allowed_mentions=AllowedMentions(replied_user=ping),
            )
        return Post(self._world, message)

    async def edit(self, post: Post, text: str) -> None:
        message = self._own(post)
        self._world.backend.edit_message(message.channel_id, message.id, {"content": text})

    async def delete(self, post: Post) -> None:
        message = self._visible(post)
        if message.author_id != self.id:
            self._require(message.channel_id, "manage_messages")
        self._world.backend.delete_message(message.channel_id, message.id)

    async def react(self, post: Post, emoji: str) -> None:
        message = self._visible(post)
        self._require(message.channel_id, *reaction_permissions(message, emoji))
        self._world.backend.add_reaction(message.channel_id, message.id, emoji, self.id)

    async def unreact(self, post: Post, emoji: str) -> None:
        message = self._visible(post)
        self._world.backend.remove_reaction(message.channel_id, message.id, emoji, self.id)

    def join(self, guild: Guild) -> None:
        self._world.backend.add_member(guild.id, self.id, announce=True)

    def leave(self, guild: Guild) -> None:
        self._world.backend.remove_member(guild.id, self.id)

    def close_dms(self) -> None:
        self._world.closed_dms.add(self.id)

    def open_dms(self) -> None:
        self._world.closed_dms.discard(self.id)

    async def slash(
        self, channel: Channel, path: str, /, *, of_bot: BotAccount | None = None, **options: Any
    ) -> Outcome:
        """Call a command; the outcome is the first thing the person sees of the answer."""
        caller, typed = self._typed(channel, path, of_bot)
        data = typed.called(options)
        self._did("called", channel.id, command=path)
        return await self._ask(caller, InteractionType.APPLICATION_COMMAND, channel.id, data)

    async def autocomplete(
        self, channel: Channel, path: str, option: str, typed: Any, /, *, of_bot: BotAccount | None = None, **given: Any
    ) -> list[dict[str, Any]]:
        caller, command = self._typed(channel, path, of_bot)
        data = command.completing(option, typed, given)
        outcome = await self._ask(caller, InteractionType.APPLICATION_COMMAND_AUTOCOMPLETE, channel.id, data)
        return outcome.choices

    async def press(self, post: Post, label_or_id: str) -> Outcome:
        button = post.button(label_or_id)
        if not button.get("custom_id"):
            raise Impossible(f"{label_or_id!r} is a link, not a button of the bot.")
        data = {
            "custom_id": button["custom_id"],
            "component_type": int(ComponentType.BUTTON),
            "id": button.get("id", 0),
        }
        self._did("pressed", post.channel_id, button=label_or_id)
        return await self._component(post, data)

    async def select(self, post: Post, values: list[Any], *, menu: str | None = None) -> Outcome:
        spec = post.menu(menu)
        check_count(spec, len(values), least=1, most=1)
        kind = ComponentType(spec["type"])
        data: dict[str, Any] = {"custom_id": spec["custom_id"], "component_type": int(kind), "id": spec.get("id", 0)}
        if kind in BY_MENU:
            resolved: dict[str, dict[str, Any]] = {}
            channel = self._world.backend.get_channel(post.channel_id)
            data["values"] = [resolve(self._world, channel, BY_MENU[kind], value, resolved) for value in values]
            data["resolved"] = resolved
        else:
            data["values"] = picked(spec, values)
        self._did("selected", post.channel_id, values=data["values"])
        return await self._component(post, data)

    async def submit(self, modal: Modal, values: dict[str, Any]) -> Outcome:
        record = modal.exchange.record
        if record.user_id != self.id or modal.submitted:
            raise Impossible("This form is not on the screen of this person, or it was sent already.")
        place = self._place(record.channel_id)
        data = Filling(self._world, place, modal, values).data()
        modal.submitted = True
        self._did("submitted", record.channel_id, form=modal.title)
        source = self._world.backend.messages.get(record.channel_id, {}).get(record.source_message_id or 0)
        extra = self._source(source) if source is not None else {}
        return await self._ask(modal.exchange.bot, InteractionType.MODAL_SUBMIT, record.channel_id, data, **extra)

    def _typed(self, channel: Channel, path: str, bot: BotAccount | None) -> tuple[BotAccount, Typed]:
        place = self._place(channel.id)
        name, *rest = path.removeprefix("/").split()
        for owner in [bot] if bot else self._bots(channel):
            with self._world.acting(owner):
                command = self._world.backend.find_command(name, place.guild_id)
                if command is None:
                    continue
                access = command_access(self._world.backend, command, user_id=self.id, channel_id=channel.id)
                if not access.allowed:
                    raise Impossible(f"/{name} is not shown to {self.name} here: {access.reason}.")
                return owner, Typed(self._world, owner, place, command, rest)
        raise Impossible(f"There is no command /{name} here: no bot has registered it.")

    def _bots(self, channel: Channel) -> list[BotAccount]:
        place = self._world.backend.get_channel(channel.id)
        owner = self._world.bot_of(place)
        if owner is not None:
            return [owner]
        members = self._world.backend.guilds[place.guild_id].members if place.guild_id else {}
        return [bot for bot in self._world.bots.values() if bot.id in members]

    async def _component(self, post: Post, data: dict[str, Any]) -> Outcome:
        message = self._visible(post)
        bot = self._world.bots.get(message.author_id)
        if bot is None:
            raise Impossible("Only messages of a bot have buttons and menus.")
        return await self._ask(
            bot, InteractionType.MESSAGE_COMPONENT, message.channel_id, data, **self._source(message)
        )

    def _source(self, message: Message) -> dict[str, Any]:
        return {
            "source_id": message.id,
            "message": dict(serializers.message_payload(self._world.backend, message)),
        }

    async def _ask(
        self, bot: BotAccount, kind: InteractionType, channel_id: int, data: dict[str, Any], **extra: Any
    ) -> Outcome:
        exchange = self._exchanges.begin(bot, self.id, kind, channel_id, data, **extra)
        outcome = self.outcomes[exchange.record.id] = Outcome(self._world, exchange)
        if len(self.outcomes) > 500:
            del self.outcomes[next(iter(self.outcomes))]
        try:
            async with asyncio.timeout(self._exchanges.answer_within):
                await asyncio.shield(exchange.answered)
        except TimeoutError:
            outcome.failed = True
            self._did("interaction_failed", channel_id, interaction=str(exchange.record.id))
            return outcome
        if exchange.record.response_kind == ResponseKind.MODAL and exchange.record.modal is not None:
            outcome.modal = Modal(exchange, exchange.record.modal)
        outcome.choices = exchange.record.autocomplete_choices or []
        return outcome

    def _place(self, channel_id: int, *permissions: str) -> Any:
        if not self._world.may_see(self.id, channel_id):
            raise Impossible(f"{self.name} cannot see this channel.")
        channel = self._world.backend.get_channel(channel_id)
        wanted = [f"{p}_in_threads" if channel.is_thread and p == "send_messages" else p for p in permissions]
        self._require(channel_id, *wanted)
        return channel

    def _require(self, channel_id: int, *permissions: str) -> None:
        channel = self._world.backend.get_channel(channel_id)
        if channel.guild_id is None:
            return
        try:
            self._world.backend.require_permissions(channel.guild_id, self.id, channel_id, *permissions)
        except BackendError as error:
            raise Impossible(f"{self.name} may not do that here: {error.message}") from None

    def _visible(self, post: Post) -> Message:
        if post.deleted or not post.message.visible_to(self.id) or not self._world.may_see(self.id, post.channel_id):
            raise Impossible(f"{self.name} does not see this message.")
        return post.message

    def _own(self, post: Post) -> Message:
        message = self._visible(post)
        if message.author_id != self.id:
            raise Impossible(f"{self.name} can only edit what {self.name} wrote.")
        return message

    def _did(self, what: str, channel_id: int, **facts: Any) -> None:
        self._world.chronicle.record(what, who=self.name, channel=str(channel_id), **facts)
