"""What Telegram can do and how fast it lets a bot write."""

from community.chat.capabilities import Capabilities, Pace

TEXT = 4096
CAPTION = 1024
ENTITIES = 100
PLACEHOLDER = 64
BUTTONS = 100
ROW = 8
LABEL = 64
TOPIC_NAME = 128
NOTE = 200
"""What fits at a press."""
TOKEN_BYTES = 64
FETCH_BYTES = 20 * 1024 * 1024
COMMANDS = 100
COMMAND_NAME = 32
COMMAND_DESCRIPTION = 256

CAPABILITIES = Capabilities(
    text=TEXT,
    buttons_per_row=ROW,
    button_label=LABEL,
    token_bytes=TOKEN_BYTES,
    fields_per_page=1,
    forms_open_on_press=False,
    sees_deletions=False,
    private_replies=False,
    idempotent=False,
    starts_by_link=True,
    picks_chats=True,
)
PACE = Pace(per_second=30, chat_interval=1.0, group_per_minute=20)
