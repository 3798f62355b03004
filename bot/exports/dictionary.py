"""What every column of the exports means, in plain words; it travels with them as data_dictionary.csv."""

from dataclasses import dataclass

from storage.figures import QUIET_AFTER


@dataclass(frozen=True, slots=True)
class Entry:
    """A column, or a word that the meanings use."""

    file: str
    column: str
    kind: str
    meaning: str


def _file(name: str, columns: dict[str, tuple[str, str]]) -> list[Entry]:
    return [Entry(name, column, kind, meaning) for column, (kind, meaning) in columns.items()]


PARTICIPANTS = _file(
    "participants.csv",
    {
        "export_id": (
            "text",
            (
                "Stands for the person. The same person has the same id in all courses of the organisation, and another id "
                "in every other organisation. It cannot be turned back into a name without the key file."
            ),
        ),
        "course_id": ("number", "The course's number in Talkoot."),
        "group_id": (
            "number",
            "The peer group the person is in, or was in last; see groups.csv. Empty: in none so far.",
        ),
        "organisation": ("text", "The organisation that runs the course."),
        "country": ("text", "Its country, as a code of two letters (ISO 3166). Empty: not said."),
        "platform": (
            "text",
            "telegram or discord: where a learner joined, where a trainer last wrote. Empty: never wrote to the bot.",
        ),
        "role": ("text", "learner or trainer. Somebody who is both is listed once, as trainer."),
        "joined_on": (
            "date",
            "The day the learner first joined the course, or the trainer was given it; in the course's time zone.",
        ),
        "left_on": ("date", "The day the learner left. Empty: still in the course."),
        "status": (
            "text",
            (
                f"active: at least one own action in the last {QUIET_AFTER.days} days before the export. "
                "quiet: none in that time. left: has left the course."
            ),
        ),
        "prompts_received": (
            "number",
            (
                "Prompts that came while the person was a learner of the course, and other prompts they answered. "
                "Skipped prompts are not counted; a pause between leaving and coming back is not taken off."
            ),
        ),
        "prompts_answered": ("number", "Prompts the person answered; answers that were taken back are not counted."),
        "comments_received": ("number", "Peer replies that others wrote to this person's answers."),
        "peer_replies": ("number", "Peer replies this person wrote to the answers of others."),
        "last_active_week": (
            "week",
            "The calendar week (ISO 8601, such as 2026-W49) of the last own action, in the course's time zone.",
        ),
    },
)

PROMPTS = _file(
    "prompts.csv",
    {
        "prompt_id": ("number", "The prompt's number in Talkoot. A prompt that repeats has a row for each time."),
        "course_id": ("number", "The course's number in Talkoot."),
        "slot_utc": ("date and time", "When the prompt was due, in UTC."),
        "local_time": ("date and time", "The same moment on the clock of the prompt's time zone."),
        "zone": ("text", "That time zone, by its IANA name."),
        "state": (
            "text",
            (
                "open: came on time. late: came more than five minutes late. skipped: did not come, because it had lost its "
                "sense, the course was closed, or the organisation had holidays."
            ),
        ),
        "posted_at": ("date and time", "When it first stood in a chat of the course, in UTC. Empty: in none so far."),
        "invited": ("number", "Learners in the course when the prompt came."),
        "answered": (
            "number",
            "People whose answer counts. Who joins later may answer too, so this can be more than invited.",
        ),
        "peer_replies": ("number", "Peer replies to the answers of this prompt."),
        "median_hours_to_first_answer": (
            "number",
            (
                "For each person the hours from posting to their answer; of these the median, with two decimals. Only "
                "people who answered are counted. Empty: nobody answered."
            ),
        ),
    },
)

COURSES = _file(
    "courses.csv",
    {
        "course_id": ("number", "The course's number in Talkoot."),
        "institution_course_code": ("text", "The number the organisation's own system gives the course."),
        "organisation": ("text", "The organisation that runs the course."),
        "country": ("text", "Its country, as a code of two letters (ISO 3166). Empty: not said."),
        "language": ("text", "The language of the course's chats, as a code (ISO 639)."),
        "subject": ("text", "As its trainers wrote it."),
        "target_group": ("text", "As its trainers wrote it."),
        "kind": ("text", "learners, or trainers: who learns in the course."),
        "state": ("text", "proposed, open or closed."),
        "start": ("date", "The first day, as its trainers wrote it."),
        "end": ("date", "The last day, as its trainers wrote it."),
        "enrolled": ("number", "Everybody who ever joined the course as a learner, each once (gross)."),
        "prompts": ("number", "Prompts that came; skipped ones are not counted."),
        "answers": ("number", "Answers that count."),
        "peer_replies": ("number", "Peer replies to these answers."),
        "groups": ("number", "Peer groups that are there now."),
        "mean_group_size": ("number", "Their members now, on the average; with two decimals. Empty: no groups."),
        "trainers": ("number", "People to whom the course is given."),
    },
)

