"""Pairs are drawn outside of every transaction: whoever leaves or pauses meanwhile is in no pair, and nobody is forgotten."""

import pickle
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.routines.pairs import DRAWING, PAIRS
from community.chat.address import Account, Platform
from community.matching import State
from community.pairs import Pairing, PairingState, PairSeat, Part
from community.people import Person
from community.time_phrases import read_when
from storage.engine import Store
from storage.work import Work
from tests.valo import MONDAY, Valo

NAMES = ("Aino", "Ben", "Carla", "Emil", "Filip")
DUE = MONDAY + timedelta(days=7)


@pytest.fixture
def valo(sqlite_url: str, open_store: Callable[[str], Store]) -> Valo:
    """A course of five in which everybody takes part in pairs; the first round is due."""
    valo = Valo(open_store(sqlite_url))
    for number, name in enumerate(NAMES):
        person = valo.joins(name, Account(Platform.TELEGRAM, f"7100{number}"))
        valo.do(lambda work, person=person: work.pairs.take(1, person.id, Part.IN, MONDAY))
    plan = read_when("every Monday 9:00", MONDAY, ZoneInfo("Europe/Helsinki"), "en").schedule
    valo.do(lambda work: work.pairs.add(Pairing(0, 1, plan, "Europe/Helsinki", PairingState.ON, MONDAY, MONDAY)))
    return valo


def pauses(work: Work, person: Person) -> None:
    taken = work.courses.membership(1, person.id)
    assert taken is not None
    work.courses.save_membership(replace(taken, paused_until=DUE + timedelta(days=3)))


CHANGES: dict[str, Callable[[Work, Person], object]] = {
    "pauses": pauses,
    "leaves the course": lambda work, person: work.courses.leave(1, person.id, DUE),
    "wants no pairs any more": lambda work, person: work.pairs.take(1, person.id, Part.OUT, DUE),
    "is erased": lambda work, person: work.privacy.erase(person.id, DUE),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whoever_changes_their_mind_while_pairs_are_drawn_is_in_none(valo: Valo, change: str) -> None:
    ordered = valo.do(lambda work: DRAWING.order(work, 1, DUE))
    assert ordered is not None
    emil = valo.do(lambda work: next(person for _, person in work.courses.members(1) if person.name == "Emil"))
    valo.do(lambda work: CHANGES[change](work, emil))
    valo.do(lambda work: DRAWING.keep(work, 1, ordered, ordered(), DUE))
    assert not rounds(valo)
    assert valo.do(lambda work: work.timers.due(PAIRS, 1)) == DUE, "it is drawn anew at once"

    draws(valo, DUE)
    [seats] = rounds(valo)
    placed = [seat.person for seat in seats if seat.state is State.PLACED]
    assert len(placed) == 4
    assert emil.id not in placed
    assert valo.do(lambda work: work.timers.due(PAIRS, 1)) == DUE + timedelta(days=7)


def test_what_is_drawn_twice_is_kept_once(valo: Valo) -> None:
    ordered = valo.do(lambda work: DRAWING.order(work, 1, DUE))
    assert ordered is not None
    found = pickle.loads(pickle.dumps(ordered))()  # noqa: S301 - as it goes to another process
    for _ in range(2):
        valo.do(lambda work: DRAWING.keep(work, 1, ordered, found, DUE))
    assert len(rounds(valo)) == 1
    assert valo.do(lambda work: DRAWING.order(work, 1, DUE)) is None


def draws(valo: Valo, now: datetime) -> None:
    ordered = valo.do(lambda work: DRAWING.order(work, 1, now))
    assert ordered is not None
    valo.do(lambda work: DRAWING.keep(work, 1, ordered, ordered(), now))


def rounds(valo: Valo) -> list[list[PairSeat]]:
    return valo.do(lambda work: [list(seats) for _, seats in work.pairs.rounds(1)])
