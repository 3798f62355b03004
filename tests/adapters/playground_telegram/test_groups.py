"""What a bot sees and may do in groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import telegram
from telegram.error import BadRequest, ChatMigrated, Forbidden

from adapters.playground.telegram import NotPossibleError

if TYPE_CHECKING:
    from tests.adapters.playground_telegram.conftest import Scene

EVERY_KIND = ["message", "edited_message", "chat_member", "my_chat_member", "message_reaction", "chat_join_request"]


async def test_privacy_mode_lets_commands_and_answers_to_the_bot_through(scene: Scene) -> None:
    await scene.client.send_message(scene.group.id, "How was it?")
    asked = scene.group.last
    chat = await scene.ben.send(scene.group, "just talking")
    await scene.ben.send(scene.group, "answering Aino", reply_to=chat)
    await scene.ben.send(scene.group, "it was fine", reply_to=asked)
    await scene.ben.send(scene.group, "/help")
    await scene.ben.send(scene.group, "/help@talkoot_bot please")
    await scene.ben.send(scene.group, "/help@other_bot")
    await scene.ben.send(scene.group, "see https://valo.example/help")
    assert await scene.texts() == ["it was fine", "/help", "/help@talkoot_bot please"]


async def test_a_plain_command_goes_to_the_bot_that_spoke_last(scene: Scene) -> None:
    other = scene.server.add_bot("700002:another-invented-token", username="fjord_bot")
    await scene.aino.add_bot(scene.group, other)
    await scene.client.send_message(scene.group.id, "I spoke last")
    pending = len(other.mailbox.pending)
    await scene.ben.send(scene.group, "/help")
    assert "/help" in await scene.texts()
    assert len(other.mailbox.pending) == pending


async def test_an_administrator_bot_sees_everything(scene: Scene) -> None:
    await scene.aino.promote(scene.group, scene.bot)
    await scene.ben.send(scene.group, "just talking")
    assert await scene.texts() == ["just talking"]


async def test_switching_privacy_off_counts_only_after_coming_in_again(scene: Scene) -> None:
    scene.bot.privacy = False
    await scene.ben.send(scene.group, "not yet")
    await scene.aino.remove(scene.group, scene.bot, banned=False)
    await scene.aino.add_bot(scene.group, scene.bot)
    await scene.ben.send(scene.group, "now you hear me")
    assert await scene.texts() == ["now you hear me"]


async def test_a_bot_never_sees_bots(scene: Scene) -> None:
    other = scene.server.add_bot("700002:another-invented-token", username="fjord_bot", privacy=False)
    await scene.aino.add_bot(scene.group, other)
    pending = len(other.mailbox.pending)
    await scene.client.send_message(scene.group.id, "/hello@fjord_bot")
    assert len(other.mailbox.pending) == pending


async def test_an_edited_answer_comes_as_an_edited_message(scene: Scene) -> None:
    await scene.client.send_message(scene.group.id, "How was it?")
    answer = await scene.ben.send(scene.group, "fine", reply_to=scene.group.last)
    scene.clock.move(5)
    await scene.ben.edit(answer, "very fine")
    _, edited = await scene.updates()
    assert edited.edited_message is not None
    assert (edited.edited_message.text, edited.edited_message.message_id) == ("very fine", answer.id)
    with pytest.raises(NotPossibleError):
        await scene.aino.edit(answer, "not mine")


async def test_only_an_administrator_bot_hears_of_members_and_reactions(scene: Scene) -> None:
    await scene.updates(kinds=EVERY_KIND)
    line = await scene.ben.send(scene.group, "hello")
    await scene.aino.react(line, "❤")
    assert await scene.updates() == []
    await scene.aino.promote(scene.group, scene.bot)
    await scene.updates()
    await scene.carla.join(scene.group)
    await scene.carla.react(line, "👍")
    await scene.carla.react(line)
    joined, arrived, liked, unliked = await scene.updates()
    assert joined.chat_member is not None
    assert joined.chat_member.new_chat_member.status == "member"
    assert arrived.message is not None
    assert [user.id for user in arrived.message.new_chat_members] == [scene.carla.id]
    assert liked.message_reaction is not None
    assert [kind.to_dict()["emoji"] for kind in liked.message_reaction.new_reaction] == ["👍"]
    assert unliked.message_reaction is not None
    assert unliked.message_reaction.new_reaction == ()
    assert line.reactions == {scene.aino.id: ["❤"]}


async def test_an_anonymous_administrator_speaks_as_the_group(scene: Scene) -> None:
    await scene.aino.as_anonymous_admin(scene.group, title="teacher")
    await scene.aino.send(scene.group, "/course_new")
    (update,) = await scene.updates()
    message = update.message
    assert message is not None
    assert message.from_user is not None
    assert message.sender_chat is not None
    assert (message.from_user.id, message.sender_chat.id) == (1087968824, scene.group.id)
    assert message.author_signature == "teacher"


async def test_a_group_that_becomes_a_supergroup_has_a_new_id(scene: Scene) -> None:
    old = scene.server.add_group("Ponte", admins=[scene.aino], supergroup=False)
    await scene.client.send_message(old.id, "hello")
    await scene.updates()
    new = await scene.aino.migrate(old)
    with pytest.raises(ChatMigrated) as moved:
        await scene.client.send_message(old.id, "hello?")
    assert moved.value.new_chat_id == new.id
    goes, came = [update.message for update in await scene.updates()]
    assert goes is not None
    assert came is not None
    assert (goes.migrate_to_chat_id, came.migrate_from_chat_id) == (new.id, old.id)
    await scene.client.send_message(new.id, "here we are")
    with pytest.raises(NotPossibleError):
        await scene.aino.send(old, "anybody?")


async def test_a_link_that_asks_first_waits_for_the_bot_to_approve(scene: Scene) -> None:
    with pytest.raises(BadRequest, match="rights"):
        await scene.client.create_chat_invite_link(scene.group.id)
    await scene.aino.promote(scene.group, scene.bot)
    await scene.updates(kinds=EVERY_KIND)
    link = await scene.client.create_chat_invite_link(scene.group.id, name="Autumn", creates_join_request=True)
    await scene.carla.open_link(link.invite_link)
    (update,) = await scene.updates()
    assert update.chat_join_request is not None
    assert update.chat_join_request.from_user.id == scene.carla.id
    assert not scene.group.membership(scene.carla.account).inside
    await update.chat_join_request.approve()
    assert scene.group.membership(scene.carla.account).inside


async def test_who_runs_a_group_can_be_asked(scene: Scene) -> None:
    admins = await scene.client.get_chat_administrators(scene.group.id)
    assert [(member.user.id, member.status) for member in admins] == [(scene.aino.id, "creator")]
    member = await scene.client.get_chat_member(scene.group.id, scene.carla.id)
    assert member.status == "left"
    assert await scene.client.get_chat_member_count(scene.group.id) == 3
    chat = await scene.client.get_chat(scene.group.id)
    assert (chat.title, chat.type) == ("English for seniors", "supergroup")


async def test_pinning_needs_the_right_and_leaves_a_line(scene: Scene) -> None:
    sent = await scene.client.send_message(scene.group.id, "Prompt of the week")
    with pytest.raises(BadRequest, match=r"(?i)not enough rights"):
        await sent.pin()
    await scene.aino.promote(scene.group, scene.bot, ["can_pin_messages"])
    await sent.pin()
    assert scene.group.pinned == [sent.message_id]
    assert "pinned_message" in scene.group.last.service
    assert (await scene.client.get_chat(scene.group.id)).pinned_message == sent


async def test_a_bot_can_leave(scene: Scene) -> None:
    await scene.client.leave_chat(scene.group.id)
    assert not scene.group.membership(scene.bot).inside
    await scene.ben.send(scene.group, "/help")
    assert await scene.texts() == []


async def test_topics_of_a_forum_keep_their_messages_apart(scene: Scene) -> None:
    forum = scene.server.add_group("Valo Centre", admins=[scene.aino], forum=True, bot_admin=True)
    topic = await scene.client.create_forum_topic(forum.id, "Week 1")
    sent = await scene.client.send_message(forum.id, "in the topic", message_thread_id=topic.message_thread_id)
    assert (sent.message_thread_id, sent.is_topic_message) == (topic.message_thread_id, True)
    await scene.updates()
    await scene.aino.send(forum, "answer", reply_to=forum.last)
    (update,) = await scene.updates()
    assert update.message is not None
    assert update.message.message_thread_id == topic.message_thread_id
    with pytest.raises(BadRequest, match=r"(?i)thread not found"):
        await scene.client.send_message(forum.id, "lost", message_thread_id=999)


async def test_a_reply_in_a_plain_supergroup_carries_a_thread_that_is_no_topic(scene: Scene) -> None:
    await scene.client.send_message(scene.group.id, "How was it?")
    await scene.ben.send(scene.group, "fine", reply_to=scene.group.last)
    (update,) = await scene.updates()
    assert update.message is not None
    assert update.message.message_thread_id == update.message.reply_to_message.message_id  # type: ignore[union-attr]
    assert not update.message.is_topic_message


async def test_a_bot_comes_into_a_group_by_a_link_with_a_payload(scene: Scene) -> None:
    ponte = scene.server.add_group("Ponte", admins=[scene.aino], bots=[])
    await scene.aino.open_link("https://t.me/talkoot_bot?startgroup=course-7", group=ponte)
    assert await scene.texts() == ["/start@talkoot_bot course-7"]


async def test_a_banned_person_and_a_used_up_link_stay_outside(scene: Scene) -> None:
    await scene.aino.promote(scene.group, scene.bot)
    link = await scene.client.create_chat_invite_link(scene.group.id, member_limit=1)
    await scene.carla.open_link(link.invite_link)
    dina = scene.server.add_user("Dina")
    with pytest.raises(NotPossibleError, match="used up"):
        await dina.open_link(link.invite_link)
    await scene.aino.remove(scene.group, scene.carla)
    with pytest.raises(NotPossibleError, match="banned"):
        await scene.carla.join(scene.group)


async def test_a_topic_can_be_named_and_closed_by_who_made_it(scene: Scene) -> None:
    scene.group.forum = True
    await scene.aino.promote(scene.group, scene.bot, ["can_manage_topics"])
    topic = await scene.client.create_forum_topic(scene.group.id, "Larks")
    where = (scene.group.id, topic.message_thread_id)
    await scene.client.edit_forum_topic(*where, name="Owls")
    with pytest.raises(BadRequest, match="Topic_not_modified"):
        await scene.client.edit_forum_topic(*where, name="Owls")
    await scene.client.close_forum_topic(*where)
    with pytest.raises(NotPossibleError):
        await scene.ben.send(scene.group, "hello", thread_id=topic.message_thread_id)
    await scene.client.reopen_forum_topic(*where)
    await scene.ben.send(scene.group, "hello", thread_id=topic.message_thread_id)
    await scene.aino.delete_topic(scene.group, topic.message_thread_id)
    with pytest.raises(BadRequest, match="Message thread not found"):
        await scene.client.send_message(scene.group.id, "still there?", message_thread_id=topic.message_thread_id)


async def test_a_bot_may_not_manage_the_topics_of_others(scene: Scene) -> None:
    scene.group.forum = True
    topic = await scene.aino.open_topic(scene.group, "Larks")
    with pytest.raises(BadRequest, match="Not enough rights"):
        await scene.client.close_forum_topic(scene.group.id, topic.id)


def _key(**rights: Any) -> telegram.ReplyKeyboardMarkup:
    ours = telegram.ChatAdministratorRights(*[False] * 12, can_manage_topics=True)
    theirs = telegram.ChatAdministratorRights(*[False] * 12, can_manage_topics=True, **rights)
    wanted = telegram.KeyboardButtonRequestChat(
        7, False, request_title=True, user_administrator_rights=theirs, bot_administrator_rights=ours
    )
    return telegram.ReplyKeyboardMarkup([[telegram.KeyboardButton("Pick", request_chat=wanted)]])


async def test_a_key_lets_an_administrator_pick_a_chat_and_brings_the_bot_in(scene: Scene) -> None:
    other = scene.server.add_group("Kitchen", admins=[scene.aino], members=[scene.ben], bots=[])
    for person in (scene.aino, scene.ben):
        await person.start(scene.bot)
        await scene.client.send_message(person.id, "Which chat?", reply_markup=_key(can_pin_messages=True))
    with pytest.raises(NotPossibleError):
        await scene.ben.pick_chat(scene.ben.private(scene.bot).last, "Pick", other)
    await scene.updates()
    await scene.aino.pick_chat(scene.aino.private(scene.bot).last, "Pick", other)
    shared = [update.message.chat_shared for update in await scene.updates() if update.message]
    assert [(each.request_id, each.chat_id, each.title) for each in shared if each] == [(7, other.id, "Kitchen")]
    assert other.membership(scene.bot).may("can_manage_topics")


async def test_a_key_that_asks_for_a_chat_is_refused_in_a_group(scene: Scene) -> None:
    with pytest.raises(BadRequest, match="Can't request chats"):
        await scene.client.send_message(scene.group.id, "Which chat?", reply_markup=_key())


async def test_who_asks_to_join_can_be_written_to_for_five_minutes(scene: Scene) -> None:
    await scene.aino.promote(scene.group, scene.bot, ["can_invite_users"])
    link = await scene.client.create_chat_invite_link(scene.group.id, creates_join_request=True)
    await scene.carla.join(scene.group, link.invite_link)
    await scene.client.send_message(scene.carla.id, "Welcome")
    scene.clock.move(301)
    with pytest.raises(Forbidden):
        await scene.client.send_message(scene.carla.id, "Still there?")
    await scene.client.approve_chat_join_request(scene.group.id, scene.carla.id)
    assert scene.group.membership(scene.carla.account).inside
