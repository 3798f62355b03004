"""What people read about roles in their group."""

from collections.abc import Sequence

from bot.call import Call
from bot.rolling import RoleView
from bot.wording.words import N_, Words, message, paragraph
from community.chat.message import Message, Text, Tone
from community.courses import Course
from community.matching import GroupRole

NAMES = {
    GroupRole.HOST: N_("Host"),
    GroupRole.QUESTIONER: N_("Questioner"),
    GroupRole.CONNECTOR: N_("Connector"),
    GroupRole.SUMMARISER: N_("Summariser"),
}
DOES = {
    GroupRole.HOST: N_("makes everybody welcome and minds the time"),
    GroupRole.QUESTIONER: N_("asks what helps the others to think on"),
    GroupRole.CONNECTOR: N_("links what people say with each other"),
    GroupRole.SUMMARISER: N_("sums the week up in three sentences"),
}


def this_week(w: Words, seen: RoleView) -> Message:
    """Into the group's chat: who does what this week."""
    return message(w.t("*{group}*: the roles of this week", group=seen.group.name), _lines(w, seen))


def _lines(w: Words, seen: RoleView) -> Text:
    return paragraph(
        *[
            w.s(
                "{role}: {name} – {does}",
                role=w.s(NAMES[part]),
                name=seen.holder(part) or w.s("nobody"),
                does=w.s(DOES[part]),
            )
            for part in GroupRole
            if part in seen.week.held
        ]
    )


def my_role(w: Words, seen: RoleView, person: int) -> Message:
    """To one person: theirs first, then the others'."""
    return message(
        _mine(w, seen, person),
        _lines(w, seen),
        w.t("If it does not suit you, swap it: {swap}.", swap=w.command("roles swap")),
    )


def _mine(w: Words, seen: RoleView, person: int) -> Text:
    mine = [w.s(NAMES[part]) for part in seen.week.of(person)]
    if not mine:
        return w.t("You have no role in *{group}* this week.", group=seen.group.name)
    return w.t("Your role in *{group}* this week: *{roles}*", group=seen.group.name, roles=w.listed(mine))


def every_group(w: Words, course: Course, seen: Sequence[RoleView]) -> Message:
    """To trainers: all groups of a course."""
    if not seen:
        return message(w.t("No group of *{course}* has roles this week.", course=course.name))
    blocks = [
        block for each in seen for block in (w.t("*{group}*", group=each.group.name), paragraph(*_short(w, each)))
    ]
    return message(*blocks, w.t("{change} swaps two people.", change=w.command("roles change")))


def _short(w: Words, seen: RoleView) -> list[str]:
    named = ((part, seen.holder(part) or w.s("nobody")) for part in GroupRole if part in seen.week.held)
    return [w.s("{role}: {name}", role=w.s(NAMES[part]), name=name) for part, name in named]


def asked(w: Words, name: str) -> Message:
    return message(
        w.t("I have asked {name} whether you two can swap. Until then everything stays as it is.", name=name)
    )


def swap_asked(w: Words, seen: RoleView, asker: int, other: int, lines: tuple[int, int]) -> Message:
    """To the other: with one press it is done, and nothing happens without one."""
    call = {"asker": str(lines[0]), "mine": str(lines[1])}
    return message(
        w.t("{name} would like to swap roles with you in *{group}*.", name=seen.names[asker], group=seen.group.name),
        w.t("{name} has: {roles}", name=seen.names[asker], roles=_roles(w, seen, asker)),
        w.t("You have: {roles}", roles=_roles(w, seen, other)),
        buttons=[
            [w.button(w.s("Swap the roles"), Call("roles agree", call), Tone.MAIN)],
            [w.button(w.s("Keep my role"), Call("roles keep", call))],
        ],
    )


def _roles(w: Words, seen: RoleView, person: int) -> str:
    held = [w.s(NAMES[part]) for part in seen.week.of(person)]
    return w.listed(held) if held else w.s("no role")


def kept(w: Words) -> Message:
    return message(w.t("Everything stays as it is."))


def swapped(w: Words, seen: RoleView, one: int, other: int) -> Message:
    """To the trainer: what two people have now."""
    lines = [w.s("{name}: {roles}", name=seen.names[each], roles=_roles(w, seen, each)) for each in (one, other)]
    return message(w.t("Swapped in *{group}*. Both hear it from me.", group=seen.group.name), paragraph(*lines))
