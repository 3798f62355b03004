"""What concerns one person alone: language, data, linking accounts, leaving, being forgotten."""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated

from bot import answering, guessing
from bot.audience import best_contact, tell_alone, tell_cancelled, tell_contact
from bot.commands.joining import Number
from bot.entrance import refill
from bot.grouping.changing import leave_second_groups
from bot.places import account_left, doors_of, member_came
from bot.profile import end_questions
from bot.routines.pauses import PAUSES
from bot.suggest import courses_taken
from bot.turn import Answer, Say, Turn
from bot.vocabulary import Asks, Given, Topic, command
from bot.wording import general, joining
from bot.wording import privacy as wording
from bot.wording.catalogues import languages
from bot.wording.words import N_
from community.chat.form import Choice, Line, Pick, Whole
from community.chat.message import Text
from community.courses import Course
from community.errors import NoCourseOfYours, NoSuchLinkCode, StaleButton
from community.ids import JOIN_CODE, new_code, read_code
from community.notices import Kind, Notice
from community.organisations import Organisation
from community.people import Contact, Person
from community.prompts import SeriesState

LINK_LIFE = timedelta(minutes=15)


@command("privacy", topic=Topic.YOU)
def privacy(
    turn: Turn,
    course: Annotated[int, Whole(0, 2**62)] = 0,
    part: Annotated[str, Choice(tuple(wording.Part))] = "",
) -> Answer:
    """Show what is kept about you, and who sees it."""
    asked = turn.work.courses.get(course) if course else None
    centres = _organisations(turn, asked)
    organisation = turn.words.listed([each.name for each in centres]) if centres else ""
    if part:
        return Say(wording.page(turn.words, wording.Part(part), organisation, joining=asked, centres=centres))
    return Say(wording.notice(turn.words, organisation, joining=asked))


def _organisations(turn: Turn, asked: Course | None) -> list[Organisation]:
    here = asked or turn.work.courses.of_place(turn.arrival.place)
    courses = [here] if here else turn.work.courses.learning(turn.person.id)
    found = [turn.work.organisations.get(number) for number in sorted({course.organisation for course in courses})]
    return [each for each in found if each]


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


def _only_one(turn: Turn) -> str | None:
    """The course of this chat, if this person takes part in it; else the only one they take part in."""
    here, mine = turn.work.courses.of_place(turn.arrival.place), courses_taken(turn)
    if here is not None and here.id in {each.id for each in mine}:
        return str(here.id)
    return str(mine[0].id) if len(mine) == 1 else None


TakenCourse = Annotated[int, Pick("courses taken"), Asks(N_("Course"), N_("Which course?")), Given(_only_one)]


@command("leave", topic=Topic.YOU, for_members=True)
def leave(turn: Turn, course: TakenCourse) -> Answer:
    """Stop taking part in a course."""
    found = turn.work.courses.get(course)
    membership = turn.work.courses.membership(course, turn.person.id)
    if found is None or membership is None or not membership.is_current:
        raise NoCourseOfYours
    return Say(joining.which_to_leave(turn.words, found))


def _stays(turn: Turn, args: Mapping[str, str]) -> Text | None:
    course = turn.work.courses.get(int(args["course"]))
    return joining.stays(turn.words, course) if course else None


@command("leave yes", personal=True, withdraw=_stays)
def leave_yes(turn: Turn, course: Number) -> Answer:
    """Leave the course."""
    found = turn.work.courses.get(course)
    membership = turn.work.courses.membership(course, turn.person.id)
    if found is None or membership is None or not membership.is_current:
        raise NoCourseOfYours
    turn.work.courses.leave(course, turn.person.id, turn.now)
    refill(turn.work, course, turn.now)
    asked = end_questions(turn.work, turn.person, found)
    return Say(joining.left(turn.words, found, asked=asked))


@command("forgetme", topic=Topic.YOU)
def forgetme(turn: Turn) -> Answer:
    """Erase everything about you (asks once more)."""
    written = [series for series in turn.work.prompts.written_by(turn.person.id) if series.text]
    planned = [series for series in written if series.state is SeriesState.SCHEDULED]
    answers = turn.work.prompts.answer_count(turn.person.id)
    return Say(wording.erase_question(turn.words, answers, len(written), len(planned)))


