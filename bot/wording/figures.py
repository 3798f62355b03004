"""What coordinators read with figures of more than one course."""

from collections.abc import Sequence

from bot.wording.words import Words, message
from community.chat.message import Facts, File, Message
from community.organisations import Organisation, Partnership
from storage.totals import LEAST, PartnerRow


def whole(w: Words, centre: Organisation, files: Sequence[File]) -> Message:
    return message(
        w.t(
            "The figures of all courses of {organisation}, without names and without anybody's words. "
            "The data dictionary explains every column.",
            organisation=centre.name,
        ),
        *files,
    )


def partnership(w: Words, found: Partnership, rows: Sequence[PartnerRow], files: Sequence[File]) -> Message:
    """Totals of each organisation; nothing of so few people that somebody could be told."""
    return message(
        w.t(
            "The partnership {partnership} in totals. Figures of fewer than {least} people are not shown.",
            partnership=found.name,
            least=LEAST,
        ),
        Facts(tuple((row.organisation, _totals(w, row)) for row in rows)),
        *files,
    )


def _totals(w: Words, row: PartnerRow) -> str:
    courses = w.n("one course", "{count} courses", row.courses) if row.courses else w.s("no course yet")
    if not row.net_participants:
        return courses
    learners = w.n("one learner", "{count} learners", row.net_participants)
    return w.s("{courses}, {learners}", courses=courses, learners=learners)
