"""How an installation begins: its organisations, and the people who are invited to lead them."""

import sys
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.shell import speech
from bot.shell.given import Config, Json, Secrets, opened, prepared, settings
from bot.shell.speech import Exit, Stopped, say, told

if TYPE_CHECKING:
    from bot.settings import Settings
    from community.organisations import Organisation
    from storage.engine import Store
    from storage.work import Work

organisations = typer.Typer(name="organisation", help="The centres that run courses here.", no_args_is_help=True)

Language = Annotated[str, typer.Option(metavar="CODE", help="Language of its courses, such as en or fi.")]
Zone = Annotated[str, typer.Option(metavar="ZONE", help="Time zone of its courses, such as Europe/Helsinki.")]
Partnership = Annotated[str, typer.Option(metavar="NAME", help="The partnership it is in.")]
Name = Annotated[str, typer.Option("--organisation", metavar="NAME", help="The organisation.")]


class Staff(StrEnum):
    """Whom an invitation makes somebody."""

    PARTNERSHIP = "partnership"
    COORDINATOR = "coordinator"
    TRAINER = "trainer"


def init(
    ctx: typer.Context,
    *,
    organisation: Name = "",
    language: Language = "",
    zone: Zone = "",
    partnership: Partnership = "",
    no_input: Annotated[bool, typer.Option("--no-input", help="Ask nothing; take the defaults.")] = False,
    config: Config = None,
    secrets_dir: Secrets = None,
) -> None:
    """Begin: key file, tables, first organisation.

    What exists already stays as it is.
    """
    from storage import migrate

    chosen = settings(ctx, config, secrets_dir)
    answers = None
    if migrate.revision_of(chosen.database.url) is None:  # nothing is made before all is said, and well
        answers = _checked(*_answers(chosen, organisation, language, zone, ask=not no_input))
    told(prepared(chosen))
    with opened(chosen) as store:
        known = _all(store)
        if known and not organisation:
            say(f"Everything is there already: {', '.join(one.name for one in known)}.")
        else:
            _founded(store, known, *(answers or _answers(chosen, organisation, language, zone, ask=not no_input)))
            _joined(store, organisation, _partnership(partnership, ask=not no_input))
    say("Keep a copy of the key file in a safe place. Next: talkoot invite coordinator")


@organisations.command("add")
def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What people call it.")],
    *,
    language: Language = "",
    zone: Zone = "",
    partnership: Partnership = "",
    config: Config = None,
    secrets_dir: Secrets = None,
) -> None:
    """Add an organisation, or put one into a partnership."""
    chosen = settings(ctx, config, secrets_dir)
    with opened(chosen) as store:
        _founded(store, _all(store), *_answers(chosen, name, language, zone, ask=False))
        _joined(store, name, partnership)


@organisations.command("list")
def list_all(ctx: typer.Context, as_json: Json = False, config: Config = None, secrets_dir: Secrets = None) -> None:
    """List the organisations."""
    with opened(settings(ctx, config, secrets_dir)) as store:
        partnerships = {one.id: one.name for one in store.now_read(lambda work: work.organisations.partnerships())}
        rows: list[dict[str, object]] = [
            {
                "id": one.id,
                "name": one.name,
                "language": one.language,
                "zone": one.zone,
                "country": one.country,
                "partnership": partnerships.get(one.partnership or 0, ""),
            }
            for one in _all(store)
        ]
    if as_json:
        speech.as_json(rows)
    elif rows:
        said = [key for key in rows[0] if any(row[key] for row in rows)]
        speech.table([{key: row[key] for key in said} for row in rows])
    else:
        say("No organisation yet. Add one: talkoot organisation add NAME")


def invite(
    ctx: typer.Context,
    role: Annotated[Staff, typer.Argument(help="Whom the link makes somebody.")],
    *,
    organisation: Name = "",
    as_json: Json = False,
    config: Config = None,
    secrets_dir: Secrets = None,
) -> None:
    """Make a one-time link for a coordinator or trainer.

    Whoever opens it first has the role. "partnership" is who coordinates the partnership, from this organisation.
    """
    with opened(settings(ctx, config, secrets_dir)) as store:
        centre = _chosen(_all(store), organisation)
        if role is Staff.PARTNERSHIP and centre.partnership is None:
            raise Stopped(
                f"{centre.name} is in no partnership: talkoot organisation add {centre.name!r} --partnership NAME."
            )
        invitation = _invited(store, centre, role)
    if as_json:
        speech.as_json(invitation)
    else:
        _spoken(invitation, centre)


def _all(store: "Store") -> "list[Organisation]":
    return store.now_read(lambda work: work.organisations.all())


def _answers(chosen: "Settings", name: str, language: str, zone: str, *, ask: bool) -> tuple[str, str, str]:
    """What was not said is asked on a terminal, and taken from the settings otherwise."""
    usual = chosen.installation
    if not ask or not sys.stdin.isatty():
        return name, language or usual.language, zone or usual.zone
    from rich.prompt import Prompt

    return (
        name or Prompt.ask("Name of the organisation"),
        language or Prompt.ask("Language of its courses", default=usual.language),
        zone or Prompt.ask("Time zone of its courses", default=usual.zone),
    )


