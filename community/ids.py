"""Codes that people type and links that cannot be guessed. Randomness is an argument."""

from random import Random

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""No 0/O and 1/I: they look alike on paper."""

JOIN_CODE = 8
INVITATION_CODE = 20


def new_code(rng: Random, length: int) -> str:
    """A code of `length` letters; 5 bits each, so 8 letters make a trillion codes."""
    return "".join(rng.choice(LETTERS) for _ in range(length))


def read_code(typed: str) -> str:
    """A code as somebody typed it: in any case, with spaces or hyphens between the letters."""
    return "".join(typed.split()).replace("-", "").upper()
