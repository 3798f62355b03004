"""Daily rules in every zone that zoneinfo knows, against an oracle that looks only at how far the zone is from UTC."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from importlib import resources
from itertools import pairwise
from pathlib import Path
from zoneinfo import TZPATH, ZoneInfo, available_timezones

import pytest

from community.calendar import Every, Rule

FIRST, LAST = date(2026, 1, 1), date(2028, 12, 31)
DATES = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
TIMES = [time(0, 0), time(1, 30), time(2, 30), time(23, 30)]
LOOK = timedelta(hours=6)
"""No zone changes its clocks twice in so short a time."""

Stretch = tuple[datetime, datetime, timedelta]
PARTS = 4


def rules_of(name: str) -> bytes:
    """What zoneinfo reads for this name."""
    for folder in TZPATH:
        if (file := Path(folder, name)).is_file():
            return file.read_bytes()
    return resources.files("tzdata").joinpath("zoneinfo", *name.split("/")).read_bytes()


def different_zones() -> list[str]:
    """Every zone but the names that are only another word for the same bytes."""
    return sorted({rules_of(name): name for name in sorted(available_timezones(), reverse=True)}.values())


def shown(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)


def offset(moment: datetime, zone: ZoneInfo) -> timedelta:
    return shown(moment, zone) - moment.replace(tzinfo=None)


def stretches(zone: ZoneInfo) -> Iterator[Stretch]:
    """From when to when, in UTC, the zone keeps which distance to UTC."""
    begin = moment = datetime(2025, 12, 30, tzinfo=UTC)
    end = datetime(2029, 1, 3, tzinfo=UTC)
    kept = offset(moment, zone)
    while moment < end:
        if offset(moment + LOOK, zone) != kept:
            change = next(
                minute
                for number in range(int(LOOK.total_seconds() // 60) + 1)
                if offset(minute := moment + timedelta(minutes=number), zone) != kept
            )
            yield begin, change, kept
            begin, kept = change, offset(change, zone)
        moment += LOOK
    yield begin, end, kept


def due(wall: datetime, known: list[Stretch]) -> datetime:
    """The first moment at which the clock shows this; where it never does, the clock before the jump runs on."""
    for begin, end, kept in known:
        if begin <= (moment := wall.replace(tzinfo=UTC) - kept) < end:
            return moment
    as_utc = wall.replace(tzinfo=UTC)
    return next(as_utc - old[2] for old, new in pairwise(known) if as_utc - new[2] < new[0] <= as_utc - old[2])


def expected(at: time, known: list[Stretch]) -> list[datetime]:
    """One moment a date. Only around a change of clocks must one look closer."""
    if len(known) == 1:
        return [datetime.combine(day, at, UTC) - known[0][2] for day in DATES]
    return [due(datetime.combine(day, at), known) for day in DATES]


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_a_daily_rule_fires_exactly_once_on_every_date_in_every_zone(part: int) -> None:
    zones = different_zones()[part::PARTS]
    assert len(zones) * PARTS > 300
    for name in zones:
        zone = ZoneInfo(name)
        known = list(stretches(zone))
        for at in TIMES:
            slots = list(Rule(Every.DAY, at, FIRST, until=LAST).occurrences(zone))
            moments = [slot.due for slot in slots]
            assert [slot.local for slot in slots] == [datetime.combine(day, at) for day in DATES], name
            assert moments == expected(at, known), f"{name} {at}"
            assert all(earlier < later for earlier, later in pairwise(moments)), f"{name} {at}"
