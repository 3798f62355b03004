"""What coordinators do with organisations: show, list, make and change them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any

from bot import organisations, terms
from bot.commands.staff import Organisation
from bot.turn import Answer, Say, Turn
from bot.vocabulary import Asks, Checked, Topic, command
from bot.wording import organising as wording
from bot.wording.catalogues import languages
from bot.wording.organising import Detail
from bot.wording.typed import language_of
from bot.wording.words import N_
from community.chat.form import Choice, Line, Pick, Reading, Zone
from community.countries import country_meant, languages_meant
from community.days import read_periods
from community.errors import Invalid, NoPartnership, NoSuchOrganisation, OrganisationExists
from community.organisations import RETENTION_LEAST, RETENTION_MOST
from community.organisations import Organisation as Centre
from community.roles import Role

NOTHING = "-"
"""Written for what is to be empty again."""
WHAT = Asks(N_("What to change"), N_("What shall change?"))
VALUE = Asks(N_("What it shall be"), N_("What shall it be? For holidays: 19.12.2026-7.1.2027. - stands for nothing."))
What = Choice(tuple(Detail))


def _changes(turn: Turn, what: Detail, written: str) -> dict[str, Any]:
    """What one detail becomes, as it was written; `Invalid` says what may be written."""
    reading, language = Reading(turn.now, turn.words.zone, turn.words.locale), turn.words.language
    raw = "" if written.strip() == NOTHING else written.strip()
    changes: dict[str, Any]
    match what:
        case Detail.NAME:
            changes = {"name": Line(most=80).read(raw, reading)}
        case Detail.COUNTRY:
            changes = {"country": country_meant(raw, language) if raw else ""}
        case Detail.LANGUAGE:
            changes = {"language": Choice(languages()).read(language_of(raw, language), reading)}
        case Detail.LANGUAGES:
            changes = {"languages": languages_meant(raw, language)}
        case Detail.ZONE:
            changes = {"zone": str(Zone().read(raw, reading))}
        case Detail.HOLIDAYS:
            changes = {"holidays": read_periods(raw)}
        case Detail.CONTROLLER:
            changes = {"controller": raw}
        case Detail.NOTICE:
            changes = {"privacy_url": _address(raw)}
        case Detail.RETENTION:
            changes = {"retention_days": _days(raw) if raw else None}
    return changes


def _address(raw: str) -> str:
    if raw and (not raw.startswith(("https://", "http://")) or " " in raw):
        raise Invalid("not_an_address", given=raw)
    return raw


def _days(raw: str) -> int:
    number = raw.split(maxsplit=1)[0]
    if not number.isdecimal() or not RETENTION_LEAST <= int(number[:9]) <= RETENTION_MOST:
        raise Invalid("number_out_of_range", given=raw, low=RETENTION_LEAST, high=RETENTION_MOST)
    return int(number)


def _fits(turn: Turn, raw: str, values: Mapping[str, Any]) -> None:
    """A wrong value is asked for again."""
    if what := values.get("what"):
        _changes(turn, Detail(what), raw)


Value = Annotated[str, Line(most=300), VALUE, Checked(_fits)]


@command("org show", topic=Topic.ORGANISATION, role=Role.TRAINER)
def show(turn: Turn, organisation: Organisation) -> Answer:
    """Show your organisation."""
    grants = turn.work.people.grants(turn.person.id)
    centre = turn.work.organisations.get(organisation)
    if centre is None or all(grant.organisation != centre.id for grant in grants):
        raise NoSuchOrganisation
    edits = any(grant.coordinates and grant.organisation == centre.id for grant in grants)
    partnership = turn.work.organisations.partnership(centre.partnership) if centre.partnership else None
    courses = sum(course.is_open for course in turn.work.courses.of_organisation(centre.id))
    return Say(wording.shown(turn.words, centre, partnership, courses, edits=edits))


@command("org list", topic=Topic.ORGANISATION, role=Role.COORDINATOR)
def list_(turn: Turn) -> Answer:
    """List the organisations you coordinate."""
    every = organisations.partners(turn)
    leads = [each for each in every if each.partnership and organisations.may_lead(turn, each.id)]
    partnership = turn.work.organisations.partnership(leads[0].partnership or 0) if leads else None
    return Say(
        wording.listing(
            turn.words, [(each, bool(turn.work.people.coordinators(each.id))) for each in every], partnership
        )
    )


@command("org new", topic=Topic.ORGANISATION, role=Role.PARTNERSHIP, example="/org_new Fjord Centre", form=True)
def new(
    turn: Turn,
    name: Annotated[str, Line(most=80), Asks(N_("Name of the organisation"), N_("What is it called?"))],
    zone: Annotated[
        object, Zone(), Asks(N_("Time zone"), N_("In which time zone is it? A large city there is enough."))
    ] = None,
) -> Answer:
    """Add an organisation to the partnership."""
    led = [grant.organisation for grant in turn.work.people.grants(turn.person.id) if grant.role is Role.PARTNERSHIP]
    home = next((each for number in led if (each := turn.work.organisations.get(number)) and each.partnership), None)
    partnership = turn.work.organisations.partnership(home.partnership or 0) if home else None
    if home is None or partnership is None:
        raise NoPartnership
    if any(each.name.casefold() == name.casefold() for each in turn.work.organisations.partners(partnership.id)):
        raise OrganisationExists(name=name)
    centre = turn.work.organisations.create(name, home.language, str(zone or home.zone), turn.now)
    centre.partnership = partnership.id
    turn.work.organisations.save(centre)
    return Say(wording.made(turn.words, centre, partnership))


@command("org edit", topic=Topic.ORGANISATION, role=Role.COORDINATOR, example="/org_edit holidays 19.12.2026-7.1.2027")
def edit(
    turn: Turn,
    organisation: Organisation,
    what: Annotated[str, What, WHAT] = "",
    value: Value = "",
) -> Answer:
    """Change what is known of your organisation."""
    centre = turn.organisation(organisation, Role.COORDINATOR)
    return _change(turn, centre, Detail(what), value) if what and value else show(turn, organisation)


@command("org change", role=Role.COORDINATOR, form=True)
def change(
    turn: Turn,
    organisation: Annotated[int, Pick("organisations")],
    what: Annotated[str, What],
    value: Value,
) -> Answer:
    """Change a detail of your organisation."""
    return _change(turn, turn.organisation(organisation, Role.COORDINATOR), Detail(what), value)


def _change(turn: Turn, centre: Centre, what: Detail, raw: str) -> Say:
    centre = replace(centre, **_changes(turn, what, raw))
    turn.work.organisations.save(centre)
    if what is Detail.RETENTION:
        for course in turn.work.courses.of_organisation(centre.id):
            terms.watch(turn.work, course)
    prompts = terms.tell_of_holidays(turn.work, centre, turn.now) if what is Detail.HOLIDAYS else 0
    return Say(wording.changed(turn.words, centre, what, prompts))
