"""The shelf of people: their accounts, how each is reached, and what they may do."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    RowMapping,
    Select,
    Text,
    and_,
    bindparam,
    delete,
    exists,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert  # compiles for SQLite as well

from community.chat.address import Account, Bot, Place, Platform
from community.courses import CourseState
from community.people import Contact, Person
from community.roles import Grant, Role
from storage.bots import BotShelf
from storage.cells import Cells, keyed
from storage.linking import link_accounts, unlink_account
from storage.prepared import Prepared
from storage.tables.base import Id, Moment
from storage.tables.courses import course
from storage.tables.people import account, contact, grant, link_code, person
from storage.transaction import Transaction

AT_ONCE = 500
"""So many people are asked about in one query."""
_THIS = and_(account.c.platform == bindparam("of_platform"), account.c.native == bindparam("of_native"))
_OF = Prepared(select(person).join(account).where(_THIS))
_GRANTS = Prepared(select(grant).where(grant.c.person_id == bindparam("whose")).order_by(grant.c.id))
_SIGHT: dict[str, Any] = {
    "bot_id": Id,
    "chat": Text,
    "thread": Text,
    "private": Boolean,
    "reachable": Boolean,
    "seen_at": Moment,
}
_FOUND: Select[Any] = select(
    account.c.id, *[bindparam(f"now_{name}", type_=kind) for name, kind in _SIGHT.items()]
).where(_THIS)
_NEW_CONTACT = insert(contact).from_select(["account_id", *_SIGHT], _FOUND)


def _seen(*news: str) -> Prepared:
    return Prepared(
        _NEW_CONTACT.on_conflict_do_update(
            index_elements=["account_id", "bot_id"], set_={name: _NEW_CONTACT.excluded[name] for name in news}
        )
    )


_SEEN_ALONE = _seen(*_SIGHT)
_SEEN_AMONG_OTHERS = _seen(*[name for name in _SIGHT if name != "reachable"])
_NAME = Prepared(
    update(person)
    .where(person.c.name == "", person.c.id == select(account.c.person_id).where(_THIS).scalar_subquery())
    .values(name=bindparam("new_name"))
)
_COLUMNS = ("id", "name", "language", "zone", "created_at", "languages", "hours")
_PERSON = Prepared(select(person).where(person.c.id == bindparam("number")))


class PeopleShelf:
    """People and what hangs on them."""

    def __init__(self, work: Transaction) -> None:
        self._work = work
        self._db = work.connection
        self._bots = BotShelf(work)

    def of(self, owned: Account) -> Person | None:
        row = _OF.row(self._work, **_key(owned))
        return read_person(keyed(person, row)) if row else None

    def get(self, person_id: int) -> Person | None:
        row = _PERSON.row(self._work, number=person_id)
        return read_person(keyed(person, row)) if row else None

    def create(self, owned: Account, name: str, language: str, now: datetime) -> Person:
        """The person of an account that is new to us; who it is already, when two arrivals meet here."""
        values = {"name": name, "language": language, "zone": "", "created_at": now}
        number = self._db.execute(insert(person).values(values).returning(person.c.id)).scalar_one()
        row = {"person_id": number, "platform": owned.platform, "native": owned.id}
        claimed = insert(account).values(row).on_conflict_do_nothing().returning(account.c.id)
        if self._db.execute(claimed).first():
            return Person(number, name, language, created_at=now)
        self._db.execute(delete(person).where(person.c.id == number))
        return read_person(self._db.execute(select(person).join(account).where(_is(owned))).mappings().one())

    def save(self, known: Person) -> None:
        values = {"name": known.name, "language": known.language, "zone": known.zone}
        values |= {"languages": " ".join(known.languages), "hours": known.hours}
        self._db.execute(update(person).where(person.c.id == known.id).values(values))

    def accounts(self, person_id: int) -> list[Account]:
        rows = self._db.execute(select(account).where(account.c.person_id == person_id).order_by(account.c.id))
        return [Account(Platform(row.platform), row.native) for row in rows]

    def seen(
        self,
        owned: Account,
        through: Bot,
        private: Place,
        now: datetime,
        name: str = "",
        *,
        alone: bool = True,
        reachable: bool = True,
    ) -> None:
        """The account has spoken to this bot. `name` is kept for who gave none.

        Who did it in the private chat can be reached there; `reachable` says it of one who was met among others.
        """
        sight = {**self._bots.columns(private), "bot_id": self._bots.row(through)}
        sight |= {"reachable": alone or reachable, "seen_at": now}
        kept = _SEEN_ALONE if alone else _SEEN_AMONG_OTHERS
        kept.run(self._work, **{f"now_{name}": value for name, value in sight.items()}, **_key(owned))
        if name:
            _NAME.run(self._work, **_key(owned), new_name=name)

    def set_reachable(self, owned: Account, through: Bot, reachable: bool) -> None:
        whose = select(account.c.id).where(_is(owned)).scalar_subquery()
        reached = and_(contact.c.account_id == whose, contact.c.bot_id == self._bots.find(through))
        self._db.execute(update(contact).where(reached).values(reachable=reachable))

    def contacts(self, person_id: int) -> list[Contact]:
        """Every way to reach somebody, the one last used first."""
        return self.contacts_of([person_id]).get(person_id, [])

    def contacts_of(self, people: Sequence[int]) -> dict[int, list[Contact]]:
        """Every way to reach each of these people, by their numbers, the one last used first."""
        found: dict[int, list[Contact]] = {}
        for some in (people[at : at + AT_ONCE] for at in range(0, len(people), AT_ONCE)):
            rows = self._db.execute(
                select(contact, account.c.platform, account.c.native, account.c.person_id)
                .join(account, account.c.id == contact.c.account_id)
                .where(account.c.person_id.in_(some))
                .order_by(contact.c.seen_at.desc(), contact.c.id.desc())
            )
            for row in rows.mappings():
                found.setdefault(row["person_id"], []).append(self._contact(row["person_id"], row))
        return found

    def tell_of_files(self, person_id: int, now: datetime) -> bool:
        """Whether somebody is still to be told that files are not kept. It is done once."""
        untold = and_(person.c.id == person_id, person.c.told_of_files_at.is_(None))
        return bool(self._db.execute(update(person).where(untold).values(told_of_files_at=now)).rowcount)

    def grants(self, person_id: int) -> tuple[Grant, ...]:
        rows = _GRANTS.rows(self._work, whose=person_id)
        return tuple(Grant(person_id, Role(row["role"]), row["organisation_id"], row["course_id"]) for row in rows)

    def grant(self, given: Grant, now: datetime) -> None:
        """Give a role; giving it twice is giving it once."""
        values = {**_grant_values(given), "granted_at": now}
        self._db.execute(insert(grant).values(values).on_conflict_do_nothing())

    def revoke(self, taken: Grant) -> None:
        same = [grant.c[name].is_not_distinct_from(held) for name, held in _grant_values(taken).items()]
        self._db.execute(delete(grant).where(*same))

    def staff(self, organisation: int, course_id: int, *, coordinators: bool = False) -> list[Person]:
        """Who looks after a course: its own trainers and whoever of the staff opened it.

        A course that has nobody of its own is looked after by the trainers of the organisation, or its coordinators.
        """
        opener = select(course.c.created_by).where(course.c.id == course_id).scalar_subquery()
        whole = grant.c.course_id.is_(None)
        trains = and_(grant.c.role == Role.TRAINER, grant.c.course_id == course_id)
        own = self._holders(organisation, or_(trains, and_(whole, grant.c.person_id == opener)))
        found = own or self._holders(organisation, and_(whole, grant.c.role == Role.TRAINER))
        if coordinators or not found:
            known = {each.id for each in found}
            found += [each for each in self.coordinators(organisation) if each.id not in known]
        return found

    def coordinators(self, organisation: int) -> list[Person]:
        return self._holders(organisation, and_(grant.c.role >= Role.COORDINATOR, grant.c.course_id.is_(None)))

    def trainers(self, organisation: int, course_id: int) -> list[Person]:
        """The trainers to whom a course was given."""
        return self._holders(organisation, and_(grant.c.role == Role.TRAINER, grant.c.course_id == course_id))

    def colleagues(self, organisation: int) -> list[Person]:
        """Everybody who works in an organisation, or trains in one of its courses."""
        return self._holders(organisation, grant.c.role >= Role.TRAINER)

    def trains_alone(self, person_id: int) -> list[int]:
        """The open courses that have no other trainer of their own."""
        other = grant.alias("other")
        trains = and_(other.c.role == Role.TRAINER, other.c.course_id == grant.c.course_id)
        alone = ~exists().where(trains, other.c.person_id != person_id)
        rows = select(grant.c.course_id).join(course, course.c.id == grant.c.course_id)
        mine = and_(grant.c.person_id == person_id, grant.c.role == Role.TRAINER, course.c.state == CourseState.OPEN)
        return list(self._db.execute(rows.where(mine, alone).order_by(grant.c.course_id)).scalars())

    def new_link_code(self, person_id: int, code_hash: str, expires: datetime) -> None:
        """A code by which another account can be joined to this person; an earlier code no longer works."""
        statement = insert(link_code).values(person_id=person_id, code_hash=code_hash, expires=expires)
        news = {"code_hash": code_hash, "expires": expires}
        self._db.execute(statement.on_conflict_do_update(index_elements=["person_id"], set_=news))

    def link_target(self, code_hash: str, now: datetime) -> Person | None:
        """Who asked for this code; None when it is unknown or too old."""
        offered = select(link_code.c.person_id).where(link_code.c.code_hash == code_hash, link_code.c.expires > now)
        asked = self._db.execute(offered).scalar()
        return self.get(asked) if asked else None

    def link(self, code_hash: str, person_id: int, now: datetime) -> Person:
        """Join this person and the one who asked for the code; the elder one stays, and owns everything of both."""
        stays = link_accounts(self._db, code_hash, person_id, now)
        return read_person(self._db.execute(select(person).where(person.c.id == stays)).mappings().one())

    def account(self, number: int) -> Account | None:
        row = self._db.execute(select(account).where(account.c.id == number)).first()
        return Account(Platform(row.platform), row.native) if row else None

    def number_of(self, owned: Account) -> int:
        """The number of an account that we know."""
        return int(self._db.execute(select(account.c.id).where(_is(owned))).scalar_one())

    def unlink(self, person_id: int, number: int, now: datetime) -> Person | None:
        """Make an account of somebody a person of its own again, without history; None when it is their only one."""
        new = unlink_account(self._db, person_id, number, now)
        return self.get(new) if new else None

    def _contact(self, person_id: int, row: RowMapping) -> Contact:
        private = self._bots.place(row)
        owned = Account(Platform(row["platform"]), row["native"])
        return Contact(person_id, owned, private.bot, private, row["reachable"], row["seen_at"])

    def _holders(self, organisation: int, having: ColumnElement[bool]) -> list[Person]:
        held = select(grant.c.person_id).where(grant.c.organisation_id == organisation, having)
        found = self._db.execute(select(person).where(person.c.id.in_(held)).order_by(person.c.id))
        return [read_person(row) for row in found.mappings()]


def _key(owned: Account) -> dict[str, str]:
    return {"of_platform": owned.platform.value, "of_native": owned.id}


def _is(owned: Account) -> ColumnElement[bool]:
    return and_(account.c.platform == owned.platform, account.c.native == owned.id)


def read_person(row: Cells) -> Person:
    number, name, language, zone, created_at, languages, hours = (row[person.c[each]] for each in _COLUMNS)
    return Person(number, name, language, zone, created_at, tuple(languages.split()), hours)


def _grant_values(given: Grant) -> dict[str, Any]:
    return {
        "person_id": given.person,
        "role": int(given.role),
        "organisation_id": given.organisation,
        "course_id": given.course,
    }
