"""The limits are kept as Discord's answers tell them."""

from __future__ import annotations

from discord.http import Route

from adapters.discord.buckets import Buckets


class Watch:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def to_room(room: int, method: str = "POST") -> Route:
    return Route(method, "/channels/{channel_id}/messages", channel_id=room)


def told(left: int, after: float, name: str = "a", limit: int = 5) -> dict[str, str]:
    return {
        "X-RateLimit-Bucket": name,
        "X-RateLimit-Limit": str(limit),
        "X-RateLimit-Remaining": str(left),
        "X-RateLimit-Reset-After": str(after),
    }


def send(buckets: Buckets, route: Route, headers: dict[str, str]) -> None:
    departure = buckets.leave(route, 0)
    buckets.heard(route, departure.bucket, headers)
    buckets.back(departure)


def test_one_request_asks_for_a_limit_that_is_not_known_yet() -> None:
    buckets = Buckets(Watch())
    departure = buckets.leave(to_room(1), 0)
    assert buckets.delay(to_room(1))[0] > 0
    assert buckets.delay(to_room(2))[0] <= 0
    buckets.back(departure)
    assert buckets.delay(to_room(1))[0] <= 0


def test_an_empty_bucket_is_full_again_after_its_time() -> None:
    watch = Watch()
    buckets = Buckets(watch)
    send(buckets, to_room(1), told(0, 4.0))
    assert buckets.delay(to_room(1)) == (4.0, False)
    watch.now += 4.0
    assert buckets.delay(to_room(1))[0] <= 0


def test_requests_under_way_are_counted_before_they_are_answered() -> None:
    buckets = Buckets(Watch())
    send(buckets, to_room(1), told(2, 4.0))
    buckets.leave(to_room(1), 0)
    buckets.leave(to_room(1), 0)
    assert buckets.delay(to_room(1))[0] > 0


def test_routes_of_one_name_share_a_bucket_and_rooms_do_not() -> None:
    buckets = Buckets(Watch())
    send(buckets, to_room(1, "DELETE"), told(4, 4.0))
    send(buckets, to_room(1), told(0, 4.0))
    send(buckets, to_room(1, "PATCH"), told(3, 4.0, "b"))
    send(buckets, to_room(2), told(4, 4.0))
    assert buckets.delay(to_room(1, "DELETE"))[0] > 0
    assert buckets.delay(to_room(1, "PATCH"))[0] <= 0
    assert buckets.delay(to_room(2))[0] <= 0


def test_a_route_without_a_limit_is_never_held_up() -> None:
    buckets = Buckets(Watch())
    route = Route("POST", "/interactions/{webhook_id}/{webhook_token}/callback", webhook_id=1, webhook_token="t")
    send(buckets, route, {})
    for _ in range(100):
        buckets.leave(route, 0)
    assert buckets.delay(route)[0] <= 0
    assert buckets.delay(to_room(1))[0] <= 0


def test_the_fifty_first_request_waits_for_the_first_to_be_a_second_old() -> None:
    watch = Watch()
    buckets = Buckets(watch)
    for room in range(50):
        watch.now += max(buckets.delay(to_room(room))[0], 0)
        send(buckets, to_room(room), told(4, 4.0))
    delay, whole = buckets.delay(to_room(99))
    assert whole
    assert watch.now + delay > 1001.0


def test_too_many_refusals_close_the_door_before_discord_does() -> None:
    watch = Watch()
    buckets = Buckets(watch)
    for _ in range(5000):
        buckets.note_refusal()
    delay, whole = buckets.delay(to_room(1))
    assert whole
    assert delay > 500
    watch.now += 601
    assert buckets.delay(to_room(1))[0] <= 0
