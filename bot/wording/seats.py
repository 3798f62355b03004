"""What is read about seats of a class list: by the trainers who hand out codes, and by those who come in with one."""

from collections.abc import Callable, Sequence

from bot.call import Call
from bot.exports.handouts import PAGE, TABLE, Slip, codes, slips_page, table
from bot.wording import joining, privacy
from bot.wording.labels import language_name, shortened
from bot.wording.words import N_, Words, message, paragraph
from community.chat.message import Button, Buttons, Facts, File, Message, Text, Tone
from community.courses import Course
from community.errors import Rejected
from community.seats import SEAT_LIFE, Seat, SeatState

NAME_ON_BUTTON = 20
LISTED = 15
"""So many open seats stand in the message; all of them stand in the file."""

STATES = {
    SeatState.OPEN: N_("open"),
    SeatState.CLAIMED: N_("came in"),
    SeatState.REVOKED: N_("taken back"),
    SeatState.EXPIRED: N_("code too old"),
}


def added(w: Words, course: Course, slips: Sequence[Slip], left_out: int) -> Message:
    """The codes, once."""
    title = w.s("{course}: your personal codes", course=course.name)
    how = w.s(
        "Write this to the assistant of your course, on Telegram or Discord: {join} {code}", join="/join", code="{code}"
    )
    columns = [w.s("Group"), w.s("Name"), w.s("Code"), w.s("Link")]
    return message(
        paragraph(
            w.n(
                "One person is on the class list of {course} now.",
                "{count} people are on the class list of {course} now.",
                len(slips),
                course=course.name,
            )
        ),
        paragraph(
            w.n(
                "One more had been added meanwhile, or found no seat.",
                "{count} more had been added meanwhile, or found no seat.",
                left_out,
            )
        )
        if left_out
        else None,
        _hand_out(w),
        File("codes.csv", codes(columns, slips), TABLE),
        File("codes-to-print.html", slips_page(w.language, title, how, slips), PAGE),
    )


def _hand_out(w: Words) -> Text:
    return w.t(
        "In the files is a code for each: give everybody theirs, and nobody the list. I keep no copy and cannot show "
        "the codes again. They are good for {days} days; {seats} shows who has come in.",
        days=SEAT_LIFE.days,
        seats=w.command("course seats"),
    )


def nobody_added(w: Words, course: Course) -> Message:
    return message(
        w.t(
            "Nobody was added to *{course}*: they are on its class list by now, or there is no seat left.",
            course=course.name,
        )
    )


def listed(w: Words, course: Course, seats: Sequence[Seat]) -> Message:
    """The class list as it stands."""
    if not seats:
        return message(
            w.t(
                "*{course}* has no class list yet. {command} takes one in.",
                course=course.name,
                command=w.command("course import"),
            )
        )
    by_state = [seat.state(w.now) for seat in seats]
    waiting = [seat for seat in seats if seat.state(w.now) is not SeatState.CLAIMED]
    return message(
        w.t("The class list of *{course}*:", course=course.name),
        Facts(tuple((w.s(label), str(by_state.count(state))) for state, label in STATES.items() if state in by_state)),
        _not_yet_in(w, waiting),
        File("class-list.csv", _table(w, seats), TABLE),
    )


def _not_yet_in(w: Words, waiting: Sequence[Seat]) -> Text | None:
    if not waiting:
        return None
    lines = [w.s("#{number} {name}", number=seat.id, name=seat.name) for seat in waiting[:LISTED]]
    more = len(waiting) - LISTED
    if more > 0:
        lines.append(w.n("One more is in the file.", "{count} more are in the file.", more))
    how = w.s(
        "{command} #{number} makes a new code or takes the seat back.",
        command=w.command("course seat"),
        number=waiting[0].id,
    )
    return paragraph(w.s("Not yet in:"), *lines, how)


def _table(w: Words, seats: Sequence[Seat]) -> bytes:
    columns = [w.s("Seat"), w.s("Name"), w.s("Number"), w.s("State"), w.s("Came in on")]
    rows = [
        (
            seat.id,
            seat.name,
            seat.external,
            w.s(STATES[seat.state(w.now)]),
            seat.claimed_at.astimezone(w.zone).date() if seat.claimed_at else None,
        )
        for seat in seats
    ]
    return table(columns, rows)


def shown(w: Words, course: Course, seat: Seat) -> Message:
    """One seat, and what can be done about it."""
    state = seat.state(w.now)
    renew = w.button(w.s("Make a new code"), Call("seat renew", {"seat": str(seat.id)}), Tone.MAIN)
    revoke = w.button(w.s("Take the seat back"), Call("seat revoke", {"seat": str(seat.id)}), Tone.DANGER)
    buttons = {SeatState.CLAIMED: None, SeatState.OPEN: [[renew], [revoke]]}.get(state, [[renew]])
    return message(
        w.t("Seat #{number} in *{course}*: {name}", number=seat.id, course=course.name, name=seat.name),
        _stands(w, seat, state),
        buttons=buttons,
    )


