"""What trainers do with prompts: schedule, look, change, cancel."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated
from zoneinfo import ZoneInfo

from bot import offers, terms
from bot.audience import read_places
from bot.commands.common import StaffedCourse
from bot.turn import Answer, Say, Turn
from bot.vocabulary import Asks, Reply, Topic, command
from bot.wording import prompting as wording
from bot.wording import terms as term_wording
from bot.wording.words import N_, Words
from community.chat.form import Line, Pick, When
from community.chat.message import Text
from community.courses import Course
from community.errors import CourseOver, NoPromptOfYours
from community.prompts import ANSWER_MOST, Series, SeriesState
from community.roles import Role
from community.time_phrases import Understood

WHEN = Asks(
    N_("Time"), N_("When shall it come? For example: Mon 9:00, 7 December 18:30, every Monday 9:00 until 12.12.")
)
TEXT = Asks(N_("Text of the prompt"), N_("What shall it say? Write it as your learners will read it."))
PromptText = Annotated[str, Line(most=ANSWER_MOST, several_lines=True), TEXT]
Prompt = Annotated[int, Pick("prompts"), Asks(N_("Prompt"), N_("Which prompt?"))]


@command(
    "prompt schedule",
    role=Role.TRAINER,
    topic=Topic.PROMPTS,
    example="/prompt_schedule every Monday 9:00 Share one link that helped you, and say why.",
    form=True,
)
def schedule(turn: Turn, course: StaffedCourse, when: Annotated[Understood, When(), WHEN], text: PromptText) -> Answer:
    """Schedule a prompt, once or again and again."""
    found = turn.course(course, Role.TRAINER)
    if found.has_ended:
        raise CourseOver(course=found.name)
    series = turn.work.prompts.add(
        Series(
            id=0,
            course=found.id,
            text=text,
            schedule=when.schedule,
            zone=found.zone,
            state=SeriesState.PROPOSED,
            created_by=turn.person.id,
            created_at=turn.now,
        )
    )
    return _proposal(turn, series, found, when)


def _proposal(turn: Turn, series: Series, course: Course, when: Understood | None) -> Say:
    places = sum(each.hears for each in read_places(turn.work, course))
    words = _in_zone(turn, course)
    return Say(wording.proposal(words, series, course, places, when, _holidays(words, turn, series, course)))


def _holidays(w: Words, turn: Turn, series: Series, course: Course) -> Text | None:
    """What the holidays of the organisation do to a prompt, told before it counts."""
    centre = terms.centre_of(turn.work, course)
    days = series.left_out(centre.holidays, turn.now)
    first = series.schedule.after(turn.now, series.zone)
    if first is not None and not series.schedule.repeats and centre.is_closed_on(first.local.date()):
        return term_wording.on_holiday(w, centre.name)
    return term_wording.left_out(w, centre.name, days)


def _in_zone(turn: Turn, course: Course) -> Words:
    """A course's times are spoken of in the course's zone, which is named beside them."""
    return replace(turn.words, zone=ZoneInfo(course.zone))


def _find(turn: Turn, number: int) -> tuple[Series, Course]:
    series = turn.work.prompts.get(number, lock=True)
    course = turn.work.courses.get(series.course) if series else None
    if series is None or not series.text or course is None or turn.role_in(course) < Role.TRAINER:
        raise NoPromptOfYours
    return series, course


def _not_scheduled(turn: Turn, args: Mapping[str, str]) -> Text | None:
    series = turn.work.prompts.get(int(args["prompt"]), lock=True)
    if series is None or series.state is not SeriesState.PROPOSED:
        return None
    series.cancel()
    turn.work.prompts.save(series)
    return wording.dropped(turn.words, series)


@command("prompt confirm", reply=Reply.UPDATE, personal=True, withdraw=_not_scheduled)
def confirm(turn: Turn, prompt: Prompt) -> Answer:
    """Schedule the prompt as it was shown."""
    series, course = _find(turn, prompt)
    series.confirm(turn.now)
    turn.work.prompts.save(series)
    first = series.next_shown(terms.centre_of(turn.work, course).is_closed_on)
    return Say(wording.scheduled(_in_zone(turn, course), series, course, first))


@command("prompt list", role=Role.TRAINER, topic=Topic.PROMPTS)
def list_(turn: Turn, course: StaffedCourse) -> Answer:
    """List the prompts of a course."""
    found = turn.course(course, Role.TRAINER)
    answered = turn.work.prompts.answered_by_series(found.id)
    closed = terms.centre_of(turn.work, found).is_closed_on
    prompts = [
        (series, series.next_shown(closed), answered.get(series.id, 0))
        for series in turn.work.prompts.of_course(found.id)
    ]
    return Say(wording.listing(_in_zone(turn, found), found, prompts))


@command("prompt edit", role=Role.TRAINER, topic=Topic.PROMPTS, example="/prompt_edit #12")
def edit(
    turn: Turn,
    prompt: Prompt,
    when: Annotated[Understood | None, When(), WHEN] = None,
    text: Annotated[str, Line(most=ANSWER_MOST, several_lines=True), TEXT] = "",
) -> Answer:
    """Change the time or the text of a prompt."""
    series, course = _find(turn, prompt)
    if when is None and not text and series.state is SeriesState.PROPOSED:
        return _proposal(turn, series, course, None)
    if when is None and not text:
        return Say(wording.edit_menu(_in_zone(turn, course), series))
    return _changed(turn, series, course, when, text)


@command("prompt retime", form=True)
def retime(turn: Turn, prompt: Prompt, when: Annotated[Understood, When(), WHEN]) -> Answer:
    """Change the time of a prompt."""
    return _changed(turn, *_find(turn, prompt), when, "")


@command("prompt reword", form=True)
def reword(turn: Turn, prompt: Prompt, text: PromptText) -> Answer:
    """Change the text of a prompt."""
    return _changed(turn, *_find(turn, prompt), None, text)


def _changed(turn: Turn, series: Series, course: Course, when: Understood | None, text: str) -> Say:
    """A proposal is shown again for the yes; a scheduled prompt is changed at once."""
    if when is not None:
        series.move(when.schedule, turn.now)
    if text:
        series.reword(text)
    turn.work.prompts.save(series)
    if series.state is SeriesState.PROPOSED:
        return _proposal(turn, series, course, when)
    return Say(wording.changed(_in_zone(turn, course), series))


@command("prompt cancel", role=Role.TRAINER, topic=Topic.PROMPTS, example="/prompt_cancel #12", personal=True)
def cancel(turn: Turn, prompt: Prompt) -> Answer:
    """Cancel a prompt that is still to come."""
    series, _ = _find(turn, prompt)
    offers.close(turn, "prompt confirm", {"prompt": str(prompt)})
    series.cancel()
    turn.work.prompts.save(series)
    return Say(wording.cancelled(turn.words, series))


@command("prompt preview", role=Role.TRAINER, topic=Topic.PROMPTS, example="/prompt_preview #12")
def preview(turn: Turn, prompt: Prompt) -> Answer:
    """Show how a prompt will look."""
    series, _ = _find(turn, prompt)
    return Say(wording.preview(turn.words, series))
