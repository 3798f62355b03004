"""Calls that nobody offered: every command with numbers of things that are not the caller's, each undone afterwards."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from sqlalchemy import event as happenings
from sqlalchemy import func, select

from bot.call import Call
from bot.delivery import Wrapping
from bot.desk import Desk
from bot.letterbox import place_code, unfold
from bot.suggest import options_for
from bot.tokens import token_for
from bot.vocabulary import VOCABULARY, Command, Parameter
from community.chat.address import Account
from community.chat.form import Choice, Day, Pick, Someone, When, Whole, Zone
from community.chat.gateway import Change, Note, Parcel, Post
from community.chat.inbound import Arrival, Called, Filled, Pressed
from community.chat.message import Buttons, Facts, File, Message, Quote, Text
from community.errors import Invalid, Rejected
from community.telling import Hours, Interests, Languages, Pause
from storage.tables import metadata
from storage.work import Work
from tests.stories.people import Person
from tests.stories.town import Town

THEIRS = 1
"""The first organisation came first: everything of it has the number 1 in its table."""
ALSO_THEIRS = 2
"""So have its second learner, and what that one made."""
Happening = Called | Pressed | Filled
NOT_THEIRS = {
    "bot",
    "person",
    "account",
    "contact",
    "letter",
    "inbox",
    "message",
    "draft",
    "call",
    "timer",
    "watermark",
}
"""Tables through which nothing comes to belong to an organisation."""


_WRITES = re.compile(r"(?:INSERT INTO|UPDATE|DELETE FROM)\s+\"?(\w+)")


class Undone(Exception):
    """Raised to leave everything as it was; carries what was said and what was changed."""

    def __init__(self, said: str, changed: list[str]) -> None:
        super().__init__(said)
        self.said = said
        self.changed = changed


@dataclass
class Stranger:
    """Somebody of another organisation who tries everything."""

    town: Town
    person: Person
    kept: Mapping[str, int] = field(default_factory=lambda: {"organisation": THEIRS})
    """Whose things are not theirs: those of an organisation, or of one course of it."""

    def __post_init__(self) -> None:
        gateway = self.town.gateways[0]
        account = Account(self.town.home, str(self.person.account.id))
        self.before = self.town.keeps(lambda work: belongings(work, self.kept))  # all is undone, so it stays like this
        self.chat = self.town.keeps(lambda work: place_code(work.courses.places(THEIRS)[0].place))
        self.bot = self.town.keeps(lambda work: work.bots.all()[0])
        self.desk: Desk = self.town.app._desk_for(self.bot, gateway)
        self.wrapping = Wrapping(gateway.capabilities, self.town.clock.now())
        self.arrival = Arrival(
            bot=self.bot,
            id="1",
            at=self.town.clock.now(),
            place=self.desk.doors[self.bot].private_place(account),
            account=account,
            admin=True,  # of a chat of their own
            standings={},
        )

    def ways(self, command: Command, numbers: dict[str, int]) -> Iterator[tuple[str, Called | Call]]:
        """The command by typing, by options, and by a button, which is sealed when it is pressed."""
        given = {each.name: answer(each, numbers.get(each.name, THEIRS), self.chat) for each in command.parameters}
        asked = {each.name: given[each.name] for each in command.asked}
        if command.in_menus:
            line = " ".join(
                f"#{said}" if isinstance(each.question.kind, Pick) else said
                for each, said in zip(command.asked, asked.values(), strict=True)
            )
            yield "typed", Called(arrival=self.arrival, path=command.path, typed=line, addressed=True)
            yield "by options", Called(arrival=self.arrival, path=command.path, args=asked, addressed=True)
        yield "by a button", Call(command.path, given)

    def tries(self, event: Happening | Call) -> Undone:
        """What comes of it."""
        try:
            self.town.keeps(lambda work: self._carry_out(work, event))
        except Undone as undone:
            return undone
        except (Rejected, Invalid) as error:
            refused = error
        try:
            self.town.keeps(lambda work: self._refuse(work, event, refused))
        except Undone as undone:
            return undone
        raise AssertionError("nothing was said")

    def is_offered(self, command: Command) -> list[str]:
        """What may be chosen for its questions."""

        def look(work: Work) -> list[str]:
            turn = self.desk.turn(work, self.arrival, self.town.clock.now())
            return [each.label for one in command.asked for each in options_for(turn, one, "")]

        return self.town.keeps(look)

    def _event(self, work: Work, event: Happening | Call) -> Happening:
        if not isinstance(event, Call):
            return event
        account = self.arrival.account
        person = work.people.of(account) if account else None
        assert person is not None
        call = Call(event.path, event.args, person.id)
        return Pressed(arrival=self.arrival, token=token_for(VOCABULARY, call, work, self.town.clock.now()))

    def _carry_out(self, work: Work, event: Happening | Call) -> None:
        called = self._event(work, event)
        last = _last_letter(work)
        if isinstance(event, Call) and event.args.get("place") == self.chat:
            called = replace(called, arrival=replace(called.arrival, admin=False))  # of that chat they are none
        written: set[str] = set()
        listener = (work.connection, "before_cursor_execute", partial(_note, written))
        happenings.listen(*listener)
        try:
            self.desk.carry_out(self.desk.turn(work, called.arrival, self.town.clock.now()), called)
        finally:
            happenings.remove(*listener)
        after = belongings(work, self.kept) if written & set(self.before) else self.before
        raise Undone(self._said(work, last), [name for name, rows in self.before.items() if rows != after[name]])

    def _refuse(self, work: Work, event: Happening | Call, error: Rejected | Invalid) -> None:
        last = _last_letter(work)
        self.desk.refuse(work, self._event(work, event), error, self.town.clock.now())
        raise Undone(self._said(work, last), [])

    def _said(self, work: Work, last: int) -> str:
        """All that was written to this person."""
        said = []
        for number in range(last + 1, _last_letter(work) + 1):
            letter = work.outbox.get(number)
            if letter is None or letter.place != self.arrival.place:
                continue
            if letter.body is not None:
                said.append(text_of(unfold(letter.body)))
                continue
            parcel = self.wrapping.parcel(work, letter)
            if isinstance(parcel, Parcel) and isinstance(parcel.act, Post | Change | Note):
                said.append(text_of(parcel.act.message))
        return "\n".join(said)


WORDS = {
    "code": "ABCDEFGH",
    "setting": "group_size",
    "value": "5",
    "title": "",
    "people": '[["Aurora K.", "7", "en", ""], ["Mila", "8", "en", ""]]',
    "schedule": "once 2027-01-11T09:00",
    "offer": "leave_yes",
}
"""For questions in words."""
WRITTEN = {
    When: "every Monday 9:00",
    Zone: "Oslo",
    Day: "11.1.2027",
    Pause: "2 weeks",
    Hours: "Mon 18-20",
    Languages: "English",
    Interests: "chess",
}


def answer(parameter: Parameter, number: int, chat: str) -> str:
    """What is given for a question: a number of theirs, their chat, or something that can be read."""
    kind = parameter.question.kind
    if parameter.name == "place":
        return chat
    if isinstance(kind, Someone):
        return f"#{number}"
    if isinstance(kind, Pick | Whole):
        return str(number if isinstance(kind, Pick) else min(max(number, kind.low), kind.high))
    if isinstance(kind, Choice):
        return kind.codes[0]
    return WRITTEN.get(type(kind)) or WORDS.get(parameter.name, "Hello there.")


def numbered(command: Command) -> list[str]:
    """The questions of a command that are answered by a number."""
    kinds = {each.name: each.question.kind for each in command.parameters}
    return [name for name, kind in kinds.items() if isinstance(kind, Pick | Whole | Someone)]


def mixtures(command: Command, own: Mapping[str, int]) -> list[dict[str, int]]:
    """All numbers theirs; each alone one's own; each alone theirs; and people of theirs who are others."""
    names = numbered(command)
    mine = {name: own.get(name, own["other things"]) for name in names}
    found: list[dict[str, int]] = [{}, dict.fromkeys(names, ALSO_THEIRS)]
    found += [{name: mine[name]} for name in names]
    found += [{**mine, name: THEIRS} for name in names]
    found += [{**mine, name: ALSO_THEIRS} for name in names]
    return [each for number, each in enumerate(found) if each not in found[:number]]


