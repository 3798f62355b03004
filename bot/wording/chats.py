"""What is said when we are removed from a chat, may not write there, or come back."""

from bot.wording.courses import join_button
from bot.wording.labels import chat_name
from bot.wording.words import Words, message
from community.chat.message import Message
from community.courses import Course, CoursePlace


def back(w: Words, course: Course) -> Message:
    """Into a chat that we know."""
    return message(
        w.t("I am back. This chat belongs to *{course}*, and its prompts come here again.", course=course.name),
        buttons=[[join_button(w, course)]],
    )


def left(w: Words, course: Course, place: CoursePlace) -> Message:
    """To the trainers."""
    return message(
        w.t(
            "I was removed from the chat {chat}, where *{course}* meets. Its prompts do not come there any more. "
            "To go on there, add me to the chat again: nothing is lost, and nothing needs to be set up.",
            chat=chat_name(place),
            course=course.name,
        )
    )


def muted(w: Words, course: Course, place: CoursePlace) -> Message:
    """To the trainers."""
    return message(
        w.t(
            "I may not write in the chat {chat}, where *{course}* meets: a message of mine did not arrive. "
            "Please give me the right to write there. I try again with the next prompt.",
            chat=chat_name(place),
            course=course.name,
        )
    )
