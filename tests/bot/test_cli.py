"""What an operator sees at the command line."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import structlog

from bot.shell.speech import Exit
from community.chat.address import Bot, Platform
from storage.engine import Store
from tests.bot.shell import Shell

ROOT = Path(__file__).parents[2]
TOKEN = "700000001:AAvalocentre_0123456789-abcdefghijkl"


def python(program: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **more, "PYTHONPATH": str(ROOT)}
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=environment, check=False)


def test_help_loads_nothing_heavy() -> None:
    run = python(
        "import sys\nfrom bot.cli import main\nsys.argv = ['talkoot', '--help']\n"
        "try: main()\nexcept SystemExit: print([name for name in ('telegram', 'discord', 'sqlalchemy', 'pydantic', "
        "'pydantic_settings', 'structlog', 'rich', 'babel', 'asyncio') if name in sys.modules])"
    )
    assert "Usage: talkoot" in run.stdout
    assert run.stdout.splitlines()[-1] == "[]"


def test_help_names_every_command_and_exit_code(talkoot: Shell) -> None:
    shown = talkoot("--help").out
    for word in (
        "run",
        "playground",
        "demo",
        "init",
        "invite",
        "check",
        "export",
        "backup",
        "restore",
        "migrate",
        "config",
    ):
        assert re.search(rf"^  {word} +[A-Z].*\.$", shown, re.MULTILINE), word
    codes = re.findall(r"(\d+) [a-z]", re.sub(r"\s+", " ", shown).partition("Exit codes:")[2])
    assert [int(code) for code in codes] == list(Exit)


def test_without_words_the_help_is_shown(talkoot: Shell) -> None:
    assert "Usage: talkoot" in talkoot().out + talkoot().err


def test_a_new_installation_begins_with_one_command(talkoot: Shell, tmp_path: Path) -> None:
    said = talkoot("init", "--organisation", " Valo  Centre ", "--zone", "Europe/Helsinki")
    assert said.code == 0
    assert f"Made: key file {tmp_path}/talkoot.key." in said.out
    assert "Made: organisation Valo Centre (number 1, en, Europe/Helsinki)." in said.out
    assert "Next: talkoot invite coordinator" in said.out
    assert (tmp_path / "talkoot.key").stat().st_mode & 0o777 == 0o600


def test_beginning_again_changes_nothing(founded: Shell) -> None:
    assert "Valo Centre is there already." in founded("init", "--organisation", "valo centre").out
    assert "Everything is there already: Valo Centre." in founded("init").out
    assert len(json.loads(founded("organisation", "list", "--json").out)) == 1


def test_beginning_without_a_name_says_what_is_missing(talkoot: Shell, tmp_path: Path) -> None:
    said = talkoot("init", "--no-input")
    assert (said.code, said.out) == (2, "")
    assert said.err == "The organisation needs a name: add --organisation NAME.\n"
    assert not list(tmp_path.glob("talkoot.*")), "nothing was made"


def test_a_slip_at_the_beginning_makes_nothing(talkoot: Shell, tmp_path: Path) -> None:
    said = talkoot("init", "--organisation", "Valo Centre", "--zone", "Mars")
    assert (said.code, said.out) == (2, "")
    assert not list(tmp_path.glob("talkoot.*"))


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        (("--zone", "Helsinki"), "Helsinki is not a time zone: write it like Europe/Helsinki."),
        (("--language", "xx"), "Talkoot does not speak xx: choose en"),
    ],
)
def test_a_wrong_zone_or_language_makes_no_organisation(founded: Shell, wrong: tuple[str, str], complaint: str) -> None:
    said = founded("organisation", "add", "Fjord Centre", *wrong)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(complaint)
    assert "Fjord" not in founded("organisation", "list").out


def test_organisations_are_listed_for_people_and_for_programs(founded: Shell) -> None:
    founded("organisation", "add", "Fjord Centre", "--zone", "Europe/Oslo")
    assert founded("organisation", "list").out == (
        "1\tValo Centre\ten\tEurope/Helsinki\n2\tFjord Centre\ten\tEurope/Oslo\n"
    )
    assert [one["name"] for one in json.loads(founded("organisation", "list", "--json").out)] == [
        "Valo Centre",
        "Fjord Centre",
    ]


def test_an_invitation_opens_by_link_on_telegram_and_by_command_on_discord(
    founded: Shell, installed: Callable[[], Store]
) -> None:
    house = installed()
    house.now_run(lambda work: work.bots.ensure(Bot(Platform.TELEGRAM, "7"), "valo_bot", "https://t.me/valo_bot"))
    house.now_run(lambda work: work.bots.ensure(Bot(Platform.DISCORD, "8"), "Valo", "https://discord.example.org/8"))

    shown = json.loads(founded("invite", "coordinator", "--json").out)
    code = shown["code"]
    assert {door["platform"]: door.get("type", door["link"]) for door in shown["doors"]} == {
        "telegram": f"https://t.me/valo_bot?start={code}",
        "discord": f"/join {code}",
    }
    kept = house.now_run(lambda work: work.organisations.invitation(work.vault.hash(code)))
    assert kept is not None
    assert (kept.organisation, kept.role.name, kept.used_at) == (1, "COORDINATOR", None)


def test_an_invitation_reads_well_before_any_bot_was_started(founded: Shell) -> None:
    said = founded("invite", "trainer").out
    assert said.startswith("One person becomes trainer of Valo Centre with this, until ")
    assert re.search(r"type /join [A-Z2-9]{20} to the bot", said)


def test_with_two_organisations_an_invitation_must_say_which(founded: Shell) -> None:
    founded("organisation", "add", "Fjord Centre")
    said = founded("invite", "trainer")
    assert said.code == 2
    assert said.err == "Which organisation? Add --organisation with one of: Valo Centre, Fjord Centre.\n"
    assert "trainer of Fjord Centre" in founded("invite", "trainer", "--organisation", "fjord centre").out
    assert "There is no organisation Ponte" in founded("invite", "trainer", "--organisation", "Ponte").err


@pytest.mark.parametrize("words", [("organisation", "list"), ("invite", "trainer"), ("export", "--course", "X")])
def test_before_anything_is_set_up_commands_point_to_init(talkoot: Shell, tmp_path: Path, words: list[str]) -> None:
    said = talkoot(*words)
    assert said.code == 1
    assert said.err == f"Nothing is set up here yet: there is no {tmp_path}/talkoot.key. Run talkoot init.\n"
    assert list(tmp_path.iterdir()) == []


def test_all_mistakes_in_the_settings_come_together(talkoot: Shell, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(f'[telegram]\ntokn = "{TOKEN}"\n[log]\nlevel = "loud"\n')
    for words in (("config", "check"), ("run",), ("organisation", "list")):
        said = talkoot(*words)
        assert said.code == 3
        assert said.err.splitlines() == [
            "config.toml: telegram.tokn is not a setting. Did you mean telegram.token?",
            "config.toml: log.level must be 'debug', 'info', 'warning' or 'error'.",
            "2 mistakes in the settings; nothing was started.",
        ]


def test_what_holds_is_shown_with_its_source_and_without_secrets(talkoot: Shell, tmp_path: Path) -> None:
    (tmp_path / "valo.toml").write_text(
        f'[telegram]\ntoken = "{TOKEN}"\napi_base = "http://127.0.0.1:8081"\n'
        '[database]\nurl = "postgresql://talkoot:hush@localhost/talkoot"\n'
    )
    before = talkoot("--config", "valo.toml", "config", "show", "--sources", "--json")
    after = talkoot("config", "show", "--sources", "--json", "--config", "valo.toml")
    assert before == after
    rows = {row["key"]: (row["value"], row["source"]) for row in json.loads(after.out)}
    assert rows["telegram.token"] == ("**********", "valo.toml")
    assert rows["telegram.api_base"] == ("http://127.0.0.1:8081 (not the public address)", "valo.toml")
    assert rows["database.url"] == ("postgresql://talkoot:***@localhost/talkoot", "valo.toml")
    assert rows["courier.limits"] == ("True", "default")
    assert TOKEN not in after.out + talkoot("config", "show", "--config", "valo.toml").out


def test_settings_in_order_are_called_so(talkoot: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TALKOOT_TELEGRAM__TOKEN", TOKEN)
    assert talkoot("config", "check").out == "The settings are in order; bots with a token: 1.\n"


def test_the_example_can_be_printed_and_compared(talkoot: Shell, tmp_path: Path) -> None:
    (tmp_path / "old.toml").write_text("# old\n")
    assert talkoot("config", "example").out == (ROOT / "config.example.toml").read_text(encoding="utf-8")
    assert talkoot("config", "example", "--check", str(ROOT / "config.example.toml")).code == 0
    said = talkoot("config", "example", "--check", "old.toml")
    assert (said.code, said.err) == (1, "old.toml is not current. Make it anew: talkoot config example > old.toml\n")


def test_running_with_a_named_file_but_no_token_is_refused(talkoot: Shell, tmp_path: Path) -> None:
    (tmp_path / "valo.toml").write_text("")
    said = talkoot("run", "--config", "valo.toml")
    assert said.code == 3
    assert said.err.startswith("No bot has a token: set telegram.token or discord.token. Looked in ")


def test_an_unknown_word_is_answered_in_a_sentence(talkoot: Shell) -> None:
    said = talkoot("organisaton", "list")
    assert said.code == 2
    assert "No such command 'organisaton'" in said.err


def test_our_own_fault_has_a_reference_and_no_traceback(
    founded: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    structlog.reset_defaults()  # as in a shell: nobody has set up the log yet
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("bot.clock.Clock.now", lambda _: 1 / 0)
    said = founded("invite", "trainer")
    assert said.code == 1
    assert re.match(r"This is a fault in Talkoot \(ZeroDivisionError\).* under [0-9a-f]{8} in /", said.err)
    assert "Traceback" not in said.err


def test_an_interrupted_command_ends_with_its_own_code(founded: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("bot.clock.Clock.now", interrupted)
    assert founded("invite", "trainer").code == 130


def test_the_version_is_told_for_people_and_for_programs(talkoot: Shell) -> None:
    assert talkoot("version").out == talkoot("--version").out
    assert list(json.loads(talkoot("version", "--json").out)) == ["talkoot"]


def test_running_tells_where_tokens_go_and_stops_when_told(talkoot: Shell, tmp_path: Path) -> None:
    del talkoot
    (tmp_path / "valo.toml").write_text(f'[telegram]\ntoken = "{TOKEN}"\napi_base = "http://127.0.0.1:9"\n')
    words = [sys.executable, "-m", "bot", "run", "--config", "valo.toml"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(words, cwd=tmp_path, env=environment, stderr=subprocess.PIPE, text=True) as service:
        assert service.stderr is not None
        told = []
        for line in service.stderr:
            told.append(line)
            if "out of reach" in line:
                service.terminate()
        assert service.wait(20) == 0
    assert {"platform": "telegram", "host": "127.0.0.1:9"}.items() <= next(
        json.loads(line).items() for line in told if "bot configured" in line
    )
    assert {"event": "platform out of reach", "fault": "connection refused"}.items() <= json.loads(told[-2]).items()
    assert json.loads(told[-1])["event"] == "stopped"
    assert TOKEN not in "".join(told)


def test_a_partnership_is_made_with_its_first_organisation_and_led_from_there(founded: Shell) -> None:
    assert founded("invite", "partnership").err.startswith("Valo Centre is in no partnership")
    said = founded("organisation", "add", "Valo Centre", "--partnership", "Talkoot")
    assert said.out == "Valo Centre is there already.\nIt is in the partnership Talkoot.\n"
    founded("organisation", "add", "Fjord Centre", "--zone", "Europe/Oslo", "--partnership", "talkoot")
    listed = json.loads(founded("organisation", "list", "--json").out)
    assert [one["partnership"] for one in listed] == ["Talkoot", "Talkoot"]
    invited = founded("invite", "partnership", "--organisation", "Valo Centre")
    assert invited.out.startswith("One person becomes coordinator of the partnership, at Valo Centre with this")