def belongings(work: Work, of: Mapping[str, int]) -> dict[str, list[str]]:
    """Every row that belongs to an organisation, or to one course, table by table, however it is reached."""
    rows: dict[str, list[str]] = {}
    numbers: dict[str, set[int]] = {}
    for table in metadata.sorted_tables:
        if table.name in NOT_THEIRS:
            continue
        found = work.connection.execute(table.select()).mappings().all()
        keys = [(key.parent.name, key.column.table.name) for key in table.foreign_keys]
        own = [
            row
            for row in found
            if row.get("id") == of.get(table.name, 0)
            or any(row[name] in numbers.get(target, set()) for name, target in keys)
        ]
        rows[table.name] = sorted(map(str, own))
        numbers[table.name] = {row["id"] for row in own if "id" in row}
    return rows


def _note(written: set[str], _connection: object, _cursor: object, statement: str, *_: object) -> None:
    """Remember the table that a statement writes to."""
    if found := _WRITES.match(statement):
        written.add(found[1])


def _last_letter(work: Work) -> int:
    letter = metadata.tables["letter"]
    return int(work.connection.execute(select(func.coalesce(func.max(letter.c.id), 0))).scalar_one())


def text_of(message: Message) -> str:
    """All that can be read in a message, its buttons and files too."""
    said: list[str] = []
    for block in message.blocks:
        match block:
            case Text():
                said.append(block.plain)
            case Quote(text=text):
                said.append(text)
            case Facts(rows=rows):
                said += [f"{label}: {value}" for label, value in rows]
            case Buttons(rows=rows):
                said += [button.label for row in rows for button in row]
            case File(content=content):
                said.append(content.decode(errors="replace"))
            case _:
                pass
    return "\n".join(said)
