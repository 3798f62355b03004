"""Telegram's window: what each person sees of their chats, and what everybody sees of what they do."""

import asyncio
import struct
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.playground.window import NotPossible, Reply, Upload
from tests.playground.phone import Town, a_town

DOT = bytes.fromhex("89504e470d0a1a0a0000000d494844520000000300000002080600000061a7df3f0000000049454e44ae426082")
VOICE = b"OggS\x00\x04" + struct.pack("<q", 3 * 48_000) + b"\x00" * 12
COURSE = "English for seniors"


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with a_town(tmp_path) as made:
        yield made


async def test_chats_are_listed_with_their_last_message_and_what_is_new(town: Town) -> None:
    ben = town.phone("Ben")
    await town.phone("Dina", COURSE).says("Good morning")
    assert ben.chats() == [
        "T Talkoot",
        f"E {COURSE} 11:00 Dina: Good morning 1 new",
        "W Workshop You are not in it",
    ]
    ben.opens(COURSE)
    assert ben.chats()[1] == f"E {COURSE} 11:00 Dina: Good morning"
    town.later(days=2)
    assert ben.chats()[1] == f"E {COURSE} 23 Nov Dina: Good morning"


async def test_only_members_read_a_group(town: Town) -> None:
    await town.phone("Dina", COURSE).says("Good morning")
    maria = town.phone("Maria", COURSE)
    assert "Good morning" not in maria.sees()
    assert f"Only members read what is written in {COURSE}." in maria.sees()
    assert maria.news() == []
    await maria.does("join")
    assert maria.lines()[-2:] == ["Dina Good morning", "Maria joined the group"]
    assert "telegram-view" in [piece.id for piece in maria.news()]
    await maria.does("leave")
    assert "[Join the group]" in maria.sees()
    with pytest.raises(NotPossible, match="Maria is not in"):
        await maria.does("send", text="Hello?")


async def test_a_message_reaches_the_page_as_what_it_touches(town: Town) -> None:
    ben = town.phone("Ben", COURSE)
    said = await town.phone("Dina", COURSE).says("Good morning")
    row, line = f"telegram-row-{ben.chat}", f"telegram-{ben.chat}-{said.id}"
    news = ben.news()
    assert [piece.id for piece in news] == [row, line]
    assert (news[1].into, news[1].order) == ("telegram-log", said.id)
    assert "Good morning" in (news[1].html or "")


async def test_topics_are_places_of_their_own(town: Town) -> None:
    aino = town.phone("Aino", "Homework")
    await aino.says("Mine is done")
    assert aino.lines() == ['Dina made the topic "Homework"', "Mine is done"]
    assert "Mine is done" not in aino.opens("Workshop").sees().partition("Workshop: General")[2]
    opened = await town.phone("Dina", "Workshop").does("make_topic", name="Questions")
    dina = town.phone("Dina", "Questions")
    assert dina.chat == opened.open
    sent = await town.bot.send_message(int(dina.chat.partition(".")[0]), "Here", message_thread_id=dina.last.id)
    assert sent.is_topic_message
    assert dina.lines()[-1] == "Talkoot Here"


async def test_a_name_can_be_pressed(town: Town) -> None:
    dina = town.phone("Dina", COURSE)
    aino = town.house.personas["aino"].telegram
    assert aino is not None
    name = {
        "type": "text_mention",
        "offset": 8,
        "length": 4,
        "user": {"id": aino.id, "first_name": "Aino", "is_bot": False},
    }
    await dina.says("Hello")
    await town.writes(dina, "Ask her Aino", entities=[name])
    assert 'data-act="whom" data-name="Aino"' in dina.html
    pressed = await dina.does("whom", name="Aino")
    assert (
        pressed.note == "Telegram would open your chat with Aino now. In the playground only the bot has private chats."
    )


async def test_service_messages_are_told_in_words(town: Town) -> None:
    dina = town.phone("Dina", COURSE)
    await dina.does("remove", who=town.house.telegram_bot.id)
    await dina.does("add_bot")
    await town.phone("Ben", COURSE).does("leave")
    message = await dina.says("Read this first")
    await dina.does("pin", message=message.id)
    assert dina.lines() == [
        "Dina added Talkoot",
        "Dina removed Talkoot",
        "Dina added Talkoot",
        "Ben left the group",
        "Read this first",
        'Dina pinned "Read this first"',
    ]


