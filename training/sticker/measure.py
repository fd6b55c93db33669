"""Measures the model and writes the figures and sheets of the model card.

    python -m sticker.measure [--only vae things styles shapes pairs lora sheets]

Captions and scenes are held out: a tenth of all combinations of style, thing and background is never composed for
training (`scenes.is_held_out`), and the seeds are this script's own.
"""

from __future__ import annotations

import argparse
import json
import math
import random
from pathlib import Path

import torch

from .classifier import load_classifier, shrink
from .concepts import STYLES, things, words_for
from .draw import Artist, write_sheet
from .latents import load_encoder
from .lora import merged
from .pair import load_averaged
from .palette import COLOURS
from .pool import to_pixels
from .scenes import SIZES, Art, Composer, Scene, is_held_out
from .tokenizer import Tokenizer
from .vae import Decoder

SEED = 20_000


def psnr(wanted: torch.Tensor, got: torch.Tensor) -> torch.Tensor:
    """Of each picture [batch, 3, h, w] in −1…1, in dB."""
    return 10 * torch.log10(4 / (wanted - got).square().mean((1, 2, 3)))


class HeldOut(Composer):
    """Composes what training leaves out, and nothing else: single things on held-out combinations."""

    def scene(self, size=SIZES[0]) -> Scene:
        while True:
            style, thing = self.rng.choice(self.art.entries)
            background = self.rng.choice(list(COLOURS))
            if is_held_out(style, thing, background):
                return self.single(thing, style, background, size)


@torch.no_grad()
def measure_vae(art: Art, work: Path, decoder: Decoder) -> dict:
    """Reconstruction of held-out single things, and of scenes of all kinds with a seed of their own."""
    encoder, found = load_encoder(work), {}
    for name, composer in (("held_out", HeldOut(art, SEED)), ("all_kinds", Composer(art, SEED))):
        values, squares = [], []
        for _ in range(16):
            pixels = to_pixels([composer.scene() for _ in range(32)])
            drawn = decoder(encoder.mean(pixels)).clamp(-1, 1)
            values.append(psnr(pixels, drawn))
            squares.append((pixels - drawn).square().mean())
        found[name] = {
            "psnr_mean_of_pictures": torch.cat(values).mean().item(),
            "psnr_of_mean_error": 10 * math.log10(4 / torch.stack(squares).mean().item()),
        }
    return found


def held_out_ground(style: str, thing: str, rng: random.Random) -> str | None:
    grounds = [name for name in COLOURS if is_held_out(style, thing, name)]
    return rng.choice(grounds) if grounds else None


def ground_of(pixels: torch.Tensor) -> list[str]:
    """The named colour nearest to the median of each picture's outermost four pixels."""
    edge = torch.cat(
        [pixels[:, :, :4].flatten(2), pixels[:, :, -4:].flatten(2), pixels[..., :4].flatten(2), pixels[..., -4:].flatten(2)], 2
    )
    median = (edge.median(2).values + 1) * 127.5
    names = list(COLOURS)
    palette = torch.tensor([COLOURS[name] for name in names], dtype=torch.float32)
    return [names[index] for index in torch.cdist(median, palette).argmin(1).tolist()]


@torch.no_grad()
def judge(classifier, pixels: torch.Tensor, wanted: list[str]) -> tuple[float, float]:
    """Shares of pictures whose thing is the first, and among the first five, of the classifier's guesses."""
    order = things()
    labels = torch.tensor([order.index(name) for name in wanted])
    best = torch.cat([classifier(shrink(part)) for part in pixels.split(64)]).topk(5, 1).indices
    hits = best == labels[:, None]
    return hits[:, 0].float().mean().item(), hits.any(1).float().mean().item()


def prompts(art: Art, style: str | None) -> list[tuple[str, str, str]]:
    """Caption, thing and background for every thing that has a held-out background. None: no style is named."""
    rng, rows = random.Random(SEED), []
    look = style or next(iter(STYLES))
    for thing in art.by_style[look]:
        ground = held_out_ground(look, thing, rng)
        if ground:
            prefix = f"{STYLES[style][0]} " if style else ""
            rows.append((f"{prefix}{thing} on {ground} background", thing, ground))
    # A thing that lacks a held-out background of its own still counts: with a caption that no scene has had.
    for thing in set(things()) - {row[1] for row in rows}:
        ground = rng.choice(list(COLOURS))
        rows.append((f"one single {thing} before a plain {ground} backdrop", thing, ground))
    return rows


def measure_things(artist: Artist, art: Art, classifier, style: str | None, **how) -> dict:
    rows = prompts(art, style)
    pixels = artist.draw([row[0] for row in rows], [SEED + n for n in range(len(rows))], **how)
    first, five = judge(classifier, pixels, [row[1] for row in rows])
    grounds = [seen == row[2] for seen, row in zip(ground_of(pixels), rows)]
    return {"pictures": len(rows), "top_1": first, "top_5": five, "background": sum(grounds) / len(rows)}


def measure_shapes(artist: Artist, art: Art, classifier, steps: int, count: int = 48) -> dict:
    """Things again, at every size but the first; the judge sees the square in the middle."""
    rows, found = random.Random(SEED).sample(prompts(art, None), count), {}
    for width, height in SIZES[1:]:
        pixels = artist.draw([row[0] for row in rows], [SEED + n for n in range(count)], steps=steps, size=(width, height))
        side = min(width, height)
        left, top = (width - side) // 2, (height - side) // 2
        first, five = judge(classifier, pixels[:, :, top : top + side, left : left + side], [row[1] for row in rows])
        grounds = [seen == row[2] for seen, row in zip(ground_of(pixels), rows)]
        found[f"{width}x{height}"] = {"pictures": count, "top_1": first, "top_5": five, "background": sum(grounds) / count}
    return found


