"""The playground opens with a course whose learners are in it already: its trainer can form peer groups at once."""

from pathlib import Path

import pytest

from bot.playground.community import Community
from bot.playground.opening import open_house
from bot.playground.talking import Talking

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]


async def test_a_newcomer_meets_peer_groups_at_once(tmp_path: Path) -> None:
    async with open_house(tmp_path, Community.read()) as house:
        await house.settled.wait()
        assert house.trouble == ""
        astrid, talk = house.called("Astrid").telegram, Talking(house)
        assert astrid is not None
        assert "Repair café: 8 learners" in (await talk.tells(astrid, "/people_list")).text
        looking = await talk.tells(astrid, "/group_make")
        proposal = await talk.answered(looking.chat, _nothing())
        assert "8 people in 2 groups. No group lacks a common language or hour." in proposal.text
        rita = house.called("Rita").discord
        assert rita is not None
        assert any("Repair café" in each.text for each in rita.dm(house.discord_bot).messages)


async def _nothing() -> None:
    """What comes next comes by itself."""
