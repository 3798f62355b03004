"""Figures beyond one course: of a whole organisation, and of a partnership as totals."""

from bot import organisations
from bot.commands.staff import Organisation
from bot.exports import csvs
from bot.turn import Answer, Say, Turn
from bot.vocabulary import Topic, command
from bot.wording import figures as wording
from community.chat.message import File
from community.errors import NoPartnership
from community.roles import Role


@command("stats organisation", role=Role.COORDINATOR, topic=Topic.ORGANISATION)
def organisation(turn: Turn, organisation: Organisation) -> Answer:
    """Get the figures of all your courses."""
    centre = turn.organisation(organisation, Role.COORDINATOR)
    return Say(wording.whole(turn.words, centre, _files(csvs.of_organisation(turn.work, centre.id, turn.now))))


@command("stats partnership", role=Role.PARTNERSHIP, topic=Topic.ORGANISATION)
def partnership(turn: Turn) -> Answer:
    """Get totals of each organisation."""
    led = [each for each in organisations.partners(turn) if organisations.may_lead(turn, each.id)]
    found = turn.work.organisations.partnership(led[0].partnership or 0) if led else None
    if found is None:
        raise NoPartnership
    rows = list(turn.work.totals.partners(found.id))
    return Say(wording.partnership(turn.words, found, rows, _files(csvs.of_partnership(turn.work, found.id))))


def _files(contents: dict[str, bytes]) -> list[File]:
    return [File(name, content, "text/csv") for name, content in contents.items()]
