"""The users' stories: one function each, declared once for both platforms. Importing this package declares them all."""

from bot.commands import (
    answers,
    codes,
    courses,
    dialogs,
    figures,
    general,
    joining,
    organisations,
    people,
    profile,
    prompts,
    seats,
    staff,
    terms,
    trainers,
    tuning,
    you,
)

__all__ = [
    "answers",
    "codes",
    "courses",
    "dialogs",
    "figures",
    "general",
    "joining",
    "organisations",
    "people",
    "profile",
    "prompts",
    "seats",
    "staff",
    "terms",
    "trainers",
    "tuning",
    "you",
]
from bot.commands import places, sharing

__all__ = ["answers", "courses", "dialogs", "general", "joining", "places", "prompts", "sharing", "staff", "you"]
