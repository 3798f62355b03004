"""The users' stories: one function each, declared once for both platforms. Importing this package declares them all."""

from bot.commands import answers, courses, dialogs, general, joining, prompts, staff, you

__all__ = ["answers", "courses", "dialogs", "general", "joining", "prompts", "staff", "you"]
