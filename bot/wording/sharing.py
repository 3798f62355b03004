"""What is said about words that cross to the other platform."""

from collections.abc import Collection

from bot.call import Call
from bot.wording.answers import reply_button
from bot.wording.labels import shortened
from bot.wording.words import Words, message
from community.chat.address import Platform
from community.chat.message import Message, Quote, Text, Tone
from community.courses import Course

CHOICES = ("ask", "always", "never")
QUOTED = 120


def may_share(
    w: Words, course: Course, number: int, text: str, platforms: Collection[Platform], *, comment: bool
) -> Message:
    """To who wrote something that others of their group cannot see."""
    item = {"comment": str(int(comment)), "number": str(number)}
    return message(
        w.t(
            "Some of *{course}* are on {platforms} and do not see what you wrote. May I show it there, with your name?",
            course=course.name,
            platforms=w.listed([each.title() for each in sorted(platforms)]),
        ),
        Quote(shortened(text, QUOTED)),
        buttons=[
            [w.button(w.s("Share this one"), Call("share item", {**item, "always": "0"}), Tone.MAIN)],
            [w.button(w.s("Always in this course"), Call("share item", {**item, "always": "1"}))],
            [w.button(w.s("Not this one"), Call("share not", item))],
            [w.button(w.s("Never in this course"), Call("share never", {"course": str(course.id)}))],
        ],
    )


def shared(w: Words, author: str, platform: Platform, text: str, answer: int) -> Message:
    """The copy of an answer on another platform."""
    return message(
        w.t("*{name}* shared this from {platform}:", name=author, platform=platform.title()),
        Quote(text),
        buttons=[[reply_button(w, author, answer)]],
    )


def shared_comment(w: Words, author: str, platform: Platform, text: str, answer: int) -> Message:
    """The copy of a comment on another platform."""
    return message(
        w.t("*{name}* shared this comment from {platform}:", name=author, platform=platform.title()),
        Quote(text),
        buttons=[[reply_button(w, author, answer)]],
    )


def done(w: Words, number: int, *, comment: bool, always: bool) -> Message:
    """To who shared something."""
    item = {"comment": str(int(comment)), "number": str(number)}
    how = (
        w.t(
            "I do the same with what you write in this course from now on. {command} changes that.",
            command=w.command("sharing"),
        )
        if always
        else None
    )
    return message(
        w.t("It is shown there, with your name. If you change it or take it back, that happens there as well."),
        how,
        buttons=[[w.button(w.s("Take it back there"), Call("share undo", item))]],
    )


def undone(w: Words) -> Message:
    return message(w.t("It is not shown there any more. Where you wrote it, it stays."))


def not_shared(w: Words, course: Course) -> Message:
    """Nothing was shared, and nothing is decided for what comes."""
    return message(
        w.t("It stays where you wrote it. In *{course}* I ask you again next time.", course=course.name),
    )


def decided(w: Words, course: Course, always: bool | None) -> Message:
    """What happens from now on, and where it stands with everything else somebody agreed to."""
    return message(
        _from_now_on(w, course, always),
        w.t("{command} changes that. {consents} shows everything you agreed to.", **_commands(w)),
    )


def _commands(w: Words) -> dict[str, str]:
    return {"command": w.command("sharing"), "consents": w.command("consents")}


def _from_now_on(w: Words, course: Course, always: bool | None) -> Text:
    if always is None:
        return w.t("In *{course}* I ask you each time.", course=course.name)
    if always:
        return w.t(
            "In *{course}* I show what you write to the others of your group, on every platform.", course=course.name
        )
    return w.t("In *{course}* your words stay where you write them, and I do not ask again.", course=course.name)
