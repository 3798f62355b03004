"""Letters on their way to Discord: written, changed, marked with a sign, erased."""

from collections.abc import Callable, Sequence
from typing import Any, Final, assert_never

from discord.http import Route

from adapters.discord.errors import ARCHIVED_THREAD, UNKNOWN_MESSAGE, ApiError
from adapters.discord.intake import Ticket, user_of
from adapters.discord.limits import NONCE
from adapters.discord.promptness import OnlyInTheChannel, Promptness
from adapters.discord.render import Part, edit_of, nonce_of, parts_of
from adapters.discord.rest import PacedHTTP
from adapters.discord.uploads import sending
from community.chat.address import MessageRef, Place
from community.chat.gateway import Change, Erase, Note, Parcel, Post, React, Sign
from community.chat.inbound import Handle
from community.chat.message import File
from community.errors import HandleExpired, Undelivered

SIGNS: Final = {Sign.COUNTED: "👌", Sign.HEARD: "❤️"}
_UNKNOWN_EMOJI = 10014
_MESSAGES = "/channels/{channel_id}/messages"
_MESSAGE = "/channels/{channel_id}/messages/{message_id}"
_SIGN = "/channels/{channel_id}/messages/{message_id}/reactions/{emoji}/@me"


class Delivery:
    """Hands letters over for one bot."""

    def __init__(self, http: PacedHTTP, promptness: Promptness, meet: Callable[[str, str], None]) -> None:
        self._http = http
        self._promptness = promptness
        self._meet = meet
        self._private: dict[str, str] = {}

    async def deliver(self, parcel: Parcel) -> Sequence[MessageRef]:
        try:
            match parcel.act:
                case Post() as post:
                    return await self._post(parcel, post)
                case Note(message=message):
                    return await self._note(parcel, parts_of(message))
                case Change(ref=ref, message=message):
                    return await self._change(parcel, ref, parts_of(message))
                case React(ref=ref, sign=sign):
                    await self._react(ref, sign)
                case Erase(ref=ref):
                    await self._erase(ref)
                case _:
                    assert_never(parcel.act)
        except ApiError as error:
            raise error.as_undelivered from error
        return ()

    async def channel_of(self, place: Place) -> str:
        """The channel of a place; a private chat is opened on the way."""
        user = user_of(place)
        if not user:
            return place.chat
        if user not in self._private:
            opened = await self._http.request(
                Route("POST", "/users/@me/channels"), json={"recipient_id": user}, repeatable=True
            )
            self._private[user] = str(opened["id"])
            self._meet(self._private[user], user)
        return self._private[user]

    async def _post(self, parcel: Parcel, post: Post) -> Sequence[MessageRef]:
        parts = parts_of(post.message)
        hidden = post.only_for is not None and not parcel.place.private
        if parcel.handle is not None:
            return await self._answer(parcel, parcel.handle, parts, hidden=hidden)
        if hidden:
            raise HandleExpired("without a press to answer, Discord would show it to everybody")
        return await self._write(parcel, parts)

    async def _note(self, parcel: Parcel, parts: Sequence[Part]) -> Sequence[MessageRef]:
        if parcel.handle is None:
            raise HandleExpired("without a press there is nothing to note it at")
        return await self._answer(parcel, parcel.handle, parts, hidden=True)

    async def _answer(
        self, parcel: Parcel, handle: Handle, parts: Sequence[Part], *, hidden: bool
    ) -> Sequence[MessageRef]:
        ticket = Ticket.read(handle.data)
        parts = [part.having(message_reference=None) for part in parts]
        bare = [Part({k: v for k, v in part.payload.items() if v is not None}, part.files) for part in parts]
        try:
            shown = await self._promptness.answer(ticket, bare, hidden=hidden, update=parcel.update)
        except OnlyInTheChannel:
            written = await self._write(parcel, bare)
            await self._tidy(ticket)
            return written
        return [MessageRef(parcel.place, message) for message in shown]

    async def _tidy(self, ticket: Ticket) -> None:
        """The letter is out: that "thinking..." stays on one screen is no reason to send it again."""
        try:
            await self._promptness.take_back(ticket)
        except Undelivered:
            return

    async def _write(self, parcel: Parcel, parts: Sequence[Part], first: int = 0) -> Sequence[MessageRef]:
        """Each part carries its own nonce, so that a second try writes only what is missing."""
        channel = await self.channel_of(parcel.place)
        route = Route("POST", _MESSAGES, channel_id=channel)
        written = []
        for index, part in enumerate(parts, first):
            named = part.having(nonce=nonce_of(parcel.key, index)[:NONCE], enforce_nonce=True)
            said = await self._http.request(route, repeatable=True, **sending(named.payload, named.files))
            written.append(MessageRef(parcel.place, str(said["id"])))
        return written

    async def _change(self, parcel: Parcel, ref: MessageRef, parts: Sequence[Part]) -> Sequence[MessageRef]:
        """The message becomes the first part; the others are written below, each once."""
        if not await self._changed_at_the_press(parcel, ref, parts[0]):
            await self._edit(ref, edit_of(parts[0]), parts[0].files)
        return [ref, *await self._write(parcel, parts[1:], first=1)]

    async def _changed_at_the_press(self, parcel: Parcel, ref: MessageRef, part: Part) -> bool:
        """Whoever pressed sees at once that it was heard, instead of when the press is acknowledged without a word."""
        ticket = Ticket.read(parcel.handle.data) if parcel.update and parcel.handle is not None else None
        if ticket is None or ticket.pressed != ref.id:
            return False
        return await self._promptness.change_pressed(ticket, part)

    async def _edit(self, ref: MessageRef, payload: dict[str, Any], files: Sequence[File] = ()) -> None:
        await self._awake(ref, await self._route("PATCH", _MESSAGE, ref), payload, files)

    async def _awake(
        self, ref: MessageRef, route: Route, payload: dict[str, Any] | None = None, files: Sequence[File] = ()
    ) -> None:
        """Do something to a message; a thread that was put aside is taken out for it."""
        try:
            await self._http.request(route, **(sending(payload, files) if payload is not None else {}))
        except ApiError as error:
            if error.code != ARCHIVED_THREAD:
                raise
            await self._reopen(ref)
            await self._http.request(route, **(sending(payload, files) if payload is not None else {}))

    async def _reopen(self, ref: MessageRef) -> None:
        route = Route("PATCH", "/channels/{channel_id}", channel_id=await self.channel_of(ref.place))
        await self._http.request(route, json={"archived": False})

    async def _react(self, ref: MessageRef, sign: Sign | None) -> None:
        if sign is not None:
            await self._if_there("PUT", _SIGN, ref, emoji=SIGNS[sign])
            return
        for emoji in SIGNS.values():
            await self._if_there("DELETE", _SIGN, ref, emoji=emoji)

    async def _erase(self, ref: MessageRef) -> None:
        await self._if_there("DELETE", _MESSAGE, ref)

    async def _if_there(self, method: str, path: str, ref: MessageRef, **more: str) -> None:
        """Do something to a message, or take it away; one that is gone needs nothing any more."""
        try:
            await self._awake(ref, await self._route(method, path, ref, **more))
        except ApiError as error:
            if error.code not in {UNKNOWN_MESSAGE, _UNKNOWN_EMOJI}:
                raise

    async def _route(self, method: str, path: str, ref: MessageRef, **more: str) -> Route:
        return Route(method, path, channel_id=await self.channel_of(ref.place), message_id=ref.id, **more)