def _stands(w: Words, seat: Seat, state: SeatState) -> Text:
    match state:
        case SeatState.CLAIMED:
            when = w.date(seat.claimed_at) if seat.claimed_at else ""
            return w.t("Somebody came in with its code on {date}. The seat is theirs.", date=when)
        case SeatState.REVOKED:
            return w.t("It was taken back. A new code opens it again.")
        case SeatState.EXPIRED:
            return w.t("Its code is too old. A new code opens it again.")
        case SeatState.OPEN:
            until = w.moment(seat.expires) if seat.expires else ""
            return w.t("Nobody has come in with its code yet. It is good until {until}.", until=until)


def renewed(w: Words, seat: Seat, slip: Slip) -> Message:
    return message(
        w.t("The new code of {name}; the one before does not work any more:", name=seat.name),
        paragraph(slip.code, *([slip.link] if slip.link else [])),
        w.t("I cannot show it again. Please give it to them privately."),
    )


def revoked(w: Words, seat: Seat) -> Message:
    return message(
        w.t("The seat of {name} is taken back: its code opens nothing any more.", name=seat.name),
        buttons=[[w.button(w.s("Make a new code"), Call("seat renew", {"seat": str(seat.id)}))]],
    )


def welcome(w: Words, course: Course, organisation: str, seat: Seat, name: str, *, known: bool = False) -> Message:
    """The first message, to whom a seat is kept for; `known` by their name in other courses."""
    said = joining.welcome(w, name, course, organisation, (), known=known)
    return _with(
        said,
        [
            *_ways_in(w, seat, name)[: 1 if known else 2],
            [w.button(w.s("What exactly is kept?"), Call("seat privacy", _had(seat)))],
            [w.button(w.s("Change the language"), Call("seat language", _had(seat)))],
            [joining.not_now_button(w)],
        ],
    )


def _had(seat: Seat) -> dict[str, str]:
    """A seat whose code the reader had."""
    return {"seat": str(seat.id), "key": seat.key}


def _ways_in(w: Words, seat: Seat, name: str) -> list[list[Button]]:
    number = _had(seat)
    label = w.s("Join as {name}", name=shortened(name, NAME_ON_BUTTON))
    return [
        [w.button(label, Call("seat claim", number), Tone.MAIN)],
        [w.button(w.s("Join by another name"), Call("seat claim as", number))],
    ]


def before_joining(w: Words, said: Message, seat: Seat, part: str = "") -> Message:
    """A page about what is kept; the way leads back from there to the seat."""
    back = Call("seat language", {**_had(seat), "language": w.language})
    pages = [
        [w.button(w.s(label), Call("seat privacy", {**_had(seat), "part": each}))]
        for each, label in privacy.LABELS.items()
        if each != part
    ]
    return _with(said, [*pages, [w.button(w.s("Back"), back), joining.not_now_button(w)]])


def choose_language(w: Words, seat: Seat, languages: Sequence[str]) -> Message:
    return message(
        w.t("Which language shall I speak with you?"),
        buttons=[
            [w.button(language_name(code), Call("seat language", {**_had(seat), "language": code}))]
            for code in languages
        ],
    )


def _with(said: Message, buttons: list[list[Button]]) -> Message:
    return message(*[block for block in said.blocks if not isinstance(block, Buttons)], buttons=buttons)


REJECTED: dict[str, Callable[[Words, Rejected], Text]] = {
    "FileGone": lambda w, _: w.t("I could not fetch the file. Nothing has changed. Please send it once more."),
    "NoSuchSeat": lambda w, _: w.t(
        "I do not find a seat with this code. Please check it with your trainer; it has 10 letters and numbers."
    ),
    "NoSeatOfYours": lambda w, _: w.t(
        "I do not find this seat. {seats} shows the class list of your course.", seats=w.command("course seats")
    ),
    "SeatTaken": lambda w, error: w.t(
        "Somebody has come into *{course}* with this code already, from another account. If that was you, {link} "
        "brings your accounts together. If not, please ask your trainer for a new code.",
        course=error.facts["course"],
        link=w.command("link"),
    ),
    "SeatRevoked": lambda w, error: w.t(
        "This code for *{course}* does not work any more: its seat was taken back. Please ask your trainer.",
        course=error.facts["course"],
    ),
    "SeatOver": lambda w, error: w.t(
        "This code for *{course}* is too old. Please ask your trainer for a new one.", course=error.facts["course"]
    ),
}
