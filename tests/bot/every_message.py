"""Everything the wording can say, once each: facts are capitals, so that a word in small letters is ours."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import bot.commands  # noqa: F401 - declares the vocabulary
from adapters.discord.limits import CAPABILITIES as DISCORD
from adapters.telegram.limits import CAPABILITIES
from bot.answering import How, Prompted, Taken
from bot.call import Call
from bot.dialog import sentence
from bot.vocabulary import VOCABULARY, Topic
from bot.wording import (
    answers,
    attendance,
    chats,
    courses,
    general,
    joining,
    labels,
    privacy,
    prompting,
    setup,
    sharing,
    threads,
)
from bot.wording.catalogues import languages
from bot.wording.words import Operator, Words, message, paragraph
from community.calendar import Every, Once, Rule, Schedule
from community.chat.address import Bot, Place, Platform
from community.chat.capabilities import Standing
from community.chat.message import File, Message
from community.checklist import State, Step
from community.courses import Course, CoursePlace, CourseState
from community.people import Person
from community.prompts import Answer, EarlierAnswer, Series, SeriesState, Slot, SlotState
from community.roles import Role
from community.time_phrases import read_when
from tests.bot import (
    every_message_of_staff,
    every_pair_message,
    every_people_message,
    every_refusal_message,
    every_seat_message,
    group_messages,
)

HELSINKI = ZoneInfo("Europe/Helsinki")
TUESDAY = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
"""Ten in the morning in Helsinki."""
MONDAY = datetime(2026, 11, 30, 7, 0, tzinfo=UTC)
LINK = "HTTPS://CHAT.EXAMPLE/VALO?START=SUOM2345"
LONG_NAME = "AINO-MARIA VON WRIGHT-KALLIO OF THE OLD HARBOUR SCHOOL"

OPERATOR = Operator("VALO CENTRE", "PRIVACY@VALO.EXAMPLE", "HTTPS://VALO.EXAMPLE/PRIVACY")
COURSE = Course(1, 1, "SUOMI 1", "fi", "Europe/Helsinki", "SUOM2345", CourseState.OPEN, 1, TUESDAY)
PROPOSED = Course(1, 1, "SUOMI 1", "fi", "Europe/Helsinki", "SUOM2345", CourseState.PROPOSED, 1, TUESDAY)

KITCHEN = CoursePlace(1, Place(Bot(Platform.TELEGRAM, "1"), "-1"), "KITCHEN")
PLACES = [KITCHEN, replace(KITCHEN, left_at=TUESDAY), replace(KITCHEN, muted_at=TUESDAY)]

ONCE = Once(datetime(2026, 11, 30, 9, 0))  # noqa: DTZ001 - a time on the wall
WEEKLY = Rule(Every.WEEK, time(9), date(2026, 11, 30), weekdays=frozenset({0, 2}), until=date(2026, 12, 12))
RULES: dict[str, Schedule] = {
    "once": ONCE,
    "a date long ago": Once(datetime(2024, 2, 29, 9, 0)),  # noqa: DTZ001
    "daily": Rule(Every.DAY, time(9), date(2026, 11, 30), times=1),
    "every third day": Rule(Every.DAY, time(18, 30), date(2026, 11, 30), interval=3, times=5),
    "weekly": WEEKLY,
    "weekdays": Rule(Every.WEEK, time(9), date(2026, 11, 30), weekdays=frozenset(range(5))),
    "every other week": Rule(Every.WEEK, time(9), date(2026, 11, 30), interval=2, weekdays=frozenset({0, 4})),
    "monthly": Rule(Every.MONTH, time(9), date(2026, 12, 1), day=1),
    "quarterly": Rule(Every.MONTH, time(9), date(2026, 12, 1), interval=3, day=15),
}


def words(language: str) -> Words:
    """The voice for a reader of this language on Telegram."""
    return Words(language, HELSINKI, TUESDAY, CAPABILITIES, lambda call: call.path)


def series(schedule: Schedule = ONCE, state: SeriesState = SeriesState.SCHEDULED) -> Series:
    return Series(7, 1, "WHAT DID YOU LEARN?", schedule, "Europe/Helsinki", state, 1, TUESDAY)


def _answers(w: Words) -> dict[str, Message]:
    slot = Slot(3, 7, "", MONDAY, TUESDAY, SlotState.OPEN)
    prompted = Prompted(slot, series(), COURSE)
    kept = Answer(5, 3, 1, "FROM MY NEIGHBOUR.", MONDAY)
    earlier = EarlierAnswer(6, 5, 1, "FROM MY GRANDMOTHER.", None, MONDAY)
    return {
        "an answer is new": answers.taken(w, prompted, Taken(How.NEW)),
        "an answer is changed": answers.taken(w, prompted, Taken(How.CHANGED)),
        "an answer is replaced": answers.taken(w, prompted, Taken(How.CHANGED, earlier)),
        "an answer has no chat to stand in": answers.taken(w, prompted, Taken(How.UNSEEN)),
        "two answers in the chat": answers.replaced(w, COURSE, [earlier]),
        "several answers in the chat": answers.replaced(w, COURSE, [earlier] * 7),
        "the other answer counts": answers.exchanged(w, kept, earlier),
        "the earlier answer counts again": answers.counts_again(w, kept),
        "words beside a file": answers.words_alone(w),
        "a message too old to be deleted": general.taken_back(w),
        "an answer is taken back": answers.withdrawn(w, typed=False),
        "a typed answer is taken back": answers.withdrawn(w, typed=True),
        "an answer in the group": answers.answer(w, LONG_NAME, kept),
        "where an answer will stand": message(answers.will_stand(w, KITCHEN, [KITCHEN])),
        "in which chat an answer will stand": message(answers.will_stand(w, KITCHEN, [KITCHEN, KITCHEN])),
        "a hint how to reply": answers.reply_hint(w, LONG_NAME, 5),
        "a comment in the group": answers.comment(w, "BEN", "AINO", "WELL SAID"),
        "a comment to somebody who is forgotten": answers.comment(w, "BEN", None, "WELL SAID"),
        "a comment is kept": answers.commented(w, "AINO"),
        "one's own answer": answers.own_answer(w),
        "a silent answer": answers.press_answer(w, 3),
        "a silent reply": answers.press_reply(w, "AINO", 5),
        "nothing to do without a course": answers.no_course(w),
        "nothing to do": answers.todo(w, []),
        "one thing to do": answers.todo(w, [(slot, series(), COURSE)]),
        "two things to do": answers.todo(w, [(slot, series(), COURSE)] * 2),
    }


def _courses(w: Words) -> dict[str, Message]:
    on_discord = replace(w, capabilities=replace(DISCORD, spaced_commands=False))  # one word is told from a sentence
    return {
        "a course opens": courses.opened(w, COURSE, [LINK]),
        "a course opens without a chat": chats.opened_without_a_chat(w, COURSE, [], LINK),
        "what a coordinator does next": courses.next_steps(w, COURSE, coordinates=True),
        "what a trainer does next": courses.next_steps(w, COURSE, coordinates=False),
        "a chat is connected": courses.connected(w, COURSE, [LINK]),
        "a course is proposed": courses.proposed(w, PROPOSED, "VALO CENTRE", 1),
        "a course is proposed to several": courses.proposed(w, PROPOSED, "VALO CENTRE", 3),
        "a proposal to decide": courses.proposal(w, PROPOSED, "EMIL", "KITCHEN"),
        "a proposal is accepted": courses.decided(w, COURSE),
        "a proposal of somebody who is gone is accepted": courses.decided(w, COURSE, has_trainer=False),
        "a proposal is declined": courses.decided(w, PROPOSED),
        "a course": courses.shown(w, COURSE, 12, PLACES, [LINK]),
        "a course without a chat": courses.shown(w, COURSE, 0, [], []),
        "a course opens without a chat on Discord": chats.opened_without_a_chat(on_discord, COURSE, [], LINK),
        "pick a chat": chats.pick_a_chat(w, COURSE, LINK),
        "a picked chat": message(chats.picked(w, COURSE, "KITCHEN")),
        "back in a chat": chats.back(w, COURSE),
        "removed from a chat": chats.left(w, COURSE, PLACES[1]),
        "silenced in a chat": chats.muted(w, COURSE, PLACES[2]),
        "the figures, and more of them": courses.exported(w, COURSE, [File("PARTICIPANTS.CSV", b"")], whole=True),
        "a closed course": courses.shown(w, replace(COURSE, state=CourseState.CLOSED), 1, PLACES, [LINK]),
        "the figures": courses.exported(w, COURSE, [File("PARTICIPANTS.CSV", b"")]),
    }


STANDING = Standing(present=True, writes=True, has_threads=True, hears_leaving=True)
AINO = Person(5, "AINO", "fi")


def _places(w: Words) -> dict[str, Message]:
    closed = {each: replace(KITCHEN, closed_to_threads=each) for each in threads.REMEDIES}
    platforms = [Platform.DISCORD]
    every = {f"the checklist: {state}": [(step, state) for step in Step] for state in State}
    every["the checklist: so it is"] = [(step, State.SO_IT_IS) for step in setup.KNOWN]
    every["the checklist: to do"] = [(step, State.TO_DO) for step in (*setup.REMEDIES, Step.THREADS)]
    may = setup.Next(invites=True)
    return {
        **{f"no places: {reason}": threads.none(w, COURSE, place) for reason, place in closed.items()},
        "a place was deleted": threads.gone(w, COURSE, "LARKS"),
        "a group moves": threads.moved(w, COURSE, "LARKS"),
        "no place to open": threads.opening(w, 0),
        "a place is opened": threads.opening(w, 1),
        "places are opened": threads.opening(w, 3),
        "at the door": attendance.at_the_door(w, COURSE, "VALO CENTRE"),
        "asks to come in": attendance.asks_to_come_in(w, COURSE, AINO),
        "let in": attendance.decided(w, "AINO", yes=True),
        "declined": attendance.decided(w, "AINO", yes=False),
        "decided already": attendance.settled(w),
        "left the chat": attendance.went_out(w, COURSE, "AINO"),
        "may it be shared": sharing.may_share(w, COURSE, 5, "FROM MY NEIGHBOUR.", platforms, comment=False),
        "a shared answer": sharing.shared(w, LONG_NAME, Platform.DISCORD, "FROM MY NEIGHBOUR.", 5),
        "a shared comment": sharing.shared_comment(w, LONG_NAME, Platform.DISCORD, "WELL SAID", 5),
        "it is shared": sharing.done(w, 5, comment=False, always=False),
        "it is always shared": sharing.done(w, 5, comment=True, always=True),
        "it is not shared any more": sharing.undone(w),
        **{f"sharing: {always}": sharing.decided(w, COURSE, always) for always in (None, True, False)},
        "not this one": sharing.not_shared(w, COURSE),
        **{name: setup.checklist(w, COURSE, steps, STANDING, may) for name, steps in every.items()},
        "the checklist: no topics": setup.checklist(
            w, COURSE, [(Step.THREADS, State.TO_DO)], replace(STANDING, has_threads=False), may
        ),
    }


def _general(w: Words) -> dict[str, Message]:
    every = [command for command in VOCABULARY if command.in_menus]
    return {
        "hello": general.hello(w, "AINO", []),
        "hello in two courses": general.hello(w, "AINO", [COURSE, COURSE]),
        "not a command": general.not_a_command(w),
        "nothing to stop": general.withdrawn(w, None),
        "stopped": general.stopped(w, w.s(VOCABULARY.at("join").help)),
        "stopped and noted": general.stopped(w, w.s(VOCABULARY.at("about me").help), noted=True),
        "not erased": general.withdrawn(w, privacy.kept(w)),
        "not linked": general.withdrawn(w, joining.not_linked(w)),
        "help": general.help_page(w, every),
        "topics of help": general.help_topics(w, every),
        "help about one topic": general.help_about(w, [each for each in every if each.topic is Topic.PROMPTS]),
        **{f"help on {each.path}": general.help_on(w, each) for each in every},
        "which language": general.choose_language(w, languages()),
        "the language": general.language_chosen(w),
        "a greeting": general.greeting(w),
        "confirm in private": general.confirm_in_private(w, Call("start")),
        "a knock": general.knock(w, "CARLA", Call("start")),
        "a knock on Discord": general.knock(replace(w, capabilities=DISCORD), "CARLA", Call("start")),
    }


def _joining(w: Words) -> dict[str, Message]:
    until = w.moment(MONDAY)
    return {
        "a welcome to somebody known": joining.welcome(w, "AINO", COURSE, "VALO CENTRE", languages(), known=True),
        "a welcome": joining.welcome(w, "AINO", COURSE, "VALO CENTRE", languages()),
        "a welcome in which language": joining.choose_language(w, COURSE, languages()),
        "joined": joining.joined(w, "AINO", COURSE),
        "joined, and asked a little more": joining.joined(w, "AINO", COURSE, 4),
        "joined already": joining.already_in(w, COURSE),
        "not now": joining.not_now(w),
        "who leads a partnership": joining.staff_welcome(w, Role.PARTNERSHIP, "VALO CENTRE"),
        "a coordinator": joining.staff_welcome(w, Role.COORDINATOR, "VALO CENTRE"),
        "a trainer": joining.staff_welcome(w, Role.TRAINER, "VALO CENTRE"),
        "a coordinator already": joining.staff_already(w, Role.COORDINATOR, "VALO CENTRE"),
        "an invitation": joining.invitation(w, Role.TRAINER, "VALO CENTRE", "ABCD2345", [LINK], until),
        "an invitation without links": joining.invitation(w, Role.COORDINATOR, "VALO CENTRE", "ABCD2345", [], until),
        "a code to link": joining.link_code(w, "ABCD2345"),
        "a question before linking": joining.link_question(w, "ABCD2345", "AINO", "AINO K."),
        "linked": joining.linked(w),
        "linked from elsewhere": joining.linked_from(w, "DISCORD", 2),
        "unlinked": joining.unlinked(w, had_roles=False),
        "unlinked, without roles": joining.unlinked(w, had_roles=True),
        "a question before leaving": joining.which_to_leave(w, COURSE),
        "left": joining.left(w, COURSE),
        "the first member": joining.member_joined(w, "AINO", COURSE, 1),
        "another member": joining.member_joined(w, "AINO", COURSE, 2),
        "several members": joining.members_joined(w, ["AINO", "BEN"], COURSE, 2, TUESDAY),
        "very many members": joining.members_joined(w, ["AINO K."] * 30, COURSE, 31, TUESDAY),
    }


def _prompting(w: Words) -> dict[str, Message]:
    planned = {name: prompting.proposal(w, series(rule), COURSE, 2, None) for name, rule in RULES.items()}
    usual = read_when("every Monday", TUESDAY, HELSINKI, "en")
    jump = read_when("2027-03-28 03:30", TUESDAY, HELSINKI, "en")
    states = [(series(state=state), None, 2) for state in SeriesState]
    scheduled = series()
    return planned | {
        "a proposal at the usual hour": prompting.proposal(w, series(usual.schedule), COURSE, 1, usual),
        "a proposal in a night of change": prompting.proposal(w, series(jump.schedule), COURSE, 0, jump),
        "scheduled": prompting.scheduled(w, scheduled, COURSE, scheduled.next_occurrence()),
        "scheduled without an end": prompting.scheduled(
            w, series(RULES["weekdays"]), COURSE, scheduled.next_occurrence()
        ),
        "scheduled, and over": prompting.scheduled(w, series(state=SeriesState.FINISHED), COURSE, None),
        "what to change": prompting.edit_menu(w, series(WEEKLY)),
        "changed": prompting.changed(w, series(RULES["weekdays"])),
        "cancelled": prompting.cancelled(w, series()),
        "not scheduled": general.withdrawn(w, prompting.dropped(w, series())),
        "no prompts": prompting.listing(w, COURSE, []),
        "prompts": prompting.listing(w, COURSE, [(scheduled, scheduled.next_occurrence(), 0), *states]),
        "a prompt": prompting.prompt(w, "WHAT DID YOU LEARN?", 3, late=False),
        "a late prompt": prompting.prompt(w, "WHAT DID YOU LEARN?", 3, late=True),
        "a preview": prompting.preview(w, series()),
        "skipped": prompting.skipped(w, series(), w.moment(TUESDAY), 3),
        "no_chat": prompting.no_chat(w, series(), COURSE),
    }


def _privacy(w: Words) -> dict[str, Message]:
    return {
        "what is kept": privacy.notice(w, "VALO CENTRE"),
        "what is kept, and by whom": privacy.notice(replace(w, operator=OPERATOR), ""),
        "what is kept, before joining": privacy.notice(w, "VALO CENTRE", joining=COURSE),
        **{f"what is kept: {each}": privacy.page(w, each, "VALO CENTRE", joining=COURSE) for each in privacy.Part},
        **{
            f"what is kept, by one organisation: {each}": privacy.page(
                w, each, "VALO", centres=[every_message_of_staff.KNOWN]
            )
            for each in privacy.Part
        },
        "everything about me": privacy.my_data(w, b"{}"),
        "a question before erasing": privacy.erase_question(w, 1),
        "a question before erasing more": privacy.erase_question(w, 5),
        "a question before erasing a trainer": privacy.erase_question(w, 0, 3, 1),
        "a question before erasing who planned more": privacy.erase_question(w, 0, 3, 2),
        "erased": privacy.erased(w),
        "prompts of somebody erased": privacy.prompts_cancelled(w, COURSE, ["3", "5"]),
    }


def _questions(w: Words) -> dict[str, Message]:
    asked = {f"/{command.path} {each.name}": each for command in VOCABULARY for each in command.asked}
    return {name: message(paragraph(w.s(sentence(each)), labels.role(w, Role.GUEST))) for name, each in asked.items()}


PAGES: tuple[Callable[[Words], dict[str, Message]], ...] = (
    _answers,
    _courses,
    _places,
    _general,
    _joining,
    _prompting,
    _privacy,
    every_refusal_message.page,
    _questions,
    *every_message_of_staff.PAGES,
    every_people_message.page,
    every_seat_message.page,
    *group_messages.PAGES,
    *every_pair_message.PAGES,
)


def everything(w: Words) -> dict[str, Message]:
    """All messages in the voice of `w`, by what they are."""
    return {name: said for page in PAGES for name, said in page(w).items()}
