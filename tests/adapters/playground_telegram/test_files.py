"""Documents and pictures in both directions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from telegram.error import BadRequest, InvalidToken, TelegramError

from adapters.playground.telegram import methods_file

if TYPE_CHECKING:
    from tests.adapters.playground_telegram.conftest import Scene

DOT = bytes.fromhex("89504e470d0a1a0a0000000d494844520000000300000002080600000061a7df3f0000000049454e44ae426082")


async def test_a_document_goes_out_and_can_be_sent_again_by_its_id(scene: Scene) -> None:
    await scene.ben.start(scene.bot)
    sent = await scene.client.send_document(
        scene.ben.id, b"name,answers\n", filename="participants.csv", caption="<b>Your</b> export", parse_mode="HTML"
    )
    assert sent.document is not None
    assert (sent.document.file_name, sent.document.file_size, sent.caption) == ("participants.csv", 13, "Your export")
    again = await scene.client.send_document(scene.ben.id, sent.document.file_id)
    assert again.document == sent.document
    assert scene.ben.private(scene.bot).last.document is not None


async def test_a_persons_document_can_be_downloaded_for_an_hour(scene: Scene) -> None:
    await scene.ben.start(scene.bot)
    await scene.ben.send_document(scene.bot, "essay.txt", "Hyvää päivää".encode(), caption="my essay")
    message = (await scene.updates())[-1].message
    assert message is not None
    assert message.document is not None
    file = await message.document.get_file()
    assert bytes(await file.download_as_bytearray()).decode() == "Hyvää päivää"
    scene.clock.move(3601)
    with pytest.raises(TelegramError):
        await file.download_as_bytearray()


async def test_pictures_keep_their_size_and_must_be_pictures(scene: Scene) -> None:
    sent = await scene.client.send_photo(scene.group.id, DOT)
    assert [(size.width, size.height) for size in sent.photo] == [(3, 2)]
    with pytest.raises(BadRequest, match=r"(?i)image"):
        await scene.client.send_photo(scene.group.id, b"not a picture")


async def test_files_have_limits(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(methods_file, "MAX_UPLOAD", 10)
    with pytest.raises(BadRequest, match="too big"):
        await scene.client.send_document(scene.group.id, b"12345678901")
    with pytest.raises(BadRequest, match="non-empty"):
        await scene.client.send_document(scene.group.id, b"")
    with pytest.raises(BadRequest, match=r"(?i)caption is too long"):
        await scene.client.send_document(scene.group.id, b"1", caption="c" * 1025)
    with pytest.raises(BadRequest):
        await scene.client.get_file("unknown")


async def test_a_file_too_big_to_download_is_refused(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(methods_file, "MAX_DOWNLOAD", 3)
    sent = await scene.client.send_document(scene.group.id, b"1234")
    assert sent.document is not None
    with pytest.raises(BadRequest, match="too big"):
        await sent.document.get_file()


async def test_nobody_downloads_with_a_revoked_token(scene: Scene) -> None:
    sent = await scene.client.send_document(scene.group.id, b"1234")
    assert sent.document is not None
    file = await sent.document.get_file()
    scene.server.revoke(scene.bot)
    with pytest.raises(InvalidToken):
        await file.download_as_bytearray()
