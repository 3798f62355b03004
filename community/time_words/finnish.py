"""How people speak of days and times in Finnish."""

from community.time_words.words import Words

DAYS = ("maanantai", "tiistai", "keskiviikkoi", "torstai", "perjantai", "lauantai", "sunnuntai")

FINNISH = Words(
    weekdays={"sunnuntaina": 6},
    on_weekdays={f"{name}sin": number for number, name in enumerate(DAYS)},
    near_days={"tänään": 0, "huomenna": 1, "ylihuomenna": 2},
    numbers={
        "yhden": 1, "kahden": 2, "kolmen": 3, "neljän": 4, "viiden": 5,
        "kaksi": 2, "kolme": 3, "neljä": 4, "viisi": 5, "kymmenen": 10,
    },
    delays={"minuutin": 1, "min": 1, "tunnin": 60, "h": 60},
    spans={"päivän": 1, "viikon": 7},
    passed=("kuluttua", "päästä"),
    at=("klo", "kello"),
    and_=("ja",),
    this=("tänä",),
    coming=("ensi", "tuleva", "tulevana"),
    next_week=("ensi viikon",),
    every=("joka",),
    other=("toinen",),
    day=("päivä",),
    week=("viikko",),
    month=("kuukausi", "kuukauden", "kuu", "kuun"),
    workday=("arkipäivä",),
    daily=("päivittäin",),
    weekly=("viikoittain",),
    monthly=("kuukausittain",),
    on_workdays=("arkisin", "arkipäivisin"),
    nth=(". päivä", ". päivänä"),
    starting=("alkaen", "lähtien"),
    ending=("asti", "saakka"),
    times=("kertaa",),
)  # fmt: skip
