"""Telegram's window of the playground."""
