"""What an operator can set, section by section, with its defaults and its meaning."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo, available_timezones

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    model_validator,
)
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.clock import Clock, ScaledClock
from bot.settings.addresses import database_url, discord_api, is_loopback, socket_address, web_address
from bot.settings.meant import contact_address, spoken_language

TELEGRAM_API = "https://api.telegram.org"
DISCORD_API = "https://discord.com/api/v10"
DISCORD_GATEWAY = "wss://gateway.discord.gg"
DISCORD_CDN = "https://cdn.discordapp.com"

_BOT_NAME = re.compile(r"[a-z][a-z0-9]*([_-][a-z0-9]+)*")
_TELEGRAM_TOKEN = re.compile(r"\d+:[^\s/]+")


def _nothing_for_blank(value: Any) -> Any:
    return None if value == "" else value


def _telegram_token(token: SecretStr | None) -> SecretStr | None:
    if token and not _TELEGRAM_TOKEN.fullmatch(token.get_secret_value()):
        raise ValueError(
            "does not look like a Telegram token (digits, a colon, letters): copy it again from @BotFather"
        )
    return token


def _discord_token(token: SecretStr | None) -> SecretStr | None:
    if token and re.search(r"\s|/", token.get_secret_value()):
        raise ValueError("does not look like a Discord token: copy the token alone, without the word Bot before it")
    return token


def _known_zone(name: str) -> str:
    try:
        return ZoneInfo(name).key
    except (KeyError, ValueError, OSError):
        near = get_close_matches(name, available_timezones(), 1) or ["Europe/Helsinki"]
        raise ValueError(f"is not a time zone; write it like {near[0]}") from None


def _bot_name(name: str) -> str:
    if not _BOT_NAME.fullmatch(name):
        raise ValueError(
            "is not a name for a bot: small letters and digits, with single hyphens or underscores between"
        )
    return name


def _inherited(values: Any, alone: frozenset[str] = frozenset({"token", "bots", "organisation"})) -> Any:
    """A section whose further bots take over what they do not set themselves."""
    if not isinstance(values, Mapping) or not isinstance(values.get("bots"), Mapping):
        return values
    shared = {key: value for key, value in values.items() if key not in alone}
    return {**values, "bots": {name: _over(shared, bot) for name, bot in values["bots"].items()}}


def _over(shared: Mapping[str, Any], bot: Any) -> Any:
    if not isinstance(bot, Mapping):
        return bot
    kept = {key: value for key, value in shared.items() if not (key == "file_base" and "api_base" in bot)}
    return {**kept, **bot}


_OWNER = "The organisation whose own bot it is: courses begun there are its. Empty: the bot of all."

BlankIsUnset = BeforeValidator(_nothing_for_blank)
WebAddress = Annotated[str, AfterValidator(web_address)]
BotName = Annotated[str, AfterValidator(_bot_name)]


class Section(BaseModel):
    """A group of settings; a key it does not know is a mistake."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True, frozen=True)


class TelegramBot(Section):
    """A bot account on Telegram."""

    token: Annotated[SecretStr | None, BlankIsUnset, AfterValidator(_telegram_token)] = Field(
        None, description="The token that @BotFather gave the bot. Better kept in the environment or a secret file."
    )
    api_base: WebAddress = Field(TELEGRAM_API, description="What precedes /bot<token>: the address of the Bot API.")
    file_base: WebAddress = Field(
        TELEGRAM_API, description="What precedes /file/bot<token>. Follows api_base if only that is set."
    )
    privacy_url: Annotated[WebAddress | None, BlankIsUnset] = Field(
        None, description="Your privacy notice; /privacy links to it."
    )
    organisation: str = Field("", description=_OWNER)

    @model_validator(mode="before")
    @classmethod
    def _files_follow_the_api(cls, values: Any) -> Any:
        if isinstance(values, Mapping) and "api_base" in values:
            return {"file_base": values["api_base"], **values}
        return values


class DiscordBot(Section):
    """A bot account on Discord."""

    token: Annotated[SecretStr | None, BlankIsUnset, AfterValidator(_discord_token)] = Field(
        None, description="The bot token of the application. Better kept in the environment or a secret file."
    )
    api_base: Annotated[str, AfterValidator(discord_api)] = Field(
        DISCORD_API, description="The address of the REST API, with /api/v10."
    )
    gateway: Annotated[str, AfterValidator(socket_address)] = Field(
        DISCORD_GATEWAY, description="The address of the gateway: ws or wss, without a query."
    )
    cdn: WebAddress = Field(DISCORD_CDN, description="Where files that people attach are fetched from.")
    message_content: bool = Field(
        False,
        description="Read what people reply without pressing Answer. Needs Message Content Intent at the portal.",
    )
    organisation: str = Field("", description=_OWNER)

    @model_validator(mode="after")
    def _one_world(self) -> Self:
        if is_loopback(self.api_base) != is_loopback(self.gateway):
            raise ValueError("api_base and gateway must both be on this computer or both not: the token goes to both")
        return self


