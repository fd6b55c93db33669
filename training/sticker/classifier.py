"""A small network that names the thing on a picture: the judge of what the model draws.

    python -m sticker.classifier --minutes 6

It is trained on the rendered icons alone, on grounds, sizes, turns, colours and blurs of its own, and never sees a
picture that the model drew. Writes `work/classifier.pt`.
"""

from __future__ import annotations

import argparse
import math
import random
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from PIL import Image, ImageEnhance, ImageFilter

from .concepts import things
from .precision import fused
from .scenes import Art

SIDE = 64


class Classifier(nn.Module):
    """RGB [batch, 3, 64, 64] in −1…1 to logits over `things()`."""

    def __init__(self):
        super().__init__()
        layers: list[nn.Module] = []
        # Strides instead of pooling: a third of the time at the same number of weights.
        for inner, outer, kernel, stride in ((3, 32, 5, 2), (32, 64, 3, 2), (64, 128, 3, 2), (128, 128, 3, 1), (128, 256, 3, 2)):
            layers += [nn.Conv2d(inner, outer, kernel, stride, kernel // 2), nn.BatchNorm2d(outer), nn.ReLU()]
        self.features = nn.Sequential(*layers)
        self.out = nn.Sequential(nn.Flatten(), nn.Dropout(0.2), nn.Linear(256 * 16, len(things())))

    def forward(self, pixels: torch.Tensor) -> torch.Tensor:
        return self.out(self.features(pixels))


def shrink(pixels: torch.Tensor) -> torch.Tensor:
    """Pictures of any size as the classifier takes them."""
    return F.interpolate(pixels, size=(SIDE, SIDE), mode="bilinear", antialias=True, align_corners=False)


def augmented(picture: Image.Image, rng: random.Random) -> np.ndarray:
    """One icon (premultiplied, 128 × 128) on a ground of its own; uint8 [64, 64, 3]."""
    side = round(SIDE * rng.uniform(0.62, 1.0))
    icon = picture.convert("RGBA")
    if rng.random() < 0.5:
        icon = icon.rotate(rng.uniform(-9, 9), Image.Resampling.BILINEAR)
    icon = icon.convert("RGBa").resize((side, side), Image.Resampling.BILINEAR, reducing_gap=2).convert("RGBA")
    first, second = (tuple(rng.randrange(256) for _ in range(3)) for _ in range(2))
    canvas = Image.new("RGB", (SIDE, SIDE), first)
    if rng.random() < 0.3:
        ramp = Image.linear_gradient("L").resize((SIDE, SIDE)).rotate(rng.choice([0, 90, 180, 270]))
        canvas.paste(Image.new("RGB", (SIDE, SIDE), second), mask=ramp)
    room = SIDE - side
    at = tuple(round(room / 2 + rng.uniform(-0.5, 0.5) * min(room + 6, 16)) for _ in range(2))
    canvas.paste(icon, at, icon)
    if rng.random() < 0.5:
        canvas = ImageEnhance.Color(canvas).enhance(rng.uniform(0.6, 1.4))
    if rng.random() < 0.5:
        canvas = ImageEnhance.Contrast(canvas).enhance(rng.uniform(0.75, 1.25))
    if rng.random() < 0.5:
        canvas = canvas.filter(ImageFilter.GaussianBlur(rng.uniform(0.3, 1.3)))
    data = np.asarray(canvas, np.float32)
    if rng.random() < 0.5:
        data = data + np.random.default_rng(rng.randrange(2**31)).normal(0, rng.uniform(2, 10), data.shape)
    return np.clip(data, 0, 255).astype(np.uint8)


def batch(art: Art, rng: random.Random, size: int) -> tuple[torch.Tensor, torch.Tensor]:
    names = {name: index for index, name in enumerate(things())}
    chosen = [rng.choice(art.entries) for _ in range(size)]
    pixels = torch.from_numpy(np.stack([augmented(art.pictures[key], rng) for key in chosen]))
    return pixels.permute(0, 3, 1, 2).float() / 127.5 - 1, torch.tensor([names[thing] for _, thing in chosen])


def load_classifier(path: Path) -> Classifier:
    classifier = Classifier()
    classifier.load_state_dict(torch.load(path))
    return classifier.eval()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--work", type=Path, default=Path(__file__).resolve().parent.parent / "work")
    parser.add_argument("--minutes", type=float, default=6)
    parser.add_argument("--batch", type=int, default=96)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(3)
    art, rng, classifier = Art(options.work), random.Random(3), Classifier().to(memory_format=torch.channels_last)
    optimizer = torch.optim.AdamW(classifier.parameters(), lr=options.rate, weight_decay=0.02, **fused())
    begun, step = time.time(), 0
    while (share := (time.time() - begun) / (options.minutes * 60)) < 1:
        for group in optimizer.param_groups:
            group["lr"] = options.rate * max(0.01, 0.5 * (1 + math.cos(math.pi * share)))
        pixels, labels = batch(art, rng, options.batch)
        loss = F.cross_entropy(classifier(pixels), labels, label_smoothing=0.05)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        step += 1
        if step % 50 == 0:
            print(f"{time.time() - begun:5.0f} s  {step * options.batch} samples  loss {loss.item():.3f}", flush=True)
    torch.save(classifier.state_dict(), options.work / "classifier.pt")
    classifier.eval()
    with torch.no_grad():
        judged = [(classifier(pixels).argmax(1), labels) for pixels, labels in (batch(art, rng, 200) for _ in range(8))]
    right = torch.cat([guess == label for guess, label in judged]).float().mean().item()
    print(f"names {right:.1%} of fresh pictures right")


if __name__ == "__main__":
    main()
