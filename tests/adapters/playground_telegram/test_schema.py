"""The published schema, as the local Telegram holds itself to it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from adapters.playground.telegram import Limits, TelegramServer
from adapters.playground.telegram.calls import REGISTER
from adapters.playground.telegram.checks import Schema, SchemaViolationError, load_schema

if TYPE_CHECKING:
    from tests.adapters.playground_telegram.conftest import Scene

AINO = {"id": 1, "is_bot": False, "first_name": "Aino"}


@pytest.fixture
def schema() -> Schema:
    found = load_schema()
    if found is None:
        pytest.skip("the published schema is not beside the repository")
    return found


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("User", {"id": "1", "is_bot": False, "first_name": "Aino"}),
        ("User", {"id": True, "is_bot": False, "first_name": "Aino"}),
        ("User", {"id": 1, "first_name": "Aino"}),
        ("User", {**AINO, "shoe_size": 38}),
        ("ChatMember", {"status": "member"}),
        ("ChatMember", {"status": "queen", "user": AINO}),
        ("Message", {"message_id": 1, "date": 1, "chat": {"id": 1}}),
        ("Update", {"update_id": 1, "message": []}),
        ("InlineKeyboardMarkup", {"inline_keyboard": [{"text": "x"}]}),
    ],
)
def test_what_the_schema_forbids_is_a_violation(schema: Schema, name: str, value: Any) -> None:
    with pytest.raises(SchemaViolationError):
        schema.check_type(name, value)


def test_what_the_schema_allows_passes(schema: Schema) -> None:
    schema.check_type("ChatMember", {"status": "member", "user": AINO})
    schema.check_update({"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}}})


def test_every_parameter_the_server_reads_is_in_the_schema(schema: Schema) -> None:
    for method in REGISTER.values():
        known, required = schema._request(method.name)
        assert set(method.readers) <= set(known), method.name
        assert set(required) - {"text"} <= set(method.required), method.name


async def test_a_wrong_answer_of_the_server_itself_is_noted(schema: Schema, scene: Scene) -> None:
    assert schema is not None
    scene.bot.first_name = 7  # type: ignore[assignment]
    await scene.client.get_me()
    (violation,) = scene.server.violations
    assert "first_name" in str(violation)
    scene.server.violations.clear()


async def test_without_the_schema_the_server_says_so_and_works(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(
        "adapters.playground.telegram.server.load_schema", lambda level: load_schema(level, Path("nowhere"))
    )
    caplog.set_level("INFO")
    async with TelegramServer(limits=Limits(enabled=False)) as server:
        assert not server.checked
    assert "not checked" in caplog.text
