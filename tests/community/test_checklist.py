"""What the checklist of a course says of each step."""

from dataclasses import replace

from community.chat.capabilities import Standing
from community.checklist import Facts, State, Step, checklist

STANDING = Standing(True, True, True, True, True, True, True)
READY = Facts(chats=1, standing=STANDING, trainers=1, learners=6, groups=2, prompts=1)


def found(facts: Facts) -> dict[Step, State]:
    return dict(checklist(facts))


def test_a_course_that_has_everything_has_nothing_to_do() -> None:
    assert set(found(READY).values()) == {State.DONE}


def test_what_cannot_be_known_is_not_judged() -> None:
    steps = found(replace(READY, standing=None))
    assert Step.CHAT in steps
    assert not {Step.WRITE, Step.REACT, Step.THREADS} & set(steps)
    assert found(replace(READY, chats=0, standing=None))[Step.CHAT] is State.TO_DO


def test_a_chat_that_we_are_not_in_is_no_chat() -> None:
    assert found(replace(READY, standing=Standing(present=False)))[Step.CHAT] is State.TO_DO


def test_groups_wait_until_enough_people_are_there() -> None:
    assert found(replace(READY, groups=0, learners=2))[Step.GROUPS] is State.LATER
    assert found(replace(READY, groups=0, learners=3))[Step.GROUPS] is State.TO_DO
    assert Step.GROUPS not in found(replace(READY, wants_groups=False))


def test_places_of_groups_wait_until_there_can_be_groups() -> None:
    nowhere = replace(STANDING, opens_threads=False)
    assert found(replace(READY, standing=nowhere, groups=0, learners=2))[Step.THREADS] is State.LATER
    assert found(replace(READY, standing=nowhere, groups=0, learners=3))[Step.THREADS] is State.TO_DO
    assert found(replace(READY, standing=nowhere, learners=2))[Step.THREADS] is State.TO_DO
    assert found(replace(READY, groups=0, learners=2))[Step.THREADS] is State.DONE


def test_what_a_platform_does_not_tell_is_said_and_is_no_task() -> None:
    steps = found(replace(READY, standing=replace(STANDING, hears_replies=False, hears_leaving=False)))
    assert steps[Step.HEARING] is steps[Step.LEAVING] is State.SO_IT_IS
    assert State.TO_DO not in steps.values()


def test_steps_come_in_the_order_in_which_they_are_done() -> None:
    order = [step for step, _ in checklist(replace(READY, standing=replace(STANDING, hears_replies=False)))]
    assert order == sorted(order, key=list(Step).index)
