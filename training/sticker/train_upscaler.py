"""Trains an upscaler on the art, and measures it.

    node data/render.mjs --size 256 --out icons-256
    python -m sticker.train_upscaler --scale 2 --icons icons-256 --minutes 12 [--resume | --check]

Large pictures are as large as the icons: smaller icons would teach soft edges. Small ones are `scale` times smaller,
so icons of 256 give small pictures of 128 for 2x and of 64 for 4x. Writes `work/upscaler-2x.pt`.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

from .degrade import Codec, Couples, shrunk
from .latents import load_encoder
from .optimizer import adamw, average, decay_after, fallen, set_rate
from .palette import COLOURS
from .precision import autocast, fast_device
from .scenes import Art, Composer, is_held_out
from .upscaler import SCALES, Upscaler
from .vae import Decoder

EDGES = 0.5
"""Weight of the gradients' error beside that of the pixels."""

CHECKED = 48
"""Pictures that the check measures."""


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--work", type=Path, default=Path(__file__).resolve().parent.parent / "work")
    parser.add_argument("--icons", type=Path, required=True, help="folder of icons that were rendered large")
    parser.add_argument("--scale", type=int, choices=SCALES, default=2)
    parser.add_argument("--minutes", type=float, default=12)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--crop", type=int, default=48, help="side of the small crops")
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--pool", type=int, default=192, help="pictures to crop from at a time")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--resume", action="store_true", help="go on from work/upscaler-<scale>x.pt")
    parser.add_argument("--check", action="store_true", help="only measure what was trained")
    return parser.parse_args()


def gradients(x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    return x[..., :, 1:] - x[..., :, :-1], x[..., 1:, :] - x[..., :-1, :]


def loss_of(drawn: torch.Tensor, wanted: torch.Tensor) -> torch.Tensor:
    edges = sum(F.l1_loss(one, two) for one, two in zip(gradients(drawn), gradients(wanted)))
    return F.l1_loss(drawn, wanted) + EDGES * edges


def load_codec(work: Path) -> Codec:
    decoder = Decoder()
    decoder.load_state_dict(torch.load(work / "vae.pt", map_location="cpu")["decoder"])
    return Codec(load_encoder(work), decoder.eval().to(memory_format=torch.channels_last))


def load_upscaler(path: Path, scale: int) -> Upscaler:
    """The averaged weights of a training checkpoint."""
    network = Upscaler(scale)
    network.load_state_dict(torch.load(path, map_location="cpu")["averaged"])
    return network.eval().requires_grad_(False)


def train(options: argparse.Namespace, path: Path, art: Art, codec: Codec) -> None:
    torch.manual_seed(options.seed)
    device = fast_device()
    network = Upscaler(options.scale).to(device, memory_format=torch.channels_last)
    parameters = list(network.parameters())
    optimizer = adamw(parameters, options.rate, 0.0)
    averaged, done = [one.detach().clone() for one in parameters], 0
    if options.resume:
        saved = torch.load(path, map_location=device)
        network.load_state_dict(saved["weights"])
        optimizer.load_state_dict(saved["optimizer"])
        averaged, done = list(saved["averaged"].values()), saved["samples"]
    names = [name for name, _ in network.named_parameters()]

    def save() -> None:
        part = path.with_suffix(".part")
        torch.save(
            {
                "weights": network.state_dict(),
                "averaged": dict(zip(names, averaged)),
                "optimizer": optimizer.state_dict(),
                "samples": done,
            },
            part,
        )
        part.replace(path)

    begun = time.time()
    couples = Couples(Composer(art, options.seed + done), codec, options.scale, options.pool)
    print(f"pool of {options.pool} after {time.time() - begun:.0f} s", flush=True)
    begun, step, mean, last_save = time.time(), 0, None, time.time()
    while (elapsed := time.time() - begun) < options.minutes * 60:
        left = fallen(elapsed / (options.minutes * 60), 0.01)
        set_rate(optimizer, options.rate * min(1, (step + 1) / 50) * left)
        if step % 8 == 7:
            couples.renew(4)
        small, large = (one.to(device) for one in couples.batch(options.batch, options.crop))
        with autocast(device):
            drawn = network(small.contiguous(memory_format=torch.channels_last))
        loss = loss_of(drawn.float(), large)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        step += 1
        done += options.batch
        average(averaged, parameters, decay_after(done / options.batch, 0.995))
        mean = loss.item() if mean is None else 0.98 * mean + 0.02 * loss.item()
        if step % 50 == 0:
            print(f"{elapsed:6.0f} s  {done} samples  loss {mean:.5f}", flush=True)
        if time.time() - last_save > 120:
            save()
            last_save = time.time()
    save()


def held_out(art: Art, scale: int, count: int) -> list[np.ndarray]:
    """Large pictures of combinations that training leaves out, always the same."""
    combinations = [
        (thing, style, background)
        for style, things in art.by_style.items()
        for thing in things
        for background in COLOURS
        if is_held_out(style, thing, background)
    ]
    size, composer = (art.side, art.side), Composer(art, 1)
    chosen = random.Random(1).sample(combinations, count)
    return [composer.single(*one, size).pixels for one in chosen]


def psnr(drawn: np.ndarray, wanted: np.ndarray) -> float:
    return float(-10 * np.log10(np.mean(np.square(drawn / 255.0 - wanted / 255.0)) + 1e-10))


@torch.no_grad()
def check(options: argparse.Namespace, path: Path, art: Art, codec: Codec) -> None:
    """Prints the mean PSNR of bicubic enlarging and of the network. Writes some pictures to compare."""
    network = load_upscaler(path, options.scale)
    large = held_out(art, options.scale, CHECKED)
    plain = [shrunk(one, options.scale, Image.Resampling.BOX) for one in large]
    side = art.side
    for name, inputs in (("shrunk", plain), ("redrawn by the VAE", codec.redrawn(plain))):
        images = [Image.fromarray(one).resize((side, side), Image.Resampling.BICUBIC) for one in inputs]
        bicubic = [np.asarray(one) for one in images]
        drawn = [upscaled(network, one) for one in inputs]
        before, after = (np.mean([*map(psnr, some, large)]) for some in (bicubic, drawn))
        print(f"{name:20} bicubic {before:.2f} dB, network {after:.2f} dB")
        rows = [np.concatenate(row[:4], 1) for row in (bicubic, drawn, large)]
        Image.fromarray(np.concatenate(rows)).save(path.with_name(f"{path.stem}-{name.split()[0]}.png"))


def upscaled(network: Upscaler, picture: np.ndarray) -> np.ndarray:
    """One picture uint8 [h, w, 3], enlarged."""
    pixels = torch.from_numpy(picture.copy()).permute(2, 0, 1)[None].float() / 255
    return (network(pixels)[0] * 255).round().clamp(0, 255).byte().permute(1, 2, 0).numpy()


def main() -> None:
    options = arguments()
    path = options.work / f"upscaler-{options.scale}x.pt"
    art, codec = Art(options.icons), load_codec(options.work)
    if not options.check:
        train(options, path, art, codec)
    check(options, path, art, codec)


if __name__ == "__main__":
    main()