async def test_days_stand_between_messages(town: Town) -> None:
    dina = town.phone("Dina", COURSE)
    await dina.says("First")
    await dina.says("Second")
    town.later(days=1)
    third = await dina.says("Third")
    days = [part.partition("<")[0] for part in dina.html.split('<p class="day">')[1:]]
    assert days == ["Mon 23 November", "Tue 24 November"]
    await dina.says("Fourth")
    dina.news()
    await dina.does("delete", message=third.id)
    pieces = {piece.id.rpartition("-")[2]: piece.html for piece in dina.news() if piece.into}
    assert pieces[str(third.id)] is None
    assert "Tue 24 November" in (pieces[str(third.id + 1)] or "")


async def test_replies_quote_and_lead_to_what_they_answer(town: Town) -> None:
    dina, ben = town.phone("Dina", COURSE), town.phone("Ben", COURSE)
    first = await dina.says("Tea or coffee?")
    await ben.says("This one", reply_to=first.id, quote="coffee")
    assert f'data-jump="telegram-{ben.chat}-{first.id}"' in ben.html
    assert ben.lines()[-1] == "[Dina coffee] This one"
    await dina.does("delete", message=first.id)
    assert ben.lines()[-1] == "Deleted message This one"


async def test_edits_keep_what_was_said_before(town: Town) -> None:
    ben = town.phone("Ben", COURSE)
    said = await ben.says("Tuesday")
    await ben.does("edit", message=said.id, text="Wednesday")
    assert ben.lines()[-1] == "Wednesday"
    told = await town.phone("Aino", COURSE).does("history", message=said.id)
    assert told.dialog.index("Tuesday") < told.dialog.index("Wednesday")
    with pytest.raises(NotPossible, match="own messages"):
        await town.phone("Aino", COURSE).does("edit", message=said.id, text="Friday")


async def test_everybodys_reactions_are_counted(town: Town) -> None:
    dina, ben = town.phone("Dina", COURSE), town.phone("Ben", COURSE)
    said = await dina.says("Well done")
    await ben.does("react", message=said.id, emoji="👏")
    await dina.does("react", message=said.id, emoji="👏")
    assert "[*👏 2]" in dina.lines()[-1]
    assert 'title="Ben, Dina"' in dina.html
    await ben.does("react", message=said.id, emoji="👏")
    assert "[👏 1]" in ben.lines()[-1]


async def test_a_pinned_message_stands_above_the_conversation(town: Town) -> None:
    dina, ben = town.phone("Dina", COURSE), town.phone("Ben", COURSE)
    said = await dina.says("Read this first")
    with pytest.raises(NotPossible, match="may not pin"):
        await ben.does("pin", message=said.id)
    await dina.does("pin", message=said.id)
    assert "telegram-pinned" in [piece.id for piece in ben.news()]
    assert "[Pinned message Read this first]" in ben.sees()
    assert "[Unpin]" not in ben.sees()
    await dina.does("unpin", message=said.id)
    assert "Pinned message" not in ben.sees()


async def test_files_pictures_albums_and_voice_notes(town: Town) -> None:
    ben = town.phone("Ben", COURSE)
    await ben.does("send", Upload("essay.txt", b"words" * 300, "text/plain"), text="My essay")
    await ben.does("send", Upload("dot.png", DOT, "image/png"), text="")
    await ben.does("send", *[Upload("dot.png", DOT, "image/png")] * 2, text="Both")
    await ben.does("send", Upload("note.ogg", VOICE, "audio/ogg"), field="voice", text="")
    assert ben.lines()[-5:] == ["essay.txt 1.5 kB My essay", "", "Both", "", "3 s"]
    assert ben.html.count('class="bubble mine album"') == 2
    assert 'width="3" height="2"' in ben.html
    key = next(iter(town.house.telegram.world.files))
    assert town.window.file(ben.persona, key).content == b"words" * 300
    with pytest.raises(NotPossible, match="Ogg Opus"):
        await ben.does("send", Upload("song.mp3", b"ID3", "audio/mpeg"), field="voice", text="")
    with pytest.raises(NotPossible, match="empty"):
        await ben.does("send", Upload("nothing.txt", b"", "text/plain"), text="")


