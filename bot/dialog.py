"""Asking for what is lacking: one question after the other, or all at once on a form, as the platform can."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from bot import paging
from bot.asking import AGAIN, SKIPPED, Lacking, skip, taken_back
from bot.call import Call
from bot.letterbox import place_code
from bot.suggest import MOST, has_ended_courses, options_for
from bot.turn import Say, Turn
from bot.vocabulary import Command, Matter, Parameter
from bot.wording import errors as error_wording
from bot.wording import general
from bot.wording.labels import shortened
from bot.wording.words import message, paragraph
from community.chat.address import Place
from community.chat.form import Choice, Field, Kind, Option, Page, Pick, Someone
from community.chat.message import Button, Message, Quote, ReplyBox, Text, Tone
from community.errors import NothingToChoose
from community.letters import Subject
from storage.drafts import Draft

HINT = 100
"""So much fits beside a question on a form, and as much inside its field."""

DRAFT_LIFE = timedelta(days=2)
"""A question that nobody answered is forgotten after this."""

ASKED = "?"
"""Under this name a draft keeps which questions the person has answered so far, in their order."""

LOOK = "+"
"""Under this name a draft keeps which of the choices of a question are shown."""

AS_BUTTONS = 12
"""So many fixed choices are shown as buttons; others can be typed."""


def ask(turn: Turn, command: Command, lacking: Lacking, place: Place) -> Say:
    """Ask the first open question (or offer the form); what is known so far is kept as a draft."""
    _must_offer(turn, lacking)
    if command.keep is not None:
        command.keep(turn, lacking.values, taken_back(lacking.raw))
    old = turn.work.drafts.of(turn.person.id, place)
    draft = Draft(
        id=old.id if old else 0,
        person=turn.person.id,
        place=place,
        path=command.path,
        args={**lacking.raw, ASKED: " ".join(_answered_so_far(lacking))},
        asking=lacking.open[0].name,
        ref=None,
        expires=turn.now + DRAFT_LIFE,
    )
    number = turn.work.drafts.save(draft)
    if turn.words.capabilities.forms_open_on_press:
        return Say(_offer_form(turn, number, lacking), public=False)
    return Say(_question(turn, lacking, number, place), subject=Subject("draft", number))


def confirm_in_private(turn: Turn, command: Command, given: Mapping[str, str]) -> Say:
    """An administrator who writes as the group goes on in private, where we see who it is."""
    here = {"place": place_code(turn.arrival.place), "title": turn.arrival.place_title}
    hidden = {parameter.name for parameter in command.parameters if parameter.hidden}
    args = {**given, **{name: value for name, value in here.items() if name in hidden}}
    return Say(general.confirm_in_private(turn.words, Call(command.path, args)), public=True)


def _must_offer(turn: Turn, lacking: Lacking) -> None:
    """A question that has nothing to choose from is not asked, nor is any before it."""
    for parameter in lacking.open:
        kind = parameter.question.kind
        if isinstance(kind, Pick) and not options_for(turn, parameter, "", lacking.values):
            closed = kind.source == "staffed courses" and has_ended_courses(turn)
            raise NothingToChoose(source=kind.source, closed=closed)


def _offer_form(turn: Turn, draft: int, lacking: Lacking) -> Message:
    """After a mistake on a form: what was wrong, and the form again with everything that was filled in."""
    w = turn.words
    for parameter in lacking.open:
        _about(turn, parameter, lacking)  # who may not do this hears so now: a form could not say it
    reasons = [error_wording.invalid(w, error) for error in lacking.wrong.values()]
    label = w.s("Correct it") if reasons else w.s("Fill in the form")
    again = w.button(label, Call("draft open", {"draft": str(draft)}, turn.person.id), Tone.MAIN)
    first = lacking.open[0]
    choices = _choices(turn, draft, first, lacking, 1) if _meant(lacking, first) else []
    said = reasons or [w.t("A few questions are open.")]
    return message(*said, buttons=[*choices, [again, stop_button(turn, draft)]])


def _question(turn: Turn, lacking: Lacking, draft: int, place: Place) -> Message:
    w = turn.words
    parameter, *others = lacking.open
    error = lacking.wrong.get(parameter.name)
    more = w.n("One more question after this.", "{count} more questions after this.", len(others)) if others else ""
    back = [_back(turn, draft)] if _answered_so_far(lacking) else []
    ways_on = _ways_on(turn, draft, parameter, back)
    choices = _choices(turn, draft, parameter, lacking, sum(map(len, ways_on)))
    opens = (
        not place.private and not choices and turn.message is not None
    )  # a box opens for who wrote what it replies to
    about = _about(turn, parameter, lacking)
    return message(
        error_wording.invalid(w, error) if error else None,
        about.whose if about else None,
        Quote(about.words) if about else None,
        w.t(sentence(parameter)),
        None if place.private else _how(turn, choices=bool(choices)),
        about.stands if about else None,
        paragraph(more) if more else None,
        # A message in a group opens the reply field or has buttons, not both; a reply to it is read in any case.
        *([ReplyBox(w.s("Your answer"))] if opens else []),
        buttons=[] if opens else [*choices, *ways_on],
    )


def _choices(turn: Turn, draft: int, parameter: Parameter, lacking: Lacking, beside: int) -> list[list[Button]]:
    """People, groups and courses a few at a time; fixed choices all at once."""

    def choose(option: Option) -> Button:
        return _take(turn, draft, option.value, option.label)

    def turn_to(label: str, look: int) -> Button:
        return turn.words.button(label, Call("draft look", {"draft": str(draft), "look": str(look)}, turn.person.id))

    if not isinstance(parameter.question.kind, Pick | Someone):
        return [[choose(option)] for option in options_for(turn, parameter, "", lacking.values)[:AS_BUTTONS]]
    name, _, look = lacking.raw.get(LOOK, "").partition(" ")
    options = options_for(turn, parameter, "", lacking.values, most=None)
    if meant := _meant(lacking, parameter):
        options = [option for option in options if option.value in meant]
    return paging.rows(turn.words, options, int(look) if name == parameter.name else 0, choose, turn_to, beside)


def _meant(lacking: Lacking, parameter: Parameter) -> Sequence[str]:
    """Whom an answer that was given can mean, where it is more than one."""
    wrong = lacking.wrong.get(parameter.name)
    return wrong.facts.get("values", ()) if wrong else ()


def _ways_on(turn: Turn, draft: int, parameter: Parameter, back: list[Button]) -> list[list[Button]]:
    """Where a question may be passed over, what was said before it is kept."""
    w = turn.words
    if parameter.skippable is None:
        return [[*back, stop_button(turn, draft)]]
    here = {"draft": str(draft)}
    passes = w.button(w.s("Skip this question"), Call("draft skip", here, turn.person.id))
    stops = w.button(w.s("Save and stop"), Call("draft save", here, turn.person.id))
    return [[passes], [*back, stops]]


def _how(turn: Turn, *, choices: bool) -> Text:
    """In a group only a reply is an answer."""
    if choices:
        return turn.words.t("Press a button, or reply to this message.")
    return turn.words.t("Reply to this message with your answer.")


def _answered_so_far(lacking: Lacking) -> list[str]:
    """The questions to which one can go back: an answer that could not be read is none."""
    still = {parameter.name for parameter in lacking.open}
    return [name for name in lacking.raw.get(ASKED, "").split() if name not in still]


def _about(turn: Turn, parameter: Parameter, lacking: Lacking) -> Matter | None:
    """What a question is about. `Rejected` for who may not answer it."""
    return parameter.about.by(turn, lacking.values) if parameter.about else None


def sentence(parameter: Parameter) -> str:
    """The question as a sentence, else its label."""
    asks = parameter.asks
    return (asks.hint or asks.label) if asks else parameter.name


def _take(turn: Turn, draft: int, value: str, label: str) -> Button:
    return turn.words.button(label, Call("draft take", {"draft": str(draft), "value": value}, turn.person.id))


def _back(turn: Turn, draft: int) -> Button:
    return turn.words.button(turn.words.s("Back"), Call("draft back", {"draft": str(draft)}, turn.person.id))


def stop_button(turn: Turn, draft: int) -> Button:
    """Ends the question under which it stands."""
    return turn.words.button(turn.words.s("Stop"), Call("draft stop", {"draft": str(draft)}, turn.person.id))


def page(turn: Turn, command: Command, lacking: Lacking, token: str) -> Page | None:
    """The open questions of a command as one form, the required ones first; what was given before is filled in.

    None if none is open, since there is no form without fields. `NothingToChoose` as in a dialog.
    """
    _must_offer(turn, lacking)
    given = set(lacking.raw) - set(lacking.wrong)
    asked = [
        parameter for parameter in command.asked if parameter.name not in given and _wanted(turn, parameter, lacking)
    ]
    asked.sort(key=lambda parameter: not parameter.question.required)
    fields = [
        _field(turn, parameter, lacking) for parameter in asked if not _goes_without_saying(turn, parameter, lacking)
    ]
    limit = turn.words.capabilities.fields_per_page
    return Page(token, turn.words.s(command.help), fields[:limit]) if fields else None


def _wanted(turn: Turn, parameter: Parameter, lacking: Lacking) -> bool:
    return parameter.skippable is None or parameter.skippable.wanted(turn, lacking.values)


def _goes_without_saying(turn: Turn, parameter: Parameter, lacking: Lacking) -> bool:
    """What was given wrong is asked for all the same."""
    return parameter.name not in lacking.wrong and parameter.given is not None and parameter.given.by(turn) is not None


def _field(turn: Turn, parameter: Parameter, lacking: Lacking) -> Field:
    w, asks = turn.words, parameter.asks
    suggested = parameter.suggested.by(turn) if parameter.suggested else ""
    about = _about(turn, parameter, lacking)
    if wrong := lacking.wrong.get(parameter.name):
        hint = error_wording.invalid(w, wrong).plain
    elif about:
        hint = f"{about.whose.plain} {about.words}" if about.whose else about.words
    else:
        hint = w.s(asks.hint) if asks and asks.hint else ""
    meant = _meant(lacking, parameter)
    kind = Pick(parameter.name) if meant else parameter.question.kind
    offered = options_for(turn, parameter, "", lacking.values, None if meant else MOST) if _has_list(kind) else ()
    return Field(
        name=parameter.name,
        label=w.s(asks.label) if asks else parameter.name,
        kind=kind,
        required=parameter.question.required,
        hint=shortened(hint, HINT),
        inside=shortened(about.stands.plain, HINT) if about and about.stands else "",
        value="" if meant else lacking.raw.get(parameter.name, "") or suggested,
        options=[option for option in offered if option.value in meant] if meant else offered,
    )


def _has_list(kind: Kind) -> bool:
    return isinstance(kind, Choice | Pick)


def answered(raw: dict[str, str], name: str, value: str) -> None:
    """The person answered a question."""
    raw[name] = value
    raw[ASKED] = " ".join([*raw.get(ASKED, "").split(), name])


def turned(raw: dict[str, str], name: str, look: int) -> None:
    """The person wants to see others of the choices."""
    raw[LOOK] = f"{name} {look}"


def passed(raw: dict[str, str], name: str) -> None:
    """The person skips a question, and may come back to it; what they wrote and nobody understood is forgotten."""
    raw.pop(name, None)
    skip(raw, name)
    raw[ASKED] = " ".join([*raw.get(ASKED, "").split(), name])


def take_back(raw: dict[str, str]) -> None:
    """The person wants the question before once more."""
    *before, last = raw.get(ASKED, "").split() or [""]
    raw.pop(last, None)
    raw[AGAIN] = " ".join(dict.fromkeys([*raw.get(AGAIN, "").split(), last]))
    raw[SKIPPED] = " ".join(name for name in raw.get(SKIPPED, "").split() if name != last)
    raw[ASKED] = " ".join(before)
