"""What people can do in a window, by name; both windows share how it is looked up, carried out and refused."""

from collections.abc import Awaitable, Callable
from typing import Any, Generic, Protocol, TypeVar

from bot.playground.pages import piece
from bot.playground.window import Given, NotPossible, Reply


class Deed(Protocol):
    """Somebody about to do something in the place they have open."""

    @property
    def view(self) -> Any:
        """The screen before them."""

    @property
    def given(self) -> Given:
        """What came with it."""


D = TypeVar("D", bound=Deed)
Act = Callable[[D], Awaitable[Reply | None]]


class Acts(Generic[D]):
    """Everything that can be done on one platform; `refusal` words what its local server does not let through."""

    def __init__(self, platform: str, refusal: Callable[[Exception], str | None]) -> None:
        self.platform = platform
        self._refusal = refusal
        self._known: dict[str, Act[D]] = {}

    def __call__(self, run: Act[D]) -> Act[D]:
        """Make it something a person can do, under the name of the function."""
        self._known[run.__name__] = run
        return run

    async def carry_out(self, name: str, deed: D) -> Reply:
        """Raises `NotPossible`."""
        if name not in self._known:
            raise NotPossible(f"Nobody can {name!r} on {self.platform}; there is {', '.join(self._known)}.")
        try:
            return await self._known[name](deed) or Reply()
        except Exception as error:
            if (said := self._refusal(error)) is None:
                raise
            raise NotPossible(said) from error

    def asks(self, *dialogs: str) -> None:
        """Acts that do nothing but open the form of that name."""
        for name in dialogs:
            self._known[name] = self._opening(name)

    def _opening(self, name: str) -> Act[D]:
        async def open_form(deed: D) -> Reply:
            return self.dialog(deed, name)

        return open_form

    def dialog(self, deed: Deed, name: str, **facts: Any) -> Reply:
        """A form or a list that opens over the page."""
        return Reply(dialog=piece(f"{self.platform.lower()}/dialogs.html", name, deed.view, facts))


def answers_of(given: Given) -> list[str]:
    """Of a poll that is made: one a line."""
    return [line for line in map(str.strip, given["answers"].splitlines()) if line]


def between_people(given: Given, app: str) -> Reply:
    """What happens to who wants to write to somebody: nobody's private talk is played here."""
    return Reply(
        note=f"{app} would open your chat with {given['name']} now. In the playground only the bot has private chats."
    )
