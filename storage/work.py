"""One transaction, and the shelves that are open in it."""

from functools import cached_property
from typing import TYPE_CHECKING

from storage.transaction import Transaction

if TYPE_CHECKING:
    from storage.bots import BotShelf
    from storage.calls import CallShelf
    from storage.courses import CourseShelf
    from storage.drafts import DraftShelf
    from storage.figures import FigureShelf
    from storage.inbox import InboxShelf
    from storage.organisations import OrganisationShelf
    from storage.outbox import OutboxShelf
    from storage.people import PeopleShelf
    from storage.privacy import PrivacyShelf
    from storage.prompts import PromptShelf
    from storage.refs import RefShelf
    from storage.timers import TimerShelf


class Work(Transaction):
    """One transaction with all the shelves. Its changes are kept when the job returns, undone when it raises."""

    @cached_property
    def bots(self) -> "BotShelf":
        from storage.bots import BotShelf

        return BotShelf(self)

    @cached_property
    def inbox(self) -> "InboxShelf":
        from storage.inbox import InboxShelf

        return InboxShelf(self)

    @cached_property
    def outbox(self) -> "OutboxShelf":
        from storage.outbox import OutboxShelf

        return OutboxShelf(self)

    @cached_property
    def timers(self) -> "TimerShelf":
        from storage.timers import TimerShelf

        return TimerShelf(self)

    @cached_property
    def refs(self) -> "RefShelf":
        from storage.refs import RefShelf

        return RefShelf(self)

    @cached_property
    def drafts(self) -> "DraftShelf":
        from storage.drafts import DraftShelf

        return DraftShelf(self)

    @cached_property
    def calls(self) -> "CallShelf":
        from storage.calls import CallShelf

        return CallShelf(self)

    @cached_property
    def people(self) -> "PeopleShelf":
        from storage.people import PeopleShelf

        return PeopleShelf(self)

    @cached_property
    def organisations(self) -> "OrganisationShelf":
        from storage.organisations import OrganisationShelf

        return OrganisationShelf(self)

    @cached_property
    def courses(self) -> "CourseShelf":
        from storage.courses import CourseShelf

        return CourseShelf(self)

    @cached_property
    def prompts(self) -> "PromptShelf":
        from storage.prompts import PromptShelf

        return PromptShelf(self)

    @cached_property
    def figures(self) -> "FigureShelf":
        from storage.figures import FigureShelf

        return FigureShelf(self)

    @cached_property
    def privacy(self) -> "PrivacyShelf":
        from storage.privacy import PrivacyShelf

        return PrivacyShelf(self)
