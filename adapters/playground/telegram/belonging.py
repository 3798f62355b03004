"""What people do with groups: making them, coming and going, bringing and promoting others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adapters.playground.telegram import delivery, groups
from adapters.playground.telegram.somebody import Somebody
from adapters.playground.telegram.state import JSON, Account, Bot, Group, Message, NotPossibleError, PrivateChat

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_TITLE = 128


class Joiner(Somebody):
    """Somebody in groups, as the app lets them."""

    async def found_group(self, title: str) -> Group:
        """Make a basic group with nobody else in it."""
        return groups.found(self.world, _title(title), self.account)

    async def join(self, group: Group, link: str | None = None) -> None:
        """Come into a group, freely or by a link; a link may only ask for admission."""
        if group.membership(self.account).inside:
            raise NotPossibleError(f"{self.name} is in {group.title} already")
        if group.membership(self.account).status == "kicked":
            raise NotPossibleError(f"{self.name} was banned from {group.title}")
        invitation = group.links.get(link) if link else None
        if link and (invitation is None or not invitation.usable(self.world.clock())):
            raise NotPossibleError("this invite link is not valid, has expired, or was used up")
        if invitation is not None and invitation.asks_first:
            groups.ask_to_join(self.world, group, self.account, invitation)
        else:
            groups.admit(self.world, group, self.account, self.account, link=invitation)

    async def leave(self, group: Group) -> None:
        self._member(group)
        groups.let_go(self.world, group, self.account, self.account)

    async def add_bot(self, group: Group, bot: Bot, *, admin: bool | Iterable[str] = False) -> None:
        """Bring a bot into a group, as a member or as an administrator."""
        self._member(group)
        groups.admit(self.world, group, bot, self.account)
        if admin:
            await self.promote(group, bot, None if admin is True else admin)

    async def promote(self, group: Group, who: Somebody | Bot, rights: Iterable[str] | None = None) -> None:
        self._admin(group)
        groups.promote(self.world, group, _account(who), self.account, rights)

    async def demote(self, group: Group, who: Somebody | Bot) -> None:
        self._admin(group)
        groups.demote(self.world, group, _account(who), self.account)

    async def remove(self, group: Group, who: Somebody | Bot, *, banned: bool = True) -> None:
        """Take somebody out of a group; banned ones cannot come back by themselves."""
        self._admin(group)
        groups.let_go(self.world, group, _account(who), self.account, banned=banned)

    async def as_anonymous_admin(self, group: Group, *, on: bool = True, title: str | None = None) -> None:
        """From now on speak as the group, not under the own name."""
        member = self._admin(group)
        if not group.supergroup:
            raise NotPossibleError("only supergroups have anonymous administrators")
        member.anonymous, member.title = on, title
        self.world.tell("member", chat=group, actor=self.account, data={"account": self.id, "status": member.status})

    async def open_topic(self, group: Group, name: str) -> Message:
        self._member(group)
        if not group.forum:
            raise NotPossibleError(f"{group.title} has no topics")
        return delivery.open_topic(self.world, group, self.account, _title(name))

    async def close_topic(self, group: Group, number: int, *, closed: bool = True) -> None:
        self._manages(group)
        delivery.set_topic_closed(self.world, group, number, self.account, closed=closed)

    async def delete_topic(self, group: Group, number: int) -> None:
        self._manages(group)
        delivery.delete_topic(self.world, group, number, self.account)

    async def make_forum(self, group: Group, *, forum: bool = True) -> None:
        """Switch topics on or off."""
        self._admin(group)
        if not group.supergroup:
            raise NotPossibleError("only a supergroup has topics")
        group.forum = forum

    async def pick_chat(self, message: Message, label: str, group: Group) -> None:
        """Press a key that asks for a chat, and choose one: the bot is added there with the rights it asks for."""
        key = next((each for each in message.keys if each["text"] == label and "request_chat" in each), None)
        if key is None or not isinstance(message.chat, PrivateChat):
            raise NotPossibleError(f"no key {label!r} is shown that asks for a chat")
        wanted, bot = key["request_chat"], message.chat.bot
        self._fits(group, wanted)
        ours = [right for right, given in wanted.get("bot_administrator_rights", {}).items() if given]
        if bot.id not in group.bots:
            groups.admit(self.world, group, bot, self.account)
        if ours and not group.membership(bot).may_all(ours):
            groups.promote(self.world, group, bot, self.account, {*group.membership(bot).rights, *ours})
        title = bool(wanted.get("request_title"))
        delivery.share_chat(self.world, message.chat, group, wanted["request_id"], title=title)

    def _fits(self, group: Group, wanted: JSON) -> None:
        """The app offers only the chats that a key asks for."""
        member = self._member(group)
        theirs = [right for right, given in wanted.get("user_administrator_rights", {}).items() if given]
        if wanted["chat_is_channel"] or wanted.get("chat_is_forum", group.forum) != group.forum:
            raise NotPossibleError(f"{group.title} is not of the kind that is asked for")
        if not member.may_all(theirs):
            raise NotPossibleError(f"{self.name} lacks rights in {group.title} that are asked for")

    def _manages(self, group: Group) -> None:
        if not self._member(group).may("can_manage_topics"):
            raise NotPossibleError(f"{self.name} may not manage the topics of {group.title}")

    async def migrate(self, group: Group) -> Group:
        """Do something that turns a basic group into a supergroup."""
        self._admin(group)
        if group.supergroup:
            raise NotPossibleError(f"{group.title} is a supergroup already")
        return groups.migrate(self.world, group, self.account)


def _title(text: str) -> str:
    if not 1 <= len(text.strip()) <= MAX_TITLE:
        raise NotPossibleError(f"a name has 1 to {MAX_TITLE} characters")
    return text.strip()


def _account(who: Somebody | Bot) -> Account:
    return who.account if isinstance(who, Somebody) else who
