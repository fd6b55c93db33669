"""Composes pictures of icons on coloured backgrounds, and the captions that say what is on them."""

from __future__ import annotations

import json
import random
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from .concepts import STYLES, things, words_for
from .palette import COLOURS, OTHER_COLOUR_WORDS, TINTS

SIZES = ((128, 128), (160, 128), (128, 160), (192, 128), (128, 192))
"""Widths and heights that pictures are composed in; the first is the native size."""

STYLE_WEIGHTS = {"3d": 0.5, "flat": 0.25, "cartoon": 0.25}
"""How often each style is drawn. A caption without a style means the first one."""

COUNTS = {2: "two", 3: "three", 4: "four"}


@dataclass(frozen=True)
class Scene:
    """A composed picture: `pixels` uint8 [height, width, 3], and what was put on it, in the caption's order."""

    pixels: np.ndarray
    caption: str
    things: tuple[str, ...]
    style: str
    background: str | None


def is_held_out(style: str, thing: str, background: str) -> bool:
    """Whether this combination is never composed: a tenth of all, by a hash of its words."""
    return zlib.crc32(f"{style}|{thing}|{background}".encode()) % 10 == 0


class Art:
    """The rendered icons of all things, by style, as premultiplied pictures that scale without fringes."""

    def __init__(self, folder: Path):
        facts = json.loads((folder / "icons.json").read_text())
        size = self.side = facts["size"]
        raw = np.memmap(folder / "icons.bin", dtype=np.uint8, mode="r").reshape(-1, size, size, 4)
        wanted = set(things())
        self.pictures: dict[tuple[str, str], Image.Image] = {}
        for index, row in enumerate(facts["icons"]):
            if row["name"] in wanted:
                straight = Image.fromarray(np.ascontiguousarray(raw[index]), "RGBA")
                self.pictures[row["style"], row["name"]] = straight.convert("RGBa")
        self.entries = [key for key in self.pictures if key[1] in wanted]
        """Style and thing of every picture, in a fixed order: the text encoder's memory has them in the same."""
        self.by_style = {
            style: [name for name in things() if (style, name) in self.pictures] for style in STYLES
        }


def tinted(picture: Image.Image, colour: tuple[int, int, int]) -> Image.Image:
    """The picture's lights and darks in shades of one colour. Premultiplied in and out."""
    data = np.asarray(picture, np.float32)
    alpha = data[..., 3:4]
    light = (data[..., :3] @ np.float32([0.299, 0.587, 0.114]))[..., None] / np.maximum(alpha, 1)
    base = np.float32(colour)
    shade = np.where(light < 0.6, base * (light / 0.6), base + (255 - base) * (light - 0.6) / 0.4 * 0.8)
    rgb = 0.85 * shade * alpha / 255 + 0.15 * data[..., :3]
    return Image.fromarray(np.concatenate([np.clip(rgb, 0, alpha), alpha], -1).astype(np.uint8), "RGBa")


