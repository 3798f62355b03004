"""What trainers read about the code of their course, and what stands on its poster."""

from collections.abc import Sequence
from datetime import datetime

from bot.call import Call
from bot.wording.words import Words, message, paragraph
from community.chat.message import File, Message, Text, Tone
from community.courses import Course


def shown(w: Words, course: Course, links: Sequence[str], now: datetime) -> Message:
    number = {"course": str(course.id)}
    return message(
        w.t(
            "The code of *{course}* is {code}. Learners write {join} {code} to me.",
            course=course.name,
            code=course.code,
            join=w.command("join"),
        ),
        paragraph(*links) if links else None,
        _how_long(w, course, now),
        buttons=[
            [w.button(w.s("Get the poster"), Call("course poster", number), Tone.MAIN)],
            [w.button(w.s("Limit it in time"), Call("code until", number))],
            [w.button(w.s("Make a new code"), Call("code renew", number))],
        ],
    )


def _how_long(w: Words, course: Course, now: datetime) -> Text:
    if course.code_until is None:
        return w.t("It works until the course closes.")
    if course.lets_in(now):
        return w.t("It works until {until}.", until=w.moment(course.code_until))
    return w.t("It has run out: nobody can join with it, nor with the button in the chat.")


def renew_question(w: Words, course: Course) -> Message:
    return message(
        w.t(
            "Make a new code for *{course}*? The old code {code}, its links and posters stop working at once. "
            "The button in the course's own chats goes on working.",
            course=course.name,
            code=course.code,
        ),
        buttons=[
            [w.button(w.s("Make a new code"), Call("code renew yes", {"course": str(course.id)}), Tone.DANGER)],
            [w.button(w.s("Keep this code"), Call("offer decline", {"offer": "code_renew_yes"}))],
        ],
    )


def kept(w: Words, course: Course) -> Text:
    return w.t("The code {code} stays as it is.", code=course.code)


def poster(w: Words, course: Course, links: Sequence[str], picture: File) -> Message:
    """The words say everything that is on the picture: some cannot see it."""
    return message(
        w.t(
            "A poster of *{course}* for the classroom wall. It fits an A4 page; the QR code on it opens the way in, "
            "and under it stands the code {code}.",
            course=course.name,
            code=course.code,
        ),
        paragraph(*links) if links else None,
        picture,
    )


def poster_alt(w: Words, course: Course) -> str:
    return w.s("A QR code to join the course {course}. Its code: {code}", course=course.name, code=course.code)


def on_the_poster(w: Words) -> str:
    """Above the QR code."""
    return w.s("To join, point the camera of your phone here.")


def by_hand(w: Words, code: str, names: Sequence[str]) -> str:
    """Under the QR code."""
    if names:
        return w.s("Without a camera: write /join {code} to {bots}.", code=code, bots=", ".join(names))
    return w.s("Without a camera: write /join {code} in our chat.", code=code)
