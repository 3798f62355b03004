"""One person with two accounts: what becomes of what both did."""

from dataclasses import replace
from datetime import timedelta

import pytest

from community.chat.address import Account, Platform
from community.consents import About
from community.entrance import ApplicationState
from community.errors import BothHaveHistory, NoSuchLinkCode, SamePerson
from community.people import Person
from community.roles import Grant, Role
from storage.drafts import Draft
from storage.tables.courses import talk
from storage.tables.people import link_code
from storage.work import Work
from tests.valo import DAY, GROUPS, HOUR, MONDAY, Valo

HERE = Account(Platform.TELEGRAM, "70001111")
THERE = Account(Platform.DISCORD, "930000000000000001")
BEN = Account(Platform.DISCORD, "930000000000000002")


def link(valo: Valo, asker: Person, typer: Person, at: timedelta = HOUR) -> Person:
    """`asker` asks for a code, which `typer` types."""
    valo.do(lambda work: work.people.new_link_code(asker.id, "hash", MONDAY + 2 * HOUR))
    return valo.do(lambda work: work.people.link("hash", typer.id, MONDAY + at))


@pytest.mark.parametrize("elder_asks", [True, False])
def test_linked_accounts_are_one_person_the_elder_one(valo: Valo, elder_asks: bool) -> None:
    elder, younger = valo.joins("Aino", HERE), valo.joins("Aino K", THERE)
    linked = link(valo, elder, younger) if elder_asks else link(valo, younger, elder)
    assert linked == elder
    assert valo.do(lambda work: work.people.of(THERE)) == elder
    assert valo.do(lambda work: work.people.get(younger.id)) is None
    assert valo.do(lambda work: work.people.accounts(elder.id)) == [HERE, THERE]
    assert len(valo.do(lambda work: work.people.contacts(elder.id))) == 2


def test_a_linked_person_is_in_the_course_once_since_the_earlier_day(valo: Valo) -> None:
    elder, younger = valo.joins("Aino", HERE, MONDAY - DAY), valo.joins("Aino", THERE, MONDAY - 5 * DAY)
    valo.leaves(elder, MONDAY)
    link(valo, elder, younger)
    ((membership, person),) = valo.do(lambda work: work.courses.members(valo.course.id))
    assert person == elder
    assert (membership.joined_at, membership.left_at) == (MONDAY - 5 * DAY, None)


def test_memberships_of_different_courses_come_together(valo: Valo) -> None:
    elder, younger = valo.joins("Aino", HERE), valo.arrives("Aino", THERE)
    evening = valo.another_course("Suomi, evenings", "EVEN2345")
    kept = valo.enrols(younger, Platform.DISCORD, MONDAY, evening)
    link(valo, elder, younger)
    moved = valo.do(lambda work: work.courses.membership(evening.id, elder.id))
    assert moved
    assert (moved.id, moved.platform) == (kept.id, Platform.DISCORD)


def test_answers_replies_roles_and_talk_go_to_the_elder(valo: Valo) -> None:
    elder, younger, ben = valo.joins("Aino", HERE), valo.joins("Aino", THERE), valo.joins("Ben", BEN)
    first, second = valo.prompt("Eka"), valo.prompt("Toka")
    valo.answers(elder, first, "Luin.", MONDAY)
    given = valo.answers(younger, second, "Nukuin.", MONDAY)
    reply = valo.replies(younger, valo.answers(ben, first, "Söin.", MONDAY), "Mitä?", MONDAY)
    role = Grant(younger.id, Role.TRAINER, valo.centre.id, valo.course.id)
    valo.do(lambda work: work.people.grant(role, MONDAY))
    for whose in (elder, younger, younger):
        valo.do(lambda work, whose=whose: work.courses.talked(valo.course.id, whose.id, MONDAY.date()))
    link(valo, elder, younger)
    moved = valo.do(lambda work: work.prompts.answer(given.id))
    assert moved
    assert moved.person == elder.id
    assert reply.source
    source = reply.source
    found = valo.do(lambda work: work.prompts.reply_from(source))
    assert found
    assert found.person == elder.id
    assert valo.do(lambda work: work.people.grants(elder.id)) == (Grant(elder.id, *_parts(role)),)
    said = valo.do(lambda work: work.connection.execute(talk.select()).all())
    assert [tuple(row) for row in said] == [(valo.course.id, elder.id, MONDAY.date(), 3)]


def _parts(grant: Grant) -> tuple[Role, int, int | None]:
    return grant.role, grant.organisation, grant.course


