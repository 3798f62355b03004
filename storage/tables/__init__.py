"""The tables, by what they are about. Importing this package makes `metadata` complete."""

from storage.tables import courses, groups, people, prompts, system
from storage.tables.base import metadata

__all__ = ["courses", "groups", "metadata", "people", "prompts", "system"]
