"""Large pictures and what an upscaler gets of them: shrunk, blurred, noisy, compressed, drawn by the VAE."""

from __future__ import annotations

import io
import random

import numpy as np
import torch
from PIL import Image, ImageFilter

from .pool import to_pixels
from .scenes import Composer, Scene
from .vae import Decoder, Encoder

FILTERS = (Image.Resampling.BOX, Image.Resampling.BOX, Image.Resampling.BICUBIC, Image.Resampling.BILINEAR)

DRAWN_SHARE = 0.5
"""How many small pictures come out of the VAE, as generated ones do."""

PLAIN_SHARE = 0.3
"""How many of the others are only shrunk."""


class Codec:
    """The autoencoder as a picture's way through the model."""

    def __init__(self, encoder: Encoder, decoder: Decoder):
        self.encoder, self.decoder = encoder, decoder

    @torch.no_grad()
    def redrawn(self, pictures: list[np.ndarray]) -> list[np.ndarray]:
        """Pictures uint8 [h, w, 3] of one size as the decoder draws them."""
        scenes = [Scene(picture, "", (), "", None) for picture in pictures]
        pixels = self.decoder(self.encoder.mean(to_pixels(scenes)))
        return list(((pixels + 1) * 127.5).round().clamp(0, 255).byte().permute(0, 2, 3, 1).numpy())


def shrunk(picture: np.ndarray, scale: int, resampling: Image.Resampling) -> np.ndarray:
    height, width = picture.shape[:2]
    return np.asarray(Image.fromarray(picture).resize((width // scale, height // scale), resampling))


def worn(picture: np.ndarray, scale: int, rng: random.Random) -> np.ndarray:
    """A large picture made small as pictures in use were made small."""
    image = Image.fromarray(picture)
    if rng.random() < PLAIN_SHARE:
        return shrunk(picture, scale, rng.choice(FILTERS))
    if rng.random() < 0.4:
        image = image.filter(ImageFilter.GaussianBlur(scale * rng.uniform(0.1, 0.6)))
    small = shrunk(np.asarray(image), scale, rng.choice(FILTERS))
    if rng.random() < 0.3:
        grain = np.random.default_rng(rng.randrange(2**32)).normal(0, rng.uniform(0.5, 4), small.shape)
        small = np.clip(small + grain, 0, 255).round().astype(np.uint8)
    return compressed(small, rng.randint(60, 95)) if rng.random() < 0.4 else small


def compressed(picture: np.ndarray, quality: int) -> np.ndarray:
    file = io.BytesIO()
    Image.fromarray(picture).save(file, "JPEG", quality=quality)
    return np.asarray(Image.open(file))


class Couples:
    """Large pictures with their small ones. Renewed while training goes on."""

    def __init__(self, composer: Composer, codec: Codec, scale: int, size: int):
        self.composer, self.codec, self.scale = composer, codec, scale
        self.side = composer.art.side // scale
        self.rng = random.Random(composer.rng.random())
        self.couples: list[tuple[np.ndarray, np.ndarray]] = []
        self.next = 0
        while len(self.couples) < size:
            self.couples += self.new(min(16, size - len(self.couples)))

    def new(self, count: int) -> list[tuple[np.ndarray, np.ndarray]]:
        side = self.side * self.scale
        large = [self.composer.scene((side, side)).pixels for _ in range(count)]
        drawn = round(count * DRAWN_SHARE)
        soft = self.codec.redrawn([shrunk(one, self.scale, Image.Resampling.BOX) for one in large[:drawn]])
        others = [worn(one, self.scale, self.rng) for one in large[drawn:]]
        return list(zip(large, [*soft, *others]))

    def renew(self, count: int) -> None:
        """Replaces the oldest."""
        for couple in self.new(count):
            self.couples[self.next] = couple
            self.next = (self.next + 1) % len(self.couples)

    def batch(self, size: int, side: int) -> tuple[torch.Tensor, torch.Tensor]:
        """Small crops [size, 3, side, side] and large ones of the same places, 0…1, turned and mirrored."""
        crops = [self.crop(side) for _ in range(size)]
        small, large = (torch.from_numpy(np.stack(part)).permute(0, 3, 1, 2) for part in zip(*crops))
        return small.float() / 255, large.float() / 255

    def crop(self, side: int) -> tuple[np.ndarray, np.ndarray]:
        large, small = self.rng.choice(self.couples)
        y, x = (self.rng.randrange(self.side - side + 1) for _ in range(2))
        turns, mirrors = self.rng.randrange(4), self.rng.random() < 0.5
        pair = []
        for picture, scale in ((small, 1), (large, self.scale)):
            part = picture[y * scale : (y + side) * scale, x * scale : (x + side) * scale]
            part = np.rot90(part, turns)
            pair.append(np.ascontiguousarray(part[:, ::-1] if mirrors else part))
        return pair[0], pair[1]
