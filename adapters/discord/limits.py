"""What Discord can do, in numbers: lengths in UTF-16 units, as the platform counts to be safe."""

from community.chat.capabilities import Capabilities, Pace

CONTENT = 2000
LABEL = 80
THREAD_NAME = 100
ROWS = 5
ROW_WIDTH = 5
CUSTOM_ID = 100
NONCE = 25
FILES = 10
FILE_BYTES = 10 * 1024 * 1024
DOWNLOAD_BYTES = 25 * 1024 * 1024

MODAL_TITLE = 45
MODAL_FIELDS = 5
FIELD_LABEL = 45
FIELD_HINT = 100
FIELD_TEXT = 4000
CHOICES = 25
CHOICE_LABEL = 100

COMMANDS = 100
COMMAND_NAME = 32
COMMAND_DESCRIPTION = 100
HISTORY_PAGE = 100

DEFER_AFTER = 1.5
"""Seconds until a press or command is acknowledged without an answer; the platform gives up after 3."""
FORM_WITHIN = 2.0
"""Seconds the application has for the form of a press: it must be the first answer, within 3."""
SUGGEST_WITHIN = 2.5
HANDLE_SECONDS = 14 * 60
"""An interaction's token lives 15 minutes; the last one is left for the way."""

CAPABILITIES = Capabilities(
    text=CONTENT,
    buttons_per_row=ROW_WIDTH,
    button_label=LABEL,
    token_bytes=CUSTOM_ID,
    fields_per_page=MODAL_FIELDS,
    forms_open_on_press=True,
    sees_deletions=True,
    private_replies=True,
    idempotent=True,
    starts_by_link=False,
    spaced_commands=True,
    writes_first=True,
    reads_history=True,
)

PACE = Pace(per_second=50, chat_interval=0.0, group_per_minute=None)


def units(text: str) -> int:
    """The length of a text as the platform counts it."""
    return len(text) + sum(character > "\uffff" for character in text)


def front(text: str, most: int) -> str:
    """The longest beginning of a text that is not longer than `most` units."""
    if units(text) <= most:
        return text
    used = 0
    for index, character in enumerate(text):
        used += 2 if character > "\uffff" else 1
        if used > most:
            return text[:index]
    return text


def shortened(text: str, most: int) -> str:
    """The text, cut with an ellipsis if it is too long."""
    return text if units(text) <= most else front(text, most - 1).rstrip() + "…"
