"""The local Discord as a process of its own: it prints its addresses as one JSON line and serves until ended."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys

from adapters.playground.discord.limits import Limits
from adapters.playground.discord.server import DiscordServer


async def serve(port: int, *, limited: bool, validate: bool) -> None:
    async with DiscordServer(port=port, limits=None if limited else Limits.off(), validate=validate) as server:
        bases = {"api_base": server.api_base, "gateway": server.gateway, "cdn": server.cdn, "base": server.base}
        sys.stdout.write(json.dumps(bases) + "\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


def main() -> None:
    parser = argparse.ArgumentParser(description="Serve a local Discord on 127.0.0.1.")
    parser.add_argument("--port", type=int, default=0, help="a free port is taken if none is given")
    parser.add_argument("--no-limits", action="store_true", help="refuse nothing for coming too often")
    parser.add_argument("--no-checks", action="store_true", help="do not compare requests with the API's description")
    given = parser.parse_args()
    asyncio.run(serve(given.port, limited=not given.no_limits, validate=not given.no_checks))


if __name__ == "__main__":
    main()
