"""How people speak of days and times in Norwegian, mostly bokmål."""

from community.time_words.words import Words

DAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")

NORWEGIAN = Words(
    weekdays={"tirs": 1, "tors": 3},
    on_weekdays={f"{name}er": number for number, name in enumerate(DAYS)},
    near_days={
        "i dag": 0, "idag": 0, "i morgen": 1, "imorgen": 1,
        "i overmorgen": 2, "i overmorra": 2, "overmorgen": 2,
    },
    numbers={
        "én": 1, "ett": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5,
        "seks": 6, "sju": 7, "syv": 7, "åtte": 8, "ni": 9, "ti": 10,
    },
    articles=("en", "ei", "et"),
    delays={"minutt": 1, "minutter": 1, "min": 1, "time": 60, "timer": 60, "t": 60},
    spans={"dag": 1, "dager": 1, "døgn": 1, "uke": 7, "uker": 7},
    within=("om",),
    at=("kl.", "kl", "klokka", "klokken"),
    on=("på",),
    on_date=("den", "på den"),
    of=("i",),
    day_first=("/", "-"),
    and_=("og",),
    this=("denne", "nå på", "nå"),
    coming=("kommende", "førstkommende", "nå kommende"),
    next_week=("neste",),
    next_week_behind=("neste uke", "i neste uke"),
    every=("hver", "hvert"),
    other=("annen", "andre", "annet"),
    every_other=("annenhver", "annethvert"),
    day=("dag", "dager", "døgn"),
    week=("uke", "uker"),
    month=("måned", "måneder"),
    workday=("hverdag", "virkedag", "arbeidsdag", "ukedag"),
    daily=("daglig",),
    weekly=("ukentlig",),
    monthly=("månedlig",),
    on_workdays=("hverdager", "på hverdager", "mandag til fredag"),
    from_=("fra", "fra og med", "f.o.m.", "fom"),
    until=("til", "til og med", "t.o.m.", "tom", "fram til", "frem til"),
    for_=("i",),
    times=("ganger", "gang"),
)  # fmt: skip
