"""The tables, by what they are about. Importing this package makes `metadata` complete."""

from storage.tables import system
from storage.tables.base import metadata

__all__ = ["metadata", "system"]
