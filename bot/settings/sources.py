"""Where settings come from: a file, a directory of secrets, the environment; and who wins."""

import os
import tomllib
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self, TypeAlias

from pydantic import ValidationError
from pydantic_settings import EnvSettingsSource, NestedSecretsSettingsSource, SecretsSettingsSource, SettingsError

from bot.settings.addresses import beside
from bot.settings.faults import Fault, SettingsMistaken, explain, unknown
from bot.settings.model import Settings

PREFIX = "TALKOOT_"
FILE_VARIABLE = "TALKOOT_CONFIG"
SECRETS_VARIABLES = ("TALKOOT_SECRETS_DIR", "CREDENTIALS_DIRECTORY")
USUAL_FILE = Path("config.toml")

Key: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """One place that settings were read from."""

    name: str
    values: Mapping[str, Any]

    def holds(self, key: Key) -> bool:
        inner: Any = self.values
        for part in key:
            if not isinstance(inner, Mapping) or part not in inner:
                return False
            inner = inner[part]
        return True

    def place_of(self, key: Key) -> str:
        """What somebody would open to change this key."""
        match self.name:
            case "environment":
                return PREFIX + "__".join(key).upper()
            case name if name.endswith("/"):
                return name + "__".join(key)
            case name:
                return name


@dataclass(frozen=True, slots=True)
class Sources:
    """All places, the one that wins first, and the mistakes that showed while reading them."""

    found: tuple[Source, ...]
    folder: Path
    named: bool = False
    """Whether somebody named a file, rather than letting us look for the usual one."""
    faults: tuple[Fault, ...] = ()

    @classmethod
    def read(cls, file: Path | None = None, secrets: Path | None = None) -> Self:
        path = file or _from_variable(FILE_VARIABLE)
        faults: list[Fault] = []
        found = (
            _environment(faults),
            _secrets(secrets or _from_variable(*SECRETS_VARIABLES), faults),
            _file(path or USUAL_FILE, faults, needed=path is not None),
        )
        return cls(found, (path or USUAL_FILE).absolute().parent, path is not None, tuple(faults))

    def merged(self) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for source in reversed(self.found):
            values = _over(values, source.values)
        return values

    def of(self, key: Key) -> str | None:
        """Where the value of this key was set; None for a default."""
        return next((source.place_of(key) for source in self.found if source.holds(key)), None)


def load(file: Path | None = None, secrets: Path | None = None) -> Settings:
    """The settings, or `SettingsMistaken` with every mistake at once."""
    return settings_of(Sources.read(file, secrets))


def settings_of(sources: Sources) -> Settings:
    try:
        settings = Settings(**sources.merged())
    except ValidationError as error:
        raise SettingsMistaken([*sources.faults, *explain(error, sources.of)]) from None
    if sources.faults:
        raise SettingsMistaken(list(sources.faults))
    return _settled(settings, sources.folder)


def _settled(settings: Settings, folder: Path) -> Settings:
    """With every path absolute."""
    database = settings.database.model_copy(update={"url": beside(settings.database.url, folder)})
    vault = settings.vault.model_copy(update={"key_file": folder / settings.vault.key_file.expanduser()})
    return settings.model_copy(update={"database": database, "vault": vault})


def _from_variable(*names: str) -> Path | None:
    return next((Path(os.environ[name]) for name in names if os.environ.get(name)), None)


def _file(path: Path, faults: list[Fault], *, needed: bool) -> Source:
    try:
        return Source(str(path), tomllib.loads(path.read_text(encoding="utf-8-sig")))
    except FileNotFoundError:
        if needed:
            faults.append(
                Fault(str(path), "", "does not exist", "Copy config.example.toml to it, or name another with --config.")
            )
    except OSError as error:
        faults.append(Fault(str(path), "", f"cannot be read: {error.strerror}", "Check who may read it."))
    except UnicodeDecodeError:
        faults.append(Fault(str(path), "", "is not UTF-8 text", "Save it as UTF-8."))
    except tomllib.TOMLDecodeError as error:
        faults.append(Fault(str(path), "", f"is not TOML: {error}", "Texts stand in quotes, sections in [brackets]."))
    return Source(str(path), {})


def _environment(faults: list[Fault]) -> Source:
    names = [name for name in os.environ if name.startswith(PREFIX) and "__" in name]
    faults += _astray({name: name.removeprefix(PREFIX) for name in names})
    return Source("environment", _read(EnvSettingsSource(Settings), "the environment", faults))


def _secrets(folder: Path | None, faults: list[Fault]) -> Source:
    if folder is None:
        return Source("secrets", {})
    if not folder.is_dir():
        faults.append(Fault(str(folder), "", "is not a directory", "Name the directory that holds the secret files."))
        return Source("secrets", {})
    source = NestedSecretsSettingsSource(
        SecretsSettingsSource(Settings), secrets_dir=folder, secrets_prefix="", secrets_nested_delimiter="__"
    )
    faults += _astray({str(path): path.name for path in folder.iterdir() if "__" in path.name})
    return Source(f"{folder}/", _read(source, str(folder), faults))


def _astray(names: Mapping[str, str]) -> Iterator[Fault]:
    """Names that belong to no section: the sources pass over them in silence."""
    for place, name in sorted(names.items()):
        key = tuple(name.lower().split("__"))
        if key[0] not in Settings.model_fields:
            yield unknown(place, key)


def _read(source: EnvSettingsSource, where: str, faults: list[Fault]) -> dict[str, Any]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return source()
    except (SettingsError, OSError, UnicodeDecodeError) as error:
        faults.append(Fault(where, "", f"cannot be read ({type(error).__name__})", ""))
        return {}


def _over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        old = merged.get(key)
        merged[key] = _over(old, value) if isinstance(old, Mapping) and isinstance(value, Mapping) else value
    return merged
