"""Codes that people type and links that cannot be guessed. Randomness is an argument."""

from random import Random

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""No 0/O and 1/I: they look alike on paper."""

JOIN_CODE = 8
"""32 ** 8 is 1.1 * 10 ** 12 codes. A person may be wrong 5 times an hour, 44,000 times a year. In an installation with
100 open courses a thousand accounts that guess all day and night would need 250 years to find one of them, on average."""
SEAT_CODE = 10
INVITATION_CODE = 20
"""32 ** 20 is 1.3 * 10 ** 30: invitations give a role, so they could not be guessed even without the limit."""


def new_code(rng: Random, length: int) -> str:
    """A code of `length` letters; 5 bits each, so 8 letters make a trillion codes. What a code opens is told by its length."""
    return "".join(rng.choice(LETTERS) for _ in range(length))


def read_code(typed: str) -> str:
    """A code as somebody typed it: in any case, with spaces or hyphens between the letters."""
    return "".join(typed.split()).replace("-", "").upper()


def is_code(typed: str) -> bool:
    """Whether a message is nothing but a code: one word as long as these, with letters, and with digits or all in capitals."""
    word, read = typed.strip(), read_code(typed)
    if len(word.split()) != 1 or len(read) not in {JOIN_CODE, SEAT_CODE, INVITATION_CODE}:
        return False
    mixed = word.isupper() or any(each.isdigit() for each in word)
    return mixed and not read.isdigit() and all(each in LETTERS for each in read)
