"""Somebody sits in both chats, in a real browser."""

import pytest
from playwright.async_api import expect

from tests.playground.browser import Screens

pytestmark = pytest.mark.slow


async def test_a_message_is_answered_before_ones_eyes(screens: Screens) -> None:
    aino = await screens.of("Aino")
    await aino.window("telegram").get_by_role("button", name="Start").click()
    await aino.sees("telegram", "Talkoot")
    await aino.says("telegram", "/privacy")
    await aino.sees("telegram", "/privacy")
    await expect(aino.window("telegram").locator(".bubble:not(.mine)")).to_have_count(2)
    assert aino.faults == []
