"""What bots say: sending, editing and deleting messages, reactions, answers to presses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adapters.playground.telegram import delivery
from adapters.playground.telegram.calls import Call, api
from adapters.playground.telegram.entities import formatted, units
from adapters.playground.telegram.keyboards import checked_inline, checked_markup
from adapters.playground.telegram.state import JSON, Edit, Group, Message, PrivateChat, bad_request
from adapters.playground.telegram.wire import message_json

if TYPE_CHECKING:
    from adapters.playground.telegram.state import Account, Chat, Poll

MAX_TEXT = 4096
MAX_CAPTION = 1024
TWO_DAYS = 48 * 3600
SENDING = (
    "chat_id!:chat message_thread_id:int disable_notification:flag protect_content:flag"
    " allow_paid_broadcast:flag reply_parameters:json reply_markup:json parse_mode:text "
)
EMOJI_LINE = (
    "❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 "
    "🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡"
)
EMOJIS = frozenset(EMOJI_LINE.split())
ACTION_LINE = (
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker "
    "find_location record_video_note upload_video_note"
)
CHAT_ACTIONS = frozenset(ACTION_LINE.split())


@api("sendMessage", SENDING + "text!:text entities:json link_preview_options:json", counts=True)
def send_message(call: Call) -> JSON:
    chat = call.writable()
    text, entities = checked_text(call.get("text"), call.get("parse_mode"), call.get("entities"))
    return message_json(send(call, chat, text, entities))


def send(
    call: Call, chat: Chat, text: str, entities: list[JSON], media: JSON | None = None, *, poll: Poll | None = None
) -> Message:
    """Post for the bot what a sending method has checked."""
    reply_to, quote = answered_message(call, chat)
    preview = call.get("link_preview_options")
    return delivery.post(
        call.world,
        chat,
        call.bot,
        text,
        entities=entities,
        markup=checked_markup(call.get("reply_markup"), chat),
        reply_to=reply_to,
        quote=quote,
        thread_id=checked_thread(chat, call.get("message_thread_id"), call.bot),
        media=media or {},
        poll=poll,
        options=shown_options(call, preview),
        silent=bool(call.get("disable_notification")),
    )


def shown_options(call: Call, preview: JSON | None) -> JSON:
    options: JSON = {"link_preview_options": preview} if preview else {}
    return options | {"has_protected_content": True} if call.get("protect_content") else options


def checked_text(raw: str, parse_mode: str | None, entities: list[JSON] | None) -> tuple[str, list[JSON]]:
    text, marks = formatted(raw, parse_mode, entities)
    if not text:
        raise bad_request("message text is empty")
    if units(text) > MAX_TEXT:
        raise bad_request("message is too long")
    return text, marks


def checked_caption(call: Call) -> tuple[str, list[JSON]]:
    text, marks = formatted(call.get("caption") or "", call.get("parse_mode"), call.get("caption_entities"))
    if units(text) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    return text, marks


def answered_message(call: Call, chat: Chat) -> tuple[Message | None, str | None]:
    """The message that reply_parameters names, and the quoted part."""
    reply: JSON = call.get("reply_parameters") or {}
    if not reply:
        return None, None
    if reply.get("chat_id") not in (None, chat.id, str(chat.id)):
        raise bad_request("the local Telegram does not know replies to another chat")
    message, quote = chat.find(reply["message_id"]), reply.get("quote")
    if message is None and not reply.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    if message is not None and quote and quote not in message.text:
        raise bad_request("QUOTE_TEXT_INVALID")
    return message, quote


def checked_thread(chat: Chat, thread_id: int | None, by: Account | None = None) -> int | None:
    if thread_id is None:
        return None
    if not isinstance(chat, Group) or thread_id not in (chat.topics if chat.forum else chat.by_id):
        raise bad_request("message thread not found")
    if chat.topics.get(thread_id, {}).get("closed") and not (by and chat.membership(by).may("can_manage_topics")):
        raise bad_request("TOPIC_CLOSED")
    return thread_id


EDITING = "chat_id:chat message_id:int reply_markup:json "


@api("editMessageText", EDITING + "text!:text parse_mode:text entities:json link_preview_options:json", counts=True)
def edit_message_text(call: Call) -> JSON:
    message = editable(call)
    if message.media:
        raise bad_request("there is no text in the message to edit")
    text, entities = checked_text(call.get("text"), call.get("parse_mode"), call.get("entities"))
    preview = call.get("link_preview_options")
    protected = {key: value for key, value in message.options.items() if key == "has_protected_content"}
    options = ({"link_preview_options": preview} if preview else {}) | protected
    return change(call, message, text, entities, options)


@api("editMessageCaption", EDITING + "caption:text parse_mode:text caption_entities:json", counts=True)
def edit_message_caption(call: Call) -> JSON:
    message = editable(call)
    if not message.media:
        raise bad_request("there is no caption in the message to edit")
    return change(call, message, *checked_caption(call), message.options)


@api("editMessageReplyMarkup", EDITING, counts=True)
def edit_message_reply_markup(call: Call) -> JSON:
    message = editable(call)
    return change(call, message, message.text, message.entities, message.options)


def editable(call: Call) -> Message:
    """The bot's own message that a request wants changed."""
    for name in ("chat_id", "message_id"):
        if call.get(name) is None:
            raise bad_request(f"{name} is empty" if name == "chat_id" else "message identifier is not specified")
    message = call.world.message_in(call.writable(), call.get("message_id"), "to edit")
    inline_only = message.markup is None or "inline_keyboard" in message.markup
    if message.sender is not call.bot or message.service or not inline_only:
        raise bad_request("message can't be edited")
    return message


