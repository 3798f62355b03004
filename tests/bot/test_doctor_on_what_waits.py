"""What `talkoot check` says of letters, timers and prompts that should have come, and how it mends what can be mended."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from community.chat.address import Account, MessageRef, Platform
from community.chat.gateway import Raw
from community.entrance import ApplicationState
from community.groups import Terms
from community.letters import Deed, Letter, Priority
from community.pairs import Pairing, PairingState
from community.time_phrases import read_when
from storage.engine import Store
from storage.locks import OnlyWriter
from storage.vault import Vault
from storage.work import Work
from tests.bot.clinic import NOW, Clinic
from tests.valo import Valo


async def test_what_an_ended_course_waits_for_is_mended_with_the_other_timers(clinic: Clinic, valo: Valo) -> None:
    valo.course.close(NOW)
    valo.do(lambda work: work.courses.save(valo.course))
    assert valo.do(lambda work: work.timers.due("ending", valo.course.id)) is None
    valo.store.close()
    await clinic.findings(repair=True)
    assert "timers" in {each.key for each in await clinic.findings()}
    kept = Store.open(clinic.url, Vault.at(clinic.key_file))
    due = kept.now_read(lambda work: work.timers.due("ending", valo.course.id))
    kept.close()
    assert due == NOW + timedelta(days=76)


def letter(valo: Valo) -> Letter:
    place = next(each.place for each in valo.do(lambda work: work.courses.places(valo.course.id)))
    return Letter(bot=place.bot, place=place, priority=Priority.GROUP, deed=Deed.ERASE, target=MessageRef(place, "7"))


async def test_letters_that_wait_too_long_are_counted(clinic: Clinic, valo: Valo) -> None:
    fresh = letter(valo)
    valo.do(lambda work: work.outbox.add(fresh))
    assert all(each.key != "letters.stuck" for each in await clinic.findings())
    old = [letter(valo), letter(valo)]
    valo.do(lambda work: work.outbox.add_all(old, NOW - timedelta(hours=1)))
    assert "more than a quarter of an hour on Telegram (2)" in await clinic.says("letters.stuck")


async def test_letters_that_were_given_up_are_told_by_reason(clinic: Clinic, valo: Valo) -> None:
    given_up = letter(valo)
    number = valo.do(lambda work: work.outbox.add(given_up))
    valo.do(lambda work: work.outbox.bury(number, "not enough rights to send text messages to the chat", NOW))
    assert "(1): not enough rights to send text messages to the chat" in await clinic.says("letters.buried")


async def test_what_was_set_aside_is_told_by_its_number(clinic: Clinic, valo: Valo) -> None:
    bot = valo.do(lambda work: work.bots.all())[0]
    (row,) = valo.do(lambda work: work.inbox.keep(bot, [Raw("1", "lane", b"My secret words")], {}, NOW))
    valo.do(lambda work: work.inbox.quarantine(row.id, "4F2C", NOW))
    said = await clinic.says("quarantine")
    assert "talkoot quarantine retry 4F2C" in said
    assert "secret" not in said


async def test_a_lost_timer_is_told_and_set_anew(clinic: Clinic, valo: Valo) -> None:
    series = valo.plans("Mitä teit tänään?", datetime(2030, 11, 30, 9, 0))  # noqa: DTZ001 - on the wall
    assert "has its timer (1)" in await clinic.says("timers", good=True)
    valo.do(lambda work: work.timers.set("series", series.id, None))
    assert "talkoot check --repair" in await clinic.says("timers")
    assert "1 set anew" in await clinic.says("timers.mended", good=True, repair=True)
    assert valo.do(lambda work: work.timers.all())[0].due == series.next_due()


async def test_a_timer_of_something_that_is_over_is_taken_away(clinic: Clinic, valo: Valo) -> None:
    valo.do(lambda work: work.timers.set("series", 77, NOW))
    await clinic.says("timers.mended", good=True, repair=True)
    assert valo.do(lambda work: work.timers.all()) == []


async def test_lost_timers_of_groups_pairs_pauses_and_seats_are_told_and_set_anew(clinic: Clinic, valo: Valo) -> None:
    course, later = valo.course.id, NOW + timedelta(days=2)
    aino = valo.joins("Aino", Account(Platform.TELEGRAM, "70001111")).id
    ben = valo.arrives("Ben", Account(Platform.TELEGRAM, "70002222")).id
    mondays = read_when("every Monday 9:00", NOW, ZoneInfo("Europe/Helsinki"), "en").schedule

    def live(work: Work) -> None:
        taken = work.courses.membership(course, aino)
        assert taken is not None
        work.courses.save_membership(replace(taken, paused_until=later))
        waiting = work.applications.apply(course, ben, Platform.TELEGRAM, ApplicationState.WAITING, NOW)
        work.applications.save(waiting.offered(later))
        work.groups.add(course, "Larks", None, NOW)
        work.pairs.add(Pairing(0, course, mondays, "Europe/Helsinki", PairingState.ON, NOW, NOW))
        work.formations.ask(course, 7, Terms(), aino, NOW)
        for timer in work.timers.all():
            work.timers.set(timer.kind, timer.id, None)

    valo.do(live)
    told = await clinic.says("timers.lost")
    for kind in (
        "ends of pauses",
        "proposals of groups",
        "roles of a week",
        "rounds of pairs",
        "seats kept",
        "to look after",
    ):
        assert kind in told
    assert "6 set anew" in await clinic.says("timers.mended", good=True, repair=True)
    assert "timers.lost" not in {each.key for each in await clinic.findings()}


async def test_groups_that_nobody_looks_after_and_newcomers_that_nobody_hears_of_are_told(
    clinic: Clinic, valo: Valo
) -> None:
    course = valo.course.id
    people = [valo.joins(name, Account(Platform.TELEGRAM, f"7300{n}")) for n, name in enumerate(("Aino", "Ben"))]

    def group(work: Work) -> None:
        made = work.groups.add(course, "Larks", None, NOW)
        for person in people:
            work.groups.enter(made.id, person.id, NOW)

    valo.do(group)
    assert "timers.lost" not in {each.key for each in await clinic.findings()}
    valo.joins("Carla", Account(Platform.TELEGRAM, "73002"), NOW - timedelta(hours=1))
    valo.do(lambda work: work.timers.set("groups", course, None))
    told = await clinic.says("timers.lost")
    assert "groups to look after (1)" in told
    assert "news of who joined (1)" in told
    assert "2 set anew" in await clinic.says("timers.mended", good=True, repair=True)
    assert "timers.lost" not in {each.key for each in await clinic.findings()}


async def test_nothing_is_mended_beside_a_running_bot(clinic: Clinic, valo: Valo) -> None:
    valo.do(lambda work: work.timers.set("series", 77, NOW + timedelta(days=1)))
    with OnlyWriter(clinic.url):
        assert "stop it first" in await clinic.says("timers.not_mended", repair=True)
    assert len(valo.do(lambda work: work.timers.all())) == 1


async def test_prompts_that_are_overdue_are_told(clinic: Clinic, valo: Valo) -> None:
    valo.plans("Mitä teit tänään?", datetime(2026, 11, 18, 9, 0))  # noqa: DTZ001 - on the wall
    assert "are due and have not come" in await clinic.says("timers.overdue")
