"""The commands: declared once, from their signatures; exposed as slash commands, menus, dialogs, buttons and help."""

import difflib
import inspect
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Any, TypedDict, Unpack, get_args, get_origin, get_type_hints

from bot.turn import Answer, Turn
from community.chat.form import Kind, Option, Question
from community.chat.message import Text
from community.roles import Role
from community.settings import Module


class Where(StrEnum):
    """Where a command may be used."""

    ANYWHERE = "anywhere"
    GROUP = "group"
    PRIVATE = "private"


class Reply(StrEnum):
    """How a command answers: to the person alone, to everybody in the place, or by changing the pressed message."""

    PRIVATE = "private"
    PUBLIC = "public"
    UPDATE = "update"


class Topic(StrEnum):
    """The groups of `/help`, in its order."""

    TAKING_PART = "taking part"
    YOU = "you and your data"
    PROMPTS = "prompts"
    GROUPS = "peer groups"
    COURSES = "courses"
    ORGANISATION = "your organisation"
    BUTTON = ""


@dataclass(frozen=True, slots=True)
class Asks:
    """The wording of a question: a label of at most 45 characters, and a sentence that explains."""

    label: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """What a question's answer is when nobody gave one; None means ask."""

    by: Callable[[Turn], str | None]


@dataclass(frozen=True, slots=True)
class Suggested:
    """What a person may take over with one press (or finds filled in)."""

    by: Callable[[Turn], str]


@dataclass(frozen=True, slots=True)
class Offered:
    """Answers that are offered as buttons, by the answers read so far; anything else may be written."""

    by: Callable[[Turn, Mapping[str, Any]], Sequence[Option]]


@dataclass(frozen=True, slots=True)
class Skippable:
    """A question that is asked although its answer is not needed, and may be passed over; unless nobody wants to know."""

    wanted: Callable[[Turn, Mapping[str, Any]], bool]


@dataclass(frozen=True, slots=True)
class Called:
    """Codes that people write in their own words: for each the words as they stand in the catalogues (`wording.typed`)."""

    codes: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Checked:
    """What else must hold of an answer that could be read, by the answers read before it; raises `Invalid`."""

    by: Callable[[Turn, str, Mapping[str, Any]], None]


@dataclass(frozen=True, slots=True)
class Matter:
    """Somebody's words that a question is about, whose they are, and where the answer to it will stand."""

    words: str
    whose: Text | None = None
    stands: Text | None = None


@dataclass(frozen=True, slots=True)
class About:
    """What a question is about, found by the answers read so far; shown above it or beside it."""

    by: Callable[[Turn, Mapping[str, Any]], Matter | None]


