"""The tables, by what they are about. Importing this package makes `metadata` complete."""

from storage.tables import courses, people, prompts, system
from storage.tables.base import metadata

__all__ = ["courses", "metadata", "people", "prompts", "system"]
