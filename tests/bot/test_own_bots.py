"""An organisation may have a bot of its own: what begins there is its, and its links lead there."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.app import owners
from bot.joining import join_links, start_links
from bot.settings.model import Settings
from community.chat.address import Bot, Platform
from storage.engine import Store
from tests.valo import MONDAY, Valo

FJORD = Bot(Platform.TELEGRAM, "4100002")


@pytest.fixture
def valo(sqlite_url: str, open_store: Callable[[str], Store]) -> Valo:
    return Valo(open_store(sqlite_url))


def test_links_lead_to_the_bot_of_the_organisation_where_it_has_one(valo: Valo) -> None:
    fjord = valo.do(lambda work: work.organisations.create("Fjord Centre", "en", "Europe/Oslo", MONDAY))
    valo.do(lambda work: work.bots.ensure(FJORD, "fjord_bot", "https://chat.example/fjord_bot"))
    valo.do(lambda work: work.bots.serves(FJORD, fjord.id))
    assert valo.do(lambda work: start_links(work, fjord.id, "CODE")) == ["https://chat.example/fjord_bot?start=CODE"]
    assert valo.do(lambda work: join_links(work, valo.course)) == ["https://chat.example/talkoot_bot?start=SUOM2345"]
    without = valo.another_course("Suomi 2", "SUOM6789")
    assert valo.do(lambda work: join_links(work, without)) == ["https://chat.example/talkoot_bot?start=SUOM6789"]
    valo.do(lambda work: work.bots.serves(FJORD, None))
    assert len(valo.do(lambda work: start_links(work, fjord.id, "CODE"))) == 2, "bots of all are as good as each other"


def test_the_settings_name_whose_bot_each_is(tmp_path: Path) -> None:
    first, second = "4100001:" + "A" * 35, "4100002:" + "B" * 35
    chosen = Settings.model_validate(
        {
            "telegram": {
                "token": first,
                "bots": {"fjord": {"token": second, "organisation": "Fjord Centre"}, "idle": {}},
            },
            "discord": {"token": "invented.token.here", "organisation": "Ponte"},
            "vault": {"key_file": str(tmp_path / "key")},
        }
    )
    assert owners(chosen) == ["", "Fjord Centre", "Ponte"]
