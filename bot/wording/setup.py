"""The checklist of a course: what is ready, what is missing, why it matters, and how it is mended."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.call import Call
from bot.wording.labels import language_name
from bot.wording.threads import channel_of_its_own
from bot.wording.words import N_, Words, message
from community.chat.capabilities import Standing
from community.chat.message import Button, Message, Text, Tone
from community.checklist import State, Step
from community.courses import Course

NAMES: dict[Step, str] = {
    Step.CHAT: N_("a chat"),
    Step.WRITE: N_("writing there"),
    Step.REACT: N_("my sign at answers"),
    Step.THREADS: N_("a place for each group"),
    Step.TRAINER: N_("a trainer"),
    Step.COURSE: N_("language and time zone"),
    Step.LEARNERS: N_("the first learner"),
    Step.GROUPS: N_("groups"),
    Step.PROMPT: N_("the first prompt"),
    Step.HEARING: N_("replies between people"),
    Step.LEAVING: N_("who leaves the chat"),
}

REMEDIES: dict[Step, Callable[[Words], Text]] = {
    Step.CHAT: lambda w: w.t("*To do: a chat.* Prompts and answers stand there. Add me to one."),
    Step.WRITE: lambda w: w.t(
        "*To do: writing.* I may not write in the chat, so no prompt arrives. Give me the right to send messages there."
    ),
    Step.REACT: lambda w: w.t(
        "*To do: my sign.* I mark answers that count with 👌. Allow this reaction in the settings of the chat."
    ),
    Step.TRAINER: lambda w: w.t(
        "*To do: a trainer.* Somebody has to hear what happens. A coordinator invites one with {invite}.",
        invite=w.command("invite trainer"),
    ),
    Step.LEARNERS: lambda w: w.t(
        "*To do: the first learner.* Nobody has joined yet. Share the link of the course, or its code."
    ),
    Step.GROUPS: lambda w: w.t(
        "*To do: groups.* Enough people are here. I propose groups, and nothing happens without your yes."
    ),
    Step.PROMPT: lambda w: w.t("*To do: the first prompt.* None is scheduled. Write one, and say when it comes."),
}

KNOWN: dict[Step, Callable[[Words], Text]] = {
    Step.HEARING: lambda w: w.t(
        "*Good to know:* I read replies to me, and what is pressed; what people write to each other I do not see. "
        "Answers count all the same."
    ),
    Step.LEAVING: lambda w: w.t(
        "*Good to know:* Discord does not tell me who leaves the server, so I cannot tell you either."
    ),
}


@dataclass(frozen=True, slots=True)
class Next:
    """The buttons that can be offered: the way to groups is there only where they can be made."""

    groups: bool = False
    invites: bool = False


def checklist(
    w: Words, course: Course, steps: Sequence[tuple[Step, State]], standing: Standing | None, may: Next
) -> Message:
    """What is done in one line; what is to be done with the reason and the remedy, each with its button."""
    to_do = [step for step, state in steps if state is State.TO_DO]
    buttons = [[button] for step in to_do if (button := _button(w, course, step, may))]
    buttons[:1] = [[Button(each.label, each.action, Tone.MAIN) for each in row] for row in buttons[:1]]
    again = w.button(w.s("Look again"), Call("setup", {"course": str(course.id)}))
    return message(
        w.t(
            "*{course}* ({language}, {zone} time)",
            course=course.name,
            language=language_name(course.language),
            zone=w.zone_name(),
        ),
        _named(w, steps, State.DONE),
        *(_to_do(w, step, standing) for step in to_do),
        channel_of_its_own(w) if Step.THREADS in to_do and _on_discord(w) else None,
        _named(w, steps, State.LATER),
        *(KNOWN[step](w) for step, state in steps if state is State.SO_IT_IS),
        w.t("Everything is ready.") if not to_do else None,
        buttons=[*buttons[:5], [again]],
    )


def _named(w: Words, steps: Sequence[tuple[Step, State]], state: State) -> Text | None:
    names = [w.s(NAMES[step]) for step, found in steps if found is state]
    if not names:
        return None
    if state is State.LATER:
        return w.t("*Later:* {things}.", things=w.listed(names))
    return w.t("*Done:* {things}.", things=w.listed(names))


def _to_do(w: Words, step: Step, standing: Standing | None) -> Text:
    if step is not Step.THREADS:
        return REMEDIES[step](w)
    if standing is not None and not standing.has_threads and _on_discord(w):
        return w.t(
            "*To do: a place for each group.* Channels of this kind have no private threads, so groups share it. Connect "
            "an ordinary text channel."
        )
    if standing is not None and not standing.has_threads:
        return w.t(
            "*To do: a place for each group.* The chat has no topics, so groups share it. Open its settings, switch on "
            "Topics, and make me an administrator with Manage Topics."
        )
    return w.t(
        "*To do: a place for each group.* I lack the right to open one: Manage Topics on Telegram, Create Private Threads "
        "on Discord."
    )


def _on_discord(w: Words) -> bool:
    """Only a chat of the bot that is asked is looked at, so it is where the reader is."""
    return w.capabilities.forms_open_on_press


def _button(w: Words, course: Course, step: Step, may: Next) -> Button | None:
    number = {"course": str(course.id)}
    match step:
        case Step.CHAT:
            return w.button(w.s("Pick the chat"), Call("course connect", {"code": course.code}))
        case Step.LEARNERS:
            return w.button(w.s("Show the link"), Call("course show", number))
        case Step.GROUPS if may.groups:
            return w.button(w.s("Propose groups"), Call("group make", number))
        case Step.PROMPT:
            return w.button(w.s("Write the first prompt"), Call("prompt schedule", number))
        case Step.TRAINER if may.invites:
            return w.button(w.s("Invite a trainer"), Call("invite trainer"))
    return None
