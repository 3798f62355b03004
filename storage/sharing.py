"""The shelf of what people agreed to about their words crossing to another platform."""

from datetime import datetime

from community.consents import About
from storage.consents import ConsentShelf
from storage.transaction import Transaction


class SharingShelf:
    """Always or never, in one course; who said neither is asked each time."""

    def __init__(self, work: Transaction) -> None:
        self._consents = ConsentShelf(work)

    def standing(self, course: int, person: int) -> bool | None:
        """Whether somebody always or never shares what they write in a course; None: they are asked each time."""
        said = self._consents.of(course, person, About.SHARING)
        if said is not None and not said.holds:
            return False
        always = said is not None and self._consents.holds(course, person, About.ALWAYS_SHARING)
        return True if always else None

    def decide(self, course: int, person: int, always: bool | None, now: datetime) -> None:
        """Always (True), never (False), or to be asked each time (None)."""
        if always is False:
            self._consents.refuse(course, person, About.SHARING, now)
        else:
            self._consents.give(course, person, About.SHARING, now)
        if always:
            self._consents.give(course, person, About.ALWAYS_SHARING, now)
        else:
            self._consents.withdraw(course, person, About.ALWAYS_SHARING, now)
