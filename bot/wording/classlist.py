"""What trainers read about a class list that they sent: who can be added, which rows are left out, and why."""

import unicodedata
from collections.abc import Callable, Mapping
from functools import cache

from babel import Locale

from bot.call import Call
from bot.exports.handouts import TABLE, table
from bot.wording.catalogues import OTHER_CODES, languages
from bot.wording.labels import shortened
from bot.wording.words import N_, Words, message, paragraph
from community.chat.form import can_be_seen
from community.chat.message import File, Message, Text, Tone
from community.classlist import GROUP_MOST, NAME_MOST, NUMBER_MOST, ClassList, Fault, Faulty
from community.courses import Course
from community.errors import Invalid
from community.headings import Column
from community.languages import locale_of

SHOWN = 10
"""So many faulty rows stand in the message; all of them stand in the file."""
GIVEN_MOST = 40
NAMES_SHOWN = 3
SAME_SHOWN = 3

FAULTS: dict[Fault, str] = {
    Fault.NO_NAME: N_("there is no name."),
    Fault.NAME_TOO_LONG: N_("the name has more than {most} letters."),
    Fault.MAIL_IN_NAME: N_("an e-mail address stands where the name should be. I keep none."),
    Fault.PHONE_IN_NAME: N_("a phone number stands where the name should be. I keep none."),
    Fault.NUMBER_TOO_LONG: N_("the number has more than {most} signs."),
    Fault.MAIL_IN_NUMBER: N_("an e-mail address stands where the number should be. I keep none."),
    Fault.NUMBER_TWICE: N_("the number {given} stands in row {earlier} already."),
    Fault.ON_THE_LIST: N_("this person is on the class list already."),
    Fault.CLAIMED: N_("this person is on the class list already, and has come in."),
    Fault.UNKNOWN_LANGUAGE: N_("I do not speak the language “{given}”. Leave it empty, and the person chooses."),
    Fault.GROUP_TOO_LONG: N_("the name of the group has more than {most} letters."),
    Fault.TOO_MANY_CELLS: N_("it has more cells than there are headings: “{given}”."),
    Fault.NO_HEADING: N_("“{given}” stands in a column without a heading."),
    Fault.FORMULA: N_("“{given}” looks like a formula."),
    Fault.CONTROL_SIGN: N_("there is a sign in it that cannot be seen."),
    Fault.NO_SEAT_LEFT: N_("the course has no seat left for this person."),
}

_MOST = {Fault.NAME_TOO_LONG: NAME_MOST, Fault.NUMBER_TOO_LONG: NUMBER_MOST, Fault.GROUP_TOO_LONG: GROUP_MOST}


@cache
def language_codes() -> Mapping[str, str]:
    """The languages we speak, by their codes and by their names in all these languages, in small letters."""
    codes = {code: code for code in languages()} | OTHER_CODES
    names = {
        str(Locale.parse(locale_of(reader)).languages[code]).casefold(): ours
        for reader in languages()
        for code, ours in codes.items()
    }
    return {**names, **codes}


def reason(w: Words, faulty: Faulty) -> str:
    return w.s(
        FAULTS[faulty.fault],
        given=shortened(faulty.given, GIVEN_MOST),
        earlier=faulty.earlier,
        most=_MOST.get(faulty.fault, 0),
    )


def _line(w: Words, faulty: Faulty) -> str:
    why = reason(w, faulty)
    if not can_be_seen(faulty.name):
        return w.s("Row {row}: {reason}", row=faulty.row, reason=why)
    return w.s("Row {row}, {name}: {reason}", row=faulty.row, name=shortened(faulty.name, GIVEN_MOST), reason=why)


def preview(w: Words, course: Course, name: str, found: ClassList, call: Call) -> Message:
    """What would happen; nothing has. `call` adds the people."""
    count = len(found.good)
    return message(
        w.t("“{file}” for *{course}*: nothing is kept yet.", file=name, course=course.name),
        _people(w, found)
        if count
        else w.t(
            "Nobody can be added from it. Please mend it, and call {command} again.", command=w.command("course import")
        ),
        _faulty_rows(w, found),
        _same_names(w, found),
        _not_kept(w, found),
        w.t(
            "Adding them makes a code for each, shown once: with it they come in and agree for themselves. "
            "I keep name, number and language."
        )
        if count
        else None,
        _faults_file(w, found),
        buttons=[
            [w.button(w.n("Add one person", "Add {count} people", count), call, Tone.MAIN)],
            [w.button(w.s("Drop the list"), Call("offer decline", {"offer": call.path.replace(" ", "_")}))],
        ]
        if count
        else None,
    )


