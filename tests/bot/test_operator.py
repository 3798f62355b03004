"""Who runs an installation: as the settings say it, under the privacy notice of every bot."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from adapters.telegram.limits import CAPABILITIES
from bot.app import App, operator
from bot.clock import ScaledClock
from bot.desk import Desk
from bot.settings import load
from bot.wording import privacy
from bot.wording.words import Operator
from community.chat.address import Bot, Platform
from community.people import Person
from tests.bot.every_message import TUESDAY, words
from tests.bot.test_finnish import plain

SETTINGS = """
[installation]
operator = "Valo Centre"
contact = "privacy@valo.example"

[telegram]
token = "700000001:AAvalo"

[telegram.bots.fjord]
token = "700000002:BBfjord"
privacy_url = "https://valo.example/privacy"
"""
BOT = Bot(Platform.TELEGRAM, "4100001")
VALO = Operator("Valo Centre", "privacy@valo.example", "https://valo.example/privacy")


class Door:
    capabilities = CAPABILITIES


def test_the_settings_say_who_runs_the_bots(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(SETTINGS, encoding="utf-8")
    assert operator(load(tmp_path / "config.toml")) == VALO


def test_settings_that_say_nothing_name_nobody(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("", encoding="utf-8")
    assert operator(load(tmp_path / "config.toml")) == Operator()


def test_the_privacy_notice_names_the_operator_and_where_to_ask() -> None:
    said = plain(privacy.notice(replace(words("en"), operator=VALO), "Fjord Centre"))
    assert said.endswith(
        "I am run by Valo Centre.\n"
        "Questions about privacy: privacy@valo.example\n"
        "The whole privacy notice: https://valo.example/privacy"
    )


@pytest.mark.parametrize("known", [Operator(contact="privacy@valo.example"), Operator(name="Valo Centre"), Operator()])
def test_the_privacy_notice_leaves_out_what_nobody_said(known: Operator) -> None:
    said = plain(privacy.notice(replace(words("en"), operator=known), "Fjord Centre"))
    assert ("I am run by" in said, "Questions about" in said) == (bool(known.name), bool(known.contact))
    assert "whole privacy notice" not in said


def test_every_bot_speaks_for_the_operator(store: Any) -> None:
    app = App(store, [], ScaledClock(TUESDAY, 0), operator=VALO)
    desk = app._desk_for(BOT, Door())  # type: ignore[arg-type]
    assert isinstance(desk, Desk)
    person = Person(1, "Aino", "fi", "Europe/Helsinki")
    spoken = store.now_run(lambda work: desk.words_for(work, person, BOT, TUESDAY))
    assert spoken.operator == VALO