class Composer:
    """Draws scenes from a seeded generator. The same seed gives the same scenes."""

    def __init__(self, art: Art, seed: int):
        self.art = art
        self.rng = random.Random(seed)
        self.noise = np.random.default_rng(seed)

    def scene(self, size: tuple[int, int] = SIZES[0]) -> Scene:
        """One scene of this width and height."""
        while True:
            drawn = self._draw(size)
            if drawn is not None:
                return drawn

    def words(self) -> Scene:
        """A scene whose caption alone is wanted; its picture is a few pixels."""
        return self.scene((8, 8))

    def single(self, thing: str, style: str, background: str, size: tuple[int, int] = SIZES[0]) -> Scene:
        """A scene with one thing, placed as in most scenes."""
        canvas = self._plain(COLOURS[background], size)
        self._paste(canvas, self.art.pictures[style, thing], self._usual_scale(), self._about(0.5), self._about(0.5))
        return Scene(canvas.astype(np.uint8), "", (thing,), style, background)

    def _draw(self, size: tuple[int, int]) -> Scene | None:
        rng = self.rng
        style = rng.choices(list(STYLE_WEIGHTS), list(STYLE_WEIGHTS.values()))[0]
        names = self.art.by_style[style]
        background, canvas, ground = self._background(size)
        kind = rng.random()
        if kind < 0.45:
            found, words = self._one(canvas, style, rng.choice(names), self._usual_scale(), "")
        elif kind < 0.51:
            size_word = rng.choice(["small ", "small ", "tiny ", "little "])
            found, words = self._one(canvas, style, rng.choice(names), rng.uniform(0.38, 0.5), size_word)
        elif kind < 0.58:
            found, words = self._placed(canvas, style, rng.choice(names))
        elif kind < 0.88:
            found, words = self._pair(canvas, style, rng.sample(names, 2), size)
        elif kind < 0.91:
            found, words = self._row(canvas, style, rng.sample(names, 3), size)
        else:
            found, words = self._several(canvas, style, rng.choice(names), size)
        if background and any(is_held_out(style, one, background) for one in found):
            return None
        unnamed = style == "3d" and rng.random() < 0.5
        caption = words if unnamed else f"{rng.choice(STYLES[style])} {words}"
        return Scene(canvas.astype(np.uint8), caption + ground, tuple(found), style, background)

    def _usual_scale(self) -> float:
        return self.rng.uniform(0.8, 0.92)

    def _about(self, centre: float, by: float = 0.025) -> float:
        return centre + self.rng.uniform(-by, by)

    def _article(self) -> str:
        return self.rng.choice(["", "", "a ", "the ", "a cute "])

    def _plain(self, colour: tuple[int, int, int], size: tuple[int, int]) -> np.ndarray:
        shade = np.clip(np.float32(colour) + self.noise.normal(0, 4, 3).astype(np.float32), 0, 255)
        return np.broadcast_to(shade, (size[1], size[0], 3)).copy()

    def _background(self, size: tuple[int, int]) -> tuple[str | None, np.ndarray, str]:
        rng = self.rng
        name = rng.choice(list(COLOURS))
        canvas = self._plain(COLOURS[name], size)
        word = rng.choice([name, name, *OTHER_COLOUR_WORDS.get(name, [])])
        if rng.random() < 0.08:
            second = rng.choice([one for one in COLOURS if one != name])
            axis = rng.randrange(2)
            steps = np.linspace(0, 1, size[1 - axis], dtype=np.float32)
            weight = steps[:, None, None] if axis == 0 else steps[None, :, None]
            canvas = canvas * (1 - weight) + np.float32(COLOURS[second]) * weight
            order = f"{word} to {second}"
            return None, canvas, rng.choice([f" on {order} gradient background", f" on a {order} gradient"])
        if rng.random() < 0.1:
            return name, canvas, ""
        return (
            name,
            canvas,
            rng.choice(
                [
                    f" on {word} background",
                    f" on {word} background",
                    f" on a {word} background",
                    f", {word} background",
                    f" on {word}",
                    f" with a {word} background",
                ]
            ),
        )

    def _paste(self, canvas: np.ndarray, picture: Image.Image, scale: float, x: float, y: float) -> None:
        """Puts a picture with its centre at (x, y) in 0…1; `scale` is its side over the canvas' shorter one."""
        height, width = canvas.shape[:2]
        side = max(8, round(min(height, width) * scale))
        data = np.asarray(picture.resize((side, side), Image.Resampling.BILINEAR, reducing_gap=2), np.float32)
        left, top = round(x * width - side / 2), round(y * height - side / 2)
        x0, y0, x1, y1 = max(0, left), max(0, top), min(width, left + side), min(height, top + side)
        if x0 >= x1 or y0 >= y1:
            return
        part = data[y0 - top : y1 - top, x0 - left : x1 - left]
        canvas[y0:y1, x0:x1] = canvas[y0:y1, x0:x1] * (1 - part[..., 3:4] / 255) + part[..., :3]

    def _one(self, canvas: np.ndarray, style: str, thing: str, scale: float, size_word: str):
        rng = self.rng
        picture, tint = self.art.pictures[style, thing], ""
        if rng.random() < 0.12:
            colour = rng.choice(TINTS)
            picture, tint = tinted(picture, COLOURS[colour]), f"{colour} "
        self._paste(canvas, picture, scale, self._about(0.5), self._about(0.5))
        # A tinted thing is no longer told by the colour in its name.
        word = rng.choice([thing, *words_for(thing)])
        return [thing], f"{self._article()}{size_word}{tint}{word}"

    def _placed(self, canvas: np.ndarray, style: str, thing: str):
        rng = self.rng
        column, row = rng.choice([(0, 0), (0, 1), (0, 2), (1, 0), (1, 2), (2, 0), (2, 1), (2, 2)])
        at = (0.27, 0.5, 0.73)
        self._paste(canvas, self.art.pictures[style, thing], rng.uniform(0.4, 0.5), at[column], at[row])
        across, down = ("left", "", "right")[column], ("top", "", "bottom")[row]
        if across and down:
            where = f"in the {down} {across} corner"
        else:
            where = f"on the {across}" if across else f"at the {down}"
        return [thing], f"{self._article()}{rng.choice(words_for(thing))} {where}"

    def _pair(self, canvas: np.ndarray, style: str, names: list[str], size: tuple[int, int]):
        rng = self.rng
        pictures = [self.art.pictures[style, name] for name in names]
        first, second = (f"{self._article()}{rng.choice(words_for(name))}" for name in names)
        stacked = size[1] > size[0] or (size[1] == size[0] and rng.random() < 0.3)
        scale = min(0.78, rng.uniform(0.92, 1.04) * share_of(size, 2))
        near, far = 0.26, 0.74
        if stacked:
            self._paste(canvas, pictures[0], scale, self._about(0.5), near)
            self._paste(canvas, pictures[1], scale, self._about(0.5), far)
            if rng.random() < 0.3:
                return names[::-1], f"{second} {rng.choice(['below', 'under'])} {first}"
            return names, f"{first} {rng.choice(['on top of', 'above', 'over'])} {second}"
        self._paste(canvas, pictures[0], scale, near, self._about(0.5))
        self._paste(canvas, pictures[1], scale, far, self._about(0.5))
        relation = rng.random()
        if relation < 0.7:
            return names, f"{first} {rng.choice(['and', 'and', 'and', 'next to'])} {second}"
        if relation < 0.85:
            return names, f"{first} {rng.choice(['left of', 'to the left of'])} {second}"
        return names[::-1], f"{second} {rng.choice(['right of', 'to the right of'])} {first}"

    def _row(self, canvas: np.ndarray, style: str, names: list[str], size: tuple[int, int]):
        rng = self.rng
        upright = size[1] > size[0]
        scale = share_of(size, 3)
        for place, name in zip((0.18, 0.5, 0.82), names):
            x, y = (self._about(0.5), place) if upright else (place, self._about(0.5))
            self._paste(canvas, self.art.pictures[style, name], scale, x, y)
        a, b, c = (rng.choice(words_for(name)) for name in names)
        return names, f"{a}, {b} and {c}"

    def _several(self, canvas: np.ndarray, style: str, thing: str, size: tuple[int, int]):
        rng = self.rng
        count = rng.choice([2, 2, 3, 4])
        picture = self.art.pictures[style, thing]
        if count == 4:
            places, scale = [(0.27, 0.27), (0.73, 0.27), (0.27, 0.73), (0.73, 0.73)], 0.46
        else:
            line = (0.27, 0.73) if count == 2 else (0.18, 0.5, 0.82)
            upright = size[1] > size[0]
            places = [(0.5, at) if upright else (at, 0.5) for at in line]
            scale = 0.96 * share_of(size, len(line))
        for x, y in places:
            self._paste(canvas, picture, scale, x, y)
        return [thing], f"{COUNTS[count]} {plural(rng.choice(words_for(thing)))}"


def share_of(size: tuple[int, int], count: int) -> float:
    """How much of the shorter side each of so many things has when they stand along the longer one."""
    return max(size) / count / min(size)


def plural(words: str) -> str:
    """The plural of a thing's last word, as far as captions need it."""
    if words.endswith("y") and words[-2] not in "aeiou":
        return words[:-1] + "ies"
    if words.endswith(("s", "x", "z", "ch", "sh")):
        return words if words.endswith("s") and not words.endswith("ss") else words + "es"
    return words + "s"
