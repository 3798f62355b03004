"""The glossary of what can go wrong, in three families.

Invalid      an answer that cannot be read: asked again, with the reason
Rejected     something that may not be done: spoken to the person by the desk, worded by its class name
Undelivered  a letter that did not arrive: decided by the courier

Everything else is a bug.
"""

from datetime import timedelta
from typing import Any


class Invalid(Exception):
    """An answer that cannot be read; `key` says why (worded as `invalid.<key>`), `facts` fill the sentence."""

    def __init__(self, key: str, **facts: Any) -> None:
        super().__init__(key)
        self.key = key
        self.facts = facts


class Rejected(Exception):
    """Something that may not be done now; nothing has changed. Worded as `rejected.<class name>`."""

    def __init__(self, **facts: Any) -> None:
        super().__init__(type(self).__name__)
        self.facts = facts


class NotAllowed(Rejected):
    """The person's role does not permit this command here. Facts: needs (a role)."""


class NothingToChoose(Rejected):
    """There is nothing that this question could be answered with. Facts: source (of the choices), closed."""


class NotInACourse(Rejected):
    """The command needs a course, and this person or this chat is in none."""


class NoSuchCommand(Rejected):
    """Nobody declared this command. Facts: typed, near (a command that looks like it, or empty)."""


class NotRead(Rejected):
    """Words behind a command that answer none of its questions. Facts: given, path, words (of its example)."""


class NoSuchCourse(Rejected):
    """No course has this code or number."""


class NoCourseOfYours(NoSuchCourse):
    """No course with this number that the person may see."""


class HasLeft(Rejected):
    """This person took part in the course and does not any more. Facts: course (its name)."""


class CodeOver(Rejected):
    """The course is open, and lets nobody in any more by a code or a button: its code has run out."""


class TooManyCodes(Rejected):
    """Somebody typed so many wrong codes that they have to wait. Facts: until."""


class NoSuchLearner(Rejected):
    """Nobody with this number takes part, or wants to, in a course that this person runs."""


class NoPairs(Rejected):
    """The people of this course do not meet in pairs at present. Facts: course, staff (may start it)."""


class RoundOver(Rejected):
    """The next round of pairs has begun, so nothing can be said about this one any more."""


class NoRoles(Rejected):
    """The group has no roles this week."""


class NoSwap(Rejected):
    """These two cannot swap their roles: they are not in one group, or neither has a role."""


class NoSuchPrompt(Rejected):
    """No prompt with this number in a course this person may see."""


class NoPromptOfYours(Rejected):
    """No prompt with this number in a course this person runs."""


class NoSuchLinkCode(Rejected):
    """No open code for linking accounts: mistyped, used or expired."""


class NoSuchInvitation(Rejected):
    """No open invitation with this code: mistyped, used or expired."""


class FileGone(Rejected):
    """A file that somebody sent cannot be fetched from the platform (any more)."""


class NoSuchSeat(Rejected):
    """No seat of a class list has this code."""


class NoSeatOfYours(Rejected):
    """No seat with this number on the class list of a course that this person runs."""


class SeatTaken(Rejected):
    """Somebody else came in by this seat's code. Facts: course."""


class SeatRevoked(Rejected):
    """The trainers took this seat back, and its code with it. Facts: course."""


class SeatOver(Rejected):
    """The seat's code was not used in time. Facts: course."""


class StaleButton(Rejected):
    """The button belongs to something that is over or was changed, or it was never one of ours."""


class NotForYou(Rejected):
    """The button was made for somebody else."""


class OfferOver(Rejected):
    """What was offered for a yes was carried out, withdrawn, or waited too long."""


class QuestionOver(Rejected):
    """The question under which the button stands was answered, stopped or forgotten. Facts: more (are asked about them)."""


class OnlyInPrivate(Rejected):
    """The command deals with private things and is done in the private chat."""


class OnlyInAGroup(Rejected):
    """The command sets up a chat and is done in that chat."""


class NotItsAdministrator(Rejected):
    """The chat that somebody picked is administered by others."""


class PlaceTaken(Rejected):
    """This chat already belongs to another course. Facts: course."""


class AlreadyConnected(Rejected):
    """This chat is already a place of this very course. Facts: course."""


class PromptOver(Rejected):
    """The prompt is cancelled or has run out; it cannot be changed."""


