"""Story 6: a coordinator exports who took part, without anybody's name or words."""

import csv
import io

import pytest

from bot.exports import csvs
from tests.stories.school import School

FILES = {"participants.csv", "prompts.csv"}


def played(school: School) -> None:
    """One prompt that Aino answered, and Ben's comment on it."""
    school.prompts("Share one link.")
    school.aino.presses("Answer")
    school.aino.fills_in(text="=HYPERLINK(evil)")
    school.ben.presses("Reply to Aino")
    school.ben.fills_in(text="Which one?")


def test_the_figures_come_privately_as_files(school: School) -> None:
    played(school)
    school.dina.says("/stats_export")
    sent = [shown for shown in school.dina.news() if shown.files]
    assert {name for shown in sent for name in shown.files} > FILES
    assert all(shown.private for shown in sent)
    assert sent[0].text.startswith("The figures of English for seniors")
    assert sent == school.dina.news(), "no message without a file"
    school.aino.does_not_see("figures of")


@pytest.mark.on_both_databases
def test_the_files_count_what_happened_and_name_nobody(school: School) -> None:
    played(school)
    files = school.town.keeps(lambda work: csvs.in_memory(work, 1, school.town.clock.now()))
    people = rows(files["participants.csv"])
    prompts = rows(files["prompts.csv"])
    assert sorted(row["role"] for row in people) == ["learner", "learner", "trainer"]
    assert [(row["state"], row["invited"], row["answered"], row["peer_replies"]) for row in prompts] == [
        ("open", "2", "1", "1")
    ]
    everything = b"".join(files.values()).decode()
    assert not [word for word in ("Aino", "Ben", "HYPERLINK", "Which one?") if word in everything]


def test_a_learner_gets_no_figures(school: School) -> None:
    school.aino.says("/stats_export")
    school.aino.sees_alone("This can be done by a trainer")
    assert not [shown for shown in school.aino.screen() if shown.files]


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
