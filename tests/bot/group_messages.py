"""Everything that is said about peer groups, once each: a part of `every_message`."""

from dataclasses import replace
from datetime import UTC, date, datetime

from bot.grouping.changing import Change
from bot.grouping.proposals import Page, Proposal
from bot.grouping.views import GroupView
from bot.wording import forming, grouping, wishing
from bot.wording.words import Words, message
from community.chat.address import Platform
from community.chat.message import File, Message
from community.courses import Course, CourseState, Membership
from community.groups import Formation, FormationState, PeerGroup, Seat, Since, Terms
from community.matching import Proposal as Change_
from community.matching import Reason, Remedy, State
from community.people import Person

TUESDAY = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
COURSE = Course(1, 1, "SUOMI 1", "fi", "Europe/Helsinki", "SUOM2345", CourseState.OPEN, 1, TUESDAY)
FORMATION = Formation(1, 1, FormationState.PROPOSED, 7, Terms(), 1, TUESDAY)
BIRCHES, SPRUCES = (PeerGroup(number, 1, number, name, 1, TUESDAY) for number, name in ((1, "KOIVU"), (2, "KUUSI")))
LOCKED = PeerGroup(3, 1, 3, "MÄNTY", 1, TUESDAY, locked=True)
EVENINGS = 0b111 << 16 | 0b111 << 64
APART = {"Discord": ["BEN"], "Telegram": ["AINO", "CARLA"]}
GOOD = GroupView(
    label="",
    number=1,
    members=("AINO", "BEN", "CARLA"),
    people=(1, 2, 3),
    hours=EVENINGS,
    hours_known_of=2,
    zones=("Europe/Helsinki", "Europe/Lisbon"),
    monday=date(2026, 11, 23),
    languages=("en", "fi"),
    interests=("WALKS", "MAPS"),
    against=(),
    unmet=(),
)
AGAINST = (
    Reason.TOO_SMALL,
    Reason.TOO_LARGE,
    Reason.NO_COMMON_LANGUAGE,
    Reason.NO_COMMON_HOUR,
    Reason.HOURS_UNKNOWN,
)
UNMET = ((Reason.TOGETHER_NOT_MET, "AINO", "BEN"), (Reason.APART_NOT_MET, "AINO", "CARLA"))
BAD = GroupView(
    "KUUSI",
    2,
    ("DORA",),
    (4,),
    0,
    3,
    (),
    date(2026, 11, 23),
    (),
    (),
    AGAINST,
    UNMET,
    lone_kinds=(("NIGHT SHIFTS", "DORA"),),
    repeated=(("AINO", "BEN"),),
    locked=True,
)
OUT = (
    Reason.NOBODY_ELSE,
    Reason.NO_GROUP_WITH_ROOM,
    Reason.NO_GROUP_IN_LANGUAGE,
    Reason.NO_GROUP_WITHOUT_APART,
    Reason.ASKED_FOR_PAUSE,
    Reason.TRAINER_DECIDED,
    Reason.SILENT,
)
LONG_BY_NATURE = {
    "some stay",
    "a proposal",
    "a proposal of many",
    "people left since",
    "one of each since",
    "a change by hand",
    "the groups",
    "a change",
    "somebody came late",
}
"""Lists of groups: as long as the groups are."""


def _person(number: int, name: str) -> tuple[Membership, Person]:
    return Membership(number, 1, number, Platform.TELEGRAM, TUESDAY, "1", TUESDAY), Person(number, name, "en")


def _proposal() -> Proposal:
    people = {number: _person(number, name) for number, name in enumerate(["AINO", "BEN", *["CARLA"] * 10], 1)}
    seats = {1: Seat(1, 0, State.PLACED), 2: Seat(2, 1, State.PLACED)}
    seats |= {number: Seat(number, None, State.WAITING, (reason,)) for number, reason in enumerate(OUT, 3)}
    paused, person = people[12]
    seats[3] = Seat(12, None, State.PAUSED, (Reason.ASKED_FOR_PAUSE,))
    people[12] = replace(paused, paused_until=TUESDAY), person
    return Proposal(FORMATION, COURSE, people, seats)


