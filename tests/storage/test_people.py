"""What the shelf of people remembers about accounts, contacts and roles."""

from dataclasses import replace

import pytest

from community.chat.address import Account, Place, Platform
from community.roles import Grant, Role
from tests.valo import BOTS, DAY, MONDAY, Valo, private

AINO = Account(Platform.TELEGRAM, "70001111")
BEN = Account(Platform.DISCORD, "930000000000000002")
TELEGRAM = BOTS[Platform.TELEGRAM]


def test_somebody_new_is_known_by_their_account_afterwards(valo: Valo) -> None:
    aino = valo.do(lambda work: work.people.create(AINO, "Aino", "fi", MONDAY))
    assert valo.do(lambda work: work.people.of(AINO)) == aino
    assert valo.do(lambda work: work.people.get(aino.id)) == aino
    assert valo.do(lambda work: work.people.accounts(aino.id)) == [AINO]


def test_an_account_that_was_never_seen_belongs_to_nobody(valo: Valo) -> None:
    assert valo.do(lambda work: work.people.of(BEN)) is None


def test_creating_an_account_twice_gives_the_person_it_has(valo: Valo) -> None:
    first = valo.do(lambda work: work.people.create(AINO, "Aino", "fi", MONDAY))
    second = valo.do(lambda work: work.people.create(AINO, "Aino K", "en", MONDAY + DAY))
    assert second == first


def test_the_same_number_on_two_platforms_is_two_people(valo: Valo) -> None:
    here = valo.arrives("Aino", Account(Platform.TELEGRAM, "5"))
    there = valo.arrives("Emil", Account(Platform.DISCORD, "5"))
    assert here.id != there.id


def test_name_language_and_zone_are_kept_as_they_were_given(valo: Valo) -> None:
    aino = replace(valo.arrives("Aino", AINO), name="Aino Ö", language="en", zone="Europe/Oslo")
    valo.do(lambda work: work.people.save(aino))
    assert valo.do(lambda work: work.people.get(aino.id)) == aino


def test_the_platform_names_only_who_gave_no_name(valo: Valo) -> None:
    aino = valo.arrives("", AINO)
    for name in ("Aino from the profile", "A later name"):
        valo.do(lambda work, name=name: work.people.seen(AINO, TELEGRAM, private(AINO), MONDAY, name))
    found = valo.do(lambda work: work.people.get(aino.id))
    assert found
    assert found.name == "Aino from the profile"


def test_a_contact_moves_with_the_person_and_is_reachable_again(valo: Valo) -> None:
    aino = valo.arrives("Aino", AINO)
    valo.do(lambda work: work.people.set_reachable(AINO, TELEGRAM, False))
    assert [contact.reachable for contact in valo.do(lambda work: work.people.contacts(aino.id))] == [False]
    elsewhere = Place(TELEGRAM, "70001112", private=True)
    valo.do(lambda work: work.people.seen(AINO, TELEGRAM, elsewhere, MONDAY + DAY))
    (contact,) = valo.do(lambda work: work.people.contacts(aino.id))
    assert (contact.account, contact.bot, contact.private) == (AINO, TELEGRAM, elsewhere)
    assert contact.reachable
    assert contact.seen_at == MONDAY + DAY


def test_seeing_an_account_of_nobody_keeps_nothing(valo: Valo) -> None:
    valo.do(lambda work: work.people.seen(AINO, TELEGRAM, private(AINO), MONDAY, "Aino"))
    assert valo.do(lambda work: work.people.of(AINO)) is None


def test_a_role_given_twice_is_held_once_and_can_be_taken_away(valo: Valo) -> None:
    aino = valo.arrives("Aino", AINO)
    whole = Grant(aino.id, Role.COORDINATOR, valo.centre.id)
    one = Grant(aino.id, Role.TRAINER, valo.centre.id, valo.course.id)
    for given in (whole, one, whole, one):
        valo.do(lambda work, given=given: work.people.grant(given, MONDAY))
    assert valo.do(lambda work: work.people.grants(aino.id)) == (whole, one)
    valo.do(lambda work: work.people.revoke(whole))
    assert valo.do(lambda work: work.people.grants(aino.id)) == (one,)


def test_the_staff_of_a_course_are_its_trainers_and_who_opened_it(valo: Valo) -> None:
    aino, ben, carla = valo.arrives("Aino", AINO), valo.arrives("Ben", BEN), valo.arrives("Carla", Account(*_CARLA))
    for given in (
        Grant(aino.id, Role.TRAINER, valo.centre.id, valo.course.id),
        Grant(ben.id, Role.TRAINER, valo.centre.id),
        Grant(carla.id, Role.COORDINATOR, valo.centre.id),
    ):
        valo.do(lambda work, given=given: work.people.grant(given, MONDAY))
    staff = valo.do(lambda work: work.people.staff(valo.centre.id, valo.course.id))
    assert staff == [valo.dina, aino]
    with_coordinators = valo.do(lambda work: work.people.staff(valo.centre.id, valo.course.id, coordinators=True))
    assert with_coordinators == [valo.dina, aino, carla]


def test_a_course_without_staff_is_looked_after_by_the_organisation(valo: Valo) -> None:
    carla = valo.arrives("Carla", Account(*_CARLA))
    valo.do(lambda work: work.people.grant(Grant(carla.id, Role.COORDINATOR, valo.centre.id), MONDAY))
    valo.do(lambda work: work.people.revoke(Grant(valo.dina.id, Role.TRAINER, valo.centre.id)))
    assert valo.do(lambda work: work.people.staff(valo.centre.id, valo.course.id)) == [carla]


def test_staff_of_another_organisation_have_no_part_in_a_course(valo: Valo) -> None:
    aino = valo.arrives("Aino", AINO)
    fjord = valo.do(lambda work: work.organisations.create("Fjord Centre", "nb", "Europe/Oslo", MONDAY))
    valo.do(lambda work: work.people.grant(Grant(aino.id, Role.COORDINATOR, fjord.id), MONDAY))
    assert valo.do(lambda work: work.people.coordinators(valo.centre.id)) == []
    assert aino not in valo.do(lambda work: work.people.staff(valo.centre.id, valo.course.id, coordinators=True))


_CARLA = (Platform.TELEGRAM, "70003333")


@pytest.mark.parametrize("lock", [True, False])
def test_an_invitation_is_found_by_its_code_and_used_once(valo: Valo, lock: bool) -> None:
    aino = valo.arrives("Aino", AINO)
    expires = MONDAY + 14 * DAY
    number = valo.do(
        lambda work: work.organisations.invite(valo.centre.id, Role.TRAINER, None, "hash", expires, MONDAY)
    )
    found = valo.do(lambda work: work.organisations.invitation("hash", lock=lock))
    assert found
    assert (found.id, found.role, found.organisation, found.is_open(MONDAY)) == (number, Role.TRAINER, 1, True)
    valo.do(lambda work: work.organisations.use(number, aino.id, MONDAY + DAY))
    used = valo.do(lambda work: work.organisations.invitation("hash"))
    assert used
    assert not used.is_open(MONDAY + DAY)
    assert valo.do(lambda work: work.organisations.invitation("another")) is None


def test_organisations_are_listed_as_they_came(valo: Valo) -> None:
    fjord = valo.do(lambda work: work.organisations.create("Fjord Centre", "nb", "Europe/Oslo", MONDAY))
    assert valo.do(lambda work: work.organisations.all()) == [valo.centre, fjord]
    assert valo.do(lambda work: work.organisations.get(fjord.id)) == fjord
