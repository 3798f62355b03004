"""What went wrong, in words: what, why, and what next. Nobody is blamed, nothing has been lost."""

from collections.abc import Callable
from datetime import date

from bot.call import Call
from bot.wording import classlist, entrance, naming, seats, telling, tuning
from bot.wording.labels import role, shortened
from bot.wording.words import N_, Words, message
from community.chat.message import Message, Span, Text, Tone
from community.errors import Invalid, NotInACourse, Rejected


def rejected(w: Words, error: Rejected) -> Text:
    """The sentence for something that may not be done."""
    return REJECTED[type(error).__name__](w, error)


def invalid(w: Words, error: Invalid) -> Text:
    """The sentence for an answer that could not be read."""
    return INVALID[error.key](w, error)


def refusal(w: Words, error: Rejected | Invalid) -> Message:
    """The whole message; who is not in the course yet finds the way in under it."""
    if isinstance(error, Invalid):
        return message(invalid(w, error))
    course = error.facts.get("course") if isinstance(error, NotInACourse) else None
    if course is None:
        return message(rejected(w, error))
    join = w.private_button(w.s("Join the course"), Call("join show", {"course": str(course)}), Tone.MAIN)
    return message(rejected(w, error), buttons=[[join]])


def failed(w: Words, incident: str) -> Text:
    """Our fault: with the number that finds it in the log."""
    return w.t(
        "Something went wrong on our side (number {incident}). Nothing has changed. "
        "Please send it again in a moment; if it stays, tell your trainer the number.",
        incident=incident,
    )


def _not_allowed(w: Words, error: Rejected) -> Text:
    return w.t(
        "This can be done by a {role}. Nothing has changed. {help} shows what you can do here.",
        role=role(w, error.facts["needs"]),
        help=w.command("help"),
    )


def _no_such_command(w: Words, error: Rejected) -> Text:
    typed, near = "/" + error.facts["typed"], error.facts["near"]
    if near:
        return w.t("I do not know {typed}. Did you mean {near}?", typed=typed, near=w.command(near))
    return w.t("I do not know {typed}. {help} shows what you can do here.", typed=typed, help=w.command("help"))


def _not_read(w: Words, error: Rejected) -> Text:
    spelled, words = w.command(error.facts["path"]), error.facts["words"]
    return w.t(
        'I do not understand "{given}", so nothing has happened. It is written like this: {example}',
        given=shortened(error.facts["given"], 60),
        example=f"{spelled} {w.s(words)}" if words else spelled,
    )


def _module_off(w: Words, error: Rejected) -> Text:
    part, course = tuning.module(w, error.facts["module"]), error.facts["course"]
    if not error.facts.get("staff"):
        return w.t(
            "{part}: switched off in the course *{course}*. Its trainers can switch it on.", part=part, course=course
        )
    return w.t(
        "{part}: switched off in the course *{course}*. Switch it on with {settings}.",
        part=part,
        course=course,
        settings=w.command("course settings"),
    )


def _no_pairs(w: Words, error: Rejected) -> Text:
    if error.facts.get("staff"):
        return w.t(
            "Nobody meets in pairs in *{course}* at present. Begin with {start}.",
            course=error.facts["course"],
            start=w.command("pairs start"),
        )
    return w.t("Nobody meets in pairs in *{course}* at present.", course=error.facts["course"])


def _no_course(w: Words) -> Text:
    return w.t(
        "You take part in no course at the moment. To join one, send me its code: {join} CODE. Your trainer has it.",
        join=w.command("join"),
    )


def _only_closed(w: Words) -> Text:
    return w.t(
        "All courses that you run are closed. {reopen} opens one again. {new} opens a new one in the chat where it meets.",
        reopen=w.command("course reopen"),
        new=w.command("course new"),
    )


