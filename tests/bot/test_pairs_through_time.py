"""Whatever people of a course do about pairs, and however time passes: nobody is in a round twice, nobody is left out unheard."""

import json
import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from itertools import combinations
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test
from sqlalchemy import select

from bot.routines.due import LONG, ROUTINES
from community.calendar import to_wall
from community.chat.address import Account, Platform
from community.matching import State
from community.notices import Kind
from community.pairs import Pairing, PairingState, PairSeat, Part, Said
from community.time_phrases import read_when
from storage.engine import Store
from storage.tables import metadata
from storage.tables.system import letter
from storage.vault import Vault
from storage.work import Work
from tests.valo import BOTS, MONDAY, Valo, private

ZONE = "Europe/Helsinki"
WHO = st.integers(0, 5)
RHYTHMS = ["every Monday 9:00", "every day 3:30", "every 2 weeks on Friday 18:00"]


class Pairs(RuleBasedStateMachine):
    """A course of six: three on Telegram, two on Discord, and one on both."""

    def __init__(self, template: Path, folder: Path) -> None:
        super().__init__()
        self.store = Store.open(
            f"sqlite:///{shutil.copy(template, folder / 't.db')}", Vault.at(folder / "key", create=True)
        )
        self.valo = Valo(self.store)
        self.now = MONDAY
        platforms = [Platform.TELEGRAM] * 4 + [Platform.DISCORD] * 2
        self.people = [self.valo.joins(f"Person {n}", Account(on, f"7000{n}")).id for n, on in enumerate(platforms)]
        self.on = dict(zip(self.people, ["T", "T", "T", "TD", "D", "D"], strict=True))
        self.valo.do(lambda work: self._another_account(work, self.people[3]))
        apart = {"course_id": 1, "person_id": self.people[0], "other_id": self.people[1], "together": False}
        wish = {**apart, "source": "trainer", "made_at": self.now}
        self.valo.do(lambda work: work.connection.execute(metadata.tables["wish"].insert(), wish))
        self.opened: list[str] = []

    def _another_account(self, work: Work, person: int) -> None:
        other = work.people.create(Account(Platform.DISCORD, "70009"), "Person 3", "fi", self.now)
        work.people.new_link_code(person, "code", self.now + timedelta(days=1))
        account = Account(Platform.DISCORD, "70009")
        work.people.seen(account, BOTS[Platform.DISCORD], private(account), self.now)
        work.people.link("code", other.id, self.now)

    def teardown(self) -> None:
        self.store.close()

    @rule(when=st.sampled_from(RHYTHMS))
    def starts(self, when: str) -> None:
        plan = read_when(when, self.now, ZoneInfo(ZONE), "en").schedule
        self.valo.do(lambda work: work.pairs.add(Pairing(0, 1, plan, ZONE, PairingState.ON, self.now, self.now)))

    @rule()
    def stops(self) -> None:
        def stop(work: Work) -> None:
            if pairing := work.pairs.of_course(1):
                pairing.stop()
                work.pairs.save(pairing)

        self.valo.do(stop)

    @rule(one=WHO, part=st.sampled_from([Part.IN, Part.IN, Part.IN, Part.OUT]))
    def decides(self, one: int, part: Part) -> None:
        self.valo.do(lambda work: work.pairs.take(1, self.people[one], part, self.now))

    @rule()
    def all_take_part(self) -> None:
        for one in range(6):
            self.decides(one, Part.IN)

    @rule(one=WHO, stays=st.booleans())
    def leaves_or_comes_back(self, one: int, stays: bool) -> None:
        person = self.valo.do(lambda work: work.people.get(self.people[one]))
        assert person is not None
        if stays:
            self.valo.enrols(person, Platform.TELEGRAM, self.now)
        else:
            self.valo.leaves(person, self.now)

    @rule(one=WHO, days=st.integers(0, 20))
    def pauses(self, one: int, days: int) -> None:
        def pause(work: Work) -> None:
            taken = work.courses.membership(1, self.people[one])
            assert taken is not None
            work.courses.save_membership(replace(taken, paused_until=self.now + timedelta(days=days)))

        self.valo.do(pause)

    @precondition(lambda self: self.opened)
    @rule(one=WHO, said=st.sampled_from(list(Said)))
    def answers(self, one: int, said: Said) -> None:
        def answer(work: Work) -> None:
            seat = work.pairs.seat(len(self.opened), self.people[one])
            if seat and seat.pair is not None:
                work.pairs.answer(seat.says(said, self.now))

        self.valo.do(answer)

    @rule(hours=st.sampled_from([1, 24, 24, 24 * 6, 24 * 7, 24 * 7, 24 * 30, 24 * 120]))
    def time_passes(self, hours: int) -> None:
        """Everything due is dealt with; a round finds exactly those who take part at that moment."""
        self.now += timedelta(hours=hours)
        while True:
            before = self.valo.do(lambda work: {each.person for each in work.pairs.members(1)})
            if not self.valo.do(self._deals_with_one):
                break
            self._looks_at_new_rounds(before)

    def _deals_with_one(self, work: Work) -> bool:
        timer = work.timers.claim(self.now)
        if timer is not None and timer.kind in LONG:
            long = LONG[timer.kind]
            order = long.order(work, timer.id, self.now)
            long.keep(work, timer.id, order, order() if order else None, self.now)
        elif timer is not None:
            ROUTINES[timer.kind](work, timer.id, self.now)
        return timer is not None

    def _looks_at_new_rounds(self, before: set[int]) -> None:
        rounds = self.valo.do(lambda work: work.pairs.rounds(1))
        new = rounds[len(self.opened) :]
        assert len(new) <= 1
        for each, seats in new:
            assert each.key not in self.opened, "a round begins once"
            self.opened.append(each.key)
            assert sorted(seat.person for seat in seats) == sorted(before), "everybody has one outcome"
            self._is_fair(each.id, seats)
            assert self.now < each.asks_at

    def _is_fair(self, number: int, seats: Sequence[PairSeat]) -> None:
        held: dict[int, list[int]] = {}
        for seat in seats:
            assert (seat.pair is not None) == (seat.state is State.PLACED)
            assert seat.pair is not None or seat.reasons, "who is in no pair hears why"
            if seat.pair is not None:
                held.setdefault(seat.pair, []).append(seat.person)
        assert all(len(each) in {2, 3} for each in held.values())
        met = {pair for each in held.values() for pair in combinations(sorted(each), 2)}
        assert all(set(self.on[a]) & set(self.on[b]) for a, b in met), "they can write to each other"
        assert (self.people[0], self.people[1]) not in met
        here = self.valo.do(
            lambda work: {person.id for taken, person in work.courses.members(1) if not taken.is_paused(self.now)}
        )
        assert {person for each in held.values() for person in each} <= here
        assert {one for each in held.values() for one in each} <= self._told(number), "everybody in a pair is told"

    def _told(self, number: int) -> set[int]:
        def look(work: Work) -> set[int]:
            rows = work.connection.execute(
                select(letter.c.reader_id, letter.c.notice).where(letter.c.notice.is_not(None))
            )
            noted = [(row.reader_id, *json.loads(row.notice)) for row in rows]
            return {reader for reader, kind, facts in noted if kind == Kind.PAIR and facts["round"] == number}

        return self.valo.do(look)


