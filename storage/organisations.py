"""The shelf of organisations and of the invitations by which their staff come in."""

import json
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from community.organisations import Holiday, Invitation, Organisation, Partnership
from community.roles import Role
from storage.tables.courses import organisation, partnership
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

    def save(self, changed: Organisation) -> None:
        self._db.execute(update(organisation).where(organisation.c.id == changed.id).values(_values(changed)))

    def create_partnership(self, name: str, now: datetime) -> Partnership:
        row = insert(partnership).values(name=name, created_at=now).returning(partnership.c.id)
        return Partnership(self._db.execute(row).scalar_one(), name)

    def partnership(self, number: int) -> Partnership | None:
        row = self._db.execute(select(partnership).where(partnership.c.id == number)).first()
        return Partnership(row.id, row.name) if row else None

    def partners(self, number: int) -> list[Organisation]:
        """The organisations of a partnership."""
        rows = select(organisation).where(organisation.c.partnership_id == number).order_by(organisation.c.id)
        return [_organisation(row) for row in self._db.execute(rows)]

    def get(self, organisation_id: int) -> Organisation | None:
        row = self._db.execute(select(organisation).where(organisation.c.id == organisation_id)).first()
        return _organisation(row) if row else None

    def called(self, name: str) -> Organisation | None:
        """The organisation of this name, however it is spelled."""
        wanted = " ".join(name.split()).casefold()
        return next((each for each in self.all() if each.name.casefold() == wanted), None)

    def partnerships(self) -> list[Partnership]:
        rows = self._db.execute(select(partnership).order_by(partnership.c.id))
        return [Partnership(row.id, row.name) for row in rows]

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

    def revoke_open(self, organisation_id: int, role: Role, now: datetime) -> None:
        """What invitations to a role in the whole organisation are still open are so no longer."""
        mine = (invitation.c.organisation_id == organisation_id, invitation.c.role == role)
        waiting = (invitation.c.course_id.is_(None), invitation.c.used_at.is_(None), invitation.c.expires > now)
        self._db.execute(update(invitation).where(*mine, *waiting).values(expires=now))

    def invitation(self, code_hash: str, *, lock: bool = True) -> Invitation | None:
        """The invitation with this code, open or not; locked, so that two people cannot both use it."""
        statement = select(invitation).where(invitation.c.code_hash == code_hash)
        row = self._db.execute(statement.with_for_update() if lock else statement).first()
        return _invitation(row) if row else None

    def use(self, invitation_id: int, person_id: int, now: datetime) -> None:
        mine = invitation.c.id == invitation_id
        self._db.execute(update(invitation).where(mine).values(used_at=now, used_by=person_id))


def _organisation(row: Row[Any]) -> Organisation:
    return Organisation(
        id=row.id,
        name=row.name,
        language=row.language,
        zone=row.zone,
        partnership=row.partnership_id,
        country=row.country,
        languages=tuple(row.languages.split()),
        holidays=tuple(Holiday(*map(date.fromisoformat, days)) for days in json.loads(row.holidays or "[]")),
        controller=row.controller,
        privacy_url=row.privacy_url,
        retention_days=row.retention_days,
    )


def _values(of: Organisation) -> dict[str, Any]:
    holidays = [[each.first.isoformat(), each.last.isoformat()] for each in of.holidays]
    return {
        "name": of.name,
        "language": of.language,
        "zone": of.zone,
        "partnership_id": of.partnership,
        "country": of.country,
        "languages": " ".join(of.languages),
        "holidays": json.dumps(holidays) if holidays else "",
        "controller": of.controller,
        "privacy_url": of.privacy_url,
        "retention_days": of.retention_days,
    }


def _invitation(row: Row[Any]) -> Invitation:
    return Invitation(row.id, row.organisation_id, Role(row.role), row.course_id, row.expires, row.used_at)
