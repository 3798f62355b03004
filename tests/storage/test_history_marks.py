"""From where the history of a chat is read back."""

from community.chat.address import Account, MessageRef, Place, Platform
from community.letters import Subject
from storage.engine import Store
from tests.valo import DAY, MONDAY, Valo, private

AINO = Account(Platform.DISCORD, "930000000000000001")
BEN = Account(Platform.DISCORD, "930000000000000002")


def test_only_private_chats_in_use_are_read_up_on(valo: Valo) -> None:
    valo.joins("Aino", AINO)
    valo.joins("Ben", BEN)
    aino, ben = private(AINO), private(BEN)

    def write(account: Account, place: Place, days: int) -> None:
        valo.do(lambda work: work.people.seen(account, place.bot, place, MONDAY + days * DAY))
        valo.do(lambda work: work.refs.see(place, "12"))

    write(AINO, aino, 0)
    write(BEN, ben, 40)
    assert valo.do(lambda work: work.refs.private(aino.bot, MONDAY + 20 * DAY)) == {ben: "12"}
    assert valo.do(lambda work: work.refs.private(aino.bot, MONDAY - DAY)) == {aino: "12", ben: "12"}


def test_the_first_message_of_a_chat_is_the_one_with_the_smallest_number(store: Store, group: Place) -> None:
    assert store.now_read(lambda work: work.refs.first(group)) == ""
    for number in ("100", "99", "1000"):
        store.now_run(lambda work, number=number: work.refs.add(MessageRef(group, number), Subject("slot", 1)))
    assert store.now_read(lambda work: work.refs.first(group)) == "99"
