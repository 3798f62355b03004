"""Notices about roles put into words, as the week of the group is by then."""

from datetime import date

from bot.rolling import RoleView, view
from bot.wording import group_roles
from bot.wording.words import Words
from community.chat.message import Message
from community.notices import Notice
from storage.work import Work


def to_group(w: Words, work: Work, notice: Notice) -> Message | None:
    seen = _seen(work, notice)
    return group_roles.this_week(w, seen) if seen else None


def to_member(w: Words, work: Work, notice: Notice) -> Message | None:
    seen, person = _seen(work, notice), int(notice.facts["person"])
    return group_roles.my_role(w, seen, person) if seen and person in seen.names else None


def swap_asked(w: Words, work: Work, notice: Notice) -> Message | None:
    """Nothing is left to ask when the week has changed since."""
    lines = (int(notice.facts["line"]), int(notice.facts["other_line"]))
    asker, other = (work.group_roles.line(number) for number in lines)
    seen = _seen(work, notice)
    if seen is None or asker is None or other is None:
        return None
    people = (asker[2], other[2])
    return group_roles.swap_asked(w, seen, *people, lines) if set(people) <= set(seen.names) else None


def _seen(work: Work, notice: Notice) -> RoleView | None:
    return view(work, int(notice.facts["group"]), date.fromisoformat(str(notice.facts["week"])))
