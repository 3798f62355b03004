"""Who and what exists on the local Telegram: accounts, chats, memberships, messages, files."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from adapters.playground.telegram.updates import Mailbox

JSON: TypeAlias = dict[str, Any]

ANONYMOUS_ADMIN_ID = 1087968824
RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
    "can_manage_topics",
)


class BotApiError(Exception):
    """What the Bot API answers when it will not do what a bot asked."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


class NotPossibleError(Exception):
    """What a person tried and the app would not let them do."""


def bad_request(reason: str, **parameters: int) -> BotApiError:
    return BotApiError(400, f"Bad Request: {reason}", **parameters)


def forbidden(reason: str) -> BotApiError:
    return BotApiError(403, f"Forbidden: {reason}")


@dataclass(slots=True)
class Numbers:
    """Counts on; unlike the counter of itertools it can be kept and told to skip some."""

    last: int = 0

    def __next__(self) -> int:
        self.last += 1
        return self.last


@dataclass(eq=False, slots=True)
class Account:
    """Somebody who can be the sender of a message."""

    id: int
    first_name: str
    is_bot: bool = False
    username: str | None = None
    last_name: str | None = None
    language_code: str | None = None
    deactivated: bool = False


@dataclass(eq=False, slots=True, kw_only=True)
class Bot(Account):
    """A bot account with what its owner has set."""

    token: str
    mailbox: Mailbox
    privacy: bool = True
    revoked: bool = False
    commands: dict[tuple[str, str], list[JSON]] = field(default_factory=dict)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    met: set[int] = field(default_factory=set)


@dataclass(eq=False, slots=True)
class Edit:
    """What a message said before it was changed."""

    date: int
    text: str


@dataclass(eq=False, slots=True)
class Poll:
    """A question with answers to choose from; `votes` holds each voter's choice."""

    id: str
    question: str
    options: list[str]
    anonymous: bool = True
    multiple: bool = False
    closed: bool = False
    votes: dict[int, tuple[int, ...]] = field(default_factory=dict)


@dataclass(eq=False, slots=True)
class Message:
    """One message of a chat, as people see it."""

    id: int
    chat: Chat
    date: int
    sender: Account
    text: str = ""
    entities: list[JSON] = field(default_factory=list)
    markup: JSON | None = None
    reply_to: Message | None = None
    quote: str | None = None
    author: Account | None = None
    sender_chat: Group | None = None
    author_signature: str | None = None
    thread_id: int | None = None
    media: JSON = field(default_factory=dict)
    poll: Poll | None = None
    service: JSON = field(default_factory=dict)
    options: JSON = field(default_factory=dict)
    silent: bool = False
    edit_date: int | None = None
    edits: list[Edit] = field(default_factory=list)
    reactions: dict[int, list[str]] = field(default_factory=dict)
    deleted: bool = False
    pinned: bool = False

    @property
    def keyboard(self) -> list[list[JSON]]:
        return (self.markup or {}).get("inline_keyboard") or []

    @property
    def buttons(self) -> list[str]:
        """The labels a person sees under the message, row after row."""
        return [button["text"] for row in self.keyboard for button in row]

    @property
    def keys(self) -> list[JSON]:
        """The keys that stand in place of the keyboard while this is the newest message with some."""
        return [key for row in (self.markup or {}).get("keyboard") or [] for key in row]

    @property
    def asks_reply(self) -> bool:
        return bool((self.markup or {}).get("force_reply"))

    @property
    def document(self) -> JSON | None:
        return self.media.get("document")

    def __repr__(self) -> str:
        return f"<Message {self.chat.id}/{self.id} from {self.sender.first_name}: {self.text[:60]!r}>"


