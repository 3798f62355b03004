"""The file that a learner takes away from a course: their own work, to be read and to be read by programs."""

import html
import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.wording.words import Words
from community.chat.message import File
from community.courses import Course
from storage.ended import Given, Taken
from storage.work import Work

PAGE = """<!doctype html>
<html lang="{language}">
<head><meta charset="utf-8"><title>{title}</title></head>
<body>
<h1>{title}</h1>
{body}
</body>
</html>
"""


def files(w: Words, work: Work, course: Course, person: int) -> list[File]:
    """A page and its twin in JSON; none if there are no words."""
    answers, comments = work.ended.answers(course.id, person), work.ended.comments(course.id, person)
    if not answers and not comments:
        return []
    data = {"course": course.name, "answers": list(map(asdict, answers)), "comments": list(map(asdict, comments))}
    plain = json.dumps(data, ensure_ascii=False, indent=2, default=datetime.isoformat)
    page = PAGE.format(
        language=w.language,
        title=html.escape(course.name),
        body="\n".join([*_answers(w, course, answers), *_comments(w, comments)]),
    )
    return [
        File("my-course.html", page.encode(), "text/html"),
        File("my-course.json", plain.encode(), "application/json"),
    ]


def _answers(w: Words, course: Course, answers: list[Taken]) -> Iterator[str]:
    zone = ZoneInfo(course.zone)
    for each in answers:
        yield f"<h2>{_lines(each.prompt)}</h2>"
        yield f"<p><small>{w.day(each.asked_at.astimezone(zone).date())}</small></p>"
        yield f"<p>{_lines(each.answer)}</p>"
        if each.comments:
            yield f"<h3>{html.escape(w.s('Comments you received'))}</h3>"
            said = (
                f"<li><b>{html.escape(one.by or w.s('Somebody'))}</b>: {_lines(one.text)}</li>" for one in each.comments
            )
            yield f"<ul>{''.join(said)}</ul>"


def _comments(w: Words, comments: list[Given]) -> Iterator[str]:
    if comments:
        yield f"<h2>{html.escape(w.s('Comments you gave'))}</h2>"
        said = (f"<li>{_lines(each.text)} <small>({_lines(each.prompt)})</small></li>" for each in comments)
        yield f"<ul>{''.join(said)}</ul>"


def _lines(words: str) -> str:
    return html.escape(words).replace("\n", "<br>")