@command("forgetme yes", personal=True, withdraw=lambda turn, _: wording.kept(turn.words))
def forgetme_yes(turn: Turn) -> Answer:
    """Erase everything about you."""
    alone = turn.work.people.trains_alone(turn.person.id)
    held = {each.course for each in turn.work.courses.memberships(turn.person.id)}
    held |= {each.course for each in turn.work.applications.of_person(turn.person.id)}
    doors = doors_of(turn.work, turn.person.id)
    erased = turn.work.privacy.erase(turn.person.id, turn.now)
    for group, account in doors:
        account_left(turn.work, group, account)
    for course in sorted(held):
        refill(turn.work, course, turn.now)
    answering.clean_chats(turn.work, erased)
    tell_cancelled(turn.work, erased.cancelled)
    tell_alone(turn.work, alone)
    turn.person.id = 0
    return Say(wording.erased(turn.words))


@command("link", topic=Topic.YOU, example="/link ABCD2345")
def link(turn: Turn, code: Annotated[str, Line(most=20), Asks(N_("Code"))] = "") -> Answer:
    """Link your accounts on two platforms."""
    if not code:
        fresh = new_code(turn.rng, JOIN_CODE)
        turn.work.people.new_link_code(turn.person.id, turn.work.vault.hash(fresh), turn.now + LINK_LIFE)
        return Say(joining.link_code(turn.words, fresh))
    guessing.must_not_wait(turn)
    other = turn.work.people.link_target(turn.work.vault.hash(read_code(code)), turn.now)
    if other is None:
        return guessing.wrong(turn, NoSuchLinkCode())
    return Say(joining.link_question(turn.words, read_code(code), turn.person.name, other.name))


@command("link yes", personal=True, withdraw=lambda turn, _: joining.not_linked(turn.words))
def link_yes(turn: Turn, code: Annotated[str, Line(most=20)]) -> Answer:
    """Link the two accounts."""
    hashed = turn.work.vault.hash(code)
    maker = turn.work.people.link_target(hashed, turn.now)
    made_at = best_contact(turn.work, maker.id) if maker else None
    if maker is not None:
        leave_second_groups(turn.work, maker.id, turn.person.id, turn.now)
    turn.person = turn.work.people.link(hashed, turn.person.id, turn.now)
    if maker is not None:
        _name_after(turn, maker)
    if made_at is not None:
        _tell_maker(turn, made_at)
    for each in turn.work.courses.memberships(turn.person.id):
        refill(turn.work, each.course, turn.now)  # who had two seats has one now
        turn.work.timers.set(PAUSES, each.id, each.paused_until)
        _open_the_group(turn, each.course)
    return Say(joining.linked(turn.words))


def _open_the_group(turn: Turn, number: int) -> None:
    """Whoever is on another platform now as well finds their group there, too."""
    course, group = turn.work.courses.get(number), turn.work.groups.of_person(number, turn.person.id)
    if course is not None and group is not None and course.is_open:
        member_came(turn.work, course, group, turn.person.id)


def _name_after(turn: Turn, maker: Person) -> None:
    """Whichever is the elder: the name stays that of the one who asked to be linked, should it have to be undone."""
    turn.person.name, turn.person.language = maker.name or turn.person.name, maker.language
    turn.work.people.save(turn.person)


def _tell_maker(turn: Turn, made_at: Contact) -> None:
    if turn.arrival.account is not None:
        number = turn.work.people.number_of(turn.arrival.account)
        tell_contact(turn.work, made_at, turn.person.id, Notice(Kind.LINKED, {"account": number}))


@command("link undo", personal=True)
def link_undo(turn: Turn, account: Number) -> Answer:
    """Unlink an account that was linked by somebody else."""
    owned = turn.work.people.account(account)
    if owned is None or turn.work.people.unlink(turn.person.id, account, turn.now) is None:
        raise StaleButton
    for taken in turn.work.courses.memberships(turn.person.id):
        group = turn.work.groups.of_person(taken.course, turn.person.id)
        if group is not None:
            account_left(turn.work, group, owned)
            _open_the_group(turn, taken.course)  # by another account on that platform, if there is one
    roles, alone = turn.work.people.grants(turn.person.id), turn.work.people.trains_alone(turn.person.id)
    for each in roles:
        turn.work.people.revoke(each)
    tell_alone(turn.work, alone)
    return Say(joining.unlinked(turn.words, had_roles=bool(roles)))
