"""Our accounts on the platforms: their rows, where receiving stopped, and who owns them."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import RowMapping, bindparam, select, update
from sqlalchemy.dialects.postgresql import insert  # compiles for SQLite as well; SQLite's own does not for PostgreSQL

from community.chat.address import Bot, Place, Platform
from storage.prepared import Prepared
from storage.tables.system import bot as table
from storage.transaction import Transaction

_THIS = (table.c.platform == bindparam("of_platform")) & (table.c.native == bindparam("of_native"))
_ROW = Prepared(select(table.c.id).where(_THIS))
_ALL = Prepared(select(table.c.id, table.c.platform, table.c.native).order_by(table.c.id))
_ONE = Prepared(select(table).where(_THIS))
_NEW = Prepared(insert(table).on_conflict_do_nothing(index_elements=["platform", "native"]))
_TAKE = Prepared(update(table).where(_THIS).values(epoch=table.c.epoch + 1).returning(table.c.epoch))
_INTRODUCE = Prepared(update(table).where(_THIS).values(name=bindparam("new_name"), link=bindparam("new_link")))
_MARK = Prepared(update(table).where(table.c.id == bindparam("row")).values(mark=bindparam("new_mark")))
_SERVES = Prepared(update(table).where(_THIS).values(organisation_id=bindparam("new_organisation")))
_MENUS = Prepared(update(table).where(_THIS).values(menus=bindparam("new_menus")))

_PLACE = ("bot_id", "chat", "thread", "private")


def _key(bot: Bot) -> dict[str, Any]:
    return {"of_platform": bot.platform.value, "of_native": bot.id}


class BotShelf:
    """Our accounts. Other tables name a bot, and a place in one of its chats, by the number of its row."""

    def __init__(self, work: Transaction) -> None:
        self.work = work

    def ensure(self, bot: Bot, name: str, link: str) -> int:
        """The row of this bot, made if it is new; keeps what it is called now."""
        row = self.row(bot)
        _INTRODUCE.run(self.work, **_key(bot), new_name=name, new_link=link)
        return row

    def row(self, bot: Bot) -> int:
        """The number of the bot's row; a bot that was never seen gets one."""
        return self.find(bot) or self._add(bot)

    def find(self, bot: Bot) -> int:
        """The number of the bot's row; 0 when it was never seen."""
        return self.work.known_bots.get(bot) or self.work.new_bots.get(bot) or self._look_up(bot)

    def of_row(self, row: int) -> Bot:
        """The bot of this row."""
        known = (bot for bot, number in self.work.known_bots.items() if number == row)
        return next(known, None) or self._all()[row]

    def all(self) -> list[Bot]:
        return list(self._all().values())

    def get(self, bot: Bot) -> tuple[str, str] | None:
        """Name and link of the bot, as last learnt."""
        found = self._one(bot)
        return (found["name"], found["link"]) if found else None

    def serves(self, bot: Bot, organisation: int | None) -> None:
        """The bot is that of one organisation; None: of all."""
        _SERVES.run(self.work, **_key(bot), new_organisation=organisation)

    def organisation(self, bot: Bot) -> int | None:
        """The organisation whose own bot this is; None where it serves all."""
        found = self._one(bot)
        return found["organisation_id"] if found else None

    def mark(self, bot: Bot) -> Mapping[str, str]:
        """Where receiving stopped."""
        found = self._one(bot)
        return {} if found is None else json.loads(found["mark"])

    def set_mark(self, row: int, mark: Mapping[str, str]) -> None:
        _MARK.run(self.work, row=row, new_mark=json.dumps(dict(mark)))

    def take(self, bot: Bot) -> int:
        """Become the owner of the bot: whoever held an earlier epoch is not any more."""
        self.row(bot)
        return int(_TAKE.value(self.work, **_key(bot)))

    def epoch(self, bot: Bot) -> int:
        found = self._one(bot)
        return int(found["epoch"]) if found else 0

    def menus(self, bot: Bot) -> str:
        """A digest of the command menus that the platform shows now."""
        found = self._one(bot)
        return str(found["menus"]) if found else ""

    def set_menus(self, bot: Bot, digest: str) -> None:
        _MENUS.run(self.work, **_key(bot), new_menus=digest)

    def place(self, row: Mapping[str, Any] | RowMapping, prefix: str = "") -> Place:
        """The place that the columns of a row name."""
        bot = self.of_row(row[f"{prefix}bot_id"])
        return Place(bot, row[f"{prefix}chat"], row[f"{prefix}thread"], row[f"{prefix}private"])

    def columns(self, place: Place | None, prefix: str = "") -> dict[str, Any]:
        """The columns that name a place."""
        cells = (self.row(place.bot), place.chat, place.thread, place.private) if place else (None,) * 4
        return {f"{prefix}{name}": cell for name, cell in zip(_PLACE, cells, strict=True)}

    def _one(self, bot: Bot) -> dict[str, Any] | None:
        return _ONE.row(self.work, **_key(bot))

    def _look_up(self, bot: Bot) -> int:
        row = _ROW.value(self.work, **_key(bot))
        return 0 if row is None else self._learnt(bot, int(row))

    def _add(self, bot: Bot) -> int:
        """A row of which others know nothing until this work is kept."""
        values = {"platform": bot.platform.value, "native": bot.id, "name": "", "link": "", "mark": "{}"}
        _NEW.run(self.work, **values, epoch=0, menus="")
        return self._learnt(bot, int(_ROW.value(self.work, **_key(bot))))

    def _learnt(self, bot: Bot, row: int) -> int:
        """Known to the whole process once this is kept: it may be the row of a neighbour in the same transaction."""
        self.work.new_bots[bot] = row
        self.work.after_commit(lambda: self.work.known_bots.setdefault(bot, row))
        return row

    def _all(self) -> dict[int, Bot]:
        return {row["id"]: Bot(Platform(row["platform"]), row["native"]) for row in _ALL.rows(self.work)}
