"""The people and places of a playground, described in a TOML file."""

import tomllib
from pathlib import Path
from typing import Annotated, Literal, Self
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

PARTNERSHIP = Path(__file__).with_name("partnership.toml")
"""Who plays when no file is named."""


class CommunityMistaken(Exception):
    """The file cannot be used; the text says where and why, a line for each mistake."""


def _zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError("is not a time zone; write it like Europe/Helsinki")
    return name


Name = Annotated[str, Field(min_length=1, max_length=60)]
Zone = Annotated[str, AfterValidator(_zone)]
Language = Annotated[str, Field(pattern="^[a-z]{2,3}$")]
Platform = Literal["telegram", "discord"]


class _Described(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Centre(_Described):
    """An organisation that runs courses."""

    name: Name
    language: Language = "en"
    zone: Zone = "Europe/Helsinki"


class Somebody(_Described):
    """A person with an account on one platform or on both."""

    name: Name
    language: Language = "en"
    zone: Zone = "Europe/Helsinki"
    on: tuple[Platform, ...] = ("telegram", "discord")
    role: Literal["coordinator", "trainer", "learner"] = "learner"
    centre: str = ""
    """Of staff: the organisation they are invited to."""


class TelegramGroup(_Described):
    """A group on Telegram; the first administrator made it."""

    title: Name
    admins: tuple[str, ...] = Field(min_length=1)
    members: tuple[str, ...] = ()
    bot: bool = True
    topics: tuple[Name, ...] = ()
    """Names of topics make it a forum."""


class DiscordServer(_Described):
    """A server on Discord."""

    name: Name
    owner: str
    members: tuple[str, ...] = ()
    channels: Annotated[tuple[Name, ...], Field(min_length=1)] = ("general",)
    bot: bool = True


class Community(_Described):
    """Everybody and every place at the beginning."""

    centres: tuple[Centre, ...] = Field(min_length=1)
    people: tuple[Somebody, ...] = Field(min_length=1)
    groups: tuple[TelegramGroup, ...] = ()
    servers: tuple[DiscordServer, ...] = ()

    @classmethod
    def read(cls, file: Path = PARTNERSHIP) -> Self:
        """Raises `CommunityMistaken` with every mistake at once."""
        try:
            return cls.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
        except OSError as error:
            raise CommunityMistaken(f"{file} cannot be read: {error.strerror}.") from None
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise CommunityMistaken(f"{file} is not TOML: {error}.") from None
        except ValidationError as error:
            faults = (f"{file}: {_where(each['loc'])}: {_why(each['msg'])}" for each in error.errors())
            raise CommunityMistaken("\n".join(faults)) from None

    @model_validator(mode="after")
    def _everybody_is_known(self) -> Self:
        names = [person.name for person in self.people]
        doubled = {name for name in names if names.count(name) > 1}
        if doubled:
            raise ValueError(f"two people are called {', '.join(sorted(doubled))}; names tell them apart here")
        centres = {centre.name for centre in self.centres}
        for person in self.people:
            if person.role != "learner" and person.centre not in centres:
                raise ValueError(
                    f"{person.name} is {person.role} of {person.centre or 'nothing'}; name one of the centres"
                )
        for group in self.groups:
            self._there(group.title, "telegram", *group.admins, *group.members)
        for server in self.servers:
            self._there(server.name, "discord", server.owner, *server.members)
        return self

    def _there(self, where: str, platform: Platform, *names: str) -> None:
        known = {person.name for person in self.people if platform in person.on}
        if strangers := [name for name in names if name not in known]:
            raise ValueError(f"{where} names {', '.join(strangers)}, who is not among the people on {platform.title()}")


def _where(loc: tuple[int | str, ...]) -> str:
    """`people[2].zone`, counted from 1 as people count."""
    path = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in loc)
    return path.removeprefix(".") or "the whole"


def _why(message: str) -> str:
    return message.removeprefix("Value error, ").rstrip(".") + "."
