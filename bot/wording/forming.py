"""A proposal of groups, as a trainer reads it, changes it, and says yes to it."""

from collections.abc import Sequence

from bot.call import Call
from bot.grouping.gathering import names_of
from bot.grouping.proposals import Page, Proposal
from bot.grouping.views import GroupView
from bot.wording.labels import shortened
from bot.wording.matching import changed, described, why
from bot.wording.words import Words, message, paragraph
from community.chat.message import Button, File, Message, Text, Tone
from community.courses import Course
from community.groups import Formation, Seat
from community.matching import State

BUTTON = 30
"""So many letters of a button are read on a small phone."""
NAMED = 6
"""So many people without a group are named on a page; the others stand in the table."""


Locked = Sequence[tuple[str, Sequence[str]]]
"""Groups that a new phase leaves as they are, each with its members."""


def looking(w: Words, course: Course, people: int, seconds: int, *, again: bool, locked: Locked = ()) -> Message:
    """To who asked for groups: it takes a while."""
    for_whom = w.n("one person", "{count} people", people)
    return message(
        w.t(
            "I am looking for the best groups of *{course}* for {people}. It takes {time}.",
            course=course.name,
            people=for_whom,
            time=w.n("about a second", "about {count} seconds", seconds),
        ),
        _anew(w, locked) if again else w.t("I send you a proposal. Nothing happens before you say yes."),
        _staying(w, locked) if again and locked else None,
    )


def _anew(w: Words, locked: Locked) -> Text:
    if locked:
        return w.t(
            "All others get new groups, with people they have not been with. Until you say yes, everything stays as it is."
        )
    return w.t(
        "All get new groups, with people they have not been with. Until you say yes, the groups stay as they are."
    )


def _staying(w: Words, locked: Locked) -> Text:
    named = [w.s("{group} ({people})", group=name, people=w.listed(members)) for name, members in locked[:NAMED]]
    more = len(locked) - NAMED
    listed = w.listed([*named, w.n("one more", "{count} more", more)] if more > 0 else named)
    return w.t(
        "Locked, and so left as they are: {groups}. {lock} opens one.", groups=listed, lock=w.command("group lock")
    )


def proposal(w: Words, page: Page) -> Message:
    """The groups of a proposal, some at a time."""
    return message(
        _summary(w, page),
        _since(w, page.proposal),
        *(described(w, group) for group in page.groups),
        _without(w, page.proposal),
        buttons=_buttons(w, page),
    )


def _summary(w: Words, page: Page) -> Text:
    groups = page.proposal.groups
    placed = sum(map(len, groups.values()))
    return w.t(
        "Proposal for *{course}*: {people} in {groups}. {hours} Nothing has happened yet.",
        course=page.proposal.course.name,
        people=w.n("one person", "{count} people", placed),
        groups=w.n("one group", "{count} groups", len(groups)),
        hours=_troubles(w, page),
    )


def _troubles(w: Words, page: Page) -> str:
    told = []
    if page.without_language:
        told.append(
            w.n("One group has no common language.", "{count} groups have no common language.", page.without_language)
        )
    if page.without_hour:
        told.append(w.n("One group has no common hour.", "{count} groups have no common hour.", page.without_hour))
    return " ".join(told) or w.s("No group lacks a common language or hour.")


def _since(w: Words, proposal: Proposal) -> Text | None:
    """What has happened since it was drawn, and how large the groups are that it touched."""
    since, groups = proposal.formation.since, proposal.groups
    if not since.total:
        return None
    told = [w.s("Since this proposal was made:")]
    if since.left:
        told.append(w.n("One person has left.", "{count} people have left.", since.left))
    if since.paused:
        told.append(w.n("One person has paused.", "{count} people have paused.", since.paused))
    if since.joined:
        told.append(w.n("One person has joined.", "{count} people have joined.", since.joined))
    if since.back:
        told.append(w.n("One person is back from a pause.", "{count} people are back from a pause.", since.back))
    if since.placed:
        told.append(w.n("One person is in another group by now.", "{count} are in other groups by now.", since.placed))
    touched = [_size(w, number, len(groups.get(number, ()))) for number in since.groups]
    more = len(touched) - NAMED
    rest = [w.n("One more group has changed.", "{count} more groups have changed.", more)] if more > 0 else []
    return paragraph(*told, *touched[:NAMED], *rest)