def _forming(w: Words) -> dict[str, Message]:
    one = Page(_proposal(), 0, 1, [GOOD, BAD], 0, 0)
    moved = replace(
        _proposal(), formation=replace(FORMATION, since=Since(1, 2, 3, 4, 5, groups=(0, 1, 2, *range(9, 20))))
    )
    one_each = replace(_proposal(), formation=replace(FORMATION, since=Since(2, 1, 1, 1, 1, groups=(*range(7),))))
    many = Page(moved, 0, 2, [BAD], 1, 2)
    return {
        "groups are looked for": forming.looking(w, COURSE, 12, 1, again=False),
        "new groups are looked for": forming.looking(w, COURSE, 3000, 51, again=True),
        "some stay": forming.looking(w, COURSE, 30, 1, again=True, locked=[("KOIVU", ["AINO", "BEN"])] * 8),
        "a proposal": forming.proposal(w, one),
        "a proposal of many": forming.proposal(w, many),
        "what can be changed": forming.menu(w, FORMATION, [(1, ["AINO", "BEN"])]),
        "a change by hand": forming.adjusted(
            w, _proposal(), [(GOOD, BAD), (BAD, GOOD), (None, GOOD)], forming.shifted(w, "AINO", 2)
        ),
        "two change places": message(forming.exchanged(w, "AINO", "BEN")),
        "left out": message(forming.omitted(w, "AINO")),
        "kept": message(forming.kept(w, 1, locked=True)),
        "not kept": message(forming.kept(w, 1, locked=False)),
        "picture and table": forming.files(w, _proposal(), [File("GROUPS.PNG", b"")]),
        "people left since": forming.changed_since(w, moved, [GOOD, BAD]),
        "one of each since": forming.changed_since(w, one_each, []),
        "confirmed": forming.confirmed(w, COURSE, 1, 1, again=False),
        "confirmed, and people wait": forming.confirmed(w, COURSE, 3, 2, again=True),
        "confirmed, and one stays": forming.confirmed(w, COURSE, 3, 0, again=True, stay=["KOIVU"]),
        "confirmed, and two stay": forming.confirmed(w, COURSE, 3, 0, again=True, stay=["KOIVU", "KUUSI"]),
        "a proposal is dropped": message(forming.dropped(w, COURSE)),
    }


def _grouping(w: Words) -> dict[str, Message]:
    move = Change_(Remedy.MOVE, (1,), 0, 1, 0.1, ())
    merge = Change_(Remedy.MERGE, (1, 2), 0, 1, 0.1, ())
    good, bad, unknown = replace(GOOD, label="KOIVU"), replace(BAD, locked=False), replace(GOOD, hours=None, number=3)
    by_one = grouping.Offer(1, "AINO", BIRCHES, SPRUCES, Change([good, bad], [good, bad]), 3)
    by_all = grouping.Offer(0, "", BIRCHES, SPRUCES, Change([good, unknown], [unknown]), 3)
    waiting = [("EMIL", (Reason.NO_GROUP_WITH_ROOM,)), ("IDA", ())]
    return {
        "the groups": grouping.listing(w, COURSE, [GOOD, BAD], waiting, FORMATION, (0, 2)),
        "still looking": grouping.still_looking(w, COURSE),
        "no groups": grouping.no_groups(w, COURSE, None),
        "no groups, but a proposal": grouping.no_groups(w, COURSE, FORMATION),
        "my group": grouping.mine(w, COURSE, GOOD, ["BEN", "CARLA"], [("HOST", "BEN")]),
        "my group, alone": grouping.mine(w, COURSE, BAD, [], []),
        "a group begins": grouping.begins(w, COURSE, BAD, ["BEN", "CARLA"]),
        "a group of one begins": grouping.begins(w, COURSE, BAD, []),
        "a group is greeted": grouping.greets(w, GOOD, None),
        "a group on two platforms is greeted": grouping.greets(w, GOOD, grouping.Apart(APART, shares=True)),
        "a group has changed": grouping.members_changed(w, GOOD, grouping.Apart(APART, shares=False)),
        "no group yet": grouping.waits(w, COURSE),
        "somebody came late": grouping.came_late(w, COURSE, GOOD, "CARLA"),
        **{f"somebody waits: {each}": grouping.somebody_waits(w, COURSE, "IDA", (each,)) for each in Reason},
        "a group is small": grouping.too_small(w, COURSE, BIRCHES, ["AINO"], None, None),
        "a group is small, and somebody could come": grouping.too_small(
            w, COURSE, SPRUCES, ["BEN", "CARLA"], move, by_one
        ),
        "two groups could be merged": grouping.too_small(w, COURSE, BIRCHES, ["AINO"], merge, by_all),
        "a small group stays": grouping.stays(w, BIRCHES),
        "nothing to be done": grouping.settled(w, BIRCHES, 3),
        "nothing to be done, with one": grouping.settled(w, BIRCHES, 1),
        "nothing to be done, it ended": grouping.settled(w, replace(BIRCHES, ended_at=TUESDAY), 0),
        "a change": grouping.moved(w, "AINO", SPRUCES, Change([GOOD, BAD], [GOOD, BAD])),
        "two people change groups": grouping.swapped(w, "AINO", "BEN", Change([], [])),
        "a merge": grouping.merged(w, BIRCHES, SPRUCES, Change([], [])),
        "a new name": grouping.renamed(w, "KOIVU", SPRUCES),
        "a group is locked": grouping.locked(w, LOCKED),
        "a group is open": grouping.locked(w, BIRCHES),
    }


def _wishing(w: Words) -> dict[str, Message]:
    return {
        "a wish for": wishing.made(w, COURSE, "BEN", 1, together=True),
        "a wish against": wishing.made(w, COURSE, "BEN", 1, together=False),
        "a trainer's wish for": wishing.made_by_trainer(w, COURSE, "AINO", "BEN", 1, together=True),
        "a trainer's wish against": wishing.made_by_trainer(w, COURSE, "AINO", "BEN", 1, together=False),
        "no wishes": wishing.listing(w, COURSE, []),
        "wishes": wishing.listing(w, COURSE, [(1, "BEN", True), (2, "CARLA", False)]),
        "a wish is taken back": wishing.dropped(w),
    }


PAGES = (_forming, _grouping, _wishing)
