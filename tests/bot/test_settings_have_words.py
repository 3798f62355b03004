"""Every setting of a course stands on one page, with words that say what it means."""

from dataclasses import fields

from bot.wording.tuning import MEANINGS, SECTIONS
from community.settings import CourseSettings, Module


def test_every_setting_stands_on_exactly_one_page_and_is_explained() -> None:
    every = [each.name for each in fields(CourseSettings)]
    shown = [name for _, names in SECTIONS.values() for name in names]
    assert sorted(shown) == sorted(every)
    assert set(MEANINGS) == set(every)
    assert {module.value for module in Module} <= set(every)
