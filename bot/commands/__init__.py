"""The users' stories: one function each, declared once for both platforms. Importing this package declares them all."""

from bot.commands import (
    answers,
    courses,
    dialogs,
    figures,
    general,
    joining,
    organisations,
    prompts,
    staff,
    terms,
    trainers,
    tuning,
    you,
)

__all__ = [
    "answers",
    "courses",
    "dialogs",
    "figures",
    "general",
    "joining",
    "organisations",
    "prompts",
    "staff",
    "terms",
    "trainers",
    "tuning",
    "you",
]
