"""What is kept, and how it is seen, taken along and erased. True for every table there is."""

from collections.abc import Sequence
from enum import StrEnum

from bot.call import Call
from bot.wording.joining import join_yes, not_now_button
from bot.wording.words import N_, Words, message, paragraph
from community.chat.message import Button, File, Message, Text, Tone
from community.courses import Course
from community.organisations import RETENTION_DAYS, Organisation


class Part(StrEnum):
    """The pages behind the first one."""

    PERSON = "person"
    WORK = "work"
    TIME = "time"
    READERS = "readers"


LABELS = {
    Part.PERSON: N_("Show what is kept about me"),
    Part.WORK: N_("Show what is kept of my work"),
    Part.TIME: N_("Show how long it is kept"),
    Part.READERS: N_("Show who sees it"),
}


def notice(w: Words, organisation: str, *, joining: Course | None = None) -> Message:
    """What matters most; who reads it before joining a course can go on from here."""
    return message(
        w.t("For {organisation} I keep your name, your answers and when you take part.", organisation=organisation)
        if organisation
        else w.t("I keep your name, your answers and when you take part."),
        w.t(
            "I do not keep what else you write in the group. Your group sees your answers; trainers and coordinators see "
            "who takes part."
        ),
        w.t(
            "{mydata} shows you everything, {forgetme} erases it, {leave} ends taking part.",
            mydata=w.command("mydata"),
            forgetme=w.command("forgetme"),
            leave=w.command("leave"),
        ),
        _operator(w),
        buttons=_ways_on(w, joining),
    )


def page(
    w: Words,
    part: Part,
    organisation: str,
    *,
    joining: Course | None = None,
    centres: Sequence[Organisation] = (),
) -> Message:
    """One part of the whole."""
    match part:
        case Part.PERSON:
            blocks: list[Text | None] = [_about_person(w), _about_taking_part(w)]
        case Part.WORK:
            blocks = [_about_work(w), _not_kept(w)]
        case Part.TIME:
            blocks = [_for_a_while(w), _after_the_end(w, centres), _until_erased(w)]
        case Part.READERS:
            blocks = [
                _who_keeps(w, organisation),
                *(_answerable(w, each) for each in centres),
                _who_sees(w),
                _operator(w),
            ]
    return message(*blocks, buttons=_ways_on(w, joining, but=part))


def _ways_on(w: Words, joining: Course | None, *, but: Part | None = None) -> list[list[Button]]:
    course = {"course": str(joining.id)} if joining else {}
    pages = [
        [w.button(w.s(label), Call("privacy", {**course, "part": part}))]
        for part, label in LABELS.items()
        if part is not but
    ]
    return [*pages, [join_yes(w, joining), not_now_button(w)]] if joining else pages


def _about_person(w: Words) -> Text:
    return w.t(
        "*About you:* your name here, language and time zone; your account number and private chat on this platform, and "
        "when you last wrote; your roles, the courses you opened and the invitations you used; when you agreed to this, "
        "joined and left."
    )


def _about_taking_part(w: Words) -> Text:
    return w.t(
        "*About taking part:* the languages, free hours, interests, goal and level you told me; what else you agreed to; your "
        "place on a waiting list or class list; your peer groups and pairs, your parts there, and whom you want to be with or "
        "not; wrong codes you typed, for a day."
    )


def _about_work(w: Words) -> Text:
    return w.t(
        "*Encrypted:* your answers to prompts, replies to others and the prompts you write, with their times and which "
        "messages they are. Besides, how much you wrote in the group on which day, as a number."
    )


def _not_kept(w: Words) -> Text:
    return w.t(
        "*What I do not keep:* what you write in the group chat, except answers and replies to my messages; "
        "your phone number, e-mail or contacts."
    )


def _for_a_while(w: Words) -> Text:
    return w.t(
        "*What I keep for a while:* what you send me, until it is handled (if I fail, 7 days; that it came, 3 days); "
        "questions you have not finished, 2 days; answers you replaced, 7 days; what is behind my buttons, 30 days; "
        "my letters to you, 7 days (30 if they could not reach you); a code that links your accounts, unreadable, until you "
        "use it or get another."
    )


