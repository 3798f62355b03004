"""What a button carries: short enough for every platform, the same after the way there and back, and not to be forged."""

import re
import shutil
from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bot.commands  # noqa: F401 - declares the vocabulary
from bot.call import Call
from bot.tokens import MOST, STORED_LIFE, pack, token_for, unpack
from bot.vocabulary import VOCABULARY
from community.errors import StaleButton
from storage.engine import Store
from storage.tables.system import call as table
from storage.vault import Vault
from tests.valo import MONDAY

NOW = MONDAY
PATHS = ["join", "draft take", "draft back", "cancel", "course new", "prompt list"]
COMMANDS = [VOCABULARY.at(path) for path in PATHS]


@st.composite
def calls(draw: st.DrawFn) -> Call:
    command = draw(st.sampled_from(COMMANDS))
    values = st.one_of(
        st.integers(1, 10**9).map(str), st.text(max_size=60), st.from_regex(r"[A-Z2-9]{8}", fullmatch=True)
    )
    args = {each.name: draw(values) for each in command.parameters if draw(st.booleans())}
    return Call(
        command.path, {name: value for name, value in args.items() if value}, draw(st.none() | st.integers(1, 10**9))
    )


@pytest.fixture(scope="module")
def keep(sqlite_template: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One store for all examples."""
    folder = tmp_path_factory.mktemp("calls")
    file = shutil.copy(str(sqlite_template), folder / "talkoot.db")
    store = Store.open(f"sqlite:///{file}", Vault.at(folder / "talkoot.key", create=True))
    yield store
    store.close()


@settings(max_examples=100, deadline=None)
@given(call=calls())
def test_every_call_comes_back_as_it_was_and_fits_everywhere(keep: Store, call: Call) -> None:
    if pack(VOCABULARY, call, keep.vault) is None:
        call = Call(call.path, call.args)  # a stored call names a person who exists
    token = keep.now_run(lambda work: token_for(VOCABULARY, call, work, NOW))

    assert len(token.encode()) <= MOST
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", token)
    command, found = keep.now_read(lambda work: unpack(VOCABULARY, token, work, NOW))
    assert (command.path, found) == (call.path, call)


@settings(max_examples=200, deadline=None)
@given(token=st.one_of(st.text(max_size=80), st.from_regex(r"v1-(s-)?[0-9a-f]{1,6}(-\w{0,9}){0,6}", fullmatch=True)))
def test_what_is_no_token_of_ours_is_refused_and_breaks_nothing(keep: Store, token: str) -> None:
    with pytest.raises(StaleButton):
        keep.now_read(lambda work: unpack(VOCABULARY, token, work, NOW))


def test_what_was_changed_in_a_token_is_noticed(keep: Store) -> None:
    token = keep.now_run(lambda work: token_for(VOCABULARY, Call("draft back", {"draft": "17"}, 3), work, NOW))
    for changed in (token.replace("-3-", "-4-"), token.replace("-17-", "-18-"), token[:-1], token + "a"):
        with pytest.raises(StaleButton):
            keep.now_read(lambda work, token=changed: unpack(VOCABULARY, token, work, NOW))


def test_an_argument_with_a_hyphen_does_not_become_two(keep: Store) -> None:
    call = Call("join", {"code": "AB-CD"})
    token = keep.now_run(lambda work: token_for(VOCABULARY, call, work, NOW))
    assert keep.now_read(lambda work: unpack(VOCABULARY, token, work, NOW))[1] == call


LONG = Call("draft take", {"draft": "1", "value": "a value that is much too long for any button"})


def stored(store: Store, call: Call = LONG) -> str:
    token = store.now_run(lambda work: token_for(VOCABULARY, call, work, NOW))
    assert token.startswith("v1-s-")
    return token


def test_a_stored_call_cannot_be_guessed_from_another(store: Store) -> None:
    first, second = stored(store), stored(store)
    number, seal = second.split("-")[2], first.split("-")[3]

    with pytest.raises(StaleButton):
        store.now_read(lambda work: unpack(VOCABULARY, f"v1-s-{number}-{seal}", work, NOW))


def test_a_stored_call_with_a_changed_seal_is_refused(store: Store) -> None:
    token = stored(store)
    forged = token[:-1] + ("0" if token[-1] != "0" else "1")

    with pytest.raises(StaleButton):
        store.now_read(lambda work: unpack(VOCABULARY, forged, work, NOW))


def test_a_stored_call_lives_for_thirty_days(store: Store) -> None:
    token = stored(store)
    late = NOW + STORED_LIFE

    assert store.now_read(lambda work: unpack(VOCABULARY, token, work, late - timedelta(seconds=1)))
    with pytest.raises(StaleButton):
        store.now_read(lambda work: unpack(VOCABULARY, token, work, late))


def test_what_a_stored_call_says_is_sealed_in_the_database(store: Store) -> None:
    stored(store)

    [kept] = store.now_read(lambda work: work.connection.execute(table.select()).all())
    assert b"much too long" not in kept.args
