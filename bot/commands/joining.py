"""Coming in: by link, button or code; as a learner, or as staff by invitation."""

from typing import Annotated

from bot import guessing, seats
from bot.entrance import come_in, wants_in
from bot.profile import known_as
from bot.turn import Answer, Say, Turn
from bot.vocabulary import Asks, Given, Suggested, Topic, command
from bot.wording import joining as wording
from bot.wording import trainers as trainer_wording
from bot.wording.catalogues import languages
from bot.wording.words import N_
from community.chat.form import Choice, Line, Whole
from community.errors import CodeOver, NoSuchCourse, NoSuchInvitation
from community.ids import INVITATION_CODE, SEAT_CODE, read_code
from community.roles import Grant, role_in

Number = Annotated[int, Whole(1, 2**62)]


def enter(turn: Turn, code: str) -> Answer:
    """What a code opens: a course for learners, or a role for who was invited."""
    guessing.must_not_wait(turn)
    read = read_code(code)
    if len(read) == INVITATION_CODE:
        return _accept(turn, read)
    if len(read) == SEAT_CODE:
        return seats.enter(turn, read)
    course = turn.work.courses.by_code(read)
    if course is None or not course.is_open:
        return guessing.wrong(turn, NoSuchCourse())
    return wants_in(turn, course)


def _accept(turn: Turn, code: str) -> Answer:
    invitation = turn.work.organisations.invitation(turn.work.vault.hash(code))
    organisation = turn.work.organisations.get(invitation.organisation) if invitation else None
    if invitation is None or organisation is None:
        return guessing.wrong(turn, NoSuchInvitation())
    grants = turn.work.people.grants(turn.person.id)
    held = role_in(grants, invitation.organisation, invitation.course, learner=False)
    if held >= invitation.role:  # it stays good for the one it is meant for
        return Say(wording.staff_already(turn.words, held, organisation.name))
    if not invitation.is_open(turn.now):
        raise NoSuchInvitation
    turn.work.organisations.use(invitation.id, turn.person.id, turn.now)
    grant = Grant(turn.person.id, invitation.role, invitation.organisation, invitation.course)
    turn.work.people.grant(grant, turn.now)
    if not turn.person.zone:
        turn.person.zone = organisation.zone
        turn.work.people.save(turn.person)
    course = turn.work.courses.get(invitation.course) if invitation.course else None
    if course is not None:
        return Say(trainer_wording.welcome(turn.words, course, organisation.name))
    return Say(wording.staff_welcome(turn.words, invitation.role, organisation.name))


@command("join", topic=Topic.TAKING_PART, example="/join ABCD2345", form=True)
def join(
    turn: Turn,
    code: Annotated[str, Line(most=40), Asks(N_("Course code"), N_("Which code did your trainer give you?"))],
) -> Answer:
    """Join a course with its code."""
    return enter(turn, code)


@command("join show", by_link=True)
def show(turn: Turn, course: Number, language: Annotated[str, Choice(languages())] = "") -> Answer:
    """Show what joining a course means, in another language if wanted."""
    found = turn.work.courses.get(course)
    if found is None or not found.is_open:
        raise NoSuchCourse
    if language:
        turn.speak(language)
    return wants_in(turn, found)


@command("join languages")
def choose(turn: Turn, course: Number) -> Answer:
    """Show every language in which the course can be joined."""
    found = turn.work.courses.get(course)
    if found is None or not found.is_open:
        raise NoSuchCourse
    return Say(wording.choose_language(turn.words, found, languages()))


@command("join yes", form=True, personal=True)
def yes(
    turn: Turn,
    course: Number,
    name: Annotated[
        str,
        Line(most=40),
        Asks(N_("Your name"), N_("What shall the others call you? Any name you like.")),
        Given(known_as),
        Suggested(lambda turn: turn.person.name),
    ],
) -> Answer:
    """Join the course."""
    found = turn.work.courses.get(course)
    if found is None or not found.is_open:
        raise NoSuchCourse
    membership = turn.work.courses.membership(course, turn.person.id)
    if membership is not None and membership.is_current:
        return Say(wording.already_in(turn.words, found))
    if not found.lets_in(turn.now) and turn.work.applications.of(course, turn.person.id) is None:
        raise CodeOver
    turn.person.name = known_as(turn) or name
    turn.person.zone = turn.person.zone or found.zone
    turn.work.people.save(turn.person)
    return come_in(turn, found)


@command("join no")
def no(turn: Turn) -> Answer:
    """Do not join now."""
    return Say(wording.not_now(turn.words))
