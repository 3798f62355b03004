"""One-time links that make somebody a coordinator or trainer."""

from datetime import datetime

from bot.joining import start_links
from bot.turn import Turn
from community.ids import INVITATION_CODE, new_code
from community.organisations import INVITATION_LIFE
from community.roles import Role


def make(turn: Turn, organisation: int, role: Role, course: int | None = None) -> tuple[str, list[str], datetime]:
    """Its code, the links that carry it, and until when it is open. Only a hash of the code is kept."""
    code, until = new_code(turn.rng, INVITATION_CODE), turn.now + INVITATION_LIFE
    turn.work.organisations.invite(organisation, role, course, turn.work.vault.hash(code), until, turn.now)
    return code, start_links(turn.work, organisation, code), until