class Telegram(TelegramBot):
    """The first bot on Telegram, and by name the others."""

    bots: dict[BotName, TelegramBot] = Field(
        {}, description="More bots, each with its own token; what is not set here is as in [telegram]."
    )

    @model_validator(mode="before")
    @classmethod
    def _others_follow_the_first(cls, values: Any) -> Any:
        return _inherited(values)


class Discord(DiscordBot):
    """The first bot on Discord, and by name the others."""

    bots: dict[BotName, DiscordBot] = Field(
        {}, description="More bots, each with its own token; what is not set here is as in [discord]."
    )

    @model_validator(mode="before")
    @classmethod
    def _others_follow_the_first(cls, values: Any) -> Any:
        return _inherited(values)


class Database(Section):
    """Where everything is remembered."""

    url: Annotated[str, AfterValidator(database_url)] = Field(
        "sqlite:///talkoot.db",
        description="sqlite:///FILE (from this file's folder), or postgresql://USER:PASSWORD@HOST/NAME.",
    )


class Vault(Section):
    """The key that seals what people write."""

    key_file: Path = Field(
        Path("talkoot.key"),
        description="Made at the first start. Without it nobody can read the database: keep a copy elsewhere.",
    )


class Log(Section):
    """What the service reports."""

    level: Literal["debug", "info", "warning", "error"] = Field("info", description="The least that is reported.")
    format: Literal["auto", "console", "json"] = Field(
        "auto", description="auto: for reading on a terminal, JSON lines otherwise."
    )


class Installation(Section):
    """This installation as people meet it."""

    operator: str = Field("", description="Who runs it; /privacy names them.")
    contact: Annotated[str, AfterValidator(contact_address)] = Field(
        "", description="Where to write about privacy: an e-mail address or a web page."
    )
    language: Annotated[str, AfterValidator(spoken_language)] = Field(
        "en", description="The language to begin with: en, fi, it, nb or pt."
    )
    zone: Annotated[str, AfterValidator(_known_zone)] = Field(
        "UTC", description="The time zone that is proposed for new courses, such as Europe/Helsinki."
    )


class Courier(Section):
    """How letters are sent."""

    limits: bool = Field(True, description="Keep to the platforms' limits. Switch off for local platforms only.")


class CourseClock(Section):
    """Course time, for rehearsals: begins at `start` and runs `speed` times as fast as real time."""

    start: AwareDatetime | None = None
    speed: float = Field(1.0, gt=0)

    def make(self) -> Clock:
        """Real time, unless a start or a speed is set."""
        if self.start is None and self.speed == 1.0:
            return Clock()
        return ScaledClock(self.start or Clock().now(), self.speed)


class Settings(BaseSettings):
    """All settings, checked. Paths are absolute once `load` has read them."""

    model_config = SettingsConfigDict(
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
        env_prefix="TALKOOT_",
        env_nested_delimiter="__",
    )

    telegram: Telegram = Telegram()
    discord: Discord = Discord()
    database: Database = Database()
    vault: Vault = Vault()
    log: Log = Log()
    installation: Installation = Installation()
    courier: Courier = Courier()
    clock: CourseClock = CourseClock()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003  the names are the library's
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what is handed over: `load` reads the sources one by one, so that it can say where a value came from."""
        return (init_settings,)

    @model_validator(mode="after")
    def _one_account_one_bot(self) -> Self:
        seen: dict[str, str] = {}
        for name, token in self._tokens():
            other = seen.setdefault(token, name)
            if other != name:
                raise ValueError(f"{name} and {other} have the same token; each account is served by one bot")
        return self

    def telegram_bots(self) -> list[TelegramBot]:
        """The bots to serve: those with a token."""
        return [bot for bot in (self.telegram, *self.telegram.bots.values()) if bot.token]

    def discord_bots(self) -> list[DiscordBot]:
        """The bots to serve: those with a token."""
        return [bot for bot in (self.discord, *self.discord.bots.values()) if bot.token]

    @property
    def has_bot(self) -> bool:
        return bool(self.telegram_bots() or self.discord_bots())

    def secrets(self) -> list[str]:
        """Everything that must never reach a log."""
        password = urlsplit(self.database.url).password
        return [*(token for _, token in self._tokens()), *([unquote(password)] if password else [])]

    def _tokens(self) -> Iterator[tuple[str, str]]:
        for platform, first in (("telegram", self.telegram), ("discord", self.discord)):
            named = {platform: first, **{f"{platform}.bots.{name}": bot for name, bot in first.bots.items()}}
            yield from ((name, bot.token.get_secret_value()) for name, bot in named.items() if bot.token)
