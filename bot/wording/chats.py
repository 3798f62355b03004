"""What is said when we are removed from a chat, may not write there, or come back."""

from collections.abc import Sequence

from bot.wording.courses import how_learners_come, join_button
from bot.wording.labels import chat_name, language_name
from bot.wording.words import Words, message
from community.chat.message import Button, Buttons, Link, Message, PickChat, Text
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


def opened_without_a_chat(w: Words, course: Course, links: Sequence[str], bot: str) -> Message:
    """To the trainer who opened a course in private: what learners come in by, and the way to a chat."""
    opened = message(
        w.t(
            "The course *{course}* is open ({language}, {zone} time).",
            course=course.name,
            language=language_name(course.language),
            zone=w.zone_name(),
        ),
        how_learners_come(w, course, links),
    )
    return Message((*opened.blocks, *pick_a_chat(w, course, bot).blocks))


def pick_a_chat(w: Words, course: Course, bot: str) -> Message:
    """How a chat becomes a place of a course: picked in one tap, or connected where it is."""
    there = w.t(
        "Or add me to the chat yourself, and write {connect} {code} there.",
        connect=w.command("course connect"),
        code=course.code,
    )
    if w.capabilities.picks_chats:
        return message(
            w.t(
                "Next: pick the chat where *{course}* meets, with the button below. That adds me to it.",
                course=course.name,
            ),
            there,
            PickChat(w.s("Pick the chat"), course.id),
        )
    invite = Buttons(((Button(w.s("Add me to a server"), Link(bot)),),)) if bot else None
    return message(_on_a_server(w, course), invite)


def _on_a_server(w: Words, course: Course) -> Text:
    return w.t(
        "Next: add me to the server, and write {connect} {code} in the channel where *{course}* meets. I ask for no more "
        "permissions than I need.",
        connect=w.command("course connect"),
        code=course.code,
        course=course.name,
    )


def picked(w: Words, course: Course, title: str) -> Text:
    """To the trainer: the chat that they chose."""
    return w.t("*{course}* meets in {chat} now.", course=course.name, chat=title)
