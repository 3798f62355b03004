"""What people read whose meeting changes in the middle of a round."""

from bot.pair_changes import Change
from bot.pairing import Meeting
from bot.wording import pairs
from bot.wording.words import N_, Words, message
from community.chat.message import Message, Text

_NAMED = {
    Change.ALONE: N_("{name} cannot meet you in *{course}* this time."),
    Change.TWO: N_("{name} cannot come this time: you go on as two."),
    Change.ANOTHER: N_("{name} cannot meet you this time. I found somebody else for you."),
    Change.JOINED: N_("{name} has nobody to meet this time, and comes to you two."),
}
_WHOEVER = {
    Change.ALONE: N_("Whom you were to meet in *{course}* cannot come this time."),
    Change.TWO: N_("One of you three cannot come this time: you go on as two."),
    Change.ANOTHER: N_("Whom you were to meet cannot come this time. I found somebody else for you."),
    Change.JOINED: N_("Somebody has nobody to meet this time, and comes to you two."),
    Change.FOUND: N_("There is somebody for you now."),
}
"""Where the name is not known any more."""


def changed(w: Words, meeting: Meeting, change: Change, name: str) -> Message:
    """What became of it, and whom they meet now; or that nothing is expected of them."""
    said = _NAMED.get(change) if name else None
    told = w.t(said or _WHOEVER[change], name=name, course=meeting.course.name)
    if change is Change.ALONE:
        return _alone(w, meeting, told)
    return message(told, *pairs.pair(w, meeting, anew=False).blocks)


def _alone(w: Words, meeting: Meeting, told: Text) -> Message:
    coming = meeting.until
    return message(
        told,
        w.t("I found nobody else for you now. You need not do anything: this round does not count for you."),
        w.t("You are in the next draw, {moment}.", moment=w.moment(coming)) if coming else None,
        buttons=[[pairs.stop(w, meeting.course)]],
    )