@torch.no_grad()
def measure_pairs(artist: Artist, art: Art, classifier, count: int = 128) -> dict:
    """Both things of "A and B", each looked for as the first guess on the halves of the picture."""
    rng, order = random.Random(SEED), things()
    pairs = [rng.sample(art.by_style["3d"], 2) for _ in range(count)]
    captions = [f"{a} and {b} on {rng.choice(list(COLOURS))} background" for a, b in pairs]
    pixels = artist.draw(captions, [SEED + n for n in range(count)])
    half, quarter = pixels.shape[-1] // 2, pixels.shape[-1] // 4
    views = [
        pixels[:, :, quarter : quarter + half, :half],
        pixels[:, :, quarter : quarter + half, half:],
        pixels[:, :, :half, quarter : quarter + half],
        pixels[:, :, half:, quarter : quarter + half],
    ]
    guesses = [classifier(shrink(view)).argmax(1).tolist() for view in views]
    both = 0
    for row, (a, b) in enumerate(pairs):
        seen = {order[guess[row]] for guess in guesses}
        both += a in seen and b in seen
    return {"pictures": count, "both": both / count}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    here = Path(__file__).resolve().parent.parent
    kinds = ("vae", "things", "styles", "shapes", "pairs", "lora", "sheets")
    parser.add_argument("--work", type=Path, default=here / "work")
    parser.add_argument("--weights", type=Path, help="a checkpoint; otherwise the rounded weights that were exported")
    parser.add_argument("--only", nargs="*", choices=kinds, default=kinds)
    parser.add_argument("--steps", type=int, default=20)
    options = parser.parse_args()
    art, tokenizer = Art(options.work), Tokenizer.load(options.work / "tokenizer")
    size = (len(tokenizer.vocabulary), len(art.entries))
    decoder = Decoder()
    if options.weights:
        pair = load_averaged(options.weights, *size)
        decoder.load_state_dict(torch.load(options.work / "vae.pt")["decoder"])
    else:
        exported = torch.load(options.work / "exported.pt")
        pair = load_averaged(options.work / "unet.pt", *size)
        pair.load_state_dict(exported["pair"])
        decoder.load_state_dict(exported["decoder"])
    decoder.eval().requires_grad_(False)
    artist = Artist(pair, decoder, tokenizer)
    classifier = load_classifier(options.work / "classifier.pt")
    path = options.work / "figures.json"
    figures = json.loads(path.read_text()) if path.exists() else {}
    wanted = {
        "vae": lambda: measure_vae(art, options.work, decoder),
        "things": lambda: measure_things(artist, art, classifier, None, steps=options.steps),
        "styles": lambda: {
            style: measure_things(artist, art, classifier, style, steps=options.steps) for style in STYLES
        },
        "shapes": lambda: measure_shapes(artist, art, classifier, options.steps),
        "pairs": lambda: measure_pairs(artist, art, classifier),
        "lora": lambda: measure_loras(pair, decoder, tokenizer, art, classifier, options.work),
        "sheets": lambda: draw_sheets(artist, art, options.work / "sheets"),
    }
    for kind in options.only:
        figures[kind] = wanted[kind]()
        print(kind, json.dumps(figures[kind]), flush=True)
        path.write_text(json.dumps(figures, indent=1) + "\n")


def measure_loras(pair, decoder, tokenizer, art, classifier, work: Path) -> dict:
    """The same things with few steps at guidance 1."""
    found = {}
    for steps in (4, 8):
        file = work / "export" / "loras" / f"sticker-{steps}-steps.safetensors"
        if file.exists():
            few = load_averaged(work / "unet.pt", len(tokenizer.vocabulary), len(art.entries))
            few.load_state_dict(pair.state_dict())
            few.unet = merged(few.unet, file)
            artist = Artist(few, decoder, tokenizer)
            found[f"{steps}_steps"] = measure_things(artist, art, classifier, None, steps=steps, guidance=1)
    return found


def draw_sheets(artist: Artist, art: Art, folder: Path) -> list[str]:
    """Prompts, colours, composition, seeds and sizes, as pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = random.Random(7)
    names = rng.sample(things(), 48)
    grounds = [rng.choice(list(COLOURS)) for _ in names]
    sheets = {
        "things": [f"{words_for(name)[-1]} on {ground} background" for name, ground in zip(names, grounds)],
        "colours": [f"dog face on {ground} background" for ground in COLOURS],
        "styles": [f"{prefix[0]} {name} on white background" for name in ("panda", "rocket", "pizza", "castle", "owl") for prefix in STYLES.values()],
        "composition": [
            "dog and cat on white background",
            "red apple to the left of banana on sky blue background",
            "rocket above castle on navy background",
            "small house on mint background",
            "penguin in the top left corner on teal background",
            "three strawberries on beige background",
            "blue apple on yellow background",
            "tiger on red to yellow gradient background",
        ],
        "seeds": ["3d render of a fox on orange background"] * 8,
    }
    for name, captions in sheets.items():
        seeds = [SEED + n for n in range(len(captions))]
        columns = 3 if name == "styles" else 8
        write_sheet(artist.draw(captions, seeds), columns, folder / f"{name}.png")
    for width, height in SIZES[1:]:
        captions = ["sailboat on teal background", "flat icon of cat on pink background", "robot and rocket on navy background", "unicorn"]
        picture = artist.draw(captions, [SEED + n for n in range(4)], size=(width, height))
        write_sheet(picture, 4, folder / f"size-{width}x{height}.png")
    return sorted(one.name for one in folder.iterdir())


if __name__ == "__main__":
    main()