NOTHING_TO_CHOOSE: dict[str, Callable[[Words], Text]] = {
    "my courses": _no_course,
    "courses taken": _no_course,
    "staffed courses": lambda w: w.t(
        "You run no open course at the moment. Open one in the chat where it meets: {new}.", new=w.command("course new")
    ),
    "prompts": lambda w: w.t(
        "No prompt of yours is still to come. Schedule one with {schedule}. {list} shows those that have been.",
        schedule=w.command("prompt schedule"),
        list=w.command("prompt list"),
    ),
    "groups": lambda w: w.t("None of your courses has groups yet. {make} proposes some.", make=w.command("group make")),
    "open slots": lambda w: w.t(
        "No prompt waits for your answer now, so nothing was kept. The next one comes by itself. "
        "{todo} shows what waits for you.",
        todo=w.command("todo"),
    ),
    "my answers": lambda w: w.t("There is no answer of yours to take back."),
    "partners": lambda w: w.t("You coordinate no organisation, so there is nobody to invite. Nothing has changed."),
    "colleagues": lambda w: w.t(
        "I know no colleague of yours here yet. {add} makes a link for somebody new.", add=w.command("trainer add")
    ),
    "trainers": lambda w: w.t(
        "Your courses have no trainers of their own. Add one: {add}.", add=w.command("trainer add")
    ),
    "courses that were": lambda w: w.t(
        "There is no course of yours to copy. Open one: {new}.", new=w.command("course new")
    ),
    "ended courses": lambda w: w.t("No course of yours is closed. Nothing has changed."),
    "learners": lambda w: w.t("Nobody takes part in a course of yours at the moment."),
    "applicants": lambda w: w.t("Nobody waits to be let into a course of yours."),
    "seats": lambda w: w.t(
        "Nobody on a class list of yours has still to come in. {command} takes in a list.",
        command=w.command("course import"),
    ),
    "members": lambda w: w.t("Nobody takes part in your course yet."),
    "peers": lambda w: w.t("Nobody else takes part in your course yet."),
    "group numbers": lambda w: w.t(
        "Your course has no groups yet. {make} proposes some.", make=w.command("group make")
    ),
    "other group numbers": lambda w: w.t("There is no other group into which it could go."),
    "my groupmates": lambda w: w.t("There is nobody in your group with whom you could swap."),
    "grouped learners": lambda w: w.t("No learner of your courses is in a group so far."),
    "organisations": lambda w: w.t(
        "No organisation is set up here yet, so no course can begin. Please tell the person who runs this bot."
    ),
}
"""What is said instead of a question that nothing could answer, by the source of its choices."""


