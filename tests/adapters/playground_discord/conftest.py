"""The Fjord Centre as a fixture; nothing the real client sends may deviate from the documentation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.adapters.playground_discord.fjord import Fjord, fjord_centre

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@pytest.fixture
async def fjord() -> AsyncIterator[Fjord]:
    async with fjord_centre() as made:
        yield made
        assert made.server.violations == []