def _founded(store: "Store", known: "list[Organisation]", name: str, language: str, zone: str) -> None:
    name, language, zone = _checked(name, language, zone)
    same = [one.name for one in known if one.name.casefold() == name.casefold()]
    if same:
        say(f"{same[0]} is there already.")
        return
    made = store.now_run(lambda work: work.organisations.create(name, language, zone, _now()))
    say(f"Made: organisation {made.name} (number {made.id}, {made.language}, {made.zone}).")


def _partnership(name: str, *, ask: bool) -> str:
    if name or not ask or not sys.stdin.isatty():
        return name
    from rich.prompt import Prompt

    return Prompt.ask("Name of the partnership it is in (empty: none)", default="", show_default=False)


def _joined(store: "Store", organisation: str, name: str) -> None:
    """Put an organisation into a partnership, which is made if it is new."""
    name = " ".join(name.split())
    if not name:
        return

    def kept(work: "Work") -> None:
        every = work.organisations.all()
        centre = work.organisations.called(organisation) if organisation else every[-1]
        same = [one for one in work.organisations.partnerships() if one.name.casefold() == name.casefold()]
        found = same[0] if same else work.organisations.create_partnership(name, _now())
        if centre is not None:
            centre.partnership = found.id
            work.organisations.save(centre)

    store.now_run(kept)
    say(f"It is in the partnership {name}.")


def _checked(name: str, language: str, zone: str) -> tuple[str, str, str]:
    from zoneinfo import available_timezones

    from bot.wording.catalogues import languages

    if language not in languages():
        raise Stopped(f"Talkoot does not speak {language}: choose {' or '.join(languages())}.", Exit.WRONG_USE)
    if zone not in available_timezones():
        raise Stopped(f"{zone} is not a time zone: write it like Europe/Helsinki.", Exit.WRONG_USE)
    if not name.strip():
        raise Stopped("The organisation needs a name: add --organisation NAME.", Exit.WRONG_USE)
    return " ".join(name.split()), language, zone


def _chosen(known: "list[Organisation]", name: str) -> "Organisation":
    names = ", ".join(one.name for one in known)
    if not known:
        raise Stopped("There is no organisation yet: run talkoot init.")
    if not name and len(known) > 1:
        raise Stopped(f"Which organisation? Add --organisation with one of: {names}.", Exit.WRONG_USE)
    found = [one for one in known if not name or one.name.casefold() == " ".join(name.split()).casefold()]
    if not found:
        raise Stopped(f"There is no organisation {name}; there is: {names}.")
    return found[0]


def _invited(store: "Store", centre: "Organisation", role: Staff) -> dict[str, Any]:
    from random import SystemRandom

    from community.ids import INVITATION_CODE, new_code
    from community.organisations import INVITATION_LIFE
    from community.roles import Role

    code, now = new_code(SystemRandom(), INVITATION_CODE), _now()
    expires = now + INVITATION_LIFE

    def kept(work: "Work") -> list[dict[str, str]]:
        hashed = work.vault.hash(code)
        work.organisations.invite(centre.id, Role[role.name], None, hashed, expires, now)
        return _doors(work, code, centre.id)

    doors = store.now_run(kept)
    return {"organisation": centre.name, "role": role.value, "code": code, "expires": expires, "doors": doors}


def _doors(work: "Work", code: str, organisation: int) -> list[dict[str, str]]:
    """How the code reaches each bot that was started before: a link that carries it, or the link and what to type."""
    doors = []
    for bot in work.bots.all():
        if work.bots.organisation(bot) not in {None, organisation}:
            continue
        name, link = work.bots.get(bot) or ("", "")
        if bot.platform == "telegram" and name:
            doors.append({"platform": bot.platform.value, "bot": name, "link": f"https://t.me/{name}?start={code}"})
        else:
            doors.append({"platform": bot.platform.value, "bot": name, "link": link, "type": f"/join {code}"})
    return doors


def _spoken(invitation: dict[str, Any], centre: "Organisation") -> None:
    who = (
        "coordinator of the partnership, at" if invitation["role"] == Staff.PARTNERSHIP else f"{invitation['role']} of"
    )
    say(f"One person becomes {who} {centre.name} with this, until {invitation['expires']:%d %B %Y}:")
    for door in invitation["doors"]:
        where = f"  {door['platform'].title()}: "
        say(where + (f"type {door['type']} to {door['bot'] or 'the bot'}" if "type" in door else door["link"]))
    if not invitation["doors"]:
        say(f"  type /join {invitation['code']} to the bot (after its first start there is a link for Telegram)")
    say("Send it to them alone: whoever opens it first has the role.")


def _now() -> datetime:
    from bot.clock import Clock

    return Clock().now()
