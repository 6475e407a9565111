"""The two pictures are what Teams asks for, and what our own script draws."""

from __future__ import annotations

from PIL import Image, ImageChops, ImageColor

from manifest.icons import FOLDER, TEAL, color, outline


def stored(name: str) -> Image.Image:
    with Image.open(FOLDER / name) as picture:
        picture.load()
        return picture


def test_the_colour_picture_is_192_square_and_opaque():
    picture = stored("color.png")
    assert (picture.format, picture.size, picture.mode) == ("PNG", (192, 192), "RGB")
    assert "transparency" not in picture.info


def test_the_colour_picture_keeps_its_symbol_where_no_crop_can_reach():
    picture = stored("color.png")
    ground = Image.new("RGB", picture.size, ImageColor.getrgb(TEAL))
    left, top, right, bottom = ImageChops.difference(picture, ground).getbbox() or (0, 0, 0, 0)
    assert min(left, top) >= 36
    assert max(right, bottom) <= 156
    assert right - left > 100
    assert bottom - top > 100


def test_the_outline_is_32_square():
    picture = stored("outline.png")
    assert (picture.format, picture.size, picture.mode) == ("PNG", (32, 32), "RGBA")


def test_the_outline_is_white_on_nothing_and_no_other_colour():
    red, green, blue, alpha = stored("outline.png").split()
    assert {band.getextrema() for band in (red, green, blue)} == {(255, 255)}
    assert alpha.getextrema() == (0, 255)


def test_the_outline_is_mostly_nothing_with_clear_corners():
    alpha = stored("outline.png").getchannel("A")
    assert [alpha.getpixel(corner) for corner in ((0, 0), (31, 0), (0, 31), (31, 31))] == [0, 0, 0, 0]
    assert 0.4 < alpha.histogram()[0] / 32**2 < 0.8


def test_the_outline_has_no_padding():
    left, top, right, bottom = stored("outline.png").getchannel("A").getbbox() or (32, 32, 0, 0)
    assert max(left, top) <= 1
    assert min(right, bottom) >= 31


def test_the_stored_pictures_are_what_the_script_draws():
    for name, drawn in (("color.png", color()), ("outline.png", outline())):
        kept = stored(name)
        assert (kept.mode, kept.tobytes()) == (drawn.mode, drawn.tobytes()), f"{name}: run manifest.icons"
