"""What a table of words for days and times holds, whatever the language."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Words:
    """One language's words. What a language lacks stays empty.

    A word may be several, with single spaces. What goes before another word may end in an apostrophe, and is then
    written together with it ("fino all'8 dicembre").
    """

    weekdays: Mapping[str, int] = field(default_factory=dict)
    on_weekdays: Mapping[str, int] = field(default_factory=dict)
    months: Mapping[str, int] = field(default_factory=dict)
    near_days: Mapping[str, int] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)
    delays: Mapping[str, int] = field(default_factory=dict)
    """Units of less than a day, in minutes."""
    spans: Mapping[str, int] = field(default_factory=dict)
    """Units of whole days, in days."""
    articles: tuple[str, ...] = ()
    """What stands for one before a unit ("in an hour")."""
    within: tuple[str, ...] = ()
    """Before a delay ("in 3 days")."""
    passed: tuple[str, ...] = ()
    """After a delay, where the language says it so."""
    at: tuple[str, ...] = ()
    hours: tuple[str, ...] = ()
    """What marks the number before it as an hour ("9h", "9 horas"); minutes may follow ("9h30")."""
    on: tuple[str, ...] = ()
    on_date: tuple[str, ...] = ()
    """Before a date, but not before a day of the week."""
    of: tuple[str, ...] = ()
    """Between day, month and year."""
    day_first: tuple[str, ...] = ()
    """Marks between the numbers of a date that always begins with its day: "3/4" is 3 April."""
    and_: tuple[str, ...] = ()
    this: tuple[str, ...] = ()
    """The soonest such weekday, perhaps today."""
    coming: tuple[str, ...] = ()
    """The soonest such weekday after today."""
    coming_behind: tuple[str, ...] = ()
    """The same, after the name of the day ("lunedì prossimo")."""
    next_week: tuple[str, ...] = ()
    """Such a weekday of the week that begins next Monday."""
    next_week_behind: tuple[str, ...] = ()
    """The same, after the name of the day ("mandag neste uke")."""
    every: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    """After "every", for every second one."""
    every_other: tuple[str, ...] = ()
    """Where the language has its own word for that ("annenhver")."""
    day: tuple[str, ...] = ()
    week: tuple[str, ...] = ()
    month: tuple[str, ...] = ()
    workday: tuple[str, ...] = ()
    daily: tuple[str, ...] = ()
    weekly: tuple[str, ...] = ()
    monthly: tuple[str, ...] = ()
    on_workdays: tuple[str, ...] = ()
    nth: tuple[str, ...] = ()
    """What may follow the number of a day in a month, beside a full stop."""
    from_: tuple[str, ...] = ()
    starting: tuple[str, ...] = ()
    """After the first date, where the language says it so."""
    until: tuple[str, ...] = ()
    ending: tuple[str, ...] = ()
    """After the last date, where the language says it so."""
    for_: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
