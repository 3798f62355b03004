"""The shelf of organisations and of the invitations by which their staff come in."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from community.organisations import Invitation, Organisation
from community.roles import Role
from storage.tables.courses import organisation
from storage.tables.people import invitation
from storage.transaction import Transaction


class OrganisationShelf:
    """Centres, and their invitations."""

    def __init__(self, work: Transaction) -> None:
        self._db = work.connection

    def create(self, name: str, language: str, zone: str, now: datetime) -> Organisation:
        values = {"name": name, "language": language, "zone": zone, "created_at": now}
        number = self._db.execute(insert(organisation).values(values).returning(organisation.c.id)).scalar_one()
        return Organisation(number, name, language, zone)

    def get(self, organisation_id: int) -> Organisation | None:
        row = self._db.execute(select(organisation).where(organisation.c.id == organisation_id)).first()
        return _organisation(row) if row else None

    def all(self) -> list[Organisation]:
        return [_organisation(row) for row in self._db.execute(select(organisation).order_by(organisation.c.id))]

    def invite(
        self, organisation_id: int, role: Role, course: int | None, code_hash: str, expires: datetime, now: datetime
    ) -> int:
        values = {
            "organisation_id": organisation_id,
            "role": int(role),
            "course_id": course,
            "code_hash": code_hash,
            "expires": expires,
            "created_at": now,
        }
        number: int = self._db.execute(insert(invitation).values(values).returning(invitation.c.id)).scalar_one()
        return number

    def invitation(self, code_hash: str, *, lock: bool = True) -> Invitation | None:
        """The invitation with this code, open or not; locked, so that two people cannot both use it."""
        statement = select(invitation).where(invitation.c.code_hash == code_hash)
        row = self._db.execute(statement.with_for_update() if lock else statement).first()
        return _invitation(row) if row else None

    def use(self, invitation_id: int, person_id: int, now: datetime) -> None:
        mine = invitation.c.id == invitation_id
        self._db.execute(update(invitation).where(mine).values(used_at=now, used_by=person_id))


def _organisation(row: Row[Any]) -> Organisation:
    return Organisation(row.id, row.name, row.language, row.zone)


def _invitation(row: Row[Any]) -> Invitation:
    return Invitation(row.id, row.organisation_id, Role(row.role), row.course_id, row.expires, row.used_at)
