"""What is said about the places of peer groups: topics on Telegram, threads on Discord."""

from collections.abc import Callable

from bot.call import Call
from bot.wording.labels import chat_name
from bot.wording.words import Words, message, paragraph
from community.chat.address import Platform
from community.chat.message import Message, Text, Tone
from community.courses import Course, CoursePlace

REMEDIES: dict[str, Callable[[Words], Text]] = {
    "no_topics": lambda w: w.t(
        "The chat has no topics. To give each group its own: open the group's settings in Telegram, switch on Topics, "
        "and make me an administrator with the right Manage Topics."
    ),
    "no_right": lambda w: w.t(
        "I lack a right there. On Telegram make me an administrator with the right Manage Topics; on Discord give me "
        "the permission Create Private Threads."
    ),
    "no_threads": lambda w: w.t("This kind of channel has no private threads. Connect an ordinary text channel."),
    "too_many": lambda w: w.t("The server has as many open threads as Discord allows. Archive some that are over."),
    "no_chat": lambda w: w.t("I cannot reach that chat. Please look whether I am still in it and may write there."),
    "unknown": lambda w: w.t("The platform did not answer, so I do not know whether it was opened."),
}
"""What to do where no place could be opened, by the reason of `NoThreads`."""
LACKING = {"no_right", "no_threads", "too_many"}
"""Where a channel of its own helps a group."""


def channel_of_its_own(w: Words) -> Text:
    """The other way on Discord, where no private thread can be opened: no right is needed for it."""
    return w.t(
        "Or make a private channel for each group yourself, let me in, and write {connect} there.",
        connect=w.command("group connect"),
    )


def none(w: Words, course: Course, place: CoursePlace) -> Message:
    """To the trainers: groups have no places of their own in a chat."""
    return message(
        w.t(
            "I could not open places for the groups of *{course}* in the chat {chat}. Until that is mended they meet in "
            "the chat itself, and nothing is lost.",
            course=course.name,
            chat=chat_name(place),
        ),
        REMEDIES[place.closed_to_threads](w),
        channel_of_its_own(w) if place.platform is Platform.DISCORD and place.closed_to_threads in LACKING else None,
        buttons=[[w.button(w.s("Try again"), Call("group places", {"course": str(course.id)}), Tone.MAIN)]],
    )


def gone(w: Words, course: Course, title: str) -> Message:
    """To the trainers: somebody deleted a place, and another was opened."""
    return message(
        w.t(
            "The place of {group} in *{course}* was deleted, so I open a new one for the group. Nothing that was answered is lost.",
            group=title,
            course=course.name,
        )
    )


def opening(w: Words, count: int) -> Message:
    """To a trainer who asked for it."""
    if not count:
        return message(w.t("Every group has its places, as far as there are chats for them."))
    return message(
        paragraph(
            w.n(
                "I am opening a place for one group. I write to you if that is not possible.",
                "I am opening {count} places for groups. I write to you if that is not possible.",
                count,
            )
        )
    )


def moved(w: Words, course: Course, group: str) -> Message:
    """Into the chat where a group meets from now on."""
    return message(
        w.t(
            "{group} of *{course}* meets in this chat from now on: I bring its prompts here and keep the answers. "
            "I do not keep what you write to each other.",
            group=group,
            course=course.name,
        )
    )
