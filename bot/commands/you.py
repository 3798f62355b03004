"""What concerns one person alone: language, data, linking accounts, leaving, being forgotten."""

import json
from datetime import timedelta
from typing import Annotated

from bot import answering
from bot.audience import tell_cancelled
from bot.commands.common import MyCourse
from bot.commands.joining import Number
from bot.turn import Answer, Say, Turn
from bot.vocabulary import Asks, Topic, command
from bot.wording import general, joining
from bot.wording import privacy as wording
from bot.wording.catalogues import languages
from bot.wording.words import N_
from community.chat.form import Choice, Line, Whole
from community.courses import Course
from community.errors import NoSuchCourse, NoSuchLinkCode
from community.ids import JOIN_CODE, new_code, read_code
from community.prompts import SeriesState

LINK_LIFE = timedelta(minutes=15)


@command("privacy", topic=Topic.YOU)
def privacy(turn: Turn, course: Annotated[int, Whole(0, 2**62)] = 0) -> Answer:
    """Show what is kept about you, and who sees it."""
    asked = turn.work.courses.get(course) if course else None
    return Say(wording.notice(turn.words, _organisation(turn, asked), joining=asked))


def _organisation(turn: Turn, asked: Course | None) -> str:
    here = asked or turn.work.courses.of_place(turn.arrival.place)
    courses = [here] if here else turn.work.courses.learning(turn.person.id)
    found = [turn.work.organisations.get(number) for number in sorted({course.organisation for course in courses})]
    return turn.words.listed([each.name for each in found if each]) if found else ""


@command("language", topic=Topic.YOU, example="/language fi")
def language(
    turn: Turn,
    language: Annotated[
        str, Choice(languages()), Asks(N_("Language"), N_("Which language shall I speak with you?"))
    ] = "",
) -> Answer:
    """Choose the language I speak with you."""
    if not language:
        return Say(general.choose_language(turn.words, languages()))
    turn.speak(language)
    return Say(general.language_chosen(turn.words))


@command("mydata", topic=Topic.YOU)
def mydata(turn: Turn) -> Answer:
    """Get everything I keep about you, as a file."""
    data = turn.work.privacy.export(turn.person.id)
    return Say(wording.my_data(turn.words, json.dumps(data, ensure_ascii=False, indent=2, default=str).encode()))


@command("leave", topic=Topic.YOU)
def leave(turn: Turn, course: MyCourse) -> Answer:
    """Stop taking part in a course."""
    found = turn.work.courses.get(course)
    membership = turn.work.courses.membership(course, turn.person.id)
    if found is None or membership is None or not membership.is_current:
        raise NoSuchCourse
    return Say(joining.which_to_leave(turn.words, found))


@command("leave yes", personal=True)
def leave_yes(turn: Turn, course: Number) -> Answer:
    """Leave the course."""
    found = turn.work.courses.get(course)
    membership = turn.work.courses.membership(course, turn.person.id)
    if found is None or membership is None or not membership.is_current:
        raise NoSuchCourse
    turn.work.courses.leave(course, turn.person.id, turn.now)
    return Say(joining.left(turn.words, found))


@command("forgetme", topic=Topic.YOU)
def forgetme(turn: Turn) -> Answer:
    """Erase everything about you (asks once more)."""
    written = [series for series in turn.work.prompts.written_by(turn.person.id) if series.text]
    planned = [series for series in written if series.state is SeriesState.SCHEDULED]
    answers = turn.work.prompts.answer_count(turn.person.id)
    return Say(wording.erase_question(turn.words, answers, len(written), len(planned)))


@command("forgetme yes", personal=True)
def forgetme_yes(turn: Turn) -> Answer:
    """Erase everything about you."""
    erased = turn.work.privacy.erase(turn.person.id, turn.now)
    answering.clean_chats(turn.work, erased)
    tell_cancelled(turn.work, erased.cancelled)
    turn.person.id = 0
    return Say(wording.erased(turn.words))


@command("link", topic=Topic.YOU, example="/link ABCD2345")
def link(turn: Turn, code: Annotated[str, Line(most=20), Asks(N_("Code"))] = "") -> Answer:
    """Link your accounts on two platforms."""
    if not code:
        fresh = new_code(turn.rng, JOIN_CODE)
        turn.work.people.new_link_code(turn.person.id, turn.work.vault.hash(fresh), turn.now + LINK_LIFE)
        return Say(joining.link_code(turn.words, fresh))
    other = turn.work.people.link_target(turn.work.vault.hash(read_code(code)), turn.now)
    if other is None:
        raise NoSuchLinkCode
    return Say(joining.link_question(turn.words, read_code(code), turn.person.name, other.name))


@command("link yes", personal=True)
def link_yes(turn: Turn, code: Annotated[str, Line(most=20)]) -> Answer:
    """Link the two accounts."""
    turn.person = turn.work.people.link(turn.work.vault.hash(code), turn.person.id, turn.now)
    return Say(joining.linked(turn.words))
