"""How people speak of days and times in Portuguese."""

from community.time_words.words import Words

SHORT = {
    "segunda": 0, "terça": 1, "terca": 1, "quarta": 2, "quinta": 3, "sexta": 4,
    "sábado": 5, "sabado": 5, "domingo": 6,
}  # fmt: skip
"""As they are mostly said: "segunda" for "segunda-feira"."""


def _long(name: str, ending: str) -> str:
    return name if name in {"sábado", "sabado", "domingo"} else f"{name}-feira{ending}"


def _habits() -> dict[str, int]:
    """The days on which something happens again and again: "segundas", "às segundas-feiras", "ao domingo"."""
    plural = {form: day for name, day in SHORT.items() for form in (f"{name}s", f"{_long(name, '')}s", _plural(name))}
    single = {
        f"{'ao' if day > 4 else 'à'} {form}": day for name, day in SHORT.items() for form in (name, _long(name, ""))
    }
    return plural | single


def _plural(name: str) -> str:
    return f"{name}s-feiras" if not name.endswith("o") else f"{name}s"


PORTUGUESE = Words(
    weekdays=SHORT | {_long(name, ""): day for name, day in SHORT.items()},
    on_weekdays=_habits(),
    months={"marco": 3},
    near_days={"hoje": 0, "amanhã": 1, "amanha": 1, "depois de amanhã": 2, "depois de amanha": 2},
    numbers={
        "dois": 2, "duas": 2, "três": 3, "tres": 3, "quatro": 4, "cinco": 5,
        "seis": 6, "sete": 7, "oito": 8, "nove": 9, "dez": 10,
    },
    articles=("um", "uma"),
    delays={"minuto": 1, "minutos": 1, "min": 1, "hora": 60, "horas": 60, "h": 60},
    spans={"dia": 1, "dias": 1, "semana": 7, "semanas": 7},
    within=("daqui a", "dentro de", "em"),
    at=("às", "as", "à", "pelas"),
    hours=("h", "horas", "hora"),
    on=("na", "no", "em", "às", "as", "aos"),
    on_date=("a", "dia", "no dia", "ao dia"),
    of=("de", "do"),
    day_first=("/", "-"),
    and_=("e",),
    this=("esta", "este", "nesta", "neste"),
    coming=("próxima", "próximo", "proxima", "proximo", "na próxima", "no próximo", "na proxima", "no proximo"),
    coming_behind=("que vem", "próxima", "próximo", "proxima", "proximo"),
    next_week_behind=("da próxima semana", "da proxima semana", "da semana que vem"),
    every=("cada", "a cada", "todas as", "todos os", "em cada"),
    other=("outra", "outro"),
    every_other=("de duas em duas", "de dois em dois", "de 2 em 2"),
    day=("dia", "dias"),
    week=("semana", "semanas"),
    month=("mês", "mes", "meses"),
    workday=("dia útil", "dia util", "dias úteis", "dias uteis"),
    daily=("diariamente",),
    weekly=("semanalmente",),
    monthly=("mensalmente",),
    on_workdays=(
        "de segunda a sexta", "de segunda a sexta-feira", "de segunda-feira a sexta-feira",
        "nos dias úteis", "nos dias uteis",
    ),
    nth=(".º", "º", "°"),
    from_=("desde", "a partir de", "a partir do dia", "a começar em", "desde o dia"),
    until=("até", "ate", "até a", "até ao dia", "até dia", "ate ao dia"),
    for_=("durante", "por"),
    times=("vezes", "vez"),
)  # fmt: skip