def _size(w: Words, number: int, members: int) -> str:
    name = w.s("Group {number}", number=number + 1)
    if not members:
        return w.s("{group} has nobody any more.", group=name)
    return w.n("{group} has one member now.", "{group} has {count} members now.", members, group=name)


def changed_since(w: Words, proposal: Proposal, groups: Sequence[GroupView]) -> Message:
    """Said before anything is founded that is not what the trainer has seen; with some of the groups that changed."""
    number = {"formation": str(proposal.formation.id)}
    rows = [
        [w.button(w.s("Draw again"), Call("group redraw", number), Tone.MAIN), _yes(w, proposal)],
        [
            w.button(w.s("Show all groups"), Call("group proposal", number)),
            w.button(w.s("Drop it"), Call("group drop", number)),
        ],
    ]
    return message(
        w.t("The groups of *{course}* have not begun yet.", course=proposal.course.name),
        _since(w, proposal),
        *(described(w, group) for group in groups),
        _without(w, proposal),
        buttons=rows if proposal.groups else rows[1:],
    )


def _yes(w: Words, proposal: Proposal) -> Button:
    """The yes says how much of what has happened since its giver has read."""
    formation = proposal.formation
    number, seen = {"formation": str(formation.id)}, formation.since.total
    if not seen:
        return w.button(w.s("Confirm these groups"), Call("group confirm", number), Tone.MAIN)
    return w.button(w.s("Let them begin anyway"), Call("group confirm", {**number, "seen": str(seen)}))


def _without(w: Words, proposal: Proposal) -> Text | None:
    """Who is in no group, and why."""
    out = [
        seat for seat in proposal.seats.values() if seat.state is not State.PLACED and seat.person in proposal.people
    ]
    names = names_of(proposal.people)
    named = [w.s("{name} ({why})", name=names[seat.person], why=_why(w, proposal, seat)) for seat in out[:NAMED]]
    if not named:
        return None
    more = len(out) - NAMED
    listed = w.listed([*named, w.n("one more", "{count} more", more)] if more > 0 else named)
    return w.t("In no group: {people}.", people=listed)


def _why(w: Words, proposal: Proposal, seat: Seat) -> str:
    until = proposal.people[seat.person][0].paused_until
    if seat.state is State.PAUSED and until is not None:
        return w.s("takes a pause until {date}", date=w.date(until))
    return why(w, seat.reasons)


def _buttons(w: Words, page: Page) -> list[list[Button]]:
    """Six at the most: what is changed less often stands behind one of them."""
    number = {"formation": str(page.proposal.formation.id)}
    rows = [
        [_yes(w, page.proposal)],
        [
            w.button(w.s("Draw again"), Call("group redraw", number)),
            w.button(w.s("Change it"), Call("group adjust", number)),
        ],
        [
            w.button(w.s("Picture and table"), Call("group files", number)),
            w.button(w.s("Drop it"), Call("group drop", number)),
        ],
    ]
    if page.count > 1:
        ahead = {**number, "page": str((page.number + 1) % page.count + 1)}
        rows.append([w.button(further(w, page.number, page.count), Call("group proposal", ahead))])
    if not page.proposal.groups:
        rows = rows[2:]
    return rows


def further(w: Words, number: int, count: int) -> str:
    """Of the button that turns a page, the last of which is followed by the first."""
    return w.s("Show further groups") if number + 1 < count else w.s("Show the first groups")