def test_a_role_that_both_hold_is_held_once(valo: Valo) -> None:
    elder, younger = valo.arrives("Aino", HERE), valo.arrives("Aino", THERE)
    for person in (elder, younger):
        role = Grant(person.id, Role.TRAINER, valo.centre.id)
        valo.do(lambda work, role=role: work.people.grant(role, MONDAY))
    link(valo, elder, younger)
    assert valo.do(lambda work: work.people.grants(elder.id)) == (Grant(elder.id, Role.TRAINER, valo.centre.id),)


def test_two_answers_to_one_prompt_cannot_become_one(valo: Valo) -> None:
    elder, younger, slot = valo.joins("Aino", HERE), valo.joins("Aino", THERE), valo.prompt()
    mine, other = valo.answers(elder, slot, "Luin.", MONDAY), valo.answers(younger, slot, "Nukuin.", MONDAY)
    with pytest.raises(BothHaveHistory):
        link(valo, elder, younger)
    assert valo.do(lambda work: work.prompts.answers(slot.id)) == [mine, other]
    assert valo.do(lambda work: work.people.of(THERE)) == younger


@pytest.mark.parametrize("elder_takes_back", [True, False])
def test_an_answer_that_was_taken_back_gives_way(valo: Valo, elder_takes_back: bool) -> None:
    elder, younger, ben = valo.joins("Aino", HERE), valo.joins("Aino", THERE), valo.joins("Ben", BEN)
    slot = valo.prompt()
    mine, other = valo.answers(elder, slot, "Luin.", MONDAY), valo.answers(younger, slot, "Nukuin.", MONDAY)
    gone, stays = (mine, other) if elder_takes_back else (other, mine)
    valo.replies(ben, gone, "Mitä?", MONDAY)
    valo.takes_back(gone, MONDAY + HOUR)
    link(valo, elder, younger)
    (left,) = valo.do(lambda work: work.prompts.answers(slot.id))
    assert (left.id, left.person, left.text) == (stays.id, elder.id, stays.text)
    assert valo.do(lambda work: work.prompts.counts(slot.id)).peer_replies == 1


def test_what_both_had_begun_to_type_ends_for_the_younger_only(valo: Valo) -> None:
    elder, younger = valo.arrives("Aino", HERE), valo.arrives("Aino", THERE)
    place = GROUPS[Platform.TELEGRAM]
    for person in (elder, younger):
        draft = Draft(person=person.id, place=place, path="prompt schedule", args={}, asking="text", expires=MONDAY)
        valo.do(lambda work, draft=draft: work.drafts.save(draft))
    link(valo, elder, younger)
    assert valo.do(lambda work: work.drafts.of(elder.id, place))


def test_the_elder_takes_over_a_name_they_never_gave(valo: Valo) -> None:
    elder, younger = valo.arrives("", HERE), valo.arrives("Aino", THERE)
    assert link(valo, elder, younger).name == "Aino"


def test_a_wrong_used_or_expired_code_links_nobody(valo: Valo) -> None:
    elder, younger = valo.arrives("Aino", HERE), valo.arrives("Aino", THERE)
    with pytest.raises(NoSuchLinkCode):
        valo.do(lambda work: work.people.link("another", younger.id, MONDAY))
    with pytest.raises(NoSuchLinkCode):
        link(valo, elder, younger, at=3 * HOUR)
    link(valo, elder, younger)
    assert valo.do(lambda work: work.connection.execute(link_code.select()).all()) == []


def test_only_the_newest_code_works(valo: Valo) -> None:
    elder, younger = valo.arrives("Aino", HERE), valo.arrives("Aino", THERE)
    for code in ("first", "second"):
        valo.do(lambda work, code=code: work.people.new_link_code(elder.id, code, MONDAY + HOUR))
    with pytest.raises(NoSuchLinkCode):
        valo.do(lambda work: work.people.link("first", younger.id, MONDAY))
    valo.do(lambda work: work.people.link("second", younger.id, MONDAY))


def test_ones_own_code_is_refused(valo: Valo) -> None:
    aino = valo.arrives("Aino", HERE)
    with pytest.raises(SamePerson):
        link(valo, aino, aino)


def test_an_unlinked_account_starts_anew_and_the_history_stays(valo: Valo) -> None:
    elder, younger = valo.joins("Aino", HERE), valo.joins("Aino", THERE)
    link(valo, elder, younger)
    alone = valo.do(lambda work: work.people.unlink(elder.id, work.people.number_of(THERE), MONDAY))
    assert alone
    assert (alone.name, alone.created_at) == ("Aino", MONDAY)
    assert valo.do(lambda work: work.people.of(THERE)) == alone
    assert valo.do(lambda work: work.people.of(HERE)) == elder
    assert [person for _, person in valo.do(lambda work: work.courses.members(valo.course.id))] == [elder]


