"""What is said about pairs that meet and about roles in a group, once each."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from bot.call import Call
from bot.pair_changes import Change
from bot.pairing import Meeting, Partner
from bot.rolling import RoleView
from bot.wording import group_roles, pair_changes, pairs
from bot.wording.words import Words, message
from community.calendar import Every, Rule
from community.chat.address import Account, Platform
from community.chat.message import Message
from community.courses import Course, CourseState
from community.group_roles import RoleWeek
from community.groups import PeerGroup
from community.matching import GroupRole, Reason, State
from community.pairs import PairRound, PairSeat, Said
from community.time_phrases import read_when

HELSINKI = ZoneInfo("Europe/Helsinki")
LONG_NAME = "AINO-MARIA VON WRIGHT-KALLIO OF THE OLD HARBOUR SCHOOL"
TUESDAY = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
MONDAY = datetime(2026, 11, 30, 7, 0, tzinfo=UTC)
COURSE = Course(1, 1, "SUOMI 1", "fi", "Europe/Helsinki", "SUOM2345", CourseState.OPEN, 1, TUESDAY)
WEEKLY = Rule(Every.WEEK, time(9), date(2026, 11, 30), weekdays=frozenset({0, 2}), until=date(2026, 12, 12))


def _pairs(w: Words) -> dict[str, Message]:
    first = WEEKLY.after(TUESDAY, "Europe/Helsinki")
    assert first is not None
    understood = read_when("every Monday 9:00", TUESDAY, HELSINKI, "en")
    once = read_when("21.12.2026 9:00", TUESDAY, HELSINKI, "en")
    ben = Partner("BEN", (Account(Platform.TELEGRAM, "1"),), "Europe/Lisbon")
    seat = PairSeat(3, 1, 0, State.PLACED, (Reason.NO_COMMON_LANGUAGE,))
    begun = PairRound(3, 1, "", TUESDAY, MONDAY)
    two = Meeting(COURSE, begun, seat, (ben,), "", 0b1111 << 40, TUESDAY, MONDAY)
    three = replace(two, partners=(ben, replace(ben, name=LONG_NAME, zone="")), begins="BEN", common=0, until=None)
    again = replace(two, seat=replace(seat, reasons=(Reason.TOGETHER_AGAIN,)), common=None)
    left_out = {
        f"no pair: {reason}": replace(two, partners=(), seat=replace(seat, pair=None, reasons=(reason,)))
        for reason in (*Reason,)
    }
    seen = pairs.Overview(WEEKLY, first, 1, 1, 1, 1, ["AINO"], ["BEN"])
    over = replace(seen, coming=None, taking_part=5, rounds=4, planned=8, met=7, silent=(), away=())
    return {
        "pairs are proposed": pairs.proposal(w, COURSE, understood, first, Call("pairs confirm")),
        "pairs are proposed once, in place of others": pairs.proposal(
            w, COURSE, once, first, Call("pairs confirm"), WEEKLY
        ),
        "pairs are dropped": message(pairs.dropped(w, COURSE)),
        "pairs are started": pairs.started(w, COURSE, first, 1),
        "pairs are started without a chat": pairs.started(w, COURSE, first, 0),
        "who wants a pair": pairs.begins(w, COURSE, first),
        "who wants a pair, without a date": pairs.begins(w, COURSE, None),
        "asked again": pairs.asked_again(w, 1),
        "nowhere to ask": pairs.asked_again(w, 0),
        "takes part in pairs": pairs.takes_part(w, COURSE, first),
        "takes part in pairs, and pauses": pairs.takes_part(w, COURSE, first, MONDAY),
        "my pairs, in a pause": pairs.mine(w, COURSE, MONDAY, takes_part=True, pause=MONDAY),
        "takes part in no pairs": pairs.out(w, COURSE),
        "no more pairs": pairs.stopped(w, COURSE),
        "no more pairs for you": pairs.end(w, COURSE),
        "silent for long": pairs.silent(w, COURSE),
        "a pair": pairs.pair(w, two),
        "a pair again": pairs.pair(w, again),
        "a trio": pairs.pair(w, three),
        **{name: pairs.alone(w, meeting) for name, meeting in left_out.items()},
        **{f"a pair changed: {change}": _changed(w, three, change, "EMIL") for change in Change},
        **{f"a pair changed by who is forgotten: {change}": _changed(w, two, change, "") for change in Change},
        "did you meet": pairs.did_you_meet(w, three),
        **{f"noted: {said}": pairs.noted(w, two, said) for said in Said},
        "my pairs": pairs.mine(w, COURSE, MONDAY, takes_part=True),
        "no pairs of mine": pairs.mine(w, COURSE, None, takes_part=False),
        "my pair": pairs.my_pair(w, two),
        "how pairs go": pairs.overview(w, COURSE, seen),
        "how pairs went": pairs.overview(w, COURSE, over),
        "how pairs begin": pairs.overview(w, COURSE, pairs.Overview(WEEKLY, first, 0, 0, 0, 0, [], [])),
    }


def _changed(w: Words, meeting: Meeting, change: Change, name: str) -> Message:
    alone = replace(meeting, partners=(), seat=replace(meeting.seat, pair=None))
    return pair_changes.changed(w, alone if change is Change.ALONE else meeting, change, name)


def _group_roles(w: Words) -> dict[str, Message]:
    group = PeerGroup(1, 1, 1, "BIRCH", None, TUESDAY)
    held = {GroupRole.HOST: 1, GroupRole.QUESTIONER: 2, GroupRole.CONNECTOR: 1, GroupRole.SUMMARISER: 9}
    seen = RoleView(COURSE, group, RoleWeek(1, MONDAY.date(), held), {1: "AINO", 2: "BEN", 3: "CARLA"})
    return {
        "roles of the week": group_roles.this_week(w, seen),
        "my role": group_roles.my_role(w, seen, 1),
        "no role of mine": group_roles.my_role(w, seen, 3),
        "roles in all groups": group_roles.every_group(w, COURSE, [seen]),
        "roles in no group": group_roles.every_group(w, COURSE, []),
        "asked to swap": group_roles.asked(w, "BEN"),
        "a swap is asked for": group_roles.swap_asked(w, seen, 1, 3, (1, 2)),
        "no swap": group_roles.kept(w),
        "a swap": group_roles.swapped(w, seen, 1, 2),
    }


PAGES: tuple[Callable[[Words], dict[str, Message]], ...] = (_pairs, _group_roles)
