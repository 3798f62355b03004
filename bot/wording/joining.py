"""What people read when they come in, link accounts and leave."""

from collections.abc import Sequence
from datetime import datetime

from bot.call import Call
from bot.wording import telling
from bot.wording.labels import language_name, role, shortened
from bot.wording.words import Words, message, paragraph
from community.chat.message import Button, Message, Text, Tone
from community.courses import Course
from community.roles import Role

NAMED = 12
"""So many newcomers are named in one message."""
NEAREST = 2
"""So many languages have a button of their own in a welcome, which has six at most."""
MOST_NAMED = 34
"""So many letters of a button fit on a small phone."""


def welcome(
    w: Words, name: str, course: Course, organisation: str, languages: Sequence[str], *, known: bool = False
) -> Message:
    """The first message: who I am, what I keep and what not, and the way in or out. `known`: by other courses, too."""
    return message(
        w.t(
            "Hello {name}. I am the assistant of *{course}* at {organisation}.",
            name=name,
            course=course.name,
            organisation=organisation,
        ),
        w.t(
            "I keep your answers and when you take part. I do not keep what you write in the group chat. "
            "You can see or erase everything at any time."
        ),
        w.t(
            "You join as {name}. {settings} changes your name in all your courses.",
            name=name,
            settings=w.command("settings"),
        )
        if known
        else None,
        buttons=[
            [join_yes(w, course)],
            [w.button(w.s("What exactly is kept?"), Call("privacy", {"course": str(course.id)}))],
            *_in_other_languages(w, course, languages),
            [not_now_button(w)],
        ],
    )


def _in_other_languages(w: Words, course: Course, languages: Sequence[str]) -> list[list[Button]]:
    """The nearest languages by name, the course's own first; the others behind one button that names them."""
    others = sorted((code for code in languages if code != w.language), key=lambda code: code != course.language)
    most = NEAREST if len(others) > NEAREST + 1 else len(others)
    near, far = others[:most], others[most:]
    rows = [[_in_language(w, course, code) for code in near]]
    if far:
        names = ", ".join(map(language_name, far))
        rows.append([w.button(shortened(names, MOST_NAMED), Call("join languages", {"course": str(course.id)}))])
    return rows


def _in_language(w: Words, course: Course, code: str) -> Button:
    return w.button(language_name(code), Call("join show", {"course": str(course.id), "language": code}))


def choose_language(w: Words, course: Course, languages: Sequence[str]) -> Message:
    """Somebody who is about to join wants to read it in yet another language."""
    return message(
        w.t("Which language shall I speak with you?"),
        buttons=[[_in_language(w, course, code)] for code in languages],
    )


def join_yes(w: Words, course: Course) -> Button:
    return w.button(w.s("Join the course"), Call("join yes", {"course": str(course.id)}), Tone.MAIN)


def not_now_button(w: Words) -> Button:
    return w.button(w.s("Not now"), Call("join no"))


def joined(w: Words, name: str, course: Course, questions: int = 0) -> Message:
    """They are in. If the course wants to know a little more, that can be told now or later."""
    return message(
        w.t("You are in, {name}. Welcome to *{course}*.", name=name, course=course.name),
        w.t(
            "A prompt comes in the course's chat; answer it there or with its button. "
            "{todo} shows what waits for you, {help} what else I can do.",
            todo=w.command("todo"),
            help=w.command("help"),
        ),
        telling.invitation_to_tell(w, questions) if questions else None,
        buttons=telling.ways_to_tell(w, course, questions) if questions else None,
    )


def already_in(w: Words, course: Course) -> Message:
    return message(
        w.t(
            "You are in *{course}* already. {todo} shows what waits for you.",
            course=course.name,
            todo=w.command("todo"),
        )
    )


def not_now(w: Words) -> Message:
    return message(w.t("All right. I keep nothing about you taking part. The link works whenever you want to join."))


def staff_welcome(w: Words, held: Role, organisation: str) -> Message:
    """Somebody followed an invitation: the first thing they read from us."""
    return message(
        w.t(
            "You are now a {role} of *{organisation}*. I am Talkoot: I bring the prompts of its courses and keep the answers.",
            role=role(w, held),
            organisation=organisation,
        ),
        w.t("I keep your name, roles and prompts. You can see or erase them at any time."),
        _staff_next(w, held),
        buttons=[[w.button(w.s("What exactly is kept?"), Call("privacy"))]],
    )


def staff_already(w: Words, held: Role, organisation: str) -> Message:
    """They followed it again, or one that was meant for somebody else."""
    return message(
        w.t("You are a {role} of *{organisation}* already.", role=role(w, held), organisation=organisation),
        _staff_next(w, held),
    )


def _staff_next(w: Words, held: Role) -> Text:
    if held is Role.PARTNERSHIP:
        return w.t(
            "{new} adds an organisation and invites its coordinator; {list} shows all. {figures} sends you their totals.",
            new=w.command("org new"),
            list=w.command("org list"),
            figures=w.command("stats partnership"),
        )
    if held is Role.COORDINATOR:
        return w.t(
            "Invite your trainers with {invite}. Open a course with {course} in the chat where it meets. "
            "{export} sends you the figures.",
            invite=w.command("invite trainer"),
            course=w.command("course new"),
            export=w.command("stats export"),
        )
    return w.t(
        "Next: add me to the chat where your course meets, and write {course} there.",
        course=w.command("course new"),
    )