REJECTED: dict[str, Callable[[Words, Rejected], Text]] = {
    "NotAllowed": _not_allowed,
    "NoSuchCommand": _no_such_command,
    "NotRead": _not_read,
    "NothingToChoose": lambda w, error: (
        _only_closed(w) if error.facts.get("closed") else NOTHING_TO_CHOOSE[error.facts["source"]](w)
    ),
    "NotInACourse": lambda w, _: w.t(
        "You are not in this course yet, so nothing was kept. Join it first: press Join in the chat, "
        "or write {join} and the course code.",
        join=w.command("join"),
    ),
    "NoSuchCourse": lambda w, _: w.t(
        "I do not find this course. Please check the code with your trainer; it has 8 letters and numbers."
    ),
    "NoCourseOfYours": lambda w, _: w.t("I do not find this course among yours. Nothing has changed."),
    **telling.REJECTED,
    "CodeOver": entrance.code_over,
    "TooManyCodes": entrance.too_many_codes,
    "NoSuchLearner": lambda w, _: w.t(
        "I do not find this person among your learners. {people} shows who takes part.", people=w.command("people")
    ),
    "NoPairs": _no_pairs,
    "RoundOver": lambda w, _: w.t("The next round has begun, so this one stays as it is. Nothing has changed."),
    "NoRoles": lambda w, _: w.t("Nobody has a role in this group this week."),
    "NoSwap": lambda w, _: w.t(
        "These two cannot swap: they have to be in one group, and at least one of them needs a role. "
        "Nothing has changed."
    ),
    "NoSuchPrompt": lambda w, _: w.t(
        "I do not find this prompt. {todo} shows what waits for your answer.", todo=w.command("todo")
    ),
    "NoPromptOfYours": lambda w, _: w.t(
        "I do not find this prompt. {list} shows the prompts of your courses.", list=w.command("prompt list")
    ),
    "NoSuchLinkCode": lambda w, _: w.t(
        "This code is used up, too old or mistyped. Write {link} to me from your other account to get a new one.",
        link=w.command("link"),
    ),
    "NoSuchInvitation": lambda w, _: w.t("This invitation is used up, too old or mistyped. Please ask for a new one."),
    **seats.REJECTED,
    "StaleButton": lambda w, _: w.t(
        "This button does not work any more. Nothing has changed. {help} shows what you can do now.",
        help=w.command("help"),
    ),
    "NotForYou": lambda w, _: w.t("This button is meant for somebody else. Nothing has changed."),
    "OfferOver": lambda w, _: w.t(
        "This is no longer open: it was done, withdrawn, or waited for more than a day. Nothing has changed. "
        "If you still want it, please ask for it again."
    ),
    "OnlyInPrivate": lambda w, _: w.t("This is private. Please write it to me in our private chat."),
    "OnlyInAGroup": lambda w, _: w.t("Please do this in the chat where the course meets."),
    "NotItsAdministrator": lambda w, _: w.t(
        "You do not administer this chat, and only its administrators can pick it. Nothing has changed."
    ),
    "PlaceTaken": lambda w, error: w.t(
        "This chat already belongs to the course *{course}*. Nothing has changed. Please use another chat.",
        course=error.facts["course"],
    ),
    "AlreadyConnected": lambda w, error: w.t(
        "This chat is a place of *{course}* already. Nothing is left to do.", course=error.facts["course"]
    ),
    "PromptOver": lambda w, _: w.t(
        "This prompt is cancelled or over, so it stays as it is. You can schedule a new one."
    ),
    "TooLate": lambda w, _: w.t(
        "This prompt takes no answers any more, so nothing was kept. {todo} shows what waits for you.",
        todo=w.command("todo"),
    ),
    "NoAnswerToTakeBack": lambda w, _: w.t("There is no answer of yours to take back."),
    "TooFewForGroups": lambda w, error: w.t(
        "*{course}* has too few people for groups: it takes at least two who are in none and take no pause. "
        "Nothing has changed.",
        course=error.facts["course"],
    ),
    "EverybodyHasAGroup": lambda w, error: w.t(
        "In *{course}* everybody has a group. {regroup} forms new ones for a new phase, {move} moves one person.",
        course=error.facts["course"],
        regroup=w.command("group regroup"),
        move=w.command("group move"),
    ),
    "EveryGroupLocked": lambda w, error: w.t(
        "Every group of *{course}* is locked, so there is nobody for new ones. {lock} opens a group.",
        course=error.facts["course"],
        lock=w.command("group lock"),
    ),
    "NoGroupsYet": lambda w, error: w.t(
        "The groups of *{course}* are others by now. Nothing has changed. {show} shows them.",
        course=error.facts["course"],
        show=w.command("group show"),
    ),
    "NotInAGroup": lambda w, error: w.t(
        "You are in no group of *{course}* now. As soon as you are, I tell you.", course=error.facts["course"]
    ),
    "NoSuchGroup": lambda w, _: w.t(
        "There is no group with this number. Nothing has changed. {show} shows all groups.",
        show=w.command("group show"),
    ),
    "ProposalOver": lambda w, _: w.t(
        "This proposal of groups is no longer open. Nothing has changed. {show} shows how things stand.",
        show=w.command("group show"),
    ),
    **naming.REJECTED,
    "WishForYourself": lambda w, _: w.t("A wish is about two people. Nothing was noted."),
    "NoSharing": lambda w, error: w.t(
        "In *{course}* nothing crosses from one platform to another. Its trainers can switch that on.",
        course=error.facts["course"],
    ),
    "OnPause": lambda w, error: w.t(
        "{name} takes a pause, and is put into a group when it is over. Nothing has changed.", name=error.facts["name"]
    ),
    "SamePlace": lambda w, _: w.t("That is how it is already, or one of them is in no group. Nothing has changed."),
    "SamePerson": lambda w, _: w.t("These two accounts are linked already. You count once."),
    "ModuleOff": _module_off,
    "NoSuchOrganisation": lambda w, _: w.t("I do not find this organisation among yours. Nothing has changed."),
    "NoPartnership": lambda w, _: w.t(
        "Your organisation is in no partnership. Whoever runs this bot can make one. Nothing has changed."
    ),
    "OrganisationExists": lambda w, error: w.t(
        "{name} is in the partnership already. {list} shows all.", name=error.facts["name"], list=w.command("org list")
    ),
    "HasCoordinator": lambda w, error: w.t(
        "{organisation} has a coordinator, who invites further ones. Nothing has changed.",
        organisation=error.facts["organisation"],
    ),
    "NoSuchColleague": lambda w, _: w.t(
        "I do not find this colleague in your organisation. {trainers} shows who looks after a course.",
        trainers=w.command("course trainers"),
    ),
    "LastTrainer": lambda w, error: w.t(
        "*{course}* would have no trainer then, so nothing has changed. Hand it over with {handover}, or add somebody "
        "first with {add}.",
        course=error.facts["course"],
        handover=w.command("trainer handover"),
        add=w.command("trainer add"),
    ),
    "CourseOver": lambda w, error: w.t(
        "*{course}* is closed already. {reopen} opens it again.",
        course=error.facts["course"],
        reopen=w.command("course reopen"),
    ),
    "CourseGoesOn": lambda w, error: w.t("*{course}* is open. Nothing has changed.", course=error.facts["course"]),
    "WordsGone": lambda w, error: w.t(
        "*{course}* ended long ago and its words are erased, so it stays closed. {copy} takes its plan into a new term.",
        course=error.facts["course"],
        copy=w.command("course copy"),
    ),
    "BothHaveHistory": lambda w, _: w.t(
        "Both accounts have answered the same prompt, so I cannot link them by myself. Nothing has changed. "
        "Take one of the two answers back with {withdraw}, then try again.",
        withdraw=w.command("answer withdraw"),
    ),
}


