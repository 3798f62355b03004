"""What several stories about coming in have in common: the rules of a course, and asking to join it."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from storage.work import Work
from tests.stories.people import Person
from tests.stories.school import School


def rules(school: School, *, number: int = 1, **changed: Any) -> None:
    """The trainers have settled how their course works."""

    def settle(work: Work) -> None:
        course = work.courses.get(number)
        assert course is not None
        course.settings = replace(course.settings, **changed)
        work.courses.save(course)

    school.town.keeps(settle)


def ends_with_the_code(school: School, until: datetime | None) -> None:
    def settle(work: Work) -> None:
        course = work.courses.get(1)
        assert course is not None
        course.code_until = until
        work.courses.save(course)

    school.town.keeps(settle)


def asks_to_join(learner: Person, code: str) -> None:
    """Follow the link, agree and give a name: whatever comes of it."""
    learner.says(f"/start {code}")
    learner.presses("Join the course")
    learner.fills_in(name=learner.name)
