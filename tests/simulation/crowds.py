"""Small crowds of every kind, with wishes and a history, for what must hold in general."""

from dataclasses import replace

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from community.matching import Candidate, History, Rules, Situation, Weights, Wish

few = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])

names = st.sets(st.sampled_from("abcd"), max_size=3).map(frozenset)
masks = st.one_of(st.none(), st.just(0), st.integers(0, 255), st.integers(0, (1 << 168) - 1))
people = st.builds(
    Candidate,
    id=st.just(0),
    languages=st.sets(st.sampled_from(["en", "fi", "pt"]), max_size=2).map(frozenset),
    hours=masks,
    interests=names,
    level=st.one_of(st.none(), st.integers(-2, 6)),
    country=st.sampled_from(["", "FI", "PT", "IT"]),
    organisation=st.sampled_from(["", "Valo Centre", "Ponte"]),
    platform=st.sampled_from(["", "telegram", "discord"]),
    kinds=st.sets(st.sampled_from(["woman", "senior"]), max_size=2).map(frozenset),
)
weights = st.builds(
    Weights, hours=st.floats(0, 1), levels=st.floats(-1, 1), organisations=st.floats(-1, 1), repeated=st.floats(0, 1)
)


@st.composite
def situations(draw: st.DrawFn, most: int = 14) -> Situation:
    crowd = tuple(replace(one, id=3 * at + 1) for at, one in enumerate(draw(st.lists(people, max_size=most))))
    ids = st.sampled_from([one.id for one in crowd] or [1])
    pairs = draw(st.lists(st.tuples(ids, ids, st.booleans()), max_size=5))
    wishes = tuple(Wish(a, b, together) for a, b, together in pairs if a != b)
    met = draw(
        st.dictionaries(st.tuples(ids, ids).map(lambda pair: tuple(sorted(pair))), st.integers(1, 3), max_size=6)
    )
    rules = Rules(draw(st.integers(2, 5)), draw(weights), draw(st.booleans()))
    return Situation(crowd, rules, wishes, History({(a, b): times for (a, b), times in met.items() if a != b}))
