"""Voice notes, albums, quotes, pins and groups of people's own."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest

from adapters.playground.telegram import NotPossibleError

if TYPE_CHECKING:
    from tests.adapters.playground_telegram.conftest import Scene

DOT = bytes.fromhex("89504e470d0a1a0a0000000d494844520000000300000002080600000061a7df3f0000000049454e44ae426082")
THREE_SECONDS = b"OggS\x00\x04" + struct.pack("<q", 3 * 48_000) + b"\x00" * 12


async def test_a_voice_note_arrives_with_its_length(scene: Scene) -> None:
    await scene.ben.start(scene.bot)
    await scene.ben.send_voice(scene.bot, THREE_SECONDS)
    seen = (await scene.updates())[-1].message
    assert seen is not None
    assert seen.voice is not None
    assert seen.voice.duration.total_seconds() == 3  # type: ignore[union-attr]
    file = await seen.voice.get_file()
    assert bytes(await file.download_as_bytearray()) == THREE_SECONDS


async def test_a_voice_note_is_ogg(scene: Scene) -> None:
    with pytest.raises(NotPossibleError, match="Ogg"):
        await scene.ben.send_voice(scene.group, b"ID3 a song")


async def test_an_album_is_several_messages_of_one_group(scene: Scene) -> None:
    await scene.ben.start(scene.bot)
    await scene.updates()
    await scene.ben.send_album(
        scene.bot, [("one.png", DOT, "image/png"), ("two.png", DOT, "image/png")], caption="Both"
    )
    seen = [update.message for update in await scene.updates()]
    assert [message.caption for message in seen if message] == ["Both", None]
    assert len({message.media_group_id for message in seen if message}) == 1
    assert all(message.photo for message in seen if message)


async def test_an_album_of_files_holds_no_pictures_apart(scene: Scene) -> None:
    await scene.ben.start(scene.bot)
    made = await scene.ben.send_album(scene.bot, [("one.png", DOT, "image/png"), ("two.txt", b"2", "text/plain")])
    assert [list(message.media) for message in made] == [["document"], ["document"]]
    with pytest.raises(NotPossibleError, match="2 to 10"):
        await scene.ben.send_album(scene.bot, [("two.txt", b"2", "text/plain")] * 11)


async def test_what_a_person_sends_has_limits(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NotPossibleError, match="empty"):
        await scene.ben.send_document(scene.group, "empty.txt", b"")
    with pytest.raises(NotPossibleError, match="1024"):
        await scene.ben.send_photo(scene.group, DOT, caption="c" * 1025)
    with pytest.raises(NotPossibleError, match="JPEG or PNG"):
        await scene.ben.send_photo(scene.group, b"GIF89a")
    monkeypatch.setattr("adapters.playground.telegram.speaking.MAX_PHOTO", 10)
    with pytest.raises(NotPossibleError, match="as a file"):
        await scene.ben.send_photo(scene.group, DOT)


async def test_a_reply_quotes_a_part(scene: Scene) -> None:
    await scene.aino.promote(scene.group, scene.bot)
    first = await scene.aino.send(scene.group, "Tea 🍵 or coffee?")
    await scene.ben.send(scene.group, "This", reply_to=first, quote="coffee")
    seen = (await scene.updates())[-1].message
    assert seen is not None
    assert seen.quote is not None
    assert (seen.quote.text, seen.quote.position) == ("coffee", 10)
    with pytest.raises(NotPossibleError, match="quote"):
        await scene.ben.send(scene.group, "This", reply_to=first, quote="milk")


async def test_administrators_pin_and_the_group_reads_of_it(scene: Scene) -> None:
    message = await scene.ben.send(scene.group, "Welcome")
    with pytest.raises(NotPossibleError, match="pin"):
        await scene.ben.pin(message)
    await scene.aino.pin(message)
    assert (scene.group.pinned, message.pinned) == ([message.id], True)
    seen = (await scene.updates())[-1].message
    assert seen is not None
    assert seen.pinned_message is not None
    await scene.aino.unpin(message)
    assert (scene.group.pinned, message.pinned) == ([], False)


async def test_everybody_pins_in_their_private_chat(scene: Scene) -> None:
    message = await scene.ben.start(scene.bot)
    await scene.ben.pin(message)
    assert scene.ben.private(scene.bot).pinned == [message.id]


async def test_a_person_makes_a_group_and_brings_the_bot(scene: Scene) -> None:
    made = await scene.carla.found_group("Repair café")
    assert (made.kind, made.title, made.last.service) == ("group", "Repair café", {"group_chat_created": True})
    await scene.carla.add_bot(made, scene.bot)
    update = (await scene.updates())[0]
    assert update.my_chat_member is not None
    assert update.my_chat_member.chat.title == "Repair café"
    with pytest.raises(NotPossibleError, match="128"):
        await scene.carla.found_group("T" * 129)


async def test_files_go_into_a_topic(scene: Scene) -> None:
    forum = scene.server.add_group("Forum", admins=[scene.aino], forum=True)
    topic = await scene.aino.open_topic(forum, "Homework")
    sent = await scene.aino.send_document(forum, "essay.txt", b"words", thread_id=topic.id)
    assert sent.thread_id == topic.id
    with pytest.raises(NotPossibleError, match="no topics"):
        await scene.aino.open_topic(scene.group, "Homework")
