"""What an operator writes, and what is said about it."""

import os
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.settings import Settings, SettingsMistaken, Sources, load
from bot.settings.example import example
from bot.settings.faults import all_keys

ROOT = Path(__file__).parents[2]
TOKEN = "700000001:AAvalo"
SECOND = "700000002:BBfjord"


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in os.environ:
        if name.startswith("TALKOOT_") or name == "CREDENTIALS_DIRECTORY":
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def written(text: str, name: str = "config.toml") -> Path:
    path = Path(name)
    path.write_text(text, encoding="utf-8")
    return path


def mistakes(text: str = "") -> list[str]:
    with pytest.raises(SettingsMistaken) as caught:
        load(written(text))
    return [str(fault) for fault in caught.value.faults]


def test_without_any_file_everything_has_a_default(tmp_path: Path) -> None:
    settings = load()
    assert settings.database.url == f"sqlite:///{tmp_path}/talkoot.db"
    assert settings.vault.key_file == tmp_path / "talkoot.key"
    assert not settings.has_bot


def test_paths_start_from_the_folder_of_the_settings_file(tmp_path: Path) -> None:
    (tmp_path / "etc").mkdir()
    file = written('[database]\nurl = "sqlite:///data/valo.db"\n[vault]\nkey_file = "/secure/valo.key"', "etc/t.toml")
    settings = load(file)
    assert settings.database.url == f"sqlite:///{tmp_path}/etc/data/valo.db"
    assert settings.vault.key_file == Path("/secure/valo.key")


def test_the_environment_wins_over_secrets_and_secrets_over_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets = tmp_path / "secrets"
    secrets.mkdir()
    (secrets / "telegram__token").write_text(SECOND + "\n")
    (secrets / "discord__token").write_text("from-secret")
    file = written(f'[telegram]\ntoken = "{TOKEN}"\n[discord]\ntoken = "from-file"\n[log]\nlevel = "debug"')
    monkeypatch.setenv("TALKOOT_DISCORD__TOKEN", "from-environment")

    settings = load(file, secrets)
    assert settings.secrets() == [SECOND, "from-environment"]
    assert settings.log.level == "debug"
    sources = Sources.read(file, secrets)
    assert sources.of(("telegram", "token")) == f"{secrets}/telegram__token"
    assert sources.of(("discord", "token")) == "TALKOOT_DISCORD__TOKEN"
    assert sources.of(("log", "level")) == "config.toml"
    assert sources.of(("log", "format")) is None


@pytest.mark.parametrize("variable", ["TALKOOT_SECRETS_DIR", "CREDENTIALS_DIRECTORY"])
def test_the_directory_of_secrets_may_be_named_by_a_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    (tmp_path / "telegram__token").write_text(TOKEN)
    monkeypatch.setenv(variable, str(tmp_path))
    assert load().secrets() == [TOKEN]


def test_the_settings_file_may_be_named_by_a_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    written('[log]\nlevel = "error"', "valo.toml")
    monkeypatch.setenv("TALKOOT_CONFIG", "valo.toml")
    assert load().log.level == "error"


def test_every_mistake_is_told_at_once_with_file_key_and_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TALKOOT_LOG__LEVEL", "loud")
    monkeypatch.setenv("TALKOOT_TELEGRM__TOKEN", TOKEN)
    told = mistakes(
        """
        [telegram]
        tokn = "700000001:AAvalo"
        [discord]
        message_content = "perhaps"
        [discord.bots.east]
        message_contents = true
        [discord.bots.west]
        members = true
        [databse]
        url = "sqlite:///x.db"
        [installation]
        zone = "Europe/Helsingfors"
        """
    )
    assert sorted(told) == [
        "TALKOOT_LOG__LEVEL: log.level must be 'debug', 'info', 'warning' or 'error'.",
        "TALKOOT_TELEGRM__TOKEN: telegrm.token is not a setting. Did you mean telegram.token or discord.token?",
        "config.toml: databse is not a setting. Did you mean database?",
        "config.toml: discord.bots.east.message_contents is not a setting. Did you mean discord.bots.east.message_content?",
        "config.toml: discord.bots.west.members is not a setting. Did you mean discord.bots.west.token?",
        "config.toml: discord.message_content must be true or false.",
        "config.toml: installation.zone is not a time zone; write it like Europe/Helsinki.",
        "config.toml: telegram.tokn is not a setting. Did you mean telegram.token?",
    ]


def test_a_secret_is_never_repeated_in_a_complaint(tmp_path: Path) -> None:
    (tmp_path / "telegram__token").write_text("hush-valo")
    (tmp_path / "discord__tokn").write_text("hush-fjord")
    file = written('[discord]\ntoken = "Bot hush-ponte"\n[database]\nurl = "mysql://valo:hush-db@localhost/x"')
    with pytest.raises(SettingsMistaken) as caught:
        load(file, tmp_path)
    told = str(caught.value)
    assert len(caught.value.faults) == 4
    assert f"{tmp_path}/telegram__token" in told
    assert "hush" not in told


