"""What must be told later: ids and facts only, never a person's words or name. Worded when it is delivered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """Every notice there is; `bot.wording` has a sentence for each."""

    PROMPT = "prompt"  # slot: a prompt, in a place of its course
    ANSWER = "answer"  # answer: an answer given by button or command, posted for the group
    ANSWERED_TWICE = "answered_twice"  # earlier: a later answer replaced it; to its author, who may let it count again
    COUNTS_AGAIN = "counts_again"  # answer: the one that had replaced it was deleted; to its author
    WORDS_ALONE = "words_alone"  # of a message with a file the words are kept, and not the file; to who sent it, once
    REPLY_HINT = "reply_hint"  # answer: [Reply to Ben] under a typed answer where we cannot read replies
    PRESS_ANSWER = "press_answer"  # slot: a reply to a prompt came without words
    PRESS_REPLY = "press_reply"  # answer: a reply to an answer came without words
    MAY_SHARE = "may_share"  # number, comment: whether what they wrote may cross to the other platform; to its author
    SHARED = "shared"  # answer: its copy on another platform
    SHARED_COMMENT = "shared_comment"  # reply: its copy on another platform
    COMMENT = "comment"  # reply: a comment given by button, posted under the answer it is about
    GREETING = "greeting"  # into a chat that the bot was added to
    CHAT_BACK = "chat_back"  # course: into a chat of it that the bot was added to again
    CHAT_LEFT = "chat_left"  # place: the bot was removed from it; to the trainers
    CHAT_MUTED = "chat_muted"  # place: it takes nothing that the bot writes; to the trainers
    NO_THREADS = "no_threads"  # place: no place for a group could be opened in it; to the trainers
    THREAD_GONE = "thread_gone"  # group: its place was deleted, and another is opened; to the trainers
    AT_THE_DOOR = "at_the_door"  # course: to somebody who asked to be let into its chat and does not take part
    ASKS_TO_COME_IN = "asks_to_come_in"  # course, person: wants to be let into its chat; to the trainers
    WENT_OUT = "went_out"  # course, person, platform: a learner left its chat; to the trainers
    KNOCK = "knock"  # person: something waits for them, but the private chat is closed; into the group
    SLOT_SKIPPED = "slot_skipped"  # slot, times: the latest of the prompts that were not posted; to the trainers
    NO_CHAT = "no_chat"  # slot: a prompt came in a course that has no chat; to the trainers
    PROMPTS_CANCELLED = "prompts_cancelled"  # course, prompts: who wrote these was erased; to the trainers
    COURSE_PROPOSED = "course_proposed"  # course: to the coordinators
    COURSE_OPENED = "course_opened"  # course: a proposal was accepted; into its chats, with the Join button
    COURSE_READY = "course_ready"  # course, person: it is open in its chat; to who opened it
    COURSE_DECIDED = "course_decided"  # course, yes: to who proposed it
    NEWCOMERS = "newcomers"  # course, since, until: who joined within that time; to the trainers
    WANTS_IN = "wants_in"  # application: somebody asks to be let in; to the trainers
    LET_IN = "let_in"  # course, person: a trainer said yes; to who asked
    WAITS = "waits"  # application: a trainer said yes, and there is no free seat; to who asked
    NOT_LET_IN = "not_let_in"  # application: a trainer said no; to who asked
    SEAT_OFFERED = "seat_offered"  # application: a seat is kept for who was next in line
    OFFER_LAPSED = "offer_lapsed"  # application: the seat went to the next one; to who did not take it
    QUEUE_CLOSED = "queue_closed"  # application: the course was closed; to who waited to come in
    REMOVED = "removed"  # course: a trainer ended somebody's taking part; to them
    PAUSE_OVER = "pause_over"  # to somebody whose pause has ended
    PAIRS_BEGIN = "pairs_begin"  # course: people will meet in pairs; into its chats, with [Take part]
    PAIR = "pair"  # round, person: whom they meet, or why nobody; to this person
    PAIR_CHANGED = "pair_changed"  # round, person, change, other: somebody left their pair, or came into it
    PAIR_MET = "pair_met"  # round, person: did you meet?
    PAIR_SILENT = "pair_silent"  # course, person: nothing was heard of them, so they are paused; to this person
    PAIRS_END = "pairs_end"  # course, person: there will be no more pairs; to who took part
    ROLES = "roles"  # group, week: who does what this week; into the group's chat
    MY_ROLE = "my_role"  # group, week, person: the same to somebody whose group has no chat they could read
    SWAP_ASKED = "swap_asked"  # group, week, line, other_line: somebody would like to swap roles; to the other
    LINKED = "linked"  # account: it was linked with the one that is told, by the code that was made there
    COURSE_ENDED = "course_ended"  # course: it was closed; into its chats, with thanks
    COURSE_CLOSED = "course_closed"  # course: to its other trainers
    COURSE_GOES_ON = "course_goes_on"  # course: it was opened again; into its chats
    TAKE_AWAY = "take_away"  # course, person: to a learner, their own work as a file
    WORDS_GO = "words_go"  # course, person: its words are erased in two weeks; to who wrote some, with the file
    TRAINER_ADDED = "trainer_added"  # course: to its new trainer
    TRAINER_REMOVED = "trainer_removed"  # course: to who was its trainer
    NO_TRAINER = "no_trainer"  # course: its last trainer erased their data or lost their roles; to the coordinators
    HOLIDAYS = "holidays"  # course: its organisation has other holidays; to the trainers
    GROUPS_PROPOSED = "groups_proposed"  # formation: it was found; to who asked for it
    GROUP_BEGINS = "group_begins"  # group, person: they are in it from now on; to that person
    GROUP_GREETS = "group_greets"  # group: to all of it, in its own place
    GROUP_GOES_ON = "group_goes_on"  # group: to all of it, in its own place, when its course is open again
    GROUP_WAITS = "group_waits"  # course, person: there is no group for them now; to that person
    GROUP_CHANGED = "group_changed"  # group, person: they came into it, or it changed around them; to that person
    CAME_LATE = "came_late"  # group, person: a newcomer was put into it; to the trainers
    WAITS_FOR_GROUP = "waits_for_group"  # course, person: no group has room; to the trainers
    GROUP_TOO_SMALL = "group_too_small"  # group: what could be done about it; to the trainers
    FAILED = "failed"  # incident: our fault, to the person it happened to


@dataclass(frozen=True, slots=True)
class Notice:
    """A kind and its facts. Facts are numbers, codes and moments in ISO form."""

    kind: Kind
    facts: Mapping[str, int | str] = field(default_factory=dict)
