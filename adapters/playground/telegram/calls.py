"""The register of Bot API methods: which parameters each takes, and how they are read from a request."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from adapters.playground.telegram.state import BotApiError, bad_request

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from adapters.playground.telegram.state import Bot, Chat
    from adapters.playground.telegram.world import World

Handler: TypeAlias = "Callable[[Call], Any] | Callable[[Call], Awaitable[Any]]"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a request."""

    name: str
    content: bytes
    mime: str


@dataclass(slots=True)
class Call:
    """One request of a bot, its parameters read."""

    world: World
    bot: Bot
    method: str
    given: dict[str, Any]
    uploads: dict[str, Upload] = field(default_factory=dict)

    def get(self, name: str, default: Any = None) -> Any:
        return self.given.get(name, default)

    def chat(self) -> Chat:
        return self.world.chat_for(self.bot, self.given["chat_id"])

    def writable(self) -> Chat:
        return self.world.writable(self.bot, self.given["chat_id"])

    def upload(self, name: str) -> Upload | str:
        """The file under this name: sent along, attached under another name, or a file_id."""
        if name in self.uploads:
            return self.uploads[name]
        value = str(self.given[name])
        if not value.startswith("attach://"):
            return value
        attached = self.uploads.get(value.removeprefix("attach://"))
        if attached is None:
            raise bad_request(f"attached file {value} not found in the request")
        return attached


@dataclass(frozen=True, slots=True)
class Method:
    """A method the local Telegram knows."""

    name: str
    run: Handler
    readers: dict[str, Callable[[Any], Any]]
    required: tuple[str, ...]
    counts: bool

    def read(self, raw: dict[str, Any], uploads: dict[str, Upload]) -> dict[str, Any]:
        """The parameters with their types, or a loud refusal."""
        given = {}
        for name, value in raw.items():
            reader = self.readers.get(name)
            if reader is None:
                raise bad_request(f"the local Telegram does not know the parameter {name} of {self.name}")
            try:
                given[name] = reader(value)
            except (ValueError, TypeError) as mistake:
                raise bad_request(f"parameter {name} of {self.name} cannot be read: {mistake}") from mistake
        for name in self.required:
            if given.get(name) in (None, "") and name not in uploads:
                raise missing(name)
        return given


def missing(name: str) -> BotApiError:
    known = {
        "text": "message text is empty",
        "chat_id": "chat_id is empty",
        "message_id": "message identifier is empty",
    }
    return bad_request(known.get(name, f'parameter "{name}" is required'))


def read_whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise TypeError("not a whole number")
    return int(value)


def read_flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if str(value).lower() not in {"true", "false", "1", "0", "yes", "no"}:
        raise ValueError("neither true nor false")
    return str(value).lower() in {"true", "1", "yes"}


def read_text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def read_chat(value: Any) -> int | str:
    text = str(value)
    return text if text.startswith("@") else int(text)


def read_json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


READERS: dict[str, Callable[[Any], Any]] = {
    "int": read_whole,
    "flag": read_flag,
    "text": read_text,
    "chat": read_chat,
    "json": read_json,
}
REGISTER: dict[str, Method] = {}


def api(name: str, parameters: str = "", *, counts: bool = False) -> Callable[[Handler], Handler]:
    """Register a method; parameters like `chat_id!:chat text!:text`, an exclamation mark for required ones."""

    def register(run: Handler) -> Handler:
        readers, required = {}, []
        for item in parameters.split():
            key, _, kind = item.partition(":")
            if key.endswith("!"):
                key = key[:-1]
                required.append(key)
            readers[key] = READERS[kind]
        REGISTER[name.lower()] = Method(name, run, readers, tuple(required), counts)
        return run

    return register
