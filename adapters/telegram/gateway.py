"""A bot on Telegram: connects, takes updates in, hands letters over."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from time import monotonic
from typing import Any, Final, assert_never

from telegram import InputFile
from telegram.error import BadRequest, EndPointNotFound, InvalidToken, TelegramError

from adapters.telegram import menu, render
from adapters.telegram.checkup import examine, standing
from adapters.telegram.connection import Line
from adapters.telegram.errors import GONE, STAYS, FloodWatch, gone, unchanged, undelivered
from adapters.telegram.intake import Intake
from adapters.telegram.limits import CAPABILITIES, FETCH_BYTES, PACE
from adapters.telegram.polling import Polling
from adapters.telegram.presses import Presses
from adapters.telegram.progress import Progress
from adapters.telegram.topics import Topics
from community.chat.address import Account, Bot, MessageRef, Place, Platform
from community.chat.capabilities import Standing
from community.chat.gateway import Change, Erase, Finding, Host, Identity, Menus, Note, Parcel, Post, React
from community.chat.inbound import Event, Handle
from community.chat.message import Message
from community.errors import HandleExpired, Refused, TryLater, Undelivered, Unreachable

POLL_SECONDS: Final = 25
GRACE_SECONDS: Final = 10.0
ADMIN_FOR: Final = 60.0
"""Seconds for which the rights of a member are believed."""
ADMINS_KNOWN: Final = 2000


def _wall_clock() -> datetime:
    return datetime.now(UTC)


class TelegramGateway(Topics):
    """One Telegram bot account.

    A message of several parts is remembered until it is complete: when a part fails, the same parcel handed over again
    goes on with that part.
    """

    capabilities = CAPABILITIES
    pace = PACE

    def __init__(
        self,
        token: str,
        api_base: str,
        file_base: str,
        poll_seconds: float = POLL_SECONDS,
        *,
        grace_seconds: float = GRACE_SECONDS,
        clock: Callable[[], datetime] = _wall_clock,
    ) -> None:
        """`api_base` is what precedes `/bot<token>`, `file_base` what precedes `/file/bot<token>`.

        `grace_seconds` is how much longer than `poll_seconds` a poll may take before its connection counts as dead;
        `clock` tells the moment of a press, which Telegram does not date.
        """
        self._line = Line(token, api_base, file_base)
        self._poll_seconds = poll_seconds
        self._grace_seconds = grace_seconds
        self._clock = clock
        self._intake = Intake(Bot(Platform.TELEGRAM, token.partition(":")[0]), "")
        self._presses = Presses(self._line)
        self._floods = FloodWatch()
        self._progress = Progress()
        self._admins: dict[tuple[str, str], tuple[float, bool]] = {}

    async def connect(self) -> Identity:
        me = await self._call("getMe")
        await self._take_down_webhook()
        bot = Bot(Platform.TELEGRAM, str(me["id"]))
        self._intake = Intake(bot, me["username"])
        self.capabilities = replace(CAPABILITIES, reads_replies=bool(me.get("can_read_all_group_messages")))
        return Identity(bot, me["username"], f"https://t.me/{me['username']}")

    async def _take_down_webhook(self) -> None:
        """Polling is refused while a webhook is set; a server without webhooks has none."""
        with suppress(Refused):
            if (await self._call("getWebhookInfo")).get("url"):
                await self._call("deleteWebhook")

    async def receive(self, host: Host) -> None:
        bot, seconds, grace = self._intake.bot, self._poll_seconds, self._grace_seconds
        await Polling(self._line, bot, host, self._presses, seconds=seconds, grace=grace, clock=self._clock).run()

    def read(self, raw: bytes) -> Sequence[Event]:
        return self._intake.read(raw)

    def private_place(self, account: Account) -> Place:
        return Place(self._intake.bot, account.id, private=True)

    async def deliver(self, parcel: Parcel) -> Sequence[MessageRef]:
        act, place = parcel.act, parcel.place
        try:
            if parcel.handle is not None and not isinstance(act, Note):
                self._presses.acknowledge(parcel.handle.data)
            match act:
                case Note(message):
                    await self._note(parcel.handle, message)
                    return []
                case Post():
                    return await self._post(parcel, act)
                case Change(ref, message) if parcel.update:
                    return await self._answer_in(ref, message, parcel.key)
                case Change(ref, message):
                    return [await self._rewrite(render.change(message, ref.place, ref.id, self._intake.name), ref)]
                case React(ref, sign):
                    place = ref.place
                    await self._to_message("setMessageReaction", ref, reaction=render.reaction(sign))
                    return [ref]
                case Erase(ref, instead):
                    place = ref.place
                    await self._erase(ref, instead)
                    return []
                case _:
                    assert_never(act)
        except TryLater as fault:
            raise self._floods.judge(fault, place.chat, private=place.private) from fault

    async def is_admin(self, place: Place, account: Account) -> bool:
        known_at, admin = self._admins.get((place.chat, account.id), (-ADMIN_FOR, False))
        if place.private or monotonic() - known_at < ADMIN_FOR:
            return admin
        try:
            member = await self._call("getChatMember", chat_id=int(place.chat), user_id=int(account.id))
            admin = member["status"] in {"creator", "administrator"}
        except (Refused, Unreachable):
            admin = False
        if len(self._admins) >= ADMINS_KNOWN:
            self._admins.clear()
        self._admins[place.chat, account.id] = (monotonic(), admin)
        return admin

    async def standing(self, place: Place) -> Standing:
        reads = self.capabilities.reads_replies
        return await standing(self._call, int(self._intake.bot.id), place, reads_replies=reads)

    async def fetch(self, attachment: str) -> bytes:
        file = await self._call("getFile", file_id=attachment)
        if file.get("file_size", 0) > FETCH_BYTES or "file_path" not in file:
            raise Refused("the file is larger than Telegram hands out to bots (20 MB)")
        try:
            return await self._line.download(file["file_path"])
        except InvalidToken as fault:  # how the library calls any 404
            raise Refused("the file is gone") from fault
        except TelegramError as fault:
            raise undelivered(fault) from fault

    async def show_menus(self, menus: Menus, known: str) -> str:
        calls, digest = menu.calls_for(menus, known)
        for method, parameters in calls:
            await self._call(method, **parameters)
        return digest

    async def examine(self, places: Sequence[Place], now: datetime) -> Sequence[Finding]:  # noqa: ARG002
        return await examine(self._call, places)

    async def close(self) -> None:
        await self._presses.close()
        await self._line.close()

    async def _post(self, parcel: Parcel, post: Post) -> Sequence[MessageRef]:
        """What is for one person never goes to a group."""
        place = parcel.place
        if post.only_for is not None and not place.private:
            place = self.private_place(post.only_for)
        return await self._write(post.message, place, parcel.key)

    async def _note(self, handle: Handle | None, message: Message) -> None:
        text = render.note(message)
        if handle is None or not text:
            raise HandleExpired("this does not fit at the press")
        try:
            await self._presses.note(handle.data, text)
        except TelegramError as fault:
            raise await self._decided(fault) from fault

    async def _answer_in(self, pressed: MessageRef, message: Message, key: str) -> Sequence[MessageRef]:
        """Replace the message that was pressed; write a new one where that cannot be done (any more)."""
        if render.fits_into_the_old_one(message, pressed.place):
            change = render.change(message, pressed.place, pressed.id, self._intake.name)
            try:
                return [await self._rewrite(change, pressed)]
            except Refused as fault:
                if fault.reason != GONE:
                    raise
        return await self._write(message, pressed.place, key)

    async def _write(self, message: Message, place: Place, key: str) -> Sequence[MessageRef]:
        calls = render.post(message, place, self._intake.name)
        if not calls:
            raise Refused("the message is empty")
        sent = self._progress.of(key)[: len(calls) - 1]
        for call in calls[len(sent) :]:
            sent = [*sent, await self._send(call, place)]
            self._progress.note(key, sent, len(calls))
        return sent

    async def _send(self, call: render.Call, place: Place) -> MessageRef:
        if call.file is not None:
            call.parameters[call.upload] = InputFile(call.file.content, filename=call.file.name)
        sent = await self._call(call.method, **call.parameters)
        return MessageRef(place, str(sent["message_id"]))

    async def _rewrite(self, call: render.Call, ref: MessageRef) -> MessageRef:
        try:
            await self._line.call(call.method, call.parameters)
        except BadRequest as fault:
            if not unchanged(fault):
                raise undelivered(fault) from fault
        except TelegramError as fault:
            raise await self._decided(fault) from fault
        return ref

    async def _erase(self, ref: MessageRef, instead: Message | None) -> None:
        """After two days our own messages cannot be deleted any more, but they can still be changed."""
        try:
            await self._to_message("deleteMessage", ref)
        except Refused as fault:
            if fault.reason != STAYS or instead is None:
                raise
            await self._rewrite(render.change(instead, ref.place, ref.id, self._intake.name), ref)

    async def _to_message(self, method: str, ref: MessageRef, **parameters: Any) -> None:
        """Do something to a message; one that is already gone needs nothing any more."""
        target = {"chat_id": int(ref.place.chat), "message_id": int(ref.id)}
        try:
            await self._line.call(method, target | parameters)
        except BadRequest as fault:
            if not gone(fault):
                raise undelivered(fault) from fault
        except TelegramError as fault:
            raise await self._decided(fault) from fault

    async def _call(self, method: str, **parameters: Any) -> Any:
        try:
            return await self._line.call(method, parameters)
        except TelegramError as fault:
            raise await self._decided(fault) from fault

    async def _decided(self, fault: TelegramError) -> Undelivered:
        """A call that is not found may be unknown to the server, or our token may be: only asking who we are tells."""
        if not isinstance(fault, EndPointNotFound | InvalidToken):
            return undelivered(fault)
        try:
            known = await self._line.knows_us()
        except TelegramError as other:
            return undelivered(other)
        return Refused("the server does not know this method") if known else undelivered(fault)