MARKS = (Asks, Given, Suggested, About, Offered, Skippable, Called, Checked)
"""What may stand beside the kind of a question, in the order of `Parameter`."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A question of a command with its wording and where its answer may come from."""

    question: Question
    asks: Asks | None
    given: Given | None = None
    suggested: Suggested | None = None
    about: About | None = None
    offered: Offered | None = None
    skippable: Skippable | None = None
    called: Called | None = None
    checked: Checked | None = None

    @property
    def name(self) -> str:
        return self.question.name

    @property
    def hidden(self) -> bool:
        """Filled by buttons only; never asked and in no menu."""
        return self.asks is None


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a person can do."""

    path: str
    run: Callable[..., Answer] = field(repr=False)
    help: str
    parameters: tuple[Parameter, ...]
    role: Role = Role.GUEST
    where: Where = Where.ANYWHERE
    reply: Reply = Reply.PRIVATE
    topic: Topic = Topic.BUTTON
    example: str = ""
    asks_admin: bool = False
    first: Callable[[Turn, Mapping[str, str]], None] | None = field(default=None, repr=False)
    """What must hold before anything is asked; raises `Rejected`."""
    alias: str = ""
    """How it is typed where one word may be a command and a group at once (`/answer` beside `/answer_withdraw`)."""
    form: bool = False
    """A press on its button asks questions, so a platform with modals opens one at once."""
    by_link: bool = False
    """A link may carry it, which anybody may pass on: it does nothing that the one who follows it would regret."""
    personal: bool = False
    """Its button works only for the person it was made for."""
    for_members: bool = False
    """It is of no use to who takes part in nothing, so help does not offer it to them."""
    module: Module | None = None
    """The part of a course it belongs to: where that is switched off, help does not offer it."""
    found_in: str = ""
    """The command whose answer leads to it, so that help need not list it as well."""
    withdraw: Callable[[Turn, Mapping[str, str]], Text | None] | None = field(default=None, repr=False)
    """It is only offered, for a yes within a day: what to do and say when the offer is withdrawn; None if it is over."""
    keep: Callable[[Turn, Mapping[str, Any], Collection[str]], None] | None = field(default=None, repr=False)
    """Keeps each answer as soon as it is given, by what was read so far and the names of answers that were taken back."""

    @property
    def code(self) -> str:
        """A short stable name for buttons."""
        return _code(self.path)

    @property
    def example_words(self) -> str:
        """What is written after the command in its example."""
        return self.example.partition(" ")[2]

    @property
    def in_menus(self) -> bool:
        return self.topic is not Topic.BUTTON

    @property
    def asked(self) -> tuple[Parameter, ...]:
        return tuple(parameter for parameter in self.parameters if not parameter.hidden)

    def parameter(self, name: str) -> Parameter:
        return next(parameter for parameter in self.parameters if parameter.name == name)


def _code(path: str) -> str:
    return f"{zlib.crc32(path.encode()):08x}"[:6]


FIRST = (
    "group mine", "group make", "group show", "group regroup", "group move", "group swap", "group merge",
    "course new", "setup", "course show", "course connect", "course code", "course poster", "course edit",
    "course settings", "people list", "people let in", "people decline", "people remove", "course import",
    "course seats", "course seat", "course copy", "course close", "course reopen", "course trainers", "trainer add",
    "trainer remove", "trainer handover", "invite trainer", "invite coordinator", "stats export",
    "org show", "org edit", "org list", "org new",
    "me", "pause", "language", "link", "privacy", "mydata", "leave", "forgetme",
)  # fmt: skip
"""What lists of commands begin with in each topic, in the order in which people come to need it."""


class Vocabulary:
    """All commands, found by their path in words, their spelling with `_`, or their code."""

    def __init__(self) -> None:
        self._by_path: dict[str, Command] = {}
        self._by_code: dict[str, Command] = {}
        self._by_alias: dict[str, Command] = {}

    def add(self, command: Command) -> None:
        if command.path in self._by_path or command.code in self._by_code:
            raise ValueError(f"two commands are called {command.path!r}")
        self._by_path[command.path] = command
        self._by_code[command.code] = command
        if command.alias:
            self._by_alias[command.alias] = command

    def __iter__(self) -> Iterator[Command]:
        return iter(self._by_path.values())

    def find(self, typed: str) -> Command | None:
        path = " ".join(typed.casefold().replace("_", " ").split())
        command = self._by_path.get(path) or self._by_alias.get(path)
        return command if command and command.in_menus else None

    def read(self, path: str, typed: str) -> tuple[Command | None, str]:
        """The command that was meant, and the rest of its line: also one with a space, as the other platform spells it."""
        word, _, rest = typed.partition(" ")
        whole = self.find(path)
        spaced = self.find(f"{path} {word}") if word and whole is None else None
        return (spaced, rest) if spaced else (whole, typed)

    def at(self, path: str) -> Command:
        return self._by_path[path]

    def by_code(self, code: str) -> Command | None:
        return self._by_code.get(code)

    def about(self, topic: Topic) -> list[Command]:
        """The commands of a topic that are in menus: what is needed first, then the others as they were declared."""
        chosen = [each for each in self if each.topic is topic and each.in_menus]
        return sorted(chosen, key=lambda each: FIRST.index(each.path) if each.path in FIRST else len(FIRST))

    def near(self, typed: str) -> str:
        """The command that looks most like what was typed; empty if none does."""
        paths = [command.path for command in self if command.in_menus]
        return next(iter(difflib.get_close_matches(typed.replace("_", " "), paths, n=1, cutoff=0.6)), "")


VOCABULARY = Vocabulary()


class Traits(TypedDict, total=False):
    """What may be declared of a command, with the defaults of `Command`."""

    role: Role
    where: Where
    reply: Reply
    topic: Topic
    example: str
    asks_admin: bool
    form: bool
    first: Callable[[Turn, Mapping[str, str]], None] | None
    alias: str
    by_link: bool
    personal: bool
    for_members: bool
    module: Module | None
    found_in: str
    withdraw: Callable[[Turn, Mapping[str, str]], Text | None] | None
    keep: Callable[[Turn, Mapping[str, Any], Collection[str]], None] | None


def command(path: str, **traits: Unpack[Traits]) -> Callable[[Callable[..., Answer]], Callable[..., Answer]]:
    """Declare a function as a command. Its annotated parameters are its questions, its docstring the English help."""

    def declare(run: Callable[..., Answer]) -> Callable[..., Answer]:
        help_line = (inspect.getdoc(run) or "").partition("\n")[0].rstrip(".")
        VOCABULARY.add(Command(path, run, help_line, _parameters(run), **traits))
        return run

    return declare


def _parameters(run: Callable[..., Any]) -> tuple[Parameter, ...]:
    hints = get_type_hints(run, include_extras=True)
    return tuple(
        _parameter(parameter, hints[name])
        for name, parameter in inspect.signature(run).parameters.items()
        if name != "turn"
    )


def _parameter(parameter: inspect.Parameter, hint: Any) -> Parameter:
    if get_origin(hint) is not Annotated:
        raise TypeError(f"{parameter.name} needs a kind: Annotated[type, Kind(), ...]")
    kind: Kind | None = None
    named: dict[type, Any] = {}
    for extra in get_args(hint)[1:]:
        if isinstance(extra, MARKS):
            named[type(extra)] = extra
        else:
            kind = extra
    if kind is None:
        raise TypeError(f"{parameter.name} needs a kind")
    question = Question(parameter.name, kind, required=parameter.default is inspect.Parameter.empty)
    return Parameter(question, *map(named.get, MARKS))


def commands_page() -> str:
    """Every command with its questions, as the page docs/commands.md."""
    lines = ["# Commands", "", "Made from the declarations in `bot/commands/`: `talkoot docs commands`.", ""]
    for topic in Topic:
        if chosen := VOCABULARY.about(topic):
            lines += [
                f"## {topic.capitalize()}",
                "",
                "| Command | What it does | Who | Where | Example |",
                "|---|---|---|---|---|",
            ]
            lines += [_row(each) for each in chosen]
            lines.append("")
    return "\n".join(lines)


def _row(each: Command) -> str:
    asked = " ".join(f"[{name}]" if not required else f"<{name}>" for name, required in _asked(each))
    spelled = f"`/{each.path} {asked}`".replace(" `", "`")
    example = f"`{each.example}`" if each.example else ""
    return f"| {spelled} | {each.help} | {each.role.name.lower()} | {each.where} | {example} |"


def _asked(each: Command) -> list[tuple[str, bool]]:
    return [(parameter.name, parameter.question.required) for parameter in each.asked]
