"""Groups that there are: what their trainers and their members read about them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.call import Call
from bot.grouping.changing import Change
from bot.grouping.views import GroupView
from bot.wording.forming import further
from bot.wording.matching import changed, common, common_hours, described, heading, hours, still_against, why
from bot.wording.words import Words, message, paragraph
from community.chat.message import Button, Message, Text, Tone
from community.courses import Course
from community.groups import Formation, PeerGroup
from community.matching import Proposal, Reason, Remedy

PER_PAGE = 4


def listing(
    w: Words,
    course: Course,
    groups: Sequence[GroupView],
    waiting: Sequence[tuple[str, Sequence[Reason]]],
    opened: Formation | None,
    page: tuple[int, int],
) -> Message:
    """All groups of a course, for its trainers: some at a time."""
    number, count = page
    ahead = {"course": str(course.id), "page": str((number + 1) % count + 1)}
    more = [[w.button(further(w, number, count), Call("group show", ahead))]] if count > 1 else []
    return message(
        w.t("The groups of *{course}*", course=course.name),
        *(described(w, group) for group in groups),
        w.t("Wait for a group: {people}.", people=w.listed([_waiting(w, *each) for each in waiting]))
        if waiting
        else None,
        w.t(
            "{move}, {swap} and {merge} change them. {lock} keeps one as it is.",
            move=w.command("group move"),
            swap=w.command("group swap"),
            merge=w.command("group merge"),
            lock=w.command("group lock"),
        ),
        buttons=[*more, *([[_to_proposal(w, opened)]] if opened else [])] or None,
    )


def _waiting(w: Words, name: str, reasons: Sequence[Reason]) -> str:
    return w.s("{name} ({why})", name=name, why=why(w, reasons)) if reasons else name


def _to_proposal(w: Words, opened: Formation) -> Button:
    return w.button(w.s("Look at the proposal"), Call("group proposal", {"formation": str(opened.id)}))


def still_looking(w: Words, course: Course) -> Message:
    return message(
        w.t("I am still looking for the best groups of *{course}*. The proposal comes by itself.", course=course.name)
    )


def no_groups(w: Words, course: Course, opened: Formation | None) -> Message:
    """To the trainers of a course that has none."""
    return message(
        w.t("*{course}* has no groups yet. {make} proposes some.", course=course.name, make=w.command("group make")),
        buttons=[[_to_proposal(w, opened)]] if opened else None,
    )


def mine(
    w: Words, course: Course, group: GroupView, others: Sequence[str], roles: Sequence[tuple[str, str]]
) -> Message:
    """To a member: who is with them, and when all are free."""
    return message(
        w.t("You are in *{group}* of *{course}*, together with {names}.", **_who(w, course, group, others))
        if others
        else w.t("You are in *{group}* of *{course}*, so far alone.", group=group.label, course=course.name),
        paragraph(*common(w, group)) if common(w, group) else None,
        paragraph(*(w.s("{role}: {name}", role=role, name=name) for role, name in roles)) if roles else None,
    )


def begins(w: Words, course: Course, group: GroupView, others: Sequence[str]) -> Message:
    """To each member, when the group begins or somebody came into it."""
    free = hours(w, group)
    return message(
        w.t("From now on you are in *{group}* of *{course}*, together with {names}.", **_who(w, course, group, others))
        if others
        else w.t("From now on you are in *{group}* of *{course}*.", group=group.label, course=course.name),
        paragraph(*free) if free else None,
        w.t(
            "Next: say hello to them. The prompts of the course come to your group. {mine} shows this again.",
            mine=w.command("group mine"),
        ),
    )


def _who(w: Words, course: Course, group: GroupView, others: Sequence[str]) -> dict[str, str]:
    return {"group": group.label, "course": course.name, "names": w.listed(others)}


@dataclass(frozen=True, slots=True)
class Apart:
    """The members of a group by platform, where no platform has them all."""

    there: Mapping[str, Sequence[str]]
    shares: bool
    """Whether answers may cross."""


def _across(w: Words, apart: Apart | None) -> Text | None:
    """That a word in this place does not reach everybody: who says hello waits in vain otherwise."""
    if apart is None:
        return None
    lines = [w.s("On {platform}: {names}.", platform=name, names=w.listed(them)) for name, them in apart.there.items()]
    if apart.shares:
        return paragraph(*lines, w.s("What you write stays here. Answers cross if you share them."))
    return paragraph(*lines, w.s("What you write stays here."))


def greets(w: Words, group: GroupView, apart: Apart | None) -> Message:
    """Into the place of a group that begins."""
    free = hours(w, group)
    return message(
        w.t("Welcome to *{group}*: {names}.", group=group.label, names=w.listed(group.members)),
        paragraph(*free) if free else None,
        _across(w, apart),
        w.t("A good beginning: each says hello, and one thing that you want to learn here."),
    )


def members_changed(w: Words, group: GroupView, apart: Apart | None) -> Message:
    """Into the place of a group: who is in it now."""
    free = hours(w, group)
    return message(
        w.t("In *{group}* are now: {names}.", group=group.label, names=w.listed(group.members)),
        paragraph(*free) if free else None,
        _across(w, apart),
    )


def waits(w: Words, course: Course) -> Message:
    """To who is in no group now."""
    return message(
        w.t(
            "In *{course}* there is no group for you yet. As soon as one has room that fits, I tell you. Your trainer knows. "
            "The prompts reach you as before.",
            course=course.name,
        )
    )


def came_late(w: Words, course: Course, group: GroupView, name: str) -> Message:
    """To the trainers: a newcomer was put into a group."""
    return message(
        w.t("{name} has joined *{course}* and is in *{group}* now.", name=name, course=course.name, group=group.label),
        described(w, group),
        w.t("It was the best group with room. {move} puts somebody elsewhere.", move=w.command("group move")),
    )


def somebody_waits(w: Words, course: Course, name: str, reasons: Sequence[Reason]) -> Message:
    """To the trainers: a newcomer is in no group."""
    return message(
        w.t("{name} waits for a group in *{course}*: {why}.", name=name, course=course.name, why=why(w, reasons)),
        w.t(
            "{move} puts them into a group all the same. {make} makes new groups of those who wait.",
            move=w.command("group move"),
            make=w.command("group make"),
        ),
    )


def too_small(
    w: Words, course: Course, group: PeerGroup, left: Sequence[str], proposal: Proposal | None, offer: "Offer | None"
) -> Message:
    """To the trainers: a group has become too small, and what could be done. Nothing happens without a yes."""
    who = w.s("{names} alone", names=left[0]) if len(left) == 1 else w.listed(left)
    return message(
        w.t("*{group}* of *{course}* has become small: {names}.", group=group.name, course=course.name, names=who),
        _remedy(w, proposal, offer),
        _brings(w, offer) if offer else None,
        buttons=_remedies(w, course, group, offer) if offer else None,
    )


@dataclass(frozen=True, slots=True)
class Offer:
    """What could be done about a small group, with names."""

    person: int
    name: str
    source: PeerGroup
    target: PeerGroup
    brings: Change
    least: int
    """How many a group of this course has at least."""


def _remedy(w: Words, proposal: Proposal | None, offer: Offer | None) -> Text:
    if proposal is None or offer is None:
        return w.t(
            "No other group has room or can spare somebody. {regroup} forms all groups anew.",
            regroup=w.command("group regroup"),
        )
    names = {"source": offer.source.name, "target": offer.target.name}
    if proposal.remedy is Remedy.MERGE:
        return w.t("My proposal: all of *{source}* go to *{target}*. Nothing happens without your yes.", **names)
    return w.t(
        "My proposal: {name} goes from *{source}* to *{target}*. Nothing happens without your yes.",
        name=offer.name,
        **names,
    )


def _brings(w: Words, offer: Offer) -> Text:
    """What the groups are before and after, so that nobody says yes to a price that they do not know."""
    after = {view.number: view for view in offer.brings.after}
    lines = [
        w.s("{group}: {before}; then {after}.", group=was.label, before=_measured(w, was), after=_measured(w, then))
        if (then := after.get(was.number))
        else w.s("{group}: {before}; then it ends.", group=was.label, before=_measured(w, was))
        for was in offer.brings.before
    ]
    few = [view.label for view in offer.brings.after if len(view.members) < offer.least]
    lines += [w.s("{group} is still small then, and I ask again.", group=name) for name in few]
    return paragraph(*lines)


def _measured(w: Words, group: GroupView) -> str:
    people = w.n("one member", "{count} members", len(group.members))
    if len(group.members) < 2:
        return people
    return w.s("{people}, {hours}", people=people, hours=common_hours(w, group.hours_count))


def _remedies(w: Words, course: Course, group: PeerGroup, offer: Offer) -> list[list[Button]]:
    numbers = {
        "course": str(course.id),
        "source": str(offer.source.number),
        "target": str(offer.target.number),
        "person": str(offer.person),
    }
    label = w.s("Move this person") if offer.person else w.s("Merge the two groups")
    leave = Call("group stays", {"course": str(course.id), "group": str(group.number)})
    return [
        [w.button(label, Call("group mend", numbers), Tone.MAIN)],
        [w.button(w.s("Leave it as it is"), leave)],
    ]


def stays(w: Words, group: PeerGroup) -> Message:
    return message(
        w.t(
            "All right. *{group}* stays as it is. {move} and {merge} change it whenever you like.",
            group=group.name,
            move=w.command("group move"),
            merge=w.command("group merge"),
        )
    )


def settled(w: Words, group: PeerGroup, members: int) -> Message:
    """What was proposed for a small group has been dealt with meanwhile."""
    if not group.is_active:
        return message(w.t("*{group}* has ended meanwhile. Nothing more has to be done.", group=group.name))
    people = w.n("one member", "{count} members", members)
    return message(w.t("*{group}* has {people} now. Nothing more has to be done.", group=group.name, people=people))


def moved(w: Words, name: str, to: PeerGroup, change: Change) -> Message:
    return _done(w, w.t("{name} is in *{group}* now. The members know.", name=name, group=to.name), change)


def swapped(w: Words, one: str, other: str, change: Change) -> Message:
    return _done(w, w.t("{one} and {other} have changed groups. The members know.", one=one, other=other), change)


def merged(w: Words, small: PeerGroup, into: PeerGroup, change: Change) -> Message:
    told = w.t("All of *{small}* are in *{into}* now. The members know.", small=small.name, into=into.name)
    return _done(w, told, change)


def _done(w: Words, what: Text, change: Change) -> Message:
    before = {view.number: view for view in change.before}
    seen = [(before[view.number], view) for view in change.after if view.number in before]
    lines = [changed(w, was, view) for was, view in seen]
    lines += [f"{heading(w, view)}: {line}" for was, view in seen for line in still_against(w, was, view)]
    return message(what, paragraph(*dict.fromkeys(lines)) if lines else None)


def renamed(w: Words, old: str, group: PeerGroup) -> Message:
    return message(w.t("*{old}* is called *{new}* now.", old=old, new=group.name))


def locked(w: Words, group: PeerGroup) -> Message:
    if group.locked:
        return message(
            w.t(
                "*{group}* stays as it is: nobody is put into it, and new groups leave it alone. You can still move people.",
                group=group.name,
            )
        )
    return message(
        w.t("*{group}* takes newcomers again, and takes part when groups are formed anew.", group=group.name)
    )
