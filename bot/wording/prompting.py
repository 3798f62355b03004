"""What trainers read while they schedule, and what the prompt looks like."""

from collections.abc import Sequence

from bot.call import Call
from bot.wording.labels import schedule_line, shortened
from bot.wording.words import Words, message, paragraph
from community.calendar import Once, Rule
from community.calendar import Slot as Occurrence
from community.chat.message import Message, Quote, Text, Tone
from community.courses import Course
from community.prompts import Series, SeriesState
from community.time_phrases import Understood


def proposal(
    w: Words, series: Series, course: Course, places: int, when: Understood | None, holidays: Text | None = None
) -> Message:
    """What the bot understood, before it counts; `when` if the time was written just now."""
    number = {"prompt": str(series.id)}
    return message(
        _when(w, series),
        Quote(series.text),
        w.t("Goes to *{course}*, in {places}.", course=course.name, places=w.n("one chat", "{count} chats", places))
        if places
        else w.t(
            "*{course}* has no chat now: connect one with {connect}.",
            course=course.name,
            connect=w.command("course connect"),
        ),
        _besides(w, when) if when else None,
        holidays,
        _goes_on(w, series),
        buttons=[
            [w.button(w.s("Schedule it"), Call("prompt confirm", number), Tone.MAIN)],
            [
                w.button(w.s("Change the time"), Call("prompt retime", number)),
                w.button(w.s("Change the text"), Call("prompt reword", number)),
            ],
            [
                w.button(w.s("Show how it will look"), Call("prompt preview", number)),
                w.button(w.s("Drop it"), Call("prompt cancel", number)),
            ],
        ],
    )


def _besides(w: Words, when: Understood) -> Text | None:
    """What goes beyond the words that were written."""
    if when.moved:
        return w.t("The clocks change that night: that hour does not exist, so it comes an hour later.")
    if when.usual_hour and isinstance(when.schedule, Rule):
        return w.t("No time of day was named, so it comes at {time}.", time=w.clock(when.schedule.at))
    return None


def _goes_on(w: Words, series: Series) -> Text | None:
    """A rule without an end does not stop by itself."""
    if not isinstance(series.schedule, Rule) or not series.schedule.endless:
        return None
    return w.t(
        "No end was named: it comes again and again until you stop it with {cancel} #{number}.",
        cancel=w.command("prompt cancel"),
        number=series.id,
    )


def _when(w: Words, series: Series) -> Text:
    first = series.schedule.after(series.done_until or series.created_at, series.zone)
    zone = w.zone_name()
    if first is None:
        return w.t("{rule} ({zone} time)", rule=schedule_line(w, series.schedule), zone=zone)
    if isinstance(series.schedule, Once):
        return w.t(
            "Once: *{date}, {time}* ({distance}, {zone} time)",
            date=w.date(first.due),
            time=w.time(first.due),
            distance=w.distance(first.due),
            zone=zone,
        )
    return w.t(
        "*{rule}* ({zone} time), first on {first}",
        rule=schedule_line(w, series.schedule),
        zone=zone,
        first=w.moment(first.due),
    )


def scheduled(w: Words, series: Series, course: Course, first: Occurrence | None) -> Message:
    """`first` is the next one that comes: holidays may be in between."""
    number = {"prompt": str(series.id)}
    text = (
        w.t(
            "Scheduled as prompt #{number} of *{course}*. It comes {moment}. You can change it at any time.",
            number=series.id,
            course=course.name,
            moment=w.moment(first.due),
        )
        if first
        else w.t("Scheduled.")
    )
    return message(
        text,
        _goes_on(w, series),
        buttons=[
            [
                w.button(w.s("Change it"), Call("prompt edit", number)),
                w.button(w.s("Cancel the prompt"), Call("prompt cancel", number)),
            ]
        ],
    )


def edit_menu(w: Words, series: Series) -> Message:
    number = {"prompt": str(series.id)}
    return message(
        w.t("Prompt #{number}: what shall change?", number=series.id),
        _when(w, series),
        Quote(series.text),
        buttons=[
            [
                w.button(w.s("Change the time"), Call("prompt retime", number)),
                w.button(w.s("Change the text"), Call("prompt reword", number)),
            ],
            [w.button(w.s("Cancel the prompt"), Call("prompt cancel", number), Tone.DANGER)],
        ],
    )


