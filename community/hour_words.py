"""What people call parts of a day and of a week when they say when they are free: a small table for each language."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from community.time_words import words_for

Span = tuple[int, int]
"""From and to, in minutes since midnight."""

MORNING: Span = (8 * 60, 12 * 60)
DAYTIME: Span = (9 * 60, 16 * 60)
AFTERNOON: Span = (12 * 60, 17 * 60)
EVENING: Span = (18 * 60, 21 * 60)
WHOLE_DAY: Span = (9 * 60, 21 * 60)
"""Whoever names a day and no time is free on that day, not in its night."""

EVERY_DAY = frozenset(range(7))
WEEKDAYS = frozenset(range(5))
WEEKEND = frozenset({5, 6})


@dataclass(frozen=True, slots=True)
class Meant:
    """What a word says: on which days, at which time of day, or both."""

    days: frozenset[int] = frozenset()
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class HourWords:
    """One language's words. A word may be several, with single spaces."""

    morning: tuple[str, ...] = ()
    daytime: tuple[str, ...] = ()
    afternoon: tuple[str, ...] = ()
    evening: tuple[str, ...] = ()
    whole_day: tuple[str, ...] = ()
    weekdays: tuple[str, ...] = ()
    weekend: tuple[str, ...] = ()
    every_day: tuple[str, ...] = ()
    weekday_evenings: tuple[str, ...] = ()
    """Where a language makes one word of both."""
    to: tuple[str, ...] = ()
    """Between two days or two times."""
    and_: tuple[str, ...] = ()
    filling: tuple[str, ...] = ()
    """Words that say nothing more."""

    def meanings(self) -> Mapping[str, Meant]:
        named = {
            Meant(span=MORNING): self.morning,
            Meant(span=DAYTIME): self.daytime,
            Meant(span=AFTERNOON): self.afternoon,
            Meant(span=EVENING): self.evening,
            Meant(span=WHOLE_DAY): self.whole_day,
            Meant(days=WEEKDAYS): self.weekdays,
            Meant(days=WEEKEND): self.weekend,
            Meant(days=EVERY_DAY): self.every_day,
            Meant(WEEKDAYS, EVENING): self.weekday_evenings,
        }
        return {word: meant for meant, words in named.items() for word in words}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything that is understood in one language, with English beside it."""

    meanings: Mapping[str, Meant] = field(default_factory=dict)
    to: frozenset[str] = frozenset()
    and_: frozenset[str] = frozenset()
    filling: frozenset[str] = frozenset()


HOUR_WORDS = {
    "en": HourWords(
        morning=("morning", "mornings", "am"),
        daytime=("daytime", "during the day", "office hours", "working hours"),
        afternoon=("afternoon", "afternoons", "pm"),
        evening=("evening", "evenings", "after work", "night", "nights"),
        whole_day=("all day", "whole day", "any time", "anytime", "always"),
        weekdays=("weekday", "weekdays", "workday", "workdays", "working days"),
        weekend=("weekend", "weekends"),
        every_day=("every day", "daily", "any day", "all days", "all week"),
        to=("to", "until", "till"),
        and_=("and", "or"),
        filling=("on", "at", "in the", "in", "from", "between", "the", "i", "i am", "free", "o'clock", "every", "also"),
    ),
    "fi": HourWords(
        morning=("aamu", "aamut", "aamuisin", "aamulla", "aamupäivä", "aamupäivät", "aamupäivisin", "aamupäivällä"),
        daytime=("päivisin", "päivällä", "päiväsaikaan"),
        afternoon=("iltapäivä", "iltapäivät", "iltapäivisin", "iltapäivällä"),
        evening=("ilta", "illat", "iltaisin", "illalla", "työpäivän jälkeen"),
        whole_day=("koko päivän", "koko päivä", "milloin vain", "aina"),
        weekdays=("arkisin", "arki", "arkipäivä", "arkipäivät", "arkipäivisin", "arkena"),
        weekend=("viikonloppu", "viikonloput", "viikonloppuisin", "viikonloppuna"),
        every_day=("joka päivä", "päivittäin", "kaikki päivät"),
        weekday_evenings=("arki-illat", "arki-iltaisin", "arki-iltana", "arki-iltoina"),
        to=("viiva",),
        and_=("ja", "sekä", "tai"),
        filling=("klo", "kello", "olen", "vapaa", "joka", "noin", "myös"),
    ),
    "pt": HourWords(
        morning=("manhã", "manhãs", "de manhã", "pela manhã", "da manhã", "às manhãs"),
        daytime=("durante o dia", "de dia"),
        afternoon=("tarde", "tardes", "à tarde", "de tarde", "da tarde"),
        evening=("noite", "noites", "à noite", "às noites", "de noite", "fim da tarde", "ao fim da tarde"),
        whole_day=("todo o dia", "o dia todo", "qualquer hora", "sempre"),
        weekdays=("dias úteis", "nos dias úteis", "dia útil", "dias de semana", "durante a semana"),
        weekend=("fim de semana", "fins de semana", "ao fim de semana", "aos fins de semana", "fim-de-semana"),
        every_day=("todos os dias", "diariamente"),
        to=("a", "às", "até", "até às"),
        and_=("e", "ou"),
        filling=("das", "da", "à", "às", "aos", "ao", "na", "nas", "no", "nos", "de", "entre", "h", "horas"),
    ),
    "it": HourWords(
        morning=("mattina", "mattine", "la mattina", "di mattina", "al mattino", "mattino", "mattinata"),
        daytime=("di giorno", "durante il giorno", "in orario d'ufficio"),
        afternoon=("pomeriggio", "pomeriggi", "il pomeriggio", "di pomeriggio", "nel pomeriggio"),
        evening=("sera", "sere", "la sera", "di sera", "le sere", "serata"),
        whole_day=("tutto il giorno", "a qualsiasi ora", "sempre"),
        weekdays=("giorni feriali", "nei giorni feriali", "giorno feriale", "giorni lavorativi", "in settimana"),
        weekend=("fine settimana", "nel fine settimana", "weekend", "nel weekend"),
        every_day=("tutti i giorni", "ogni giorno"),
        to=("a", "alle", "fino alle", "al"),
        and_=("e", "ed", "o"),
        filling=("dalle", "dal", "da", "il", "la", "le", "i", "di", "ore", "ogni", "tra", "anche", "nei", "nel"),
    ),
    "nb": HourWords(
        morning=("morgen", "morgener", "om morgenen", "morgenen", "formiddag", "formiddager", "om formiddagen"),
        daytime=("dagtid", "på dagtid", "om dagen"),
        afternoon=("ettermiddag", "ettermiddager", "om ettermiddagen", "ettermiddagen"),
        evening=("kveld", "kvelder", "om kvelden", "kvelden", "kveldene"),
        whole_day=("hele dagen", "når som helst", "alltid"),
        weekdays=("hverdag", "hverdager", "ukedag", "ukedager", "på hverdager", "i ukedagene"),
        weekend=("helg", "helger", "i helgen", "i helgene", "helgen"),
        every_day=("hver dag", "daglig", "alle dager"),
        weekday_evenings=("hverdagskveld", "hverdagskvelder"),
        to=("til",),
        and_=("og", "eller"),
        filling=("kl", "klokken", "fra", "på", "om", "i", "mellom", "jeg", "er", "ledig", "også"),
    ),
}


def lexicon(language: str) -> Lexicon:
    """The words of a person's language, with English; where both know a word, the person's counts."""
    code = language.replace("_", "-").partition("-")[0].lower()
    spoken = [HOUR_WORDS["en"], HOUR_WORDS.get(code, HourWords())]
    known = words_for(language)
    days = {name: Meant(days=frozenset({day})) for name, day in {**known.weekdays, **known.on_weekdays}.items()}
    meanings = days | {word: meant for each in spoken for word, meant in each.meanings().items()}
    fresh = spoken[-1]
    return Lexicon(
        meanings,
        to=frozenset(spoken[0].to + fresh.to),
        and_=frozenset(spoken[0].and_ + fresh.and_),
        filling=frozenset(spoken[0].filling + fresh.filling) - set(meanings),
    )