def change(call: Call, message: Message, text: str, entities: list[JSON], options: JSON) -> JSON:
    markup = call.get("reply_markup")
    if markup and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    keyboard = checked_inline(markup["inline_keyboard"], message.chat) if markup else None
    before = (message.text, message.entities, message.markup, message.options)
    if before == (text, entities, keyboard, options):
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly the same"
            " as a current content and reply markup of the message"
        )
    if text != message.text or entities != message.entities:
        message.edits.append(Edit(message.edit_date or message.date, message.text))
    message.text, message.entities, message.markup, message.options = text, entities, keyboard, options
    message.edit_date = call.world.now()
    call.world.tell("edit", chat=message.chat, message=message, actor=call.bot)
    return message_json(message)


@api("deleteMessage", "chat_id!:chat message_id!:int")
def delete_message(call: Call) -> bool:
    delete(call, call.world.message_in(call.chat(), call.get("message_id"), "to delete"))
    return True


@api("deleteMessages", "chat_id!:chat message_ids!:json")
def delete_messages(call: Call) -> bool:
    """Deletes what there is; unknown ids are passed over."""
    chat, wanted = call.chat(), call.get("message_ids")
    if not 1 <= len(wanted) <= 100:
        raise bad_request("wrong number of message identifiers specified")
    for message in filter(None, map(chat.find, wanted)):
        delete(call, message)
    return True


def delete(call: Call, message: Message) -> None:
    if not deletable(call, message):
        raise bad_request("message can't be deleted for everyone")
    message.deleted = True
    call.world.tell("delete", chat=message.chat, message=message, actor=call.bot)


def deletable(call: Call, message: Message) -> bool:
    """Own and private messages for two days; those of others in a group by right."""
    chat, young = message.chat, call.world.clock() - message.date < TWO_DAYS
    if isinstance(chat, PrivateChat):
        return young
    member = call.world.inside(call.bot, chat).membership(call.bot)
    if member.may("can_delete_messages"):
        return True
    return young and message.sender is call.bot


@api("setMessageReaction", "chat_id!:chat message_id!:int reaction:json is_big:flag")
def set_message_reaction(call: Call) -> bool:
    chat = call.writable()
    message = call.world.message_in(chat, call.get("message_id"), "to react")
    reactions = call.get("reaction") or []
    if message.service:
        raise bad_request("message can't be reacted")
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if any(each.get("type") != "emoji" or each.get("emoji", "").rstrip("\ufe0f") not in EMOJIS for each in reactions):
        raise bad_request("REACTION_INVALID")
    delivery.react(call.world, message, call.bot, [each["emoji"] for each in reactions])
    return True


@api("answerCallbackQuery", "callback_query_id!:text text:text show_alert:flag url:text cache_time:int")
def answer_callback_query(call: Call) -> bool:
    world, query = call.world, call.world.callbacks.get(call.get("callback_query_id"))
    if query is None or query.bot is not call.bot or query.answered or query.expires <= world.deadlines():
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    text = call.get("text") or ""
    if units(text) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    url = call.get("url")
    if url and not url.startswith((f"https://t.me/{call.bot.username}?start=", f"t.me/{call.bot.username}?start=")):
        raise bad_request("URL_INVALID")
    query.answered = True
    query.answer = {"text": text, "alert": bool(call.get("show_alert")), "url": url}
    del world.callbacks[query.id]
    world.tell("answer", chat=query.message.chat, message=query.message, actor=query.user, data=dict(query.answer))
    return True


@api("sendChatAction", "chat_id!:chat message_thread_id:int action!:text")
def send_chat_action(call: Call) -> bool:
    chat = call.writable()
    checked_thread(chat, call.get("message_thread_id"))
    if call.get("action") not in CHAT_ACTIONS:
        raise bad_request("wrong parameter action in request")
    call.world.tell("action", chat=chat, actor=call.bot, data={"action": call.get("action")})
    return True
