"""What is taken for a code where somebody writes nothing else."""

import pytest

from community.ids import is_code


@pytest.mark.parametrize(
    "typed", ["FESTY9AP", " festy9ap\n", "fest-y9ap", "FESTYBAP", "HFXYB578VA", "MFXZPXY7LFKXCUXUMC86"]
)
def test_one_word_as_codes_are_is_a_code(typed: str) -> None:
    assert is_code(typed)


@pytest.mark.parametrize(
    "typed", ["", "thursday", "that was", "22334455", "FESTY9A", "FESTY90P", "/join FESTY9AP", "raspberry"]
)
def test_other_words_are_none(typed: str) -> None:
    assert not is_code(typed)