@dataclass(eq=False)
class Conversation:
    """A place with messages; its own numbering of them unless the account counts."""

    id: int
    log: list[Message] = field(default_factory=list, init=False, repr=False)
    by_id: dict[int, Message] = field(default_factory=dict, init=False, repr=False)
    pinned: list[int] = field(default_factory=list, init=False)
    last_id: int = field(default=0, init=False)

    kind = "private"

    @property
    def messages(self) -> list[Message]:
        """What can be read now, oldest first."""
        return [message for message in self.log if not message.deleted]

    @property
    def last(self) -> Message:
        """The newest message that can be read now."""
        for message in reversed(self.log):
            if not message.deleted:
                return message
        raise LookupError(f"chat {self.id} has no message yet")

    def next_id(self) -> int:
        self.last_id += 1
        return self.last_id

    def find(self, message_id: int | None) -> Message | None:
        message = self.by_id.get(message_id or 0)
        return None if message is None or message.deleted else message


@dataclass(eq=False)
class PrivateChat(Conversation):
    """What one person and one bot say to each other."""

    user: Account
    bot: Bot
    started: bool = False
    blocked: bool = False
    open_until: float = 0.0
    """Until when the bot may write to somebody who asked to join a chat of its, and has not started it."""

    @property
    def bots_here(self) -> list[Bot]:
        return [self.bot]


@dataclass(eq=False, slots=True)
class Membership:
    """What somebody is in a group."""

    account: Account
    status: str = "member"
    rights: frozenset[str] = frozenset()
    anonymous: bool = False
    title: str | None = None
    sees_all: bool = False

    @property
    def inside(self) -> bool:
        return self.status in {"creator", "administrator", "member"}

    @property
    def admin(self) -> bool:
        return self.status in {"creator", "administrator"}

    def may_all(self, rights: list[str]) -> bool:
        return all(map(self.may, rights))

    def may(self, right: str) -> bool:
        return self.status == "creator" or (self.status == "administrator" and right in self.rights)


@dataclass(eq=False, slots=True)
class InviteLink:
    """A link that brings people into a group."""

    url: str
    creator: Account
    asks_first: bool = False
    name: str | None = None
    expires: int | None = None
    member_limit: int | None = None
    used: int = 0

    def usable(self, now: float) -> bool:
        return (self.expires is None or now < self.expires) and (
            self.member_limit is None or self.used < self.member_limit
        )


@dataclass(eq=False)
class Group(Conversation):
    """A group or supergroup with its members and topics."""

    title: str
    supergroup: bool = True
    forum: bool = False
    username: str | None = None
    members: dict[int, Membership] = field(default_factory=dict)
    bots: dict[int, Bot] = field(default_factory=dict)
    topics: dict[int, JSON] = field(default_factory=dict)
    links: dict[str, InviteLink] = field(default_factory=dict)
    requests: dict[int, InviteLink] = field(default_factory=dict)
    migrated_to: Group | None = None
    quiet: bool = False
    """Only administrators may write."""
    last_bot: int | None = None

    @property
    def kind(self) -> str:  # type: ignore[override]
        return "supergroup" if self.supergroup else "group"

    @property
    def bots_here(self) -> list[Bot]:
        return list(self.bots.values())

    def membership(self, account: Account) -> Membership:
        found = self.members.get(account.id)
        return found or Membership(account, status="left")


Chat: TypeAlias = PrivateChat | Group


@dataclass(eq=False, slots=True)
class StoredFile:
    """A file somebody has sent."""

    id: str
    unique_id: str
    name: str
    content: bytes
    mime: str
    folder: str = "documents"
    number: int = 0
    info: JSON = field(default_factory=dict)

    @property
    def path(self) -> str:
        suffix = self.name.rpartition(".")[2] if "." in self.name else "bin"
        return f"{self.folder}/file_{self.number}.{suffix}"


@dataclass(eq=False, slots=True)
class Callback:
    """A button press that waits for the bot's answer."""

    id: str
    bot: Bot
    user: Account
    message: Message
    expires: float
    answered: bool = False
    answer: JSON = field(default_factory=dict)
