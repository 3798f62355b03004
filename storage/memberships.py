"""Rows of memberships: what somebody said of themselves for a course is sealed, like other words."""

from typing import Any

from community.chat.address import Platform
from community.courses import Membership
from storage.cells import Cells
from storage.tables.courses import membership
from storage.vault import Vault

BETWEEN = "\n"
"""Separates interests in their cell; one interest is one line."""


def read_membership(seen: Cells, vault: Vault) -> Membership:
    def opened(name: str) -> str:
        sealed = seen[membership.c[name]]
        return vault.read(sealed) if sealed else ""

    return Membership(
        id=seen[membership.c.id],
        course=seen[membership.c.course_id],
        person=seen[membership.c.person_id],
        platform=Platform(seen[membership.c.platform]),
        joined_at=seen[membership.c.joined_at],
        notice=seen[membership.c.notice],
        consented_at=seen[membership.c.consented_at],
        left_at=seen[membership.c.left_at],
        paused_until=seen[membership.c.paused_until],
        away_at=seen[membership.c.away_at],
        level=seen[membership.c.level],
        goal=opened("goal"),
        interests=tuple(opened("interests").split(BETWEEN)) if seen[membership.c.interests] else (),
        kind=opened("kind"),
    )


def joined(new: Membership) -> dict[str, Any]:
    """The cells that say that and how somebody came in."""
    return {
        "course_id": new.course,
        "person_id": new.person,
        "platform": new.platform,
        "joined_at": new.joined_at,
        "notice": new.notice,
        "consented_at": new.consented_at,
        "left_at": new.left_at,
    }


def profile(of: Membership, vault: Vault) -> dict[str, Any]:
    """The cells that somebody may change while they take part."""

    def sealed(words: str) -> bytes | None:
        return vault.seal(words) if words else None

    return {
        "paused_until": of.paused_until,
        "level": of.level,
        "goal": sealed(of.goal),
        "interests": sealed(BETWEEN.join(of.interests)),
        "kind": sealed(of.kind),
    }
