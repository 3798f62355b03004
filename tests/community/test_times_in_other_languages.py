"""What trainers type for a time in Italian, Norwegian and Portuguese. Finnish stands beside English."""

from datetime import UTC, datetime

import pytest

from community.time_phrases import NotUnderstood, read_when, split_when_and_text

NOW = datetime(2026, 11, 25, 10, 0, 30, tzinfo=UTC)
"""A Wednesday, noon in Helsinki."""

ITALIAN = {
    "domani alle 9": "once 2026-11-26T09:00",
    "dopodomani alle ore 9": "once 2026-11-27T09:00",
    "oggi alle 18:30": "once 2026-11-25T18:30",
    "alle 9 domani": "once 2026-11-26T09:00",
    "lun 9:00": "once 2026-11-30T09:00",
    "lunedì alle 9": "once 2026-11-30T09:00",
    "lunedi alle 9.30": "once 2026-11-30T09:30",
    "questo mercoledì alle 13": "once 2026-11-25T13:00",
    "mercoledì prossimo alle 13": "once 2026-12-02T13:00",
    "il prossimo mercoledì alle 13": "once 2026-12-02T13:00",
    "venerdì della prossima settimana alle 9": "once 2026-12-04T09:00",
    "il 7 dicembre alle 18:30": "once 2026-12-07T18:30",
    "7 dicembre 2026 18:30": "once 2026-12-07T18:30",
    "lunedì 7 dicembre alle 18:30": "once 2026-12-07T18:30",
    "l'8 dicembre alle 9": "once 2026-12-08T09:00",
    "il 1° dicembre alle 9": "once 2026-12-01T09:00",
    "7.12. 18:30": "once 2026-12-07T18:30",
    "3/4 alle 9": "once 2027-04-03T09:00",
    "03-04-2027 9:00": "once 2027-04-03T09:00",
    "tra 3 giorni alle 9": "once 2026-11-28T09:00",
    "fra due ore": "once 2026-11-25T14:00",
    "tra un'ora": "once 2026-11-25T13:00",
    "tra una settimana alle 9": "once 2026-12-02T09:00",
    "tomorrow 9:00": "once 2026-11-26T09:00",
    "ogni giorno alle 10": "day 1 10:00 from 2026-11-26",
    "tutti i giorni alle 10 per 5 volte": "day 1 10:00 from 2026-11-26 times 5",
    "ogni due giorni alle 10": "day 2 10:00 from 2026-11-26",
    "dal lunedì al venerdì alle 9": "week 1 09:00 from 2026-11-26 on 0,1,2,3,4",
    "ogni lunedì alle 9 fino al 12.12.": "week 1 09:00 from 2026-11-30 on 0 until 2026-12-12",
    "ogni lunedì alle 9 fino all'8 dicembre": "week 1 09:00 from 2026-11-30 on 0 until 2026-12-08",
    "ogni lunedì alle 9 fino al giorno 12 dicembre 2026": "week 1 09:00 from 2026-11-30 on 0 until 2026-12-12",
    "il lunedì e il giovedì alle 9": "week 1 09:00 from 2026-11-26 on 0,3",
    "ogni lun, mer e ven alle 20": "week 1 20:00 from 2026-11-25 on 0,2,4",
    "ogni 2 settimane, di lunedì alle 9": "week 2 09:00 from 2026-11-30 on 0",
    "ogni mese il 5 alle 9": "month 1 09:00 from 2026-12-05 on 5",
    "il giorno 1 di ogni mese alle 9": "month 1 09:00 from 2026-12-01 on 1",
    "ogni lunedì alle 9 dal 7 dicembre": "week 1 09:00 from 2026-12-07 on 0",
}
NORWEGIAN = {
    "i morgen kl. 9": "once 2026-11-26T09:00",
    "i overmorgen kl 9": "once 2026-11-27T09:00",
    "i dag klokka 18.30": "once 2026-11-25T18:30",
    "kl. 9 i morgen": "once 2026-11-26T09:00",
    "man. kl. 9": "once 2026-11-30T09:00",
    "på mandag kl. 9": "once 2026-11-30T09:00",
    "mandag 9.30": "once 2026-11-30T09:30",
    "denne onsdag kl. 13": "once 2026-11-25T13:00",
    "kommende onsdag kl. 13": "once 2026-12-02T13:00",
    "neste fredag kl. 9": "once 2026-12-04T09:00",
    "fredag neste uke kl. 9": "once 2026-12-04T09:00",
    "7. desember kl. 18.30": "once 2026-12-07T18:30",
    "den 7. desember 2026 kl. 18.30": "once 2026-12-07T18:30",
    "mandag 7. desember kl. 18.30": "once 2026-12-07T18:30",
    "7.12. kl. 18.30": "once 2026-12-07T18:30",
    "3/4 kl. 9": "once 2027-04-03T09:00",
    "om 3 dager kl. 9": "once 2026-11-28T09:00",
    "om to timer": "once 2026-11-25T14:00",
    "om en time": "once 2026-11-25T13:00",
    "om en uke kl. 9": "once 2026-12-02T09:00",
    "tomorrow 9:00": "once 2026-11-26T09:00",
    "hver dag kl. 10": "day 1 10:00 from 2026-11-26",
    "hver dag kl. 10 fem ganger": "day 1 10:00 from 2026-11-26 times 5",
    "hver 3. dag kl. 10": "day 3 10:00 from 2026-11-26",
    "hverdager kl. 9": "week 1 09:00 from 2026-11-26 on 0,1,2,3,4",
    "hver hverdag kl. 9": "week 1 09:00 from 2026-11-26 on 0,1,2,3,4",
    "hver mandag kl. 9 til 12.12.": "week 1 09:00 from 2026-11-30 on 0 until 2026-12-12",
    "hver mandag kl. 9 til 12. desember 2026": "week 1 09:00 from 2026-11-30 on 0 until 2026-12-12",
    "mandager og torsdager kl. 9": "week 1 09:00 from 2026-11-26 on 0,3",
    "hver man., ons. og fre. kl. 20": "week 1 20:00 from 2026-11-25 on 0,2,4",
    "annenhver mandag kl. 9": "week 2 09:00 from 2026-11-30 on 0",
    "hver annen uke på mandag kl. 9": "week 2 09:00 from 2026-11-30 on 0",
    "hver 2. uke, mandag og fredag kl. 9": "week 2 09:00 from 2026-11-27 on 0,4",
    "den 1. i hver måned kl. 9": "month 1 09:00 from 2026-12-01 on 1",
    "hver måned den 5. kl. 9": "month 1 09:00 from 2026-12-05 on 5",
    "hver mandag kl. 9 fra 7.12.": "week 1 09:00 from 2026-12-07 on 0",
}
PORTUGUESE = {
    "amanhã às 9": "once 2026-11-26T09:00",
    "amanha as 9": "once 2026-11-26T09:00",
    "depois de amanhã às 9h": "once 2026-11-27T09:00",
    "hoje às 18h30": "once 2026-11-25T18:30",
    "às 9 horas amanhã": "once 2026-11-26T09:00",
    "seg. 9:00": "once 2026-11-30T09:00",
    "segunda às 9": "once 2026-11-30T09:00",
    "na segunda-feira às 9": "once 2026-11-30T09:00",
    "esta quarta às 13h": "once 2026-11-25T13:00",
    "na próxima quarta-feira às 13h": "once 2026-12-02T13:00",
    "quarta que vem às 13h": "once 2026-12-02T13:00",
    "sexta da próxima semana às 9": "once 2026-12-04T09:00",
    "7 de dezembro às 18:30": "once 2026-12-07T18:30",
    "a 7 de dezembro de 2026 às 18:30": "once 2026-12-07T18:30",
    "segunda, 7 de dezembro, às 18:30": "once 2026-12-07T18:30",
    "1.º de dezembro às 9": "once 2026-12-01T09:00",
    "no dia 7.12. às 18:30": "once 2026-12-07T18:30",
    "3/4 às 9": "once 2027-04-03T09:00",
    "03-04-2027 9:00": "once 2027-04-03T09:00",
    "daqui a 3 dias às 9": "once 2026-11-28T09:00",
    "daqui a duas horas": "once 2026-11-25T14:00",
    "dentro de uma hora": "once 2026-11-25T13:00",
    "daqui a uma semana às 9": "once 2026-12-02T09:00",
    "tomorrow 9:00": "once 2026-11-26T09:00",
    "todos os dias às 10": "day 1 10:00 from 2026-11-26",
    "todos os dias às 10 cinco vezes": "day 1 10:00 from 2026-11-26 times 5",
    "a cada 3 dias às 10": "day 3 10:00 from 2026-11-26",
    "de dois em dois dias às 10": "day 2 10:00 from 2026-11-26",
    "de segunda a sexta-feira às 9": "week 1 09:00 from 2026-11-26 on 0,1,2,3,4",
    "nos dias úteis às 9": "week 1 09:00 from 2026-11-26 on 0,1,2,3,4",
    "todas as segundas às 9 até 12.12.": "week 1 09:00 from 2026-11-30 on 0 until 2026-12-12",
    "todas as segundas-feiras às 9 até 12 de dezembro": "week 1 09:00 from 2026-11-30 on 0 until 2026-12-12",
    "às segundas e quintas às 9": "week 1 09:00 from 2026-11-26 on 0,3",
    "aos sábados e domingos às 9": "week 1 09:00 from 2026-11-28 on 5,6",
    "cada seg, qua e sex às 20": "week 1 20:00 from 2026-11-25 on 0,2,4",
    "todas as semanas, segunda-feira às 9": "week 1 09:00 from 2026-11-30 on 0",
    "a cada 2 semanas, segunda-feira e sexta-feira às 9": "week 2 09:00 from 2026-11-27 on 0,4",
    "de duas em duas semanas à segunda às 9": "week 2 09:00 from 2026-11-30 on 0",
    "no dia 1 de cada mês às 9": "month 1 09:00 from 2026-12-01 on 1",
    "todos os meses no dia 5 às 9": "month 1 09:00 from 2026-12-05 on 5",
    "todas as segundas às 9 a partir de 7 de dezembro": "week 1 09:00 from 2026-12-07 on 0",
}
SAID = [
    pytest.param(language, text, meant, id=f"{language}: {text}")
    for language, phrases in (("it", ITALIAN), ("nb", NORWEGIAN), ("pt", PORTUGUESE))
    for text, meant in phrases.items()
]


