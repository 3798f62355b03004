"""How people speak of days and times in English."""

from community.time_words.words import Words

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

ENGLISH = Words(
    weekdays={"tues": 1, "weds": 2, "thur": 3, "thurs": 3},
    on_weekdays={f"{name}s": number for number, name in enumerate(DAYS)},
    months={"sept": 9},
    near_days={"today": 0, "tomorrow": 1, "the day after tomorrow": 2, "day after tomorrow": 2},
    numbers={
        "one": 1, "two": 2, "three": 3, "four": 4, "five": 5,
        "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    },
    articles=("a", "an"),
    delays={"minute": 1, "minutes": 1, "min": 1, "hour": 60, "hours": 60, "h": 60},
    spans={"day": 1, "days": 1, "week": 7, "weeks": 7},
    within=("in",),
    at=("at",),
    on=("on", "on the"),
    of=("of",),
    and_=("and", "&"),
    this=("this",),
    coming=("coming", "this coming"),
    next_week=("next",),
    every=("every", "each"),
    other=("other", "second", "2nd"),
    day=("day", "days"),
    week=("week", "weeks"),
    month=("month", "months"),
    workday=("weekday", "workday", "working day"),
    daily=("daily",),
    weekly=("weekly",),
    monthly=("monthly",),
    on_workdays=("weekdays", "on weekdays", "workdays", "on workdays"),
    nth=("st", "nd", "rd", "th"),
    from_=("from", "starting", "starting on", "starting from"),
    until=("until", "till", "to"),
    for_=("for",),
    times=("times",),
)  # fmt: skip
