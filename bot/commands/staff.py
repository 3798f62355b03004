"""What coordinators do: invite staff, export who takes part."""

from typing import Annotated

from bot import invitations, organisations
from bot.audience import is_coordinator
from bot.commands.common import StaffedCourse
from bot.exports import csvs
from bot.turn import Answer, Say, Turn
from bot.vocabulary import Asks, Given, Topic, command
from bot.wording import courses as course_wording
from bot.wording import joining as wording
from bot.wording.words import N_
from community.chat.form import Pick
from community.chat.message import File
from community.errors import HasCoordinator, NotAllowed
from community.organisations import Organisation as Centre
from community.roles import Role

WHICH = Asks(N_("Organisation"), N_("For which organisation?"))
Organisation = Annotated[int, Pick("organisations"), WHICH, Given(organisations.meant)]
Partner = Annotated[int, Pick("partners"), WHICH, Given(organisations.meant)]


@command("invite trainer", role=Role.COORDINATOR, topic=Topic.COURSES)
def invite_trainer(turn: Turn, organisation: Organisation) -> Answer:
    """Invite one person as a trainer."""
    return _invite(turn, organisation, Role.TRAINER)


@command("invite coordinator", role=Role.COORDINATOR, topic=Topic.COURSES)
def invite_coordinator(turn: Turn, organisation: Partner) -> Answer:
    """Invite one person as a coordinator."""
    return _invite(turn, organisation, Role.COORDINATOR)


def _invite(turn: Turn, number: int, role: Role) -> Answer:
    organisation = turn.work.organisations.get(number)
    if organisation is None or not _may_invite(turn, organisation, role):
        raise NotAllowed(needs=Role.COORDINATOR)
    code, links, until = invitations.make(turn, number, role)
    return Say(wording.invitation(turn.words, role, organisation.name, code, links, turn.words.moment(until)))


def _may_invite(turn: Turn, centre: Centre, role: Role) -> bool:
    """Its own coordinators; the first of them is invited by who leads the partnership, with one link that is open."""
    grants = turn.work.people.grants(turn.person.id)
    if any(grant.coordinates and grant.organisation == centre.id for grant in grants):
        return True
    if role is not Role.COORDINATOR or not organisations.may_lead(turn, centre.id):
        return False
    if turn.work.people.coordinators(centre.id):
        raise HasCoordinator(organisation=centre.name)
    turn.work.organisations.revoke_open(centre.id, role, turn.now)
    return True


@command("stats export", role=Role.TRAINER, topic=Topic.COURSES)
def export(turn: Turn, course: StaffedCourse) -> Answer:
    """Get the figures of a course as files."""
    found = turn.course(course, Role.TRAINER)
    files = [File(name, content, "text/csv") for name, content in csvs.in_memory(turn.work, found.id, turn.now).items()]
    coordinates = is_coordinator(turn.work, turn.person.id, found)
    return Say(course_wording.exported(turn.words, found, files, whole=coordinates))
