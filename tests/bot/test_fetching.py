"""Files are fetched with patience; what cannot be fetched or read is said to the person, and nothing else happens."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot import fetching
from bot.turn import NeedsFile
from community.chat.inbound import Attachment
from community.errors import FileGone, Invalid, OutcomeUnknown, Refused, TryLater, Undelivered

LIST = Attachment(id="F1", name="list.csv", mime="text/csv", size=4)


class Platform:
    """Hands a file out after some faults."""

    def __init__(self, *faults: Undelivered) -> None:
        self.faults = list(faults)

    async def fetch(self, attachment: str) -> bytes:
        assert attachment == LIST.id
        if self.faults:
            raise self.faults.pop(0)
        return b"Aino"


@pytest.fixture(autouse=True)
def without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "TRIED_AGAIN_AFTER", (0.0, 0.0))


async def outcome(faults: Sequence[Undelivered], content: bytes = b"Aino") -> object:
    def reader(file: Attachment, found: bytes) -> str:
        if found != content:
            raise Invalid("list_unreadable", given=file.name)
        return "one person"

    return await fetching.fetched(Platform(*faults), NeedsFile(LIST, reader))  # type: ignore[arg-type]


async def test_a_platform_that_asks_for_patience_gets_it() -> None:
    assert await outcome([TryLater(timedelta(0)), OutcomeUnknown("cut off")]) == "one person"


@pytest.mark.parametrize("faults", [[Refused("gone")], [TryLater(timedelta(0))] * 3])
async def test_a_file_that_is_not_handed_out_is_asked_for_again(faults: list[Undelivered]) -> None:
    assert isinstance(await outcome(faults), FileGone)


async def test_a_file_that_cannot_be_read_is_said_to_be_so() -> None:
    assert isinstance(await outcome([], b"Ben"), Invalid)
