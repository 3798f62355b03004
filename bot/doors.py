"""Private chats that are shut: what becomes of letters for them, and the knock in the group that says nothing more."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.audience import best_contact, erase
from bot.outcomes import may_go_elsewhere, waits_for_its_reader
from community.chat.address import Place
from community.letters import Letter, Priority, Subject
from community.notices import Kind, Notice
from storage.work import Work

UNTIL_REACHABLE = timedelta(days=30)
"""How long a letter waits for a person whose private chat is shut."""
KNOCK_AGAIN = timedelta(minutes=5)
"""After this a knock has scrolled away, and who asks for something gets another sign."""


@dataclass(slots=True)
class Doors:
    """The shut doors that one bot account stands at."""

    _knocked: dict[tuple[Place, int], tuple[int, datetime]] = field(default_factory=dict)
    """For which letter, and when. A restart forgets it, at the price of one knock more."""

    def shut(self, work: Work, letter: Letter, now: datetime) -> None:
        """A letter found the private chat of its reader shut: it goes another way, or it waits."""
        if letter.reader is not None:
            _mark_unreachable(work, letter)
        if may_go_elsewhere(letter) and _elsewhere(work, letter):
            work.outbox.drop(letter.id, now)
        elif not waits_for_its_reader(letter):
            work.outbox.bury(letter.id, "unreachable", now)
        else:
            self._wait(work, letter, now)

    def _wait(self, work: Work, letter: Letter, now: datetime) -> None:
        held = [other for other in work.outbox.held(letter.place, now) if other.id != letter.id]
        for other in held:
            if (other.body, other.notice) == (letter.body, letter.notice):
                work.outbox.drop(other.id, now)
        work.outbox.later(letter.id, now + UNTIL_REACHABLE, letter.attempts, letter.doubts)
        work.outbox.readdress(letter.id, letter.place)  # whoever hurries it in vain is not knocked for again
        asked_for = letter.priority is Priority.ANSWER or not held
        if letter.fallback is not None and letter.reader is not None and asked_for:
            self._knock(work, letter, letter.fallback, letter.reader, now)

    def _knock(self, work: Work, letter: Letter, place: Place, person: int, now: datetime) -> None:
        """At most one knock stands for a person in a place: a new one takes the place of the old."""
        before, at = self._knocked.get((place, person), (letter.id, now))
        if before != letter.id and now - at < KNOCK_AGAIN:
            return
        self._knocked = {door: last for door, last in self._knocked.items() if now - last[1] < KNOCK_AGAIN}
        self._knocked[place, person] = (letter.id, now)
        subject = Subject("knock", person)
        standing = [ref for ref in work.refs.of(subject) if ref.place == place]
        erase(work, standing)
        for ref in standing:
            work.refs.drop(ref)
        notice = Notice(Kind.KNOCK, {"person": person})
        work.outbox.add(Letter(bot=letter.bot, place=place, priority=Priority.PERSON, notice=notice, subject=subject))


def _elsewhere(work: Work, letter: Letter) -> bool:
    """Write a notice on another way to its reader, where there is one."""
    other = best_contact(work, letter.reader or 0)
    if other is None or not other.reachable:
        return False
    work.outbox.add(replace(letter, id=0, bot=other.bot, place=other.private, fallback=None, attempts=0, doubts=0))
    return True


def _mark_unreachable(work: Work, letter: Letter) -> None:
    for contact in work.people.contacts(letter.reader or 0):
        if contact.private == letter.place:
            work.people.set_reachable(contact.account, contact.bot, reachable=False)
