"""The Valo Centre as a fixture; nothing that is sent to Discord may deviate from its documentation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.adapters.discord.valo_server import Valo, valo_centre

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@pytest.fixture
async def valo() -> AsyncIterator[Valo]:
    async with valo_centre() as made:
        yield made
        assert made.server.violations == []
