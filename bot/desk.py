"""The desk: takes a call to its command, and turns what the command says into letters; all in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from typing import Protocol
from zoneinfo import ZoneInfo

from bot import files, offers
from bot.asking import Complete, complete, read_typed, skip_the_rest
from bot.call import Call
from bot.dialog import answered, ask, confirm_in_private, passed, take_back, turned
from bot.letterbox import fold, place_code
from bot.profile import has_open_questions
from bot.tokens import bound, is_for, token_for, unpack
from bot.turn import Answer, Continue, Nothing, Say, Turn
from bot.vocabulary import VOCABULARY, Command, Reply, Vocabulary, Where
from bot.wording import errors as error_wording
from bot.wording.catalogues import best_language
from bot.wording.words import Operator, Words, message
from community.chat.address import Account, Bot, Place
from community.chat.capabilities import Capabilities
from community.chat.inbound import Arrival, Called, ChatPicked, Event, Filled, Inbound, Pressed, Said, Talked
from community.chat.message import File, Message
from community.errors import (
    Invalid,
    NoSuchCommand,
    NoSuchPrompt,
    NotAllowed,
    NotForYou,
    NotInACourse,
    OnlyInAGroup,
    OnlyInPrivate,
    QuestionOver,
    Rejected,
    StaleButton,
)
from community.letters import Deed, Letter, Priority
from community.people import Person
from community.roles import Role
from storage.work import Work

ZONE = ZoneInfo("Europe/Helsinki")
"""Where somebody is whose zone nobody has told us yet."""

BAD_NEWS_LASTS = timedelta(hours=1)
"""What went wrong is of no interest to who opens the private chat later than this."""


class Door(Protocol):
    """What the desk needs to know about a gateway."""

    capabilities: Capabilities

    def private_place(self, account: Account) -> Place: ...


@dataclass(slots=True)
class Desk:
    """Handles events. It keeps nothing between them: what lasts stands in the database."""

    doors: Mapping[Bot, Door]
    rng: Random
    vocabulary: Vocabulary = VOCABULARY
    operator: Operator = field(default_factory=Operator)

    def turn(self, work: Work, arrival: Arrival, now: datetime) -> Turn:
        """The turn of the person behind an arrival, who is made known on the first contact."""
        person = self._person(work, arrival, now)
        return Turn(person, arrival, now, self.rng, work, self.words_for(work, person, arrival.bot, now))

    def words_for(self, work: Work, person: Person, bot: Bot, now: datetime) -> Words:
        zone = ZoneInfo(person.zone) if person.zone else ZONE
        capabilities = self.doors[bot].capabilities

        def token(call: Call) -> str:
            return self.token(work, bound(self.vocabulary, call, person.id), now)

        return Words(person.language, zone, now, capabilities, token, self.operator)

    def token(self, work: Work, call: Call, now: datetime) -> str:
        return token_for(self.vocabulary, call, work, now)

    def _person(self, work: Work, arrival: Arrival, now: datetime) -> Person:
        if arrival.account is None:
            return Person(0, arrival.name, best_language(arrival.language), "")
        person = work.people.of(arrival.account)
        if person is None:
            person = work.people.create(arrival.account, arrival.name, best_language(arrival.language), now)
        door, alone = self.doors[arrival.bot], arrival.place.private
        private, first = door.private_place(arrival.account), door.capabilities.writes_first
        name = "" if person.name else arrival.name
        work.people.seen(arrival.account, arrival.bot, private, now, name, alone=alone, reachable=first)
        return person

    def carry_out(self, turn: Turn, event: Called | Pressed | Filled | ChatPicked) -> None:
        """Carry out the command that the event calls. `Rejected` means that nothing may be kept of it."""
        turn.message = event.message if isinstance(event, Called) else None
        call = self._call(turn, event)
        if call is None:
            return
        if "start" in (call[0].path, event.path if isinstance(event, Called) else ""):
            self._send_what_waits(turn)
        self.run(turn, *call, event)

    def _send_what_waits(self, turn: Turn) -> None:
        """Whoever starts us, by whatever link, reads what could not be said while the private chat was shut."""
        if turn.arrival.account is not None:
            private = self.doors[turn.arrival.bot].private_place(turn.arrival.account)
            turn.work.outbox.hurry(private, turn.now)

    def _call(
        self, turn: Turn, event: Called | Pressed | Filled | ChatPicked
    ) -> tuple[Command, Mapping[str, str]] | None:
        match event:
            case Called(path="start", typed=token) if token.startswith("v1-"):
                command, found = unpack(self.vocabulary, token, turn.work, turn.now)
                if not command.by_link:
                    raise StaleButton
            case Called(path=path, args=args, typed=typed, files=sent):
                called, typed = self.vocabulary.read(path, typed)
                if called is None:
                    if event.addressed or event.arrival.place.private:  # else it may be meant for another bot
                        raise NoSuchCommand(typed=path, near=self.vocabulary.near(path))
                    return None
                turn.reply_to = turn.work.refs.find(event.reply_to) if event.reply_to else None
                return called, read_typed(turn, called, typed, files.answers(called, files.asked(called, args), sent))
            case ChatPicked(request=course, chat=chat, title=title):
                picked = {"course": str(course), "place": place_code(chat), "title": title}
                return self.vocabulary.at("course pick"), picked
            case Pressed(token=token):
                command, found = unpack(self.vocabulary, token, turn.work, turn.now)
            case Filled(token=token, values=values, files=sent):
                command, found = unpack(self.vocabulary, token, turn.work, turn.now)
                filled = files.with_answers(command, found.args, values, sent)
                skip_the_rest(command, filled)
                found = replace(found, args=filled)
        if not is_for(command, found, turn.person.id):
            raise NotForYou if found.person else StaleButton
        return command, found.args

    def run(self, turn: Turn, command: Command, raw: Mapping[str, str], event: Inbound) -> None:
        """Check who and where, read the answers, carry out, and write the answer down as a letter."""
        self.check(turn, command)
        if command.first is not None and not turn.arrival.anonymous:
            command.first(turn, raw)
        read = complete(turn, command, raw)
        answer: Answer
        if turn.arrival.anonymous:
            answer = confirm_in_private(turn, command, raw)
        elif isinstance(read, Complete):
            if command.withdraw is not None:
                offers.close(turn, command.path, raw)
            answer = command.run(turn, **read.values)
        else:
            answer = ask(turn, command, read, self.asking_place(turn, command))
        match answer:
            case Say():
                public = answer.public if answer.public is not None else command.reply is Reply.PUBLIC
                turn.work.outbox.add(self.letter(turn, answer, event, public=public))
            case Continue():
                self.go_on(turn, answer, event)
            case Nothing():
                pass

    def go_on(self, turn: Turn, step: Continue, event: Inbound) -> None:
        """One step further in a command that is being asked for."""
        draft = turn.work.drafts.get(step.draft)
        if draft is None or draft.person != turn.person.id or draft.expires <= turn.now:
            raise QuestionOver(more=has_open_questions(turn.work, turn.person))
        command = self.vocabulary.at(draft.path)
        raw = dict(draft.args)
        if step.back:
            take_back(raw)
        elif step.value is not None:
            answered(raw, draft.asking, step.value)
        elif step.look is not None:
            turned(raw, draft.asking, step.look)
        elif step.skip:
            passed(raw, draft.asking)
        if isinstance(event, Filled):
            raw = files.with_answers(command, raw, event.values, event.files)
        if step.rest:
            passed(raw, draft.asking)
        if step.rest or isinstance(event, Filled):
            skip_the_rest(command, raw)
        turn.work.drafts.drop(draft.id)
        self.run(turn, command, raw, event)

    def check(self, turn: Turn, command: Command) -> None:
        """Coarse permission; that on an object is the command's own."""
        if turn.arrival.account is None and not command.asks_admin:
            raise NotAllowed(needs=Role.TRAINER)
        if command.where is Where.PRIVATE and not self._can_be_private(turn):
            raise OnlyInPrivate
        if command.where is Where.GROUP and turn.arrival.place.private and not command.asks_admin:
            raise OnlyInAGroup
        if command.role > Role.GUEST and turn.highest_role() < command.role and not command.asks_admin:
            raise NotAllowed(needs=command.role)

    def _can_be_private(self, turn: Turn) -> bool:
        return turn.arrival.place.private or turn.arrival.account is not None

    def asking_place(self, turn: Turn, command: Command) -> Place:
        """Where the questions of a command are asked: where its answer goes."""
        arrival = turn.arrival
        if arrival.place.private or command.reply is Reply.PUBLIC or arrival.account is None:
            return arrival.place
        if turn.words.capabilities.private_replies:
            return arrival.place
        return self.doors[arrival.bot].private_place(arrival.account)

    def letter(self, turn: Turn, say: Say, event: Inbound, *, public: bool) -> Letter:
        """The answer as a letter of the highest priority, on the best way back to the person."""
        arrival = turn.arrival
        place, fallback, only_for = arrival.place, None, None
        if not arrival.place.private and not public and arrival.account is not None:
            only_for = arrival.account
            private = self.doors[arrival.bot].private_place(arrival.account)
            if turn.words.capabilities.private_replies and arrival.handle is not None:
                fallback = private
            else:
                place, fallback = private, arrival.place
        letter = Letter(
            bot=arrival.bot,
            place=place,
            priority=Priority.ANSWER,
            reader=turn.person.id or None,
            body=fold(say.message),
            subject=say.subject,
            handle=arrival.handle,
            only_for=only_for,
            fallback=fallback,
        )
        if not (isinstance(event, Pressed) and say.message.having(File)):  # files never take the place of words
            self._in_place(letter, event, public=public)
        return letter

    def _in_place(self, letter: Letter, event: Inbound, *, public: bool) -> None:
        """A press on a message that is the person's own is answered in that message; words in public by a reply."""
        match event:
            case Pressed(message=pressed) if pressed is not None and (pressed.place.private or public):
                if letter.place == pressed.place:
                    letter.deed, letter.target, letter.update = Deed.CHANGE, pressed, True
            case Pressed(arrival=arrival, message=None) if arrival.handle is not None:
                letter.update = True  # an ephemeral message has no address of its own
            case Called(message=said) | Said(message=said) if said is not None and letter.place == said.place:
                letter.target = None if said.place.private else said
            case _:
                pass

    def refuse(self, work: Work, event: Event, error: Rejected | Invalid, now: datetime) -> None:
        """Say why something could not be done; nothing else is kept of it."""
        if isinstance(error, NotInACourse) and not self._met(work, event, error.facts.get("course")):
            error = NoSuchPrompt()  # who only counts through numbers hears of no course, and finds no way in
        turn = self.turn(work, event.arrival, now)
        self._tell(turn, error_wording.refusal(turn.words, error), event)

    def _met(self, work: Work, event: Event, course: int | None) -> bool:
        """Whether this person came by a course in its own chat, or by a button that stood there."""
        here = work.courses.of_place(event.arrival.place)
        return (here is not None and here.id == course) or (isinstance(event, Called) and event.path == "start")

    def apologise(self, work: Work, event: Event, incident: str, now: datetime) -> None:
        """Tell a person that something went wrong on our side."""
        if event.arrival.account is not None and not isinstance(event, Talked):
            turn = self.turn(work, event.arrival, now)
            self._tell(turn, message(error_wording.failed(turn.words, incident)), event)

    def _tell(self, turn: Turn, said: Message, event: Event) -> None:
        """Say what went wrong: of a press at that press alone, so that what was pressed stays as it is."""
        letter = self.letter(turn, Say(said), event, public=False)
        if isinstance(event, Pressed) and letter.handle is not None and turn.arrival.account is not None:
            place = turn.arrival.place
            letter.deed, letter.target, letter.update, letter.place = Deed.NOTE, None, False, place
            letter.fallback = None if place.private else self.doors[place.bot].private_place(turn.arrival.account)
        letter.until = turn.now + BAD_NEWS_LASTS
        turn.work.outbox.add(letter)
