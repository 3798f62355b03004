"""How people speak of days and times in Italian."""

from community.time_words.words import Words

DAYS = ("lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica")
BARE = ("lunedi", "martedi", "mercoledi", "giovedi", "venerdi")
"""As they are written where the keyboard has no accents."""


def _each(before: str) -> dict[str, int]:
    return {f"{before} {name}": number for names in (DAYS, BARE) for number, name in enumerate(names)}


ITALIAN = Words(
    weekdays={name: number for number, name in enumerate(BARE)},
    on_weekdays=_each("il") | _each("di") | _each("i") | {"la domenica": 6, "le domeniche": 6, "i sabati": 5},
    months={"sett": 9},
    near_days={"oggi": 0, "domani": 1, "dopodomani": 2, "dopo domani": 2},
    numbers={
        "due": 2, "tre": 3, "quattro": 4, "cinque": 5, "sei": 6, "sette": 7, "otto": 8, "nove": 9, "dieci": 10,
    },
    articles=("un", "una", "uno", "un'", "un’"),
    delays={"minuto": 1, "minuti": 1, "min": 1, "ora": 60, "ore": 60, "h": 60},
    spans={"giorno": 1, "giorni": 1, "settimana": 7, "settimane": 7},
    within=("tra", "fra"),
    at=("alle", "alle ore", "ore", "h"),
    on_date=("il", "il giorno", "l'", "l’", "giorno"),
    of=("di", "del"),
    day_first=("/", "-"),
    and_=("e", "ed"),
    this=("questo", "questa"),
    coming=("prossimo", "prossima", "il prossimo", "la prossima"),
    coming_behind=("prossimo", "prossima"),
    next_week_behind=("della prossima settimana", "della settimana prossima"),
    every=("ogni", "tutti i", "tutte le", "tutti"),
    other=("altro", "altra", "secondo", "seconda"),
    day=("giorno", "giorni"),
    week=("settimana", "settimane"),
    month=("mese", "mesi"),
    workday=("giorno feriale", "giorno lavorativo", "giorni feriali", "giorni lavorativi"),
    daily=("quotidianamente",),
    weekly=("settimanalmente",),
    monthly=("mensilmente",),
    on_workdays=(
        "dal lunedì al venerdì", "dal lunedi al venerdi", "da lunedì a venerdì", "da lunedi a venerdi",
        "nei giorni feriali", "nei giorni lavorativi",
    ),
    nth=("°", "º"),
    from_=("dal", "dal giorno", "dall'", "dall’", "a partire dal", "a partire dall'", "a partire dall’", "da"),
    until=("fino al", "fino al giorno", "fino all'", "fino all’", "fino a", "sino al", "sino all'", "sino all’"),
    for_=("per",),
    times=("volte", "volta"),
)  # fmt: skip
