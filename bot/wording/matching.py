"""Why somebody is where they are, and what a group has in common, in sentences."""

from collections.abc import Callable, Iterable

from bot.grouping.views import GroupView
from bot.wording.common_hours import elsewhere, times
from bot.wording.labels import language_name
from bot.wording.words import Words
from community.chat.message import Span, Style, Text
from community.matching import Reason

AGAINST: dict[Reason, Callable[[Words], str]] = {
    Reason.TOO_SMALL: lambda w: w.s("It is smaller than wished."),
    Reason.TOO_LARGE: lambda w: w.s("It is larger than wished."),
    Reason.NO_COMMON_LANGUAGE: lambda w: w.s("There is no language that all of them speak."),
    Reason.NO_COMMON_HOUR: lambda w: w.s("There is no hour at which all are free."),
    Reason.HOURS_UNKNOWN: lambda w: w.s("Not everybody has said when they are free."),
}
"""What is against a group as a whole; the rest is said with names."""

WHY: dict[Reason, Callable[[Words], str]] = {
    Reason.NOBODY_ELSE: lambda w: w.s("nobody else is left for a group"),
    Reason.NO_GROUP_WITH_ROOM: lambda w: w.s("no group has room"),
    Reason.NO_GROUP_IN_LANGUAGE: lambda w: w.s("no group with room speaks one of their languages"),
    Reason.NO_GROUP_WITHOUT_APART: lambda w: w.s("a wish to be apart keeps them from every group with room"),
    Reason.ASKED_FOR_PAUSE: lambda w: w.s("takes a pause"),
    Reason.SILENT: lambda w: w.s("was silent for a while"),
    Reason.UNREACHABLE: lambda w: w.s("cannot be reached"),
    Reason.NOT_IN_COURSE: lambda w: w.s("is not in the course"),
    Reason.TRAINER_DECIDED: lambda w: w.s("left out by the trainer"),
    Reason.TOO_SMALL: lambda w: w.s("the group would be too small"),
    Reason.NO_COMMON_LANGUAGE: lambda w: w.s("speaks no language of the others"),
}
"""Why somebody is in no group, to be put in brackets behind a name."""


def why(w: Words, reasons: Iterable[Reason]) -> str:
    said = [WHY[reason](w) for reason in reasons if reason in WHY]
    return said[0] if said else w.s("no group fits")


def described(w: Words, group: GroupView) -> Text:
    """A group with its members, what they share, and what is against it; for trainers."""
    head = Span(heading(w, group), Style.BOLD)
    lines = [w.listed(group.members), *common(w, group), *against(w, group)]
    return Text((head, Span("\n" + "\n".join(lines))))


def heading(w: Words, group: GroupView) -> str:
    name = group.label or w.s("Group {number}", number=group.number)
    return w.s("{group} (stays as it is)", group=name) if group.locked else name


def common(w: Words, group: GroupView) -> list[str]:
    """What the members share: hours on the reader's clock and on others', languages, interests."""
    lines = hours(w, group)
    if group.languages:
        lines.append(w.s("Languages: {languages}", languages=w.listed([_language(each) for each in group.languages])))
    if group.interests:
        lines.append(w.s("Shared interests: {interests}", interests=w.listed(group.interests)))
    return lines


def hours(w: Words, group: GroupView) -> list[str]:
    if not group.hours:
        return []
    free = times(w, group.hours, str(w.zone), group.monday)
    known, size = group.hours_known_of, len(group.members)
    line = (
        w.s("All are free: {times} ({zone} time)", times=free, zone=w.zone_name())
        if known == size
        else w.s(
            "{known} of {size} are free: {times} ({zone} time)", known=known, size=size, times=free, zone=w.zone_name()
        )
    )
    return [line, *elsewhere(w, group.hours, group.zones, group.monday)]


def _language(code: str) -> str:
    try:
        return language_name(code)
    except (ValueError, LookupError):  # somebody wrote a name that is no code
        return code


def plainly_against(w: Words, group: GroupView) -> list[str]:
    """What is not as it should be, as everybody may read it: nothing that was told in confidence."""
    return [AGAINST[reason](w) for reason in group.against if reason in AGAINST]


def against(w: Words, group: GroupView) -> list[str]:
    """What is not as it should be, with wishes and names; for the trainer alone."""
    lines = plainly_against(w, group)
    lines += [_unmet(w, *each) for each in group.unmet]
    lines += [w.s("{one} and {other} were in one group before.", one=a, other=b) for a, b in group.repeated[:2]]
    return lines + [w.s('{name} is the only one here who is "{kind}".', name=n, kind=k) for k, n in group.lone_kinds]


def _unmet(w: Words, reason: Reason, one: str, other: str) -> str:
    if reason is Reason.TOGETHER_NOT_MET:
        return w.s("{one} and {other} are not together, though it was wished.", one=one, other=other)
    return w.s("{one} and {other} are together, though it was wished that they are not.", one=one, other=other)


def still_against(w: Words, before: GroupView, after: GroupView) -> list[str]:
    """What is not as it should be, besides what `changed` says."""
    said = [AGAINST[reason](w) for reason in after.against if reason not in before.against and reason in AGAINST]
    return [line for line in against(w, after) if line not in said]


def changed(w: Words, before: GroupView, after: GroupView) -> str:
    """What a change means for one group, such as: `Group 2: 3 common hours a week, and 5 before`."""
    name = after.label or w.s("Group {number}", number=after.number)
    new = [reason for reason in after.against if reason not in before.against and reason in AGAINST]
    if Reason.NO_COMMON_HOUR in new:
        return w.s("{group} then has no common hour.", group=name)
    if new:
        return w.s("{group}: {what}", group=name, what=" ".join(AGAINST[reason](w) for reason in new))
    return _hours_changed(w, name, before.hours_count, after.hours_count)


def common_hours(w: Words, count: int | None) -> str:
    if count is None:
        return w.s("common hours not known")
    return w.n("one common hour a week", "{count} common hours a week", count) if count else w.s("no common hour")


def _hours_changed(w: Words, name: str, before: int | None, after: int | None) -> str:
    if after is None:
        return w.s("{group}: common hours are not known.", group=name)
    now = common_hours(w, after)
    if before is None or before == after:
        return w.s("{group}: {hours}.", group=name, hours=now)
    if not before:
        return w.s("{group}: {hours}, and none before.", group=name, hours=now)
    return w.s("{group}: {hours}, and {before} before.", group=name, hours=now, before=before)
