"""What people read about pairs: what is planned, whom they meet, and whether they met."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import get_day_names

from bot.call import Call
from bot.pairing import Meeting, Partner, why_alone
from bot.wording.labels import schedule_line
from bot.wording.words import N_, Words, message, paragraph
from community.calendar import Once, Schedule
from community.calendar import Slot as Occurrence
from community.chat.message import Button, Message, Span, Text, Tone, somebody
from community.courses import Course
from community.group_roles import monday_of
from community.matching import Reason
from community.matching.hours import Window, local_windows
from community.pairs import Said
from community.time_phrases import Understood
from community.zones import city

QUESTIONS = (
    N_("What did you learn lately that surprised you?"),
    N_("How do you learn best: alone, with others, or by doing?"),
    N_("Which tool or habit would you like to pass on?"),
    N_("Which custom of your town should a guest know?"),
    N_("What would you like to be able to do when the course ends?"),
    N_("What is hard at the moment, and what helps you?"),
    N_("Which place near your home do you like, and why?"),
    N_("Who taught you something important, and how?"),
)
"""To begin with, one for each round in turn."""

HOURS_MOST = 3
"""So many common times are named."""


@dataclass(frozen=True, slots=True)
class Overview:
    """What trainers see of the pairs of a course."""

    schedule: Schedule | None
    coming: Occurrence | None
    taking_part: int
    rounds: int
    """Those in which somebody was in a pair."""
    planned: int
    met: int
    silent: Sequence[str] = ()
    """The names of who was paused because nothing was heard of them."""
    away: Sequence[str] = ()
    """The names of who takes part and pauses the course."""


def proposal(
    w: Words, course: Course, when: Understood, first: Occurrence, call: Call, replaced: Schedule | None = None
) -> Message:
    """What the bot understood, before it counts; and which plan it would end."""
    return message(
        _when(w, when.schedule, first),
        w.t("It takes the place of the present plan: *{rule}*.", rule=schedule_line(w, replaced)) if replaced else None,
        w.t(
            "People of *{course}* who want to take part meet one other person each time. I ask in the chat who wants to.",
            course=course.name,
        ),
        buttons=[
            [w.button(w.s("Start it"), call, Tone.MAIN)],
            [w.button(w.s("Drop it"), Call("pairs drop", {"course": str(course.id)}))],
        ],
    )


def _when(w: Words, schedule: Schedule, first: Occurrence) -> Text:
    if isinstance(schedule, Once):
        return w.t("*{moment}*, {zone} time", moment=w.moment(first.due), zone=w.zone_name())
    return w.t(
        "*{rule}* ({zone} time), first on {first}",
        rule=schedule_line(w, schedule),
        zone=w.zone_name(),
        first=w.moment(first.due),
    )


def dropped(w: Words, course: Course) -> Text:
    """An offer was withdrawn."""
    return w.t("Dropped. Nothing has changed in *{course}*.", course=course.name)


def started(w: Words, course: Course, first: Occurrence, chats: int) -> Message:
    asked = (
        w.t("I have asked in the chat who wants to take part.")
        if chats
        else w.t("*{course}* has no chat now, so tell people to write {in_}.", course=course.name, in_=_in(w))
    )
    return message(
        w.t("The first pairs of *{course}* come {moment}.", course=course.name, moment=w.moment(first.due)),
        asked,
        w.t("{show} shows how it goes, {stop} stops it.", show=w.command("pairs show"), stop=w.command("pairs stop")),
    )


def _in(w: Words) -> str:
    return w.command("pairs in")


def begins(w: Words, course: Course, coming: Occurrence | None) -> Message:
    """Into the chat: who wants to?"""
    return message(
        w.t(
            "Meet one person of *{course}* at a time: I propose whom, you two agree on when and how.",
            course=course.name,
        ),
        w.t("The next pairs come {moment}.", moment=w.moment(coming.due)) if coming else None,
        w.t("Only who takes part is in a pair, and you can stop at any time."),
        buttons=[[w.button(w.s("Take part"), Call("pairs in", {"course": str(course.id)}), Tone.MAIN)]],
    )


def asked_again(w: Words, chats: int) -> Message:
    return message(w.t("I have asked in the chat once more.") if chats else w.t("There is no chat to ask in."))


def takes_part(w: Words, course: Course, coming: Occurrence | None, pause: datetime | None = None) -> Message:
    """`pause`: until when they pause the course, if they do."""
    return message(
        w.t("You take part in the pairs of *{course}*.", course=course.name),
        _next_ones(w, coming.due if coming else None, pause),
        w.t("Whom you meet sees your name, your free times, and a link to your account."),
        buttons=[*_back(w, pause), [stop(w, course)]],
    )


def _next_ones(w: Words, coming: datetime | None, pause: datetime | None) -> Text | None:
    if pause is not None:
        return w.t("You pause the course until {date}, and are in no pair until then.", date=w.moment(pause))
    return w.t("The next ones come {moment}.", moment=w.moment(coming)) if coming else None


def _back(w: Words, pause: datetime | None) -> list[list[Button]]:
    return [[w.button(w.s("Come back now"), Call("pause", {"until": "off"}))]] if pause else []


def stop(w: Words, course: Course) -> Button:
    return w.button(w.s("Take part no more"), Call("pairs out", {"course": str(course.id)}))


def _again(w: Words, course: Course) -> Button:
    return w.button(w.s("Take part again"), Call("pairs in", {"course": str(course.id)}), Tone.MAIN)


def out(w: Words, course: Course) -> Message:
    return message(
        w.t("You are in no more pairs of *{course}*. Nothing else changes for you in the course.", course=course.name),
        buttons=[[_again(w, course)]],
    )


def stopped(w: Words, course: Course) -> Message:
    return message(
        w.t("There will be no more pairs in *{course}*. Who took part hears it from me.", course=course.name),
        w.t("{start} begins anew; who met whom is remembered.", start=w.command("pairs start")),
    )


def end(w: Words, course: Course) -> Message:
    """To who took part."""
    return message(w.t("There will be no more pairs in *{course}*. Thank you for taking part!", course=course.name))


def silent(w: Words, course: Course) -> Message:
    """A pause, with a kind word and a way back."""
    return message(
        w.t(
            "I have not heard from you after the last three pairs of *{course}*, so I leave you in peace now. "
            "That is quite all right.",
            course=course.name,
        ),
        buttons=[[_again(w, course)]],
    )


def pair(w: Words, meeting: Meeting, *, anew: bool = True) -> Message:
    """Whom somebody meets this time; or why nobody. With a question to begin with, unless it follows other news."""
    if not meeting.partners:
        return alone(w, meeting)
    return message(
        w.t("Your pair in *{course}*:", course=meeting.course.name)
        if len(meeting.partners) == 1
        else w.t("You are three in *{course}*:", course=meeting.course.name),
        _people(w, meeting.partners),
        _notes(w, meeting),
        _hours(w, meeting),
        w.t("To begin with: {question}", question=w.s(QUESTIONS[meeting.round.id % len(QUESTIONS)])) if anew else None,
        _first(w, meeting),
        buttons=[[stop(w, meeting.course)]],
    )


def _people(w: Words, partners: Sequence[Partner]) -> Text:
    """A line for each, whose name leads to them."""
    spans: list[Span] = []
    for one in partners:
        far = one.zone and one.zone != str(w.zone)
        place = " " + w.s("({place} time)", place=city(one.zone, w.locale)) if far else ""
        spans += [Span("\n")] * bool(spans) + [somebody(one.name, one.accounts)] + [Span(place)] * bool(place)
    return Text(tuple(spans))


def _notes(w: Words, meeting: Meeting) -> Text | None:
    if Reason.NO_COMMON_LANGUAGE in meeting.seat.reasons:
        return w.t("You share no language that I know of.")
    if Reason.TOGETHER_AGAIN in meeting.seat.reasons:
        return w.t("You have met before: this time nobody new was left.")
    return None


def _hours(w: Words, meeting: Meeting) -> Text | None:
    """The common free times, on both clocks where these differ."""
    if meeting.common is None:
        return None
    monday = monday_of(meeting.monday.date())
    here = local_windows(meeting.common, w.zone, monday)
    if not here:
        return w.t("You named no common free time: propose one.")
    zones = dict.fromkeys(one.zone for one in meeting.partners if one.zone)
    there = [
        w.s("{place}: {times}", place=city(zone, w.locale), times=_times(w, windows))
        for zone in zones
        if (windows := local_windows(meeting.common, ZoneInfo(zone), monday)) != here
    ]
    times = _times(w, here)
    return w.t("All free: {times}", times="; ".join([times, *there]))


def _times(w: Words, windows: Sequence[Window]) -> str:
    return ", ".join(_window(w, each) for each in windows[:HOURS_MOST])


def _window(w: Words, window: Window) -> str:
    day = get_day_names("abbreviated", "stand-alone", w.locale)[window.weekday].rstrip(".")
    return w.s("{day} {start}–{end}", day=day, start=w.clock(window.start), end=w.clock(window.end))


def _first(w: Words, meeting: Meeting) -> Text:
    asks = w.date(meeting.round.asks_at)
    if meeting.begins:
        return w.t("{name} writes first. I ask on {date} whether you met.", name=meeting.begins, date=asks)
    return w.t("Please write first: press the name. I ask on {date} whether you met.", date=asks)


def alone(w: Words, meeting: Meeting) -> Message:
    """Nobody is left out without a word."""
    reasons = {
        Reason.UNREACHABLE: N_("I could not write to you, so you are in no pair of *{course}* this time."),
        Reason.NO_GROUP_WITHOUT_APART: N_("This time I found nobody for you in *{course}*."),
        Reason.PARTNER_GONE: N_("Whom you were to meet in *{course}* cannot come this time."),
        Reason.ASKED_FOR_PAUSE: N_("You pause, so you are in no pair of *{course}* this time."),
        Reason.SILENT: N_("You pause, so you are in no pair of *{course}* this time."),
    }
    usual = N_("This time nobody else was there for a pair with you in *{course}*.")
    why = reasons.get(why_alone(meeting), usual)
    coming = meeting.until
    return message(
        w.t(why, course=meeting.course.name),
        w.t("You are in the next draw, {moment}.", moment=w.moment(coming)) if coming else None,
        buttons=[[stop(w, meeting.course)]],
    )


def did_you_meet(w: Words, meeting: Meeting) -> Message:
    names = w.listed([one.name for one in meeting.partners])
    return message(
        w.t("Did you meet {names}? One press is enough.", names=names),
        buttons=[_answers(w, meeting)],
    )


SAID = {Said.MET: N_("We met"), Said.NOT_YET: N_("Not yet"), Said.NOT_THIS_TIME: N_("Not this time")}


def _answers(w: Words, meeting: Meeting) -> list[Button]:
    number = str(meeting.round.id)
    return [
        w.button(w.s(label), Call("pairs answer", {"of_round": number, "said": said.value}))
        for said, label in SAID.items()
    ]


def noted(w: Words, meeting: Meeting, said: Said) -> Message:
    """What counted, and until when it can be changed."""
    thanks = {
        Said.MET: N_("Good that you met! Noted."),
        Said.NOT_YET: N_("Noted: not yet. Press again when you have met."),
        Said.NOT_THIS_TIME: N_("Noted: not this time. Thank you for telling me."),
    }
    return message(
        w.t(thanks[said]),
        w.t("You can change it until {moment}.", moment=w.moment(meeting.until)) if meeting.until else None,
        buttons=[_answers(w, meeting)],
    )


def mine(
    w: Words, course: Course, coming: datetime | None, *, takes_part: bool, pause: datetime | None = None
) -> Message:
    """Somebody asks, and there is no pair of theirs at present."""
    if not takes_part:
        return message(
            w.t("You take no part in the pairs of *{course}*.", course=course.name),
            buttons=[[w.button(w.s("Take part"), Call("pairs in", {"course": str(course.id)}), Tone.MAIN)]],
        )
    return message(
        w.t("You take part in the pairs of *{course}*. You have no pair at present.", course=course.name),
        _next_ones(w, coming, pause),
        buttons=[*_back(w, pause), [stop(w, course)]],
    )


def my_pair(w: Words, meeting: Meeting) -> Message:
    """The pair once more, with the question whether they met."""
    shown = pair(w, meeting)
    return message(*shown.blocks[:-1], buttons=[_answers(w, meeting), [stop(w, meeting.course)]])


def overview(w: Words, course: Course, seen: Overview) -> Message:
    """To trainers: how it goes, and who pauses."""
    lines = [
        w.n("One takes part.", "{count} take part.", seen.taking_part)
        if seen.taking_part
        else w.s("Nobody takes part now."),
        w.n("One round so far.", "{count} rounds so far.", seen.rounds) if seen.rounds else "",
        w.n("One pair or trio so far.", "{count} pairs and trios so far.", seen.planned) if seen.planned else "",
        w.n("One of these met.", "{count} of these met.", seen.met) if seen.met else "",
    ]
    coming = seen.coming
    again = Call("pairs ask", {"course": str(course.id)})
    return message(
        w.t("Pairs in *{course}*", course=course.name),
        _when(w, seen.schedule, coming) if seen.schedule and coming else w.t("No further round is planned."),
        paragraph(" ".join(filter(None, lines))),
        w.t("Paused, since nothing was heard: {names}", names=w.listed(seen.silent)) if seen.silent else None,
        w.t("Pausing the course: {names}", names=w.listed(seen.away)) if seen.away else None,
        buttons=[[w.button(w.s("Ask in the chat again"), again)]] if coming else None,
    )
