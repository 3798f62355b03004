"""A proposal of groups brought up to date: people leave, pause and join while it waits for its yes."""

from collections.abc import Iterator
from datetime import datetime

from bot.grouping.gathering import learners, situation
from bot.grouping.proposals import Groups, Proposal, arrange
from community.groups import Since
from community.matching import Place, State, place_late
from storage.work import Work


def refresh(work: Work, proposal: Proposal, now: datetime) -> Proposal:
    """Without those who left or paused since it was drawn, and with those who came put where they fit best.

    How many that were is kept with it until it is drawn again.
    """
    formation = proposal.formation
    groups = {number: list(members) for number, members in proposal.groups.items()}
    news = _lost(work, proposal, groups, now).and_then(_found(work, proposal, groups, now))
    if news == Since() and not formation.since.stale:
        return proposal
    formation.since = formation.since.and_then(news)
    work.formations.save(formation, now)
    return arrange(work, proposal, groups, now)


def _lost(work: Work, proposal: Proposal, groups: Groups, now: datetime) -> Since:
    """Who is not to be grouped any more goes out of their group."""
    gone = [one for one in proposal.seats if one not in proposal.people]
    paused = [one for one in _going_on(proposal) if proposal.people[one][0].is_paused(now)]
    placed = set(gone) & set(learners(work, proposal.course)) if gone else set()
    touched = [number for one in (*gone, *paused) if (number := _out(groups, one)) is not None]
    return Since(len(gone) - len(placed), len(paused), placed=len(placed), groups=tuple(touched))


def _going_on(proposal: Proposal) -> Iterator[int]:
    """Who is in a group or waits for one, and still may be."""
    taking = (State.PLACED, State.WAITING)
    return (one for one, seat in proposal.seats.items() if seat.state in taking and one in proposal.people)


def _out(groups: Groups, person: int) -> int | None:
    """Take somebody out of their group; its number."""
    for number, members in groups.items():
        if person in members:
            members.remove(person)
            return number
    return None


def _found(work: Work, proposal: Proposal, groups: Groups, now: datetime) -> Since:
    """Who came, and whose pause is over, comes into the best group with room, if there is one."""
    joined = [one for one in proposal.people if one not in proposal.seats]
    rested = [seat.person for seat in proposal.having(State.PAUSED) if seat.person in proposal.people]
    back = [one for one in rested if not proposal.people[one][0].is_paused(now)]
    touched = [number for one in (*joined, *back) if (number := _put(work, proposal, groups, one, now)) is not None]
    return Since(joined=len(joined), back=len(back), groups=tuple(touched))


def _put(work: Work, proposal: Proposal, groups: Groups, newcomer: int, now: datetime) -> int | None:
    if proposal.people[newcomer][0].is_paused(now):
        return None
    inside = {one for members in groups.values() for one in members} | {newcomer}
    people = {one: each for one, each in proposal.people.items() if one in inside}
    about = situation(work, proposal.course, proposal.formation.terms, people, now)
    numbers = [number for number in groups if number not in proposal.locked and groups[number]]
    place = place_late(about, [groups[number] for number in numbers], newcomer)
    if not isinstance(place, Place):
        return None
    groups[numbers[place.group]].append(newcomer)
    return numbers[place.group]
