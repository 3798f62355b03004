"""What `talkoot check` says: each fault is provoked for real, and told with its remedy."""

import ast
import asyncio
import string
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from adapters.playground.discord import DiscordServer
from adapters.playground.telegram import TelegramServer
from bot.doctor import LEAST_FREE, worded
from bot.remedies import WORDING
from community.chat.address import Bot, Place, Platform
from community.courses import CoursePlace
from community.roles import Grant, Role
from storage import migrate
from storage.engine import Store
from storage.vault import Vault
from tests.bot.clinic import DISCORD_TOKEN, NOW, ROOT, TELEGRAM_TOKEN, Clinic
from tests.valo import GROUPS, Valo


def keys_in(path: str) -> set[str]:
    """Every key with which a module makes a finding; a platform's name may stand in front of it."""
    made: set[str] = set()
    for node in ast.walk(ast.parse((ROOT / path).read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Finding":
            key = node.args[0]
            if isinstance(key, ast.JoinedStr):
                rest = "".join(str(part.value) for part in key.values if isinstance(part, ast.Constant))
                made |= {f"telegram{rest}", f"discord{rest}"}
            else:
                assert isinstance(key, ast.Constant), ast.unparse(node)
                made.add(str(key.value))
    return made


async def test_every_finding_has_its_sentence_and_every_sentence_its_finding() -> None:
    modules = [
        "bot/doctor.py",
        "bot/timekeeping.py",
        "adapters/telegram/checkup.py",
        "adapters/discord/checkup.py",
    ]
    assert set().union(*map(keys_in, modules)) == set(WORDING)


def test_no_sentence_is_too_hard_to_read() -> None:
    for key, sentences in WORDING.items():
        for text in (sentences.well, sentences.ill):
            assert "?" not in "".join(part for part, *_ in string.Formatter().parse(text)) or "running?" in text, key
            assert len(text.split()) <= 60, key


async def test_a_sound_installation_has_nothing_but_good_findings(
    clinic: Clinic, valo: Valo, telegram: TelegramServer, discord: DiscordServer
) -> None:
    telegram.add_bot(TELEGRAM_TOKEN, username="valo_bot", privacy=False)
    discord.add_bot(DISCORD_TOKEN)
    for each in valo.do(lambda work: work.courses.places(valo.course.id)):
        valo.do(lambda work, place=each.place: work.courses.disconnect(place))
    valo.do(lambda work: work.people.grant(Grant(valo.dina.id, Role.COORDINATOR, valo.centre.id), NOW))
    found = await clinic.findings()
    assert [worded(each) for each in found if not each.good] == []
    told = "\n".join(map(worded, found))
    assert "Telegram knows the bot (@valo_bot)." in told
    assert "Discord knows the bot." in told
    assert "The clock of this computer is right" in told
    assert TELEGRAM_TOKEN not in told
    assert DISCORD_TOKEN not in told


async def test_a_chat_that_a_course_has_lost_is_told_with_the_way_back(clinic: Clinic, valo: Valo) -> None:
    telegram, discord = GROUPS.values()
    valo.do(lambda work: work.courses.leave_chat(telegram, NOW))
    assert "the course Suomi 1 goes on in its other chats" in await clinic.says("chat.left", good=True)
    valo.do(lambda work: work.courses.leave_chat(discord, NOW))
    assert "Add the bot to the chat again" in await clinic.says("chat.left")
    valo.do(lambda work: work.courses.connect(CoursePlace(valo.course.id, telegram, "Suomi 1")))
    valo.do(lambda work: work.courses.mute(telegram, NOW))
    assert "Give it the right to write there" in await clinic.says("chat.muted")


async def test_a_wrong_token_is_told_with_the_way_to_the_right_one(
    clinic: Clinic, telegram: TelegramServer, discord: DiscordServer
) -> None:
    assert telegram
    assert discord
    assert "/mybots" in await clinic.says("telegram.token")
    assert "Reset Token" in await clinic.says("discord.token")


async def test_a_platform_that_does_not_answer_is_told(clinic: Clinic) -> None:
    clinic.sections["telegram"] = {"token": TELEGRAM_TOKEN, "api_base": "http://127.0.0.1:9"}
    nowhere = {"api_base": "http://127.0.0.1:9/api/v10", "gateway": "ws://127.0.0.1:9", "cdn": "http://127.0.0.1:9"}
    clinic.sections["discord"] = {"token": DISCORD_TOKEN, **nowhere}
    assert "Telegram cannot be reached (connection refused)" in await clinic.says("telegram.connection")
    assert "Discord cannot be reached (connection refused)" in await clinic.says("discord.connection")


async def test_without_any_token_the_place_to_put_one_is_named(clinic: Clinic) -> None:
    assert "config.toml" in await clinic.says("bots.none")


async def test_privacy_mode_is_told_with_what_it_hides(clinic: Clinic, telegram: TelegramServer) -> None:
    telegram.add_bot(TELEGRAM_TOKEN, username="valo_bot", privacy=True)
    said = await clinic.says("telegram.privacy_mode", good=True)
    assert "@valo_bot sees only what is written to it" in said
    assert "/setprivacy" in said


async def test_a_group_without_the_bot_is_named(clinic: Clinic, valo: Valo, telegram: TelegramServer) -> None:
    bot = telegram.add_bot(TELEGRAM_TOKEN, username="valo_bot")
    dina = telegram.add_user("Dina")
    group = telegram.add_group("Suomi 1 ryhmä", admins=[dina])
    place = Place(Bot(Platform.TELEGRAM, "4100001"), str(group.id))
    valo.do(lambda work: work.courses.connect(CoursePlace(valo.course.id, place, group.title)))
    assert "in the group Suomi 1 ryhmä" in await clinic.says("telegram.in_chat", good=True)
    await dina.remove(group, bot)
    found = [worded(each) for each in await clinic.findings() if each.key == "telegram.not_in_chat"]
    assert any("not in the group Suomi 1 ryhmä" in each for each in found)


async def test_a_channel_without_the_right_to_write_is_named(
    clinic: Clinic, valo: Valo, discord: DiscordServer
) -> None:
    bot = discord.add_bot(DISCORD_TOKEN)
    channel = discord.add_guild("Valo Centre", owner=discord.add_user("Dina"), channels=["suomi"]).channel("suomi")
    place = Place(Bot(Platform.DISCORD, str(bot.id)), str(channel.id))
    valo.do(lambda work: work.courses.connect(CoursePlace(valo.course.id, place, "suomi")))
    channel.deny(bot, "send_messages")
    said = await clinic.says("discord.rights")
    assert "#suomi: Send Messages" in said
    assert "Edit Channel" in said


async def test_an_intent_that_discord_does_not_allow_is_told(clinic: Clinic, discord: DiscordServer) -> None:
    discord.add_bot(DISCORD_TOKEN, intents=())
    clinic.sections["discord"] |= {"message_content": True}
    assert "Message Content Intent" in await clinic.says("discord.message_content")


async def test_a_clock_that_is_wrong_is_told(
    clinic: Clinic, telegram: TelegramServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert telegram
    monkeypatch.setattr("bot.clock.Clock.now", lambda _: datetime.now(UTC) + timedelta(hours=1))
    said = await clinic.says("clock.real")
    assert "s away from 127.0.0.1" in said
    assert "timedatectl" in said


async def test_a_database_that_is_not_there_yet_asks_for_init(clinic: Clinic, tmp_path: Path) -> None:
    clinic.url = f"sqlite:///{tmp_path}/none.db"
    assert "talkoot init" in await clinic.says("schema.missing")
    assert not (tmp_path / "none.db").exists()


async def test_a_file_that_is_no_database_is_told(clinic: Clinic, tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("Dear Aino, " * 500)
    clinic.url = f"sqlite:///{tmp_path}/letters.txt"
    assert "is no database" in await clinic.says("database.out_of_reach")


async def test_a_database_server_that_is_gone_is_told(clinic: Clinic) -> None:
    clinic.url = "postgresql://valo:secret@127.0.0.1:9/valo"
    said = await clinic.says("database.out_of_reach")
    assert "does not answer" in said
    assert "secret" not in said


async def test_tables_of_another_version_are_told(clinic: Clinic, valo: Valo) -> None:
    valo.do(lambda work: work.driver.execute("UPDATE alembic_version SET version_num = '9999'"))
    assert "made by a newer Talkoot" in await clinic.says("schema")


async def test_tables_that_are_older_ask_to_be_brought_up_to_date(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = migrate.revisions()
    monkeypatch.setattr(migrate, "revisions", lambda: [*known, "9999"])
    assert "talkoot migrate" in await clinic.says("schema")


async def test_a_database_that_another_process_holds_is_told(clinic: Clinic, valo: Valo) -> None:
    held, let_go = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    def hold(work: Any) -> None:
        work.timers.set("series", 999, NOW)
        loop.call_soon_threadsafe(held.set)
        asyncio.run_coroutine_threadsafe(let_go.wait(), loop).result()
        raise RuntimeError

    holding = asyncio.create_task(valo.store.run(hold))
    await held.wait()
    try:
        assert "held by another process" in await clinic.says("database.not_writable")
    finally:
        let_go.set()
        await asyncio.gather(holding, return_exceptions=True)


async def test_looking_leaves_no_trace_in_the_database(clinic: Clinic, valo: Valo) -> None:
    before = valo.do(lambda work: work.timers.all())
    assert "can be written" in await clinic.says("database.writable", good=True)
    assert valo.do(lambda work: work.timers.all()) == before


async def test_a_full_disk_is_told(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.doctor.LEAST_FREE", LEAST_FREE * 10**9)
    assert "Free some space" in await clinic.says("disk.space")


async def test_a_key_file_that_is_gone_open_to_others_or_foreign_is_told(clinic: Clinic, valo: Valo) -> None:
    valo.prompt()
    clinic.key_file.chmod(0o644)
    assert "chmod 600" in await clinic.says("key.refused")
    clinic.key_file.unlink()
    assert "Put it back" in await clinic.says("key.missing")
    Vault.at(clinic.key_file, create=True)
    assert "does not belong to this database" in await clinic.says("key.wrong")


async def test_who_is_still_to_come_in_is_told(clinic: Clinic, open_store: Callable[..., Store]) -> None:
    assert "talkoot init" in await clinic.says("organisation.none")
    store = open_store(clinic.url)
    store.now_run(lambda work: work.organisations.create("Fjord Centre", "en", "Europe/Oslo", NOW))
    said = await clinic.says("coordinator")
    assert "Nobody has come in as coordinator of Fjord Centre yet" in said
    assert 'talkoot invite coordinator --organisation "Fjord Centre"' in said


async def test_a_bot_of_an_organisation_that_does_not_exist_is_told(clinic: Clinic, valo: Valo) -> None:
    assert valo
    clinic.sections = {"telegram": {"token": "4100001:" + "A" * 35, "organisation": "Fiord Centre"}}
    assert "there is no organisation of that name" in await clinic.says("organisation.unknown")


async def test_the_same_is_found_on_a_database_server(
    postgresql_url: str, vault: Vault, tmp_path: Path, open_store: Callable[..., Store]
) -> None:
    assert vault
    clinic = Clinic(postgresql_url, tmp_path)
    valo = Valo(open_store(postgresql_url))
    valo.do(lambda work: work.timers.set("series", 77, NOW + timedelta(days=1)))
    assert "(postgresql) answers" in await clinic.says("database.writable", good=True)
    assert "the database server" in await clinic.says("clock.real", good=True)
    assert "1 set anew" in await clinic.says("timers.mended", good=True, repair=True)
    assert valo.do(lambda work: work.timers.all()) == []
