"""Pictures show all that stands on them, however long it is."""

import io
from dataclasses import replace

import pytest
from PIL import Image, ImageChops

from bot import poster
from bot.lettering import Lettering, Style

PLAIN = poster.Poster(
    "Luz do Atlântico",
    "English",
    "To join, point the camera here.",
    "KQ7WM2XA",
    "Or write to t.me/luz_bot.",
    "https://t.me/luz_bot?start=KQ7WM2XA",
)
LONG = "Käytännön keskustelutaitoja ja arjen tilanteita eläkeläisille, osa {}"
UNBROKEN = "W" * 79 + "{}"
MANY_BOTS = "Sem câmara: escreva para " + ", ".join(["t.me/" + "w" * 32] * 4) + " {}"


def seen(drawn: poster.Poster) -> Image.Image:
    return Image.open(io.BytesIO(poster.png(drawn))).convert("L")


def inked(picture: Image.Image) -> tuple[int, int, int, int]:
    box = ImageChops.invert(picture).getbbox()
    assert box is not None
    return box


@pytest.mark.parametrize(
    ("part", "words"), [("course", LONG), ("course", UNBROKEN), ("organisation", UNBROKEN), ("by_hand", MANY_BOTS)]
)
def test_a_poster_shows_a_long_name_to_its_last_letter(part: str, words: str) -> None:
    first, second = (seen(replace(PLAIN, **{part: words.format(last)})) for last in "EM")

    assert ImageChops.difference(first, second).getbbox() is not None
    left, top, right, bottom = inked(first)
    edge = 60
    assert left > edge
    assert top > edge
    assert right < poster.WIDTH - edge
    assert bottom < poster.HEIGHT - edge
    code = (0, poster.QR_TOP, poster.WIDTH, poster.QR_TOP + poster.QR_SIDE)
    assert (
        ImageChops.difference(first.crop(code), seen(PLAIN).crop(code)).getbbox() is None
    )  # no letter reaches into it


def test_letters_of_our_languages_are_in_the_font() -> None:
    setting = Lettering()
    font = setting._font(Style(40))
    missing = bytes(font.getmask("\U0010fffd"))
    for letter in "äöåÄÖÅøæØÆçãõáéíóúâêôàèìòùÀÈÇÃÕ–’“”…•/_?šžñßΩЖ":
        assert bytes(font.getmask(letter)) != missing, letter


def test_lines_keep_all_words_and_stay_within_their_width() -> None:
    setting, style = Lettering(), Style(40)
    text = f"Kursseja {'W' * 60} eläkeläisille"

    lines = [line.words for line in setting.wrapped(text, style, 600)]

    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(setting.width(line, style) <= 600 for line in lines)