async def test_a_poll_is_made_voted_on_and_stopped(town: Town) -> None:
    ben, aino = town.phone("Ben", COURSE), town.phone("Aino", COURSE)
    with pytest.raises(NotPossible, match="2 to 12 answers"):
        await ben.does("make_poll", question="Which day?", answers="Monday")
    await ben.does("make_poll", question="Which day?", answers="Monday\nTuesday\n")
    poll = ben.last.id
    assert "Which day? Poll that shows names [Monday][Tuesday]" in aino.lines()[-1]
    await aino.does("vote", message=poll, choice=1)
    assert "Monday 0 of 1 ✓ Tuesday 1 of 1 Aino" in aino.lines()[-1]
    assert "[Tuesday]" in ben.lines()[-1]
    await aino.does("vote", message=poll)
    assert "[Tuesday]" in aino.lines()[-1]
    await ben.does("stop_poll", message=poll)
    assert "closed" in aino.lines()[-1]
    with pytest.raises(NotPossible, match="closed"):
        await aino.does("vote", message=poll, choice=1)


async def test_a_press_waits_for_the_bots_answer(town: Town) -> None:
    ben = town.phone("Ben")
    await ben.does("start")
    sent = await town.writes(ben, "Coming?", [[("Yes", "y"), ("Yes", "n")]])
    place = {"message": sent.message_id, "row": 0}
    for asked, alert in (("n", True), ("y", False)):
        pressed = asyncio.create_task(ben.does("press", column=1 if asked == "n" else 0, **place))
        query = None
        while query is None:
            updates = await town.bot.get_updates(timeout=2, offset=-1)
            query = next((each.callback_query for each in updates if each.callback_query), None)
            query = query if query and query.data == asked else None
        await query.answer(f"Noted {asked}", show_alert=alert)
        said = await pressed
        assert (said.note, said.alert) == (("", "Noted n") if alert else ("Noted y", ""))
    with pytest.raises(NotPossible, match="not there any more"):
        await ben.does("press", message=sent.message_id, row=1, column=0)


async def test_links_are_followed_inside_and_only_shown_outside(town: Town) -> None:
    ben = town.phone("Ben", COURSE)
    await town.writes(ben, "Help", [[("Handbook", "https://example.org/help"), ("Private", "https://t.me/x?start=a")]])
    assert "[Handbook ↗ (leads out)] [Private ↗]" in ben.lines()[-1]
    out = await ben.does("open", url="https://example.org/help")
    assert "leads out of the playground" in out.alert
    inside = await ben.does("open", url=f"https://t.me/{town.house.telegram_bot.username}?start=abc")
    assert inside.open.startswith("bot")
    assert ben.lines()[-1] == "[/start]"
    with pytest.raises(NotPossible, match="leads nowhere"):
        await ben.does("open", url="https://t.me/nobody")


async def test_a_link_that_brings_the_bot_into_a_group_asks_which(town: Town) -> None:
    dina = town.phone("Dina", COURSE)
    await dina.does("remove", who=town.house.telegram_bot.id)
    url = f"https://t.me/{town.house.telegram_bot.username}?startgroup=hello"
    asked = await dina.does("open", url=url)
    assert COURSE in asked.dialog
    await dina.does("open", url=url, group=dina.chat)
    assert dina.lines()[-1].endswith("hello")


async def test_an_invitation_may_only_ask(town: Town) -> None:
    dina, maria = town.phone("Dina", COURSE), town.phone("Maria")
    await dina.does("promote", who=town.house.telegram_bot.id)
    chat = int(dina.chat)
    asks = await town.bot.create_chat_invite_link(chat, creates_join_request=True)
    assert await maria.does("open", url=asks.invite_link) == Reply(
        note=f"You asked to come into {COURSE}. Somebody there decides."
    )
    link = await town.bot.create_chat_invite_link(chat)
    assert (await maria.does("open", url=link.invite_link)).open == dina.chat
    assert maria.lines()[-1] == "Maria joined the group"


async def test_a_forced_reply_opens_the_field_of_whom_it_asks(town: Town) -> None:
    dina, ben = town.phone("Dina", COURSE), town.phone("Ben", COURSE)
    asked = await ben.says("/course_new")
    markup = {"force_reply": True, "selective": True, "input_field_placeholder": "The name"}
    await town.bot.send_message(
        int(ben.chat), "What is it called?", reply_to_message_id=asked.id, api_kwargs={"reply_markup": markup}
    )
    assert 'data-asks="The name"' in ben.html
    assert "data-asks" not in dina.html


