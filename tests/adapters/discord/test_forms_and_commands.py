"""Forms become modals and menus become slash commands, within Discord's limits."""

from __future__ import annotations

import pytest

from adapters.discord.limits import units
from adapters.discord.modals import modal_of
from adapters.discord.slash import commands_of, digest_of
from community.chat.form import Choice, Field, Line, Option, Page, Pick, Upload, Whole
from community.chat.gateway import MenuEntry, MenuOption


def page(*fields: Field, title: str = "Your answer") -> Page:
    return Page("v1.form", title, fields)


def component(field: Field) -> dict[str, object]:
    [label] = modal_of(page(field))["components"]
    found: dict[str, object] = label["component"]
    return found


def test_words_are_typed_within_their_bounds() -> None:
    text = component(Field("text", "Text", Line(least=2, most=9000, several_lines=True), value="so far"))
    assert text == {
        "type": 4,
        "custom_id": "text",
        "style": 2,
        "required": True,
        "max_length": 4000,
        "min_length": 2,
        "value": "so far",
    }


def test_a_file_is_chosen_and_never_typed() -> None:
    kind = Upload((".csv",), 1000)
    assert component(Field("file", "List", kind, value="a file of before")) == {
        "type": 19,
        "custom_id": "file",
        "required": True,
        "min_values": 1,
        "max_values": 1,
    }
    [command] = commands_of({"": [MenuEntry("bring", "Bring a list", (MenuOption("file", "List", file=True),))]})
    assert [(option["name"], option["type"]) for option in command["options"]] == [("file", 11)]


def test_a_number_is_typed_on_one_line() -> None:
    assert component(Field("n", "How many?", Whole(1, 9), required=False))["style"] == 1


def test_choices_are_picked_from_a_list_with_the_last_one_marked() -> None:
    options = (Option("a", "Aino"), Option("b", "Ben"))
    picked = component(Field("who", "Who?", Pick("people"), required=False, value="b", options=options))
    assert (picked["type"], picked["min_values"], picked["required"]) == (3, 0, False)
    assert [option["default"] for option in picked["options"]] == [False, True]  # type: ignore[attr-defined]


def test_fixed_choices_are_a_list_even_without_words() -> None:
    assert component(Field("mood", "Mood", Choice(("good", "bad"))))["type"] == 3


def test_a_list_that_is_too_long_is_typed() -> None:
    options = tuple(Option(str(n), str(n)) for n in range(26))
    assert component(Field("who", "Who?", Pick("people"), options=options))["type"] == 4


def test_a_modal_keeps_to_five_fields_and_short_words() -> None:
    fields = [Field(f"f{n}", "A label " * 20, Line(), hint="A hint " * 40) for n in range(7)]
    modal = modal_of(page(*fields, title="A title " * 20))
    assert len(modal["components"]) == 5
    assert units(modal["title"]) <= 45
    assert all(units(part["label"]) <= 45 and units(part["description"]) <= 100 for part in modal["components"])


MENUS = {
    "": [
        MenuEntry("todo", "What waits for you", where="anywhere"),
        MenuEntry(
            "prompt schedule",
            "Schedule a prompt",
            (MenuOption("mood", "How", choices=(Option("a", "Fast"),)),),
            where="group",
        ),
        MenuEntry("prompt answer withdraw", "Take an answer back", where="private"),
    ],
    "fi": [
        MenuEntry("todo", "Mikä odottaa"),
        MenuEntry("prompt schedule", "Ajasta", (MenuOption("mood", "Miten", choices=(Option("a", "Nopeasti"),)),)),
    ],
    "tlh": [MenuEntry("todo", "nuq")],
}


def test_commands_of_one_word_and_of_more_stand_in_groups() -> None:
    todo, prompt = commands_of(MENUS)
    assert (todo["name"], todo["contexts"], todo["default_member_permissions"]) == ("todo", [0, 1], None)
    assert prompt["contexts"] == [0, 1]
    schedule, answer = prompt["options"]
    assert (schedule["name"], schedule["type"]) == ("schedule", 1)
    assert (answer["name"], answer["type"], answer["options"][0]["name"]) == ("answer", 2, "withdraw")
    assert prompt["description"] == "schedule, answer"


def test_descriptions_and_choices_speak_the_languages_that_discord_knows() -> None:
    todo, prompt = commands_of(MENUS)
    assert todo["description_localizations"] == {"fi": "Mikä odottaa"}
    [mood] = prompt["options"][0]["options"]
    assert mood["choices"] == [{"name": "Fast", "name_localizations": {"fi": "Nopeasti"}, "value": "a"}]


def test_english_is_said_in_both_of_its_kinds() -> None:
    [todo] = commands_of({"": [MenuEntry("todo", "x")], "en": [MenuEntry("todo", "y")]})
    assert todo["description_localizations"] == {"en-US": "y", "en-GB": "y"}


def test_every_option_is_optional_because_a_form_asks_for_it() -> None:
    options = (MenuOption("n", "How many", required=True, whole_number=True), MenuOption("c", "Course", suggests=True))
    [command] = commands_of({"": [MenuEntry("todo", "What waits " * 30, options)]})
    number, course = command["options"]
    assert (number["required"], number["type"]) == (False, 4)
    assert (course["type"], course["autocomplete"]) == (3, True)
    assert units(command["description"]) <= 100


@pytest.mark.parametrize("paths", [("prompt", "prompt list"), ("prompt list", "prompt"), ("a b c d",)])
def test_a_command_that_is_also_a_group_is_refused(paths: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="group"):
        commands_of({"": [MenuEntry(path, "x") for path in paths]})


def test_the_digest_changes_with_the_words() -> None:
    one, two = commands_of(MENUS), commands_of({**MENUS, "fi": []})
    assert digest_of(one) == digest_of(commands_of(MENUS)) != digest_of(two)
