"""Sunday evening: the coordinators fetch the figures, which stay in a folder."""

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from rich.padding import Padding
from rich.table import Table

from bot.demo.cast import said
from bot.demo.house import Missing
from bot.demo.troupe import ENGLISH, REPAIRS, Troupe

FILES = ("participants.csv", "prompts.csv", "data_dictionary.csv")
FOLDERS = {ENGLISH: "english-for-seniors", REPAIRS: "repair-cafe"}
SHOWN = {"local_time": "prompt", "invited": "invited", "answered": "answered", "peer_replies": "peer replies"}


async def play(troupe: Troupe, out: Path) -> None:
    house, screen = troupe.stage.house, troupe.stage.screen
    screen.scene("Sunday evening: the figures", "Coordinators ask for them; no names and nobody's words are in them.")
    house.clock.jump(house.on(7, "20:00"))
    troupe.limelight("Maria", "Olav")
    await troupe.maria.says(troupe.maria.bot, "/stats_export")
    _keep(out, ENGLISH, await troupe.maria.gets_files())
    post = said(await troupe.olav.types(troupe.repairs, "stats export"), REPAIRS)
    _keep(out, REPAIRS, {name: post.file(name) for name in post.files})
    await screen.read()
    for course, folder in FOLDERS.items():
        screen.tell(f"{course}, from {out / folder / 'prompts.csv'}:")
        screen.put(Padding(_table((out / folder / "prompts.csv").read_text(encoding="utf-8-sig")), (0, 0, 0, 2)), 12)


def _keep(out: Path, course: str, files: Mapping[str, bytes]) -> None:
    lacking = [name for name in FILES if name not in files]
    if lacking:
        raise Missing(f"the export of {course} should hold {', '.join(lacking)}")
    folder = out / FOLDERS[course]
    folder.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        (folder / name).write_bytes(files[name])


def _table(content: str) -> Table:
    rows = list(csv.DictReader(io.StringIO(content)))
    table = Table(*SHOWN.values(), box=None, pad_edge=False, padding=(0, 3, 0, 0))
    for row in rows:
        table.add_row(*(row[name].replace("T", " ")[:16] for name in SHOWN))
    return table
