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
from simcord.backend.models.message import Poll, PollAnswer
from simcord.enums import ComponentType, InteractionType

from adapters.playground.discord.arranging import Arranger
from adapters.playground.discord.forms import Filling, Modal
from adapters.playground.discord.options import BY_MENU, Typed, check_count, picked, resolve
from adapters.playground.discord.outcomes import Outcome
from adapters.playground.discord.places import Channel
from adapters.playground.discord.posts import VOICE, Post
from adapters.playground.discord.reading import Reader
from adapters.playground.discord.world import Impossible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from simcord.backend.models import Message, User

    from adapters.playground.discord.exchanges import Exchanges
    from adapters.playground.discord.world import BotAccount, World


LONGEST_TEXT = 2000
ANSWERS_OF_A_POLL = range(2, 11)


class Person(Reader, Arranger):
    """Somebody with a Discord account."""

    def __init__(self, world: World, exchanges: Exchanges, user: User) -> None:
        super().__init__(world, user)
        self.outcomes: dict[int, Outcome] = {}
        self._exchanges = exchanges

    def dm(self, bot: BotAccount) -> Channel:
        return Channel(self._world, self._world.dm_channel(bot, self.id).id)

    async def send(
        self,
        channel: Channel,
        text: str = "",
        *,
        reply_to: Post | None = None,
        ping: bool = True,
        files: Iterable[tuple[str, bytes]] = (),
    ) -> Post:
        uploads = list(files)
        self._place(channel.id, "send_messages", *(["attach_files"] if uploads else []))
        if not text.strip() and not uploads:
            raise Impossible("An empty message is not sent.")
        reference = {"channel_id": str(channel.id), "message_id": str(reply_to.id)} if reply_to else None
        attachments = self._world.backend.store_attachments(channel.id, uploads)
        mentions = AllowedMentions(replied_user=ping)
        return self._write(channel, _fitting(text), reference=reference, attachments=attachments, mentions=mentions)

    async def send_voice(self, channel: Channel, sound: bytes, *, seconds: float) -> Post:
        """A voice note, which has no words beside it."""
        self._place(channel.id, "send_messages", "attach_files")
        (stored,) = self._world.backend.store_attachments(channel.id, [("voice-message.ogg", sound)])
        heard = {**stored, "content_type": "audio/ogg", "duration_secs": seconds, "waveform": "AAAA"}
        return self._write(channel, "", attachments=[heard], flags=VOICE)

    async def ask(
        self, channel: Channel, question: str, answers: Iterable[str], *, several: bool = False, hours: float = 24
    ) -> Post:
        """A poll for everybody in the channel."""
        self._place(channel.id, "send_messages")
        listed = [PollAnswer(number, text) for number, text in enumerate(answers, 1)]
        if not question or len(listed) not in ANSWERS_OF_A_POLL:
            raise Impossible("A poll has a question and two to ten answers.")
        expiry = self._world.backend.iso_after(hours * 3600)
        return self._write(channel, "", poll=Poll(question, listed, expiry, allow_multiselect=several))

    async def vote(self, post: Post, *answers: int) -> None:
        """Vote for these answers and no others."""
        message = self._visible(post)
        try:
            self._world.backend.set_poll_votes(message.channel_id, message.id, answers, self.id)
        except BackendError as error:
            raise Impossible(f"This vote does not count: {error.message}") from None

    def _write(self, channel: Channel, text: str, *, mentions: AllowedMentions | None = None, **more: Any) -> Post:
        with self._world.acting(self._world.bot_of(self._world.backend.get_channel(channel.id))):
            message = self._world.backend.create_message(
                channel.id, self.id, text, allowed_mentions=mentions or AllowedMentions(), **more
            )
        return Post(self._world, message)

    async def edit(self, post: Post, text: str) -> None:
        message = self._own(post)
        self._world.backend.edit_message(message.channel_id, message.id, {"content": _fitting(text)})

    async def pin(self, post: Post) -> None:
        self._set_pinned(post, True)

    async def unpin(self, post: Post) -> None:
        self._set_pinned(post, False)

    def _set_pinned(self, post: Post, pinned: bool) -> None:
        message = self._visible(post)
        self._require(message.channel_id, "manage_messages")
        self._world.backend.set_pinned(message.channel_id, message.id, pinned, actor_id=self.id)
        self._did("pinned" if pinned else "unpinned", message.channel_id, message=str(message.id))

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

    @property
    def dms_closed(self) -> bool:
        return self.id in self._world.closed_dms

    def close_dms(self) -> None:
        self._world.closed_dms.add(self.id)
        self._world.chronicle.record("dms_closed", who=self.name)

    def open_dms(self) -> None:
        self._world.closed_dms.discard(self.id)
        self._world.chronicle.record("dms_opened", who=self.name)

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
        outcome = await self._ask(modal.exchange.bot, InteractionType.MODAL_SUBMIT, record.channel_id, data, **extra)
        modal.submitted = not outcome.failed
        return outcome

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
            self._did("interaction_failed", channel_id, interaction=str(exchange.record.id), **outcome.source)
            return outcome
        if exchange.record.response_kind == ResponseKind.MODAL and exchange.record.modal is not None:
            outcome.modal = Modal(exchange, exchange.record.modal)
        outcome.choices = exchange.record.autocomplete_choices or []
        return outcome


def _fitting(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise Impossible(f"A message has at most {LONGEST_TEXT} characters; this one has {len(text)}.")
    return text
