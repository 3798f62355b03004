"""Files between people and the bot, on whichever platform they are."""

import csv
import io

from tests.stories.discord_people import DiscordPerson
from tests.stories.people import Person
from tests.stories.screens import Shown
from tests.stories.telegram_people import TelegramPerson


def hands_in(person: Person, path: str, name: str, content: bytes) -> None:
    """Call a command that asks for a file, and give it: as the next message, or as an option of the command."""
    if isinstance(person, TelegramPerson):
        person.says(person.command(path))
        sends(person, name, content)
    elif isinstance(person, DiscordPerson):
        person._act(f"calls {path} with {name}", person._slash(path, {"file": (name, content)}))  # type: ignore[dict-item]


def sends(person: TelegramPerson, name: str, content: bytes, caption: str = "") -> None:
    send = person.account.send_document(person.town.telegram_bot, name, content, caption=caption)
    person._act(f"sends {name} {caption!r}", send)


def files(person: Person) -> dict[str, bytes]:
    """What came with the newest messages."""
    shown = [each for each in person.news() if each.files]
    return {name: _content(person, each, name) for each in shown for name in each.files}


def rows(content: bytes) -> list[dict[str, str]]:
    """A table that a spreadsheet of Western Europe opens by a double click."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def _content(person: Person, shown: Shown, name: str) -> bytes:
    if isinstance(person, TelegramPerson):
        return person.town.telegram.world.files[shown.raw.document["file_id"]].content
    return bytes(shown.raw.file(name))
