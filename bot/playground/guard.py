"""Who may talk to the page: this computer's own browser, under this page's own name."""

from collections.abc import Awaitable, Callable

from aiohttp import web

LARGEST_UPLOAD = 20 * 1024 * 1024
"""As much as a bot can fetch from Telegram."""
HOSTS = {"127.0.0.1", "localhost"}
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self';"
        " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


@web.middleware
async def guarded(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Refuse other names for this address, and orders from other pages."""
    port = request.transport.get_extra_info("sockname")[1] if request.transport else 0
    own = {f"{host}:{port}" for host in HOSTS}
    if request.host not in own:
        raise web.HTTPForbidden(text="The playground answers to 127.0.0.1 and localhost alone.")
    origin = request.headers.get("Origin")
    if request.method == "POST" and (origin is None or origin.removeprefix("http://") not in own):
        raise web.HTTPForbidden(text="The playground takes orders from its own page alone.")
    response = await handler(request)
    if not response.prepared:
        response.headers.update(HEADERS)
    return response
