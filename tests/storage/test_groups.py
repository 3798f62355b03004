"""Formations, groups and wishes on their shelves, and the figures that are made of them."""

import pytest

from community.chat.address import Account, Platform
from community.groups import FormationState, Seat, Since, Terms, WishSource
from community.matching import Reason, State
from storage.group_figures import gini
from storage.groups import TENDED
from tests.valo import DAY, HOUR, MONDAY, Valo

AINO = Account(Platform.TELEGRAM, "70001111")
BEN = Account(Platform.DISCORD, "930000000000000002")
CARLA = Account(Platform.TELEGRAM, "70003333")
CODES = (Reason.NO_COMMON_HOUR, Reason.TOGETHER_AGAIN)


@pytest.fixture
def three(valo: Valo) -> list[int]:
    people = [valo.joins(name, account) for name, account in (("Aino", AINO), ("Ben", BEN), ("Carla", CARLA))]
    return [person.id for person in people]


def test_an_open_proposal_counts_who_turns_out_to_be_one_person_or_is_erased(valo: Valo, three: list[int]) -> None:
    aino, ben, carla = three
    asked = valo.do(lambda work: work.formations.ask(1, 7, Terms(), valo.dina.id, MONDAY))
    valo.do(lambda work: work.formations.put(asked.id, [Seat(one, n, State.PLACED) for n, one in enumerate(three)]))
    asked.state = FormationState.PROPOSED
    valo.do(lambda work: work.formations.save(asked, MONDAY))
    valo.do(lambda work: work.people.new_link_code(aino, "hash", MONDAY + HOUR))
    valo.do(lambda work: work.people.link("hash", ben, MONDAY))
    assert _since(valo, asked.id) == Since(left=1, groups=(1,), stale=True)
    valo.do(lambda work: work.privacy.erase(carla, MONDAY))
    assert _since(valo, asked.id) == Since(left=2, groups=(1, 2), stale=True)
    assert [seat.person for seat in valo.do(lambda work: work.formations.seats(asked.id))] == [aino]


def _since(valo: Valo, number: int) -> Since:
    found = valo.do(lambda work: work.formations.get(number))
    assert found is not None
    return found.since


def test_a_formation_keeps_its_terms_and_what_became_of_each_person(valo: Valo, three: list[int]) -> None:
    terms = Terms(size=3, again=True, alone=False, hours=50)
    asked = valo.do(lambda work: work.formations.ask(1, 7, terms, valo.dina.id, MONDAY))
    seats = [Seat(three[0], 0, State.PLACED, CODES, locked=True), Seat(three[1], None, State.WAITING)]
    valo.do(lambda work: work.formations.put(asked.id, seats))
    assert valo.do(lambda work: work.formations.get(asked.id)) == asked
    assert asked.terms == terms
    assert valo.do(lambda work: work.formations.seats(asked.id)) == seats

    changed = Seat(three[1], 0, State.PLACED)
    valo.do(lambda work: work.formations.seat(asked.id, changed))
    assert valo.do(lambda work: work.formations.seats(asked.id)) == [seats[0], changed]


def test_what_is_asked_for_is_due_until_it_is_found(valo: Valo) -> None:
    asked = valo.do(lambda work: work.formations.ask(1, 7, Terms(), valo.dina.id, MONDAY))
    assert valo.do(lambda work: work.timers.due("formation", asked.id)) == MONDAY
    asked.state = FormationState.PROPOSED
    valo.do(lambda work: work.formations.save(asked, MONDAY))
    assert valo.do(lambda work: work.timers.due("formation", asked.id)) is None
    assert valo.do(lambda work: work.formations.open(1)) == [asked]


