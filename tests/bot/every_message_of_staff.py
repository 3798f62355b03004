"""What trainers and coordinators read about organisations, terms, settings, trainers and figures, once each."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.wording import figures, organising, terms, trainers, tuning
from bot.wording.words import Words, message
from community.calendar import Once
from community.chat.message import File, Message
from community.courses import Course, CourseState
from community.organisations import Holiday, Organisation, Partnership
from community.people import Person
from community.prompts import Series, SeriesState
from storage.totals import PartnerRow

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
MARCH = NOW + timedelta(days=90)
LINK = "HTTPS://CHAT.EXAMPLE/VALO?START=SUOM2345"
COURSE = Course(1, 1, "SUOMI 1", "fi", "Europe/Helsinki", "SUOM2345", CourseState.OPEN, 1, NOW)
DATED = replace(
    COURSE, starts_on=date(2027, 1, 11), ends_on=date(2027, 5, 28), target_group="ELDERS", subject="FINNISH"
)
CLOSED = replace(COURSE, state=CourseState.CLOSED, closed_at=NOW)
CENTRE = Organisation(1, "VALO CENTRE", "fi", "Europe/Helsinki", partnership=1)
KNOWN = replace(
    CENTRE,
    country="FI",
    languages=("fi", "en"),
    holidays=(Holiday(date(2026, 12, 19), date(2027, 1, 7)), Holiday(date(2027, 2, 22), date(2027, 2, 22))),
    controller="THE BOARD",
    privacy_url="HTTPS://VALO.EXAMPLE/PRIVACY",
    retention_days=30,
)
TALKOOT = Partnership(1, "TALKOOT")
AINO, BEN = Person(1, "AINO", "fi"), Person(2, "BEN", "fi")
FILES = [File("MY-COURSE.HTML", b"")]
PROMPT = Series(7, 1, "WHAT?", Once(datetime(2027, 1, 11, 9, 0)), "Europe/Helsinki", SeriesState.SCHEDULED, 1, NOW)  # noqa: DTZ001
CHRISTMAS = [date(2026, 12, day) for day in (21, 23, 25, 28)]


def of_organisations(w: Words) -> dict[str, Message]:
    details = {f"{each} of an organisation": organising.changed(w, KNOWN, each, 2) for each in organising.Detail}
    return details | {
        "an organisation": organising.shown(w, KNOWN, TALKOOT, 2, edits=True),
        "an organisation of which little is known": organising.shown(w, CENTRE, None, 1, edits=False),
        "an organisation without courses": organising.shown(w, CENTRE, None, 0, edits=False),
        "an organisation without anything": organising.changed(w, CENTRE, organising.Detail.HOLIDAYS, 1),
        "a new organisation": organising.made(w, CENTRE, TALKOOT),
        "organisations": organising.listing(w, [(KNOWN, True), (CENTRE, False)], TALKOOT),
        "my organisations": organising.listing(w, [(KNOWN, True)], None),
        "prompts on holidays": organising.left_out(w, COURSE, KNOWN, [(PROMPT, 1), (PROMPT, 3)]),
        "figures of an organisation": figures.whole(w, CENTRE, FILES),
        "figures of a partnership": figures.partnership(
            w,
            TALKOOT,
            [
                PartnerRow("VALO CENTRE", "FI", 2, 1, 30, 25, None, 100, 50),
                PartnerRow("PONTE", "IT", 1, 1, None, None, None, None, None),
                PartnerRow("FJORD", "NO", 0, 0, 0, 0, 0, 0, 0),
            ],
            FILES,
        ),
    }


def of_trainers(w: Words) -> dict[str, Message]:
    said = trainers.handover(w, COURSE, "BEN", "AINO")
    return {
        "trainers of a course": trainers.listing(w, COURSE, [AINO, BEN], [AINO]),
        "a course without trainers": trainers.listing(w, COURSE, [], []),
        "whom to add": trainers.whom_to_add(w, COURSE, [AINO, BEN], 0),
        "a link for a trainer": trainers.link(w, COURSE, "ABCD2345", [LINK], MARCH),
        "a trainer of one course": trainers.welcome(w, COURSE, "VALO CENTRE"),
        "a trainer is added": trainers.added(w, COURSE, "AINO"),
        "a trainer already, of this course": trainers.already(w, COURSE, "AINO"),
        "a trainer is removed": trainers.removed(w, COURSE, "AINO"),
        "a question before handing over": trainers.handover_buttons(w, said, COURSE, 2, 1),
        "handed over": trainers.handed_over(w, COURSE, "BEN"),
        "not handed over": message(trainers.stays(w, COURSE)),
        "a course for me": trainers.given_to_you(w, COURSE, "SUOM2345"),
        "a course no longer mine": trainers.taken_from_you(w, COURSE),
        "a course without anybody": trainers.alone(w, COURSE),
        "settings of a course": tuning.overview(w, COURSE),
        **{f"settings of {each}": tuning.section(w, COURSE, each) for each in tuning.Section},
        "a setting is changed": tuning.section(w, COURSE, tuning.Section.GROUPS, "group_size"),
    }


def of_terms(w: Words) -> dict[str, Message]:
    details = {f"{each} of a course": terms.changed(w, DATED, each, 1) for each in terms.Detail}
    return details | {
        "what to change of a course": terms.edit_menu(w, DATED),
        "the first day of a course": terms.changed(w, replace(DATED, ends_on=None), terms.Detail.DATES, 2),
        "a course of which little is known": terms.edit_menu(w, COURSE),
        "a copied course": terms.copied(w, DATED, COURSE, 2, [LINK]),
        "a copied course without prompts": terms.copied(w, DATED, COURSE, 0, []),
        "a question before closing an empty course": terms.close_question(w, COURSE, 0, 0, MARCH),
        "a question before closing": terms.close_question(w, COURSE, 12, 3, MARCH),
        "a course stays open": message(terms.stays_open(w, COURSE)),
        "a course is closed": terms.closed(w, CLOSED, MARCH),
        "thanks in the chat": terms.thanks(w, CLOSED, MARCH),
        "my work of a course": terms.take_away(w, CLOSED, "AINO", MARCH, FILES),
        "my work so far": terms.take_away(w, COURSE, "AINO", None, FILES),
        "thanks without work": terms.take_away(w, CLOSED, "AINO", MARCH, []),
        "words go soon": terms.words_go(w, CLOSED, MARCH, FILES),
        "nothing written": terms.nothing_written(w, COURSE),
        "a course is open again": terms.reopened(w, COURSE, 1, 0),
        "a course goes on": terms.goes_on(w, COURSE),
        "left out on holidays": message(terms.left_out(w, "VALO CENTRE", CHRISTMAS)),
        "on a holiday": message(terms.on_holiday(w, "VALO CENTRE")),
    }


PAGES = (of_organisations, of_trainers, of_terms)