def _people(w: Words, found: ClassList) -> Text:
    """How many, and some of the names as they were read: a file in another encoding, or cut at the wrong place, shows here."""
    names = [shortened(line.name, GIVEN_MOST) for line in found.people]
    shown = ", ".join(names[:NAMES_SHOWN]) + (f" … {names[-1]}" if len(names) > NAMES_SHOWN else "")
    said = w.n("One person can be added: {names}", "{count} people can be added: {names}", len(names), names=shown)
    odd = any(_is_odd(sign) for line in found.people for sign in line.name)
    return (
        paragraph(said, w.s("Are letters wrong? Save the file as .xlsx, and send it again."))
        if odd
        else paragraph(said)
    )


def _is_odd(sign: str) -> bool:
    """Names are written with letters, digits, and few marks between them."""
    return not sign.isalnum() and unicodedata.category(sign)[0] not in "MZ" and sign not in "-–.,'’()"


def _faulty_rows(w: Words, found: ClassList) -> Text | None:
    if not found.faulty:
        return None
    more = len(found.faulty) - SHOWN
    lines = [_line(w, each) for each in found.faulty[:SHOWN]]
    if more > 0:
        lines.append(w.n("One more is in the file.", "{count} more are in the file.", more))
    return paragraph(w.n("One row is left out:", "{count} rows are left out:", len(found.faulty)), *lines)


def _same_names(w: Words, found: ClassList) -> Text | None:
    lines = [
        w.s(
            "Rows {one} and {other} have the same name, {name}. I take them for two people.",
            one=one,
            other=other,
            name=name,
        )
        for name, one, other in found.same_names[:SAME_SHOWN]
    ]
    more = len(found.same_names) - SAME_SHOWN
    if more > 0:
        lines.append(w.n("So does one more pair of rows.", "So do {count} more pairs of rows.", more))
    return paragraph(*lines) if lines else None


def _not_kept(w: Words, found: ClassList) -> Text | None:
    headings = [f"“{shortened(each, GIVEN_MOST)}”" for each in found.not_kept[:6]]
    return w.t("I pass by these columns: {columns}.", columns=w.listed(headings)) if headings else None


def _faults_file(w: Words, found: ClassList) -> File | None:
    if not found.faulty:
        return None
    columns = [w.s("Row"), w.s("Name"), w.s("Why it is left out")]
    rows = [(each.row, each.name, reason(w, each)) for each in found.faulty]
    return File("left-out.csv", table(columns, rows), TABLE)


def dropped(w: Words) -> Text:
    """Somebody thought better of it."""
    return w.t("The list is dropped. Nobody was added, and nothing of it is kept.")


COLUMNS: dict[Column, str] = {
    Column.NAME: N_("name"),
    Column.FIRST: N_("first name"),
    Column.LAST: N_("last name"),
    Column.NUMBER: N_("number"),
    Column.LANGUAGE: N_("language"),
    Column.GROUP: N_("group"),
}


INVALID: dict[str, Callable[[Words, Invalid], Text]] = {
    "file_wanted": lambda w, _: w.t(
        "Please send me a file: press the paper clip, and choose it. {cancel} stops this.", cancel=w.command("cancel")
    ),
    "file_of_another_kind": lambda w, error: w.t(
        "I cannot read “{given}”. Please send a file that ends with one of these: {kinds}.",
        given=error.facts["given"],
        kinds=error.facts["kinds"],
    ),
    "file_too_large": lambda w, error: w.t(
        "“{given}” is larger than {megabytes} MB. Please send only the list itself, without pictures.",
        given=error.facts["given"],
        megabytes=error.facts["megabytes"],
    ),
    "list_empty": lambda w, error: w.t("There is nothing in “{given}”. Nothing is kept.", given=error.facts["given"]),
    "list_unreadable": lambda w, error: w.t(
        "I cannot read “{given}”. Please save it once more as .xlsx or .csv, without a password, and send it again.",
        given=error.facts["given"],
    ),
    "list_too_long": lambda w, error: w.t(
        "“{given}” has more than {most} rows. Please send a part of it at a time.",
        given=error.facts["given"],
        most=error.facts["most"],
    ),
    "list_without_names": lambda w, _: w.t(
        "I find no column with names. Please write what stands in each column above it: “Name”, or “First name” and "
        "“Last name”; if you like, “Number”, “Language” and “Group”. Nothing is kept."
    ),
    "list_column_twice": lambda w, error: w.t(
        "Two columns are headed “{column}”. Please keep one of them, and send the list again. Nothing is kept.",
        column=w.s(COLUMNS[error.facts["column"]]),
    ),
}
