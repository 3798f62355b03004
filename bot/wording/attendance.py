"""What is said about who asks to be let into the chat of a course, who leaves it, and who comes back."""

from bot.call import Call
from bot.wording.joining import join_yes, not_now_button
from bot.wording.words import Words, message
from community.chat.message import Message, Tone
from community.courses import Course
from community.people import Person


def at_the_door(w: Words, course: Course, organisation: str) -> Message:
    """To somebody who asked to be let into the chat, and does not take part yet."""
    return message(
        w.t(
            "Hello. You asked to come into the chat of *{course}*. I am its assistant at {organisation}.",
            course=course.name,
            organisation=organisation,
        ),
        w.t(
            "It is for those who take part: join the course, and I let you in at once. I keep your answers and when "
            "you take part, not what you write in the chat. You can erase everything at any time."
        ),
        buttons=[
            [join_yes(w, course)],
            [w.button(w.s("What exactly is kept?"), Call("privacy", {"course": str(course.id)}))],
            [not_now_button(w)],
        ],
    )


def asks_to_come_in(w: Words, course: Course, person: Person) -> Message:
    """To the trainers."""
    number = {"course": str(course.id), "person": str(person.id)}
    return message(
        w.t(
            "{name} asks to come into the chat of *{course}* and does not take part yet. I have shown them the way: who joins "
            "the course is let in at once. You can also decide yourself.",
            name=person.name,
            course=course.name,
        ),
        buttons=[
            [
                w.button(w.s("Let them in"), Call("door decide", {**number, "yes": "1"})),
                w.button(w.s("Decline"), Call("door decide", {**number, "yes": "0"}), Tone.DANGER),
            ]
        ],
    )


def decided(w: Words, name: str, *, yes: bool) -> Message:
    if yes:
        return message(
            w.t("{name} is let into the chat. To take part in the course they still have to join it.", name=name)
        )
    return message(w.t("{name} is not let into the chat.", name=name))


def settled(w: Words) -> Message:
    return message(w.t("Nobody waits at the door any more: this is settled."))


def went_out(w: Words, course: Course, name: str) -> Message:
    """To the trainers, once until they come back."""
    return message(
        w.t(
            "{name} left the chat of *{course}*, and does not see its prompts there. They still take part: their answers "
            "are kept, and {todo} shows them what waits. If it was a slip, send them the link of the chat again.",
            name=name,
            course=course.name,
            todo=w.command("todo"),
        )
    )
