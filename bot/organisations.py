"""Which organisations a person may act for."""

from bot.turn import Turn
from community.organisations import Organisation
from community.roles import Role


def eligible(turn: Turn) -> list[Organisation]:
    """Those this person works for, else learns at; anybody else may offer a course to that of the bot, else to any."""
    mine = {grant.organisation for grant in turn.work.people.grants(turn.person.id)}
    mine = mine or {course.organisation for course in turn.work.courses.learning(turn.person.id)}
    own = turn.work.bots.organisation(turn.arrival.bot)
    chosen = mine or ({own} if own else set())
    return [each for each in turn.work.organisations.all() if not chosen or each.id in chosen]


def meant(turn: Turn) -> str | None:
    """The organisation whose bot this is, if this person may act for it; else the only one they may act for."""
    own, every = turn.work.bots.organisation(turn.arrival.bot), [each.id for each in eligible(turn)]
    if own in every:
        return str(own)
    return str(every[0]) if len(every) == 1 else None


def partners(turn: Turn) -> list[Organisation]:
    """Those this person works for, and for who coordinates a partnership all of it."""
    grants = turn.work.people.grants(turn.person.id)
    own = {grant.organisation for grant in grants if grant.course is None}
    led = {grant.organisation for grant in grants if grant.role is Role.PARTNERSHIP}
    every = turn.work.organisations.all()
    partnerships = {each.partnership for each in every if each.id in led} - {None}
    return [each for each in every if each.id in own or each.partnership in partnerships]


def may_lead(turn: Turn, number: int) -> bool:
    """Whether this person coordinates the partnership that an organisation is in."""
    grants = turn.work.people.grants(turn.person.id)
    led = {grant.organisation for grant in grants if grant.role is Role.PARTNERSHIP}
    every = {each.id: each.partnership for each in turn.work.organisations.all()}
    return every.get(number) is not None and every.get(number) in {every.get(each) for each in led}
