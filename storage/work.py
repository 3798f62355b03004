"""One transaction, and the shelves that are open in it."""

from collections.abc import Callable
from typing import Generic, TypeVar

from storage.applications import ApplicationShelf
from storage.attempts import AttemptShelf
from storage.bots import BotShelf
from storage.calls import CallShelf
from storage.consents import ConsentShelf
from storage.courses import CourseShelf
from storage.drafts import DraftShelf
from storage.earlier import EarlierShelf
from storage.ended import EndedShelf
from storage.figures import FigureShelf
from storage.formations import FormationShelf
from storage.group_figures import GroupFigureShelf
from storage.group_roles import GroupRoleShelf
from storage.groups import GroupShelf
from storage.inbox import InboxShelf
from storage.organisations import OrganisationShelf
from storage.outbox import OutboxShelf
from storage.pairs import PairShelf
from storage.people import PeopleShelf
from storage.privacy import PrivacyShelf
from storage.prompts import PromptShelf
from storage.refs import RefShelf
from storage.seats import SeatShelf
from storage.sharing import SharingShelf
from storage.strangers import StrangerShelf
from storage.timers import TimerShelf
from storage.totals import TotalShelf
from storage.transaction import Transaction
from storage.wishes import WishShelf

S = TypeVar("S")


class Opened(Generic[S]):
    """A shelf that is opened when it is first asked for; one work belongs to one thread, so nothing is locked."""

    def __init__(self, shelf: Callable[[Transaction], S]) -> None:
        self._shelf = shelf

    def __set_name__(self, _owner: type, name: str) -> None:
        self._name = name

    def __get__(self, work: Transaction, _owner: type) -> S:
        shelf = work.__dict__[self._name] = self._shelf(work)
        return shelf


class Work(Transaction):
    """One transaction with all the shelves. Its changes are kept when the job returns, undone when it raises."""

    bots = Opened(BotShelf)
    inbox = Opened(InboxShelf)
    outbox = Opened(OutboxShelf)
    timers = Opened(TimerShelf)
    refs = Opened(RefShelf)
    drafts = Opened(DraftShelf)
    calls = Opened(CallShelf)
    people = Opened(PeopleShelf)
    organisations = Opened(OrganisationShelf)
    courses = Opened(CourseShelf)
    groups = Opened(GroupShelf)
    applications = Opened(ApplicationShelf)
    attempts = Opened(AttemptShelf)
    consents = Opened(ConsentShelf)
    seats = Opened(SeatShelf)
    formations = Opened(FormationShelf)
    wishes = Opened(WishShelf)
    group_roles = Opened(GroupRoleShelf)
    pairs = Opened(PairShelf)
    prompts = Opened(PromptShelf)
    sharing = Opened(SharingShelf)
    earlier = Opened(EarlierShelf)
    ended = Opened(EndedShelf)
    figures = Opened(FigureShelf)
    totals = Opened(TotalShelf)
    group_figures = Opened(GroupFigureShelf)
    privacy = Opened(PrivacyShelf)
    strangers = Opened(StrangerShelf)
