"""Invented learners in any number, for tests and measurements of the forming of groups."""

from random import Random

from community.matching.candidates import HOURS_OF_A_WEEK, Candidate, History

OFFSETS = (-8, -5, -3, 0, 1, 2, 3, 5, 9)
"""Hours of nine time zones ahead of UTC."""
LANGUAGES: tuple[tuple[str, int], ...] = (("en", 45), ("es", 25), ("fr", 15), ("fi", 10), ("et", 5))
BILINGUAL = 0.35
INTERESTS = tuple(f"interest {number}" for number in range(20))
COUNTRIES = 3
"""Countries in each time zone."""


def learners(number: int, seed: int = 0) -> tuple[Candidate, ...]:
    """Adults in nine time zones: 70 % are free in the evening and at the weekend, 30 % in the daytime."""
    rng = Random(seed)
    return tuple(_learner(one, rng) for one in range(1, number + 1))


def _learner(one: int, rng: Random) -> Candidate:
    zone = rng.randrange(len(OFFSETS))
    return Candidate(
        id=one,
        languages=_languages(rng),
        hours=_hours(rng, OFFSETS[zone]),
        interests=frozenset(rng.sample(INTERESTS, rng.randint(2, 5))),
        level=rng.randint(1, 5),
        country=f"{zone}-{rng.randrange(COUNTRIES)}",
        organisation=f"centre {rng.randrange(8)}",
        platform=rng.choice(("telegram", "discord")),
        kinds=frozenset({"woman"} if rng.random() < 1 / 3 else ()),
    )


def _languages(rng: Random) -> frozenset[str]:
    names, shares = zip(*LANGUAGES, strict=True)
    spoken = rng.choices(names, shares)
    if rng.random() < BILINGUAL:
        spoken += rng.choices(names, shares)
    return frozenset(spoken)


def _hours(rng: Random, offset: int) -> int:
    """Single hours of the week in local time, moved to UTC."""
    evenings = rng.random() < 0.7
    mask = 0
    for day in range(7):
        begins, ends, share = (9, 17, 0.5) if not evenings else (17, 22, 0.5) if day < 5 else (9, 22, 0.4)
        for hour in range(begins, ends) if evenings or day < 5 else ():
            if rng.random() < share:
                mask |= 1 << (day * 24 + hour - offset) % HOURS_OF_A_WEEK
    return mask


def in_language_at_random(candidates: tuple[Candidate, ...], size: int, seed: int) -> list[list[int]]:
    """Groups as people are often put together: by their first language, else by chance."""
    rng = Random(seed)
    blocks: dict[str, list[int]] = {}
    for one in candidates:
        blocks.setdefault(min(one.languages, key=[name for name, _ in LANGUAGES].index), []).append(one.id)
    groups = []
    for _, block in sorted(blocks.items()):
        rng.shuffle(block)
        count = max(1, round(len(block) / size))
        groups += [block[start::count] for start in range(count)]
    return groups


def one_earlier_formation(candidates: tuple[Candidate, ...], size: int, seed: int) -> History:
    return History.of([in_language_at_random(candidates, size, seed + 1000)])