GROUPS = _file(
    "groups.csv",
    {
        "group_id": ("number", "The peer group's number in Talkoot. Groups that ended are listed too."),
        "course_id": ("number", "The course's number in Talkoot."),
        "members": ("number", "Learners in the group now, or when it ended."),
        "active_members": (
            "number",
            (
                f"Members with an answer or a peer reply in the last {QUIET_AFTER.days} days before the export, or before "
                "the group ended."
            ),
        ),
        "answers": ("number", "Answers of its members while they were in it."),
        "peer_replies": ("number", "Peer replies of its members while they were in it."),
        "share_members_replying": ("number", "Members who wrote a peer reply, divided by members. Empty: no members."),
        "median_hours_to_first_reply": (
            "number",
            (
                "For each answer in the group the hours until the first peer reply of another member; of these the median. "
                "Answers without such a reply are left out. Empty: there is none."
            ),
        ),
        "participation_gini": (
            "number",
            (
                "Gini coefficient of answers and peer replies over the members: 0 is even, near 1 means that one does nearly "
                "everything. Empty: nobody has done anything."
            ),
        ),
    },
)

FORMATIONS = _file(
    "formations.csv",
    {
        "formation_id": ("number", "The number of a proposal of peer groups in Talkoot. It has a row for each person."),
        "course_id": ("number", "The course's number in Talkoot."),
        "state": ("text", "asked: being looked for. proposed: waits for the trainer's yes. confirmed. dropped."),
        "formed_on": ("date", "The day it was asked for, in the course's time zone."),
        "settled_on": ("date", "The day it was confirmed or dropped. Empty: neither so far."),
        "export_id": ("text", "Stands for the person, as in participants.csv."),
        "outcome": (
            "text",
            (
                "placed: in a group. waiting: no group fitted. paused: had asked for a pause. excluded: left out. Changes "
                "after the confirmation are written here too."
            ),
        ),
        "reasons": (
            "text",
            (
                "Why, in words separated by spaces: what is against the group (such as no_common_hour, together_again) or "
                "keeps the person from one (such as no_group_with_room, trainer_decided). Empty: nothing is."
            ),
        ),
        "group_number": (
            "number",
            "The group's number in the course; of a proposal that was not confirmed its number there. Empty: in none.",
        ),
    },
)

PAIRS = _file(
    "pairs.csv",
    {
        "course_id": ("number", "The course's number in Talkoot."),
        "round": ("number", "The rounds of the course are numbered from 1."),
        "began_on": ("date", "The day on which the pairs were told, in the course's time zone."),
        "pairs": ("number", "Meetings of two that were proposed."),
        "trios": ("number", "Meetings of three: an odd person joins a pair."),
        "met": ("number", "Pairs and trios of which at least one person said that they met."),
        "not_met": ("number", "Those of which somebody answered, and nobody said that they met."),
        "silent": ("number", "Those of which nobody answered. The three numbers add up to pairs and trios together."),
        "without": (
            "number",
            "People who take part and were in no pair: paused, out of reach, gone, or nobody was left for them, also where whom they were to meet left or paused meanwhile.",
        ),
    },
)

PARTNERSHIP = _file(
    "partnership.csv",
    {
        "organisation": ("text", "An organisation of the partnership."),
        "country": ("text", "Its country, as a code of two letters (ISO 3166). Empty: not said."),
        "courses": ("number", "Courses that were ever open."),
        "open_courses": ("number", "Courses that are open now."),
        "gross_participations": ("number", "Each learner once in each course. Empty: fewer than 5."),
        "net_participants": ("number", "Each learner once in the organisation. Empty: fewer than 5."),
        "trainers": ("number", "People to whom a course is given. Empty: fewer than 5."),
        "answers": ("number", "Answers that count. Empty where fewer than 5 people gave them."),
        "peer_replies": ("number", "Peer replies. Empty where fewer than 5 people wrote them."),
    },
)

DEFINITIONS = _file(
    "(words used above)",
    {
        "own action": (
            "definition",
            (
                "Joining, answering, changing an answer, a peer reply, a message in a chat of the course (counted, not "
                "read), and for trainers writing a prompt."
            ),
        ),
        "peer reply": (
            "definition",
            (
                "A reply to the answer of somebody else. Replies to one's own answer are not counted; replies to an answer "
                "that was later taken back are."
            ),
        ),
        "gross": ("definition", "Each person counts once in each course: the rows of participants.csv."),
        "net": (
            "definition",
            (
                "Each person counts once in the organisation: the different values of export_id. Somebody on both platforms "
                "counts once if they linked their accounts."
            ),
        ),
        "who is missing": (
            "definition",
            (
                "People who had their data erased are not listed in participants.csv; their answers and replies stay in the "
                "totals of prompts.csv."
            ),
        ),
        "empty cell": ("definition", "Not applicable, or not known. Zero is written as 0."),
    },
)

DICTIONARY = (*PARTICIPANTS, *PROMPTS, *GROUPS, *FORMATIONS, *PAIRS, *DEFINITIONS)
WHOLE = (*PARTICIPANTS, *PROMPTS, *COURSES, *GROUPS, *FORMATIONS, *PAIRS, *DEFINITIONS)
"""For the files of a whole organisation."""