@pytest.mark.parametrize(("language", "text", "meant"), SAID)
def test_a_time_is_understood_in_its_language(language: str, text: str, meant: str) -> None:
    understood = read_when(text, NOW, "Europe/Helsinki", language)
    assert understood.schedule.dump() == meant
    assert not understood.usual_hour


@pytest.mark.parametrize(
    ("language", "typed", "meant", "text"),
    [
        ("it", "ogni lunedì alle 9 Che cosa hai imparato?", "week 1 09:00 from 2026-11-30 on 0", "Che cosa"),
        ("it", "domani alle 9 e poi?", "once 2026-11-26T09:00", "e poi?"),
        ("it", "lunedì alle 9. Il testo", "once 2026-11-30T09:00", "Il testo"),
        ("nb", "i morgen kl. 9 Hva lærte du?", "once 2026-11-26T09:00", "Hva lærte"),
        ("nb", "hver mandag kl. 9 til neste gang", "week 1 09:00 from 2026-11-30 on 0", "til neste gang"),
        ("pt", "amanhã às 9h O que aprendeu?", "once 2026-11-26T09:00", "O que"),
        ("pt", "segunda às 9 há novidades", "once 2026-11-30T09:00", "há novidades"),
        ("pt", "todas as segundas às 9 a partir daqui", "week 1 09:00 from 2026-11-30 on 0", "a partir daqui"),
    ],
)
def test_the_text_behind_a_time_stays_as_it_was_written(language: str, typed: str, meant: str, text: str) -> None:
    understood, rest = split_when_and_text(typed, NOW, "Europe/Helsinki", language)
    assert understood.schedule.dump() == meant
    assert rest.startswith(text)


@pytest.mark.parametrize(
    ("language", "text", "reason"),
    [
        ("it", "domani", "no_clock"),
        ("it", "ogni settimana alle 9", "no_weekday"),
        ("nb", "hver måned kl. 9", "no_day_of_month"),
        ("nb", "i morgen kl. 25", "no_such_time"),
        ("pt", "31 de novembro às 9", "no_such_date"),
        ("pt", "terça, 7 de dezembro, às 9", "wrong_weekday"),
        ("en", "03-04-2027 9:00", "ambiguous_date"),
    ],
)
def test_what_cannot_be_a_time_is_refused_in_every_language(language: str, text: str, reason: str) -> None:
    with pytest.raises(NotUnderstood) as error:
        read_when(text, NOW, "Europe/Helsinki", language)
    assert error.value.key == reason
