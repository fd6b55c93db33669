"""What the text encoder's memory holds: every picture once, on gray, as the autoencoder sees it."""

from __future__ import annotations

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

from .memory import SCALE, SLOTS, to_tokens
from .scenes import Art, Scene
from .vae import Encoder

SIDE = 128
GRAY = 128


class Entries:
    """The numbers of pictures in the memory."""

    def __init__(self, art: Art):
        self.numbers = {key: number for number, key in enumerate(art.entries)}
        self.empty = len(art.entries)

    def of(self, scene: Scene) -> list[int]:
        """What each slot is to hold: the scene's first things in the caption's order, then nothing."""
        found = [self.numbers[scene.style, thing] for thing in scene.things[:SLOTS]]
        return found + [self.empty] * (SLOTS - len(found))


@torch.no_grad()
def picture_bank(art: Art, encoder: Encoder, scale: float) -> torch.Tensor:
    """[entries, 64 · 20]: each picture's tokens, drawn in the middle of a gray canvas."""
    side = round(SIDE * SCALE)
    first = (SIDE - side) // 2
    rows = []
    for key in art.entries:
        icon = art.pictures[key].resize((side, side), Image.Resampling.BILINEAR, reducing_gap=2)
        canvas = np.zeros((1, SIDE, SIDE, 4), np.float32)
        canvas[0, first : first + side, first : first + side] = np.asarray(icon, np.float32)
        data = torch.from_numpy(canvas).permute(0, 3, 1, 2)
        coverage = data[:, 3:] / 255
        pixels = (data[:, :3] + (1 - coverage) * GRAY) / 127.5 - 1
        latent = encoder.mean(pixels.contiguous(memory_format=torch.channels_last)) * scale
        rows.append(to_tokens(latent, F.avg_pool2d(coverage, 8)).flatten(1))
    return torch.cat(rows)
