"""Who plays: two centres, a group on Telegram, a server on Discord, their staff, and twelve learners."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from adapters.playground.discord.places import Channel
from adapters.playground.telegram import Group
from bot.demo.cast import OnDiscord, OnTelegram, Stage
from bot.demo.house import HELSINKI, OSLO

ENGLISH, REPAIRS = "English for seniors", "Repair café"
VALO, FJORD = "Valo Centre", "Fjord Centre"
ZONES = {"#repair-café": OSLO, "Olav": OSLO, "#english": HELSINKI}
IN_THE_GROUP = ("Aino", "Ben", "Carla", "Emil", "Greta", "Hanna")
IN_ENGLISH = ("Ida", "Jonas")
IN_REPAIRS = ("Kari", "Leo", "Mona", "Nils")


@dataclass
class Troupe:
    """The people by name; Maria and Olav are coordinators, Dina is a trainer with an account on either platform."""

    stage: Stage
    maria: OnTelegram = field(init=False)
    dina: OnTelegram = field(init=False)
    dina_on_discord: OnDiscord = field(init=False)
    olav: OnDiscord = field(init=False)
    telegram: dict[str, OnTelegram] = field(init=False)
    discord: dict[str, OnDiscord] = field(init=False)
    group: Group = field(init=False)
    english: Channel = field(init=False)
    repairs: Channel = field(init=False)

    def __post_init__(self) -> None:
        self.maria, self.dina = self._on_telegram("Maria"), self._on_telegram("Dina")
        self.telegram = {name: self._on_telegram(name) for name in IN_THE_GROUP}
        self.olav, self.dina_on_discord = self._on_discord("Olav"), self._on_discord("Dina")
        self.discord = {name: self._on_discord(name) for name in (*IN_ENGLISH, *IN_REPAIRS)}
        self._make_rooms()

    def _make_rooms(self) -> None:
        house = self.stage.house
        learners = [each.user for each in self.telegram.values()]
        self.group = house.telegram.add_group(ENGLISH, admins=[self.dina.user], members=learners, bots=())
        members = [each.user for each in (self.dina_on_discord, *self.discord.values())]
        server = house.discord.add_guild(
            "Learning together", owner=self.olav.user, members=members, channels=("english", "repair-café")
        )
        self.english, self.repairs = server.channel("english"), server.channel("repair-café")

    def _on_telegram(self, name: str) -> OnTelegram:
        return OnTelegram(self.stage, self.stage.house.telegram.add_user(name, language_code="en"))

    def _on_discord(self, name: str) -> OnDiscord:
        return OnDiscord(self.stage, self.stage.house.discord.add_user(name))

    def limelight(self, *names: str) -> None:
        """Of private chats, those of these people are shown from now on."""
        self.stage.watcher.limelight = set(names)
        self.stage.watcher.in_short = False

    def in_short(self) -> None:
        """What follows was seen before: only what stands in the chats is shown."""
        self.limelight()
        self.stage.watcher.in_short = True

    def come_in(self, names: Sequence[str]) -> None:
        """Tell that people join whose joining is not shown."""
        self.in_short()
        verb = "come" if len(names) > 1 else "comes"
        self.stage.screen.tell(f"{', '.join(names)} {verb} in the same way.")
