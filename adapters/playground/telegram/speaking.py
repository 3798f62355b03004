"""What people say in chats: texts, files, voice notes, albums, polls; and what they do with what was said."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

from adapters.playground.telegram import delivery, polls
from adapters.playground.telegram.entities import found_entities, units
from adapters.playground.telegram.methods import EMOJIS
from adapters.playground.telegram.methods_file import JPEG, MAX_PHOTO, PNG, document_json, photo_json
from adapters.playground.telegram.somebody import Somebody
from adapters.playground.telegram.state import JSON, Bot, Chat, Edit, Group, Message, NotPossibleError, Poll

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_ALBUM = 10
VOICE_MIME = "audio/ogg"
OPUS_RATE = 48_000


class Speaker(Somebody):
    """Somebody who writes, as the app lets them."""

    async def send(
        self,
        where: Chat | Bot,
        text: str,
        *,
        reply_to: Message | None = None,
        quote: str | None = None,
        thread_id: int | None = None,
    ) -> Message:
        """Write a message; commands, links and mentions in it are recognised as in the app."""
        if quote and (reply_to is None or quote not in reply_to.text):
            raise NotPossibleError("a quote is a part of the message that is answered")
        return self._post(self._place(where), text, reply_to=reply_to, quote=quote or None, thread_id=thread_id)

    async def send_document(
        self,
        where: Chat | Bot,
        name: str,
        content: bytes,
        *,
        caption: str = "",
        mime: str = "application/octet-stream",
        **facts: Any,
    ) -> Message:
        return self._post(self._place(where), caption, media=self._document(name, content, mime), **facts)

    async def send_photo(self, where: Chat | Bot, content: bytes, *, caption: str = "", **facts: Any) -> Message:
        return self._post(self._place(where), caption, media=self._photo(content), **facts)

    async def send_voice(self, where: Chat | Bot, content: bytes, **facts: Any) -> Message:
        """A voice note, which the app records as Ogg Opus."""
        if not content.startswith(b"OggS"):
            raise NotPossibleError("a voice note is an Ogg Opus recording; send other sounds as a file")
        stored = self.world.store_file("voice.ogg", content, VOICE_MIME, "voice")
        voice = document_json(stored) | {"duration": _seconds(content)}
        del voice["file_name"]
        return self._post(self._place(where), "", media={"voice": voice}, **facts)

    async def send_album(
        self, where: Chat | Bot, files: Sequence[tuple[str, bytes, str]], *, caption: str = "", **facts: Any
    ) -> list[Message]:
        """Several files (name, content, type) at once: pictures, or else documents; the caption stands at the first."""
        if not 2 <= len(files) <= MAX_ALBUM:
            raise NotPossibleError(f"an album has 2 to {MAX_ALBUM} files")
        chat, pictures = self._place(where), all(is_picture(content) for _, content, _ in files)
        media = [self._photo(each[1]) if pictures else self._document(*each) for each in files]
        options = {"media_group_id": str(next(self.world.numbers) * 1_000_003)}
        captions = [caption, *[""] * (len(files) - 1)]
        return [
            self._post(chat, words, media=each, options=options, **facts)
            for words, each in zip(captions, media, strict=True)
        ]

    async def send_poll(
        self,
        where: Chat | Bot,
        question: str,
        options: Sequence[str],
        *,
        anonymous: bool = True,
        multiple: bool = False,
        thread_id: int | None = None,
    ) -> Message:
        chat = self._place(where)
        if not isinstance(chat, Group):
            raise NotPossibleError("a poll is made in a group")
        _check_poll(question, options)
        poll = polls.make(self.world, question, options, anonymous=anonymous, multiple=multiple)
        return self._post(chat, "", poll=poll, thread_id=thread_id)

    async def vote(self, message: Message, *choice: int) -> None:
        """Choose answers of a poll by their numbers; none takes the vote back."""
        self._readable(message)
        poll = _poll(message)
        if not set(choice) <= set(range(len(poll.options))):
            raise NotPossibleError("there is no answer with this number")
        if len(choice) > 1 and not poll.multiple:
            raise NotPossibleError("this poll takes one answer")
        polls.vote(self.world, message, poll, self.account, tuple(sorted(choice)))

    async def stop_poll(self, message: Message) -> None:
        """Close an own poll."""
        self._own(message)
        polls.stop(self.world, message, _poll(message), self.account)

    async def edit(self, message: Message, text: str) -> Message:
        """Change an own message."""
        self._own(message)
        self._check_length(text, media=bool(message.media))
        message.edits.append(Edit(message.edit_date or message.date, message.text))
        message.text, message.entities = text, found_entities(text)
        message.edit_date = self.world.now()
        delivery.announce(message, "edited_message")
        self.world.tell("edit", chat=message.chat, message=message, actor=self.account)
        return message

    async def delete(self, message: Message) -> None:
        """Delete an own message; bots are never told."""
        self._own(message)
        message.deleted = True
        self.world.tell("delete", chat=message.chat, message=message, actor=self.account)

    async def react(self, message: Message, *emojis: str) -> None:
        """Set the own reaction to a message; none takes it back."""
        self._readable(message)
        if len(emojis) > 1 or not set(emojis) <= EMOJIS:
            raise NotPossibleError("people react with one of Telegram's emoji at a time")
        group = message.chat if isinstance(message.chat, Group) else None
        anonymous = group is not None and group.membership(self.account).anonymous
        delivery.react(self.world, message, self.account, list(emojis), as_chat=group if anonymous else None)

    async def pin(self, message: Message) -> None:
        """Pin a message above the chat, in a group by right."""
        self._pins(message)
        delivery.pin(self.world, message, self.account, **self._face(message.chat))

    async def unpin(self, message: Message) -> None:
        self._pins(message)
        if not message.pinned:
            raise NotPossibleError("this message is not pinned")
        delivery.unpin(self.world, message, self.account)

    def may_pin(self, chat: Chat) -> bool:
        return not isinstance(chat, Group) or chat.membership(self.account).may("can_pin_messages")

    def _pins(self, message: Message) -> None:
        self._readable(message)
        if not self.may_pin(message.chat):
            raise NotPossibleError(f"{self.name} may not pin messages here")
        if message.service:
            raise NotPossibleError("only messages of people and bots are pinned")

    def _post(self, chat: Chat, text: str, **facts: Any) -> Message:
        text = text.strip()
        if not text and not facts.get("media") and not facts.get("poll"):
            raise NotPossibleError("the app sends no empty message")
        self._check_length(text, media=bool(facts.get("media")))
        self._check_topic(chat, facts)
        return delivery.post(
            self.world, chat, entities=found_entities(text), text=text, author=self.account, **self._face(chat), **facts
        )

    def _check_topic(self, chat: Chat, facts: JSON) -> None:
        """The app offers no field to write in a topic that is closed, except to who manages topics."""
        if not isinstance(chat, Group) or not chat.forum:
            return
        number = facts.get("thread_id") or (facts["reply_to"].thread_id if facts.get("reply_to") else None)
        if chat.topics.get(number or 0, {}).get("closed") and not chat.membership(self.account).may(
            "can_manage_topics"
        ):
            raise NotPossibleError("this topic is closed")

    def _check_length(self, text: str, *, media: bool) -> None:
        if media and units(text) > MAX_CAPTION:
            raise NotPossibleError(f"the app sends at most {MAX_CAPTION} characters under a file")
        if units(text) > MAX_TEXT:
            raise NotPossibleError(f"the app sends at most {MAX_TEXT} characters in a message")

    def _document(self, name: str, content: bytes, mime: str) -> JSON:
        if not content:
            raise NotPossibleError(f"{name} is empty, and the app sends no empty file")
        return {"document": document_json(self.world.store_file(name, content, mime, "documents"))}

    def _photo(self, content: bytes) -> JSON:
        if not is_picture(content):
            raise NotPossibleError("the app sends a picture as JPEG or PNG; send others as a file")
        if len(content) > MAX_PHOTO:
            raise NotPossibleError(f"a picture has up to {MAX_PHOTO // 1024 // 1024} MB; send a larger one as a file")
        return {"photo": [photo_json(self.world.store_file("photo.jpg", content, "image/jpeg", "photos"))]}


def is_picture(content: bytes) -> bool:
    """What the app would offer to send as a picture."""
    return content.startswith((PNG, JPEG))


def _seconds(content: bytes) -> int:
    """How long an Ogg Opus recording is: the last page counts its samples."""
    at = content.rfind(b"OggS") + 6
    samples: int = struct.unpack("<q", content[at : at + 8])[0] if len(content) >= at + 8 else 0
    return max(0, round(samples / OPUS_RATE))


def _poll(message: Message) -> Poll:
    if message.poll is None or message.poll.closed:
        raise NotPossibleError("there is no poll here, or it is closed")
    return message.poll


def _check_poll(question: str, options: Sequence[str]) -> None:
    if not 1 <= units(question.strip()) <= polls.MAX_QUESTION:
        raise NotPossibleError(f"the question of a poll has 1 to {polls.MAX_QUESTION} characters")
    if not 2 <= len(options) <= polls.MAX_OPTIONS:
        raise NotPossibleError(f"a poll has 2 to {polls.MAX_OPTIONS} answers")
    if not all(1 <= units(option) <= polls.MAX_OPTION for option in options):
        raise NotPossibleError(f"an answer of a poll has 1 to {polls.MAX_OPTION} characters")