def _time(template: str) -> Callable[[Words, Invalid], Text]:
    """What is wrong with a time that was written, and how it can be written."""

    def sentence(w: Words, error: Invalid) -> Text:
        dates = {name: w.day(fact) for name, fact in error.facts.items() if isinstance(fact, date)}
        wrong = w.t(template, **{**error.facts, **dates})
        # The examples name no year, so that they never lie in the past.
        hint = w.t(
            'Please write it like "Mon 9:00", "7 December 18:30" or "every Monday 9:00 until 12.12.". '
            "Nothing has been scheduled."
        )
        return Text((*wrong.spans, Span(" "), *hint.spans))

    return sentence


INVALID: dict[str, Callable[[Words, Invalid], Text]] = {
    "text_too_short": lambda w, _: w.t("Please write a few words."),
    "text_too_long": lambda w, error: w.t(
        "This is too long: {length} characters, at most {most} fit. Please shorten it; nothing was kept.",
        length=error.facts["length"],
        most=error.facts["most"],
    ),
    "words_only": lambda w, _: w.t("I can only keep words so far, no files or pictures. Please write your answer."),
    "not_a_number": lambda w, error: w.t(
        "Please write a number between {low} and {high}.", low=error.facts["low"], high=error.facts["high"]
    ),
    "number_out_of_range": lambda w, error: w.t(
        "Please write a number between {low} and {high}.", low=error.facts["low"], high=error.facts["high"]
    ),
    "not_a_choice": lambda w, _: w.t("Please choose one of the answers shown."),
    "not_in_the_list": lambda w, error: w.t(
        '"{given}" is not in the list. Please choose one of the entries.', given=error.facts["given"]
    ),
    "no_such_zone": lambda w, error: w.t(
        'I do not know the time zone "{given}". Please write a large city in it, such as Helsinki or Lisbon.',
        given=error.facts["given"],
    ),
    "not_a_day": lambda w, error: w.t(
        'I do not understand the day "{given}". Please write it like 11.1.2027, or 19.12.2026-7.1.2027.',
        given=error.facts["given"],
    ),
    "day_is_past": lambda w, error: w.t(
        "{day} is in the past. Please write a day that is still to come.", day=w.day_of(error.facts["day"])
    ),
    "ends_before_it_begins": lambda w, error: w.t(
        '"{given}" ends before it begins. Please write the first day first.', given=error.facts["given"]
    ),
    "days_twice": lambda w, error: w.t(
        "{given} overlaps with other days you wrote. Please write each day once.", given=error.facts["given"]
    ),
    "no_such_country": lambda w, error: w.t(
        'I do not know the country "{given}". Please write its name, or two letters such as FI.',
        given=error.facts["given"],
    ),
    "no_such_language": lambda w, error: w.t(
        'I do not know the language "{given}". Please write names or codes with commas between, such as fi, sv.',
        given=error.facts["given"],
    ),
    "not_an_address": lambda w, error: w.t(
        '"{given}" is no address of a page. Please copy it from a browser; it begins with https://.',
        given=error.facts["given"],
    ),
    "no_such_setting": lambda w, error: w.t(
        'There is no setting "{given}". {settings} shows all.',
        given=error.facts["given"],
        settings=w.command("course settings"),
    ),
    "not_on_or_off": lambda w, _: w.t("Please write on or off."),
    **naming.INVALID,
    **telling.INVALID,
    **classlist.INVALID,
    "not_a_time": _time(N_('I do not understand the time "{fragment}".')),
    "no_clock": _time(N_('At what time? "{fragment}" says only the day.')),
    "no_such_time": _time(N_('There is no time "{fragment}".')),
    "no_such_date": _time(N_('There is no date "{fragment}".')),
    "no_weekday": _time(N_('On which day of the week? "{fragment}" does not say.')),
    "no_day_of_month": _time(N_('On which day of the month? "{fragment}" does not say.')),
    "ambiguous_date": _time(N_('"{fragment}" can mean {one} or {other}.')),
    "wrong_weekday": _time(N_('The day of the week in "{fragment}" does not fit: the date is {day}.')),
    "past": _time(N_('"{fragment}" is in the past.')),
    "ends_too_early": _time(N_('With "{fragment}" it would end before it begins: the first one comes on {first}.')),
    "too_far": _time(N_('"{fragment}" means {day}. That is more than five years ahead.')),
}
