"""Twelve learners of the Valo Centre who have said when they are free, and the groups they land in."""

from dataclasses import dataclass, replace

from adapters.playground.discord.posts import Post
from community.chat.address import Account, Platform
from community.courses import NOTICE_VERSION, Membership
from community.groups import PeerGroup
from storage.work import Work
from tests.stories.people import Person
from tests.stories.school import School
from tests.stories.screens import PICTURE, Shown

EVENINGS = "mo 18:00-21:00,we 18:00-21:00"
MORNINGS = "tu 09:00-12:00,th 09:00-12:00"
WEEKEND = "sa 10:00-14:00"

TWELVE = {
    "Aino": EVENINGS, "Ben": EVENINGS, "Carla": EVENINGS, "Emil": EVENINGS,
    "Filip": MORNINGS, "Greta": MORNINGS, "Hugo": MORNINGS, "Ida": MORNINGS,
    "Joni": WEEKEND, "Kari": WEEKEND, "Lena": WEEKEND, "Mira": WEEKEND,
}  # fmt: skip


@dataclass
class Learners:
    """The learners of a school, by name."""

    school: School
    people: dict[str, Person]

    @classmethod
    def of(cls, school: School, hours: dict[str, str], **languages: str) -> "Learners":
        """They join at once; who is named in `languages` speaks these only."""
        learners = cls(school, {})
        for name, free in hours.items():
            learners.joins(name, free, languages.get(name, "en"))
        return learners

    def joins(self, name: str, hours: str = "", languages: str = "en", interests: tuple[str, ...] = ()) -> Person:
        """Somebody takes part from now on, and has said when they are free."""
        town = self.school.town
        person = {"Aino": self.school.aino, "Ben": self.school.ben}.get(name) or town.newcomer(name)
        if name not in ("Aino", "Ben"):
            person.says("/start")
        self.people[name] = person
        town.does(town.store.run(lambda work: self._enrol(work, person, hours, languages, interests)))
        town.settles()
        return person

    def _enrol(self, work: Work, who: Person, hours: str, languages: str, interests: tuple[str, ...]) -> None:
        town = self.school.town
        account = Account(town.home, str(who.account.id))
        person = work.people.of(account)
        assert person is not None
        work.people.save(replace(person, zone="Europe/Helsinki", hours=hours, languages=tuple(languages.split())))
        new = Membership(0, 1, person.id, Platform(town.home), town.clock.now(), NOTICE_VERSION, town.clock.now())
        work.courses.save_membership(replace(work.courses.join(new), interests=interests))

    def __getitem__(self, name: str) -> Person:
        return self.people[name]

    def leaves(self, name: str) -> None:
        """Somebody leaves the course by the command."""
        self[name].calls("leave")
        self[name].presses("Leave the course")

    def groups(self) -> dict[str, list[str]]:
        """The names of who is in each group now."""

        def look(work: Work) -> dict[str, list[str]]:
            names = {person.id: person.name for _, person in work.courses.members(1)}
            every = work.groups.of_members(1)
            return {
                group.name: sorted(names.get(one, "?") for one in every[group.id]) for group in work.groups.of_course(1)
            }

        return self.school.town.keeps(look)

    def group_of(self, name: str) -> PeerGroup:
        def look(work: Work) -> PeerGroup:
            person = next(person for _, person in work.courses.members(1) if person.name == name)
            found = work.groups.of_person(1, person.id)
            assert found is not None, f"{name} is in no group"
            return found

        return self.school.town.keeps(look)


def proposed(dina: Person, path: str = "group make", **options: str) -> Shown:
    """The trainer asks for groups, and waits for the proposal."""
    dina.calls(path, **options)
    dina.sees_alone("I am looking for the best groups")
    return dina.sees_alone("Nothing has happened yet")


def confirmed(dina: Person, path: str = "group make", **options: str) -> None:
    """The trainer takes the proposal as it is."""
    proposed(dina, path, **options)
    dina.presses("Confirm these groups")
    dina.sees_alone("Each member reads from me who is with them")


def taken(person: Person, name: str) -> bytes:
    """The content of a file, or of a picture, that somebody was sent just now."""
    person.sees_alone("as a picture")
    shown = next(shown for shown in reversed(person.news()) if _as_shown(name, shown) in shown.files)
    if isinstance(shown.raw, Post):
        return shown.raw.file(name)
    media = shown.raw.document or shown.raw.media["photo"][-1]
    return person.town.telegram.world.files[media["file_id"]].content


def _as_shown(name: str, shown: Shown) -> str:
    """Telegram shows no name of a picture that is looked at."""
    return PICTURE if name.endswith(".png") and not isinstance(shown.raw, Post) else name
