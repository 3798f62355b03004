"""A course for the tests of the shelves."""

import pytest

from storage.engine import Store
from tests.valo import Valo


@pytest.fixture
def valo(store: Store) -> Valo:
    return Valo(store)