async def test_the_menu_offers_the_commands_of_the_place(town: Town) -> None:
    ben = town.phone("Ben")
    await ben.does("start")
    ben.news()
    await town.bot.set_my_commands([("help", "Show what you can do")])
    assert "telegram-menu" in [piece.id for piece in ben.news()]
    assert "/help Show what you can do" in ben.sees()


async def test_commands_in_a_text_are_sent_by_a_press(town: Town) -> None:
    ben = town.phone("Ben", COURSE)
    await town.writes(ben, "Write /help & see")
    assert 'data-act="send" data-text="/help">/help</button> &amp; see' in ben.html


async def test_a_bot_is_started_blocked_and_unblocked(town: Town) -> None:
    ben = town.phone("Ben")
    assert "[Start]" in ben.sees()
    await ben.does("start")
    assert "telegram-composer" in [piece.id for piece in ben.news()]
    await ben.does("block")
    assert "telegram-composer" in [piece.id for piece in ben.news()]
    assert "[Unblock the bot]" in ben.sees()
    await ben.does("unblock")
    assert "[Send]" in ben.sees()


async def test_a_group_is_made_and_becomes_a_supergroup_with_what_was_said(town: Town) -> None:
    dina = town.phone("Dina")
    assert (await dina.does("found", title="Repair café", bot="yes")).open == dina.chat
    await dina.says("Screwdrivers are here")
    old, ben = dina.chat, town.phone("Ben", "Repair café")
    await ben.does("join")
    ben.news()
    await dina.does("migrate")
    assert dina.chat != old
    assert "telegram-view" in [piece.id for piece in ben.news()]
    assert [line for line in ben.lines() if "Screwdrivers" in line or "supergroup" in line] == [
        "Dina Screwdrivers are here",
        "The group becomes a supergroup",
        "The group is a supergroup now",
    ]
    await ben.says("Still here")
    assert dina.lines()[-1] == "Ben Still here"


async def test_an_anonymous_administrator_speaks_as_the_group(town: Town) -> None:
    dina = town.phone("Dina", COURSE)
    await dina.does("anonymous", on="yes")
    assert "you speak as the group" in dina.sees()
    await dina.says("Quiet, please")
    assert town.phone("Ben", COURSE).lines()[-1] == f"{COURSE} Quiet, please"
    await dina.does("anonymous")
    await dina.says("It is me again")
    assert town.phone("Ben", COURSE).lines()[-1] == "Dina It is me again"


async def test_what_can_be_done_with_a_message_and_a_group_is_offered(town: Town) -> None:
    dina, ben = town.phone("Dina", COURSE), town.phone("Ben", COURSE)
    said = await ben.says("Hello")
    for phone, offered in ((ben, ["Edit", "Delete"]), (dina, ["Pin"])):
        dialog = (await phone.does("more", message=said.id)).dialog
        assert [label for label in ("Edit", "Delete", "Pin") if f">{label}</button>" in dialog] == offered
    about = (await dina.does("about")).dialog
    assert "Speak as the group" in about
    assert "Speak as the group" not in (await ben.does("about")).dialog


async def test_what_nobody_can_do_is_said(town: Town) -> None:
    ben = town.phone("Ben", COURSE)
    with pytest.raises(NotPossible, match="Nobody can 'dance' on Telegram"):
        await ben.does("dance")
    with pytest.raises(NotPossible, match="not there any more"):
        await ben.does("delete", message=999)
    with pytest.raises(LookupError, match="no chat 12"):
        town.window.show(ben.persona, "12")
    with pytest.raises(LookupError, match="no such file"):
        town.window.file(ben.persona, "12")


async def test_of_five_thousand_messages_the_last_sixty_are_opened(town: Town) -> None:
    ben, dina = town.phone("Ben", COURSE), town.phone("Dina", COURSE)
    assert dina.persona.telegram is not None
    group = town.house.telegram.world.groups[int(ben.chat)]
    for number in range(5_000):
        await dina.persona.telegram.send(group, f"Line {number}")
    page = ben.html
    assert page.count('class="line') == 60
    first = int(page.partition("data-order=")[2][1:].partition('"')[0])
    before = town.window.earlier(ben.persona, ben.chat, str(first))
    assert before.count('class="line') == 60
    assert "<!-- more -->" in before
    assert before.rindex("Line 4939") < len(before)
    ben.changes.clear()
    await dina.says("One more")
    assert len(ben.news()) == 2
