"""Saying hello, help, and stopping."""

from typing import Annotated

from bot import offers
from bot.commands.dialogs import stopping
from bot.commands.joining import enter
from bot.turn import Answer, Say, Turn
from bot.vocabulary import VOCABULARY, Asks, Command, Reply, Topic, Where, command
from bot.wording import general as wording
from bot.wording.typed import plain
from bot.wording.words import N_
from community.chat.form import Line, Whole
from community.errors import NoSuchCommand
from community.roles import Role
from community.settings import Module


@command("start", topic=Topic.TAKING_PART, by_link=True, found_in="help")
def start(turn: Turn, code: Annotated[str, Line(most=64), Asks(N_("Code"))] = "") -> Answer:
    """Say who I am, and what you can do here."""
    if code:
        return enter(turn, code)
    courses = turn.work.courses.learning(turn.person.id)
    return Say(wording.hello(turn.words, turn.person.name, courses))


@command("help", topic=Topic.YOU, example="/help join", found_in="help")
def help_(turn: Turn, about: Annotated[str, Line(most=60), Asks(N_("Command"))] = "") -> Answer:
    """Show what you can do here."""
    if about:
        found = VOCABULARY.find(about.removeprefix("/"))
        if found is None and (about_it := _about(turn, about)):
            return Say(wording.help_about(turn.words, about_it))
        if found is None:
            raise NoSuchCommand(typed=about.removeprefix("/"), near=VOCABULARY.near(about.removeprefix("/")))
        return Say(wording.help_on(turn.words, found))
    commands = _offered(turn)
    if len(commands) > wording.MANY:
        return Say(wording.help_topics(turn.words, commands))
    return Say(wording.help_page(turn.words, commands))


@command("help topic", reply=Reply.UPDATE)
def help_topic(turn: Turn, number: Annotated[int, Whole(0, len(wording.TOPICS))]) -> Answer:
    """Show what you can do about one thing; all topics if there is nothing."""
    commands = _offered(turn)
    chosen = [each for each in commands if each.topic is dict(enumerate(wording.TOPICS)).get(number)]
    return Say(wording.help_about(turn.words, chosen) if chosen else wording.help_topics(turn.words, commands))


LEAST = 4
"""So many letters of a topic tell which one is meant."""


def _about(turn: Turn, typed: str) -> list[Command]:
    """What this person can do about a topic, by its title in their language or in English, or part of that."""
    word = plain(typed.removeprefix("/"))
    titles = {topic: [plain(title), plain(turn.words.s(title))] for topic, title in wording.TOPICS.items()}
    meant = [topic for topic, known in titles.items() if len(word) >= LEAST and any(word in each for each in known)]
    return [each for each in _offered(turn) if each.topic in meant[:1]]


def _offered(turn: Turn) -> list[Command]:
    role = turn.highest_role()
    every = [each for topic in wording.TOPICS for each in VOCABULARY.about(topic)]
    return [each for each in every if is_offered(turn, each, role)]


def is_offered(turn: Turn, each: Command, role: Role) -> bool:
    """Whether help offers it to this person here. What administrators may do as well is done in their chat."""
    private = turn.arrival.place.private
    here = each.where is Where.ANYWHERE or (each.where is Where.PRIVATE) is private
    administers = not private and turn.arrival.admin is not False
    least = Role.TRAINER if each.asks_admin and not administers else each.role
    listed = each.in_menus and not each.found_in
    return listed and role >= least and here and _is_of_use(turn, each) and _switched_on(turn, each.module)


def _is_of_use(turn: Turn, each: Command) -> bool:
    return not each.for_members or bool(turn.work.courses.learning(turn.person.id))


def _switched_on(turn: Turn, module: Module | None) -> bool:
    """Whether the course of this chat, or any course of this person, has that part."""
    if module is None:
        return True
    here = turn.work.courses.of_place(turn.arrival.place)
    number = turn.person.id
    courses = [here] if here else [*turn.work.courses.learning(number), *turn.work.courses.staffed(number)]
    return not courses or any(course.settings.has(module) for course in courses)


@command("cancel", topic=Topic.YOU)
def cancel(turn: Turn) -> Answer:
    """Stop what is being asked, and keep everything as it was."""
    begun = [each for each in turn.work.drafts.drop_all(turn.person.id) if each.expires > turn.now]
    if begun:  # what was proposed before stays: another /cancel withdraws it
        return Say(stopping(turn, begun))
    return Say(wording.withdrawn(turn.words, offers.withdraw(turn)))
