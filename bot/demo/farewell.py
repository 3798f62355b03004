"""What stands around the demo: what it is, and how to go on with real chats."""

from pathlib import Path

from rich.padding import Padding
from rich.text import Text

from bot.demo.house import House
from bot.demo.screen import Screen

CONNECT = """\
Telegram
  1. In Telegram, write to @BotFather: /newbot, and choose a name. It answers with a token.
  2. Leave its privacy mode on: the bot then sees only what is written to it, which is all it needs.
Discord
  1. At https://discord.com/developers/applications press New Application.
  2. Under Bot press Reset Token and copy the token. Optional: Message Content Intent, so that typed replies count too.
  3. Under Installation take the link with the scopes bot and applications.commands, and invite the bot to your server.
Here
  1. cp config.example.toml config.toml, and put in token under [telegram], [discord] or both.
  2. talkoot init                  makes the key file, the tables and your first organisation.
  3. make run                      starts the bot.
  4. talkoot invite coordinator    gives a one-time link. Open it yourself, or pass it on.
  5. Add the bot to your group or channel, and write /course_new there (on Discord: /course new).
If something does not work: talkoot check"""


def begin(screen: Screen, house: House) -> None:
    screen.scene("The demo course of Talkoot")
    screen.tell(
        "A week of peer learning in about a minute. The bot is the real one. Telegram and Discord are small copies"
        " on this computer, the people are invented, and nothing leaves this computer. Ctrl-C ends it."
    )
    first = house.on(0, "16:00")
    screen.tell(f"It begins on {first:%A} {first.day} {first:%B}. Each line shows the local time of its course.")


def end(screen: Screen, out: Path) -> None:
    screen.scene("How to connect real chats")
    screen.put(Padding(Text(CONNECT), (0, 0, 0, 2)), 30)
    screen.scene("What is left of this demo")
    screen.put(Padding(Text(f"{out}/ has the exports of both courses and this conversation.\n"), (0, 0, 0, 2)), 10)
