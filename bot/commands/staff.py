"""What coordinators do: invite staff, export who takes part."""

from typing import Annotated

from bot.commands.common import StaffedCourse
from bot.commands.courses import my_organisation
from bot.exports import csvs
from bot.turn import Answer, Say, Turn
from bot.vocabulary import Asks, Given, Topic, command
from bot.wording import courses as course_wording
from bot.wording import joining as wording
from bot.wording.words import N_
from community.chat.address import Platform
from community.chat.form import Pick
from community.chat.message import File
from community.errors import NotAllowed
from community.ids import INVITATION_CODE, new_code
from community.organisations import INVITATION_LIFE
from community.roles import Role

Organisation = Annotated[
    int, Pick("organisations"), Asks(N_("Organisation"), N_("For which organisation?")), Given(my_organisation)
]


@command("invite trainer", role=Role.COORDINATOR, topic=Topic.COURSES)
def invite_trainer(turn: Turn, organisation: Organisation) -> Answer:
    """Invite one person as a trainer."""
    return _invite(turn, organisation, Role.TRAINER)


@command("invite coordinator", role=Role.COORDINATOR, topic=Topic.COURSES)
def invite_coordinator(turn: Turn, organisation: Organisation) -> Answer:
    """Invite one person as a coordinator."""
    return _invite(turn, organisation, Role.COORDINATOR)


def _invite(turn: Turn, number: int, role: Role) -> Answer:
    organisation = turn.work.organisations.get(number)
    grants = turn.work.people.grants(turn.person.id)
    mine = any(grant.role is Role.COORDINATOR and grant.organisation == number for grant in grants)
    if organisation is None or not mine:
        raise NotAllowed(needs=Role.COORDINATOR)
    code, until = new_code(turn.rng, INVITATION_CODE), turn.now + INVITATION_LIFE
    turn.work.organisations.invite(number, role, None, turn.work.vault.hash(code), until, turn.now)
    bots = [turn.work.bots.get(bot) for bot in turn.work.bots.all() if bot.platform is Platform.TELEGRAM]
    links = [f"{identity[1]}?start={code}" for identity in bots if identity]
    return Say(wording.invitation(turn.words, role, organisation.name, code, links, turn.words.moment(until)))


@command("stats export", role=Role.TRAINER, topic=Topic.COURSES)
def export(turn: Turn, course: StaffedCourse) -> Answer:
    """Get the figures of a course as files."""
    found = turn.course(course, Role.TRAINER)
    files = [File(name, content, "text/csv") for name, content in csvs.in_memory(turn.work, found.id, turn.now).items()]
    return Say(course_wording.exported(turn.words, found, files))
