"""Who comes, goes, asks to be let in and picks a chat: what Telegram's updates tell of it, and what the bot may do then."""

from dataclasses import replace
from typing import Any

import pytest

from adapters.telegram.intake import Intake
from adapters.telegram.render import post
from community.chat.address import Account, Place, Platform
from community.chat.gateway import Open, Parcel, Post
from community.chat.inbound import AsksToComeIn, CameIn, ChatPicked, RightsChanged, WentOut
from community.chat.message import Message, PickChat
from community.errors import NoThreads, ThreadGone
from tests.adapters.telegram.conftest import Town
from tests.adapters.telegram.test_gateway import words
from tests.adapters.telegram.test_intake import AINO, BOT, GROUP, PRIVATE, THEN, US, Reader, message

BEN = {"id": 43, "is_bot": False, "first_name": "Ben"}


@pytest.fixture
def reads() -> Reader:
    return Reader(Intake(BOT, "valo_bot"))


def changed(kind: str, before: dict[str, Any], after: dict[str, Any], who: dict[str, Any]) -> dict[str, Any]:
    states = {"old_chat_member": {"user": who, **before}, "new_chat_member": {"user": who, **after}}
    return {kind: {"chat": GROUP, "from": AINO, "date": THEN, **states}}


def admin(**rights: bool) -> dict[str, Any]:
    named = (
        "is_anonymous can_be_edited can_manage_chat can_delete_messages can_manage_video_chats can_restrict_members "
        "can_promote_members can_change_info can_invite_users can_post_stories can_edit_stories can_delete_stories"
    )
    return {"status": "administrator", **dict.fromkeys(named.split(), False), **rights}


def test_each_of_several_who_were_added_has_come_in(reads: Reader) -> None:
    came = reads.all(message=message(new_chat_members=[AINO, BEN, US]))
    assert all(isinstance(each, CameIn) for each in came)
    assert [each.arrival.account and each.arrival.account.id for each in came] == ["42", "43"]


def test_who_was_removed_has_gone_whoever_did_it(reads: Reader) -> None:
    gone = reads.one(message=message(left_chat_member=BEN))
    assert isinstance(gone, WentOut)
    assert gone.arrival.account == Account(Platform.TELEGRAM, "43")
    assert reads.all(message=message(left_chat_member=US)) == ()
    gone = reads.one(**changed("chat_member", {"status": "member"}, {"status": "left"}, BEN))
    assert isinstance(gone, WentOut)
    assert reads.all(**changed("chat_member", {"status": "member"}, admin(), BEN)) == ()


def test_a_request_to_join_tells_the_name_of_the_link(reads: Reader) -> None:
    link: dict[str, object] = {"invite_link": "https://t.me/+x", "creator": AINO, "name": "SUOM2345"}
    link |= {"creates_join_request": True, "is_primary": False, "is_revoked": False}
    asked = reads.one(
        chat_join_request={"chat": GROUP, "from": BEN, "user_chat_id": 43, "date": THEN, "invite_link": link}
    )
    assert asked == AsksToComeIn(arrival=asked.arrival, link="SUOM2345")
    assert asked.arrival.account == Account(Platform.TELEGRAM, "43")


def test_a_picked_chat_comes_with_what_it_was_picked_for(reads: Reader) -> None:
    picked = reads.one(message=message(PRIVATE, chat_shared={"request_id": 7, "chat_id": -100500, "title": "Kitchen"}))
    assert picked == ChatPicked(arrival=picked.arrival, request=7, chat=Place(BOT, "-100500"), title="Kitchen")


def test_rights_that_were_given_and_taken_are_told(reads: Reader) -> None:
    given = reads.one(**changed("my_chat_member", {"status": "member"}, admin(can_manage_topics=True), US))
    assert given == RightsChanged(arrival=given.arrival, writes=True, opens_threads=True)
    taken = reads.one(**changed("my_chat_member", admin(can_manage_topics=True), {"status": "member"}, US))
    assert taken == RightsChanged(arrival=taken.arrival, writes=None, opens_threads=False)


def test_a_key_that_asks_for_a_chat_stands_in_private_chats_alone() -> None:
    asks = Message((*words("Pick one").blocks, PickChat("Pick the chat", 7)))
    alone, among = (post(asks, Place(BOT, "42", private=private), "valo_bot")[0] for private in (True, False))
    (key,) = alone.parameters["reply_markup"]["keyboard"][0]
    wanted = key["request_chat"]
    assert (key["text"], wanted["request_id"]) == ("Pick the chat", 7)
    assert {right for right, given in wanted["bot_administrator_rights"].items() if given} == {
        "can_manage_chat",
        "can_invite_users",
        "can_manage_topics",
    }
    assert "reply_markup" not in among.parameters


async def test_a_topic_is_opened_named_and_put_away(town: Town) -> None:
    town.group.forum = True
    await town.aino.promote(town.group, town.bot, ["can_manage_topics"])
    thread = await town.gateway.open_thread(town.place, "k", Open("Larks " * 40))
    topic = town.group.topics[int(thread.thread)]
    assert len(topic["name"]) <= 128
    await town.gateway.rename_thread(thread, "Owls")
    await town.gateway.rename_thread(thread, "Owls")
    await town.gateway.close_thread(thread)
    await town.gateway.close_thread(thread)
    assert (topic["name"], topic["closed"]) == ("Owls", True)


async def test_a_topic_that_nobody_wants_is_deleted_unless_somebody_has_written_there(town: Town) -> None:
    town.group.forum = True
    await town.aino.promote(town.group, town.bot, ["can_manage_topics"])
    empty, used = [await town.gateway.open_thread(town.place, "k", Open(name)) for name in ("Larks", "Owls")]
    await town.aino.send(town.group, "hello", thread_id=int(used.thread))
    for thread in (empty, used, empty, town.place):
        await town.gateway.remove_thread(thread)
    assert [(topic["name"], topic.get("closed")) for topic in town.group.topics.values()] == [("Owls", True)]


async def test_why_no_topic_can_be_opened_is_told(town: Town) -> None:
    with pytest.raises(NoThreads, match="no_topics"):
        await town.gateway.open_thread(town.place, "k", Open("Larks"))
    town.group.forum = True
    with pytest.raises(NoThreads, match="no_right"):
        await town.gateway.open_thread(town.place, "k", Open("Larks"))


async def test_a_deleted_topic_is_told_from_a_chat_that_is_shut(town: Town) -> None:
    town.group.forum = True
    with pytest.raises(ThreadGone):
        await town.gateway.deliver(Parcel("k", replace(town.place, thread="999"), Post(words("Hello"))))


async def test_how_the_bot_stands_in_a_chat(town: Town) -> None:
    member = await town.gateway.standing(town.place)
    assert (member.present, member.writes, member.has_threads, member.opens_threads) == (True, True, False, False)
    town.group.quiet = town.group.forum = True
    assert not (await town.gateway.standing(town.place)).writes
    await town.aino.promote(town.group, town.bot, ["can_manage_topics"])
    ruler = await town.gateway.standing(town.place)
    assert ruler.writes
    assert ruler.opens_threads
    await town.aino.remove(town.group, town.bot)
    assert not (await town.gateway.standing(town.place)).present