def _after_the_end(w: Words, centres: Sequence[Organisation]) -> Text:
    """Answers and comments go with their course; each organisation says when."""
    if len(centres) == 1:
        return w.t(
            "Answers, comments and what you told me of yourself for a course are erased {days} days after its end; you are "
            "told 14 days before, with a file of your own.",
            days=centres[0].keeps_words_for.days,
        )
    listed = [
        w.s("{days} days ({organisation})", days=each.keeps_words_for.days, organisation=each.name) for each in centres
    ]
    return w.t(
        "Answers, comments and what you told me of yourself for a course are erased some time after its end: {times}. You are "
        "told 14 days before, with a file of your own.",
        times=w.listed(listed) if listed else w.s("usually {days} days", days=RETENTION_DAYS),
    )


def _answerable(w: Words, centre: Organisation) -> Text | None:
    """Whom an organisation names, and its own notice, as far as it has said so."""
    lines = [
        w.s("Answerable for your data: {controller}", controller=centre.controller) if centre.controller else "",
        w.s("The privacy notice of {organisation}: {url}", organisation=centre.name, url=centre.privacy_url)
        if centre.privacy_url
        else "",
    ]
    return paragraph(*filter(None, lines)) if any(lines) else None


def _until_erased(w: Words) -> Text:
    return w.t(
        "If you take part in nothing, and only wrote to me or asked to come into a chat, I forget you after 30 days. "
        "Everything else stays until you erase it. Leaving a course erases nothing."
    )


def _who_keeps(w: Words, organisation: str) -> Text | None:
    if not organisation:
        return None
    return w.t("*Who keeps it:* {organisation}, which runs your course.", organisation=organisation)


def _who_sees(w: Words) -> Text:
    return w.t(
        "*Who sees it:* your group sees your answers, on another platform only what you share. Trainers and coordinators see who takes part. "
        "Reports name nobody. The platform itself (Telegram or Discord) has its own rules."
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


def _what_goes(w: Words, answers: int) -> Text:
    if not answers:
        return w.t(
            "Erase everything about you? Your account and your courses are gone for good. "
            "Only numbers without your name stay. This cannot be undone."
        )
    return w.t(
        "Erase everything about you? Your account, your courses, {answers} and my messages with them are gone for good. "
        "Only numbers without your name stay. This cannot be undone.",
        answers=w.n("one answer", "{count} answers", answers),
    )


def erase_question(w: Words, answers: int, written: int = 0, planned: int = 0) -> Message:
    """The first step of two. Who wrote prompts hears what becomes of them, and of those still to come."""
    return message(
        _what_goes(w, answers),
        w.t("Your prompts vanish from the chats; answers to them stay.") if written else None,
        paragraph(w.n("A planned one is cancelled.", "{count} planned ones are cancelled.", planned))
        if planned
        else None,
        w.t("Your own messages in the chats stay there: only you can delete them."),
        buttons=[
            [
                w.button(w.s("Erase everything about me"), Call("forgetme yes"), Tone.DANGER),
                w.button(w.s("Keep my data"), Call("offer decline", {"offer": "forgetme_yes"})),
            ]
        ],
    )


def kept(w: Words) -> Text:
    """Somebody thought better of it."""
    return w.t("Nothing is erased. Everything about you stays as it was.")


def erased(w: Words) -> Message:
    return message(w.t("Everything about you is erased. If you write to me again, we begin anew. Goodbye."))


def prompts_cancelled(w: Words, course: Course, prompts: Sequence[str]) -> Message:
    """To the trainers: prompts will not come, because who wrote them is erased."""
    listed = w.listed([f"#{number}" for number in prompts])
    return message(
        w.t(
            "Somebody who wrote prompts for *{course}* has erased their data, and their words with it. "
            "These prompts were still to come and are cancelled: {prompts}. Schedule new ones with {schedule}.",
            course=course.name,
            prompts=listed,
            schedule=w.command("prompt schedule"),
        )
    )