def test_a_slip_in_the_syntax_is_told_with_its_line() -> None:
    (told,) = mistakes('[telegram]\n\ntoken = 700000001:AAvalo"\n')
    assert told.startswith("config.toml is not TOML")
    assert "line 3" in told
    assert "AAvalo" not in told


def test_a_file_that_was_named_must_exist() -> None:
    with pytest.raises(SettingsMistaken, match=r"missing\.toml does not exist\. Copy config\.example\.toml"):
        load(Path("missing.toml"))


def test_a_secrets_directory_that_was_named_must_exist() -> None:
    with pytest.raises(SettingsMistaken, match="is not a directory"):
        load(None, Path("nowhere"))


@pytest.mark.parametrize("host", ["localhost:8081", "127.0.0.1:8081", "127.8.9.1", "[::1]:8081"])
def test_plain_addresses_may_lead_to_this_computer(host: str) -> None:
    file = written(
        f"""
        [telegram]
        api_base = "http://{host}/"
        [discord]
        api_base = "http://{host}/api/v10"
        gateway = "ws://{host}/gateway"
        cdn = "http://{host}/cdn"
        """
    )
    settings = load(file)
    assert settings.telegram.api_base == settings.telegram.file_base == f"http://{host}"
    assert settings.discord.gateway == f"ws://{host}/gateway"


@pytest.mark.parametrize(
    "host", ["example.org", "127.0.0.1.example.org", "10.0.0.1", "localhost.example.org", "[2001:db8::1]"]
)
@pytest.mark.parametrize(
    ("section", "key", "scheme", "path"),
    [
        ("telegram", "api_base", "http", ""),
        ("telegram", "file_base", "http", ""),
        ("discord", "api_base", "http", "/api/v10"),
        ("discord", "gateway", "ws", ""),
        ("discord", "cdn", "http", ""),
    ],
)
def test_plain_addresses_may_lead_nowhere_else(host: str, section: str, key: str, scheme: str, path: str) -> None:
    told = mistakes(f'[{section}]\n{key} = "{scheme}://{host}{path}"')
    assert told[0].startswith(f"config.toml: {section}.{key} must begin with {scheme}s://, for tokens travel to it")
    assert len(told) == 1


@pytest.mark.parametrize(
    ("section", "setting", "reason"),
    [
        ("discord", 'gateway = "wss://gateway.example.org/?v=10"', "must hold no user name"),
        ("discord", 'gateway = "https://gateway.example.org"', "must be an address that begins with wss://"),
        ("discord", 'api_base = "https://example.org"', "must end with /api/v10"),
        ("telegram", 'api_base = "https://valo:pw@example.org"', "must hold no user name"),
        ("telegram", 'api_base = "https://[example.org"', "is not an address"),
        ("telegram", 'api_base = "api.example.org"', "must be an address that begins with https://"),
        ("telegram", 'token = "BBfjord"', "does not look like a Telegram token"),
        ("telegram", "token = 7", "must be a text in quotes"),
        ("database", 'url = "sqlite://"', "must name a file"),
        ("database", 'url = "sqlite:///:memory:"', "must name a file"),
        ("database", 'url = "postgresql://localhost"', "must be sqlite:///FILE or postgresql://"),
        (
            "installation",
            'language = "finnish"',
            "is not a language that Talkoot speaks (en, fi, it, nb, pt). Did you mean fi?",
        ),
        (
            "installation",
            'language = "fi-FI"',
            "is not a language that Talkoot speaks (en, fi, it, nb, pt). Did you mean fi?",
        ),
        (
            "installation",
            'language = "Suomi"',
            "is not a language that Talkoot speaks (en, fi, it, nb, pt). Did you mean fi?",
        ),
        (
            "installation",
            'language = "no"',
            "is not a language that Talkoot speaks (en, fi, it, nb, pt). Did you mean nb?",
        ),
        ("installation", 'language = "tlh"', "is not a language that Talkoot speaks (en, fi, it, nb, pt)."),
        ("installation", "language = 7", "must be a text in quotes"),
        ("installation", 'contact = "privacy"', "must be an e-mail address or a web page"),
        ("installation", 'contact = "privacy@valo"', "must be an e-mail address or a web page"),
        ("installation", 'contact = "privacy at valo.example"', "must be an e-mail address or a web page"),
        ("installation", 'contact = "Valo <privacy@valo.example>"', "must be an e-mail address or a web page"),
        ("installation", 'contact = "ftp://valo.example"', "must be an e-mail address or a web page"),
        ("installation", 'contact = "https://"', "must be an e-mail address or a web page"),
        ("clock", "speed = 0", "must be more than 0"),
    ],
)
def test_a_value_that_cannot_work_is_refused_with_the_reason(section: str, setting: str, reason: str) -> None:
    (told,) = mistakes(f"[{section}]\n{setting}")
    assert told.startswith(f"config.toml: {section}.{setting.partition(' ')[0]} {reason}")


