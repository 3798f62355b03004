"""People as the stories speak of them: what they say, press, fill in and see, on whichever platform they are."""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Coroutine, Iterable
from typing import TYPE_CHECKING, Any

from tests.stories.screens import Shown

if TYPE_CHECKING:
    from tests.stories.town import Town

SUGGESTED = object()
"""In a form: take what the bot suggests."""

PATIENCE = 4.0
"""Seconds that somebody waits for something to appear."""


class Person(ABC):
    """Somebody with an account. Every act waits until the bot has dealt with it."""

    account: Any

    def __init__(self, town: "Town", name: str) -> None:
        self.town = town
        self.name = name
        self._before: dict[tuple[int, int], tuple[Any, ...]] = {}

    @abstractmethod
    def screen(self) -> list[Shown]:
        """Everything this person can read that others wrote, oldest first, the group before what is private."""

    @abstractmethod
    def command(self, path: str) -> str:
        """How a command is spelled on this platform."""

    @abstractmethod
    async def _say(self, text: str) -> Any: ...

    @abstractmethod
    async def _write(self, text: str, reply_to: Any) -> Any: ...

    @abstractmethod
    async def _call(self, path: str, options: dict[str, str], *, here: bool) -> None: ...

    @abstractmethod
    async def _press(self, shown: Shown, label: str) -> None: ...

    @abstractmethod
    def _wrap(self, raw: Any) -> Shown: ...

    @abstractmethod
    def fills_in(self, **answers: Any) -> None:
        """Answer what is being asked, in the order of the questions; `SUGGESTED` takes over what is offered."""

    @abstractmethod
    def corrects(self, **answers: Any) -> None:
        """Answer again what was not understood."""

    @abstractmethod
    def question(self) -> str:
        """What is being asked, as it is read: in a message, or on the form that is open."""

    @abstractmethod
    def forges(self, shown: Shown, token: str) -> None:
        """Press a button that the app never showed."""

    @abstractmethod
    def token(self, shown: Shown, label: str) -> str:
        """What a button carries."""

    @abstractmethod
    def edits(self, mine: Shown, text: str) -> None:
        """Change an own message."""

    @abstractmethod
    def sends_file(self, name: str, reply_to: Shown | None = None, text: str = "") -> Shown:
        """Send a file, perhaps with words beside it."""

    @abstractmethod
    def reply_of(self, shown: Shown) -> int | None:
        """The number of the message under which this one stands."""

    def says(self, text: str) -> Shown | None:
        """Write to the bot alone: words, or a command with the rest of its line."""
        raw = self._act(f"says {text!r}", self._say(text))
        return self._wrap(raw) if raw is not None else None

    def writes(self, text: str, reply_to: Shown | None = None) -> Shown:
        """Write into the chat of the course, for everybody."""
        return self._wrap(self._act(f"writes {text!r}", self._write(text, reply_to.raw if reply_to else None)))

    def calls(self, path: str, **options: str) -> None:
        """Call a command, for oneself alone."""
        self._act(f"calls {path} {options or ''}", self._call(path, options, here=False))

    def calls_here(self, path: str, **options: str) -> None:
        """Call a command in the chat of the course."""
        self._act(f"calls {path} in the chat {options or ''}", self._call(path, options, here=True))

    def calls_privately(self, path: str, **options: str) -> None:
        """Call a command in the private chat with the bot, where no course is at home."""
        self._act(f"calls {path} privately {options or ''}", self._call_privately(path, options))

    @abstractmethod
    async def _call_privately(self, path: str, options: dict[str, str]) -> None: ...

    def presses(self, label: str, under: str = "") -> None:
        """Press the newest button with this label."""
        shown = self.button(label, under)
        self._act(f"presses [{label}]", self._press(shown, label))

    def button(self, label: str, under: str = "") -> Shown:
        """The newest message with this button; if there is none, what can be pressed instead."""
        news = {shown.key for shown in self.news()}
        fits = [shown for shown in self.screen() if label in shown.buttons and under in shown.text]
        if not fits:
            there = sorted({button for shown in self.screen() for button in shown.buttons})
            raise AssertionError(f"{self.name} sees no button {label!r} under {under!r}; there are {there}")
        return max(fits, key=lambda shown: (shown.key in news, shown.private, shown.key[1]))

    def news(self) -> list[Shown]:
        """What appeared or changed since this person did something last."""
        return [shown for shown in self.screen() if self._before.get(shown.key) != shown.state]

    def sees(self, text: str) -> Shown:
        """Wait until this appears, anywhere."""
        return self._until(text, self.news)

    def sees_alone(self, text: str) -> Shown:
        """Wait until this appears where nobody else can read it."""
        return self._until(text, lambda: [shown for shown in self.news() if shown.private])

    def sees_in_chat(self, text: str) -> Shown:
        """Wait until this appears in the chat, for everybody."""
        return self._until(text, lambda: [shown for shown in self.news() if not shown.private])

    def reads(self, text: str) -> Shown:
        """The newest message with this text, whenever it came."""
        return self._until(text, self.screen)

    def does_not_see(self, text: str) -> None:
        """Nothing like this has appeared since, and nothing is on its way."""
        self.town.settles()
        found = [shown for shown in self.news() if text in shown.text]
        assert not found, f"{self.name} was not to see {text!r}:\n{_listed(found)}"

    def looks(self) -> None:
        """Read everything there is; what comes after it is new."""
        self._before = {shown.key: shown.state for shown in self.screen()}

    def sees_nothing_new(self) -> None:
        self.town.settles()
        assert not self.news(), f"{self.name} was to see nothing:\n{_listed(self.news())}"

    def sees_of(self, shown: Shown) -> Shown:
        """A message as it stands now."""
        self.town.settles()
        return self._wrap(shown.raw)

    @staticmethod
    def code_in(shown: Shown) -> str:
        """The code that somebody was given to pass on."""
        found = re.search(r"\b[A-Z2-9]{8}\b", shown.text)
        assert found, f"there is no code in {shown}"
        return found[0]

    def _until(self, text: str, where: Callable[[], list[Shown]]) -> Shown:
        found: list[Shown] = []

        def appeared() -> bool:
            found[:] = [shown for shown in where() if text in shown.text]
            return bool(found)

        if not self.town.waits_for(appeared, PATIENCE):
            raise AssertionError(f"{self.name} does not see {text!r}, but:\n{_listed(where())}")
        return max(found, key=lambda shown: shown.key[1])

    def _act(self, what: str, act: Coroutine[Any, Any, Any]) -> Any:
        self.looks()
        self.town.notes(f"{self.name} {what}")
        result = self.town.does(act)
        self.town.settles()
        self.town.notes(*(f"    {shown}" for shown in self.news()))
        return result


def _listed(shown: Iterable[Shown]) -> str:
    return "\n".join(str(each) for each in shown) or "(nothing)"
