"""Groups that were asked for are looked for; what was found is proposed to who asked."""

from datetime import datetime
from functools import partial
from typing import Any

from bot.audience import tell_person, tell_staff
from bot.call import Call
from bot.grouping import proposals
from bot.longwork import Calculation, Long
from bot.tokens import offer
from community.courses import Course
from community.groups import Formation, FormationState
from community.notices import Kind, Notice
from storage.formations import FORMATION
from storage.work import Work

CONFIRM = "group confirm"


def propose(work: Work, number: int, order: Calculation | None, found: Any, now: datetime) -> None:
    """Keep what was found, if it still is what is wanted."""
    formation = work.formations.get(number, lock=True)
    course = work.courses.get(formation.course) if formation else None
    if formation is None or course is None or formation.state is not FormationState.ASKED:
        work.timers.set(FORMATION, number, None)
    elif not isinstance(order, partial) or order.keywords["seed"] != formation.seed:
        work.timers.set(FORMATION, number, now)  # it was asked for anew meanwhile
    else:
        proposals.keep(work, formation, found)
        formation.state = FormationState.PROPOSED
        work.formations.save(formation, now)
        _tell(work, formation, course, now)


def _tell(work: Work, formation: Formation, course: Course, now: datetime) -> None:
    notice = Notice(Kind.GROUPS_PROPOSED, {"formation": formation.id})
    asked = formation.created_by
    near = [each.place for each in work.courses.places(course.id)]
    if asked:
        offer(work, Call(CONFIRM, {"formation": str(formation.id)}, asked), now)
    if not asked or not tell_person(work, asked, notice, near):
        tell_staff(work, course, notice)


LOOKING = Long(proposals.order, propose)
