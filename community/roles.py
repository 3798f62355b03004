"""Who may do what: roles belong to an organisation or a course, and are checked on the server."""

from dataclasses import dataclass
from enum import IntEnum


class Role(IntEnum):
    """From least to most. A chat's own administrators have no role by that alone."""

    GUEST = 0
    LEARNER = 1
    TRAINER = 2
    COORDINATOR = 3
    PARTNERSHIP = 4
    """Coordinates a partnership from its leading organisation: a coordinator there, who sees figures of the others."""


@dataclass(frozen=True, slots=True)
class Grant:
    """A role a person holds: a coordinator in an organisation; a trainer in it, or in one course of it.

    A role of the partnership is held in the organisation that leads it, and reaches into no other.
    """

    person: int
    role: Role
    organisation: int
    course: int | None = None

    @property
    def coordinates(self) -> bool:
        """Whether it is that of a coordinator in its own organisation; who leads a partnership is one there."""
        return self.role >= Role.COORDINATOR and self.course is None

    def covers(self, organisation: int, course: int | None) -> bool:
        return self.organisation == organisation and self.course in {None, course}


def role_in(grants: tuple[Grant, ...], organisation: int, course: int | None, *, learner: bool) -> Role:
    """The highest role a person has in a course."""
    held = [grant.role for grant in grants if grant.covers(organisation, course)]
    return max([*held, Role.LEARNER if learner else Role.GUEST])


def highest(grants: tuple[Grant, ...]) -> Role:
    """The highest role a person has anywhere."""
    return max([grant.role for grant in grants], default=Role.GUEST)