def test_the_only_account_of_a_person_cannot_be_unlinked(valo: Valo) -> None:
    aino = valo.arrives("Aino", HERE)
    assert valo.do(lambda work: work.people.unlink(aino.id, work.people.number_of(HERE), MONDAY)) is None
    assert valo.do(lambda work: work.people.of(HERE)) == aino


def test_nobody_unlinks_the_account_of_somebody_else(valo: Valo) -> None:
    aino, ben = valo.arrives("Aino", HERE), valo.arrives("Ben", THERE)
    assert valo.do(lambda work: work.people.unlink(aino.id, work.people.number_of(THERE), MONDAY)) is None
    assert valo.do(lambda work: work.people.of(THERE)) == ben


def test_what_both_told_comes_together_and_the_elder_keeps_the_last_word(valo: Valo) -> None:
    elder, younger = valo.joins("Aino", HERE), valo.joins("Aino", THERE)

    def tell(work: Work) -> None:
        work.people.save(replace(elder, languages=("fi",)))
        work.people.save(replace(younger, languages=("sv",), hours="mo 18:00-21:00"))
        for person, told in (
            (elder, {"interests": ("kuoro",)}),
            (younger, {"interests": ("shakki",), "goal": "Puhua"}),
        ):
            taken = work.courses.membership(valo.course.id, person.id)
            assert taken
            work.courses.save_membership(replace(taken, **told))

    valo.do(tell)
    linked = link(valo, elder, younger)
    assert (linked.languages, linked.hours) == (("fi",), "mo 18:00-21:00")
    taken = valo.do(lambda work: work.courses.membership(valo.course.id, elder.id))
    assert taken
    assert (taken.interests, taken.goal) == (("kuoro",), "Puhua")


def test_of_two_places_in_a_queue_the_better_one_stays(valo: Valo) -> None:
    elder, younger = valo.arrives("Aino", HERE), valo.arrives("Aino", THERE)
    states = ((elder, ApplicationState.LAPSED, MONDAY), (younger, ApplicationState.WAITING, MONDAY + HOUR))
    for person, state, at in states:
        valo.do(
            lambda work, person=person, state=state, at=at: work.applications.apply(
                valo.course.id, person.id, Platform.TELEGRAM, state, at
            )
        )
    link(valo, elder, younger)
    (waits,) = valo.do(lambda work: work.applications.waiting(valo.course.id))
    assert (waits.person, waits.state) == (elder.id, ApplicationState.WAITING)


def test_who_takes_part_with_one_account_waits_no_more_with_the_other(valo: Valo) -> None:
    elder, younger = valo.joins("Aino", HERE), valo.arrives("Aino", THERE)
    waiting = ApplicationState.WAITING
    valo.do(lambda work: work.applications.apply(valo.course.id, younger.id, Platform.DISCORD, waiting, MONDAY))
    link(valo, elder, younger)
    assert valo.do(lambda work: work.applications.open(valo.course.id)) == []


def test_a_linked_person_is_in_one_group_of_a_course(valo: Valo) -> None:
    elder, younger = valo.joins("Aino", HERE), valo.joins("Aino", THERE)
    groups = [
        valo.do(lambda work, name=name: work.groups.add(valo.course.id, name, None, MONDAY)) for name in ("A", "B")
    ]
    for person, group in zip((elder, younger), groups, strict=True):
        valo.do(lambda work, person=person, group=group: work.groups.enter(group.id, person.id, MONDAY))
    link(valo, elder, younger)
    assert [valo.do(lambda work, group=group: work.groups.members(group.id)) for group in groups] == [[elder.id], []]
    assert len(valo.do(lambda work: work.groups.seats(valo.course.id))) == 2  # the history stays


def test_what_one_account_took_back_is_taken_back_for_both(valo: Valo) -> None:
    elder, younger = valo.joins("Aino", HERE), valo.joins("Aino", THERE)
    valo.do(lambda work: work.consents.give(valo.course.id, elder.id, About.SHARING, MONDAY))
    valo.do(lambda work: work.consents.refuse(valo.course.id, younger.id, About.SHARING, MONDAY))
    link(valo, elder, younger)
    assert not valo.do(lambda work: work.consents.holds(valo.course.id, elder.id, About.SHARING))
