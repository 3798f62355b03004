"""What the columns of a class list are called, in the languages of the institutions."""

import unicodedata
from enum import StrEnum


class Column(StrEnum):
    """What a column of a class list holds."""

    NAME = "name"
    FIRST = "first name"
    LAST = "last name"
    NUMBER = "number"
    LANGUAGE = "language"
    GROUP = "group"
    OTHER = "other"
    """Anything that we do not keep: e-mail addresses and phone numbers above all."""


_WORDS = {
    Column.NAME: (
        "name, full name, student, student name, learner, learner name, participant, participant name, "
        "nimi, koko nimi, opiskelija, opiskelijan nimi, osallistuja, oppilas, "
        "nome, nome completo, aluno, aluna, formando, formanda, participante, estudante, "
        "nominativo, nome e cognome, cognome e nome, partecipante, studente, allievo, corsista, "
        "navn, fullt navn, deltaker, elev, elevnavn, deltakernavn"
    ),
    Column.FIRST: (
        "first name, given name, forename, firstname, etunimi, etunimet, kutsumanimi, "
        "primeiro nome, nome proprio, nomes proprios, fornavn"
    ),
    Column.LAST: (
        "last name, surname, family name, lastname, sukunimi, apelido, apelidos, sobrenome, cognome, etternavn"
    ),
    Column.NUMBER: (
        "number, id, student number, student id, student no, learner number, learner id, participant number, "
        "numero, tunnus, opiskelijanumero, opiskelijatunnus, oppilasnumero, osallistujanumero, "
        "numero de aluno, numero do aluno, n de aluno, matricula, numero de formando, "
        "matricola, numero di matricola, numero matricola, codice, "
        "nummer, studentnummer, elevnummer, deltakernummer"
    ),
    Column.LANGUAGE: "language, kieli, asiointikieli, lingua, idioma, sprak",
    Column.GROUP: "group, class, ryhma, luokka, grupo, turma, gruppo, classe, gruppe, klasse",
}


def plain(words: str) -> str:
    """Small letters without accents or signs: `N.º de aluno` and `n de aluno` are one."""
    bare = words.replace("º", "").replace("ª", "").replace("ø", "o").replace("Ø", "O")
    letters = unicodedata.normalize("NFKD", bare).casefold()
    kept = "".join(each if each.isalnum() else " " for each in letters if not unicodedata.combining(each))
    return " ".join(kept.split())


_BY_WORD = {plain(word): column for column, words in _WORDS.items() for word in words.split(",")}


def column_of(heading: str) -> Column | None:
    """What stands under a heading; None if there is no heading."""
    return _BY_WORD.get(plain(heading), Column.OTHER) if heading.strip() else None