def invitation(w: Words, held: Role, organisation: str, code: str, links: Sequence[str], until: str) -> Message:
    """A one-time link to pass on."""
    return message(
        w.t(
            "This invitation makes one person a {role} of *{organisation}*. It works once, until {until}.",
            role=role(w, held),
            organisation=organisation,
            until=until,
        ),
        w.t("Pass it on privately: {links}", links="\n".join(links)) if links else None,
        w.t("Or let them write to me: {join} {code}", join=w.command("join"), code=code),
    )


def link_code(w: Words, code: str) -> Message:
    return message(
        w.t("To count once on both platforms, write this to me from your other account within 15 minutes:"),
        paragraph(f"{w.command('link')} {code}"),
    )


def link_question(w: Words, code: str, mine: str, other: str) -> Message:
    return message(
        w.t(
            "This links *{mine}*, your account here, with *{other}*, who made this code: one person, counted once. "
            "Answers, courses and rights of both come together. Go on only if both accounts are yours.",
            mine=mine,
            other=other,
        ),
        buttons=[
            [
                w.button(w.s("Link the accounts"), Call("link yes", {"code": code}), Tone.MAIN),
                w.button(w.s("Not now"), Call("offer decline", {"offer": "link_yes"})),
            ]
        ],
    )


def linked(w: Words) -> Message:
    return message(w.t("The accounts are linked. You count once from now on."))


def linked_from(w: Words, platform: str, account: int) -> Message:
    """To the account that made the code: it may have been somebody else who used it."""
    return message(
        w.t(
            "An account on {platform} is now linked with this one: you count once, and it can see and do what you can. "
            "If that was you, all is well. If not, unlink it at once.",
            platform=platform,
        ),
        buttons=[[w.button(w.s("Unlink that account"), Call("link undo", {"account": str(account)}), Tone.DANGER)]],
    )


def unlinked(w: Words, *, had_roles: bool) -> Message:
    return message(
        w.t("The two accounts are separate again. Answers and courses stay with this one."),
        w.t(
            "Roles as trainer or coordinator have ended for both, because I cannot tell whose they were: "
            "ask a coordinator for a new invitation."
        )
        if had_roles
        else None,
    )


def which_to_leave(w: Words, course: Course) -> Message:
    return message(
        *(_leaving_it_closed if course.has_ended else _leaving_it)(w, course),
        buttons=[
            [
                w.button(w.s("Leave the course"), Call("leave yes", {"course": str(course.id)}), Tone.DANGER),
                w.button(w.s("Stay in the course"), Call("offer decline", {"offer": "leave_yes"})),
            ]
        ],
    )


def _leaving_it_closed(w: Words, course: Course) -> list[Text]:
    return [
        w.t(
            "Leave *{course}*? It is closed, so no prompts come from it; once you have left, I write to you about it no more.",
            course=course.name,
        ),
        w.t(
            "What you wrote stays until the course is erased. {mydata} gives you all of it; {erase} erases it at once.",
            mydata=w.command("mydata"),
            erase=w.command("forgetme"),
        ),
    ]


def _leaving_it(w: Words, course: Course) -> list[Text]:
    return [
        w.t(
            "Leave *{course}*? You get no more prompts from it. What you wrote stays for your group; "
            "{withdraw} takes a single answer back, {erase} erases everything.",
            course=course.name,
            withdraw=w.command("answer withdraw"),
            erase=w.command("forgetme"),
        ),
        w.t(
            "If you only need a break, {pause} keeps your place. If you come back, all is as it was.",
            pause=w.command("pause"),
        ),
    ]


def stays(w: Words, course: Course) -> Text:
    """Somebody thought better of it."""
    return w.t("You stay in *{course}*.", course=course.name)


def not_linked(w: Words) -> Text:
    return w.t("The accounts are not linked. Both stay as they were.")


def left(w: Words, course: Course, *, asked: bool = False) -> Message:
    """`asked`: they were in the middle of the questions about them."""
    ends = w.t("My questions end here, too. {me} shows what I noted of you.", me=w.command("me")) if asked else None
    if course.has_ended:
        return message(w.t("You have left *{course}*. I write to you about it no more.", course=course.name), ends)
    return message(
        w.t(
            "You have left *{course}*. To come back, write {join} {code}.",
            course=course.name,
            join=w.command("join"),
            code=course.code,
        ),
        ends,
    )


def member_joined(w: Words, name: str, course: Course, count: int) -> Message:
    """To the trainers."""
    return message(w.t("{name} joined *{course}*. {people}", name=name, course=course.name, people=_present(w, count)))


def members_joined(w: Words, names: Sequence[str], course: Course, count: int, since: datetime) -> Message:
    """To the trainers: several people, in one message."""
    more = len(names) - NAMED
    listed = [*names[:NAMED], *([w.n("one more", "{count} more", more)] if more > 0 else [])]
    return message(
        paragraph(
            w.n(
                "One person joined {course} since {time}: {names}.",
                "{count} people joined {course} since {time}: {names}.",
                len(names),
                course=course.name,
                time=_since(w, since),
                names=w.listed(listed),
            )
        ),
        paragraph(_present(w, count)),
    )


def _since(w: Words, since: datetime) -> str:
    """An hour of today; read later, with its day."""
    today = w.date(since) == w.date(w.now)
    return w.time(since) if today else w.s("{date}, {time}", date=w.date(since), time=w.time(since))


def _present(w: Words, count: int) -> str:
    return w.n("One person takes part now.", "{count} people take part now.", count)
