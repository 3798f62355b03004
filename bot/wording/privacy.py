"""What is kept, and how it is seen, taken along and erased. True for every table there is."""

from bot.call import Call
from bot.wording.joining import join_yes, not_now_button
from bot.wording.words import Words, message, paragraph
from community.chat.message import File, Message, Text, Tone
from community.courses import Course


def notice(w: Words, organisation: str, *, joining: Course | None = None) -> Message:
    """The privacy notice of `/privacy`; who reads it before joining a course can go on from here."""
    who = (
        w.t("*Who keeps it:* {organisation}, which runs your course.", organisation=organisation)
        if organisation
        else None
    )
    return message(
        who,
        w.t(
            "*What I keep:* your name here, language and time zone; your account number on this platform; "
            "when you joined and left; your answers to prompts and replies to others, encrypted; "
            "on which days you wrote in the group, as a number."
        ),
        w.t("*What I do not keep:* what you write in the group chat, your phone number, e-mail or contacts."),
        w.t(
            "*Who sees it:* your group sees your answers. Trainers and coordinators see who takes part. "
            "Figures leave without names. The platform itself (Telegram or Discord) has its own rules."
        ),
        w.t("*How long:* until you erase it. What you send me is deleted from the in-tray once it is handled."),
        w.t(
            "{mydata} gives you everything as a file. {forgetme} erases it. {leave} ends taking part.",
            mydata=w.command("mydata"),
            forgetme=w.command("forgetme"),
            leave=w.command("leave"),
        ),
        _operator(w),
        buttons=[[join_yes(w, joining), not_now_button(w)]] if joining else None,
    )


def _operator(w: Words) -> Text | None:
    """Who runs the installation, where to ask, and where more is written: what of it the settings say."""
    run_by = w.operator
    lines = [
        w.s("I am run by {name}.", name=run_by.name) if run_by.name else "",
        w.s("Questions about privacy: {contact}", contact=run_by.contact) if run_by.contact else "",
        w.s("The whole privacy notice: {url}", url=run_by.notice_url) if run_by.notice_url else "",
    ]
    return paragraph(*filter(None, lines)) if any(lines) else None


def my_data(w: Words, content: bytes) -> Message:
    return message(
        w.t("This is everything I keep about you. The file can be opened in any text editor."),
        File("my-talkoot-data.json", content, "application/json"),
    )


def erase_question(w: Words, answers: int) -> Message:
    """The first step of two."""
    return message(
        w.t(
            "Erase everything about you? Your account, your courses, {answers} and my messages with them are gone for good. "
            "Only numbers without your name stay. This cannot be undone.",
            answers=w.n("one answer", "{count} answers", answers),
        ),
        w.t("Your own messages in the chats stay there: only you can delete them."),
        buttons=[
            [
                w.button(w.s("Erase everything about me"), Call("forgetme yes"), Tone.DANGER),
                w.button(w.s("Keep my data"), Call("cancel")),
            ]
        ],
    )


def erased(w: Words) -> Message:
    return message(w.t("Everything about you is erased. If you write to me again, we begin anew. Goodbye."))