def changed(w: Words, series: Series) -> Message:
    return message(
        w.t("Prompt #{number} is changed.", number=series.id),
        _when(w, series),
        Quote(series.text),
        _goes_on(w, series),
        buttons=[[w.button(w.s("Change it again"), Call("prompt edit", {"prompt": str(series.id)}))]],
    )


def cancelled(w: Words, series: Series) -> Message:
    return message(
        w.t("Prompt #{number} is cancelled and will not come. Answers given so far stay.", number=series.id),
        Quote(shortened(series.text, 200)),
    )


def dropped(w: Words, series: Series) -> Text:
    """An offer was withdrawn."""
    return w.t("Prompt #{number} is dropped; nothing is scheduled.", number=series.id)


def listing(w: Words, course: Course, prompts: Sequence[tuple[Series, Occurrence | None, int]]) -> Message:
    """The prompts of a course: what comes when, and how many answered so far."""
    if not prompts:
        return message(
            w.t(
                "*{course}* has no prompts yet. Schedule one with {schedule}.",
                course=course.name,
                schedule=w.command("prompt schedule"),
            )
        )
    lines = [_line(w, *each) for each in prompts]
    return message(
        w.t("Prompts of *{course}*:\n{lines}", course=course.name, lines="\n".join(lines)),
        w.t(
            "Change one with {edit} #number, stop it with {cancel} #number.",
            edit=w.command("prompt edit"),
            cancel=w.command("prompt cancel"),
        ),
    )


def _line(w: Words, series: Series, coming: Occurrence | None, answers: int) -> str:
    match series.state:
        case SeriesState.SCHEDULED if coming:
            state = w.s("next {moment}", moment=w.moment(coming.due))
        case SeriesState.PROPOSED:
            state = w.s("waits for your yes")
        case SeriesState.CANCELLED:
            state = w.s("cancelled")
        case SeriesState.SUSPENDED:
            state = w.s("stopped with the course")
        case _:
            state = w.s("over")
    said = w.n("one answer", "{count} answers", answers) if answers else w.s("no answers")
    return w.s(
        "#{number} {text} – {state}, {answers}",
        number=series.id,
        text=shortened(series.text, 60),
        state=state,
        answers=said,
    )


def prompt(w: Words, text: str, slot: int, *, late: bool) -> Message:
    """The prompt as it stands in the chat."""
    return message(
        paragraph(text),
        w.t("This comes later than planned, because I was away.") if late else None,
        w.t("Reply to this message, or press Answer."),
        buttons=[[w.private_button(w.s("Answer"), Call("answer give", {"slot": str(slot)}), Tone.MAIN)]],
    )


def preview(w: Words, series: Series) -> Message:
    """How a prompt will look, and the way on from there."""
    number = {"prompt": str(series.id)}
    confirm = [w.button(w.s("Schedule it"), Call("prompt confirm", number), Tone.MAIN)]
    change = [w.button(w.s("Change it"), Call("prompt edit", number))]
    drop = w.button(w.s("Drop it"), Call("prompt cancel", number))
    return message(
        w.t("This is how it will look:"),
        *prompt(w, series.text, 0, late=False).blocks[:-1],
        buttons=[confirm, [*change, drop]] if series.state is SeriesState.PROPOSED else [change],
    )


def skipped(w: Words, series: Series, due: str, times: int) -> Message:
    """To the trainers: a prompt that could not be posted in time, and is no use any more."""
    return message(
        w.t(
            "Prompt #{number} was due {due}, but could not be posted in time and has lost its sense by now. "
            "I did not post it.",
            number=series.id,
            due=due,
        ),
        paragraph(w.n("It was left out once.", "It was left out {count} times.", times)) if times > 1 else None,
        Quote(shortened(series.text, 200)),
        buttons=[[w.button(w.s("Change it"), Call("prompt edit", {"prompt": str(series.id)}))]],
    )


def no_chat(w: Words, series: Series, course: Course) -> Message:
    """To the trainers: a prompt came, and there was no chat to post it in."""
    return message(
        w.t(
            "Prompt #{number} came, but *{course}* has no chat, so nobody saw it. Connect a chat with {connect}. "
            "Learners find the prompt with {todo}.",
            number=series.id,
            course=course.name,
            connect=w.command("course connect"),
            todo=w.command("todo"),
        ),
    )
