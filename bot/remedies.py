"""The sentences of `talkoot check`: what is, why it matters, and the remedy as a command or a path to click."""

from collections import defaultdict
from dataclasses import dataclass

from community.chat.gateway import Finding


@dataclass(frozen=True, slots=True)
class Sentences:
    """What is said when all is well, and when it is not. A key that is always one of the two has no words for the other."""

    well: str = ""
    ill: str = ""


WORDING: dict[str, Sentences] = {
    "key.file": Sentences("The key file {file} is there, and only its owner reads it."),
    "key.missing": Sentences(
        ill="There is no key file {file}. Without it nothing that people wrote can be read. Put it back from your copy;"
        " if this is a new installation: talkoot init"
    ),
    "key.refused": Sentences(ill="The key file cannot be used, so the bot will not start. {reason}"),
    "key.fits": Sentences("The key file opens what people wrote."),
    "key.wrong": Sentences(
        ill="The key file {file} does not belong to this database: what people wrote stays closed. Put back the key"
        " file that was there when the database was made, or set vault.key_file to it."
    ),
    "database.out_of_reach": Sentences(ill="The database cannot be used, so the bot cannot work. {reason}"),
    "database.writable": Sentences("The database ({kind}) answers and can be written."),
    "database.not_writable": Sentences(
        ill="The database can be read but not written, so nothing new is kept. {reason}"
    ),
    "schema": Sentences(
        "The tables fit this version.",
        "The tables are {state} for this version of Talkoot, so the bot will not start. {remedy}",
    ),
    "schema.missing": Sentences(
        ill="The database has no tables yet. Make them, and your first organisation: talkoot init"
    ),
    "disk.space": Sentences(
        "There is room on the disk of the database ({megabytes} MB).",
        "Only {megabytes} MB are left on the disk of {folder}. When it is full, nothing new is kept. Free some space.",
    ),
    "clock.real": Sentences(
        "The clock of this computer is right ({seconds} s away from {against}).",
        "The clock of this computer is {seconds} s away from {against}: prompts come at a wrong time, and buttons seem"
        " too old. Let the system set it: timedatectl set-ntp true",
    ),
    "clock.zones": Sentences(
        "The time zones of the world are known.",
        "The time zones of the world are not known here ({zones}), so local times are wrong. Install them:"
        " pip install tzdata",
    ),
    "organisation.none": Sentences(
        ill="There is no organisation yet, so nobody can open a course. Make one: talkoot init"
    ),
    "organisation.unknown": Sentences(
        ill="The settings name a bot of {organisation}, and there is no organisation of that name, so the bot serves all."
        ' Correct the name, or add it: talkoot organisation add "{organisation}"',
    ),
    "coordinator": Sentences(
        "{organisation} has coordinators ({count}).",
        "Nobody has come in as coordinator of {organisation} yet, so nobody can invite trainers. Make an invitation and"
        ' open it: talkoot invite coordinator --organisation "{organisation}"',
    ),
    "chat.left": Sentences(
        "The bot was removed from the chat {title} on {since} UTC; the course {course} goes on in its other chats.",
        "The bot was removed from the chat {title} on {since} UTC, and the course {course} has no other: nobody sees its"
        " prompts. Add the bot to the chat again; nothing needs to be set up.",
    ),
    "chat.muted": Sentences(
        ill="The bot may not write in the chat {title} of the course {course} since {since} UTC: its prompts do not"
        " arrive. Give it the right to write there; it tries again with the next prompt."
    ),
    "letters.stuck": Sentences(
        ill="Messages have waited for more than a quarter of an hour on {platform} ({count}). Is the bot running?"
        " Start it: talkoot run. If it runs, its log says what holds it up."
    ),
    "letters.buried": Sentences(
        ill="Messages could not be delivered and were given up ({count}): {reason}. If it is a right that is lacking,"
        " give it to the bot in the chat; messages that were given up do not come again."
    ),
    "quarantine": Sentences(
        ill="An event of {platform} could not be handled on {since} UTC and was set aside. The person was told the number"
        " {incident}: look for it in the log, and report what stands there. When the fault is mended, let it be handled"
        " again: talkoot quarantine retry {incident}. It is forgotten after seven days."
    ),
    "timers": Sentences(
        "Every scheduled prompt has its timer ({count}).",
        "The timers of prompts {prompts} are wrong or missing, so these prompts would not come in time. Stop the bot"
        " and set them anew: talkoot check --repair",
    ),
    "timers.overdue": Sentences(
        ill="Prompts {prompts} are due and have not come. Is the bot running? Start it: talkoot run"
    ),
    "timers.lost": Sentences(
        ill="Nothing would wake for these: {what}. Stop the bot and set their timers anew: talkoot check --repair"
    ),
    "timers.late": Sentences(
        ill="These are due and have not happened: {what}. Is the bot running? Start it: talkoot run"
    ),
    "timers.mended": Sentences("The timers were compared with what they belong to, and {count} set anew."),
    "timers.not_mended": Sentences(ill="The timers were left as they are. {reason}"),
    "bots.none": Sentences(
        ill="No bot has a token, so there is nothing to serve. Put one into config.toml, at token under [telegram] or"
        " [discord], and see what is read: talkoot config show --sources"
    ),
    "telegram.token": Sentences(
        "Telegram knows the bot (@{bot}).",
        "Telegram does not know the token in telegram.token. Copy it again: write /mybots to @BotFather, choose the bot,"
        " then API Token.",
    ),
    "telegram.connection": Sentences(
        ill="Telegram cannot be reached ({reason}), so nothing comes or goes. Check this computer's network, and"
        " telegram.api_base if you set it."
    ),
    "telegram.joins_groups": Sentences(
        "@{bot} may be added to groups.",
        "@{bot} may not be added to groups, so no course can meet there. Write /setjoingroups to @BotFather, choose the"
        " bot, then Enable.",
    ),
    "telegram.reads_groups": Sentences("@{bot} sees replies between people, and counts them."),
    "telegram.privacy_mode": Sentences(
        "@{bot} sees only what is written to it (privacy mode), which is all it needs: learners comment with the Reply"
        " buttons, and other replies between them are not counted. To count those too, write /setprivacy to @BotFather,"
        " choose the bot, then Disable; then remove the bot from each group and add it again."
    ),
    "telegram.in_chat": Sentences("The bot is in the group {title} and may write there."),
    "telegram.not_in_chat": Sentences(
        ill="The bot is not in the group {title}, where a course meets: its prompts do not arrive. Open the group, press"
        " its name, then Add Members, and choose the bot."
    ),
    "telegram.cannot_write": Sentences(
        ill="The bot may not write in the group {title}: prompts do not arrive. Open the group, press its name, then"
        " Edit, Permissions, and allow sending messages, or make the bot an administrator."
    ),
    "discord.token": Sentences(
        "Discord knows the bot.",
        "Discord does not know the token in discord.token. At https://discord.com/developers/applications choose the"
        " application, then Bot, then Reset Token, and copy the new one.",
    ),
    "discord.connection": Sentences(
        ill="Discord cannot be reached ({reason}), so nothing comes or goes. Check this computer's network, and"
        " discord.api_base if you set it."
    ),
    "discord.message_content_off": Sentences(
        "The bot does not read what people type on Discord, as you chose: learners answer with the Answer button or by"
        " a reply that mentions the bot. To count all replies: discord.message_content = true"
    ),
    "discord.message_content": Sentences(
        "The bot may read replies on Discord.",
        "discord.message_content is true, but Discord does not allow it, so the bot cannot start there. At"
        " https://discord.com/developers/applications choose the application, then Bot, and switch on Message Content"
        " Intent.",
    ),
    "discord.interactions_elsewhere": Sentences(
        ill="Discord sends presses and commands to a web address instead of the bot, so buttons fail. At"
        " https://discord.com/developers/applications choose the application, then General Information, and empty"
        " Interactions Endpoint URL."
    ),
    "discord.not_in_channel": Sentences(
        ill="The bot cannot see the channel {title}, where a course meets (code {code}): its prompts do not arrive."
        " Invite the bot to the server again, or open Edit Channel, Permissions, and give it View Channel."
    ),
    "discord.rights": Sentences(
        "The bot has its rights in the channel #{title}.",
        "The bot lacks rights in the channel #{title}: {missing}. Some of its messages do not arrive. Open Edit"
        " Channel, Permissions, and give them to the bot.",
    ),
    "check.failed": Sentences(
        ill="A part of this check could not be done ({part}: {reason}). This is a fault in Talkoot: please report it."
    ),
}

_SCHEMA = {
    "too old": "Make a backup, stop the bot, and bring them up to date: talkoot migrate",
    "too new": "They were made by a newer Talkoot: install that version, or restore a backup.",
}


def worded(finding: Finding) -> str:
    """A finding as one or two sentences and, where something is wrong, the remedy."""
    sentences = WORDING[finding.key]
    facts = defaultdict(lambda: "?", finding.facts)
    facts.setdefault("title", facts["chat"] if "chat" in finding.facts else facts["place"])
    facts["remedy"] = _SCHEMA.get(facts["state"], "")
    return (sentences.well if finding.good else sentences.ill).format_map(facts).strip()