def test_groups_are_founded_together_and_numbered_on(valo: Valo, three: list[int]) -> None:
    earlier = valo.do(lambda work: work.groups.add(1, "Birches", None, MONDAY))
    valo.do(lambda work: work.groups.end(earlier.id, MONDAY))
    asked = valo.do(lambda work: work.formations.ask(1, 7, Terms(), valo.dina.id, MONDAY))
    named = [("Group {number}", three[:2]), ("Group {number}", three[2:])]
    made = valo.do(lambda work: work.groups.found(1, asked.id, named, MONDAY))
    assert [group.name for group in made] == ["Group 2", "Group 3"]
    assert valo.do(lambda work: work.groups.of_members(1)) == {made[0].id: three[:2], made[1].id: three[2:]}


def test_groups_are_looked_after_when_somebody_comes_leaves_or_is_erased(valo: Valo, three: list[int]) -> None:
    def due() -> bool:
        was = valo.do(lambda work: work.timers.due(TENDED, 1)) is not None
        valo.do(lambda work: work.timers.set(TENDED, 1, None))
        return was

    assert not due(), "a course without groups needs nothing"
    group = valo.do(lambda work: work.groups.add(1, "Group 1", None, MONDAY))
    for one in three:
        valo.do(lambda work, one=one: work.groups.enter(group.id, one, MONDAY))
    valo.joins("Emil", Account(Platform.TELEGRAM, "70005555"))
    assert due()
    valo.do(lambda work: work.courses.leave(1, three[0], MONDAY))
    assert due()
    valo.do(lambda work: work.privacy.erase(three[1], MONDAY))
    assert due()
    assert valo.do(lambda work: work.groups.members(group.id)) == [three[0], three[2]]


def test_a_wish_takes_the_place_of_the_one_before(valo: Valo, three: list[int]) -> None:
    aino, ben, _ = three
    for together in (True, False):
        valo.do(
            lambda work, together=together: work.wishes.make(
                1, aino, ben, together=together, source=WishSource.LEARNER, now=MONDAY
            )
        )
    [kept] = valo.do(lambda work: work.wishes.of_learner(1, aino))
    assert (kept.other, kept.together) == (ben, False)
    assert valo.do(lambda work: work.wishes.of_learner(1, ben)) == []
    valo.do(lambda work: work.wishes.drop(kept.id))
    assert valo.do(lambda work: work.wishes.of_course(1)) == []


def test_figures_of_a_group_count_what_members_did_in_it(valo: Valo, three: list[int]) -> None:
    asked = valo.do(lambda work: work.formations.ask(1, 7, Terms(), valo.dina.id, MONDAY))
    valo.do(lambda work: work.formations.put(asked.id, [Seat(three[0], 0, State.PLACED, CODES)]))
    valo.do(lambda work: work.groups.found(1, asked.id, [("Group {number}", three)], MONDAY))
    aino, ben = (valo.do(lambda work, one=one: work.people.get(one)) for one in three[:2])
    answer = valo.answers(aino, valo.prompt(), "Luin.", MONDAY + HOUR)
    valo.replies(ben, answer, "Mitä?", MONDAY + 3 * HOUR)

    [row] = valo.do(lambda work: list(work.group_figures.groups(1, MONDAY + DAY)))
    assert (row.members, row.active_members, row.answers, row.peer_replies) == (3, 2, 1, 1)
    assert (row.share_members_replying, row.median_hours_to_first_reply) == (0.33, 2.0)
    [seat] = valo.do(lambda work: list(work.group_figures.formations(1)))
    assert (seat.outcome, seat.reasons, seat.group_number) == ("placed", "no_common_hour together_again", 1)
    people = valo.do(lambda work: {row.export_id: row.group_id for row in work.figures.participants(1, MONDAY)})
    assert people[seat.export_id] == 1


@pytest.mark.parametrize(("shared", "uneven"), [([3, 3, 3], 0.0), ([0, 0, 9], 0.67), ([0, 0], None), ([], None)])
def test_unevenness_is_nought_where_all_do_the_same(shared: list[int], uneven: float | None) -> None:
    assert gini(shared) == uneven
