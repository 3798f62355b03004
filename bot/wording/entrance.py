"""What people read at the door of a course: waiting lists, the trainers' yes, codes that have run out."""

from bot.call import Call
from bot.wording.labels import shortened
from bot.wording.words import Words, message, paragraph
from community.chat.message import Button, Message, Text, Tone
from community.courses import Course
from community.entrance import Application, ApplicationState
from community.errors import Rejected

NAME_MOST = 18
"""So much of a name fits on a button of a small phone."""


def asked(w: Words, course: Course, application: Application) -> Message:
    return message(
        w.t(
            "Your request to join *{course}* is with its trainers. I write to you as soon as they have decided.",
            course=course.name,
        ),
        buttons=[[_withdraw(w, application, w.s("Take it back"))]],
    )


def waits(w: Words, course: Course, application: Application, place: int) -> Message:
    """All seats are taken: where they stand, and what happens next."""
    return message(
        w.t("All {seats} seats of *{course}* are taken.", seats=course.settings.seats, course=course.name),
        w.t("You are number {place} on the waiting list.", place=place) if place else None,
        _how_seats_come(w, course),
        buttons=[[_withdraw(w, application, w.s("Leave the waiting list"))]],
    )


def _how_seats_come(w: Words, course: Course) -> Text:
    days = course.settings.offer_days
    return paragraph(
        w.n(
            "As soon as one is free I write to you, and keep it for you for a day. You need not do anything.",
            "As soon as one is free I write to you, and keep it for you for {count} days. You need not do anything.",
            days,
        )
    )


def agreed_and_waits(w: Words, course: Course, application: Application, place: int) -> Message:
    """The trainers said yes, and there is no seat yet."""
    said = waits(w, course, application, place)
    return Message((w.t("The trainers of *{course}* are glad to have you.", course=course.name), *said.blocks))


def seat_offered(w: Words, course: Course, application: Application) -> Message:
    until = w.moment(application.until) if application.until else ""
    return message(
        w.t("A seat in *{course}* is free for you. I keep it until {until}.", course=course.name, until=until),
        w.t("If you do not want it any more, say so, and it goes to the next person."),
        buttons=[
            [w.button(w.s("Take the seat"), Call("seat take", {"application": str(application.id)}), Tone.MAIN)],
            [_withdraw(w, application, w.s("No, thank you"))],
        ],
    )


def offer_lapsed(w: Words, course: Course) -> Message:
    return message(
        w.t(
            "The seat in *{course}* has gone to the next person, because I did not hear from you in time. "
            "If you still want to join, ask again: you then wait at the end of the list.",
            course=course.name,
        ),
        buttons=[[w.button(w.s("Ask again"), Call("join show", {"course": str(course.id)}))]],
    )


def course_closed(w: Words, course: Course, application: Application) -> Message:
    """To who waits, or waited, for a course that was closed."""
    asked = application.state is ApplicationState.ASKED
    label = w.s("Take it back") if asked else w.s("Leave the waiting list")
    waits = application.state.is_open
    return message(
        w.t("*{course}* is closed, so nobody can come in now.", course=course.name),
        w.t("If it is opened again, you wait as before, and I write to you as soon as you can come in.")
        if waits
        else None,
        buttons=[[_withdraw(w, application, label)]] if waits else None,
    )


def offer_over(w: Words, course: Course) -> Message:
    """Somebody pressed a button of an offer that is settled."""
    return message(
        w.t("This seat in *{course}* is not kept for you any more. Nothing has changed.", course=course.name),
        buttons=[[w.button(w.s("Ask again"), Call("join show", {"course": str(course.id)}))]],
    )


def withdrawn(w: Words, course: Course) -> Message:
    return message(
        w.t("All right: you do not wait for *{course}* any more. You can ask again at any time.", course=course.name)
    )


def declined(w: Words, course: Course) -> Message:
    return message(
        w.t(
            "The trainers of *{course}* could not let you in this time. Perhaps it is meant for another group. "
            "Please ask them if you wonder why.",
            course=course.name,
        )
    )


def removed(w: Words, course: Course) -> Message:
    return message(
        w.t(
            "A trainer has ended your taking part in *{course}*. Your answers stay yours: {mydata} shows them, "
            "{forgetme} erases them. Please ask the trainers if you wonder why.",
            course=course.name,
            mydata=w.command("mydata"),
            forgetme=w.command("forgetme"),
        )
    )


def wants_in(w: Words, course: Course, application: Application, name: str, taken: int) -> Message:
    """To the trainers, who decide."""
    seats = course.settings.seats
    number = {"application": str(application.id)}
    return message(
        w.t("{name} would like to join *{course}*.", name=name, course=course.name),
        _taken(w, taken, seats) if seats else None,
        buttons=[
            [w.button(let_in_label(w, name), Call("people let in", number), Tone.MAIN)],
            [w.button(w.s("Decline"), Call("people decline", number))],
        ],
    )


def _taken(w: Words, taken: int, seats: int) -> Text:
    if not taken:
        return w.t("All {seats} seats are still free.", seats=seats)
    return w.t("{taken} of {seats} seats are taken.", taken=taken, seats=seats)


def let_in_label(w: Words, name: str) -> str:
    return w.s("Let {name} in", name=shortened(name, NAME_MOST))


def let_in(w: Words, course: Course, name: str) -> Message:
    """To the trainer."""
    return message(w.t("{name} is in *{course}* now, and knows it.", name=name, course=course.name))


def let_in_when_free(w: Words, course: Course, application: Application, name: str) -> Message:
    """To the trainer: the yes is noted, and there is no free seat."""
    return message(
        w.t(
            "{name} knows that you agree, and waits for a free seat in *{course}*: all {seats} are taken.",
            name=name,
            course=course.name,
            seats=course.settings.seats,
        ),
        buttons=[[w.button(w.s("Let in all the same"), Call("people let in", {"application": str(application.id)}))]],
    )


def not_let_in(w: Words, course: Course, name: str) -> Message:
    """To the trainer."""
    return message(w.t("{name} is not let into *{course}*, and was told kindly.", name=name, course=course.name))


def settled_already(w: Words, course: Course, name: str) -> Message:
    """Another trainer was quicker, or the person thought better of it."""
    return message(
        w.t("{name} does not wait for *{course}* any more. Nothing has changed.", name=name, course=course.name)
    )


def _withdraw(w: Words, application: Application, label: str) -> Button:
    return w.button(label, Call("seat leave", {"application": str(application.id)}))


def code_over(w: Words, _error: Rejected) -> Text:
    return w.t(
        "The time for joining with this code is over, so nothing was done. Please ask your trainer for a new code."
    )


def too_many_codes(w: Words, error: Rejected) -> Text:
    return w.t(
        "That was not the right code several times. To keep courses safe I read no more codes from you until {until}. "
        "Your trainer can give you the right one meanwhile.",
        until=w.moment(error.facts["until"]),
    )
