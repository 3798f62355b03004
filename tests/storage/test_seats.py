"""What the shelf of seats remembers of class lists."""

from dataclasses import replace

from community.chat.address import Account, Platform
from community.seats import Seat, SeatState
from tests.valo import DAY, MONDAY, Valo

AINO = Account(Platform.TELEGRAM, "70001111")


def seats(valo: Valo, *names: str) -> list[Seat]:
    """A class list of these people."""
    new = [
        Seat(0, valo.course.id, name, f"S-{name}", "fi", f"hash {name}", MONDAY, expires=MONDAY + 90 * DAY)
        for name in names
    ]
    valo.do(lambda work: work.seats.add(new))
    return valo.do(lambda work: work.seats.of_course(valo.course.id))


def test_a_list_is_kept_by_name_and_each_seat_is_found_by_its_code(valo: Valo) -> None:
    ben, sirpa = seats(valo, "Sirpa", "Ben")
    assert (ben.name, sirpa.name) == ("Ben", "Sirpa")
    assert valo.do(lambda work: work.seats.by_code("hash Sirpa")) == sirpa
    assert valo.do(lambda work: work.seats.by_code("hash")) is None
    assert valo.do(lambda work: work.seats.get(ben.id, lock=True)) == ben
    assert valo.do(lambda work: work.seats.get(99)) is None
    valo.do(lambda work: work.seats.add([]))


def test_places_are_taken_by_who_is_in_and_by_who_can_still_come(valo: Valo) -> None:
    aino = valo.joins("Aino", AINO)
    ben, carla, ellen, sirpa = seats(valo, "Ben", "Carla", "Ellen", "Sirpa")
    claimed = replace(sirpa, person=aino.id, claimed_at=MONDAY)
    for changed in (replace(ben, revoked_at=MONDAY), replace(carla, expires=MONDAY), claimed):
        valo.do(lambda work, changed=changed: work.seats.save(changed))
    states = [each.state(MONDAY) for each in valo.do(lambda work: work.seats.of_course(valo.course.id))]
    assert states == [SeatState.REVOKED, SeatState.EXPIRED, SeatState.OPEN, SeatState.CLAIMED]
    assert valo.do(lambda work: work.applications.taken(valo.course.id, MONDAY)) == 2
    assert valo.do(lambda work: work.seats.get(ellen.id)) == ellen


def test_the_list_of_a_course_that_has_ended_is_forgotten(valo: Valo) -> None:
    seats(valo, "Ben", "Sirpa")
    assert valo.do(lambda work: work.seats.forget_list(valo.course.id + 1)) == 0
    assert valo.do(lambda work: work.seats.forget_list(valo.course.id)) == 2
    assert valo.do(lambda work: work.seats.of_course(valo.course.id)) == []
