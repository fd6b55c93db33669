"""Draws pictures with the PyTorch modules, for measuring and for sheets."""

from __future__ import annotations

from pathlib import Path

import torch
from PIL import Image

from . import schedule
from .latents import LATENT_SCALE
from .pair import Pair
from .scenes import SIZES
from .tokenizer import Tokenizer
from .vae import Decoder


class Artist:
    """A trained model, ready to draw."""

    def __init__(self, pair: Pair, decoder: Decoder, tokenizer: Tokenizer):
        self.pair = pair.eval().to(memory_format=torch.channels_last)
        self.decoder = decoder.eval().to(memory_format=torch.channels_last)
        self.tokenizer = tokenizer

    @torch.no_grad()
    def latents(self, captions: list[str], seeds: list[int], steps: int = 20, guidance: float = schedule.GUIDANCE_SCALE, size=SIZES[0]) -> torch.Tensor:
        """DDIM; [batch, 4, height / 8, width / 8] in model units. At guidance 1 the empty caption is not asked."""
        shape = (4, size[1] // 8, size[0] // 8)
        noise = torch.stack([torch.randn(shape, generator=torch.Generator().manual_seed(seed)) for seed in seeds])
        ids = torch.tensor([[self.tokenizer(caption)] for caption in captions])
        wanted = self.pair.context(ids)[0]
        if guidance == 1:
            return schedule.ddim(lambda x, at: self.pair.unet(x, at, wanted), noise, steps)
        empty = self.pair.context(torch.tensor([[self.tokenizer("")]]))[0].expand_as(wanted)
        both = torch.cat([wanted, empty])

        def predict(x, at):
            yes, no = self.pair.unet(torch.cat([x, x]), torch.cat([at, at]), both).chunk(2)
            return no + guidance * (yes - no)

        return schedule.ddim(predict, noise, steps)

    @torch.no_grad()
    def pixels(self, latents: torch.Tensor) -> torch.Tensor:
        """[batch, 3, height, width] in −1…1."""
        return self.decoder(latents / LATENT_SCALE).clamp(-1, 1)

    def draw(self, captions: list[str], seeds: list[int], at_once: int = 32, **how) -> torch.Tensor:
        parts = [
            self.pixels(self.latents(captions[at : at + at_once], seeds[at : at + at_once], **how))
            for at in range(0, len(captions), at_once)
        ]
        return torch.cat(parts)


def write_sheet(pixels: torch.Tensor, columns: int, path: Path) -> None:
    """A grid of pictures of one size, row by row."""
    count, channels, height, width = pixels.shape
    rows = -(-count // columns)
    sheet = torch.ones(channels, rows * height, columns * width)
    for index, picture in enumerate(pixels):
        top, left = index // columns * height, index % columns * width
        sheet[:, top : top + height, left : left + width] = picture
    data = ((sheet + 1) * 127.5).round().clamp(0, 255).byte().permute(1, 2, 0)
    Image.fromarray(data.numpy()).save(path)