def menu(w: Words, formation: Formation, groups: Sequence[tuple[int, Sequence[str]]]) -> Message:
    """What can be changed by hand; the groups, where they are few, since a form asks for their numbers."""
    number = {"formation": str(formation.id)}
    return message(
        w.t("What shall change in the proposal? Nothing is told to anybody before you confirm it."),
        paragraph(*(_numbered(w, number, names) for number, names in groups)) if groups else None,
        buttons=[
            [w.button(w.s("Move somebody"), Call("group shift", number))],
            [w.button(w.s("Swap two people"), Call("group exchange", number))],
            [w.button(w.s("Keep a group as it is"), Call("group keep", number))],
            [w.button(w.s("Leave somebody out"), Call("group omit", number))],
            [back(w, number["formation"])],
        ],
    )


def back(w: Words, formation: str) -> Button:
    return w.button(w.s("Back to the proposal"), Call("group proposal", {"formation": formation}))


def adjusted(w: Words, proposal: Proposal, groups: Sequence[tuple[GroupView | None, GroupView]], what: Text) -> Message:
    """What a change by hand brought about in the groups that it touched."""
    number = {"formation": str(proposal.formation.id)}
    told = [changed(w, before, after) for before, after in groups if before is not None]
    return message(
        what,
        paragraph(*told) if told else None,
        _since(w, proposal),
        *(described(w, after) for _, after in groups),
        buttons=[
            [_yes(w, proposal)],
            [
                w.button(w.s("Change more"), Call("group adjust", number)),
                w.button(w.s("Draw again"), Call("group redraw", number)),
            ],
            [w.button(w.s("Show all groups"), Call("group proposal", number))],
        ],
    )


def button(w: Words, number: int, names: Sequence[str]) -> str:
    """A group of a proposal, short enough for a button."""
    return shortened(_numbered(w, number, names), BUTTON)


def _numbered(w: Words, number: int, names: Sequence[str]) -> str:
    return w.s("Group {number}: {names}", number=number, names=", ".join(names))


def shifted(w: Words, name: str, number: int) -> Text:
    return w.t("{name} is in *Group {number}* of the proposal now.", name=name, number=number)


def exchanged(w: Words, one: str, other: str) -> Text:
    return w.t("{one} and {other} have changed places in the proposal.", one=one, other=other)


def omitted(w: Words, name: str) -> Text:
    return w.t("{name} is left out of the proposal. To take them in again, move them into a group.", name=name)


def kept(w: Words, number: int, *, locked: bool) -> Text:
    if locked:
        return w.t("*Group {number}* stays as it is when you draw again.", number=number)
    return w.t("*Group {number}* is drawn anew with the others when you draw again.", number=number)


def files(w: Words, proposal: Proposal, made: Sequence[File]) -> Message:
    """The picture says nothing that the table does not say in words."""
    return message(
        w.t(
            "The proposal for *{course}* as a picture, and the same as a table. They show names: keep them to yourself.",
            course=proposal.course.name,
        ),
        *made,
    )


def confirmed(w: Words, course: Course, groups: int, waiting: int, *, again: bool, stay: Sequence[str] = ()) -> Message:
    """With the names of the groups that stay, for a new phase."""
    number = {"course": str(course.id)}
    return message(
        w.t(
            "Done: *{course}* has {groups}. Each member reads from me who is with them and when all are free.",
            course=course.name,
            groups=w.n("one new group", "{count} new groups", groups),
        ),
        _ended(w, stay) if again else None,
        paragraph(w.n("One person waits for a group.", "{count} people wait for a group.", waiting))
        if waiting
        else None,
        buttons=[[w.button(w.s("Show the groups"), Call("group show", number))]],
    )


def _ended(w: Words, stay: Sequence[str]) -> Text:
    if not stay:
        return w.t("The groups of the phase before have ended.")
    groups = w.listed(stay)
    if len(stay) == 1:
        return w.t("The other groups of the phase before have ended. {group} stayed as it was.", group=groups)
    return w.t("The other groups of the phase before have ended. {groups} stayed as they were.", groups=groups)


def dropped(w: Words, course: Course) -> Text:
    return w.t(
        "The proposal for *{course}* is dropped. The groups are as they were. {make} draws a new one.",
        course=course.name,
        make=w.command("group make"),
    )
