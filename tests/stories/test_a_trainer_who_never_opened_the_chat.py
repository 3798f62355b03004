"""News for one person find their way: to an account that is open, or they wait until one is opened."""

from community.chat.address import Account, Platform
from community.roles import Grant, Role
from tests.stories.people import Person
from tests.stories.school import School, join
from tests.stories.telegram_people import TelegramPerson
from tests.stories.town import Town


def make_trainer(school: School, person: Person) -> None:
    """This person, whom the bot has only met in the chat so far, is a trainer of the course."""
    town, account = school.town, Account(school.town.home, str(person.account.id))
    known = town.keeps(lambda work: work.people.of(account))
    assert known is not None
    grant = Grant(known.id, Role.TRAINER, school.centre.id, school.course.id)
    town.keeps(lambda work: work.people.grant(grant, town.clock.now()))


def after_a_quiet_while(school: School) -> None:
    """Nobody has joined for some time, so who comes now is told at once."""
    school.town.passes(hours=3)
    school.town.passes(hours=3)


def test_news_wait_for_a_trainer_who_is_only_known_from_the_chat(telegram_town: Town) -> None:
    school = School.with_a_course(telegram_town)
    carla = telegram_town.newcomer("Carla")
    assert isinstance(carla, TelegramPerson)
    school.prompts("Share one link.")
    carla.writes("A map.", reply_to=carla.reads("Share one link."))
    make_trainer(school, carla)
    after_a_quiet_while(school)

    join(telegram_town.newcomer("Emil"), school.course.code)

    knock = carla.sees_in_chat("Carla, I have something for you")
    assert "Emil" not in knock.text
    carla.presses("Open the private chat")
    carla.sees_alone("Emil joined English for seniors")


def test_news_go_to_the_other_account_of_who_shut_the_door_on_one(two_towns: Town) -> None:
    school = School.with_a_course(two_towns)
    dina, there = school.dina, two_towns.person("Dina D.", Platform.DISCORD)
    assert isinstance(dina, TelegramPerson)
    two_towns.meet(there)
    there.says("/start")
    dina.says("/link")
    there.says(f"/link {dina.code_in(dina.sees_alone('write this to me'))}")
    there.presses("Link the accounts")
    two_towns.passes(minutes=1)
    dina.says("/start")
    two_towns.does(dina.account.block(two_towns.telegram_bot))
    two_towns.settles()
    account = Account(Platform.TELEGRAM, str(dina.account.id))
    [bot] = two_towns.keeps(lambda work: [each for each in work.bots.all() if each.platform is Platform.TELEGRAM])
    two_towns.keeps(lambda work: work.people.set_reachable(account, bot, True))  # we have not heard of it yet
    after_a_quiet_while(school)

    join(two_towns.newcomer("Emil"), school.course.code)

    there.sees_alone("Emil joined English for seniors")