class TooLate(Rejected):
    """The prompt no longer takes answers."""


class NoAnswerToTakeBack(Rejected):
    """There is no answer of this person that could be changed or taken back."""


class SamePerson(Rejected):
    """The two accounts belong to one person already."""


class BothHaveHistory(Rejected):
    """The two accounts cannot be joined into one person as they stand. Facts: why."""


class ModuleOff(Rejected):
    """This part of the course is switched off. Facts: module, course (its name), staff (whether they may switch it on)."""


class NoSuchOrganisation(Rejected):
    """No organisation with this number that the person may see."""


class NoPartnership(Rejected):
    """The organisation is in no partnership, so there is none to look after."""


class OrganisationExists(Rejected):
    """The partnership has an organisation of this name. Facts: name."""


class HasCoordinator(Rejected):
    """The organisation has a coordinator of its own, who invites further ones. Facts: organisation (its name)."""


class NoSuchColleague(Rejected):
    """Nobody with this number works in the organisation, or trains in the course."""


class LastTrainer(Rejected):
    """The course would be left without a trainer. Facts: course (its name)."""


class CourseOver(Rejected):
    """The course is closed already. Facts: course (its name)."""


class CourseGoesOn(Rejected):
    """The course is open, so there is nothing to open again. Facts: course (its name)."""


class WordsGone(Rejected):
    """The course was closed too long ago: its words are erased. Facts: course (its name)."""


class TooFewForGroups(Rejected):
    """Groups need at least two people, and fewer could be put into one. Facts: course, count (of those there are)."""


class EveryGroupLocked(Rejected):
    """A new phase leaves locked groups alone, and everybody is in one. Facts: course."""


class EverybodyHasAGroup(Rejected):
    """Nobody waits for a group in this course. Facts: course."""


class NoGroupsYet(Rejected):
    """The course has no groups. Facts: course."""


class NotInAGroup(Rejected):
    """This person is in no group of the course. Facts: course."""


class NoSuchGroup(Rejected):
    """No active group has this number in a course that this person runs."""


class ProposalOver(Rejected):
    """The proposal of groups was confirmed, dropped or drawn anew: there is nothing to be changed."""


class NobodyOfThatName(Rejected):
    """Nobody in the course is called like this. Facts: given."""


class SeveralOfThatName(Rejected):
    """More than one person in the course is meant by this. Facts: given, names (with their numbers)."""


class WishForYourself(Rejected):
    """A wish is about two people. Facts: none."""


class NoSharing(Rejected):
    """Nothing crosses from one platform to another in this course. Facts: course."""


class OnPause(Rejected):
    """Whoever pauses is put into no group. Facts: name."""


class SamePlace(Rejected):
    """Both people, or the person and the group, are together already."""


class Undelivered(Exception):
    """A letter that did not arrive."""


class TryLater(Undelivered):
    """The platform asks for patience, or a fault passes by. Nothing was posted.

    `after` is how long; `whole_bot` tells a limit of the account from one of the place; `reason` is for the log.
    """

    def __init__(self, after: timedelta, *, whole_bot: bool = False, limited: bool = False, reason: str = "") -> None:
        super().__init__(reason or f"asks to wait for {after.total_seconds():.1f} s")
        self.after = after
        self.whole_bot = whole_bot
        self.limited = limited


class OutcomeUnknown(Undelivered):
    """The connection broke after the request left: posted or not, nobody knows."""


class Unreachable(Undelivered):
    """The person cannot be written to: never started, blocked, direct messages closed, account gone."""


class HandleExpired(Undelivered):
    """The reply handle of a press or command is used up: send to the fallback place."""


class Moved(Undelivered):
    """The chat has a new id."""

    def __init__(self, chat: str) -> None:
        super().__init__("the chat moved")
        self.chat = chat


class Refused(Undelivered):
    """The platform will never take this letter: it is buried and shown by `talkoot check`. `reason` names no person."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class MayNotWrite(Refused):
    """The chat takes nothing that we write: a right is lacking, or the chat is closed to us."""


class ThreadGone(MayNotWrite):
    """The thread was deleted; the chat around it may be well."""


class NoThreads(Refused):
    """A place of its own cannot be opened there. `reason` is a key that `bot.wording.threads` puts into words."""


class TokenRefused(Undelivered):
    """The platform does not know our token (any more): nothing can be sent until it is mended."""
