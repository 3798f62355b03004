"""What trainers read about the people of their course."""

from collections.abc import Callable, Sequence

from bot.call import Call
from bot.roster import A_PAGE, Doing, Row, Shut
from bot.wording.labels import shortened
from bot.wording.words import Words, message, paragraph
from community.chat.message import Button, Message, Text, Tone
from community.courses import Course
from community.entrance import Application, ApplicationState
from community.people import Person

DOING: dict[Doing, Callable[[Words], str]] = {
    Doing.ACTIVE: lambda w: w.s("active"),
    Doing.QUIET: lambda w: w.s("quiet"),
    Doing.PAUSED: lambda w: w.s("on a pause"),
}
SHUT: dict[Shut, Callable[[Words], str]] = {
    Shut.BLOCKED: lambda w: w.s("cannot be reached: has blocked me"),
    Shut.NO_MESSAGES: lambda w: w.s("cannot be reached: takes no direct messages"),
    Shut.NEVER_WROTE: lambda w: w.s("cannot be reached: has never written to me"),
}
WAITING: dict[ApplicationState, Callable[[Words], str]] = {
    ApplicationState.ASKED: lambda w: w.s("asks to be let in"),
    ApplicationState.WAITING: lambda w: w.s("waits for a seat"),
    ApplicationState.OFFERED: lambda w: w.s("has been offered a seat"),
}


def listing(
    w: Words, course: Course, rows: Sequence[Row], queue: Sequence[tuple[Application, Person]], page: int, count: int
) -> Message:
    """One page of the learners of a course; who waits stands on the first."""
    waiting = [w.s("{name}: {state}", name=person.name, state=WAITING[each.state](w)) for each, person in queue]
    return message(
        _head(w, course, count),
        paragraph(*[_line(w, row) for row in rows]) if rows else None,
        paragraph(*waiting[:A_PAGE]) if waiting and not page else None,
        w.t("{remove} ends somebody's taking part.", remove=w.command("people remove")) if rows and not page else None,
        buttons=_turning(w, course, page, count) or None,
    )


def _head(w: Words, course: Course, count: int) -> Text:
    if not count:
        return w.t(
            "Nobody takes part in *{course}* yet. {show} shows the way in.",
            course=course.name,
            show=w.command("course show"),
        )
    seats = course.settings.seats
    if seats:
        return w.t("*{course}*: {count} of {seats} seats are taken.", course=course.name, count=count, seats=seats)
    people = w.n("One learner", "{count} learners", count)
    return w.t("*{course}*: {people}", course=course.name, people=people)


def _line(w: Words, row: Row) -> str:
    """`Aino (Telegram), since Tue 24 November: active, last seen Wed 25 November, group Koivu`."""
    said = [
        DOING[row.doing](w),
        w.s("last seen {day}", day=w.day_of(row.last)) if row.last else "",
        w.s("group {name}", name=row.group) if row.group else "",
        SHUT[row.shut](w) if row.shut else "",
    ]
    return w.s(
        "{name} ({platform}), since {date}: {facts}",
        name=row.person.name,
        platform=row.membership.platform.title(),
        date=w.date(row.membership.joined_at),
        facts=", ".join(filter(None, said)),
    )


def _turning(w: Words, course: Course, page: int, count: int) -> list[list[Button]]:
    number = str(course.id)
    before = [w.button(w.s("Show those before"), Call("people list", {"course": number, "page": str(page - 1)}))]
    after = [w.button(w.s("Show those after"), Call("people list", {"course": number, "page": str(page + 1)}))]
    rows = [before if page else [], after if (page + 1) * A_PAGE < count else []]
    return [row for row in rows if row]


def remove_question(w: Words, course: Course, name: str, membership: int) -> Message:
    return message(
        w.t(
            "Remove {name} from *{course}*? {name} is told, and what they wrote stays for the group.",
            name=name,
            course=course.name,
        ),
        buttons=[
            [
                w.button(
                    w.s("Remove {name}", name=shortened(name, 20)),
                    Call("people remove yes", {"person": str(membership)}),
                    Tone.DANGER,
                )
            ],
            [
                w.button(
                    w.s("Keep {name}", name=shortened(name, 20)), Call("offer decline", {"offer": "people_remove_yes"})
                )
            ],
        ],
    )


def kept(w: Words, course: Course, name: str) -> Text:
    return w.t("{name} stays in *{course}*.", name=name, course=course.name)


def removed(w: Words, course: Course, name: str) -> Message:
    return message(
        w.t(
            "{name} does not take part in *{course}* any more, and was told. If your chat is closed to others, "
            "please remove {name} there, too: I do not do that.",
            name=name,
            course=course.name,
        )
    )
