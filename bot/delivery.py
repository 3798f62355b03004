"""A letter becomes a parcel: worded for its reader at the last moment, in their language and zone."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.call import Call
from bot.desk import ZONE
from bot.letterbox import unfold
from bot.places import accounts_of, has_places
from bot.tokens import bound, offered, pack
from bot.vocabulary import VOCABULARY
from bot.wording import general
from bot.wording.catalogues import best_language
from bot.wording.notices import worded
from bot.wording.words import Words
from community.chat.address import Place
from community.chat.capabilities import Capabilities
from community.chat.gateway import (
    Abandon,
    Act,
    Admit,
    Arrangement,
    Change,
    Close,
    Dismiss,
    Erase,
    Errand,
    Note,
    Open,
    Parcel,
    Post,
    React,
    Remove,
    Rename,
    Sign,
)
from community.chat.message import Message
from community.letters import ARRANGING, Deed, Letter
from storage.vault import Vault
from storage.work import Work

KEY_LENGTH = 25


@dataclass(frozen=True, slots=True)
class Wrapping:
    """What wording needs to know besides the letter."""

    capabilities: Capabilities
    now: datetime

    def parcel(self, work: Work, letter: Letter) -> Parcel | Errand | None:
        """The letter ready to hand over; None if there is nothing to say or to do any more."""
        key = work.vault.hash(f"letter {letter.id}")[:KEY_LENGTH]
        if letter.deed in ARRANGING:
            arrangement = _arrangement(work, letter)
            return Errand(key, letter.place, arrangement) if arrangement else None
        act = self._act(work, letter)
        return Parcel(key, letter.place, act, letter.handle, letter.update) if act else None

    def _act(self, work: Work, letter: Letter) -> Act | None:
        match letter.deed:
            case Deed.POST:
                message = self._message(work, letter)
                return Post(message, letter.only_for) if message else None
            case Deed.CHANGE:
                message = self._message(work, letter)
                return Change(letter.target, message) if message and letter.target else None
            case Deed.NOTE:
                message = self._message(work, letter)
                return Note(message) if message else None
            case Deed.COUNTED:
                return React(letter.target, Sign.COUNTED) if letter.target else None
            case Deed.UNCOUNTED:
                return React(letter.target, None) if letter.target else None
            case Deed.ERASE:
                instead = general.taken_back(self._words(work, letter))
                return Erase(letter.target, instead) if letter.target else None
            case _:
                raise ValueError(f"{letter.deed} says nothing")

    def _message(self, work: Work, letter: Letter) -> Message | None:
        reply_to = letter.target if letter.deed is Deed.POST else None
        if letter.body is not None:
            return unfold(letter.body, reply_to)
        if letter.notice is None:
            return None
        message = worded(self._words(work, letter), work, letter.notice)
        return Message(message.blocks, reply_to, message.silent) if message else None

    def _words(self, work: Work, letter: Letter) -> Words:
        """A person reads in their own language and zone; a place in those of its course."""
        reader = work.people.get(letter.reader) if letter.reader else None
        course = work.courses.of_place(letter.place) if reader is None else None
        either = reader or course
        language = best_language(either.language) if either else best_language()
        zone = ZoneInfo(either.zone) if either and either.zone else ZONE

        def token(call: Call) -> str:
            meant = bound(VOCABULARY, call, letter.reader)
            return offered(work, meant, self.now) or _packed(meant, work.vault)

        return Words(language, zone, self.now, self.capabilities, token)


def _arrangement(work: Work, letter: Letter) -> Arrangement | None:
    """What is to be arranged, as things are now."""
    match letter.deed:
        case Deed.CLOSE:
            return Close()
        case Deed.REMOVE if not _is_in_use(work, letter.place):
            return Remove()
        case Deed.ADMIT | Deed.KEEP_IN if letter.only_for and _may_come_in(work, letter):
            return Admit(letter.only_for, again=letter.deed is Deed.KEEP_IN)
        case Deed.DISMISS if letter.only_for:
            return Dismiss(letter.only_for)
        case Deed.OPEN | Deed.RENAME:
            return _of_a_group(work, letter)
    return None


def _of_a_group(work: Work, letter: Letter) -> Arrangement | None:
    """As the group is now; of one that ended meanwhile only what an opening may have left behind is taken away."""
    group = work.groups.get(letter.subject.id) if letter.subject else None
    if group is None:
        return None
    if letter.deed is Deed.RENAME:
        return Rename(group.name) if group.is_active else None
    taken = tuple(each.place for each in work.courses.all_places(letter.bot) if each.group is not None)
    opening = Open(group.name, tuple(accounts_of(work, group, letter.bot)), taken)
    return opening if has_places(work, group) else Abandon(opening)


def _is_in_use(work: Work, thread: Place) -> bool:
    """Whether another opening has found the thread meanwhile, and a group meets in it."""
    return any(each.place == thread for each in work.courses.all_places(thread.bot))


def _may_come_in(work: Work, letter: Letter) -> bool:
    """An admission that waited for somebody to take part (its subject is the course) is for who does."""
    if letter.subject is None or letter.reader is None:
        return True
    membership = work.courses.membership(letter.subject.id, letter.reader)
    return membership is not None and membership.is_current


def _packed(call: Call, vault: Vault) -> str:
    """Notices carry numbers only, so their calls always fit."""
    token = pack(VOCABULARY, call, vault)
    if token is None:
        raise ValueError(f"the call {call.path} of a notice must fit into a button")
    return token
