"""What learners read around their answers, and what their peers see of them."""

from collections.abc import Sequence

from bot.answering import How, Prompted, Taken
from bot.call import Call
from bot.wording.labels import chat_among, shortened
from bot.wording.words import Words, message, paragraph
from community.chat.message import Button, Message, Quote, Text, Tone
from community.courses import Course, CoursePlace
from community.prompts import Answer, EarlierAnswer, Series, Slot

QUOTED = 200
"""So much of somebody's words is enough to know them again."""
OFFERED = 5
"""So many earlier answers are offered in one message."""


def taken(w: Words, prompted: Prompted, what: Taken) -> Message:
    """To the author of an answer that came by form or in private."""
    course = prompted.course.name
    said = {
        How.NEW: w.t("Thank you. Your answer is kept and stands in the chat of *{course}*.", course=course),
        How.CHANGED: w.t("Your answer is changed, here and in the chat of *{course}*.", course=course),
        How.UNSEEN: w.t(
            "Thank you. Your answer is kept. *{course}* has no chat yet in which the others could read it.",
            course=course,
        ),
    }[what.how]
    slot = {"slot": str(prompted.slot.id)}
    change = w.button(w.s("Change my answer"), Call("answer give", slot))
    back = w.button(w.s("Take it back"), Call("answer withdraw", slot))
    if what.earlier is None:
        return message(said, buttons=[[change, back]])
    gone = w.t(
        "It replaces your earlier answer, which you can bring back until {until}.", until=w.moment(what.earlier.expires)
    )
    return message(said, gone, buttons=[[change, back], [_keep_earlier(w, what.earlier)]])


def _keep_earlier(w: Words, earlier: EarlierAnswer) -> Button:
    return w.button(w.s("Keep the earlier one"), Call("answer exchange", {"earlier": str(earlier.id)}))


def replaced(w: Words, course: Course, earlier: Sequence[EarlierAnswer]) -> Message:
    """To the author of several answers that stand in the chat, of which only the latest counts."""
    return _twice(w, course, earlier[0]) if len(earlier) == 1 else _in_a_row(w, course, earlier[:OFFERED])


def _in_a_row(w: Words, course: Course, earlier: Sequence[EarlierAnswer]) -> Message:
    return message(
        w.t(
            "You answered a prompt of *{course}* several times. Your latest answer counts, in place of these:",
            course=course.name,
        ),
        *(Quote(shortened(each.text, QUOTED)) for each in reversed(earlier)),
        w.t("You can bring one of them back until {until}.", until=w.moment(earlier[-1].expires)),
        buttons=[[_keep_this(w, each)] for each in reversed(earlier)],
    )


def _keep_this(w: Words, earlier: EarlierAnswer) -> Button:
    label = w.s("Keep: {text}", text=shortened(earlier.text, 24))
    return w.button(label, Call("answer exchange", {"earlier": str(earlier.id)}))


def _twice(w: Words, course: Course, earlier: EarlierAnswer) -> Message:
    return message(
        w.t(
            "You answered a prompt of *{course}* twice. Your later answer counts, in place of this one:",
            course=course.name,
        ),
        Quote(shortened(earlier.text, QUOTED)),
        w.t("You can bring this one back until {until}.", until=w.moment(earlier.expires)),
        buttons=[[_keep_earlier(w, earlier)]],
    )


def exchanged(w: Words, counts: Answer, other: EarlierAnswer) -> Message:
    """The person let the other one of two answers count."""
    return message(
        w.t("This answer of yours counts now:"),
        Quote(shortened(counts.text, QUOTED)),
        w.t("You can go back to the other one until {until}.", until=w.moment(other.expires)),
        buttons=[[w.button(w.s("Keep the other one"), Call("answer exchange", {"earlier": str(other.id)}))]],
    )


def counts_again(w: Words, kept: Answer) -> Message:
    """The person deleted the later one of two answers that stood in the chat."""
    return message(
        w.t("You deleted your later answer, so your earlier one counts again:"),
        Quote(shortened(kept.text, QUOTED)),
        buttons=[[w.button(w.s("Take it back"), Call("answer withdraw", {"slot": str(kept.slot)}))]],
    )


