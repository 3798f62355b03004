"""Whom the page lets in, what it says to who asks wrongly, and what can be taken away from it."""

import io
from collections.abc import AsyncIterator
from dataclasses import replace

import aiohttp
import pytest
import pytest_asyncio

from bot.playground.guard import LARGEST_UPLOAD
from bot.playground.house import House
from bot.playground.opening import open_house
from tests.playground.visiting import Visitor, a_visitor, before_term

GROUP = "English for seniors"


pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    """One for all: each of these tests leaves what the next one looks at as it was."""
    async with open_house(tmp_path_factory.mktemp("house"), before_term()) as opened:
        await opened.settled.wait()
        yield opened


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def maria(house: House) -> AsyncIterator[Visitor]:
    async with a_visitor(house) as visitor:
        yield visitor


async def test_only_this_computers_own_names_are_answered(maria: Visitor) -> None:
    async with maria.session.get(maria.address, headers={"Host": "talkoot.example"}) as response:
        assert response.status == 403
        assert "127.0.0.1 and localhost alone" in await response.text()


@pytest.mark.parametrize("origin", [{}, {"Origin": "http://elsewhere.example"}, {"Origin": "null"}])
async def test_orders_of_other_pages_are_refused(maria: Visitor, house: House, origin: dict[str, str]) -> None:
    async with maria.session.post(
        f"{maria.address}as/maria/panel/speed", data={"to": "pause"}, headers=origin
    ) as refused:
        assert refused.status == 403
    assert house.clock.speed == 1.0


async def test_a_page_may_fetch_nothing_from_elsewhere(maria: Visitor) -> None:
    async with maria.session.get(f"{maria.address}as/maria") as response:
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        page = await response.text()
    assert 'src="http' not in page
    assert "style=" not in page


async def test_who_is_unknown_hears_who_there_is(maria: Visitor) -> None:
    said = await maria.reads("as/nobody")
    assert "Nobody is called nobody here" in said
    assert "maria" in said


async def test_what_is_not_there_is_said(maria: Visitor) -> None:
    assert "There is no window" in await maria.reads("as/maria/letters")
    assert "Nobody can" in (await maria.does("fly", window="telegram"))["error"]
    assert "Nobody can" in (await maria.does("fly", window="discord"))["error"]


async def test_a_file_that_is_too_large_is_refused_with_the_limit(maria: Visitor) -> None:
    form = aiohttp.FormData()
    form.add_field("file", io.BytesIO(bytes(LARGEST_UPLOAD + 1)), filename="film.bin")
    headers = {"Origin": maria.address.rstrip("/")}
    async with maria.session.post(f"{maria.address}as/maria/telegram/send", data=form, headers=headers) as refused:
        assert refused.status == 413
        assert "20 MB" in (await refused.json())["error"]


async def test_somebody_new_comes_in_and_mistakes_stand_beside_their_fields(maria: Visitor, house: House) -> None:
    said = await maria.sends("people", name="", language="English", zone="Helsinki", on=["telegram"])
    assert set(said["faults"]) == {"name", "language", "zone"}
    said = await maria.sends("people", name="Petra", language="fi", zone="Europe/Helsinki", on=["telegram"])
    assert said["go"] == "/as/petra"
    assert house.persona("petra").discord is None


async def test_a_missing_account_can_be_given(maria: Visitor, house: House) -> None:
    maria = replace(maria, who="aino")
    assert "Aino has no account on Discord" in await maria.reads()
    assert (await maria.does("account", platform="discord"))["go"] == "/as/aino"
    assert house.persona("aino").discord is not None


async def test_a_conversation_can_be_taken_away_as_a_page_of_its_own(maria: Visitor, house: House) -> None:
    ben = house.persona("ben").telegram
    group = next(iter(house.telegram.world.groups.values()))
    assert ben is not None
    for number in range(70):
        await ben.send(group, f"Word {number} <b>& more")
    await ben.send_document(group, "song.txt", b"la la la", mime="text/plain")
    async with maria.session.get(f"{maria.address}as/ben/telegram/transcript?chat={group.id}") as response:
        assert "attachment" in response.headers["Content-Disposition"]
        page = await response.text()
    assert page.index("Word 0 &lt;b&gt;&amp; more") < page.index("Word 69")
    assert "data:text/plain;base64,bGEgbGEgbGE=" in page
    assert "<script" not in page
    assert "/static/" not in page


async def test_everything_can_begin_anew_after_a_question(maria: Visitor, house: House) -> None:
    assert "Start over?" in (await maria.does("reset"))["dialog"]
    assert not house.start_over.is_set()
    await maria.does("start-over")
    assert house.start_over.is_set()
