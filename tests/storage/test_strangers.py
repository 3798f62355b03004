"""Who took part in nothing is forgotten after a month without a word; everybody else stays."""

from datetime import timedelta

from community.chat.address import Account, Platform
from community.letters import Deed, Letter, Priority
from community.people import Person
from tests.valo import BOTS, DAY, GROUPS, MONDAY, Valo, private

TELEGRAM = Platform.TELEGRAM
LONG_AGO = MONDAY - 40 * DAY


def arrives(valo: Valo, name: str, number: int) -> Person:
    return valo.arrives(name, Account(TELEGRAM, f"7200{number}"), LONG_AGO)


def test_only_those_without_any_part_are_forgotten(valo: Valo) -> None:
    otto, ben, carla, emil = (arrives(valo, name, n) for n, name in enumerate(("Otto", "Ben", "Carla", "Emil")))
    valo.enrols(ben, TELEGRAM, LONG_AGO)
    valo.leaves(ben, LONG_AGO + DAY)
    account = Account(TELEGRAM, "72002")
    valo.do(lambda work: work.people.seen(account, BOTS[TELEGRAM], private(account), MONDAY - DAY))
    waits = Letter(bot=BOTS[TELEGRAM], place=GROUPS[TELEGRAM], priority=Priority.ANSWER, deed=Deed.ADMIT)
    waits.reader, waits.not_before = emil.id, MONDAY + timedelta(days=1)
    valo.do(lambda work: work.outbox.add(waits))

    assert valo.do(lambda work: work.strangers.purge(LONG_AGO + 29 * DAY)) == 0
    assert valo.do(lambda work: work.strangers.purge(MONDAY)) == 1
    known = [
        each.id for each in (otto, ben, carla, emil, valo.dina) if valo.do(lambda work, e=each: work.people.get(e.id))
    ]
    assert known == [ben.id, carla.id, emil.id, valo.dina.id]
    assert valo.do(lambda work: work.people.of(Account(TELEGRAM, "72000"))) is None
