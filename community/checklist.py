"""What a course needs before its first prompt is read and answered: looked at as often as anybody likes."""

from dataclasses import dataclass
from enum import StrEnum

from community.chat.capabilities import Standing


class Step(StrEnum):
    """One thing to see to, in the order in which it is best done."""

    CHAT = "chat"
    WRITE = "write"
    REACT = "react"
    THREADS = "threads"
    TRAINER = "trainer"
    COURSE = "course"
    LEARNERS = "learners"
    GROUPS = "groups"
    PROMPT = "prompt"
    HEARING = "hearing"
    LEAVING = "leaving"


class State(StrEnum):
    """How it is with a step."""

    DONE = "done"
    TO_DO = "to do"
    LATER = "later"  # it comes by itself, or when something else is done
    SO_IT_IS = "so it is"  # nothing is wrong; it should be known


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a course. `standing` is how we stand in its chat; None where nobody could be asked."""

    chats: int
    standing: Standing | None
    trainers: int
    learners: int
    groups: int
    prompts: int
    wants_groups: bool = True
    least: int = 3
    """So many learners make a group."""


def checklist(facts: Facts) -> list[tuple[Step, State]]:
    """Every step that can be judged, with its state."""
    found = [(Step.CHAT, _done(facts.chats > 0 and (facts.standing is None or facts.standing.present)))]
    if facts.chats and facts.standing is not None and facts.standing.present:
        found += _in_the_chat(facts.standing)
        if facts.wants_groups:
            found.append((Step.THREADS, _places(facts, facts.standing)))
    found += [(Step.TRAINER, _done(facts.trainers > 0)), (Step.COURSE, State.DONE)]
    found.append((Step.LEARNERS, _done(facts.learners > 0)))
    if facts.wants_groups:
        found.append((Step.GROUPS, State.DONE if facts.groups else State.TO_DO if _enough(facts) else State.LATER))
    found.append((Step.PROMPT, _done(facts.prompts > 0)))
    return sorted(found, key=lambda each: list(Step).index(each[0]))


def _enough(facts: Facts) -> bool:
    return facts.learners >= facts.least


def _places(facts: Facts, standing: Standing) -> State:
    """Nobody needs to see to places of groups before there can be groups."""
    if standing.opens_threads:
        return State.DONE
    return State.TO_DO if facts.groups or _enough(facts) else State.LATER


def _in_the_chat(standing: Standing) -> list[tuple[Step, State]]:
    found = [(Step.WRITE, _done(standing.writes)), (Step.REACT, _done(standing.reacts))]
    if not standing.hears_replies:
        found.append((Step.HEARING, State.SO_IT_IS))
    if not standing.hears_leaving:
        found.append((Step.LEAVING, State.SO_IT_IS))
    return found


def _done(done: bool) -> State:
    return State.DONE if done else State.TO_DO
