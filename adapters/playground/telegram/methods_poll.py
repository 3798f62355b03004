"""Polls that bots make and stop."""

from __future__ import annotations

from adapters.playground.telegram import polls
from adapters.playground.telegram.calls import Call, api
from adapters.playground.telegram.entities import units
from adapters.playground.telegram.methods import SENDING, send
from adapters.playground.telegram.state import JSON, bad_request
from adapters.playground.telegram.wire import message_json, poll_json


@api(
    "sendPoll",
    SENDING.replace("parse_mode:text", "")
    + "question!:text options!:json is_anonymous:flag allows_multiple_answers:flag",
    counts=True,
)
def send_poll(call: Call) -> JSON:
    chat, question = call.writable(), call.get("question")
    options = [option["text"] for option in call.get("options")]
    check(question, options)
    multiple, anonymous = bool(call.get("allows_multiple_answers")), call.get("is_anonymous", True)
    poll = polls.make(call.world, question, options, anonymous=anonymous, multiple=multiple)
    return message_json(send(call, chat, "", [], poll=poll))


def check(question: str, options: list[str]) -> None:
    if units(question) > polls.MAX_QUESTION:
        raise bad_request("poll question length must not exceed 300")
    if not options:
        raise bad_request("poll must have at least 1 option")
    if len(options) > polls.MAX_OPTIONS:
        raise bad_request("poll can't have more than 12 options")
    if not all(1 <= units(option) <= polls.MAX_OPTION for option in options):
        raise bad_request("poll options length must not exceed 100")


@api("stopPoll", "chat_id!:chat message_id!:int")
def stop_poll(call: Call) -> JSON:
    message = call.world.message_in(call.writable(), call.get("message_id"), "with poll to stop")
    if message.poll is None or message.sender is not call.bot:
        raise bad_request("poll can't be stopped")
    if message.poll.closed:
        raise bad_request("poll has already been closed")
    polls.stop(call.world, message, message.poll, call.bot)
    return poll_json(message.poll)
