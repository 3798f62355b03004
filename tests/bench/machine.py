"""What the figures were measured on."""

import os
import platform
import sqlite3
import subprocess
import sys
from pathlib import Path

import psycopg
import sqlalchemy

from storage.database import address


def described(postgresql: str | None) -> list[str]:
    """The machine and the versions, a fact a line."""
    return [
        f"{_processor()}, {os.cpu_count()} cores, {_memory()}, {platform.system()} {platform.release()}",
        f"Python {platform.python_version()}, SQLAlchemy {sqlalchemy.__version__}, psycopg {psycopg.__version__}",
        f"SQLite {sqlite3.sqlite_version} (WAL, synchronous=NORMAL), {_postgresql(postgresql)}",
        f"load before the first measurement: {os.getloadavg()[0]:.1f}, revision {_revision()}",
    ]


def _processor() -> str:
    with Path("/proc/cpuinfo").open(encoding="utf-8") as lines:
        found = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
        return next(found, platform.machine())


def _memory() -> str:
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return f"{pages / 2**30:.0f} GiB"


def _postgresql(url: str | None) -> str:
    if url is None:
        return "no PostgreSQL"
    plain = address(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain) as connection:
        settings = [connection.execute(f"SHOW {name}".encode()).fetchone() for name in ("server_version", "fsync")]
    version, fsync = (row[0] if row else "?" for row in settings)
    return f"PostgreSQL {version.split()[0]} (fsync {fsync})"


def _revision() -> str:
    asked = ["git", "-C", str(Path(__file__).parent), "rev-parse", "--short", "HEAD"]
    answer = subprocess.run(asked, capture_output=True, text=True, check=False)
    return answer.stdout.strip() or f"unknown ({sys.platform})"


def resident_of(pid: int, which: str) -> float:
    """Memory of a process in MB: `VmRSS` now, `VmHWM` at the most."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(which)) / 1024
