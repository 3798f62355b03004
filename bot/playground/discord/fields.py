"""What can be filled in and chosen: in a form, in a menu under a message, and behind a command."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from simcord.enums import ComponentType, OptionType

from adapters.playground.discord.forms import Modal, fields_of
from adapters.playground.discord.menus import localized
from adapters.playground.discord.options import BY_MENU
from adapters.playground.discord.world import World
from bot.playground.discord.signs import Signs
from bot.playground.window import Given, NotPossible

MOST_OF_A_MENU = 1
CHOSEN = (OptionType.USER, OptionType.CHANNEL, OptionType.ROLE, OptionType.MENTIONABLE)

LONGEST = 4000
"""Characters of an answer that Discord takes at the most."""


@dataclass(frozen=True)
class Choice:
    """Something that can be chosen."""

    value: str
    label: str
    hint: str = ""
    chosen: bool = False


@dataclass(frozen=True)
class Field:
    """A question of a form, or a menu under a message."""

    part: Mapping[str, Any]
    signs: Signs
    label: str = ""
    hint: str = ""

    @property
    def name(self) -> str:
        return str(self.part["custom_id"])

    @property
    def field(self) -> str:
        """Its name on the page, apart from those of the page's own fields."""
        return f"field-{self.name}"

    @property
    def kind(self) -> str:
        """What it looks like: text, lines, file, tick, radio, ticks or menu."""
        match ComponentType(self.part["type"]):
            case ComponentType.TEXT_INPUT:
                return "lines" if self.part.get("style") == 2 else "text"
            case ComponentType.FILE_UPLOAD:
                return "file"
            case ComponentType.CHECKBOX:
                return "tick"
            case ComponentType.RADIO_GROUP:
                return "radio"
            case ComponentType.CHECKBOX_GROUP:
                return "ticks"
            case _:
                return "ticks" if self.most > 1 else "menu"

    @property
    def required(self) -> bool:
        return bool(self.part.get("required", True))

    @property
    def most(self) -> int:
        return int(self.part.get("max_values") or MOST_OF_A_MENU)

    @property
    def bounds(self) -> str:
        """How long an answer may be, or how many may be chosen, in words."""
        part = self.part
        if self.kind in {"text", "lines"}:
            least, most = part.get("min_length") or 0, part.get("max_length") or LONGEST
            if most >= LONGEST and not least:
                return ""  # nobody gets near it
            return f"{least} to {most} characters" if least else f"At most {most} characters"
        low = part.get("min_values")
        return f"{1 if low is None else low} to {self.most} of them" if self.most > 1 else ""

    @cached_property
    def choices(self) -> list[Choice]:
        given = self.part.get("options")
        kind = BY_MENU.get(self.part["type"])
        if given is None and kind is not None:
            return to_choose(self.signs, kind)
        return [_choice(each) for each in given or ()]

    def read(self, given: Given) -> Any:
        """What was filled in, as the person's hands would leave it."""
        match self.kind:
            case "text" | "lines":
                return given.get(self.field).replace("\r\n", "\n")
            case "tick":
                return bool(given.get(self.field))
            case "radio":
                return given.get(self.field) or None
            case "file":
                return [(each.name, each.content) for each in given.uploads.get(self.field, ())]
            case _:
                return [value for value in given.several.get(self.field, ()) if value]


def fields(modal: Modal, signs: Signs) -> list[Field]:
    """The questions of a form, from above."""
    hints = {
        part["component"]["custom_id"]: part.get("description") or ""
        for part in modal.spec["components"]
        if part["type"] == ComponentType.LABEL
    }
    return [Field(part, signs, label, hints.get(part["custom_id"], "")) for label, part in fields_of(modal.spec)]


def to_choose(signs: Signs, kind: OptionType) -> list[Choice]:
    """The people, roles or channels that a menu of this kind offers here."""
    guild = signs.world.backend.guilds.get(signs.here.guild.id) if signs.here.guild else None
    found: list[Choice] = []
    if kind in {OptionType.USER, OptionType.MENTIONABLE}:
        found += [Choice(sent.strip("<@>"), name) for name, sent in signs.names if name.startswith("@")]
    if kind in {OptionType.ROLE, OptionType.MENTIONABLE} and guild is not None:
        found += [Choice(str(role.id), f"@{role.name.lstrip('@')}") for role in guild.roles.values()]
    if kind == OptionType.CHANNEL:
        found += [Choice(sent.strip("<#>"), name) for name, sent in signs.names if name.startswith("#")]
    return found


def _choice(option: Mapping[str, Any]) -> Choice:
    hint, chosen = option.get("description") or "", bool(option.get("default"))
    return Choice(str(option["value"]), option["label"], hint, chosen)


@dataclass(frozen=True)
class Option:
    """One option of a command."""

    node: Mapping[str, Any]
    signs: Signs
    value: str = ""

    @property
    def name(self) -> str:
        return str(self.node["name"])

    @property
    def hint(self) -> str:
        return localized(dict(self.node), "description", self.signs.persona.language)

    @property
    def required(self) -> bool:
        return bool(self.node.get("required"))

    @property
    def most(self) -> int:
        """So many characters may be typed; 0 where nothing is said."""
        return int(self.node.get("max_length") or 0)

    @property
    def kind(self) -> str:
        """What it looks like: menu, file, search, number or text."""
        type_ = OptionType(self.node["type"])
        if self.node.get("choices") or type_ == OptionType.BOOLEAN or type_ in CHOSEN:
            return "menu"
        if type_ == OptionType.ATTACHMENT:
            return "file"
        if self.node.get("autocomplete"):
            return "search"
        return "number" if type_ in {OptionType.INTEGER, OptionType.NUMBER} else "text"

    @property
    def choices(self) -> list[Choice]:
        type_ = OptionType(self.node["type"])
        if type_ == OptionType.BOOLEAN:
            return [Choice("true", "True"), Choice("false", "False")]
        if type_ in CHOSEN:
            return to_choose(self.signs, type_)
        language = self.signs.persona.language
        return [Choice(str(each["value"]), localized(each, "name", language)) for each in self.node["choices"]]

    def read(self, given: Given) -> Any:
        """What was filled in, as its kind wants it; None for nothing."""
        if self.kind == "file":
            file = given.files.get(self._field)
            return (file.name, file.content) if file else None
        raw = given.get(f"value-{self.name}") or given.get(self._field)
        return self._typed(raw) if raw else None

    @property
    def _field(self) -> str:
        return f"option-{self.name}"

    def _typed(self, raw: str) -> Any:
        type_ = OptionType(self.node["type"])
        try:
            if type_ == OptionType.INTEGER:
                return int(raw)
            if type_ == OptionType.NUMBER:
                return float(raw)
        except ValueError:
            raise NotPossible(f"{self.name} takes a number, and {raw!r} is none.") from None
        return raw == "true" if type_ == OptionType.BOOLEAN else raw


def name_of(world: World, number: int) -> str:
    user = world.backend.users[number]
    return user.global_name or user.name
