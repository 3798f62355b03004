"""What coordinators read about organisations and their partnership."""

from collections.abc import Sequence
from enum import StrEnum

from bot.call import Call
from bot.wording.labels import language_name
from bot.wording.words import N_, Words, message, paragraph
from community.chat.message import Facts, Message
from community.countries import country_name
from community.courses import Course
from community.days import written
from community.organisations import Holiday, Organisation, Partnership
from community.prompts import Series
from community.zones import city


class Detail(StrEnum):
    """What can be changed of an organisation."""

    NAME = "name"
    COUNTRY = "country"
    LANGUAGE = "language"
    LANGUAGES = "languages"
    ZONE = "zone"
    HOLIDAYS = "holidays"
    CONTROLLER = "controller"
    NOTICE = "notice"
    RETENTION = "retention"


LABELS = {
    Detail.NAME: N_("Name"),
    Detail.COUNTRY: N_("Country"),
    Detail.LANGUAGE: N_("Language of its texts"),
    Detail.LANGUAGES: N_("Languages it teaches in"),
    Detail.ZONE: N_("Time zone"),
    Detail.HOLIDAYS: N_("Holidays"),
    Detail.CONTROLLER: N_("Answerable for the data"),
    Detail.NOTICE: N_("Its privacy notice"),
    Detail.RETENTION: N_("Words are kept after a course"),
}
BUTTONS = {
    Detail.COUNTRY: N_("Change the country"),
    Detail.LANGUAGES: N_("Change the languages"),
    Detail.HOLIDAYS: N_("Change the holidays"),
    Detail.CONTROLLER: N_("Change who is answerable"),
    Detail.NOTICE: N_("Change the privacy address"),
    Detail.RETENTION: N_("Change how long words stay"),
}


def shown(w: Words, centre: Organisation, partnership: Partnership | None, courses: int, *, edits: bool) -> Message:
    """An organisation; its coordinators may change it from here."""
    number = {"organisation": str(centre.id)}
    buttons = [[w.button(w.s(label), Call("org change", {**number, "what": what}))] for what, label in BUTTONS.items()]
    rows = [(w.s(label), value(w, centre, what)) for what, label in LABELS.items() if what is not Detail.NAME]
    return message(
        w.t("*{organisation}*", organisation=centre.name),
        Facts(tuple(rows)),
        paragraph(w.n("One course.", "{count} courses.", courses) if courses else w.s("No course yet.")),
        w.t("It is in the partnership {partnership}.", partnership=partnership.name) if partnership else None,
        w.t(
            "To change the name, the time zone or the language of its texts, write for example: {example}",
            example=f"{w.command('org edit')} {w.s(Detail.LANGUAGE)} {language_name(centre.language)}",
        )
        if edits
        else None,
        buttons=buttons if edits else None,
    )


def value(w: Words, centre: Organisation, what: Detail) -> str:
    """How one detail stands."""
    known = {
        Detail.NAME: centre.name,
        Detail.COUNTRY: country_name(centre.country, w.locale) if centre.country else w.s("not said"),
        Detail.LANGUAGE: language_name(centre.language),
        Detail.LANGUAGES: w.listed([language_name(code) for code in centre.languages]) or w.s("not said"),
        Detail.ZONE: city(centre.zone, w.language),
        Detail.HOLIDAYS: holidays(w, centre.holidays),
        Detail.CONTROLLER: centre.controller or w.s("not said"),
        Detail.NOTICE: centre.privacy_url or w.s("not said"),
        Detail.RETENTION: w.n("{count} day", "{count} days", centre.keeps_words_for.days),
    }
    return known[what]


def holidays(w: Words, days: Sequence[Holiday]) -> str:
    return ", ".join(map(written, days)) or w.s("none")


def changed(w: Words, centre: Organisation, what: Detail, prompts: int) -> Message:
    """It is as wanted; what follows from it."""
    return message(
        w.t(
            "*{organisation}* is changed. {label}: {value}.",
            organisation=centre.name,
            label=w.s(LABELS[what]),
            value=value(w, centre, what),
        ),
        paragraph(
            w.n(
                "One repeated prompt leaves out days on which you are closed. Its trainers are told.",
                "{count} repeated prompts leave out days on which you are closed. Their trainers are told.",
                prompts,
            )
        )
        if prompts
        else None,
        buttons=[[w.button(w.s("Show the organisation"), Call("org show", {"organisation": str(centre.id)}))]],
    )


def made(w: Words, centre: Organisation, partnership: Partnership) -> Message:
    """A new organisation has nobody yet."""
    invite = w.button(w.s("Invite its coordinator"), Call("invite coordinator", {"organisation": str(centre.id)}))
    return message(
        w.t(
            "{organisation} is now in the partnership {partnership}. Nobody works for it yet. Its coordinator can say in "
            "which country it is, and when it is closed.",
            organisation=centre.name,
            partnership=partnership.name,
        ),
        buttons=[[invite]],
    )


def listing(w: Words, centres: Sequence[tuple[Organisation, bool]], partnership: Partnership | None) -> Message:
    """The organisations, and which of them nobody leads yet."""
    waiting = [each for each, led in centres if not led]
    number = {"organisation": str(waiting[0].id)} if waiting else {}
    lines = [_line(w, each, led=led) for each, led in centres]
    return message(
        w.t("The organisations of {partnership}:", partnership=partnership.name)
        if partnership
        else w.t("Your organisations:"),
        paragraph(*lines),
        buttons=[[w.button(w.s("Invite a coordinator"), Call("invite coordinator", number))]] if waiting else None,
    )


def _line(w: Words, centre: Organisation, *, led: bool) -> str:
    where = country_name(centre.country, w.locale) if centre.country else city(centre.zone, w.language)
    if led:
        return w.s("#{number} {organisation} ({where})", number=centre.id, organisation=centre.name, where=where)
    return w.s(
        "#{number} {organisation} ({where}): no coordinator yet",
        number=centre.id,
        organisation=centre.name,
        where=where,
    )


def left_out(w: Words, course: Course, centre: Organisation, prompts: Sequence[tuple[Series, int]]) -> Message:
    """To the trainers: the holidays of their organisation have changed."""
    lines = [
        w.n("#{number}: one time", "#{number}: {count} times", times, number=series.id) for series, times in prompts
    ]
    return message(
        w.t(
            "{organisation} is closed on {days}. Repeated prompts of *{course}* are left out then:",
            organisation=centre.name,
            days=holidays(w, centre.holidays),
            course=course.name,
        ),
        paragraph(*lines),
        w.t("{list} shows when each comes next.", list=w.command("prompt list")),
    )