def words_alone(w: Words) -> Message:
    """Once to who sends a file beside words."""
    return message(
        w.t("I keep the words of your message. I cannot keep files or pictures so far: yours stays where you sent it.")
    )


def withdrawn(w: Words, *, typed: bool) -> Message:
    """`typed`: the answer is a message of the person's own, which only they can delete."""
    if typed:
        return message(
            w.t(
                "Your answer is taken back and does not count any more. "
                "Your own message stays in the chat: only you can delete it."
            )
        )
    return message(w.t("Your answer is taken back: its words are gone here and from my message in the chat."))


def whose(w: Words, author: str) -> Text:
    """Over the words of an answer."""
    return w.t("*{name}* answered:", name=author)


def will_stand(w: Words, place: CoursePlace, chats: Sequence[CoursePlace]) -> Text:
    """Where what somebody is about to write will be read."""
    return w.t("It will stand in the chat {chat}, where everybody can read it.", chat=chat_among(place, chats))


def answer(w: Words, author: str, kept: Answer) -> Message:
    """An answer that came by form or in private, as the group sees it."""
    return message(
        whose(w, author),
        Quote(kept.text),
        buttons=[[reply_button(w, author, kept.id)]],
    )


def reply_button(w: Words, author: str, number: int) -> Button:
    return w.private_button(w.s("Reply to {name}", name=shortened(author, 20)), Call("reply", {"answer": str(number)}))


def reply_hint(w: Words, author: str, number: int) -> Message:
    """Under an answer that was typed, where I cannot read replies between people."""
    return message(
        w.t("To comment on this, reply to me here, or use the button."),
        buttons=[[reply_button(w, author, number)]],
    )


def comment(w: Words, author: str, to: str | None, text: str) -> Message:
    """A comment that came by form or in private, under the answer; `to` nobody, if its author was forgotten."""
    if to is None:
        return message(w.t("*{name}* commented:", name=author), Quote(text))
    return message(w.t("*{name}* to {to}:", name=author, to=to), Quote(text))


def commented(w: Words, to: str) -> Message:
    return message(w.t("Thank you. {name} and the group see your comment in the chat.", name=to))


def own_answer(w: Words) -> Message:
    return message(w.t("This is your own answer, or it was taken back. Nothing was kept."))


def press_answer(w: Words, slot: int) -> Message:
    """A reply came whose words I am not shown."""
    return message(
        w.t("I cannot read replies here. Press Answer, and your answer counts."),
        buttons=[[w.private_button(w.s("Answer"), Call("answer give", {"slot": str(slot)}), Tone.MAIN)]],
    )


def press_reply(w: Words, author: str, number: int) -> Message:
    return message(
        w.t("I cannot read replies here. Use the button, and {name} gets your comment.", name=author),
        buttons=[[reply_button(w, author, number)]],
    )


def no_course(w: Words) -> Message:
    return message(
        w.t("To join a course, send me its code: {join} CODE. Your trainer has it.", join=w.command("join")),
    )


def todo(w: Words, waiting: Sequence[tuple[Slot, Series, Course]]) -> Message:
    """What waits for a person."""
    if not waiting:
        return message(w.t("Nothing waits for you. The next prompt comes by itself."))
    lines = [
        w.s(
            "• {text} – {course}, {when}",
            text=shortened(series.text, 80),
            course=course.name,
            when=w.moment(slot.opened_at),
        )
        for slot, series, course in waiting
    ]
    head = w.n("One prompt waits for your answer:", "{count} prompts wait for your answer:", len(waiting))
    buttons = [
        [w.button(w.s("Answer: {text}", text=shortened(series.text, 24)), Call("answer give", {"slot": str(slot.id)}))]
        for slot, series, _ in waiting[:6]
    ]
    return message(paragraph(head, *lines), buttons=buttons)
