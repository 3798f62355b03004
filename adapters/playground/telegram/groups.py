"""Who comes into a group and who goes: joining, leaving, promotion, links, migration."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from adapters.playground.telegram import delivery
from adapters.playground.telegram.delivery import change_member, service
from adapters.playground.telegram.state import RIGHTS, Bot, Group, InviteLink, Membership
from adapters.playground.telegram.wire import account_json, chat_json, link_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from adapters.playground.telegram.state import Account
    from adapters.playground.telegram.world import World

JOINER_OPEN = 300.0
"""Seconds for which a bot may write to who asks to join, until the request is dealt with."""


def admit(world: World, group: Group, account: Account, actor: Account, *, link: InviteLink | None = None) -> None:
    """Somebody becomes a member; the group sees a line about it."""
    membership = Membership(account)
    if isinstance(account, Bot):
        group.bots[account.id] = account
        membership.sees_all = not account.privacy
    if link is not None:
        link.used += 1
    change_member(world, group, actor, membership, link=link)
    service(world, group, actor, new_chat_members=[account_json(account)])


def found(world: World, title: str, actor: Account) -> Group:
    """A basic group begins with its maker alone."""
    group = world.add_group(title, supergroup=False, forum=False)
    group.members[actor.id] = Membership(actor, status="creator")
    service(world, group, actor, group_chat_created=True)
    return group


def let_go(world: World, group: Group, account: Account, actor: Account, *, banned: bool = False) -> None:
    """Somebody leaves or is removed."""
    change_member(world, group, actor, Membership(account, status="kicked" if banned else "left"))
    group.bots.pop(account.id, None)
    service(world, group, actor, left_chat_member=account_json(account))


def promote(world: World, group: Group, account: Account, actor: Account, rights: Iterable[str] | None = None) -> None:
    """Make somebody an administrator, with all rights unless fewer are named."""
    before = group.membership(account)
    granted = frozenset(RIGHTS if rights is None else rights) | {"can_manage_chat"}
    change_member(world, group, actor, replace(before, status="administrator", rights=granted))


def demote(world: World, group: Group, account: Account, actor: Account) -> None:
    before = group.membership(account)
    change_member(
        world, group, actor, replace(before, status="member", rights=frozenset(), anonymous=False, title=None)
    )


def add_link(world: World, group: Group, creator: Account, **details: Any) -> InviteLink:
    number = next(world.numbers)
    link = InviteLink(f"https://t.me/+local{number:08d}", creator, **details)
    group.links[link.url] = link
    world.links[link.url] = (group, link)
    return link


def ask_to_join(world: World, group: Group, account: Account, link: InviteLink) -> None:
    """A request that an administrator, also a bot, may approve."""
    group.requests[account.id] = link
    update = {
        "chat": chat_json(group),
        "from": account_json(account, language=True),
        "user_chat_id": account.id,
        "date": world.now(),
        "invite_link": link_json(link),
    }
    for bot in group.bots.values():
        if group.membership(bot).may("can_invite_users"):
            bot.met.add(account.id)
            world.private(bot, account).open_until = world.deadlines() + JOINER_OPEN
            bot.mailbox.push("chat_join_request", update)
    world.tell("join_request", chat=group, actor=account)


def settle_request(world: World, group: Group, account: Account) -> InviteLink | None:
    """A request is dealt with; whoever was open to the bots because of it is so no longer."""
    for bot in group.bots.values():
        world.private(bot, account).open_until = 0.0
    return group.requests.pop(account.id, None)


def migrate(world: World, old: Group, actor: Account) -> Group:
    """The group becomes a supergroup: a new id, new message ids, two service messages."""
    new = world.add_group(old.title, supergroup=True, forum=False)
    new.members = {key: replace(member) for key, member in old.members.items()}
    new.bots = dict(old.bots)
    service(world, old, actor, migrate_to_chat_id=new.id)
    old.migrated_to = new
    delivery.post(world, new, world.anonymous, sender_chat=new, service={"migrate_from_chat_id": old.id})
    return new
