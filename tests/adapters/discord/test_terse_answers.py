"""A Discord that says no more than its documentation promises."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from adapters.discord.gateway import DiscordGateway

ME = {"id": "100000000000000001", "username": "valo", "discriminator": "0", "global_name": None, "avatar": None}
APPLICATION = {
    "id": "900000000000000001",
    "name": "Valo",
    "icon": None,
    "description": "",
    "bot_public": True,
    "bot_require_code_grant": False,
    "verify_key": "0",
    "team": None,
}


@pytest.fixture
async def terse() -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_get("/api/v10/users/@me", _me)
    app.router.add_get("/api/v10/oauth2/applications/@me", _application)
    app.router.add_get("/api/v10/applications/@me", _application)
    async with TestServer(app) as server:
        yield str(server.make_url("/api/v10"))


async def _me(_: web.Request) -> web.Response:
    return web.json_response(ME)


async def _application(_: web.Request) -> web.Response:
    return web.json_response(APPLICATION)


async def test_the_bot_comes_in_although_nobody_says_whose_application_it_is(terse: str) -> None:
    gateway = DiscordGateway("a-token", terse, terse.replace("http", "ws"), terse)
    try:
        identity = await gateway.connect()
    finally:
        await gateway.close()

    assert (identity.name, identity.bot.id) == ("valo", ME["id"])
    assert "900000000000000001" in identity.link
