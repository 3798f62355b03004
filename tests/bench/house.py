"""The bot to be measured: its database with courses and letters in it, and its process."""

import signal
import tempfile
import uuid
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
from machine import resident_of

from bot.letterbox import fold
from community.calendar import Once, to_wall
from community.chat.address import Account, Bot, Place, Platform
from community.chat.message import Message, Span, Text
from community.courses import NOTICE_VERSION, Course, CoursePlace, CourseState, Membership
from community.letters import Letter, Priority
from community.prompts import Series, SeriesState
from storage import migrate
from storage.database import address
from storage.engine import Store
from storage.vault import Vault
from storage.work import Work
from tests.simulation.bot_process import BotProcess, write_config

ZONE = "Europe/Helsinki"


@dataclass
class House:
    """A database and a key file in a folder of their own."""

    folder: Path
    url: str
    vault: Vault = field(init=False)

    def __post_init__(self) -> None:
        self.vault = Vault.at(self.folder / "talkoot.key", create=True)
        migrate.upgrade(self.url)

    @contextmanager
    def open(self) -> Iterator[Store]:
        store = Store.open(self.url, self.vault)
        try:
            yield store
        finally:
            store.close()

    @asynccontextmanager
    async def served(self, *, limits: bool, **sections: dict[str, Any]) -> AsyncIterator[BotProcess]:
        """`talkoot run` on this database, ready; it must not have said a word about an error."""
        courier = {"courier": {"limits": limits}}
        process = BotProcess(
            write_config(self.folder, self.url, self.folder / "talkoot.key", **{**courier, **sections})
        )
        await process.start()
        try:
            await process.ready()
            yield process
        finally:
            await process.stop()
        if process.errors:
            raise RuntimeError(f"the bot reported errors: {process.errors[:3]}")


@contextmanager
def embedded() -> Iterator[House]:
    with tempfile.TemporaryDirectory(prefix="talkoot-bench-") as folder:
        yield House(Path(folder), f"sqlite:///{folder}/talkoot.db")


@contextmanager
def on_server(server: str) -> Iterator[House]:
    """A database of its own on a PostgreSQL server."""
    name = f"talkoot_{uuid.uuid4().hex[:12]}"
    plain = address(server).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as admin, tempfile.TemporaryDirectory() as folder:
        admin.execute(f"CREATE DATABASE {name}".encode())
        try:
            url = address(server).set(database=name).render_as_string(hide_password=False)
            yield House(Path(folder), url)
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def resident(process: BotProcess, which: str) -> float:
    """Memory of the bot in MB: `VmRSS` now, `VmHWM` at the most."""
    assert process._process is not None
    return resident_of(process._process.pid, which)


@contextmanager
def still(process: BotProcess) -> Iterator[None]:
    """The bot does nothing meanwhile."""
    assert process._process is not None
    process._process.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        process._process.send_signal(signal.SIGCONT)


@dataclass(frozen=True)
class Setting:
    """Who is where: the bot, the chats of the course, the people."""

    bot: Bot
    groups: Sequence[str]
    people: Sequence[str]

    @classmethod
    def of(cls, platform: Platform, founded: dict[str, Any]) -> "Setting":
        bot = founded["bot"] if "bot" in founded else founded["bots"][0]
        return cls(Bot(platform, bot), founded["groups"], founded["people"])

    def enrol(self, work: Work, course: Course) -> None:
        now = datetime.now(UTC)
        for number, native in enumerate(self.people):
            account = Account(self.bot.platform, native)
            person = work.people.create(account, f"Learner {number}", "en", now)
            work.people.seen(account, self.bot, Place(self.bot, native, private=True), now)
            work.courses.join(Membership(0, course.id, person.id, self.bot.platform, now, NOTICE_VERSION, now))


def open_course(work: Work, number: int) -> Course:
    """An open course of the Valo Centre, without places yet."""
    now = datetime.now(UTC)
    organisations = work.organisations.all()
    centre = organisations[0] if organisations else work.organisations.create("Valo Centre", "en", ZONE, now)
    trainer = work.people.create(Account(Platform.TELEGRAM, f"{number + 1}"), "Dina", "en", now)
    code = f"C{number:07d}"
    return work.courses.add(Course(0, centre.id, "Suomi", "en", ZONE, code, CourseState.OPEN, trainer.id, now))


def connect(work: Work, course: Course, bot: Bot, groups: Sequence[str]) -> None:
    work.bots.ensure(bot, "valo_bot", "https://t.me/valo_bot")
    for group in groups:
        work.courses.connect(CoursePlace(course.id, Place(bot, group), "Suomi"))


def schedule(work: Work, course: Course, text: str, due: datetime) -> None:
    """A prompt that comes once."""
    wall = to_wall(due, ZONE).replace(microsecond=0)
    before = due - timedelta(minutes=1)
    work.prompts.add(
        Series(0, course.id, text, Once(wall), ZONE, SeriesState.SCHEDULED, course.created_by, before, before)
    )


def write_letters(work: Work, bot: Bot, chats: Sequence[tuple[str, bool]], count: int) -> None:
    """Letters of the lowest priority, going round the chats."""
    work.bots.ensure(bot, "valo_bot", "https://t.me/valo_bot")
    letters = []
    for number in range(count):
        chat, private = chats[number % len(chats)]
        body = fold(Message((Text((Span(f"Letter {number} of the Valo Centre: the hall opens at nine."),)),)))
        letters.append(Letter(bot=bot, place=Place(bot, chat, private=private), priority=Priority.BULK, body=body))
    now = datetime.now(UTC)
    for begin in range(0, count, 500):
        work.outbox.add_all(letters[begin : begin + 500], now)


def soon(seconds: float) -> datetime:
    return datetime.now(UTC) + timedelta(seconds=seconds)
