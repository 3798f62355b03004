"""The page over HTTP, on loopback alone: choose who you are, see both chats, act, and hear at once what happens."""

import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from aiohttp import web

from adapters.playground.discord.world import Impossible
from adapters.playground.telegram import NotPossibleError
from bot.log import logger
from bot.playground.community import PersonMistaken, Somebody
from bot.playground.discord.window import DiscordWindow
from bot.playground.guard import LARGEST_UPLOAD, guarded
from bot.playground.house import House, Persona, UnknownPersona
from bot.playground.pages import page
from bot.playground.panel import Panel
from bot.playground.stream import Journal, Stream
from bot.playground.telegram.window import TelegramWindow
from bot.playground.transcript import transcript
from bot.playground.window import Given, NotPossible, Reply, Upload, Window
from bot.wording.catalogues import languages

ZONES = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/"))
STATIC = Path(__file__).with_name("static")
FAULT_OF_OURS = "Something went wrong in the playground itself, and was not done. The terminal says what."
log = logger("talkoot.playground")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Site:
    """Serves the pages of one house."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.panel = Panel(house)
        windows: tuple[Window, ...] = (TelegramWindow(house), DiscordWindow(house), self.panel)
        self.windows: Mapping[str, Window] = {window.name: window for window in windows}
        self.journal = Journal(self.windows)

    @asynccontextmanager
    async def open(self, where: socket.socket | int) -> AsyncIterator[str]:
        """Listen on this socket, or on a port of loopback; gives the address of the first page."""
        self.journal.open()
        runner = web.AppRunner(self._application(), access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        try:
            door = where if isinstance(where, socket.socket) else socket.create_server(("127.0.0.1", where))
            await web.SockSite(runner, door).start()
            yield f"http://127.0.0.1:{runner.addresses[0][1]}/"
        finally:
            await runner.cleanup()
            self.journal.close()
            await self.panel.close()

    def _application(self) -> web.Application:
        app = web.Application(middlewares=[guarded, self._spoken], client_max_size=LARGEST_UPLOAD)
        app.add_routes(
            [
                web.get("/", self._choose),
                web.post("/people", self._add),
                web.get("/as/{who}", self._both),
                web.get("/as/{who}/events", self._events),
                web.get("/as/{who}/{window}", self._one),
                web.get("/as/{who}/{window}/earlier", self._earlier),
                web.get("/as/{who}/{window}/transcript", self._transcript),
                web.get("/as/{who}/{window}/file/{key:.+}", self._file),
                web.post("/as/{who}/{window}/{act}", self._do),
                web.static("/static", STATIC),
            ]
        )
        return app

    @web.middleware
    async def _spoken(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """What cannot be done is said, to a script as JSON and to a reader as a page."""
        try:
            return await handler(request)
        except (NotPossible, NotPossibleError, Impossible) as mistake:
            return self._refused(request, str(mistake), 409)
        except (UnknownPersona, LookupError) as mistake:
            return self._refused(request, str(mistake.args[0] if mistake.args else "There is nothing here."), 404)
        except web.HTTPRequestEntityTooLarge:
            most = LARGEST_UPLOAD // 1024 // 1024
            return self._refused(
                request,
                f"This is too large: the playground takes {most} MB at once, what a bot can fetch from Telegram.",
                413,
            )
        except ValueError as mistake:
            return self._refused(request, str(mistake), 400)
        except (web.HTTPException, ConnectionResetError):  # the latter: who asked has left
            raise
        except Exception:
            log.exception("the playground failed", method=request.method, route=str(request.match_info.route.resource))
            return self._refused(request, FAULT_OF_OURS, 500)

    def _refused(self, request: web.Request, said: str, status: int) -> web.Response:
        if request.method == "POST":
            return web.json_response({"error": said}, status=status)
        return web.Response(text=page("refused.html", said=said), content_type="text/html", status=status)

    async def _choose(self, _: web.Request) -> web.Response:
        return _html(page("choose.html", house=self.house, zones=ZONES, spoken=", ".join(languages())))

    async def _add(self, request: web.Request) -> web.Response:
        given = await _given(request)
        try:
            persona = self.house.add(Somebody.asked({**given.fields, "on": given.several.get("on", ())}))
        except PersonMistaken as mistake:
            return web.json_response({"error": "Please look at what is marked.", "faults": mistake.faults}, status=400)
        return web.json_response({"go": f"/as/{persona.key}"})

    async def _both(self, request: web.Request) -> web.Response:
        persona, at = self._persona(request), self.journal.number
        shown = {name: window.show(persona, request.query.get(name, "")) for name, window in self.windows.items()}
        return _html(page("both.html", persona=persona, house=self.house, windows=shown, at=at))

    async def _one(self, request: web.Request) -> web.Response:
        return _html(self._window(request).show(self._persona(request), request.query.get("chat", "")))

    async def _earlier(self, request: web.Request) -> web.Response:
        query = request.query
        return _html(self._window(request).earlier(self._persona(request), query["chat"], query["before"]))

    async def _transcript(self, request: web.Request) -> web.Response:
        name, text = transcript(self._window(request), self._persona(request), request.query.get("chat", ""))
        headers = {"Content-Disposition": f'attachment; filename="{_ascii(name)}.html"'}
        return web.Response(text=text, content_type="text/html", headers=headers)

    async def _file(self, request: web.Request) -> web.Response:
        found = self._window(request).file(self._persona(request), request.match_info["key"])
        inline = found.mime in {"image/jpeg", "image/png", "image/gif", "image/webp", "audio/ogg", "audio/mpeg"}
        how = "inline" if inline else "attachment"
        headers = {"Content-Disposition": f'{how}; filename="{_ascii(found.name)}"'}
        return web.Response(body=found.content, content_type=found.mime, headers=headers)

    async def _events(self, request: web.Request) -> web.StreamResponse:
        known = int(request.headers.get("Last-Event-ID") or request.query["since"])
        with self.panel.watch.looked_at():
            return await Stream(self.journal, self._persona(request), dict(request.query), known).serve(request)

    async def _do(self, request: web.Request) -> web.Response:
        persona, window, given = self._persona(request), self._window(request), await _given(request)
        reply = await window.do(persona, given.get("chat"), request.match_info["act"], given)
        return web.json_response(_worded(reply))

    def _persona(self, request: web.Request) -> Persona:
        return self.house.persona(request.match_info["who"])

    def _window(self, request: web.Request) -> Window:
        name = request.match_info["window"]
        if name not in self.windows:
            raise LookupError(f"There is no window {name}; there are {', '.join(self.windows)}.")
        return self.windows[name]


def _html(text: str) -> web.Response:
    return web.Response(text=text, content_type="text/html")


async def _given(request: web.Request) -> Given:
    """The fields and files of a form."""
    posted = await request.post()
    several: dict[str, list[str]] = {}
    uploads: dict[str, list[Upload]] = {}
    for name, value in posted.items():
        if not isinstance(value, web.FileField):
            several.setdefault(name, []).append(str(value))
        elif value.filename:
            uploads.setdefault(name, []).append(Upload(value.filename, value.file.read(), value.content_type))
    fields = {name: values[-1] for name, values in several.items()}
    files = {name: values[-1] for name, values in uploads.items()}
    return Given(fields, several, files, uploads)


def _worded(reply: Reply) -> dict[str, Any]:
    said = {name: getattr(reply, name) for name in ("note", "alert", "open", "dialog", "go", "data")}
    return {name: value for name, value in said.items() if value not in ("", None)}


def _ascii(name: str) -> str:
    return name.encode("ascii", "replace").decode().replace('"', "_").replace("?", "_")
