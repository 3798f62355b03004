"""Our accounts on the platforms: their rows, where receiving stopped, and who owns them."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import RowMapping, bindparam, select, update
from sqlalchemy.dialects.postgresql import insert  # compiles for SQLite as well; SQLite's own does not for PostgreSQL

from community.chat.address import Bot, Place, Platform
from storage.tables.system import bot as table
from storage.work import Work

_THIS = (table.c.platform == bindparam("of_platform")) & (table.c.native == bindparam("of_native"))
_ROW = select(table.c.id).where(_THIS)
_ALL = select(table.c.id, table.c.platform, table.c.native).order_by(table.c.id)
_ONE = select(table.c.mark, table.c.epoch, table.c.menus).where(_THIS)
_NEW = insert(table).on_conflict_do_nothing(index_elements=["platform", "native"])
_TAKE = update(table).where(_THIS).values(epoch=table.c.epoch + 1).returning(table.c.epoch)
_INTRODUCE = update(table).where(_THIS).values(name=bindparam("new_name"), link=bindparam("new_link"))
_MARK = update(table).where(table.c.id == bindparam("row")).values(mark=bindparam("new_mark"))
_MENUS = update(table).where(_THIS).values(menus=bindparam("new_menus"))


def _key(bot: Bot) -> dict[str, Any]:
    return {"of_platform": bot.platform.value, "of_native": bot.id}


class BotShelf:
    """Our accounts. Other tables name a bot, and a place in one of its chats, by the number of its row."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self._new: dict[Bot, int] = {}

    def ensure(self, bot: Bot, name: str, link: str) -> int:
        """The row of this bot, made if it is new; keeps what it is called now."""
        row = self.row(bot)
        self.work.connection.execute(_INTRODUCE, _key(bot) | {"new_name": name, "new_link": link})
        return row

    def row(self, bot: Bot) -> int:
        """The number of the bot's row; a bot that was never seen gets one."""
        return self.find(bot) or self._add(bot)

    def find(self, bot: Bot) -> int:
        """The number of the bot's row; 0 when it was never seen."""
        return self.work.known_bots.get(bot) or self._new.get(bot) or self._look_up(bot)

    def of_row(self, row: int) -> Bot:
        """The bot of this row."""
        known = (bot for bot, number in self.work.known_bots.items() if number == row)
        return next(known, None) or self._all()[row]

    def all(self) -> list[Bot]:
        return list(self._all().values())

    def get(self, bot: Bot) -> tuple[str, str] | None:
        """Name and link of the bot, as last learnt."""
        found = self.work.connection.execute(select(table.c.name, table.c.link).where(_THIS), _key(bot)).first()
        return None if found is None else (found.name, found.link)

    def mark(self, bot: Bot) -> Mapping[str, str]:
        """Where receiving stopped."""
        found = self._one(bot)
        return {} if found is None else json.loads(found.mark)

    def set_mark(self, row: int, mark: Mapping[str, str]) -> None:
        self.work.connection.execute(_MARK, {"row": row, "new_mark": json.dumps(dict(mark))})

    def take(self, bot: Bot) -> int:
        """Become the owner of the bot: whoever held an earlier epoch is not any more."""
        self.row(bot)
        return int(self.work.connection.execute(_TAKE, _key(bot)).scalar_one())

    def epoch(self, bot: Bot) -> int:
        found = self._one(bot)
        return 0 if found is None else found.epoch

    def menus(self, bot: Bot) -> str:
        """A digest of the command menus that the platform shows now."""
        found = self._one(bot)
        return "" if found is None else found.menus

    def set_menus(self, bot: Bot, digest: str) -> None:
        self.work.connection.execute(_MENUS, _key(bot) | {"new_menus": digest})

    def place(self, row: Mapping[str, Any] | RowMapping, prefix: str = "") -> Place:
        """The place that the columns of a row name."""
        bot = self.of_row(row[f"{prefix}bot_id"])
        return Place(bot, row[f"{prefix}chat"], row[f"{prefix}thread"], row[f"{prefix}private"])

    def columns(self, place: Place | None, prefix: str = "") -> dict[str, Any]:
        """The columns that name a place."""
        names = [f"{prefix}{name}" for name in ("bot_id", "chat", "thread", "private")]
        if place is None:
            return dict.fromkeys(names)
        return dict(zip(names, (self.row(place.bot), place.chat, place.thread, place.private), strict=True))

    def _one(self, bot: Bot) -> Any:
        return self.work.connection.execute(_ONE, _key(bot)).first()

    def _look_up(self, bot: Bot) -> int:
        row = self.work.connection.execute(_ROW, _key(bot)).scalar()
        if row is not None:
            self.work.known_bots[bot] = row
        return int(row or 0)

    def _add(self, bot: Bot) -> int:
        """A row of which others know nothing until this work is kept."""
        values = {"platform": bot.platform.value, "native": bot.id, "name": "", "link": "", "mark": "{}"}
        self.work.connection.execute(_NEW, values | {"epoch": 0, "menus": ""})
        row = self._new[bot] = int(self.work.connection.execute(_ROW, _key(bot)).scalar_one())
        return row

    def _all(self) -> dict[int, Bot]:
        rows = self.work.connection.execute(_ALL)
        return {row.id: Bot(Platform(row.platform), row.native) for row in rows}