@pytest.mark.slow
@pytest.mark.timeout(100)
def test_nobody_is_twice_in_a_round_and_nobody_is_left_without_an_outcome(
    sqlite_template: Path, tmp_path: Path
) -> None:
    chosen = settings(
        max_examples=20,
        stateful_step_count=25,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    machine = partial(Pairs, sqlite_template, tmp_path)
    run_state_machine_as_test(machine, settings=chosen)  # type: ignore[arg-type]  # it takes whatever makes one


def test_a_round_keeps_its_hour_when_the_clocks_change() -> None:

    begun = datetime(2027, 3, 1, 12, 0, tzinfo=MONDAY.tzinfo)
    plan = Pairing(
        1, 1, read_when("every Monday 3:30", begun, ZoneInfo(ZONE), "en").schedule, ZONE, PairingState.ON, begun, begun
    )
    walls: list[tuple[str, str]] = []
    while len(walls) < 8:
        due = plan.next_due()
        assert due is not None
        occurrence = plan.open_due(due, closed=lambda _: False)
        assert occurrence is not None
        walls.append((to_wall(due, ZONE).time().isoformat(), to_wall(plan.asks_at(occurrence, due), ZONE).isoformat()))
    assert {wall for wall, _ in walls} == {"03:30:00"}
    assert all(asks.endswith("03:30:00") for _, asks in walls)
