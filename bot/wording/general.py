"""The sentences around everything else: who I am, help, stopping."""

from collections.abc import Iterator, Sequence

from bot.call import Call
from bot.vocabulary import Command, Topic
from bot.wording.labels import language_name
from bot.wording.words import N_, Words, message
from community.chat.message import Button, Message, Text, Tone
from community.courses import Course

TOPICS = {
    Topic.TAKING_PART: N_("Taking part"),
    Topic.PROMPTS: N_("Prompts"),
    Topic.GROUPS: N_("Peer groups"),
    Topic.COURSES: N_("Courses"),
    Topic.ORGANISATION: N_("Your organisation"),
    Topic.YOU: N_("You and your data"),
}


def hello(w: Words, name: str, courses: Sequence[Course]) -> Message:
    """A bare /start."""
    about = w.t(
        "Hello {name}. I am Talkoot: I bring the prompts (small tasks) of your course and keep the answers. "
        "I keep what you answer and when you take part. I do not keep what people write in the group chat.",
        name=name,
    )
    if courses:
        names = w.listed([course.name for course in courses])
        where = w.t("You are in {courses}. {todo} shows what waits for you.", courses=names, todo=w.command("todo"))
    else:
        where = w.t("To join a course, send me its code: {join} CODE. Your trainer has it.", join=w.command("join"))
    todo = [w.button(w.s("Show what waits for me"), Call("todo"))] if courses else []
    return message(
        about,
        where,
        buttons=[
            todo,
            [
                w.button(w.s("What exactly is kept?"), Call("privacy")),
                w.button(w.s("Change the language"), Call("language")),
            ],
        ],
    )


def taken_back(w: Words) -> Message:
    """Where a message of ours stood that can no longer be deleted."""
    return message(w.t("This message was taken back."))


def not_a_command(w: Words) -> Message:
    return message(
        w.t("I keep nothing of what you just wrote, because I had not asked anything. Here is what I can do for you."),
        buttons=[
            [w.button(w.s("Show what waits for me"), Call("todo")), w.button(w.s("Show all commands"), Call("help"))]
        ],
    )


def stopped(w: Words, what: str, *, back: Sequence[Button] = (), noted: bool = False) -> Message:
    """What was being asked, and the way back to where it was asked; `noted`: answers to it stand already."""
    said = (
        w.t("Stopped: {what}. What you answered is noted; {me} shows it.", what=what, me=w.command("me"))
        if noted
        else w.t("Stopped: {what}. Nothing has changed.", what=what)
    )
    return message(said, buttons=[list(back)] if back else None)


def withdrawn(w: Words, said: Text | None) -> Message:
    """What became of the offer that was open; None if there was none."""
    return message(said or w.t("All right. Nothing has changed."))


MANY = 20
"""Of more commands nobody finds theirs on one page."""


def help_page(w: Words, commands: Sequence[Command]) -> Message:
    """The commands a person may use here, by topic, each with what it does."""
    return message(*_by_topic(w, commands))


def _by_topic(w: Words, commands: Sequence[Command]) -> Iterator[Text]:
    for topic, title in TOPICS.items():
        chosen = [command for command in commands if command.topic is topic]
        if chosen:
            lines = [w.s("{command} – {help}", command=_spelled(w, each), help=w.s(each.help)) for each in chosen]
            yield w.t("*{title}*\n{lines}", title=w.s(title), lines="\n".join(lines))


def help_topics(w: Words, commands: Sequence[Command]) -> Message:
    """What commands of a person who has many are about, one button each."""
    known = {command.topic for command in commands}
    return message(
        w.t("What is it about?"),
        w.t("{setup} shows what your course still needs.", setup=w.command("setup")),
        buttons=[
            [w.button(w.s(title), Call("help topic", {"number": str(number)}))]
            for number, (topic, title) in enumerate(TOPICS.items())
            if topic in known
        ],
    )


def help_about(w: Words, commands: Sequence[Command]) -> Message:
    """The commands of one topic, and the way back to all."""
    back = w.button(w.s("Show all topics"), Call("help topic", {"number": str(len(TOPICS))}))
    return message(*_by_topic(w, commands), buttons=[[back]])


def help_on(w: Words, command: Command) -> Message:
    """One command, with an example to copy."""
    spelled = _spelled(w, command)
    example = f"{spelled} {w.s(command.example_words)}" if command.example_words else spelled
    return message(
        w.t("*{command}* – {help}", command=spelled, help=w.s(command.help)),
        w.t("For example: {example}", example=example) if command.example else None,
    )


def _spelled(w: Words, command: Command) -> str:
    """As it is typed: where commands are one word, by its alias if it has one."""
    short = command.alias if not w.capabilities.spaced_commands else ""
    return w.command(short or command.path)


def choose_language(w: Words, languages: Sequence[str]) -> Message:
    buttons = [w.button(language_name(code), Call("language", {"language": code})) for code in languages]
    return message(w.t("Which language shall I speak with you?"), buttons=[[button] for button in buttons])


def language_chosen(w: Words) -> Message:
    return message(w.t("From now on I speak {language} with you.", language=language_name(w.language)))


def greeting(w: Words) -> Message:
    """Into a chat the bot was added to."""
    return message(
        w.t(
            "Hello everybody. I am Talkoot: I bring prompts for learning from each other, and keep the answers. "
            "I do not keep what you write to each other here. A trainer opens a course with {command}.",
            command=w.command("course new"),
        )
    )


def confirm_in_private(w: Words, call: Call) -> Message:
    """To an administrator who writes as the group: we need to know who they are."""
    return message(
        w.t("You write as the group, so I cannot see who you are. Please confirm in our private chat."),
        buttons=[[w.private_button(w.s("Confirm in private"), call, Tone.MAIN)]],
    )


def knock(w: Words, name: str, call: Call) -> Message:
    """Into the group, without content: somebody's private chat with us is closed."""
    if not w.capabilities.writes_first:
        how = w.t("{name}, I have something for you. Open a chat with me:", name=name)
        return message(how, buttons=[[w.private_button(w.s("Open the private chat"), call, Tone.MAIN)]])
    return message(
        w.t(
            "{name}, I have something for you. To get it, press the name of this server, then *Privacy Settings*, "
            "and allow direct messages. Then press here:",
            name=name,
        ),
        buttons=[[w.button(w.s("Send it to me now"), call, Tone.MAIN)]],
    )