@pytest.mark.parametrize(
    ("written_as", "meant"),
    [
        ("mailto:privacy@valo.example", "privacy@valo.example"),
        ("Valo <privacy@valo.example>", "privacy@valo.example"),
        ("www.valo.example/privacy", "https://www.valo.example/privacy"),
        ("valo.example", "https://valo.example"),
    ],
)
def test_a_contact_that_is_nearly_right_is_answered_with_what_was_meant(written_as: str, meant: str) -> None:
    (told,) = mistakes(f'[installation]\ncontact = "{written_as}"')
    assert told.endswith(f"Did you mean {meant}?")


@pytest.mark.parametrize(
    "contact", ["", "privacy@valo.example", "https://valo.example/privacy?lang=fi", "http://valo.example"]
)
def test_people_can_be_told_where_to_write(contact: str) -> None:
    assert load(written(f'[installation]\ncontact = "{contact}"')).installation.contact == contact


def test_half_a_local_discord_is_refused_before_the_token_travels() -> None:
    (told,) = mistakes('[discord]\napi_base = "http://127.0.0.1:9/api/v10"')
    assert "api_base and gateway must both be on this computer or both not" in told


def test_further_bots_follow_the_first_except_for_its_token() -> None:
    settings = load(
        written(
            f"""
            [telegram]
            token = "{TOKEN}"
            api_base = "http://127.0.0.1:1"
            file_base = "http://127.0.0.1:3"
            [telegram.bots.fjord]
            token = "{SECOND}"
            [telegram.bots.ponte]
            token = "700000003:CCponte"
            api_base = "http://127.0.0.1:2"
            [telegram.bots.idle]
            """
        )
    )
    first, fjord, ponte = settings.telegram_bots()
    assert first.api_base == fjord.api_base == "http://127.0.0.1:1"
    assert first.file_base == fjord.file_base == "http://127.0.0.1:3"
    assert ponte.api_base == ponte.file_base == "http://127.0.0.1:2"


def test_further_bots_may_have_their_token_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TALKOOT_DISCORD__BOTS__FJORD__TOKEN", "abc")
    monkeypatch.setenv("TALKOOT_DISCORD__BOTS__FJORD__MESSAGE_CONTENT", "true")
    (fjord,) = load().discord_bots()
    assert fjord.message_content


def test_one_account_is_not_served_twice() -> None:
    (told,) = mistakes(f'[telegram]\ntoken = "{TOKEN}"\n[telegram.bots.fjord]\ntoken = "{TOKEN}"')
    assert "telegram.bots.fjord and telegram have the same token" in told
    assert TOKEN not in told


def test_a_blank_token_is_no_token() -> None:
    assert not load(written('[telegram]\ntoken = ""\n[discord]\ntoken = ""')).has_bot


def test_a_bot_is_named_so_that_variables_can_name_it_too() -> None:
    (told,) = mistakes(f'[telegram.bots.Fjord]\ntoken = "{TOKEN}"')
    assert "telegram.bots.Fjord is not a name for a bot" in told


def test_what_must_not_be_logged_includes_the_password_of_the_database() -> None:
    settings = load(written('[database]\nurl = "postgresql://talkoot:p%2Fw@localhost/talkoot"'))
    assert settings.secrets() == ["p/w"]


def test_settings_show_no_secret_when_printed() -> None:
    assert TOKEN not in repr(Settings(telegram={"token": TOKEN}))


def test_course_time_of_a_rehearsal_needs_a_zone() -> None:
    settings = load(written("[clock]\nstart = 2026-12-07T09:00:00Z\nspeed = 600"))
    assert settings.clock.start == datetime(2026, 12, 7, 9, tzinfo=UTC)
    assert "must say its zone" in mistakes("[clock]\nstart = 2026-12-07T09:00:00")[0]


def test_the_example_is_made_from_the_settings() -> None:
    assert (ROOT / "config.example.toml").read_bytes() == example().encode()


def test_the_example_holds_every_setting_at_its_default() -> None:
    lines = [line.removeprefix("#") for line in example().splitlines()]
    shown = "\n".join(line for line in lines if line.startswith("[") or (" = " in line and line[0] != " "))
    values = tomllib.loads(shown)
    known = {key for key in all_keys() if key[0] != "clock"}
    assert {(section, key) for section, inner in values.items() for key in inner if key != "bots"} == known
    del values["telegram"]["bots"], values["discord"]["bots"]
    assert Settings(**values) == Settings()


def test_the_example_as_it_is_changes_nothing() -> None:
    assert load(written(example())) == load()
