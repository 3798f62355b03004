"""Two people of one name: what tells them apart wherever both are offered or listed."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from community.people import Person
from storage.work import Work

Mark = Callable[[int], str]
"""What is known of somebody by their number; empty where nothing is."""


def told_apart(names: Mapping[int, str], *marks: Mark) -> dict[int, str]:
    """The names of people by their numbers; namesakes with the first mark that differs for all of them, else the number."""
    alike: dict[str, list[int]] = {}
    for one, name in names.items():
        alike.setdefault(name.strip().casefold(), []).append(one)
    marked = {one: mark for people in alike.values() for one, mark in _marked(people, marks).items()}
    return {one: f"{name} {marked[one]}".strip() for one, name in names.items()}


def _marked(people: Sequence[int], marks: Sequence[Mark]) -> dict[int, str]:
    if len(people) == 1:
        return {people[0]: ""}
    for mark in marks:
        found = {one: mark(one) for one in people}
        if all(found.values()) and max(Counter(found.values()).values()) == 1:
            return {one: f"({said})" for one, said in found.items()}
    return {one: f"#{one}" for one in people}


def named(work: Work, people: Iterable[Person], course: int | None = None) -> dict[int, str]:
    """Told apart by platform; before the trainers of one course by group first."""
    names = {each.id: each.name for each in people}
    groups = [_group_in(work, course)] if course else []
    return told_apart(names, *groups, _platforms(work))


def renamed(work: Work, people: Iterable[Person]) -> list[Person]:
    """The same people, to be read about: each with a name that tells them apart."""
    everybody = list(people)
    names = named(work, everybody)
    return [replace(each, name=names[each.id]) for each in everybody]


def _platforms(work: Work) -> Mark:
    return lambda one: ", ".join(sorted({each.platform.title() for each in work.people.accounts(one)}))


def _group_in(work: Work, course: int) -> Mark:
    def group(one: int) -> str:
        found = work.groups.of_person(course, one)
        return found.name if found else ""

    return group
